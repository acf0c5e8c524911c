#include "engine/instance.h"

#include "engine/index.h"
#include "engine/kind.h"

static const struct str function_names[WEFT_N_COST_FUNCTIONS] = {
	[WEFT_LINEAR] = STR_INIT("Linear"),
	[WEFT_QUADRATIC] = STR_INIT("Quadratic"),
	[WEFT_STEP] = STR_INIT("Step"),
	[WEFT_SUM] = STR_INIT("Sum"),
	[WEFT_SUM_STEPS] = STR_INIT("SumSteps"),
	[WEFT_STEP_SUM] = STR_INIT("StepSum"),
	[WEFT_SUM_SQUARES] = STR_INIT("SumSquares"),
	[WEFT_SQUARE_SUM] = STR_INIT("SquareSum"),
};

struct str weft_kind_name(enum weft_kind kind)
{
	return kind_of(kind)->name;
}

struct str weft_cost_function_name(enum weft_cost_function function)
{
	return function_names[function];
}

bool weft_kind_from_name(struct str name, enum weft_kind *ret)
{
	for (unsigned i = 0; i < WEFT_N_KINDS; i++) {
		if (str_eq(name, kind_of((enum weft_kind)i)->name)) {
			*ret = (enum weft_kind)i;
			return true;
		}
	}
	return false;
}

bool weft_cost_function_from_name(struct str name, enum weft_cost_function *ret)
{
	for (unsigned i = 0; i < WEFT_N_COST_FUNCTIONS; i++) {
		if (str_eq(name, function_names[i])) {
			*ret = (enum weft_cost_function)i;
			return true;
		}
	}
	return false;
}

void weft_instance_destroy(struct weft_instance *instance)
{
	if (instance != NULL)
		arena_destroy(instance->index->arena);
}

size_t weft_instance_memory(const struct weft_instance *instance)
{
	return arena_size(instance->index->arena);
}

static uint32_t find(const struct map *map, struct str id)
{
	const struct map_entry *entry = map_find(map, id);

	return entry == NULL ? WEFT_NONE : (uint32_t)entry->value.number;
}

uint32_t weft_instance_find_time(const struct weft_instance *instance, struct str id)
{
	return find(&instance->index->time_ids, id);
}

uint32_t weft_instance_find_time_group(const struct weft_instance *instance, struct str id)
{
	return find(&instance->index->time_group_ids, id);
}

uint32_t weft_instance_find_resource(const struct weft_instance *instance, struct str id)
{
	return find(&instance->index->resource_ids, id);
}

uint32_t weft_instance_find_event(const struct weft_instance *instance, struct str id)
{
	return find(&instance->index->event_ids, id);
}

uint32_t weft_instance_find_event_group(const struct weft_instance *instance, struct str id)
{
	return find(&instance->index->event_group_ids, id);
}

uint32_t weft_instance_find_constraint(const struct weft_instance *instance, struct str id)
{
	return find(&instance->index->constraint_ids, id);
}

uint32_t weft_instance_find_role(const struct weft_instance *instance, uint32_t event,
				 struct str role)
{
	const struct weft_event *e = &instance->events[event];

	for (uint32_t i = 0; i < e->n_resources && role.len > 0; i++)
		if (str_eq(instance->event_resources[e->first_resource + i].role, role))
			return i;
	return WEFT_NONE;
}
