#include "parts/week/week_ical.h"

#include "base/map.h"
#include "base/time_zone.h"
#include "kit/formats/ical/ical.h"
#include "parts/school/zone_row.h"

struct feeder {
	struct arena *arena;
	const struct week_plan *plan;
	const struct week_feed *feed;
	const struct time_zone *clock;
	struct ical ical;
};

static bool is_in(const struct week_feed *feed, const struct week_booking *b)
{
	if (feed->section != ZONE_NONE)
		return b->section == feed->section && b->kind != WEEK_PLANNING;
	if (feed->team != ZONE_NONE)
		return b->team == feed->team;
	if (feed->room != ZONE_NONE)
		return b->room == feed->room;
	for (size_t i = 0; i < b->people.n; i++)
		if (b->people.at[i] == feed->person)
			return true;
	return false;
}

static struct str code(const struct zone *zone, enum zone_table table, uint32_t row)
{
	return row == ZONE_NONE ? STR("") : zone_code(zone, table, row);
}

static struct str summary(struct arena *arena, const struct zone *zone,
			  const struct week_booking *b)
{
	struct str what = week_kind_name(b->kind);

	if (b->meeting != ZONE_NONE)
		return zone->meetings.at[b->meeting].name;
	if (b->subject != ZONE_NONE)
		what = zone->subjects.at[b->subject].name;
	if (b->section == ZONE_NONE)
		return what;
	return arena_printf(arena, "%.*s %.*s", STR_ARG(what),
			    STR_ARG(zone->sections.at[b->section].code));
}

/* What the event is, without when and where: the uid of a moved lesson stays. Several alike
 * on one date are counted. */
static struct str make_uid(struct feeder *feeder, struct map *seen, const struct week_booking *b,
			   int32_t date)
{
	const struct zone *zone = feeder->plan->zone;
	struct str key = arena_printf(feeder->arena, "%.*s.%.*s.%.*s.%.*s.%.*s.%.*s.%.*s-%d",
				      STR_ARG(week_kind_name(b->kind)),
				      STR_ARG(code(zone, ZONE_T_SCHOOLS, b->school)),
				      STR_ARG(code(zone, ZONE_T_SECTIONS, b->section)),
				      STR_ARG(code(zone, ZONE_T_TEAMS, b->team)),
				      STR_ARG(code(zone, ZONE_T_SERVICES, b->service)),
				      STR_ARG(code(zone, ZONE_T_SUBJECTS, b->subject)),
				      STR_ARG(code(zone, ZONE_T_MEETINGS, b->meeting)), date);
	struct map_entry *entry = map_add(seen, key, NULL);

	return arena_printf(feeder->arena, "%.*s.%lld@%.*s", STR_ARG(key),
			    (long long)entry->value.number++, STR_ARG(zone->info.at[0].code));
}

static void put_day(struct feeder *feeder, const struct week_calendar *calendar, int32_t date,
		    bool cancelled)
{
	const struct zone *zone = feeder->plan->zone;
	struct week_date day = week_on(feeder->arena, feeder->plan, calendar, date);
	struct map seen;

	map_init(&seen, feeder->arena);
	for (size_t i = 0; i < day.bookings.n; i++) {
		const struct week_booking *b = &day.bookings.at[i];
		struct ical_event event;

		if (!is_in(feeder->feed, b))
			continue;
		event = (struct ical_event){
			.uid = make_uid(feeder, &seen, b, date),
			.start_ms = time_zone_utc_ms(feeder->clock, date, b->start),
			.end_ms = time_zone_utc_ms(feeder->clock, date, b->end),
			.summary = summary(feeder->arena, zone, b),
			.location = b->room == ZONE_NONE ? STR("") : zone->rooms.at[b->room].name,
			.sequence = cancelled,
			.cancelled = cancelled,
		};
		ical_event(&feeder->ical, &event);
	}
}

bool week_write_ical(struct arena *arena, const struct week_plan *plan,
		     const struct week_feed *feed, struct str *ret, struct err *err)
{
	struct feeder feeder = {.arena = arena, .plan = plan, .feed = feed};
	struct week_calendar calendar = week_calendar_of(arena, plan->zone, feed->school,
							 ZONE_AS_OF_END);
	struct text text;

	if (!time_zone_load(arena, plan->zone->info.at[0].time_zone, &feeder.clock, err))
		return false;
	text_init(&text, arena);
	ical_begin(&feeder.ical, &text, feed->name, feed->stamp_ms);
	for (int32_t date = feed->from; date <= feed->to; date++) {
		const struct zone_date *at = zone_dates_find(&calendar.rotations[0], date);

		if (at == NULL)
			continue;
		if (at->open) {
			put_day(&feeder, &calendar, date, false);
		} else if (at->closure != ZONE_NONE) {
			const struct zone_closure *closure = &plan->zone->closures.at[at->closure];
			int32_t known = closure->announced == ZONE_UNSET ? closure->from
									 : closure->announced;
			struct week_calendar before = week_calendar_of(arena, plan->zone,
								       feed->school, known - 1);

			put_day(&feeder, &before, date, true);
		}
	}
	ical_end(&feeder.ical);
	*ret = text_str(&text);
	return true;
}
