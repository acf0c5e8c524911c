/* LimitWorkload: the resource's workload is the sum, over the meets that use it, of
 * duration * workload of the event resource / duration of the event; the deviation is
 * by how much it is outside Minimum ... Maximum, rounded up. A difference of up to 0.001
 * is none. Meets without a start count.
 *
 * Workload is a whole number of 1 / scale, and scale a multiple of 1000, so that the
 * tolerance and the rounding are exact. */
#include "engine/constraints/constraints.h"

/* How much units of 1 / scale beyond a limit are, rounded up. */
static int64_t excess(int64_t units, int64_t scale)
{
	int64_t beyond = units - scale / 1000;

	return beyond <= 0 ? 0 : (beyond + scale - 1) / scale;
}

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct monitor *m = &s->index->monitors[p->constraint];
	int64_t scale = s->index->workload_scale, work = solution_row(s, p->subject)->work;

	if (work < m->minimum * scale)
		return excess(m->minimum * scale - work, scale);
	if (m->maximum < WEFT_UNLIMITED && work > m->maximum * scale)
		return excess(work - m->maximum * scale, scale);
	return 0;
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct monitor *m = &s->index->monitors[p->constraint];
	struct weft_detail *detail = detail_count(
		list, solution_row(s, p->subject)->work / s->index->workload_scale, m->minimum,
		m->maximum);

	detail->resource = p->subject;
	detail->deviation = (int32_t)measure(s, point);
}

const struct kind kind_limit_workload = {
	.name = STR_INIT("LimitWorkload"),
	.takes = TAKES_RESOURCES,
	.watches = WATCHES_WORK,
	.points = POINT_EACH_RESOURCE,
	.measure = measure,
	.explain = explain,
};
