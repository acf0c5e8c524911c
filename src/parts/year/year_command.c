#include "parts/year/year_command.h"

#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "parts/year/year_count.h"
#include "parts/year/year_file.h"
#include "parts/year/year_repair.h"
#include "parts/year/year_report.h"
#include "parts/year/year_source.h"
#include "parts/year/year_valid.h"

static void print(struct command_call *call, struct str text)
{
	(void)fprintf(call->out, "%.*s", STR_ARG(text));
}

static bool is_verdict(struct command_call *call, enum weft_verdict verdict)
{
	call->exit = verdict == WEFT_FEASIBLE     ? COMMAND_DONE
		     : verdict == WEFT_INFEASIBLE ? COMMAND_NO
						  : COMMAND_INVALID;
	return true;
}

static bool solve_with(struct command_call *call, bool save, struct err *err)
{
	struct year_options options = {.clock = call->clock, .remedies = true};
	struct year_problem problem;
	struct year_answer answer;
	struct year_plan locks;
	int64_t seed;
	bool found;

	if (!command_number(call, "seed", 1, 0, INT64_MAX, &seed, err) ||
	    !command_decimal(call, "seconds", 60, 0.01, 86400, &options.seconds, err) ||
	    !year_source_problem(call, &problem, err) ||
	    !year_source_plan(call, &problem, &locks, &found, err))
		return false;
	options.seed = (uint64_t)seed;
	options.locks = found ? &locks : NULL;
	if (!year_solve(call->arena, &problem, &options, &answer, err))
		return false;
	if (answer.verdict == WEFT_FEASIBLE)
		year_choose_hosts(call->arena, &problem, &answer.plan);
	if (command_has(call, "json")) {
		struct json_writer json;
		struct text text;

		text_init(&text, call->arena);
		json_writer_init(&json, &text);
		year_report_json(call->arena, &json, &problem, &answer);
		text_put_char(&text, '\n');
		print(call, text_str(&text));
	} else {
		print(call, year_report_text(call->arena, &problem, &answer));
	}
	if (command_has(call, "out") && answer.verdict == WEFT_FEASIBLE &&
	    !year_write_folder(call->arena,
			       arena_str(call->arena, command_text(call, "out", "")).ptr, &problem,
			       &answer.plan, err))
		return false;
	if (save && answer.verdict == WEFT_FEASIBLE &&
	    !year_source_save(call, &problem, &answer.plan,
			      &(struct year_save){.note = STR("year solve")}, err))
		return false;
	return is_verdict(call, answer.verdict);
}

static bool solve(struct command_call *call, struct err *err)
{
	return solve_with(call, true, err);
}

#define SOLVE_OPTIONS                                                                         \
	{                                                                                     \
		YEAR_ZONE_OPTION, DB_OPTION, YEAR_LABS_OPTION,                                \
			{"seconds", "S", "give up after so long (60)"},                       \
			{"seed", "N", "another year from another number (1)"},                \
			{"out", "DIR", "write labs.csv, phases.csv and substitute_days.csv"}, \
			COMMAND_JSON,                                                         \
	}

const struct command year_solve_command = {
	.name = "year solve",
	.arguments = "",
	.summary = "place all learning labs of the year on dates",
	.help = "Gives each lab of lab_plans.csv a date, host classes and times, within the rules "
		"of\n"
		"the zone. Ends with 0 when it is done, with 1 when it is proved impossible (the\n"
		"rules that cannot hold together are named, with remedies that were solved), and\n"
		"with 3 when neither was found in time.\n"
		"\n"
		"    weft year solve --zone share/alder-sound --out my-year\n"
		"\n"
		"Labs that --labs has as locked stay on their dates. The plan of a zone in the "
		"database is\n"
		"kept there as a new version.",
	.options = SOLVE_OPTIONS,
	.run = solve,
};

static bool explain(struct command_call *call, struct err *err)
{
	return solve_with(call, false, err);
}

const struct command year_explain_command = {
	.name = "year explain",
	.arguments = "",
	.summary = "say why the labs of the year do not fit, and what would help",
	.help = "Like 'weft year solve', for its reasons: each conflict with what is needed and "
		"what\n"
		"there is, and the changes after which the year could be solved, with their "
		"price.\n"
		"\n"
		"    weft year explain --zone my-zone",
	.options = SOLVE_OPTIONS,
	.run = explain,
};

/* ---- check ---- */

static void put_check_json(struct command_call *call, const struct year_findings *findings,
			   const struct year_faults *faults)
{
	struct json_writer json;
	struct text text;

	text_init(&text, call->arena);
	json_writer_init(&json, &text);
	json_begin_object(&json);
	json_key(&json, "findings");
	json_begin_array(&json);
	for (size_t i = 0; i < findings->n; i++) {
		json_begin_object(&json);
		json_pair_str(&json, "sentence", findings->at[i].sentence);
		json_pair_i64(&json, "demand", findings->at[i].demand);
		json_pair_i64(&json, "supply", findings->at[i].supply);
		json_end(&json);
	}
	json_end(&json);
	json_key(&json, "faults");
	json_begin_array(&json);
	for (size_t i = 0; i < faults->n; i++) {
		json_begin_object(&json);
		json_pair_str(&json, "sentence", faults->at[i].sentence);
		json_pair_bool(&json, "must", faults->at[i].must);
		json_end(&json);
	}
	json_end(&json);
	json_end(&json);
	text_put_char(&text, '\n');
	print(call, text_str(&text));
}

static bool check(struct command_call *call, struct err *err)
{
	struct year_findings findings;
	struct year_faults faults = {0};
	struct year_problem problem;
	struct year_plan plan;
	bool found;

	if (!year_source_problem(call, &problem, err) ||
	    !year_source_plan(call, &problem, &plan, &found, err))
		return false;
	findings = year_count(call->arena, &problem);
	if (found)
		faults = year_valid(call->arena, &problem, &plan);
	if (command_has(call, "json")) {
		put_check_json(call, &findings, &faults);
	} else {
		for (size_t i = 0; i < findings.n; i++)
			(void)fprintf(call->out, "Impossible: %.*s\n",
				      STR_ARG(findings.at[i].sentence));
		for (size_t i = 0; i < faults.n; i++)
			(void)fprintf(call->out, "%s: %.*s\n", faults.at[i].must ? "Fault" : "Wish",
				      STR_ARG(faults.at[i].sentence));
		if (findings.n == 0 && faults.n_must == 0)
			(void)fprintf(call->out, "%zu labs, %zu open days: nothing is wrong.\n",
				      problem.n_labs, year_open_dates(&problem));
	}
	if (findings.n > 0 || faults.n_must > 0)
		call->exit = COMMAND_NO;
	return true;
}

const struct command year_check_command = {
	.name = "year check",
	.arguments = "",
	.summary = "count whether the labs of the year can fit; check a plan",
	.help = "Counts days and substitutes against what the labs need, in a moment: what it "
		"finds is\n"
		"a proof, finding nothing is none. With --labs the plan is checked too.\n"
		"\n"
		"    weft year check --zone share/alder-sound --labs my-year/labs.csv",
	.options = {YEAR_ZONE_OPTION, DB_OPTION, YEAR_LABS_OPTION, COMMAND_JSON},
	.run = check,
};

/* ---- show ---- */

static bool show(struct command_call *call, struct err *err)
{
	struct str code = command_text(call, "school", "");
	uint32_t school = ZONE_NONE;
	struct year_problem problem;
	struct year_plan plan;
	bool found;

	if (!year_source_problem(call, &problem, err) ||
	    !year_source_plan(call, &problem, &plan, &found, err))
		return false;
	if (!found)
		return err_set(
			err, ERR_INVALID,
			"Say which plan with --labs FILE; 'weft year solve --out' makes one.");
	if (code.len > 0) {
		school = zone_find(problem.zone, ZONE_T_SCHOOLS, code);
		if (school == ZONE_NONE)
			return err_set(err, ERR_INVALID, "There is no school \"%.*s\".",
				       STR_ARG(code));
	}
	print(call, year_calendar_text(call->arena, &problem, &plan, school));
	return true;
}

const struct command year_show_command = {
	.name = "year show",
	.arguments = "",
	.summary = "print a plan of the year by date",
	.help = "One line for each day with labs; the number of substitutes is at its end.\n"
		"\n"
		"    weft year show --zone share/alder-sound --labs my-year/labs.csv --school HH",
	.options = {YEAR_ZONE_OPTION,
		    DB_OPTION,
		    YEAR_LABS_OPTION,
		    {"school", "CODE", "only the labs of this school"}},
	.run = show,
};

/* ---- repair ---- */

static bool write_repair(struct command_call *call, const struct year_problem *problem,
			 const struct year_plan *plan, const struct year_repair *repair,
			 struct err *err)
{
	struct str dir = arena_str(call->arena, command_text(call, "out", ""));

	return year_write_folder(call->arena, dir.ptr, problem, plan, err) &&
	       file_write(file_join(call->arena, dir, STR("changes.csv")).ptr,
			  year_changes_csv(call->arena, problem, repair), err);
}

/* "1 lab moved: Juniper Flats is closed ..." */
static struct str repair_note(struct command_call *call, const struct year_repair *mended)
{
	struct str why = command_text(call, "note", "");

	if (why.len == 0 && mended->n_changes > 0)
		why = mended->changes[0].why;
	return arena_printf(call->arena, "%zu %s%s%.*s", mended->n_changes,
			    mended->n_changes == 1 ? "lab moved" : "labs moved",
			    why.len > 0 ? ": " : "", STR_ARG(why));
}

static bool repair(struct command_call *call, struct err *err)
{
	struct year_options options = {.clock = call->clock};
	struct year_problem problem;
	struct year_repair mended;
	struct year_plan plan;
	int32_t today;
	bool found;

	if (!command_decimal(call, "seconds", 60, 0.01, 86400, &options.seconds, err) ||
	    !date_parse(command_text(call, "today", ""), &today, err) ||
	    !year_source_problem(call, &problem, err) ||
	    !year_source_plan(call, &problem, &plan, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_INVALID, "Say which plan to mend with --labs FILE.");
	if (!year_repair(call->arena, &problem, today, &options, &plan, &mended, err))
		return false;
	if (mended.verdict == WEFT_FEASIBLE) {
		(void)fprintf(call->out, "%zu labs move%s.\n", mended.n_changes,
			      mended.least ? "; fewer is impossible" : "");
		print(call, year_changes_csv(call->arena, &problem, &mended));
		if (command_has(call, "out") && !write_repair(call, &problem, &plan, &mended, err))
			return false;
		if (!year_source_save(call, &problem, &plan,
				      &(struct year_save){.note = repair_note(call, &mended),
							  .from_date = today},
				      err))
			return false;
	} else {
		(void)fprintf(call->out, "The plan cannot be mended%s.\n",
			      mended.verdict == WEFT_UNKNOWN ? " in this time" : "");
	}
	return is_verdict(call, mended.verdict);
}

const struct command year_repair_command = {
	.name = "year repair",
	.arguments = "",
	.summary = "mend a plan after a closure or another change, moving the fewest labs",
	.help = "The zone is as it is now, --labs is the plan made before. Labs before --today "
		"are\n"
		"history and stay.\n"
		"\n"
		"    weft year repair --zone my-zone --labs my-year/labs.csv --today 2026-11-12 "
		"--out my-year",
	.options = {YEAR_ZONE_OPTION,
		    DB_OPTION,
		    YEAR_LABS_OPTION,
		    {"today", "DATE", "the first date on which something may change"},
		    {"seconds", "S", "give up after so long (60)"},
		    {"note", "TEXT", "for the history: \"snow\""},
		    {"out", "DIR", "write the mended plan and changes.csv"}},
	.run = repair,
};
