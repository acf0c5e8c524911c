/* Room for the rest of the day, where the solver chooses when specials are.
 *
 * The day is laid out after the specials (day.h). Where their times are given, there is nothing to
 * choose. Where they are not, a plan of specials may leave no hour in one piece for mathematics; so
 * lunch and each block of core time that must be is an event here too, of the class on that day.
 * What else a day asks (seats, turns, support) is seen when it is laid out.
 *
 * A class with times of its own has these events on each day of the rotation. Classes of a grade
 * with one common block, which is at the same time on all days of a shape, share one class that
 * stands for them on one day of each shape: its special is an event that is in the same block as
 * theirs.
 *
 * At every tick of the day these events are many, and finding a plan is slow. So steps of half an
 * hour are tried first (task.room_step): a plan found with them is one; if there is none, all
 * ticks are asked, and only their "no" counts.
 */
#include "parts/week/specials_internal.h"

/* What must have room: of a class that stands for a group, on a day. */
struct room_day {
	uint32_t group, section;
	int32_t day;
	uint32_t shape;
};

static struct week_rule room_rule(const struct specials_maker *maker, const struct room_day *at,
				  enum week_rule_kind kind, uint32_t row)
{
	const struct specials_group *group = &maker->groups.at[at->group];

	return (struct week_rule){.kind = kind,
				  .school = group->school,
				  .grade = group->grade,
				  .subject = ZONE_NONE,
				  .person = ZONE_NONE,
				  .visit = ZONE_NONE,
				  .rule = ZONE_NONE,
				  .price = WEFT_NO_PRICE,
				  .item = row};
}

/* An event of the class on the day, of so many minutes, within a window. */
static uint32_t add_room(struct specials_maker *maker, const struct room_day *at,
			 const struct week_rule *rule, int32_t minutes, int32_t earliest,
			 int32_t latest)
{
	const struct zone_shape *shape = &maker->zone->shapes.at[at->shape];
	int32_t tick = maker->zone->info.at[0].tick_minutes, ticks = (minutes + tick - 1) / tick;
	struct weft_limits whole = {
		.minimum = 1, .maximum = 1, .minimum_duration = ticks, .maximum_duration = ticks};
	struct str id = arena_printf(maker->arena, "room %zu", maker->events.n);
	uint32_t event = weft_builder_add_event(maker->builder, id, id, ticks);
	uint32_t times = specials_constraint(maker, WEFT_PREFER_TIMES, NULL, NULL);
	int32_t step = maker->specials->task.room_step > 0 ? maker->specials->task.room_step : tick;

	if (earliest == ZONE_UNSET || earliest < shape->student_start)
		earliest = shape->student_start;
	if (latest == ZONE_UNSET || latest > shape->student_end)
		latest = shape->student_end;
	(void)weft_builder_add_need(maker->builder, event,
				    &(struct weft_need){.role = STR("C"),
							.type = WEFT_NONE,
							.resource = maker->class_of[at->section]});
	for (int32_t t = earliest; t + minutes <= latest; t += step) {
		uint32_t time = specials_time(maker->specials, at->day, t);

		if (time != WEFT_NONE)
			weft_builder_name_time(maker->builder, times, time);
	}
	weft_builder_apply_to_event(maker->builder, times, event);
	weft_builder_apply_to_event(
		maker->builder, specials_constraint(maker, WEFT_SPLIT_EVENTS, NULL, &whole), event);
	weft_builder_apply_to_event(
		maker->builder, specials_constraint(maker, WEFT_ASSIGN_TIME, rule, NULL), event);
	*vec_push(maker->arena, &maker->events) = (struct specials_event){at->group, ZONE_NONE, 0};
	return event;
}

/* By the youngest grade of the class that has a need of the subject. */
static bool has_need(const struct zone *zone, const struct zone_need *need,
		     const struct zone_section *section, uint32_t shape)
{
	if (need->strength != ZONE_MUST || need->per != ZONE_PER_DAY || need->minutes <= 0 ||
	    !zone_applies(need->schools, section->school) || !zone_applies(need->shapes, shape))
		return false;
	for (size_t g = 0; g < section->grades.n; g++) {
		if (zone_applies(need->grades, section->grades.at[g]))
			return true;
		for (size_t i = 0; i < zone->needs.n; i++) {
			const struct zone_need *other = &zone->needs.at[i];

			if (other->subject == need->subject &&
			    zone_applies(other->schools, section->school) &&
			    zone_applies(other->shapes, shape) &&
			    zone_applies(other->grades, section->grades.at[g]))
				return false;
		}
	}
	return false;
}

static void room_for_need(struct specials_maker *maker, const struct room_day *at, uint32_t row)
{
	const struct zone_need *need = &maker->zone->needs.at[row];
	struct week_rule rule = room_rule(maker, at, WEEK_RULE_NEED, row);
	int32_t longest = need->longest == ZONE_UNSET ? need->minutes : need->longest;
	int32_t n = (need->minutes + longest - 1) / longest, minutes = (need->minutes + n - 1) / n;

	if (need->shortest != ZONE_UNSET && minutes < need->shortest)
		minutes = need->shortest;
	for (int32_t i = 0; i < n; i++) {
		bool fixed = need->start != ZONE_UNSET && i == 0;

		(void)add_room(maker, at, &rule, minutes, fixed ? need->start : need->earliest,
			       fixed ? need->start + minutes : need->latest);
	}
}

static void room_for_lunch(struct specials_maker *maker, const struct room_day *at)
{
	const struct zone_section *section = &maker->zone->sections.at[at->section];

	for (uint32_t w = 0; w < maker->zone->waves.n; w++) {
		const struct zone_wave *wave = &maker->zone->waves.at[w];
		struct week_rule rule = room_rule(maker, at, WEEK_RULE_WAVE, w);
		int32_t minutes = wave->lunch_minutes + wave->recess_minutes;

		if (!zone_applies(wave->schools, section->school) ||
		    !zone_applies(wave->shapes, at->shape) ||
		    !zone_applies(wave->grades, section->grades.at[0]))
			continue;
		if (wave->start != ZONE_UNSET)
			(void)add_room(maker, at, &rule, minutes, wave->start,
				       wave->start + minutes);
		else
			(void)add_room(maker, at, &rule, minutes, wave->earliest, wave->latest);
		return;
	}
}

static void room_on_day(struct specials_maker *maker, const struct room_day *at)
{
	const struct zone *zone = maker->zone;

	for (uint32_t n = 0; n < zone->needs.n; n++)
		if (has_need(zone, &zone->needs.at[n], &zone->sections.at[at->section], at->shape))
			room_for_need(maker, at, n);
	room_for_lunch(maker, at);
}

/* The special of a class that stands for its grade: in the block that the grade's visits have. */
static void add_presence(struct specials_maker *maker, const struct room_day *at)
{
	const struct specials_group *group = &maker->groups.at[at->group];
	const struct zone *zone = maker->zone;
	struct str id = arena_printf(maker->arena, "block %.*s %.*s",
				     STR_ARG(zone->schools.at[group->school].code),
				     STR_ARG(zone->grades.at[group->grade].code));
	struct week_rule rule = {
		.kind = WEEK_RULE_COMMON_BLOCK,
		.school = group->school,
		.grade = group->grade,
		.subject = ZONE_NONE,
		.person = ZONE_NONE,
		.visit = ZONE_NONE,
		.rule = specials_must(zone, ZONE_COMMON_PLANNING, group->school, ZONE_NONE),
		.price = WEFT_NO_PRICE};
	int32_t minutes = 0, start, end;
	uint32_t events = weft_builder_find_event_group(maker->builder, id), event, times;

	for (uint32_t b = 0; b < zone->blocks.n; b++)
		if (zone_block_time(zone, at->shape, b, &start, &end) && end - start > minutes)
			minutes = end - start;
	if (events == WEFT_NONE || minutes == 0)
		return;
	event = add_room(maker, at, &rule, minutes, ZONE_UNSET, ZONE_UNSET);
	times = specials_constraint(maker, WEFT_PREFER_TIMES, NULL, NULL);
	for (uint32_t b = 0; b < zone->blocks.n; b++)
		if (zone_block_time(zone, at->shape, b, &start, &end))
			weft_builder_name_time(maker->builder, times,
					       specials_time(maker->specials, at->day, start));
	weft_builder_apply_to_event(maker->builder, times, event);
	weft_builder_put_event(maker->builder, events, event);
	weft_builder_apply_to_resource(maker->builder,
				       specials_constraint(maker, WEFT_AVOID_CLASHES, &rule, NULL),
				       maker->class_of[at->section]);
}

static bool is_first_of_shape(const struct specials_maker *maker, uint32_t school, int32_t day,
			      uint32_t shape)
{
	for (int32_t d = 1; d < day; d++)
		if (zone_rotation_shape(maker->zone, school, maker->specials->rotation, d) == shape)
			return false;
	return true;
}

void specials_make_room(struct specials_maker *maker)
{
	for (uint32_t g = 0; g < maker->groups.n; g++) {
		const struct specials_group group = maker->groups.at[g];

		if (group.block != ZONE_NONE)
			continue;
		maker->specials->has_room = true;
		for (int32_t d = 1; d <= maker->specials->n_days; d++) {
			struct room_day at = {
				.group = g, .section = group.sections.at[0], .day = d};

			at.shape = zone_rotation_shape(maker->zone, group.school,
						       maker->specials->rotation, d);
			if (group.one_block && !is_first_of_shape(maker, group.school, d, at.shape))
				continue;
			if (group.one_block && group.together)
				add_presence(maker, &at);
			if (!group.one_block || group.together)
				room_on_day(maker, &at);
		}
	}
}
