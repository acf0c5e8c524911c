#include "parts/year/year.h"

#include "base/date.h"
#include "parts/year/year_bars.h"
#include "parts/year/year_internal.h"
#include "parts/year/year_phases.h"

#include <stdlib.h>
#include <string.h>

/* Who of a team is covered when all of it is released: each class, and each specialist. */
static int32_t covered_of_team(const struct zone *zone, uint32_t team)
{
	uint32_t section[YEAR_MAX_CLASSES], person[YEAR_MAX_CLASSES];

	return (int32_t)(year_team_classes(zone, team, ZONE_UNSET, section) +
			 year_team_specialists(zone, team, ZONE_UNSET, person));
}

bool year_team_has_grade(const struct zone_team *team, struct zone_list grades)
{
	if (grades.n == 0)
		return true;
	for (size_t i = 0; i < team->grades.n; i++) {
		if (zone_applies(grades, team->grades.at[i]))
			return true;
	}
	return false;
}

bool year_rule_speaks_of(const struct zone *zone, const struct zone_rule *rule, uint32_t team)
{
	const struct zone_team *row = &zone->teams.at[team];

	return (rule->schools.n == 0 ||
		(row->school != ZONE_NONE && zone_applies(rule->schools, row->school))) &&
	       zone_applies(rule->teams, team) && year_team_has_grade(row, rule->grades);
}

bool year_rule_applies(const struct year_problem *problem, const struct zone_rule *rule, size_t lab)
{
	return year_rule_speaks_of(problem->zone, rule, problem->labs[lab].team);
}

static int32_t spacing_of(const struct zone *zone, const struct zone_lab_plan *plan,
			  uint32_t *ret_rule)
{
	int32_t days = 0;

	*ret_rule = ZONE_NONE;
	if (plan->spacing_days != ZONE_UNSET)
		return plan->spacing_days;
	for (size_t i = 0; i < zone->rules.n; i++) {
		const struct zone_rule *rule = &zone->rules.at[i];

		if (rule->kind == ZONE_LAB_SPACING && rule->strength == ZONE_MUST &&
		    rule->minimum > days && year_rule_speaks_of(zone, rule, plan->team)) {
			days = rule->minimum;
			*ret_rule = (uint32_t)i;
		}
	}
	return days;
}

static bool make_labs(struct arena *arena, const struct zone *zone, struct year_problem *problem,
		      struct err *err)
{
	struct year_lab *labs;
	size_t n = 0;

	for (size_t p = 0; p < zone->lab_plans.n; p++)
		n += (size_t)(zone->lab_plans.at[p].count > 0 ? zone->lab_plans.at[p].count : 0);
	if (n > YEAR_MAX_LABS)
		return err_set(err, ERR_INVALID,
			       "lab_plans.csv asks for %zu labs; %d are the most.", n,
			       YEAR_MAX_LABS);
	labs = arena_array(arena, struct year_lab, n);
	problem->labs = labs;
	for (size_t p = 0; p < zone->lab_plans.n; p++) {
		const struct zone_lab_plan *plan = &zone->lab_plans.at[p];
		const struct zone_lab_kind *kind = &zone->lab_kinds.at[plan->kind];
		int32_t substitutes = plan->substitutes, spacing;
		uint32_t spacing_rule;

		spacing = spacing_of(zone, plan, &spacing_rule);
		spacing = spacing < 1 ? 1 : spacing; /* a team is in one lab a day */
		if (kind->release == ZONE_NO_RELEASE)
			substitutes = 0;
		else if (substitutes == ZONE_UNSET)
			substitutes = covered_of_team(zone, plan->team);
		for (int32_t k = 1; k <= plan->count; k++)
			labs[problem->n_labs++] = (struct year_lab){
				.plan = (uint32_t)p,
				.team = plan->team,
				.kind = plan->kind,
				.subject = plan->subject,
				.school = zone->teams.at[plan->team].school,
				.number = k,
				.substitutes = substitutes,
				.spacing_days = spacing,
				.spacing_rule = spacing_rule,
				.days = kind->days == 2 ? 2 : 1,
			};
	}
	return true;
}

/* The rotation of a school, for the days on which people are there; ZONE_NONE: none. */
static uint32_t rotation_of(const struct zone *zone, uint32_t school)
{
	for (uint32_t i = 0; i < zone->rotations.n; i++)
		if (zone_applies(zone->rotations.at[i].schools, school))
			return i;
	return ZONE_NONE;
}

static void make_dates(struct arena *arena, struct year_problem *problem)
{
	const struct zone *zone = problem->zone;
	struct zone_dates *dates = arena_array(arena, struct zone_dates, zone->schools.n);

	for (uint32_t s = 0; s < zone->schools.n; s++)
		dates[s] = zone_dates_of(arena, zone, s, rotation_of(zone, s), problem->as_of);
	problem->dates = dates;
}

const struct zone_dates *year_dates_of_team(const struct year_problem *problem, uint32_t team)
{
	uint32_t school = problem->zone->teams.at[team].school;

	return &problem->dates[school == ZONE_NONE ? 0 : school];
}

bool year_problem_make(struct arena *arena, const struct zone *zone, int32_t as_of,
		       struct year_problem *ret, struct err *err)
{
	struct year_problem problem = {.zone = zone, .as_of = as_of};

	if (zone->info.n == 0 || zone->schools.n == 0)
		return err_set(err, ERR_INVALID, "The zone has no schools yet.");
	problem.first = zone->info.at[0].year_start;
	problem.last = zone->info.at[0].year_end;
	if (problem.last < problem.first || problem.last - problem.first >= YEAR_MAX_DAYS)
		return err_set(err, ERR_INVALID, "zone.csv: the year must have 1 to %d days.",
			       YEAR_MAX_DAYS);
	problem.n_dates = (size_t)(problem.last - problem.first) + 1;
	if (!make_labs(arena, zone, &problem, err))
		return false;
	make_dates(arena, &problem);
	problem.bars = year_bars_without(arena, &problem, NULL, NULL);
	*ret = problem;
	return true;
}

unsigned year_bars(const struct year_problem *problem, size_t lab, int32_t date)
{
	if (date < problem->first || date > problem->last)
		return YEAR_BAR_NO_SCHOOL;
	return problem->bars[problem->labs[lab].plan * problem->n_dates +
			     (size_t)(date - problem->first)];
}

bool year_is_open(const struct year_problem *problem, size_t lab, int32_t date)
{
	for (uint32_t d = 0; d < problem->labs[lab].days; d++) {
		if (year_bars(problem, lab, date + 7 * (int32_t)d) != 0)
			return false;
	}
	return true;
}

bool year_rule_is_on(const struct zone_rule *rule, int32_t date)
{
	return zone_is_on(rule->from, rule->to, date);
}

bool year_rule_counts(const struct zone_rule *rule)
{
	return rule->kind == ZONE_LAB_APART ||
	       ((rule->kind == ZONE_LAB_SUBSTITUTES || rule->kind == ZONE_LAB_PER_SCHOOL) &&
		rule->maximum != ZONE_UNSET);
}

int32_t year_rule_maximum(const struct zone_rule *rule)
{
	return rule->maximum == ZONE_UNSET ? 1 : rule->maximum;
}

enum zone_per year_rule_per(const struct zone_rule *rule)
{
	return rule->per == ZONE_UNSET ? ZONE_PER_DAY : (enum zone_per)rule->per;
}

int32_t year_stretch(const struct year_problem *problem, enum zone_per per, int32_t date)
{
	int32_t monday = problem->first - ((int32_t)date_weekday(problem->first) - MONDAY);
	struct civil civil = date_civil(date);

	switch (per) {
	case ZONE_PER_DAY:
		return date;
	case ZONE_PER_WEEK:
		return (date - monday) / 7;
	case ZONE_PER_TWO_WEEKS:
	case ZONE_PER_CYCLE:
		return (date - monday) / 14;
	case ZONE_PER_MONTH:
		return civil.year * 12 + civil.month;
	case ZONE_PER_YEAR:
		return 0;
	}
	return 0;
}

int32_t year_spacing_between(const struct year_problem *problem, size_t a, size_t b)
{
	const struct year_lab *x = &problem->labs[a], *y = &problem->labs[b];

	return x->plan == y->plan || x->spacing_days < y->spacing_days ? x->spacing_days
								       : y->spacing_days;
}

bool year_must_be_in(const struct year_problem *problem, size_t lab, uint32_t person)
{
	const struct zone *zone = problem->zone;
	struct zone_list attend = zone->lab_plans.at[problem->labs[lab].plan].attend;

	if (attend.n > 0 && zone_applies(attend, person))
		return true;
	for (size_t m = 0; m < zone->members.n; m++)
		if (zone->members.at[m].team == problem->labs[lab].team &&
		    zone->members.at[m].person == person && !zone->members.at[m].partner)
			return true;
	return false;
}

struct str year_short_date(struct arena *arena, int32_t date)
{
	struct civil civil = date_civil(date);

	return arena_printf(arena, "%.*s %.*s %d", STR_ARG(date_weekday_short(date_weekday(date))),
			    STR_ARG(date_month_name(civil.month)), civil.day);
}

struct year_lab_key year_key_of(const struct year_problem *problem, size_t lab)
{
	const struct year_lab *at = &problem->labs[lab];

	return (struct year_lab_key){problem->zone->lab_plans.at[at->plan].code, at->number};
}

size_t year_find_lab(const struct year_problem *problem, struct year_lab_key key)
{
	for (size_t i = 0; i < problem->n_labs; i++)
		if (problem->labs[i].number == key.number &&
		    str_eq(problem->zone->lab_plans.at[problem->labs[i].plan].code, key.plan))
			return i;
	return SIZE_MAX;
}

struct str year_lab_name(struct arena *arena, const struct year_problem *problem, size_t lab)
{
	const struct zone *zone = problem->zone;
	const struct year_lab *l = &problem->labs[lab];

	return arena_printf(arena, "%.*s, %.*s lab %d", STR_ARG(zone->teams.at[l->team].name),
			    STR_ARG(zone->subjects.at[l->subject].name), l->number);
}

struct year_plan year_plan_make(struct arena *arena, const struct year_problem *problem)
{
	struct year_plan plan = {arena_array(arena, struct year_place, problem->n_labs),
				 problem->n_labs};

	for (size_t i = 0; i < plan.n; i++)
		plan.at[i] = (struct year_place){.date = ZONE_UNSET,
						 .host = {ZONE_NONE, ZONE_NONE}};
	return plan;
}

struct year_plan year_plan_copy(struct arena *arena, const struct year_plan *plan)
{
	struct year_plan copy = {arena_array(arena, struct year_place, plan->n), plan->n};

	if (plan->n > 0)
		memcpy(copy.at, plan->at, plan->n * sizeof *plan->at);
	return copy;
}

static int by_date(const void *a, const void *b)
{
	const struct year_place *x = a, *y = b;
	int64_t left = x->date == ZONE_UNSET ? INT64_MAX : x->date;
	int64_t right = y->date == ZONE_UNSET ? INT64_MAX : y->date;

	return (left > right) - (left < right);
}

void year_plan_sort(const struct year_problem *problem, struct year_plan *plan)
{
	for (size_t from = 0, to = 0; from < plan->n; from = to) {
		while (to < plan->n && problem->labs[to].plan == problem->labs[from].plan)
			to++;
		qsort(plan->at + from, to - from, sizeof *plan->at, by_date);
	}
}

int32_t year_day_of(const struct year_problem *problem, const struct year_plan *plan, size_t lab,
		    uint32_t day)
{
	if (plan->at[lab].date == ZONE_UNSET || day >= problem->labs[lab].days)
		return ZONE_UNSET;
	return plan->at[lab].date + 7 * (int32_t)day;
}

struct year_totals year_plan_totals(const struct year_problem *problem,
				    const struct year_plan *plan)
{
	struct year_totals totals = {.labs = problem->n_labs};

	for (size_t i = 0; i < problem->n_labs; i++)
		totals.placed += plan->at[i].date != ZONE_UNSET;
	for (int32_t date = problem->first; date <= problem->last; date++) {
		int32_t substitutes = 0;
		bool used = false;

		for (size_t i = 0; i < problem->n_labs; i++)
			for (uint32_t d = 0; d < problem->labs[i].days; d++)
				if (year_day_of(problem, plan, i, d) == date) {
					used = true;
					substitutes += problem->labs[i].substitutes;
				}
		totals.days_used += used;
		totals.substitute_days += (size_t)substitutes;
		if (substitutes > totals.most_substitutes)
			totals.most_substitutes = substitutes;
	}
	return totals;
}

size_t year_open_dates(const struct year_problem *problem)
{
	size_t n = 0;

	for (size_t d = 0; d < problem->n_dates; d++) {
		bool open = false;

		for (size_t p = 0; p < problem->zone->lab_plans.n && !open; p++)
			open = problem->bars[p * problem->n_dates + d] == 0;
		n += open;
	}
	return n;
}
