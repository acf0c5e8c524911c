#include "parts/year/year_mine.h"

#include "base/date.h"
#include "base/text.h"
#include "base/time_zone.h"
#include "base/vec.h"
#include "kit/html/say.h"
#include "parts/year/year_look.h"

struct str year_board_lab_url(struct arena *arena, const struct year_board *board, size_t lab)
{
	const struct year_lab *l = &board->problem.labs[lab];

	return arena_printf(arena, "/year/labs/%.*s/%d",
			    STR_ARG(http_encode(arena, board->zone->lab_plans.at[l->plan].code)),
			    l->number);
}

static struct str phase_words(const struct lang *lang, enum zone_phase_kind phase)
{
	static const char *const words[] = {[ZONE_INTRODUCE] = WORD("Lab: introduce"),
					    [ZONE_PREPARE] = WORD("Lab: prepare"),
					    [ZONE_ENACT] = WORD("Lab: teach together"),
					    [ZONE_ANALYZE] = WORD("Lab: analyze and commit"),
					    [ZONE_LAB_LUNCH] = WORD("Lunch")};

	return lang_text(lang, str_from(words[phase]));
}

static struct str place_words(struct arena *arena, const struct zone *zone,
			      const struct year_phase *phase)
{
	struct str room = phase->room == ZONE_NONE ? STR("") : zone->rooms.at[phase->room].name;

	if (phase->section == ZONE_NONE)
		return arena_str(arena, room);
	return arena_printf(arena, "%.*s%s%.*s", STR_ARG(zone->sections.at[phase->section].code),
			    room.len > 0 ? " · " : "", STR_ARG(room));
}

struct year_mine year_mine_on(struct arena *arena, const struct year_board *board,
			      const struct lang *lang, uint32_t person, int32_t date)
{
	struct year_mine mine = {0};

	for (size_t i = 0; i < board->phases.n; i++) {
		const struct year_phase *phase = &board->phases.at[i];
		struct view_block *last = mine.n == 0 ? NULL : &mine.at[mine.n - 1];
		struct str name;

		if (phase->date != date || !year_is_in(&board->problem, phase->lab, person))
			continue;
		name = phase_words(lang, phase->phase);
		/* A phase that goes on is one block. */
		if (last != NULL && last->begin + last->minutes == phase->start &&
		    str_eq(last->name, name) && phase->phase != ZONE_ENACT) {
			last->minutes += phase->end - phase->start;
			continue;
		}
		*vec_push(arena, &mine) = (struct view_block){
			.begin = phase->start,
			.minutes = phase->end - phase->start,
			.kind = phase->phase == ZONE_LAB_LUNCH ? KIND_LUNCH : KIND_LAB,
			.name = name,
			.detail = place_words(arena, board->zone, phase),
			.url = year_board_lab_url(arena, board, phase->lab)};
	}
	return mine;
}

/* Days of staff, cycles and meetings of coaches; the week has the other meetings. */
static bool is_beside_the_week(const struct year_booking *booking)
{
	return booking->kind == YEAR_LEARNING_DAY || booking->kind == YEAR_COACHING ||
	       booking->kind == YEAR_COACH_PRINCIPAL;
}

static struct str booking_place(struct arena *arena, const struct zone *zone,
				const struct year_booking *booking)
{
	if (booking->section != ZONE_NONE)
		return arena_str(arena, zone->sections.at[booking->section].code);
	if (booking->team != ZONE_NONE)
		return arena_str(arena, zone->teams.at[booking->team].name);
	return arena_str(arena, zone->schools.at[booking->school].name);
}

static struct str booking_words(struct arena *arena, const struct lang *lang,
				const struct year_booking *booking)
{
	return arena_str(arena, lang_text(lang, booking->title));
}

struct year_mine year_bookings_mine(struct arena *arena, const struct year_board *board,
				    const struct lang *lang, uint32_t person, int32_t date)
{
	struct year_mine mine = {0};

	for (size_t i = 0; i < board->bookings.n; i++) {
		const struct year_booking *booking = &board->bookings.at[i];

		if (booking->date != date || !is_beside_the_week(booking) ||
		    !year_booking_is_of(board->zone, booking, person))
			continue;
		*vec_push(arena, &mine) = (struct view_block){
			.begin = booking->start,
			.minutes = booking->end - booking->start,
			.kind = KIND_TEAM,
			.name = booking_words(arena, lang, booking),
			.detail = booking_place(arena, board->zone, booking),
			.url = STR("/year")};
	}
	return mine;
}

struct year_next year_next_of(const struct year_board *board, uint32_t person, int32_t date)
{
	struct year_next next = {SIZE_MAX, ZONE_UNSET, ZONE_UNSET, ZONE_NONE};

	for (size_t i = 0; i < board->phases.n; i++) {
		const struct year_phase *phase = &board->phases.at[i];
		bool sooner = next.lab == SIZE_MAX || phase->date < next.date ||
			      (phase->date == next.date && phase->start < next.start);

		if (phase->date >= date && sooner &&
		    year_is_in(&board->problem, phase->lab, person))
			next = (struct year_next){phase->lab, phase->date, phase->start,
						  phase->room};
	}
	return next;
}

/* ---- Calendars ---- */

/* Whose calendar: one of them, the others ZONE_NONE. */
struct whose {
	uint32_t person, team, section, room;
};

static bool find_whose(const struct zone *zone, struct str key, struct whose *ret)
{
	static const struct {
		struct str prefix;
		enum zone_table table;
	} kinds[] = {{STR_INIT("people/"), ZONE_T_PEOPLE},
		     {STR_INIT("teams/"), ZONE_T_TEAMS},
		     {STR_INIT("sections/"), ZONE_T_SECTIONS},
		     {STR_INIT("rooms/"), ZONE_T_ROOMS}};
	uint32_t row[4] = {ZONE_NONE, ZONE_NONE, ZONE_NONE, ZONE_NONE};
	bool found = false;

	for (size_t i = 0; i < 4; i++)
		if (str_starts_with(key, kinds[i].prefix)) {
			row[i] = zone_find(zone, kinds[i].table,
					   str_slice(key, kinds[i].prefix.len, key.len));
			found = row[i] != ZONE_NONE;
		}
	*ret = (struct whose){row[0], row[1], row[2], row[3]};
	return found;
}

static bool concerns(const struct year_board *board, const struct whose *whose,
		     const struct year_phase *phase)
{
	if (whose->person != ZONE_NONE)
		return year_is_in(&board->problem, phase->lab, whose->person);
	if (whose->team != ZONE_NONE)
		return board->problem.labs[phase->lab].team == whose->team;
	if (whose->section != ZONE_NONE)
		return phase->section == whose->section;
	return phase->room == whose->room;
}

/* One event a phase: calendars then say where to be when. */
static void put_phase(struct feed_call *call, const struct year_board *board,
		      const struct time_zone *clock, size_t i)
{
	const struct year_phase *phase = &board->phases.at[i];
	const struct year_lab *lab = &board->problem.labs[phase->lab];
	struct ical_event event = {.start_ms = time_zone_utc_ms(clock, phase->date, phase->start),
				   .end_ms = time_zone_utc_ms(clock, phase->date, phase->end),
				   .location = place_words(call->arena, board->zone, phase)};
	size_t first = i;

	if (event.start_ms < call->from_ms || event.start_ms >= call->to_ms ||
	    phase->phase == ZONE_LAB_LUNCH)
		return;
	while (first > 0 && board->phases.at[first - 1].lab == phase->lab)
		first--;
	event.uid = arena_printf(call->arena, "lab.%.*s.%d.%zu@weft-%lld",
				 STR_ARG(board->zone->lab_plans.at[lab->plan].code), lab->number,
				 i - first + 1, (long long)call->zone_id);
	event.summary = arena_printf(
		call->arena, "%.*s (%.*s)", STR_ARG(phase_words(call->lang, phase->phase)),
		STR_ARG(year_lab_name(call->arena, &board->problem, phase->lab)));
	feed_put(call, &event);
}

/* A booking is its kind, school, people, date and hour: moved, it is another. */
static void put_booking(struct feed_call *call, const struct year_board *board,
			const struct time_zone *clock, const struct year_booking *booking)
{
	const struct zone *zone = board->zone;
	struct ical_event event = {
		.start_ms = time_zone_utc_ms(clock, booking->date, booking->start),
		.end_ms = time_zone_utc_ms(clock, booking->date, booking->end),
		.summary = booking_words(call->arena, call->lang, booking),
		.location = booking_place(call->arena, zone, booking)};

	if (event.start_ms < call->from_ms || event.start_ms >= call->to_ms)
		return;
	event.uid = arena_printf(call->arena, "year.%s.%.*s.%.*s.%.*s.%d@weft-%lld",
				 year_booking_kind_name(booking->kind),
				 STR_ARG(zone->schools.at[booking->school].code),
				 STR_ARG(booking->person == ZONE_NONE
						 ? STR("all")
						 : zone->people.at[booking->person].code),
				 STR_ARG(date_text(call->arena, booking->date)), booking->start,
				 (long long)call->zone_id);
	feed_put(call, &event);
}

static void put_bookings(struct feed_call *call, const struct year_board *board,
			 const struct time_zone *clock, const struct whose *whose)
{
	for (size_t i = 0; i < board->bookings.n; i++) {
		const struct year_booking *booking = &board->bookings.at[i];

		if (is_beside_the_week(booking) &&
		    ((whose->person != ZONE_NONE &&
		      year_booking_is_of(board->zone, booking, whose->person)) ||
		     (whose->team != ZONE_NONE && booking->team == whose->team) ||
		     (whose->section != ZONE_NONE && booking->section == whose->section)))
			put_booking(call, board, clock, booking);
	}
}

static bool fill(void *self, struct feed_call *call, struct err *err)
{
	const struct year_pages *part = self;
	const struct year_board *board;
	const struct time_zone *clock;
	struct whose whose;
	bool ok;

	if (!year_boards_take(part->boards, part->db, &board, err))
		return false;
	ok = time_zone_load(call->arena, board->zone->info.at[0].time_zone, &clock, err);
	if (ok && find_whose(board->zone, call->subject, &whose)) {
		for (size_t i = 0; i < board->phases.n; i++)
			if (concerns(board, &whose, &board->phases.at[i]))
				put_phase(call, board, clock, i);
		put_bookings(call, board, clock, &whose);
	}
	year_boards_release(part->boards, board);
	return ok;
}

struct feed_source year_feed_source(struct year_pages *part)
{
	return (struct feed_source){fill, part};
}
