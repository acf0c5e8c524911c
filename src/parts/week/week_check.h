/* week_check: what counting alone can say, at once and without a solver.
 *
 * Before solving: whether demand and supply of visits can meet, block by block; whether there
 * are half-days, seats and minutes enough. After solving: whether the minutes of the plan keep
 * contract and law. Each finding has its numbers and remedies. Nothing here proves that a
 * plan exists; what is found here proves that there is none (must) or what it lacks.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_CHECK_H
#define WEFT_PARTS_WEEK_WEEK_CHECK_H

#include "parts/week/day.h"

/* From the rows alone: for each stretch of the year on which the same rows are in force
 * (week_force.h). What is found in a later one alone says from when. */
void week_check_zone(struct arena *arena, const struct zone *zone, struct zone_list schools,
		     struct day_findings *findings);

/* The same for the first school day from a date on. ERR_INVALID: there is none. */
bool week_check_date(struct arena *arena, const struct zone *zone, struct zone_list schools,
		     int32_t date, struct day_findings *findings, struct err *err);

/* From the bookings of a plan. */
void week_check_plan(struct arena *arena, const struct week_plan *plan, struct zone_list schools,
		     struct day_findings *findings);

#endif
