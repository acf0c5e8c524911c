/* Breaks: who has meets both at the named times (the afternoon) and at others on a day has
 * breaks between the first and the last of them. A break is a longest run of times of the
 * day at which the resource is free, between two at which it is busy; only those of at least
 * Length times count. The time groups are filled as a whole: who is busy at a time of one is
 * busy at all of it (a block, though a meet may end before). Deviation: for each day on
 * which meets of the resource start both at a named time and at another, by how many it has
 * less than Minimum breaks; summed. */
#include "engine/constraints/constraints.h"

#include "base/bits.h"
#include "engine/constraints/sets.h"

#include <string.h>

/* Times from one end of a day to the next. */
struct span {
	uint32_t from, to;
};

static bool next_day(const struct weft_solution *s, struct span *day)
{
	uint32_t n = s->instance->n_times;

	day->from = day->to;
	while (day->to < n && !bits_has(s->instance->day_ends, day->to))
		day->to++;
	day->to += day->to < n;
	return day->from < n;
}

static bool is_named(const struct weft_constraint *c, uint32_t time)
{
	for (uint32_t i = 0; i < c->times.n; i++)
		if (c->times.at[i] == time)
			return true;
	return false;
}

/* Do meets of the resource start at both kinds of times of the day? */
static bool is_parted(const struct weft_solution *s, const struct weft_point *p, struct span day)
{
	const struct weft_constraint *c = &s->instance->constraints[p->constraint];
	size_t row = s->index->resources[p->subject].starts;
	const uint64_t *starts = &s->start_bits[row * s->instance->n_time_words];
	bool at_named = false, at_other = false;

	for (uint32_t t = day.from; t < day.to; t++) {
		bool named = bits_has(starts, t) && is_named(c, t);

		at_named = at_named || named;
		at_other = at_other || (bits_has(starts, t) && !named);
	}
	return at_named && at_other;
}

/* The busy times of the resource, with what they fill. Valid until the next call. */
static const uint64_t *filled(const struct weft_solution *s, const struct weft_point *p)
{
	const struct monitor *m = &s->index->monitors[p->constraint];
	const uint64_t *busy = weft_solution_busy(s, p->subject);
	size_t words = s->instance->n_time_words;

	memcpy(s->scratch, busy, words * sizeof *busy);
	for (uint32_t g = 0; g < m->n_groups; g++) {
		const struct time_set *set = &m->groups[g];

		for (uint32_t w = 0; set_any(set, busy) && w < set->n_words; w++)
			s->scratch[set->word + w] |= set->bits[w];
	}
	return s->scratch;
}

static int64_t count(const uint64_t *busy, struct span day, int32_t length)
{
	int64_t n = 0;
	int32_t run = -1; /* before the first busy time */

	for (uint32_t t = day.from; t < day.to; t++) {
		if (!bits_has(busy, t)) {
			run += run >= 0;
			continue;
		}
		n += run >= length;
		run = 0;
	}
	return n;
}

/* The sum of what is missing; with a list also on which days. */
static int64_t walk(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct weft_limits *limits = &s->instance->constraints[p->constraint].limits;
	const uint64_t *busy = filled(s, p);
	struct span day = {0, 0};
	int64_t sum = 0;

	while (next_day(s, &day)) {
		int64_t n = count(busy, day, limits->length);
		struct weft_detail *detail;

		if (n >= limits->minimum || !is_parted(s, p, day))
			continue;
		sum += limits->minimum - n;
		if (list == NULL)
			continue;
		detail = detail_count(list, n, limits->minimum, WEFT_UNLIMITED);
		detail->resource = p->subject;
		detail->time = day.from;
		detail->time_group = s->instance->times[day.from].day;
	}
	return sum;
}

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	return walk(s, point, NULL);
}

static bool check(const struct weft_constraint *c, struct err *err)
{
	return c->limits.length > 0 ||
	       err_set(err, ERR_INVALID, "Constraint %.*s asks for breaks of at least %d times",
		       STR_ARG(c->id), c->limits.length);
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	(void)walk(s, point, list);
}

const struct kind kind_breaks = {
	.name = STR_INIT("Breaks"),
	.takes = TAKES_RESOURCES | TAKES_TIMES | TAKES_TIME_GROUPS,
	.watches = WATCHES_WHOLE,
	.points = POINT_EACH_RESOURCE,
	.check = check,
	.measure = measure,
	.explain = explain,
};
