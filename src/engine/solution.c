#include "engine/solution.h"

#include "engine/kind.h"
#include "engine/solution_internal.h"

#include <assert.h>
#include <string.h>

enum { HARD_FACTOR = 1000, FIRST_TRAIL = 4096 };

/* Lays the arrays out one after the other; with base NULL it only adds up. */
struct layout {
	unsigned char *base;
	size_t size;
};

static void *place(struct layout *layout, size_t n, size_t item_size)
{
	size_t at = layout->size;

	/* Whole cache lines, so that no two arrays share one. */
	layout->size += (n * item_size + 63) / 64 * 64;
	return layout->base == NULL ? NULL : layout->base + at;
}

static size_t lay_out(struct weft_solution *s, unsigned char *base)
{
	const struct weft_instance *in = s->instance;
	const struct weft_index *index = s->index;
	struct layout l = {.base = base};
	size_t n_times = in->n_times;

	s->meets = place(&l, in->n_meets, sizeof *s->meets);
	s->n_meets = place(&l, in->n_events, sizeof *s->n_meets);
	s->assigned = place(&l, index->n_assigned, sizeof *s->assigned);
	s->cells = place(&l, in->n_resources * n_times, sizeof *s->cells);
	s->rows = place(&l, (size_t)in->n_resources * s->row_words, sizeof *s->rows);
	s->counters = place(&l, index->n_counters, sizeof *s->counters);
	s->starts = place(&l, index->n_start_rows * n_times, sizeof *s->starts);
	s->start_bits = place(&l, (size_t)index->n_start_rows * in->n_time_words,
			      sizeof *s->start_bits);
	s->sites = place(&l, index->n_site_rows * n_times * in->n_sites, sizeof *s->sites);
	s->occupied = place(&l, index->n_occupancy_rows * n_times, sizeof *s->occupied);
	s->values = place(&l, in->n_points, sizeof *s->values);
	s->multipliers = place(&l, in->n_points, sizeof *s->multipliers);
	s->units = place(&l, in->n_constraints, sizeof *s->units);
	s->stale = place(&l, in->n_points, sizeof *s->stale);
	s->touched_resources = place(&l, in->n_resources, sizeof *s->touched_resources);
	s->stale_points = place(&l, in->n_points, sizeof *s->stale_points);
	return l.size;
}

/* One meet an event, with what is preassigned. */
static void set_first_meets(struct weft_solution *s)
{
	const struct weft_instance *in = s->instance;

	memset(s->assigned, 0xff, s->index->n_assigned * sizeof *s->assigned);
	for (uint32_t e = 0; e < in->n_events; e++) {
		const struct weft_event *event = &in->events[e];

		s->n_meets[e] = 1;
		for (uint32_t k = 0; k < (uint32_t)event->duration; k++)
			s->meets[event->first_meet + k] = (struct weft_meet){e, WEFT_NONE, 0};
		s->meets[event->first_meet].duration = event->duration;
		for (uint32_t i = 0; i < event->n_resources; i++)
			change_resource(s, event->first_meet, i,
					in->event_resources[event->first_resource + i].resource);
		change_time(s, event->first_meet, event->time);
	}
}

/* All values anew; what the changes so far put off is in them. */
static void measure_all(struct weft_solution *s)
{
	const struct weft_instance *in = s->instance;

	memset(s->values, 0, in->n_points * sizeof *s->values);
	memset(s->units, 0, in->n_constraints * sizeof *s->units);
	for (uint32_t r = 0; r < in->n_resources; r++) {
		solution_row(s, r)->touched = 0;
		solution_row(s, r)->cost = 0;
	}
	memset(s->stale, 0, in->n_points);
	s->n_touched = s->n_stale = 0;
	s->cost = (struct weft_cost){0};
	s->weighted = 0;
	for (uint32_t p = 0; p < in->n_points; p++) {
		const struct monitor *m = &s->index->monitors[in->points[p].constraint];
		uint32_t slot = s->index->slots[p];
		int64_t units;

		/* From value 0, which a limited kind may count as a deviation. */
		s->values[slot] = m->kind->measure(s, p);
		units = unit_cost(m, s->values[slot]) * s->copies[slot];
		s->units[in->points[p].constraint] += units;
		s->weighted += s->multipliers[slot] * units;
		solution_own_cost(s, slot, s->multipliers[slot] * units);
	}
	for (uint32_t c = 0; c < in->n_constraints; c++)
		*(in->constraints[c].required
			  ? &s->cost.hard
			  : &s->cost.soft) += s->units[c] * in->constraints[c].weight;
}

uint32_t solution_new_stamp(const struct weft_solution *s)
{
	if (++*s->stamp == 0) {
		memset(s->stamps, 0, s->instance->n_resources * sizeof *s->stamps);
		*s->stamp = 1;
	}
	return *s->stamp;
}

struct weft_solution *weft_solution_create(const struct weft_instance *in)
{
	struct arena *arena = arena_create((size_t)1 << 16);
	struct weft_solution *s = arena_new(arena, struct weft_solution);

	s->arena = arena;
	s->instance = in;
	s->index = in->index;
	s->followed = in->index->positions;
	s->copies = in->index->ones;
	s->row_words = ROW_HEAD + 2 * in->n_time_words;
	s->block_size = lay_out(s, NULL);
	s->block = arena_alloc(arena, s->block_size, alignof(max_align_t));
	(void)lay_out(s, s->block);
	s->trail_room = FIRST_TRAIL;
	s->trail = arena_array(arena, struct trail_entry, s->trail_room);
	s->stamps = arena_array(arena, uint32_t, (size_t)in->n_resources + 1);
	s->stamp = &s->stamps[in->n_resources];
	s->scratch = arena_array(arena, uint64_t, (size_t)in->n_time_words * 2);
	for (uint32_t p = 0; p < in->n_points; p++) {
		const struct weft_constraint *c = &in->constraints[in->points[p].constraint];

		s->multipliers[s->index->slots[p]] = (int64_t)c->weight *
						     (c->required ? HARD_FACTOR : 1);
	}
	for (uint32_t r = 0; r < in->n_resources; r++)
		solution_row(s, r)->rare = s->index->resources[r].rare;
	set_first_meets(s);
	measure_all(s);
	return s;
}

void solution_follow(struct weft_solution *s, const struct weft_list *followed,
		     const uint32_t *copies)
{
	assert(s->n_marks == 0);
	s->followed = followed;
	s->copies = copies;
	measure_all(s);
}

void weft_solution_destroy(struct weft_solution *s)
{
	if (s != NULL)
		arena_destroy(s->arena);
}

void weft_solution_copy(struct weft_solution *to, const struct weft_solution *from)
{
	assert(to->instance == from->instance && to->n_marks == 0);
	memcpy(to->block, from->block, from->block_size);
	to->n_touched = from->n_touched;
	to->n_stale = from->n_stale;
	to->cost = from->cost;
	to->weighted = from->weighted;
	to->n_trail = 0;
}

const struct weft_instance *weft_solution_instance(const struct weft_solution *s)
{
	return s->instance;
}

size_t weft_solution_memory(const struct weft_solution *s)
{
	return arena_size(s->arena);
}

uint32_t weft_solution_n_meets(const struct weft_solution *s, uint32_t event)
{
	return s->n_meets[event];
}

const struct weft_meet *weft_solution_meet(const struct weft_solution *s, uint32_t meet)
{
	return &s->meets[meet];
}

uint32_t weft_solution_resource(const struct weft_solution *s, uint32_t meet, uint32_t need)
{
	return solution_assigned(s, meet)[need];
}

uint32_t weft_solution_load(const struct weft_solution *s, uint32_t resource, uint32_t time)
{
	return s->cells[(size_t)resource * s->instance->n_times + time].n;
}

uint32_t weft_solution_meet_at(const struct weft_solution *s, uint32_t resource, uint32_t time)
{
	return s->cells[(size_t)resource * s->instance->n_times + time].meets;
}

const uint64_t *weft_solution_busy(const struct weft_solution *s, uint32_t resource)
{
	return solution_busy(s, resource);
}

bool weft_solution_may_start(const struct weft_solution *s, uint32_t meet, uint32_t time)
{
	const struct weft_meet *m = &s->meets[meet];
	uint32_t given = s->instance->events[m->event].time;

	if (given != WEFT_NONE)
		return time == given;
	return time == WEFT_NONE || (time < s->instance->n_times &&
				     (uint32_t)m->duration <= s->instance->n_times - time);
}

bool weft_solution_may_use(const struct weft_solution *s, uint32_t meet, uint32_t need,
			   uint32_t resource)
{
	const struct weft_event *e = &s->instance->events[s->meets[meet].event];
	const struct weft_event_resource *r;

	if (need >= e->n_resources)
		return false;
	r = &s->instance->event_resources[e->first_resource + need];
	if (r->resource != WEFT_NONE)
		return resource == r->resource;
	return resource == WEFT_NONE || (resource < s->instance->n_resources &&
					 s->instance->resources[resource].type == r->type);
}

void weft_solution_set_time(struct weft_solution *s, uint32_t meet, uint32_t time)
{
	assert(weft_solution_may_start(s, meet, time));
	change_time(s, meet, time);
}

void weft_solution_set_resource(struct weft_solution *s, uint32_t meet, uint32_t need,
				uint32_t resource)
{
	assert(weft_solution_may_use(s, meet, need, resource));
	change_resource(s, meet, need, resource);
}

void weft_solution_swap_times(struct weft_solution *s, uint32_t a, uint32_t b)
{
	uint32_t start_a = s->meets[a].start, start_b = s->meets[b].start;

	weft_solution_set_time(s, a, start_b);
	weft_solution_set_time(s, b, start_a);
}

void weft_solution_swap_resources(struct weft_solution *s, uint32_t a, uint32_t need_a, uint32_t b,
				  uint32_t need_b)
{
	uint32_t in_a = weft_solution_resource(s, a, need_a);
	uint32_t in_b = weft_solution_resource(s, b, need_b);

	weft_solution_set_resource(s, a, need_a, in_b);
	weft_solution_set_resource(s, b, need_b, in_a);
}
