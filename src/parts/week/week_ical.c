#include "parts/week/week_ical.h"

#include "base/map.h"
#include "base/time_zone.h"
#include "base/vec.h"
#include "parts/school/zone_row.h"

struct feeder {
	struct arena *arena;
	const struct week_feed *feed;
	const struct time_zone *clock;
	struct week_plan plan; /* their bookings alone */
	struct ical_events events;
};

static struct str code(const struct zone *zone, enum zone_table table, uint32_t row)
{
	return row == ZONE_NONE ? STR("") : zone_code(zone, table, row);
}

/* "Music HH-3A", "Grade 3 team: Study student thinking", "Planning". */
static struct str summary(struct feeder *feeder, const struct week_booking *b)
{
	const struct zone *zone = feeder->plan.zone;
	struct str what = week_booking_name(zone, feeder->feed->lang, b, true);

	if (b->section != ZONE_NONE && b->kind != WEEK_PLANNING &&
	    feeder->feed->whose.section == ZONE_NONE)
		return arena_printf(feeder->arena, "%.*s %.*s", STR_ARG(what),
				    STR_ARG(zone->sections.at[b->section].code));
	if (b->team != ZONE_NONE && feeder->feed->whose.team == ZONE_NONE)
		return arena_printf(feeder->arena, "%.*s: %.*s",
				    STR_ARG(zone->teams.at[b->team].name), STR_ARG(what));
	return what;
}

static struct str location(struct feeder *feeder, const struct week_booking *b)
{
	const struct zone *zone = feeder->plan.zone;
	struct str school = zone->schools.at[b->school].name;

	if (b->room == ZONE_NONE)
		return school;
	return arena_printf(feeder->arena, "%.*s, %.*s", STR_ARG(zone->rooms.at[b->room].name),
			    STR_ARG(school));
}

/* What the event is, without when and where: the uid of a moved lesson stays. Several alike
 * on one date are counted. */
static struct str make_uid(struct feeder *feeder, struct map *seen, const struct week_booking *b,
			   int32_t date)
{
	const struct zone *zone = feeder->plan.zone;
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
	struct week_date day = week_on(feeder->arena, &feeder->plan, calendar, date);
	struct map seen;

	map_init(&seen, feeder->arena);
	for (size_t i = 0; i < day.bookings.n; i++) {
		const struct week_booking *b = &day.bookings.at[i];

		*vec_push(feeder->arena, &feeder->events) = (struct ical_event){
			.uid = make_uid(feeder, &seen, b, date),
			.start_ms = time_zone_utc_ms(feeder->clock, date, b->start),
			.end_ms = time_zone_utc_ms(feeder->clock, date, b->end),
			.summary = summary(feeder, b),
			.location = location(feeder, b),
			.sequence = cancelled,
			.cancelled = cancelled,
		};
	}
}

/* What would have been on a date, as the calendar was known before the closure. */
static void put_closed(struct feeder *feeder, uint32_t school, const struct zone_date *at)
{
	const struct zone *zone = feeder->plan.zone;
	const struct zone_closure *closure = &zone->closures.at[at->closure];
	int32_t known = closure->announced == ZONE_UNSET ? closure->from : closure->announced;
	struct week_calendar before = week_calendar_of(feeder->arena, zone, school, known - 1);

	put_day(feeder, &before, at->date, true);
}

static void put_school(struct feeder *feeder, uint32_t school)
{
	struct week_calendar calendar = week_calendar_of(feeder->arena, feeder->plan.zone, school,
							 ZONE_AS_OF_END);

	for (int32_t date = feeder->feed->from; date <= feeder->feed->to; date++) {
		const struct zone_date *at = zone_dates_find(&calendar.rotations[0], date);

		if (at == NULL)
			continue;
		if (at->open || (at->shape != ZONE_NONE && at->closure == ZONE_NONE))
			put_day(feeder, &calendar, date, false);
		else if (at->closure != ZONE_NONE && feeder->feed->closures)
			put_closed(feeder, school, at);
	}
}

static struct week_plan theirs(struct arena *arena, const struct week_plan *plan,
			       const struct week_whose *whose)
{
	VEC(struct week_booking) out = {0};

	for (size_t i = 0; i < plan->bookings.n; i++)
		if (week_is_theirs(plan->zone, whose, &plan->bookings.at[i]))
			*vec_push(arena, &out) = plan->bookings.at[i];
	return (struct week_plan){.zone = plan->zone, .bookings = {out.at, out.n}};
}

bool week_ical_events(struct arena *arena, const struct week_plan *plan,
		      const struct week_feed *feed, struct ical_events *ret, struct err *err)
{
	struct feeder feeder = {
		.arena = arena, .feed = feed, .plan = theirs(arena, plan, &feed->whose)};

	if (!time_zone_load(arena, plan->zone->info.at[0].time_zone, &feeder.clock, err))
		return false;
	for (uint32_t s = 0; s < plan->zone->schools.n; s++)
		if (week_is_at(&feeder.plan, &feed->whose, s))
			put_school(&feeder, s);
	*ret = feeder.events;
	return true;
}

bool week_write_ical(struct arena *arena, const struct week_plan *plan,
		     const struct week_feed *feed, struct str *ret, struct err *err)
{
	struct ical_events events;
	struct ical ical;
	struct text text;

	if (!week_ical_events(arena, plan, feed, &events, err))
		return false;
	text_init(&text, arena);
	ical_begin(&ical, &text, feed->name, feed->stamp_ms);
	for (size_t i = 0; i < events.n; i++)
		ical_event(&ical, &events.at[i]);
	ical_end(&ical);
	*ret = text_str(&text);
	return true;
}
