/* What stays of a day: bookings that are locked, and those of the plan before. */
#include "parts/week/day_internal.h"

#include "parts/week/week_keep.h"

#include <stdlib.h>

/* Is the booking about the days that are laid out here? */
static bool is_here(const struct day *day, const struct week_booking *b)
{
	bool any = b->days.n == 0 || day->days.n == 0 || b->rotation != day->rotation;

	if (b->school != day->school || b->shape != day->shape)
		return false;
	for (size_t i = 0; i < b->days.n && !any; i++)
		for (size_t k = 0; k < day->days.n; k++)
			any = any || b->days.at[i] == day->days.at[k];
	return any;
}

static bool is_of_unit(const struct day *day, uint32_t unit, const struct week_booking *b)
{
	const struct day_unit *u = &day->units.at[unit];

	if (b->section == ZONE_NONE)
		return false;
	for (size_t s = 0; s < u->sections.n; s++)
		if (u->sections.at[s] == b->section)
			return true;
	return false;
}

static bool has_person(const struct week_booking *b, uint32_t person)
{
	for (size_t i = 0; i < b->people.n; i++)
		if (b->people.at[i] == person)
			return true;
	return false;
}

/* Is the item what the booking books? */
static bool is_item(const struct day *day, const struct day_item *item,
		    const struct week_booking *b)
{
	switch (item->kind) {
	case DAY_SPECIAL:
	case DAY_ELSEWHERE:
		return false;
	case DAY_NEED:
		return is_of_unit(day, item->unit, b) && b->why.table != ZONE_T_WAVES &&
		       b->kind != WEEK_SPECIAL && b->kind != WEEK_SERVICE &&
		       b->subject == day->zone->needs.at[item->row].subject;
	case DAY_LUNCH:
		return b->kind == WEEK_LUNCH && is_of_unit(day, item->unit, b);
	case DAY_LUNCH_RECESS:
		return b->kind == WEEK_RECESS && b->why.table == ZONE_T_WAVES &&
		       is_of_unit(day, item->unit, b);
	case DAY_SERVICE:
		return b->kind == WEEK_SERVICE && b->service == item->row;
	case DAY_STAFF_LUNCH:
		return b->kind == WEEK_STAFF_LUNCH && has_person(b, item->person);
	}
	return false;
}

int32_t day_locked_minutes(const struct day *day, uint32_t unit, uint32_t subject, int32_t minutes)
{
	for (size_t i = 0; i < day->locks.n; i++) {
		const struct week_booking *b = day->locks.at[i];

		if (is_here(day, b) && is_of_unit(day, unit, b) && b->subject == subject &&
		    b->why.table != ZONE_T_WAVES && b->kind != WEEK_SERVICE &&
		    b->end - b->start > minutes)
			minutes = b->end - b->start;
	}
	return minutes;
}

static uint32_t tick_of(const struct day_maker *maker, int32_t minute)
{
	int32_t at = minute - maker->first_minute;

	return at < 0 || at % maker->tick != 0 || at / maker->tick >= maker->ticks
		       ? WEFT_NONE
		       : day_time(maker, at / maker->tick);
}

/* The only item it can be starts then, with the person who is named. */
static void lock_item(struct day_maker *maker, const struct day_rule *rule, uint32_t item,
		      const struct week_booking *b)
{
	uint32_t window = day_constraint(maker, WEFT_PREFER_TIMES, rule, NULL);
	uint32_t time = tick_of(maker, b->start);
	struct day_item *at = &maker->day->items.at[item];

	if (time != WEFT_NONE)
		weft_builder_name_time(maker->builder, window, time);
	weft_builder_apply_to_event(maker->builder, window, item);
	at->locked = true;
	if (b->weekdays != 0 && at->weekdays != 0)
		at->weekdays = b->weekdays;
	if (at->kind == DAY_SERVICE && b->people.n > 0 &&
	    maker->person_resource[b->people.at[0]] != WEFT_NONE) {
		uint32_t who = day_constraint(maker, WEFT_PREFER_RESOURCES, rule, NULL);

		weft_builder_name_resource(maker->builder, who,
					   maker->person_resource[b->people.at[0]]);
		weft_builder_apply_to_event(maker->builder, who, item);
	}
}

/* One of several blocks that are alike starts then. */
static void lock_one_of(struct day_maker *maker, const struct day_rule *rule,
			struct zone_list items, const struct week_booking *b)
{
	struct str id = day_id(maker, arena_printf(maker->day->arena, "lock %u", rule->row));
	uint32_t then = weft_builder_add_time_group(maker->builder, id, id, WEFT_TIME_GROUP);
	uint32_t events = weft_builder_add_event_group(maker->builder, id, id, false);
	uint32_t constraint = day_constraint(maker, WEFT_SPREAD_EVENTS, rule, NULL);
	uint32_t tick = tick_of(maker, b->start);

	if (tick != WEFT_NONE)
		weft_builder_put_time(maker->builder, then, tick);
	for (size_t i = 0; i < items.n; i++) {
		weft_builder_put_event(maker->builder, events, items.at[i]);
		maker->day->items.at[items.at[i]].locked = true;
	}
	weft_builder_apply_to_event_group(maker->builder, constraint, events);
	weft_builder_name_limited_group(maker->builder, constraint, then, 1, (int32_t)items.n);
}

void day_make_locks(struct day_maker *maker)
{
	struct day *day = maker->day;

	for (uint32_t l = 0; l < day->locks.n; l++) {
		const struct week_booking *b = day->locks.at[l];
		struct day_rule rule = {.kind = DAY_RULE_LOCK, .strength = ZONE_MUST, .row = l};
		VEC(uint32_t) found = {0};

		for (uint32_t i = 0; is_here(day, b) && i < day->items.n; i++)
			if (is_item(day, &day->items.at[i], b))
				*vec_push(day->arena, &found) = i;
		if (found.n == 1)
			lock_item(maker, &rule, found.at[0], b);
		else if (found.n > 1)
			lock_one_of(maker, &rule, (struct zone_list){found.at, found.n}, b);
	}
}

/* ---- The plan before ---- */

static int by_start(const void *left, const void *right)
{
	const struct week_booking *const *a = left, *const *b = right;

	return ((*a)->start > (*b)->start) - ((*a)->start < (*b)->start);
}

/* What the item was before, number by number; NULL: it was not there. One class of a unit stands
 * for all. */
static const struct week_booking *find_before(const struct day *day, const struct day_item *item)
{
	const struct week_booking **found = arena_array(day->arena, const struct week_booking *,
							day->before.n);
	uint32_t section = ZONE_NONE;
	size_t n = 0;

	for (size_t i = 0; i < day->before.n; i++) {
		const struct week_booking *b = day->before.at[i];

		if (!is_here(day, b) || !is_item(day, item, b))
			continue;
		if (n == 0)
			section = b->section;
		if (b->section == section)
			found[n++] = b;
	}
	if (n > 1)
		qsort(found, n, sizeof *found, by_start);
	return (size_t)item->number < n ? found[item->number] : NULL;
}

static uint32_t resource_of(const struct weft_instance *instance, struct str code)
{
	for (uint32_t r = 0; r < instance->n_resources; r++)
		if (str_eq(instance->resources[r].id, code))
			return r;
	return WEFT_NONE;
}

struct weft_wishes day_wishes(const struct day *day, const struct weft_instance *instance)
{
	const struct zone *zone = day->zone;
	int32_t first = zone->shapes.at[day->shape].student_start;
	VEC(struct weft_wish) wishes = {0};

	for (uint32_t i = 0; i < day->items.n; i++) {
		const struct day_item *item = &day->items.at[i];
		const struct week_booking *b = find_before(day, item);
		struct weft_wish wish = {.event = i, .resource = WEFT_NONE};

		if (b == NULL || b->start < first)
			continue;
		wish.start = (uint32_t)((b->start - first) / zone->info.at[0].tick_minutes);
		*vec_push(day->arena, &wishes) = wish;
		if (item->kind == DAY_SERVICE && b->people.n > 0)
			wish.resource = resource_of(instance,
						    zone->people.at[b->people.at[0]].code);
		if (wish.resource != WEFT_NONE)
			*vec_push(day->arena, &wishes) = wish;
	}
	return (struct weft_wishes){wishes.at, wishes.n};
}
