#include "app/restore_command.h"

#include "kit/db/backup.h"
#include "kit/db/db_option.h"
#include "kit/db/migrate.h"

static bool run(struct command_call *call, struct err *err)
{
	const struct db_options options = {.clock = call->clock, .create = true};
	struct str old = STR("");
	struct err older = {0};
	struct db *db;
	bool ok;

	if (!db_open(db_option_url(call), &options, &db, err))
		return false;
	ok = backup_restore(db, call->arena, call->word[0], &old, err);
	if (ok && old.len > 0)
		(void)fprintf(call->out, "Copied what was there to %.*s.\n", STR_ARG(old));
	if (ok)
		(void)fprintf(call->out, "Restored %.*s.\n", STR_ARG(call->word[0]));
	if (ok && !migrate_check(db, &migrations_embedded, &older))
		(void)fprintf(call->out, "%s\n", older.text);
	db_close(db);
	return ok;
}

const struct command restore_command = {
	.name = "restore",
	.arguments = "FILE",
	.summary = "make the database what a backup holds",
	.help = "Replaces all content by that of a file that weft backup wrote, in one "
		"transaction:\n"
		"when it fails, everything stays as it was. On SQLite what was there is copied\n"
		"first, beside the database. Stop weft serve and weft worker before.\n"
		"\n"
		"    weft restore --database school.db /backup/school-2026-09-01.db",
	.options = {DB_OPTION},
	.min_words = 1,
	.max_words = 1,
	.run = run,
};
