/* Moves of one or two parts in time. */
#include "engine/search/moves.h"

/* A start other than the present one. */
static bool draw_start(struct search_worker *w, uint32_t part, uint32_t *ret)
{
	struct weft_list starts = worker_starts(w, part);

	if (starts.n == 0)
		return false;
	*ret = starts.at[worker_draw(w, starts.n)];
	return *ret != w->solution->meets[part].start;
}

/* What clashes cost parts at other starts (for two parts: of each other), as far as enough. */
static int64_t clashes_of(const struct search_worker *w, const uint32_t *parts,
			  const uint32_t *starts, uint32_t n, int64_t enough)
{
	int64_t cost = 0;

	for (uint32_t i = 0; i < n && cost <= enough; i++)
		cost += worker_clash_cost(w, parts[i], starts[i], n == 2 ? parts[1 - i] : WEFT_NONE,
					  enough - cost);
	return cost;
}

/* Do clashes alone cost the parts more there than can be accepted? */
static bool is_hopeless(const struct search_worker *w, const uint32_t *parts,
			const uint32_t *starts, uint32_t n)
{
	int64_t now = 0;

	if (clashes_of(w, parts, starts, n, w->limit) <= w->limit)
		return false;
	for (uint32_t i = 0; i < n; i++)
		now += worker_clash_cost(w, parts[i], w->solution->meets[parts[i]].start, WEFT_NONE,
					 INT64_MAX);
	return now == 0 || clashes_of(w, parts, starts, n, w->limit + now) > w->limit + now;
}

bool move_time(struct search_worker *w)
{
	uint32_t part, start;

	if (!worker_draw_part(w, &part) || !draw_start(w, part, &start) ||
	    is_hopeless(w, &part, &start, 1))
		return false;
	worker_set_start(w, part, start);
	return true;
}

bool move_refit(struct search_worker *w)
{
	uint32_t part, start;

	if (!worker_draw_part(w, &part) || worker_unit(w, part)->n_needs == 0 ||
	    !draw_start(w, part, &start))
		return false;
	worker_set_start(w, part, start);
	worker_refit(w, part);
	return true;
}

bool move_mend(struct search_worker *w)
{
	uint32_t part, start;

	if (!worker_draw_part(w, &part) || worker_unit(w, part)->n_needs == 0 ||
	    !draw_start(w, part, &start))
		return false;
	worker_set_start(w, part, start);
	moves_mend(w, part);
	return true;
}

bool move_unassign(struct search_worker *w)
{
	uint32_t part;

	if (!worker_draw_part(w, &part))
		return false;
	if (w->solution->meets[part].start == WEFT_NONE)
		return worker_place_best(w, part);
	worker_set_start(w, part, WEFT_NONE);
	return true;
}

/* Exchange two parts; where they are neighbours of different length, side by side. */
static bool exchange(struct search_worker *w, uint32_t a, uint32_t b, bool refit)
{
	const struct weft_meet *x = &w->solution->meets[a], *y = &w->solution->meets[b];
	uint32_t at_a = y->start, at_b = x->start, n = w->st->instance->n_times;

	if (x->start + (uint32_t)x->duration == y->start) {
		at_a = x->start + (uint32_t)y->duration;
	} else if (y->start + (uint32_t)y->duration == x->start) {
		at_b = y->start + (uint32_t)x->duration;
		at_a = y->start;
	}
	if (at_a + (uint32_t)x->duration > n || at_b + (uint32_t)y->duration > n ||
	    !worker_may_start(w, a, at_a) || !worker_may_start(w, b, at_b))
		return false;
	if (!refit && is_hopeless(w, (const uint32_t[]){a, b}, (const uint32_t[]){at_a, at_b}, 2))
		return false;
	worker_set_start(w, a, at_a);
	worker_set_start(w, b, at_b);
	return true;
}

static bool draw_partner(struct search_worker *w, uint32_t part, uint32_t *ret)
{
	const struct weft_solution *s = w->solution;
	uint32_t r = worker_draw_resource(w, part), start;
	const struct cell *cell;

	if (r == WEFT_NONE || s->meets[part].start == WEFT_NONE || !draw_start(w, part, &start))
		return false;
	cell = &s->cells[(size_t)r * s->instance->n_times + start];
	if (cell->n != 1)
		return false;
	*ret = worker_part(w, cell->meets);
	return *ret != part && worker_is_movable(w, *ret);
}

bool move_swap(struct search_worker *w)
{
	uint32_t a, b;

	return worker_draw_part(w, &a) && draw_partner(w, a, &b) && exchange(w, a, b, false);
}

bool move_swap_refit(struct search_worker *w)
{
	uint32_t a, b;

	if (!worker_draw_part(w, &a) || !draw_partner(w, a, &b) || !exchange(w, a, b, true))
		return false;
	worker_refit(w, a);
	worker_refit(w, b);
	return true;
}

bool move_swap_mend(struct search_worker *w)
{
	uint32_t a, b;

	if (!worker_draw_part(w, &a) || !draw_partner(w, a, &b) ||
	    worker_unit(w, a)->n_needs + worker_unit(w, b)->n_needs == 0 ||
	    !exchange(w, a, b, true))
		return false;
	moves_mend(w, a);
	moves_mend(w, b);
	return true;
}

bool move_best(struct search_worker *w)
{
	uint32_t part, start;

	if (!worker_draw_part(w, &part))
		return false;
	start = w->solution->meets[part].start;
	return worker_place_best(w, part) && w->solution->meets[part].start != start;
}

bool move_linked(struct search_worker *w)
{
	const struct weft_solution *s = w->solution;
	const struct weft_instance *in = s->instance;
	uint32_t part, start, old;
	const struct search_unit *u;
	bool any = false;

	if (w->st->n_linked == 0)
		return false;
	u = &w->st->units[w->st->linked[worker_draw(w, w->st->n_linked)]];
	part = in->events[u->events[0]].first_meet + worker_draw(w, s->n_meets[u->events[0]]);
	if (!worker_is_movable(w, part) || !draw_start(w, part, &start))
		return false;
	old = s->meets[part].start;
	for (uint32_t i = 0; i < u->n_links; i++) {
		uint32_t event = w->st->units[u->links[i]].events[0];

		for (uint32_t k = 0; k < s->n_meets[event]; k++) {
			uint32_t other = in->events[event].first_meet + k;

			if (s->meets[other].start != old || !worker_is_movable(w, other) ||
			    (uint32_t)s->meets[other].duration + start > in->n_times)
				continue;
			worker_set_start(w, other, start);
			any = true;
			break;
		}
	}
	return any;
}
