#include "app/migrate_command.h"

#include "kit/db/db_option.h"
#include "kit/db/migrate.h"

/* Only look: the answer is the exit code. */
static bool check(struct command_call *call, struct err *err)
{
	const struct db_options options = {.clock = call->clock};
	struct err found = {0};
	struct db *db;

	if (!db_open(db_option_url(call), &options, &db, err))
		return false;
	if (migrate_check(db, &migrations_embedded, &found)) {
		(void)fprintf(call->out, "The database is up to date.\n");
	} else {
		call->exit = COMMAND_NO;
		(void)fprintf(call->out, "%s\n", found.text);
	}
	db_close(db);
	return found.kind != ERR_SYSTEM && found.kind != ERR_BUSY
		       ? true
		       : err_set(err, found.kind, "%s", found.text);
}

static bool run(struct command_call *call, struct err *err)
{
	const struct db_options options = {.clock = call->clock, .create = true};
	struct migrate_report report = {0};
	struct db *db;
	bool ok;

	if (command_has(call, "check"))
		return check(call, err);
	if (!db_open(db_option_url(call), &options, &db, err))
		return false;
	ok = migrate_run(db, call->arena, &migrations_embedded, &report, err);
	db_close(db);
	if (!ok)
		return false;
	if (report.backup.len > 0)
		(void)fprintf(call->out, "Copied what was there to %.*s.\n",
			      STR_ARG(report.backup));
	if (report.applied == 0)
		(void)fprintf(call->out, "The database was up to date (%04u).\n", report.version);
	else
		(void)fprintf(call->out, "Applied %zu migrations; the database is at %04u.\n",
			      report.applied, report.version);
	return true;
}

const struct command migrate_command = {
	.name = "migrate",
	.arguments = "",
	.summary = "make the database, or bring it up to this program",
	.help = "Applies the migrations that the database lacks, each in a transaction. An SQLite\n"
		"file that holds something is copied first, beside itself. Refuses, and changes\n"
		"nothing, when the database is newer than this program.\n"
		"\n"
		"    weft migrate --database school.db\n"
		"    WEFT_DATABASE=postgres://weft@db/weft weft migrate --check",
	.options = {DB_OPTION, {"check", NULL, "only look: 0 up to date, 1 not"}},
	.run = run,
};
