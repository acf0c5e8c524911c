/* search: a good timetable, as good as the time allows.
 *
 *	struct weft_search_options options = {.clock = &clock_system, .seconds = 10, .seed = 1};
 *	struct weft_search_result result;
 *	struct weft_solution *solution = weft_solution_create(instance);
 *
 *	weft_search_run(instance, &options, solution, &result);
 *
 * The solution passed in is where the search begins: what it has stays unless better is
 * found, a new one is constructed from nothing. On return it is the best solution found,
 * never worse than it was. docs/engine-search.md says how the search works.
 *
 * With iterations and one thread the result depends on the instance, the first solution
 * and the options alone: same seed, same bytes, on every machine. With seconds or several
 * threads it depends on the speed of the machine.
 */
#ifndef WEFT_ENGINE_SEARCH_H
#define WEFT_ENGINE_SEARCH_H

#include "base/clock.h"
#include "engine/instance.h"
#include "engine/solution.h"

#include <stdatomic.h>

/* How a kind of move fared. */
struct weft_search_move {
	const char *name;
	uint64_t tried, accepted, improved; /* improved: it made the weighted cost less */
};
enum { WEFT_SEARCH_MAX_MOVES = 32 };

/* Where the search is. Pointers are valid during the call only. */
struct weft_search_progress {
	double seconds;
	uint64_t iterations;   /* of the thread that reports */
	struct weft_cost cost; /* the best so far */
	struct weft_cost bound;
	const struct weft_search_move *moves; /* of the thread that reports */
	uint32_t n_moves;
};

struct weft_search_options {
	const struct clock *clock; /* never NULL */
	double seconds;            /* wall time; 0: no limit */
	uint64_t iterations; /* moves tried by each thread; 0: no limit. One of the two must be
			      * set */
	uint64_t seed;
	unsigned threads; /* 0 and 1: the caller's only */

	/* Meets of the first solution that keep their start, duration and resources. */
	struct weft_list locked;

	/* Stop soon after *stop becomes true (may be NULL), or progress() returns false. progress()
	 * (may be NULL) is called in the caller's thread, about every progress_seconds. */
	const atomic_bool *stop;
	bool (*progress)(void *user, const struct weft_search_progress *progress);
	void *user;
	double progress_seconds; /* 0: every second */

	/* Moves to leave out, by name, for measuring what each is worth; NULL ends it. */
	const char *const *without;
};

struct weft_search_result {
	struct weft_cost cost;
	struct weft_cost bound; /* no solution costs less; hard first, then soft */
	bool proved;            /* the cost equals the bound: nothing better exists */
	double seconds;
	double first_feasible; /* seconds until the hard cost was 0; negative: it never was */
	uint64_t iterations;   /* of all threads */
	struct weft_search_move moves[WEFT_SEARCH_MAX_MOVES]; /* of all threads */
	uint32_t n_moves;
};

/* The solution must be of the instance, without open marks; its multipliers are left as
 * they were. */
void weft_search_run(const struct weft_instance *instance,
		     const struct weft_search_options *options, struct weft_solution *solution,
		     struct weft_search_result *ret);

/* Can it be left out: is that the name of a move, or of a phase ("window", "times-first")? */
bool weft_search_has(const char *name);

/* A lower bound on the cost of every solution, from counting arguments: cheap, often
 * zero. */
struct weft_cost weft_search_bound(const struct weft_instance *instance);

#endif
