/* AvoidUnavailableTimes: at how many of the named times the resource is busy. */
#include "engine/constraints/constraints.h"

#include "base/bits.h"
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

static int64_t busy_word(const struct monitor *m, uint64_t was, uint64_t now)
{
	return ones(now & m->signature) - ones(was & m->signature);
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct monitor *m = &s->index->monitors[p->constraint];

	for (uint32_t t = 0; t < s->instance->n_times; t++) {
		struct weft_detail *detail;

		if (!bits_has(m->mask, t) || !bits_has(weft_solution_busy(s, p->subject), t))
			continue;
		detail = detail_add(list, 1);
		detail->resource = p->subject;
		detail->time = t;
		detail_meets_at(list, s, p->subject, t);
	}
}

const struct kind kind_avoid_unavailable_times = {
	.name = STR_INIT("AvoidUnavailableTimes"),
	.takes = TAKES_RESOURCES | TAKES_TIMES | TAKES_TIME_GROUPS,
	.watches = WATCHES_BUSY,
	.points = POINT_EACH_RESOURCE,
	.measure = measure,
	.busy = busy,
	.busy_word = busy_word,
	.explain = explain,
};
