/* The ways in which a unit may be split. */
#include "engine/search/patterns.h"

#include "engine/index.h"
#include "engine/kind.h"

#include <string.h>

enum { MAX_PARTS = 64, MAX_TRIED = 4000 };

struct enumeration {
	struct search_structure *structure;
	const struct search_unit *unit;
	int32_t shortest, longest;
	uint32_t most;
	int32_t at[MAX_PARTS];
	uint32_t n, tried;
	struct search_pattern *found; /* SEARCH_MAX_PATTERNS, by cost */
	struct weft_cost *costs;
	uint32_t n_found;
};

/* Is the point about how its event is split? */
static bool is_about_split(const struct weft_constraint *c)
{
	return c->kind == WEFT_SPLIT_EVENTS || c->kind == WEFT_DISTRIBUTE_SPLIT_EVENTS;
}

static int64_t deviation(const struct enumeration *all, const struct weft_constraint *c)
{
	int64_t wrong = 0, n = 0;

	for (uint32_t i = 0; i < all->n; i++) {
		n += c->kind == WEFT_SPLIT_EVENTS || all->at[i] == c->limits.duration;
		wrong += c->kind == WEFT_SPLIT_EVENTS && (all->at[i] < c->limits.minimum_duration ||
							  all->at[i] > c->limits.maximum_duration);
	}
	return wrong + outside(n, c->limits.minimum, c->limits.maximum);
}

static struct weft_cost cost_of_pattern(const struct enumeration *all)
{
	const struct weft_instance *in = all->structure->instance;
	uint32_t first = in->events[all->unit->events[0]].first_meet;
	struct weft_cost sum = {0};

	for (uint32_t i = 0; i < all->unit->n_events; i++) {
		const struct weft_event *e = &in->events[all->unit->events[i]];

		for (uint32_t k = 0; k < e->points.n; k++) {
			uint32_t constraint = in->points[e->points.at[k]].constraint;
			const struct weft_constraint *c = &in->constraints[constraint];
			int64_t cost;

			if (!is_about_split(c))
				continue;
			cost = c->weight *
			       cost_of(in->index->monitors[constraint].cost, deviation(all, c));
			*(c->required ? &sum.hard : &sum.soft) += cost;
		}
	}
	/* A part that can start nowhere is of no use. */
	for (uint32_t i = 0; i < all->n; i++)
		if ((uint32_t)all->at[i] > in->n_times ||
		    all->structure->barred[first + (uint32_t)all->at[i] - 1] != 0)
			sum.hard += 1000;
	return sum;
}

static void keep_pattern(struct enumeration *all)
{
	struct weft_cost cost = cost_of_pattern(all);
	uint32_t at = all->n_found;
	int32_t *durations;

	all->tried++;
	while (at > 0 && weft_cost_less(cost, all->costs[at - 1]))
		at--;
	if (at == SEARCH_MAX_PATTERNS)
		return;
	if (all->n_found == SEARCH_MAX_PATTERNS)
		all->n_found--;
	memmove(&all->found[at + 1], &all->found[at], (all->n_found - at) * sizeof *all->found);
	memmove(&all->costs[at + 1], &all->costs[at], (all->n_found - at) * sizeof *all->costs);
	durations = arena_array(all->structure->arena, int32_t, all->n);
	memcpy(durations, all->at, all->n * sizeof *durations);
	all->found[at] = (struct search_pattern){durations, all->n, cost.soft};
	all->costs[at] = cost;
	all->n_found++;
}

/* Partitions in falling order, by counting down the last part that can shrink. The depth
 * is bounded by MAX_PARTS. */
static void extend(struct enumeration *all, int32_t left, int32_t longest)
{
	if (left == 0) {
		keep_pattern(all);
		return;
	}
	for (int32_t d = longest < left ? longest : left;
	     d >= all->shortest && all->n < all->most && all->tried < MAX_TRIED; d--) {
		all->at[all->n++] = d;
		extend(all, left - d, d);
		all->n--;
	}
}

static void set_limits(struct enumeration *all)
{
	const struct weft_instance *in = all->structure->instance;

	all->shortest = 1;
	all->longest = all->unit->duration;
	all->most = MAX_PARTS;
	for (uint32_t i = 0; i < all->unit->n_events; i++) {
		const struct weft_event *e = &in->events[all->unit->events[i]];

		for (uint32_t k = 0; k < e->points.n; k++) {
			const struct weft_constraint
				*c = &in->constraints[in->points[e->points.at[k]].constraint];

			if (c->kind != WEFT_SPLIT_EVENTS || !c->required)
				continue;
			if (c->limits.minimum_duration > all->shortest)
				all->shortest = c->limits.minimum_duration;
			if (c->limits.maximum_duration < all->longest)
				all->longest = c->limits.maximum_duration;
			if (c->limits.maximum > 0 && (uint32_t)c->limits.maximum < all->most)
				all->most = (uint32_t)c->limits.maximum;
		}
	}
}

void search_patterns(struct search_structure *st, uint32_t u, bool whole)
{
	struct search_unit *unit = &st->units[u];
	struct enumeration all = {.structure = st, .unit = unit};

	all.found = arena_array(st->arena, struct search_pattern, SEARCH_MAX_PATTERNS + 1);
	all.costs = arena_array(st->arena, struct weft_cost, SEARCH_MAX_PATTERNS + 1);
	set_limits(&all);
	if (!whole && !unit->fixed_time)
		extend(&all, unit->duration, all.longest);
	if (all.n_found == 0) {
		all.at[0] = unit->duration;
		all.n = 1;
		keep_pattern(&all);
	}
	while (all.costs[all.n_found - 1].hard > all.costs[0].hard)
		all.n_found--;
	unit->patterns = all.found;
	unit->n_patterns = all.n_found;
}
