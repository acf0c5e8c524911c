/* worker: one thread of the search and all it holds.
 *
 * Internal to the search. Workers share the structure (const) and the best solution,
 * which a mutex guards (shared.c); everything else is a worker's own.
 */
#ifndef WEFT_ENGINE_SEARCH_WORKER_H
#define WEFT_ENGINE_SEARCH_WORKER_H

#include "base/rng.h"
#include "engine/search/structure.h"
#include "engine/search/supply.h"
#include "engine/solution_internal.h"

#include <pthread.h>

/* What makes a solution, without what follows from it. */
struct search_snapshot {
	struct weft_meet *meets;
	uint32_t *n_meets, *assigned;
	struct weft_cost cost;
};

struct search_shared {
	const struct weft_search_options *options;
	const struct search_structure *structure;
	int64_t started_ns;
	struct weft_cost bound;
	pthread_mutex_t mutex; /* guards best, first_feasible */
	struct search_snapshot best;
	double first_feasible;
	atomic_bool done; /* the bound is reached, or the caller wants no more */
	/* The stretch of the budget that the present workers have, and whether they begin anew
	 * or from a good solution. */
	double from, until;
	bool anew;
};

enum { SEARCH_QUANTILES = 4096, SEARCH_MAX_CHAIN = 48 };

struct search_worker {
	struct search_shared *shared;
	const struct search_structure *st;
	struct arena *arena;
	struct weft_solution *solution;
	struct rng rng;
	unsigned number; /* of the thread, from 0 */

	/* Not NULL while times are sought: open needs have their resource there. */
	struct search_supply *supply;
	int64_t supply_weight; /* of one time for which somebody is missing */

	struct search_snapshot best; /* of this worker */
	bool unsaved; /* the solution is better than best, and not written there yet */
	bool stopped;
	bool has_soft; /* moves change soft cost; if none does, weights press nothing */

	uint64_t iterations, began; /* all of the budget; of these before this worker */
	double now;                 /* seconds since the start, when last looked */
	double fraction;            /* of the budget used, 0 ... 1 */
	double next_report;

	struct weft_search_move moves[WEFT_SEARCH_MAX_MOVES];
	double share[WEFT_SEARCH_MAX_MOVES];
	struct weft_search_move seen[WEFT_SEARCH_MAX_MOVES]; /* when shares were last set */
	uint64_t spent[WEFT_SEARCH_MAX_MOVES];               /* work since then */
	double improved[WEFT_SEARCH_MAX_MOVES], worked[WEFT_SEARCH_MAX_MOVES]; /* fading */
	uint32_t window_move; /* the place of exact windows among the moves */
	uint64_t work;        /* elementary changes of the present move */
	int64_t lowest;       /* weighted cost since shares were last set */

	/* weights.c */
	int64_t *multiplier;       /* by constraint; 0: not required */
	int64_t *first_multiplier; /* before anything is learned */
	double *pressure;          /* by point of a required constraint: 1 and more */
	double most_pressure;      /* in this cycle, as it begins */
	uint32_t *calm;            /* windows without violation */
	double adapted;            /* where in the cycle weights were last adapted */
	double hottest;            /* of the first cycle */
	double first_weight;       /* of required constraints, before anything is learned */
	double temperature;        /* in weighted units */
	double hot, cold;          /* of a cycle */
	int64_t slack;             /* what a move gains by anything but clashes, at the most */
	int64_t limit;             /* what the present move may cost */
	double *quantiles;         /* of the exponential distribution */

	/* Parts of units in which something is violated, as of some iterations ago. */
	uint32_t *defects;
	uint32_t *stamps; /* by part: scratch of chains */
	uint32_t n_defects, stamp;
	uint64_t *task_times, *blocker_times; /* scratch of tasks */
	int64_t *clash_costs;                 /* by start: scratch of placing */
	uint32_t *old_starts, *old_resources; /* scratch of re-splitting */
	int32_t *old_durations;
};

struct search_worker *search_worker_create(struct search_shared *shared, unsigned number);
void search_worker_destroy(struct search_worker *worker);

static inline uint32_t worker_draw(struct search_worker *w, uint32_t n)
{
	return (uint32_t)((rng_next(&w->rng) >> 32) * n >> 32);
}

/* --- parts (worker_parts.c) -------------------------------------------------- */

static inline const struct search_unit *worker_unit(const struct search_worker *w, uint32_t meet)
{
	return &w->st->units[w->st->unit_of[w->solution->meets[meet].event]];
}

/* The part that a meet belongs to. */
static inline uint32_t worker_part(const struct search_worker *w, uint32_t meet)
{
	return w->st->part_of[meet];
}

static inline struct weft_list worker_starts(const struct search_worker *w, uint32_t part)
{
	const struct weft_meet *m = &w->solution->meets[part];

	return w->st
		->starts[w->st->instance->events[m->event].first_meet + (uint32_t)m->duration - 1];
}

/* Is that one of its sensible starts? */
static inline bool worker_may_start(const struct search_worker *w, uint32_t part, uint32_t start)
{
	const struct weft_instance *in = w->st->instance;
	const struct weft_meet *m = &w->solution->meets[part];
	size_t at = in->events[m->event].first_meet + (size_t)m->duration - 1;

	return bits_has(&w->st->start_sets[at * in->n_time_words], start);
}

/* A part that may move; false if none was found in a few draws. */
bool worker_draw_part(struct search_worker *worker, uint32_t *ret);
/* May it move? */
bool worker_is_movable(const struct search_worker *worker, uint32_t part);
void worker_set_start(struct search_worker *worker, uint32_t part, uint32_t start);
/* A random resource that the part has now, or WEFT_NONE. */
uint32_t worker_draw_resource(struct search_worker *worker, uint32_t part);
/* The other parts that share a resource with it at its times: at most max. */
uint32_t worker_conflicts(struct search_worker *worker, uint32_t part, uint32_t *ret, uint32_t max);
/* What clashes cost it, started there and all else as it is, but for one other part (or
 * WEFT_NONE) that is not counted. Counted no further where it is more than enough. */
int64_t worker_clash_cost(const struct search_worker *worker, uint32_t part, uint32_t start,
			  uint32_t besides, int64_t enough);
/* Move it where the weighted cost is least; false if it may not move. */
bool worker_place_best(struct search_worker *worker, uint32_t part);
/* Give needs of the part whose resource is busy elsewhere a free one, where there is. */
void worker_refit(struct search_worker *worker, uint32_t part);
/* Give a need of one meet (given by its part number) a resource. */
void worker_set_need(struct search_worker *worker, const struct search_need *need, uint32_t k,
		     uint32_t resource);
uint32_t worker_get_need(const struct search_worker *worker, const struct search_need *need,
			 uint32_t k);

/* Must it have the same resource as other needs, or other meets of its event? */
bool worker_is_bound(const struct search_worker *worker, const struct search_need *need);

/* --- snapshots (snapshot.c) -------------------------------------------------- */

void search_snapshot_init(struct search_snapshot *snapshot, struct arena *arena,
			  const struct weft_solution *solution);
void search_snapshot_take(struct search_snapshot *snapshot, struct weft_solution *solution);
void search_snapshot_copy(struct search_snapshot *to, const struct search_snapshot *from,
			  const struct weft_instance *instance);
/* Change the solution to it. */
void search_snapshot_apply(const struct search_snapshot *snapshot, struct weft_solution *solution);

/* --- the shared best and the clock (shared.c) --------------------------------- */

/* Look at the clock, the flag and the other threads; report. Sets stopped. */
void worker_look(struct search_worker *worker);
/* Write the solution down if it is the best so far, and publish it. */
void worker_save(struct search_worker *worker);
/* Make the best of all threads the solution, if better than the worker's best. */
bool worker_adopt(struct search_worker *worker);

/* --- phases ------------------------------------------------------------------ */

void search_construct(struct search_worker *worker);
/* Give meets of the need that have no resource a free one, or the one that costs least. */
void search_fill_need(struct search_worker *worker, uint32_t need);

/* Seek times with open needs left open, until so much of the budget is used, then give them
 * resources (times_first.c). Where resources are not scarce, nothing is done if it is to be only
 * then, and by one of two threads otherwise. True: it is the worker's best now. */
bool search_times_first(struct search_worker *worker, double until, bool only_if_scarce);
/* Anneal from here until the fraction of the budget is used. */
void search_anneal(struct search_worker *worker, double until);
/* Draw a list of parts where something is violated. */
void search_find_defects(struct search_worker *worker);
void search_moves_init(struct search_worker *worker);
/* Is the kind of move, or the phase, one of options.without? */
bool search_is_left_out(const struct search_worker *worker, const char *name);
/* Shares follow what moves were worth lately. */
void search_moves_adapt(struct search_worker *worker);
/* Draw a kind of move and make it. False: nothing was changed. */
bool search_move(struct search_worker *worker, uint32_t *ret_kind);

/* --- weights (weights.c) ------------------------------------------------------ */

void weights_init(struct search_worker *worker);
/* Find temperatures from what moves change. */
void weights_measure(struct search_worker *worker);
/* Required constraints that stay violated weigh more, those that hold less. */
void weights_adapt(struct search_worker *worker, double at);
/* Let soft cost weigh 1, 2, 4, 8, 16 or 32 times less than usual, so that what is required comes
 * first. */
void weights_lighten(struct search_worker *worker, uint32_t by);
/* Begin another cycle at so much of the measured heat, with weights as at first. To refine what
 * is good already, all that is required weighs more, and points are pressed little. */
void weights_next_cycle(struct search_worker *worker, bool refine, double heat);
/* The square root, alike on every machine. */
double weights_root(double x);
/* Geometric from hot (at 0) to cold (at 1). */
double weights_temperature(const struct search_worker *worker, double at);

#endif
