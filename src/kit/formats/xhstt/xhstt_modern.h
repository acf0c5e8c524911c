/* xhstt_modern: constraints with the cost functions of before 2014, said with those of
 * today.
 *
 * Sum is Linear, SquareSum is Quadratic and StepSum is Step. SumSteps and SumSquares look
 * at the list of deviations of a point of application; where a kind has only one
 * deviation a point they are Step and Quadratic, and where the list is one a time group
 * (SpreadEvents, LimitBusyTimes) the constraint falls into one constraint for each time
 * group. AvoidClashes has one a clashing time: that cannot be said today.
 */
#ifndef WEFT_KIT_FORMATS_XHSTT_XHSTT_MODERN_H
#define WEFT_KIT_FORMATS_XHSTT_XHSTT_MODERN_H

#include "base/arena.h"
#include "base/err.h"
#include "engine/instance.h"

/* One of the constraints that one becomes. */
struct xhstt_piece {
	struct str id;
	enum weft_cost_function cost_function;
	bool whole;     /* with all of its time groups; otherwise only with ... */
	uint32_t group; /* ... this position in limited_groups or time_groups */
};

/* Whether the function is one of before 2014. */
bool xhstt_is_old(enum weft_cost_function function);

/* The pieces; a constraint with a function of today is one piece. Ids of new pieces are
 * the old id with "_1", "_2" ..., or what else is not taken. */
bool xhstt_modern_pieces(const struct weft_instance *instance,
			 const struct weft_constraint *constraint, struct arena *arena,
			 struct xhstt_piece **ret, size_t *ret_n, struct err *err);

#endif
