/* year_search: dates for all labs of an instance, as even as can be found.
 *
 * First each lab in turn is given the date that costs least then (those of the same round
 * and the largest first); then simulated annealing (Kirkpatrick and others, 1983) moves labs to
 * other open dates and swaps the dates of two. What must hold weighs some thirty times what is
 * wished, so that the search can pass through days that are too full; the best timetable seen
 * without any fault is kept. The engine keeps the cost.
 *
 * The result depends on the seed and the number of steps alone, unless a deadline on a real clock
 * comes first. A search that finds nothing proves nothing.
 */
#ifndef WEFT_PARTS_YEAR_YEAR_SEARCH_H
#define WEFT_PARTS_YEAR_YEAR_SEARCH_H

#include "base/clock.h"
#include "parts/year/year_instance.h"

struct year_search_options {
	struct deadline deadline; /* never with clock NULL; one that counts work is told of steps */
	uint64_t seed;
	size_t steps; /* of annealing; 0: 3000 a lab, at most 6 million */
	bool mend;    /* begin with the plan as it is, and more gently */
	bool any;     /* the first plan without a fault will do */
};

/* Fill the plan: locked places stay, others are moved. Returns the cost of the best found. */
struct weft_cost year_search(const struct year_instance *instance,
			     const struct year_search_options *options, struct year_plan *plan);

#endif
