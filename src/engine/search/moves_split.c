/* Another way to split a unit: what stays alike keeps its start, the rest goes where it
 * costs least. */
#include "engine/search/moves.h"

#include <string.h>

static void remember(struct search_worker *w, const struct search_unit *u, uint32_t n)
{
	const struct weft_solution *s = w->solution;
	uint32_t first = s->instance->events[u->events[0]].first_meet;

	for (uint32_t k = 0; k < n; k++) {
		w->old_starts[k] = s->meets[first + k].start;
		w->old_durations[k] = s->meets[first + k].duration;
	}
	for (uint32_t i = 0; i < u->n_needs; i++)
		w->old_resources[i] = worker_get_need(w, &w->st->needs[u->first_need + i], 0);
}

static void set_pattern(struct search_worker *w, const struct search_unit *u,
			const struct search_pattern *pattern)
{
	struct err err;

	for (uint32_t i = 0; i < u->n_events; i++)
		(void)weft_solution_set_meets(w->solution, u->events[i], pattern->durations,
					      pattern->n, &err);
	for (uint32_t i = 0; i < u->n_needs; i++)
		for (uint32_t k = 0; k < pattern->n; k++)
			worker_set_need(w, &w->st->needs[u->first_need + i], k,
					w->old_resources[i]);
}

/* Is that how it is split now? */
static bool is_pattern(const struct search_worker *w, uint32_t first, uint32_t n,
		       const struct search_pattern *pattern)
{
	int32_t balance[2] = {0, 0};

	for (int32_t longer = 1; n == pattern->n && longer <= pattern->durations[0]; longer++) {
		balance[0] = balance[1] = 0;
		for (uint32_t k = 0; k < n; k++) {
			balance[0] += w->solution->meets[first + k].duration == longer;
			balance[1] += pattern->durations[k] == longer;
		}
		if (balance[0] != balance[1])
			return false;
	}
	return n == pattern->n;
}

bool move_split(struct search_worker *w)
{
	const struct search_structure *st = w->st;
	const struct search_unit *u;
	const struct search_pattern *pattern;
	uint32_t first, n;

	if (st->n_splittable == 0)
		return false;
	u = &st->units[st->splittable[worker_draw(w, st->n_splittable)]];
	pattern = &u->patterns[worker_draw(w, u->n_patterns)];
	first = st->instance->events[u->events[0]].first_meet;
	n = w->solution->n_meets[u->events[0]];
	if (is_pattern(w, first, n, pattern))
		return false;
	remember(w, u, n);
	set_pattern(w, u, pattern);
	w->work += 4 * u->n_events;
	for (uint32_t k = 0; k < pattern->n; k++)
		for (uint32_t old = 0; old < n; old++) {
			if (w->old_durations[old] != pattern->durations[k] ||
			    w->old_starts[old] == WEFT_NONE)
				continue;
			worker_set_start(w, first + k, w->old_starts[old]);
			w->old_durations[old] = 0;
			break;
		}
	for (uint32_t k = 0; k < pattern->n; k++)
		if (w->solution->meets[first + k].start == WEFT_NONE)
			(void)worker_place_best(w, first + k);
	return true;
}
