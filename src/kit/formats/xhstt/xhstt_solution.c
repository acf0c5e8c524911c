#include "kit/formats/xhstt/xhstt.h"

#include <assert.h>

/* The meets of a solution sorted by event: those of event e are
 * order[first[e]] ... order[first[e + 1] - 1], in the order of the file. */
struct by_event {
	size_t *first;
	const struct xhstt_meet **order;
	int32_t *duration; /* in the same order */
};

static struct by_event sort_by_event(const struct xhstt_solution *from, struct arena *arena)
{
	const uint32_t n_events = from->instance->n_events;
	struct by_event sorted = {
		.first = arena_array(arena, size_t, (size_t)n_events + 2),
		.order = arena_array(arena, const struct xhstt_meet *, from->meets.n + 1),
		.duration = arena_array(arena, int32_t, from->meets.n + 1),
	};

	/* Count into the place after next, so that filling moves first[e + 1] from the
	 * beginning of e to its end. */
	for (size_t i = 0; i < from->meets.n; i++)
		sorted.first[from->meets.at[i].event + 2]++;
	for (size_t e = 2; e < (size_t)n_events + 2; e++)
		sorted.first[e] += sorted.first[e - 1];
	for (size_t i = 0; i < from->meets.n; i++) {
		const size_t place = sorted.first[from->meets.at[i].event + 1]++;

		sorted.order[place] = &from->meets.at[i];
		sorted.duration[place] = from->meets.at[i].duration;
	}
	return sorted;
}

static bool load_meet(const struct xhstt_meet *meet, uint32_t number, struct weft_solution *to,
		      struct err *err)
{
	const struct weft_event *event = &weft_solution_instance(to)->events[meet->event];

	if (event->time == WEFT_NONE) {
		if (!weft_solution_may_start(to, number, meet->start))
			return err_set(err, ERR_INVALID,
				       "A part of event \"%.*s\" cannot be at its time",
				       STR_ARG(event->id));
		weft_solution_set_time(to, number, meet->start);
	}
	for (size_t i = 0; i < meet->uses.n; i++) {
		const struct xhstt_use *use = &meet->uses.at[i];

		if (!weft_solution_may_use(to, number, use->need, use->resource))
			return err_set(err, ERR_INVALID,
				       "A part of event \"%.*s\" cannot have its resource",
				       STR_ARG(event->id));
		weft_solution_set_resource(to, number, use->need, use->resource);
	}
	return true;
}

static bool load_event(const struct by_event *sorted, uint32_t event, struct weft_solution *to,
		       struct err *err)
{
	const size_t first = sorted->first[event], n = sorted->first[event + 1] - first;

	if (!weft_solution_set_meets(to, event, &sorted->duration[first], (uint32_t)n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		const uint32_t number = weft_solution_instance(to)->events[event].first_meet +
					(uint32_t)i;

		if (!load_meet(sorted->order[first + i], number, to, err))
			return false;
	}
	return true;
}

bool xhstt_solution_load(const struct xhstt_solution *from, struct weft_solution *to,
			 struct err *err)
{
	enum { BLOCK = 1 << 16 };
	struct arena *arena;
	struct by_event sorted;
	bool ok = true;

	assert(weft_solution_instance(to) == from->instance);
	if (from->fault.len > 0)
		return err_set(err, ERR_INVALID, "%.*s", STR_ARG(from->fault));
	arena = arena_create(BLOCK);
	sorted = sort_by_event(from, arena);
	for (uint32_t e = 0; ok && e < from->instance->n_events; e++)
		ok = load_event(&sorted, e, to, err);
	arena_destroy(arena);
	return ok;
}

static void store_meet(const struct weft_solution *from, uint32_t number, struct arena *arena,
		       struct xhstt_meet *ret)
{
	const struct weft_instance *instance = weft_solution_instance(from);
	const struct weft_meet *meet = weft_solution_meet(from, number);
	const struct weft_event *event = &instance->events[meet->event];

	*ret = (struct xhstt_meet){
		.event = meet->event,
		.duration = meet->duration,
		.start = meet->start,
	};
	for (uint32_t need = 0; need < event->n_resources; need++) {
		const uint32_t resource = weft_solution_resource(from, number, need);

		if (resource != WEFT_NONE &&
		    instance->event_resources[event->first_resource + need].resource == WEFT_NONE)
			*vec_push(arena, &ret->uses) = (struct xhstt_use){need, resource};
	}
}

void xhstt_solution_store(const struct weft_solution *from, struct arena *arena,
			  struct xhstt_solution *ret)
{
	const struct weft_instance *instance = weft_solution_instance(from);

	*ret = (struct xhstt_solution){.instance = instance};
	for (uint32_t e = 0; e < instance->n_events; e++)
		for (uint32_t i = 0; i < weft_solution_n_meets(from, e); i++)
			store_meet(from, instance->events[e].first_meet + i, arena,
				   vec_push(arena, &ret->meets));
}
