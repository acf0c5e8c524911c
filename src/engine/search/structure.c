/* What the search knows of an instance before it begins: units, starts, choices. */
#include "engine/search/structure.h"

#include "base/vec.h"
#include "engine/index.h"
#include "engine/search/patterns.h"

#include <string.h>

/* --- units ----------------------------------------------------------------- */

static uint32_t find(uint32_t *parent, uint32_t e)
{
	while (parent[e] != e)
		e = parent[e] = parent[parent[e]];
	return e;
}

/* Are two events split alike, with the same starts? */
static bool is_together(const struct weft_solution *s, uint32_t a, uint32_t b)
{
	const struct weft_instance *in = weft_solution_instance(s);
	uint32_t n = weft_solution_n_meets(s, a);

	if (in->events[a].duration != in->events[b].duration ||
	    in->events[a].time != in->events[b].time || n != weft_solution_n_meets(s, b))
		return false;
	for (uint32_t k = 0; k < n; k++) {
		const struct weft_meet *x = weft_solution_meet(s, in->events[a].first_meet + k);
		const struct weft_meet *y = weft_solution_meet(s, in->events[b].first_meet + k);

		if (x->start != y->start || x->duration != y->duration)
			return false;
	}
	return true;
}

static void join_links(const struct weft_instance *in, const struct weft_solution *s,
		       bool join_soft, uint32_t *parent)
{
	for (uint32_t p = 0; p < in->n_points; p++) {
		const struct weft_constraint *c = &in->constraints[in->points[p].constraint];
		struct weft_list events;

		if (c->kind != WEFT_LINK_EVENTS || (!c->required && !join_soft))
			continue;
		events = index_subject_events(in, p);
		for (uint32_t i = 1; i < events.n; i++)
			if (is_together(s, events.at[0], events.at[i]))
				parent[find(parent, events.at[i])] = find(parent, events.at[0]);
	}
}

static void make_units(struct search_structure *st, uint32_t *parent)
{
	const struct weft_instance *in = st->instance;
	uint32_t *n = arena_array(st->arena, uint32_t, in->n_events + 1);
	uint32_t *all = arena_array(st->arena, uint32_t, in->n_events + 1), used = 0;

	st->unit_of = arena_array(st->arena, uint32_t, in->n_events + 1);
	for (uint32_t e = 0; e < in->n_events; e++)
		n[find(parent, e)]++;
	st->units = arena_array(st->arena, struct search_unit, in->n_events + 1);
	memset(st->unit_of, 0xff, in->n_events * sizeof *st->unit_of);
	for (uint32_t e = 0; e < in->n_events; e++) {
		uint32_t root = find(parent, e), u = st->unit_of[root];
		struct search_unit *unit;

		if (n[root] != UINT32_MAX) { /* its first event */
			u = st->n_units++;
			st->units[u].events = &all[used];
			used += n[root];
			n[root] = UINT32_MAX;
			st->unit_of[root] = u;
			st->units[u].duration = in->events[e].duration;
			st->units[u].fixed_time = in->events[e].time != WEFT_NONE;
		}
		unit = &st->units[u];
		all[(size_t)(unit->events - all) + unit->n_events++] = e;
		st->unit_of[e] = u;
	}
}

static void number_parts(struct search_structure *st)
{
	const struct weft_instance *in = st->instance;

	st->part_of = arena_array(st->arena, uint32_t, (size_t)in->n_meets + 1);
	for (uint32_t e = 0; e < in->n_events; e++) {
		uint32_t lead = st->units[st->unit_of[e]].events[0];

		for (uint32_t k = 0; k < (uint32_t)in->events[e].duration; k++)
			st->part_of[in->events[e].first_meet + k] = in->events[lead].first_meet + k;
	}
}

/* --- starts ---------------------------------------------------------------- */

static void forbid(const struct search_structure *st, uint32_t event, int32_t duration,
		   uint64_t *allowed)
{
	const struct weft_instance *in = st->instance;
	const struct weft_event *e = &in->events[event];

	for (uint32_t i = 0; i < e->points.n; i++) {
		uint32_t constraint = in->points[e->points.at[i]].constraint;
		const struct monitor *m = &in->index->monitors[constraint];

		if (in->constraints[constraint].kind != WEFT_PREFER_TIMES || !m->required ||
		    (m->duration != 0 && m->duration != duration))
			continue;
		for (uint32_t w = 0; w < in->n_time_words; w++)
			allowed[w] &= m->mask[w];
	}
}

static void make_unavailable(struct search_structure *st)
{
	const struct weft_instance *in = st->instance;
	size_t n = in->n_time_words;

	st->unavailable = arena_array(st->arena, uint64_t, in->n_resources * n + 1);
	for (uint32_t r = 0; r < in->n_resources; r++)
		for (uint32_t k = 0; k < in->resources[r].points.n; k++) {
			uint32_t c = in->points[in->resources[r].points.at[k]].constraint;

			if (in->constraints[c].kind != WEFT_AVOID_UNAVAILABLE_TIMES ||
			    !in->constraints[c].required)
				continue;
			for (size_t w = 0; w < n; w++)
				st->unavailable[r * n + w] |= in->index->monitors[c].mask[w];
		}
}

/* The times at which a given resource of the event is unavailable. */
static void collect_unavailable(const struct search_structure *st, uint32_t event, uint64_t *times)
{
	const struct weft_instance *in = st->instance;
	const struct weft_event *e = &in->events[event];
	size_t n = in->n_time_words;

	for (uint32_t i = 0; i < e->n_resources; i++) {
		uint32_t r = in->event_resources[e->first_resource + i].resource;

		for (size_t w = 0; w < n && r != WEFT_NONE; w++)
			times[w] |= st->unavailable[r * n + w];
	}
}

/* Where none is sensible, all that end within the cycle. */
static struct weft_list list_all_starts(const struct search_structure *st, int32_t duration)
{
	uint32_t n_times = st->instance->n_times, n = 0;
	uint32_t *at = arena_array(st->arena, uint32_t, n_times + 1);

	for (uint32_t t = 0; t + (uint32_t)duration <= n_times; t++)
		at[n++] = t;
	return (struct weft_list){at, n};
}

static struct weft_list list_starts(const struct search_structure *st, int32_t duration,
				    const uint64_t *allowed, const uint64_t *unavailable)
{
	uint32_t n_times = st->instance->n_times, n = 0;
	uint32_t *at = arena_array(st->arena, uint32_t, n_times + 1);

	for (uint32_t t = 0; t + (uint32_t)duration <= n_times; t++) {
		bool ok = bits_has(allowed, t);

		for (uint32_t k = 0; k < (uint32_t)duration && ok; k++)
			ok = !bits_has(unavailable, t + k);
		if (ok)
			at[n++] = t;
	}
	return (struct weft_list){at, n};
}

static void fill_start_set(struct search_structure *st, uint32_t at)
{
	uint64_t *set = &st->start_sets[(size_t)at * st->instance->n_time_words];

	for (uint32_t i = 0; i < st->starts[at].n; i++)
		bits_add(set, st->starts[at].at[i]);
}

static void make_starts(struct search_structure *st)
{
	const struct weft_instance *in = st->instance;
	uint64_t *allowed = arena_array(st->arena, uint64_t, in->n_time_words + 1);
	uint64_t *unavailable = arena_array(st->arena, uint64_t, in->n_time_words + 1);

	st->starts = arena_array(st->arena, struct weft_list, in->n_meets + 1);
	st->start_sets = arena_array(st->arena, uint64_t,
				     (size_t)in->n_meets * in->n_time_words + 1);
	st->barred = arena_array(st->arena, unsigned char, in->n_meets + 1);
	for (uint32_t u = 0; u < st->n_units; u++) {
		const struct search_unit *unit = &st->units[u];
		uint32_t first = in->events[unit->events[0]].first_meet;

		memset(unavailable, 0, in->n_time_words * sizeof *unavailable);
		for (uint32_t i = 0; i < unit->n_events; i++)
			collect_unavailable(st, unit->events[i], unavailable);
		for (int32_t d = 1; d <= unit->duration && !unit->fixed_time; d++) {
			memcpy(allowed, in->index->all_times, in->n_time_words * sizeof *allowed);
			for (uint32_t i = 0; i < unit->n_events; i++)
				forbid(st, unit->events[i], d, allowed);
			st->starts[first + (uint32_t)d - 1] = list_starts(st, d, allowed,
									  unavailable);
			if (st->starts[first + (uint32_t)d - 1].n == 0) {
				st->barred[first + (uint32_t)d - 1] = 1;
				st->starts[first + (uint32_t)d - 1] = list_all_starts(st, d);
			}
			fill_start_set(st, first + (uint32_t)d - 1);
		}
	}
}

/* --- needs and courses ----------------------------------------------------- */

static struct weft_list choices(const struct search_structure *st, uint32_t event_resource)
{
	const struct weft_instance *in = st->instance;
	const struct weft_event_resource *er = &in->event_resources[event_resource];
	const struct weft_event *e = &in->events[er->event];
	struct weft_list all = in->resource_types[er->type].resources;
	uint32_t *at = arena_array(st->arena, uint32_t, all.n + 1), n = 0;

	for (uint32_t i = 0; i < all.n; i++) {
		bool ok = true;

		for (uint32_t k = 0; k < e->points.n && ok; k++) {
			const struct weft_point *p = &in->points[e->points.at[k]];
			const struct weft_constraint *c = &in->constraints[p->constraint];

			if (c->kind == WEFT_PREFER_RESOURCES && c->required &&
			    p->subject == event_resource)
				ok = bits_has(in->index->monitors[p->constraint].preferred,
					      all.at[i]);
		}
		if (ok)
			at[n++] = all.at[i];
	}
	return n > 0 ? (struct weft_list){at, n} : all;
}

static void make_needs(struct search_structure *st)
{
	const struct weft_instance *in = st->instance;
	uint32_t *need_of = arena_array(st->arena, uint32_t, in->n_event_resources + 1);

	st->needs = arena_array(st->arena, struct search_need, in->n_event_resources + 1);
	memset(need_of, 0xff, in->n_event_resources * sizeof *need_of);
	st->need_of = need_of;
	for (uint32_t u = 0; u < st->n_units; u++) {
		struct search_unit *unit = &st->units[u];

		unit->first_need = st->n_needs;
		for (uint32_t i = 0; i < unit->n_events; i++) {
			const struct weft_event *e = &in->events[unit->events[i]];

			for (uint32_t k = 0; k < e->n_resources; k++) {
				uint32_t er = e->first_resource + k;

				if (in->event_resources[er].resource != WEFT_NONE ||
				    in->resource_types[in->event_resources[er].type].resources.n ==
					    0)
					continue;
				need_of[er] = st->n_needs;
				st->needs[st->n_needs++] = (struct search_need){
					unit->events[i], k, choices(st, er), WEFT_NONE};
			}
		}
		unit->n_needs = st->n_needs - unit->first_need;
	}
}

static void make_courses(struct search_structure *st)
{
	const struct weft_instance *in = st->instance;

	st->courses = arena_array(st->arena, struct search_course, in->n_points + 1);
	for (uint32_t p = 0; p < in->n_points; p++) {
		const struct weft_constraint *c = &in->constraints[in->points[p].constraint];
		struct search_course *course = &st->courses[st->n_courses];
		struct weft_list events;
		uint32_t *list;

		if (c->kind != WEFT_AVOID_SPLIT_ASSIGNMENTS)
			continue;
		events = index_subject_events(in, p);
		list = arena_array(st->arena, uint32_t, events.n + 1);
		course->n = 0;
		for (uint32_t i = 0; i < events.n; i++) {
			uint32_t k = weft_instance_find_role(in, events.at[i], c->role);
			uint32_t need =
				k == WEFT_NONE
					? WEFT_NONE
					: st->need_of[in->events[events.at[i]].first_resource + k];

			if (need == WEFT_NONE)
				continue;
			list[course->n++] = need;
			st->needs[need].course = st->n_courses;
		}
		course->needs = list;
		course->required = c->required;
		st->n_courses += course->n > 0;
	}
}

/* --- the rest -------------------------------------------------------------- */

static void lock(struct search_structure *st, struct weft_list locked,
		 const struct weft_solution *s)
{
	const struct weft_instance *in = st->instance;

	st->locked = arena_array(st->arena, unsigned char, in->n_meets + 1);
	for (uint32_t i = 0; i < locked.n; i++) {
		uint32_t event = weft_solution_meet(s, locked.at[i])->event;
		const struct search_unit *unit = &st->units[st->unit_of[event]];
		uint32_t k = locked.at[i] - in->events[event].first_meet;

		for (uint32_t j = 0; j < unit->n_events; j++)
			st->locked[in->events[unit->events[j]].first_meet + k] = 1;
	}
}

static bool has_locked(const struct search_structure *st, const struct search_unit *unit)
{
	uint32_t first = st->instance->events[unit->events[0]].first_meet;

	for (uint32_t k = 0; k < (uint32_t)unit->duration; k++)
		if (st->locked[first + k])
			return true;
	return false;
}

/* Units joined by a LinkEvents that is not required, or not fully so. */
static void make_soft_links(struct search_structure *st)
{
	const struct weft_instance *in = st->instance;
	uint32_t *at, n;

	st->linked = arena_array(st->arena, uint32_t, in->n_events + 1);
	for (uint32_t p = 0; p < in->n_points; p++) {
		struct weft_list events;

		if (in->constraints[in->points[p].constraint].kind != WEFT_LINK_EVENTS)
			continue;
		events = index_subject_events(in, p);
		at = arena_array(st->arena, uint32_t, events.n + 1);
		n = 0;
		for (uint32_t i = 0; i < events.n; i++) {
			uint32_t u = st->unit_of[events.at[i]], k = 0;

			while (k < n && at[k] != u)
				k++;
			if (k == n)
				at[n++] = u;
		}
		for (uint32_t i = 0; i < n && n > 1; i++) {
			if (st->units[at[i]].n_links == 0)
				st->linked[st->n_linked++] = at[i];
			st->units[at[i]].n_links = n;
			st->units[at[i]].links = at;
		}
	}
}

/* Events whose links all lie within one unit that may move: they need not be counted. */
static void find_held(struct search_structure *st)
{
	const struct weft_instance *in = st->instance;

	st->held = arena_array(st->arena, unsigned char, in->n_events + 1);
	for (uint32_t e = 0; e < in->n_events; e++)
		st->held[e] = !st->units[st->unit_of[e]].fixed_time;
	for (uint32_t p = 0; p < in->n_points; p++) {
		struct weft_list events;
		bool within = true;

		if (in->constraints[in->points[p].constraint].kind != WEFT_LINK_EVENTS)
			continue;
		events = index_subject_events(in, p);
		for (uint32_t i = 1; i < events.n; i++)
			within = within && st->unit_of[events.at[i]] == st->unit_of[events.at[0]];
		for (uint32_t i = 0; i < events.n && !within; i++)
			st->held[events.at[i]] = 0;
	}
}

static void list_parts(struct search_structure *st)
{
	const struct weft_instance *in = st->instance;

	st->movable = arena_array(st->arena, uint32_t, in->n_meets + 1);
	st->splittable = arena_array(st->arena, uint32_t, st->n_units + 1);
	for (uint32_t u = 0; u < st->n_units; u++) {
		struct search_unit *unit = &st->units[u];
		uint32_t first = in->events[unit->events[0]].first_meet;
		bool whole = true;

		search_patterns(st, u, has_locked(st, unit));
		if (unit->fixed_time)
			continue;
		if (unit->n_patterns > 1)
			st->splittable[st->n_splittable++] = u;
		/* A unit that is never split has one number to draw. */
		whole = unit->n_patterns == 1 && unit->patterns[0].n == 1 && !has_locked(st, unit);
		for (uint32_t k = 0; k < (whole ? 1 : (uint32_t)unit->duration); k++)
			st->movable[st->n_movable++] = first + k;
	}
}

/* Is a missing start cheaper than what it may take to give one? */
static bool may_pay_unassigned(const struct weft_instance *in)
{
	int32_t missing = INT32_MAX, clash = 0;

	for (uint32_t c = 0; c < in->n_constraints; c++) {
		const struct weft_constraint *k = &in->constraints[c];

		if (k->kind == WEFT_ASSIGN_TIME && k->required && k->weight < missing)
			missing = k->weight;
		if (k->kind != WEFT_ASSIGN_TIME && k->required && k->weight > clash)
			clash = k->weight;
	}
	return clash > missing;
}

void search_structure_init(struct search_structure *st, struct arena *arena,
			   const struct weft_instance *in, const struct weft_solution *s,
			   struct weft_list locked, bool join_soft)
{
	uint32_t *parent = arena_array(arena, uint32_t, in->n_events + 1);

	*st = (struct search_structure){.arena = arena, .instance = in};
	for (uint32_t e = 0; e < in->n_events; e++)
		parent[e] = e;
	join_links(in, s, join_soft, parent);
	make_units(st, parent);
	number_parts(st);
	make_unavailable(st);
	make_starts(st);
	make_needs(st);
	make_courses(st);
	lock(st, locked, s);
	make_soft_links(st);
	find_held(st);
	list_parts(st);
	search_find_twins(st);
	st->has_unassigned = may_pay_unassigned(in);
}

bool search_may_use(const struct search_need *need, uint32_t resource)
{
	uint32_t low = 0, high = need->choice.n;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (need->choice.at[middle] < resource)
			low = middle + 1;
		else
			high = middle;
	}
	return low < need->choice.n && need->choice.at[low] == resource;
}
