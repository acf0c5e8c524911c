/* A day put together from the database. */
#include "parts/cover/cover_desk_internal.h"

#include "base/vec.h"
#include "parts/cover/cover_needs.h"
#include "parts/school/zone_store.h"
#include "parts/week/week_store.h"

#include <stdio.h>
#include <string.h>

enum { USUAL_WINDOW_DAYS = 10 };

struct opening {
	struct db *db;
	struct arena *arena;
	const struct cover_view_of *view;
	const struct zone *zone;
	const int64_t *ids;
	bool *seen; /* schools that are read */
	struct week_date *weeks;
	VEC(struct cover_away) away;
	VEC(struct cover_busy) busy;
	struct cover_desk desk;
};

struct access_places cover_all_places(int64_t zone_id)
{
	return (struct access_places){zone_id, STR("*")};
}

bool cover_places_have(const struct access_places *places, int64_t school_id)
{
	char word[32];

	if (str_eq(places->schools, STR("*")))
		return true;
	(void)snprintf(word, sizeof word, ",%lld,", (long long)school_id);
	return str_find(places->schools, str_from(word), NULL);
}

static bool read_absences(struct opening *o, struct err *err)
{
	struct cover_absence *absences;

	if (!cover_store_absences(o->db, o->arena, &o->view->places, o->view->date, &absences,
				  &o->desk.n_absences, err))
		return false;
	o->desk.absences = absences;
	for (size_t i = 0; i < o->desk.n_absences; i++) {
		uint32_t person = zone_find(o->zone, ZONE_T_PEOPLE, absences[i].person);

		if (person == ZONE_NONE)
			continue;
		*vec_push(o->arena, &o->away) = (struct cover_away){person, absences[i].start,
								    absences[i].end};
	}
	return true;
}

/* The same from the week that the caller has. */
static void take_weeks(struct opening *o)
{
	for (uint32_t s = 0; s < o->zone->schools.n; s++) {
		struct week_calendar calendar;

		if (!o->seen[s])
			continue;
		calendar = week_calendar_of(o->arena, o->zone, s, o->view->problem->as_of);
		o->weeks[s] = week_on(o->arena, o->view->week, &calendar, o->view->date);
	}
}

/* The week in force where there is one; a school without is no fault. */
static bool read_weeks(struct opening *o, struct err *err)
{
	o->weeks = arena_array(o->arena, struct week_date, o->zone->schools.n);
	if (o->view->week != NULL) {
		take_weeks(o);
		return true;
	}
	for (uint32_t s = 0; s < o->zone->schools.n; s++) {
		const struct week_moment moment = {s, o->view->date, o->view->problem->as_of};
		struct err why = {0};

		if (!o->seen[s] || week_store_schedule_for(o->db, o->arena, o->view->places.zone_id,
							   o->zone, &moment, &o->weeks[s], &why))
			continue;
		if (why.kind == ERR_SYSTEM || why.kind == ERR_BUSY) {
			*err = why;
			return false;
		}
		o->weeks[s] = (struct week_date){0};
	}
	return true;
}

static void read_needs(struct opening *o)
{
	const struct cover_demand demand = {
		.problem = o->view->problem,
		.plan = o->view->plan,
		.date = o->view->date,
		.away = o->away.at,
		.n_away = o->away.n,
		.weeks = o->weeks,
		.schools = o->seen,
	};
	struct cover_needs needs = cover_needs_of(o->arena, &demand);

	o->desk.day.needs = needs.at;
	o->desk.day.n_needs = needs.n;
}

static bool who_is(const struct zone *zone, const struct cover_given *given, struct cover_who *ret)
{
	*ret = (struct cover_who){
		given->source,
		zone_find(zone,
			  given->source == COVER_SUBSTITUTE ? ZONE_T_SUBSTITUTES : ZONE_T_PEOPLE,
			  given->who)};
	return ret->row != ZONE_NONE;
}

static size_t need_of(const struct opening *o, const struct cover_given *given)
{
	uint32_t section = zone_find(o->zone, ZONE_T_SECTIONS, given->section);

	for (size_t i = 0; section != ZONE_NONE && i < o->desk.day.n_needs; i++) {
		const struct cover_need *need = &o->desk.day.needs[i];

		if (need->section == section && need->start < given->end &&
		    given->start < need->end)
			return i;
	}
	return SIZE_MAX;
}

static bool read_picks(struct opening *o, struct err *err)
{
	const struct access_places all = cover_all_places(o->view->places.zone_id);
	struct cover_given *given;
	size_t n;

	if (!cover_store_day(o->db, o->arena, &all, o->view->date, &given, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		size_t need = need_of(o, &given[i]);
		struct cover_who who;
		uint32_t school = 0;

		if (!who_is(o->zone, &given[i], &who))
			continue;
		while (school < o->zone->schools.n && o->ids[school] != given[i].school_id)
			school++;
		if (school < o->zone->schools.n && !o->seen[school])
			*vec_push(o->arena, &o->busy) = (struct cover_busy){
				who, school, given[i].start, given[i].end};
		else if (need != SIZE_MAX)
			*vec_push(o->arena, &o->desk.picks) = (struct cover_pick){
				.id = given[i].id,
				.need = need,
				.who = who,
				.start = given[i].start,
				.end = given[i].end,
				.by_hand = given[i].by_hand,
				.acknowledged = given[i].acknowledged};
	}
	return true;
}

static bool read_counts(struct opening *o, struct err *err)
{
	int32_t *substitutes = arena_array(o->arena, int32_t, o->zone->substitutes.n);
	int32_t *staff = arena_array(o->arena, int32_t, o->zone->people.n);
	struct cover_count *counts;
	int32_t dates[2];
	size_t n;

	o->desk.window_days = o->view->window_days > 0 ? o->view->window_days : USUAL_WINDOW_DAYS;
	dates[0] = o->view->date - o->desk.window_days;
	dates[1] = o->view->date - 1;
	if (!cover_store_counts(o->db, o->arena, o->view->places.zone_id, dates, &counts, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct cover_given given = {.source = counts[i].source, .who = counts[i].who};
		struct cover_who who;

		if (who_is(o->zone, &given, &who))
			*(who.source == COVER_SUBSTITUTE ? &substitutes[who.row]
							 : &staff[who.row]) = counts[i].n;
	}
	o->desk.day.substitute_covers = substitutes;
	o->desk.day.staff_covers = staff;
	return true;
}

bool cover_desk_read(struct db *db, struct arena *arena, const struct cover_view_of *view,
		     struct cover_desk *ret, const int64_t **ret_schools, struct err *err)
{
	struct opening o = {.db = db, .arena = arena, .view = view, .zone = view->problem->zone};

	if (!zone_store_ids(db, arena, view->places.zone_id, o.zone, ZONE_T_SCHOOLS, &o.ids, err))
		return false;
	o.seen = arena_array(arena, bool, o.zone->schools.n);
	for (uint32_t s = 0; s < o.zone->schools.n; s++)
		o.seen[s] = cover_places_have(&view->places, o.ids[s]);
	o.desk.day.zone = o.zone;
	o.desk.day.date = view->date;
	if (!read_absences(&o, err) || !read_weeks(&o, err))
		return false;
	read_needs(&o);
	if (!read_picks(&o, err) || !read_counts(&o, err))
		return false;
	o.desk.day.weeks = o.weeks;
	o.desk.day.busy = o.busy.at;
	o.desk.day.n_busy = o.busy.n;
	o.desk.day.away = o.away.at;
	o.desk.day.n_away = o.away.n;
	o.desk.costs = cover_costs_of(arena, &o.desk.day, &o.desk.picks);
	o.desk.n_open = cover_n_open(&o.desk.day, &o.desk.picks);
	*ret = o.desk;
	if (ret_schools != NULL)
		*ret_schools = o.ids;
	return true;
}

struct reading {
	struct arena *arena;
	const struct cover_view_of *view;
	struct cover_desk *desk;
};

static bool read_all(struct db *tx, void *arg, struct err *err)
{
	struct reading *r = arg;

	return cover_desk_read(tx, r->arena, r->view, r->desk, NULL, err);
}

bool cover_desk_open(struct arena *arena, const struct cover_view_of *view, struct cover_desk *ret,
		     struct err *err)
{
	struct reading r = {.arena = arena, .view = view, .desk = ret};

	return db_read(view->site->db, read_all, &r, err);
}
