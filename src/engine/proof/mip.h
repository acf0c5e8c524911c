/* mip: timetables found by integer programming.
 *
 * Problems that are nothing but counting (so many visits, so many places, all of them
 * needed) keep clause learning busy for hours and are solved by Cbc at its first node.
 * Only its solutions are used, each checked in whole numbers against every row; that
 * it finds none proves nothing here.
 */
#ifndef WEFT_ENGINE_PROOF_MIP_H
#define WEFT_ENGINE_PROOF_MIP_H

#include "base/clock.h"
#include "engine/proof/linear.h"

/* Look for values (0 or 1, one a variable) that keep the definitions and the active
 * rules (a set), until the deadline; by a clock that counts work, for as many nodes as it allows,
 * and one at least. False: none was found. */
bool mip_find(const struct linear *linear, const uint64_t *active, const struct deadline *deadline,
	      unsigned char *values);

#endif
