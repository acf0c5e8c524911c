/* The specialists' side: one class at a time, how many visits, where and when. */
#include "parts/week/specials_internal.h"

static struct week_rule person_rule(enum week_rule_kind kind, uint32_t person, uint32_t rule)
{
	return (struct week_rule){.kind = kind,
				  .school = ZONE_NONE,
				  .grade = ZONE_NONE,
				  .subject = ZONE_NONE,
				  .person = person,
				  .visit = ZONE_NONE,
				  .rule = rule,
				  .price = WEFT_NO_PRICE};
}

/* The price of a must rule of the zone, or none. */
static int64_t price_of(const struct zone *zone, uint32_t rule)
{
	return rule == ZONE_NONE || zone->rules.at[rule].price_cents == 0
		       ? WEFT_NO_PRICE
		       : zone->rules.at[rule].price_cents;
}

static void one_class(struct specials_maker *maker, uint32_t person)
{
	struct week_rule rule = person_rule(WEEK_RULE_ONE_CLASS, person, ZONE_NONE);

	weft_builder_apply_to_resource(maker->builder,
				       specials_constraint(maker, WEFT_AVOID_CLASHES, &rule, NULL),
				       maker->resource_of[person]);
}

/* Most visits a week, on average over the rotation: each visit is one unit of work. */
static void visits_per_week(struct specials_maker *maker, uint32_t person)
{
	uint32_t row = specials_must(maker->zone, ZONE_VISITS_PER_WEEK, ZONE_NONE, person);
	struct week_rule rule = person_rule(WEEK_RULE_VISITS_PER_WEEK, person, row);
	struct weft_limits limits = {0};

	if (row == ZONE_NONE || maker->zone->rules.at[row].maximum == ZONE_UNSET)
		return;
	rule.price = price_of(maker->zone, row);
	limits.maximum = maker->zone->rules.at[row].maximum * maker->specials->n_days / 5;
	weft_builder_apply_to_resource(
		maker->builder, specials_constraint(maker, WEFT_LIMIT_WORKLOAD, &rule, &limits),
		maker->resource_of[person]);
}

/* The longest day of a specialist, in visits: blocks of their schools that do not overlap
 * can be no more than the blocks of a day. */
static int32_t most_blocks(const struct specials_maker *maker, uint32_t school)
{
	const struct zone *zone = maker->zone;
	int32_t most = 0;

	for (int32_t d = 1; d <= maker->specials->n_days; d++) {
		uint32_t shape = zone_rotation_shape(zone, school, maker->specials->rotation, d);
		int32_t n = 0, start, end;

		for (uint32_t b = 0; b < zone->blocks.n; b++)
			n += zone_block_time(zone, shape, b, &start, &end);
		most = n > most ? n : most;
	}
	return most;
}

static int32_t longest_visit(const struct specials_maker *maker, uint32_t person)
{
	int32_t most = 0;

	for (size_t i = 0; i < maker->zone->assignments.n; i++) {
		const struct zone_assignment *a = &maker->zone->assignments.at[i];

		for (size_t v = 0; a->person == person && v < maker->zone->visits.n; v++) {
			const struct zone_visit *visit = &maker->zone->visits.at[v];

			if (visit->subject == a->subject && visit->minutes != ZONE_UNSET &&
			    visit->minutes > most)
				most = visit->minutes;
		}
	}
	return most;
}

/* Most visits a day, as busy ticks of the longest visit: only asked where the blocks of
 * a day do not already say so. */
static void visits_per_day(struct specials_maker *maker, uint32_t person)
{
	const struct zone *zone = maker->zone;
	uint32_t row = specials_must(zone, ZONE_VISITS_PER_DAY, ZONE_NONE, person);
	struct week_rule rule = person_rule(WEEK_RULE_VISITS_PER_DAY, person, row);
	int32_t most = 0, longest = longest_visit(maker, person);
	struct weft_limits limits = {0};
	uint32_t constraint;

	if (row == ZONE_NONE || zone->rules.at[row].maximum == ZONE_UNSET)
		return;
	for (size_t i = 0; i < zone->assignments.n; i++)
		if (zone->assignments.at[i].person == person &&
		    maker->in_schools[zone->assignments.at[i].school]) {
			int32_t n = most_blocks(maker, zone->assignments.at[i].school);

			most = n > most ? n : most;
		}
	if (longest == 0 || (most > 0 && most <= zone->rules.at[row].maximum))
		return;
	limits.maximum = zone->rules.at[row].maximum * longest / zone->info.at[0].tick_minutes;
	constraint = specials_constraint(maker, WEFT_LIMIT_BUSY_TIMES, &rule, &limits);
	weft_builder_apply_to_resource(maker->builder, constraint, maker->resource_of[person]);
	for (int32_t d = 0; d < maker->specials->n_days; d++)
		weft_builder_name_time_group(maker->builder, constraint, maker->day_group[d]);
}

/* The pause around midday of a day: from the last end of a block before it to the first
 * start after it, over the person's schools. False: no school of theirs has blocks. */
static bool midday_pause(const struct specials_maker *maker, uint32_t person, int32_t day,
			 int32_t *ret_from, int32_t *ret_to)
{
	const struct zone *zone = maker->zone;
	bool found = false;

	*ret_from = 0;
	*ret_to = INT32_MAX;
	for (size_t i = 0; i < zone->assignments.n; i++) {
		uint32_t school = zone->assignments.at[i].school, shape;

		if (zone->assignments.at[i].person != person || !maker->in_schools[school])
			continue;
		shape = zone_rotation_shape(zone, school, maker->specials->rotation, day);
		for (uint32_t b = 0; b < zone->blocks.n; b++) {
			int32_t start, end;

			if (!zone_block_time(zone, shape, b, &start, &end))
				continue;
			found = true;
			if (zone_half_of(&zone->shapes.at[shape], start) == ZONE_AM)
				*ret_from = end > *ret_from ? end : *ret_from;
			else
				*ret_to = start < *ret_to ? start : *ret_to;
		}
	}
	return found;
}

static size_t count_schools(const struct specials_maker *maker, uint32_t person)
{
	const struct zone *zone = maker->zone;
	uint32_t first = ZONE_NONE;
	size_t n = 0;

	for (size_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *a = &zone->assignments.at[i];

		if (a->person != person || !maker->in_schools[a->school] || a->school == first)
			continue;
		first = first == ZONE_NONE ? a->school : first;
		n++;
	}
	return n;
}

/* Itinerants change schools only in the pause at midday, and need so many minutes of it. */
static void one_school(struct specials_maker *maker, uint32_t person)
{
	const struct zone *zone = maker->zone;
	uint32_t half = specials_must(zone, ZONE_ONE_SCHOOL_PER_HALF, ZONE_NONE, person);
	uint32_t travel = specials_must(zone, ZONE_TRAVEL_AT_MIDDAY, ZONE_NONE, person);
	uint32_t row = half != ZONE_NONE ? half : travel;
	struct week_rule rule = person_rule(WEEK_RULE_ONE_SCHOOL, person, row);
	int32_t tick = zone->info.at[0].tick_minutes;
	struct weft_limits limits = {.length = 1};
	uint32_t constraint;

	if (row == ZONE_NONE || count_schools(maker, person) < 2)
		return;
	if (travel != ZONE_NONE && zone->rules.at[travel].minutes != ZONE_UNSET)
		limits.length = (zone->rules.at[travel].minutes + tick - 1) / tick;
	rule.price = price_of(zone, row);
	constraint = specials_constraint(maker, WEFT_TRAVEL, &rule, &limits);
	weft_builder_apply_to_resource(maker->builder, constraint, maker->resource_of[person]);
	for (int32_t d = 1; d <= maker->specials->n_days; d++) {
		int32_t from, to;

		if (!midday_pause(maker, person, d, &from, &to))
			continue;
		for (int32_t minute = from; minute + tick <= to && to != INT32_MAX;
		     minute += tick) {
			uint32_t time = specials_time(maker->specials, d, minute);

			if (time != WEFT_NONE)
				weft_builder_name_time(maker->builder, constraint, time);
		}
	}
}

/* Whether a row of availability.csv speaks of a minute of a day. */
static bool speaks_of(const struct specials_maker *maker, const struct zone_availability *row,
		      uint32_t school, int32_t day, int32_t minute)
{
	const struct zone *zone = maker->zone;
	const struct zone_shape *shape =
		&zone->shapes.at[zone_rotation_shape(zone, school, maker->specials->rotation, day)];
	bool on_day = row->cycle_days.n == 0;

	for (size_t i = 0; i < row->cycle_days.n; i++)
		on_day = on_day || row->cycle_days.at[i] == day;
	return on_day && zone_set_applies(row->weekdays, (day - 1) % 5) &&
	       zone_set_applies(row->halves, (int)zone_half_of(shape, minute)) &&
	       (row->start == ZONE_UNSET || minute >= row->start) &&
	       (row->end == ZONE_UNSET || minute < row->end);
}

/* Rows for one school of a person with several cannot be said here: which school a visit
 * is in is the visit's, not the time's. They are read as if for all. */
static bool may_work(const struct specials_maker *maker, uint32_t person, uint32_t school,
		     int32_t day, int32_t minute)
{
	const struct zone *zone = maker->zone;
	bool has_only = false, only = false;

	for (size_t i = 0; i < zone->availability.n; i++) {
		const struct zone_availability *row = &zone->availability.at[i];
		bool speaks;

		if (row->person != person)
			continue;
		speaks = speaks_of(maker, row, school, day, minute);
		if (row->kind == ZONE_NOT && speaks)
			return false;
		has_only = has_only || row->kind == ZONE_ONLY;
		only = only || (row->kind == ZONE_ONLY && speaks);
	}
	return !has_only || only;
}

static uint32_t a_school_of(const struct specials_maker *maker, uint32_t person)
{
	for (size_t i = 0; i < maker->zone->assignments.n; i++)
		if (maker->zone->assignments.at[i].person == person &&
		    maker->in_schools[maker->zone->assignments.at[i].school])
			return maker->zone->assignments.at[i].school;
	return ZONE_NONE;
}

static void available(struct specials_maker *maker, uint32_t person)
{
	struct week_rule rule = person_rule(WEEK_RULE_AVAILABLE, person, ZONE_NONE);
	uint32_t constraint = WEFT_NONE, school = a_school_of(maker, person);

	for (int32_t d = 1; d <= maker->specials->n_days; d++)
		for (int32_t k = 0; k < maker->specials->ticks; k++) {
			uint32_t time = (uint32_t)((d - 1) * maker->specials->ticks + k);

			if (may_work(maker, person, school, d,
				     specials_minute(maker->specials, time)))
				continue;
			if (constraint == WEFT_NONE) {
				constraint = specials_constraint(
					maker, WEFT_AVOID_UNAVAILABLE_TIMES, &rule, NULL);
				weft_builder_apply_to_resource(maker->builder, constraint,
							       maker->resource_of[person]);
			}
			weft_builder_name_time(maker->builder, constraint, time);
		}
}

/* How many classes the rooms of a subject in a school take at once; 0: no such room. */
static int32_t places(const struct zone *zone, uint32_t subject, uint32_t school)
{
	int32_t kind = zone->subjects.at[subject].room_kind, n = 0;

	for (size_t i = 0; kind != ZONE_UNSET && i < zone->rooms.n; i++)
		if (zone->rooms.at[i].school == school && (int32_t)zone->rooms.at[i].kind == kind)
			n += zone->rooms.at[i].classes;
	return n;
}

static void rooms(struct specials_maker *maker, uint32_t subject, uint32_t school)
{
	const struct zone *zone = maker->zone;
	uint32_t row = specials_must(zone, ZONE_PLACE_CAPACITY, school, ZONE_NONE);
	struct week_rule rule = {WEEK_RULE_ROOM, school,    ZONE_NONE, subject,
				 ZONE_NONE,      ZONE_NONE, row,       price_of(zone, row), 0};
	struct weft_limits limits = {.maximum = places(zone, subject, school)};
	uint32_t constraint = WEFT_NONE;

	if (row == ZONE_NONE || limits.maximum == 0)
		return;
	for (uint32_t e = 0; e < maker->events.n; e++) {
		const struct specials_event *event = &maker->events.at[e];

		if (zone->visits.at[event->row].subject != subject ||
		    maker->groups.at[event->group].school != school)
			continue;
		if (constraint == WEFT_NONE)
			constraint = specials_constraint(maker, WEFT_CAPACITY, &rule, &limits);
		weft_builder_apply_to_event(maker->builder, constraint, e);
	}
}

void specials_make_people(struct specials_maker *maker)
{
	const struct zone *zone = maker->zone;

	for (uint32_t person = 0; person < zone->people.n; person++) {
		if (maker->resource_of[person] == WEFT_NONE)
			continue;
		one_class(maker, person);
		visits_per_week(maker, person);
		visits_per_day(maker, person);
		one_school(maker, person);
		available(maker, person);
	}
	for (uint32_t subject = 0; subject < zone->subjects.n; subject++)
		for (uint32_t school = 0; school < zone->schools.n; school++)
			if (zone->subjects.at[subject].kind == ZONE_SPECIAL &&
			    maker->in_schools[school])
				rooms(maker, subject, school);
}
