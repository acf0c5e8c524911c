/* rng: seeded random numbers, the same on every machine.
 *
 * xoshiro256** (Blackman and Vigna, 2018), seeded by splitmix64. Not for
 * secrets: those come from libsodium.
 */
#ifndef WEFT_BASE_RNG_H
#define WEFT_BASE_RNG_H

#include <stddef.h>
#include <stdint.h>

struct rng {
	uint64_t state[4];
};

void rng_init(struct rng *rng, uint64_t seed);

uint64_t rng_next(struct rng *rng);

/* 0 <= result < n, without bias; n > 0. */
uint64_t rng_below(struct rng *rng, uint64_t n);

/* 0 <= result < 1, 53 bits. */
double rng_unit(struct rng *rng);

/* Put an array of indexes in random order. */
void rng_shuffle(struct rng *rng, uint32_t *at, size_t n);

#endif
