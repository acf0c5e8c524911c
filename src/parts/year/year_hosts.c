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

int32_t year_host_spacing(const struct year_problem *problem, size_t lab)
{
	int32_t days = 0;

	for (size_t r = 0; r < problem->zone->rules.n; r++) {
		const struct zone_rule *rule = &problem->zone->rules.at[r];

		if (rule->kind == ZONE_LAB_HOST_SPACING && rule->minimum > days &&
		    year_rule_applies(problem, rule, lab))
			days = rule->minimum;
	}
	return days;
}

size_t year_team_classes(const struct zone *zone, uint32_t team, int32_t date, uint32_t *ret)
{
	uint32_t member[YEAR_MAX_CLASSES];
	size_t n = 0, n_members = 0;

	for (size_t m = 0; m < zone->members.n && n_members < YEAR_MAX_CLASSES; m++)
		if (zone->members.at[m].team == team && !zone->members.at[m].partner)
			member[n_members++] = zone->members.at[m].person;
	for (uint32_t s = 0; s < zone->sections.n && n < YEAR_MAX_CLASSES; s++) {
		const struct zone_section *section = &zone->sections.at[s];
		bool is_member = false;

		for (size_t m = 0; m < n_members && !is_member; m++)
			is_member = member[m] == section->teacher;
		if (is_member && section->teacher != ZONE_NONE &&
		    zone_is_on(section->from, section->to, date))
			ret[n++] = s;
	}
	return n;
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
	usual = phase->start == ZONE_UNSET ? h->problem->zone->shapes.at[shape].student_start
					   : phase->start;
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
	size_t n = year_team_classes(zone, l->team, place->date, section);
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
