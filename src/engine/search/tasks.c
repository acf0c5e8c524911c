/* Tasks and the resources that do them.
 *
 * Augmenting paths (Kuhn 1955, Berge 1957) are exact where every task lasts one time and
 * belongs to one meet; here they are cut off after one exchange, because a task that lasts
 * several times can have several in its way. */
#include "engine/search/tasks.h"

#include <string.h>

enum { MAX_FREE = 6, MAX_AUGMENTED = 16, MAX_BLOCKERS = 2 };

struct search_task task_of(const struct search_worker *w, uint32_t need, uint32_t k)
{
	bool whole = w->st->needs[need].course != WEFT_NONE;

	return (struct search_task){need, whole ? 0 : k, whole};
}

bool task_may_split(const struct search_worker *w, const struct search_task *task)
{
	uint32_t course = w->st->needs[task->need].course;

	return course != WEFT_NONE && !w->st->courses[course].required;
}

struct search_task task_draw(struct search_worker *w, uint32_t need, uint32_t k)
{
	const struct search_task task = task_of(w, need, k);

	if (task_may_split(w, &task) && worker_draw(w, 2) == 0)
		return (struct search_task){need, k, false};
	return task;
}

/* The needs of a task, all of whose meets (or one) belong to it. */
static struct weft_list needs_of(const struct search_worker *w, const struct search_task *task)
{
	uint32_t course = w->st->needs[task->need].course;

	if (!task->whole || course == WEFT_NONE)
		return (struct weft_list){&task->need, 1};
	return (struct weft_list){w->st->courses[course].needs, w->st->courses[course].n};
}

struct range {
	uint32_t from, to;
};

/* The meets of a need of the task, counted from its event's first. */
static struct range meets_of(const struct search_worker *w, const struct search_task *task,
			     const struct search_need *need)
{
	if (!task->whole)
		return (struct range){task->k, task->k + 1};
	return (struct range){0, w->solution->n_meets[need->event]};
}

uint32_t task_resource(const struct search_worker *w, const struct search_task *task)
{
	return worker_get_need(w, &w->st->needs[task->need], task->k);
}

void task_assign(struct search_worker *w, const struct search_task *task, uint32_t resource)
{
	struct weft_list needs = needs_of(w, task);

	for (uint32_t i = 0; i < needs.n; i++) {
		const struct search_need *need = &w->st->needs[needs.at[i]];
		struct range meets = meets_of(w, task, need);

		for (uint32_t k = meets.from; k < meets.to; k++)
			worker_set_need(w, need, k, resource);
	}
}

void task_times(const struct search_worker *w, const struct search_task *task, uint64_t *ret)
{
	const struct weft_instance *in = w->st->instance;
	struct weft_list needs = needs_of(w, task);

	memset(ret, 0, in->n_time_words * sizeof *ret);
	for (uint32_t i = 0; i < needs.n; i++) {
		const struct search_need *need = &w->st->needs[needs.at[i]];
		struct range meets = meets_of(w, task, need);

		for (uint32_t k = meets.from; k < meets.to; k++) {
			const struct weft_meet
				*m = &w->solution->meets[in->events[need->event].first_meet + k];

			for (uint32_t t = 0; t < (uint32_t)m->duration && m->start != WEFT_NONE;
			     t++)
				bits_add(ret, m->start + t);
		}
	}
}

bool task_is_same(const struct search_worker *w, const struct search_task *a,
		  const struct search_task *b)
{
	const struct search_need *x = &w->st->needs[a->need], *y = &w->st->needs[b->need];

	if (a->whole && b->whole)
		return x->course == y->course;
	return a->whole == b->whole && a->need == b->need && a->k == b->k;
}

bool task_of_use(const struct search_worker *w, uint32_t meet, uint32_t resource, bool whole,
		 struct search_task *ret)
{
	const struct weft_solution *s = w->solution;
	const struct weft_event *e = &s->instance->events[s->meets[meet].event];
	const uint32_t *assigned = solution_assigned(s, meet);

	for (uint32_t i = 0; i < e->n_resources; i++) {
		uint32_t need = w->st->need_of[e->first_resource + i];

		if (assigned[i] != resource || need == WEFT_NONE)
			continue;
		*ret = task_of(w, need, meet - e->first_meet);
		if (!whole && task_may_split(w, ret))
			*ret = (struct search_task){need, meet - e->first_meet, false};
		return !w->st->locked[meet];
	}
	return false;
}

static bool is_open(const struct search_worker *w, uint32_t resource, const uint64_t *times)
{
	const struct weft_solution *s = w->solution;
	size_t n = s->instance->n_time_words;
	const uint64_t *busy = solution_busy(s, resource),
		       *away = &w->st->unavailable[resource * n];

	for (size_t i = 0; i < n; i++)
		if ((times[i] & (busy[i] | away[i])) != 0)
			return false;
	return true;
}

bool task_is_away(const struct search_worker *w, uint32_t resource, const uint64_t *times)
{
	size_t n = w->st->instance->n_time_words;
	const uint64_t *away = &w->st->unavailable[resource * n];

	for (size_t i = 0; i < n; i++)
		if ((times[i] & away[i]) != 0)
			return true;
	return false;
}

bool task_is_wrong(struct search_worker *w, const struct search_task *task)
{
	const struct weft_solution *s = w->solution;
	const struct weft_instance *in = s->instance;
	uint32_t r = task_resource(w, task);
	size_t n = in->n_time_words;

	if (r == WEFT_NONE)
		return true;
	task_times(w, task, w->task_times);
	for (size_t t = bits_next(w->task_times, n, 0); t < in->n_times;
	     t = bits_next(w->task_times, n, t + 1))
		if (s->cells[(size_t)r * in->n_times + t].n > 1 ||
		    bits_has(&w->st->unavailable[r * n], t))
			return true;
	return false;
}

/* --- fitting ---------------------------------------------------------------- */

/* Of a few free resources the one at which the solution costs least. */
static bool take_free(struct search_worker *w, const struct search_task *task)
{
	struct weft_list choice = w->st->needs[task->need].choice;
	uint32_t from = worker_draw(w, choice.n), found[MAX_FREE], n = 0, best = 0;
	int64_t least = INT64_MAX;

	for (uint32_t i = 0; i < choice.n && n < MAX_FREE; i++) {
		uint32_t at = from + i < choice.n ? from + i : from + i - choice.n;

		if (is_open(w, choice.at[at], w->task_times))
			found[n++] = choice.at[at];
	}
	w->work += choice.n / 16;
	for (uint32_t i = 0; i < n && n > 1; i++) {
		weft_mark mark = weft_solution_mark(w->solution);
		int64_t cost;

		task_assign(w, task, found[i]);
		cost = solution_weighted_within(w->solution, least);
		weft_solution_undo(w->solution, mark);
		if (cost < least) {
			least = cost;
			best = i;
		}
	}
	if (n > 0)
		task_assign(w, task, found[best]);
	return n > 0;
}

/* The tasks that use the resource at these times: false if there are more than max, or
 * what stands there cannot move. */
static bool find_blockers(const struct search_worker *w, uint32_t resource, const uint64_t *times,
			  bool whole, struct search_task *ret, uint32_t *n)
{
	const struct weft_solution *s = w->solution;
	const struct weft_instance *in = s->instance;
	const uint64_t *busy = solution_busy(s, resource);

	*n = 0;
	for (size_t t = bits_next(times, in->n_time_words, 0); t < in->n_times;
	     t = bits_next(times, in->n_time_words, t + 1)) {
		struct search_task task;
		uint32_t i = 0;

		if (!bits_has(busy, t))
			continue;
		if (s->cells[(size_t)resource * in->n_times + t].n != 1 ||
		    !task_of_use(w, s->cells[(size_t)resource * in->n_times + t].meets, resource,
				 whole, &task))
			return false;
		while (i < *n && !task_is_same(w, &ret[i], &task))
			i++;
		if (i < *n)
			continue;
		if (*n == MAX_BLOCKERS)
			return false;
		ret[(*n)++] = task;
	}
	return true;
}

static bool take_any_free(struct search_worker *w, const struct search_task *task)
{
	struct weft_list choice = w->st->needs[task->need].choice;
	uint32_t from = worker_draw(w, choice.n);

	task_times(w, task, w->blocker_times);
	w->work += choice.n / 16;
	for (uint32_t i = 0; i < choice.n; i++) {
		uint32_t at = from + i < choice.n ? from + i : from + i - choice.n;

		if (!is_open(w, choice.at[at], w->blocker_times))
			continue;
		task_assign(w, task, choice.at[at]);
		return true;
	}
	return false;
}

/* Give the task this resource, and those who had it another that is free. */
static bool augment(struct search_worker *w, const struct search_task *task, uint32_t resource)
{
	struct search_task blockers[MAX_BLOCKERS];
	weft_mark mark;
	uint32_t n;

	if (task_is_away(w, resource, w->task_times) ||
	    !find_blockers(w, resource, w->task_times, task->whole, blockers, &n))
		return false;
	mark = weft_solution_mark(w->solution);
	for (uint32_t i = 0; i < n; i++)
		task_assign(w, &blockers[i], WEFT_NONE);
	task_assign(w, task, resource);
	for (uint32_t i = 0; i < n; i++)
		if (!take_any_free(w, &blockers[i])) {
			weft_solution_undo(w->solution, mark);
			return false;
		}
	weft_solution_keep(w->solution, mark);
	return true;
}

bool task_fit(struct search_worker *w, const struct search_task *task)
{
	struct weft_list choice = w->st->needs[task->need].choice;
	uint32_t tries = choice.n < MAX_AUGMENTED ? choice.n : MAX_AUGMENTED, from;
	weft_mark mark = weft_solution_mark(w->solution);

	task_assign(w, task, WEFT_NONE);
	task_times(w, task, w->task_times);
	if (choice.n > 0 && take_free(w, task)) {
		weft_solution_keep(w->solution, mark);
		return true;
	}
	from = choice.n > 0 ? worker_draw(w, choice.n) : 0;
	for (uint32_t i = 0; i < tries; i++)
		if (augment(w, task, choice.at[(from + i) % choice.n])) {
			weft_solution_keep(w->solution, mark);
			return true;
		}
	weft_solution_undo(w->solution, mark);
	return false;
}

bool task_mend(struct search_worker *w, const struct search_task *task, uint32_t k)
{
	const struct search_task alone = {task->need, k, false};

	if (task_is_wrong(w, task) && task_fit(w, task))
		return true;
	if (!task->whole || !task_may_split(w, task))
		return !task_is_wrong(w, task);
	return !task_is_wrong(w, &alone) || task_fit(w, &alone);
}

void task_fit_part(struct search_worker *w, uint32_t part)
{
	const struct search_unit *u = worker_unit(w, part);
	uint32_t k = part - w->st->instance->events[u->events[0]].first_meet;

	if (w->solution->meets[part].start == WEFT_NONE)
		return;
	for (uint32_t i = 0; i < u->n_needs; i++) {
		const struct search_task task = task_draw(w, u->first_need + i, k);

		(void)task_mend(w, &task, k);
	}
}
