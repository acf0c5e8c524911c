#include "parts/week/week_feed.h"

#include "base/time_zone.h"
#include "base/vec.h"
#include "parts/school/zone_store.h"
#include "parts/week/week_ical.h"

/* The school of whatever has a week; ZONE_NONE: a person, or a team of the zone. */
static uint32_t school_of(const struct zone *zone, const struct week_whose *whose)
{
	if (whose->section != ZONE_NONE)
		return zone->sections.at[whose->section].school;
	if (whose->team != ZONE_NONE)
		return zone->teams.at[whose->team].school;
	return whose->room != ZONE_NONE ? zone->rooms.at[whose->room].school : ZONE_NONE;
}

/* A person's calendar is their own; the others are of whoever may read the week there. */
static bool may_have(const struct week_part *part, struct feed_call *call, const struct zone *zone,
		     const struct week_whose *whose, const struct access_user *who, struct err *err)
{
	uint32_t school = school_of(zone, whose);
	const int64_t *id;
	int64_t person = 0;
	bool may;

	if (whose->person != ZONE_NONE) {
		if (!zone_store_id(part->db, part->zone_id, call->subject, &person, err))
			return false;
		may = person == who->person_id && access_may(who, ACCESS_WEEK_READ);
	} else if (school == ZONE_NONE) {
		may = access_may(who, ACCESS_WEEK_READ);
	} else {
		if (!zone_store_ids(part->db, call->arena, part->zone_id, zone, ZONE_T_SCHOOLS, &id,
				    err))
			return false;
		may = access_may_at(who, ACCESS_WEEK_READ, id[school]);
	}
	return may || err_set(err, ERR_DENIED, "This calendar is for others.");
}

static bool about(void *self, struct feed_call *call, const struct access_user *who,
		  struct str *ret_name, struct err *err)
{
	const struct week_part *part = self;
	const struct week_board *board;
	struct week_whose whose;
	bool ok;

	if (!week_boards_take(part->boards, part->db, 0, &board, err))
		return false;
	ok = week_whose_find(board->zone, call->subject, &whose) ||
	     err_set(err, ERR_NOT_FOUND, "There is no calendar of \"%.*s\".",
		     STR_ARG(call->subject));
	if (ok)
		ok = may_have(part, call, board->zone, &whose, who, err);
	if (ok)
		*ret_name = arena_str(call->arena, week_whose_name(board->zone, &whose));
	week_boards_release(part->boards, board);
	return ok;
}

/* Texts outlive the board. */
static void copy_event(struct feed_call *call, const struct ical_event *event)
{
	struct ical_event copy = *event;

	if (event->start_ms < call->from_ms || event->start_ms >= call->to_ms)
		return;
	copy.summary = arena_str(call->arena, event->summary);
	copy.location = arena_str(call->arena, event->location);
	feed_put(call, &copy);
}

/* The dates of a calendar on which one plan is in force. */
struct stretch {
	int32_t from, to;
};

static bool fill_stretch(const struct week_board *board, struct feed_call *call,
			 const struct stretch *stretch, struct err *err)
{
	const struct zone_info *info = &board->zone->info.at[0];
	struct week_feed feed = {.lang = call->lang, .from = stretch->from, .to = stretch->to};
	struct ical_events events;

	if (!board->holding.any || !week_whose_find(board->zone, call->subject, &feed.whose))
		return true;
	if (feed.from < info->year_start)
		feed.from = info->year_start;
	if (feed.to > info->year_end)
		feed.to = info->year_end;
	if (!week_ical_events(call->arena, &board->plan, &feed, &events, err))
		return false;
	for (size_t i = 0; i < events.n; i++)
		copy_event(call, &events.at[i]);
	return true;
}

/* The first date after `date` from which another plan holds somewhere; or the day after `last`. */
static int32_t next_change(const struct week_adoption *adoption, size_t n, int32_t date,
			   int32_t last)
{
	int32_t next = last + 1;

	for (size_t i = 0; i < n; i++)
		if (adoption[i].withdrawn_ms == 0 && adoption[i].from_date > date &&
		    adoption[i].from_date < next)
			next = adoption[i].from_date;
	return next;
}

static bool read_window(const struct week_part *part, struct feed_call *call, struct stretch *ret,
			struct err *err)
{
	const struct time_zone *clock;
	const struct week_board *board;
	bool ok;

	if (!week_boards_take(part->boards, part->db, 0, &board, err))
		return false;
	ok = time_zone_load(call->arena, board->zone->info.at[0].time_zone, &clock, err);
	week_boards_release(part->boards, board);
	if (ok)
		*ret = (struct stretch){time_zone_local(clock, call->from_ms).date,
					time_zone_local(clock, call->to_ms).date};
	return ok;
}

/* Each date from the plan that is in force on it. */
static bool fill(void *self, struct feed_call *call, struct err *err)
{
	const struct week_part *part = self;
	const struct week_board *board;
	struct week_adoption *adoption;
	struct stretch window, stretch;
	bool ok = true;
	size_t n;

	if (!read_window(part, call, &window, err) ||
	    !week_store_adoptions(part->db, call->arena, part->zone_id, &adoption, &n, err))
		return false;
	for (stretch.from = window.from; ok && stretch.from <= window.to;
	     stretch.from = stretch.to + 1) {
		stretch.to = next_change(adoption, n, stretch.from, window.to) - 1;
		if (!week_boards_in_force(part->boards, part->db, stretch.from, &board, err))
			return false;
		ok = fill_stretch(board, call, &stretch, err);
		week_boards_release(part->boards, board);
	}
	return ok;
}

struct feed_keeper week_feed_keeper(struct week_part *part)
{
	return (struct feed_keeper){about, part};
}

struct feed_source week_feed_source(struct week_part *part)
{
	return (struct feed_source){fill, part};
}
