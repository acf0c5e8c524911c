#include "engine/builder.h"

#include "engine/builder_internal.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

/* Limits on what may come from outside, so that sizes cannot overflow. */
enum {
	MAX_THINGS = 1 << 22,   /* of one kind */
	MAX_DURATION = 1 << 16, /* of one event */
	MAX_WORKLOAD = 1 << 20,
};

struct weft_builder *weft_builder_create(struct str id)
{
	struct arena *work = arena_create((size_t)1 << 16);
	struct weft_builder *b = arena_new(work, struct weft_builder);

	b->work = work;
	b->arena = arena_create((size_t)1 << 16);
	b->instance = arena_new(b->arena, struct weft_instance);
	b->index = arena_new(b->arena, struct weft_index);
	b->index->arena = b->arena;
	b->instance->id = arena_str(b->arena, id);
	b->instance->index = b->index;
	map_init(&b->index->time_ids, b->arena);
	map_init(&b->index->time_group_ids, b->arena);
	map_init(&b->index->resource_type_ids, b->arena);
	map_init(&b->index->resource_group_ids, b->arena);
	map_init(&b->index->resource_ids, b->arena);
	map_init(&b->index->site_ids, b->arena);
	map_init(&b->index->event_ids, b->arena);
	map_init(&b->index->event_group_ids, b->arena);
	map_init(&b->index->constraint_ids, b->arena);
	return b;
}

void weft_builder_destroy(struct weft_builder *b)
{
	if (b == NULL)
		return;
	arena_destroy(b->arena);
	arena_destroy(b->work);
}

const struct err *weft_builder_error(const struct weft_builder *b)
{
	return b->err.kind == ERR_NONE ? NULL : &b->err;
}

uint32_t builder_fail(struct weft_builder *b, const char *format, ...)
{
	va_list args;

	if (b->err.kind == ERR_NONE) {
		b->err.kind = ERR_INVALID;
		va_start(args, format);
		(void)vsnprintf(b->err.text, sizeof b->err.text, format, args);
		va_end(args);
	}
	return WEFT_NONE;
}

bool builder_check(struct weft_builder *b, uint32_t index, size_t n, const char *what)
{
	if (b->err.kind != ERR_NONE)
		return false;
	if (index < n)
		return true;
	if (index == WEFT_NONE)
		(void)builder_fail(b, "There is no such %s", what);
	else
		(void)builder_fail(b, "There is no %s number %u: there are %zu", what, index, n);
	return false;
}

/* Enter an id into the map of its kind; false if it is empty or taken. */
static bool register_id(struct weft_builder *b, struct map *map, struct str *id, const char *what)
{
	struct map_entry *entry;
	bool added;

	if (b->err.kind != ERR_NONE)
		return false;
	if (id->len == 0) {
		(void)builder_fail(b, "A %s has no id", what);
		return false;
	}
	if (map->n >= MAX_THINGS) {
		(void)builder_fail(b, "There are more than %d of kind %s", MAX_THINGS, what);
		return false;
	}
	*id = arena_str(b->arena, *id);
	entry = map_add(map, *id, &added);
	if (!added) {
		(void)builder_fail(b, "There are two of kind %s with the id %.*s", what,
				   STR_ARG(*id));
		return false;
	}
	entry->value.number = (int64_t)map->n - 1;
	return true;
}

static bool check_workload(struct weft_builder *b, int32_t workload)
{
	if (b->err.kind != ERR_NONE)
		return false;
	if (workload >= 0 && workload <= MAX_WORKLOAD)
		return true;
	(void)builder_fail(b, "A workload is %d; it must be 0 to %d", workload, MAX_WORKLOAD);
	return false;
}

void weft_builder_set_metadata(struct weft_builder *b, const struct weft_metadata *metadata)
{
	b->instance->metadata = (struct weft_metadata){
		.name = arena_str(b->arena, metadata->name),
		.contributor = arena_str(b->arena, metadata->contributor),
		.date = arena_str(b->arena, metadata->date),
		.country = arena_str(b->arena, metadata->country),
		.description = arena_str(b->arena, metadata->description),
		.remarks = arena_str(b->arena, metadata->remarks),
	};
}

/* --- times --------------------------------------------------------------- */

uint32_t weft_builder_add_time(struct weft_builder *b, struct str id, struct str name)
{
	if (!register_id(b, &b->index->time_ids, &id, "time"))
		return WEFT_NONE;
	*vec_push(b->work, &b->times) = (struct weft_time){
		.id = id,
		.name = arena_str(b->arena, name),
		.day = WEFT_NONE,
		.time_of_day = WEFT_NONE,
	};
	return (uint32_t)b->times.n - 1;
}

uint32_t weft_builder_add_time_group(struct weft_builder *b, struct str id, struct str name,
				     enum weft_time_group_kind kind)
{
	if (!register_id(b, &b->index->time_group_ids, &id, "time group"))
		return WEFT_NONE;
	*vec_push(b->work, &b->time_groups) = (struct weft_time_group){
		.id = id, .name = arena_str(b->arena, name), .kind = kind};
	return (uint32_t)b->time_groups.n - 1;
}

static void put(struct weft_builder *b, struct owned_list *list, uint32_t owner, uint32_t item)
{
	*vec_push(b->work, list) = (struct owned){owner, item};
}

void weft_builder_put_time(struct weft_builder *b, uint32_t group, uint32_t time)
{
	if (builder_check(b, group, b->time_groups.n, "time group") &&
	    builder_check(b, time, b->times.n, "time"))
		put(b, &b->times_in, group, time);
}

void weft_builder_set_time_of_day(struct weft_builder *b, uint32_t time, uint32_t tick)
{
	if (builder_check(b, time, b->times.n, "time"))
		b->times.at[time].time_of_day = tick;
}

/* --- resources ----------------------------------------------------------- */

uint32_t weft_builder_add_resource_type(struct weft_builder *b, struct str id, struct str name)
{
	if (!register_id(b, &b->index->resource_type_ids, &id, "resource type"))
		return WEFT_NONE;
	*vec_push(b->work, &b->types) = (struct weft_resource_type){
		.id = id, .name = arena_str(b->arena, name)};
	return (uint32_t)b->types.n - 1;
}

uint32_t weft_builder_add_resource_group(struct weft_builder *b, struct str id, struct str name,
					 uint32_t type)
{
	if (!builder_check(b, type, b->types.n, "resource type") ||
	    !register_id(b, &b->index->resource_group_ids, &id, "resource group"))
		return WEFT_NONE;
	*vec_push(b->work, &b->resource_groups) = (struct weft_resource_group){
		.id = id, .name = arena_str(b->arena, name), .type = type};
	return (uint32_t)b->resource_groups.n - 1;
}

uint32_t weft_builder_add_resource(struct weft_builder *b, struct str id, struct str name,
				   uint32_t type)
{
	if (!builder_check(b, type, b->types.n, "resource type") ||
	    !register_id(b, &b->index->resource_ids, &id, "resource"))
		return WEFT_NONE;
	*vec_push(b->work, &b->resources) = (struct weft_resource){
		.id = id, .name = arena_str(b->arena, name), .type = type};
	return (uint32_t)b->resources.n - 1;
}

void weft_builder_put_resource(struct weft_builder *b, uint32_t group, uint32_t resource)
{
	const struct weft_resource_group *g;
	const struct weft_resource *r;

	if (!builder_check(b, group, b->resource_groups.n, "resource group") ||
	    !builder_check(b, resource, b->resources.n, "resource"))
		return;
	g = &b->resource_groups.at[group];
	r = &b->resources.at[resource];
	if (g->type != r->type)
		(void)builder_fail(b, "Resource %.*s is of another type than its group %.*s",
				   STR_ARG(r->id), STR_ARG(g->id));
	else
		put(b, &b->resources_in, group, resource);
}

uint32_t weft_builder_add_site(struct weft_builder *b, struct str id, struct str name)
{
	enum { MAX_SITES = 1024 };

	if (b->sites.n == MAX_SITES)
		return builder_fail(b, "There are more than %d sites", MAX_SITES);
	if (!register_id(b, &b->index->site_ids, &id, "site"))
		return WEFT_NONE;
	*vec_push(b->work, &b->sites) = (struct weft_site){.id = id,
							   .name = arena_str(b->arena, name)};
	return (uint32_t)b->sites.n - 1;
}

/* --- events -------------------------------------------------------------- */

uint32_t weft_builder_add_event_group(struct weft_builder *b, struct str id, struct str name,
				      bool course)
{
	if (!register_id(b, &b->index->event_group_ids, &id, "event group"))
		return WEFT_NONE;
	*vec_push(b->work, &b->event_groups) = (struct weft_event_group){
		.id = id, .name = arena_str(b->arena, name), .course = course};
	return (uint32_t)b->event_groups.n - 1;
}

void weft_builder_put_event(struct weft_builder *b, uint32_t group, uint32_t event)
{
	if (builder_check(b, group, b->event_groups.n, "event group") &&
	    builder_check(b, event, b->events.n, "event"))
		put(b, &b->events_in, group, event);
}

uint32_t weft_builder_add_event(struct weft_builder *b, struct str id, struct str name,
				int32_t duration)
{
	if (b->err.kind == ERR_NONE && (duration < 1 || duration > MAX_DURATION))
		return builder_fail(b, "Event %.*s has the duration %d; it must be 1 to %d",
				    STR_ARG(id), duration, MAX_DURATION);
	if (!register_id(b, &b->index->event_ids, &id, "event"))
		return WEFT_NONE;
	*vec_push(b->work, &b->events) = (struct weft_event){
		.id = id,
		.name = arena_str(b->arena, name),
		.duration = duration,
		.workload = duration,
		.time = WEFT_NONE,
		.size = 1,
		.site = WEFT_NONE,
	};
	return (uint32_t)b->events.n - 1;
}

void weft_builder_set_event_workload(struct weft_builder *b, uint32_t event, int32_t workload)
{
	if (builder_check(b, event, b->events.n, "event") && check_workload(b, workload))
		b->events.at[event].workload = workload;
}

void weft_builder_set_event_time(struct weft_builder *b, uint32_t event, uint32_t time)
{
	if (builder_check(b, event, b->events.n, "event") &&
	    builder_check(b, time, b->times.n, "time"))
		b->events.at[event].time = time;
}

void weft_builder_set_event_color(struct weft_builder *b, uint32_t event, struct str color)
{
	if (builder_check(b, event, b->events.n, "event"))
		b->events.at[event].color = arena_str(b->arena, color);
}

void weft_builder_set_event_size(struct weft_builder *b, uint32_t event, int32_t size)
{
	enum { MAX_SIZE = 1 << 16 };

	if (!builder_check(b, event, b->events.n, "event"))
		return;
	if (size < 0 || size > MAX_SIZE)
		(void)builder_fail(b, "The size of event %.*s is %d; it must be 0 to %d",
				   STR_ARG(b->events.at[event].id), size, MAX_SIZE);
	else
		b->events.at[event].size = size;
}

void weft_builder_set_event_site(struct weft_builder *b, uint32_t event, uint32_t site)
{
	if (builder_check(b, event, b->events.n, "event") &&
	    builder_check(b, site, b->sites.n, "site"))
		b->events.at[event].site = site;
}

/* The needs of an event are contiguous in the end, but may be added to any event at
 * any time: they are sorted by event when the instance is made. */
static bool check_need(struct weft_builder *b, const struct weft_event *event,
		       const struct weft_need *need)
{
	if (need->resource == WEFT_NONE) {
		if (need->role.len == 0 || need->type == WEFT_NONE) {
			(void)builder_fail(b,
					   "Event %.*s needs a resource that is neither given nor "
					   "described by role and type",
					   STR_ARG(event->id));
			return false;
		}
		return builder_check(b, need->type, b->types.n, "resource type");
	}
	if (!builder_check(b, need->resource, b->resources.n, "resource"))
		return false;
	if (need->type != WEFT_NONE && need->type != b->resources.at[need->resource].type) {
		(void)builder_fail(b, "Event %.*s: resource %.*s is not of the type asked for",
				   STR_ARG(event->id), STR_ARG(b->resources.at[need->resource].id));
		return false;
	}
	return true;
}

uint32_t weft_builder_add_need(struct weft_builder *b, uint32_t event, const struct weft_need *need)
{
	struct weft_event *e;

	if (!builder_check(b, event, b->events.n, "event"))
		return WEFT_NONE;
	e = &b->events.at[event];
	if (!check_need(b, e, need) || (need->has_workload && !check_workload(b, need->workload)))
		return WEFT_NONE;
	*vec_push(b->work, &b->needs) = (struct weft_event_resource){
		.event = event,
		.role = arena_str(b->arena, need->role),
		.type = need->resource == WEFT_NONE ? need->type
						    : b->resources.at[need->resource].type,
		.resource = need->resource,
		.workload = need->has_workload ? need->workload : -1, /* the event's */
	};
	return e->n_resources++;
}

void weft_builder_add_group_need(struct weft_builder *b, uint32_t event, uint32_t group)
{
	VEC(uint32_t) members = {0};

	if (!builder_check(b, event, b->events.n, "event") ||
	    !builder_check(b, group, b->resource_groups.n, "resource group"))
		return;
	for (size_t i = 0; i < b->resources_in.n; i++) {
		struct owned in = b->resources_in.at[i];
		bool again = in.owner != group;

		for (size_t k = 0; k < members.n && !again; k++)
			again = members.at[k] == in.item;
		if (!again)
			*vec_push(b->work, &members) = in.item;
	}
	for (size_t k = 0; k < members.n; k++)
		(void)weft_builder_add_need(
			b, event,
			&(struct weft_need){.type = WEFT_NONE, .resource = members.at[k]});
}

/* --- finding ------------------------------------------------------------- */

static uint32_t find(const struct map *map, struct str id)
{
	const struct map_entry *entry = map_find(map, id);

	return entry == NULL ? WEFT_NONE : (uint32_t)entry->value.number;
}

uint32_t weft_builder_find_time(const struct weft_builder *b, struct str id)
{
	return find(&b->index->time_ids, id);
}

uint32_t weft_builder_find_time_group(const struct weft_builder *b, struct str id)
{
	return find(&b->index->time_group_ids, id);
}

uint32_t weft_builder_find_resource_type(const struct weft_builder *b, struct str id)
{
	return find(&b->index->resource_type_ids, id);
}

uint32_t weft_builder_find_resource_group(const struct weft_builder *b, struct str id)
{
	return find(&b->index->resource_group_ids, id);
}

uint32_t weft_builder_find_resource(const struct weft_builder *b, struct str id)
{
	return find(&b->index->resource_ids, id);
}

uint32_t weft_builder_find_site(const struct weft_builder *b, struct str id)
{
	return find(&b->index->site_ids, id);
}

uint32_t weft_builder_find_event_group(const struct weft_builder *b, struct str id)
{
	return find(&b->index->event_group_ids, id);
}

uint32_t weft_builder_find_event(const struct weft_builder *b, struct str id)
{
	return find(&b->index->event_ids, id);
}
