#include "parts/week/week_command.h"

#include "base/date.h"
#include "base/file.h"
#include "kit/db/db_option.h"
#include "parts/school/zone_folder.h"
#include "parts/school/zone_store.h"
#include "parts/week/week_check.h"
#include "parts/week/week_file.h"
#include "parts/week/week_report.h"

#define ZONE_OPTION                                                                  \
	{                                                                            \
		"zone", "DIR", "the zone's CSV files; else the zone of the database" \
	}
#define SCHOOL_OPTION                                   \
	{                                               \
		"school", "CODE", "one school, not all" \
	}
#define DATE_OPTION                                                                 \
	{                                                                           \
		"date", "DATE", "for the first school day from then on, 2026-09-01" \
	}

/* The folder of --zone, or the database. */
static bool open_zone(struct command_call *call, const struct zone **ret, struct err *err)
{
	struct str dir = command_text(call, "zone", "");
	struct db *db;
	bool ok;

	if (dir.len > 0)
		return zone_read_folder(call->arena, arena_str(call->arena, dir).ptr, ret, NULL,
					err);
	if (!db_option_open(call, &db, err))
		return false;
	ok = zone_store_load(db, call->arena, 1, 0, ret, err);
	db_close(db);
	return ok;
}

static bool find_schools(struct command_call *call, const struct zone *zone, struct zone_list *ret,
			 struct err *err)
{
	struct str code = command_text(call, "school", "");
	uint32_t *at = arena_array(call->arena, uint32_t, 1);

	if (code.len == 0)
		return true;
	*at = zone_find(zone, ZONE_T_SCHOOLS, code);
	if (*at == ZONE_NONE)
		return err_set(err, ERR_INVALID, "The zone has no school \"%.*s\".", STR_ARG(code));
	*ret = (struct zone_list){at, 1};
	return true;
}

/* The date of --date; without it what was there. */
static bool find_date(struct command_call *call, int32_t *ret, struct err *err)
{
	struct str text = command_text(call, "date", "");

	return text.len == 0 || date_parse(text, ret, err);
}

static void print_report(struct command_call *call, const struct zone *zone,
			 const struct week_report *report)
{
	if (command_has(call, "json")) {
		struct json_writer json;
		struct text text;

		text_init(&text, call->arena);
		json_writer_init(&json, &text);
		week_report_json(&json, call->arena, zone, report);
		(void)fprintf(call->out, "%.*s\n", STR_ARG(text_str(&text)));
	} else {
		struct str text = week_report_text(call->arena, zone, report);

		(void)fprintf(call->out, "%.*s", STR_ARG(text));
	}
	call->exit = report->verdict == WEEK_FEASIBLE     ? COMMAND_DONE
		     : report->verdict == WEEK_INFEASIBLE ? COMMAND_NO
							  : COMMAND_INVALID;
}

/* The plan of --previous (a folder or a file), and the locks of --locked, or else its own. */
static bool read_kept(struct command_call *call, const struct zone *zone,
		      struct week_options *options, struct err *err)
{
	static const char *const names[] = {"previous", "locked"};

	for (size_t i = 0; i < 2; i++) {
		struct str path = command_text(call, names[i], ""), text;
		struct week_plan *plan = arena_new(call->arena, struct week_plan);

		if (path.len == 0)
			continue;
		path = str_ends_with(path, STR(".csv"))
			       ? arena_str(call->arena, path)
			       : file_join(call->arena, path, STR("bookings.csv"));
		if (!file_read(call->arena, path.ptr, WEEK_MAX_FILE_BYTES, &text, err))
			return false;
		if (!(i == 0 ? week_read_before : week_read_csv)(call->arena, zone, text, plan,
								 err))
			return err_in(err, path.ptr);
		if (i == 0)
			options->previous = plan;
		options->locked = plan;
	}
	return true;
}

static bool solve(struct command_call *call, struct week_plan *plan, struct week_report *report,
		  struct err *err)
{
	struct week_options options = {.clock = call->clock};
	const struct zone *zone;
	int64_t seed;

	if (!command_decimal(call, "seconds", 60, 0.01, 86400, &options.seconds, err) ||
	    !command_number(call, "seed", 1, 0, INT64_MAX, &seed, err) ||
	    !find_date(call, &options.date, err) || !open_zone(call, &zone, err) ||
	    !find_schools(call, zone, &options.schools, err))
		return false;
	options.seed = (uint64_t)seed;
	if (!read_kept(call, zone, &options, err))
		return false;
	return week_solve(call->arena, zone, &options, plan, report, err);
}

static bool run_solve(struct command_call *call, struct err *err)
{
	struct str dir = command_text(call, "out", "");
	struct week_report report;
	struct week_plan plan;

	if (!solve(call, &plan, &report, err))
		return false;
	if (dir.len > 0 &&
	    !week_write_folder(call->arena, &plan, arena_str(call->arena, dir).ptr, err))
		return false;
	print_report(call, plan.zone, &report);
	return true;
}

const struct command week_solve_command = {
	.name = "week solve",
	.arguments = "",
	.summary = "make a week for every class, teacher and room",
	.help = "Plans specials of all schools together and each school's day around them. Ends "
		"with 0\n"
		"when there is a plan, with 1 when it is proved that there is none (and says why, "
		"and what\n"
		"would help), with 3 when time ran out.\n"
		"\n"
		"    weft week solve --zone share/alder-sound --out week\n"
		"\n"
		"Rows count that are in force on --date, the first school day of the year unless "
		"given;\n"
		"the report says until when that is so, and what is not in force.\n"
		"--locked FILE: bookings of the file that say who locked them stay where they "
		"are.\n"
		"--previous DIR: as much of that plan as can be stays, its locks anyway; the "
		"report\n"
		"lists what moves for whom.\n"
		"--out writes bookings.csv into a folder. docs/week.md describes the questions it "
		"answers.",
	.options = {ZONE_OPTION,
		    SCHOOL_OPTION,
		    DATE_OPTION,
		    {"seconds", "S", "time limit, 60 unless given"},
		    {"seed", "N", "for repeatable results"},
		    {"locked", "FILE", "bookings.csv with locks that hold"},
		    {"previous", "DIR", "a plan of which as much as can be stays"},
		    {"out", "DIR", "write the bookings as CSV"},
		    DB_OPTION,
		    COMMAND_JSON},
	.run = run_solve,
};

static bool run_explain(struct command_call *call, struct err *err)
{
	struct week_report report;
	struct week_plan plan;

	if (!solve(call, &plan, &report, err))
		return false;
	print_report(call, plan.zone, &report);
	return true;
}

const struct command week_explain_command = {
	.name = "week explain",
	.arguments = "",
	.summary = "say why a week does not fit, or what it gives up",
	.help = "Solves, and reports the smallest sets of rules that cannot hold together, with "
		"remedies.\n"
		"\n"
		"    weft week explain --zone share/alder-sound --school WP",
	.options = {ZONE_OPTION,
		    SCHOOL_OPTION,
		    DATE_OPTION,
		    {"seconds", "S", "time limit, 60 unless given"},
		    {"seed", "N", "for repeatable results"},
		    {"locked", "FILE", "bookings.csv with locks that hold"},
		    {"previous", "DIR", "a plan of which as much as can be stays"},
		    DB_OPTION,
		    COMMAND_JSON},
	.run = run_explain,
};

static bool run_check(struct command_call *call, struct err *err)
{
	struct week_report report = {.verdict = WEEK_FEASIBLE};
	struct day_findings findings = {0};
	struct zone_list schools = {0};
	const struct zone *zone;
	int32_t date = ZONE_UNSET;

	if (!find_date(call, &date, err) || !open_zone(call, &zone, err) ||
	    !find_schools(call, zone, &schools, err))
		return false;
	if (date == ZONE_UNSET)
		week_check_zone(call->arena, zone, schools, &findings);
	else if (!week_check_date(call->arena, zone, schools, date, &findings, err))
		return false;
	report.conflicts.at = findings.conflicts.at;
	report.conflicts.n = findings.conflicts.n;
	report.given_up.at = findings.given_up.at;
	report.given_up.n = findings.given_up.n;
	if (findings.conflicts.n > 0)
		report.verdict = WEEK_INFEASIBLE;
	print_report(call, zone, &report);
	return true;
}

const struct command week_check_command = {
	.name = "week check",
	.arguments = "",
	.summary = "count what a week needs against what there is",
	.help = "Counts before solving: visits, half-days, seats, minutes. Ends with 1 when "
		"something\n"
		"cannot be; \"feasible\" here means that counting alone finds nothing against a "
		"plan.\n"
		"\n"
		"    weft week check --zone share/alder-sound\n"
		"\n"
		"Where assignments, terms or rules have dates, each stretch of the year is "
		"counted; "
		"with\n"
		"--date that of one day alone.",
	.options = {ZONE_OPTION, SCHOOL_OPTION, DATE_OPTION, DB_OPTION, COMMAND_JSON},
	.run = run_check,
};
