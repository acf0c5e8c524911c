#include "parts/week/week_export.h"

#include "base/text.h"
#include "parts/week/week_file.h"
#include "parts/week/week_ledger.h"
#include "parts/week/week_words.h"

/* ---- CSV ---- */

struct str week_write_school_csv(struct arena *arena, const struct week_plan *plan, uint32_t school)
{
	struct text text;

	text_init(&text, arena);
	text_put(&text, week_head_line(arena));
	for (size_t i = 0; i < plan->bookings.n; i++)
		if (school == ZONE_NONE || plan->bookings.at[i].school == school)
			text_put(&text,
				 week_booking_line(arena, plan->zone, &plan->bookings.at[i]));
	return text_str(&text);
}

/* ---- JSON ---- */

static void put_numbers(struct json_writer *json, const char *key, struct zone_numbers numbers)
{
	if (numbers.n == 0)
		return;
	json_key(json, key);
	json_begin_array(json);
	for (size_t i = 0; i < numbers.n; i++)
		json_put_i64(json, numbers.at[i]);
	json_end(json);
}

static void put_weekdays(struct json_writer *json, uint32_t weekdays)
{
	if (weekdays == 0)
		return;
	json_key(json, "weekdays");
	json_begin_array(json);
	for (int day = 1; day <= 7; day++)
		if ((weekdays & (1U << day)) != 0)
			json_put_i64(json, day);
	json_end(json);
}

static void put_places(struct json_writer *json, const struct zone *zone,
		       const struct week_booking *b)
{
	if (b->section != ZONE_NONE)
		json_pair_str(json, "class", zone->sections.at[b->section].code);
	if (b->team != ZONE_NONE)
		json_pair_str(json, "team", zone->teams.at[b->team].code);
	if (b->service != ZONE_NONE)
		json_pair_str(json, "service", zone->services.at[b->service].code);
	if (b->subject != ZONE_NONE)
		json_pair_str(json, "subject", zone->subjects.at[b->subject].code);
	if (b->meeting != ZONE_NONE)
		json_pair_str(json, "meeting", zone->meetings.at[b->meeting].code);
	if (b->room != ZONE_NONE)
		json_pair_str(json, "room", zone->rooms.at[b->room].code);
}

static void put_booking(struct json_writer *json, const struct zone *zone,
			const struct week_booking *b)
{
	json_begin_object(json);
	json_pair_str(json, "kind", week_kind_name(b->kind));
	json_pair_str(json, "name", week_booking_name(zone, NULL, b, false));
	json_pair_str(json, "school", zone->schools.at[b->school].code);
	put_places(json, zone, b);
	json_key(json, "people");
	json_begin_array(json);
	for (size_t i = 0; i < b->people.n; i++)
		json_put_str(json, zone->people.at[b->people.at[i]].code);
	json_end(json);
	json_pair_str(json, "shape", zone->shapes.at[b->shape].code);
	if (b->rotation != ZONE_NONE)
		json_pair_str(json, "rotation", zone->rotations.at[b->rotation].code);
	put_numbers(json, "days", b->days);
	put_weekdays(json, b->weekdays);
	if (b->cycle > 0)
		json_pair_i64(json, "cycle", b->cycle);
	put_numbers(json, "turns", b->turns);
	json_pair_i64(json, "start_minute", b->start);
	json_pair_i64(json, "end_minute", b->end);
	json_pair_bool(json, "locked", b->lock != NULL);
	json_end(json);
}

void week_bookings_json(struct json_writer *json, const struct zone *zone,
			const struct week_booking *at, size_t n)
{
	json_begin_array(json);
	for (size_t i = 0; i < n; i++)
		put_booking(json, zone, &at[i]);
	json_end(json);
}

static void put_team_times(struct json_writer *json, const struct week_plan *plan, uint32_t school,
			   struct arena *arena)
{
	struct week_ledger ledger = week_ledger_of(arena, plan, school);

	for (size_t i = 0; i < ledger.teams.n; i++) {
		const struct week_ledger_row *row = &ledger.teams.at[i];

		json_begin_object(json);
		json_pair_str(json, "team", plan->zone->teams.at[row->index].code);
		json_pair_i64(json, "team_minutes", week_average(&ledger, row->minutes.team));
		json_pair_i64(json, "longest_minutes", row->minutes.longest_team);
		json_end(json);
	}
}

void week_plan_json(struct json_writer *json, const struct week_plan *plan, uint32_t school)
{
	const struct zone *zone = plan->zone;
	struct arena *arena = arena_create(1U << 16);

	json_begin_object(json);
	json_pair_str(json, "zone", zone->info.at[0].code);
	json_key(json, "schools");
	json_begin_array(json);
	for (uint32_t s = 0; s < zone->schools.n; s++) {
		size_t first = 0, n = 0;

		/* Bookings are in the order of schools (week.h). */
		while (first < plan->bookings.n && plan->bookings.at[first].school != s)
			first++;
		while (first + n < plan->bookings.n && plan->bookings.at[first + n].school == s)
			n++;
		if (n == 0 || (school != ZONE_NONE && school != s))
			continue;
		json_begin_object(json);
		json_pair_str(json, "school", zone->schools.at[s].code);
		json_key(json, "teams");
		json_begin_array(json);
		put_team_times(json, plan, s, arena);
		json_end(json);
		json_key(json, "bookings");
		week_bookings_json(json, zone, &plan->bookings.at[first], n);
		json_end(json);
	}
	json_end(json);
	json_end(json);
	arena_destroy(arena);
}
