/* local: counting arguments about one resource, found without the rest.
 *
 * Most overloads are about one teacher, class or room: more lessons than times. The
 * linear program of a whole school takes seconds to say so; that of the resource alone,
 * a few milliseconds: the rows about it, and of the rows about no single resource those
 * that share a variable with them. What is left out only makes the system weaker, so an
 * argument that holds locally holds.
 */
#ifndef WEFT_ENGINE_PROOF_LOCAL_H
#define WEFT_ENGINE_PROOF_LOCAL_H

#include "engine/proof/lp.h"

struct local;

struct local *local_create(const struct linear *linear, uint32_t n_rules);
void local_destroy(struct local *local); /* NULL is allowed */

/* As lp_refute(), for one resource after the other until the deadline. */
bool local_refute(struct local *local, const uint64_t *active, const struct deadline *deadline,
		  uint64_t *core, struct lp_argument *ret, struct arena *arena);

#endif
