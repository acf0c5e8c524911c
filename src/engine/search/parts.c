/* What can be done with a part of a unit, and asked of it. */
#include "engine/search/worker.h"

bool worker_is_movable(const struct search_worker *w, uint32_t part)
{
	const struct weft_solution *s = w->solution;
	uint32_t event = s->meets[part].event;

	return part - s->instance->events[event].first_meet < s->n_meets[event] &&
	       !w->st->locked[part] && !w->st->units[w->st->unit_of[event]].fixed_time;
}

bool worker_draw_part(struct search_worker *w, uint32_t *ret)
{
	if (w->n_defects > 0 && worker_draw(w, 4) == 0) {
		*ret = w->defects[worker_draw(w, w->n_defects)];
		if (worker_is_movable(w, *ret))
			return true;
	}
	for (unsigned i = 0; i < 8 && w->st->n_movable > 0; i++) {
		*ret = w->st->movable[worker_draw(w, w->st->n_movable)];
		if (worker_is_movable(w, *ret))
			return true;
	}
	return false;
}

void worker_set_start(struct search_worker *w, uint32_t part, uint32_t start)
{
	const struct weft_instance *in = w->st->instance;
	const struct search_unit *u = worker_unit(w, part);
	uint32_t k = part - in->events[u->events[0]].first_meet;

	for (uint32_t i = 0; i < u->n_events; i++)
		change_time(w->solution, in->events[u->events[i]].first_meet + k, start);
	w->work += u->n_events;
}

uint32_t worker_draw_resource(struct search_worker *w, uint32_t part)
{
	const struct weft_instance *in = w->st->instance;
	const struct search_unit *u = worker_unit(w, part);
	uint32_t k = part - in->events[u->events[0]].first_meet, at;

	if (u->n_resources == 0)
		return WEFT_NONE;
	at = worker_draw(w, u->n_resources);
	for (uint32_t i = 0; i < u->n_events; i++) {
		struct weft_list followed = w->st->followed[u->events[i]];

		if (at < followed.n)
			return solution_assigned(w->solution, in->events[u->events[i]].first_meet +
								      k)[followed.at[at]];
		at -= followed.n;
	}
	return WEFT_NONE;
}

/* The parts of the meets that a resource has then, but for one. */
static uint32_t collect(struct search_worker *w, uint32_t resource, uint32_t time, uint32_t *ret,
			uint32_t n, uint32_t max)
{
	const struct weft_solution *s = w->solution;
	const struct cell *cell = &s->cells[(size_t)resource * s->instance->n_times + time];
	const struct weft_instance *in = s->instance;
	uint32_t part;

	if (cell->n == 1) {
		part = worker_part(w, cell->meets);
		if (w->stamps[part] != w->stamp && n < max) {
			w->stamps[part] = w->stamp;
			ret[n++] = part;
		}
		return n;
	}
	if (cell->n == 2) {
		/* One of them may be known: the other is the difference. */
		for (uint32_t i = 0; i < n; i++) {
			uint32_t k = ret[i] - in->events[s->meets[ret[i]].event].first_meet;
			const struct search_unit *u = worker_unit(w, ret[i]);

			for (uint32_t j = 0; j < u->n_events; j++) {
				uint32_t mine = in->events[u->events[j]].first_meet + k;
				uint32_t other = cell->meets - mine;
				uint32_t m;

				if (other >= in->n_meets)
					continue;
				m = s->meets[other].event;
				if (other - in->events[m].first_meet >= s->n_meets[m] ||
				    s->meets[other].start == WEFT_NONE ||
				    time - s->meets[other].start >=
					    (uint32_t)s->meets[other].duration)
					continue;
				part = worker_part(w, other);
				if (w->stamps[part] != w->stamp && n < max) {
					w->stamps[part] = w->stamp;
					ret[n++] = part;
				}
				return n;
			}
		}
	}
	return n;
}

uint32_t worker_conflicts(struct search_worker *w, uint32_t part, uint32_t *ret, uint32_t max)
{
	const struct weft_solution *s = w->solution;
	const struct weft_instance *in = s->instance;
	const struct search_unit *u = worker_unit(w, part);
	const struct weft_meet *m = &s->meets[part];
	uint32_t k = part - in->events[u->events[0]].first_meet, n = 1;

	w->stamp++;
	w->stamps[part] = w->stamp;
	ret[0] = part;
	for (uint32_t i = 0; i < u->n_events && m->start != WEFT_NONE; i++) {
		const uint32_t first = in->events[u->events[i]].first_meet;
		const uint32_t *assigned = solution_assigned(s, first + k);
		struct weft_list followed = w->st->followed[u->events[i]];

		for (uint32_t j = 0; j < followed.n; j++) {
			uint32_t r = assigned[followed.at[j]];

			for (uint32_t t = 0; t < (uint32_t)m->duration && r != WEFT_NONE; t++)
				n = collect(w, r, m->start + t, ret, n, max);
		}
	}
	return n;
}

static int64_t clash_price(const struct weft_solution *s, uint32_t resource)
{
	struct weft_list points = s->index->resources[resource].clash;
	int64_t price = 0;

	for (uint32_t i = 0; i < points.n; i++)
		price += weft_solution_multiplier(s, points.at[i]) *
			 solution_copies(s, points.at[i]);
	return price;
}

/* Does anything run there but the part's own meet (or WEFT_NONE) and the part besides? */
static bool is_taken(const struct search_worker *w, struct cell cell, uint32_t own,
		     uint32_t besides)
{
	if (own != WEFT_NONE) {
		cell.n--;
		cell.meets -= own;
	}
	return cell.n > 1 ||
	       (cell.n == 1 && (besides == WEFT_NONE || worker_part(w, cell.meets) != besides));
}

/* How many of the times from start on are taken by others. */
static uint32_t count_taken(const struct search_worker *w, uint32_t resource, uint32_t meet,
			    uint32_t start, uint32_t besides)
{
	const struct weft_solution *s = w->solution;
	const struct cell *cells = &s->cells[(size_t)resource * s->instance->n_times];
	const uint64_t *busy = solution_busy(s, resource);
	const struct weft_meet *m = &s->meets[meet];
	uint32_t taken = 0;

	for (uint32_t t = start; t < start + (uint32_t)m->duration; t++) {
		bool own = m->start != WEFT_NONE && t - m->start < (uint32_t)m->duration;

		/* The busy times lie closer together than the cells: most are answered there. */
		taken += bits_has(busy, t) &&
			 is_taken(w, cells[t], own ? meet : WEFT_NONE, besides);
	}
	return taken;
}

int64_t worker_clash_cost(const struct search_worker *w, uint32_t part, uint32_t start,
			  uint32_t besides, int64_t enough)
{
	const struct weft_solution *s = w->solution;
	const struct weft_instance *in = s->instance;
	const struct search_unit *u = worker_unit(w, part);
	uint32_t k = part - in->events[u->events[0]].first_meet;
	int64_t cost = 0;

	for (uint32_t i = 0; i < u->n_events && start != WEFT_NONE; i++) {
		const uint32_t meet = in->events[u->events[i]].first_meet + k;
		const uint32_t *assigned = solution_assigned(s, meet);
		struct weft_list followed = w->st->followed[u->events[i]];

		for (uint32_t j = 0; j < followed.n; j++) {
			uint32_t r = assigned[followed.at[j]], taken;

			if (r == WEFT_NONE)
				continue;
			taken = count_taken(w, r, meet, start, besides);
			if (taken == 0)
				continue;
			cost += taken * clash_price(s, r);
			if (cost > enough)
				return cost;
		}
	}
	return cost;
}

/* Starts with many more clashes than necessary are not looked at. */
bool worker_place_best(struct search_worker *w, uint32_t part)
{
	struct weft_solution *s = w->solution;
	struct weft_list starts = worker_starts(w, part);
	uint32_t best = WEFT_NONE, ties = 0;
	int64_t least = INT64_MAX, fewest = INT64_MAX;

	if (!worker_is_movable(w, part) || starts.n == 0)
		return false;
	worker_set_start(w, part, WEFT_NONE);
	for (uint32_t i = 0; i < starts.n; i++) {
		w->clash_costs[i] = worker_clash_cost(w, part, starts.at[i], WEFT_NONE, INT64_MAX);
		fewest = w->clash_costs[i] < fewest ? w->clash_costs[i] : fewest;
	}
	for (uint32_t i = 0; i < starts.n; i++) {
		weft_mark mark;
		int64_t cost;

		if (w->clash_costs[i] - fewest > w->slack)
			continue;
		mark = weft_solution_mark(s);
		worker_set_start(w, part, starts.at[i]);
		cost = solution_weighted_within(s, least);
		weft_solution_undo(s, mark);
		if (cost < least || (cost == least && worker_draw(w, ++ties) == 0)) {
			ties = cost < least ? 1 : ties;
			least = cost;
			best = starts.at[i];
		}
	}
	worker_set_start(w, part, best);
	return true;
}

uint32_t worker_get_need(const struct search_worker *w, const struct search_need *need, uint32_t k)
{
	uint32_t meet = w->st->instance->events[need->event].first_meet + k;

	return solution_assigned(w->solution, meet)[need->need];
}

void worker_set_need(struct search_worker *w, const struct search_need *need, uint32_t k,
		     uint32_t resource)
{
	uint32_t meet = w->st->instance->events[need->event].first_meet + k;

	if (w->st->locked[meet])
		return;
	change_resource(w->solution, meet, need->need, resource);
	w->work++;
}

bool worker_is_bound(const struct search_worker *w, const struct search_need *need)
{
	return need->course != WEFT_NONE && w->st->courses[need->course].required &&
	       (w->st->courses[need->course].n > 1 || w->solution->n_meets[need->event] > 1);
}

/* Is the resource free at all times of the meet? */
static bool is_free(const struct weft_solution *s, uint32_t resource, const struct weft_meet *m)
{
	const uint64_t *busy = solution_busy(s, resource);

	for (uint32_t t = m->start; t < m->start + (uint32_t)m->duration; t++)
		if (bits_has(busy, t))
			return false;
	return true;
}

static bool is_clashing(const struct weft_solution *s, uint32_t resource, const struct weft_meet *m)
{
	for (uint32_t t = m->start; t < m->start + (uint32_t)m->duration; t++)
		if (s->cells[(size_t)resource * s->instance->n_times + t].n > 1)
			return true;
	return false;
}

void worker_refit(struct search_worker *w, uint32_t part)
{
	const struct search_unit *u = worker_unit(w, part);
	const struct weft_meet *m = &w->solution->meets[part];
	uint32_t k = part - w->st->instance->events[u->events[0]].first_meet;

	if (m->start == WEFT_NONE)
		return;
	for (uint32_t i = 0; i < u->n_needs; i++) {
		const struct search_need *need = &w->st->needs[u->first_need + i];
		uint32_t r = worker_get_need(w, need, k), from;

		if (r != WEFT_NONE && !is_clashing(w->solution, r, m))
			continue;
		from = worker_draw(w, need->choice.n);
		for (uint32_t j = 0; j < need->choice.n; j++) {
			uint32_t at = from + j < need->choice.n ? from + j
								: from + j - need->choice.n;

			if (!is_free(w->solution, need->choice.at[at], m))
				continue;
			worker_set_need(w, need, k, need->choice.at[at]);
			break;
		}
	}
}
