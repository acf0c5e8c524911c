/* The events of a day's instance and the ways to constrain them. */
#include "parts/week/day_internal.h"

#include <string.h>

int32_t day_ticks(const struct day_maker *maker, int32_t minutes)
{
	return (minutes + maker->tick - 1) / maker->tick;
}

bool day_wants(const struct day_maker *maker, enum zone_strength strength)
{
	return strength == ZONE_MUST || !maker->musts_only;
}

bool day_has_grade(struct zone_list list, const struct day_unit *unit)
{
	if (list.n == 0)
		return true;
	for (size_t g = 0; g < unit->grades.n; g++)
		if (zone_applies(list, unit->grades.at[g]))
			return true;
	return false;
}

bool day_rule_applies(const struct day *day, const struct zone_rule *rule)
{
	return zone_applies(rule->schools, day->school) && zone_applies(rule->shapes, day->shape);
}

int64_t day_tag(struct day_maker *maker, const struct day_rule *rule)
{
	struct day *day = maker->day;

	for (size_t i = 0; i < day->rules.n; i++) {
		const struct day_rule *other = &day->rules.at[i];

		if (other->kind == rule->kind && other->row == rule->row &&
		    other->unit == rule->unit && other->other == rule->other)
			return maker->first_tag + (int64_t)i + 1;
	}
	*vec_push(day->arena, &day->rules) = *rule;
	return maker->first_tag + (int64_t)day->rules.n;
}

uint32_t day_time(const struct day_maker *maker, int32_t tick)
{
	return (uint32_t)(maker->first_tick + tick);
}

struct str day_id(const struct day_maker *maker, struct str id)
{
	return maker->number == 0
		       ? id
		       : arena_printf(maker->day->arena, "%zu/%.*s", maker->number, STR_ARG(id));
}

/* What it costs to give a rule up, for ranking remedies: fixed times are the cheapest. */
static int64_t price_of(const struct day_rule *rule)
{
	switch (rule->kind) {
	case DAY_RULE_STRUCTURE:
		return WEFT_NO_PRICE;
	case DAY_RULE_LOCK:
		return 1;
	case DAY_RULE_START:
		return 10;
	case DAY_RULE_WAVE:
	case DAY_RULE_LUNCH_WINDOW:
	case DAY_RULE_TOGETHER:
		return 20;
	case DAY_RULE_STAGGERED:
	case DAY_RULE_TRANSITION:
	case DAY_RULE_SAME_TIME:
	case DAY_RULE_RECESS:
		return 5;
	case DAY_RULE_SPECIALS:
		return 60;
	case DAY_RULE_SERVICE:
	case DAY_RULE_NO_PULL_OUT:
		return 40;
	case DAY_RULE_PLACE:
	case DAY_RULE_NEED:
	case DAY_RULE_STAFF_LUNCH:
		return 100;
	}
	return WEFT_NO_PRICE;
}

uint32_t day_constraint(struct day_maker *maker, enum weft_kind kind, const struct day_rule *rule,
			const struct weft_limits *limits)
{
	static const struct weft_limits none = {0};
	struct weft_rule constraint = {
		.kind = kind,
		.required = true,
		.weight = 1,
		.cost_function = WEFT_LINEAR,
		.limits = limits != NULL ? *limits : none,
		.role = kind == WEFT_ASSIGN_RESOURCE || kind == WEFT_PREFER_RESOURCES ? STR("P")
										      : STR(""),
		.price = price_of(rule),
	};

	constraint.tag = day_tag(maker, rule);
	return weft_builder_add_constraint(maker->builder, &constraint);
}

static const struct day_rule structure = {.kind = DAY_RULE_STRUCTURE};

/* A fact of the instance, which no conflict names: it has neither tag nor price. */
static void stay_in_day(struct day_maker *maker, uint32_t event, int32_t ticks)
{
	const struct weft_rule fact = {.kind = WEFT_PREFER_TIMES,
				       .required = true,
				       .weight = 1,
				       .cost_function = WEFT_LINEAR,
				       .price = WEFT_NO_PRICE};
	uint32_t constraint = weft_builder_add_constraint(maker->builder, &fact);

	for (int32_t t = 0; t + ticks <= maker->ticks; t++)
		weft_builder_name_time(maker->builder, constraint, day_time(maker, t));
	weft_builder_apply_to_event(maker->builder, constraint, event);
}

uint32_t day_add_item(struct day_maker *maker, const struct day_item *item)
{
	struct day *day = maker->day;
	int32_t ticks = day_ticks(maker, item->minutes);
	struct weft_limits whole = {1, 1, ticks, ticks, 0, 0, false, false};
	struct str id = arena_printf(day->arena, "item %zu", day->items.n);
	uint32_t event = weft_builder_add_event(maker->builder, id, id, ticks);

	*vec_push(day->arena, &day->items) = *item;
	day->items.at[event].start = ZONE_UNSET;
	weft_builder_apply_to_event(maker->builder,
				    day_constraint(maker, WEFT_SPLIT_EVENTS, &structure, &whole),
				    event);
	if (maker->is_joint)
		stay_in_day(maker, event, ticks);
	if (item->unit != ZONE_NONE && item->kind != DAY_SERVICE) {
		struct weft_need need = {.type = WEFT_NONE,
					 .resource = maker->unit_resource[item->unit]};

		(void)weft_builder_add_need(maker->builder, event, &need);
	}
	return event;
}

void day_window(struct day_maker *maker, const struct day_rule *rule, uint32_t item,
		int32_t earliest, int32_t latest)
{
	uint32_t constraint = day_constraint(maker, WEFT_PREFER_TIMES, rule, NULL);
	int32_t ticks = day_ticks(maker, maker->day->items.at[item].minutes);

	for (int32_t t = 0; t + ticks <= maker->ticks; t++) {
		int32_t start = maker->first_minute + t * maker->tick;

		if (start >= earliest && start + ticks * maker->tick <= latest)
			weft_builder_name_time(maker->builder, constraint, day_time(maker, t));
	}
	weft_builder_apply_to_event(maker->builder, constraint, item);
}

void day_apart(struct day_maker *maker, const struct day_rule *rule, uint32_t a, uint32_t b,
	       int32_t gap_minutes)
{
	struct weft_limits gap = {.length = day_ticks(maker, gap_minutes)};
	struct str id = arena_printf(maker->day->arena, "pair %u", maker->n_pairs++);
	uint32_t pair = weft_builder_add_resource(maker->builder, id, id, maker->pair_type);
	struct weft_need need = {.type = WEFT_NONE, .resource = pair};

	(void)weft_builder_add_need(maker->builder, a, &need);
	(void)weft_builder_add_need(maker->builder, b, &need);
	weft_builder_apply_to_resource(
		maker->builder,
		day_constraint(maker, gap_minutes > 0 ? WEFT_MINIMUM_GAP : WEFT_AVOID_CLASHES, rule,
			       gap_minutes > 0 ? &gap : NULL),
		pair);
}

/* ---- Specials and needs ---- */

static void make_specials(struct day_maker *maker)
{
	struct day *day = maker->day;

	for (uint32_t u = 0; u < day->units.n; u++)
		for (size_t i = 0; i < day->units.at[u].specials.n; i++) {
			struct day_span span = day->units.at[u].specials.at[i];
			struct day_rule rule = {.kind = DAY_RULE_SPECIALS,
						.strength = ZONE_MUST,
						.row = (uint32_t)i,
						.unit = u};
			struct day_item item = {.kind = DAY_SPECIAL,
						.unit = u,
						.row = ZONE_NONE,
						.person = ZONE_NONE,
						.inside = ZONE_NONE,
						.number = (int32_t)i,
						.minutes = span.end - span.start};
			uint32_t at = day_add_item(maker, &item);

			weft_builder_apply_to_event(
				maker->builder,
				day_constraint(maker, WEFT_ASSIGN_TIME, &rule, NULL), at);
			day_window(maker, &rule, at, span.start, span.end);
		}
}

static int32_t count_bits(uint32_t set)
{
	int32_t n = 0;

	for (; set != 0; set &= set - 1)
		n++;
	return n;
}

/* The first n weekdays of a set, beginning at a place that differs from unit to unit. */
static uint32_t pick_weekdays(uint32_t set, int32_t n, uint32_t from)
{
	int32_t n_days = count_bits(set), taken = 0;
	uint32_t picked = 0;

	for (int32_t i = 0; i < n_days && taken < n; i++) {
		int32_t want = (int32_t)((from + (uint32_t)i) % (uint32_t)n_days), at = 0;

		for (int d = 1; d <= 7; d++)
			if ((set >> d & 1) != 0 && at++ == want)
				picked |= 1U << d;
		taken++;
	}
	return picked;
}

/* How many blocks, of how many minutes, on this day; some needs are not daily. */
struct blocks {
	int32_t n, minutes;
	uint32_t weekdays;
};

static struct blocks find_blocks(const struct day *day, const struct zone_need *need, uint32_t unit)
{
	int32_t longest = need->longest == ZONE_UNSET ? need->minutes : need->longest;
	int32_t n = (need->minutes + longest - 1) / longest, n_days = count_bits(day->weekdays);
	struct blocks blocks = {n, (need->minutes + n - 1) / (n > 0 ? n : 1), 0};

	if (need->shortest != ZONE_UNSET && blocks.minutes < need->shortest)
		blocks.minutes = need->shortest;
	if (need->per == ZONE_PER_DAY)
		return blocks;
	if (need->per == ZONE_PER_TWO_WEEKS || need->per == ZONE_PER_CYCLE)
		n = (n + 1) / 2;
	if (need->per == ZONE_PER_MONTH)
		n = (n + 3) / 4;
	if (n_days == 0) {
		blocks.n = 0;
		return blocks;
	}
	blocks.n = (n + n_days - 1) / n_days;
	if (n < n_days)
		blocks.weekdays = pick_weekdays(day->weekdays, n, unit);
	return blocks;
}

static void make_need(struct day_maker *maker, uint32_t row, uint32_t unit)
{
	const struct zone_need *need = &maker->day->zone->needs.at[row];
	struct blocks blocks = find_blocks(maker->day, need, unit);
	struct day_rule rule = {.kind = DAY_RULE_NEED,
				.strength = need->strength,
				.row = row,
				.unit = unit,
				.rank = week_rank(maker->day->zone, ZONE_NONE, row)};
	struct day_rule start = rule;

	start.kind = DAY_RULE_START;
	if (blocks.n == 1)
		blocks.minutes = day_locked_minutes(maker->day, unit, need->subject,
						    blocks.minutes);
	for (int32_t i = 0; i < blocks.n; i++) {
		struct day_item item = {.kind = DAY_NEED,
					.unit = unit,
					.row = row,
					.person = ZONE_NONE,
					.inside = ZONE_NONE,
					.number = i,
					.minutes = blocks.minutes,
					.weekdays = blocks.weekdays};
		uint32_t at = day_add_item(maker, &item);

		weft_builder_apply_to_event(
			maker->builder, day_constraint(maker, WEFT_ASSIGN_TIME, &rule, NULL), at);
		if (i > 0) {
			struct weft_event_pair pair = {at - 1, at, 0, WEFT_UNLIMITED};

			weft_builder_apply_to_pair(
				maker->builder,
				day_constraint(maker, WEFT_ORDER_EVENTS, &structure, NULL), &pair);
		}
		if (need->start != ZONE_UNSET && i == 0)
			day_window(maker, &start, at, need->start, need->start + blocks.minutes);
		else if (need->earliest != ZONE_UNSET || need->latest != ZONE_UNSET)
			day_window(maker, &start, at,
				   need->earliest == ZONE_UNSET ? 0 : need->earliest,
				   need->latest == ZONE_UNSET ? INT32_MAX : need->latest);
	}
}

/* A need applies to a class of several grades by its youngest grade that has one of the
 * subject. */
static bool applies(const struct day *day, const struct zone_need *need,
		    const struct day_unit *unit)
{
	if (!zone_applies(need->schools, day->school) || !zone_applies(need->shapes, day->shape))
		return false;
	for (size_t g = 0; g < unit->grades.n; g++) {
		if (zone_applies(need->grades, unit->grades.at[g]))
			return true;
		for (size_t i = 0; i < day->zone->needs.n; i++) {
			const struct zone_need *other = &day->zone->needs.at[i];

			if (other->subject == need->subject &&
			    zone_applies(other->schools, day->school) &&
			    zone_applies(other->shapes, day->shape) &&
			    zone_applies(other->grades, unit->grades.at[g]))
				return false;
		}
	}
	return false;
}

void day_make_needs(struct day_maker *maker)
{
	struct day *day = maker->day;

	make_specials(maker);
	for (uint32_t u = 0; u < day->units.n; u++)
		for (uint32_t n = 0; n < day->zone->needs.n; n++) {
			const struct zone_need *need = &day->zone->needs.at[n];

			if (need->minutes > 0 && day_wants(maker, need->strength) &&
			    applies(day, need, &day->units.at[u]))
				make_need(maker, n, u);
		}
}
