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

static bool fill_from(const struct week_board *board, struct feed_call *call, struct err *err)
{
	const struct zone_info *info = &board->zone->info.at[0];
	struct week_feed feed = {.lang = call->lang};
	const struct time_zone *clock;
	struct ical_events events;

	if (!board->holding.any ||
	    !week_whose_find(board->zone, call->subject, &feed.whose))
		return true;
	if (!time_zone_load(call->arena, info->time_zone, &clock, err))
		return false;
	feed.from = time_zone_local(clock, call->from_ms).date;
	feed.to = time_zone_local(clock, call->to_ms).date;
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

static bool fill(void *self, struct feed_call *call, struct err *err)
{
	const struct week_part *part = self;
	const struct week_board *board;
	bool ok;

	if (!week_boards_take(part->boards, part->db, 0, &board, err))
		return false;
	ok = fill_from(board, call, err);
	week_boards_release(part->boards, board);
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
