/* cover_needs: which classes need somebody on a date, and when.
 *
 * Two kinds of demand come together here, and stay apart: teachers who are away (absences, known in
 * the morning) and teachers who are released for a lab (months ahead). A teacher's class needs
 * somebody while it is not with a specialist or at lunch, as the week in force says; a specialist's
 * classes need somebody during their visits. Whoever has no class (a coach, a principal) needs
 * nobody, but is not there to stand in.
 */
#ifndef WEFT_PARTS_COVER_COVER_NEEDS_H
#define WEFT_PARTS_COVER_COVER_NEEDS_H

#include "parts/cover/cover_day.h"
#include "parts/year/year.h"

struct cover_demand {
	const struct year_problem *problem;
	const struct year_plan *plan; /* NULL: no labs are known */
	int32_t date;
	const struct cover_away *away;
	size_t n_away;
	const struct week_date *weeks; /* one a school, or NULL */
	const bool *schools;           /* one a school: is looked at; NULL: all */
};

struct cover_needs {
	struct cover_need *at; /* by school, class and time */
	size_t n, cap;
};

struct cover_needs cover_needs_of(struct arena *arena, const struct cover_demand *demand);

/* The school at which somebody is counted: of their class, else of their first assignment, else
 * their home; ZONE_NONE: the zone's. */
uint32_t cover_school_of(const struct zone *zone, uint32_t person);

#endif
