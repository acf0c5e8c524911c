/* Moves of resources: for one meet, for a whole course, traded between meets. */
#include "engine/search/moves.h"

enum { NONE_EVERY = 32 };

bool moves_draw_need(struct search_worker *w, const struct search_need **ret, uint32_t *ret_k)
{
	const struct search_structure *st = w->st;

	if (st->n_needs == 0)
		return false;
	*ret = &st->needs[worker_draw(w, st->n_needs)];
	if (w->n_defects > 0 && worker_draw(w, 4) == 0) {
		const struct search_unit *u = worker_unit(w,
							  w->defects[worker_draw(w, w->n_defects)]);

		if (u->n_needs > 0)
			*ret = &st->needs[u->first_need + worker_draw(w, u->n_needs)];
	}
	*ret_k = worker_draw(w, w->solution->n_meets[(*ret)->event]);
	return (*ret)->choice.n > 0;
}

static bool draw_other(struct search_worker *w, const struct search_need *need, uint32_t k,
		       uint32_t *ret)
{
	*ret = need->choice.at[worker_draw(w, need->choice.n)];
	return *ret != worker_get_need(w, need, k);
}

bool move_need(struct search_worker *w)
{
	const struct search_need *need;
	uint32_t k, r;

	if (!moves_draw_need(w, &need, &k))
		return false;
	/* Sometimes none: every choice may be worse than that. */
	if (worker_draw(w, NONE_EVERY) == 0)
		r = WEFT_NONE;
	else if (!draw_other(w, need, k, &r))
		return false;
	worker_set_need(w, need, k, r);
	return true;
}

/* All meets of all needs of the course, or of the event where there is none. */
static void set_course(struct search_worker *w, const struct search_need *need, uint32_t resource)
{
	const struct search_course *course = need->course == WEFT_NONE
						     ? NULL
						     : &w->st->courses[need->course];
	uint32_t n = course == NULL ? 1 : course->n;

	for (uint32_t i = 0; i < n; i++) {
		const struct search_need *one = course == NULL ? need
							       : &w->st->needs[course->needs[i]];

		for (uint32_t k = 0; k < w->solution->n_meets[one->event]; k++)
			worker_set_need(w, one, k, resource);
	}
}

bool move_course(struct search_worker *w)
{
	const struct search_need *need;
	uint32_t k, r;

	if (!moves_draw_need(w, &need, &k) || !draw_other(w, need, k, &r))
		return false;
	set_course(w, need, r);
	return true;
}

/* What has the resource at the first time of the meet gets the other one, where it may. */
static void pass_on(struct search_worker *w, uint32_t meet, uint32_t resource, uint32_t instead)
{
	const struct weft_solution *s = w->solution;
	const struct weft_instance *in = s->instance;
	const struct weft_meet *m = &s->meets[meet];

	for (uint32_t t = 0; t < (uint32_t)m->duration && m->start != WEFT_NONE; t++) {
		const struct cell *cell = &s->cells[(size_t)resource * in->n_times + m->start + t];
		const struct weft_event *e;
		uint32_t other = cell->meets;

		if (cell->n != 1 || other == meet || w->st->locked[other])
			continue;
		e = &in->events[s->meets[other].event];
		for (uint32_t i = 0; i < e->n_resources; i++) {
			uint32_t need = w->st->need_of[e->first_resource + i];

			if (need != WEFT_NONE && solution_assigned(s, other)[i] == resource &&
			    search_may_use(&w->st->needs[need], instead)) {
				change_resource(w->solution, other, i, instead);
				w->work++;
			}
		}
	}
}

bool move_trade(struct search_worker *w)
{
	const struct search_need *need;
	uint32_t k, r, old, meet;

	if (!moves_draw_need(w, &need, &k) || !draw_other(w, need, k, &r))
		return false;
	old = worker_get_need(w, need, k);
	meet = w->st->instance->events[need->event].first_meet + k;
	if (w->st->locked[meet])
		return false;
	pass_on(w, meet, r, old);
	worker_set_need(w, need, k, r);
	return true;
}

bool move_course_trade(struct search_worker *w)
{
	const struct search_need *need;
	const struct search_course *course;
	uint32_t first, r;

	if (!moves_draw_need(w, &need, &first) || !draw_other(w, need, first, &r))
		return false;
	course = need->course == WEFT_NONE ? NULL : &w->st->courses[need->course];
	for (uint32_t i = 0; i < (course == NULL ? 1 : course->n); i++) {
		const struct search_need *one = course == NULL ? need
							       : &w->st->needs[course->needs[i]];

		for (uint32_t k = 0; k < w->solution->n_meets[one->event]; k++) {
			uint32_t meet = w->st->instance->events[one->event].first_meet + k;
			uint32_t old = worker_get_need(w, one, k);

			if (old == r || w->st->locked[meet])
				continue;
			pass_on(w, meet, r, old);
			worker_set_need(w, one, k, r);
		}
	}
	return true;
}

enum { MAX_TRIED = 24 };

/* Give the need, or its whole course, the cheapest of some of its choices. */
static bool place_need(struct search_worker *w, const struct search_need *need, uint32_t k,
		       bool whole)
{
	uint32_t old = worker_get_need(w, need, k), best = WEFT_NONE;
	uint32_t n = need->choice.n < MAX_TRIED ? need->choice.n : MAX_TRIED;
	uint32_t from = worker_draw(w, need->choice.n);
	int64_t least = INT64_MAX;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t r = need->choice.at[(from + i) % need->choice.n];
		weft_mark mark;
		int64_t cost;

		if (r == old)
			continue;
		mark = weft_solution_mark(w->solution);
		if (whole)
			set_course(w, need, r);
		else
			worker_set_need(w, need, k, r);
		cost = solution_weighted_within(w->solution, least);
		weft_solution_undo(w->solution, mark);
		if (cost < least) {
			least = cost;
			best = r;
		}
	}
	if (best == WEFT_NONE)
		return false;
	if (whole)
		set_course(w, need, best);
	else
		worker_set_need(w, need, k, best);
	return true;
}

bool move_best_need(struct search_worker *w)
{
	const struct search_need *need;
	uint32_t k;

	return moves_draw_need(w, &need, &k) && place_need(w, need, k, false);
}

bool move_best_course(struct search_worker *w)
{
	const struct search_need *need;
	uint32_t k;

	return moves_draw_need(w, &need, &k) && place_need(w, need, k, true);
}

/* Is the resource of the need also elsewhere at the time of the part? */
static bool is_double(const struct search_worker *w, const struct search_need *need, uint32_t k,
		      const struct weft_meet *m)
{
	const struct weft_solution *s = w->solution;
	uint32_t r = worker_get_need(w, need, k);

	for (uint32_t t = 0; t < (uint32_t)m->duration && r != WEFT_NONE; t++)
		if (s->cells[(size_t)r * s->instance->n_times + m->start + t].n > 1)
			return true;
	return false;
}

void moves_mend(struct search_worker *w, uint32_t part)
{
	const struct search_unit *u = worker_unit(w, part);
	const struct weft_meet *m = &w->solution->meets[part];
	uint32_t k = part - w->st->instance->events[u->events[0]].first_meet;

	for (uint32_t i = 0; i < u->n_needs && m->start != WEFT_NONE; i++) {
		const struct search_need *need = &w->st->needs[u->first_need + i];

		if (is_double(w, need, k, m))
			(void)place_need(w, need, k, true);
	}
}
