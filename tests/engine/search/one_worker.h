/* one_worker: a search with one worker on an empty solution, for tests of its parts.
 *
 * one_worker_start() takes over the instance; one_worker_stop() destroys it with the rest.
 */
#ifndef WEFT_TESTS_ENGINE_SEARCH_ONE_WORKER_H
#define WEFT_TESTS_ENGINE_SEARCH_ONE_WORKER_H

#include "engine/search/worker.h"

struct one_worker {
	struct weft_instance *instance;
	struct weft_solution *first;
	struct arena *arena;
	struct search_structure structure;
	struct weft_search_options options;
	struct search_shared shared;
	struct search_worker *worker;
};

/* The structure points to its place: do not copy it afterwards. */
static inline void one_worker_start(struct one_worker *one, struct weft_instance *instance,
				    uint64_t iterations)
{
	*one = (struct one_worker){
		.instance = instance,
		.first = weft_solution_create(instance),
		.arena = arena_create(4096),
		.options = {.clock = &clock_system, .iterations = iterations},
	};
	search_structure_init(&one->structure, one->arena, instance, one->first,
			      (struct weft_list){NULL, 0}, false);
	one->shared = (struct search_shared){
		.options = &one->options,
		.structure = &one->structure,
		.mutex = PTHREAD_MUTEX_INITIALIZER,
	};
	search_snapshot_init(&one->shared.best, one->arena, one->first);
	search_snapshot_take(&one->shared.best, one->first);
	one->worker = search_worker_create(&one->shared, 0);
}

static inline void one_worker_stop(struct one_worker *one)
{
	search_worker_destroy(one->worker);
	weft_solution_destroy(one->first);
	weft_instance_destroy(one->instance);
	arena_destroy(one->arena);
}

#endif
