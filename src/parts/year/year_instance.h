/* year_instance: the problem of the year as an instance of the engine.
 *
 *	times		the dates of the year, school days or not, in order
 *	events		the days of labs; the size is the number of substitutes
 *	resources	people who attend labs: coach, principal, teachers of two teams
 *
 * Required: each lab has a date (AssignTime, one rule a plan), one that is open to it
 * (PreferTimes: facts of the calendar), people are in one lab at a time (AvoidClashes), the
 * cap on substitutes (Capacity by size), labs a school and schools that share somebody
 * (Capacity), and the spacing of a team's labs: in each stretch of so many days at most one
 * (SpreadEvents; said of stretches and not of pairs because that is what a linear program can
 * count with). Wished: one lab of each plan, and of each team, in each of as many equal parts of
 * the year, so that labs are evenly apart and go round the grades; and no team always on the
 * same weekday.
 *
 * Where a plan is to be mended, each lab wishes to keep its date.
 *
 * A constraint's tag text is the code of its rule, "lab_plans/CODE", "people/CODE" or
 * "lock/PLAN/NUMBER".
 */
#ifndef WEFT_PARTS_YEAR_YEAR_INSTANCE_H
#define WEFT_PARTS_YEAR_YEAR_INSTANCE_H

#include "engine/instance.h"
#include "engine/solution.h"
#include "parts/year/year.h"

struct year_instance {
	const struct year_problem *problem;
	struct weft_instance *engine;
	const uint32_t *event; /* of each lab its first day's; the second day's follows */
};

/* Plans that the instance looks at besides; each may be NULL. */
struct year_wishes {
	const struct year_plan *locks; /* locked places stand, whatever the calendar says now */
	const struct year_plan *stay;  /* each lab would rather keep its date there */
};

/* wishes may be NULL. */
bool year_instance_make(struct arena *arena, const struct year_problem *problem,
			const struct year_wishes *wishes, struct year_instance *ret,
			struct err *err);
void year_instance_finish(struct year_instance *instance);

/* The date of a time, and the other way round. */
static inline int32_t year_date_of_time(const struct year_problem *problem, uint32_t time)
{
	return time == WEFT_NONE ? ZONE_UNSET : problem->first + (int32_t)time;
}

static inline uint32_t year_time_of_date(const struct year_problem *problem, int32_t date)
{
	return date == ZONE_UNSET ? WEFT_NONE : (uint32_t)(date - problem->first);
}

/* Put a plan's dates into a solution, and read them back (locks and hosts stay). */
void year_to_solution(const struct year_instance *instance, const struct year_plan *plan,
		      struct weft_solution *solution);
void year_from_solution(const struct year_instance *instance, const struct weft_solution *solution,
			struct year_plan *plan);

#endif
