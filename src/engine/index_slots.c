/* Where the value of each point is, and what resources have in common.
 *
 * A change of a meet looks at some points of each of its resources and of its event.
 * Their numbers go by constraint, so that they are far apart; their values are put
 * together, resource by resource, then event by event. Most resources (the students of
 * a year) have the same constraints: one profile serves them all.
 */
#include "engine/index.h"

#include "base/map.h"

enum { MAX_INTEREST = 64 };

struct maker {
	const struct weft_instance *in;
	struct weft_index *index;
	struct map profiles; /* by the bytes of their monitors */
	uint32_t *slots, n;
};

static uint32_t monitor_of(const struct maker *m, uint32_t point)
{
	return m->in->points[point].constraint;
}

static const uint64_t *interest_of(const struct maker *m, struct weft_list points)
{
	uint64_t *interest;

	if (m->in->n_time_words != 1 || points.n > MAX_INTEREST)
		return NULL;
	interest = arena_array(m->index->arena, uint64_t, 64);
	for (uint32_t i = 0; i < points.n; i++) {
		uint64_t times = m->index->monitors[monitor_of(m, points.at[i])].signature;

		for (uint32_t t = 0; t < 64; t++)
			interest[t] |= (times >> t & 1) << i;
	}
	return interest;
}

static const struct profile *profile_of(struct maker *m, struct weft_list points)
{
	struct arena *arena = m->index->arena;
	uint32_t *monitors = arena_array(arena, uint32_t, points.n);
	uint64_t *signatures;
	struct map_entry *entry;
	struct profile *profile;
	bool added;

	for (uint32_t i = 0; i < points.n; i++)
		monitors[i] = monitor_of(m, points.at[i]);
	entry = map_add(&m->profiles,
			(struct str){(const char *)monitors, points.n * sizeof *monitors}, &added);
	if (!added)
		return entry->value.ptr;
	entry->value.ptr = profile = arena_new(arena, struct profile);
	signatures = arena_array(arena, uint64_t, points.n);
	for (uint32_t i = 0; i < points.n; i++)
		signatures[i] = m->index->monitors[monitors[i]].signature;
	*profile = (struct profile){
		.n = points.n,
		.monitors = monitors,
		.signatures = signatures,
		.interest = interest_of(m, points),
	};
	return profile;
}

/* Give those that have none yet the next slots. */
static void put(struct maker *m, struct weft_list points)
{
	for (uint32_t i = 0; i < points.n; i++)
		if (m->slots[points.at[i]] == WEFT_NONE)
			m->slots[points.at[i]] = m->n++;
}

void index_slots(const struct weft_instance *in, struct weft_index *index,
		 const struct weft_list *busy, struct resource_index *resources)
{
	struct maker m = {.in = in, .index = index};
	uint32_t *owners;

	map_init(&m.profiles, index->arena);
	m.slots = arena_array(index->arena, uint32_t, in->n_points);
	owners = arena_array(index->arena, uint32_t, in->n_points);
	for (uint32_t p = 0; p < in->n_points; p++)
		m.slots[p] = owners[p] = WEFT_NONE;
	for (uint32_t r = 0; r < in->n_resources; r++) {
		resources[r].profile = profile_of(&m, busy[r]);
		resources[r].first_slot = m.n;
		put(&m, busy[r]);
		put(&m, resources[r].clash);
		put(&m, resources[r].work);
		put(&m, resources[r].whole);
		for (uint32_t slot = resources[r].first_slot; slot < m.n; slot++)
			owners[slot] = r;
	}
	for (uint32_t e = 0; e < in->n_events; e++)
		put(&m, in->events[e].points);
	for (uint32_t p = 0; p < in->n_points; p++)
		put(&m, (struct weft_list){&p, 1});
	index->slots = m.slots;
	index->owners = owners;
}
