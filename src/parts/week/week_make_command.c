/* weft week make: solve the week and keep it in the database, for the pages. */
#include "parts/week/week_apart.h"
#include "parts/week/week_command.h"

#include "base/json.h"
#include "kit/db/db_option.h"

static void write_json(struct command_call *call, int64_t id, const struct week_report *report)
{
	struct json_writer json;
	struct text text;

	text_init(&text, call->arena);
	json_writer_init(&json, &text);
	json_begin_object(&json);
	json_pair_str(&json, "plan", arena_printf(call->arena, "%lld", (long long)id));
	json_pair_str(&json, "verdict", str_from(week_verdict_name(report->verdict)));
	json_end(&json);
	(void)fprintf(call->out, "%.*s\n", STR_ARG(text_str(&text)));
}

static void write_apart(struct command_call *call, int64_t id, size_t jobs)
{
	struct json_writer json;
	struct text text;

	if (!command_has(call, "json")) {
		(void)fprintf(call->out,
			      "Plan %lld: %zu groups of schools wait for workers (weft worker).\n",
			      (long long)id, jobs);
		return;
	}
	text_init(&text, call->arena);
	json_writer_init(&json, &text);
	json_begin_object(&json);
	json_pair_str(&json, "plan", arena_printf(call->arena, "%lld", (long long)id));
	json_pair_i64(&json, "jobs", (int64_t)jobs);
	json_end(&json);
	(void)fprintf(call->out, "%.*s\n", STR_ARG(text_str(&text)));
}

static bool make_apart(struct command_call *call, const struct week_making *making, struct err *err)
{
	int64_t id;
	size_t jobs;

	if (command_has(call, "adopt"))
		return err_set(
			err, ERR_INVALID,
			"--apart leaves the planning to workers, so that there is nothing to "
			"adopt yet: adopt the plan on its page when it is whole.");
	if (!week_make_apart(making, &id, &jobs, err))
		return false;
	write_apart(call, id, jobs);
	return true;
}

static bool make(struct command_call *call, struct week_making *making, struct err *err)
{
	struct week_report report;
	int64_t id;

	if (!command_number(call, "zone", 1, 1, INT64_MAX, &making->zone_id, err) ||
	    !command_decimal(call, "seconds", 60, 0.1, 86400, &making->seconds, err))
		return false;
	if (command_has(call, "apart"))
		return make_apart(call, making, err);
	if (!week_make(making, &id, &report, err))
		return false;
	if (id != 0 && command_has(call, "adopt") && !week_make_adopt(making, id, err))
		return false;
	if (id == 0)
		call->exit = COMMAND_NO;
	if (command_has(call, "json"))
		write_json(call, id, &report);
	else if (id != 0)
		(void)fprintf(call->out, "Plan %lld: %s in %.1f seconds.\n", (long long)id,
			      week_verdict_name(report.verdict), report.seconds);
	else
		(void)fprintf(call->out, "No plan: %s.\n", week_verdict_name(report.verdict));
	return true;
}

static bool run(struct command_call *call, struct err *err)
{
	struct week_making making = {.arena = call->arena,
				     .clock = call->clock,
				     .name = command_text(call, "name", "First plan")};
	bool ok;

	if (!db_option_open_migrated(call, &making.db, err))
		return false;
	ok = make(call, &making, err);
	db_close(making.db);
	return ok;
}

const struct command week_make_command = {
	.name = "week make",
	.arguments = "",
	.summary = "plan the week of the zone in the database, for its pages",
	.help = "Plans all schools of the zone and keeps the plan as a draft, which the pages "
		"show,\n"
		"change and compare. --adopt makes it the plan at once.\n"
		"\n"
		"--apart is for large zones: schools that share no staff are planned apart, a job "
		"for each\n"
		"group, by all workers of the database; the draft fills as they come to an end.\n"
		"\n"
		"    weft week make --adopt",
	.options = {DB_OPTION,
		    {"zone", "N", "the number of the zone, 1"},
		    {"name", "TEXT", "what the plan is called, First plan"},
		    {"seconds", "S", "how long to plan at the most, 60"},
		    {"adopt", NULL, "make it the plan"},
		    {"apart", NULL, "leave it to workers, a job for each group of schools"},
		    COMMAND_JSON},
	.max_words = 0,
	.run = run,
};
