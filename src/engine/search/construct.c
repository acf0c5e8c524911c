/* Construction: a complete first solution.
 *
 * Units are split by their cheapest pattern, then placed one after the other, the most
 * constrained first: few starts, many resources, long. A part goes where it costs least,
 * with every start tried; then each open need gets the cheapest of its resources. */
#include "engine/search/moves.h"
#include "engine/search/tasks.h"

#include <stdlib.h>

struct rank {
	uint32_t unit;
	double hardness;
};

static int compare(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;

	if (x->hardness != y->hardness)
		return x->hardness < y->hardness ? 1 : -1;
	return (x->unit > y->unit) - (x->unit < y->unit);
}

/* How full the fullest of its given resources is. */
static double load(const struct search_worker *w, const struct search_unit *u)
{
	const struct weft_instance *in = w->st->instance;
	double most = 0, sum = 0;

	for (uint32_t i = 0; i < u->n_events; i++) {
		const struct weft_event *e = &in->events[u->events[i]];

		for (uint32_t k = 0; k < e->n_resources; k++) {
			uint32_t r = in->event_resources[e->first_resource + k].resource;
			double total = 0;

			for (uint32_t j = 0; r != WEFT_NONE && j < in->resources[r].events.n; j++)
				total += in->events[in->resources[r].events.at[j]].duration;
			total /= in->n_times;
			sum += total * total;
			most = total > most ? total : most;
		}
	}
	return most + 0.1 * sum;
}

static bool is_untouched(const struct search_worker *w, const struct search_unit *u)
{
	const struct weft_solution *s = w->solution;
	uint32_t first = s->instance->events[u->events[0]].first_meet;

	for (uint32_t k = 0; k < s->n_meets[u->events[0]]; k++)
		if (s->meets[first + k].start != WEFT_NONE || w->st->locked[first + k])
			return false;
	return true;
}

static void split(struct search_worker *w, const struct search_unit *u)
{
	const struct search_pattern *p = &u->patterns[0];
	struct err err;

	if (w->number > 0 && worker_draw(w, 4) == 0)
		p = &u->patterns[worker_draw(w, u->n_patterns)];
	for (uint32_t i = 0; i < u->n_events; i++)
		(void)weft_solution_set_meets(w->solution, u->events[i], p->durations, p->n, &err);
}

static void fill_need(struct search_worker *w, const struct search_need *need, uint32_t k)
{
	int64_t least = INT64_MAX;
	uint32_t best = WEFT_NONE, ties = 0;

	if (worker_get_need(w, need, k) != WEFT_NONE)
		return;
	for (uint32_t i = 0; i < need->choice.n; i++) {
		weft_mark mark = weft_solution_mark(w->solution);
		int64_t cost;

		worker_set_need(w, need, k, need->choice.at[i]);
		cost = weft_solution_weighted(w->solution);
		weft_solution_undo(w->solution, mark);
		if (cost < least || (cost == least && worker_draw(w, ++ties) == 0)) {
			ties = cost < least ? 1 : ties;
			least = cost;
			best = need->choice.at[i];
		}
	}
	worker_set_need(w, need, k, best);
}

/* A free resource, or the cheapest where that costs less: it may have too much to do. */
static void fit_or_fill(struct search_worker *w, const struct search_task *task, uint32_t k)
{
	const struct search_need *need = &w->st->needs[task->need];
	weft_mark mark = weft_solution_mark(w->solution);
	int64_t fitted = INT64_MAX;

	if (task_fit(w, task))
		fitted = weft_solution_weighted(w->solution);
	weft_solution_undo(w->solution, mark);
	mark = weft_solution_mark(w->solution);
	fill_need(w, need, k);
	if (weft_solution_weighted(w->solution) <= fitted) {
		weft_solution_keep(w->solution, mark);
		return;
	}
	weft_solution_undo(w->solution, mark);
	(void)task_fit(w, task);
}

void search_fill_need(struct search_worker *w, uint32_t need)
{
	const struct search_need *n = &w->st->needs[need];

	for (uint32_t k = 0; k < w->solution->n_meets[n->event]; k++) {
		const struct search_task task = task_of(w, need, k);

		if (worker_get_need(w, n, k) == WEFT_NONE)
			fit_or_fill(w, &task, k);
	}
}

/* Those with few choices first. */
static void fill_needs(struct search_worker *w, const struct search_unit *u)
{
	uint32_t *order = w->old_resources;

	for (uint32_t i = 0; i < u->n_needs; i++) {
		uint32_t j = i;

		for (; j > 0 && w->st->needs[order[j - 1]].choice.n >
					w->st->needs[u->first_need + i].choice.n;
		     j--)
			order[j] = order[j - 1];
		order[j] = u->first_need + i;
	}
	for (uint32_t i = 0; i < u->n_needs; i++)
		search_fill_need(w, order[i]);
}

void search_construct(struct search_worker *w)
{
	const struct search_structure *st = w->st;
	struct rank *ranks = arena_array(w->arena, struct rank, (size_t)st->n_units + 1);

	for (uint32_t u = 0; u < st->n_units; u++) {
		const struct search_unit *unit = &st->units[u];

		ranks[u] = (struct rank){u, load(w, unit) * unit->duration};
		if (w->number > 0)
			ranks[u].hardness *= 0.75 + 0.5 * rng_unit(&w->rng);
		if (!unit->fixed_time && is_untouched(w, unit))
			split(w, unit);
	}
	qsort(ranks, st->n_units, sizeof *ranks, compare);
	for (uint32_t i = 0; i < st->n_units && !w->stopped; i++) {
		const struct search_unit *unit = &st->units[ranks[i].unit];
		uint32_t first = st->instance->events[unit->events[0]].first_meet;

		for (uint32_t k = 0; k < w->solution->n_meets[unit->events[0]]; k++)
			if (w->solution->meets[first + k].start == WEFT_NONE)
				(void)worker_place_best(w, first + k);
		fill_needs(w, unit);
		if (i % 8 == 0)
			worker_look(w);
	}
	worker_save(w);
}
