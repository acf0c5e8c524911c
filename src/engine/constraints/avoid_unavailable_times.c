/* AvoidUnavailableTimes: at how many of the named times the resource is busy. */
#include "engine/constraints/constraints.h"

#include "engine/constraints/sets.h"

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	const struct weft_point *p = &s->instance->points[point];

	return set_count(&s->index->monitors[p->constraint].times,
			 weft_solution_busy(s, p->subject));
}

static int64_t busy(const struct monitor *m, const uint64_t *was, const uint64_t *now,
		    uint64_t changed)
{
	(void)changed;
	return set_count(&m->times, now) - set_count(&m->times, was);
}

const struct kind kind_avoid_unavailable_times = {
	.name = STR_INIT("AvoidUnavailableTimes"),
	.takes = TAKES_RESOURCES | TAKES_TIMES | TAKES_TIME_GROUPS,
	.watches = WATCHES_BUSY,
	.points = POINT_EACH_RESOURCE,
	.measure = measure,
	.busy = busy,
};
