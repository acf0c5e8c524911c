/* Snapshots: the part of a solution that all else follows from. */
#include "engine/search/worker.h"

#include <assert.h>
#include <string.h>

void search_snapshot_init(struct search_snapshot *snapshot, struct arena *arena,
			  const struct weft_solution *s)
{
	const struct weft_instance *in = s->instance;

	snapshot->meets = arena_array(arena, struct weft_meet, (size_t)in->n_meets + 1);
	snapshot->n_meets = arena_array(arena, uint32_t, (size_t)in->n_events + 1);
	snapshot->assigned = arena_array(arena, uint32_t, (size_t)in->index->n_assigned + 1);
	snapshot->cost = (struct weft_cost){INT64_MAX, INT64_MAX};
}

static void copy(struct search_snapshot *to, const struct search_snapshot *from,
		 const struct weft_instance *in)
{
	memcpy(to->meets, from->meets, in->n_meets * sizeof *to->meets);
	memcpy(to->n_meets, from->n_meets, in->n_events * sizeof *to->n_meets);
	memcpy(to->assigned, from->assigned, in->index->n_assigned * sizeof *to->assigned);
	to->cost = from->cost;
}

void search_snapshot_take(struct search_snapshot *snapshot, struct weft_solution *s)
{
	const struct search_snapshot now = {s->meets, s->n_meets, s->assigned,
					    weft_solution_cost(s)};

	copy(snapshot, &now, s->instance);
}

void search_snapshot_copy(struct search_snapshot *to, const struct search_snapshot *from,
			  const struct weft_instance *in)
{
	copy(to, from, in);
}

static bool is_split_alike(const struct search_snapshot *snapshot, const struct weft_solution *s,
			   uint32_t event)
{
	uint32_t first = s->instance->events[event].first_meet;

	if (snapshot->n_meets[event] != s->n_meets[event])
		return false;
	for (uint32_t k = 0; k < s->n_meets[event]; k++)
		if (snapshot->meets[first + k].duration != s->meets[first + k].duration)
			return false;
	return true;
}

static void split_alike(const struct search_snapshot *snapshot, struct weft_solution *s,
			uint32_t event, int32_t *durations)
{
	uint32_t first = s->instance->events[event].first_meet;
	struct err err;
	bool ok;

	for (uint32_t k = 0; k < snapshot->n_meets[event]; k++)
		durations[k] = snapshot->meets[first + k].duration;
	ok = weft_solution_set_meets(s, event, durations, snapshot->n_meets[event], &err);
	assert(ok);
	(void)ok;
}

void search_snapshot_apply(const struct search_snapshot *snapshot, struct weft_solution *s)
{
	const struct weft_instance *in = s->instance;
	struct arena *arena = arena_create(4096);
	int32_t *durations = arena_array(arena, int32_t, (size_t)in->n_meets + 1);

	for (uint32_t e = 0; e < in->n_events; e++) {
		const struct weft_event *event = &in->events[e];

		if (!is_split_alike(snapshot, s, e))
			split_alike(snapshot, s, e, durations);
		for (uint32_t k = 0; k < s->n_meets[e]; k++) {
			uint32_t meet = event->first_meet + k;
			uint32_t at = in->index->events[e].first_assigned + k * event->n_resources;

			change_time(s, meet, snapshot->meets[meet].start);
			for (uint32_t i = 0; i < event->n_resources; i++)
				change_resource(s, meet, i, snapshot->assigned[at + i]);
		}
	}
	arena_destroy(arena);
}
