/* year_repair: mend a plan after a surprise, and disturb the least.
 *
 * A closure, a new black-out, a coach who leaves: the zone has changed, and the plan was made for
 * the one before. Labs before "today" are history and stay as they are, whatever the calendar says
 * now; so do locked ones. Labs whose date is not open any more must move, and of two that are in
 * each other's way the later one does. Each gets the nearest date that breaks nothing. Only when
 * that fails for one of them does the engine look for a plan that moves more, the fewest it can
 * prove (weft_proof_repair).
 */
#ifndef WEFT_PARTS_YEAR_YEAR_REPAIR_H
#define WEFT_PARTS_YEAR_YEAR_REPAIR_H

#include "parts/year/year_solve.h"

struct year_change {
	size_t lab;
	int32_t old_date, new_date; /* ZONE_UNSET: none */
	struct str why;             /* what the old date broke */
};

struct year_repair {
	enum weft_verdict verdict; /* WEFT_FEASIBLE: the plan is mended */
	bool least;                /* proved: fewer moves are impossible */
	const struct year_change *changes;
	size_t n_changes;
};

/* today: labs before it are history. The plan is changed only when the verdict is feasible. */
bool year_repair(struct arena *arena, const struct year_problem *problem, int32_t today,
		 const struct year_options *options, struct year_plan *plan,
		 struct year_repair *ret, struct err *err);

/* The changes as CSV: plan,number,team,old_date,new_date,why. */
struct str year_changes_csv(struct arena *arena, const struct year_problem *problem,
			    const struct year_repair *repair);

#endif
