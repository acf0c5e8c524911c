/* bits: sets of small numbers, 64 to a word.
 *
 * The caller owns the words: BITS_WORDS(n) of them hold the numbers 0..n-1.
 */
#ifndef WEFT_BASE_BITS_H
#define WEFT_BASE_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BITS_WORDS(n) (((size_t)(n) + 63) / 64)

static inline bool bits_has(const uint64_t *bits, size_t i)
{
	return (bits[i / 64] >> (i % 64) & 1) != 0;
}

static inline void bits_add(uint64_t *bits, size_t i)
{
	bits[i / 64] |= UINT64_C(1) << (i % 64);
}

static inline void bits_remove(uint64_t *bits, size_t i)
{
	bits[i / 64] &= ~(UINT64_C(1) << (i % 64));
}

/* How many numbers the set holds. */
size_t bits_count(const uint64_t *bits, size_t n_words);

/* How many numbers are in both. */
size_t bits_count_both(const uint64_t *a, const uint64_t *b, size_t n_words);

/* The first number >= from, or n_words * 64. */
size_t bits_next(const uint64_t *bits, size_t n_words, size_t from);

#endif
