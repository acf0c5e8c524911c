/* LimitBusyTimes: for each time group in which the resource is busy at all, by how
 * much the number of its busy times there is outside Minimum ... Maximum; summed. A
 * group that is free altogether costs nothing, even with a minimum. */
#include "engine/constraints/constraints.h"

#include "engine/constraints/sets.h"

static int64_t of_count(const struct monitor *m, int64_t n)
{
	return n == 0 ? 0 : item_of(m, outside(n, m->minimum, m->maximum));
}

static int64_t in_group(const struct monitor *m, const struct time_set *group, const uint64_t *busy)
{
	return of_count(m, set_count(group, busy));
}

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct monitor *m = &s->index->monitors[p->constraint];
	int64_t sum = 0;

	for (uint32_t g = 0; g < m->n_groups; g++)
		sum += in_group(m, &m->groups[g], weft_solution_busy(s, p->subject));
	return sum;
}

static int64_t busy(const struct monitor *m, const uint64_t *was, const uint64_t *now,
		    uint64_t changed)
{
	int64_t change = 0;

	for (uint32_t g = 0; g < m->n_groups; g++)
		if ((m->groups[g].signature & changed) != 0)
			change += in_group(m, &m->groups[g], now) - in_group(m, &m->groups[g], was);
	return change;
}

static int64_t busy_word(const struct monitor *m, uint64_t was, uint64_t now)
{
	int64_t change = 0;

	for (uint32_t g = 0; g < m->n_groups; g++)
		if ((m->words[g] & (was ^ now)) != 0)
			change += of_count(m, ones(m->words[g] & now)) -
				  of_count(m, ones(m->words[g] & was));
	return change;
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct monitor *m = &s->index->monitors[p->constraint];

	for (uint32_t g = 0; g < m->n_groups; g++) {
		int64_t n = set_count(&m->groups[g], weft_solution_busy(s, p->subject));
		struct weft_detail *detail;

		if (n == 0 || outside(n, m->minimum, m->maximum) == 0)
			continue;
		detail = detail_count(list, n, m->minimum, m->maximum);
		detail->resource = p->subject;
		detail->time_group = m->constraint->time_groups.at[g];
	}
}

const struct kind kind_limit_busy_times = {
	.name = STR_INIT("LimitBusyTimes"),
	.takes = TAKES_RESOURCES | TAKES_TIME_GROUPS,
	.watches = WATCHES_BUSY,
	.points = POINT_EACH_RESOURCE,
	.itemized = true,
	.measure = measure,
	.busy = busy,
	.busy_word = busy_word,
	.explain = explain,
};
