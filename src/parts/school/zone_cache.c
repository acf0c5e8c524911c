#include "parts/school/zone_cache.h"

#include "parts/school/zone_store.h"

#include <assert.h>
#include <pthread.h>

/* A version and who uses it; it lies in its own arena. */
struct entry {
	struct zone_held held;
	struct arena *arena;
	size_t users;
	struct entry *next;
};

struct zone_cache {
	int64_t zone_id;
	pthread_mutex_t mutex;
	struct arena *arena;
	struct entry *newest, *old; /* old ones are still held by somebody */
};

struct zone_cache *zone_cache_create(int64_t zone_id)
{
	struct arena *arena = arena_create(1 << 10);
	struct zone_cache *cache = arena_new(arena, struct zone_cache);

	cache->arena = arena;
	cache->zone_id = zone_id;
	(void)pthread_mutex_init(&cache->mutex, NULL);
	return cache;
}

void zone_cache_destroy(struct zone_cache *cache)
{
	if (cache == NULL)
		return;
	assert(cache->old == NULL);
	if (cache->newest != NULL)
		arena_destroy(cache->newest->arena);
	(void)pthread_mutex_destroy(&cache->mutex);
	arena_destroy(cache->arena);
}

static bool load(struct zone_cache *cache, struct db *db, int64_t version, struct err *err)
{
	struct arena *arena = arena_create(1 << 20);
	struct entry *entry = arena_new(arena, struct entry);

	if (!zone_store_load(db, arena, cache->zone_id, version, &entry->held.zone, err)) {
		arena_destroy(arena);
		return false;
	}
	entry->arena = arena;
	entry->held.version = version;
	if (cache->newest != NULL && cache->newest->users > 0) {
		cache->newest->next = cache->old;
		cache->old = cache->newest;
	} else if (cache->newest != NULL) {
		arena_destroy(cache->newest->arena);
	}
	cache->newest = entry;
	return true;
}

bool zone_cache_take(struct zone_cache *cache, struct db *db, const struct zone_held **ret,
		     struct err *err)
{
	int64_t version;
	bool ok;

	if (!zone_store_version(db, cache->zone_id, &version, err))
		return false;
	if (version == 0)
		return err_set(err, ERR_NOT_FOUND, "There is no zone yet.");
	(void)pthread_mutex_lock(&cache->mutex);
	ok = (cache->newest != NULL && cache->newest->held.version >= version) ||
	     load(cache, db, version, err);
	if (ok) {
		cache->newest->users++;
		*ret = &cache->newest->held;
	}
	(void)pthread_mutex_unlock(&cache->mutex);
	return ok;
}

void zone_cache_release(struct zone_cache *cache, const struct zone_held *held)
{
	(void)pthread_mutex_lock(&cache->mutex);
	if (cache->newest != NULL && held == &cache->newest->held) {
		cache->newest->users--;
	} else {
		for (struct entry **at = &cache->old; *at != NULL; at = &(*at)->next) {
			struct entry *entry = *at;

			if (held != &entry->held)
				continue;
			if (--entry->users == 0) {
				*at = entry->next;
				arena_destroy(entry->arena);
			}
			break;
		}
	}
	(void)pthread_mutex_unlock(&cache->mutex);
}
