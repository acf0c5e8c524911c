/* Which points a change of an event or of a resource can touch. */
#include "engine/index.h"

#include "base/divisor.h"
#include "base/vec.h"
#include "engine/kind.h"

#include <assert.h>
#include <string.h>

enum { MAX_COUNTERS = 1 << 28 };

struct pair {
	uint32_t owner, point;
};

struct pairs {
	struct pair *at;
	size_t n, cap;
};

struct maker {
	const struct weft_instance *in;
	struct arena *arena, *work;
	struct pairs starts[WEFT_N_KINDS]; /* owner: event */
	struct pairs placed[WEFT_N_KINDS]; /* owner: event */
	struct pairs needs[WEFT_N_KINDS];  /* owner: event resource */
	struct pairs start_lazy, split, need_lazy, all_events;
	struct pairs clash, work_points, whole, capacity, all_resources; /* owner: resource */
	struct pairs busy;
	VEC(uint32_t) role_needs;
};

static void push(struct maker *m, struct pairs *pairs, uint32_t owner, uint32_t point)
{
	*vec_push(m->work, pairs) = (struct pair){owner, point};
}

/* One list an owner. Pairs come in order of points; a pair given twice is kept once. */
static struct weft_list *lists_of(struct maker *m, const struct pairs *pairs, size_t n)
{
	struct weft_list *lists = arena_array(m->arena, struct weft_list, n);
	uint32_t *items = arena_array(m->arena, uint32_t, pairs->n);
	uint32_t **next = arena_array(m->work, uint32_t *, n);

	for (size_t i = 0; i < pairs->n; i++)
		lists[pairs->at[i].owner].n++;
	for (size_t i = 0; i < n; i++) {
		lists[i].at = next[i] = items;
		items += lists[i].n;
		lists[i].n = 0;
	}
	for (size_t i = 0; i < pairs->n; i++) {
		uint32_t owner = pairs->at[i].owner, point = pairs->at[i].point;
		struct weft_list *list = &lists[owner];

		if (list->n > 0 && list->at[list->n - 1] == point)
			continue;
		*next[owner]++ = point;
		list->n++;
	}
	return lists;
}

static const struct watched_point *watched_of(struct maker *m, struct weft_list points)
{
	const struct weft_index *index = m->in->index;
	struct watched_point *out = arena_array(m->arena, struct watched_point, points.n);

	for (uint32_t i = 0; i < points.n; i++)
		out[i] = (struct watched_point){
			.slot = index->slots[points.at[i]],
			.monitor = m->in->points[points.at[i]].constraint,
			.counter = index->point_counter[points.at[i]],
			.n_events = index_subject_events(m->in, points.at[i]).n,
		};
	return out;
}

/* The watches of all owners: for each owner and kind the points, where there are any. */
static struct watch_list *watches_of(struct maker *m, const struct pairs *by_kind, size_t n)
{
	struct watch_list *lists = arena_array(m->arena, struct watch_list, n);
	struct weft_list *of[WEFT_N_KINDS] = {0};
	size_t total = 0;
	struct watch *at;

	for (unsigned k = 0; k < WEFT_N_KINDS; k++) {
		if (by_kind[k].n == 0)
			continue;
		of[k] = lists_of(m, &by_kind[k], n);
		for (size_t i = 0; i < n; i++)
			total += of[k][i].n > 0;
	}
	at = arena_array(m->arena, struct watch, total);
	for (size_t i = 0; i < n; i++) {
		lists[i].at = at;
		for (unsigned k = 0; k < WEFT_N_KINDS; k++) {
			if (of[k] == NULL || of[k][i].n == 0)
				continue;
			*at++ = (struct watch){kind_of((enum weft_kind)k), watched_of(m, of[k][i]),
					       of[k][i].n};
			lists[i].n++;
		}
	}
	return lists;
}

static void watch_event(struct maker *m, uint32_t point, const struct monitor *monitor,
			uint32_t event)
{
	const struct kind *kind = monitor->kind;

	push(m, &m->all_events, event, point);
	if ((kind->watches & WATCHES_PLACED) != 0)
		push(m, &m->placed[monitor->constraint->kind], event, point);
	if ((kind->watches & WATCHES_STARTS) != 0) {
		if (kind->moved != NULL)
			push(m, &m->starts[monitor->constraint->kind], event, point);
		else
			push(m, &m->start_lazy, event, point);
	}
	if ((kind->watches & WATCHES_MEETS) != 0)
		push(m, &m->split, event, point);
}

static void watch_need(struct maker *m, uint32_t point, const struct monitor *monitor,
		       uint32_t need)
{
	if (monitor->kind->reassigned != NULL)
		push(m, &m->needs[monitor->constraint->kind], need, point);
	else
		push(m, &m->need_lazy, need, point);
}

static void watch_events(struct maker *m, uint32_t point, const struct monitor *monitor)
{
	const struct weft_instance *in = m->in;
	const struct weft_point *p = &in->points[point];
	struct weft_list events = index_subject_events(in, point);

	if (p->kind == WEFT_SUBJECT_EVENT_PAIR) {
		const struct weft_event_pair *pair = &monitor->constraint->pairs[p->subject];

		watch_event(m, point, monitor, pair->first);
		watch_event(m, point, monitor, pair->second);
	}
	for (uint32_t i = 0; i < events.n; i++)
		watch_event(m, point, monitor, events.at[i]);
	if ((monitor->kind->watches & WATCHES_RESOURCES) == 0)
		return;
	if (p->kind == WEFT_SUBJECT_EVENT_RESOURCE) {
		watch_need(m, point, monitor, p->subject);
		return;
	}
	for (uint32_t i = 0; i < events.n; i++) {
		uint32_t need = weft_instance_find_role(in, events.at[i],
							monitor->constraint->role);

		if (need != WEFT_NONE)
			watch_need(m, point, monitor,
				   in->events[events.at[i]].first_resource + need);
	}
}

static void watch_resource(struct maker *m, uint32_t point, const struct monitor *monitor,
			   uint32_t resource)
{
	unsigned watches = monitor->kind->watches;

	push(m, &m->all_resources, resource, point);
	if ((watches & WATCHES_BUSY) != 0)
		push(m, &m->busy, resource, point);
	if ((watches & WATCHES_CLASHES) != 0)
		push(m, &m->clash, resource, point);
	if ((watches & WATCHES_WORK) != 0)
		push(m, &m->work_points, resource, point);
	if ((watches & WATCHES_WHOLE) != 0)
		push(m, &m->whole, resource, point);
}

static void collect(struct maker *m)
{
	for (uint32_t i = 0; i < m->in->n_points; i++) {
		const struct weft_point *p = &m->in->points[i];
		const struct monitor *monitor = &m->in->index->monitors[p->constraint];

		if (p->kind == WEFT_SUBJECT_RESOURCE) {
			watch_resource(m, i, monitor, p->subject);
			continue;
		}
		watch_events(m, i, monitor);
		for (uint32_t k = 0; k < monitor->resources.n; k++)
			push(m, &m->capacity, monitor->resources.at[k], i);
	}
}

static bool has_kind(const struct weft_instance *in, struct weft_list points, enum weft_kind kind)
{
	for (uint32_t i = 0; i < points.n; i++)
		if (in->constraints[in->points[points.at[i]].constraint].kind == kind)
			return true;
	return false;
}

/* The points of each resource by the way they follow it. */
static struct resource_index *index_resources(struct maker *m, struct weft_index *index,
					      const struct index_parts *parts)
{
	uint32_t n = m->in->n_resources;
	struct resource_index *out = arena_array(m->arena, struct resource_index, n);
	struct weft_list *clash = lists_of(m, &m->clash, n),
			 *work = lists_of(m, &m->work_points, n);
	struct weft_list *whole = lists_of(m, &m->whole, n);
	struct weft_list *all = lists_of(m, &m->all_resources, n);

	for (uint32_t r = 0; r < n; r++) {
		out[r] = (struct resource_index){
			.clash = clash[r],
			.work = work[r],
			.whole = whole[r],
			.starts = WEFT_NONE,
			.sites = WEFT_NONE,
		};
		if (has_kind(m->in, whole[r], WEFT_MINIMUM_GAP) ||
		    has_kind(m->in, whole[r], WEFT_BREAKS))
			out[r].starts = index->n_start_rows++;
		if (has_kind(m->in, whole[r], WEFT_TRAVEL))
			out[r].sites = index->n_site_rows++;
		parts->resources[r].points = all[r];
	}
	index->resources = out;
	return out;
}

static void index_capacity(struct maker *m, struct resource_index *resources)
{
	struct weft_list *capacity = lists_of(m, &m->capacity, m->in->n_resources);

	for (uint32_t r = 0; r < m->in->n_resources; r++) {
		struct resource_index *out = &resources[r];

		out->capacity = watched_of(m, capacity[r]);
		out->n_capacity = capacity[r].n;
		out->rare = out->n_capacity > 0 || out->starts != WEFT_NONE ||
			    out->sites != WEFT_NONE;
	}
}

static void index_event_points(struct maker *m, const struct index_parts *parts)
{
	struct weft_list *all = lists_of(m, &m->all_events, m->in->n_events);

	for (uint32_t e = 0; e < m->in->n_events; e++)
		parts->events[e].points = all[e];
}

static void index_events(struct maker *m, struct weft_index *index)
{
	uint32_t n = m->in->n_events;
	struct event_index *out = arena_array(m->arena, struct event_index, n);
	struct weft_list *positions = arena_array(m->arena, struct weft_list, n);
	struct watch_list *start = watches_of(m, m->starts, n);
	struct watch_list *placed = watches_of(m, m->placed, n);
	struct weft_list *lazy = lists_of(m, &m->start_lazy, n), *split = lists_of(m, &m->split, n);

	for (uint32_t e = 0; e < n; e++) {
		const struct weft_event *event = &m->in->events[e];

		out[e] = (struct event_index){
			.start = start[e],
			.placed = placed[e],
			.start_lazy = lazy[e],
			.split = split[e],
			.first_meet = event->first_meet,
			.n_resources = event->n_resources,
			.first_assigned = index->n_assigned,
			.occupancy = WEFT_NONE,
		};
		positions[e] = (struct weft_list){index->identity, event->n_resources};
		index->n_assigned += (uint32_t)event->duration * event->n_resources;
		if (has_kind(m->in, event->points, WEFT_LINK_EVENTS))
			out[e].occupancy = index->n_occupancy_rows++;
	}
	index->events = out;
	index->positions = positions;
}

/* Workload is counted in fractions of 1 / scale, so that sums are whole numbers. The
 * scale is a multiple of 1000, and of every duration where that stays small; otherwise
 * it is rich in divisors and so fine that rounding disappears in the tolerance of 0.001. */
static int64_t workload_scale(const struct weft_instance *in)
{
	const int64_t max = INT64_C(1) << 30, fine = 720720000;
	int64_t scale = 1000;

	for (uint32_t e = 0; e < in->n_events; e++) {
		int64_t duration = in->events[e].duration;

		assert(duration > 0);
		scale = scale / divisor_greatest(scale, duration) * duration;
		if (scale > max)
			return fine;
	}
	return scale;
}

static void index_needs(struct maker *m, struct weft_index *index)
{
	uint32_t n = m->in->n_event_resources;
	struct need_index *out = arena_array(m->arena, struct need_index, n);
	struct watch_list *watch = watches_of(m, m->needs, n);
	struct weft_list *lazy = lists_of(m, &m->need_lazy, n);

	index->workload_scale = workload_scale(m->in);
	for (uint32_t i = 0; i < n; i++) {
		const struct weft_event_resource *need = &m->in->event_resources[i];
		int64_t duration = m->in->events[need->event].duration;

		out[i] = (struct need_index){
			.watch = watch[i],
			.lazy = lazy[i],
			.workload_per_time = (need->workload * index->workload_scale +
					      duration / 2) /
					     duration,
		};
	}
	index->needs = out;
}

/* The places of a role in the events of a point. */
static uint32_t add_role_needs(struct maker *m, uint32_t point)
{
	struct weft_list events = index_subject_events(m->in, point);
	struct str role = m->in->constraints[m->in->points[point].constraint].role;
	uint32_t first = (uint32_t)m->role_needs.n;

	for (uint32_t i = 0; i < events.n; i++)
		*vec_push(m->arena, &m->role_needs) = weft_instance_find_role(m->in, events.at[i],
									      role);
	return first;
}

/* Give each point that counts something its counters. */
static bool index_counters(struct maker *m, struct weft_index *index)
{
	const struct weft_instance *in = m->in;
	uint32_t *first = arena_array(m->arena, uint32_t, in->n_points);
	uint64_t n = 0;

	for (uint32_t i = 0; i < in->n_points; i++) {
		const struct monitor *monitor = &index->monitors[in->points[i].constraint];
		enum weft_kind kind = monitor->constraint->kind;

		first[i] = (uint32_t)n;
		if (kind == WEFT_SPREAD_EVENTS)
			n += monitor->n_groups;
		else if (kind == WEFT_LINK_EVENTS || kind == WEFT_CAPACITY)
			n += in->n_times;
		else if (kind == WEFT_AVOID_SPLIT_ASSIGNMENTS)
			first[i] = add_role_needs(m, i);
		if (n > MAX_COUNTERS)
			return false;
	}
	/* Points of empty groups look at none of them, but still from a place. */
	index->role_needs = m->role_needs.n > 0 ? m->role_needs.at : index->identity;
	index->point_counter = first;
	index->n_counters = (uint32_t)n;
	return true;
}

/* Do the counts of times, by event and by site, stay within bounds? */
static bool rows_fit(const struct weft_instance *in, const struct weft_index *index)
{
	return (uint64_t)index->n_occupancy_rows * in->n_times <= MAX_COUNTERS &&
	       (uint64_t)index->n_site_rows * in->n_times * in->n_sites <= MAX_COUNTERS;
}

bool index_watches(const struct weft_instance *in, struct weft_index *index,
		   const struct index_parts *parts, struct err *err)
{
	struct maker *m;
	struct resource_index *resources;
	struct arena *work = arena_create((size_t)1 << 16);
	bool ok;

	m = arena_new(work, struct maker);
	m->in = in;
	m->arena = index->arena;
	m->work = work;
	collect(m);
	index_event_points(m, parts);
	resources = index_resources(m, index, parts);
	ok = index_counters(m, index);
	if (ok) {
		index_slots(in, index, lists_of(m, &m->busy, in->n_resources), resources);
		index_capacity(m, resources);
		index_events(m, index);
		index_needs(m, index);
		ok = rows_fit(in, index);
	}
	if (!ok)
		(void)err_set(err, ERR_INVALID, "The constraints have too many things to count");
	arena_destroy(work);
	return ok;
}

bool index_build(struct weft_instance *in, struct weft_index *index,
		 const struct index_parts *parts, struct err *err)
{
	if (!index_points(in, index, parts, err))
		return false;
	index_monitors(in, index);
	return index_watches(in, index, parts, err);
}
