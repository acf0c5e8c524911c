/* AssignResource: for an event and a role that has no given resource, how many of the
 * event's times have no resource there: the sum of the durations of such meets. */
#include "engine/constraints/constraints.h"

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	uint32_t need = s->instance->points[point].subject;
	uint32_t event = s->instance->event_resources[need].event;
	const struct weft_event *e = &s->instance->events[event];
	int64_t missing = 0;

	for (uint32_t m = e->first_meet; m < e->first_meet + s->n_meets[event]; m++)
		if (solution_assigned(s, m)[need - e->first_resource] == WEFT_NONE)
			missing += s->meets[m].duration;
	return missing;
}

static void reassigned(struct weft_solution *s, const struct watch *watch,
		       const struct weft_meet *meet, uint32_t from, uint32_t to)
{
	int64_t by = (int64_t)(to == WEFT_NONE) - (from == WEFT_NONE);

	for (uint32_t i = 0; i < watch->n; i++)
		solution_add_value(s, solution_monitor(s, &watch->points[i]), watch->points[i].slot,
				   by * meet->duration);
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	uint32_t need = s->instance->points[point].subject;
	uint32_t event = s->instance->event_resources[need].event;
	const struct weft_event *e = &s->instance->events[event];

	for (uint32_t m = e->first_meet; m < e->first_meet + s->n_meets[event]; m++) {
		struct weft_detail *detail;

		if (solution_assigned(s, m)[need - e->first_resource] != WEFT_NONE)
			continue;
		detail = detail_add(list, s->meets[m].duration);
		detail->event = event;
		detail->meet = m;
		detail->time = s->meets[m].start;
	}
}

const struct kind kind_assign_resource = {
	.name = STR_INIT("AssignResource"),
	.takes = TAKES_EVENTS | TAKES_EVENT_GROUPS | TAKES_ROLE,
	.watches = WATCHES_RESOURCES,
	.points = POINT_EACH_FREE_NEED,
	.measure = measure,
	.reassigned = reassigned,
	.explain = explain,
};
