/* week_keep: what must stay of a plan (locks), what should (the plan before), and what moved. */
#ifndef WEFT_PARTS_WEEK_WEEK_KEEP_H
#define WEFT_PARTS_WEEK_WEEK_KEEP_H

#include "parts/week/week.h"

/* "PE for HH-3A with PE1 on day 3 at 10:50 AM, locked by Ana Ruiz on November 3, 2026 (the gym is
 * free then)", and the id of such a booking in reports: "locks/HH-3A/PE/day-3". */
struct str week_lock_words(struct arena *arena, const struct zone *zone,
			   const struct week_booking *booking);
struct str week_lock_id(struct arena *arena, const struct zone *zone,
			const struct week_booking *booking);

/* What is otherwise in the plan now, in the order of the plan: a sentence each. */
struct week_moves {
	const struct week_difference *at;
	size_t n;
};
struct week_moves week_differences(struct arena *arena, const struct week_plan *before,
			       const struct week_plan *now, struct zone_list schools);

#endif
