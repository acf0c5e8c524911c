/* Another way to split a unit: what stays alike keeps its start, the rest goes into the times
 * that are left over, or where it costs least. */
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

/* Parts as long as old ones keep their starts. */
static void keep_starts(struct search_worker *w, uint32_t first, uint32_t n, uint32_t n_old)
{
	for (uint32_t k = 0; k < n; k++)
		for (uint32_t old = 0; old < n_old; old++) {
			if (w->old_durations[old] != w->solution->meets[first + k].duration ||
			    w->old_starts[old] == WEFT_NONE)
				continue;
			worker_set_start(w, first + k, w->old_starts[old]);
			w->old_durations[old] = 0;
			break;
		}
}

static bool is_within(const uint64_t *times, uint32_t start, uint32_t duration)
{
	for (uint32_t t = start; t < start + duration; t++)
		if (!bits_has(times, t))
			return false;
	return true;
}

/* The others go, where they may, into the times that old ones leave. */
static void fill_old_times(struct search_worker *w, uint32_t first, uint32_t n, uint32_t n_old)
{
	uint64_t *times = w->task_times;

	memset(times, 0, w->st->instance->n_time_words * sizeof *times);
	for (uint32_t old = 0; old < n_old; old++)
		for (uint32_t t = 0;
		     t < (uint32_t)w->old_durations[old] && w->old_starts[old] != WEFT_NONE; t++)
			bits_add(times, w->old_starts[old] + t);
	for (uint32_t k = 0; k < n; k++) {
		const struct weft_meet *m = &w->solution->meets[first + k];
		struct weft_list starts = worker_starts(w, first + k);

		for (uint32_t i = 0; i < starts.n && m->start == WEFT_NONE; i++) {
			if (!is_within(times, starts.at[i], (uint32_t)m->duration))
				continue;
			worker_set_start(w, first + k, starts.at[i]);
			for (uint32_t t = 0; t < (uint32_t)m->duration; t++)
				bits_remove(times, starts.at[i] + t);
		}
	}
}

/* The cheaper of two draws. */
static const struct search_pattern *draw_pattern(struct search_worker *w,
						 const struct search_unit *u)
{
	const struct search_pattern *a = &u->patterns[worker_draw(w, u->n_patterns)];
	const struct search_pattern *b = &u->patterns[worker_draw(w, u->n_patterns)];

	return b->soft < a->soft ? b : a;
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
	pattern = draw_pattern(w, u);
	first = st->instance->events[u->events[0]].first_meet;
	n = w->solution->n_meets[u->events[0]];
	if (is_pattern(w, first, n, pattern))
		return false;
	remember(w, u, n);
	set_pattern(w, u, pattern);
	w->work += (uint64_t)4 * u->n_events;
	keep_starts(w, first, pattern->n, n);
	fill_old_times(w, first, pattern->n, n);
	for (uint32_t k = 0; k < pattern->n; k++)
		if (w->solution->meets[first + k].start == WEFT_NONE)
			(void)worker_place_best(w, first + k);
	return true;
}

/* --- merging and cutting in place --------------------------------------------- */

enum { MAX_PARTS = 32 };

/* Would the unit, with durations a and b of its parts replaced by c and d (0: none), be
 * split by one of its patterns? */
static bool is_allowed(const struct search_worker *w, const struct search_unit *u,
		       const int32_t change[4])
{
	uint32_t first = w->st->instance->events[u->events[0]].first_meet;
	uint32_t n = w->solution->n_meets[u->events[0]];
	int32_t count[MAX_PARTS + 1] = {0};

	if (u->duration > MAX_PARTS)
		return false;
	for (uint32_t k = 0; k < n; k++)
		count[w->solution->meets[first + k].duration]++;
	for (int i = 0; i < 4; i++)
		count[change[i]] += i < 2 ? -1 : 1;
	for (uint32_t p = 0; p < u->n_patterns; p++) {
		int32_t left[MAX_PARTS + 1];
		bool same = true;

		memcpy(left, count, sizeof left);
		for (uint32_t k = 0; k < u->patterns[p].n; k++)
			left[u->patterns[p].durations[k]]--;
		for (int32_t d = 1; d <= u->duration; d++)
			same &= left[d] == 0;
		if (same)
			return true;
	}
	return false;
}

static const struct search_unit *draw_splittable(struct search_worker *w)
{
	const struct search_structure *st = w->st;

	return st->n_splittable == 0 ? NULL
				     : &st->units[st->splittable[worker_draw(w, st->n_splittable)]];
}

static bool may_start(const struct search_worker *w, const struct search_unit *u, int32_t duration,
		      uint32_t start)
{
	struct weft_list starts = w->st->starts[w->st->instance->events[u->events[0]].first_meet +
						(uint32_t)duration - 1];

	for (uint32_t i = 0; i < starts.n; i++)
		if (starts.at[i] == start)
			return true;
	return false;
}

bool move_merge(struct search_worker *w)
{
	struct weft_solution *s = w->solution;
	const struct search_unit *u = draw_splittable(w);
	uint32_t first, n, a, b, at, to;
	int32_t da, db;

	if (u == NULL || (n = s->n_meets[u->events[0]]) < 2)
		return false;
	first = s->instance->events[u->events[0]].first_meet;
	a = worker_draw(w, n);
	b = (a + 1 + worker_draw(w, n - 1)) % n;
	at = s->meets[first + a].start;
	da = s->meets[first + a].duration;
	db = s->meets[first + b].duration;
	if (at == WEFT_NONE || s->meets[first + b].start == WEFT_NONE ||
	    !worker_is_movable(w, first + a) || !worker_is_movable(w, first + b) ||
	    !is_allowed(w, u, (const int32_t[]){da, db, da + db, 0}))
		return false;
	to = worker_draw(w, 2) == 0 ? at + (uint32_t)da : at - (uint32_t)db;
	if (to > at && at < (uint32_t)db && to != at + (uint32_t)da)
		return false;
	if (!may_start(w, u, da + db, to < at ? to : at))
		return false;
	if (to != s->meets[first + b].start && !moves_exchange(w, first + b, to))
		return false;
	if (s->meets[first + a].start != at)
		return false;
	for (uint32_t i = 0; i < u->n_events; i++) {
		uint32_t lead = s->instance->events[u->events[i]].first_meet;

		(void)weft_solution_merge(s, lead + (to < at ? b : a), lead + (to < at ? a : b));
	}
	w->work += (uint64_t)4 * u->n_events;
	return true;
}

bool move_cut(struct search_worker *w)
{
	struct weft_solution *s = w->solution;
	const struct search_unit *u = draw_splittable(w);
	uint32_t first, k, half;
	struct weft_list starts;
	int32_t whole, off;

	if (u == NULL)
		return false;
	first = s->instance->events[u->events[0]].first_meet;
	k = worker_draw(w, s->n_meets[u->events[0]]);
	whole = s->meets[first + k].duration;
	if (whole < 2 || s->meets[first + k].start == WEFT_NONE || !worker_is_movable(w, first + k))
		return false;
	off = 1 + (int32_t)worker_draw(w, (uint32_t)whole - 1);
	if (!is_allowed(w, u, (const int32_t[]){whole, 0, whole - off, off}))
		return false;
	half = s->n_meets[u->events[0]];
	for (uint32_t i = 0; i < u->n_events; i++)
		(void)weft_solution_split(s, s->instance->events[u->events[i]].first_meet + k, off);
	w->work += (uint64_t)4 * u->n_events;
	half = first + (worker_draw(w, 2) == 0 ? half : k);
	starts = worker_starts(w, half);
	return starts.n > 0 && moves_exchange(w, half, starts.at[worker_draw(w, starts.n)]);
}
