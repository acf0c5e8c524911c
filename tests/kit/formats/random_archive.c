#include "random_archive.h"

#include "engine/builder.h"

#include <assert.h>

/* What is being made, and how many of each there are. */
struct making {
	struct weft_builder *builder;
	struct arena *arena;
	struct rng *rng;
	uint32_t n_times, n_time_groups, n_types, n_resource_groups, n_resources;
	uint32_t n_event_groups, n_events;
	uint32_t *group_type; /* by resource group */
};

static uint32_t below(struct making *m, uint32_t n)
{
	return (uint32_t)rng_below(m->rng, n);
}

static bool one_in(struct making *m, uint32_t n)
{
	return below(m, n) == 0;
}

/* Unlike any other of its kind, and now and then of characters that need escapes. */
static struct str new_id(struct making *m, const char *kind, uint32_t number)
{
	static const char *const tails[] = {"", "", " x", "<&>", "\"q\"", "\t", " é日", "'"};

	return arena_printf(m->arena, "%s%u%s", kind, number, tails[below(m, 8)]);
}

static struct str new_name(struct making *m)
{
	static const char *const names[] = {"", "Plain", "A < B & C", "two\nlines", "日本 \"x\""};

	return str_from(names[below(m, 5)]);
}

static void make_times(struct making *m)
{
	m->n_time_groups = 1 + below(m, 6);
	for (uint32_t i = 0; i < m->n_time_groups; i++)
		(void)weft_builder_add_time_group(m->builder, new_id(m, "g", i), new_name(m),
						  (enum weft_time_group_kind)below(m, 3));
	m->n_times = 4 + below(m, 20);
	for (uint32_t i = 0; i < m->n_times; i++) {
		const uint32_t time = weft_builder_add_time(m->builder, new_id(m, "t", i),
							    new_name(m));

		for (uint32_t j = below(m, 4); j > 0; j--)
			weft_builder_put_time(m->builder, below(m, m->n_time_groups), time);
	}
}

static void make_resources(struct making *m)
{
	m->n_types = 1 + below(m, 3);
	for (uint32_t i = 0; i < m->n_types; i++)
		(void)weft_builder_add_resource_type(m->builder, new_id(m, "y", i), new_name(m));
	m->n_resource_groups = below(m, 5);
	m->group_type = arena_array(m->arena, uint32_t, 5);
	for (uint32_t i = 0; i < m->n_resource_groups; i++) {
		m->group_type[i] = below(m, m->n_types);
		(void)weft_builder_add_resource_group(m->builder, new_id(m, "q", i), new_name(m),
						      m->group_type[i]);
	}
	m->n_resources = 3 + below(m, 8);
	for (uint32_t i = 0; i < m->n_resources; i++) {
		/* One of each type first. */
		const uint32_t type = i < m->n_types ? i : below(m, m->n_types);
		const uint32_t resource = weft_builder_add_resource(m->builder, new_id(m, "r", i),
								    new_name(m), type);

		for (uint32_t g = 0; g < m->n_resource_groups; g++)
			if (m->group_type[g] == type && one_in(m, 2))
				weft_builder_put_resource(m->builder, g, resource);
	}
}

static void make_needs(struct making *m, uint32_t event)
{
	static const char *const roles[] = {"Room", "Helper", "Über & co"};

	for (uint32_t i = 0; i < 3; i++) {
		struct weft_need need = {
			.role = str_from(roles[i]),
			.type = below(m, m->n_types),
			.resource = WEFT_NONE,
			.has_workload = one_in(m, 4),
			.workload = (int32_t)below(m, 5),
		};

		if (i > 0 && one_in(m, 2))
			continue;
		if (one_in(m, 3)) {
			need.type = WEFT_NONE;
			need.resource = below(m, m->n_resources);
			if (one_in(m, 2))
				need.role = STR("");
		}
		(void)weft_builder_add_need(m->builder, event, &need);
	}
	if (m->n_resource_groups > 0 && one_in(m, 4))
		weft_builder_add_group_need(m->builder, event, below(m, m->n_resource_groups));
}

static void make_events(struct making *m)
{
	m->n_event_groups = 1 + below(m, 5);
	for (uint32_t i = 0; i < m->n_event_groups; i++)
		(void)weft_builder_add_event_group(m->builder, new_id(m, "k", i), new_name(m),
						   one_in(m, 2));
	m->n_events = 2 + below(m, 10);
	for (uint32_t i = 0; i < m->n_events; i++) {
		const int32_t duration = 1 + (int32_t)below(m, 4);
		const uint32_t event = weft_builder_add_event(m->builder, new_id(m, "e", i),
							      new_name(m), duration);

		if (one_in(m, 3))
			weft_builder_set_event_workload(m->builder, event, (int32_t)below(m, 9));
		if (one_in(m, 5))
			weft_builder_set_event_time(m->builder, event,
						    below(m, m->n_times - (uint32_t)duration + 1));
		if (one_in(m, 3))
			weft_builder_set_event_color(m->builder, event, STR("#00ff00"));
		make_needs(m, event);
		for (uint32_t j = below(m, 3); j > 0; j--)
			weft_builder_put_event(m->builder, below(m, m->n_event_groups), event);
	}
}

static void apply(struct making *m, uint32_t c, enum weft_kind kind)
{
	struct weft_event_pair pair = {
		.first = below(m, m->n_events),
		.min_separation = (int32_t)below(m, 4),
		.max_separation = one_in(m, 2) ? WEFT_UNLIMITED : 4 + (int32_t)below(m, 9),
	};

	pair.second = (pair.first + 1) % m->n_events;
	if (kind == WEFT_ORDER_EVENTS) {
		weft_builder_apply_to_pair(m->builder, c, &pair);
	} else if (kind >= WEFT_AVOID_CLASHES) {
		weft_builder_apply_to_resource(m->builder, c, below(m, m->n_resources));
		if (m->n_resource_groups > 0)
			weft_builder_apply_to_resource_group(m->builder, c,
							     below(m, m->n_resource_groups));
	} else {
		weft_builder_apply_to_event_group(m->builder, c, below(m, m->n_event_groups));
		if (kind < WEFT_AVOID_SPLIT_ASSIGNMENTS)
			weft_builder_apply_to_event(m->builder, c, below(m, m->n_events));
	}
}

static void name_things(struct making *m, uint32_t c, enum weft_kind kind)
{
	const bool times = kind == WEFT_PREFER_TIMES || kind == WEFT_AVOID_UNAVAILABLE_TIMES;
	const bool groups = times || kind == WEFT_LIMIT_IDLE_TIMES ||
			    kind == WEFT_CLUSTER_BUSY_TIMES || kind == WEFT_LIMIT_BUSY_TIMES;

	if (times)
		weft_builder_name_time(m->builder, c, below(m, m->n_times));
	for (uint32_t g = 0; g < m->n_time_groups; g++) {
		if (groups && one_in(m, 2))
			weft_builder_name_time_group(m->builder, c, g);
		if (kind == WEFT_SPREAD_EVENTS && one_in(m, 2))
			weft_builder_name_limited_group(m->builder, c, g, (int32_t)below(m, 3),
							2 + (int32_t)below(m, 3));
	}
	if (kind == WEFT_PREFER_RESOURCES) {
		weft_builder_name_resource(m->builder, c, below(m, m->n_resources));
		if (m->n_resource_groups > 0)
			weft_builder_name_resource_group(m->builder, c,
							 below(m, m->n_resource_groups));
	}
}

static void make_constraint(struct making *m, uint32_t number, enum weft_kind kind)
{
	const bool has_role = kind == WEFT_ASSIGN_RESOURCE || kind == WEFT_PREFER_RESOURCES ||
			      kind == WEFT_AVOID_SPLIT_ASSIGNMENTS;
	const bool has_range = kind == WEFT_SPLIT_EVENTS || kind == WEFT_DISTRIBUTE_SPLIT_EVENTS ||
			       kind >= WEFT_LIMIT_IDLE_TIMES;
	struct weft_rule rule = {
		.kind = kind,
		.id = new_id(m, "c", number),
		.name = new_name(m),
		.required = one_in(m, 2),
		.weight = (int32_t)below(m, 10),
		.cost_function = (enum weft_cost_function)below(m, WEFT_N_COST_FUNCTIONS),
		.role = has_role ? STR("Room") : STR(""),
		.price = WEFT_NO_PRICE,
	};
	uint32_t c;

	if (has_range) {
		rule.limits.minimum = (int32_t)below(m, 3);
		rule.limits.maximum = 2 + (int32_t)below(m, 3);
	}
	if (kind == WEFT_SPLIT_EVENTS) {
		rule.limits.minimum_duration = 1;
		rule.limits.maximum_duration = 1 + (int32_t)below(m, 3);
	}
	if (kind == WEFT_DISTRIBUTE_SPLIT_EVENTS || (kind == WEFT_PREFER_TIMES && one_in(m, 2)))
		rule.limits.duration = 1 + (int32_t)below(m, 3);
	c = weft_builder_add_constraint(m->builder, &rule);
	apply(m, c, kind);
	name_things(m, c, kind);
}

static struct weft_instance *make_instance(struct making *m, uint32_t number)
{
	struct weft_instance *instance;
	struct err err = {0};
	bool ok;

	m->builder = weft_builder_create(new_id(m, "i", number));
	make_times(m);
	make_resources(m);
	make_events(m);
	for (uint32_t i = 0; i < 24; i++)
		make_constraint(m, i, (enum weft_kind)below(m, WEFT_N_STANDARD_KINDS));
	ok = weft_builder_finish(m->builder, &instance, &err);
	if (!ok)
		(void)fprintf(stderr, "%s\n", err.text);
	assert(ok);
	(void)ok;
	weft_builder_destroy(m->builder);
	return instance;
}

static void change(struct making *m, struct weft_solution *solution)
{
	const struct weft_instance *instance = weft_solution_instance(solution);
	const uint32_t event = below(m, instance->n_events);
	const struct weft_event *e = &instance->events[event];
	const uint32_t meet = e->first_meet + below(m, weft_solution_n_meets(solution, event));
	const int32_t duration = weft_solution_meet(solution, meet)->duration;
	const uint32_t time = one_in(m, 5) ? WEFT_NONE : below(m, instance->n_times);

	if (duration > 1 && one_in(m, 3))
		(void)weft_solution_split(solution, meet, 1);
	if (weft_solution_may_start(solution, meet, time))
		weft_solution_set_time(solution, meet, time);
	for (uint32_t need = 0; need < e->n_resources; need++) {
		const uint32_t resource = below(m, instance->n_resources);

		if (weft_solution_may_use(solution, meet, need, resource))
			weft_solution_set_resource(solution, meet, need, resource);
	}
}

static void make_solution(struct making *m, const struct weft_instance *instance,
			  struct xhstt_solution *ret)
{
	struct weft_solution *solution = weft_solution_create(instance);

	for (uint32_t i = below(m, 60); i > 0; i--)
		change(m, solution);
	xhstt_solution_store(solution, m->arena, ret);
	ret->description = new_name(m);
	ret->running_time = new_name(m);
	if (one_in(m, 2))
		xhstt_report_make(solution, m->arena, &ret->report);
	weft_solution_destroy(solution);
}

struct xhstt_archive *random_archive(struct arena *arena, struct rng *rng)
{
	struct making m = {.arena = arena, .rng = rng};
	struct xhstt_archive *archive = arena_new(arena, struct xhstt_archive);

	archive->id = new_name(&m);
	archive->metadata.name = new_name(&m);
	for (uint32_t i = 0; i < 1 + below(&m, 2); i++)
		*vec_push(arena, &archive->instances) = make_instance(&m, i);
	for (uint32_t i = below(&m, 3); i > 0; i--) {
		struct xhstt_group *group = vec_push(arena, &archive->groups);

		group->id = new_id(&m, "s", i);
		group->metadata.remarks = new_name(&m);
		for (size_t j = 0; j < archive->instances.n; j++)
			make_solution(&m, archive->instances.at[j],
				      vec_push(arena, &group->solutions));
	}
	return archive;
}
