/* weft year repair: a plan is mended after a change. */
#include "parts/year/year_command.h"

#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "parts/year/year_file.h"
#include "parts/year/year_repair.h"
#include "parts/year/year_report.h"
#include "parts/year/year_source.h"

struct mended {
	struct year_problem problem;
	struct year_plan before, plan;
	struct year_repair repair;
	struct year_answer why; /* when it cannot be mended: conflicts around the past */
	int32_t today;
};

static bool write_repair(struct command_call *call, const struct mended *m, struct err *err)
{
	struct str dir = arena_str(call->arena, command_text(call, "out", ""));

	return !command_has(call, "out") ||
	       (year_write_folder(call->arena, dir.ptr, &m->problem, &m->plan, err) &&
		file_write(file_join(call->arena, dir, STR("changes.csv")).ptr,
			   year_changes_csv(call->arena, &m->problem, &m->repair), err));
}

/* "1 lab moved: Juniper Flats is closed ..." */
static struct str repair_note(struct command_call *call, const struct year_repair *repair)
{
	struct str why = command_text(call, "note", "");

	if (why.len == 0 && repair->n_changes > 0)
		why = repair->changes[0].why;
	return arena_printf(call->arena, "%zu %s%s%.*s", repair->n_changes,
			    repair->n_changes == 1 ? "lab moved" : "labs moved",
			    why.len > 0 ? ": " : "", STR_ARG(why));
}

static void put_changes(struct command_call *call, struct json_writer *json, const struct mended *m)
{
	json_key(json, "changes");
	json_begin_array(json);
	for (size_t i = 0; i < m->repair.n_changes; i++) {
		const struct year_change *change = &m->repair.changes[i];
		const struct year_lab *lab = &m->problem.labs[change->lab];

		json_begin_object(json);
		json_pair_str(json, "plan", m->problem.zone->lab_plans.at[lab->plan].code);
		json_pair_i64(json, "number", lab->number);
		json_pair_str(json, "old_date",
			      change->old_date == ZONE_UNSET
				      ? STR("")
				      : date_text(call->arena, change->old_date));
		json_pair_str(json, "new_date",
			      change->new_date == ZONE_UNSET
				      ? STR("")
				      : date_text(call->arena, change->new_date));
		json_pair_str(json, "why", change->why);
		json_end(json);
	}
	json_end(json);
}

static void print_json(struct command_call *call, const struct mended *m)
{
	struct year_answer answer = m->why;
	struct json_writer json;
	struct text text;

	answer.verdict = m->repair.verdict;
	answer.plan = m->plan;
	text_init(&text, call->arena);
	json_writer_init(&json, &text);
	json_begin_object(&json);
	year_report_members(call->arena, &json, &m->problem, &answer);
	json_pair_bool(&json, "fewest", m->repair.least);
	put_changes(call, &json, m);
	json_end(&json);
	(void)fprintf(call->out, "%.*s\n", STR_ARG(text_str(&text)));
}

static void print_text(struct command_call *call, const struct mended *m)
{
	if (m->repair.verdict == WEFT_FEASIBLE) {
		(void)fprintf(call->out, "%zu %s%s.\n", m->repair.n_changes,
			      m->repair.n_changes == 1 ? "lab moves" : "labs move",
			      m->repair.least ? "; fewer is impossible" : "");
		(void)fprintf(call->out, "%.*s",
			      STR_ARG(year_changes_csv(call->arena, &m->problem, &m->repair)));
		return;
	}
	(void)fprintf(call->out, "The plan cannot be mended%s.\n%.*s",
		      m->repair.verdict == WEFT_UNKNOWN ? " in this time" : "",
		      STR_ARG(year_conflicts_text(call->arena, &m->why)));
}

/* What stands in the way: the whole year around its past. */
static bool ask_why(struct command_call *call, const struct year_options *options, struct mended *m,
		    struct err *err)
{
	struct year_options around = *options;
	struct year_plan locks = year_plan_copy(call->arena, &m->before);

	year_hold_history(&locks, m->today);
	around.locks = &locks;
	around.remedies = true;
	return year_solve(call->arena, &m->problem, &around, &m->why, err);
}

static bool mend(struct command_call *call, struct mended *m, struct err *err)
{
	struct year_options options = {.clock = call->clock, .seed = 1};

	if (!command_decimal(call, "seconds", 60, 0.01, 86400, &options.seconds, err))
		return false;
	m->plan = year_plan_copy(call->arena, &m->before);
	if (!year_repair(call->arena, &m->problem, m->today, &options, &m->plan, &m->repair, err))
		return false;
	return m->repair.verdict == WEFT_FEASIBLE || ask_why(call, &options, m, err);
}

static bool repair(struct command_call *call, struct err *err)
{
	struct mended m = {0};
	bool found;

	if (!year_source_problem(call, &m.problem, err) ||
	    !year_source_today(call, m.problem.zone, &m.today, err) ||
	    !year_source_plan(call, &m.problem, &m.before, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_INVALID, "Say which plan to mend with --labs FILE.");
	if (m.today == ZONE_UNSET)
		return err_set(err, ERR_INVALID,
			       "Say from which date on labs may move: --today 2026-11-12.");
	if (!mend(call, &m, err))
		return false;
	if (m.repair.verdict == WEFT_FEASIBLE &&
	    (!write_repair(call, &m, err) ||
	     !year_source_save(call, &m.problem,
			       &(struct year_save){.plan = &m.plan,
						   .note = repair_note(call, &m.repair),
						   .from_date = m.today},
			       err)))
		return false;
	if (command_has(call, "json"))
		print_json(call, &m);
	else
		print_text(call, &m);
	call->exit = year_exit_of(m.repair.verdict);
	return true;
}

const struct command year_repair_command = {
	.name = "year repair",
	.arguments = "",
	.summary = "mend a plan after a closure or another change, moving the fewest labs",
	.help = "The zone is as it is now, --labs is the plan made before. Labs before --today "
		"are\n"
		"history and stay. When a plan cannot be mended, the rules that stand in the way "
		"are\n"
		"named, with changes that were tried.\n"
		"\n"
		"    weft year repair --zone my-zone --labs my-year/labs.csv --today 2026-11-12 "
		"--out my-year",
	.options = {YEAR_ZONE_OPTION,
		    DB_OPTION,
		    YEAR_LABS_OPTION,
		    {"today", "DATE", "the first date on which something may change"},
		    {"seconds", "S", "give up after so long (60)"},
		    {"note", "TEXT", "for the history: \"snow\""},
		    {"out", "DIR", "write the mended plan and changes.csv"},
		    COMMAND_JSON},
	.run = repair,
};
