/* Who is released for which lab. */
#include "parts/year/year_phases.h"

#include "base/vec.h"

#include <stdlib.h>

static void release_lab(struct arena *arena, const struct year_problem *problem,
			const struct year_plan *plan, size_t lab, struct year_releases *releases)
{
	const struct zone *zone = problem->zone;
	const struct year_lab *l = &problem->labs[lab];

	for (uint32_t day = 0; day < l->days; day++) {
		struct year_release release = {lab, year_day_of(problem, plan, lab, day), ZONE_NONE,
					       ZONE_NONE, zone->lab_kinds.at[l->kind].release};
		uint32_t section[YEAR_MAX_CLASSES];
		uint32_t specialist[YEAR_MAX_CLASSES];
		size_t n_classes = year_team_classes(zone, l->team, release.date, section);
		size_t n_specialists = year_team_specialists(zone, l->team, release.date,
							     specialist);
		int32_t left = l->substitutes;

		for (size_t s = 0; s < n_classes && left > 0; s++) {
			release.person = zone->sections.at[section[s]].teacher;
			release.section = section[s];
			*vec_push(arena, releases) = release;
			left--;
		}
		release.section = ZONE_NONE;
		for (size_t i = 0; i < n_specialists && left > 0; i++) {
			release.person = specialist[i];
			*vec_push(arena, releases) = release;
			left--;
		}
		release.person = ZONE_NONE;
		for (; left > 0; left--)
			*vec_push(arena, releases) = release;
	}
}

static int by_date(const void *a, const void *b)
{
	const struct year_release *x = a, *y = b;

	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	if (x->lab != y->lab)
		return x->lab < y->lab ? -1 : 1;
	return (x->section > y->section) - (x->section < y->section);
}

struct year_releases year_releases_of(struct arena *arena, const struct year_problem *problem,
				      const struct year_plan *plan)
{
	struct year_releases releases = {NULL, 0, 0};

	for (size_t i = 0; i < plan->n; i++)
		if (plan->at[i].date != ZONE_UNSET)
			release_lab(arena, problem, plan, i, &releases);
	if (releases.n > 0)
		qsort(releases.at, releases.n, sizeof *releases.at, by_date);
	return releases;
}
