#include "parts/year/year.h"

#include "parts/school/zone_calendar.h"

#include "base/date.h"

#include <stdlib.h>
#include <string.h>

/* Teachers with a class in the team: who needs a substitute. */
static int32_t classes_of_team(const struct zone *zone, uint32_t team)
{
	int32_t n = 0;

	for (size_t m = 0; m < zone->members.n; m++) {
		const struct zone_member *member = &zone->members.at[m];

		if (member->team != team || member->partner)
			continue;
		for (size_t s = 0; s < zone->sections.n; s++)
			n += zone->sections.at[s].teacher == member->person;
	}
	return n;
}

static bool team_has_grade(const struct zone_team *team, struct zone_list grades)
{
	if (grades.n == 0)
		return true;
	for (size_t i = 0; i < team->grades.n; i++) {
		if (zone_applies(grades, team->grades.at[i]))
			return true;
	}
	return false;
}

static bool rule_speaks_of(const struct zone *zone, const struct zone_rule *rule, uint32_t team)
{
	const struct zone_team *row = &zone->teams.at[team];

	return (rule->schools.n == 0 ||
		(row->school != ZONE_NONE && zone_applies(rule->schools, row->school))) &&
	       zone_applies(rule->teams, team) && team_has_grade(row, rule->grades);
}

bool year_rule_applies(const struct year_problem *problem, const struct zone_rule *rule, size_t lab)
{
	return rule_speaks_of(problem->zone, rule, problem->labs[lab].team);
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
		    rule->minimum > days && rule_speaks_of(zone, rule, plan->team)) {
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
		if (kind->release == ZONE_NO_RELEASE)
			substitutes = 0;
		else if (substitutes == ZONE_UNSET)
			substitutes = classes_of_team(zone, plan->team);
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

/* A rule that leaves open only some days: the bar where it must hold. */
static bool is_barred_by(const struct zone *zone, const struct zone_rule *rule, uint32_t team,
			 const struct zone_date *date)
{
	if (rule->strength != ZONE_MUST || !rule_speaks_of(zone, rule, team) ||
	    !zone_is_on(rule->from, rule->to, date->date))
		return false;
	if (rule->kind == ZONE_LAB_WEEKDAYS)
		return !zone_set_applies(rule->weekdays, (int)date_weekday(date->date));
	if (rule->kind == ZONE_LAB_SHAPES)
		return date->shape != ZONE_NONE && !zone_applies(rule->shapes, date->shape);
	return false;
}

static uint8_t bars_of(const struct year_problem *problem, const struct zone_lab_plan *plan,
		       const struct zone_date *date)
{
	const struct zone *zone = problem->zone;
	const struct zone_team *team = &zone->teams.at[plan->team];
	unsigned bars = 0;

	if (date->closure != ZONE_NONE)
		bars |= YEAR_BAR_CLOSED;
	if (!date->open)
		bars |= YEAR_BAR_NO_SCHOOL;
	if (!zone_is_on(plan->from, plan->to, date->date))
		bars |= YEAR_BAR_PLAN;
	if (zone_is_blacked_out(zone, ZONE_LABS, team->school, ZONE_NONE, date->date, NULL))
		bars |= YEAR_BAR_BLACKOUT;
	for (size_t g = 0; g < team->grades.n; g++)
		if (zone_is_blacked_out(zone, ZONE_LABS, team->school, team->grades.at[g],
					date->date, NULL))
			bars |= YEAR_BAR_BLACKOUT;
	for (size_t r = 0; r < zone->rules.n; r++) {
		const struct zone_rule *rule = &zone->rules.at[r];

		if (is_barred_by(zone, rule, plan->team, date))
			bars |= rule->kind == ZONE_LAB_WEEKDAYS ? YEAR_BAR_WEEKDAY : YEAR_BAR_SHAPE;
	}
	return (uint8_t)bars;
}

/* A team across schools goes by the calendar of the first school. */
static void make_bars(struct arena *arena, struct year_problem *problem)
{
	const struct zone *zone = problem->zone;
	struct zone_dates *dates = arena_array(arena, struct zone_dates, zone->schools.n);
	uint8_t *bars = arena_array(arena, uint8_t, zone->lab_plans.n * problem->n_dates);

	for (uint32_t s = 0; s < zone->schools.n; s++)
		dates[s] = zone_dates_of(arena, zone, s, ZONE_NONE, problem->as_of);
	memset(bars, YEAR_BAR_NO_SCHOOL, zone->lab_plans.n * problem->n_dates);
	for (size_t p = 0; p < zone->lab_plans.n; p++) {
		const struct zone_lab_plan *plan = &zone->lab_plans.at[p];
		uint32_t school = zone->teams.at[plan->team].school;
		const struct zone_dates *own = &dates[school == ZONE_NONE ? 0 : school];

		for (size_t i = 0; i < own->n; i++) {
			int32_t date = own->at[i].date;

			if (date < problem->first || date > problem->last)
				continue;
			bars[p * problem->n_dates + (size_t)(date - problem->first)] = bars_of(
				problem, plan, &own->at[i]);
		}
	}
	problem->bars = bars;
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
	make_bars(arena, &problem);
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
