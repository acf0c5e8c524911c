/* From what a builder collected to the immutable arrays of an instance. */
#include "engine/builder_internal.h"

#include "base/bits.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A copy that lives with the instance and is exactly as long as needed. */
#define TAKE(b, vec, type) ((type *)take((b)->arena, (vec)->at, (vec)->n, sizeof(type)))

static void *take(struct arena *arena, const void *at, size_t n, size_t item_size)
{
	void *copy = arena_alloc_array(arena, n, item_size, alignof(max_align_t));

	if (n > 0)
		memcpy(copy, at, n * item_size);
	return copy;
}

/* Sort (owner, item) pairs into one list an owner, keeping the order of the calls. */
static struct weft_list *lists_of(struct arena *arena, const struct owned_list *owned, size_t n)
{
	struct weft_list *lists = arena_array(arena, struct weft_list, n);
	uint32_t *items = arena_array(arena, uint32_t, owned->n);
	uint32_t **next = arena_array(arena, uint32_t *, n);

	for (size_t i = 0; i < owned->n; i++)
		lists[owned->at[i].owner].n++;
	for (size_t i = 0; i < n; i++) {
		lists[i].at = next[i] = items;
		items += lists[i].n;
	}
	for (size_t i = 0; i < owned->n; i++)
		*next[owned->at[i].owner]++ = owned->at[i].item;
	return lists;
}

static int by_owner_and_item(const void *a, const void *b)
{
	const struct owned *x = a, *y = b;

	if (x->owner != y->owner)
		return x->owner < y->owner ? -1 : 1;
	return x->item < y->item ? -1 : x->item > y->item;
}

/* The same for sets: ascending, each item once. */
static struct weft_list *sets_of(struct arena *arena, struct owned_list *owned, size_t n)
{
	size_t kept = 0;

	if (owned->n > 0)
		qsort(owned->at, owned->n, sizeof *owned->at, by_owner_and_item);
	for (size_t i = 0; i < owned->n; i++)
		if (i == 0 || by_owner_and_item(&owned->at[i - 1], &owned->at[i]) != 0)
			owned->at[kept++] = owned->at[i];
	owned->n = kept;
	return lists_of(arena, owned, n);
}

/* The other way round: for each item its owners. */
static struct weft_list *inverse_of(struct arena *arena, struct arena *work,
				    const struct owned_list *owned, size_t n)
{
	struct owned_list turned = {0};

	for (size_t i = 0; i < owned->n; i++)
		*vec_push(work, &turned) = (struct owned){owned->at[i].item, owned->at[i].owner};
	return lists_of(arena, &turned, n);
}

static void finish_times(struct weft_builder *b, struct weft_instance *in)
{
	struct weft_list *of = sets_of(b->arena, &b->times_in, b->time_groups.n);
	struct weft_list *groups = inverse_of(b->arena, b->work, &b->times_in, b->times.n);
	struct weft_time *times = TAKE(b, &b->times, struct weft_time);
	struct weft_time_group *time_groups = TAKE(b, &b->time_groups, struct weft_time_group);
	uint64_t *ends;
	bool days = false;

	in->n_times = (uint32_t)b->times.n;
	in->n_time_groups = (uint32_t)b->time_groups.n;
	in->n_time_words = (uint32_t)BITS_WORDS(in->n_times);
	in->times = times;
	in->time_groups = time_groups;
	for (uint32_t g = 0; g < in->n_time_groups; g++) {
		uint64_t *mask = arena_array(b->arena, uint64_t, in->n_time_words);

		time_groups[g].times = of[g];
		time_groups[g].mask = mask;
		days = days || time_groups[g].kind == WEFT_DAY;
		for (uint32_t i = 0; i < of[g].n; i++)
			bits_add(mask, of[g].at[i]);
		for (uint32_t i = 0; i < of[g].n && time_groups[g].kind == WEFT_DAY; i++) {
			struct weft_time *time = &times[of[g].at[i]];

			if (time->day != WEFT_NONE)
				continue;
			time->day = g;
			if (time->time_of_day == WEFT_NONE)
				time->time_of_day = i;
		}
	}
	in->day_ends = ends = arena_array(b->arena, uint64_t, in->n_time_words);
	for (uint32_t t = 0; t < in->n_times; t++) {
		bool together = !days;

		times[t].groups = groups[t];
		if (times[t].time_of_day == WEFT_NONE)
			times[t].time_of_day = t;
		for (uint32_t i = 0; i < groups[t].n && t + 1 < in->n_times; i++)
			together = together || (time_groups[groups[t].at[i]].kind == WEFT_DAY &&
						bits_has(time_groups[groups[t].at[i]].mask, t + 1));
		if (!together)
			bits_add(ends, t);
	}
}

static struct weft_resource *finish_resources(struct weft_builder *b, struct weft_instance *in)
{
	struct weft_list *of = sets_of(b->arena, &b->resources_in, b->resource_groups.n);
	struct weft_list *groups = inverse_of(b->arena, b->work, &b->resources_in, b->resources.n);
	struct weft_resource *resources = TAKE(b, &b->resources, struct weft_resource);
	struct weft_resource_group *resource_groups = TAKE(b, &b->resource_groups,
							   struct weft_resource_group);
	struct weft_resource_type *types = TAKE(b, &b->types, struct weft_resource_type);
	struct owned_list by_type = {0};
	struct weft_list *typed;

	in->n_resources = (uint32_t)b->resources.n;
	in->n_resource_groups = (uint32_t)b->resource_groups.n;
	in->n_resource_types = (uint32_t)b->types.n;
	in->n_resource_words = (uint32_t)BITS_WORDS(in->n_resources);
	in->n_sites = (uint32_t)b->sites.n;
	in->sites = TAKE(b, &b->sites, struct weft_site);
	in->resources = resources;
	in->resource_groups = resource_groups;
	in->resource_types = types;
	for (uint32_t g = 0; g < in->n_resource_groups; g++)
		resource_groups[g].resources = of[g];
	for (uint32_t r = 0; r < in->n_resources; r++) {
		resources[r].groups = groups[r];
		*vec_push(b->work, &by_type) = (struct owned){resources[r].type, r};
	}
	typed = lists_of(b->arena, &by_type, in->n_resource_types);
	for (uint32_t t = 0; t < in->n_resource_types; t++)
		types[t].resources = typed[t];
	return resources;
}

static bool check_roles(const struct weft_instance *in, const struct weft_event *event,
			struct err *err)
{
	const struct weft_event_resource *needs = &in->event_resources[event->first_resource];

	for (uint32_t i = 0; i < event->n_resources; i++)
		for (uint32_t k = 0; k < i && needs[i].role.len > 0; k++)
			if (str_eq(needs[i].role, needs[k].role))
				return err_set(err, ERR_INVALID,
					       "Event %.*s has the role %.*s twice",
					       STR_ARG(event->id), STR_ARG(needs[i].role));
	return true;
}

/* Room for meets, and for what each of them needs, is reserved for the finest split. */
static bool finish_sizes(struct weft_instance *in, struct weft_event *events, struct err *err)
{
	const uint64_t max = UINT64_C(1) << 27;
	uint64_t meets = 0, assigned = 0;

	for (uint32_t e = 0; e < in->n_events; e++) {
		struct weft_event *event = &events[e];

		event->first_meet = (uint32_t)meets;
		meets += (uint64_t)event->duration;
		assigned += (uint64_t)event->duration * event->n_resources;
		if (meets > max || assigned > max)
			return err_set(err, ERR_INVALID, "The events are too many and too long");
		if (event->time != WEFT_NONE &&
		    (uint32_t)event->duration > in->n_times - event->time)
			return err_set(err, ERR_INVALID,
				       "Event %.*s, which starts at a given time, would run past "
				       "the last time",
				       STR_ARG(event->id));
		if (!check_roles(in, event, err))
			return false;
	}
	if ((uint64_t)in->n_resources * in->n_times > max)
		return err_set(err, ERR_INVALID, "There are too many resources and times");
	in->n_meets = (uint32_t)meets;
	return true;
}

static struct weft_event *finish_events(struct weft_builder *b, struct weft_instance *in)
{
	struct weft_list *of = sets_of(b->arena, &b->events_in, b->event_groups.n);
	struct weft_list *groups = inverse_of(b->arena, b->work, &b->events_in, b->events.n);
	struct weft_event *events = TAKE(b, &b->events, struct weft_event);
	struct weft_event_group *event_groups = TAKE(b, &b->event_groups, struct weft_event_group);
	struct weft_event_resource *needs = arena_array(b->arena, struct weft_event_resource,
							b->needs.n);
	uint32_t *next = arena_array(b->work, uint32_t, b->events.n);
	uint32_t first = 0;

	in->n_events = (uint32_t)b->events.n;
	in->n_event_groups = (uint32_t)b->event_groups.n;
	in->n_event_resources = (uint32_t)b->needs.n;
	in->events = events;
	in->event_groups = event_groups;
	in->event_resources = needs;
	for (uint32_t g = 0; g < in->n_event_groups; g++)
		event_groups[g].events = of[g];
	for (uint32_t e = 0; e < in->n_events; e++) {
		events[e].groups = groups[e];
		events[e].first_resource = next[e] = first;
		first += events[e].n_resources;
	}
	for (size_t i = 0; i < b->needs.n; i++) {
		struct weft_event_resource *need = &needs[next[b->needs.at[i].event]++];

		*need = b->needs.at[i];
		if (need->workload < 0)
			need->workload = events[need->event].workload;
	}
	return events;
}

/* For each resource the events in which it is preassigned. */
static void finish_preassigned(struct weft_builder *b, const struct weft_instance *in,
			       struct weft_resource *resources)
{
	struct owned_list owned = {0};
	struct weft_list *of;

	for (uint32_t i = 0; i < in->n_event_resources; i++)
		if (in->event_resources[i].resource != WEFT_NONE)
			*vec_push(b->work, &owned) = (struct owned){in->event_resources[i].resource,
								    in->event_resources[i].event};
	of = sets_of(b->arena, &owned, in->n_resources);
	for (uint32_t r = 0; r < in->n_resources; r++)
		resources[r].events = of[r];
}

static struct weft_constraint *finish_constraints(struct weft_builder *b, struct weft_instance *in)
{
	size_t n = b->constraints.n;
	struct weft_constraint *c = TAKE(b, &b->constraints, struct weft_constraint);
	struct weft_list *lists[] = {
		lists_of(b->arena, &b->to_events, n),
		lists_of(b->arena, &b->to_event_groups, n),
		lists_of(b->arena, &b->to_resources, n),
		lists_of(b->arena, &b->to_resource_groups, n),
		lists_of(b->arena, &b->of_times, n),
		lists_of(b->arena, &b->of_time_groups, n),
		lists_of(b->arena, &b->of_resources, n),
		lists_of(b->arena, &b->of_resource_groups, n),
	};

	in->n_constraints = (uint32_t)n;
	in->constraints = c;
	for (size_t i = 0; i < n; i++) {
		c[i].events = lists[0][i];
		c[i].event_groups = lists[1][i];
		c[i].resources = lists[2][i];
		c[i].resource_groups = lists[3][i];
		c[i].times = lists[4][i];
		c[i].time_groups = lists[5][i];
		c[i].preferred_resources = lists[6][i];
		c[i].preferred_groups = lists[7][i];
	}
	return c;
}

/* The lists of constraints whose items are not plain numbers. */
static void finish_records(struct weft_builder *b, const struct weft_instance *in,
			   struct weft_constraint *c)
{
	struct weft_event_pair **pairs = arena_array(b->work, struct weft_event_pair *,
						     in->n_constraints);
	struct weft_limited_group **limited = arena_array(b->work, struct weft_limited_group *,
							  in->n_constraints);
	struct weft_site_pair **ways = arena_array(b->work, struct weft_site_pair *,
						   in->n_constraints);

	for (size_t i = 0; i < b->pairs.n; i++)
		c[b->pairs.at[i].owner].n_pairs++;
	for (size_t i = 0; i < b->limited.n; i++)
		c[b->limited.at[i].owner].n_limited_groups++;
	for (size_t i = 0; i < b->distances.n; i++)
		c[b->distances.at[i].owner].n_site_pairs++;
	for (uint32_t i = 0; i < in->n_constraints; i++) {
		c[i].pairs = pairs[i] = arena_array(b->arena, struct weft_event_pair, c[i].n_pairs);
		c[i].limited_groups = limited[i] = arena_array(b->arena, struct weft_limited_group,
							       c[i].n_limited_groups);
		c[i].site_pairs = ways[i] = arena_array(b->arena, struct weft_site_pair,
							c[i].n_site_pairs);
	}
	for (size_t i = 0; i < b->pairs.n; i++)
		*pairs[b->pairs.at[i].owner]++ = b->pairs.at[i].pair;
	for (size_t i = 0; i < b->limited.n; i++)
		*limited[b->limited.at[i].owner]++ = b->limited.at[i].group;
	for (size_t i = 0; i < b->distances.n; i++)
		*ways[b->distances.at[i].owner]++ = b->distances.at[i].pair;
}

bool weft_builder_finish(struct weft_builder *b, struct weft_instance **ret, struct err *err)
{
	struct weft_instance *in = b->instance;
	struct index_parts parts;

	assert(!b->finished);
	b->finished = true;
	if (b->err.kind != ERR_NONE) {
		*err = b->err;
		return false;
	}
	finish_times(b, in);
	parts.resources = finish_resources(b, in);
	parts.events = finish_events(b, in);
	if (!finish_sizes(in, parts.events, err))
		return false;
	finish_preassigned(b, in, parts.resources);
	parts.constraints = finish_constraints(b, in);
	finish_records(b, in, parts.constraints);
	if (!index_build(in, b->index, &parts, err))
		return false;
	b->arena = NULL;
	*ret = in;
	return true;
}
