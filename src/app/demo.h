/* demo: the accounts of a demonstration.
 *
 * They exist only in a database that `weft demo` has made; the sign-in page lists them there,
 * with their passwords. Everywhere else the list is empty.
 */
#ifndef WEFT_APP_DEMO_H
#define WEFT_APP_DEMO_H

#include "kit/auth/auth.h"
#include "kit/auth/site.h"

/* Make the sample zone and its accounts in an empty database. A zone that is there already
 * is left as it is. folder is the zone folder of the sample. */
bool demo_fill(const struct site *site, struct arena *arena, const char *folder, struct err *err);

/* The accounts, for the terminal and the sign-in page (as auth_options.demo). */
bool demo_accounts(void *self, struct db *db, struct arena *arena, int64_t zone_id,
		   const struct auth_demo **ret, size_t *ret_n, struct err *err);

#endif
