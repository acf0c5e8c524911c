/* SameTimeOfDay: the meets of an event (or of the events of a group) start at the same
 * time of day. Deviation: how many meets with a start do not start at the time of day
 * at which most of them do. */
#include "engine/constraints/constraints.h"

/* How many meets of the events start at the time of day. */
static int64_t count(const struct weft_solution *s, struct weft_list events, uint32_t time_of_day)
{
	int64_t n = 0;

	for (uint32_t i = 0; i < events.n; i++) {
		uint32_t first = s->instance->events[events.at[i]].first_meet;

		for (uint32_t m = first; m < first + s->n_meets[events.at[i]]; m++)
			n += s->meets[m].start != WEFT_NONE &&
			     s->instance->times[s->meets[m].start].time_of_day == time_of_day;
	}
	return n;
}

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	struct weft_list events = index_subject_events(s->instance, point);
	int64_t n = 0, most = 0;

	for (uint32_t i = 0; i < events.n; i++) {
		uint32_t first = s->instance->events[events.at[i]].first_meet;

		for (uint32_t m = first; m < first + s->n_meets[events.at[i]]; m++) {
			int64_t same;

			if (s->meets[m].start == WEFT_NONE)
				continue;
			n++;
			same = count(s, events, s->instance->times[s->meets[m].start].time_of_day);
			if (same > most)
				most = same;
		}
	}
	return n - most;
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	struct weft_list events = index_subject_events(s->instance, point);

	detail_add(list, measure(s, point));
	for (uint32_t i = 0; i < events.n; i++) {
		uint32_t first = s->instance->events[events.at[i]].first_meet;

		for (uint32_t m = first; m < first + s->n_meets[events.at[i]]; m++) {
			struct weft_detail *detail;

			if (s->meets[m].start == WEFT_NONE)
				continue;
			detail = detail_add(list, 0);
			detail->event = events.at[i];
			detail->meet = m;
			detail->time = s->meets[m].start;
		}
	}
}

const struct kind kind_same_time_of_day = {
	.name = STR_INIT("SameTimeOfDay"),
	.takes = TAKES_EVENTS | TAKES_EVENT_GROUPS,
	.watches = WATCHES_STARTS,
	.points = POINT_EACH_GROUP,
	.measure = measure,
	.explain = explain,
};
