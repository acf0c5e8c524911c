/* AssignTime: for an event without a given time, how many of its times are not
 * placed: the sum of the durations of its meets without start. */
#include "engine/constraints/constraints.h"

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	uint32_t event = s->instance->points[point].subject;
	const struct weft_event *e = &s->instance->events[event];
	int64_t missing = 0;

	for (uint32_t m = e->first_meet; m < e->first_meet + s->n_meets[event]; m++)
		if (s->meets[m].start == WEFT_NONE)
			missing += s->meets[m].duration;
	return missing;
}

static void moved(struct weft_solution *s, const struct watch *watch, const struct weft_meet *meet,
		  uint32_t from, uint32_t to)
{
	int64_t by = (int64_t)(to == WEFT_NONE) - (from == WEFT_NONE);

	for (uint32_t i = 0; i < watch->n && by != 0; i++)
		solution_add_value(s, solution_monitor(s, &watch->points[i]), watch->points[i].slot,
				   by * meet->duration);
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	uint32_t event = s->instance->points[point].subject;
	const struct weft_event *e = &s->instance->events[event];

	for (uint32_t m = e->first_meet; m < e->first_meet + s->n_meets[event]; m++) {
		struct weft_detail *detail;

		if (s->meets[m].start != WEFT_NONE)
			continue;
		detail = detail_add(list, s->meets[m].duration);
		detail->event = event;
		detail->meet = m;
	}
}

const struct kind kind_assign_time = {
	.name = STR_INIT("AssignTime"),
	.takes = TAKES_EVENTS | TAKES_EVENT_GROUPS,
	.watches = WATCHES_PLACED,
	.points = POINT_EACH_FREE_EVENT,
	.measure = measure,
	.moved = moved,
	.explain = explain,
};
