/* MinimumGap: between two meets of a resource, of an event or of an event group there
 * are at least Length free times. For each time at which a meet starts, and the last
 * time before it at which another runs: if fewer than Length times lie between, the
 * deviation grows by what is missing (by Length, where one starts while another runs).
 * Times on different days are not compared, unless across_days is set. */
#include "engine/constraints/constraints.h"

#include "base/bits.h"

#include <string.h>

static bool on_one_day(const struct monitor *m, uint32_t t1, uint32_t t2)
{
	if (m->constraint->limits.across_days)
		return true;
	for (uint32_t t = t1; t < t2; t++)
		if (bits_has(m->day_ends, t))
			return false;
	return true;
}

static int64_t gaps(const struct weft_solution *s, const struct monitor *m, const uint64_t *busy,
		    const uint64_t *starts)
{
	size_t words = s->instance->n_time_words, last = SIZE_MAX;
	int64_t sum = 0;

	for (size_t t = bits_next(busy, words, 0); t < s->instance->n_times;
	     t = bits_next(busy, words, t + 1)) {
		if (last != SIZE_MAX && bits_has(starts, t)) {
			int64_t gap = (int64_t)(t - last) - 1;

			if (gap < m->length && on_one_day(m, (uint32_t)last, (uint32_t)t))
				sum += m->length - gap;
		}
		last = t;
	}
	return sum;
}

static int64_t resource_gaps(const struct weft_solution *s, const struct monitor *m,
			     uint32_t resource)
{
	const uint64_t *busy = weft_solution_busy(s, resource);
	size_t words = s->instance->n_time_words;
	const uint32_t *row =
		&s->starts[(size_t)s->index->resources[resource].starts * s->instance->n_times];

	memset(s->scratch, 0, words * sizeof *s->scratch);
	for (size_t t = bits_next(busy, words, 0); t < s->instance->n_times;
	     t = bits_next(busy, words, t + 1))
		if (row[t] > 0)
			bits_add(s->scratch, t);
	return gaps(s, m, busy, s->scratch);
}

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct monitor *monitor = &s->index->monitors[p->constraint];
	struct weft_list events = index_subject_events(s->instance, point);
	size_t words = s->instance->n_time_words;
	uint64_t *busy = s->scratch, *starts = s->scratch + words;

	if (p->kind == WEFT_SUBJECT_RESOURCE)
		return resource_gaps(s, monitor, p->subject);
	memset(s->scratch, 0, 2 * words * sizeof *s->scratch);
	for (uint32_t i = 0; i < events.n; i++) {
		uint32_t first = s->instance->events[events.at[i]].first_meet;

		for (uint32_t k = first; k < first + s->n_meets[events.at[i]]; k++) {
			const struct weft_meet *m = &s->meets[k];

			if (m->start == WEFT_NONE)
				continue;
			bits_add(starts, m->start);
			for (uint32_t t = m->start; t < m->start + (uint32_t)m->duration; t++)
				bits_add(busy, t);
		}
	}
	return gaps(s, monitor, busy, starts);
}

static bool check(const struct weft_constraint *c, struct err *err)
{
	return (c->limits.length > 0 && c->limits.length <= 1 << 16) ||
	       err_set(err, ERR_INVALID, "Constraint %.*s asks for a gap of %d times",
		       STR_ARG(c->id), c->limits.length);
}

const struct kind kind_minimum_gap = {
	.name = STR_INIT("MinimumGap"),
	.takes = TAKES_EVENTS | TAKES_EVENT_GROUPS | TAKES_RESOURCES,
	.watches = WATCHES_STARTS | WATCHES_WHOLE,
	.points = POINT_EACH_RESOURCE,
	.check = check,
	.measure = measure,
};
