/* Records of a solution become a solution; what cannot be part of any timetable of its
 * instance (too many parts, a wrong room type, a moved preassigned lesson) is a fault. */
#include "kit/formats/xhstt/xhstt_build_internal.h"

void xhstt_solution_builder_init(struct solution_builder *builder, const char *name,
				 const struct weft_instance *instance, struct arena *scratch,
				 struct arena *arena)
{
	*builder = (struct solution_builder){
		.name = name,
		.instance = instance,
		.arena = arena,
		.duration = arena_array(scratch, int64_t, (size_t)instance->n_events + 1),
		.stamp = arena_array(scratch, uint32_t, (size_t)instance->n_event_resources + 1),
	};
}

static bool find_event(const struct solution_builder *b, const struct meet_record *record,
		       uint32_t *ret, struct err *err)
{
	const uint32_t event = weft_instance_find_event(b->instance, record->event);

	if (event == WEFT_NONE)
		return xml_fault(b->name, &record->head, err,
				 "there is no event \"%.*s\" in the instance",
				 xhstt_shown(record->event), record->event.ptr);
	*ret = event;
	return true;
}

static bool take_duration(const struct solution_builder *b, const struct meet_record *record,
			  struct xhstt_meet *meet, struct err *err)
{
	const struct weft_event *event = &b->instance->events[meet->event];
	int64_t *sum = &b->duration[meet->event];

	meet->duration = record->duration.given ? (int32_t)record->duration.value : event->duration;
	*sum += meet->duration;
	if (*sum > event->duration)
		return xml_fault(b->name, &record->head, err,
				 "the parts of event \"%.*s\" last %lld times, the event only %d",
				 xhstt_shown(event->id), event->id.ptr, (long long)*sum,
				 event->duration);
	return true;
}

static bool take_time(const struct solution_builder *b, const struct meet_record *record,
		      struct xhstt_meet *meet, struct err *err)
{
	const struct weft_event *event = &b->instance->events[meet->event];
	const struct str id = record->time.id;

	meet->start = event->time;
	if (record->time.head.line == 0)
		return true;
	meet->start = weft_instance_find_time(b->instance, id);
	if (meet->start == WEFT_NONE)
		return xml_fault(b->name, &record->time.head, err,
				 "there is no time \"%.*s\" in the instance", xhstt_shown(id),
				 id.ptr);
	if (event->time != WEFT_NONE && meet->start != event->time)
		return xml_fault(b->name, &record->time.head, err,
				 "event \"%.*s\" is preassigned to another time",
				 xhstt_shown(event->id), event->id.ptr);
	if ((int64_t)meet->start + meet->duration > b->instance->n_times)
		return xml_fault(b->name, &record->time.head, err,
				 "a part of event \"%.*s\" would end after the last time",
				 xhstt_shown(event->id), event->id.ptr);
	return true;
}

static bool is_preassigned(const struct solution_builder *b, uint32_t event, uint32_t resource)
{
	const struct weft_event *e = &b->instance->events[event];

	for (uint32_t i = 0; i < e->n_resources; i++)
		if (b->instance->event_resources[e->first_resource + i].resource == resource)
			return true;
	return false;
}

/* Which of the event's needs the element speaks of; WEFT_NONE where a preassigned
 * resource is merely repeated. */
static bool find_need(const struct solution_builder *b, const struct use_record *record,
		      const struct xhstt_use *use, uint32_t event, uint32_t *ret, struct err *err)
{
	*ret = WEFT_NONE;
	if (record->role.len > 0)
		*ret = weft_instance_find_role(b->instance, event, record->role);
	else if (use->resource != WEFT_NONE && is_preassigned(b, event, use->resource))
		return true;
	if (*ret == WEFT_NONE && record->role.len > 0)
		return xml_fault(b->name, &record->head, err, "the event has no role \"%.*s\"",
				 xhstt_shown(record->role), record->role.ptr);
	return *ret != WEFT_NONE ||
	       xml_fault(b->name, &record->head, err, "<Resource> lacks <Role>");
}

static bool check_use(const struct solution_builder *b, const struct use_record *record,
		      const struct weft_event_resource *need, uint32_t resource, struct err *err)
{
	const struct weft_resource *r = &b->instance->resources[resource];

	if (need->resource != WEFT_NONE && need->resource != resource)
		return xml_fault(b->name, &record->head, err,
				 "another resource is preassigned to role \"%.*s\"",
				 xhstt_shown(record->role), record->role.ptr);
	if (need->resource == WEFT_NONE && r->type != need->type)
		return xml_fault(b->name, &record->head, err,
				 "resource \"%.*s\" is not of the type that role \"%.*s\" needs",
				 xhstt_shown(r->id), r->id.ptr, xhstt_shown(record->role),
				 record->role.ptr);
	return true;
}

static bool take_use(const struct solution_builder *b, const struct use_record *record,
		     struct xhstt_meet *meet, uint32_t meet_number, struct err *err)
{
	const uint32_t first = b->instance->events[meet->event].first_resource;
	struct xhstt_use use = {.resource = WEFT_NONE};

	if (record->resource.len > 0) {
		use.resource = weft_instance_find_resource(b->instance, record->resource);
		if (use.resource == WEFT_NONE)
			return xml_fault(b->name, &record->head, err,
					 "there is no resource \"%.*s\" in the instance",
					 xhstt_shown(record->resource), record->resource.ptr);
	}
	if (!find_need(b, record, &use, meet->event, &use.need, err))
		return false;
	if (use.need == WEFT_NONE)
		return true;
	if (b->stamp[first + use.need] == meet_number)
		return xml_fault(b->name, &record->head, err, "role \"%.*s\" stands here twice",
				 xhstt_shown(record->role), record->role.ptr);
	b->stamp[first + use.need] = meet_number;
	if (use.resource == WEFT_NONE)
		return true;
	if (!check_use(b, record, &b->instance->event_resources[first + use.need], use.resource,
		       err))
		return false;
	if (b->instance->event_resources[first + use.need].resource == WEFT_NONE)
		*vec_push(b->arena, &meet->uses) = use;
	return true;
}

static bool take_meet(const struct solution_builder *b, const struct meet_record *record,
		      uint32_t meet_number, struct xhstt_meet *ret, struct err *err)
{
	ret->event = WEFT_NONE; /* for forget() */
	if (!find_event(b, record, &ret->event, err) || !take_duration(b, record, ret, err) ||
	    !take_time(b, record, ret, err))
		return false;
	for (size_t i = 0; i < record->uses.n; i++)
		if (!take_use(b, &record->uses.at[i], ret, meet_number, err))
			return false;
	return true;
}

/* Make the tables zero again, touching only what the solution touched. */
static void forget(struct solution_builder *b, const struct xhstt_solution *solution)
{
	for (size_t i = 0; i < solution->meets.n; i++) {
		const struct xhstt_meet *meet = &solution->meets.at[i];
		const struct weft_event *event;

		if (meet->event == WEFT_NONE)
			continue;
		event = &b->instance->events[meet->event];
		b->duration[meet->event] = 0;
		for (uint32_t j = 0; j < event->n_resources; j++)
			b->stamp[event->first_resource + j] = 0;
	}
}

static void take_report(struct arena *arena, const struct report_record *record,
			struct xhstt_report *ret)
{
	ret->given = record->head.line > 0;
	ret->hard = record->hard.value;
	ret->soft = record->soft.value;
	for (size_t i = 0; i < record->objects.n; i++) {
		const struct report_object *object = &record->objects.at[i];

		for (size_t j = 0; j < object->costs.n; j++)
			*vec_push(arena, &ret->lines) = (struct xhstt_report_line){
				.section = (enum xhstt_section)object->head.tag,
				.object = arena_str(arena, object->id),
				.constraint = arena_str(arena, object->costs.at[j].constraint),
				.cost = object->costs.at[j].cost.value,
				.description = arena_str(arena, object->costs.at[j].description),
			};
	}
}

bool xhstt_build_solution(struct solution_builder *b, const struct solution_record *record,
			  struct xhstt_solution *ret, struct err *err)
{
	bool ok = true;

	*ret = (struct xhstt_solution){
		.instance = b->instance,
		.line = record->head.line,
		.description = arena_str(b->arena, record->description),
		.running_time = arena_str(b->arena, record->running_time),
	};
	take_report(b->arena, &record->report, &ret->report);
	vec_reserve(b->arena, (void **)&ret->meets.at, &ret->meets.cap, record->meets.n,
		    sizeof *ret->meets.at);
	for (size_t i = 0; ok && i < record->meets.n; i++)
		ok = take_meet(b, &record->meets.at[i], (uint32_t)i + 1,
			       vec_push(b->arena, &ret->meets), err);
	forget(b, ret);
	if (!ok)
		ret->meets.n = 0;
	return ok;
}
