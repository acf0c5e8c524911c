#include "parts/year/year_slots.h"

#include "base/vec.h"

#include <string.h>

/* Labs of a team, or of one plan of it. */
struct group {
	const struct year_problem *problem;
	uint32_t team, plan; /* plan ZONE_NONE: all */
	const bool *is_plan;
	size_t first, n; /* a lab, how many */
	int32_t spacing; /* the least between two of them, at least 1 */
	int32_t substitutes;
	uint8_t *open; /* YEAR_MAX_DAYS */
};

static bool is_in(const struct group *g, size_t lab)
{
	const struct year_lab *l = &g->problem->labs[lab];

	return l->team == g->team && (g->plan == ZONE_NONE || l->plan == g->plan) &&
	       (g->is_plan == NULL || g->is_plan[l->plan]);
}

/* Labs of a team need not stand together in the file. */
static void gather(struct group *g, size_t from)
{
	const struct year_problem *problem = g->problem;
	uint32_t last = ZONE_NONE;

	g->n = 0;
	g->spacing = YEAR_MAX_DAYS;
	g->substitutes = INT32_MAX;
	memset(g->open, 0, YEAR_MAX_DAYS);
	for (size_t i = from; i < problem->n_labs; i++) {
		const struct year_lab *l = &problem->labs[i];

		if (!is_in(g, i))
			continue;
		if (g->n++ == 0)
			g->first = i;
		g->spacing = l->spacing_days < g->spacing ? l->spacing_days : g->spacing;
		g->substitutes = l->substitutes < g->substitutes ? l->substitutes : g->substitutes;
		if (l->plan == last)
			continue;
		last = l->plan;
		for (size_t d = 0; d < problem->n_dates; d++)
			g->open[d] |= year_is_open(problem, i, problem->first + (int32_t)d);
	}
}

/* Dates of the chain of labs, the earliest or (backward) the latest; how many fit. */
static size_t chain(const struct group *g, bool backward, int32_t *ret, size_t most)
{
	int32_t n_dates = (int32_t)g->problem->n_dates, day = backward ? n_dates - 1 : 0;
	size_t n = 0;

	while (day >= 0 && day < n_dates && n < most) {
		if (g->open[day] == 0) {
			day += backward ? -1 : 1;
			continue;
		}
		ret[n++] = g->problem->first + day;
		day += backward ? -g->spacing : g->spacing;
	}
	return n;
}

void year_chain(const struct year_problem *problem, uint32_t team, uint32_t plan,
		const bool *is_plan, int64_t *ret_labs, int64_t *ret_hold)
{
	struct group g = {.problem = problem, .team = team, .plan = plan, .is_plan = is_plan};
	int32_t dates[YEAR_MAX_DAYS];
	uint8_t open[YEAR_MAX_DAYS];

	g.open = open;
	gather(&g, 0);
	*ret_labs = (int64_t)g.n;
	*ret_hold = (int64_t)chain(&g, false, dates, YEAR_MAX_DAYS);
}

struct year_slots year_slots_of(struct arena *arena, const struct year_problem *problem,
				bool by_plan, const bool *is_plan)
{
	VEC(struct year_slot) slots = {0};
	struct group g = {.problem = problem, .is_plan = is_plan};
	int32_t early[YEAR_MAX_DAYS], late[YEAR_MAX_DAYS];
	bool *done = arena_array(arena, bool, problem->zone->teams.n + 1);

	for (size_t i = 0; i < problem->n_labs; i++) {
		const struct year_lab *l = &problem->labs[i];

		if (by_plan ? l->number != 1 : done[l->team])
			continue;
		done[l->team] = true;
		g.team = l->team;
		g.plan = by_plan ? l->plan : ZONE_NONE;
		g.open = arena_array(arena, uint8_t, YEAR_MAX_DAYS);
		gather(&g, i);
		if (g.n == 0 || g.n > YEAR_MAX_DAYS || chain(&g, false, early, g.n) < g.n ||
		    chain(&g, true, late, g.n) < g.n)
			continue;
		for (size_t k = 0; k < g.n; k++)
			*vec_push(arena, &slots) = (struct year_slot){
				.team = l->team,
				.school = l->school,
				.plan = g.plan,
				.earliest = early[k],
				.latest = late[g.n - 1 - k],
				.substitutes = g.substitutes,
				.lab = g.first,
				.open = g.open,
			};
	}
	return (struct year_slots){slots.at, slots.n};
}
