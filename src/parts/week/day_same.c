/* The same time on all days of a shape.
 *
 * Days on which all specials lie alike are one layout. The others are laid out one after another,
 * and a block that a rule wants at one time of day has then the time that the days before gave it.
 * In an instance of all days (day_joint.c) the times are equal instead. */
#include "parts/week/day_internal.h"

static bool has_section(const struct day_unit *unit, uint32_t section)
{
	for (size_t s = 0; s < unit->sections.n; s++)
		if (unit->sections.at[s] == section)
			return true;
	return false;
}

static bool share_section(const struct day_unit *a, const struct day_unit *b)
{
	for (size_t s = 0; s < a->sections.n; s++)
		if (has_section(b, a->sections.at[s]))
			return true;
	return false;
}

/* The item is at the same time of day as those of the day before with classes of its unit. */
static void tie(struct day_maker *maker, const struct day_rule *tag, uint32_t i)
{
	const struct day *day = maker->day, *before = day - 1;
	const struct day_item *item = &day->items.at[i];

	for (uint32_t k = 0; maker->number > 0 && k < before->items.n; k++) {
		const struct day_item *other = &before->items.at[k];
		struct str id = arena_printf(day->arena, "same %u %u %u", tag->row, k, i);
		uint32_t pair;

		if (other->kind != DAY_NEED || other->row != item->row ||
		    other->number != item->number ||
		    !share_section(&before->units.at[other->unit], &day->units.at[item->unit]))
			continue;
		pair = weft_builder_add_event_group(maker->builder, id, id, false);
		weft_builder_put_event(maker->builder, pair, k);
		weft_builder_put_event(maker->builder, pair, i);
		weft_builder_apply_to_event_group(
			maker->builder, day_constraint(maker, WEFT_SAME_TIME_OF_DAY, tag, NULL),
			pair);
	}
}

void day_make_same_time(struct day_maker *maker, uint32_t row)
{
	const struct day *day = maker->day;
	const struct zone_rule *rule = &day->zone->rules.at[row];

	for (uint32_t i = 0; i < day->items.n; i++) {
		const struct day_item *item = &day->items.at[i];
		struct day_rule tag = {.kind = DAY_RULE_SAME_TIME,
				       .strength = rule->strength,
				       .row = row,
				       .unit = item->unit,
				       .other = item->row,
				       .rank = week_rank(day->zone, rule->commitment, row)};

		if (item->kind != DAY_NEED ||
		    !zone_applies(rule->subjects, day->zone->needs.at[item->row].subject) ||
		    !day_has_grade(rule->grades, &day->units.at[item->unit]))
			continue;
		if (maker->is_joint)
			tie(maker, &tag, i);
		for (size_t h = 0; !maker->is_joint && h < day->held.n; h++) {
			const struct day_held *held = &day->held.at[h];

			if (held->row == item->row && held->number == item->number &&
			    has_section(&day->units.at[item->unit], held->section))
				day_window(maker, &tag, i, held->start,
					   held->start +
						   day_ticks(maker, item->minutes) * maker->tick);
		}
	}
}

static bool is_held(const struct day *day, uint32_t section, const struct day_item *item)
{
	for (size_t h = 0; h < day->held.n; h++)
		if (day->held.at[h].section == section && day->held.at[h].row == item->row &&
		    day->held.at[h].number == item->number)
			return true;
	return false;
}

struct day_helds day_hold(const struct day *day)
{
	VEC(struct day_held) found = {0};

	for (size_t h = 0; h < day->held.n; h++)
		*vec_push(day->arena, &found) = day->held.at[h];
	for (size_t i = 0; i < day->items.n; i++) {
		const struct day_item *item = &day->items.at[i];

		if (item->kind != DAY_NEED || item->start == ZONE_UNSET)
			continue;
		for (size_t s = 0; s < day->units.at[item->unit].sections.n; s++) {
			uint32_t section = day->units.at[item->unit].sections.at[s];

			if (!is_held(day, section, item))
				*vec_push(day->arena, &found) = (struct day_held){
					section, item->row, item->number, item->start};
		}
	}
	return (struct day_helds){found.at, found.n};
}
