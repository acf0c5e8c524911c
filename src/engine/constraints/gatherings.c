/* Gatherings: many begin at once. In a time group there is a gathering if at one of its
 * times at least Length meets of the events start. Deviation: by how much the number of
 * time groups with a gathering is outside Minimum ... Maximum. */
#include "engine/constraints/constraints.h"

#include "base/bits.h"

static int32_t starts_at(const struct weft_solution *s, struct weft_list events, uint32_t time)
{
	int32_t n = 0;

	for (uint32_t i = 0; i < events.n; i++) {
		uint32_t first = s->instance->events[events.at[i]].first_meet;

		for (uint32_t m = first; m < first + s->n_meets[events.at[i]]; m++)
			n += s->meets[m].start == time;
	}
	return n;
}

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	const struct monitor *m = &s->index->monitors[s->instance->points[point].constraint];
	struct weft_list events = index_subject_events(s->instance, point);
	int64_t n = 0;

	for (uint32_t g = 0; g < m->constraint->time_groups.n; g++) {
		struct weft_list times = s->instance->time_groups[m->constraint->time_groups.at[g]]
						 .times;
		bool gathers = false;

		for (uint32_t i = 0; !gathers && i < times.n; i++)
			gathers = starts_at(s, events, times.at[i]) >= m->length;
		n += gathers;
	}
	return n;
}

static bool check(const struct weft_constraint *c, struct err *err)
{
	return c->limits.length > 0 ||
	       err_set(err, ERR_INVALID, "Constraint %.*s counts gatherings of at least %d",
		       STR_ARG(c->id), c->limits.length);
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	const struct monitor *m = &s->index->monitors[s->instance->points[point].constraint];

	detail_count(list, measure(s, point), m->minimum, m->maximum);
}

const struct kind kind_gatherings = {
	.name = STR_INIT("Gatherings"),
	.takes = TAKES_EVENTS | TAKES_EVENT_GROUPS | TAKES_TIME_GROUPS,
	.watches = WATCHES_STARTS,
	.points = POINT_EACH_GROUP,
	.limited = true,
	.check = check,
	.measure = measure,
	.explain = explain,
};
