/* The kinds of constraint in a window. */
#include "engine/search/window_internal.h"

static void write_clashes(struct window *win, uint32_t point)
{
	const struct price price = window_price(win, point);
	uint32_t r = win->instance->points[point].subject;
	struct sum deviation = {0};

	for (uint32_t t = 0; t < win->instance->n_times; t++) {
		size_t at = (size_t)r * win->instance->n_times + t;
		struct sum n = {.constant = win->solution->cells[at].n};

		for (size_t i = 0; i < win->uses[at].vars.n; i++)
			window_add(win, &n, win->uses[at].vars.at[i], 1);
		if (n.terms.n > 0)
			window_take_up(win, &n, 0, 1, &price, &deviation);
		else if (n.constant > 1)
			deviation.constant += n.constant - 1;
	}
	window_charge(win, &price, &deviation);
}

static const uint64_t *group_mask(const struct window *win, uint32_t point, uint32_t group)
{
	const struct weft_constraint
		*c = &win->instance->constraints[win->instance->points[point].constraint];

	return win->instance->time_groups[c->time_groups.at[group]].mask;
}

static void write_unavailable(struct window *win, uint32_t point)
{
	const struct price price = window_price(win, point);
	uint32_t r = win->instance->points[point].subject;
	struct sum deviation = {0};

	for (uint32_t t = 0; t < win->instance->n_times; t++)
		if (bits_has(price.monitor->mask, t))
			window_add(win, &deviation, window_busy(win, r, t), 1);
	window_charge(win, &price, &deviation);
}

/* LimitBusyTimes: a group that is wholly free costs nothing. */
static void write_busy(struct window *win, uint32_t point)
{
	const struct price price = window_price(win, point);
	uint32_t r = win->instance->points[point].subject;
	struct sum deviation = {0};

	for (uint32_t g = 0; g < price.monitor->n_groups; g++) {
		const uint64_t *mask = group_mask(win, point, g);
		struct sum n = {0}, raised = {0};
		int32_t low = price.monitor->minimum;

		for (uint32_t t = 0; t < win->instance->n_times; t++)
			if (bits_has(mask, t))
				window_add(win, &n, window_busy(win, r, t), 1);
		raised = n;
		window_take_up(win, &n, INT32_MIN, price.monitor->maximum, &price, &deviation);
		if (low <= 1 || n.constant >= low)
			continue;
		/* busy times + low * (1 - any) >= low */
		raised = (struct sum){.constant = n.constant + low};
		for (size_t i = 0; i < n.terms.n; i++)
			window_add(win, &raised, n.terms.at[i].var, n.terms.at[i].coefficient);
		window_add(win, &raised, window_any_busy(win, r, mask), -low);
		window_take_up(win, &raised, low, INT32_MAX, &price, &deviation);
	}
	window_charge(win, &price, &deviation);
}

static void write_cluster(struct window *win, uint32_t point)
{
	const struct price price = window_price(win, point);
	uint32_t r = win->instance->points[point].subject;
	struct sum n = {0}, deviation = {0};

	for (uint32_t g = 0; g < price.monitor->n_groups; g++)
		window_add(win, &n, window_any_busy(win, r, group_mask(win, point, g)), 1);
	window_take_up(win, &n, price.monitor->minimum, price.monitor->maximum, &price, &deviation);
	window_charge(win, &price, &deviation);
}

/* before[i]: busy at one of the first i times of the list. */
static uint32_t *running_or(struct window *win, const uint32_t *busy, uint32_t n)
{
	uint32_t *before = arena_array(win->arena, uint32_t, (size_t)n + 1);

	before[0] = VAR_FALSE;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t a = before[i], b = busy[i];

		if (a == VAR_TRUE || b == VAR_FALSE) {
			before[i + 1] = a;
		} else if (b == VAR_TRUE || a == VAR_FALSE) {
			before[i + 1] = b;
		} else {
			before[i + 1] = linear_new_var(&win->linear);
			linear_implies(&win->linear, LINEAR_DEFINITION, a, before[i + 1]);
			linear_implies(&win->linear, LINEAR_DEFINITION, b, before[i + 1]);
		}
	}
	return before;
}

/* Idle between times: busy before and after, but not then. Adds to n. */
static void add_idle(struct window *win, uint32_t resource, struct weft_list times, struct sum *n)
{
	uint32_t *busy = arena_array(win->arena, uint32_t, (size_t)times.n + 1);
	uint32_t *turned = arena_array(win->arena, uint32_t, (size_t)times.n + 1);
	const uint32_t *before, *after;

	for (uint32_t i = 0; i < times.n; i++)
		turned[times.n - 1 - i] = busy[i] = window_busy(win, resource, times.at[i]);
	before = running_or(win, busy, times.n);
	after = running_or(win, turned, times.n);
	for (uint32_t i = 0; i < times.n; i++) {
		uint32_t later = after[times.n - 1 - i];
		struct sum gap = {0};

		if (busy[i] == VAR_TRUE || before[i] == VAR_FALSE || later == VAR_FALSE)
			continue;
		/* idle >= before + later - busy - 1 */
		window_add(win, &gap, before[i], 1);
		window_add(win, &gap, later, 1);
		window_add(win, &gap, busy[i], -1);
		if (gap.terms.n == 0) {
			n->constant += gap.constant - 1 > 0;
		} else {
			uint32_t idle = linear_new_var(&win->linear);

			window_add(win, &gap, idle, -1);
			window_put_row(win, &gap, LINEAR_NO_LOW, 1);
			window_add(win, n, idle, 1);
		}
	}
}

/* Exact from below, which is all that a maximum needs; a minimum is not written down. */
static void write_idle(struct window *win, uint32_t point)
{
	const struct price price = window_price(win, point);
	const struct weft_constraint *c = price.monitor->constraint;
	struct sum n = {0}, deviation = {0};

	if (price.monitor->minimum > 0)
		win->gave_up = true;
	for (uint32_t g = 0; g < price.monitor->n_groups && !price.free; g++)
		add_idle(win, win->instance->points[point].subject,
			 win->instance->time_groups[c->time_groups.at[g]].times, &n);
	window_take_up(win, &n, INT32_MIN, price.monitor->maximum, &price, &deviation);
	window_charge(win, &price, &deviation);
}

static void write_times(struct window *win, uint32_t point)
{
	const struct price price = window_price(win, point);
	uint32_t event = win->instance->points[point].subject;
	enum weft_kind kind = price.monitor->constraint->kind;
	struct sum deviation = {.constant = solution_value(win->solution, point)};

	for (uint32_t i = 0; i < win->n; i++) {
		const struct weft_meet *m = &win->solution->meets[win->parts[i]];
		struct weft_list starts = worker_starts(win->worker, win->parts[i]);

		if (window_part_of_event(win, i, event) == WEFT_NONE)
			continue;
		if (kind == WEFT_ASSIGN_TIME) { /* it is out now, and will be in */
			deviation.constant -= m->duration;
			continue;
		}
		if (price.monitor->duration != 0 && price.monitor->duration != m->duration)
			continue;
		for (uint32_t k = 0; k < starts.n; k++)
			if (!bits_has(price.monitor->mask, starts.at[k]))
				window_add(win, &deviation, win->placed[i][k], m->duration);
	}
	window_charge(win, &price, &deviation);
}

static void write_spread(struct window *win, uint32_t point)
{
	const struct price price = window_price(win, point);
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

				if (window_part_of_event(win, p, events.at[i]) == WEFT_NONE)
					continue;
				for (uint32_t k = 0; k < starts.n; k++)
					if (bits_has(mask, starts.at[k]))
						window_add(win, &n, win->placed[p][k], 1);
			}
		}
		window_take_up(win, &n, limit->minimum, limit->maximum, &price, &deviation);
		if (n.terms.n == 0)
			deviation.constant += outside(n.constant, limit->minimum, limit->maximum);
	}
	window_charge(win, &price, &deviation);
}

static bool is_one_unit(const struct window *win, struct weft_list events)
{
	for (uint32_t i = 1; i < events.n; i++)
		if (win->worker->st->unit_of[events.at[i]] !=
		    win->worker->st->unit_of[events.at[0]])
			return false;
	return true;
}

void window_write_point(struct window *win, uint32_t point)
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
	case WEFT_BREAKS:
	case WEFT_GATHERINGS:
	case WEFT_KEEP_OUT:
		win->gave_up = true;
		return;
	}
}
