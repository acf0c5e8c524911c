#include "app/backup_command.h"

#include "kit/db/backup.h"
#include "kit/db/db_option.h"

static bool run(struct command_call *call, struct err *err)
{
	const struct db_options options = {.clock = call->clock};
	struct db *db;
	bool ok;

	/* A database of any version can be saved. */
	if (!db_open(db_option_url(call), &options, &db, err))
		return false;
	ok = backup_copy(db, call->word[0], err);
	db_close(db);
	if (ok)
		(void)fprintf(call->out, "Wrote %.*s.\n", STR_ARG(call->word[0]));
	return ok;
}

const struct command backup_command = {
	.name = "backup",
	.arguments = "FILE",
	.summary = "write a copy of the database to a new file",
	.help = "Writes one moment of the whole database to a new file, while others use it. The\n"
		"file has its name only when it is whole and checked. SQLite: a database file;\n"
		"PostgreSQL: an archive of pg_dump, which must be installed.\n"
		"\n"
		"    weft backup --database school.db /backup/school-$(date +%F).db",
	.options = {DB_OPTION},
	.min_words = 1,
	.max_words = 1,
	.run = run,
};
