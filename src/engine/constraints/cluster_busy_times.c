/* ClusterBusyTimes: by how much the number of time groups in which the resource is
 * busy at least once is outside Minimum ... Maximum. */
#include "engine/constraints/constraints.h"

#include "engine/constraints/sets.h"

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct monitor *m = &s->index->monitors[p->constraint];
	int64_t n = 0;

	for (uint32_t g = 0; g < m->n_groups; g++)
		n += set_any(&m->groups[g], weft_solution_busy(s, p->subject));
	return n;
}

static int64_t busy(const struct monitor *m, const uint64_t *was, const uint64_t *now,
		    uint64_t changed)
{
	int64_t change = 0;

	for (uint32_t g = 0; g < m->n_groups; g++)
		if ((m->groups[g].signature & changed) != 0)
			change += (int64_t)set_any(&m->groups[g], now) -
				  set_any(&m->groups[g], was);
	return change;
}

static int64_t busy_word(const struct monitor *m, uint64_t was, uint64_t now)
{
	int64_t change = 0;

	for (uint32_t g = 0; g < m->n_groups; g++)
		change += (int64_t)((m->words[g] & now) != 0) - ((m->words[g] & was) != 0);
	return change;
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct monitor *m = &s->index->monitors[p->constraint];

	detail_count(list, measure(s, point), m->minimum, m->maximum)->resource = p->subject;
	for (uint32_t g = 0; g < m->n_groups; g++) {
		int64_t n = set_any(&m->groups[g], weft_solution_busy(s, p->subject));
		struct weft_detail *detail;

		if (n == 0)
			continue;
		detail = detail_add(list, 0);
		detail->resource = p->subject;
		detail->time_group = m->constraint->time_groups.at[g];
		detail->actual = (int32_t)n;
	}
}

const struct kind kind_cluster_busy_times = {
	.name = STR_INIT("ClusterBusyTimes"),
	.takes = TAKES_RESOURCES | TAKES_TIME_GROUPS,
	.watches = WATCHES_BUSY,
	.points = POINT_EACH_RESOURCE,
	.limited = true,
	.measure = measure,
	.busy = busy,
	.busy_word = busy_word,
	.explain = explain,
};
