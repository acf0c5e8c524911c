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
#include "engine/search/window.h"

#include "engine/index.h"
#include "engine/kind.h"

#include <string.h>

enum { MAX_OBJECTIVE = 4000, MAX_TERMS = 400000 };

struct term {
	uint32_t var;
	int32_t coefficient;
};

/* A sum of terms and a number. */
struct sum {
	VEC(struct term) terms;
	int64_t constant;
};

#define VAR_FALSE WEFT_NONE
#define VAR_TRUE  (WEFT_NONE - 1)

struct window {
	struct search_worker *worker;
	struct arena *arena;
	const struct weft_instance *instance;
	struct weft_solution *solution; /* with the parts of the window taken out */
	const uint32_t *parts;
	uint32_t n;
	uint32_t **placed; /* by part of the window: y by position in its starts */
	struct linear linear;
	struct sum objective;
	bool repair; /* hard cost is the objective */
	bool gave_up;
	uint32_t *busy; /* resource * n_times + time: variable plus 2, or 0: not made */
	struct {
		VEC(uint32_t) vars;
	} * uses; /* resource * n_times + time: the y that make it busy, more than once if twice */
	VEC(uint32_t) resources;
	unsigned char *has_resource;
	VEC(uint32_t) points;
	unsigned char *has_point;
};

/* --- sums ------------------------------------------------------------------- */

static void add(struct window *win, struct sum *sum, uint32_t var, int32_t coefficient)
{
	if (var == VAR_FALSE)
		return;
	if (var == VAR_TRUE)
		sum->constant += coefficient;
	else
		*vec_push(win->arena, &sum->terms) = (struct term){var, coefficient};
}

static void put_row(struct window *win, const struct sum *sum, int64_t low, int64_t high)
{
	struct linear *l = &win->linear;

	if (low != LINEAR_NO_LOW)
		low -= sum->constant;
	if (high != LINEAR_NO_HIGH)
		high -= sum->constant;
	linear_begin(l, LINEAR_DEFINITION, low, high);
	for (size_t i = 0; i < sum->terms.n; i++)
		linear_add(l, sum->terms.at[i].var, sum->terms.at[i].coefficient);
	linear_end(l);
	win->gave_up |= l->terms.n > MAX_TERMS;
}

static int64_t most(const struct sum *sum)
{
	int64_t n = sum->constant;

	for (size_t i = 0; i < sum->terms.n; i++)
		n += sum->terms.at[i].coefficient > 0 ? sum->terms.at[i].coefficient : 0;
	return n;
}

static int64_t least(const struct sum *sum)
{
	int64_t n = sum->constant;

	for (size_t i = 0; i < sum->terms.n; i++)
		n += sum->terms.at[i].coefficient < 0 ? sum->terms.at[i].coefficient : 0;
	return n;
}

/* --- what a point may cost ---------------------------------------------------- */

struct price {
	const struct monitor *monitor;
	bool strict; /* the deviation must be 0 */
	bool free;   /* it does not matter */
};

static struct price price_of(const struct window *win, uint32_t point)
{
	const struct monitor *m = &win->solution->index
					   ->monitors[win->instance->points[point].constraint];

	return (struct price){
		.monitor = m,
		.strict = m->required && !win->repair,
		.free = !m->required && win->repair,
	};
}

/* Let unit variables take up what is above high or below low; they are added to the
 * deviation. */
static void take_up(struct window *win, struct sum *sum, int64_t low, int64_t high,
		    const struct price *price, struct sum *deviation)
{
	int64_t above = most(sum) - high, below = low - least(sum);
	struct sum with_above = *sum, with_below = *sum;

	if (above <= 0 && below <= 0)
		return;
	if (above > 512 || below > 512) {
		win->gave_up = true;
		return;
	}
	/* The copies share the terms: vectors grow by copying. */
	for (int64_t i = 0; i < above && !price->strict; i++) {
		uint32_t e = linear_new_var(&win->linear);

		add(win, &with_above, e, -1);
		add(win, deviation, e, 1);
	}
	if (above > 0)
		put_row(win, &with_above, LINEAR_NO_LOW, high);
	with_below = (struct sum){.constant = sum->constant};
	for (size_t i = 0; i < sum->terms.n && below > 0; i++)
		add(win, &with_below, sum->terms.at[i].var, sum->terms.at[i].coefficient);
	for (int64_t i = 0; i < below && !price->strict; i++) {
		uint32_t e = linear_new_var(&win->linear);

		add(win, &with_below, e, 1);
		add(win, deviation, e, 1);
	}
	if (below > 0)
		put_row(win, &with_below, low, LINEAR_NO_HIGH);
}

/* The deviation goes into the objective, or must be 0. */
static void charge(struct window *win, const struct price *price, struct sum *deviation)
{
	int32_t weight = price->monitor->weight;

	if (price->free)
		return;
	if (price->strict) {
		if (deviation->terms.n > 0 || deviation->constant > 0)
			put_row(win, deviation, LINEAR_NO_LOW, 0);
		return;
	}
	if (price->monitor->cost == WEFT_LINEAR) {
		for (size_t i = 0; i < deviation->terms.n; i++)
			add(win, &win->objective, deviation->terms.at[i].var,
			    weight * deviation->terms.at[i].coefficient);
		win->objective.constant += weight * deviation->constant;
		return;
	}
	{
		bool square = price->monitor->cost == WEFT_QUADRATIC;
		int64_t n = most(deviation);
		struct sum row = {.constant = deviation->constant};

		if (n > 64) {
			win->gave_up = true;
			return;
		}
		for (size_t i = 0; i < deviation->terms.n; i++)
			add(win, &row, deviation->terms.at[i].var,
			    deviation->terms.at[i].coefficient);
		for (int64_t i = 0; i < (square ? n : n > 0); i++) {
			uint32_t f = linear_new_var(&win->linear);

			add(win, &row, f, square ? -1 : -(int32_t)n);
			add(win, &win->objective, f,
			    square ? weight * (int32_t)(2 * i + 1) : weight);
		}
		put_row(win, &row, LINEAR_NO_LOW, 0);
	}
}

/* --- busy times --------------------------------------------------------------- */

static uint32_t busy_var(struct window *win, uint32_t resource, uint32_t time)
{
	size_t at = (size_t)resource * win->instance->n_times + time;
	uint32_t var;

	if (win->busy[at] != 0)
		return win->busy[at] - 3;
	if (win->solution->cells[at].n > 0)
		var = VAR_TRUE;
	else if (win->uses[at].vars.n == 0)
		var = VAR_FALSE;
	else if (win->uses[at].vars.n == 1)
		var = win->uses[at].vars.at[0];
	else {
		struct sum any = {0};

		var = linear_new_var(&win->linear);
		add(win, &any, var, -1);
		for (size_t i = 0; i < win->uses[at].vars.n; i++) {
			linear_implies(&win->linear, LINEAR_DEFINITION, win->uses[at].vars.at[i],
				       var);
			add(win, &any, win->uses[at].vars.at[i], 1);
		}
		put_row(win, &any, 0, LINEAR_NO_HIGH);
	}
	win->busy[at] = var + 3;
	return var;
}

static void write_clashes(struct window *win, uint32_t point)
{
	const struct price price = price_of(win, point);
	uint32_t r = win->instance->points[point].subject;
	struct sum deviation = {0};

	for (uint32_t t = 0; t < win->instance->n_times; t++) {
		size_t at = (size_t)r * win->instance->n_times + t;
		struct sum n = {.constant = win->solution->cells[at].n};

		for (size_t i = 0; i < win->uses[at].vars.n; i++)
			add(win, &n, win->uses[at].vars.at[i], 1);
		if (n.terms.n > 0)
			take_up(win, &n, 0, 1, &price, &deviation);
		else if (n.constant > 1)
			deviation.constant += n.constant - 1;
	}
	charge(win, &price, &deviation);
}

/* A variable that is true if the resource is busy in the set; exact both ways. */
static uint32_t any_busy(struct window *win, uint32_t resource, const uint64_t *set)
{
	struct sum any = {0};
	uint32_t var;

	for (uint32_t t = 0; t < win->instance->n_times; t++) {
		uint32_t b = bits_has(set, t) ? busy_var(win, resource, t) : VAR_FALSE;

		if (b == VAR_TRUE)
			return VAR_TRUE;
		add(win, &any, b, 1);
	}
	if (any.terms.n == 0)
		return VAR_FALSE;
	if (any.terms.n == 1)
		return any.terms.at[0].var;
	var = linear_new_var(&win->linear);
	for (size_t i = 0; i < any.terms.n; i++)
		linear_implies(&win->linear, LINEAR_DEFINITION, any.terms.at[i].var, var);
	add(win, &any, var, -1);
	put_row(win, &any, 0, LINEAR_NO_HIGH);
	return var;
}

static const uint64_t *group_mask(const struct window *win, uint32_t point, uint32_t group)
{
	const struct weft_constraint
		*c = &win->instance->constraints[win->instance->points[point].constraint];

	return win->instance->time_groups[c->time_groups.at[group]].mask;
}

static void write_unavailable(struct window *win, uint32_t point)
{
	const struct price price = price_of(win, point);
	uint32_t r = win->instance->points[point].subject;
	struct sum deviation = {0};

	for (uint32_t t = 0; t < win->instance->n_times; t++)
		if (bits_has(price.monitor->mask, t))
			add(win, &deviation, busy_var(win, r, t), 1);
	charge(win, &price, &deviation);
}

/* LimitBusyTimes: a group that is wholly free costs nothing. */
static void write_busy(struct window *win, uint32_t point)
{
	const struct price price = price_of(win, point);
	uint32_t r = win->instance->points[point].subject;
	struct sum deviation = {0};

	for (uint32_t g = 0; g < price.monitor->n_groups; g++) {
		const uint64_t *mask = group_mask(win, point, g);
		struct sum n = {0}, raised = {0};
		int32_t low = price.monitor->minimum;

		for (uint32_t t = 0; t < win->instance->n_times; t++)
			if (bits_has(mask, t))
				add(win, &n, busy_var(win, r, t), 1);
		raised = n;
		take_up(win, &n, INT32_MIN, price.monitor->maximum, &price, &deviation);
		if (low <= 1 || n.constant >= low)
			continue;
		/* busy times + low * (1 - any) >= low */
		raised = (struct sum){.constant = n.constant + low};
		for (size_t i = 0; i < n.terms.n; i++)
			add(win, &raised, n.terms.at[i].var, n.terms.at[i].coefficient);
		add(win, &raised, any_busy(win, r, mask), -low);
		take_up(win, &raised, low, INT32_MAX, &price, &deviation);
	}
	charge(win, &price, &deviation);
}

static void write_cluster(struct window *win, uint32_t point)
{
	const struct price price = price_of(win, point);
	uint32_t r = win->instance->points[point].subject;
	struct sum n = {0}, deviation = {0};

	for (uint32_t g = 0; g < price.monitor->n_groups; g++)
		add(win, &n, any_busy(win, r, group_mask(win, point, g)), 1);
	take_up(win, &n, price.monitor->minimum, price.monitor->maximum, &price, &deviation);
	charge(win, &price, &deviation);
}

/* Idle at t: busy before and after in the group, but not at t. Exact from below, which is
 * all that a maximum needs; a minimum is not written down. */
static void write_idle(struct window *win, uint32_t point)
{
	const struct price price = price_of(win, point);
	uint32_t r = win->instance->points[point].subject;
	struct sum n = {0}, deviation = {0};

	if (price.monitor->minimum > 0)
		win->gave_up = true;
	for (uint32_t g = 0; g < price.monitor->n_groups && !price.free; g++) {
		const struct weft_constraint
			*c = &win->instance->constraints[win->instance->points[point].constraint];
		struct weft_list times = win->instance->time_groups[c->time_groups.at[g]].times;
		uint32_t *before = arena_array(win->arena, uint32_t, times.n + 1),
			 after = VAR_FALSE;

		before[0] = VAR_FALSE;
		for (uint32_t i = 0; i < times.n; i++) {
			uint32_t b = busy_var(win, r, times.at[i]), a = before[i];

			before[i + 1] = a;
			if (b == VAR_TRUE || a == VAR_TRUE) {
				before[i + 1] = VAR_TRUE;
			} else if (b != VAR_FALSE) {
				before[i + 1] = b;
				if (a != VAR_FALSE) {
					before[i + 1] = linear_new_var(&win->linear);
					linear_implies(&win->linear, LINEAR_DEFINITION, a,
						       before[i + 1]);
					linear_implies(&win->linear, LINEAR_DEFINITION, b,
						       before[i + 1]);
				}
			}
		}
		for (uint32_t i = times.n; i-- > 0;) {
			uint32_t b = busy_var(win, r, times.at[i]), idle, joined;
			struct sum gap = {0};

			if (b != VAR_TRUE && before[i] != VAR_FALSE && after != VAR_FALSE) {
				/* idle >= before + after - b - 1 */
				add(win, &gap, before[i], 1);
				add(win, &gap, after, 1);
				add(win, &gap, b, -1);
				if (gap.terms.n == 0) {
					n.constant += gap.constant - 1 > 0;
				} else {
					idle = linear_new_var(&win->linear);
					add(win, &gap, idle, -1);
					put_row(win, &gap, LINEAR_NO_LOW, 1);
					add(win, &n, idle, 1);
				}
			}
			if (b == VAR_TRUE || after == VAR_TRUE) {
				after = VAR_TRUE;
			} else if (b != VAR_FALSE) {
				joined = b;
				if (after != VAR_FALSE) {
					joined = linear_new_var(&win->linear);
					linear_implies(&win->linear, LINEAR_DEFINITION, after,
						       joined);
					linear_implies(&win->linear, LINEAR_DEFINITION, b, joined);
				}
				after = joined;
			}
		}
	}
	take_up(win, &n, INT32_MIN, price.monitor->maximum, &price, &deviation);
	charge(win, &price, &deviation);
}

/* --- points of events ----------------------------------------------------------- */

/* Calls for each y of a part that belongs to the event. */
static uint32_t part_of_event(const struct window *win, uint32_t index, uint32_t event)
{
	uint32_t lead = win->solution->meets[win->parts[index]].event;
	const struct search_unit *u = worker_unit(win->worker, win->parts[index]);

	for (uint32_t i = 0; i < u->n_events; i++)
		if (u->events[i] == event)
			return win->parts[index] - win->instance->events[lead].first_meet;
	return WEFT_NONE;
}

static void write_times(struct window *win, uint32_t point)
{
	const struct price price = price_of(win, point);
	uint32_t event = win->instance->points[point].subject;
	enum weft_kind kind = price.monitor->constraint->kind;
	struct sum deviation = {.constant = win->solution->values[point]};

	for (uint32_t i = 0; i < win->n; i++) {
		const struct weft_meet *m = &win->solution->meets[win->parts[i]];
		struct weft_list starts = worker_starts(win->worker, win->parts[i]);

		if (part_of_event(win, i, event) == WEFT_NONE)
			continue;
		if (kind == WEFT_ASSIGN_TIME) { /* it is out now, and will be in */
			deviation.constant -= m->duration;
			continue;
		}
		if (price.monitor->duration != 0 && price.monitor->duration != m->duration)
			continue;
		for (uint32_t k = 0; k < starts.n; k++)
			if (!bits_has(price.monitor->mask, starts.at[k]))
				add(win, &deviation, win->placed[i][k], m->duration);
	}
	charge(win, &price, &deviation);
}

static void write_spread(struct window *win, uint32_t point)
{
	const struct price price = price_of(win, point);
	const struct weft_constraint *c = price.monitor->constraint;
	struct weft_list events = index_subject_events(win->instance, point);
	struct sum deviation = {0};

	for (uint32_t g = 0; g < c->n_limited_groups; g++) {
		const struct weft_limited_group *limit = &c->limited_groups[g];
		const uint64_t *mask = win->instance->time_groups[limit->group].mask;
		struct sum n = {0};

		for (uint32_t i = 0; i < events.n; i++) {
			const struct weft_event *e = &win->instance->events[events.at[i]];

			for (uint32_t k = 0; k < win->solution->n_meets[events.at[i]]; k++) {
				uint32_t start = win->solution->meets[e->first_meet + k].start;

				n.constant += start != WEFT_NONE && bits_has(mask, start);
			}
			for (uint32_t p = 0; p < win->n; p++) {
				struct weft_list starts = worker_starts(win->worker, win->parts[p]);

				if (part_of_event(win, p, events.at[i]) == WEFT_NONE)
					continue;
				for (uint32_t k = 0; k < starts.n; k++)
					if (bits_has(mask, starts.at[k]))
						add(win, &n, win->placed[p][k], 1);
			}
		}
		take_up(win, &n, limit->minimum, limit->maximum, &price, &deviation);
		if (n.terms.n == 0)
			deviation.constant += outside(n.constant, limit->minimum, limit->maximum);
	}
	charge(win, &price, &deviation);
}

/* --- all ---------------------------------------------------------------------- */

static bool is_one_unit(const struct window *win, struct weft_list events)
{
	for (uint32_t i = 1; i < events.n; i++)
		if (win->worker->st->unit_of[events.at[i]] !=
		    win->worker->st->unit_of[events.at[0]])
			return false;
	return true;
}

static void write_point(struct window *win, uint32_t point)
{
	const struct monitor *m = &win->solution->index
					   ->monitors[win->instance->points[point].constraint];

	if (m->item != WEFT_LINEAR) {
		win->gave_up = true;
		return;
	}
	switch (m->constraint->kind) {
	case WEFT_ASSIGN_TIME:
	case WEFT_PREFER_TIMES:
		write_times(win, point);
		return;
	case WEFT_SPREAD_EVENTS:
		write_spread(win, point);
		return;
	case WEFT_AVOID_CLASHES:
		write_clashes(win, point);
		return;
	case WEFT_AVOID_UNAVAILABLE_TIMES:
		write_unavailable(win, point);
		return;
	case WEFT_LIMIT_BUSY_TIMES:
		write_busy(win, point);
		return;
	case WEFT_CLUSTER_BUSY_TIMES:
		write_cluster(win, point);
		return;
	case WEFT_LIMIT_IDLE_TIMES:
		write_idle(win, point);
		return;
	case WEFT_LINK_EVENTS:
		win->gave_up |= !is_one_unit(win, index_subject_events(win->instance, point));
		return;
	case WEFT_ASSIGN_RESOURCE: /* not about times */
	case WEFT_PREFER_RESOURCES:
	case WEFT_AVOID_SPLIT_ASSIGNMENTS:
	case WEFT_SPLIT_EVENTS:
	case WEFT_DISTRIBUTE_SPLIT_EVENTS:
	case WEFT_LIMIT_WORKLOAD:
		return;
	case WEFT_ORDER_EVENTS:
	case WEFT_CAPACITY:
	case WEFT_TRAVEL:
	case WEFT_FREE_BLOCKS:
	case WEFT_SAME_TIME_OF_DAY:
	case WEFT_MINIMUM_GAP:
		win->gave_up = true;
		return;
	}
}

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
	uint32_t nth = part_of_event(win, index, u->events[0]);
	struct sum one = {0};

	win->placed[index] = arena_array(win->arena, uint32_t, starts.n + 1);
	for (uint32_t k = 0; k < starts.n; k++) {
		win->placed[index][k] = linear_new_var(&win->linear);
		add(win, &one, win->placed[index][k], 1);
	}
	put_row(win, &one, 1, 1);
	for (uint32_t i = 0; i < u->n_events; i++) {
		const struct weft_event *e = &in->events[u->events[i]];
		const uint32_t *assigned = solution_assigned(win->solution, e->first_meet + nth);

		collect_points(win, e->points);
		for (uint32_t j = 0; j < e->n_resources; j++) {
			uint32_t r = assigned[j];

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
	struct sat *sat = sat_create(&win->linear, 0);
	const uint64_t none = 0;
	enum sat_answer answer = sat_decide(sat, &none, deadline, NULL);

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
	struct arena *arena = arena_create((size_t)1 << 20);
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
		write_point(&win, win.points.at[i]);
	if (now > 0 && !win.gave_up) {
		if (now - win.objective.constant <= MAX_OBJECTIVE) {
			put_row(&win, &win.objective, LINEAR_NO_LOW, now - 1);
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
