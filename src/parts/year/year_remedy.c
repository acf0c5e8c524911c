/* Remedies: a changed copy of the zone is made and solved, and only what was solved is said. */
#include "base/date.h"
#include "parts/school/zone_rule.h"
#include "parts/year/year_count.h"
#include "parts/year/year_solve.h"

#include <string.h>

enum { MOST_MORE_SUBSTITUTES = 6, SECONDS_A_TRY = 4 };

struct trying {
	struct arena *arena;
	const struct year_problem *problem;
	const struct year_options *options;
	struct year_remedy *remedies;
	size_t n, max;
};

/* A copy of the zone whose rules and plans may be changed. */
static struct zone *copy(struct trying *t, struct zone_rule **ret_rules,
			 struct zone_lab_plan **ret_plans)
{
	const struct zone *from = t->problem->zone;
	struct zone *zone = arena_new(t->arena, struct zone);

	*zone = *from;
	*ret_rules = arena_array(t->arena, struct zone_rule, from->rules.n);
	*ret_plans = arena_array(t->arena, struct zone_lab_plan, from->lab_plans.n);
	if (from->rules.n > 0)
		memcpy(*ret_rules, from->rules.at, from->rules.n * sizeof **ret_rules);
	if (from->lab_plans.n > 0)
		memcpy(*ret_plans, from->lab_plans.at, from->lab_plans.n * sizeof **ret_plans);
	zone->rules.at = *ret_rules;
	zone->lab_plans.at = *ret_plans;
	return zone;
}

/* The locks of the year in a changed one, where a plan may have fewer labs. */
static struct year_plan locked_places(struct trying *t, const struct year_problem *problem,
				      const struct year_plan *locks)
{
	struct year_plan plan = year_plan_make(t->arena, problem);

	for (size_t i = 0; locks != NULL && i < locks->n; i++)
		for (size_t j = 0; locks->at[i].locked && j < plan.n; j++)
			if (problem->labs[j].plan == t->problem->labs[i].plan &&
			    problem->labs[j].number == t->problem->labs[i].number)
				plan.at[j] = locks->at[i];
	return plan;
}

/* Can the changed year be solved? */
static bool works_with(struct trying *t, const struct zone *zone, const struct year_plan *locks)
{
	struct year_wishes wishes = {0};
	struct year_problem problem;
	struct year_instance instance;
	struct year_search_options search = {
		.deadline = deadline_in(t->options->clock, SECONDS_A_TRY),
		.seed = t->options->seed,
		.steps = t->options->steps,
	};
	struct year_plan plan;
	struct weft_cost cost;
	struct err err;

	if (!year_problem_make(t->arena, zone, t->problem->as_of, &problem, &err) ||
	    (!year_locks_are_odd(t->problem, locks) && year_count(t->arena, &problem).n > 0))
		return false;
	plan = locked_places(t, &problem, locks);
	wishes.locks = &plan;
	if (!year_instance_make(t->arena, &problem, &wishes, &instance, &err))
		return false;
	plan = year_plan_copy(t->arena, &plan);
	cost = year_search(&instance, &search, &plan);
	year_instance_finish(&instance);
	return cost.hard == 0;
}

static bool works(struct trying *t, const struct zone *zone)
{
	return works_with(t, zone, t->options->locks);
}

static void add(struct trying *t, struct str sentence, int64_t price_cents)
{
	if (t->n < t->max)
		t->remedies[t->n++] = (struct year_remedy){sentence, price_cents};
}

static void more_substitutes(struct trying *t, uint32_t rule)
{
	const struct zone_rule *row = &t->problem->zone->rules.at[rule];

	for (int32_t more = 1; more <= MOST_MORE_SUBSTITUTES; more++) {
		struct zone_rule *rules;
		struct zone_lab_plan *plans;
		struct zone *zone = copy(t, &rules, &plans);

		rules[rule].maximum += more;
		if (!works(t, zone))
			continue;
		add(t,
		    arena_printf(t->arena, "Allow %d substitutes a day instead of %d%s%.*s%s.",
				 row->maximum + more, row->maximum,
				 row->price_note.len > 0 ? " (each: " : "",
				 STR_ARG(row->price_note), row->price_note.len > 0 ? ")" : ""),
		    row->price_cents > 0 ? row->price_cents * more : -1);
		return;
	}
}

static void one_weekday_more(struct trying *t)
{
	const struct zone *zone = t->problem->zone;

	for (size_t r = 0; r < zone->rules.n; r++) {
		const struct zone_rule *row = &zone->rules.at[r];

		if (row->kind != ZONE_LAB_WEEKDAYS || row->strength != ZONE_MUST ||
		    row->weekdays == 0)
			continue;
		for (int day = MONDAY; day <= FRIDAY; day++) {
			struct zone_rule *rules;
			struct zone_lab_plan *plans;
			struct zone *changed = copy(t, &rules, &plans);

			if (zone_set_applies(row->weekdays, day))
				continue;
			rules[r].weekdays |= 1U << day;
			if (!works(t, changed))
				continue;
			add(t,
			    arena_printf(t->arena, "Allow labs on %.*ss too.",
					 STR_ARG(date_weekday_name((enum weekday)day))),
			    row->price_cents > 0 ? row->price_cents : -1);
			return;
		}
	}
}

/* The number of labs a team has, one fewer, for as many teams as need be. */
static void fewer_labs(struct trying *t, const struct year_finding *finding)
{
	const struct zone *zone = t->problem->zone;

	for (int32_t less = 1; less <= 3; less++) {
		struct zone_rule *rules;
		struct zone_lab_plan *plans;
		struct zone *changed = copy(t, &rules, &plans);
		int32_t labs = 0, teams = 0;

		for (size_t p = 0; p < zone->lab_plans.n; p++) {
			const struct zone_lab_plan *plan = &zone->lab_plans.at[p];

			if ((finding->team != ZONE_NONE && plan->team != finding->team) ||
			    (finding->school != ZONE_NONE &&
			     zone->teams.at[plan->team].school != finding->school) ||
			    plan->count <= less)
				continue;
			plans[p].count -= less;
			labs += less;
			teams++;
		}
		if (labs == 0 || !works(t, changed))
			continue;
		add(t,
		    arena_printf(t->arena, "Plan %d %s fewer in each of %d plans: %d labs less.",
				 less, less == 1 ? "lab" : "labs", teams, labs),
		    -1);
		return;
	}
}

static void closer_together(struct trying *t, const struct year_finding *finding)
{
	const struct zone *zone = t->problem->zone;
	int32_t minimum;

	if (finding->rule == ZONE_NONE)
		return;
	minimum = zone->rules.at[finding->rule].minimum;
	for (int32_t days = minimum - 7; days > 0; days -= 7) {
		struct zone_rule *rules;
		struct zone_lab_plan *plans;
		struct zone *changed = copy(t, &rules, &plans);

		rules[finding->rule].minimum = days;
		if (!works(t, changed))
			continue;
		add(t,
		    arena_printf(t->arena, "Let labs of a team follow after %d days instead of %d.",
				 days, minimum),
		    zone->rules.at[finding->rule].price_cents > 0
			    ? zone->rules.at[finding->rule].price_cents
			    : -1);
		return;
	}
}

size_t year_remedies(struct arena *arena, const struct year_problem *problem,
		     const struct year_finding *finding, const struct year_options *options,
		     struct year_remedy *ret, size_t max)
{
	struct trying t = {arena, problem, options, ret, 0, max};

	switch (finding->kind) {
	case YEAR_CAP:
	case YEAR_TOO_LARGE:
		more_substitutes(&t, finding->rule);
		break;
	case YEAR_TEAM_DAYS:
		closer_together(&t, finding);
		break;
	case YEAR_SCHOOL_DAYS:
	case YEAR_APART_DAYS:
	case YEAR_PERSON_DAYS:
		break;
	}
	if (finding->kind != YEAR_TOO_LARGE)
		one_weekday_more(&t);
	fewer_labs(&t, finding);
	return t.n;
}

/* ---- For rules by name ---- */

/* One lab (or school) more a day. */
static void one_more(struct trying *t, uint32_t rule)
{
	const struct zone_rule *row = &t->problem->zone->rules.at[rule];
	struct zone_rule *rules;
	struct zone_lab_plan *plans;
	struct zone *zone = copy(t, &rules, &plans);

	rules[rule].maximum++;
	if (works(t, zone))
		add(t,
		    arena_printf(
			    t->arena, "Allow %d labs a day %s instead of %d.", row->maximum + 1,
			    row->kind == ZONE_LAB_PER_SCHOOL ? "at a school" : "at those schools",
			    row->maximum),
		    row->price_cents > 0 ? row->price_cents : -1);
}

static void unlock(struct trying *t, struct str code)
{
	struct year_plan locks;

	for (size_t i = 0; t->options->locks != NULL && i < t->problem->n_labs; i++) {
		const struct year_lab *lab = &t->problem->labs[i];
		struct str own = arena_printf(
			t->arena, "lock/%.*s/%d",
			STR_ARG(t->problem->zone->lab_plans.at[lab->plan].code), lab->number);

		if (!str_eq(own, code))
			continue;
		locks = year_plan_copy(t->arena, t->options->locks);
		locks.at[i].locked = false;
		if (works_with(t, t->problem->zone, &locks))
			add(t,
			    arena_printf(t->arena, "Unlock %.*s.",
					 STR_ARG(year_lab_name(t->arena, t->problem, i))),
			    0);
	}
}

static void relax(struct trying *t, struct str code, bool *fewer, bool *weekday)
{
	const struct zone *zone = t->problem->zone;
	uint32_t row = zone_find(zone, ZONE_T_RULES, code);
	struct year_finding finding = {
		.rule = row, .school = ZONE_NONE, .person = ZONE_NONE, .team = ZONE_NONE};

	if (str_starts_with(code, STR("lock/"))) {
		unlock(t, code);
	} else if (str_starts_with(code, STR("lab_plans/")) && !*fewer) {
		uint32_t plan = zone_find(zone, ZONE_T_LAB_PLANS, str_slice(code, 10, code.len));

		*fewer = true;
		if (plan != ZONE_NONE) {
			finding.team = zone->lab_plans.at[plan].team;
			fewer_labs(t, &finding);
		}
	} else if (row != ZONE_NONE && zone->rules.at[row].kind == ZONE_LAB_SUBSTITUTES) {
		more_substitutes(t, row);
	} else if (row != ZONE_NONE && zone->rules.at[row].kind == ZONE_LAB_SPACING) {
		closer_together(t, &finding);
	} else if (row != ZONE_NONE && (zone->rules.at[row].kind == ZONE_LAB_PER_SCHOOL ||
					zone->rules.at[row].kind == ZONE_LAB_APART)) {
		one_more(t, row);
	} else if (str_eq(code, STR("calendar")) && !*weekday) {
		*weekday = true;
		one_weekday_more(t);
	}
}

size_t year_remedies_of(struct arena *arena, const struct year_problem *problem,
			const struct year_conflict *conflict, const struct year_options *options,
			struct year_remedy *ret, size_t max)
{
	struct trying t = {arena, problem, options, ret, 0, max};
	bool fewer = false, weekday = false;

	for (size_t i = 0; i < conflict->n_rules && t.n < max; i++)
		relax(&t, conflict->rules[i], &fewer, &weekday);
	return t.n;
}
