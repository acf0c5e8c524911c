#include "parts/year/year_bookings.h"

#include "base/csv.h"
#include "base/date.h"
#include "base/vec.h"
#include "parts/school/zone_calendar.h"

#include <stdlib.h>

struct booking {
	struct arena *arena;
	const struct year_problem *problem;
	const struct year_plan *plan;
	const struct year_cycles *cycles;
	struct zone_dates dates; /* of the school */
	uint32_t school;
	struct year_bookings bookings;
};

struct year_cycles year_cycles_usual(void)
{
	return (struct year_cycles){6, 2, 40, 2, 30};
}

static void add(struct booking *b, struct year_booking booking)
{
	booking.school = b->school;
	*vec_push(b->arena, &b->bookings) = booking;
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
			add(b, (struct year_booking){YEAR_LEARNING_DAY, 0, ZONE_NONE, ZONE_NONE,
						     ZONE_NONE, date->date,
						     zone->shapes.at[date->shape].staff_start,
						     zone->shapes.at[date->shape].staff_end,
						     date->day == ZONE_NONE
							     ? STR("Learning day")
							     : zone->calendar.at[date->day].label});
		uses = zone_staff_times_on(b->arena, zone, b->school, &b->dates, date->date);
		for (size_t u = 0; u < uses.n; u++) {
			const struct zone_staff_time *row = &zone->staff_times.at[uses.at[u]];

			add(b, (struct year_booking){YEAR_STAFF_TIME, 0, ZONE_NONE, ZONE_NONE,
						     uses.at[u], date->date, row->start, row->end,
						     use_title(row->use)});
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

/* The class whose specials are the team's time. */
static uint32_t class_of_team(const struct zone *zone, uint32_t team)
{
	for (uint32_t s = 0; s < zone->sections.n; s++)
		for (size_t m = 0; m < zone->members.n; m++)
			if (zone->members.at[m].team == team && !zone->members.at[m].partner &&
			    zone->members.at[m].person == zone->sections.at[s].teacher)
				return s;
	return ZONE_NONE;
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
		uint32_t section = class_of_team(zone, team), block;

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

/* The number of the stretch in which a meeting is counted. */
static int32_t stretch_of(enum zone_per per, int32_t date, int32_t first)
{
	int32_t monday = first - ((int32_t)date_weekday(first) - MONDAY);
	struct civil civil = date_civil(date);

	switch (per) {
	case ZONE_PER_DAY:
		return date;
	case ZONE_PER_WEEK:
		return (date - monday) / 7;
	case ZONE_PER_TWO_WEEKS:
	case ZONE_PER_CYCLE:
		return (date - monday) / 14;
	case ZONE_PER_MONTH:
		return civil.year * 12 + civil.month;
	case ZONE_PER_YEAR:
		return 0;
	}
	return 0;
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
						     b->dates.at[i].date, start, end, row->name});
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
				int32_t stretch = stretch_of(per, b->dates.at[from].date,
							     b->problem->first);

				while (to < b->dates.n && stretch_of(per, b->dates.at[to].date,
								     b->problem->first) == stretch)
					to++;
				hold(b, m, team, from, to);
			}
		}
}

/* ---- Coaches ---- */

/* Is the coach in a lab that day, at this school or another? */
static bool in_lab(const struct booking *b, uint32_t person, int32_t date)
{
	const struct zone *zone = b->problem->zone;

	for (size_t i = 0; i < b->plan->n; i++) {
		struct zone_list attend = zone->lab_plans.at[b->problem->labs[i].plan].attend;

		for (uint32_t d = 0; d < b->problem->labs[i].days; d++)
			if (year_day_of(b->problem, b->plan, i, d) == date && attend.n > 0 &&
			    zone_applies(attend, person))
				return true;
	}
	return false;
}

/* The team of the school whose turn the cycle is. */
static uint32_t team_of_turn(const struct zone *zone, uint32_t school, int32_t turn)
{
	uint32_t n = 0;

	for (int pass = 0; pass < 2; pass++) {
		uint32_t seen = 0;

		for (uint32_t t = 0; t < zone->teams.n; t++) {
			if (zone->teams.at[t].school != school ||
			    zone->teams.at[t].kind != ZONE_GRADE_TEAM)
				continue;
			if (pass == 1 && seen == (uint32_t)turn % n)
				return t;
			seen++;
		}
		n = seen;
		if (n == 0)
			return ZONE_NONE;
	}
	return ZONE_NONE;
}

static void add_coach(struct booking *b, uint32_t person, int32_t first_turn)
{
	const struct zone *zone = b->problem->zone;
	const struct year_cycles *cycles = b->cycles;
	int32_t week = INT32_MIN, contacts = 0, n_weeks = -1;
	bool met = false;

	for (size_t i = 0; i < b->dates.n; i++) {
		const struct zone_date *date = &b->dates.at[i];
		const struct zone_shape *shape;
		uint32_t team;

		if (!date->open)
			continue;
		if (stretch_of(ZONE_PER_WEEK, date->date, b->problem->first) != week) {
			week = stretch_of(ZONE_PER_WEEK, date->date, b->problem->first);
			n_weeks++;
			contacts = 0;
			met = false;
		}
		if (in_lab(b, person, date->date) ||
		    zone_is_blacked_out(zone, ZONE_COACHING, b->school, ZONE_NONE, date->date,
					NULL))
			continue;
		shape = &zone->shapes.at[date->shape];
		if (cycles->principal_weeks > 0 && n_weeks % cycles->principal_weeks == 0 && !met) {
			met = true;
			add(b, (struct year_booking){YEAR_COACH_PRINCIPAL, 0, ZONE_NONE, person,
						     ZONE_NONE, date->date, shape->staff_start,
						     shape->staff_start + cycles->principal_minutes,
						     STR("Coach and principal meet")});
		}
		if (cycles->weeks <= 0 || contacts >= cycles->contacts)
			continue;
		team = team_of_turn(zone, b->school, n_weeks / cycles->weeks + first_turn);
		if (team == ZONE_NONE)
			continue;
		contacts++;
		add(b, (struct year_booking){YEAR_COACHING, 0, team, person, ZONE_NONE, date->date,
					     shape->student_start,
					     shape->student_start + cycles->minutes,
					     STR("Coaching cycle")});
	}
}

static void add_coaches(struct booking *b)
{
	const struct zone *zone = b->problem->zone;
	int32_t turn = 0;

	for (size_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *row = &zone->assignments.at[i];

		if (row->role == ZONE_COACH && row->school == b->school &&
		    zone->people.at[row->person].status == ZONE_ACTIVE)
			add_coach(b, row->person, turn++);
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

struct year_bookings year_bookings_of(struct arena *arena, const struct year_problem *problem,
				      const struct year_plan *plan,
				      const struct year_cycles *cycles)
{
	struct booking b = {.arena = arena, .problem = problem, .plan = plan, .cycles = cycles};

	for (b.school = 0; b.school < problem->zone->schools.n; b.school++) {
		b.dates = zone_dates_of(arena, problem->zone, b.school, ZONE_NONE, problem->as_of);
		add_days(&b);
		add_meetings(&b);
		add_coaches(&b);
	}
	if (b.bookings.n > 0)
		qsort(b.bookings.at, b.bookings.n, sizeof *b.bookings.at, by_time);
	return b.bookings;
}

struct str year_bookings_csv(struct arena *arena, const struct year_problem *problem,
			     const struct year_bookings *bookings)
{
	static const char *const columns[] = {"date",   "start", "end",    "kind",
					      "school", "team",  "person", "title"};
	static const char *const kinds[] = {"learning_day", "staff_time", "meeting",
					    "coach_principal", "coaching"};
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
		csv_put(&csv, str_from(kinds[row->kind]));
		csv_put(&csv, zone->schools.at[row->school].code);
		csv_put(&csv, row->team == ZONE_NONE ? STR("") : zone->teams.at[row->team].code);
		csv_put(&csv,
			row->person == ZONE_NONE ? STR("") : zone->people.at[row->person].code);
		csv_put(&csv, row->title);
		csv_end(&csv);
	}
	return text_str(&text);
}
