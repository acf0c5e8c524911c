/* Breaks of specialists between the visits of a day (rule specialist_break).
 *
 * Where visits fill blocks, the bells themselves mostly leave the break: that is looked at first,
 * with every set of blocks that a day could have, so that the instance need not ask what always
 * holds. */
#include "parts/week/specials_internal.h"

/* Blocks of a day at the schools of a person, as spans of minutes. */
struct spans {
	struct specials_span at[16];
	size_t n;
	bool all; /* every visit is in one of them, and fills it */
};

static bool has_span(const struct spans *spans, int32_t start, int32_t end)
{
	for (size_t i = 0; i < spans->n; i++)
		if (spans->at[i].start == start && spans->at[i].end == end)
			return true;
	return false;
}

static void add_spans(const struct specials_maker *maker, uint32_t shape, struct spans *spans)
{
	const struct zone *zone = maker->zone;
	bool has_blocks = false;

	for (uint32_t b = 0; b < zone->blocks.n; b++) {
		int32_t start, end;

		if (!zone_block_time(zone, shape, b, &start, &end))
			continue;
		has_blocks = true;
		if (has_span(spans, start, end))
			continue;
		if (spans->n == sizeof spans->at / sizeof *spans->at) {
			spans->all = false;
			return;
		}
		spans->at[spans->n++] = (struct specials_span){start, end};
	}
	spans->all = spans->all && has_blocks;
}

/* Whether some visit of a person has minutes of its own, or is longer than a block. */
static bool has_odd_visits(const struct specials_maker *maker, uint32_t person)
{
	for (uint32_t e = 0; e < maker->events.n; e++) {
		uint32_t row = maker->events.at[e].row;
		const struct zone_visit *visit = &maker->zone->visits.at[row];
		struct zone_list teachers = specials_teachers(
			maker->arena, maker->zone, row,
			maker->groups.at[maker->events.at[e].group].school);

		if (teachers.n > 0 && zone_applies(teachers, person) &&
		    (visit->minutes != ZONE_UNSET || visit->pattern == ZONE_PAIR))
			return true;
	}
	return false;
}

/* The schools of a person that are planned, each once. */
static struct zone_list schools_of(const struct specials_maker *maker, uint32_t person)
{
	uint32_t *at = arena_array(maker->arena, uint32_t, maker->zone->schools.n);
	size_t n = 0;

	for (uint32_t s = 0; s < maker->zone->schools.n; s++)
		if (maker->in_schools[s] &&
		    specials_is_at(maker->zone, person, (struct zone_list){&s, 1}))
			at[n++] = s;
	return (struct zone_list){at, n};
}

static uint32_t shape_of(const struct specials_maker *maker, uint32_t school, int32_t day)
{
	return zone_rotation_shape(maker->zone, school, maker->specials->rotation, day);
}

static struct spans spans_of(const struct specials_maker *maker, struct zone_list schools,
			     int32_t day)
{
	struct spans spans = {.all = true};

	for (size_t i = 0; i < schools.n; i++)
		add_spans(maker, shape_of(maker, schools.at[i], day), &spans);
	return spans;
}

/* Breaks of so many minutes between those of a set of spans; -1: two of them are at once, or all in
 * one half of the day. */
static int32_t count_breaks(const struct spans *spans, uint32_t set, const struct zone_shape *shape,
			    int32_t minutes)
{
	bool halves[2] = {false, false};
	int32_t n = 0;

	for (size_t i = 0; i < spans->n; i++) {
		int32_t before = -1;

		if ((set >> i & 1) == 0)
			continue;
		halves[zone_half_of(shape, spans->at[i].start)] = true;
		for (size_t k = 0; k < spans->n; k++) {
			if (k == i || (set >> k & 1) == 0)
				continue;
			if (spans->at[k].start < spans->at[i].end &&
			    spans->at[i].start < spans->at[k].end)
				return -1;
			if (spans->at[k].end <= spans->at[i].start && spans->at[k].end > before)
				before = spans->at[k].end;
		}
		n += before >= 0 && spans->at[i].start - before >= minutes;
	}
	return halves[ZONE_AM] && halves[ZONE_PM] ? n : -1;
}

static int32_t breaks_asked(const struct zone_rule *rule)
{
	return rule->minimum == ZONE_UNSET ? 1 : rule->minimum;
}

/* Does every set of blocks of the day have the breaks? */
static bool is_sure(const struct specials_maker *maker, const struct zone_rule *rule,
		    struct zone_list schools, int32_t day)
{
	const struct zone_shape *shape = &maker->zone->shapes
						  .at[shape_of(maker, schools.at[0], day)];
	struct spans spans = spans_of(maker, schools, day);

	for (uint32_t set = 0; spans.all && set < 1U << spans.n; set++) {
		int32_t n = count_breaks(&spans, set, shape, rule->minutes);

		if (n >= 0 && n < breaks_asked(rule))
			return false;
	}
	return spans.all;
}

/* The times of a block, which a visit fills though it may be longer than the visit on other days.
 */
static void fill_block(struct specials_maker *maker, uint32_t constraint, int32_t day,
		       struct specials_span span)
{
	struct str id = arena_printf(maker->arena, "block %d %d-%d", day, span.start, span.end);
	uint32_t group = weft_builder_find_time_group(maker->builder, id);
	int32_t tick = maker->zone->info.at[0].tick_minutes;

	if (group == WEFT_NONE) {
		group = weft_builder_add_time_group(maker->builder, id, id, WEFT_TIME_GROUP);
		for (int32_t minute = span.start; minute < span.end; minute += tick) {
			uint32_t time = specials_time(maker->specials, day, minute);

			if (time != WEFT_NONE)
				weft_builder_put_time(maker->builder, group, time);
		}
	}
	weft_builder_name_time_group(maker->builder, constraint, group);
}

/* On a day the rule asks for breaks of who has visits in its afternoon and before. */
static void ask_on_day(struct specials_maker *maker, uint32_t constraint, struct zone_list schools,
		       int32_t day, bool fills)
{
	const struct specials *specials = maker->specials;
	uint32_t shape = shape_of(maker, schools.at[0], day);
	struct spans spans = spans_of(maker, schools, day);

	for (int32_t k = 0; k < specials->ticks; k++) {
		uint32_t time = (uint32_t)((day - 1) * specials->ticks + k);

		if (zone_half_of(&maker->zone->shapes.at[shape], specials_minute(specials, time)) ==
		    ZONE_PM)
			weft_builder_name_time(maker->builder, constraint, time);
	}
	for (size_t i = 0; fills && i < spans.n; i++)
		fill_block(maker, constraint, day, spans.at[i]);
}

static void ask(struct specials_maker *maker, uint32_t person, uint32_t row)
{
	const struct zone_rule *rule = &maker->zone->rules.at[row];
	struct week_rule asked = specials_person_rule(WEEK_RULE_BREAK, person, row);
	int32_t tick = maker->zone->info.at[0].tick_minutes;
	struct weft_limits limits = {.minimum = breaks_asked(rule),
				     .length = (rule->minutes + tick - 1) / tick};
	struct zone_list schools = schools_of(maker, person);
	bool fills = !has_odd_visits(maker, person);
	uint32_t constraint = WEFT_NONE;

	asked.price = specials_price(maker->zone, row);
	for (int32_t d = 1; d <= maker->specials->n_days; d++) {
		if (!zone_applies(rule->shapes, shape_of(maker, schools.at[0], d)) ||
		    (fills && is_sure(maker, rule, schools, d)))
			continue;
		if (constraint == WEFT_NONE) {
			constraint = specials_constraint(maker, WEFT_BREAKS, &asked, &limits);
			weft_builder_apply_to_resource(maker->builder, constraint,
						       maker->resource_of[person]);
		}
		ask_on_day(maker, constraint, schools, d, fills);
	}
}

void specials_make_breaks(struct specials_maker *maker, uint32_t person)
{
	const struct zone *zone = maker->zone;

	for (uint32_t r = 0; r < zone->rules.n; r++) {
		const struct zone_rule *rule = &zone->rules.at[r];

		if (rule->kind == ZONE_SPECIALIST_BREAK && rule->minutes > 0 &&
		    specials_asks(maker, rule) && specials_is_for(zone, rule, person))
			ask(maker, person, r);
	}
}
