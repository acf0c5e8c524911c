/* The best resources for all that runs at one time.
 *
 * At one time each resource does one thing, so that who does what is an assignment problem: a
 * row for each need that is open then, a column for each resource that is free but for them (and
 * one for going without), what it costs between. It is solved exactly. Needs of courses that must
 * have one resource stay as they are. What two rows cost together beyond their sum is not seen; the
 * caller looks at the true cost. */
#include "base/assign.h"
#include "engine/search/moves.h"

enum { MAX_ROWS = 40, MAX_COLUMNS = 80 };

struct open_need {
	const struct search_need *need;
	uint32_t k;
};

struct matching {
	struct open_need rows[MAX_ROWS];
	uint32_t n_rows, n_resources;
	uint32_t resources[MAX_COLUMNS]; /* after these columns, one for each row to go without */
	size_t n_columns;                /* all of them */
	int64_t cost[MAX_ROWS * (MAX_COLUMNS + MAX_ROWS)];
};

static const int64_t never = INT64_MAX / 4;

static bool runs_at(const struct weft_meet *m, uint32_t time)
{
	return m->start != WEFT_NONE && time - m->start < (uint32_t)m->duration;
}

/* The needs for resources of a type that are open at the time. */
static void collect_rows(struct search_worker *w, struct matching *matching, uint32_t type,
			 uint32_t time)
{
	const struct weft_instance *in = w->st->instance;

	for (uint32_t i = 0; i < w->st->n_needs; i++) {
		const struct search_need *need = &w->st->needs[i];
		const struct weft_event *e = &in->events[need->event];

		if (in->event_resources[e->first_resource + need->need].type != type ||
		    worker_is_bound(w, need))
			continue;
		for (uint32_t k = 0; k < w->solution->n_meets[need->event]; k++)
			if (runs_at(&w->solution->meets[e->first_meet + k], time) &&
			    !w->st->locked[e->first_meet + k] && matching->n_rows < MAX_ROWS)
				matching->rows[matching->n_rows++] = (struct open_need){need, k};
	}
}

/* Those that some row may have and that are free at the time, now that no row has one. */
static void collect_columns(struct search_worker *w, struct matching *matching, uint32_t time)
{
	for (uint32_t i = 0; i < matching->n_rows; i++) {
		struct weft_list choice = matching->rows[i].need->choice;

		for (uint32_t c = 0; c < choice.n; c++) {
			uint32_t r = choice.at[c], known = 0;

			while (known < matching->n_resources && matching->resources[known] != r)
				known++;
			if (known == matching->n_resources && known < MAX_COLUMNS &&
			    !bits_has(solution_busy(w->solution, r), time))
				matching->resources[matching->n_resources++] = r;
		}
	}
}

static int64_t cost_of_use(struct search_worker *w, const struct open_need *row, uint32_t resource)
{
	weft_mark mark = weft_solution_mark(w->solution);
	int64_t before = weft_solution_weighted(w->solution), after;

	worker_set_need(w, row->need, row->k, resource);
	after = weft_solution_weighted(w->solution);
	weft_solution_undo(w->solution, mark);
	return after - before;
}

static void price(struct search_worker *w, struct matching *matching)
{
	matching->n_columns = matching->n_resources + matching->n_rows;
	for (uint32_t i = 0; i < matching->n_rows; i++) {
		int64_t *cost = &matching->cost[i * matching->n_columns];

		for (uint32_t c = 0; c < matching->n_resources; c++)
			cost[c] = search_may_use(matching->rows[i].need, matching->resources[c])
					  ? cost_of_use(w, &matching->rows[i],
							matching->resources[c])
					  : never;
		for (uint32_t k = 0; k < matching->n_rows; k++)
			cost[matching->n_resources + k] = i == k ? 0 : never;
	}
}

static void assign(const struct matching *matching, size_t *ret_columns)
{
	struct arena *arena = arena_create(1U << 13);

	assign_rows(arena, matching->cost, matching->n_rows, matching->n_columns, ret_columns);
	arena_destroy(arena);
}

/* For all that runs at the same time as a need drawn. */
static bool match_at_once(struct search_worker *w)
{
	const struct weft_instance *in = w->st->instance;
	const struct search_need *need;
	const struct weft_meet *m;
	struct matching matching;
	size_t columns[MAX_ROWS] = {0};
	uint32_t k, time;

	if (!moves_draw_need(w, &need, &k))
		return false;
	m = &w->solution->meets[in->events[need->event].first_meet + k];
	if (m->start == WEFT_NONE)
		return false;
	time = m->start + worker_draw(w, (uint32_t)m->duration);
	matching.n_rows = matching.n_resources = 0;
	collect_rows(w, &matching,
		     in->event_resources[in->events[need->event].first_resource + need->need].type,
		     time);
	if (matching.n_rows < 2)
		return false;
	for (uint32_t i = 0; i < matching.n_rows; i++)
		worker_set_need(w, matching.rows[i].need, matching.rows[i].k, WEFT_NONE);
	collect_columns(w, &matching, time);
	price(w, &matching);
	assign(&matching, columns);
	for (uint32_t i = 0; i < matching.n_rows; i++)
		if (columns[i] < matching.n_resources)
			worker_set_need(w, matching.rows[i].need, matching.rows[i].k,
					matching.resources[columns[i]]);
	return true;
}

void search_match_resources(struct search_worker *w)
{
	enum { MOST_IN_VAIN = 12 };
	const double until = w->fraction + 0.01; /* of the budget */
	struct weft_solution *s = w->solution;

	for (uint32_t in_vain = 0; in_vain < MOST_IN_VAIN && !w->stopped && w->fraction < until;
	     in_vain++) {
		struct weft_cost before = weft_solution_cost(s);
		weft_mark mark = weft_solution_mark(s);

		if (match_at_once(w) && !weft_cost_less(before, weft_solution_cost(s))) {
			weft_solution_keep(s, mark);
			if (weft_cost_less(weft_solution_cost(s), before))
				in_vain = 0;
		} else {
			weft_solution_undo(s, mark);
		}
		worker_look(w);
	}
	worker_save(w);
}
