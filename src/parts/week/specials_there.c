/* When a specialist can be there (availability.csv): at all of their schools, or at one of them. */
#include "parts/week/specials_internal.h"

#include "base/date.h"

/* Whether a row of availability.csv speaks of a minute of a day. */
static bool speaks_of(const struct specials *specials, const struct zone_availability *row,
		      uint32_t school, int32_t day, int32_t minute)
{
	const struct zone *zone = specials->zone;
	const struct zone_shape *shape =
		&zone->shapes.at[zone_rotation_shape(zone, school, specials->rotation, day)];
	bool on_day = row->cycle_days.n == 0;

	for (size_t i = 0; i < row->cycle_days.n; i++)
		on_day = on_day || row->cycle_days.at[i] == day;
	return on_day && zone_set_applies(row->weekdays, MONDAY + (day - 1) % 5) &&
	       zone_set_applies(row->halves, (int)zone_half_of(shape, minute)) &&
	       (row->start == ZONE_UNSET || minute >= row->start) &&
	       (row->end == ZONE_UNSET || minute < row->end);
}

/* May a person work at a school at a minute of a day? */
static bool may_begin(const struct specials *specials, uint32_t person, uint32_t school,
		      int32_t day, int32_t minute)
{
	const struct zone *zone = specials->zone;
	bool has_only = false, only = false;

	for (size_t i = 0; i < zone->availability.n; i++) {
		const struct zone_availability *row = &zone->availability.at[i];
		bool speaks;

		if (row->person != person || (row->school != ZONE_NONE && row->school != school))
			continue;
		speaks = speaks_of(specials, row, school, day, minute);
		if (row->kind == ZONE_NOT && speaks)
			return false;
		has_only = has_only || row->kind == ZONE_ONLY;
		only = only || (row->kind == ZONE_ONLY && speaks);
	}
	return !has_only || only;
}

bool specials_may_work(const struct specials *specials, uint32_t person, uint32_t school,
		       int32_t day, struct specials_span span)
{
	int32_t tick = specials->zone->info.at[0].tick_minutes;

	for (int32_t minute = span.start; minute < span.end; minute += tick)
		if (!may_begin(specials, person, school, day, minute))
			return false;
	return true;
}

int64_t specials_half_days(const struct specials *specials, uint32_t person, enum zone_half half)
{
	const struct zone *zone = specials->zone;
	int64_t n = 0;

	for (int32_t d = 1; d <= specials->n_days; d++) {
		bool there = false;

		for (size_t i = 0; !there && i < zone->assignments.n; i++) {
			uint32_t school = zone->assignments.at[i].school, shape;
			const struct zone_shape *at;

			if (zone->assignments.at[i].person != person)
				continue;
			shape = zone_rotation_shape(zone, school, specials->rotation, d);
			at = shape == ZONE_NONE ? NULL : &zone->shapes.at[shape];
			for (int32_t m = at == NULL ? 1440 : at->student_start;
			     !there && at != NULL && m < at->student_end;
			     m += zone->info.at[0].tick_minutes)
				there = zone_half_of(at, m) == half &&
					may_begin(specials, person, school, d, m);
		}
		n += there;
	}
	return n;
}

/* At any of their schools. */
static bool may_work_somewhere(const struct specials_maker *maker, uint32_t person, int32_t day,
			       int32_t minute)
{
	const struct zone *zone = maker->zone;

	for (size_t i = 0; i < zone->assignments.n; i++)
		if (zone->assignments.at[i].person == person &&
		    maker->in_schools[zone->assignments.at[i].school] &&
		    may_begin(maker->specials, person, zone->assignments.at[i].school, day, minute))
			return true;
	return false;
}

/* Visits at a school that the person may give. */
static void apply_to_visits(struct specials_maker *maker, uint32_t constraint, uint32_t person,
			    uint32_t school)
{
	for (uint32_t e = 0; e < maker->events.n; e++) {
		struct zone_list teachers;

		if (maker->groups.at[maker->events.at[e].group].school != school)
			continue;
		teachers = specials_teachers(maker->arena, maker->zone, maker->events.at[e].row,
					     school);
		if (teachers.n > 0 && zone_applies(teachers, person))
			weft_builder_apply_to_event(maker->builder, constraint, e);
	}
}

/* The constraint for when a person is at none of their schools (school ZONE_NONE), or not at one.
 */
static uint32_t begin(struct specials_maker *maker, uint32_t person, uint32_t school)
{
	struct week_rule rule = specials_person_rule(WEEK_RULE_AVAILABLE, person, ZONE_NONE);
	uint32_t constraint;

	rule.school = school;
	if (school == ZONE_NONE) {
		constraint = specials_constraint(maker, WEFT_AVOID_UNAVAILABLE_TIMES, &rule, NULL);
		weft_builder_apply_to_resource(maker->builder, constraint,
					       maker->resource_of[person]);
		return constraint;
	}
	constraint = specials_constraint(maker, WEFT_KEEP_OUT, &rule, NULL);
	weft_builder_name_resource(maker->builder, constraint, maker->resource_of[person]);
	apply_to_visits(maker, constraint, person, school);
	return constraint;
}

/* Name the times at which a person can be nowhere, or elsewhere but not at the school. */
static void keep_away(struct specials_maker *maker, uint32_t person, uint32_t school)
{
	const struct specials *specials = maker->specials;
	uint32_t constraint = WEFT_NONE;

	for (int32_t d = 1; d <= specials->n_days; d++)
		for (int32_t k = 0; k < specials->ticks; k++) {
			uint32_t time = (uint32_t)((d - 1) * specials->ticks + k);
			int32_t minute = specials_minute(specials, time);
			bool somewhere = may_work_somewhere(maker, person, d, minute);

			if (school == ZONE_NONE
				    ? somewhere
				    : !somewhere || may_begin(specials, person, school, d, minute))
				continue;
			if (constraint == WEFT_NONE)
				constraint = begin(maker, person, school);
			weft_builder_name_time(maker->builder, constraint, time);
		}
}

void specials_make_available(struct specials_maker *maker, uint32_t person)
{
	keep_away(maker, person, ZONE_NONE);
	for (uint32_t s = 0; s < maker->zone->schools.n; s++)
		if (maker->in_schools[s] &&
		    specials_is_at(maker->zone, person, (struct zone_list){&s, 1}))
			keep_away(maker, person, s);
}
