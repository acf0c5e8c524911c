#include "parts/school/zone_command.h"

#include "base/file.h"
#include "base/text.h"
#include "kit/auth/command_site.h"
#include "kit/db/db_option.h"
#include "parts/school/zone_diff.h"
#include "parts/school/zone_report.h"
#include "parts/school/zone_roster.h"
#include "parts/school/zone_store.h"

static const char *cstr(const struct command_call *call, struct str s)
{
	return arena_str(call->arena, s).ptr;
}

/* The files of the zone that --folder or the database holds; *ret_db is NULL for a folder. */
static bool open_files(struct command_call *call, int64_t *ret_zone_id, struct db **ret_db,
		       struct zone_files *ret, struct err *err)
{
	*ret_db = NULL;
	if (!command_number(call, "zone", 1, 1, INT32_MAX, ret_zone_id, err))
		return false;
	if (command_has(call, "folder"))
		return zone_read_files(call->arena, cstr(call, command_text(call, "folder", "")),
				       ret, err);
	if (!db_option_open_migrated(call, ret_db, err))
		return false;
	if (zone_store_files(*ret_db, call->arena, *ret_zone_id, 0, ret, err))
		return true;
	db_close(*ret_db);
	return false;
}

static void say_roster(struct command_call *call, const struct roster *roster)
{
	for (size_t i = 0; i < roster->problems.n; i++)
		(void)fprintf(call->out, "%.*s\n",
			      STR_ARG(roster_problem_text(call->arena, &roster->problems.at[i])));
	(void)fprintf(
		call->out,
		"OneRoster %.*s: %zu orgs, %zu people, %zu classes; %zu students were counted "
		"and forgotten.\n",
		STR_ARG(roster->version), roster->orgs.n, roster->staff.n, roster->classes.n,
		roster->n_students);
}

static void say_merge(struct command_call *call, const struct zone_roster_report *report)
{
	for (size_t i = 0; i < report->n_notes; i++)
		(void)fprintf(call->out, "note: %.*s\n", STR_ARG(report->notes[i]));
	(void)fprintf(
		call->out,
		"Taken: %zu schools, %zu terms, %zu people, %zu new assignments, %zu homerooms; "
		"%zu other classes left out.\n",
		report->n_schools, report->n_terms, report->n_people, report->n_assignments,
		report->n_classes, report->n_scheduled);
}

/* What would change, between the zone as it is (which may not be valid yet) and as it would be. */
static void say_changes(struct command_call *call, const struct zone_files *before,
			const struct zone *after)
{
	struct zone_lines old = {0}, now = {0};
	struct zone_steps steps = {0};
	struct zone_changes changes = {0};
	const struct zone *zone;
	struct err ignored = {0};

	if (zone_read_texts(call->arena, before, &zone, NULL, &ignored))
		zone_lines_of(call->arena, zone, &old);
	zone_lines_of(call->arena, after, &now);
	for (size_t i = 0; i < old.n; i++)
		old.at[i].place = (int64_t)(i + 1) * 1024;
	zone_diff(call->arena, &old, &now, &steps, &changes);
	(void)fprintf(call->out, "%.*s", STR_ARG(zone_changes_text(call->arena, &changes)));
}

static bool store(struct command_call *call, struct db *db, int64_t zone_id,
		  const struct zone *zone, struct err *err)
{
	const struct zone_import how = {.note = STR("OneRoster")};
	struct zone_changes changes;

	if (command_has(call, "dry-run"))
		return true;
	if (db == NULL)
		return zone_write_folder(zone, cstr(call, command_text(call, "folder", "")), err);
	return zone_store_import(db, call->arena, zone_id, zone, &how, &changes, err);
}

static bool take(struct command_call *call, struct db *db, int64_t zone_id,
		 const struct zone_files *before, struct err *err)
{
	struct zone_files files = *before;
	struct zone_problems problems = {0};
	struct zone_roster_report report;
	struct roster_files roster_files;
	const struct zone *zone;
	struct roster roster;

	if (!roster_open(call->arena, cstr(call, call->word[0]), &roster_files, err) ||
	    !roster_read(call->arena, &roster_files, &roster, err))
		return false;
	say_roster(call, &roster);
	if (roster.n_errors > 0) {
		call->exit = COMMAND_NO;
		return true;
	}
	if (!zone_roster_merge(call->arena, &roster, command_text(call, "roles", ""), &files,
			       &report, err))
		return false;
	say_merge(call, &report);
	if (!zone_read_texts(call->arena, &files, &zone, &problems, err)) {
		*err = (struct err){0};
		(void)fprintf(call->out, "%.*s",
			      STR_ARG(zone_report_text(call->arena, STR("zone"), NULL, &problems)));
		call->exit = COMMAND_NO;
		return true;
	}
	say_changes(call, before, zone);
	return store(call, db, zone_id, zone, err);
}

static bool import(struct command_call *call, struct err *err)
{
	struct zone_files before;
	int64_t zone_id;
	struct db *db;
	bool ok;

	if (!open_files(call, &zone_id, &db, &before, err))
		return false;
	ok = take(call, db, zone_id, &before, err);
	db_close(db);
	return ok;
}

#define FOLDER_OPTION                                                    \
	{                                                                \
		"folder", "DIR", "a zone folder instead of the database" \
	}
#define ZONE_NUMBER_OPTION                                            \
	{                                                             \
		"zone", "N", "number of the zone in the database (1)" \
	}

const struct command roster_import_command = {
	.name = "roster import",
	.arguments = "PATH",
	.summary = "take staff and classes from a OneRoster folder or ZIP file",
	.help = "Reads OneRoster 1.1 or 1.2 CSV and merges schools, terms, staff and homeroom "
		"classes\n"
		"with their sizes into the zone. Students are counted, never kept. Says what "
		"would\n"
		"change; nothing is removed. The zone must have its grades already.\n"
		"\n"
		"    weft roster import roster.zip --dry-run\n"
		"    weft roster import roster.zip --folder my-zone --roles ext:coach=coach",
	.options = {DB_OPTION,
		    ZONE_NUMBER_OPTION,
		    FOLDER_OPTION,
		    {"roles", "MAP", "what the roster's words for roles mean: ext:coach=coach;..."},
		    {"dry-run", NULL, "only say what would change"}},
	.min_words = 1,
	.max_words = 1,
	.run = import,
};

static bool export(struct command_call *call, struct err *err)
{
	struct roster_files roster;
	struct zone_files files;
	const struct zone *zone;
	int64_t zone_id;
	struct db *db;
	bool noted;

	if (!open_files(call, &zone_id, &db, &files, err))
		return false;
	noted = db == NULL ||
		command_site_note(call, db, "export.roster", call->word[0], err);
	db_close(db);
	if (!noted || !zone_read_texts(call->arena, &files, &zone, NULL, err) ||
	    !file_make_folder(cstr(call, call->word[0]), err))
		return false;
	zone_roster_write(call->arena, zone, &roster);
	for (int f = 0; f < ROSTER_N_FILES; f++) {
		struct str path = file_join(call->arena, arena_str(call->arena, call->word[0]),
					    str_from(roster_file_name((enum roster_file)f)));

		if (!file_write(path.ptr, roster.file[f], err))
			return false;
	}
	return true;
}

const struct command roster_export_command = {
	.name = "roster export",
	.arguments = "DIR",
	.summary = "write staff and classes as OneRoster 1.2 CSV",
	.help = "Writes a bulk roster without students: schools, terms, staff, homerooms, and a "
		"class\n"
		"for each special with its block as period and its room as location.\n"
		"\n"
		"    weft roster export roster --folder share/alder-sound",
	.options = {DB_OPTION, ZONE_NUMBER_OPTION, COMMAND_SITE_KEY_OPTION, FOLDER_OPTION},
	.min_words = 1,
	.max_words = 1,
	.run = export,
};
