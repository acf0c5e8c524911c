/* Capacity: a shared place (a cafeteria, a playground, a pool of laptops) takes so much
 * at a time. The load of a time is the number of meets of the named events that run,
 * plus the number of uses of the named resources; with by_size each counts the size of
 * its event instead of 1. Deviation: by how much the load is outside Minimum ...
 * Maximum, summed over the named times (all, if none are named). One point in all. */
#include "engine/constraints/constraints.h"

#include "base/bits.h"

static int64_t over(const struct monitor *m, int32_t load)
{
	return outside(load, m->minimum, m->maximum);
}

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	const struct monitor *m = &s->index->monitors[s->instance->points[point].constraint];
	const int32_t *load = &s->counters[s->index->point_counter[point]];
	int64_t sum = 0;

	for (uint32_t t = 0; t < s->instance->n_times; t++)
		if (bits_has(m->mask, t))
			sum += over(m, load[t]);
	return sum;
}

static int64_t add(const struct monitor *m, int32_t *load, const struct weft_meet *meet,
		   uint32_t start, int32_t by)
{
	int64_t change = 0;

	for (uint32_t t = start; t < start + (uint32_t)meet->duration; t++) {
		int64_t before = over(m, load[t]);

		load[t] += by;
		if (bits_has(m->mask, t))
			change += over(m, load[t]) - before;
	}
	return change;
}

static void moved(struct weft_solution *s, const struct watch *watch, const struct weft_meet *meet,
		  uint32_t from, uint32_t to)
{
	for (uint32_t i = 0; i < watch->n; i++) {
		const struct monitor *m = solution_monitor(s, &watch->points[i]);
		int32_t *load = &s->counters[watch->points[i].counter];
		int32_t size = m->constraint->limits.by_size ? s->instance->events[meet->event].size
							     : 1;
		int64_t change = 0;

		if (from != WEFT_NONE)
			change += add(m, load, meet, from, -size);
		if (to != WEFT_NONE)
			change += add(m, load, meet, to, size);
		solution_add_value(s, m, watch->points[i].slot, change);
	}
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	const struct monitor *m = &s->index->monitors[s->instance->points[point].constraint];
	const int32_t *load = &s->counters[s->index->point_counter[point]];

	for (uint32_t t = 0; t < s->instance->n_times; t++)
		if (bits_has(m->mask, t) && over(m, load[t]) != 0)
			detail_count(list, load[t], m->minimum, m->maximum)->time = t;
}

const struct kind kind_capacity = {
	.name = STR_INIT("Capacity"),
	.takes = TAKES_EVENTS | TAKES_EVENT_GROUPS | TAKES_RESOURCES | TAKES_TIMES |
		 TAKES_TIME_GROUPS,
	.watches = WATCHES_STARTS,
	.points = POINT_ONE,
	.measure = measure,
	.moved = moved,
	.explain = explain,
};
