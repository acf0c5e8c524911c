/* DistributeSplitEvents: by how much the number of meets of the event that last
 * exactly Duration is outside Minimum ... Maximum. */
#include "engine/constraints/constraints.h"

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct weft_event *e = &s->instance->events[p->subject];
	int32_t duration = s->index->monitors[p->constraint].duration;
	int64_t n = 0;

	for (uint32_t m = e->first_meet; m < e->first_meet + s->n_meets[p->subject]; m++)
		n += s->meets[m].duration == duration;
	return n;
}

static bool check(const struct weft_constraint *c, struct err *err)
{
	return c->limits.duration > 0 ||
	       err_set(err, ERR_INVALID, "Constraint %.*s counts meets of duration %d",
		       STR_ARG(c->id), c->limits.duration);
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct monitor *m = &s->index->monitors[p->constraint];

	detail_count(list, measure(s, point), m->minimum, m->maximum)->event = p->subject;
}

const struct kind kind_distribute_split_events = {
	.name = STR_INIT("DistributeSplitEvents"),
	.takes = TAKES_EVENTS | TAKES_EVENT_GROUPS,
	.watches = WATCHES_MEETS,
	.points = POINT_EACH_EVENT,
	.limited = true,
	.check = check,
	.measure = measure,
	.explain = explain,
};
