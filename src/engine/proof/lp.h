/* lp: counting arguments, found by linear programming and checked by hand.
 *
 * Pigeonhole arguments ("twelve visits, ten places") are exponentially hard for
 * clause learning and trivial for linear programming. The rows of the active rules
 * are relaxed to 0 <= x <= 1 and given to Clp. Where it says infeasible, its ray is
 * rounded to small whole numbers and the argument is checked exactly: the weighted
 * sum of the rows demands more than the variables can give. So floating point finds
 * the proof, integers verify it, and a wrong answer of the library is harmless.
 * (Farkas' lemma, 1902; the checked form is a cutting-plane proof of one line.)
 */
#ifndef WEFT_ENGINE_PROOF_LP_H
#define WEFT_ENGINE_PROOF_LP_H

#include "base/bits.h"
#include "base/clock.h"
#include "engine/instance.h"
#include "engine/proof/linear.h"

struct lp;

struct lp *lp_create(const struct linear *linear, uint32_t n_rules);
void lp_destroy(struct lp *lp); /* NULL is allowed */

/* Rows are multiplied by whole numbers: positive counts the row's low side, negative its
 * high side. */
struct lp_argument {
	int64_t demand, supply;     /* demand > supply */
	bool plain;                 /* in units of what is demanded: each is counted alike */
	struct weft_list resources; /* those that the rows used are about, ascending */
};

/* Is there a counting argument against the active rules (a set)? If so, *core is
 * set to the rules it uses; *ret, where not NULL, to the argument, its list in the arena. */
bool lp_refute(struct lp *lp, const uint64_t *active, const struct deadline *deadline,
	       uint64_t *core, struct lp_argument *ret, struct arena *arena);

#endif
