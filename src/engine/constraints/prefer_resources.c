/* PreferResources: for an event and a role that has no given resource, the sum of the
 * durations of the meets that have a resource there, but not one of those named. */
#include "engine/constraints/constraints.h"

#include "base/bits.h"

static bool is_wrong(const struct monitor *monitor, uint32_t resource)
{
	return resource != WEFT_NONE && !bits_has(monitor->preferred, resource);
}

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	const struct weft_point *p = &s->instance->points[point];
	uint32_t event = s->instance->event_resources[p->subject].event;
	const struct weft_event *e = &s->instance->events[event];
	int64_t wrong = 0;

	for (uint32_t m = e->first_meet; m < e->first_meet + s->n_meets[event]; m++)
		if (is_wrong(&s->index->monitors[p->constraint],
			     solution_assigned(s, m)[p->subject - e->first_resource]))
			wrong += s->meets[m].duration;
	return wrong;
}

static void reassigned(struct weft_solution *s, const struct watch *watch,
		       const struct weft_meet *meet, uint32_t from, uint32_t to)
{
	for (uint32_t i = 0; i < watch->n; i++) {
		const struct monitor *m = solution_monitor(s, &watch->points[i]);
		int64_t by = (int64_t)is_wrong(m, to) - is_wrong(m, from);

		solution_add_value(s, m, watch->points[i].slot, by * meet->duration);
	}
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	const struct weft_point *p = &s->instance->points[point];
	uint32_t event = s->instance->event_resources[p->subject].event;
	const struct weft_event *e = &s->instance->events[event];

	for (uint32_t m = e->first_meet; m < e->first_meet + s->n_meets[event]; m++) {
		uint32_t resource = solution_assigned(s, m)[p->subject - e->first_resource];
		struct weft_detail *detail;

		if (!is_wrong(&s->index->monitors[p->constraint], resource))
			continue;
		detail = detail_add(list, s->meets[m].duration);
		detail->event = event;
		detail->meet = m;
		detail->resource = resource;
		detail->time = s->meets[m].start;
	}
}

const struct kind kind_prefer_resources = {
	.name = STR_INIT("PreferResources"),
	.takes = TAKES_EVENTS | TAKES_EVENT_GROUPS | TAKES_ROLE | TAKES_PREFERRED,
	.watches = WATCHES_RESOURCES,
	.points = POINT_EACH_FREE_NEED,
	.measure = measure,
	.reassigned = reassigned,
	.explain = explain,
};
