/* tasks: which resource does what, where a resource is to be found.
 *
 * Internal to the search. A task is what one resource does for a need: one meet of the
 * event, or, where an AvoidSplitAssignments wants one resource for all, all meets of the
 * whole course. Given times, tasks are to be packed into resources: no two at the same
 * time, none where the resource is unavailable. The functions here pack by augmenting
 * paths of a few steps, as in bipartite matching, but with tasks that last several times:
 * who stands in the way goes to a resource that is free.
 */
#ifndef WEFT_ENGINE_SEARCH_TASKS_H
#define WEFT_ENGINE_SEARCH_TASKS_H

#include "engine/search/worker.h"

struct search_task {
	uint32_t need; /* index in structure.needs */
	uint32_t k;    /* the meet of the event; of a whole course unused */
	bool whole;
};

/* The task that the need's k-th meet belongs to. */
struct search_task task_of(const struct search_worker *worker, uint32_t need, uint32_t k);
/* The same, or the meet alone, as may be where several resources cost soft. */
struct search_task task_draw(struct search_worker *worker, uint32_t need, uint32_t k);
/* Can the meets of the task's course have several resources, at a price? */
bool task_may_split(const struct search_worker *worker, const struct search_task *task);
/* The resource of its first meet, or WEFT_NONE. */
uint32_t task_resource(const struct search_worker *worker, const struct search_task *task);
void task_assign(struct search_worker *worker, const struct search_task *task, uint32_t resource);
/* Does it share a time with another use of its resource, is that unavailable, or has it
 * none? */
bool task_is_wrong(struct search_worker *worker, const struct search_task *task);

/* The times of its meets: n_time_words words. */
void task_times(const struct search_worker *worker, const struct search_task *task, uint64_t *ret);
bool task_is_same(const struct search_worker *worker, const struct search_task *a,
		  const struct search_task *b);
/* The task by which a meet uses the resource: false if that is given or locked. Unless whole,
 * it is the meet alone where it may be. */
bool task_of_use(const struct search_worker *worker, uint32_t meet, uint32_t resource, bool whole,
		 struct search_task *ret);
/* Is the resource unavailable at one of the times? */
bool task_is_away(const struct search_worker *worker, uint32_t resource, const uint64_t *times);

/* Give it a free resource, the cheapest of a few; where none is free, one that is freed by
 * giving those in the way another. False: nothing was changed. */
bool task_fit(struct search_worker *worker, const struct search_task *task);
/* Fit the task if it is wrong; where that cannot be and it may be split, the k-th meet
 * alone. False: it is wrong still. */
bool task_mend(struct search_worker *worker, const struct search_task *task, uint32_t k);
/* Fit all tasks of a part that are wrong; those that cannot be fitted stay as they are. */
void task_fit_part(struct search_worker *worker, uint32_t part);

#endif
