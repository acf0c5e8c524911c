/* The smallest set of rules and plans for which a count fails. */
#include "parts/year/year_count.h"

struct leaving_out {
	struct arena *arena;
	struct year_problem problem; /* with the bars of the closers that are left */
	const struct year_problem *whole;
	const struct year_finding *finding;
	struct year_closers closers;
	bool *without; /* closers left out */
	bool *is_plan;
};

/* What closes more days is tried later, so that the rules named are few. */
static int weight_of(enum year_closer_kind kind)
{
	switch (kind) {
	case YEAR_CLOSED_BY_PERSON:
		return 0;
	case YEAR_CLOSED_BY_BLACKOUT:
		return 1;
	case YEAR_CLOSED_BY_PLAN:
		return 2;
	case YEAR_CLOSED_BY_HOSTS:
		return 3;
	case YEAR_CLOSED_BY_RULE:
		return 4;
	}
	return 5;
}

static void leave_out_closers(struct leaving_out *l)
{
	for (int weight = 0; weight <= 4; weight++)
		for (size_t i = 0; i < l->closers.n; i++) {
			const uint8_t *before = l->problem.bars;

			if (weight_of(l->closers.at[i].kind) != weight)
				continue;
			l->without[i] = true;
			l->problem.bars = year_bars_without(l->arena, l->whole, &l->closers,
							    l->without);
			if (year_finding_holds(l->arena, &l->problem, l->finding, l->is_plan))
				continue;
			l->without[i] = false;
			l->problem.bars = before;
		}
}

/* Rules that a finding rests on besides what closes dates: the one counted, and spacings. */
static const bool *rules_of(struct leaving_out *l)
{
	bool *is_rule = arena_array(l->arena, bool, l->whole->zone->rules.n + 1);

	if (l->finding->rule != ZONE_NONE)
		is_rule[l->finding->rule] = true;
	for (size_t i = 0; l->finding->from != ZONE_UNSET && i < l->whole->n_labs; i++) {
		const struct year_lab *lab = &l->whole->labs[i];

		if (l->is_plan[lab->plan] && lab->spacing_rule != ZONE_NONE)
			is_rule[lab->spacing_rule] = true;
	}
	return is_rule;
}

struct year_core year_core_of(struct arena *arena, const struct year_problem *problem,
			      const struct year_finding *finding)
{
	size_t n_plans = problem->zone->lab_plans.n;
	struct leaving_out l = {.arena = arena,
				.problem = *problem,
				.whole = problem,
				.finding = finding,
				.closers = year_closers_of(arena, problem),
				.is_plan = arena_array(arena, bool, n_plans + 1)};
	struct year_core core = {0};
	struct year_closer *kept;

	l.without = arena_array(arena, bool, l.closers.n + 1);
	for (size_t i = 0; i < problem->n_labs; i++) {
		l.is_plan[problem->labs[i].plan] = year_finding_speaks_of(problem, finding, i);
		core.n_all += year_finding_speaks_of(problem, finding, i);
	}
	leave_out_closers(&l);
	for (size_t p = 0; p < n_plans; p++) {
		if (!l.is_plan[p])
			continue;
		l.is_plan[p] = false;
		l.is_plan[p] = !year_finding_holds(l.arena, &l.problem, l.finding, l.is_plan);
	}
	kept = arena_array(arena, struct year_closer, l.closers.n + 1);
	for (size_t i = 0; i < l.closers.n; i++)
		if (!l.without[i])
			kept[core.closers.n++] = l.closers.at[i];
	core.closers.at = kept;
	core.is_plan = l.is_plan;
	core.is_rule = rules_of(&l);
	for (size_t i = 0; i < problem->n_labs; i++)
		core.n_labs += l.is_plan[problem->labs[i].plan];
	for (size_t p = 0; p < n_plans; p++)
		core.n_plans += l.is_plan[p];
	return core;
}
