#include "parts/week/week_force.h"

#include "base/date.h"
#include "base/vec.h"
#include "parts/school/zone_calendar.h"
#include "parts/school/zone_table.h"

#include <string.h>

/* A zone in the making. */
struct sifting {
	struct arena *arena;
	const struct zone *from;
	struct zone *zone;
	struct week_force *force;
	VEC(struct str) left_out;
};

/* The first day on which students come to any school. */
static bool find_school_day(struct arena *arena, const struct zone *zone, int32_t date,
			    int32_t *ret)
{
	int32_t first = INT32_MAX;

	for (uint32_t s = 0; s < zone->schools.n; s++) {
		struct zone_dates dates = zone_dates_of(arena, zone, s, ZONE_NONE, ZONE_AS_OF_END);

		for (size_t i = 0; i < dates.n; i++)
			if (dates.at[i].open && dates.at[i].date >= date &&
			    dates.at[i].date < first)
				first = dates.at[i].date;
	}
	*ret = first;
	return first < INT32_MAX;
}

/* Whether dates hold on the day; the stretch ends where they begin or end. */
static bool is_in_force(struct sifting *s, int32_t from, int32_t to)
{
	struct week_force *force = s->force;

	if (from != ZONE_UNSET && from <= force->date && from > force->from)
		force->from = from;
	if (from != ZONE_UNSET && from > force->date && from <= force->to)
		force->to = from - 1;
	if (to != ZONE_UNSET && to >= force->date && to < force->to)
		force->to = to;
	if (to != ZONE_UNSET && to < force->date && to >= force->from)
		force->from = to + 1;
	return zone_is_on(from, to, force->date);
}

/* "assignments: PE8 at Wren Park, from Monday, February 1, 2027" */
static void leave_out(struct sifting *s, enum zone_table table, struct str what, int32_t from,
		      int32_t to)
{
	bool later = from != ZONE_UNSET && from > s->force->date;

	*vec_push(s->arena, &s->left_out) = arena_printf(
		s->arena, "%.*s: %.*s, %s %.*s", STR_ARG(zone_file_name(table)), STR_ARG(what),
		later ? "from" : "until", STR_ARG(date_long_text(s->arena, later ? from : to)));
}

static struct str school_name(const struct zone *zone, uint32_t school)
{
	return school == ZONE_NONE ? STR("all schools") : zone->schools.at[school].name;
}

static void sift_assignments(struct sifting *s)
{
	const struct zone *zone = s->from;
	struct zone_assignment *at = arena_array(s->arena, struct zone_assignment,
						 zone->assignments.n);
	size_t n = 0;

	for (size_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *row = &zone->assignments.at[i];

		if (is_in_force(s, row->from, row->to))
			at[n++] = *row;
		else
			leave_out(s, ZONE_T_ASSIGNMENTS,
				  arena_printf(s->arena, "%.*s at %.*s",
					       STR_ARG(zone->people.at[row->person].code),
					       STR_ARG(school_name(zone, row->school))),
				  row->from, row->to);
	}
	s->zone->assignments.at = at;
	s->zone->assignments.n = n;
}

static void sift_availability(struct sifting *s)
{
	const struct zone *zone = s->from;
	struct zone_availability *at = arena_array(s->arena, struct zone_availability,
						   zone->availability.n);
	size_t n = 0;

	for (size_t i = 0; i < zone->availability.n; i++) {
		const struct zone_availability *row = &zone->availability.at[i];

		if (is_in_force(s, row->from, row->to))
			at[n++] = *row;
		else
			leave_out(s, ZONE_T_AVAILABILITY,
				  arena_printf(s->arena, "%.*s at %.*s",
					       STR_ARG(zone->people.at[row->person].code),
					       STR_ARG(school_name(zone, row->school))),
				  row->from, row->to);
	}
	s->zone->availability.at = at;
	s->zone->availability.n = n;
}

static void sift_members(struct sifting *s)
{
	const struct zone *zone = s->from;
	struct zone_member *at = arena_array(s->arena, struct zone_member, zone->members.n);
	size_t n = 0;

	for (size_t i = 0; i < zone->members.n; i++) {
		const struct zone_member *row = &zone->members.at[i];

		if (is_in_force(s, row->from, row->to))
			at[n++] = *row;
		else
			leave_out(s, ZONE_T_MEMBERS,
				  arena_printf(s->arena, "%.*s in %.*s",
					       STR_ARG(zone->people.at[row->person].code),
					       STR_ARG(zone->teams.at[row->team].name)),
				  row->from, row->to);
	}
	s->zone->members.at = at;
	s->zone->members.n = n;
}

/* Bookings name rows of rules and visits: those stay where they are. A rule that is not in force
 * is one that nothing computes; a visit is nobody's. */
static void sift_rules(struct sifting *s)
{
	const struct zone *zone = s->from;
	struct zone_rule *at = arena_array(s->arena, struct zone_rule, zone->rules.n);

	for (size_t i = 0; i < zone->rules.n; i++) {
		at[i] = zone->rules.at[i];
		if (is_in_force(s, at[i].from, at[i].to))
			continue;
		leave_out(s, ZONE_T_RULES, at[i].code, at[i].from, at[i].to);
		at[i].kind = ZONE_WISH;
	}
	s->zone->rules.at = at;
}

static void sift_visits(struct sifting *s)
{
	static const uint32_t nobody[] = {ZONE_NONE};
	const struct zone *zone = s->from;
	struct zone_visit *at = arena_array(s->arena, struct zone_visit, zone->visits.n);

	for (size_t i = 0; i < zone->visits.n; i++) {
		const struct zone_term *term;

		at[i] = zone->visits.at[i];
		if (at[i].term == ZONE_NONE)
			continue;
		term = &zone->terms.at[at[i].term];
		if (is_in_force(s, term->from, term->to))
			continue;
		leave_out(s, ZONE_T_VISITS,
			  arena_printf(s->arena, "%.*s (%.*s)", STR_ARG(at[i].code),
				       STR_ARG(term->name)),
			  term->from, term->to);
		at[i].schools = (struct zone_list){nobody, 1};
	}
	s->zone->visits.at = at;
}

bool week_force_on(struct arena *arena, const struct zone *zone, int32_t date,
		   struct week_force *ret)
{
	struct sifting s = {.arena = arena, .from = zone, .force = ret};
	struct zone *sifted = arena_new(arena, struct zone);

	*ret = (struct week_force){
		.zone = zone, .from = zone->info.at[0].year_start, .to = zone->info.at[0].year_end};
	if (!find_school_day(arena, zone, date, &ret->date))
		return false;
	*sifted = *zone;
	s.zone = sifted;
	sift_assignments(&s);
	sift_availability(&s);
	sift_members(&s);
	sift_rules(&s);
	sift_visits(&s);
	ret->left_out.at = s.left_out.at;
	ret->left_out.n = s.left_out.n;
	if (s.left_out.n > 0)
		ret->zone = sifted;
	return true;
}
