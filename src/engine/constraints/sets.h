/* sets: what a resource does within a set of times, from its busy mask.
 *
 * Internal to src/engine/constraints.
 */
#ifndef WEFT_ENGINE_CONSTRAINTS_SETS_H
#define WEFT_ENGINE_CONSTRAINTS_SETS_H

#include "engine/index.h"

static inline int64_t ones(uint64_t word)
{
	return __builtin_popcountll(word);
}

/* The same questions of a set within one word. */

static inline int64_t word_idle(uint64_t set, uint64_t busy)
{
	uint64_t x = busy & set;

	if (x == 0)
		return 0;
	/* From the first busy time to the last, less those that are busy. */
	return ones(set & ~busy & -(x & -x) & (~UINT64_C(0) >> __builtin_clzll(x)));
}

/* How many of the times are busy. */
static inline int64_t set_count(const struct time_set *set, const uint64_t *busy)
{
	int64_t n = 0;

	for (uint32_t i = 0; i < set->n_words; i++)
		n += ones(busy[set->word + i] & set->bits[i]);
	return n;
}

/* Is any of the times busy? */
static inline bool set_any(const struct time_set *set, const uint64_t *busy)
{
	uint64_t any = 0;

	for (uint32_t i = 0; i < set->n_words; i++)
		any |= busy[set->word + i] & set->bits[i];
	return any != 0;
}

/* How many of the times are free but lie between two busy ones. */
static inline int64_t set_idle(const struct time_set *set, const uint64_t *busy)
{
	int64_t idle = 0, gap = 0;
	bool seen = false;

	for (uint32_t i = 0; i < set->n_words; i++) {
		uint64_t bits = set->bits[i], x = busy[set->word + i] & bits, below, upto;

		if (x == 0) {
			gap += ones(bits);
			continue;
		}
		below = (x & -x) - 1; /* under the first busy bit */
		upto = ~UINT64_C(0) >> __builtin_clzll(x);
		idle += (seen ? gap + ones(bits & below) : 0) + ones(bits & upto & ~below & ~x);
		gap = ones(bits & ~upto);
		seen = true;
	}
	return idle;
}

#endif
