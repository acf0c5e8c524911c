/* Moves of several parts: Kempe chains, ejection chains. */
#include "engine/search/moves.h"
#include "engine/search/tasks.h"

/* --- Kempe chains ------------------------------------------------------------- */

/* Two windows of equal length that exchange places. */
struct windows {
	uint32_t a, b, length;
};

static bool is_inside(const struct weft_meet *m, uint32_t from, uint32_t length)
{
	return m->start >= from && m->start + (uint32_t)m->duration <= from + length;
}

static uint32_t across(const struct windows *windows, uint32_t start)
{
	return start - windows->a < windows->length ? start - windows->a + windows->b
						    : start - windows->b + windows->a;
}

/* Long chains take long to follow and are hardly ever accepted, but some schools need them:
 * each has its own limit, seldom the last. */
enum { MAX_EXCHANGED = 16 };
static const uint32_t limits[] = {4, 4, 8, MAX_EXCHANGED};

/* A chain while it grows. */
struct chain {
	struct windows windows;
	uint32_t parts[MAX_EXCHANGED], n, most;
	bool refit; /* resources that can be had anew stand in nobody's way */
};

/* Take in what a resource does where a part of the chain goes. False: the chain cannot
 * be. */
static bool take_in(struct search_worker *w, struct chain *chain, const struct cell *cell)
{
	const struct windows *windows = &chain->windows;
	uint32_t other, start;

	if (cell->n > 1)
		return false;
	other = worker_part(w, cell->meets);
	if (w->stamps[other] == w->stamp)
		return true;
	if (chain->n == chain->most || !worker_is_movable(w, other) ||
	    (!is_inside(&w->solution->meets[other], windows->a, windows->length) &&
	     !is_inside(&w->solution->meets[other], windows->b, windows->length)))
		return false;
	start = w->solution->meets[other].start;
	if (!worker_may_start(w, other, across(windows, start)))
		return false;
	w->stamps[other] = w->stamp;
	chain->parts[chain->n++] = other;
	return true;
}

/* Take in all parts that stand where a part of the chain goes. */
static bool grow_chain(struct search_worker *w, struct chain *chain, uint32_t part)
{
	const struct weft_solution *s = w->solution;
	const struct weft_instance *in = s->instance;
	const struct search_unit *u = worker_unit(w, part);
	const struct weft_meet *m = &s->meets[part];
	uint32_t k = part - in->events[u->events[0]].first_meet;
	uint32_t to = across(&chain->windows, m->start);

	for (uint32_t i = 0; i < u->n_events; i++) {
		const struct weft_event *e = &in->events[u->events[i]];
		const uint32_t *assigned = solution_assigned(s, e->first_meet + k);
		struct weft_list followed = w->st->followed[u->events[i]];

		for (uint32_t j = 0; j < followed.n; j++) {
			uint32_t at = followed.at[j], r = assigned[at];
			const struct cell *cells;
			const uint64_t *busy;

			if (r == WEFT_NONE ||
			    (chain->refit && w->st->need_of[e->first_resource + at] != WEFT_NONE))
				continue;
			cells = &s->cells[(size_t)r * in->n_times];
			busy = solution_busy(s, r);
			for (uint32_t t = to; t < to + (uint32_t)m->duration; t++)
				if (bits_has(busy, t) && !take_in(w, chain, &cells[t]))
					return false;
		}
	}
	return true;
}

/* Exchange the windows for the part and all that is connected with it. */
static bool exchange(struct search_worker *w, uint32_t part, const struct windows *windows,
		     bool refit)
{
	struct chain chain = {
		.windows = *windows,
		.most = limits[worker_draw(w, sizeof limits / sizeof *limits)],
		.refit = refit,
	};
	uint32_t n_times = w->st->instance->n_times;

	if ((windows->a < windows->b + windows->length &&
	     windows->b < windows->a + windows->length) ||
	    windows->a + windows->length > n_times || windows->b + windows->length > n_times)
		return false;
	w->stamp++;
	w->stamps[part] = w->stamp;
	chain.parts[chain.n++] = part;
	for (uint32_t i = 0; i < chain.n; i++)
		if (!grow_chain(w, &chain, chain.parts[i]))
			return false;
	for (uint32_t i = 0; i < chain.n; i++)
		worker_set_start(w, chain.parts[i],
				 across(windows, w->solution->meets[chain.parts[i]].start));
	for (uint32_t i = 0; i < chain.n && refit; i++)
		task_fit_part(w, chain.parts[i]);
	return true;
}

static bool exchange_with(struct search_worker *w, uint32_t part, uint32_t start, bool refit)
{
	const struct weft_meet *m = &w->solution->meets[part];
	const struct windows windows = {m->start, start, (uint32_t)m->duration};

	return m->start != WEFT_NONE && exchange(w, part, &windows, refit);
}

bool moves_exchange(struct search_worker *w, uint32_t part, uint32_t start)
{
	return exchange_with(w, part, start, false);
}

/* With what stands at one of its starts. */
static bool exchange_any(struct search_worker *w, bool refit)
{
	struct weft_list starts;
	uint32_t part;

	if (!worker_draw_part(w, &part))
		return false;
	starts = worker_starts(w, part);
	return starts.n > 0 && exchange_with(w, part, starts.at[worker_draw(w, starts.n)], refit);
}

bool move_kempe(struct search_worker *w)
{
	return exchange_any(w, false);
}

bool move_kempe_refit(struct search_worker *w)
{
	return exchange_any(w, true);
}

/* The same with windows longer than the part: what stands beside it goes along. */
bool move_block(struct search_worker *w)
{
	const struct weft_meet *m;
	struct weft_list starts;
	struct windows windows;
	uint32_t part, to, before;

	if (!worker_draw_part(w, &part))
		return false;
	m = &w->solution->meets[part];
	starts = worker_starts(w, part);
	if (m->start == WEFT_NONE || starts.n == 0)
		return false;
	to = starts.at[worker_draw(w, starts.n)];
	windows.length = (uint32_t)m->duration + 1 + worker_draw(w, 3);
	before = worker_draw(w, windows.length - (uint32_t)m->duration + 1);
	if (to < before || m->start < before)
		return false;
	windows.a = m->start - before;
	windows.b = to - before;
	return exchange(w, part, &windows, false);
}

/* --- ejection chains ---------------------------------------------------------- */

enum { MAX_EJECTED = 6 };

bool move_eject(struct search_worker *w)
{
	uint32_t queue[MAX_EJECTED + 1], known[SEARCH_MAX_CHAIN], n = 0, part;
	struct weft_list starts;

	if (!worker_draw_part(w, &part))
		return false;
	starts = worker_starts(w, part);
	if (starts.n == 0)
		return false;
	worker_set_start(w, part, starts.at[worker_draw(w, starts.n)]);
	moves_mend(w, part);
	queue[n++] = part;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t found = worker_conflicts(w, queue[i], known, SEARCH_MAX_CHAIN);

		if (i > 0 && !worker_place_best(w, queue[i]))
			return false;
		if (i > 0)
			found = worker_conflicts(w, queue[i], known, SEARCH_MAX_CHAIN);
		for (uint32_t k = 1; k < found && n <= MAX_EJECTED; k++) {
			bool in_queue = false;

			for (uint32_t q = 0; q < n; q++)
				in_queue |= queue[q] == known[k];
			if (!in_queue && worker_is_movable(w, known[k]))
				queue[n++] = known[k];
		}
	}
	return true;
}
