#include "parts/week/specials.h"

#include "parts/week/specials_internal.h"

#include <string.h>

int32_t specials_day(const struct specials *specials, uint32_t time)
{
	return (int32_t)time / specials->ticks + 1;
}

int32_t specials_minute(const struct specials *specials, uint32_t time)
{
	return specials->first_minute +
	       (int32_t)time % specials->ticks * specials->zone->info.at[0].tick_minutes;
}

uint32_t specials_time(const struct specials *specials, int32_t day, int32_t minute)
{
	int32_t tick = (minute - specials->first_minute) / specials->zone->info.at[0].tick_minutes;

	if (minute < specials->first_minute || tick >= specials->ticks || day < 1 ||
	    day > specials->n_days)
		return WEFT_NONE;
	return (uint32_t)((day - 1) * specials->ticks + tick);
}

int64_t specials_tag(struct specials_maker *maker, const struct week_rule *rule)
{
	struct str key = arena_printf(maker->arena, "%d %u %u %u %u %u %u %u", (int)rule->kind,
				      rule->school, rule->grade, rule->subject, rule->person,
				      rule->visit, rule->rule, rule->item);
	bool added;
	struct map_entry *entry = map_add(&maker->tags, key, &added);

	if (added) {
		*vec_push(maker->arena, &maker->rules) = *rule;
		entry->value.number = (int64_t)maker->rules.n;
	}
	return entry->value.number;
}

uint32_t specials_constraint(struct specials_maker *maker, enum weft_kind kind,
			     const struct week_rule *rule, const struct weft_limits *limits)
{
	static const struct weft_limits none = {0};
	struct weft_rule constraint = {
		.kind = kind,
		.required = true,
		.weight = 1,
		.cost_function = WEFT_LINEAR,
		.limits = limits != NULL ? *limits : none,
		.role = kind == WEFT_ASSIGN_RESOURCE || kind == WEFT_PREFER_RESOURCES ||
					kind == WEFT_KEEP_OUT
				? STR("S")
				: STR(""),
		.price = WEFT_NO_PRICE,
	};

	if (rule != NULL) {
		constraint.tag = specials_tag(maker, rule);
		constraint.price = rule->price;
	}
	return weft_builder_add_constraint(maker->builder, &constraint);
}

uint32_t specials_must(const struct zone *zone, enum zone_rule_kind kind, uint32_t school,
		       uint32_t person)
{
	for (size_t i = 0; i < zone->rules.n; i++) {
		const struct zone_rule *rule = &zone->rules.at[i];

		if (rule->kind == kind && rule->strength == ZONE_MUST &&
		    (school == ZONE_NONE || zone_applies(rule->schools, school)) &&
		    (person == ZONE_NONE || zone_applies(rule->people, person)) &&
		    zone_set_applies(rule->roles, ZONE_SPECIALIST))
			return (uint32_t)i;
	}
	return ZONE_NONE;
}

bool specials_asks(const struct specials_maker *maker, const struct zone_rule *rule)
{
	return rule->strength == ZONE_MUST || maker->specials->task.all_strengths;
}

enum zone_strength specials_strength(const struct specials *specials, const struct week_rule *rule)
{
	return rule->rule == ZONE_NONE ? ZONE_MUST : specials->zone->rules.at[rule->rule].strength;
}

bool specials_is_for(const struct zone *zone, const struct zone_rule *rule, uint32_t person)
{
	return zone_applies(rule->people, person) &&
	       zone_set_applies(rule->roles, ZONE_SPECIALIST) &&
	       specials_is_at(zone, person, rule->schools);
}

bool specials_is_at(const struct zone *zone, uint32_t person, struct zone_list schools)
{
	for (size_t i = 0; i < zone->assignments.n; i++)
		if (zone->assignments.at[i].person == person &&
		    zone_applies(schools, zone->assignments.at[i].school))
			return true;
	return false;
}

struct zone_list specials_teachers(struct arena *arena, const struct zone *zone, uint32_t row,
				   uint32_t school)
{
	const struct zone_visit *visit = &zone->visits.at[row];
	VEC(uint32_t) found = {0};

	for (size_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *assignment = &zone->assignments.at[i];

		if (assignment->school == school && assignment->role == ZONE_SPECIALIST &&
		    assignment->subject == visit->subject &&
		    zone->people.at[assignment->person].status == ZONE_ACTIVE &&
		    zone_applies(visit->teachers, assignment->person))
			*vec_push(arena, &found) = assignment->person;
	}
	return (struct zone_list){found.at, found.n};
}

bool specials_has_visits(const struct zone *zone, uint32_t row, uint32_t section)
{
	const struct zone_visit *visit = &zone->visits.at[row];
	const struct zone_section *s = &zone->sections.at[section];
	bool grade = visit->grades.n == 0;

	for (size_t g = 0; !grade && g < s->grades.n; g++)
		grade = zone_applies(visit->grades, s->grades.at[g]);
	return zone_applies(visit->schools, s->school) && grade &&
	       zone_applies(visit->sections, section);
}

struct zone_list specials_rotations(struct arena *arena, const struct zone *zone,
				    struct zone_list schools)
{
	VEC(uint32_t) found = {0};

	for (uint32_t r = 0; r < zone->rotations.n; r++) {
		bool used = false;

		for (uint32_t s = 0; !used && s < zone->sections.n; s++)
			for (uint32_t v = 0; !used && v < zone->visits.n; v++)
				used = zone->visits.at[v].rotation == r &&
				       zone_applies(schools, zone->sections.at[s].school) &&
				       specials_has_visits(zone, v, s);
		if (used)
			*vec_push(arena, &found) = r;
	}
	return (struct zone_list){found.at, found.n};
}

/* The span of the student days of all shapes that the rotation is planned on. */
static bool find_span(struct specials_maker *maker, struct err *err)
{
	struct specials *specials = maker->specials;
	const struct zone *zone = maker->zone;
	int32_t first = INT32_MAX, last = 0, tick = zone->info.at[0].tick_minutes;

	for (uint32_t s = 0; s < zone->schools.n; s++)
		for (int32_t d = 1; maker->in_schools[s] && d <= specials->n_days; d++) {
			uint32_t shape = zone_rotation_shape(zone, s, specials->rotation, d);

			if (shape == ZONE_NONE)
				return err_set(
					err, ERR_INVALID,
					"rotations.csv: %.*s has no day shape for day %d of "
					"rotation %.*s; name one in the column shapes",
					STR_ARG(zone->schools.at[s].code), d,
					STR_ARG(zone->rotations.at[specials->rotation].code));
			if (zone->shapes.at[shape].student_start < first)
				first = zone->shapes.at[shape].student_start;
			if (zone->shapes.at[shape].student_end > last)
				last = zone->shapes.at[shape].student_end;
		}
	specials->first_minute = first;
	specials->ticks = (last - first + tick - 1) / tick;
	return true;
}

/* Times are the ticks of each day. What "the same time of day" is, is the block where one
 * starts: blocks come earlier on short days. */
static void make_times(struct specials_maker *maker)
{
	struct specials *specials = maker->specials;
	const struct zone *zone = maker->zone;

	for (int32_t d = 1; d <= specials->n_days; d++) {
		struct str id = arena_printf(maker->arena, "day %d", d);

		maker->day_group[d - 1] = weft_builder_add_time_group(maker->builder, id, id,
								      WEFT_DAY);
		for (int32_t k = 0; k < specials->ticks; k++) {
			struct str name = arena_printf(maker->arena, "%d.%d", d, k);
			uint32_t time = weft_builder_add_time(maker->builder, name, name);

			weft_builder_put_time(maker->builder, maker->day_group[d - 1], time);
			weft_builder_set_time_of_day(maker->builder, time,
						     (uint32_t)(zone->blocks.n + (size_t)k));
		}
	}
	for (uint32_t s = 0; s < zone->schools.n; s++)
		for (int32_t d = 1; maker->in_schools[s] && d <= specials->n_days; d++)
			for (uint32_t b = 0; b < zone->blocks.n; b++) {
				uint32_t shape = zone_rotation_shape(zone, s, specials->rotation,
								     d);
				int32_t start, end;
				uint32_t time = WEFT_NONE;

				if (zone_block_time(zone, shape, b, &start, &end))
					time = specials_time(specials, d, start);
				if (time != WEFT_NONE)
					weft_builder_set_time_of_day(maker->builder, time, b);
			}
}

static void add_resource(struct specials_maker *maker, struct str code, uint32_t type,
			 uint32_t person, uint32_t *ret)
{
	*ret = weft_builder_add_resource(maker->builder, code, code, type);
	*vec_push(maker->arena, &maker->person_of) = person;
}

static void make_resources(struct specials_maker *maker)
{
	const struct zone *zone = maker->zone;

	maker->class_type = weft_builder_add_resource_type(maker->builder, STR("class"),
							   STR("class"));
	maker->person_type = weft_builder_add_resource_type(maker->builder, STR("specialist"),
							    STR("specialist"));
	for (uint32_t s = 0; s < zone->schools.n; s++)
		maker->site_of[s] = maker->in_schools[s]
					    ? weft_builder_add_site(maker->builder,
								    zone->schools.at[s].code,
								    zone->schools.at[s].name)
					    : WEFT_NONE;
	for (uint32_t s = 0; s < zone->sections.n; s++)
		if (maker->in_schools[zone->sections.at[s].school])
			add_resource(maker, zone->sections.at[s].code, maker->class_type, ZONE_NONE,
				     &maker->class_of[s]);
	for (size_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *assignment = &zone->assignments.at[i];

		if (assignment->role == ZONE_SPECIALIST && maker->in_schools[assignment->school] &&
		    maker->resource_of[assignment->person] == WEFT_NONE)
			add_resource(maker, zone->people.at[assignment->person].code,
				     maker->person_type, assignment->person,
				     &maker->resource_of[assignment->person]);
	}
}

static uint32_t *none_array(struct arena *arena, size_t n)
{
	uint32_t *at = arena_array(arena, uint32_t, n);

	for (size_t i = 0; i < n; i++)
		at[i] = WEFT_NONE;
	return at;
}

static void init(struct specials_maker *maker, struct specials *specials, struct arena *arena,
		 struct zone_list schools)
{
	const struct zone *zone = specials->zone;

	*maker = (struct specials_maker){
		.specials = specials,
		.arena = arena,
		.zone = zone,
		.builder = weft_builder_create(zone->info.at[0].code),
		.day_group = arena_array(arena, uint32_t, (size_t)specials->n_days),
		.class_of = none_array(arena, zone->sections.n),
		.resource_of = none_array(arena, zone->people.n),
		.site_of = none_array(arena, zone->schools.n),
		.in_schools = arena_array(arena, bool, zone->schools.n),
	};
	map_init(&maker->tags, arena);
	for (uint32_t s = 0; s < zone->schools.n; s++)
		maker->in_schools[s] = zone_applies(schools, s);
}

bool specials_build(struct specials *specials, struct arena *arena,
		    const struct specials_task *task, struct err *err)
{
	const struct zone *zone = task->zone;
	struct specials_maker maker;
	bool ok;

	*specials = (struct specials){
		.task = *task,
		.zone = zone,
		.rotation = task->rotation,
		.n_days = zone->rotations.at[task->rotation].days,
		.schools = task->schools,
	};
	init(&maker, specials, arena, task->schools);
	ok = find_span(&maker, err);
	if (ok) {
		make_times(&maker);
		make_resources(&maker);
		ok = specials_make_visits(&maker, err);
	}
	if (ok) {
		specials_make_people(&maker);
		specials_make_caps(&maker);
		specials_make_common(&maker);
		if (task->room_step != SPECIALS_NO_ROOM)
			specials_make_room(&maker);
		ok = weft_builder_finish(maker.builder, &specials->instance, err);
	}
	weft_builder_destroy(maker.builder);
	specials->rules.at = maker.rules.at;
	specials->rules.n = maker.rules.n;
	specials->groups.at = maker.groups.at;
	specials->groups.n = maker.groups.n;
	specials->events.at = maker.events.at;
	specials->events.n = maker.events.n;
	specials->person_of = maker.person_of.at;
	return ok;
}

struct weft_proof_options specials_proof_options(const struct specials *specials)
{
	struct weft_proof_options options = {.facts_without_price = true, .counting = true};

	for (size_t g = 0; g < specials->groups.n; g++)
		options.counting = options.counting && specials->groups.at[g].together &&
				   specials->groups.at[g].block != ZONE_NONE;
	options.clauses_only = !options.counting;
	return options;
}

void specials_finish(struct specials *specials)
{
	weft_instance_destroy(specials->instance);
	specials->instance = NULL;
}
