/* How an event is split into meets: cutting, joining, and anew. */
#include "engine/solution.h"

#include "engine/solution_internal.h"

#include <assert.h>

static const struct weft_event *event_of(const struct weft_solution *s, uint32_t meet)
{
	return &s->instance->events[s->meets[meet].event];
}

/* A meet can only be cut and joined where it counts nowhere: without a start. */
uint32_t weft_solution_split(struct weft_solution *s, uint32_t meet, int32_t duration)
{
	uint32_t start = s->meets[meet].start, given = event_of(s, meet)->time, added;

	assert(0 < duration && duration < s->meets[meet].duration);
	change_time(s, meet, WEFT_NONE);
	added = change_cut(s, meet, duration);
	if (start == WEFT_NONE)
		return added;
	change_time(s, meet, start);
	change_time(s, added,
		    given != WEFT_NONE ? given : start + (uint32_t)s->meets[meet].duration);
	return added;
}

static bool fits(const struct weft_solution *s, uint32_t meet, uint32_t start)
{
	return start != WEFT_NONE &&
	       (uint32_t)s->meets[meet].duration <= s->instance->n_times - start;
}

uint32_t weft_solution_merge(struct weft_solution *s, uint32_t a, uint32_t b)
{
	const struct weft_event *e = event_of(s, a);
	uint32_t last = e->first_meet + s->n_meets[s->meets[a].event] - 1;
	uint32_t start = s->meets[a].start, last_start = s->meets[last].start;
	uint32_t joined = a == last ? b : a;

	change_time(s, a, WEFT_NONE);
	change_time(s, b, WEFT_NONE);
	change_time(s, last, WEFT_NONE);
	for (uint32_t i = 0; i < e->n_resources; i++)
		change_resource(s, b, i, weft_solution_resource(s, a, i));
	change_join(s, a, b);
	if (last != a && last != b)
		change_time(s, b, last_start);
	if (fits(s, joined, start))
		change_time(s, joined, start);
	return joined;
}

/* Leave one meet of the whole duration, with what is preassigned but no start. */
static void gather(struct weft_solution *s, uint32_t event)
{
	const struct weft_event *e = &s->instance->events[event];

	for (uint32_t k = 0; k < s->n_meets[event]; k++) {
		change_time(s, e->first_meet + k, WEFT_NONE);
		for (uint32_t i = 0; i < e->n_resources; i++)
			change_resource(
				s, e->first_meet + k, i,
				s->instance->event_resources[e->first_resource + i].resource);
	}
	while (s->n_meets[event] > 1)
		change_join(s, e->first_meet, e->first_meet + s->n_meets[event] - 1);
}

bool weft_solution_set_meets(struct weft_solution *s, uint32_t event, const int32_t *durations,
			     uint32_t n, struct err *err)
{
	const struct weft_event *e = &s->instance->events[event];
	int64_t total = 0;

	for (uint32_t i = 0; i < n; i++) {
		if (durations[i] < 1)
			return err_set(
				err, ERR_INVALID,
				"A part of event %.*s has the duration %d; it must be at least 1",
				STR_ARG(e->id), durations[i]);
		total += durations[i];
	}
	if (total > e->duration)
		return err_set(
			err, ERR_INVALID,
			"The parts of event %.*s last %lld in all, more than its duration %d",
			STR_ARG(e->id), (long long)total, e->duration);
	gather(s, event);
	for (uint32_t i = 1; i < n; i++)
		(void)change_cut(s, e->first_meet, durations[i]);
	if (n > 0 && total < e->duration)
		(void)change_cut(s, e->first_meet, (int32_t)(e->duration - total));
	if (e->time != WEFT_NONE)
		for (uint32_t k = 0; k < s->n_meets[event]; k++)
			change_time(s, e->first_meet + k, e->time);
	return true;
}
