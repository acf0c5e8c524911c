/* Moves of tasks: chains over resources. */
#include "engine/search/moves.h"
#include "engine/search/tasks.h"

#include <assert.h>

enum { MAX_CHAIN = 24, MAX_DRIVEN = 6 };

/* Tasks that move together, in the order in which they were found. */
struct chain {
	struct search_task tasks[MAX_CHAIN];
	uint32_t from[MAX_CHAIN]; /* resources before */
	uint32_t n, most;
	bool whole; /* courses that may be split are moved whole: all or none, never both */
};

/* The meet that the resource has then besides those of the chain: WEFT_NONE for none. False
 * if there are several. */
static bool find_other(const struct search_worker *w, const struct chain *chain, uint32_t resource,
		       uint32_t time, uint32_t *ret)
{
	const struct weft_solution *s = w->solution;
	const struct weft_instance *in = s->instance;
	struct cell cell = s->cells[(size_t)resource * in->n_times + time];

	for (uint32_t i = 0; i < chain->n && cell.n > 1; i++) {
		const struct search_task *task = &chain->tasks[i];
		const struct search_need *need = &w->st->needs[task->need];
		uint32_t event = need->event;

		if (chain->from[i] != resource)
			continue;
		for (uint32_t k = 0; k < s->n_meets[event] && cell.n > 1; k++) {
			const struct weft_meet *m = &s->meets[in->events[event].first_meet + k];

			if ((!task->whole && k != task->k) || m->start == WEFT_NONE ||
			    time - m->start >= (uint32_t)m->duration ||
			    worker_get_need(w, need, k) != resource)
				continue;
			cell.n--;
			cell.meets -= in->events[event].first_meet + k;
		}
	}
	/* No meet is in two tasks of the chain. */
	assert(cell.n != 1 || cell.meets < in->n_meets);
	*ret = cell.n == 0 ? WEFT_NONE : cell.meets;
	return cell.n <= 1;
}

static bool is_known(const struct search_worker *w, const struct chain *chain,
		     const struct search_task *task)
{
	for (uint32_t i = 0; i < chain->n; i++)
		if (task_is_same(w, &chain->tasks[i], task))
			return true;
	return false;
}

/* Take in what stands in the way of a task that goes to the resource. */
static bool take_in(struct search_worker *w, struct chain *chain, const struct search_task *task,
		    uint32_t to)
{
	const struct weft_instance *in = w->st->instance;

	task_times(w, task, w->task_times);
	if (task_is_away(w, to, w->task_times))
		return false;
	for (size_t t = bits_next(w->task_times, in->n_time_words, 0); t < in->n_times;
	     t = bits_next(w->task_times, in->n_time_words, t + 1)) {
		struct search_task other;
		uint32_t meet;

		if (!find_other(w, chain, to, (uint32_t)t, &meet))
			return false;
		if (meet == WEFT_NONE)
			continue;
		if (!task_of_use(w, meet, to, chain->whole, &other))
			return false;
		if (is_known(w, chain, &other))
			continue;
		if (chain->n == chain->most)
			return false;
		chain->from[chain->n] = to;
		chain->tasks[chain->n++] = other;
	}
	return true;
}

static bool draw_task(struct search_worker *w, struct search_task *ret)
{
	const struct search_need *need;
	uint32_t k;

	if (!moves_draw_need(w, &need, &k))
		return false;
	*ret = task_draw(w, (uint32_t)(need - w->st->needs), k);
	return true;
}

/* As a Kempe chain colours a graph anew: no clash arises that was not there. */
bool move_task_chain(struct search_worker *w)
{
	struct chain chain = {.most = MAX_CHAIN};
	struct search_task task;
	struct weft_list choice;
	uint32_t a, b;

	if (!draw_task(w, &task))
		return false;
	choice = w->st->needs[task.need].choice;
	a = task_resource(w, &task);
	b = choice.at[worker_draw(w, choice.n)];
	if (a == b || a == WEFT_NONE)
		return false;
	chain.tasks[0] = task;
	chain.from[0] = a;
	chain.n = 1;
	chain.whole = task.whole;
	for (uint32_t i = 0; i < chain.n; i++) {
		uint32_t to = chain.from[i] == a ? b : a;

		if ((i > 0 && !search_may_use(&w->st->needs[chain.tasks[i].need], to)) ||
		    !take_in(w, &chain, &chain.tasks[i], to))
			return false;
	}
	for (uint32_t i = 0; i < chain.n; i++)
		task_assign(w, &chain.tasks[i], chain.from[i] == a ? b : a);
	return true;
}

bool move_task_eject(struct search_worker *w)
{
	struct chain chain = {.most = MAX_DRIVEN};
	struct search_task task;
	struct weft_list choice;
	uint32_t old, to;

	if (!draw_task(w, &task))
		return false;
	choice = w->st->needs[task.need].choice;
	old = task_resource(w, &task);
	to = choice.at[worker_draw(w, choice.n)];
	if (old == to)
		return false;
	chain.tasks[0] = task;
	chain.from[0] = old;
	chain.n = 1;
	chain.whole = task.whole;
	if (!take_in(w, &chain, &task, to))
		return false;
	for (uint32_t i = 0; i < chain.n; i++)
		task_assign(w, &chain.tasks[i], WEFT_NONE);
	task_assign(w, &task, to);
	for (uint32_t i = 1; i < chain.n; i++)
		if (!task_fit(w, &chain.tasks[i]))
			task_assign(w, &chain.tasks[i],
				    search_may_use(&w->st->needs[chain.tasks[i].need], old) ? old
											    : to);
	return true;
}
