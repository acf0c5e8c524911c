/* The shared best solution, the clock and the reports. */
#include "engine/search/worker.h"

#include <string.h>

static void report(struct search_worker *w)
{
	const struct weft_search_options *o = w->shared->options;
	struct weft_search_progress progress = {
		.seconds = w->now,
		.iterations = w->iterations,
		.bound = w->shared->bound,
		.moves = w->moves,
	};

	if (w->number != 0 || o->progress == NULL || w->now < w->next_report)
		return;
	while (progress.n_moves < WEFT_SEARCH_MAX_MOVES && w->moves[progress.n_moves].name != NULL)
		progress.n_moves++;
	w->next_report = w->now + (o->progress_seconds > 0 ? o->progress_seconds : 1);
	(void)pthread_mutex_lock(&w->shared->mutex);
	progress.cost = w->shared->best.cost;
	(void)pthread_mutex_unlock(&w->shared->mutex);
	if (!o->progress(o->user, &progress))
		atomic_store(&w->shared->done, true);
}

void worker_look(struct search_worker *w)
{
	const struct weft_search_options *o = w->shared->options;
	double by_time = 0, by_count = 0;

	w->now = (double)(clock_monotonic_ns(o->clock) - w->shared->started_ns) / 1e9;
	if (o->seconds > 0)
		by_time = w->now / o->seconds;
	if (o->iterations > 0)
		by_count = (double)w->iterations / (double)o->iterations;
	w->fraction = by_time > by_count ? by_time : by_count;
	report(w);
	if (w->fraction >= 1 || atomic_load(&w->shared->done) ||
	    (o->stop != NULL && atomic_load(o->stop)))
		w->stopped = true;
}

void worker_save(struct search_worker *w)
{
	struct search_shared *shared = w->shared;
	struct weft_cost cost = weft_solution_cost(w->solution);

	w->unsaved = false;
	if (!weft_cost_less(cost, w->best.cost))
		return;
	search_snapshot_take(&w->best, w->solution);
	(void)pthread_mutex_lock(&shared->mutex);
	if (weft_cost_less(cost, shared->best.cost)) {
		search_snapshot_copy(&shared->best, &w->best, w->st->instance);
		if (cost.hard == 0 && shared->first_feasible < 0)
			shared->first_feasible = (double)(clock_monotonic_ns(
								  shared->options->clock) -
							  shared->started_ns) /
						 1e9;
	}
	(void)pthread_mutex_unlock(&shared->mutex);
	if (!weft_cost_less(shared->bound, cost)) {
		atomic_store(&shared->done, true);
		w->stopped = true;
	}
}

bool worker_adopt(struct search_worker *w)
{
	bool better;

	(void)pthread_mutex_lock(&w->shared->mutex);
	better = weft_cost_less(w->shared->best.cost, w->best.cost);
	if (better)
		search_snapshot_copy(&w->best, &w->shared->best, w->st->instance);
	(void)pthread_mutex_unlock(&w->shared->mutex);
	search_snapshot_apply(&w->best, w->solution);
	w->unsaved = false;
	return better;
}
