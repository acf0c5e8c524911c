#include "parts/cover/cover_simulate.h"

#include "base/date.h"
#include "base/rng.h"
#include "parts/school/zone_calendar.h"
#include "parts/year/year_report.h"
#include "parts/year/year_money.h"
#include "parts/year/year_valid.h"

#include <string.h>

enum { MOST_MOVES = 3 };

struct year_run {
	const struct year_problem *problem;
	const struct cover_options *options;
	struct rng rng;
	struct year_plan plan;   /* as it becomes */
	int32_t *permanent_left; /* of each date */
	int32_t *internal_left;  /* half days, [school * n_dates + day] */
	uint8_t *moves;          /* of each lab */
	bool *held;
	struct cover_result *result;
	int32_t fill_percent;
};

struct cover_options cover_options_usual(void)
{
	return (struct cover_options){.fill_percent = ZONE_UNSET,
				      .internal_half_days = 2,
				      .move_weeks = 4,
				      .ladder = COVER_WHOLE_LADDER,
				      .seed = 1,
				      .runs = 1};
}

/* Ask for so many substitutes on a date; how many do not come. */
static int32_t ask(struct year_run *run, int32_t date, int32_t n)
{
	size_t day = (size_t)(date - run->problem->first);
	int32_t missing = 0;

	run->result->requests += n;
	for (int32_t i = 0; i < n; i++) {
		if (run->permanent_left[day] > 0) {
			run->permanent_left[day]--;
			continue;
		}
		if ((int32_t)rng_below(&run->rng, 100) >= run->fill_percent)
			missing++;
	}
	run->result->unfilled += missing;
	return missing;
}

/* Staff of the school stand in, so many half days a class. */
static bool stand_in(struct year_run *run, size_t lab, int32_t missing, int32_t half_days)
{
	uint32_t school = run->problem->labs[lab].school;
	int32_t *left;

	if (school == ZONE_NONE)
		return false;
	left = &run->internal_left[school * run->problem->n_dates +
				   (size_t)(run->plan.at[lab].date - run->problem->first)];
	if (*left < missing * half_days)
		return false;
	*left -= missing * half_days;
	return true;
}

static bool school_is_free(const struct year_run *run, size_t lab, int32_t date)
{
	for (size_t i = 0; i < run->plan.n; i++)
		if (i != lab && run->problem->labs[i].school == run->problem->labs[lab].school &&
		    run->plan.at[i].date == date)
			return false;
	return true;
}

/* Another date, after the one that failed. */
static bool move(struct year_run *run, size_t lab)
{
	int32_t from = run->plan.at[lab].date + 1;
	int32_t to = from + 7 * run->options->move_weeks;

	if (run->moves[lab] >= MOST_MOVES)
		return false;
	for (int32_t date = from; date < to && date <= run->problem->last; date++) {
		if (!year_fits(run->problem, &run->plan, lab, date))
			continue;
		run->moves[lab]++;
		run->plan.at[lab].date = date;
		return true;
	}
	return false;
}

static bool postpone(struct year_run *run, size_t lab)
{
	for (int32_t date = run->plan.at[lab].date + 1; date <= run->problem->last; date++) {
		if (!year_is_open(run->problem, lab, date) || !school_is_free(run, lab, date))
			continue;
		run->moves[lab] = MOST_MOVES + 1;
		run->plan.at[lab].date = date;
		return true;
	}
	return false;
}

static void count_held(struct year_run *run, size_t lab, int64_t *how)
{
	run->held[lab] = true;
	if (run->moves[lab] > MOST_MOVES)
		run->result->postponed++;
	else if (run->moves[lab] > 0)
		run->result->moved++;
	else
		++*how;
}

/* The day of a lab has come. */
static void hold(struct year_run *run, size_t lab)
{
	unsigned ladder = run->options->ladder;
	int32_t missing = 0;

	for (uint32_t d = 0; d < run->problem->labs[lab].days; d++)
		missing += ask(run, year_day_of(run->problem, &run->plan, lab, d),
			       run->problem->labs[lab].substitutes);
	if (missing == 0) {
		count_held(run, lab, &run->result->as_planned);
	} else if ((ladder & COVER_INTERNAL) != 0 && stand_in(run, lab, missing, 2)) {
		count_held(run, lab, &run->result->internal);
	} else if ((ladder & COVER_HALF_DAY) != 0 && stand_in(run, lab, missing, 1)) {
		count_held(run, lab, &run->result->half_day);
	} else if (((ladder & COVER_MOVE) != 0 && move(run, lab)) ||
		   ((ladder & COVER_POSTPONE) != 0 && postpone(run, lab))) {
		/* Its new day comes later in this run. */
	} else {
		run->held[lab] = true;
		run->result->failed++;
	}
}

static void simulate_year(struct year_run *run, const struct year_plan *plan)
{
	const struct year_problem *problem = run->problem;
	int64_t failed = run->result->failed;

	memcpy(run->plan.at, plan->at, plan->n * sizeof *plan->at);
	memset(run->moves, 0, plan->n);
	memset(run->held, 0, plan->n * sizeof *run->held);
	for (size_t d = 0; d < problem->n_dates; d++)
		run->permanent_left[d] = run->options->permanent;
	for (size_t i = 0; i < problem->n_dates * problem->zone->schools.n; i++)
		run->internal_left[i] = run->options->internal_half_days;
	for (int32_t date = problem->first; date <= problem->last; date++)
		for (size_t i = 0; i < plan->n; i++)
			if (!run->held[i] && run->plan.at[i].date == date)
				hold(run, i);
	for (size_t i = 0; i < plan->n; i++)
		run->result->failed += !run->held[i];
	failed = run->result->failed - failed;
	if (failed > run->result->worst)
		run->result->worst = failed;
}

struct cover_result cover_simulate(struct arena *arena, const struct year_problem *problem,
				   const struct year_plan *plan,
				   const struct cover_options *options)
{
	const struct zone *zone = problem->zone;
	struct cover_result result = {.labs = (int64_t)plan->n};
	struct year_run run = {
		.problem = problem,
		.options = options,
		.plan = year_plan_copy(arena, plan),
		.permanent_left = arena_array(arena, int32_t, problem->n_dates),
		.internal_left = arena_array(arena, int32_t, problem->n_dates * zone->schools.n),
		.moves = arena_array(arena, uint8_t, plan->n),
		.held = arena_array(arena, bool, plan->n),
		.result = &result,
		.fill_percent = options->fill_percent == ZONE_UNSET
					? zone->info.at[0].fill_rate_percent
					: options->fill_percent,
	};

	rng_init(&run.rng, options->seed);
	for (int32_t i = 0; i < options->runs || i == 0; i++) {
		simulate_year(&run, plan);
		result.runs++;
	}
	return result;
}

double cover_completed_percent(const struct cover_result *result)
{
	int64_t all = result->labs * result->runs;

	return all == 0 ? 100 : 100.0 * (double)(all - result->failed) / (double)all;
}

/* School days of the year, and days of labs that permanent substitutes can take. */
static void count_days(struct arena *arena, const struct year_problem *problem,
		       const struct year_plan *plan, int32_t permanent,
		       struct cover_comparison *comparison)
{
	struct zone_dates dates = zone_dates_of(arena, problem->zone, 0, ZONE_NONE, problem->as_of);

	comparison->permanent_days = (int64_t)zone_dates_open(&dates) * permanent;
	for (int32_t date = problem->first; date <= problem->last; date++) {
		int32_t need = 0;

		for (size_t i = 0; i < plan->n; i++)
			for (uint32_t d = 0; d < problem->labs[i].days; d++)
				if (year_day_of(problem, plan, i, d) == date)
					need += problem->labs[i].substitutes;
		comparison->substitute_days += need;
		comparison->permanent_lab_days += need < permanent ? need : permanent;
	}
}

struct cover_comparison cover_compare(struct arena *arena, const struct year_problem *problem,
				      const struct year_plan *plan,
				      const struct cover_options *options)
{
	struct cover_comparison c = {.day_cents = year_substitute_day_cents(problem->zone)};
	struct cover_options per_diem = *options;

	count_days(arena, problem, plan, options->permanent, &c);
	c.per_diem_cents = c.substitute_days * c.day_cents;
	c.permanent_cents = c.permanent_days * c.day_cents;
	c.still_per_diem_days = c.substitute_days - c.permanent_lab_days;
	c.spare_days = c.permanent_days - c.substitute_days;
	c.spare_cents = c.spare_days * c.day_cents;
	c.net_cents = c.permanent_cents - c.spare_cents;
	per_diem.permanent = 0;
	c.per_diem = cover_simulate(arena, problem, plan, &per_diem);
	c.permanent = cover_simulate(arena, problem, plan, options);
	return c;
}
