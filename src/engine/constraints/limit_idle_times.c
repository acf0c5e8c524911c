/* LimitIdleTimes: by how much the resource's idle times, counted in each time group
 * and summed, are outside Minimum ... Maximum. A time of a group is idle if it is free
 * and lies between two busy times of that group. */
#include "engine/constraints/constraints.h"

#include "engine/constraints/sets.h"

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct monitor *m = &s->index->monitors[p->constraint];
	int64_t idle = 0;

	for (uint32_t g = 0; g < m->n_groups; g++)
		idle += set_idle(&m->groups[g], weft_solution_busy(s, p->subject));
	return idle;
}

static int64_t busy(const struct monitor *m, const uint64_t *was, const uint64_t *now,
		    uint64_t changed)
{
	int64_t change = 0;

	for (uint32_t g = 0; g < m->n_groups; g++)
		if ((m->groups[g].signature & changed) != 0)
			change += set_idle(&m->groups[g], now) - set_idle(&m->groups[g], was);
	return change;
}

static int64_t busy_word(const struct monitor *m, uint64_t was, uint64_t now)
{
	int64_t change = 0;

	for (uint32_t g = 0; g < m->n_groups; g++)
		if ((m->words[g] & (was ^ now)) != 0)
			change += word_idle(m->words[g], now) - word_idle(m->words[g], was);
	return change;
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct monitor *m = &s->index->monitors[p->constraint];

	detail_count(list, measure(s, point), m->minimum, m->maximum)->resource = p->subject;
	for (uint32_t g = 0; g < m->n_groups; g++) {
		int64_t n = set_idle(&m->groups[g], weft_solution_busy(s, p->subject));
		struct weft_detail *detail;

		if (n == 0)
			continue;
		detail = detail_add(list, 0);
		detail->resource = p->subject;
		detail->time_group = m->constraint->time_groups.at[g];
		detail->actual = (int32_t)n;
	}
}

const struct kind kind_limit_idle_times = {
	.name = STR_INIT("LimitIdleTimes"),
	.takes = TAKES_RESOURCES | TAKES_TIME_GROUPS,
	.watches = WATCHES_BUSY,
	.points = POINT_EACH_RESOURCE,
	.limited = true,
	.measure = measure,
	.busy = busy,
	.busy_word = busy_word,
	.explain = explain,
};
