/* PreferTimes: for an event without a given time, the sum of the durations of the
 * meets that start at a time which is not one of those named; where the constraint has
 * a Duration, only meets of that duration count. Only the start is looked at. */
#include "engine/constraints/constraints.h"

#include "base/bits.h"

static bool is_wrong(const struct monitor *monitor, uint32_t start)
{
	return start != WEFT_NONE && !bits_has(monitor->mask, start);
}

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct monitor *monitor = &s->index->monitors[p->constraint];
	const struct weft_event *e = &s->instance->events[p->subject];
	int64_t wrong = 0;

	for (uint32_t i = e->first_meet; i < e->first_meet + s->n_meets[p->subject]; i++) {
		const struct weft_meet *m = &s->meets[i];

		if ((monitor->duration == 0 || monitor->duration == m->duration) &&
		    is_wrong(monitor, m->start))
			wrong += m->duration;
	}
	return wrong;
}

static void moved(struct weft_solution *s, const struct watch *watch, const struct weft_meet *meet,
		  uint32_t from, uint32_t to)
{
	for (uint32_t i = 0; i < watch->n; i++) {
		const struct monitor *m = solution_monitor(s, &watch->points[i]);
		int64_t by = (int64_t)is_wrong(m, to) - is_wrong(m, from);

		if (m->duration == 0 || m->duration == meet->duration)
			solution_add_value(s, m, watch->points[i].slot, by * meet->duration);
	}
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct monitor *monitor = &s->index->monitors[p->constraint];
	const struct weft_event *e = &s->instance->events[p->subject];

	for (uint32_t i = e->first_meet; i < e->first_meet + s->n_meets[p->subject]; i++) {
		const struct weft_meet *m = &s->meets[i];
		struct weft_detail *detail;

		if (!is_wrong(monitor, m->start) ||
		    (monitor->duration != 0 && monitor->duration != m->duration))
			continue;
		detail = detail_add(list, m->duration);
		detail->event = p->subject;
		detail->meet = i;
		detail->time = m->start;
	}
}

const struct kind kind_prefer_times = {
	.name = STR_INIT("PreferTimes"),
	.takes = TAKES_EVENTS | TAKES_EVENT_GROUPS | TAKES_TIMES | TAKES_TIME_GROUPS,
	.watches = WATCHES_STARTS,
	.points = POINT_EACH_FREE_EVENT,
	.measure = measure,
	.moved = moved,
	.explain = explain,
};
