/* A monitor for each constraint: its numbers and its sets as bit masks. */
#include "engine/index.h"

#include "base/bits.h"
#include "base/vec.h"
#include "engine/kind.h"

#include <string.h>

/* The old cost functions in terms of the new: one function of each item of the
 * deviation, and one of the sum. Where a kind has a single deviation both names of a
 * pair mean the same. */
static void set_cost(struct monitor *m, enum weft_cost_function function, bool itemized)
{
	m->item = m->cost = WEFT_LINEAR;
	switch (function) {
	case WEFT_LINEAR:
	case WEFT_SUM:
		break;
	case WEFT_QUADRATIC:
	case WEFT_SQUARE_SUM:
		m->cost = WEFT_QUADRATIC;
		break;
	case WEFT_STEP:
	case WEFT_STEP_SUM:
		m->cost = WEFT_STEP;
		break;
	case WEFT_SUM_STEPS:
		*(itemized ? &m->item : &m->cost) = WEFT_STEP;
		break;
	case WEFT_SUM_SQUARES:
		*(itemized ? &m->item : &m->cost) = WEFT_QUADRATIC;
		break;
	}
}

/* The words of a mask that are not empty at its ends, and what they are about. */
static struct time_set set_of(const uint64_t *mask, uint32_t n_words)
{
	struct time_set set = {.bits = mask};
	uint32_t last = 0;
	bool any = false;

	for (uint32_t w = 0; w < n_words; w++) {
		if (mask[w] == 0)
			continue;
		if (!any)
			set.word = w;
		any = true;
		last = w;
		set.signature |= n_words == 1 ? mask[w] : UINT64_C(1) << (w % 64);
	}
	set.n_words = any ? last - set.word + 1 : 0;
	set.bits = mask + set.word;
	return set;
}

static void set_times(const struct weft_instance *in, struct arena *arena, struct monitor *m)
{
	const struct weft_constraint *c = m->constraint;
	uint64_t *mask = arena_array(arena, uint64_t, in->n_time_words);

	for (uint32_t i = 0; i < c->times.n; i++)
		bits_add(mask, c->times.at[i]);
	for (uint32_t i = 0; i < c->time_groups.n; i++)
		for (uint32_t w = 0; w < in->n_time_words; w++)
			mask[w] |= in->time_groups[c->time_groups.at[i]].mask[w];
	for (uint32_t i = 0; i < c->n_limited_groups; i++)
		for (uint32_t w = 0; w < in->n_time_words; w++)
			mask[w] |= in->time_groups[c->limited_groups[i].group].mask[w];
	m->mask = mask;
	if (c->times.n + c->time_groups.n == 0 &&
	    (c->kind == WEFT_CAPACITY || c->kind == WEFT_TRAVEL || c->kind == WEFT_FREE_BLOCKS ||
	     c->kind == WEFT_KEEP_OUT))
		m->mask = in->index->all_times;
	m->times = set_of(m->mask, in->n_time_words);
}

static void set_groups(const struct weft_instance *in, struct arena *arena, struct monitor *m)
{
	const struct weft_constraint *c = m->constraint;
	struct time_set *groups;

	if (c->kind == WEFT_FREE_BLOCKS && c->time_groups.n == 0) {
		m->groups = &m->times;
		m->n_groups = 1;
		return;
	}
	m->n_groups = c->time_groups.n;
	m->groups = groups = arena_array(arena, struct time_set, m->n_groups);
	for (uint32_t i = 0; i < m->n_groups; i++)
		groups[i] = set_of(in->time_groups[c->time_groups.at[i]].mask, in->n_time_words);
}

/* For each time the limited groups it is in. */
static void set_limited(const struct weft_instance *in, struct arena *arena, struct monitor *m)
{
	const struct weft_constraint *c = m->constraint;
	uint32_t *from, *at, n = 0;

	m->limits = c->limited_groups;
	if (c->n_limited_groups == 0)
		return;
	m->n_groups = c->n_limited_groups;
	for (uint32_t i = 0; i < m->n_groups; i++)
		n += in->time_groups[c->limited_groups[i].group].times.n;
	m->groups_from = from = arena_array(arena, uint32_t, (size_t)in->n_times + 1);
	m->groups_at = at = arena_array(arena, uint32_t, n);
	n = 0;
	for (uint32_t t = 0; t < in->n_times; t++) {
		from[t] = n;
		for (uint32_t i = 0; i < m->n_groups; i++)
			if (bits_has(in->time_groups[c->limited_groups[i].group].mask, t))
				at[n++] = i;
	}
	from[in->n_times] = n;
}

static void set_preferred(const struct weft_instance *in, struct arena *arena, struct monitor *m)
{
	const struct weft_constraint *c = m->constraint;
	uint64_t *mask = arena_array(arena, uint64_t, in->n_resource_words);

	for (uint32_t i = 0; i < c->preferred_resources.n; i++)
		bits_add(mask, c->preferred_resources.at[i]);
	for (uint32_t g = 0; g < c->preferred_groups.n; g++) {
		struct weft_list list = in->resource_groups[c->preferred_groups.at[g]].resources;

		for (uint32_t i = 0; i < list.n; i++)
			bits_add(mask, list.at[i]);
	}
	m->preferred = mask;
}

static void set_distances(const struct weft_instance *in, struct arena *arena, struct monitor *m)
{
	const struct weft_constraint *c = m->constraint;
	uint32_t n = in->n_sites;
	int32_t *distance = arena_array(arena, int32_t, (size_t)n * n);

	for (uint32_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < n; k++)
			distance[(size_t)i * n + k] = i == k ? 0 : c->limits.length;
	for (uint32_t i = 0; i < c->n_site_pairs; i++) {
		const struct weft_site_pair *p = &c->site_pairs[i];

		if (p->from != p->to) {
			distance[(size_t)p->from * n + p->to] = p->length;
			distance[(size_t)p->to * n + p->from] = p->length;
		}
	}
	m->distance = distance;
}

/* The set bits of a mask as a list. */
static struct weft_list list_of(struct arena *arena, const uint64_t *mask, uint32_t n)
{
	size_t words = BITS_WORDS(n), k = 0;
	uint32_t *at = arena_array(arena, uint32_t, bits_count(mask, words));

	for (size_t i = bits_next(mask, words, 0); i < n; i = bits_next(mask, words, i + 1))
		at[k++] = (uint32_t)i;
	return (struct weft_list){at, (uint32_t)k};
}

/* What a capacity counts, as sets. */
static void set_members(const struct weft_instance *in, struct arena *arena, struct monitor *m)
{
	const struct weft_constraint *c = m->constraint;
	uint64_t *events = arena_array(arena, uint64_t, BITS_WORDS(in->n_events));
	uint64_t *resources = arena_array(arena, uint64_t, in->n_resource_words);

	for (uint32_t i = 0; i < c->events.n; i++)
		bits_add(events, c->events.at[i]);
	for (uint32_t g = 0; g < c->event_groups.n; g++) {
		struct weft_list list = in->event_groups[c->event_groups.at[g]].events;

		for (uint32_t i = 0; i < list.n; i++)
			bits_add(events, list.at[i]);
	}
	for (uint32_t i = 0; i < c->resources.n; i++)
		bits_add(resources, c->resources.at[i]);
	for (uint32_t g = 0; g < c->resource_groups.n; g++) {
		struct weft_list list = in->resource_groups[c->resource_groups.at[g]].resources;

		for (uint32_t i = 0; i < list.n; i++)
			bits_add(resources, list.at[i]);
	}
	m->events = list_of(arena, events, in->n_events);
	m->resources = list_of(arena, resources, in->n_resources);
}

/* The groups of a cycle of one word. */
static void set_words(struct arena *arena, struct monitor *m)
{
	uint64_t *words = arena_array(arena, uint64_t, m->n_groups);

	for (uint32_t g = 0; g < m->n_groups && m->groups != NULL; g++)
		words[g] = m->groups[g].signature;
	m->words = words;
	m->busy_word = m->kind->busy_word;
}

static void set_monitor(const struct weft_instance *in, struct arena *arena, struct monitor *m,
			const struct weft_constraint *c)
{
	const struct kind *kind = kind_of(c->kind);

	*m = (struct monitor){
		.kind = kind,
		.constraint = c,
		.number = (uint32_t)(c - in->constraints),
		.limited = kind->limited,
		.required = c->required,
		.weight = c->weight,
		.minimum = c->limits.minimum,
		.maximum = c->limits.maximum,
		.duration = c->limits.duration,
		.length = c->limits.length,
		.day_ends = in->day_ends,
	};
	set_cost(m, c->cost_function, kind->itemized);
	m->plain = m->cost == WEFT_LINEAR && !m->limited;
	if ((kind->takes & (TAKES_TIMES | TAKES_TIME_GROUPS | TAKES_LIMITED_GROUPS)) != 0)
		set_times(in, arena, m);
	if ((kind->takes & TAKES_TIME_GROUPS) != 0)
		set_groups(in, arena, m);
	if ((kind->takes & TAKES_LIMITED_GROUPS) != 0)
		set_limited(in, arena, m);
	if ((kind->takes & TAKES_PREFERRED) != 0)
		set_preferred(in, arena, m);
	if ((kind->takes & TAKES_DISTANCES) != 0)
		set_distances(in, arena, m);
	if (c->kind == WEFT_CAPACITY)
		set_members(in, arena, m);
	m->signature = m->times.signature;
	if (in->n_time_words == 1)
		set_words(arena, m);
}

void index_monitors(const struct weft_instance *in, struct weft_index *index)
{
	struct monitor *monitors = arena_array(index->arena, struct monitor, in->n_constraints);
	uint32_t n = in->n_events > in->n_event_resources ? in->n_events : in->n_event_resources;
	uint32_t *identity = arena_array(index->arena, uint32_t, n);
	uint32_t *ones = arena_array(index->arena, uint32_t, in->n_points);
	uint64_t *all = arena_array(index->arena, uint64_t, in->n_time_words);

	for (uint32_t i = 0; i < n; i++)
		identity[i] = i;
	for (uint32_t p = 0; p < in->n_points; p++)
		ones[p] = 1;
	for (uint32_t t = 0; t < in->n_times; t++)
		bits_add(all, t);
	index->identity = identity;
	index->ones = ones;
	index->all_times = all;
	index->monitors = monitors;
	for (uint32_t i = 0; i < in->n_constraints; i++)
		set_monitor(in, index->arena, &monitors[i], &in->constraints[i]);
}
