/* Travel: a resource that is at one site and next at another needs free times in
 * between to get there. Where it is at a time: the site of the meet that runs (of
 * several, the site named first in the instance); events without a site are nowhere.
 * For each two times t1 < t2 of a day at which it is at different sites and between
 * which it is at none, the deviation grows by what the way takes (Length, or the
 * distance named for the two sites) less the number of named times (all, if none are
 * named) between t1 and t2 at which it is free, if that is positive. */
#include "engine/constraints/constraints.h"

#include "base/bits.h"

static uint32_t site_at(const struct weft_solution *s, uint32_t row, uint32_t time)
{
	uint32_t n = s->instance->n_sites;
	const uint32_t *counts = &s->sites[((size_t)row * s->instance->n_times + time) * n];

	for (uint32_t i = 0; i < n; i++)
		if (counts[i] > 0)
			return i;
	return WEFT_NONE;
}

/* The times for the way from a site left after time t1 to one reached at t2; a night
 * is as long as any way. */
static int32_t found(const struct monitor *m, const uint64_t *busy, uint32_t t1, uint32_t t2)
{
	int32_t n = 0;

	if (bits_has(m->day_ends, t1))
		return INT32_MAX;
	for (uint32_t t = t1 + 1; t < t2; t++) {
		if (bits_has(m->day_ends, t))
			return INT32_MAX;
		n += bits_has(m->mask, t) && !bits_has(busy, t);
	}
	return n;
}

/* The sum of what is missing; with a list also where. */
static int64_t walk(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct monitor *m = &s->index->monitors[p->constraint];
	const uint64_t *busy = weft_solution_busy(s, p->subject);
	uint32_t row = s->index->resources[p->subject].sites, last = WEFT_NONE, left = 0;
	size_t words = s->instance->n_time_words;
	int64_t sum = 0;

	for (size_t i = bits_next(busy, words, 0); i < s->instance->n_times;
	     i = bits_next(busy, words, i + 1)) {
		uint32_t time = (uint32_t)i, site = site_at(s, row, time);

		if (site == WEFT_NONE)
			continue;
		if (last != WEFT_NONE && site != last) {
			int32_t length = m->distance[(size_t)last * s->instance->n_sites + site];
			int32_t n = found(m, busy, left, time);

			sum += n < length ? length - n : 0;
			if (n < length && list != NULL) {
				struct weft_detail *d = detail_count(list, n, length,
								     WEFT_UNLIMITED);

				d->resource = p->subject;
				d->time = time;
				detail_meets_at(list, s, p->subject, left);
				detail_meets_at(list, s, p->subject, time);
			}
		}
		last = site;
		left = time;
	}
	return sum;
}

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	return walk(s, point, NULL);
}

static bool check(const struct weft_constraint *c, struct err *err)
{
	return (c->limits.length >= 0 && c->limits.length <= 1 << 16) ||
	       err_set(err, ERR_INVALID, "Constraint %.*s: a way of %d times between sites",
		       STR_ARG(c->id), c->limits.length);
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	(void)walk(s, point, list);
}

const struct kind kind_travel = {
	.name = STR_INIT("Travel"),
	.takes = TAKES_RESOURCES | TAKES_TIMES | TAKES_TIME_GROUPS | TAKES_DISTANCES,
	.watches = WATCHES_WHOLE,
	.points = POINT_EACH_RESOURCE,
	.check = check,
	.measure = measure,
	.explain = explain,
};
