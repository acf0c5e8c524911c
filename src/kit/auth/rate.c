#include "kit/auth/rate.h"

#include <assert.h>
#include <string.h>

#include <sodium.h>

enum { PROBES = 8 };

void rate_init(struct rate *rate, struct arena *arena, const struct clock *clock,
	       struct rate_limit limit, size_t n_buckets)
{
	assert(n_buckets >= PROBES && (n_buckets & (n_buckets - 1)) == 0);
	*rate = (struct rate){.clock = clock, .limit = limit, .n = n_buckets};
	rate->bucket = arena_array(arena, struct rate_bucket, n_buckets);
	randombytes_buf(rate->secret, sizeof rate->secret);
	(void)pthread_mutex_init(&rate->mutex, NULL);
}

void rate_finish(struct rate *rate)
{
	(void)pthread_mutex_destroy(&rate->mutex);
}

static uint64_t key_of(const struct rate *rate, struct str name)
{
	unsigned char hash[crypto_shorthash_BYTES];
	uint64_t key;

	(void)crypto_shorthash(hash, (const unsigned char *)(name.len == 0 ? "" : name.ptr),
			       name.len, rate->secret);
	memcpy(&key, hash, sizeof key);
	return key == 0 ? 1 : key;
}

static double filled(const struct rate *rate, const struct rate_bucket *bucket, int64_t now_ms)
{
	double left = bucket->left +
		      (double)(now_ms - bucket->at_ms) / (double)rate->limit.refill_ms;

	return left > rate->limit.burst ? rate->limit.burst : left;
}

/* The bucket of a key: its own, or a free one, or the fullest of those near. */
static struct rate_bucket *find(struct rate *rate, uint64_t key, int64_t now_ms)
{
	struct rate_bucket *best = NULL;
	double best_left = -1;

	for (size_t i = 0; i < PROBES; i++) {
		struct rate_bucket *bucket = &rate->bucket[(key + i) & (rate->n - 1)];
		double left = bucket->key == 0 ? rate->limit.burst + 1.0
					       : filled(rate, bucket, now_ms);

		if (bucket->key == key)
			return bucket;
		if (left > best_left) {
			best = bucket;
			best_left = left;
		}
	}
	*best = (struct rate_bucket){key, rate->limit.burst, now_ms};
	return best;
}

bool rate_take(struct rate *rate, struct str name, int64_t *ret_wait_ms)
{
	int64_t now_ms = clock_monotonic_ns(rate->clock) / 1000000;
	struct rate_bucket *bucket;
	bool ok;

	(void)pthread_mutex_lock(&rate->mutex);
	bucket = find(rate, key_of(rate, name), now_ms);
	bucket->left = filled(rate, bucket, now_ms);
	bucket->at_ms = now_ms;
	ok = bucket->left >= 1;
	if (ok)
		bucket->left -= 1;
	else if (ret_wait_ms != NULL)
		*ret_wait_ms = (int64_t)((1 - bucket->left) * (double)rate->limit.refill_ms) + 1;
	(void)pthread_mutex_unlock(&rate->mutex);
	return ok;
}

void rate_forget(struct rate *rate, struct str name)
{
	uint64_t key = key_of(rate, name);

	(void)pthread_mutex_lock(&rate->mutex);
	for (size_t i = 0; i < PROBES; i++) {
		struct rate_bucket *bucket = &rate->bucket[(key + i) & (rate->n - 1)];

		if (bucket->key == key)
			*bucket = (struct rate_bucket){0};
	}
	(void)pthread_mutex_unlock(&rate->mutex);
}
