#include "app/backup_command.h"

#include "base/file.h"
#include "kit/db/backup.h"
#include "kit/db/db_option.h"

static bool save(struct command_call *call, struct db *db, struct str *ret, struct err *err)
{
	int64_t keep;

	if (!command_number(call, "keep", 0, 1, 10000, &keep, err))
		return false;
	if (file_is_folder(arena_str(call->arena, call->word[0]).ptr))
		return backup_into(db, call->arena, call->word[0], (size_t)keep, ret, err);
	if (keep > 0)
		return err_set(err, ERR_INVALID,
			       "--keep needs a folder, in which only backups of its own are "
			       "counted.");
	*ret = call->word[0];
	return backup_copy(db, *ret, err);
}

static bool run(struct command_call *call, struct err *err)
{
	const struct db_options options = {.clock = call->clock};
	struct str path;
	struct db *db;
	bool ok;

	/* A database of any version can be saved. */
	if (!db_open(db_option_url(call), &options, &db, err))
		return false;
	ok = save(call, db, &path, err);
	db_close(db);
	if (ok)
		(void)fprintf(call->out, "Wrote %.*s.\n", STR_ARG(path));
	return ok;
}

const struct command backup_command = {
	.name = "backup",
	.arguments = "FILE|FOLDER",
	.summary = "write a copy of the database to a new file",
	.help = "Writes one moment of the whole database to a new file, while others use it. The\n"
		"file has its name only when it is whole and checked. SQLite: a database file,\n"
		"packed where its name ends with .gz; PostgreSQL: an archive of pg_dump, which "
		"must\n"
		"be installed. In a folder it gets a name with the time, and --keep removes the\n"
		"oldest of such names.\n"
		"\n"
		"    weft backup --database school.db /backup/before-the-move.db\n"
		"    weft backup --database school.db /backup --keep 14",
	.options = {DB_OPTION, {"keep", "N", "in a folder: keep so many, remove older ones"}},
	.min_words = 1,
	.max_words = 1,
	.run = run,
};
