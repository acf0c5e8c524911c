/* The search from outside: workers, their phases, and the result. */
#include "engine/search.h"

#include "engine/search/moves.h"
#include "engine/search/window.h"

#include <assert.h>
#include <math.h>
#include <string.h>

struct search_worker *search_worker_create(struct search_shared *shared, unsigned number)
{
	struct arena *arena = arena_create((size_t)1 << 16);
	struct search_worker *w = arena_new(arena, struct search_worker);
	const struct weft_instance *in = shared->structure->instance;
	size_t n = (size_t)in->n_meets + 1;

	w->arena = arena;
	w->shared = shared;
	w->st = shared->structure;
	w->number = number;
	w->solution = weft_solution_create(in);
	w->solution->held = w->st->held;
	solution_follow(w->solution, w->st->followed, w->st->copies);
	rng_init(&w->rng, shared->options->seed * 1000003 + number);
	search_snapshot_init(&w->best, arena, w->solution);
	w->defects = arena_array(arena, uint32_t, 520);
	w->task_times = arena_array(arena, uint64_t, (size_t)in->n_time_words + 1);
	w->blocker_times = arena_array(arena, uint64_t, (size_t)in->n_time_words + 1);
	w->stamps = arena_array(arena, uint32_t, n);
	w->clash_costs = arena_array(arena, int64_t, (size_t)in->n_times + 1);
	w->limit = w->slack = INT64_MAX / 4;
	w->old_starts = arena_array(arena, uint32_t, n);
	w->old_durations = arena_array(arena, int32_t, n);
	w->old_resources = arena_array(arena, uint32_t, (size_t)w->st->n_needs + 1);
	w->began = (uint64_t)(shared->from * (double)shared->options->iterations);
	w->iterations = w->began;
	search_moves_init(w);
	weights_init(w);
	search_snapshot_apply(&shared->best, w->solution);
	worker_save(w);
	return w;
}

void search_worker_destroy(struct search_worker *w)
{
	weft_solution_destroy(w->solution);
	arena_destroy(w->arena);
}

/* Of the budget: a window takes up to a quarter of a second, so short runs have none. */
static const double windows_from = 0.8, least_seconds = 20;

/* Where cycles end, as parts of a stretch of the budget, and how hot they begin. */
struct cycle {
	double until, heat;
};

/* A short one, so that who stops early has something; the real one; and two that begin much
 * cooler, from the best: what is found by then is lost if it is heated more than a short cycle
 * can cool. What is left after the last is for matching. */
static const struct cycle short_cycle = {0.04, 0.5}, real_cycle = {0.84, 1};
static const struct cycle last_cycles[] = {{0.93, 0.06}, {0.99, 0.03}};
/* From a good solution that was found with less freedom. */
static const struct cycle cycles_again[] = {{0.5, 0.5}, {0.8, 0.3}, {0.99, 0.15}};
enum { N_LAST = sizeof last_cycles / sizeof *last_cycles };
enum { N_AGAIN = sizeof cycles_again / sizeof *cycles_again };
/* What times first brought has bad soft cost, and one long cycle loses what it holds: many
 * cycles alike in length, each so much cooler than the one before. */
enum { N_AFTER_TIMES = 10 };
static const double cooler = 0.85, end_of_cycles = 0.99;

static const uint32_t lightest = 16;
static const double least_heat = 0.25, least_heat_to_repair = 0.5;

/* How many there will be: known once the short cycle has shown how fast they go. */
static double moves_a_part(const struct search_worker *w)
{
	const double from = w->shared->from, until = w->shared->until;
	double parts = (double)w->st->n_movable + (double)w->st->n_needs + 1;
	double made = (double)(w->iterations - w->began), spent = w->fraction - from;

	return spent <= 0 ? HUGE_VAL : made / spent * (until - from) / parts;
}

/* How hot the real cycle begins: less where there are few moves a part. */
static double first_heat(const struct search_worker *w)
{
	const bool repair = w->best.cost.hard > 0;
	const double enough = repair ? 4000 : 16000,
		     least = repair ? least_heat_to_repair : least_heat;
	double ratio = moves_a_part(w) / enough;

	if (ratio >= 1)
		return 1;
	return ratio < least * least ? least : weights_root(ratio);
}

static void adopt_and_match(struct search_worker *w)
{
	(void)worker_adopt(w);
	search_match_resources(w);
}

/* A cycle from the best so far, to find something or to refine what was found. */
static void run_cycle(struct search_worker *w, bool refine, double heat, double until)
{
	if (w->stopped)
		return;
	adopt_and_match(w);
	weights_next_cycle(w, refine, heat);
	search_anneal(w, until);
}

static void run_cycles(struct search_worker *w, const struct cycle *cycles, uint32_t n, double heat,
		       double until)
{
	const double from = w->shared->from;

	for (uint32_t i = 0; i < n; i++)
		run_cycle(w, true, heat * cycles[i].heat, from + cycles[i].until * (until - from));
}

/* Where something required is violated still, times are sought before the real cycle, until so
 * much of the budget is used. Where there are few moves a part, that takes longer and pays only
 * where resources are scarce. True: that brought the best. */
static bool seek_times_first(struct search_worker *w, double until)
{
	static const double few_moves = 1500, usual = 0.5, longer = 0.75;
	const double from = w->shared->from;
	const bool few = moves_a_part(w) < few_moves;

	return !w->stopped && w->best.cost.hard > 0 &&
	       search_times_first(w, from + (few ? longer : usual) * (until - from), few);
}

static void refine_after_times(struct search_worker *w, double until)
{
	const double from = w->fraction, begin = w->shared->from;
	const double end = begin + end_of_cycles * (until - begin);
	double heat = first_heat(w);

	for (uint32_t i = 1; i <= N_AFTER_TIMES; i++) {
		run_cycle(w, true, heat, from + (end - from) * i / N_AFTER_TIMES);
		heat *= cooler;
	}
}

/* The real cycle and the last ones. */
static void anneal_all(struct search_worker *w, double until)
{
	const double from = w->shared->from, heat = first_heat(w);

	(void)worker_adopt(w);
	/* Of two threads one looks for what is required alone, while neither found it. */
	if (w->number % 2 == 1 && w->best.cost.hard > 0)
		weights_lighten(w, lightest);
	run_cycle(w, false, heat * real_cycle.heat, from + real_cycle.until * (until - from));
	weights_lighten(w, 1);
	run_cycles(w, last_cycles, N_LAST, heat, until);
}

static void anneal_anew(struct search_worker *w, double until)
{
	const double from = w->shared->from;

	weights_next_cycle(w, false, short_cycle.heat);
	search_anneal(w, from + short_cycle.until * (until - from));
	if (seek_times_first(w, until))
		refine_after_times(w, until);
	else
		anneal_all(w, until);
}

static void work(struct search_worker *w)
{
	const struct search_shared *shared = w->shared;
	/* Windows are timed, not counted: a run that must repeat does without them. */
	const bool windows = shared->until >= 1 && shared->options->iterations == 0 &&
			     shared->options->seconds >= least_seconds &&
			     w->moves[w->window_move].name != NULL && w->st->n_movable > 1;
	double annealed = windows ? shared->from + windows_from * (1 - shared->from)
				  : shared->until;

	worker_look(w);
	search_construct(w);
	weights_measure(w);
	if (shared->anew)
		anneal_anew(w, annealed);
	else
		run_cycles(w, cycles_again, N_AGAIN, 1, annealed);
	adopt_and_match(w);
	if (windows)
		search_windows(w, 1);
	if (w->unsaved)
		worker_save(w);
}

static void *run_thread(void *at)
{
	work(at);
	return NULL;
}

static void add_up(const struct search_worker *w, struct weft_search_result *ret)
{
	ret->iterations += w->iterations - w->began;
	for (uint32_t i = 0; i < WEFT_SEARCH_MAX_MOVES && w->moves[i].name != NULL; i++) {
		ret->moves[i].name = w->moves[i].name;
		ret->moves[i].tried += w->moves[i].tried;
		ret->moves[i].accepted += w->moves[i].accepted;
		ret->moves[i].improved += w->moves[i].improved;
		ret->n_moves = i + 1;
	}
}

enum { MAX_THREADS = 64 };

static void run_workers(struct search_shared *shared, struct weft_search_result *ret)
{
	struct search_worker *workers[MAX_THREADS];
	pthread_t threads[MAX_THREADS];
	bool started[MAX_THREADS] = {false};
	unsigned n = shared->options->threads < 1 ? 1 : shared->options->threads;

	n = n > MAX_THREADS ? MAX_THREADS : n;
	for (unsigned i = 0; i < n; i++)
		workers[i] = search_worker_create(shared, i);
	for (unsigned i = 1; i < n; i++)
		started[i] = pthread_create(&threads[i], NULL, run_thread, workers[i]) == 0;
	work(workers[0]);
	for (unsigned i = 0; i < n; i++) {
		if (started[i])
			(void)pthread_join(threads[i], NULL);
		add_up(workers[i], ret);
		search_worker_destroy(workers[i]);
	}
}

static bool has_soft_links(const struct weft_instance *in)
{
	for (uint32_t c = 0; c < in->n_constraints; c++)
		if (in->constraints[c].kind == WEFT_LINK_EVENTS && !in->constraints[c].required)
			return true;
	return false;
}

/* Workers over a stretch of the budget, beginning with the best so far. */
static void run_stretch(struct search_shared *shared, struct arena *arena,
			const struct weft_solution *given, bool join_soft,
			struct weft_search_result *ret)
{
	struct search_structure *structure = arena_new(arena, struct search_structure);

	search_structure_init(structure, arena, weft_solution_instance(given), given,
			      shared->options->locked, join_soft);
	shared->structure = structure;
	run_workers(shared, ret);
}

/* Half of the budget with links that must hold though they need not, where there are such: it
 * is a smaller search, and what holds them all is often good. Then without. */
static void run_stretches(struct search_shared *shared, struct arena *arena,
			  const struct weft_solution *given, struct weft_search_result *ret)
{
	shared->anew = true;
	shared->until = 1;
	if (has_soft_links(weft_solution_instance(given))) {
		shared->until = 0.5;
		run_stretch(shared, arena, given, true, ret);
		if (atomic_load(&shared->done))
			return;
		shared->from = 0.5;
		shared->until = 1;
		shared->anew = shared->best.cost.hard > 0;
	}
	run_stretch(shared, arena, given, false, ret);
}

void weft_search_run(const struct weft_instance *instance,
		     const struct weft_search_options *options, struct weft_solution *solution,
		     struct weft_search_result *ret)
{
	struct arena *arena = arena_create((size_t)1 << 16);
	struct search_shared shared = {
		.options = options,
		.started_ns = clock_monotonic_ns(options->clock),
		.bound = weft_search_bound(instance),
		.mutex = PTHREAD_MUTEX_INITIALIZER,
		.first_feasible = -1,
	};

	*ret = (struct weft_search_result){.bound = shared.bound};
	search_snapshot_init(&shared.best, arena, solution);
	search_snapshot_take(&shared.best, solution);
	if (shared.best.cost.hard == 0)
		shared.first_feasible = 0;
	run_stretches(&shared, arena, solution, ret);
	if (weft_cost_less(shared.best.cost, weft_solution_cost(solution)))
		search_snapshot_apply(&shared.best, solution);
	ret->cost = weft_solution_cost(solution);
	assert(!weft_cost_less(shared.best.cost, ret->cost));
	ret->proved = !weft_cost_less(shared.bound, ret->cost);
	ret->first_feasible = shared.first_feasible;
	ret->seconds = (double)(clock_monotonic_ns(options->clock) - shared.started_ns) / 1e9;
	arena_destroy(arena);
}
