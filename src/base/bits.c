#include "base/bits.h"

size_t bits_count(const uint64_t *bits, size_t n_words)
{
	size_t count = 0;

	for (size_t i = 0; i < n_words; i++)
		count += (size_t)__builtin_popcountll(bits[i]);
	return count;
}

size_t bits_count_both(const uint64_t *a, const uint64_t *b, size_t n_words)
{
	size_t count = 0;

	for (size_t i = 0; i < n_words; i++)
		count += (size_t)__builtin_popcountll(a[i] & b[i]);
	return count;
}

size_t bits_next(const uint64_t *bits, size_t n_words, size_t from)
{
	size_t word = from / 64;
	uint64_t rest;

	if (word >= n_words)
		return n_words * 64;
	rest = bits[word] & (~UINT64_C(0) << (from % 64));
	while (rest == 0) {
		if (++word == n_words)
			return n_words * 64;
		rest = bits[word];
	}
	return word * 64 + (size_t)__builtin_ctzll(rest);
}
