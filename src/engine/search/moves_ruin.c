/* Ruin and recreate: take some connected parts out, put them back one after the other.
 *
 * After Schrimpf et al. (2000), and the removal of strings with "blinks" of Christiaens and
 * Vanden Berghe (2020): those with much to place come first, each goes where it costs
 * least, and now and then a place is overlooked. This moves what is linked to much: a unit
 * with many resources, which any single move would set against all that stand in its way. */
#include "engine/search/moves.h"
#include "engine/search/tasks.h"

enum { MAX_RUINED = 24, MAX_STRING = 4, BLINK = 24, MAX_EVALUATED = 5 };

struct ruin {
	uint32_t parts[MAX_RUINED], n;
	double keys[MAX_RUINED];
};

/* Add the part, if it may move and there is room. */
static void add(struct search_worker *w, struct ruin *ruin, uint32_t part)
{
	const struct search_unit *u = worker_unit(w, part);

	if (ruin->n == MAX_RUINED || w->stamps[part] == w->stamp || !worker_is_movable(w, part))
		return;
	w->stamps[part] = w->stamp;
	ruin->keys[ruin->n] = (u->n_resources * (double)w->solution->meets[part].duration) *
			      (0.5 + rng_unit(&w->rng));
	ruin->parts[ruin->n++] = part;
}

/* Add what a given resource does at the time. */
static void add_at(struct search_worker *w, struct ruin *ruin, uint32_t resource, uint32_t time)
{
	const struct weft_solution *s = w->solution;
	const struct weft_instance *in = s->instance;
	const struct cell *cell = &s->cells[(size_t)resource * in->n_times + time];
	struct weft_list events = in->resources[resource].events;

	if (cell->n == 1)
		add(w, ruin, worker_part(w, cell->meets));
	for (uint32_t i = 0; i < events.n && cell->n > 1; i++) {
		uint32_t first = in->events[events.at[i]].first_meet;

		for (uint32_t k = 0; k < s->n_meets[events.at[i]]; k++) {
			const struct weft_meet *m = &s->meets[first + k];

			if (m->start != WEFT_NONE && time - m->start < (uint32_t)m->duration)
				add(w, ruin, worker_part(w, first + k));
		}
	}
}

/* Add all that stands where the part would go. */
static void add_in_way(struct search_worker *w, struct ruin *ruin, uint32_t part, uint32_t start)
{
	const struct weft_instance *in = w->st->instance;
	const struct search_unit *u = worker_unit(w, part);
	uint32_t duration = (uint32_t)w->solution->meets[part].duration;

	for (uint32_t i = 0; i < u->n_events; i++) {
		const struct weft_event *e = &in->events[u->events[i]];
		struct weft_list followed = w->st->followed[u->events[i]];

		for (uint32_t j = 0; j < followed.n; j++) {
			uint32_t r = in->event_resources[e->first_resource + followed.at[j]]
					     .resource;

			for (uint32_t t = start; t < start + duration && r != WEFT_NONE; t++)
				add_at(w, ruin, r, t);
		}
	}
}

/* Add some of what a resource of the part does. */
static void add_string(struct search_worker *w, struct ruin *ruin, uint32_t part)
{
	uint32_t r = worker_draw_resource(w, part), n = 1 + worker_draw(w, MAX_STRING);
	uint32_t n_times = w->st->instance->n_times;

	if (r == WEFT_NONE)
		return;
	for (uint32_t i = 0; i < n; i++)
		add_at(w, ruin, r, worker_draw(w, n_times));
}

/* Add all that a resource of the part does on one day. */
static void add_day(struct search_worker *w, struct ruin *ruin, uint32_t part)
{
	const struct weft_instance *in = w->st->instance;
	uint32_t r = worker_draw_resource(w, part), first, last;

	if (r == WEFT_NONE)
		return;
	first = last = worker_draw(w, in->n_times);
	while (first > 0 && !bits_has(in->day_ends, first - 1))
		first--;
	while (last + 1 < in->n_times && !bits_has(in->day_ends, last))
		last++;
	for (uint32_t t = first; t <= last; t++)
		add_at(w, ruin, r, t);
}

/* Courses keep their resource; what can be had anew for one meet is looked for later. */
static void take_out(struct search_worker *w, uint32_t part)
{
	const struct search_unit *u = worker_unit(w, part);
	uint32_t k = part - w->st->instance->events[u->events[0]].first_meet;

	worker_set_start(w, part, WEFT_NONE);
	for (uint32_t i = 0; i < u->n_needs; i++)
		if (w->st->needs[u->first_need + i].course == WEFT_NONE)
			worker_set_need(w, &w->st->needs[u->first_need + i], k, WEFT_NONE);
}

static void find_resources(struct search_worker *w, uint32_t part)
{
	const struct search_unit *u = worker_unit(w, part);
	uint32_t k = part - w->st->instance->events[u->events[0]].first_meet;

	for (uint32_t i = 0; i < u->n_needs && w->supply == NULL; i++) {
		const struct search_task task = task_of(w, u->first_need + i, k);
		const struct search_need *need = &w->st->needs[task.need];

		if (!task_mend(w, &task, k) && worker_get_need(w, need, k) == WEFT_NONE &&
		    need->choice.n > 0)
			worker_set_need(w, need, k,
					need->choice.at[worker_draw(w, need->choice.n)]);
	}
}

/* The start that costs least of those with the fewest clashes. */
static uint32_t find_start(struct search_worker *w, uint32_t part)
{
	struct weft_list starts = worker_starts(w, part);
	int64_t fewest = INT64_MAX, least = INT64_MAX;
	uint32_t best = WEFT_NONE, from = worker_draw(w, starts.n), left = MAX_EVALUATED;

	if (w->st->has_unassigned)
		least = weft_solution_weighted(w->solution);
	for (uint32_t i = 0; i < starts.n; i++) {
		w->clash_costs[i] = worker_draw(w, BLINK) == 0
					    ? INT64_MAX
					    : worker_clash_cost(w, part, starts.at[i], WEFT_NONE,
								INT64_MAX);
		fewest = w->clash_costs[i] < fewest ? w->clash_costs[i] : fewest;
	}
	for (uint32_t i = 0; i < starts.n && left > 0; i++) {
		uint32_t at = (from + i) % starts.n;
		weft_mark mark;
		int64_t cost;

		if (w->clash_costs[at] == INT64_MAX ||
		    w->clash_costs[at] - fewest > (int64_t)w->temperature)
			continue;
		left--;
		mark = weft_solution_mark(w->solution);
		worker_set_start(w, part, starts.at[at]);
		cost = solution_weighted_within(w->solution, least);
		weft_solution_undo(w->solution, mark);
		if (cost < least) {
			least = cost;
			best = starts.at[at];
		}
	}
	return best;
}

/* Put what has most to place first. */
static void sort(struct ruin *ruin, uint32_t from)
{
	for (uint32_t i = from + 1; i < ruin->n; i++)
		for (uint32_t j = i; j > from && ruin->keys[j] > ruin->keys[j - 1]; j--) {
			double key = ruin->keys[j];
			uint32_t part = ruin->parts[j];

			ruin->keys[j] = ruin->keys[j - 1];
			ruin->parts[j] = ruin->parts[j - 1];
			ruin->keys[j - 1] = key;
			ruin->parts[j - 1] = part;
		}
}

bool move_ruin(struct search_worker *w)
{
	struct ruin ruin = {.n = 0};
	uint32_t part, start = WEFT_NONE;
	struct weft_list starts;

	if (!worker_draw_part(w, &part))
		return false;
	starts = worker_starts(w, part);
	if (starts.n == 0)
		return false;
	w->stamp++;
	add(w, &ruin, part);
	if (worker_draw(w, 2) == 0) {
		start = starts.at[worker_draw(w, starts.n)];
		add_in_way(w, &ruin, part, start);
	} else if (worker_draw(w, 2) == 0) {
		add_day(w, &ruin, part);
	} else {
		for (uint32_t i = 0; i < 3; i++)
			add_string(w, &ruin, ruin.parts[worker_draw(w, ruin.n)]);
	}
	for (uint32_t i = 0; i < ruin.n; i++)
		take_out(w, ruin.parts[i]);
	sort(&ruin, start == WEFT_NONE ? 0 : 1);
	for (uint32_t i = 0; i < ruin.n; i++) {
		uint32_t to = i == 0 && start != WEFT_NONE ? start : find_start(w, ruin.parts[i]);

		worker_set_start(w, ruin.parts[i], to);
		find_resources(w, ruin.parts[i]);
	}
	return true;
}
