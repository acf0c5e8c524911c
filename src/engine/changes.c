/* The four elementary changes, and the counts that follow from them. */
#include "engine/solution_internal.h"

#include "base/bits.h"
#include "engine/kind.h"

#include <assert.h>
#include <string.h>

void solution_make_stale(struct weft_solution *s, uint32_t point)
{
	if (s->undoing || s->stale[point])
		return;
	s->stale[point] = 1;
	s->stale_points[s->n_stale++] = point;
}

static void make_stale(struct weft_solution *s, struct weft_list points)
{
	for (uint32_t i = 0; i < points.n; i++)
		solution_make_stale(s, points.at[i]);
}

static void count_capacity(struct weft_solution *s, uint32_t resource, const struct weft_meet *meet,
			   uint32_t from, uint32_t to)
{
	const struct resource_index *index = &s->index->resources[resource];
	struct watch watch = {kind_of(WEFT_CAPACITY), index->capacity, index->n_capacity};

	if (watch.n > 0)
		watch.kind->moved(s, &watch, meet, from, to);
}

static void count_start(struct weft_solution *s, uint32_t row, uint32_t start, uint32_t by)
{
	uint32_t *count = &s->starts[(size_t)row * s->instance->n_times + start];
	uint64_t *bits = &s->start_bits[(size_t)row * s->instance->n_time_words];

	*count += by;
	if (*count == 0)
		bits_remove(bits, start);
	else
		bits_add(bits, start);
}

/* Counts that only some resources have. */
static void count_rare(struct weft_solution *s, uint32_t resource, const struct weft_meet *meet,
		       uint32_t start, bool enter)
{
	const struct resource_index *index = &s->index->resources[resource];
	uint32_t site = s->instance->events[meet->event].site, by = enter ? 1 : UINT32_MAX;
	size_t n_times = s->instance->n_times, n_sites = s->instance->n_sites;

	if (index->starts != WEFT_NONE)
		count_start(s, index->starts, start, by);
	if (index->sites != WEFT_NONE && site != WEFT_NONE)
		for (uint32_t t = start; t < start + (uint32_t)meet->duration; t++)
			s->sites[(index->sites * n_times + t) * n_sites + site] += by;
	if (enter)
		count_capacity(s, resource, meet, WEFT_NONE, start);
	else
		count_capacity(s, resource, meet, start, WEFT_NONE);
}

/* Before the first change of a resource since the last settling: remember its busy
 * times. */
static inline void touch(struct weft_solution *s, struct row *row, uint32_t resource, uint16_t how)
{
	uint32_t words = s->instance->n_time_words;
	uint64_t *busy = row_busy(row);

	if (s->undoing)
		return;
	if (row->touched == 0) {
		s->touched_resources[s->n_touched++] = resource;
		for (uint32_t w = 0; w < words; w++)
			busy[words + w] = busy[w];
	}
	row->touched = row->touched | how;
}

/* Where a resource is, and what comes or goes there. */
struct visit {
	struct row *row;
	struct cell *cells; /* by time */
	uint32_t resource, meet, duration;
};

static struct visit visit_of(const struct weft_solution *s, uint32_t resource, uint32_t meet)
{
	return (struct visit){
		.row = solution_row(s, resource),
		.cells = &s->cells[(size_t)resource * s->instance->n_times],
		.resource = resource,
		.meet = meet,
		.duration = (uint32_t)s->meets[meet].duration,
	};
}

static inline void enter(struct weft_solution *s, const struct visit *v, uint32_t start)
{
	uint64_t *busy = row_busy(v->row);
	int32_t clashes = 0;

	for (uint32_t t = start; t < start + v->duration; t++) {
		clashes += v->cells[t].n != 0;
		v->cells[t].n++;
		v->cells[t].meets += v->meet;
		bits_add(busy, t);
	}
	v->row->clashes += clashes;
	if (v->row->rare)
		count_rare(s, v->resource, &s->meets[v->meet], start, true);
}

static inline void leave(struct weft_solution *s, const struct visit *v, uint32_t start)
{
	uint64_t *busy = row_busy(v->row);
	int32_t clashes = 0;

	for (uint32_t t = start; t < start + v->duration; t++) {
		v->cells[t].n--;
		v->cells[t].meets -= v->meet;
		clashes += v->cells[t].n != 0;
		if (v->cells[t].n == 0)
			bits_remove(busy, t);
	}
	v->row->clashes -= clashes;
	if (v->row->rare)
		count_rare(s, v->resource, &s->meets[v->meet], start, false);
}

/* The same in a cycle of one word. */
static inline void enter_word(struct weft_solution *s, const struct visit *v, uint32_t start)
{
	uint64_t *busy = row_busy(v->row);
	uint64_t times = ~UINT64_C(0) >> (64 - v->duration) << start;

	v->row->clashes += __builtin_popcountll(*busy & times);
	*busy |= times;
	for (uint32_t t = start; t < start + v->duration; t++) {
		v->cells[t].n++;
		v->cells[t].meets += v->meet;
	}
	if (v->row->rare)
		count_rare(s, v->resource, &s->meets[v->meet], start, true);
}

static inline void leave_word(struct weft_solution *s, const struct visit *v, uint32_t start)
{
	uint64_t freed = 0;

	for (uint32_t t = start; t < start + v->duration; t++) {
		v->cells[t].meets -= v->meet;
		freed |= (uint64_t)(--v->cells[t].n == 0) << t;
	}
	*row_busy(v->row) &= ~freed;
	v->row->clashes -= (int32_t)v->duration - __builtin_popcountll(freed);
	if (v->row->rare)
		count_rare(s, v->resource, &s->meets[v->meet], start, false);
}

static inline void shift(struct weft_solution *s, const struct visit *v, uint32_t from, uint32_t to)
{
	if (s->instance->n_time_words == 1) {
		if (from != WEFT_NONE)
			leave_word(s, v, from);
		if (to != WEFT_NONE)
			enter_word(s, v, to);
	} else {
		if (from != WEFT_NONE)
			leave(s, v, from);
		if (to != WEFT_NONE)
			enter(s, v, to);
	}
}

static void tell(struct weft_solution *s, const struct watch_list *watches,
		 const struct weft_meet *m, uint32_t from, uint32_t to)
{
	for (uint32_t i = 0; i < watches->n; i++)
		watches->at[i].kind->moved(s, &watches->at[i], m, from, to);
}

void change_time(struct weft_solution *s, uint32_t meet, uint32_t time)
{
	struct weft_meet *m = &s->meets[meet];
	const struct event_index *index = &s->index->events[m->event];
	const struct weft_list followed = s->followed[m->event];
	const uint32_t *assigned = solution_assigned(s, meet);
	uint32_t from = m->start;

	if (from == time)
		return;
	if (s->n_marks > 0 && !s->undoing)
		trail_push(s, TRAIL_TIME, meet, from, 0);
	for (uint32_t i = 0; i < followed.n; i++) {
		uint32_t resource = assigned[followed.at[i]];
		struct visit v;

		if (resource == WEFT_NONE)
			continue;
		v = visit_of(s, resource, meet);
		touch(s, v.row, resource, TOUCHED);
		shift(s, &v, from, time);
	}
	m->start = time;
	tell(s, &index->start, m, from, time);
	if (from == WEFT_NONE || time == WEFT_NONE)
		tell(s, &index->placed, m, from, time);
	make_stale(s, index->start_lazy);
}

/* The meet no longer needs the resource, or does. */
static void release(struct weft_solution *s, uint32_t resource, uint32_t meet, int64_t workload)
{
	struct visit v = visit_of(s, resource, meet);

	touch(s, v.row, resource, TOUCHED | TOUCHED_WORK);
	v.row->work -= v.duration * workload;
	shift(s, &v, s->meets[meet].start, WEFT_NONE);
}

static void employ(struct weft_solution *s, uint32_t resource, uint32_t meet, int64_t workload)
{
	struct visit v = visit_of(s, resource, meet);

	touch(s, v.row, resource, TOUCHED | TOUCHED_WORK);
	v.row->work += v.duration * workload;
	shift(s, &v, WEFT_NONE, s->meets[meet].start);
}

void change_resource(struct weft_solution *s, uint32_t meet, uint32_t need, uint32_t resource)
{
	struct weft_meet *m = &s->meets[meet];
	uint32_t *assigned = &solution_assigned(s, meet)[need], from = *assigned;
	const struct need_index
		*index = &s->index->needs[s->instance->events[m->event].first_resource + need];

	if (from == resource)
		return;
	if (s->n_marks > 0 && !s->undoing)
		trail_push(s, TRAIL_RESOURCE, meet, need, from);
	if (from != WEFT_NONE)
		release(s, from, meet, index->workload_per_time);
	if (resource != WEFT_NONE)
		employ(s, resource, meet, index->workload_per_time);
	*assigned = resource;
	for (uint32_t i = 0; i < index->watch.n; i++)
		index->watch.at[i].kind->reassigned(s, &index->watch.at[i], m, from, resource);
	make_stale(s, index->lazy);
}

uint32_t change_cut(struct weft_solution *s, uint32_t meet, int32_t duration)
{
	struct weft_meet *m = &s->meets[meet];
	const struct weft_event *e = &s->instance->events[m->event];
	uint32_t added = e->first_meet + s->n_meets[m->event]++;

	assert(m->start == WEFT_NONE && 0 < duration && duration < m->duration);
	m->duration -= duration;
	s->meets[added] = (struct weft_meet){m->event, WEFT_NONE, duration};
	if (e->n_resources > 0)
		memcpy(solution_assigned(s, added), solution_assigned(s, meet),
		       e->n_resources * sizeof(uint32_t));
	if (s->n_marks > 0 && !s->undoing)
		trail_push(s, TRAIL_CUT, meet, added, 0);
	make_stale(s, s->index->events[m->event].split);
	return added;
}

/* What a number held goes to another number of the same event. */
static void renumber(struct weft_solution *s, uint32_t from, uint32_t to)
{
	uint32_t n = s->instance->events[s->meets[from].event].n_resources;

	if (from == to)
		return;
	assert(s->meets[from].start == WEFT_NONE);
	s->meets[to] = s->meets[from];
	if (n > 0)
		memcpy(solution_assigned(s, to), solution_assigned(s, from), n * sizeof(uint32_t));
}

void change_join(struct weft_solution *s, uint32_t a, uint32_t b)
{
	struct weft_meet *m = &s->meets[a];
	uint32_t event = m->event;
	uint32_t last = s->instance->events[event].first_meet + s->n_meets[event] - 1;

	assert(a != b && event == s->meets[b].event);
	assert(m->start == WEFT_NONE && s->meets[b].start == WEFT_NONE);
	if (s->n_marks > 0 && !s->undoing)
		trail_push(s, TRAIL_JOIN, a, b, (uint32_t)s->meets[b].duration);
	m->duration += s->meets[b].duration;
	renumber(s, last, b);
	s->n_meets[event]--;
	make_stale(s, s->index->events[event].split);
}

/* Undo a join. If a was the last meet, the joined one has the number b now. */
void change_unjoin(struct weft_solution *s, uint32_t a, uint32_t b, int32_t duration)
{
	uint32_t event = s->meets[a].event;
	const struct weft_event *e = &s->instance->events[event];
	uint32_t last = e->first_meet + s->n_meets[event]++;

	renumber(s, b, last);
	s->meets[b] = (struct weft_meet){event, WEFT_NONE, duration};
	s->meets[a].duration -= duration;
	if (e->n_resources > 0)
		memcpy(solution_assigned(s, b), solution_assigned(s, a),
		       e->n_resources * sizeof(uint32_t));
}
