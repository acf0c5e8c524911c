#include "parts/year/year_bookings.h"

#include "base/csv.h"
#include "base/date.h"
#include "base/vec.h"
#include "parts/year/year_bookings_internal.h"

#include <stdlib.h>

static void add(struct booking *b, struct year_booking booking)
{
	booking.school = b->school;
	booking.section = ZONE_NONE;
	year_book(b, booking);
}

/* ---- Learning days, and who directs the time without students ---- */

static struct str use_title(enum zone_time_use use)
{
	switch (use) {
	case ZONE_BUILDING_LED:
		return STR("Building-led time");
	case ZONE_TEAM_TIME:
		return STR("Team time");
	case ZONE_SELF_DIRECTED:
		return STR("Self-directed time");
	case ZONE_NETWORK_TIME:
		return STR("Network session");
	}
	return STR("");
}

static void add_days(struct booking *b)
{
	const struct zone *zone = b->problem->zone;

	for (size_t i = 0; i < b->dates.n; i++) {
		const struct zone_date *date = &b->dates.at[i];
		struct zone_list uses;

		if (date->shape == ZONE_NONE || date->closure != ZONE_NONE)
			continue;
		if (date->kind == ZONE_STAFF_ONLY)
			add(b, (struct year_booking){
				       YEAR_LEARNING_DAY, 0, ZONE_NONE, ZONE_NONE, ZONE_NONE,
				       date->date, zone->shapes.at[date->shape].staff_start,
				       zone->shapes.at[date->shape].staff_end,
				       date->day == ZONE_NONE ? STR("Learning day")
							      : zone->calendar.at[date->day].label,
				       ZONE_NONE});
		uses = zone_staff_times_on(b->arena, zone, b->school, &b->dates, date->date);
		for (size_t u = 0; u < uses.n; u++) {
			const struct zone_staff_time *row = &zone->staff_times.at[uses.at[u]];

			add(b, (struct year_booking){YEAR_STAFF_TIME, 0, ZONE_NONE, ZONE_NONE,
						     uses.at[u], date->date, row->start, row->end,
						     use_title(row->use), ZONE_NONE});
		}
	}
}

/* ---- Meetings ---- */

static bool has_team(const struct zone *zone, const struct zone_meeting *meeting, uint32_t team,
		     uint32_t school)
{
	const struct zone_team *row = &zone->teams.at[team];

	return (row->school == school || (row->school == ZONE_NONE && school == 0)) &&
	       zone_applies(meeting->teams, team) &&
	       zone_set_applies(meeting->team_kinds, (int)row->kind) &&
	       zone_applies(meeting->schools, school);
}

static bool uses_fit(enum zone_team_kind kind, enum zone_time_use use)
{
	switch (kind) {
	case ZONE_LEADERSHIP_TEAM:
		return use == ZONE_BUILDING_LED;
	case ZONE_ZONE_TEAM:
		return use == ZONE_NETWORK_TIME;
	case ZONE_GRADE_TEAM:
	case ZONE_SPECIALIST_TEAM:
	case ZONE_SUPPORT_TEAM:
	case ZONE_VERTICAL_TEAM:
		return use == ZONE_TEAM_TIME;
	}
	return false;
}

/* Room for a meeting on a date: 2 where the use fits, 1 where it is only long enough, 0. */
static int room_on(struct booking *b, const struct zone_meeting *meeting, uint32_t team,
		   const struct zone_date *date, int32_t *ret_start, int32_t *ret_end)
{
	const struct zone *zone = b->problem->zone;
	struct zone_list uses;
	int best = 0;

	if (!date->open || !zone_applies(meeting->shapes, date->shape) ||
	    zone_is_blacked_out(zone, ZONE_MEETINGS, b->school, ZONE_NONE, date->date, NULL))
		return 0;
	if (meeting->place == ZONE_IN_SPECIALS) {
		uint32_t section = year_class_of_team(zone, team), block;

		if (section == ZONE_NONE)
			return 0;
		block = zone_block_of(zone, section, ZONE_NONE, NULL);
		if (block == ZONE_NONE ||
		    !zone_block_time(zone, date->shape, block, ret_start, ret_end))
			return 0;
		if (meeting->minutes != ZONE_UNSET && *ret_end - *ret_start > meeting->minutes)
			*ret_end = *ret_start + meeting->minutes;
		return 2;
	}
	uses = zone_staff_times_on(b->arena, zone, b->school, &b->dates, date->date);
	for (size_t u = 0; u < uses.n; u++) {
		const struct zone_staff_time *row = &zone->staff_times.at[uses.at[u]];
		int32_t minutes = meeting->minutes == ZONE_UNSET ? row->end - row->start
								 : meeting->minutes;
		int fit = uses_fit(zone->teams.at[team].kind, row->use) ? 2 : 1;

		if (row->end - row->start < minutes || fit <= best)
			continue;
		best = fit;
		*ret_start = row->start;
		*ret_end = row->start + minutes;
	}
	return best;
}

static void hold(struct booking *b, uint32_t meeting, uint32_t team, size_t from, size_t to)
{
	const struct zone_meeting *row = &b->problem->zone->meetings.at[meeting];
	int32_t left = row->times;

	for (int wanted = 2; wanted >= 1; wanted--)
		for (size_t i = from; i < to && left > 0; i++) {
			int32_t start, end;

			if (room_on(b, row, team, &b->dates.at[i], &start, &end) != wanted)
				continue;
			left--;
			add(b, (struct year_booking){YEAR_MEETING, 0, team, ZONE_NONE, meeting,
						     b->dates.at[i].date, start, end, row->name,
						     ZONE_NONE});
		}
}

static void add_meetings(struct booking *b)
{
	const struct zone *zone = b->problem->zone;

	for (uint32_t m = 0; m < zone->meetings.n; m++)
		for (uint32_t team = 0; team < zone->teams.n; team++) {
			enum zone_per per = zone->meetings.at[m].per;

			if (!has_team(zone, &zone->meetings.at[m], team, b->school))
				continue;
			for (size_t from = 0, to = 0; from < b->dates.n; from = to) {
				int32_t stretch = year_stretch(b->problem, per,
							       b->dates.at[from].date);

				while (to < b->dates.n &&
				       year_stretch(b->problem, per, b->dates.at[to].date) ==
					       stretch)
					to++;
				hold(b, m, team, from, to);
			}
		}
}

/* ---- All ---- */

static int by_time(const void *a, const void *b)
{
	const struct year_booking *x = a, *y = b;

	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->school != y->school)
		return x->school < y->school ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->team != y->team)
		return x->team < y->team ? -1 : 1;
	return (x->person > y->person) - (x->person < y->person);
}

/* All days and meetings first: coaches are not where their team meets. */
struct year_bookings year_bookings_of(struct arena *arena, const struct year_problem *problem,
				      const struct year_plan *plan)
{
	struct booking b = {.arena = arena, .problem = problem, .plan = plan};

	for (b.school = 0; b.school < problem->zone->schools.n; b.school++) {
		b.dates = problem->dates[b.school];
		add_days(&b);
		add_meetings(&b);
	}
	year_add_coaches(&b);
	if (b.bookings.n > 0)
		qsort(b.bookings.at, b.bookings.n, sizeof *b.bookings.at, by_time);
	return b.bookings;
}

/* ---- Whose they are ---- */

static bool is_member(const struct zone *zone, uint32_t team, uint32_t person, int32_t date)
{
	for (size_t m = 0; m < zone->members.n; m++)
		if (zone->members.at[m].team == team && zone->members.at[m].person == person &&
		    zone_is_on(zone->members.at[m].from, zone->members.at[m].to, date))
			return true;
	return false;
}

static bool works_at(const struct zone *zone, uint32_t person, uint32_t school, uint32_t roles)
{
	for (size_t i = 0; i < zone->assignments.n; i++)
		if (zone->assignments.at[i].person == person &&
		    zone->assignments.at[i].school == school &&
		    (roles == 0 || (roles >> zone->assignments.at[i].role & 1U) != 0))
			return true;
	return false;
}

bool year_booking_is_of(const struct zone *zone, const struct year_booking *booking,
			uint32_t person)
{
	uint32_t joins;

	if (booking->person == person)
		return true;
	switch (booking->kind) {
	case YEAR_LEARNING_DAY:
	case YEAR_STAFF_TIME:
		return works_at(zone, person, booking->school, 0);
	case YEAR_MEETING:
		joins = zone->meetings.at[booking->row].with_roles;
		return is_member(zone, booking->team, person, booking->date) ||
		       (joins != 0 && works_at(zone, person, booking->school, joins));
	case YEAR_COACH_PRINCIPAL:
		return works_at(zone, person, booking->school, 1U << ZONE_PRINCIPAL);
	case YEAR_COACHING:
		return booking->section == ZONE_NONE
			       ? is_member(zone, booking->team, person, booking->date)
			       : zone->sections.at[booking->section].teacher == person;
	}
	return false;
}

const char *year_booking_kind_name(enum year_booking_kind kind)
{
	static const char *const kinds[] = {"learning_day", "staff_time", "meeting",
					    "coach_principal", "coaching"};

	return kinds[kind];
}

struct str year_bookings_csv(struct arena *arena, const struct year_problem *problem,
			     const struct year_bookings *bookings)
{
	static const char *const columns[] = {"date", "start",  "end",   "kind", "school",
					      "team", "person", "title", "class"};
	const struct zone *zone = problem->zone;
	struct csv_writer csv;
	struct text text;

	text_init(&text, arena);
	csv_writer_init(&csv, &text);
	csv.lf = true;
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		csv_put(&csv, str_from(columns[i]));
	csv_end(&csv);
	for (size_t i = 0; i < bookings->n; i++) {
		const struct year_booking *row = &bookings->at[i];

		csv_put(&csv, date_text(arena, row->date));
		csv_put(&csv, arena_printf(arena, "%02d:%02d", row->start / 60, row->start % 60));
		csv_put(&csv, arena_printf(arena, "%02d:%02d", row->end / 60, row->end % 60));
		csv_put(&csv, str_from(year_booking_kind_name(row->kind)));
		csv_put(&csv, zone->schools.at[row->school].code);
		csv_put(&csv, row->team == ZONE_NONE ? STR("") : zone->teams.at[row->team].code);
		csv_put(&csv,
			row->person == ZONE_NONE ? STR("") : zone->people.at[row->person].code);
		csv_put(&csv, row->title);
		csv_put(&csv,
			row->section == ZONE_NONE ? STR("") : zone->sections.at[row->section].code);
		csv_end(&csv);
	}
	return text_str(&text);
}
