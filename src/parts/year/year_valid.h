/* year_valid: what a plan of the year breaks.
 *
 * Looks at dates and rules alone, without the engine, so that a plan made by hand, by the solver
 * or in a spreadsheet is judged alike.
 */
#ifndef WEFT_PARTS_YEAR_YEAR_VALID_H
#define WEFT_PARTS_YEAR_YEAR_VALID_H

#include "parts/year/year.h"

struct year_fault {
	bool must;     /* else it was only wished */
	size_t lab;    /* the (later) lab, SIZE_MAX: a day as a whole */
	int32_t date;  /* ZONE_UNSET: none */
	uint32_t rule; /* row of rules.csv, ZONE_NONE: none */
	struct str sentence;
};

struct year_faults {
	struct year_fault *at;
	size_t n, cap;
	size_t n_must;
};

/* Every fault, by lab and then by day. */
struct year_faults year_valid(struct arena *arena, const struct year_problem *problem,
			      const struct year_plan *plan);

/* Could this one lab be on that date, with all others where they are? */
bool year_fits(const struct year_problem *problem, const struct year_plan *plan, size_t lab,
	       int32_t date);

#endif
