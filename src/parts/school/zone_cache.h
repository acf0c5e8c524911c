/* zone_cache: the zone as it is in the database, loaded once a version.
 *
 * A zone of six schools takes some milliseconds to read; a page has five. Who takes it holds a
 * whole, immutable zone until they release it, also when a new version comes meanwhile. Any thread.
 */
#ifndef WEFT_PARTS_SCHOOL_ZONE_CACHE_H
#define WEFT_PARTS_SCHOOL_ZONE_CACHE_H

#include "kit/db/db.h"
#include "parts/school/zone.h"

struct zone_cache;

struct zone_held {
	const struct zone *zone;
	int64_t version;
};

struct zone_cache *zone_cache_create(int64_t zone_id);
void zone_cache_destroy(struct zone_cache *cache); /* NULL is allowed; nobody holds anything */

/* ERR_NOT_FOUND while nothing was imported. */
bool zone_cache_take(struct zone_cache *cache, struct db *db, const struct zone_held **ret,
		     struct err *err);
void zone_cache_release(struct zone_cache *cache, const struct zone_held *held);

#endif
