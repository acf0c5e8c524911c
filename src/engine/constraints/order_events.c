/* OrderEvents: for a pair of events, by how much the times between the end of the
 * first (of its last meet) and the start of the second (of its first meet) are outside
 * MinSeparation ... MaxSeparation; 0 while any meet of either has no start. */
#include "engine/constraints/constraints.h"

static const struct weft_event_pair *pair_of(const struct weft_solution *s, uint32_t point)
{
	const struct weft_point *p = &s->instance->points[point];

	return &s->instance->constraints[p->constraint].pairs[p->subject];
}

/* The times between the two; false if there is a meet without start. */
static bool separation(const struct weft_solution *s, const struct weft_event_pair *pair,
		       int64_t *ret)
{
	const struct weft_event *first = &s->instance->events[pair->first];
	const struct weft_event *second = &s->instance->events[pair->second];
	int64_t end = 0, start = s->instance->n_times;

	for (uint32_t i = first->first_meet; i < first->first_meet + s->n_meets[pair->first]; i++) {
		const struct weft_meet *m = &s->meets[i];

		if (m->start == WEFT_NONE)
			return false;
		if ((int64_t)m->start + m->duration > end)
			end = (int64_t)m->start + m->duration;
	}
	for (uint32_t i = second->first_meet; i < second->first_meet + s->n_meets[pair->second];
	     i++) {
		if (s->meets[i].start == WEFT_NONE)
			return false;
		if (s->meets[i].start < start)
			start = s->meets[i].start;
	}
	*ret = start - end;
	return true;
}

static int64_t largest(const struct weft_event_pair *pair)
{
	return pair->max_separation == WEFT_UNLIMITED ? INT64_MAX : pair->max_separation;
}

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	const struct weft_event_pair *pair = pair_of(s, point);
	int64_t times;

	if (!separation(s, pair, &times))
		return 0;
	return outside(times, pair->min_separation, largest(pair));
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	const struct weft_event_pair *pair = pair_of(s, point);
	int64_t times = 0;

	if (separation(s, pair, &times))
		detail_count(list, times, pair->min_separation, largest(pair))
			->event = pair->second;
}

const struct kind kind_order_events = {
	.name = STR_INIT("OrderEvents"),
	.takes = TAKES_PAIRS,
	.watches = WATCHES_STARTS,
	.points = POINT_EACH_PAIR,
	.measure = measure,
	.explain = explain,
};
