/* Visits that somebody put where they are: the time and the teacher are a rule of their own, so
 * that a conflict names the lock. */
#include "parts/week/specials_internal.h"

bool specials_has_lock(const struct specials_maker *maker, uint32_t section)
{
	for (size_t i = 0; i < maker->specials->task.locks.n; i++) {
		const struct specials_lock *lock = &maker->specials->task.locks.at[i];

		if (lock->section == section &&
		    maker->zone->visits.at[lock->row].rotation == maker->specials->rotation)
			return true;
	}
	return false;
}

struct zone_list specials_locks_of(const struct specials_maker *maker, uint32_t section,
				   uint32_t row)
{
	VEC(uint32_t) found = {0};

	for (int32_t day = 1; day <= maker->specials->n_days; day++)
		for (uint32_t i = 0; i < maker->specials->task.locks.n; i++) {
			const struct specials_lock *lock = &maker->specials->task.locks.at[i];

			if (lock->section == section && lock->row == row && lock->day == day)
				*vec_push(maker->arena, &found) = i;
		}
	return (struct zone_list){found.at, found.n};
}

/* Giving up a lock costs no money, so it is the first thing that is offered. */
static struct week_rule lock_rule(const struct specials_maker *maker, uint32_t lock)
{
	const struct specials_lock *at = &maker->specials->task.locks.at[lock];
	const struct zone_section *section = &maker->zone->sections.at[at->section];

	return (struct week_rule){.kind = WEEK_RULE_LOCK,
				  .school = section->school,
				  .grade = section->grades.at[0],
				  .subject = maker->zone->visits.at[at->row].subject,
				  .person = ZONE_NONE,
				  .visit = at->row,
				  .rule = ZONE_NONE,
				  .price = 1,
				  .item = lock};
}

static uint32_t lock_time(const struct specials_maker *maker, uint32_t lock)
{
	const struct specials_lock *at = &maker->specials->task.locks.at[lock];

	return specials_time(maker->specials, at->day, at->start);
}

void specials_lock_event(struct specials_maker *maker, uint32_t lock, uint32_t event)
{
	const struct specials_lock *at = &maker->specials->task.locks.at[lock];
	struct week_rule rule = lock_rule(maker, lock);
	uint32_t times = specials_constraint(maker, WEFT_PREFER_TIMES, &rule, NULL);
	uint32_t time = lock_time(maker, lock);

	if (time != WEFT_NONE)
		weft_builder_name_time(maker->builder, times, time);
	weft_builder_apply_to_event(maker->builder, times, event);
	if (at->person != ZONE_NONE && maker->resource_of[at->person] != WEFT_NONE) {
		uint32_t who = specials_constraint(maker, WEFT_PREFER_RESOURCES, &rule, NULL);

		weft_builder_name_resource(maker->builder, who, maker->resource_of[at->person]);
		weft_builder_apply_to_event(maker->builder, who, event);
	}
}

void specials_lock_one_of(struct specials_maker *maker, uint32_t lock, uint32_t first)
{
	struct week_rule rule = lock_rule(maker, lock);
	struct str id = arena_printf(maker->arena, "lock %u", lock);
	uint32_t time = lock_time(maker, lock);
	uint32_t then = weft_builder_add_time_group(maker->builder, id, id, WEFT_TIME_GROUP);
	uint32_t events = weft_builder_add_event_group(maker->builder, id, id, false);
	uint32_t constraint = specials_constraint(maker, WEFT_SPREAD_EVENTS, &rule, NULL);

	if (time != WEFT_NONE)
		weft_builder_put_time(maker->builder, then, time);
	for (uint32_t e = first; e < maker->events.n; e++)
		weft_builder_put_event(maker->builder, events, e);
	weft_builder_apply_to_event_group(maker->builder, constraint, events);
	weft_builder_name_limited_group(maker->builder, constraint, then, 1,
					(int32_t)(maker->events.n - first));
}
