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

/* The last busy time before t, or WEFT_NONE. */
static uint32_t last_before(const uint64_t *busy, uint32_t t)
{
	uint32_t word = t / 64;
	uint64_t bits = busy[word] & ((UINT64_C(1) << (t % 64)) - 1);

	while (bits == 0) {
		if (word == 0)
			return WEFT_NONE;
		bits = busy[--word];
	}
	return word * 64 + 63 - (uint32_t)__builtin_clzll(bits);
}

/* The sum of what is missing; with a list also where. */
static int64_t gaps(const struct monitor *m, size_t words, const uint64_t *busy,
		    const uint64_t *starts, struct detail_list *list)
{
	int64_t sum = 0;

	for (size_t t = bits_next(starts, words, 0); t < words * 64;
	     t = bits_next(starts, words, t + 1)) {
		uint32_t last = last_before(busy, (uint32_t)t);
		int64_t gap = (int64_t)t - last - 1;

		if (last == WEFT_NONE || gap >= m->length || !on_one_day(m, last, (uint32_t)t))
			continue;
		sum += m->length - gap;
		if (list != NULL)
			detail_count(list, gap, m->length, WEFT_UNLIMITED)->time = (uint32_t)t;
	}
	return sum;
}

/* When the events run, and when their meets start. */
static void of_events(const struct weft_solution *s, struct weft_list events, uint64_t *busy,
		      uint64_t *starts)
{
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
}

static int64_t walk(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct monitor *m = &s->index->monitors[p->constraint];
	size_t words = s->instance->n_time_words;
	uint64_t *busy = s->scratch, *starts = s->scratch + words;

	if (p->kind == WEFT_SUBJECT_RESOURCE)
		return gaps(m, words, weft_solution_busy(s, p->subject),
			    &s->start_bits[s->index->resources[p->subject].starts * words], list);
	memset(s->scratch, 0, 2 * words * sizeof *s->scratch);
	of_events(s, index_subject_events(s->instance, point), busy, starts);
	return gaps(m, words, busy, starts, list);
}

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	return walk(s, point, NULL);
}

static bool check(const struct weft_constraint *c, struct err *err)
{
	return (c->limits.length > 0 && c->limits.length <= 1 << 16) ||
	       err_set(err, ERR_INVALID, "Constraint %.*s asks for a gap of %d times",
		       STR_ARG(c->id), c->limits.length);
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	(void)walk(s, point, list);
}

const struct kind kind_minimum_gap = {
	.name = STR_INIT("MinimumGap"),
	.takes = TAKES_EVENTS | TAKES_EVENT_GROUPS | TAKES_RESOURCES,
	.watches = WATCHES_STARTS | WATCHES_WHOLE,
	.points = POINT_EACH_RESOURCE,
	.check = check,
	.measure = measure,
	.explain = explain,
};
