/* A window as a linear system.
 *
 * Variables y(part, start), of which each part has exactly one. A resource is busy at a
 * time if a part that uses it runs then: that is one y, a definition over several, or known
 * from what is not in the window. Each point of application that the window can touch is
 * written as its deviation, in unary: variables e1, e2 ... of which at least as many are
 * true as the deviation is large, weighted in the objective as the cost function says
 * (quadratic: 1, 3, 5 ...). Points of required constraints that hold must go on holding;
 * the sum of the rest must be less than it is now.
 *
 * Kinds that are not written down (orders, links that are not within a unit, the school
 * kinds, old cost functions by item) keep a part out of windows. */
#include "engine/search/window_internal.h"

enum { MAX_OBJECTIVE = 4000 };

static void collect_points(struct window *win, struct weft_list points)
{
	for (uint32_t i = 0; i < points.n; i++) {
		if (win->has_point[points.at[i]])
			continue;
		win->has_point[points.at[i]] = 1;
		*vec_push(win->arena, &win->points) = points.at[i];
	}
}

/* The y of a part, and where it makes resources busy. */
static void place_part(struct window *win, uint32_t index)
{
	const struct weft_instance *in = win->instance;
	const struct search_unit *u = worker_unit(win->worker, win->parts[index]);
	const struct weft_meet *m = &win->solution->meets[win->parts[index]];
	struct weft_list starts = worker_starts(win->worker, win->parts[index]);
	uint32_t nth = window_part_of_event(win, index, u->events[0]);
	struct sum one = {0};

	win->placed[index] = arena_array(win->arena, uint32_t, starts.n + 1);
	for (uint32_t k = 0; k < starts.n; k++) {
		win->placed[index][k] = linear_new_var(&win->linear);
		window_add(win, &one, win->placed[index][k], 1);
	}
	window_put_row(win, &one, 1, 1);
	for (uint32_t i = 0; i < u->n_events; i++) {
		const struct weft_event *e = &in->events[u->events[i]];
		const uint32_t *assigned = solution_assigned(win->solution, e->first_meet + nth);
		struct weft_list followed = win->worker->st->followed[u->events[i]];

		collect_points(win, e->points);
		for (uint32_t j = 0; j < followed.n; j++) {
			uint32_t r = assigned[followed.at[j]];

			if (r == WEFT_NONE)
				continue;
			if (!win->has_resource[r]) {
				win->has_resource[r] = 1;
				collect_points(win, in->resources[r].points);
			}
			for (uint32_t k = 0; k < starts.n; k++)
				for (uint32_t t = 0; t < (uint32_t)m->duration; t++)
					*vec_push(win->arena,
						  &win->uses[(size_t)r * in->n_times +
							     starts.at[k] + t]
							   .vars) = win->placed[index][k];
		}
	}
}

/* What the touched points cost before the parts were taken out. */
static int64_t cost_now(struct window *win)
{
	int64_t sum = 0;

	for (size_t i = 0; i < win->points.n; i++) {
		const struct monitor *m =
			&win->solution->index
				 ->monitors[win->instance->points[win->points.at[i]].constraint];
		enum weft_kind kind = m->constraint->kind;

		if (m->required != win->repair)
			continue;
		/* These are not written down: they do not depend on times. */
		if (kind == WEFT_ASSIGN_RESOURCE || kind == WEFT_PREFER_RESOURCES ||
		    kind == WEFT_AVOID_SPLIT_ASSIGNMENTS || kind == WEFT_SPLIT_EVENTS ||
		    kind == WEFT_DISTRIBUTE_SPLIT_EVENTS || kind == WEFT_LIMIT_WORKLOAD ||
		    kind == WEFT_LINK_EVENTS)
			continue;
		sum += weft_solution_point_cost(win->solution, win->points.at[i]);
	}
	return sum;
}

static void window_init(struct window *win, struct search_worker *w, struct arena *arena,
			const uint32_t *parts, uint32_t n)
{
	const struct weft_instance *in = w->st->instance;
	size_t cells = (size_t)in->n_resources * in->n_times;

	*win = (struct window){
		.worker = w,
		.arena = arena,
		.instance = in,
		.solution = w->solution,
		.parts = parts,
		.n = n,
		.repair = weft_solution_cost(w->solution).hard > 0,
	};
	linear_init(&win->linear, arena);
	win->placed = arena_array(arena, uint32_t *, n + 1);
	win->busy = arena_array(arena, uint32_t, cells + 1);
	win->uses = arena_alloc_array(arena, cells + 1, sizeof *win->uses, alignof(max_align_t));
	win->has_resource = arena_array(arena, unsigned char, (size_t)in->n_resources + 1);
	win->has_point = arena_array(arena, unsigned char, (size_t)in->n_points + 1);
}

static enum window_answer decide(struct window *win, const struct deadline *deadline)
{
	struct search_worker *w = win->worker;
	struct sat *sat = sat_create(&win->linear, 0, deadline);
	const uint64_t none = 0;
	enum sat_answer answer = sat == NULL ? SAT_UNKNOWN : sat_decide(sat, &none, deadline, NULL);

	for (uint32_t i = 0; i < win->n && answer == SAT_YES; i++) {
		struct weft_list starts = worker_starts(w, win->parts[i]);

		for (uint32_t k = 0; k < starts.n; k++)
			if (sat_value(sat, win->placed[i][k]))
				worker_set_start(w, win->parts[i], starts.at[k]);
	}
	sat_destroy(sat);
	return answer == SAT_YES ? WINDOW_BETTER : answer == SAT_NO ? WINDOW_NONE : WINDOW_UNKNOWN;
}

enum window_answer search_window(struct search_worker *w, const uint32_t *parts, uint32_t n,
				 const struct deadline *deadline)
{
	struct arena *arena = arena_create((size_t)1 << 16);
	enum window_answer answer = WINDOW_UNKNOWN;
	struct weft_cost before = weft_solution_cost(w->solution);
	struct window win;
	weft_mark mark;
	int64_t now;

	window_init(&win, w, arena, parts, n);
	for (uint32_t i = 0; i < n; i++)
		place_part(&win, i);
	now = cost_now(&win);
	mark = weft_solution_mark(w->solution);
	if (now == 0)
		answer = WINDOW_NONE;
	for (uint32_t i = 0; i < n && now > 0; i++)
		worker_set_start(w, parts[i], WEFT_NONE);
	(void)weft_solution_cost(w->solution);
	for (size_t i = 0; i < win.points.n && now > 0 && !win.gave_up; i++)
		window_write_point(&win, win.points.at[i]);
	if (now > 0 && !win.gave_up) {
		if (now - win.objective.constant <= MAX_OBJECTIVE) {
			window_put_row(&win, &win.objective, LINEAR_NO_LOW, now - 1);
			answer = decide(&win, deadline);
		}
	}
	if (answer == WINDOW_BETTER && weft_cost_less(weft_solution_cost(w->solution), before)) {
		weft_solution_keep(w->solution, mark);
	} else {
		weft_solution_undo(w->solution, mark);
		answer = answer == WINDOW_BETTER ? WINDOW_UNKNOWN : answer;
	}
	arena_destroy(arena);
	return answer;
}
