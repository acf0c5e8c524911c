#include "kit/db/id.h"

#include <assert.h>

enum { RANDOM_BITS = 22 };

static const int64_t epoch_ms = INT64_C(1577836800000); /* 2020-01-01 */

void id_maker_init(struct id_maker *maker, const struct clock *clock, uint64_t seed)
{
	maker->clock = clock;
	maker->seed = seed;
	atomic_init(&maker->calls, 0);
	atomic_init(&maker->last, 0);
}

/* The n-th number of a random sequence (splitmix64): needs no lock, unlike a struct rng. */
static uint64_t random_at(uint64_t seed, uint64_t n)
{
	uint64_t z = seed + (n + 1) * 0x9e3779b97f4a7c15U;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
	return z ^ (z >> 31);
}

int64_t id_next(struct id_maker *maker)
{
	uint64_t call = atomic_fetch_add_explicit(&maker->calls, 1, memory_order_relaxed);
	int64_t now = clock_utc_ms(maker->clock) - epoch_ms, fresh, next;
	int_fast64_t last = atomic_load_explicit(&maker->last, memory_order_relaxed);

	/* A clock before 2020 or after 2089 is wrong; ids stay positive and unique. */
	if (now < 1)
		now = 1;
	now &= (INT64_C(1) << (63 - RANDOM_BITS)) - 1;
	fresh = now << RANDOM_BITS | (int64_t)(random_at(maker->seed, call) >> (64 - RANDOM_BITS));
	do
		next = fresh > last && fresh >> RANDOM_BITS != last >> RANDOM_BITS ? fresh
										   : last + 1;
	while (!atomic_compare_exchange_weak_explicit(&maker->last, &last, next,
						      memory_order_relaxed, memory_order_relaxed));
	assert(next > 0);
	return next;
}

int64_t id_utc_ms(int64_t id)
{
	return (id >> RANDOM_BITS) + epoch_ms;
}
