/* SpreadEvents: for each time group, by how much the number of meets of the event
 * group that start in it is outside its Minimum ... Maximum; summed. A meet counts once
 * where it starts, however long it is. */
#include "engine/constraints/constraints.h"

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	const struct monitor *m = &s->index->monitors[s->instance->points[point].constraint];
	const int32_t *counts = &s->counters[s->index->point_counter[point]];
	int64_t sum = 0;

	for (uint32_t g = 0; g < m->n_groups; g++)
		sum += item_of(m, outside(counts[g], m->limits[g].minimum, m->limits[g].maximum));
	return sum;
}

/* One more meet (or one less) starts in a group. Returns the change of the value. */
static int64_t count_in(const struct monitor *m, const struct weft_limited_group *limits,
			int32_t *n, int32_t by)
{
	int32_t was = *n;

	*n += by;
	if (m->item != WEFT_LINEAR)
		return item_of(m, outside(*n, limits->minimum, limits->maximum)) -
		       item_of(m, outside(was, limits->minimum, limits->maximum));
	if (by > 0)
		return (was >= limits->maximum) - (was < limits->minimum);
	return (was <= limits->minimum) - (was > limits->maximum);
}

/* The same at a time, in all of its groups. */
static int64_t count(const struct monitor *m, int32_t *counts, uint32_t time, int32_t by)
{
	int64_t change = 0;

	for (uint32_t i = m->groups_from[time]; i < m->groups_from[time + 1]; i++) {
		uint32_t g = m->groups_at[i];

		change += count_in(m, &m->limits[g], &counts[g], by);
	}
	return change;
}

static void moved(struct weft_solution *s, const struct watch *watch, const struct weft_meet *meet,
		  uint32_t from, uint32_t to)
{
	(void)meet;
	for (uint32_t i = 0; i < watch->n; i++) {
		const struct monitor *m = solution_monitor(s, &watch->points[i]);
		int32_t *counts = &s->counters[watch->points[i].counter];
		int64_t change = 0;

		if (m->n_groups == 0)
			continue;
		if (from != WEFT_NONE)
			change += count(m, counts, from, -1);
		if (to != WEFT_NONE)
			change += count(m, counts, to, 1);
		solution_add_value(s, m, watch->points[i].slot, change);
	}
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	const struct monitor *m = &s->index->monitors[s->instance->points[point].constraint];
	const int32_t *counts = &s->counters[s->index->point_counter[point]];

	for (uint32_t g = 0; g < m->n_groups; g++)
		if (outside(counts[g], m->limits[g].minimum, m->limits[g].maximum) != 0)
			detail_count(list, counts[g], m->limits[g].minimum, m->limits[g].maximum)
				->time_group = m->limits[g].group;
}

const struct kind kind_spread_events = {
	.name = STR_INIT("SpreadEvents"),
	.takes = TAKES_EVENT_GROUPS | TAKES_LIMITED_GROUPS,
	.watches = WATCHES_STARTS,
	.points = POINT_EACH_GROUP,
	.itemized = true,
	.measure = measure,
	.moved = moved,
	.explain = explain,
};
