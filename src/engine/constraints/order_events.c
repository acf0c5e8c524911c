/* OrderEvents: for a pair of events, by how much the times between the end of the
 * first (of its last meet) and the start of the second (of its first meet) are outside
 * MinSeparation ... MaxSeparation; 0 while any meet of either has no start. */
#include "engine/constraints/constraints.h"

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct weft_event_pair *pair = &s->instance->constraints[p->constraint]
						      .pairs[p->subject];
	const struct weft_event *first = &s->instance->events[pair->first];
	const struct weft_event *second = &s->instance->events[pair->second];
	int64_t end = 0, start = s->instance->n_times;

	for (uint32_t i = first->first_meet; i < first->first_meet + s->n_meets[pair->first]; i++) {
		const struct weft_meet *m = &s->meets[i];

		if (m->start == WEFT_NONE)
			return 0;
		if ((int64_t)m->start + m->duration > end)
			end = (int64_t)m->start + m->duration;
	}
	for (uint32_t i = second->first_meet; i < second->first_meet + s->n_meets[pair->second];
	     i++) {
		if (s->meets[i].start == WEFT_NONE)
			return 0;
		if (s->meets[i].start < start)
			start = s->meets[i].start;
	}
	return outside(start - end, pair->min_separation,
		       pair->max_separation == WEFT_UNLIMITED ? INT64_MAX : pair->max_separation);
}

const struct kind kind_order_events = {
	.name = STR_INIT("OrderEvents"),
	.takes = TAKES_PAIRS,
	.watches = WATCHES_STARTS,
	.points = POINT_EACH_PAIR,
	.measure = measure,
};
