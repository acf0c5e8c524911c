#include "kit/formats/xhstt/xhstt_write_internal.h"

void xhstt_put_reference(struct writing *w, const char *name, struct str id)
{
	xml_write_open(&w->xml, name);
	xml_write_attribute(&w->xml, "Reference", id);
	xml_write_close(&w->xml);
}

void xhstt_open_with_id(struct writing *w, const char *name, struct str id)
{
	xml_write_open(&w->xml, name);
	xml_write_attribute(&w->xml, "Id", id);
}

/* A group or type, which has only a name. */
static void put_named(struct writing *w, const char *element, struct str id, struct str name)
{
	xhstt_open_with_id(w, element, id);
	xml_write_text(&w->xml, "Name", name);
	xml_write_close(&w->xml);
}

static void put_metadata(struct writing *w)
{
	const struct weft_metadata *metadata = &w->instance->metadata;

	xml_write_open(&w->xml, "MetaData");
	xml_write_text(&w->xml, "Name", metadata->name);
	xml_write_text(&w->xml, "Contributor", metadata->contributor);
	xml_write_text(&w->xml, "Date", metadata->date);
	xml_write_text(&w->xml, "Country", metadata->country);
	xml_write_text(&w->xml, "Description", metadata->description);
	if (metadata->remarks.len > 0)
		xml_write_text(&w->xml, "Remarks", metadata->remarks);
	xml_write_close(&w->xml);
}

/* --- times ----------------------------------------------------------------- */

static void put_time_groups(struct writing *w, enum weft_time_group_kind kind, const char *element)
{
	for (uint32_t i = 0; i < w->instance->n_time_groups; i++) {
		const struct weft_time_group *group = &w->instance->time_groups[i];

		if (group->kind == kind)
			put_named(w, element, group->id, group->name);
	}
}

/* The first week and the first day have elements of their own; other groups, weeks and
 * days among them, are listed, in the order in which the groups stand in the file. */
static uint32_t first_of(const struct writing *w, const struct weft_time *time,
			 enum weft_time_group_kind kind)
{
	for (uint32_t i = 0; i < time->groups.n; i++)
		if (w->instance->time_groups[time->groups.at[i]].kind == kind)
			return time->groups.at[i];
	return WEFT_NONE;
}

static void put_other_groups(struct writing *w, const struct weft_time *time,
			     enum weft_time_group_kind kind, uint32_t first)
{
	for (uint32_t i = 0; i < time->groups.n; i++) {
		const uint32_t group = time->groups.at[i];

		if (w->instance->time_groups[group].kind == kind && group != first)
			xhstt_put_reference(w, "TimeGroup", w->instance->time_groups[group].id);
	}
}

static void put_time(struct writing *w, const struct weft_time *time)
{
	static const enum weft_time_group_kind kinds[] = {WEFT_WEEK, WEFT_DAY, WEFT_TIME_GROUP};
	const struct weft_time_group *groups = w->instance->time_groups;
	const uint32_t week = first_of(w, time, WEFT_WEEK), day = first_of(w, time, WEFT_DAY);
	const uint32_t n_first = (week != WEFT_NONE ? 1U : 0U) + (day != WEFT_NONE ? 1U : 0U);

	xhstt_open_with_id(w, "Time", time->id);
	xml_write_text(&w->xml, "Name", time->name);
	if (week != WEFT_NONE)
		xhstt_put_reference(w, "Week", groups[week].id);
	if (day != WEFT_NONE)
		xhstt_put_reference(w, "Day", groups[day].id);
	if (time->groups.n > n_first) {
		xml_write_open(&w->xml, "TimeGroups");
		for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
			put_other_groups(w, time, kinds[i],
					 i == 0   ? week
					 : i == 1 ? day
						  : WEFT_NONE);
		xml_write_close(&w->xml);
	}
	xml_write_close(&w->xml);
}

static void put_times(struct writing *w)
{
	xml_write_open(&w->xml, "Times");
	xml_write_open(&w->xml, "TimeGroups");
	put_time_groups(w, WEFT_WEEK, "Week");
	put_time_groups(w, WEFT_DAY, "Day");
	put_time_groups(w, WEFT_TIME_GROUP, "TimeGroup");
	xml_write_close(&w->xml);
	for (uint32_t i = 0; i < w->instance->n_times; i++)
		put_time(w, &w->instance->times[i]);
	xml_write_close(&w->xml);
}

/* --- resources ------------------------------------------------------------- */

static void put_resource_group(struct writing *w, const struct weft_resource_group *group)
{
	xhstt_open_with_id(w, "ResourceGroup", group->id);
	xml_write_text(&w->xml, "Name", group->name);
	xhstt_put_reference(w, "ResourceType", w->instance->resource_types[group->type].id);
	xml_write_close(&w->xml);
}

static void put_resource(struct writing *w, const struct weft_resource *resource)
{
	xhstt_open_with_id(w, "Resource", resource->id);
	xml_write_text(&w->xml, "Name", resource->name);
	xhstt_put_reference(w, "ResourceType", w->instance->resource_types[resource->type].id);
	if (resource->groups.n > 0) {
		xml_write_open(&w->xml, "ResourceGroups");
		for (uint32_t i = 0; i < resource->groups.n; i++)
			xhstt_put_reference(
				w, "ResourceGroup",
				w->instance->resource_groups[resource->groups.at[i]].id);
		xml_write_close(&w->xml);
	}
	xml_write_close(&w->xml);
}

static void put_resources(struct writing *w)
{
	const struct weft_instance *instance = w->instance;

	xml_write_open(&w->xml, "Resources");
	xml_write_open(&w->xml, "ResourceTypes");
	for (uint32_t i = 0; i < instance->n_resource_types; i++)
		put_named(w, "ResourceType", instance->resource_types[i].id,
			  instance->resource_types[i].name);
	xml_write_close(&w->xml);
	xml_write_open(&w->xml, "ResourceGroups");
	for (uint32_t i = 0; i < instance->n_resource_groups; i++)
		put_resource_group(w, &instance->resource_groups[i]);
	xml_write_close(&w->xml);
	for (uint32_t i = 0; i < instance->n_resources; i++)
		put_resource(w, &instance->resources[i]);
	xml_write_close(&w->xml);
}

/* --- events ---------------------------------------------------------------- */

static void put_event_groups(struct writing *w, bool course, const char *element)
{
	for (uint32_t i = 0; i < w->instance->n_event_groups; i++) {
		const struct weft_event_group *group = &w->instance->event_groups[i];

		if (group->course == course)
			put_named(w, element, group->id, group->name);
	}
}

static void put_need(struct writing *w, const struct weft_event *event,
		     const struct weft_event_resource *need)
{
	const struct weft_instance *instance = w->instance;

	xml_write_open(&w->xml, "Resource");
	if (need->resource != WEFT_NONE)
		xml_write_attribute(&w->xml, "Reference", instance->resources[need->resource].id);
	if (need->role.len > 0) {
		xml_write_text(&w->xml, "Role", need->role);
		xhstt_put_reference(w, "ResourceType", instance->resource_types[need->type].id);
	}
	if (need->workload != event->workload)
		xml_write_number(&w->xml, "Workload", need->workload);
	xml_write_close(&w->xml);
}

static uint32_t course_of(const struct writing *w, const struct weft_event *event)
{
	for (uint32_t i = 0; i < event->groups.n; i++)
		if (w->instance->event_groups[event->groups.at[i]].course)
			return event->groups.at[i];
	return WEFT_NONE;
}

static void put_memberships(struct writing *w, const struct weft_event *event, uint32_t course)
{
	if (event->groups.n == (course == WEFT_NONE ? 0 : 1))
		return;
	xml_write_open(&w->xml, "EventGroups");
	for (int courses = 1; courses >= 0; courses--)
		for (uint32_t i = 0; i < event->groups.n; i++) {
			const struct weft_event_group
				*group = &w->instance->event_groups[event->groups.at[i]];

			if (event->groups.at[i] != course && group->course == (courses == 1))
				xhstt_put_reference(w, "EventGroup", group->id);
		}
	xml_write_close(&w->xml);
}

static void put_event(struct writing *w, const struct weft_event *event)
{
	const struct weft_instance *instance = w->instance;
	const uint32_t course = course_of(w, event);

	xhstt_open_with_id(w, "Event", event->id);
	if (event->color.len > 0)
		xml_write_attribute(&w->xml, "Color", event->color);
	xml_write_text(&w->xml, "Name", event->name);
	xml_write_number(&w->xml, "Duration", event->duration);
	if (event->workload != event->duration)
		xml_write_number(&w->xml, "Workload", event->workload);
	if (course != WEFT_NONE)
		xhstt_put_reference(w, "Course", instance->event_groups[course].id);
	if (event->time != WEFT_NONE)
		xhstt_put_reference(w, "Time", instance->times[event->time].id);
	if (event->n_resources > 0) {
		xml_write_open(&w->xml, "Resources");
		for (uint32_t i = 0; i < event->n_resources; i++)
			put_need(w, event, &instance->event_resources[event->first_resource + i]);
		xml_write_close(&w->xml);
	}
	put_memberships(w, event, course);
	xml_write_close(&w->xml);
}

static void put_events(struct writing *w)
{
	xml_write_open(&w->xml, "Events");
	xml_write_open(&w->xml, "EventGroups");
	put_event_groups(w, true, "Course");
	put_event_groups(w, false, "EventGroup");
	xml_write_close(&w->xml);
	for (uint32_t i = 0; i < w->instance->n_events; i++)
		put_event(w, &w->instance->events[i]);
	xml_write_close(&w->xml);
}

bool xhstt_put_instance(struct writing *w, const struct weft_instance *instance, struct err *err)
{
	w->instance = instance;
	xhstt_open_with_id(w, "Instance", instance->id);
	put_metadata(w);
	put_times(w);
	put_resources(w);
	put_events(w);
	if (!xhstt_put_constraints(w, err))
		return false;
	xml_write_close(&w->xml);
	return true;
}
