#include "parts/school/zone_command.h"

#include "base/text.h"
#include "kit/auth/command_site.h"
#include "kit/db/db_option.h"
#include "parts/school/zone_report.h"
#include "parts/school/zone_store.h"

#define ZONE_NUMBER_OPTION                                            \
	{                                                             \
		"zone", "N", "number of the zone in the database (1)" \
	}

static bool zone_number(const struct command_call *call, int64_t *ret, struct err *err)
{
	return command_number(call, "zone", 1, 1, INT32_MAX, ret, err);
}

static struct str folder_of(const struct command_call *call)
{
	return arena_str(call->arena, call->word[0]);
}

/* ---- import, undo ---- */

static void put_json(struct command_call *call, const struct zone_changes *changes, bool dry_run)
{
	struct json_writer json;
	struct text text;
	static const char *const kinds[] = {"added", "changed", "removed", "moved"};

	text_init(&text, call->arena);
	json_writer_init(&json, &text);
	json_begin_object(&json);
	json_pair_bool(&json, "dry_run", dry_run);
	json_pair_i64(&json, "version", changes->version);
	for (int k = 0; k <= ZONE_MOVED; k++)
		json_pair_i64(&json, kinds[k], (int64_t)changes->n_rows[k]);
	json_key(&json, "changes");
	json_begin_array(&json);
	for (size_t i = 0; i < changes->n; i++) {
		const struct zone_change *change = &changes->at[i];

		json_begin_object(&json);
		json_pair_str(&json, "row", change->key);
		json_pair_str(&json, "kind", str_from(kinds[change->kind]));
		json_pair_str(&json, "column", change->column);
		json_pair_str(&json, "old", change->old);
		json_pair_str(&json, "new", change->now);
		json_end(&json);
	}
	json_end(&json);
	json_end(&json);
	(void)fprintf(call->out, "%.*s\n", STR_ARG(text_str(&text)));
}

/* The first import of everything is no news row by row. */
enum { MAX_LINES_SHOWN = 200 };

static void report(struct command_call *call, const struct zone_changes *changes, bool dry_run)
{
	struct zone_changes shown = *changes;

	if (command_has(call, "json")) {
		put_json(call, changes, dry_run);
		return;
	}
	if (shown.n > MAX_LINES_SHOWN) {
		(void)fprintf(call->out, "The first %d of %zu changes:\n", MAX_LINES_SHOWN,
			      shown.n);
		shown.n = MAX_LINES_SHOWN;
	}
	(void)fprintf(call->out, "%.*s", STR_ARG(zone_changes_text(call->arena, &shown)));
	if (dry_run)
		(void)fprintf(call->out, "Nothing was written.\n");
	else if (changes->version > 0)
		(void)fprintf(call->out, "This is version %lld.\n", (long long)changes->version);
	else
		(void)fprintf(call->out, "The zone is as it was.\n");
}

/* The zone of the folder; its problems are printed. *ret is NULL when it cannot be used. */
static bool read_zone(struct command_call *call, const struct zone **ret, struct err *err)
{
	struct zone_problems problems = {0};

	*ret = NULL;
	if (!zone_read_folder(call->arena, folder_of(call).ptr, ret, &problems, err)) {
		if (err->kind != ERR_INVALID || problems.n_errors == 0)
			return false;
		*err = (struct err){0};
		(void)fprintf(call->out, "%.*s",
			      STR_ARG(zone_report(call->arena, folder_of(call), NULL, &problems,
						  command_has(call, "json"))));
		call->exit = COMMAND_NO;
	}
	return true;
}

static bool import(struct command_call *call, struct err *err)
{
	bool dry_run = command_has(call, "dry-run");
	const struct zone_import how = {
		.note = arena_printf(call->arena, "folder %.*s", STR_ARG(folder_of(call))),
		.dry_run = dry_run,
	};
	struct zone_changes changes;
	const struct zone *zone;
	int64_t zone_id;
	struct db *db;
	bool ok;

	if (!zone_number(call, &zone_id, err) || !read_zone(call, &zone, err))
		return false;
	if (zone == NULL)
		return true;
	if (!db_option_open_migrated(call, &db, err))
		return false;
	ok = zone_store_import(db, call->arena, zone_id, zone, &how, &changes, err);
	db_close(db);
	if (ok)
		report(call, &changes, dry_run);
	return ok;
}

const struct command zone_import_command = {
	.name = "zone import",
	.arguments = "DIR",
	.summary = "take a zone folder into the database",
	.help = "Checks the folder, says what differs from the database, and writes it in one\n"
		"transaction as a new version. With an error in the folder nothing is written and\n"
		"the exit code is 1. What is no longer in the folder is closed, not forgotten:\n"
		"'weft zone undo' brings the version before back.\n"
		"\n"
		"    weft zone import share/alder-sound --dry-run\n"
		"    weft zone import share/alder-sound",
	.options = {DB_OPTION,
		    ZONE_NUMBER_OPTION,
		    {"dry-run", NULL, "only say what would change"},
		    COMMAND_JSON},
	.min_words = 1,
	.max_words = 1,
	.run = import,
};

static bool undo(struct command_call *call, struct err *err)
{
	bool dry_run = command_has(call, "dry-run");
	const struct zone_import how = {.note = STR("undo"), .dry_run = dry_run};
	struct zone_changes changes;
	int64_t zone_id;
	struct db *db;
	bool ok;

	if (!zone_number(call, &zone_id, err) || !db_option_open(call, &db, err))
		return false;
	ok = zone_store_undo(db, call->arena, zone_id, &how, &changes, err);
	db_close(db);
	if (ok)
		report(call, &changes, dry_run);
	return ok;
}

const struct command zone_undo_command = {
	.name = "zone undo",
	.arguments = "",
	.summary = "take the last import of a zone back",
	.help = "Makes a new version that is as the zone was before the last import. Repeated, it "
		"goes\n"
		"back further.\n"
		"\n"
		"    weft zone undo --dry-run",
	.options = {DB_OPTION,
		    ZONE_NUMBER_OPTION,
		    {"dry-run", NULL, "only say what would change"},
		    COMMAND_JSON},
	.run = undo,
};

/* ---- export ---- */

static bool export(struct command_call *call, struct err *err)
{
	const struct zone *zone = NULL;
	int64_t zone_id, version;
	struct db *db;
	bool ok;

	if (!zone_number(call, &zone_id, err) ||
	    !command_number(call, "version", 0, 0, INT64_MAX, &version, err) ||
	    !db_option_open(call, &db, err))
		return false;
	ok = zone_store_load(db, call->arena, zone_id, version, &zone, err) &&
	     command_site_note(call, db, "export.zone", folder_of(call), err);
	db_close(db);
	if (!ok || !zone_write_folder(zone, folder_of(call).ptr, err))
		return false;
	(void)fprintf(call->out, "Wrote %.*s: %.*s.\n", STR_ARG(folder_of(call)),
		      STR_ARG(zone_summary(call->arena, zone)));
	return true;
}

const struct command zone_export_command = {
	.name = "zone export",
	.arguments = "DIR",
	.summary = "write the zone of the database as a folder",
	.help = "Writes all files of the zone into the folder, which is made when missing. "
		"Importing\n"
		"it again changes nothing.\n"
		"\n"
		"    weft zone export my-zone\n"
		"    weft zone export october --version 12",
	.options = {DB_OPTION,
		    ZONE_NUMBER_OPTION,
		    COMMAND_SITE_KEY_OPTION,
		    {"version", "N", "as it was in this version (the newest)"}},
	.min_words = 1,
	.max_words = 1,
	.run = export,
};
