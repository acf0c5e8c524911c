/* db_option: the --database option that commands share.
 *
 *	.options = {DB_OPTION, {"seed", "N", "…"}},
 *	…
 *	struct db *db;
 *
 *	if (!db_option_open(call, &db, err))
 *		return false;
 */
#ifndef WEFT_KIT_DB_DB_OPTION_H
#define WEFT_KIT_DB_DB_OPTION_H

#include "kit/cli/command.h"
#include "kit/db/db.h"

#define DB_OPTION                                                                                  \
	{                                                                                          \
		"database", "URL", "an SQLite file or postgres://… ($WEFT_DATABASE, or weft.db)" \
	}

/* What --database says, or the environment variable WEFT_DATABASE, or "weft.db". A URL with a
 * password belongs into the variable: others can see the words of a call. */
struct str db_option_url(const struct command_call *call);

/* Open it as it is, and check that its schema is that of this program. */
bool db_option_open(const struct command_call *call, struct db **ret, struct err *err);

/* Open it, make it when it is missing, and bring its schema up to date. */
bool db_option_open_migrated(const struct command_call *call, struct db **ret, struct err *err);

#endif
