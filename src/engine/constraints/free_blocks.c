/* FreeBlocks: planning time that can be used. In a time group, a free block is a
 * longest run of times, one right after the other, that are of the group, on one day,
 * and at which the resource is free; only blocks of at least Length times count.
 * Deviation: for each time group (the whole cycle, if none is named) by how much the
 * sum of the lengths of its blocks is outside Minimum ... Maximum; summed. */
#include "engine/constraints/constraints.h"

#include "engine/constraints/sets.h"

static int64_t worth(const struct monitor *m, int64_t run)
{
	return run >= m->length ? run : 0;
}

/* The first set bit at or after a position, 64 if there is none. */
static unsigned bit_from(uint64_t word, unsigned from)
{
	word = from < 64 ? word >> from << from : 0;
	return word == 0 ? 64 : (unsigned)__builtin_ctzll(word);
}

/* The blocks of one word. *run is the block that reaches into it, and then out of it. */
static int64_t word_blocks(const struct monitor *m, uint64_t free, uint64_t ends, int64_t *run)
{
	int64_t sum = 0;
	unsigned at = 0;

	while (at < 64) {
		unsigned taken = bit_from(~free, at), end = bit_from(ends, at);

		if (taken == at) { /* no block here: the one before is over */
			sum += worth(m, *run);
			*run = 0;
			at = bit_from(free, at);
		} else if (end < taken) {
			sum += worth(m, *run + end + 1 - at);
			*run = 0;
			at = end + 1;
		} else {
			*run += taken - at;
			at = taken;
		}
	}
	return sum;
}

static int64_t all_blocks(const struct monitor *m, const struct time_set *set, const uint64_t *busy)
{
	int64_t sum = 0, run = 0;

	for (uint32_t i = 0; i < set->n_words; i++)
		sum += word_blocks(m, set->bits[i] & ~busy[set->word + i],
				   m->day_ends[set->word + i], &run);
	return sum + worth(m, run);
}

static int64_t word_group(const struct monitor *m, uint64_t set, uint64_t busy)
{
	int64_t run = 0, sum = word_blocks(m, set & ~busy, m->day_ends[0], &run);

	return outside(sum + worth(m, run), m->minimum, m->maximum);
}

static int64_t in_group(const struct monitor *m, const struct time_set *set, const uint64_t *busy)
{
	return outside(all_blocks(m, set, busy), m->minimum, m->maximum);
}

static int64_t measure(const struct weft_solution *s, uint32_t point)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct monitor *m = &s->index->monitors[p->constraint];
	int64_t sum = 0;

	for (uint32_t g = 0; g < m->n_groups; g++)
		sum += in_group(m, &m->groups[g], weft_solution_busy(s, p->subject));
	return sum;
}

static int64_t busy(const struct monitor *m, const uint64_t *was, const uint64_t *now,
		    uint64_t changed)
{
	int64_t change = 0;

	for (uint32_t g = 0; g < m->n_groups; g++)
		if ((m->groups[g].signature & changed) != 0)
			change += in_group(m, &m->groups[g], now) - in_group(m, &m->groups[g], was);
	return change;
}

static int64_t busy_word(const struct monitor *m, uint64_t was, uint64_t now)
{
	int64_t change = 0;

	for (uint32_t g = 0; g < m->n_groups; g++)
		if ((m->words[g] & (was ^ now)) != 0)
			change += word_group(m, m->words[g], now) - word_group(m, m->words[g], was);
	return change;
}

static bool check(const struct weft_constraint *c, struct err *err)
{
	return c->limits.length > 0 ||
	       err_set(err, ERR_INVALID, "Constraint %.*s counts free blocks of at least %d times",
		       STR_ARG(c->id), c->limits.length);
}

static void explain(const struct weft_solution *s, uint32_t point, struct detail_list *list)
{
	const struct weft_point *p = &s->instance->points[point];
	const struct monitor *m = &s->index->monitors[p->constraint];

	for (uint32_t g = 0; g < m->n_groups; g++) {
		int64_t n = all_blocks(m, &m->groups[g], weft_solution_busy(s, p->subject));
		struct weft_detail *detail;

		if (outside(n, m->minimum, m->maximum) == 0)
			continue;
		detail = detail_count(list, n, m->minimum, m->maximum);
		detail->resource = p->subject;
		if (m->constraint->time_groups.n > 0)
			detail->time_group = m->constraint->time_groups.at[g];
	}
}

const struct kind kind_free_blocks = {
	.name = STR_INIT("FreeBlocks"),
	.takes = TAKES_RESOURCES | TAKES_TIME_GROUPS,
	.watches = WATCHES_BUSY,
	.points = POINT_EACH_RESOURCE,
	.check = check,
	.measure = measure,
	.busy = busy,
	.busy_word = busy_word,
	.explain = explain,
};
