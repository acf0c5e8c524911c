#include "engine/whatif.h"

#include "base/bits.h"
#include "base/vec.h"

#include <stdlib.h>

/* The points a change of one meet can touch, with their deviations before it. */
struct watched {
	struct weft_solution *solution;
	uint64_t *seen; /* set of points */
	VEC(uint32_t) points;
	int64_t *was;
	int64_t *cost;
	struct weft_cost before;
	uint32_t meet, need;
};

static void watch(struct watched *watched, struct arena *arena, struct weft_list points)
{
	for (uint32_t i = 0; i < points.n; i++) {
		if (bits_has(watched->seen, points.at[i]))
			continue;
		bits_add(watched->seen, points.at[i]);
		*vec_push(arena, &watched->points) = points.at[i];
	}
}

/* Points about everything (a shared place) belong to no event and no resource. */
static void watch_shared(struct watched *watched, struct arena *arena)
{
	const struct weft_instance *instance = weft_solution_instance(watched->solution);

	for (uint32_t p = 0; p < instance->n_points; p++)
		if (instance->points[p].kind == WEFT_SUBJECT_ALL)
			watch(watched, arena, (struct weft_list){&p, 1});
}

static struct watched start(struct weft_solution *solution, uint32_t meet, struct arena *arena)
{
	const struct weft_instance *instance = weft_solution_instance(solution);
	const struct weft_event
		*event = &instance->events[weft_solution_meet(solution, meet)->event];
	struct watched watched = {
		.solution = solution,
		.seen = arena_array(arena, uint64_t, BITS_WORDS(instance->n_points)),
		.meet = meet,
	};

	watch(&watched, arena, event->points);
	for (uint32_t need = 0; need < event->n_resources; need++) {
		uint32_t resource = weft_solution_resource(solution, meet, need);

		if (resource != WEFT_NONE)
			watch(&watched, arena, instance->resources[resource].points);
	}
	watch_shared(&watched, arena);
	return watched;
}

static void remember(struct watched *watched, struct arena *arena)
{
	watched->was = arena_array(arena, int64_t, watched->points.n);
	watched->cost = arena_array(arena, int64_t, watched->points.n);
	for (size_t i = 0; i < watched->points.n; i++) {
		uint32_t point = watched->points.at[i];

		watched->was[i] = weft_solution_deviation(watched->solution, point);
		watched->cost[i] = weft_solution_point_cost(watched->solution, point);
	}
	watched->before = weft_solution_cost(watched->solution);
}

/* qsort has no context: what is needed stands in the item. */
struct item {
	struct weft_worse worse;
	bool required;
};

static int by_weight(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	if (x->required != y->required)
		return x->required ? -1 : 1;
	if (x->worse.cost != y->worse.cost)
		return x->worse.cost > y->worse.cost ? -1 : 1;
	return x->worse.point < y->worse.point ? -1 : x->worse.point > y->worse.point;
}

static void list_worse(const struct watched *watched, struct weft_target *target,
		       struct arena *arena)
{
	const struct weft_instance *instance = weft_solution_instance(watched->solution);
	VEC(struct item) items = {0};
	struct weft_worse *worse;

	target->legal = true;
	for (size_t i = 0; i < watched->points.n; i++) {
		uint32_t point = watched->points.at[i];
		uint32_t constraint = instance->points[point].constraint;
		int64_t now = weft_solution_deviation(watched->solution, point);

		if (now <= watched->was[i])
			continue;
		*vec_push(arena, &items) = (struct item){
			{constraint, point, now, watched->was[i],
			 weft_solution_point_cost(watched->solution, point) - watched->cost[i]},
			instance->constraints[constraint].required,
		};
		target->legal = target->legal && !instance->constraints[constraint].required;
	}
	if (items.n > 1)
		qsort(items.at, items.n, sizeof *items.at, by_weight);
	worse = arena_array(arena, struct weft_worse, items.n);
	for (size_t i = 0; i < items.n; i++)
		worse[i] = items.at[i].worse;
	target->worse = worse;
	target->n_worse = (uint32_t)items.n;
}

/* The change is made, and will be undone by the caller. */
static struct weft_target look(const struct watched *watched, uint32_t target, struct arena *arena)
{
	struct weft_cost now = weft_solution_cost(watched->solution);
	struct weft_target result = {
		.target = target,
		.gain = {watched->before.hard - now.hard, watched->before.soft - now.soft},
	};

	list_worse(watched, &result, arena);
	return result;
}

static int by_gain(const void *a, const void *b)
{
	const struct weft_target *x = a, *y = b;

	if (x->gain.hard != y->gain.hard || x->gain.soft != y->gain.soft)
		return weft_cost_less(x->gain, y->gain) ? 1 : -1;
	return x->target < y->target ? -1 : x->target > y->target;
}

static struct weft_target try_time(const struct watched *watched, uint32_t time,
				   struct arena *arena)
{
	weft_mark mark = weft_solution_mark(watched->solution);
	struct weft_target result;

	weft_solution_set_time(watched->solution, watched->meet, time);
	result = look(watched, time, arena);
	weft_solution_undo(watched->solution, mark);
	return result;
}

static struct weft_target try_resource(const struct watched *watched, uint32_t resource,
				       struct arena *arena)
{
	weft_mark mark = weft_solution_mark(watched->solution);
	struct weft_target result;

	weft_solution_set_resource(watched->solution, watched->meet, watched->need, resource);
	result = look(watched, resource, arena);
	weft_solution_undo(watched->solution, mark);
	return result;
}

static struct watched start_resource(struct weft_solution *solution, uint32_t meet, uint32_t need,
				     struct weft_list candidates, struct arena *arena)
{
	const struct weft_instance *instance = weft_solution_instance(solution);
	struct watched watched = start(solution, meet, arena);

	for (uint32_t i = 0; i < candidates.n; i++)
		watch(&watched, arena, instance->resources[candidates.at[i]].points);
	watched.need = need;
	remember(&watched, arena);
	return watched;
}

struct weft_target weft_whatif_time(struct weft_solution *solution, uint32_t meet, uint32_t time,
				    struct arena *arena)
{
	struct watched watched = start(solution, meet, arena);

	remember(&watched, arena);
	return try_time(&watched, time, arena);
}

struct weft_target weft_whatif_resource(struct weft_solution *solution, uint32_t meet,
					uint32_t need, uint32_t resource, struct arena *arena)
{
	struct weft_list candidate = {&resource, resource != WEFT_NONE};
	struct watched watched = start_resource(solution, meet, need, candidate, arena);

	return try_resource(&watched, resource, arena);
}

struct weft_targets weft_whatif_times(struct weft_solution *solution, uint32_t meet,
				      struct arena *arena)
{
	const struct weft_instance *instance = weft_solution_instance(solution);
	struct watched watched = start(solution, meet, arena);
	struct weft_target *targets = arena_array(arena, struct weft_target, instance->n_times);
	uint32_t n = 0;

	remember(&watched, arena);
	for (uint32_t t = 0; t < instance->n_times; t++)
		if (weft_solution_may_start(solution, meet, t))
			targets[n++] = try_time(&watched, t, arena);
	qsort(targets, n, sizeof *targets, by_gain);
	return (struct weft_targets){targets, n};
}

struct weft_targets weft_whatif_resources(struct weft_solution *solution, uint32_t meet,
					  uint32_t need, struct arena *arena)
{
	const struct weft_instance *instance = weft_solution_instance(solution);
	const struct weft_event
		*event = &instance->events[weft_solution_meet(solution, meet)->event];
	uint32_t type = instance->event_resources[event->first_resource + need].type;
	struct weft_list candidates = instance->resource_types[type].resources;
	struct watched watched = start_resource(solution, meet, need, candidates, arena);
	struct weft_target *targets = arena_array(arena, struct weft_target, candidates.n);
	uint32_t n = 0;

	for (uint32_t i = 0; i < candidates.n; i++)
		if (weft_solution_may_use(solution, meet, need, candidates.at[i]))
			targets[n++] = try_resource(&watched, candidates.at[i], arena);
	qsort(targets, n, sizeof *targets, by_gain);
	return (struct weft_targets){targets, n};
}
