/* Remedies: a changed copy of the zone is made and solved, and only what was solved is said. */
#include "parts/year/year_remedy_internal.h"

#include "base/date.h"
#include "base/text.h"
#include "parts/school/zone_rule.h"
#include "parts/year/year_count.h"
#include "parts/year/year_report.h"
#include "parts/year/year_money.h"
#include "parts/year/year_solve.h"

#include <stdalign.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_MORE_SUBSTITUTES = 6 };

/* Seconds of counted work, so that the same is found on every machine; and what making a changed
 * year and counting in it takes, for each lab on each date. The time for everything is but a guard.
 */
enum { SECONDS_A_TRY = 4, SECONDS_IN_ALL = 20, LAB_ON_DATE_NS = 1000, GUARD_SECONDS = 60 };

static void start(struct trying *t)
{
	const struct deadline guard = deadline_in(
		t->options->clock, t->options->seconds > 0 ? t->options->seconds : GUARD_SECONDS);

	clock_work_init(&t->work, &guard);
	t->deadline = deadline_in(&t->work.clock, SECONDS_IN_ALL);
}

/* A copy of rows that may be written. */
static void *rows_of(struct trying *t, const void *from, size_t n, size_t size)
{
	void *rows = arena_alloc(t->arena, (n + 1) * size, alignof(max_align_t));

	if (n > 0)
		memcpy(rows, from, n * size);
	return rows;
}

struct changed trying_copy(struct trying *t)
{
	const struct zone *from = t->problem->zone;
	struct changed c = {.zone = arena_new(t->arena, struct zone)};

	*c.zone = *from;
	c.rules = rows_of(t, from->rules.at, from->rules.n, sizeof *c.rules);
	c.plans = rows_of(t, from->lab_plans.at, from->lab_plans.n, sizeof *c.plans);
	c.phases = rows_of(t, from->lab_phases.at, from->lab_phases.n, sizeof *c.phases);
	c.blackouts = rows_of(t, from->blackouts.at, from->blackouts.n, sizeof *c.blackouts);
	c.zone->rules.at = c.rules;
	c.zone->lab_plans.at = c.plans;
	c.zone->lab_phases.at = c.phases;
	c.zone->blackouts.at = c.blackouts;
	return c;
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
		.deadline = deadline_in(&t->work.clock, SECONDS_A_TRY),
		.seed = t->options->seed,
		.steps = t->options->steps,
		.any = true,
	};
	struct year_plan plan;
	struct weft_cost cost;
	struct err err;

	if (deadline_passed(&t->deadline) || t->remedies->n == t->remedies->max)
		return false;
	clock_work_done(&t->work.clock,
			(int64_t)(t->problem->n_labs * t->problem->n_dates) * LAB_ON_DATE_NS);
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

bool trying_works(struct trying *t, const struct changed *c)
{
	return works_with(t, c->zone, t->options->locks);
}

void trying_add(struct trying *t, struct str sentence, int64_t price_cents)
{
	if (t->remedies->n < t->remedies->max)
		t->remedies->at[t->remedies->n++] = (struct year_remedy){sentence, price_cents};
}

/* The price that a rule names for being given up, -1: none. */
static int64_t price_of(const struct zone_rule *row)
{
	return row->price_cents > 0 ? row->price_cents : -1;
}

/* ---- Numbers of rules ---- */

/* least: how many more at least. */
static void more_substitutes(struct trying *t, uint32_t rule, int32_t least)
{
	const struct zone_rule *row = &t->problem->zone->rules.at[rule];

	for (int32_t more = least; more < least + MOST_MORE_SUBSTITUTES; more++) {
		struct changed c = trying_copy(t);

		c.rules[rule].maximum += more;
		if (!trying_works(t, &c))
			continue;
		trying_add(
			t,
			arena_printf(t->arena, "Allow %d substitutes a day instead of %d%s%.*s%s.",
				     row->maximum + more, row->maximum,
				     row->price_note.len > 0 ? " (each: " : "",
				     STR_ARG(row->price_note), row->price_note.len > 0 ? ")" : ""),
			row->price_cents > 0 ? row->price_cents * more : -1);
		return;
	}
}

/* One lab more a day. */
static void one_more(struct trying *t, uint32_t rule)
{
	const struct zone_rule *row = &t->problem->zone->rules.at[rule];
	int32_t now = year_rule_maximum(row);
	struct changed c = trying_copy(t);

	c.rules[rule].maximum = now + 1;
	if (trying_works(t, &c))
		trying_add(t,
			   arena_printf(t->arena, "Allow %d labs %s instead of %d (%.*s).", now + 1,
					row->kind == ZONE_LAB_PER_SCHOOL
						? "at a school"
						: "at those schools together",
					now, STR_ARG(row->code)),
			   price_of(row));
}

static void closer_together(struct trying *t, uint32_t rule)
{
	const struct zone_rule *row = &t->problem->zone->rules.at[rule];

	for (int32_t days = row->minimum - 7; days > 0; days -= 7) {
		struct changed c = trying_copy(t);

		c.rules[rule].minimum = days;
		if (!trying_works(t, &c))
			continue;
		trying_add(t,
			   arena_printf(
				   t->arena,
				   "Let labs of a team follow after %d days instead of %d (%.*s).",
				   days, row->minimum, STR_ARG(row->code)),
			   price_of(row));
		return;
	}
}

/* The spacing that a plan has for itself. */
static void plan_closer_together(struct trying *t, uint32_t plan)
{
	const struct zone_lab_plan *row = &t->problem->zone->lab_plans.at[plan];

	if (row->spacing_days == ZONE_UNSET)
		return;
	for (int32_t days = row->spacing_days - 7; days > 0; days -= 7) {
		struct changed c = trying_copy(t);

		c.plans[plan].spacing_days = days;
		if (!trying_works(t, &c))
			continue;
		trying_add(t,
			   arena_printf(
				   t->arena,
				   "Let the labs of plan %.*s follow after %d days instead of %d.",
				   STR_ARG(row->code), days, row->spacing_days),
			   -1);
		return;
	}
}

/* ---- What closes days ---- */

static void one_weekday_more(struct trying *t, uint32_t rule)
{
	const struct zone_rule *row = &t->problem->zone->rules.at[rule];

	for (int day = MONDAY; row->weekdays != 0 && day <= FRIDAY; day++) {
		struct changed c = trying_copy(t);

		if (zone_set_applies(row->weekdays, day))
			continue;
		c.rules[rule].weekdays |= 1U << day;
		if (trying_works(t, &c))
			trying_add(t,
				   arena_printf(t->arena, "Allow labs on %.*ss too.",
						STR_ARG(date_weekday_name((enum weekday)day))),
				   price_of(row));
	}
}

/* A rule that is not asked of anybody: a wish. */
static void give_up(struct trying *t, uint32_t rule)
{
	const struct zone_rule *row = &t->problem->zone->rules.at[rule];
	struct changed c = trying_copy(t);

	c.rules[rule].strength = ZONE_STRONG;
	if (trying_works(t, &c))
		trying_add(t,
			   arena_printf(t->arena, "Make \"%.*s\" a wish (%.*s).",
					STR_ARG(year_clause(zone_rule_sentence(
						t->arena, t->problem->zone, rule))),
					STR_ARG(row->code)),
			   price_of(row));
}

static void lift_blackout(struct trying *t, uint32_t row)
{
	struct changed c = trying_copy(t);
	const struct zone_blackout *blackout = &t->problem->zone->blackouts.at[row];

	c.blackouts[row].from = t->problem->last + 1;
	c.blackouts[row].to = t->problem->last + 1;
	if (trying_works(t, &c))
		trying_add(t,
			   arena_printf(t->arena, "Allow labs from %.*s to %.*s too (%.*s).",
					STR_ARG(year_short_date(t->arena, blackout->from)),
					STR_ARG(year_short_date(t->arena, blackout->to)),
					STR_ARG(blackout->reason)),
			   -1);
}

static void any_date_of_plan(struct trying *t, uint32_t plan)
{
	const struct zone_lab_plan *row = &t->problem->zone->lab_plans.at[plan];
	struct changed c = trying_copy(t);

	c.plans[plan].from = c.plans[plan].to = ZONE_UNSET;
	if (trying_works(t, &c))
		trying_add(t,
			   arena_printf(t->arena,
					"Let the labs of plan %.*s be at any time of the year.",
					STR_ARG(row->code)),
			   -1);
}

static void wider_window(struct trying *t, uint32_t kind)
{
	struct changed c = trying_copy(t);

	for (size_t i = 0; i < c.zone->lab_phases.n; i++)
		if (c.phases[i].kind == kind && c.phases[i].phase == ZONE_ENACT)
			c.phases[i].earliest = c.phases[i].latest = ZONE_UNSET;
	if (trying_works(t, &c))
		trying_add(
			t,
			arena_printf(t->arena,
				     "Let the lessons of the kind \"%.*s\" be at any time of the "
				     "students' day.",
				     STR_ARG(t->problem->zone->lab_kinds.at[kind].name)),
			-1);
}

/* ---- People ---- */

static struct zone_list attend_instead(struct trying *t, struct zone_list attend, uint32_t person,
				       uint32_t other)
{
	uint32_t *at = arena_array(t->arena, uint32_t, attend.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < attend.n; i++) {
		bool both = attend.at[i] == other && other != person;

		if (attend.at[i] != person && !both)
			at[n++] = attend.at[i];
	}
	if (other != ZONE_NONE)
		at[n++] = other;
	return (struct zone_list){at, n};
}

/* Somebody else (ZONE_NONE: nobody) in the labs of one school (ZONE_NONE: everywhere). */
static bool works_instead(struct trying *t, uint32_t person, uint32_t other, uint32_t school)
{
	const struct zone *zone = t->problem->zone;
	struct changed c = trying_copy(t);

	for (size_t p = 0; p < zone->lab_plans.n; p++) {
		struct zone_list attend = zone->lab_plans.at[p].attend;

		if (attend.n > 0 && zone_applies(attend, person) &&
		    (school == ZONE_NONE ||
		     zone->teams.at[zone->lab_plans.at[p].team].school == school))
			c.plans[p].attend = attend_instead(t, attend, person, other);
	}
	return trying_works(t, &c);
}

/* Coaches of the same subject, then others who are coach or principal where the person is. */
static bool may_stand_for(const struct zone *zone, uint32_t person, uint32_t other)
{
	for (size_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *a = &zone->assignments.at[i];

		for (size_t k = 0; a->person == person && k < zone->assignments.n; k++) {
			const struct zone_assignment *b = &zone->assignments.at[k];

			if (b->person == other && other != person &&
			    zone->people.at[other].status == ZONE_ACTIVE &&
			    ((a->role == ZONE_COACH && b->role == ZONE_COACH &&
			      a->subject == b->subject) ||
			     (a->role == ZONE_PRINCIPAL && b->school == a->school &&
			      b->role == ZONE_ASSISTANT_PRINCIPAL)))
				return true;
		}
	}
	return false;
}

static void somebody_else(struct trying *t, uint32_t person)
{
	const struct zone *zone = t->problem->zone;

	for (uint32_t school = 0; school < zone->schools.n; school++)
		for (uint32_t other = 0; other < zone->people.n; other++) {
			if (!may_stand_for(zone, person, other) ||
			    !works_instead(t, person, other, school))
				continue;
			trying_add(t,
				   arena_printf(t->arena,
						"Let %.*s be in the labs of %.*s instead of %.*s.",
						STR_ARG(zone->people.at[other].name),
						STR_ARG(zone->schools.at[school].name),
						STR_ARG(zone->people.at[person].name)),
				   -1);
			return;
		}
	if (works_instead(t, person, ZONE_NONE, ZONE_NONE))
		trying_add(t,
			   arena_printf(t->arena, "Hold the labs without %.*s.",
					STR_ARG(zone->people.at[person].name)),
			   -1);
}

/* ---- For what was counted ---- */

static void open_days(struct trying *t, const struct year_closers *closers)
{
	const struct zone *zone = t->problem->zone;

	for (size_t i = 0; i < closers->n; i++) {
		uint32_t row = closers->at[i].row;

		switch (closers->at[i].kind) {
		case YEAR_CLOSED_BY_RULE:
			if (zone->rules.at[row].kind == ZONE_LAB_WEEKDAYS)
				one_weekday_more(t, row);
			else
				give_up(t, row);
			break;
		case YEAR_CLOSED_BY_BLACKOUT:
			lift_blackout(t, row);
			break;
		case YEAR_CLOSED_BY_PLAN:
			any_date_of_plan(t, row);
			break;
		case YEAR_CLOSED_BY_PERSON:
			somebody_else(t, row);
			break;
		case YEAR_CLOSED_BY_HOSTS:
			wider_window(t, row);
			break;
		}
	}
}

static void relax_rule(struct trying *t, uint32_t rule, int32_t least)
{
	const struct zone_rule *row = &t->problem->zone->rules.at[rule];

	if (row->kind == ZONE_LAB_SUBSTITUTES)
		more_substitutes(t, rule, least);
	else if (row->kind == ZONE_LAB_SPACING)
		closer_together(t, rule);
	else if (year_rule_counts(row))
		one_more(t, rule);
}

void year_remedies(struct arena *arena, const struct year_problem *problem,
		   const struct year_options *options, const struct year_finding *finding,
		   const struct year_core *core, struct year_remedies *ret)
{
	struct trying t = {.arena = arena, .problem = problem, .options = options, .remedies = ret};
	bool *is_plan = arena_array(arena, bool, problem->zone->lab_plans.n + 1);
	int32_t least = finding->kind == YEAR_TOO_LARGE
				? (int32_t)(finding->demand - finding->supply)
				: 1;

	start(&t);
	for (uint32_t r = 0; r < problem->zone->rules.n; r++)
		if (core->is_rule[r])
			relax_rule(&t, r, least);
	open_days(&t, &core->closers);
	if (finding->person != ZONE_NONE)
		somebody_else(&t, finding->person);
	for (uint32_t p = 0; finding->kind == YEAR_TEAM_DAYS && p < problem->zone->lab_plans.n; p++)
		if (core->is_plan[p])
			plan_closer_together(&t, p);
	for (size_t i = 0; i < problem->n_labs; i++)
		is_plan[problem->labs[i].plan] = year_finding_speaks_of(problem, finding, i);
	if (finding->kind != YEAR_TOO_LARGE)
		trying_fewer_labs(&t, is_plan);
}

/* ---- For rules by name ---- */

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
			trying_add(t,
				   arena_printf(t->arena, "Unlock %.*s.",
						STR_ARG(year_lab_name(t->arena, t->problem, i))),
				   0);
	}
}

/* The rule, lock or person that a code names. Plans are taken together, at the end. */
static void relax(struct trying *t, struct str code, bool *is_plan)
{
	const struct zone *zone = t->problem->zone;
	uint32_t row = zone_find(zone, ZONE_T_RULES, code);

	if (row != ZONE_NONE)
		relax_rule(t, row, 1);
	if (str_starts_with(code, STR("lock/")))
		unlock(t, code);
	if (str_starts_with(code, STR("people/"))) {
		row = zone_find(zone, ZONE_T_PEOPLE, str_slice(code, 7, code.len));
		if (row != ZONE_NONE)
			somebody_else(t, row);
	}
	if (str_eq(code, STR("calendar"))) {
		struct year_closers closers = year_closers_of(t->arena, t->problem);

		open_days(t, &closers);
	}
	if (str_starts_with(code, STR("lab_plans/"))) {
		row = zone_find(zone, ZONE_T_LAB_PLANS, str_slice(code, 10, code.len));
		if (row != ZONE_NONE) {
			plan_closer_together(t, row);
			is_plan[row] = true;
		}
	}
}

void year_remedies_of(struct arena *arena, const struct year_problem *problem,
		      const struct year_options *options, const struct year_conflict *conflict,
		      struct year_remedies *ret)
{
	struct trying t = {.arena = arena, .problem = problem, .options = options, .remedies = ret};
	bool *is_plan = arena_array(arena, bool, problem->zone->lab_plans.n + 1);

	start(&t);
	for (size_t i = 0; i < conflict->n_rules && ret->n < ret->max; i++)
		relax(&t, conflict->rules[i], is_plan);
	trying_fewer_labs(&t, is_plan);
}
