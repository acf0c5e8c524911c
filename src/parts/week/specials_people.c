/* The specialists' side: one class at a time, how many visits, where and when. */
#include "parts/week/specials_internal.h"

struct week_rule specials_person_rule(enum week_rule_kind kind, uint32_t person, uint32_t rule)
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

int64_t specials_price(const struct zone *zone, uint32_t rule)
{
	return rule == ZONE_NONE || zone->rules.at[rule].price_cents == 0
		       ? WEFT_NO_PRICE
		       : zone->rules.at[rule].price_cents;
}

static void one_class(struct specials_maker *maker, uint32_t person)
{
	struct week_rule rule = specials_person_rule(WEEK_RULE_ONE_CLASS, person, ZONE_NONE);

	weft_builder_apply_to_resource(maker->builder,
				       specials_constraint(maker, WEFT_AVOID_CLASHES, &rule, NULL),
				       maker->resource_of[person]);
}

/* The tightest must rule of a kind that has a maximum, for a person; or ZONE_NONE. */
static uint32_t tightest(const struct zone *zone, enum zone_rule_kind kind, uint32_t person)
{
	uint32_t best = ZONE_NONE;

	for (uint32_t i = 0; i < zone->rules.n; i++) {
		const struct zone_rule *rule = &zone->rules.at[i];

		if (rule->kind == kind && rule->strength == ZONE_MUST &&
		    rule->maximum != ZONE_UNSET && specials_is_for(zone, rule, person) &&
		    (best == ZONE_NONE || rule->maximum < zone->rules.at[best].maximum))
			best = i;
	}
	return best;
}

/* Whether a rule asks for nothing that another does not ask for. */
static bool is_looser(const struct zone_rule *rule, const struct zone_rule *other)
{
	int32_t minutes = rule->minutes == ZONE_UNSET ? 0 : rule->minutes;
	int32_t others = other->minutes == ZONE_UNSET ? 0 : other->minutes;

	return rule->maximum >= other->maximum && minutes <= others;
}

/* The rules of a kind that limit a person: the tightest must, and what else asks for more. */
static void limit(struct specials_maker *maker, enum zone_rule_kind kind, uint32_t person,
		  void (*make)(struct specials_maker *maker, uint32_t person, uint32_t row))
{
	const struct zone *zone = maker->zone;
	uint32_t must = tightest(zone, kind, person);

	if (must != ZONE_NONE)
		make(maker, person, must);
	for (uint32_t r = 0; r < zone->rules.n; r++) {
		const struct zone_rule *rule = &zone->rules.at[r];

		if (rule->kind == kind && rule->strength != ZONE_MUST &&
		    specials_asks(maker, rule) && rule->maximum != ZONE_UNSET &&
		    specials_is_for(zone, rule, person) &&
		    (must == ZONE_NONE || !is_looser(rule, &zone->rules.at[must])))
			make(maker, person, r);
	}
}

/* Most visits a week, on average over the rotation: each visit is one unit of work. */
static void visits_per_week(struct specials_maker *maker, uint32_t person, uint32_t row)
{
	struct week_rule rule = specials_person_rule(WEEK_RULE_VISITS_PER_WEEK, person, row);
	struct weft_limits limits = {0};

	rule.price = specials_price(maker->zone, row);
	limits.maximum = maker->zone->rules.at[row].maximum * maker->specials->n_days / 5;
	weft_builder_apply_to_resource(
		maker->builder, specials_constraint(maker, WEFT_LIMIT_WORKLOAD, &rule, &limits),
		maker->resource_of[person]);
}

static uint32_t a_school_of(const struct specials_maker *maker, uint32_t person)
{
	for (size_t i = 0; i < maker->zone->assignments.n; i++)
		if (maker->zone->assignments.at[i].person == person &&
		    maker->in_schools[maker->zone->assignments.at[i].school])
			return maker->zone->assignments.at[i].school;
	return ZONE_NONE;
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

/* Do all schools of a person that are planned have blocks, and the same bells? Then a visit
 * begins when a block does. */
static bool has_one_set_of_blocks(const struct specials_maker *maker, uint32_t person)
{
	const struct zone *zone = maker->zone;
	uint32_t first = ZONE_NONE;

	for (size_t i = 0; i < zone->assignments.n; i++) {
		uint32_t school = zone->assignments.at[i].school;

		if (zone->assignments.at[i].person != person || !maker->in_schools[school])
			continue;
		first = first == ZONE_NONE ? school : first;
		for (int32_t d = 1; d <= maker->specials->n_days; d++) {
			uint32_t rotation = maker->specials->rotation;
			uint32_t shape = zone_rotation_shape(zone, school, rotation, d);
			int32_t start, end;
			bool has_blocks = false;

			for (uint32_t b = 0; b < zone->blocks.n; b++)
				has_blocks = has_blocks ||
					     zone_block_time(zone, shape, b, &start, &end);
			if (!has_blocks || shape != zone_rotation_shape(zone, first, rotation, d))
				return false;
		}
	}
	return first != ZONE_NONE;
}

/* The first tick of each block of a day: busy then is one visit more. */
static void name_starts(struct specials_maker *maker, uint32_t constraint, uint32_t school,
			int32_t day)
{
	const struct zone *zone = maker->zone;
	struct str id = arena_printf(maker->arena, "starts %u of day %d", school, day);
	uint32_t group = weft_builder_find_time_group(maker->builder, id);
	uint32_t shape = zone_rotation_shape(zone, school, maker->specials->rotation, day);

	if (group == WEFT_NONE) {
		group = weft_builder_add_time_group(maker->builder, id, id, WEFT_TIME_GROUP);
		for (uint32_t b = 0; b < zone->blocks.n; b++) {
			int32_t start, end;

			if (zone_block_time(zone, shape, b, &start, &end))
				weft_builder_put_time(maker->builder, group,
						      specials_time(maker->specials, day, start));
		}
	}
	weft_builder_name_time_group(maker->builder, constraint, group);
}

/* Most visits a day: blocks that are begun, or busy ticks of the longest visit; only asked
 * where the blocks of a day do not already say so. */
static void visits_per_day(struct specials_maker *maker, uint32_t person, uint32_t row)
{
	const struct zone *zone = maker->zone;
	uint32_t school = a_school_of(maker, person);
	struct week_rule rule = specials_person_rule(WEEK_RULE_VISITS_PER_DAY, person, row);
	int32_t most = 0, longest = longest_visit(maker, person);
	bool by_block = has_one_set_of_blocks(maker, person);
	struct weft_limits limits = {0};
	uint32_t constraint;

	if (!by_block && longest == 0)
		return;
	for (uint32_t s = 0; s < zone->schools.n; s++)
		if (maker->in_schools[s] && most_blocks(maker, s) > most)
			most = most_blocks(maker, s);
	if (by_block && most <= zone->rules.at[row].maximum)
		return;
	limits.maximum = by_block ? zone->rules.at[row].maximum
				  : zone->rules.at[row].maximum * longest /
					    zone->info.at[0].tick_minutes;
	rule.price = specials_price(zone, row);
	constraint = specials_constraint(maker, WEFT_LIMIT_BUSY_TIMES, &rule, &limits);
	weft_builder_apply_to_resource(maker->builder, constraint, maker->resource_of[person]);
	for (int32_t d = 1; d <= maker->specials->n_days; d++)
		if (by_block)
			name_starts(maker, constraint, school, d);
		else
			weft_builder_name_time_group(maker->builder, constraint,
						     maker->day_group[d - 1]);
}

/* The starts of max + 1 blocks of a day, one after another without a break from the one that begins
 * at from on: in one of them the person has no visit. */
static void name_run(struct specials_maker *maker, uint32_t constraint, uint32_t shape,
		     const struct zone_rule *rule, int32_t day, int32_t from)
{
	const struct zone *zone = maker->zone;
	int32_t at = from, n = 0, gap = rule->minutes == ZONE_UNSET ? 1 : rule->minutes;
	struct str id = arena_printf(maker->arena, "run %u %d %d", constraint, day, from);
	uint32_t group = weft_builder_add_time_group(maker->builder, id, id, WEFT_TIME_GROUP);

	while (at >= 0 && n <= rule->maximum) {
		int32_t end = -1, next = -1, start, stop;

		weft_builder_put_time(maker->builder, group,
				      specials_time(maker->specials, day, at));
		n++;
		for (uint32_t b = 0; b < zone->blocks.n; b++)
			if (zone_block_time(zone, shape, b, &start, &stop) && start == at)
				end = stop;
		for (uint32_t b = 0; b < zone->blocks.n; b++)
			if (zone_block_time(zone, shape, b, &start, &stop) && start >= end &&
			    start - end < gap && (next < 0 || start < next))
				next = start;
		at = next;
	}
	if (n > rule->maximum)
		weft_builder_name_time_group(maker->builder, constraint, group);
}

/* Most visits without a break of so many minutes, where visits fill blocks. */
static void visits_in_a_row(struct specials_maker *maker, uint32_t person, uint32_t row)
{
	const struct zone *zone = maker->zone;
	uint32_t school = a_school_of(maker, person);
	struct week_rule rule = specials_person_rule(WEEK_RULE_IN_A_ROW, person, row);
	struct weft_limits limits = {0};
	uint32_t constraint;

	if (!has_one_set_of_blocks(maker, person))
		return;
	limits.maximum = zone->rules.at[row].maximum;
	rule.price = specials_price(zone, row);
	constraint = specials_constraint(maker, WEFT_LIMIT_BUSY_TIMES, &rule, &limits);
	weft_builder_apply_to_resource(maker->builder, constraint, maker->resource_of[person]);
	for (int32_t d = 1; d <= maker->specials->n_days; d++) {
		uint32_t shape = zone_rotation_shape(zone, school, maker->specials->rotation, d);

		for (uint32_t b = 0; b < zone->blocks.n; b++) {
			int32_t start, end;

			if (zone_block_time(zone, shape, b, &start, &end))
				name_run(maker, constraint, shape, &zone->rules.at[row], d, start);
		}
	}
}

/* The pause around midday of a day: from the last end of a block before it to the first
 * start after it, over the person's schools. False: no school of theirs has blocks. */
static bool midday_pause(const struct specials *specials, uint32_t person, int32_t day,
			 int32_t *ret_from, int32_t *ret_to)
{
	const struct zone *zone = specials->zone;
	bool found = false;

	*ret_from = 0;
	*ret_to = INT32_MAX;
	for (size_t i = 0; i < zone->assignments.n; i++) {
		uint32_t school = zone->assignments.at[i].school, shape;

		if (zone->assignments.at[i].person != person ||
		    !zone_applies(specials->schools, school))
			continue;
		shape = zone_rotation_shape(zone, school, specials->rotation, day);
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

/* As long as travel.csv says, or a rule, whichever is longer. */
static int32_t way_by(const struct zone *zone, uint32_t travel, uint32_t from, uint32_t to)
{
	int32_t way = zone_travel_minutes(zone, from, to);

	if (travel != ZONE_NONE && zone->rules.at[travel].minutes != ZONE_UNSET &&
	    zone->rules.at[travel].minutes > way)
		return zone->rules.at[travel].minutes;
	return way;
}

int32_t specials_way(const struct specials *specials, uint32_t person, uint32_t from, uint32_t to)
{
	return way_by(specials->zone,
		      specials_must(specials->zone, ZONE_TRAVEL_AT_MIDDAY, ZONE_NONE, person), from,
		      to);
}

/* Floyd and Warshall: no way is longer than one by a third place. */
static void shorten(int32_t *way, size_t n)
{
	for (size_t via = 0; via < n; via++)
		for (size_t a = 0; a < n; a++)
			for (size_t b = 0; b < n; b++)
				if (way[a * n + via] + way[via * n + b] < way[a * n + b])
					way[a * n + b] = way[a * n + via] + way[via * n + b];
}

/* The shortest ways between the schools in ticks, by way of a third where that is shorter: nothing
 * is known then of who would rather go straight. Schools that are not the person's are as far away
 * as can be, so that nobody goes by way of them. */
static void name_ways(struct specials_maker *maker, uint32_t constraint, uint32_t person,
		      uint32_t travel)
{
	enum { FAR = 10000 };
	const struct zone *zone = maker->zone;
	size_t n = zone->schools.n;
	int32_t tick = zone->info.at[0].tick_minutes;
	int32_t *way = arena_array(maker->arena, int32_t, n * n);
	bool *theirs = arena_array(maker->arena, bool, n);

	for (uint32_t a = 0; a < n; a++)
		theirs[a] = specials_is_at(zone, person, (struct zone_list){&a, 1});
	for (uint32_t a = 0; a < n; a++)
		for (uint32_t b = 0; b < n; b++) {
			int32_t minutes = theirs[a] && theirs[b] ? way_by(zone, travel, a, b)
								 : FAR * tick;

			way[a * n + b] = minutes <= 0 ? 1 : (minutes + tick - 1) / tick;
		}
	shorten(way, n);
	for (size_t a = 0; a < n; a++)
		for (size_t b = a + 1; b < n; b++)
			if (maker->site_of[a] != WEFT_NONE && maker->site_of[b] != WEFT_NONE)
				weft_builder_name_distance(maker->builder, constraint,
							   maker->site_of[a], maker->site_of[b],
							   way[a * n + b]);
}

/* Itinerants change schools only in the pause at midday, and need so many minutes of it: by a row
 * of rules.csv (ZONE_NONE: travel.csv alone), with the minutes of another. */
static void one_school(struct specials_maker *maker, uint32_t person, uint32_t row, uint32_t travel)
{
	struct week_rule rule = specials_person_rule(WEEK_RULE_ONE_SCHOOL, person, row);
	int32_t tick = maker->zone->info.at[0].tick_minutes;
	struct weft_limits limits = {.length = 1};
	uint32_t constraint;

	rule.price = specials_price(maker->zone, row);
	constraint = specials_constraint(maker, WEFT_TRAVEL, &rule, &limits);
	weft_builder_apply_to_resource(maker->builder, constraint, maker->resource_of[person]);
	name_ways(maker, constraint, person, travel);
	for (int32_t d = 1; row != ZONE_NONE && d <= maker->specials->n_days; d++) {
		int32_t from, to;

		if (!midday_pause(maker->specials, person, d, &from, &to))
			continue;
		for (int32_t minute = from; minute + tick <= to && to != INT32_MAX;
		     minute += tick) {
			uint32_t time = specials_time(maker->specials, d, minute);

			if (time != WEFT_NONE)
				weft_builder_name_time(maker->builder, constraint, time);
		}
	}
}

/* The ways of a person: by the musts, and by what else asks for more than they do. */
static void ways(struct specials_maker *maker, uint32_t person)
{
	const struct zone *zone = maker->zone;
	uint32_t half = specials_must(zone, ZONE_ONE_SCHOOL_PER_HALF, ZONE_NONE, person);
	uint32_t travel = specials_must(zone, ZONE_TRAVEL_AT_MIDDAY, ZONE_NONE, person);
	uint32_t must = half != ZONE_NONE ? half : travel;
	int32_t least = travel == ZONE_NONE || zone->rules.at[travel].minutes == ZONE_UNSET
				? 0
				: zone->rules.at[travel].minutes;

	if (count_schools(maker, person) < 2)
		return;
	if (must != ZONE_NONE || zone->travel.n > 0)
		one_school(maker, person, must, travel);
	for (uint32_t r = 0; r < zone->rules.n; r++) {
		const struct zone_rule *rule = &zone->rules.at[r];
		bool is_way = rule->kind == ZONE_TRAVEL_AT_MIDDAY;

		if ((is_way || rule->kind == ZONE_ONE_SCHOOL_PER_HALF) &&
		    rule->strength != ZONE_MUST && specials_asks(maker, rule) &&
		    specials_is_for(zone, rule, person) &&
		    (must == ZONE_NONE || (is_way && rule->minutes > least)))
			one_school(maker, person, r, is_way ? r : travel);
	}
}

/* Whether the pause at midday is long enough for some way between two schools of a person, on some
 * day; where nothing says that they change at midday, they can. */
bool specials_can_change(const struct specials *specials, uint32_t person, int32_t *ret_pause)
{
	const struct zone *zone = specials->zone;
	int32_t shortest = INT32_MAX;

	*ret_pause = 0;
	for (uint32_t a = 0; a < zone->schools.n; a++)
		for (uint32_t b = a + 1; b < zone->schools.n; b++) {
			int32_t way;

			if (!specials_is_at(zone, person, (struct zone_list){&a, 1}) ||
			    !specials_is_at(zone, person, (struct zone_list){&b, 1}))
				continue;
			way = specials_way(specials, person, a, b);
			shortest = way < shortest ? way : shortest;
		}
	for (int32_t d = 1; d <= specials->n_days; d++) {
		int32_t from, to;

		if (!midday_pause(specials, person, d, &from, &to) || to == INT32_MAX)
			return true;
		*ret_pause = to - from > *ret_pause ? to - from : *ret_pause;
	}
	return shortest <= *ret_pause;
}

int32_t specials_places(const struct zone *zone, uint32_t subject, uint32_t school)
{
	int32_t kind = zone->subjects.at[subject].room_kind, n = 0;
	bool has_rooms = false;

	for (size_t i = 0; i < zone->rooms.n; i++) {
		has_rooms = has_rooms || zone->rooms.at[i].school == school;
		if (zone->rooms.at[i].school == school && (int32_t)zone->rooms.at[i].kind == kind)
			n += zone->rooms.at[i].classes;
	}
	return kind == ZONE_UNSET || kind == ZONE_CLASSROOM || !has_rooms ? -1 : n;
}

int32_t specials_places_by(const struct zone *zone, uint32_t rule, uint32_t subject,
			   uint32_t school)
{
	const struct zone_rule *row = &zone->rules.at[rule];
	int32_t kind = zone->subjects.at[subject].room_kind, n = 0;
	bool has_rooms = row->rooms.n == 0;

	if (specials_places(zone, subject, school) < 0)
		return -1;
	for (uint32_t i = 0; i < zone->rooms.n; i++) {
		const struct zone_room *room = &zone->rooms.at[i];

		if (room->school != school || (int32_t)room->kind != kind ||
		    !zone_applies(row->rooms, i))
			continue;
		has_rooms = true;
		n += row->maximum != ZONE_UNSET ? row->maximum : room->classes;
	}
	return has_rooms ? n : -1;
}

/* Specials that are taught in one kind of room share the rooms of that kind. */
static void rooms(struct specials_maker *maker, uint32_t row, uint32_t subject, uint32_t school)
{
	const struct zone *zone = maker->zone;
	struct week_rule rule = {WEEK_RULE_ROOM,
				 school,
				 ZONE_NONE,
				 subject,
				 ZONE_NONE,
				 ZONE_NONE,
				 row,
				 specials_price(zone, row),
				 0};
	struct weft_limits limits = {.maximum = specials_places_by(zone, row, subject, school)};
	uint32_t constraint = WEFT_NONE;

	for (uint32_t s = 0; s < subject; s++)
		if (zone->subjects.at[s].kind == ZONE_SPECIAL &&
		    zone->subjects.at[s].room_kind == zone->subjects.at[subject].room_kind)
			return;
	if (limits.maximum < 0)
		return;
	for (uint32_t e = 0; e < maker->events.n; e++) {
		const struct specials_event *event = &maker->events.at[e];

		if (zone->subjects.at[zone->visits.at[event->row].subject].room_kind !=
			    zone->subjects.at[subject].room_kind ||
		    maker->groups.at[event->group].school != school)
			continue;
		if (constraint == WEFT_NONE)
			constraint = specials_constraint(maker, WEFT_CAPACITY, &rule, &limits);
		weft_builder_apply_to_event(maker->builder, constraint, e);
	}
}

static void make_rooms(struct specials_maker *maker, uint32_t row)
{
	const struct zone *zone = maker->zone;

	for (uint32_t subject = 0; subject < zone->subjects.n; subject++)
		for (uint32_t school = 0; school < zone->schools.n; school++)
			if (zone->subjects.at[subject].kind == ZONE_SPECIAL &&
			    maker->in_schools[school] &&
			    zone_applies(zone->rules.at[row].schools, school))
				rooms(maker, row, subject, school);
}

void specials_make_people(struct specials_maker *maker)
{
	const struct zone *zone = maker->zone;

	for (uint32_t person = 0; person < zone->people.n; person++) {
		if (maker->resource_of[person] == WEFT_NONE)
			continue;
		one_class(maker, person);
		limit(maker, ZONE_VISITS_PER_WEEK, person, visits_per_week);
		limit(maker, ZONE_VISITS_PER_DAY, person, visits_per_day);
		limit(maker, ZONE_VISITS_IN_A_ROW, person, visits_in_a_row);
		ways(maker, person);
		specials_make_available(maker, person);
		specials_make_breaks(maker, person);
	}
	for (uint32_t r = 0; r < zone->rules.n; r++)
		if (zone->rules.at[r].kind == ZONE_PLACE_CAPACITY &&
		    specials_asks(maker, &zone->rules.at[r]))
			make_rooms(maker, r);
}
