#include "slow_eval.h"

#include "base/vec.h"

#include <assert.h>
#include <math.h>

struct eval {
	const struct weft_solution *s;
	const struct weft_instance *in;
	const struct weft_constraint *c;
	const struct weft_point *p;
	struct arena *arena;
};

struct list {
	int64_t *at;
	size_t n, cap;
};

static int64_t range(int64_t n, int64_t lo, int64_t hi)
{
	if (n < lo)
		return lo - n;
	if (n > hi)
		return n - hi;
	return 0;
}

static bool in_list(struct weft_list list, uint32_t item)
{
	for (uint32_t i = 0; i < list.n; i++)
		if (list.at[i] == item)
			return true;
	return false;
}

static bool in_group(const struct eval *v, uint32_t group, uint32_t time)
{
	return in_list(v->in->time_groups[group].times, time);
}

/* Is the time named by the constraint, directly or by a group? */
static bool is_named(const struct eval *v, uint32_t time)
{
	if (in_list(v->c->times, time))
		return true;
	for (uint32_t i = 0; i < v->c->time_groups.n; i++)
		if (in_group(v, v->c->time_groups.at[i], time))
			return true;
	return false;
}

static const struct weft_meet *meet_of(const struct eval *v, uint32_t event, uint32_t k)
{
	return weft_solution_meet(v->s, v->in->events[event].first_meet + k);
}

static bool runs(const struct weft_meet *m, uint32_t time)
{
	return m->start != WEFT_NONE && m->start <= time && time < m->start + (uint32_t)m->duration;
}

/* (meet, need) pairs of the resource that run at the time. */
static int64_t uses(const struct eval *v, uint32_t resource, uint32_t time)
{
	int64_t n = 0;

	for (uint32_t e = 0; e < v->in->n_events; e++) {
		const struct weft_event *event = &v->in->events[e];

		for (uint32_t k = 0; k < weft_solution_n_meets(v->s, e); k++) {
			if (!runs(meet_of(v, e, k), time))
				continue;
			for (uint32_t i = 0; i < event->n_resources; i++)
				n += weft_solution_resource(v->s, event->first_meet + k, i) ==
				     resource;
		}
	}
	return n;
}

static bool *busy_times(const struct eval *v, uint32_t resource)
{
	bool *busy = arena_array(v->arena, bool, v->in->n_times + 1);

	for (uint32_t t = 0; t < v->in->n_times; t++)
		busy[t] = uses(v, resource, t) > 0;
	return busy;
}

static struct weft_list events_of(const struct eval *v)
{
	if (v->p->kind == WEFT_SUBJECT_EVENT)
		return (struct weft_list){&v->p->subject, 1};
	assert(v->p->kind == WEFT_SUBJECT_EVENT_GROUP);
	return v->in->event_groups[v->p->subject].events;
}

static void item(const struct eval *v, struct list *list, int64_t deviation)
{
	*vec_push(v->arena, list) = deviation;
}

static void needs(const struct eval *v, struct list *out)
{
	const struct weft_event_resource *need = &v->in->event_resources[v->p->subject];
	const struct weft_event *e = &v->in->events[need->event];
	int64_t sum = 0;

	for (uint32_t k = 0; k < weft_solution_n_meets(v->s, need->event); k++) {
		uint32_t r = weft_solution_resource(v->s, e->first_meet + k,
						    v->p->subject - e->first_resource);
		bool good = in_list(v->c->preferred_resources, r);

		for (uint32_t i = 0; i < v->c->preferred_groups.n; i++)
			good = good || in_list(v->in->resource_groups[v->c->preferred_groups.at[i]]
						       .resources,
					       r);
		if (v->c->kind == WEFT_ASSIGN_RESOURCE ? r == WEFT_NONE : r != WEFT_NONE && !good)
			sum += meet_of(v, need->event, k)->duration;
	}
	item(v, out, sum);
}

static void event_times(const struct eval *v, struct list *out)
{
	int64_t sum = 0;

	for (uint32_t k = 0; k < weft_solution_n_meets(v->s, v->p->subject); k++) {
		const struct weft_meet *m = meet_of(v, v->p->subject, k);

		if (v->c->kind == WEFT_ASSIGN_TIME) {
			sum += m->start == WEFT_NONE ? m->duration : 0;
			continue;
		}
		if (m->start != WEFT_NONE && !is_named(v, m->start) &&
		    (v->c->limits.duration == 0 || m->duration == v->c->limits.duration))
			sum += m->duration;
	}
	item(v, out, sum);
}

static void splits(const struct eval *v, struct list *out)
{
	const struct weft_limits *l = &v->c->limits;
	uint32_t n = weft_solution_n_meets(v->s, v->p->subject);
	int64_t wrong = 0, exact = 0;

	for (uint32_t k = 0; k < n; k++) {
		int32_t d = meet_of(v, v->p->subject, k)->duration;

		wrong += d < l->minimum_duration || d > l->maximum_duration;
		exact += d == l->duration;
	}
	item(v, out,
	     v->c->kind == WEFT_SPLIT_EVENTS ? wrong + range(n, l->minimum, l->maximum)
					     : range(exact, l->minimum, l->maximum));
}

static void distinct_resources(const struct eval *v, struct list *out)
{
	struct weft_list events = events_of(v);
	bool *seen = arena_array(v->arena, bool, v->in->n_resources + 1);
	int64_t n = 0;

	for (uint32_t i = 0; i < events.n; i++) {
		const struct weft_event *e = &v->in->events[events.at[i]];

		for (uint32_t need = 0; need < e->n_resources; need++) {
			if (v->c->role.len == 0 ||
			    !str_eq(v->in->event_resources[e->first_resource + need].role,
				    v->c->role))
				continue;
			for (uint32_t k = 0; k < weft_solution_n_meets(v->s, events.at[i]); k++) {
				uint32_t r = weft_solution_resource(v->s, e->first_meet + k, need);

				if (r != WEFT_NONE && !seen[r]) {
					seen[r] = true;
					n++;
				}
			}
		}
	}
	item(v, out, n > 1 ? n - 1 : 0);
}

static void spread(const struct eval *v, struct list *out)
{
	struct weft_list events = events_of(v);

	for (uint32_t g = 0; g < v->c->n_limited_groups; g++) {
		const struct weft_limited_group *limited = &v->c->limited_groups[g];
		int64_t n = 0;

		for (uint32_t i = 0; i < events.n; i++)
			for (uint32_t k = 0; k < weft_solution_n_meets(v->s, events.at[i]); k++) {
				uint32_t start = meet_of(v, events.at[i], k)->start;

				n += start != WEFT_NONE && in_group(v, limited->group, start);
			}
		item(v, out, range(n, limited->minimum, limited->maximum));
	}
}

static void links(const struct eval *v, struct list *out)
{
	struct weft_list events = events_of(v);
	int64_t times = 0;

	for (uint32_t t = 0; t < v->in->n_times; t++) {
		uint32_t running = 0;

		for (uint32_t i = 0; i < events.n; i++) {
			bool any = false;

			for (uint32_t k = 0; k < weft_solution_n_meets(v->s, events.at[i]); k++)
				any = any || runs(meet_of(v, events.at[i], k), t);
			running += any;
		}
		times += running > 0 && running < events.n;
	}
	item(v, out, times);
}

static void order(const struct eval *v, struct list *out)
{
	const struct weft_event_pair *pair = &v->c->pairs[v->p->subject];
	int64_t end = -1, start = -1;

	for (uint32_t k = 0; k < weft_solution_n_meets(v->s, pair->first); k++) {
		const struct weft_meet *m = meet_of(v, pair->first, k);

		if (m->start == WEFT_NONE)
			return;
		if ((int64_t)m->start + m->duration > end)
			end = (int64_t)m->start + m->duration;
	}
	for (uint32_t k = 0; k < weft_solution_n_meets(v->s, pair->second); k++) {
		const struct weft_meet *m = meet_of(v, pair->second, k);

		if (m->start == WEFT_NONE)
			return;
		if (start < 0 || m->start < start)
			start = m->start;
	}
	item(v, out, range(start - end, pair->min_separation, pair->max_separation));
}

static void clashes(const struct eval *v, struct list *out)
{
	for (uint32_t t = 0; t < v->in->n_times; t++) {
		int64_t n = uses(v, v->p->subject, t);

		if (n > 1)
			item(v, out, n - 1);
	}
}

static void unavailable(const struct eval *v, struct list *out)
{
	const bool *busy = busy_times(v, v->p->subject);
	int64_t n = 0;

	for (uint32_t t = 0; t < v->in->n_times; t++)
		n += busy[t] && is_named(v, t);
	item(v, out, n);
}

static void busy_groups(const struct eval *v, struct list *out)
{
	const bool *busy = busy_times(v, v->p->subject);
	const struct weft_limits *l = &v->c->limits;
	int64_t idle = 0, used = 0;

	for (uint32_t g = 0; g < v->c->time_groups.n; g++) {
		struct weft_list times = v->in->time_groups[v->c->time_groups.at[g]].times;
		int64_t first = -1, last = -1, n = 0;

		for (uint32_t i = 0; i < times.n; i++) {
			if (!busy[times.at[i]])
				continue;
			first = first < 0 ? i : first;
			last = i;
			n++;
		}
		idle += n > 0 ? last - first + 1 - n : 0;
		used += n > 0;
		if (v->c->kind == WEFT_LIMIT_BUSY_TIMES && n > 0)
			item(v, out, range(n, l->minimum, l->maximum));
	}
	if (v->c->kind == WEFT_LIMIT_IDLE_TIMES)
		item(v, out, range(idle, l->minimum, l->maximum));
	if (v->c->kind == WEFT_CLUSTER_BUSY_TIMES)
		item(v, out, range(used, l->minimum, l->maximum));
}

static void workload(const struct eval *v, struct list *out)
{
	double work = 0, min = v->c->limits.minimum, max = v->c->limits.maximum;

	for (uint32_t e = 0; e < v->in->n_events; e++) {
		const struct weft_event *event = &v->in->events[e];

		for (uint32_t k = 0; k < weft_solution_n_meets(v->s, e); k++)
			for (uint32_t i = 0; i < event->n_resources; i++)
				if (weft_solution_resource(v->s, event->first_meet + k, i) ==
				    v->p->subject)
					work += (double)meet_of(v, e, k)->duration *
						v->in->event_resources[event->first_resource + i]
							.workload /
						event->duration;
	}
	if (work < min - 0.001)
		item(v, out, (int64_t)ceil(min - work - 0.001));
	else if (work > max + 0.001)
		item(v, out, (int64_t)ceil(work - max - 0.001));
}

static bool counts_event(const struct eval *v, uint32_t event)
{
	if (in_list(v->c->events, event))
		return true;
	for (uint32_t i = 0; i < v->c->event_groups.n; i++)
		if (in_list(v->in->event_groups[v->c->event_groups.at[i]].events, event))
			return true;
	return false;
}

static bool counts_resource(const struct eval *v, uint32_t resource)
{
	if (in_list(v->c->resources, resource))
		return true;
	for (uint32_t i = 0; i < v->c->resource_groups.n; i++)
		if (in_list(v->in->resource_groups[v->c->resource_groups.at[i]].resources,
			    resource))
			return true;
	return false;
}

static int64_t load_at(const struct eval *v, uint32_t time)
{
	int64_t load = 0;

	for (uint32_t e = 0; e < v->in->n_events; e++) {
		const struct weft_event *event = &v->in->events[e];
		int64_t size = v->c->limits.by_size ? event->size : 1;

		for (uint32_t k = 0; k < weft_solution_n_meets(v->s, e); k++) {
			if (!runs(meet_of(v, e, k), time))
				continue;
			load += counts_event(v, e) ? size : 0;
			for (uint32_t i = 0; i < event->n_resources; i++) {
				uint32_t r = weft_solution_resource(v->s, event->first_meet + k, i);

				load += r != WEFT_NONE && counts_resource(v, r) ? size : 0;
			}
		}
	}
	return load;
}

static void capacity(const struct eval *v, struct list *out)
{
	bool all = v->c->times.n + v->c->time_groups.n == 0;
	int64_t sum = 0;

	for (uint32_t t = 0; t < v->in->n_times; t++)
		if (all || is_named(v, t))
			sum += range(load_at(v, t), v->c->limits.minimum, v->c->limits.maximum);
	item(v, out, sum);
}

/* Do two times lie on one day, as far as days go? */
static bool one_day(const struct eval *v, uint32_t t1, uint32_t t2)
{
	bool days = false;

	for (uint32_t g = 0; g < v->in->n_time_groups; g++)
		days = days || v->in->time_groups[g].kind == WEFT_DAY;
	for (uint32_t t = t1; days && t < t2; t++) {
		bool together = false;

		for (uint32_t g = 0; g < v->in->n_time_groups; g++)
			together = together || (v->in->time_groups[g].kind == WEFT_DAY &&
						in_group(v, g, t) && in_group(v, g, t + 1));
		if (!together)
			return false;
	}
	return true;
}

static uint32_t site_at(const struct eval *v, uint32_t resource, uint32_t time)
{
	uint32_t site = WEFT_NONE;

	for (uint32_t e = 0; e < v->in->n_events; e++) {
		const struct weft_event *event = &v->in->events[e];

		for (uint32_t k = 0; k < weft_solution_n_meets(v->s, e); k++)
			for (uint32_t i = 0; i < event->n_resources; i++)
				if (runs(meet_of(v, e, k), time) && event->site < site &&
				    weft_solution_resource(v->s, event->first_meet + k, i) ==
					    resource)
					site = event->site;
	}
	return site;
}

static int64_t distance(const struct eval *v, uint32_t a, uint32_t b)
{
	int64_t length = v->c->limits.length;

	for (uint32_t i = 0; i < v->c->n_site_pairs; i++) {
		const struct weft_site_pair *p = &v->c->site_pairs[i];

		if ((p->from == a && p->to == b) || (p->from == b && p->to == a))
			length = p->length;
	}
	return length;
}

static void travel(const struct eval *v, struct list *out)
{
	const bool *busy = busy_times(v, v->p->subject);
	bool all = v->c->times.n + v->c->time_groups.n == 0;
	int64_t sum = 0;

	for (uint32_t t1 = 0; t1 < v->in->n_times; t1++) {
		uint32_t from = site_at(v, v->p->subject, t1), to = WEFT_NONE, t2 = t1 + 1;
		int64_t found = 0;

		if (from == WEFT_NONE)
			continue;
		for (; t2 < v->in->n_times; t2++) {
			to = site_at(v, v->p->subject, t2);
			if (to != WEFT_NONE)
				break;
			found += !busy[t2] && (all || is_named(v, t2));
		}
		if (to == WEFT_NONE || to == from || !one_day(v, t1, t2))
			continue;
		sum += distance(v, from, to) > found ? distance(v, from, to) - found : 0;
	}
	item(v, out, sum);
}

static int64_t blocks(const struct eval *v, const bool *busy, struct weft_list times)
{
	int64_t sum = 0, run = 0;

	for (uint32_t i = 0; i < times.n; i++) {
		uint32_t t = times.at[i];
		bool joined = i > 0 && times.at[i - 1] + 1 == t && one_day(v, t - 1, t) &&
			      !busy[t - 1];

		if (!joined) {
			sum += run >= v->c->limits.length ? run : 0;
			run = 0;
		}
		run += !busy[t];
	}
	return sum + (run >= v->c->limits.length ? run : 0);
}

static void free_blocks(const struct eval *v, struct list *out)
{
	const bool *busy = busy_times(v, v->p->subject);
	const struct weft_limits *l = &v->c->limits;
	int64_t sum = 0;

	for (uint32_t g = 0; g < v->c->time_groups.n; g++)
		sum += range(blocks(v, busy, v->in->time_groups[v->c->time_groups.at[g]].times),
			     l->minimum, l->maximum);
	if (v->c->time_groups.n == 0) {
		uint32_t *all = arena_array(v->arena, uint32_t, v->in->n_times);

		for (uint32_t t = 0; t < v->in->n_times; t++)
			all[t] = t;
		sum = range(blocks(v, busy, (struct weft_list){all, v->in->n_times}), l->minimum,
			    l->maximum);
	}
	item(v, out, sum);
}

static void same_time_of_day(const struct eval *v, struct list *out)
{
	struct weft_list events = events_of(v);
	struct list ticks = {0};
	int64_t most = 0;

	for (uint32_t i = 0; i < events.n; i++)
		for (uint32_t k = 0; k < weft_solution_n_meets(v->s, events.at[i]); k++) {
			uint32_t start = meet_of(v, events.at[i], k)->start;

			if (start != WEFT_NONE)
				item(v, &ticks, v->in->times[start].time_of_day);
		}
	for (size_t i = 0; i < ticks.n; i++) {
		int64_t n = 0;

		for (size_t k = 0; k < ticks.n; k++)
			n += ticks.at[k] == ticks.at[i];
		most = n > most ? n : most;
	}
	item(v, out, (int64_t)ticks.n - most);
}

/* Is this a meet that the gap is about? */
static bool takes_part(const struct eval *v, uint32_t event, uint32_t k)
{
	const struct weft_event *e = &v->in->events[event];

	if (v->p->kind != WEFT_SUBJECT_RESOURCE)
		return in_list(events_of(v), event);
	for (uint32_t i = 0; i < e->n_resources; i++)
		if (weft_solution_resource(v->s, e->first_meet + k, i) == v->p->subject)
			return true;
	return false;
}

static void minimum_gap(const struct eval *v, struct list *out)
{
	uint32_t n = v->in->n_times;
	bool *busy = arena_array(v->arena, bool, n + 1),
	     *starts = arena_array(v->arena, bool, n + 1);
	int64_t sum = 0, last = -1;

	for (uint32_t e = 0; e < v->in->n_events; e++)
		for (uint32_t k = 0; k < weft_solution_n_meets(v->s, e); k++) {
			const struct weft_meet *m = meet_of(v, e, k);

			if (m->start == WEFT_NONE || !takes_part(v, e, k))
				continue;
			starts[m->start] = true;
			for (uint32_t t = 0; t < n; t++)
				busy[t] = busy[t] || runs(m, t);
		}
	for (uint32_t t = 0; t < n; t++) {
		if (!busy[t])
			continue;
		if (starts[t] && last >= 0 &&
		    (v->c->limits.across_days || one_day(v, (uint32_t)last, t)) &&
		    t - last - 1 < v->c->limits.length)
			sum += v->c->limits.length - (t - last - 1);
		last = t;
	}
	item(v, out, sum);
}

static void keep_out(const struct eval *v, struct list *out)
{
	const struct weft_event_resource *need = &v->in->event_resources[v->p->subject];
	const struct weft_event *e = &v->in->events[need->event];
	bool always = v->c->times.n + v->c->time_groups.n == 0;
	int64_t sum = 0;

	for (uint32_t k = 0; k < weft_solution_n_meets(v->s, need->event); k++) {
		uint32_t r = weft_solution_resource(v->s, e->first_meet + k,
						    v->p->subject - e->first_resource);
		bool named = in_list(v->c->preferred_resources, r);

		for (uint32_t i = 0; i < v->c->preferred_groups.n; i++)
			named = named ||
				in_list(v->in->resource_groups[v->c->preferred_groups.at[i]]
						.resources,
					r);
		for (uint32_t t = 0; named && t < v->in->n_times; t++)
			sum += runs(meet_of(v, need->event, k), t) && (always || is_named(v, t));
	}
	item(v, out, sum);
}

/* Does a meet of the resource start then? */
static bool starts(const struct eval *v, uint32_t resource, uint32_t time)
{
	for (uint32_t e = 0; e < v->in->n_events; e++)
		for (uint32_t k = 0; k < weft_solution_n_meets(v->s, e); k++)
			for (uint32_t i = 0; i < v->in->events[e].n_resources; i++)
				if (meet_of(v, e, k)->start == time &&
				    weft_solution_resource(v->s, v->in->events[e].first_meet + k,
							   i) == resource)
					return true;
	return false;
}

/* Busy, or in a group of which another time is busy. */
static bool is_filled(const struct eval *v, const bool *busy, uint32_t time)
{
	bool is = busy[time];

	for (uint32_t g = 0; g < v->c->time_groups.n; g++)
		for (uint32_t t = 0;
		     in_group(v, v->c->time_groups.at[g], time) && t < v->in->n_times; t++)
			is = is || (busy[t] && in_group(v, v->c->time_groups.at[g], t));
	return is;
}

/* Of the times of one day: each pair of busy ones with nothing but free ones between. */
static int64_t count_breaks(const struct eval *v, const bool *busy, uint32_t from, uint32_t to)
{
	int64_t n = 0;

	for (uint32_t i = from; i < to; i++)
		for (uint32_t j = i + 1; is_filled(v, busy, i) && j < to; j++)
			if (is_filled(v, busy, j)) {
				n += j - i - 1 >= (uint32_t)v->c->limits.length;
				break;
			}
	return n;
}

static void breaks(const struct eval *v, struct list *out)
{
	const bool *busy = busy_times(v, v->p->subject);
	int64_t sum = 0;

	for (uint32_t from = 0, to; from < v->in->n_times; from = to) {
		bool at_named = false, at_other = false;

		for (to = from + 1; to < v->in->n_times && one_day(v, to - 1, to);)
			to++;
		for (uint32_t t = from; t < to; t++) {
			if (!starts(v, v->p->subject, t))
				continue;
			at_named = at_named || in_list(v->c->times, t);
			at_other = at_other || !in_list(v->c->times, t);
		}
		if (at_named && at_other)
			sum += range(count_breaks(v, busy, from, to), v->c->limits.minimum,
				     WEFT_UNLIMITED);
	}
	item(v, out, sum);
}

static void gatherings(const struct eval *v, struct list *out)
{
	struct weft_list events = events_of(v);
	int64_t n = 0;

	for (uint32_t g = 0; g < v->c->time_groups.n; g++) {
		int64_t most = 0;

		for (uint32_t t = 0; t < v->in->n_times; t++) {
			int64_t begin = 0;

			for (uint32_t i = 0; i < events.n; i++)
				for (uint32_t k = 0; k < weft_solution_n_meets(v->s, events.at[i]);
				     k++)
					begin += meet_of(v, events.at[i], k)->start == t;
			if (in_group(v, v->c->time_groups.at[g], t) && begin > most)
				most = begin;
		}
		n += most >= v->c->limits.length;
	}
	item(v, out, range(n, v->c->limits.minimum, v->c->limits.maximum));
}

static struct list deviations(const struct eval *v)
{
	static void (*const by_kind[WEFT_N_KINDS])(const struct eval *, struct list *) = {
		[WEFT_ASSIGN_RESOURCE] = needs,
		[WEFT_ASSIGN_TIME] = event_times,
		[WEFT_SPLIT_EVENTS] = splits,
		[WEFT_DISTRIBUTE_SPLIT_EVENTS] = splits,
		[WEFT_PREFER_RESOURCES] = needs,
		[WEFT_PREFER_TIMES] = event_times,
		[WEFT_AVOID_SPLIT_ASSIGNMENTS] = distinct_resources,
		[WEFT_SPREAD_EVENTS] = spread,
		[WEFT_LINK_EVENTS] = links,
		[WEFT_ORDER_EVENTS] = order,
		[WEFT_AVOID_CLASHES] = clashes,
		[WEFT_AVOID_UNAVAILABLE_TIMES] = unavailable,
		[WEFT_LIMIT_IDLE_TIMES] = busy_groups,
		[WEFT_CLUSTER_BUSY_TIMES] = busy_groups,
		[WEFT_LIMIT_BUSY_TIMES] = busy_groups,
		[WEFT_LIMIT_WORKLOAD] = workload,
		[WEFT_CAPACITY] = capacity,
		[WEFT_TRAVEL] = travel,
		[WEFT_FREE_BLOCKS] = free_blocks,
		[WEFT_SAME_TIME_OF_DAY] = same_time_of_day,
		[WEFT_MINIMUM_GAP] = minimum_gap,
		[WEFT_KEEP_OUT] = keep_out,
		[WEFT_BREAKS] = breaks,
		[WEFT_GATHERINGS] = gatherings,
	};
	struct list out = {0};

	by_kind[v->c->kind](v, &out);
	return out;
}

static struct eval eval_of(const struct weft_solution *s, uint32_t point, struct arena *arena)
{
	const struct weft_instance *in = weft_solution_instance(s);

	return (struct eval){s, in, &in->constraints[in->points[point].constraint],
			     &in->points[point], arena};
}

int64_t slow_point_cost(const struct weft_solution *s, uint32_t point, struct arena *arena)
{
	struct eval v = eval_of(s, point, arena);
	struct list list = deviations(&v);
	int64_t sum = 0, squares = 0, steps = 0, f = 0;

	for (size_t i = 0; i < list.n; i++) {
		sum += list.at[i];
		squares += list.at[i] * list.at[i];
		steps += list.at[i] > 0;
	}
	switch (v.c->cost_function) {
	case WEFT_LINEAR:
	case WEFT_SUM:
		f = sum;
		break;
	case WEFT_QUADRATIC:
	case WEFT_SQUARE_SUM:
		f = sum * sum;
		break;
	case WEFT_STEP:
	case WEFT_STEP_SUM:
		f = sum > 0;
		break;
	case WEFT_SUM_STEPS:
		f = steps;
		break;
	case WEFT_SUM_SQUARES:
		f = squares;
		break;
	}
	return f * v.c->weight;
}

struct weft_cost slow_cost(const struct weft_solution *s, struct arena *arena)
{
	const struct weft_instance *in = weft_solution_instance(s);
	struct weft_cost cost = {0};

	for (uint32_t p = 0; p < in->n_points; p++) {
		int64_t c = slow_point_cost(s, p, arena);

		if (in->constraints[in->points[p].constraint].required)
			cost.hard += c;
		else
			cost.soft += c;
	}
	return cost;
}
