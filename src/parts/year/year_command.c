#include "parts/year/year_command.h"

#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "parts/year/year_bookings.h"
#include "parts/year/year_file.h"
#include "parts/year/year_report.h"
#include "parts/year/year_source.h"
#include "parts/year/year_valid.h"

static void print(struct command_call *call, struct str text)
{
	(void)fprintf(call->out, "%.*s", STR_ARG(text));
}

enum command_exit year_exit_of(enum weft_verdict verdict)
{
	return verdict == WEFT_FEASIBLE     ? COMMAND_DONE
	       : verdict == WEFT_INFEASIBLE ? COMMAND_NO
					    : COMMAND_INVALID;
}

static void print_json(struct command_call *call, struct text *text)
{
	text_put_char(text, '\n');
	print(call, text_str(text));
}

/* Locks are what people said, not what this run held fast. Numbers go by dates, so that a lab held
 * on its date has its number still. */
static void let_go(const struct year_plan *stored, struct year_plan *plan)
{
	for (size_t i = 0; i < plan->n; i++)
		if (plan->at[i].locked && stored->at[i].date == plan->at[i].date)
			plan->at[i].locked = stored->at[i].locked;
}

static bool print_answer(struct command_call *call, const struct year_problem *problem,
			 const struct year_answer *answer)
{
	if (command_has(call, "json")) {
		struct json_writer json;
		struct text text;

		text_init(&text, call->arena);
		json_writer_init(&json, &text);
		year_report_json(call->arena, &json, problem, answer);
		print_json(call, &text);
	} else {
		print(call, year_report_text(call->arena, problem, answer));
	}
	call->exit = year_exit_of(answer->verdict);
	return true;
}

static bool keep_answer(struct command_call *call, const struct year_problem *problem,
			const struct year_plan *plan, bool save, struct err *err)
{
	struct year_save how = {.plan = plan, .note = STR("year solve")};

	if (command_has(call, "out") &&
	    !year_write_folder(call->arena,
			       arena_str(call->arena, command_text(call, "out", "")).ptr, problem,
			       plan, err))
		return false;
	return !save || year_source_save(call, problem, &how, err);
}

static bool solve_with(struct command_call *call, bool save, struct err *err)
{
	struct year_options options = {.clock = call->clock, .remedies = true};
	struct year_problem problem;
	struct year_answer answer;
	struct year_plan stored, locks;
	int64_t seed;
	int32_t today;
	bool found;

	if (!command_number(call, "seed", 1, 0, INT64_MAX, &seed, err) ||
	    !command_decimal(call, "seconds", 60, 0.01, 86400, &options.seconds, err) ||
	    !year_source_problem(call, &problem, err) ||
	    !year_source_plan(call, &problem, &stored, &found, err) ||
	    !year_source_today(call, problem.zone, &today, err))
		return false;
	locks = year_plan_copy(call->arena, &stored);
	year_hold_history(&locks, today);
	options.seed = (uint64_t)seed;
	options.locks = found ? &locks : NULL;
	if (!year_solve(call->arena, &problem, &options, &answer, err))
		return false;
	if (answer.verdict == WEFT_FEASIBLE) {
		let_go(&stored, &answer.plan);
		if (!keep_answer(call, &problem, &answer.plan, save, err))
			return false;
	}
	return print_answer(call, &problem, &answer);
}

static bool solve(struct command_call *call, struct err *err)
{
	return solve_with(call, true, err);
}

#define SOLVE_OPTIONS                                                                 \
	{                                                                             \
		YEAR_ZONE_OPTION, DB_OPTION, YEAR_LABS_OPTION, YEAR_TODAY_OPTION,     \
			{"seconds", "S", "give up after so long (60)"},               \
			{"seed", "N", "another year from another number (1)"},        \
			{"out", "DIR",                                                \
			 "write labs, phases, substitute days, people and bookings"}, \
			COMMAND_JSON,                                                 \
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
		"Labs that --labs has as locked stay on their dates, and so do all before --today. "
		"The plan of a\n"
		"zone in the database is kept there as a new version; its past stays as it was.",
	.options = SOLVE_OPTIONS,
	.run = solve,
};

static bool explain(struct command_call *call, struct err *err)
{
	return command_has(call, "lab") ? year_explain_lab(call, err)
					: solve_with(call, false, err);
}

const struct command year_explain_command = {
	.name = "year explain",
	.arguments = "",
	.summary = "say why the labs of the year do not fit, and what would help",
	.help = "Like 'weft year solve', for its reasons, and nothing is kept: each conflict with "
		"what is\n"
		"needed and what there is, and the changes after which the year could be solved, "
		"with their\n"
		"price. --lab says instead why a lab is where it is, or why it cannot be on "
		"--date.\n"
		"\n"
		"    weft year explain --zone my-zone\n"
		"    weft year explain --zone my-zone --labs my-year/labs.csv --lab HH-3-math/2 "
		"\\\n"
		"        --date 2026-11-11",
	.options = {YEAR_ZONE_OPTION,
		    DB_OPTION,
		    YEAR_LABS_OPTION,
		    YEAR_TODAY_OPTION,
		    {"seconds", "S", "give up after so long (60)"},
		    {"seed", "N", "another year from another number (1)"},
		    {"lab", "PLAN/N", "one lab of the plan: \"HH-3-math/2\""},
		    {"date", "DATE", "why that lab cannot be then"},
		    COMMAND_JSON},
	.run = explain,
};

/* ---- check ---- */

/* In the shape of the other answers: what was counted are conflicts, faults of a plan follow. */
static void put_check_json(struct command_call *call, const struct year_problem *problem,
			   const struct year_answer *answer, const struct year_faults *faults)
{
	struct json_writer json;
	struct text text;

	text_init(&text, call->arena);
	json_writer_init(&json, &text);
	json_begin_object(&json);
	year_report_members(call->arena, &json, problem, answer);
	json_key(&json, "faults");
	json_begin_array(&json);
	for (size_t i = 0; i < faults->n; i++) {
		const struct year_fault *fault = &faults->at[i];

		json_begin_object(&json);
		json_pair_str(&json, "rule",
			      fault->rule == ZONE_NONE ? STR("")
						       : problem->zone->rules.at[fault->rule].code);
		json_pair_bool(&json, "must", fault->must);
		json_pair_str(&json, "sentence", fault->sentence);
		json_end(&json);
	}
	json_end(&json);
	json_end(&json);
	print_json(call, &text);
}

static void print_check(struct command_call *call, const struct year_problem *problem,
			const struct year_answer *answer, const struct year_faults *faults)
{
	for (size_t i = 0; i < answer->n_conflicts; i++)
		(void)fprintf(call->out, "Impossible: %.*s\n",
			      STR_ARG(answer->conflicts[i].sentence));
	for (size_t i = 0; i < faults->n; i++)
		(void)fprintf(call->out, "%s: %.*s\n", faults->at[i].must ? "Fault" : "Wish",
			      STR_ARG(faults->at[i].sentence));
	if (answer->n_conflicts == 0 && faults->n_must == 0)
		(void)fprintf(call->out, "%zu labs, %zu open days: nothing is wrong.\n",
			      problem->n_labs, year_open_dates(problem));
}

static bool check(struct command_call *call, struct err *err)
{
	struct year_faults faults = {0};
	struct year_problem problem;
	struct year_answer answer;
	struct year_plan plan;
	bool found;

	if (!year_source_problem(call, &problem, err) ||
	    !year_source_plan(call, &problem, &plan, &found, err))
		return false;
	year_counted(call->arena, &problem, call->clock, &answer);
	if (found) {
		faults = year_valid(call->arena, &problem, &plan);
		answer.plan = plan;
		if (answer.n_conflicts == 0)
			answer.verdict = faults.n_must == 0 ? WEFT_FEASIBLE : WEFT_UNKNOWN;
	}
	if (command_has(call, "json"))
		put_check_json(call, &problem, &answer, &faults);
	else
		print_check(call, &problem, &answer, &faults);
	if (answer.n_conflicts > 0 || faults.n_must > 0)
		call->exit = COMMAND_NO;
	return true;
}

const struct command year_check_command = {
	.name = "year check",
	.arguments = "",
	.summary = "count whether the labs of the year can fit; check a plan",
	.help = "Counts days and substitutes against what the labs need, in a moment: what it "
		"finds is\n"
		"a proof, finding nothing is none. With --labs the plan is checked too. Ends with "
		"1 "
		"when\n"
		"something is impossible, or the plan breaks a rule that must hold.\n"
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
	struct json_writer json;
	struct year_plan plan;
	struct text text;
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
	if (command_has(call, "besides")) {
		struct year_bookings rest = year_bookings_of(call->arena, &problem, &plan);

		year_keep_school(&rest, school);
		if (!command_has(call, "json")) {
			print(call, year_bookings_csv(call->arena, &problem, &rest));
			return true;
		}
		text_init(&text, call->arena);
		json_writer_init(&json, &text);
		year_bookings_json(call->arena, &json, &problem, &rest);
		print_json(call, &text);
	} else if (command_has(call, "json")) {
		text_init(&text, call->arena);
		json_writer_init(&json, &text);
		year_calendar_json(call->arena, &json, &problem, &plan, school);
		print_json(call, &text);
	} else {
		print(call, year_calendar_text(call->arena, &problem, &plan, school));
	}
	return true;
}

const struct command year_show_command = {
	.name = "year show",
	.arguments = "",
	.summary = "print a plan of the year by date",
	.help = "One line for each day with labs; the number of substitutes is at its end. With "
		"--json\n"
		"each lab with its phases, host classes and people.\n"
		"\n"
		"    weft year show --zone share/alder-sound --labs my-year/labs.csv --school HH",
	.options = {YEAR_ZONE_OPTION,
		    DB_OPTION,
		    YEAR_LABS_OPTION,
		    {"school", "CODE", "only the labs of this school"},
		    {"besides", NULL, "the rest of the year instead: days, meetings, coaching"},
		    COMMAND_JSON},
	.run = show,
};
