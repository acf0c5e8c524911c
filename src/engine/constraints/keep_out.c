/* KeepOut: for an event and a role that has no given resource, the resources named stay
 * out of it at some times. Deviation: over the meets that have one of them there, at how
 * many of the named times (all, if none are named) they run. */
#include "engine/constraints/constraints.h"

#include "base/bits.h"

/* At how many named times a meet runs with a resource that should not be there. */
static int64_t wrong_times(const struct weft_solution *s, uint32_t point, uint32_t meet)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct monitor *m = &s->index->monitors[p->constraint];
	const struct weft_event
		*e = &s->instance->events[s->instance->event_resources[p->subject].event];
	uint32_t resource = solution_assigned(s, meet)[p->subject - e->first_resource];
	uint32_t start = s->meets[meet].start;
	int64_t n = 0;

	if (resource == WEFT_NONE || start == WEFT_NONE || !bits_has(m->preferred, resource))
		return 0;
	for (uint32_t t = start; t < start + (uint32_t)s->meets[meet].duration; t++)
		n += bits_has(m->mask, t);
	return n;
}

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	uint32_t event = s->instance->event_resources[s->instance->points[point].subject].event;
	const struct weft_event *e = &s->instance->events[event];
	int64_t sum = 0;

	for (uint32_t m = e->first_meet; m < e->first_meet + s->n_meets[event]; m++)
		sum += wrong_times(s, point, m);
	return sum;
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	const struct weft_point *p = &s->instance->points[point];
	uint32_t event = s->instance->event_resources[p->subject].event;
	const struct weft_event *e = &s->instance->events[event];

	for (uint32_t m = e->first_meet; m < e->first_meet + s->n_meets[event]; m++) {
		int64_t n = wrong_times(s, point, m);
		struct weft_detail *detail;

		if (n == 0)
			continue;
		detail = detail_add(list, n);
		detail->event = event;
		detail->meet = m;
		detail->resource = solution_assigned(s, m)[p->subject - e->first_resource];
		detail->time = s->meets[m].start;
	}
}

const struct kind kind_keep_out = {
	.name = STR_INIT("KeepOut"),
	.takes = TAKES_EVENTS | TAKES_EVENT_GROUPS | TAKES_ROLE | TAKES_PREFERRED | TAKES_TIMES |
		 TAKES_TIME_GROUPS,
	.watches = WATCHES_STARTS | WATCHES_RESOURCES,
	.points = POINT_EACH_FREE_NEED,
	.measure = measure,
	.explain = explain,
};
