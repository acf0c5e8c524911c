#include "parts/cover/cover_command.h"

#include "base/json.h"
#include "parts/cover/cover_simulate.h"
#include "parts/year/year_report.h"
#include "parts/year/year_money.h"
#include "parts/year/year_source.h"

/* The problem and the plan of --labs, which must be given. */
static bool read_plan(struct command_call *call, struct year_problem *problem,
		      struct year_plan *plan, struct err *err)
{
	bool found;

	if (!year_source_problem(call, problem, err) ||
	    !year_source_plan(call, problem, plan, &found, err))
		return false;
	if (!found)
		return err_set(
			err, ERR_INVALID,
			"Say which plan with --labs FILE; 'weft year solve --out' makes one.");
	return true;
}

static bool read_options(struct command_call *call, int32_t permanent, struct cover_options *ret,
			 struct err *err)
{
	int64_t fill, half_days, runs, seed, n;

	*ret = cover_options_usual();
	if (!command_number(call, "fill", -1, 0, 100, &fill, err) ||
	    !command_number(call, "permanent", permanent, 0, 1000, &n, err) ||
	    !command_number(call, "internal", ret->internal_half_days, 0, 100, &half_days, err) ||
	    !command_number(call, "runs", 100, 1, 100000, &runs, err) ||
	    !command_number(call, "seed", 1, 0, INT64_MAX, &seed, err))
		return false;
	if (fill >= 0)
		ret->fill_percent = (int32_t)fill;
	ret->permanent = (int32_t)n;
	ret->internal_half_days = (int32_t)half_days;
	ret->runs = (int32_t)runs;
	ret->seed = (uint64_t)seed;
	return true;
}

static double a_year(const struct cover_result *result, int64_t n)
{
	return (double)n / (double)result->runs;
}

static void put_result(struct json_writer *json, const char *name,
		       const struct cover_result *result)
{
	json_key(json, name);
	json_begin_object(json);
	json_pair_i64(json, "labs", result->labs);
	json_pair_i64(json, "runs", result->runs);
	json_pair_double(json, "unfilled_days", a_year(result, result->unfilled));
	json_pair_double(json, "as_planned", a_year(result, result->as_planned));
	json_pair_double(json, "internal_cover", a_year(result, result->internal));
	json_pair_double(json, "half_day_form", a_year(result, result->half_day));
	json_pair_double(json, "moved", a_year(result, result->moved));
	json_pair_double(json, "postponed", a_year(result, result->postponed));
	json_pair_double(json, "failed", a_year(result, result->failed));
	json_pair_i64(json, "failed_in_worst_year", result->worst);
	json_pair_double(json, "completed_percent", cover_completed_percent(result));
	json_end(json);
}

static void print_result(struct command_call *call, const char *name,
			 const struct cover_result *result)
{
	(void)fprintf(
		call->out,
		"%s: %.1f of %lld labs take place (%.1f as planned, %.1f by internal cover, "
		"%.1f as half days, %.1f moved, %.1f postponed); %.1f fail, %lld in the worst "
		"year.\n",
		name, (double)result->labs - a_year(result, result->failed),
		(long long)result->labs, a_year(result, result->as_planned),
		a_year(result, result->internal), a_year(result, result->half_day),
		a_year(result, result->moved), a_year(result, result->postponed),
		a_year(result, result->failed), (long long)result->worst);
}

static void finish_json(struct command_call *call, struct json_writer *json)
{
	json_end(json);
	(void)fprintf(call->out, "%.*s\n", STR_ARG(text_str(json->text)));
}

static bool simulate(struct command_call *call, struct err *err)
{
	struct cover_result with, without;
	struct cover_options options;
	struct year_problem problem;
	struct year_plan plan;

	if (!read_options(call, 0, &options, err) || !read_plan(call, &problem, &plan, err))
		return false;
	with = cover_simulate(call->arena, &problem, &plan, &options);
	options.ladder = 0;
	without = cover_simulate(call->arena, &problem, &plan, &options);
	if (command_has(call, "json")) {
		struct json_writer json;
		struct text text;

		text_init(&text, call->arena);
		json_writer_init(&json, &text);
		json_begin_object(&json);
		put_result(&json, "with_ladder", &with);
		put_result(&json, "without_ladder", &without);
		finish_json(call, &json);
	} else {
		(void)fprintf(call->out, "Averages of %lld simulated years:\n",
			      (long long)with.runs);
		print_result(call, "With the ladder", &with);
		print_result(call, "Without it", &without);
	}
	return true;
}

#define SIMULATE_OPTIONS                                                                      \
	YEAR_ZONE_OPTION, DB_OPTION, YEAR_LABS_OPTION,                                        \
		{"fill", "N", "of 100 requests so many are filled (as the zone says)"},       \
		{"permanent", "N", "substitutes who come each day"},                          \
		{"internal", "N", "half days that staff of a school can stand in a day (2)"}, \
		{"runs", "N", "years to simulate (100)"}, {"seed", "N", "of the years (1)"},  \
		COMMAND_JSON

const struct command cover_simulate_command = {
	.name = "cover simulate",
	.arguments = "",
	.summary = "how many labs take place when substitutes do not come",
	.help = "Simulates the year: each request for a substitute is filled or not; a lab without "
		"its\n"
		"substitutes goes down a ladder: internal cover, half-day form, another date, any "
		"later\n"
		"date. Prints the averages with and without the ladder.\n"
		"\n"
		"    weft cover simulate --zone share/alder-sound --labs my-year/labs.csv",
	.options = {SIMULATE_OPTIONS},
	.run = simulate,
};

static void print_comparison(struct command_call *call, const struct cover_comparison *c,
			     int32_t permanent)
{
	(void)fprintf(call->out, "Per-diem: %lld days at %.*s are %.*s.\n",
		      (long long)c->substitute_days, STR_ARG(year_money(call->arena, c->day_cents)),
		      STR_ARG(year_money(call->arena, c->per_diem_cents)));
	(void)fprintf(call->out, "%d permanent: %lld days are %.*s; ", permanent,
		      (long long)c->permanent_days,
		      STR_ARG(year_money(call->arena, c->permanent_cents)));
	if (c->spare_days >= 0)
		(void)fprintf(
			call->out,
			"%lld more than the labs need, worth %.*s of other cover: net %.*s.\n",
			(long long)c->spare_days, STR_ARG(year_money(call->arena, c->spare_cents)),
			STR_ARG(year_money(call->arena, c->net_cents)));
	else
		(void)fprintf(call->out, "%lld fewer than the labs need.\n",
			      (long long)-c->spare_days);
	(void)fprintf(call->out,
		      "On lab days they take %lld of the days; %lld stay with the per-diem pool.\n",
		      (long long)c->permanent_lab_days, (long long)c->still_per_diem_days);
	print_result(call, "Per-diem", &c->per_diem);
	print_result(call, "Permanent", &c->permanent);
}

static bool compare(struct command_call *call, struct err *err)
{
	struct cover_comparison c;
	struct cover_options options;
	struct year_problem problem;
	struct year_plan plan;

	if (!read_options(call, 4, &options, err) || !read_plan(call, &problem, &plan, err))
		return false;
	c = cover_compare(call->arena, &problem, &plan, &options);
	if (command_has(call, "json")) {
		struct json_writer json;
		struct text text;

		text_init(&text, call->arena);
		json_writer_init(&json, &text);
		json_begin_object(&json);
		json_pair_i64(&json, "substitute_days", c.substitute_days);
		json_pair_i64(&json, "day_cents", c.day_cents);
		json_pair_i64(&json, "per_diem_cents", c.per_diem_cents);
		json_pair_i64(&json, "permanent_days", c.permanent_days);
		json_pair_i64(&json, "permanent_cents", c.permanent_cents);
		json_pair_i64(&json, "permanent_lab_days", c.permanent_lab_days);
		json_pair_i64(&json, "still_per_diem_days", c.still_per_diem_days);
		json_pair_i64(&json, "spare_days", c.spare_days);
		json_pair_i64(&json, "spare_cents", c.spare_cents);
		json_pair_i64(&json, "net_cents", c.net_cents);
		put_result(&json, "per_diem", &c.per_diem);
		put_result(&json, "permanent", &c.permanent);
		finish_json(call, &json);
	} else {
		print_comparison(call, &c, options.permanent);
	}
	return true;
}

const struct command cover_compare_command = {
	.name = "cover compare",
	.arguments = "",
	.summary = "per-diem against permanent substitutes: cost and labs that take place",
	.help = "--permanent (4) substitutes are paid for each school day; days that labs do not "
		"need\n"
		"replace other per-diem cover. Both years are simulated with the ladder.\n"
		"\n"
		"    weft cover compare --zone share/alder-sound --labs my-year/labs.csv",
	.options = {SIMULATE_OPTIONS},
	.run = compare,
};
