#include "parts/year/year_bars.h"

#include "base/date.h"
#include "base/vec.h"
#include "parts/school/zone_calendar.h"
#include "parts/year/year_internal.h"
#include "parts/year/year_phases.h"

#include <string.h>

/* ---- Rules and black-outs ---- */

/* A date that is not among the days of a rule. */
static bool is_outside(const struct zone *zone, const struct zone_rule *rule, uint32_t team,
		       const struct zone_date *on)
{
	if (!year_rule_speaks_of(zone, rule, team) || !year_rule_is_on(rule, on->date))
		return false;
	if (rule->kind == ZONE_LAB_WEEKDAYS)
		return !zone_set_applies(rule->weekdays, (int)date_weekday(on->date));
	if (rule->kind == ZONE_LAB_SHAPES)
		return on->shape != ZONE_NONE && !zone_applies(rule->shapes, on->shape);
	return false;
}

static bool rule_bars(const struct zone *zone, const struct zone_rule *rule, uint32_t team,
		      const struct zone_date *on)
{
	return rule->strength == ZONE_MUST && is_outside(zone, rule, team, on);
}

bool year_is_unwished(const struct year_problem *problem, const struct zone_rule *rule, size_t lab,
		      int32_t date)
{
	uint32_t team = problem->labs[lab].team;
	const struct zone_date *on = zone_dates_find(year_dates_of_team(problem, team), date);

	return rule->strength != ZONE_MUST && on != NULL &&
	       is_outside(problem->zone, rule, team, on);
}

/* A black-out of some grades is one for the teams that have them. */
static bool blackout_bars(const struct zone *zone, const struct zone_blackout *row, uint32_t team,
			  int32_t date)
{
	const struct zone_team *t = &zone->teams.at[team];

	return date >= row->from && date <= row->to &&
	       zone_set_applies(row->activities, (int)ZONE_LABS) &&
	       (row->schools.n == 0 ||
		(t->school != ZONE_NONE && zone_applies(row->schools, t->school))) &&
	       year_team_has_grade(t, row->grades);
}

/* ---- People ---- */

static void stretch_span(int32_t start, int32_t end, int32_t *ret_start, int32_t *ret_end)
{
	*ret_start = *ret_start == ZONE_UNSET || start < *ret_start ? start : *ret_start;
	*ret_end = *ret_end == ZONE_UNSET || end > *ret_end ? end : *ret_end;
}

void year_lab_span(const struct zone *zone, uint32_t kind, uint32_t shape, int32_t *ret_start,
		   int32_t *ret_end)
{
	const struct zone_shape *day = &zone->shapes.at[shape];
	int32_t next = day->staff_start, on = 0;

	*ret_start = *ret_end = ZONE_UNSET;
	for (size_t i = 0; i < zone->lab_phases.n; i++) {
		const struct zone_lab_phase *phase = &zone->lab_phases.at[i];

		if (phase->kind != kind)
			continue;
		if (phase->day != on)
			next = day->staff_start;
		on = phase->day;
		if (phase->start != ZONE_UNSET)
			next = phase->start;
		stretch_span(next, next + phase->minutes, ret_start, ret_end);
		next += phase->minutes;
	}
	if (*ret_start == ZONE_UNSET || zone->lab_kinds.at[kind].release == ZONE_FULL_RELEASE) {
		*ret_start = day->staff_start;
		*ret_end = day->staff_end;
	}
}

/* Where and when somebody is asked to be. */
struct presence {
	uint32_t person, school; /* ZONE_NONE: no school */
	const struct zone_date *on;
	int32_t start, end;
};

static bool row_is_on(const struct zone_availability *row, const struct presence *p)
{
	bool day = row->cycle_days.n == 0;

	if (row->person != p->person ||
	    (row->school != ZONE_NONE && p->school != ZONE_NONE && row->school != p->school) ||
	    !zone_is_on(row->from, row->to, p->on->date) ||
	    !zone_set_applies(row->weekdays, (int)date_weekday(p->on->date)))
		return false;
	for (size_t i = 0; i < row->cycle_days.n && !day; i++)
		day = row->cycle_days.at[i] == p->on->rotation_day;
	return day;
}

/* The halves of the day in which the stretch lies, as a set. */
static unsigned halves_of(const struct zone *zone, const struct presence *p)
{
	const struct zone_shape *shape = &zone->shapes.at[p->on->shape];

	return 1U << zone_half_of(shape, p->start) | 1U << zone_half_of(shape, p->end - 1);
}

/* What availability.csv says: "not" takes away any part; "only" must cover the whole. */
static bool comes(const struct zone *zone, const struct presence *p)
{
	unsigned halves = halves_of(zone, p), covered = 0;
	bool only = false, whole = false;

	for (size_t i = 0; i < zone->availability.n; i++) {
		const struct zone_availability *row = &zone->availability.at[i];
		bool meets = row->start == ZONE_UNSET ||
			     (row->start < p->end && row->end > p->start);

		if (row->kind == ZONE_ONLY && row->person == p->person &&
		    (row->school == ZONE_NONE || p->school == ZONE_NONE ||
		     row->school == p->school) &&
		    zone_is_on(row->from, row->to, p->on->date))
			only = true;
		if (!row_is_on(row, p))
			continue;
		if (row->kind == ZONE_NOT) {
			if (meets && (row->halves == 0 || (row->halves & halves) != 0))
				return false;
		} else if (row->start == ZONE_UNSET) {
			covered |= row->halves == 0 ? halves : row->halves;
		} else {
			whole = whole || (row->start <= p->start && row->end >= p->end);
		}
	}
	return !only || whole || (covered & halves) == halves;
}

/* Assigned to the school on the date; who is at no school of the kind is asked about anywhere. */
static bool is_assigned(const struct zone *zone, const struct presence *p)
{
	bool here = false, here_now = false, any = false, any_now = false;

	for (size_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *row = &zone->assignments.at[i];
		bool now = zone_is_on(row->from, row->to, p->on->date);

		if (row->person != p->person)
			continue;
		any = true;
		any_now = any_now || now;
		here = here || row->school == p->school;
		here_now = here_now || (now && row->school == p->school);
	}
	return here ? here_now : !any || any_now;
}

static bool is_there(const struct zone *zone, const struct presence *p, bool attends)
{
	if (attends && (zone->people.at[p->person].status != ZONE_ACTIVE || !is_assigned(zone, p)))
		return false;
	return comes(zone, p);
}

/* Those of a plan whose presence is not a matter of course. */
struct limited {
	uint32_t person;
	bool attends;
};
struct limited_list {
	struct limited *at;
	size_t n, cap;
};

/* People with a row of availability.csv, and those whose assignment has dates or who are not
 * active: asking about everybody on each date takes too long. */
static uint8_t *limits_of(struct arena *arena, const struct zone *zone)
{
	enum { AWAY = 1, ASSIGNED = 2 };
	uint8_t *limits = arena_array(arena, uint8_t, zone->people.n + 1);

	for (size_t i = 0; i < zone->availability.n; i++)
		limits[zone->availability.at[i].person] |= AWAY;
	for (size_t i = 0; i < zone->assignments.n; i++)
		if (zone->assignments.at[i].from != ZONE_UNSET ||
		    zone->assignments.at[i].to != ZONE_UNSET)
			limits[zone->assignments.at[i].person] |= ASSIGNED;
	for (size_t i = 0; i < zone->people.n; i++)
		if (zone->people.at[i].status != ZONE_ACTIVE)
			limits[i] |= ASSIGNED;
	return limits;
}

static struct limited_list limited_of(struct arena *arena, const struct zone *zone,
				      const uint8_t *limits, const struct zone_lab_plan *plan)
{
	struct limited_list list = {0};

	for (size_t i = 0; i < plan->attend.n; i++)
		if (limits[plan->attend.at[i]] != 0)
			*vec_push(arena, &list) = (struct limited){plan->attend.at[i], true};
	for (size_t i = 0; i < zone->members.n; i++)
		if (zone->members.at[i].team == plan->team && !zone->members.at[i].partner &&
		    (limits[zone->members.at[i].person] & 1U) != 0)
			*vec_push(arena, &list) = (struct limited){zone->members.at[i].person,
								   false};
	return list;
}

/* ---- Host windows ---- */

/* As many classes as the kind has host rooms, each free for its lesson. Few classes and at most
 * YEAR_MAX_HOSTS rooms: every pair is tried. */
static bool has_hosts(const struct zone *zone, const struct zone_lab_plan *plan,
		      const struct zone_date *on)
{
	int32_t n_hosts = zone->lab_kinds.at[plan->kind].hosts;
	uint32_t section[YEAR_MAX_CLASSES];
	size_t n, n_free[YEAR_MAX_HOSTS] = {0}, n_both = 0;

	if (n_hosts <= 0 || on->shape == ZONE_NONE ||
	    zone->shapes.at[on->shape].student_start == ZONE_UNSET)
		return true;
	n = year_host_classes(zone, plan, on->date, section);
	for (size_t i = 0; i < n; i++) {
		bool every = true;

		for (int32_t host = 1; host <= n_hosts && host <= YEAR_MAX_HOSTS; host++) {
			const struct zone_lab_phase *phase = year_enactment(zone, plan->kind, host);
			bool can = phase == NULL ||
				   year_lesson_start(
					   zone, section[i], on->shape, plan->subject, phase,
					   year_usual_start(zone, phase, on->shape)) != ZONE_UNSET;

			n_free[host - 1] += can;
			every = every && can;
		}
		n_both += every;
	}
	/* Two rooms: a class free for both needs another that is free for either. */
	return n_hosts == 1
		       ? n_free[0] > 0
		       : n_free[0] > 0 && n_free[1] > 0 && (n_free[0] + n_free[1] - n_both >= 2);
}

/* The answer for each shape of day, unless classes of the team come and go in the year. */
struct hosts_known {
	uint8_t *of_shape; /* 0: not known yet, 1: no, 2: yes */
	bool dated;
};

static bool can_host(const struct zone *zone, const struct zone_lab_plan *plan,
		     const struct zone_date *on, struct hosts_known *known)
{
	bool has;

	if (on->shape == ZONE_NONE)
		return true;
	if (!known->dated && known->of_shape[on->shape] != 0)
		return known->of_shape[on->shape] == 2;
	has = has_hosts(zone, plan, on);
	known->of_shape[on->shape] = has ? 2 : 1;
	return has;
}

static bool has_dated_classes(const struct zone *zone)
{
	for (size_t i = 0; i < zone->sections.n; i++)
		if (zone->sections.at[i].from != ZONE_UNSET ||
		    zone->sections.at[i].to != ZONE_UNSET)
			return true;
	for (size_t i = 0; i < zone->members.n; i++)
		if (zone->members.at[i].from != ZONE_UNSET || zone->members.at[i].to != ZONE_UNSET)
			return true;
	return false;
}

/* ---- Bars ---- */

struct barring {
	const struct year_problem *problem;
	const struct zone *zone;
	const struct year_closers *closers; /* NULL: all count */
	const bool *without;
	const uint8_t *limits;
	uint32_t plan;
	struct limited_list people;
	struct hosts_known hosts;
};

static bool counts(const struct barring *b, enum year_closer_kind kind, uint32_t row)
{
	for (size_t i = 0; b->without != NULL && i < b->closers->n; i++)
		if (b->without[i] && b->closers->at[i].kind == kind && b->closers->at[i].row == row)
			return false;
	return true;
}

static unsigned rule_bars_of(const struct barring *b, const struct zone_date *on)
{
	const struct zone_lab_plan *plan = &b->zone->lab_plans.at[b->plan];
	unsigned bars = 0;

	for (uint32_t r = 0; r < b->zone->rules.n; r++)
		if (rule_bars(b->zone, &b->zone->rules.at[r], plan->team, on) &&
		    counts(b, YEAR_CLOSED_BY_RULE, r))
			bars |= b->zone->rules.at[r].kind == ZONE_LAB_WEEKDAYS ? YEAR_BAR_WEEKDAY
									       : YEAR_BAR_SHAPE;
	for (uint32_t i = 0; i < b->zone->blackouts.n; i++)
		if (blackout_bars(b->zone, &b->zone->blackouts.at[i], plan->team, on->date) &&
		    counts(b, YEAR_CLOSED_BY_BLACKOUT, i))
			bars |= YEAR_BAR_BLACKOUT;
	return bars;
}

static bool somebody_is_missing(const struct barring *b, const struct zone_date *on)
{
	const struct zone_lab_plan *plan = &b->zone->lab_plans.at[b->plan];
	struct presence p = {.school = b->zone->teams.at[plan->team].school, .on = on};

	if (b->people.n == 0 || on->shape == ZONE_NONE)
		return false;
	year_lab_span(b->zone, plan->kind, on->shape, &p.start, &p.end);
	for (size_t i = 0; i < b->people.n; i++) {
		p.person = b->people.at[i].person;
		if (!is_there(b->zone, &p, b->people.at[i].attends) &&
		    counts(b, YEAR_CLOSED_BY_PERSON, p.person))
			return true;
	}
	return false;
}

static uint8_t bars_on(struct barring *b, const struct zone_date *on)
{
	const struct zone_lab_plan *plan = &b->zone->lab_plans.at[b->plan];
	unsigned bars = rule_bars_of(b, on);

	if (on->closure != ZONE_NONE)
		bars |= YEAR_BAR_CLOSED;
	if (!on->open)
		bars |= YEAR_BAR_NO_SCHOOL;
	if (!zone_is_on(plan->from, plan->to, on->date) && counts(b, YEAR_CLOSED_BY_PLAN, b->plan))
		bars |= YEAR_BAR_PLAN;
	if (on->open && somebody_is_missing(b, on))
		bars |= YEAR_BAR_PERSON;
	if (on->open && !can_host(b->zone, plan, on, &b->hosts) &&
	    counts(b, YEAR_CLOSED_BY_HOSTS, plan->kind))
		bars |= YEAR_BAR_HOSTS;
	return (uint8_t)bars;
}

const uint8_t *year_bars_without(struct arena *arena, const struct year_problem *problem,
				 const struct year_closers *closers, const bool *without)
{
	const struct zone *zone = problem->zone;
	uint8_t *bars = arena_array(arena, uint8_t, zone->lab_plans.n * problem->n_dates + 1);
	struct barring b = {.problem = problem,
			    .zone = zone,
			    .closers = closers,
			    .without = without,
			    .limits = limits_of(arena, zone),
			    .hosts = {NULL, has_dated_classes(zone)}};

	memset(bars, YEAR_BAR_NO_SCHOOL, zone->lab_plans.n * problem->n_dates);
	for (b.plan = 0; b.plan < zone->lab_plans.n; b.plan++) {
		const struct zone_lab_plan *plan = &zone->lab_plans.at[b.plan];
		const struct zone_dates *dates = year_dates_of_team(problem, plan->team);

		b.people = limited_of(arena, zone, b.limits, plan);
		b.hosts.of_shape = arena_array(arena, uint8_t, zone->shapes.n + 1);
		for (size_t i = 0; i < dates->n; i++) {
			int32_t date = dates->at[i].date;

			if (date >= problem->first && date <= problem->last)
				bars[b.plan * problem->n_dates + (size_t)(date - problem->first)] =
					bars_on(&b, &dates->at[i]);
		}
	}
	return bars;
}

/* ---- Closers ---- */

struct closer_list {
	struct year_closer *at;
	size_t n, cap;
};

static void list(struct arena *arena, struct closer_list *closers, enum year_closer_kind kind,
		 size_t row)
{
	for (size_t i = 0; i < closers->n; i++)
		if (closers->at[i].kind == kind && closers->at[i].row == (uint32_t)row)
			return;
	*vec_push(arena, closers) = (struct year_closer){kind, (uint32_t)row};
}

struct year_closers year_closers_of(struct arena *arena, const struct year_problem *problem)
{
	const struct zone *zone = problem->zone;
	const uint8_t *limits = limits_of(arena, zone);
	struct closer_list closers = {0};

	for (size_t r = 0; r < zone->rules.n; r++)
		if (zone->rules.at[r].strength == ZONE_MUST &&
		    (zone->rules.at[r].kind == ZONE_LAB_WEEKDAYS ||
		     zone->rules.at[r].kind == ZONE_LAB_SHAPES))
			list(arena, &closers, YEAR_CLOSED_BY_RULE, r);
	for (size_t i = 0; i < zone->blackouts.n; i++)
		if (zone_set_applies(zone->blackouts.at[i].activities, (int)ZONE_LABS))
			list(arena, &closers, YEAR_CLOSED_BY_BLACKOUT, i);
	for (size_t p = 0; p < zone->lab_plans.n; p++) {
		const struct zone_lab_plan *plan = &zone->lab_plans.at[p];
		struct limited_list people = limited_of(arena, zone, limits, plan);

		if (plan->from != ZONE_UNSET || plan->to != ZONE_UNSET)
			list(arena, &closers, YEAR_CLOSED_BY_PLAN, p);
		for (size_t i = 0; i < people.n; i++)
			list(arena, &closers, YEAR_CLOSED_BY_PERSON, people.at[i].person);
		for (size_t d = 0; d < problem->n_dates; d++)
			if ((problem->bars[p * problem->n_dates + d] & YEAR_BAR_HOSTS) != 0)
				list(arena, &closers, YEAR_CLOSED_BY_HOSTS, plan->kind);
	}
	return (struct year_closers){closers.at, closers.n};
}

struct str year_closer_code(struct arena *arena, const struct year_problem *problem,
			    struct year_closer closer)
{
	const struct zone *zone = problem->zone;

	switch (closer.kind) {
	case YEAR_CLOSED_BY_RULE:
		return zone->rules.at[closer.row].code;
	case YEAR_CLOSED_BY_BLACKOUT:
		return arena_printf(arena, "blackouts/%.*s",
				    STR_ARG(zone->blackouts.at[closer.row].code));
	case YEAR_CLOSED_BY_PLAN:
		return arena_printf(arena, "lab_plans/%.*s",
				    STR_ARG(zone->lab_plans.at[closer.row].code));
	case YEAR_CLOSED_BY_PERSON:
		return arena_printf(arena, "people/%.*s",
				    STR_ARG(zone->people.at[closer.row].code));
	case YEAR_CLOSED_BY_HOSTS:
		return arena_printf(arena, "lab_kinds/%.*s",
				    STR_ARG(zone->lab_kinds.at[closer.row].code));
	}
	return STR("");
}

uint32_t year_who_is_missing(const struct year_problem *problem, size_t lab, int32_t date)
{
	const struct zone *zone = problem->zone;
	const struct zone_lab_plan *plan = &zone->lab_plans.at[problem->labs[lab].plan];
	const struct zone_date *on = zone_dates_find(year_dates_of_team(problem, plan->team), date);
	struct presence p = {.school = problem->labs[lab].school, .on = on};

	if (on == NULL || on->shape == ZONE_NONE)
		return ZONE_NONE;
	year_lab_span(zone, plan->kind, on->shape, &p.start, &p.end);
	for (size_t i = 0; i < plan->attend.n; i++) {
		p.person = plan->attend.at[i];
		if (!is_there(zone, &p, true))
			return p.person;
	}
	for (size_t i = 0; i < zone->members.n; i++) {
		p.person = zone->members.at[i].person;
		if (zone->members.at[i].team == plan->team && !zone->members.at[i].partner &&
		    !is_there(zone, &p, false))
			return p.person;
	}
	return ZONE_NONE;
}

bool year_person_comes(const struct year_problem *problem, uint32_t person, uint32_t school,
		       const struct zone_date *on, const int32_t stretch[2])
{
	const struct presence p = {person, school, on, stretch[0], stretch[1]};

	return on->shape != ZONE_NONE && is_there(problem->zone, &p, true);
}

uint32_t year_blackout_of(const struct year_problem *problem, size_t lab, int32_t date)
{
	const struct zone *zone = problem->zone;

	for (uint32_t i = 0; i < zone->blackouts.n; i++)
		if (blackout_bars(zone, &zone->blackouts.at[i], problem->labs[lab].team, date))
			return i;
	return ZONE_NONE;
}
