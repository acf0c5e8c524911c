/* Which classes are hosts. */
#include "parts/year/year_phases.h"

#include <stdlib.h>

enum { COST_TURN = 100, COST_TOO_SOON = 3000, COST_NOWHERE = 100000 };

struct hosting {
	struct arena *arena;
	const struct year_problem *problem;
	struct year_plan *plan;
	int32_t *times; /* of each section, how often it was host */
	int32_t *last;  /* and when last, ZONE_UNSET: never */
};

int32_t year_host_rule(const struct year_problem *problem, size_t lab, uint32_t *ret_rule,
		       bool *ret_must)
{
	int32_t days = 0;

	*ret_rule = ZONE_NONE;
	*ret_must = false;
	for (uint32_t r = 0; r < problem->zone->rules.n; r++) {
		const struct zone_rule *rule = &problem->zone->rules.at[r];

		if (rule->kind != ZONE_LAB_HOST_SPACING || rule->minimum <= days ||
		    !year_rule_applies(problem, rule, lab))
			continue;
		days = rule->minimum;
		*ret_rule = r;
		*ret_must = rule->strength == ZONE_MUST;
	}
	return days;
}

int32_t year_host_spacing(const struct year_problem *problem, size_t lab)
{
	uint32_t rule;
	bool must;

	return year_host_rule(problem, lab, &rule, &must);
}

/* On a date, or ever. */
static bool is_on(int32_t from, int32_t to, int32_t date)
{
	return date == ZONE_UNSET || zone_is_on(from, to, date);
}

/* Members of the team who are not partners, each once. */
static size_t members_of(const struct zone *zone, uint32_t team, int32_t date, uint32_t *ret)
{
	size_t n = 0;

	for (size_t m = 0; m < zone->members.n && n < YEAR_MAX_CLASSES; m++) {
		const struct zone_member *member = &zone->members.at[m];
		bool again = false;

		if (member->team != team || member->partner ||
		    !is_on(member->from, member->to, date))
			continue;
		for (size_t i = 0; i < n && !again; i++)
			again = ret[i] == member->person;
		if (!again)
			ret[n++] = member->person;
	}
	return n;
}

size_t year_team_classes(const struct zone *zone, uint32_t team, int32_t date, uint32_t *ret)
{
	uint32_t member[YEAR_MAX_CLASSES];
	size_t n = 0, n_members = members_of(zone, team, date, member);

	for (uint32_t s = 0; s < zone->sections.n && n < YEAR_MAX_CLASSES; s++) {
		const struct zone_section *section = &zone->sections.at[s];
		bool is_member = false;

		for (size_t m = 0; m < n_members && !is_member; m++)
			is_member = member[m] == section->teacher;
		if (is_member && section->teacher != ZONE_NONE &&
		    is_on(section->from, section->to, date))
			ret[n++] = s;
	}
	return n;
}

static bool is_specialist(const struct zone *zone, uint32_t person, int32_t date)
{
	for (size_t i = 0; i < zone->assignments.n; i++)
		if (zone->assignments.at[i].person == person &&
		    zone->assignments.at[i].role == ZONE_SPECIALIST &&
		    is_on(zone->assignments.at[i].from, zone->assignments.at[i].to, date))
			return zone->people.at[person].status == ZONE_ACTIVE;
	return false;
}

size_t year_team_specialists(const struct zone *zone, uint32_t team, int32_t date, uint32_t *ret)
{
	uint32_t member[YEAR_MAX_CLASSES];
	size_t n = 0, n_members = members_of(zone, team, date, member);

	for (size_t m = 0; m < n_members; m++)
		if (is_specialist(zone, member[m], date))
			ret[n++] = member[m];
	return n;
}

/* Has a class visits of a special? */
static bool visits(const struct zone *zone, uint32_t section, uint32_t subject)
{
	const struct zone_section *row = &zone->sections.at[section];

	for (size_t i = 0; i < zone->visits.n; i++) {
		const struct zone_visit *visit = &zone->visits.at[i];
		bool grade = visit->grades.n == 0;

		for (size_t g = 0; g < row->grades.n && !grade; g++)
			grade = zone_applies(visit->grades, row->grades.at[g]);
		if (visit->subject == subject && grade && zone_applies(visit->sections, section) &&
		    zone_applies(visit->schools, row->school))
			return true;
	}
	return false;
}

static bool is_of_grades(const struct zone_section *section, struct zone_list grades)
{
	for (size_t g = 0; g < section->grades.n; g++)
		if (zone_applies(grades, section->grades.at[g]))
			return true;
	return false;
}

size_t year_host_classes(const struct zone *zone, const struct zone_lab_plan *plan, int32_t date,
			 uint32_t *ret)
{
	const struct zone_team *team = &zone->teams.at[plan->team];
	bool special = zone->subjects.at[plan->subject].kind == ZONE_SPECIAL;
	size_t n = special ? 0 : year_team_classes(zone, plan->team, date, ret);

	if (n > 0)
		return n;
	for (uint32_t s = 0; s < zone->sections.n && n < YEAR_MAX_CLASSES; s++) {
		const struct zone_section *section = &zone->sections.at[s];

		if ((team->school == ZONE_NONE || section->school == team->school) &&
		    is_of_grades(section, team->grades) &&
		    is_on(section->from, section->to, date) &&
		    (!special || visits(zone, s, plan->subject)))
			ret[n++] = s;
	}
	return n;
}

int32_t year_usual_start(const struct zone *zone, const struct zone_lab_phase *phase,
			 uint32_t shape)
{
	return phase->start == ZONE_UNSET ? zone->shapes.at[shape].student_start : phase->start;
}

const struct zone_lab_phase *year_enactment(const struct zone *zone, uint32_t kind, int32_t host)
{
	for (size_t i = 0; i < zone->lab_phases.n; i++) {
		const struct zone_lab_phase *phase = &zone->lab_phases.at[i];

		if (phase->kind == kind && phase->phase == ZONE_ENACT && phase->host == host)
			return phase;
	}
	return NULL;
}

static int64_t cost_of(const struct hosting *h, size_t lab, uint32_t section, int32_t host)
{
	const struct year_lab *l = &h->problem->labs[lab];
	const struct zone_lab_phase *phase = year_enactment(h->problem->zone, l->kind, host);
	int32_t date, usual, start;
	uint32_t shape;
	int64_t cost = COST_TURN * (int64_t)h->times[section];

	if (phase == NULL)
		return COST_NOWHERE;
	date = h->plan->at[lab].date + 7 * (phase->day - 1);
	shape = year_shape_on(h->problem, lab, date);
	if (shape == ZONE_NONE)
		return COST_NOWHERE;
	if (h->last[section] != ZONE_UNSET &&
	    date - h->last[section] < year_host_spacing(h->problem, lab))
		cost += COST_TOO_SOON;
	usual = year_usual_start(h->problem->zone, phase, shape);
	start = year_lesson_start(h->problem->zone, section, shape, l->subject, phase, usual);
	return start == ZONE_UNSET ? COST_NOWHERE : cost + abs(start - usual) / 5;
}

static void choose(struct hosting *h, size_t lab)
{
	const struct zone *zone = h->problem->zone;
	const struct year_lab *l = &h->problem->labs[lab];
	struct year_place *place = &h->plan->at[lab];
	int32_t n_hosts = zone->lab_kinds.at[l->kind].hosts;
	uint32_t section[YEAR_MAX_CLASSES], first = ZONE_NONE, second = ZONE_NONE;
	size_t n = year_host_classes(zone, &zone->lab_plans.at[l->plan], place->date, section);
	int64_t least = COST_NOWHERE;

	for (size_t a = 0; n_hosts > 0 && a < n; a++) {
		int64_t cost = cost_of(h, lab, section[a], 1);

		if (n_hosts == 1 && cost < least) {
			least = cost;
			first = section[a];
		}
		for (size_t b = 0; n_hosts > 1 && b < n; b++) {
			int64_t both = cost + cost_of(h, lab, section[b], 2);

			if (a != b && both < least) {
				least = both;
				first = section[a];
				second = section[b];
			}
		}
	}
	place->host[0] = first;
	place->host[1] = second;
}

struct turn {
	size_t lab;
	int32_t date;
};

static int by_date(const void *a, const void *b)
{
	const struct turn *x = a, *y = b;

	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	return (x->lab > y->lab) - (x->lab < y->lab);
}

void year_choose_hosts(struct arena *arena, const struct year_problem *problem,
		       struct year_plan *plan)
{
	size_t n_sections = problem->zone->sections.n, n = 0;
	struct hosting h = {arena, problem, plan, arena_array(arena, int32_t, n_sections),
			    arena_array(arena, int32_t, n_sections)};
	struct turn *turns = arena_array(arena, struct turn, plan->n);

	for (size_t s = 0; s < n_sections; s++)
		h.last[s] = ZONE_UNSET;
	for (size_t i = 0; i < plan->n; i++)
		if (plan->at[i].date != ZONE_UNSET)
			turns[n++] = (struct turn){i, plan->at[i].date};
	qsort(turns, n, sizeof *turns, by_date);
	for (size_t i = 0; i < n; i++) {
		struct year_place *place = &plan->at[turns[i].lab];

		if (place->host[0] == ZONE_NONE)
			choose(&h, turns[i].lab);
		for (int k = 0; k < YEAR_MAX_HOSTS; k++) {
			if (place->host[k] >= n_sections)
				continue;
			h.times[place->host[k]]++;
			h.last[place->host[k]] = place->date;
		}
	}
}
