/* The classes' side of the specials: their visits, when, and by whom. */
#include "parts/week/specials_internal.h"

/* --- groups of classes that are alike --------------------------------------- */

static struct zone_list rows_of(const struct specials_maker *maker, uint32_t section)
{
	VEC(uint32_t) rows = {0};

	for (uint32_t row = 0; row < maker->zone->visits.n; row++)
		if (maker->zone->visits.at[row].rotation == maker->specials->rotation &&
		    specials_has_visits(maker->zone, row, section))
			*vec_push(maker->arena, &rows) = row;
	return (struct zone_list){rows.at, rows.n};
}

static bool same_rows(struct zone_list a, struct zone_list b)
{
	for (size_t i = 0; i < a.n && i < b.n; i++)
		if (a.at[i] != b.at[i])
			return false;
	return a.n == b.n;
}

static bool can_be_together(const struct zone *zone, const struct specials_group *group)
{
	for (size_t i = 0; i < group->rows.n; i++)
		if (zone->visits.at[group->rows.at[i]].pattern != ZONE_ANY_DAYS)
			return false;
	return group->block != ZONE_NONE || group->one_block;
}

static void make_groups(struct specials_maker *maker)
{
	const struct zone *zone = maker->zone;

	for (uint32_t s = 0; s < zone->sections.n; s++) {
		const struct zone_section *section = &zone->sections.at[s];
		struct specials_group group = {.school = section->school,
					       .grade = section->grades.at[0],
					       .rows = rows_of(maker, s)};
		size_t g = 0;
		uint32_t *more;

		if (!maker->in_schools[section->school] || group.rows.n == 0)
			continue;
		group.block = zone_block_of(zone, s, maker->specials->rotation, &group.one_block);
		group.one_block = group.one_block && section->grades.n == 1;
		group.together = can_be_together(zone, &group);
		group.locked = specials_has_lock(maker, s);
		for (; group.together && !group.locked && g < maker->groups.n; g++) {
			const struct specials_group *other = &maker->groups.at[g];

			if (other->school == group.school && other->grade == group.grade &&
			    other->block == group.block && other->together && !other->locked &&
			    same_rows(other->rows, group.rows))
				break;
		}
		if (!group.together || group.locked || g == maker->groups.n) {
			g = maker->groups.n;
			*vec_push(maker->arena, &maker->groups) = group;
		}
		group = maker->groups.at[g];
		more = arena_array(maker->arena, uint32_t, group.sections.n + 1);
		for (size_t i = 0; i < group.sections.n; i++)
			more[i] = group.sections.at[i];
		more[group.sections.n] = s;
		maker->groups.at[g].sections = (struct zone_list){more, group.sections.n + 1};
	}
}

/* --- lengths and times -------------------------------------------------------- */

/* The length of a visit in minutes: of its row, or the shortest the block is on any day.
 * A block that is longer on other days is filled by the visit all the same. 0: no block. */
static int32_t visit_minutes(const struct specials_maker *maker, const struct specials_group *group,
			     uint32_t row)
{
	const struct zone *zone = maker->zone;
	int32_t shortest = 0;

	if (zone->visits.at[row].minutes != ZONE_UNSET)
		return zone->visits.at[row].minutes;
	for (int32_t d = 1; d <= maker->specials->n_days; d++)
		for (uint32_t b = 0; b < zone->blocks.n; b++) {
			uint32_t shape = zone_rotation_shape(zone, group->school,
							     maker->specials->rotation, d);
			int32_t start, end;

			if ((group->block == ZONE_NONE || b == group->block) &&
			    zone_block_time(zone, shape, b, &start, &end) &&
			    (shortest == 0 || end - start < shortest))
				shortest = end - start;
		}
	return shortest;
}

/* The greatest common length of the group's visits, in minutes. */
static int32_t common_length(const struct specials_maker *maker, const struct specials_group *group)
{
	int32_t common = 0;

	for (size_t i = 0; i < group->rows.n; i++) {
		int32_t a = visit_minutes(maker, group, group->rows.at[i]), b = common;

		while (b != 0) {
			int32_t rest = a % b;

			a = b;
			b = rest;
		}
		common = a;
	}
	return common > 0 ? common : maker->zone->info.at[0].tick_minutes;
}

/* A school without blocks: visits start in steps of their common length from the
 * beginning of the students' day, so that they fit side by side. */
static void name_steps(struct specials_maker *maker, const struct specials_group *group,
		       uint32_t constraint)
{
	const struct zone *zone = maker->zone;
	int32_t step = common_length(maker, group);

	for (int32_t d = 1; d <= maker->specials->n_days; d++) {
		const struct zone_shape *shape = &zone->shapes.at[zone_rotation_shape(
			zone, group->school, maker->specials->rotation, d)];

		for (int32_t at = shape->student_start; at + step <= shape->student_end;
		     at += step) {
			uint32_t time = specials_time(maker->specials, d, at);

			if (time != WEFT_NONE)
				weft_builder_name_time(maker->builder, constraint, time);
		}
	}
}

/* When the group may have specials: its block, any block, or steps of the day. Preferred
 * times without a price are facts of the instance. */
static uint32_t start_times(struct specials_maker *maker, const struct specials_group *group)
{
	const struct zone *zone = maker->zone;
	const struct specials *specials = maker->specials;
	uint32_t constraint = specials_constraint(maker, WEFT_PREFER_TIMES, NULL, NULL);
	size_t n = 0;

	for (int32_t d = 1; d <= specials->n_days; d++)
		for (uint32_t b = 0; b < zone->blocks.n; b++) {
			uint32_t shape = zone_rotation_shape(zone, group->school,
							     specials->rotation, d);
			int32_t start, end;
			uint32_t time = WEFT_NONE;

			if ((group->block == ZONE_NONE || b == group->block) &&
			    zone_block_time(zone, shape, b, &start, &end))
				time = specials_time(specials, d, start);
			if (time == WEFT_NONE)
				continue;
			weft_builder_name_time(maker->builder, constraint, time);
			n++;
		}
	if (n == 0 && group->block == ZONE_NONE)
		name_steps(maker, group, constraint);
	return constraint;
}

/* --- events ------------------------------------------------------------------- */

/* What is being written down: a row of a group. */
struct row_of_group {
	uint32_t group, row;
	int32_t duration; /* of a visit, in ticks */
	int32_t n_visits; /* of an event */
	struct week_rule rule;
	uint32_t times; /* constraint with the group's start times */
	struct zone_list locks;
};

static uint32_t add_event(struct specials_maker *maker, const struct row_of_group *at,
			  uint32_t section, int32_t number)
{
	const struct zone *zone = maker->zone;
	const struct specials_group *group = &maker->groups.at[at->group];
	struct str id = arena_printf(maker->arena, "%.*s/%.*s/%d",
				     STR_ARG(zone->sections.at[section].code),
				     STR_ARG(zone->visits.at[at->row].code), number + 1);
	uint32_t event = weft_builder_add_event(maker->builder, id, id,
						at->duration * at->n_visits);

	weft_builder_set_event_workload(maker->builder, event, at->n_visits);
	weft_builder_set_event_site(maker->builder, event, maker->site_of[group->school]);
	if (!group->together)
		(void)weft_builder_add_need(maker->builder, event,
					    &(struct weft_need){
						    .role = STR("C"),
						    .type = WEFT_NONE,
						    .resource = maker->class_of[section],
					    });
	(void)weft_builder_add_need(maker->builder, event,
				    &(struct weft_need){.role = STR("S"),
							.type = maker->person_type,
							.resource = WEFT_NONE});
	*vec_push(maker->arena, &maker->events) = (struct specials_event){at->group, at->row,
									  number};
	return event;
}

/* A visit ends before the students go home. */
static void end_in_time(struct specials_maker *maker, const struct row_of_group *at, uint32_t event)
{
	const struct specials_group *group = &maker->groups.at[at->group];
	uint32_t times = specials_constraint(maker, WEFT_PREFER_TIMES, NULL, NULL);
	int32_t tick = maker->zone->info.at[0].tick_minutes;

	for (int32_t d = 1; d <= maker->specials->n_days; d++) {
		const struct zone_shape *shape = &maker->zone->shapes.at[zone_rotation_shape(
			maker->zone, group->school, maker->specials->rotation, d)];

		for (int32_t t = shape->student_start;
		     t + at->duration * tick <= shape->student_end; t += tick) {
			uint32_t time = specials_time(maker->specials, d, t);

			if (time != WEFT_NONE)
				weft_builder_name_time(maker->builder, times, time);
		}
	}
	weft_builder_apply_to_event(maker->builder, times, event);
}

/* Each visit has a time and a teacher: one of those who teach the special there. Returns
 * how many those are. */
static int32_t need_visits(struct specials_maker *maker, const struct row_of_group *at,
			   uint32_t event)
{
	struct weft_builder *builder = maker->builder;
	struct zone_list teachers = specials_teachers(maker->arena, maker->zone, at->row,
						      maker->groups.at[at->group].school);
	struct weft_limits whole = {.minimum = at->n_visits,
				    .maximum = at->n_visits,
				    .minimum_duration = at->duration,
				    .maximum_duration = at->duration};
	uint32_t allowed = specials_constraint(maker, WEFT_PREFER_RESOURCES, NULL, NULL);

	for (size_t i = 0; i < teachers.n; i++)
		weft_builder_name_resource(builder, allowed, maker->resource_of[teachers.at[i]]);
	weft_builder_apply_to_event(builder, allowed, event);
	weft_builder_apply_to_event(
		builder, specials_constraint(maker, WEFT_ASSIGN_TIME, &at->rule, NULL), event);
	weft_builder_apply_to_event(
		builder, specials_constraint(maker, WEFT_ASSIGN_RESOURCE, &at->rule, NULL), event);
	weft_builder_apply_to_event(
		builder, specials_constraint(maker, WEFT_SPLIT_EVENTS, NULL, &whole), event);
	weft_builder_apply_to_event(builder, at->times, event);
	if (maker->groups.at[at->group].block == ZONE_NONE)
		end_in_time(maker, at, event);
	return (int32_t)teachers.n;
}

/* At most so many visits of the event on each day of the rotation. */
static void spread(struct specials_maker *maker, const struct week_rule *rule, uint32_t event,
		   int32_t most)
{
	struct str id = arena_printf(maker->arena, "spread %u", event);
	uint32_t group = weft_builder_add_event_group(maker->builder, id, id, false);
	uint32_t constraint = specials_constraint(maker, WEFT_SPREAD_EVENTS, rule, NULL);

	weft_builder_put_event(maker->builder, group, event);
	weft_builder_apply_to_event_group(maker->builder, constraint, group);
	for (int32_t d = 0; d < maker->specials->n_days; d++)
		weft_builder_name_limited_group(maker->builder, constraint, maker->day_group[d], 0,
						most);
}

/* Visits on days in a row, or never on neighbouring days. */
static void order(struct specials_maker *maker, const struct row_of_group *at, uint32_t first,
		  uint32_t second)
{
	int32_t ticks = maker->specials->ticks;
	bool in_a_row = maker->zone->visits.at[at->row].pattern == ZONE_CONSECUTIVE;
	struct weft_event_pair pair = {
		first,
		second,
		in_a_row ? ticks - at->duration : 2 * ticks - at->duration,
		in_a_row ? ticks - at->duration : WEFT_UNLIMITED,
	};
	struct week_rule rule = at->rule;

	rule.kind = WEEK_RULE_PATTERN;
	weft_builder_apply_to_pair(
		maker->builder, specials_constraint(maker, WEFT_ORDER_EVENTS, &rule, NULL), &pair);
}

/* The visits of a class that is a group of its own, one event each. */
static void add_single_visits(struct specials_maker *maker, struct row_of_group at,
			      uint32_t section)
{
	const struct zone_visit *row = &maker->zone->visits.at[at.row];
	int32_t pair = row->pattern != ZONE_PAIR ? 1 : row->run == ZONE_UNSET ? 2 : row->run;
	int32_t in_a_row = row->run == ZONE_UNSET ? row->visits : row->run;
	uint32_t before = WEFT_NONE, first = (uint32_t)maker->events.n;

	at.duration *= pair;
	at.n_visits = 1;
	for (int32_t k = 0; k < row->visits / pair; k++) {
		uint32_t event = add_event(maker, &at, section, k);
		bool linked = row->pattern == ZONE_SPREAD ||
			      (row->pattern == ZONE_CONSECUTIVE && k % in_a_row != 0);

		(void)need_visits(maker, &at, event);
		if (linked && before != WEFT_NONE)
			order(maker, &at, before, event);
		before = event;
	}
	/* Visits that are alike take the locks in turn; which of ordered ones a lock is, is open.
	 */
	for (uint32_t i = 0; i < at.locks.n; i++) {
		bool alike = row->pattern == ZONE_ANY_DAYS || maker->events.n == first + 1;

		if (alike && first + i < maker->events.n)
			specials_lock_event(maker, at.locks.at[i], first + i);
		else if (!alike)
			specials_lock_one_of(maker, at.locks.at[i], first);
	}
}

/* The visits of alike classes are one event; locked ones are events of their own. */
static void add_common_visits(struct specials_maker *maker, struct row_of_group at)
{
	const struct specials_group group = maker->groups.at[at.group];
	int32_t n_classes = (int32_t)group.sections.n, n_locks = (int32_t)at.locks.n;

	if (n_locks > at.n_visits)
		n_locks = at.n_visits;
	at.n_visits -= n_locks;
	if (at.n_visits > 0) {
		uint32_t event = add_event(maker, &at, group.sections.at[0], -1);
		/* No more at once than there are classes, or teachers. */
		int32_t most = need_visits(maker, &at, event);

		spread(maker, NULL, event, most < n_classes ? most : n_classes);
	}
	at.n_visits = 1;
	for (int32_t i = 0; i < n_locks; i++) {
		uint32_t event = add_event(maker, &at, group.sections.at[0], i);

		(void)need_visits(maker, &at, event);
		specials_lock_event(maker, at.locks.at[i], event);
	}
}

static bool add_row(struct specials_maker *maker, uint32_t g, uint32_t row, uint32_t times,
		    struct err *err)
{
	const struct zone *zone = maker->zone;
	const struct specials_group *group = &maker->groups.at[g];
	int32_t minutes = visit_minutes(maker, group, row), tick = zone->info.at[0].tick_minutes;
	struct row_of_group at = {
		.group = g,
		.row = row,
		.duration = (minutes + tick - 1) / tick,
		.n_visits = zone->visits.at[row].visits * (int32_t)group->sections.n,
		.rule = {.kind = WEEK_RULE_VISITS,
			 .school = group->school,
			 .grade = group->grade,
			 .subject = zone->visits.at[row].subject,
			 .person = ZONE_NONE,
			 .visit = row,
			 .rule = ZONE_NONE,
			 .price = WEFT_NO_PRICE,
			 .item = ZONE_NONE},
		.times = times,
	};

	if (group->locked)
		at.locks = specials_locks_of(maker, group->sections.at[0], row);
	if (minutes <= 0)
		return err_set(err, ERR_INVALID,
			       "visits.csv line %u: %.*s needs minutes, for %.*s has no block",
			       zone->visits.at[row].line, STR_ARG(zone->visits.at[row].code),
			       STR_ARG(zone->sections.at[group->sections.at[0]].code));
	if (group->together)
		add_common_visits(maker, at);
	else
		add_single_visits(maker, at, group->sections.at[0]);
	return true;
}

/* --- one special at a time ---------------------------------------------------- */

static struct week_rule group_rule(enum week_rule_kind kind, const struct specials_group *group)
{
	return (struct week_rule){.kind = kind,
				  .school = group->school,
				  .grade = group->grade,
				  .subject = ZONE_NONE,
				  .person = ZONE_NONE,
				  .visit = ZONE_NONE,
				  .rule = ZONE_NONE,
				  .price = WEFT_NO_PRICE};
}

/* As many visits at once, and on a day, as there are classes. */
static void classes_together(struct specials_maker *maker, uint32_t g, uint32_t first)
{
	const struct specials_group *group = &maker->groups.at[g];
	struct week_rule rule = group_rule(WEEK_RULE_ONE_SPECIAL, group);
	struct weft_limits limits = {.maximum = (int32_t)group->sections.n};
	uint32_t constraint = specials_constraint(maker, WEFT_CAPACITY, &rule, &limits);

	for (uint32_t e = first; e < maker->events.n; e++)
		weft_builder_apply_to_event(maker->builder, constraint, e);
}

/* A class of its own: one thing at a time, and each special on days of its own. */
static void class_alone(struct specials_maker *maker, uint32_t g, uint32_t first)
{
	const struct specials_group *group = &maker->groups.at[g];
	struct week_rule rule = group_rule(WEEK_RULE_ONE_SPECIAL, group);

	weft_builder_apply_to_resource(maker->builder,
				       specials_constraint(maker, WEFT_AVOID_CLASHES, &rule, NULL),
				       maker->class_of[group->sections.at[0]]);
	for (size_t i = 0; i < group->rows.n; i++) {
		struct str id = arena_printf(maker->arena, "days of %u/%zu", g, i);
		uint32_t visits = weft_builder_add_event_group(maker->builder, id, id, false);
		uint32_t constraint = specials_constraint(maker, WEFT_SPREAD_EVENTS, &rule, NULL);

		for (uint32_t e = first; e < maker->events.n; e++)
			if (maker->events.at[e].row == group->rows.at[i])
				weft_builder_put_event(maker->builder, visits, e);
		weft_builder_apply_to_event_group(maker->builder, constraint, visits);
		for (int32_t d = 0; d < maker->specials->n_days; d++)
			weft_builder_name_limited_group(maker->builder, constraint,
							maker->day_group[d], 0, 1);
	}
}

/* The grade's block is left to the solver: the same one on all days, for all classes. */
static void share_block(struct specials_maker *maker, uint32_t g, uint32_t first)
{
	const struct specials_group *group = &maker->groups.at[g];
	const struct zone *zone = maker->zone;
	struct week_rule rule = group_rule(WEEK_RULE_COMMON_BLOCK, group);
	struct str id = arena_printf(maker->arena, "block %.*s %.*s",
				     STR_ARG(zone->schools.at[group->school].code),
				     STR_ARG(zone->grades.at[group->grade].code));
	uint32_t events = weft_builder_find_event_group(maker->builder, id);

	if (events == WEFT_NONE) {
		rule.rule = specials_must(zone, ZONE_COMMON_PLANNING, group->school, ZONE_NONE);
		events = weft_builder_add_event_group(maker->builder, id, id, false);
		weft_builder_apply_to_event_group(
			maker->builder,
			specials_constraint(maker, WEFT_SAME_TIME_OF_DAY, &rule, NULL), events);
	}
	for (uint32_t e = first; e < maker->events.n; e++)
		weft_builder_put_event(maker->builder, events, e);
}

bool specials_make_visits(struct specials_maker *maker, struct err *err)
{
	make_groups(maker);
	for (uint32_t g = 0; g < maker->groups.n; g++) {
		const struct specials_group group = maker->groups.at[g];
		uint32_t times = start_times(maker, &group);
		uint32_t first = (uint32_t)maker->events.n;

		for (size_t i = 0; i < group.rows.n; i++)
			if (!add_row(maker, g, group.rows.at[i], times, err))
				return false;
		if (group.together)
			classes_together(maker, g, first);
		else
			class_alone(maker, g, first);
		if (group.block == ZONE_NONE && group.one_block)
			share_block(maker, g, first);
	}
	return true;
}
