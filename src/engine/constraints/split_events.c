/* SplitEvents: how many meets of the event last less than MinimumDuration or more than
 * MaximumDuration, plus by how much the number of its meets is outside
 * MinimumAmount ... MaximumAmount. */
#include "engine/constraints/constraints.h"

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct weft_limits *limits = &s->instance->constraints[p->constraint].limits;
	const struct weft_event *e = &s->instance->events[p->subject];
	uint32_t n = s->n_meets[p->subject];
	int64_t wrong = 0;

	for (uint32_t m = e->first_meet; m < e->first_meet + n; m++)
		wrong += s->meets[m].duration < limits->minimum_duration ||
			 s->meets[m].duration > limits->maximum_duration;
	return wrong + outside(n, limits->minimum, limits->maximum);
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct weft_limits *limits = &s->instance->constraints[p->constraint].limits;
	const struct weft_event *e = &s->instance->events[p->subject];
	uint32_t n = s->n_meets[p->subject];
	struct weft_detail *detail = detail_count(list, n, limits->minimum, limits->maximum);

	detail->event = p->subject;
	detail->deviation = (int32_t)measure(s, point);
	for (uint32_t m = e->first_meet; m < e->first_meet + n; m++) {
		if (outside(s->meets[m].duration, limits->minimum_duration,
			    limits->maximum_duration) == 0)
			continue;
		detail = detail_count(list, s->meets[m].duration, limits->minimum_duration,
				      limits->maximum_duration);
		detail->event = p->subject;
		detail->meet = m;
		detail->deviation = 0;
	}
}

const struct kind kind_split_events = {
	.name = STR_INIT("SplitEvents"),
	.takes = TAKES_EVENTS | TAKES_EVENT_GROUPS,
	.watches = WATCHES_MEETS,
	.points = POINT_EACH_EVENT,
	.measure = measure,
	.explain = explain,
};
