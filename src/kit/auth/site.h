/* site: what the stores of kit/auth share: the database, the zone, the key.
 *
 * A struct site is small and is copied: inside a transaction the copy names
 * the handle of the transaction. It never changes otherwise.
 */
#ifndef WEFT_KIT_AUTH_SITE_H
#define WEFT_KIT_AUTH_SITE_H

#include "kit/auth/token.h"
#include "kit/db/db.h"

struct site {
	struct db *db;
	const struct clock *clock;
	int64_t zone_id;
	struct token_key key;
};

/* The key comes from the file (32 bytes, readable by its owner alone), or without one from the
 * database, where it is made when it is missing. */
bool site_open(struct db *db, const struct clock *clock, int64_t zone_id, struct str key_file,
	       struct site *ret, struct err *err);

static inline int64_t site_now(const struct site *site)
{
	return clock_utc_ms(site->clock);
}

/* The same site inside a transaction. */
static inline struct site site_in(const struct site *site, struct db *tx)
{
	struct site inside = *site;

	inside.db = tx;
	return inside;
}

#endif
