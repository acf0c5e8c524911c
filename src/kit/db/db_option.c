#include "kit/db/db_option.h"

#include "kit/db/migrate.h"

#include <stdlib.h>

struct str db_option_url(const struct command_call *call)
{
	const char *variable = getenv("WEFT_DATABASE");

	if (variable == NULL || variable[0] == '\0')
		variable = "weft.db";
	return command_text(call, "database", variable);
}

bool db_option_open(const struct command_call *call, struct db **ret, struct err *err)
{
	const struct db_options options = {.clock = call->clock};
	struct db *db;

	if (!db_open(db_option_url(call), &options, &db, err))
		return false;
	if (!migrate_check(db, &migrations_embedded, err)) {
		db_close(db);
		return false;
	}
	*ret = db;
	return true;
}

bool db_option_open_migrated(const struct command_call *call, struct db **ret, struct err *err)
{
	const struct db_options options = {.clock = call->clock, .create = true};
	struct migrate_report report;
	struct db *db;

	if (!db_open(db_option_url(call), &options, &db, err))
		return false;
	if (!migrate_run(db, call->arena, &migrations_embedded, &report, err)) {
		db_close(db);
		return false;
	}
	*ret = db;
	return true;
}
