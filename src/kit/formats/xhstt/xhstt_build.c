/* Records of an instance become a weft_instance: references are looked up, the builder
 * checks the rest, and a fault gets the line of the element at which it showed. */
#include "kit/formats/xhstt/xhstt_build_internal.h"

#include <assert.h>

bool xhstt_built(const struct building *b, const struct xml_head *at, struct err *err)
{
	const struct err *fault = weft_builder_error(b->builder);

	return fault == NULL || xml_fault(b->name, at, err, "%s", fault->text);
}

bool xhstt_lookup(const struct building *b, enum thing thing, const struct xml_head *at,
		  struct str id, uint32_t *ret, struct err *err)
{
	static const struct {
		const char *name;
		uint32_t (*find)(const struct weft_builder *builder, struct str id);
	} things[] = {
		[TIME] = {"time", weft_builder_find_time},
		[TIME_GROUP] = {"time group", weft_builder_find_time_group},
		[RESOURCE_TYPE] = {"resource type", weft_builder_find_resource_type},
		[RESOURCE_GROUP] = {"resource group", weft_builder_find_resource_group},
		[RESOURCE] = {"resource", weft_builder_find_resource},
		[EVENT] = {"event", weft_builder_find_event},
		[EVENT_GROUP] = {"event group", weft_builder_find_event_group},
	};
	const uint32_t found = things[thing].find(b->builder, id);

	if (found == WEFT_NONE)
		return xml_fault(b->name, at, err, "there is no %s \"%.*s\" in the instance",
				 things[thing].name, xhstt_shown(id), id.ptr);
	*ret = found;
	return true;
}

int xhstt_shown(struct str id)
{
	enum { MOST = 80 };

	return id.len > MOST ? MOST : (int)id.len;
}

/* --- times ----------------------------------------------------------------- */

static bool put_time(const struct building *b, uint32_t time, const struct reference *group,
		     struct err *err)
{
	uint32_t index = WEFT_NONE;

	if (group->head.line == 0)
		return true;
	if (!xhstt_lookup(b, TIME_GROUP, &group->head, group->id, &index, err))
		return false;
	weft_builder_put_time(b->builder, index, time);
	return true;
}

static bool build_time(const struct building *b, const struct time_record *record, struct err *err)
{
	const uint32_t time = weft_builder_add_time(b->builder, record->id, record->name);

	if (!xhstt_built(b, &record->head, err) || !put_time(b, time, &record->week, err) ||
	    !put_time(b, time, &record->day, err))
		return false;
	for (size_t i = 0; i < record->groups.n; i++)
		if (!put_time(b, time, &record->groups.at[i], err))
			return false;
	return xhstt_built(b, &record->head, err);
}

static bool build_times(const struct building *b, const struct instance_record *record,
			struct err *err)
{
	for (size_t i = 0; i < record->time_groups.n; i++) {
		const struct group_record *group = &record->time_groups.at[i];

		(void)weft_builder_add_time_group(b->builder, group->id, group->name,
						  (enum weft_time_group_kind)group->head.tag);
		if (!xhstt_built(b, &group->head, err))
			return false;
	}
	for (size_t i = 0; i < record->times.n; i++)
		if (!build_time(b, &record->times.at[i], err))
			return false;
	return true;
}

/* --- resources ------------------------------------------------------------- */

static bool build_resource_group(const struct building *b, const struct group_record *record,
				 struct err *err)
{
	uint32_t type = WEFT_NONE;

	if (!xhstt_lookup(b, RESOURCE_TYPE, &record->type.head, record->type.id, &type, err))
		return false;
	(void)weft_builder_add_resource_group(b->builder, record->id, record->name, type);
	return xhstt_built(b, &record->head, err);
}

static bool build_resource(const struct building *b, const struct resource_record *record,
			   struct err *err)
{
	uint32_t type = WEFT_NONE, resource;

	if (!xhstt_lookup(b, RESOURCE_TYPE, &record->type.head, record->type.id, &type, err))
		return false;
	resource = weft_builder_add_resource(b->builder, record->id, record->name, type);
	if (!xhstt_built(b, &record->head, err))
		return false;
	for (size_t i = 0; i < record->groups.n; i++) {
		const struct reference *reference = &record->groups.at[i];
		uint32_t group = WEFT_NONE;

		if (!xhstt_lookup(b, RESOURCE_GROUP, &reference->head, reference->id, &group, err))
			return false;
		weft_builder_put_resource(b->builder, group, resource);
		b->resource_group_size[group]++;
		if (!xhstt_built(b, &reference->head, err))
			return false;
	}
	return true;
}

static bool build_resources(const struct building *b, const struct instance_record *record,
			    struct err *err)
{
	for (size_t i = 0; i < record->resource_types.n; i++) {
		const struct group_record *type = &record->resource_types.at[i];

		(void)weft_builder_add_resource_type(b->builder, type->id, type->name);
		if (!xhstt_built(b, &type->head, err))
			return false;
	}
	for (size_t i = 0; i < record->resource_groups.n; i++)
		if (!build_resource_group(b, &record->resource_groups.at[i], err))
			return false;
	for (size_t i = 0; i < record->resources.n; i++)
		if (!build_resource(b, &record->resources.at[i], err))
			return false;
	return true;
}

/* --- events ---------------------------------------------------------------- */

static void note_workload(const struct building *b, const struct xml_number *workload)
{
	if (workload->value > b->counts->workload)
		b->counts->workload = workload->value;
}

static bool build_need(const struct building *b, uint32_t event, const struct need_record *record,
		       struct err *err)
{
	struct weft_need need = {
		.role = record->role,
		.type = WEFT_NONE,
		.resource = WEFT_NONE,
		.has_workload = record->workload.given,
		.workload = (int32_t)record->workload.value,
	};

	note_workload(b, &record->workload);
	if (record->type.head.line > 0 &&
	    !xhstt_lookup(b, RESOURCE_TYPE, &record->type.head, record->type.id, &need.type, err))
		return false;
	if (record->resource.len > 0 &&
	    !xhstt_lookup(b, RESOURCE, &record->head, record->resource, &need.resource, err))
		return false;
	(void)weft_builder_add_need(b->builder, event, &need);
	return xhstt_built(b, &record->head, err);
}

static bool put_event(const struct building *b, uint32_t event, const struct reference *reference,
		      struct err *err)
{
	uint32_t group = WEFT_NONE;

	if (reference->head.line == 0)
		return true;
	if (!xhstt_lookup(b, EVENT_GROUP, &reference->head, reference->id, &group, err))
		return false;
	weft_builder_put_event(b->builder, group, event);
	b->event_group_size[group]++;
	return xhstt_built(b, &reference->head, err);
}

/* A solution keeps a cell for each part of an event and each of its needs. */
static bool count_cells(const struct building *b, const struct event_record *record,
			uint64_t n_needs, struct err *err)
{
	b->counts->needs += n_needs;
	b->counts->cells += (uint64_t)record->duration.value * n_needs;
	return b->counts->cells <= XHSTT_MAX_CELLS ||
	       xml_fault(b->name, &record->head, err,
			 "the events need more resources over their duration than are allowed");
}

static bool build_needs(const struct building *b, uint32_t event, const struct event_record *record,
			struct err *err)
{
	if (!count_cells(b, record, record->needs.n, err))
		return false;
	for (size_t i = 0; i < record->needs.n; i++)
		if (!build_need(b, event, &record->needs.at[i], err))
			return false;
	for (size_t i = 0; i < record->resource_groups.n; i++) {
		const struct reference *reference = &record->resource_groups.at[i];
		uint32_t group = WEFT_NONE;

		if (!xhstt_lookup(b, RESOURCE_GROUP, &reference->head, reference->id, &group, err))
			return false;
		if (!count_cells(b, record, b->resource_group_size[group], err))
			return false;
		weft_builder_add_group_need(b->builder, event, group);
		if (!xhstt_built(b, &reference->head, err))
			return false;
	}
	return true;
}

static bool build_event(const struct building *b, const struct event_record *record,
			struct err *err)
{
	const uint32_t event = weft_builder_add_event(b->builder, record->id, record->name,
						      (int32_t)record->duration.value);
	uint32_t time = WEFT_NONE;

	if (!xhstt_built(b, &record->head, err))
		return false;
	note_workload(b, record->workload.given ? &record->workload : &record->duration);
	if (record->workload.given)
		weft_builder_set_event_workload(b->builder, event, (int32_t)record->workload.value);
	if (record->color.len > 0)
		weft_builder_set_event_color(b->builder, event, record->color);
	if (record->time.head.line > 0) {
		if (!xhstt_lookup(b, TIME, &record->time.head, record->time.id, &time, err))
			return false;
		weft_builder_set_event_time(b->builder, event, time);
		if (!xhstt_built(b, &record->time.head, err))
			return false;
	}
	if (!build_needs(b, event, record, err) || !put_event(b, event, &record->course, err))
		return false;
	for (size_t i = 0; i < record->groups.n; i++)
		if (!put_event(b, event, &record->groups.at[i], err))
			return false;
	return xhstt_built(b, &record->head, err);
}

static bool build_events(const struct building *b, const struct instance_record *record,
			 struct err *err)
{
	for (size_t i = 0; i < record->event_groups.n; i++) {
		const struct group_record *group = &record->event_groups.at[i];

		(void)weft_builder_add_event_group(b->builder, group->id, group->name,
						   group->head.tag != 0);
		if (!xhstt_built(b, &group->head, err))
			return false;
	}
	for (size_t i = 0; i < record->events.n; i++)
		if (!build_event(b, &record->events.at[i], err))
			return false;
	return true;
}

/* --- the whole ------------------------------------------------------------- */

/* The engine's tables grow with products of these numbers, so they are limited before
 * it sees them. */
static bool within_limits(const struct building *b, const struct instance_record *record,
			  struct err *err)
{
	const struct {
		const char *what;
		size_t n, most;
	} counts[] = {
		{"times", record->times.n, XHSTT_MAX_TIMES},
		{"time groups", record->time_groups.n, XHSTT_MAX_GROUPS},
		{"resource groups", record->resource_groups.n, XHSTT_MAX_GROUPS},
		{"event groups", record->event_groups.n, XHSTT_MAX_GROUPS},
		{"resources", record->resources.n, XHSTT_MAX_RESOURCES},
	};
	const uint64_t cells = ((uint64_t)record->times.n + 1) *
			       (record->time_groups.n + record->resources.n);

	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		if (counts[i].n > counts[i].most)
			return xml_fault(b->name, &record->head, err,
					 "the instance has %zu %s, at most %zu are allowed",
					 counts[i].n, counts[i].what, counts[i].most);
	if (cells > XHSTT_MAX_CELLS)
		return xml_fault(b->name, &record->head, err,
				 "the instance has too many resources and time groups for its %zu "
				 "times",
				 record->times.n);
	for (size_t i = 0; i < record->events.n; i++) {
		b->counts->duration += record->events.at[i].duration.value;
		if (b->counts->duration > XHSTT_MAX_TOTAL_DURATION)
			return xml_fault(b->name, &record->events.at[i].head, err,
					 "the events last more than %d times together",
					 XHSTT_MAX_TOTAL_DURATION);
	}
	return true;
}

static void set_metadata(const struct building *b, const struct xhstt_metadata *text)
{
	weft_builder_set_metadata(b->builder, &(struct weft_metadata){
						      .name = text->name,
						      .contributor = text->contributor,
						      .date = text->date,
						      .country = text->country,
						      .description = text->description,
						      .remarks = text->remarks,
					      });
}

bool xhstt_build_instance(const char *name, const struct instance_record *record,
			  struct weft_instance **ret, struct err *err)
{
	struct arena *scratch = arena_create(4096);
	struct counts counts = {
		.columns = (uint64_t)record->times.n + record->resources.n,
	};
	struct building b = {
		.name = name,
		.builder = weft_builder_create(record->id),
		.resource_group_size = arena_array(scratch, uint64_t,
						   record->resource_groups.n + 1),
		.event_group_size = arena_array(scratch, uint64_t, record->event_groups.n + 1),
		.counts = &counts,
	};
	bool ok = within_limits(&b, record, err);
	struct err fault = {0};

	set_metadata(&b, &record->metadata.text);
	ok = ok && build_times(&b, record, err) && build_resources(&b, record, err) &&
	     build_events(&b, record, err);
	for (size_t i = 0; ok && i < record->constraints.n; i++)
		ok = xhstt_build_constraint(&b, &record->constraints.at[i], err);
	if (ok && !weft_builder_finish(b.builder, ret, &fault))
		ok = xml_fault(name, &record->head, err, "%s", fault.text);
	weft_builder_destroy(b.builder);
	arena_destroy(scratch);
	return ok;
}
