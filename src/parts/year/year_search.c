#include "parts/year/year_search.h"

#include "base/rng.h"

#include <math.h>
#include <stdlib.h>

enum {
	HARD_MULTIPLIER = 30,
	HARD_WHEN_MENDING = 150,
	STEPS_A_LAB = 3000,
	MOST_STEPS = 6000000,
	SPEED_KNOWN = 65536,
	STEP_NS = 4000, /* where a clock counts work */
	STEPS_A_LOOK = 1024
};
static const double hottest = 12.0, coldest = 0.25, hottest_mending = 20.0, coldest_mending = 1.0;

struct searching {
	const struct year_instance *instance;
	const struct year_problem *problem;
	struct arena *arena;
	struct weft_solution *solution;
	struct rng rng;
	struct year_plan *plan; /* the best */
	struct weft_cost best;
	uint32_t *open;    /* open dates as times, one plan after the other */
	size_t *open_from; /* where those of a plan begin; n_plans + 1 */
	uint32_t *free;    /* labs that may move */
	size_t n_free;
};

static void list_open(struct searching *s)
{
	const struct year_problem *problem = s->problem;
	size_t n_plans = problem->zone->lab_plans.n, n = 0;

	s->open_from = arena_array(s->arena, size_t, n_plans + 1);
	s->open = arena_array(s->arena, uint32_t, n_plans * problem->n_dates);
	for (size_t p = 0, lab = 0; p < n_plans; p++) {
		s->open_from[p] = n;
		while (lab < problem->n_labs && problem->labs[lab].plan < p)
			lab++;
		for (size_t t = 0;
		     lab < problem->n_labs && problem->labs[lab].plan == p && t < problem->n_dates;
		     t++)
			if (year_is_open(problem, lab, problem->first + (int32_t)t))
				s->open[n++] = (uint32_t)t;
	}
	s->open_from[n_plans] = n;
}

static uint32_t time_of(const struct searching *s, size_t lab)
{
	const struct weft_instance *engine = s->instance->engine;

	return weft_solution_meet(s->solution, engine->events[s->instance->event[lab]].first_meet)
		->start;
}

static void put(struct searching *s, size_t lab, uint32_t time)
{
	const struct weft_instance *engine = s->instance->engine;

	for (uint32_t d = 0; d < s->problem->labs[lab].days; d++)
		weft_solution_set_time(s->solution,
				       engine->events[s->instance->event[lab] + d].first_meet,
				       time == WEFT_NONE ? WEFT_NONE : time + 7 * d);
}

static int64_t try_at(struct searching *s, size_t lab, uint32_t time)
{
	weft_mark mark = weft_solution_mark(s->solution);
	int64_t cost;

	put(s, lab, time);
	cost = weft_solution_weighted(s->solution);
	weft_solution_undo(s->solution, mark);
	return cost;
}

static void remember(struct searching *s)
{
	struct weft_cost cost = weft_solution_cost(s->solution);

	if (!weft_cost_less(cost, s->best))
		return;
	s->best = cost;
	year_from_solution(s->instance, s->solution, s->plan);
}

/* Rounds first, large labs first within a round: sorted by what qsort can see. */
struct turn {
	uint32_t lab;
	double round;
	int32_t substitutes;
};

static int by_round(const void *a, const void *b)
{
	const struct turn *x = a, *y = b;

	if (x->round < y->round || x->round > y->round)
		return x->round < y->round ? -1 : 1;
	if (x->substitutes != y->substitutes)
		return x->substitutes > y->substitutes ? -1 : 1;
	return (x->lab > y->lab) - (x->lab < y->lab);
}

static void construct(struct searching *s, const struct clock *clock)
{
	struct turn *turns = arena_array(s->arena, struct turn, s->n_free);

	for (size_t i = 0; i < s->n_free; i++) {
		const struct year_lab *lab = &s->problem->labs[s->free[i]];

		turns[i] = (struct turn){s->free[i],
					 (lab->number - 0.5) /
						 s->problem->zone->lab_plans.at[lab->plan].count,
					 lab->substitutes};
	}
	qsort(turns, s->n_free, sizeof *turns, by_round);
	for (size_t i = 0; i < s->n_free; i++) {
		uint32_t plan = s->problem->labs[turns[i].lab].plan, best = WEFT_NONE;
		int64_t least = INT64_MAX;

		if (time_of(s, turns[i].lab) != WEFT_NONE)
			continue;
		for (size_t o = s->open_from[plan]; o < s->open_from[plan + 1]; o++) {
			int64_t cost = try_at(s, turns[i].lab, s->open[o]);

			if (cost < least) {
				least = cost;
				best = s->open[o];
			}
		}
		put(s, turns[i].lab, best);
		clock_work_done(clock,
				(int64_t)(s->open_from[plan + 1] - s->open_from[plan]) * STEP_NS);
	}
	remember(s);
}

static bool is_open_at(const struct searching *s, size_t lab, uint32_t time)
{
	return time != WEFT_NONE &&
	       year_is_open(s->problem, lab, year_date_of_time(s->problem, time));
}

/* One random change; false when it comes to nothing. */
static bool change(struct searching *s)
{
	size_t lab = s->free[rng_below(&s->rng, s->n_free)];
	uint32_t plan = s->problem->labs[lab].plan, here = time_of(s, lab);
	size_t n = s->open_from[plan + 1] - s->open_from[plan];

	if (rng_below(&s->rng, 3) == 0) {
		size_t other = s->free[rng_below(&s->rng, s->n_free)];
		uint32_t there = time_of(s, other);

		if (here == there || !is_open_at(s, lab, there) || !is_open_at(s, other, here))
			return false;
		put(s, lab, there);
		put(s, other, here);
		return true;
	}
	if (n == 0)
		return false;
	put(s, lab, s->open[s->open_from[plan] + rng_below(&s->rng, n)]);
	return true;
}

/* Cooling that would not be done by the deadline is made shorter, once the speed is known. */
static size_t fit_steps(const struct year_search_options *options, double left_before, size_t done,
			size_t steps)
{
	double left = deadline_left(&options->deadline), spent = left_before - left;
	double possible;

	if (spent <= 0)
		return steps;
	possible = (double)done * (1 + 0.9 * left / spent);
	return possible >= (double)steps ? steps : (size_t)possible;
}

static bool is_enough(const struct searching *s, const struct year_search_options *options)
{
	return s->best.hard == 0 && (options->any || s->best.soft == 0);
}

static void anneal(struct searching *s, const struct year_search_options *options)
{
	size_t steps = options->steps;
	int64_t now = weft_solution_weighted(s->solution);
	double heat = options->mend ? hottest_mending : hottest;
	double end = options->mend ? coldest_mending : coldest, cooling, left;

	if (steps == 0)
		steps = s->n_free * STEPS_A_LAB;
	if (steps > MOST_STEPS)
		steps = MOST_STEPS;
	cooling = pow(end / heat, 1.0 / (double)(steps + 1));
	left = deadline_left(&options->deadline);
	for (size_t i = 0; i < steps && s->n_free > 0 && !is_enough(s, options); i++) {
		weft_mark mark;
		int64_t then;

		if (i > 0)
			heat *= cooling;
		if (i % STEPS_A_LOOK == 0 && deadline_passed(&options->deadline))
			break;
		if (i % STEPS_A_LOOK == 0)
			clock_work_done(options->deadline.clock, (int64_t)STEPS_A_LOOK * STEP_NS);
		if (i > 0 && i % SPEED_KNOWN == 0 && fit_steps(options, left, i, steps) < steps) {
			steps = fit_steps(options, left, i, steps);
			cooling = pow(end / heat, 1.0 / (double)(steps - i + 1));
		}
		mark = weft_solution_mark(s->solution);
		if (!change(s)) {
			weft_solution_undo(s->solution, mark);
			continue;
		}
		then = weft_solution_weighted(s->solution);
		if (then > now && exp((double)(now - then) / heat) < rng_unit(&s->rng)) {
			weft_solution_undo(s->solution, mark);
			continue;
		}
		weft_solution_keep(s->solution, mark);
		if (then < now)
			remember(s);
		now = then;
	}
}

static void set_multipliers(struct searching *s, int64_t hard)
{
	const struct weft_instance *engine = s->instance->engine;

	for (uint32_t c = 0; c < engine->n_constraints; c++)
		if (engine->constraints[c].required)
			weft_solution_set_multiplier(
				s->solution, c,
				engine->constraints[c].kind == WEFT_ASSIGN_TIME ? 4 * hard : hard);
}

struct weft_cost year_search(const struct year_instance *instance,
			     const struct year_search_options *options, struct year_plan *plan)
{
	struct searching s = {
		.instance = instance,
		.problem = instance->problem,
		.arena = arena_create(1U << 16),
		.solution = weft_solution_create(instance->engine),
		.plan = plan,
		.best = {INT64_MAX, INT64_MAX},
	};

	rng_init(&s.rng, options->seed);
	s.free = arena_array(s.arena, uint32_t, plan->n);
	for (size_t i = 0; i < plan->n; i++) {
		if (plan->at[i].locked)
			continue;
		if (!options->mend)
			plan->at[i].date = ZONE_UNSET;
		s.free[s.n_free++] = (uint32_t)i;
	}
	list_open(&s);
	set_multipliers(&s, options->mend ? HARD_WHEN_MENDING : HARD_MULTIPLIER);
	year_to_solution(instance, plan, s.solution);
	construct(&s, options->deadline.clock);
	anneal(&s, options);
	weft_solution_destroy(s.solution);
	arena_destroy(s.arena);
	return s.best;
}
