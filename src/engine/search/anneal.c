/* Annealing: cycles of cooling, with weights that adapt.
 *
 * Simulated annealing (Kirkpatrick, Gelatt, Vecchi 1983). A cycle cools geometrically from
 * hot to cold over its part of the budget, then the best is taken up again. Instead of a
 * random number against exp(-delta / T), a threshold T * (-ln u) is drawn from a table:
 * the same, without floating-point functions that differ between machines. */
#include "engine/search/moves.h"

enum { LOOK_EVERY = 256, ADAPT_EVERY = 4096, MAX_DEFECTS = 512 };

/* The parts of events and resources where something is violated. */
static void add_event(struct search_worker *w, uint32_t event)
{
	const struct weft_instance *in = w->st->instance;
	uint32_t lead = w->st->units[w->st->unit_of[event]].events[0];

	if (w->n_defects < MAX_DEFECTS)
		w->defects[w->n_defects++] = in->events[lead].first_meet +
					     worker_draw(w, w->solution->n_meets[lead]);
}

static void add_resource(struct search_worker *w, uint32_t resource)
{
	const struct weft_solution *s = w->solution;
	const struct cell *cells = &s->cells[(size_t)resource * s->instance->n_times];
	uint32_t from = worker_draw(w, s->instance->n_times), n = 0;

	for (uint32_t t = 0; t < s->instance->n_times && n < 3; t++) {
		const struct cell *cell = &cells[(from + t) % s->instance->n_times];

		if (cell->n == 1 && w->n_defects < MAX_DEFECTS) {
			w->defects[w->n_defects++] = worker_part(w, cell->meets);
			n++;
		}
	}
}

static void add_shortages(struct search_worker *w)
{
	w->n_defects = search_supply_short(w->supply, w->defects, MAX_DEFECTS / 2);
	for (uint32_t i = 0; i < w->n_defects; i++)
		w->defects[i] = worker_part(w, w->defects[i]);
}

void search_find_defects(struct search_worker *w)
{
	const struct weft_instance *in = w->st->instance;
	struct weft_violation v;
	uint32_t seen = 0;
	bool required = weft_solution_cost(w->solution).hard > 0 && worker_draw(w, 2) == 0;

	w->n_defects = 0;
	if (w->supply != NULL)
		add_shortages(w);
	for (uint32_t at = 0; weft_solution_next_violation(w->solution, &at, &v);) {
		const struct weft_point *p = &in->points[v.point];

		if (required && !in->constraints[v.constraint].required)
			continue;
		if (w->supply != NULL && in->constraints[v.constraint].kind == WEFT_ASSIGN_RESOURCE)
			continue;
		/* Of many violations a sample. */
		if (++seen > MAX_DEFECTS / 4 && worker_draw(w, seen) > MAX_DEFECTS / 4)
			continue;
		if (p->kind == WEFT_SUBJECT_EVENT)
			add_event(w, p->subject);
		else if (p->kind == WEFT_SUBJECT_EVENT_RESOURCE)
			add_event(w, in->event_resources[p->subject].event);
		else if (p->kind == WEFT_SUBJECT_RESOURCE)
			add_resource(w, p->subject);
		else if (p->kind == WEFT_SUBJECT_EVENT_GROUP &&
			 in->event_groups[p->subject].events.n > 0)
			add_event(w, in->event_groups[p->subject].events.at[worker_draw(
					     w, in->event_groups[p->subject].events.n)]);
	}
}

/* What the move changed, the supply included: that is followed unless the rest is hopeless. */
static int64_t change_by(struct search_worker *w, weft_mark mark, int64_t before, int64_t most)
{
	int64_t pressed = w->supply == NULL ? 0 : search_supply_pressed(w->supply);
	/* A move seldom helps more than one for whom somebody is missing. */
	int64_t enough = most + (pressed > 0 ? w->supply_weight : 0);
	int64_t by = solution_weighted_within(w->solution, before + enough) - before;

	if (w->supply == NULL || by > enough)
		return by;
	search_supply_follow(w->supply, mark);
	pressed = search_supply_pressed(w->supply) - pressed;
	return by + w->supply_weight * pressed / SUPPLY_UNIT;
}

static void take_back(struct search_worker *w, weft_mark mark)
{
	weft_solution_undo(w->solution, mark);
	if (w->supply != NULL)
		search_supply_undo(w->supply);
}

/* Is the present solution the best so far? Not while needs are left open. */
static void note_best(struct search_worker *w)
{
	if (w->supply != NULL || !weft_cost_less(w->solution->cost, w->best.cost))
		return;
	w->unsaved = true;
	if (!weft_cost_less(w->shared->bound, w->solution->cost))
		worker_save(w);
}

/* One move, kept or taken back. */
static void step(struct search_worker *w)
{
	struct weft_solution *s = w->solution;
	int64_t before = weft_solution_weighted(s), by;
	int64_t most = (int64_t)(w->temperature *
				 w->quantiles[rng_next(&w->rng) % SEARCH_QUANTILES]);
	weft_mark mark = weft_solution_mark(s);
	uint32_t kind;
	bool made;

	/* Known before the move, so that hopeless ones need not be made. */
	w->limit = most + w->slack;
	made = search_move(w, &kind);
	w->iterations++;
	by = made ? change_by(w, mark, before, most) : INT64_MAX;
	if (!made || by > most) {
		take_back(w, mark);
		return;
	}
	if (w->unsaved && !weft_cost_less(s->cost, w->best.cost)) {
		/* Rather than lose the best, lose a move. */
		weft_solution_undo(s, mark);
		worker_save(w);
		return;
	}
	weft_solution_keep(s, mark);
	if (w->supply != NULL)
		search_supply_keep(w->supply);
	w->moves[kind].accepted++;
	if (before + by < w->lowest) {
		w->lowest = before + by;
		w->moves[kind].improved++;
	}
	note_best(w);
}

/* How far this cycle is, 0 to 1: a look may come long after its end. */
static double progress_of(const struct search_worker *w, double from, double until)
{
	double at = (w->fraction - from) / (until - from);

	return at < 1 ? at : 1;
}

void search_anneal(struct search_worker *w, double until)
{
	double from = w->fraction;

	w->temperature = w->hot;
	while (!w->stopped && w->fraction < until) {
		if (w->iterations % LOOK_EVERY == 0) {
			worker_look(w);
			w->temperature = weights_temperature(w, progress_of(w, from, until));
		}
		if (w->iterations % ADAPT_EVERY == 0) {
			weights_adapt(w, progress_of(w, from, until));
			search_moves_adapt(w);
			w->lowest = weft_solution_weighted(w->solution);
			search_find_defects(w);
		}
		step(w);
	}
	if (w->unsaved)
		worker_save(w);
}
