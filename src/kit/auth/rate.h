/* rate: how often somebody may try (token buckets).
 *
 * A bucket holds up to `burst` tries and gains one every refill_ms. One bucket
 * for each address and each account is kept in a fixed table; when it is full,
 * the fullest bucket of a few is forgotten, so that memory is bounded and those
 * who try the most are remembered the longest. It lives in this process only:
 * several processes each allow as much. What must hold across processes and
 * restarts (the lock-out of an account) stands in the database.
 */
#ifndef WEFT_KIT_AUTH_RATE_H
#define WEFT_KIT_AUTH_RATE_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/str.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rate_limit {
	unsigned burst;
	int64_t refill_ms; /* one more try */
};

struct rate_bucket {
	uint64_t key; /* SipHash of the kind and the name; 0: free */
	double left;
	int64_t at_ms; /* monotonic, when left was right */
};

/* Shared by all threads; the table lives in the arena. */
struct rate {
	const struct clock *clock;
	struct rate_limit limit;
	pthread_mutex_t mutex;
	struct rate_bucket *bucket;
	size_t n; /* a power of two */
	unsigned char secret[16];
};

void rate_init(struct rate *rate, struct arena *arena, const struct clock *clock,
	       struct rate_limit limit, size_t n_buckets);
void rate_finish(struct rate *rate);

/* Take one try. False: none left; *ret_wait_ms, where not NULL, says until when. */
bool rate_take(struct rate *rate, struct str name, int64_t *ret_wait_ms);

/* Give the tries back: after a success the honest owner starts afresh. */
void rate_forget(struct rate *rate, struct str name);

#endif
