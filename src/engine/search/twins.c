/* Twins: resources that always do the same.
 *
 * Students who take the same courses are busy at the same times, whatever the timetable; so are
 * those whose courses differ but are held together by links, for the search moves a unit as one.
 * Where the same constraints apply to them too, they cost the same: one is followed, and its
 * points stand for all. In NL-KP-03 that is 223 of 453 students. Resources that a need may choose
 * have no twin, nor have those with counts of their own (sites, gaps, workload). */
#include "engine/search/structure.h"

#include "base/map.h"
#include "base/vec.h"
#include "engine/index.h"

#include <string.h>

/* What makes two resources twins: the constraints that apply and the units they are in. */
typedef VEC(uint32_t) key;

static void mark_choices(const struct search_structure *st, unsigned char *chosen)
{
	for (uint32_t i = 0; i < st->n_needs; i++)
		for (uint32_t k = 0; k < st->needs[i].choice.n; k++)
			chosen[st->needs[i].choice.at[k]] = 1;
}

/* By resource: the constraints of its points, then its units, each as often as it is in one. */
static key *make_keys(const struct search_structure *st, struct arena *arena)
{
	const struct weft_instance *in = st->instance;
	key *keys = arena_alloc_array(arena, (size_t)in->n_resources + 1, sizeof *keys,
				      alignof(max_align_t));

	for (uint32_t r = 0; r < in->n_resources; r++) {
		for (uint32_t i = 0; i < in->resources[r].points.n; i++)
			*vec_push(arena,
				  &keys[r]) = in->points[in->resources[r].points.at[i]].constraint;
		*vec_push(arena, &keys[r]) = WEFT_NONE;
	}
	for (uint32_t u = 0; u < st->n_units; u++)
		for (uint32_t i = 0; i < st->units[u].n_events; i++) {
			const struct weft_event *e = &in->events[st->units[u].events[i]];

			for (uint32_t k = 0; k < e->n_resources; k++) {
				uint32_t r = in->event_resources[e->first_resource + k].resource;

				if (r != WEFT_NONE)
					*vec_push(arena, &keys[r]) = u;
			}
		}
	return keys;
}

static bool may_have_twin(const struct search_structure *st, uint32_t resource,
			  const unsigned char *chosen)
{
	const struct resource_index *index = &st->instance->index->resources[resource];

	return !chosen[resource] && !index->rare && index->work.n == 0;
}

/* For each resource the first that does the same: itself where there is none before it. */
static uint32_t *find_firsts(const struct search_structure *st, struct arena *arena)
{
	const struct weft_instance *in = st->instance;
	unsigned char *chosen = arena_array(arena, unsigned char, (size_t)in->n_resources + 1);
	uint32_t *firsts = arena_array(arena, uint32_t, (size_t)in->n_resources + 1);
	key *keys = make_keys(st, arena);
	struct map map;

	map_init(&map, arena);
	mark_choices(st, chosen);
	for (uint32_t r = 0; r < in->n_resources; r++) {
		const struct str bytes = {(const char *)keys[r].at, keys[r].n * sizeof *keys[r].at};
		struct map_entry *entry;
		bool added;

		firsts[r] = r;
		if (!may_have_twin(st, r, chosen))
			continue;
		entry = map_add(&map, bytes, &added);
		if (added)
			entry->value.number = r;
		firsts[r] = (uint32_t)entry->value.number;
	}
	return firsts;
}

static void list_followed(struct search_structure *st, const uint32_t *firsts)
{
	const struct weft_instance *in = st->instance;
	uint32_t *at = arena_array(st->arena, uint32_t, (size_t)in->n_event_resources + 1);
	struct weft_list *followed = arena_array(st->arena, struct weft_list,
						 (size_t)in->n_events + 1);

	for (uint32_t e = 0; e < in->n_events; e++) {
		uint32_t n = 0;

		for (uint32_t k = 0; k < in->events[e].n_resources; k++) {
			uint32_t r = in->event_resources[in->events[e].first_resource + k].resource;

			if (r == WEFT_NONE || firsts[r] == r)
				at[n++] = k;
		}
		followed[e] = (struct weft_list){at, n};
		st->units[st->unit_of[e]].n_resources += n;
		at += n;
	}
	st->followed = followed;
}

static void count_copies(struct search_structure *st, const uint32_t *firsts)
{
	const struct weft_instance *in = st->instance;
	const uint32_t *slots = in->index->slots;
	uint32_t *copies = arena_array(st->arena, uint32_t, (size_t)in->n_points + 1);

	if (in->n_points > 0)
		memcpy(copies, in->index->ones, in->n_points * sizeof *copies);
	for (uint32_t r = 0; r < in->n_resources; r++)
		for (uint32_t i = 0; i < in->resources[r].points.n && firsts[r] != r; i++) {
			copies[slots[in->resources[r].points.at[i]]] = 0;
			copies[slots[in->resources[firsts[r]].points.at[i]]]++;
		}
	st->copies = copies;
}

/* What resources do that are followed and do more than one thing may be permuted. */
static void list_places(struct search_structure *st, const uint32_t *firsts)
{
	const struct weft_instance *in = st->instance;

	st->places = arena_array(st->arena, uint32_t, (size_t)in->n_resources + 1);
	for (uint32_t r = 0; r < in->n_resources; r++)
		if (in->resources[r].events.n > 1 && firsts[r] == r)
			st->places[st->n_places++] = r;
}

void search_find_twins(struct search_structure *st)
{
	struct arena *scratch = arena_create(1U << 14);
	const uint32_t *firsts = find_firsts(st, scratch);

	list_followed(st, firsts);
	count_copies(st, firsts);
	list_places(st, firsts);
	arena_destroy(scratch);
}
