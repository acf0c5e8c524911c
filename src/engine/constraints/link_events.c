/* LinkEvents: the number of times at which at least one event of the group, but not
 * every one, is running. An event runs at a time if any of its meets does; how events
 * are split does not matter.
 *
 * Each linked event counts its running meets by time, each point its running events by
 * time. */
#include "engine/constraints/constraints.h"

static bool is_split(int32_t running, int32_t all)
{
	return running > 0 && running < all;
}

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	struct weft_list events = index_subject_events(s->instance, point);
	const int32_t *running = &s->counters[s->index->point_counter[point]];
	int64_t times = 0;

	for (uint32_t t = 0; t < s->instance->n_times; t++)
		times += is_split(running[t], (int32_t)events.n);
	return times;
}

/* The event begins (or ceases) to run at the time. */
static void count(struct weft_solution *s, const struct watch *watch, uint32_t time, int32_t by)
{
	for (uint32_t i = 0; i < watch->n; i++) {
		const struct watched_point *p = &watch->points[i];
		int32_t all = (int32_t)p->n_events;
		int32_t *running = &s->counters[p->counter + time];
		int64_t change = -(int64_t)is_split(*running, all);

		*running += by;
		solution_add_value(s, solution_monitor(s, p), p->slot,
				   change + is_split(*running, all));
	}
}

static void moved(struct weft_solution *s, const struct watch *watch, const struct weft_meet *meet,
		  uint32_t from, uint32_t to)
{
	size_t row = s->index->events[meet->event].occupancy;
	uint32_t *occupied = &s->occupied[row * s->instance->n_times];

	if (s->held != NULL && s->held[meet->event] != 0)
		return;
	if (to != WEFT_NONE)
		for (uint32_t t = to; t < to + (uint32_t)meet->duration; t++)
			if (occupied[t]++ == 0)
				count(s, watch, t, 1);
	if (from != WEFT_NONE)
		for (uint32_t t = from; t < from + (uint32_t)meet->duration; t++)
			if (--occupied[t] == 0)
				count(s, watch, t, -1);
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	struct weft_list events = index_subject_events(s->instance, point);
	const int32_t *running = &s->counters[s->index->point_counter[point]];

	for (uint32_t t = 0; t < s->instance->n_times; t++) {
		struct weft_detail *detail;

		if (!is_split(running[t], (int32_t)events.n))
			continue;
		detail = detail_count(list, running[t], events.n, events.n);
		detail->time = t;
		detail->deviation = 1;
	}
}

const struct kind kind_link_events = {
	.name = STR_INIT("LinkEvents"),
	.takes = TAKES_EVENT_GROUPS,
	.watches = WATCHES_STARTS,
	.points = POINT_EACH_GROUP,
	.measure = measure,
	.moved = moved,
	.explain = explain,
};
