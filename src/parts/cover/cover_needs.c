#include "parts/cover/cover_needs.h"

#include "base/vec.h"
#include "parts/school/zone_calendar.h"
#include "parts/year/year_phases.h"

#include <stdlib.h>

enum { ALL_DAY_MINUTES = 300 };

struct needing {
	struct arena *arena;
	const struct cover_demand *demand;
	const struct zone *zone;
	struct cover_needs needs;
};

uint32_t cover_school_of(const struct zone *zone, uint32_t person)
{
	for (size_t s = 0; s < zone->sections.n; s++)
		if (zone->sections.at[s].teacher == person)
			return zone->sections.at[s].school;
	for (size_t i = 0; i < zone->assignments.n; i++)
		if (zone->assignments.at[i].person == person)
			return zone->assignments.at[i].school;
	return zone->people.at[person].home;
}

static bool is_seen(const struct needing *n, uint32_t school)
{
	return school < n->zone->schools.n &&
	       (n->demand->schools == NULL || n->demand->schools[school]);
}

/* ---- When a class needs somebody ---- */

static bool is_elsewhere(const struct week_booking *booking, uint32_t section)
{
	return booking->section == section &&
	       (booking->kind == WEEK_SPECIAL || booking->kind == WEEK_LUNCH);
}

static void divide(struct needing *n, struct cover_need *need)
{
	const struct week_date *week = n->demand->weeks == NULL ? NULL
								: &n->demand->weeks[need->school];
	VEC(struct cover_stretch) stretches = {0};
	int32_t start = need->start;

	/* Bookings are by time. */
	for (size_t i = 0; week != NULL && i < week->bookings.n; i++) {
		const struct week_booking *own = &week->bookings.at[i];

		if (!is_elsewhere(own, need->section) || own->end <= start ||
		    own->start >= need->end)
			continue;
		if (own->start > start)
			*vec_push(n->arena, &stretches) = (struct cover_stretch){start, own->start};
		start = own->end;
	}
	if (start < need->end)
		*vec_push(n->arena, &stretches) = (struct cover_stretch){start, need->end};
	if (week == NULL || week->bookings.n == 0)
		return;
	need->stretches = stretches.at;
	need->n_stretches = stretches.n;
	if (stretches.n == 0) {
		/* The class is with others all the time. */
		need->end = need->start;
		return;
	}
	need->start = stretches.at[0].start;
	need->end = stretches.at[stretches.n - 1].end;
}

static void add_class(struct needing *n, struct cover_need need)
{
	struct zone_date day = zone_date_at(n->zone, need.school, n->demand->date,
					    n->demand->problem->as_of);
	const struct zone_shape *shape;

	if (day.shape == ZONE_NONE || !day.open || !is_seen(n, need.school) ||
	    !zone_is_on(n->zone->sections.at[need.section].from,
			n->zone->sections.at[need.section].to, n->demand->date))
		return;
	shape = &n->zone->shapes.at[day.shape];
	if (need.end == 0) {
		need.start = shape->student_start;
		need.end = shape->student_end;
	}
	if (need.start < shape->student_start)
		need.start = shape->student_start;
	if (need.end > shape->student_end)
		need.end = shape->student_end;
	if (need.start < need.end)
		divide(n, &need);
	if (need.start < need.end)
		*vec_push(n->arena, &n->needs) = need;
}

/* ---- Who is away ---- */

/* The visits of a specialist at a school. */
static void add_visits(struct needing *n, const struct cover_away *away, uint32_t school,
		       enum cover_why why)
{
	const struct week_date *week = &n->demand->weeks[school];

	for (size_t i = 0; i < week->bookings.n; i++) {
		const struct week_booking *own = &week->bookings.at[i];
		bool is_own = false;

		for (size_t p = 0; p < own->people.n; p++)
			is_own = is_own || own->people.at[p] == away->person;
		if (!is_own || own->kind != WEEK_SPECIAL || own->section == ZONE_NONE ||
		    (away->end > 0 && (own->end <= away->start || own->start >= away->end)))
			continue;
		*vec_push(n->arena, &n->needs) = (struct cover_need){
			.why = why,
			.school = school,
			.section = own->section,
			.person = away->person,
			.start = own->start,
			.end = own->end,
			.note = why == COVER_RELEASE ? STR("learning lab")
				: own->subject == ZONE_NONE
					? STR("")
					: n->zone->subjects.at[own->subject].name,
		};
	}
}

/* Somebody comes for the lab all the same: who is away for an hour of that day changes nothing. */
static bool is_released(const struct needing *n, uint32_t section)
{
	for (size_t i = 0; i < n->needs.n; i++)
		if (n->needs.at[i].section == section && n->needs.at[i].why == COVER_RELEASE)
			return true;
	return false;
}

static void add_away(struct needing *n, const struct cover_away *away)
{
	for (uint32_t s = 0; s < n->zone->sections.n; s++)
		if (n->zone->sections.at[s].teacher == away->person && !is_released(n, s))
			add_class(n, (struct cover_need){.why = COVER_ABSENCE,
							 .school = n->zone->sections.at[s].school,
							 .section = s,
							 .person = away->person,
							 .start = away->start,
							 .end = away->end});
	for (uint32_t s = 0; n->demand->weeks != NULL && s < n->zone->schools.n; s++)
		if (is_seen(n, s))
			add_visits(n, away, s, COVER_ABSENCE);
}

/* ---- Releases ---- */

static bool is_all_day(const struct cover_away *away)
{
	return away->end == 0 || away->end - away->start >= ALL_DAY_MINUTES;
}

static bool is_away_all_day(const struct needing *n, uint32_t person)
{
	for (size_t i = 0; i < n->demand->n_away; i++)
		if (n->demand->away[i].person == person && is_all_day(&n->demand->away[i]))
			return true;
	return false;
}

/* From when to when a lab is, of its phases on the date. */
static struct cover_stretch span_of(const struct needing *n, const struct year_phases *phases,
				    size_t lab)
{
	struct cover_stretch span = {0, 0};

	for (size_t i = 0; i < phases->n; i++) {
		const struct year_phase *own = &phases->at[i];

		if (own->lab != lab || own->date != n->demand->date)
			continue;
		if (span.end == 0 || own->start < span.start)
			span.start = own->start;
		if (own->end > span.end)
			span.end = own->end;
	}
	return span;
}

/* A specialist's visits of the day, where the week is known. */
static void release_specialist(struct needing *n, uint32_t person, struct cover_stretch span)
{
	const struct cover_away away = {person, span.start, span.end};

	for (uint32_t s = 0; n->demand->weeks != NULL && s < n->zone->schools.n; s++)
		if (is_seen(n, s))
			add_visits(n, &away, s, COVER_RELEASE);
}

static void add_releases(struct needing *n)
{
	const struct year_problem *problem = n->demand->problem;
	struct year_plan today = year_plan_copy(n->arena, n->demand->plan);
	struct year_releases releases;
	struct year_phases phases;

	for (size_t i = 0; i < today.n; i++)
		if (year_day_of(problem, &today, i, 0) != n->demand->date &&
		    year_day_of(problem, &today, i, 1) != n->demand->date)
			today.at[i].date = ZONE_UNSET;
	releases = year_releases_of(n->arena, problem, &today);
	phases = year_phases_of(n->arena, problem, &today);
	for (size_t i = 0; i < releases.n; i++) {
		const struct year_release *release = &releases.at[i];
		struct cover_stretch span = {0, 0};

		if (release->date != n->demand->date || release->person == ZONE_NONE ||
		    is_away_all_day(n, release->person))
			continue;
		if (release->part == ZONE_HALF_RELEASE)
			span = span_of(n, &phases, release->lab);
		if (release->section == ZONE_NONE) {
			release_specialist(n, release->person, span);
			continue;
		}
		add_class(n, (struct cover_need){
				     .why = COVER_RELEASE,
				     .school = n->zone->sections.at[release->section].school,
				     .section = release->section,
				     .person = release->person,
				     .start = span.start,
				     .end = span.end,
				     .note = STR("learning lab")});
	}
}

static int by_place(const void *a, const void *b)
{
	const struct cover_need *x = a, *y = b;

	if (x->school != y->school)
		return x->school < y->school ? -1 : 1;
	if (x->section != y->section)
		return x->section < y->section ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return (x->person > y->person) - (x->person < y->person);
}

struct cover_needs cover_needs_of(struct arena *arena, const struct cover_demand *demand)
{
	struct needing n = {arena, demand, demand->problem->zone, {NULL, 0, 0}};

	if (demand->plan != NULL)
		add_releases(&n);
	for (size_t i = 0; i < demand->n_away; i++)
		add_away(&n, &demand->away[i]);
	if (n.needs.n > 0)
		qsort(n.needs.at, n.needs.n, sizeof *n.needs.at, by_place);
	return n.needs;
}
