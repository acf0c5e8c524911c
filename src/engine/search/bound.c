/* Lower bounds from counting.
 *
 * Take a resource all of whose events name it (nothing else can be given to it), each of
 * which must have a start, in a solution with hard cost 0. It has no clashes and is available
 * when it is busy, so it is busy at exactly so many times as its events last, its load,
 * out of those at which it is available. What each of its points costs at least then is
 * counted: LimitBusyTimes by dynamic programming over its time groups, ClusterBusyTimes by
 * filling the largest groups first, AvoidUnavailableTimes by what is left. The bound is the
 * sum over resources and points: of a point on its own, so it is not the best that could be
 * said of several together.
 *
 * If a load is more than the times available, the hard cost is positive: each time too
 * many is a clash, an unavailable time or one without a start. */
#include "engine/search/structure.h"

#include "engine/index.h"
#include "engine/kind.h"

#include <string.h>

struct load {
	const struct weft_instance *instance;
	struct arena *arena;
	uint32_t resource;
	int64_t times;       /* busy times of a solution with hard cost 0 */
	uint64_t *available; /* a set */
	uint32_t n_available;
	int64_t price; /* the least that a time too many costs */
};

/* The cheapest required constraint of the kind among the points, or 0: there is none. */
static int64_t price_of(const struct weft_instance *in, struct weft_list points,
			enum weft_kind kind)
{
	int64_t price = 0;

	for (uint32_t i = 0; i < points.n; i++) {
		const struct weft_constraint
			*c = &in->constraints[in->points[points.at[i]].constraint];

		if (c->kind == kind && c->required && (price == 0 || c->weight < price))
			price = c->weight;
	}
	return price;
}

static void remove_unavailable(struct load *load)
{
	const struct weft_instance *in = load->instance;
	struct weft_list points = in->resources[load->resource].points;

	for (uint32_t i = 0; i < points.n; i++) {
		uint32_t c = in->points[points.at[i]].constraint;

		if (in->constraints[c].kind != WEFT_AVOID_UNAVAILABLE_TIMES ||
		    !in->constraints[c].required)
			continue;
		if (in->constraints[c].weight < load->price)
			load->price = in->constraints[c].weight;
		for (uint32_t w = 0; w < in->n_time_words; w++)
			load->available[w] &= ~in->index->monitors[c].mask[w];
	}
	load->n_available = (uint32_t)bits_count(load->available, in->n_time_words);
}

/* False if nothing can be said of the resource. */
static bool find_load(struct load *load)
{
	const struct weft_instance *in = load->instance;
	const struct weft_resource *r = &in->resources[load->resource];

	load->times = 0;
	load->price = price_of(in, r->points, WEFT_AVOID_CLASHES);
	if (load->price == 0 || r->events.n == 0)
		return false;
	for (uint32_t i = 0; i < r->events.n; i++) {
		const struct weft_event *e = &in->events[r->events.at[i]];
		int64_t price = price_of(in, e->points, WEFT_ASSIGN_TIME);

		if (e->time == WEFT_NONE && price == 0)
			return false;
		if (e->time == WEFT_NONE && price < load->price)
			load->price = price;
		load->times += e->duration;
		for (uint32_t k = 0, named = 0; k < e->n_resources; k++) {
			named += in->event_resources[e->first_resource + k].resource ==
				 load->resource;
			if (named > 1) /* it clashes with itself: counted elsewhere */
				return false;
		}
	}
	memcpy(load->available, in->index->all_times, in->n_time_words * sizeof *load->available);
	remove_unavailable(load);
	return true;
}

/* Are the groups of the point disjoint? */
static bool is_disjoint(const struct load *load, struct weft_list groups, uint64_t *seen)
{
	const struct weft_instance *in = load->instance;

	memset(seen, 0, in->n_time_words * sizeof *seen);
	for (uint32_t g = 0; g < groups.n; g++)
		for (uint32_t w = 0; w < in->n_time_words; w++) {
			uint64_t mask = in->time_groups[groups.at[g]].mask[w];

			if ((seen[w] & mask) != 0)
				return false;
			seen[w] |= mask;
		}
	return true;
}

/* The least sum of deviations if so many times are busy: least[n] after each group. */
static int64_t least_busy(const struct load *load, const struct monitor *m, struct weft_list groups,
			  const uint64_t *seen)
{
	const struct weft_instance *in = load->instance;
	size_t n = (size_t)load->times + 1;
	int64_t *least = arena_array(load->arena, int64_t, n);
	int64_t *next = arena_array(load->arena, int64_t, n);
	uint32_t outside_groups = load->n_available - (uint32_t)bits_count_both(load->available,
										seen,
										in->n_time_words);

	for (size_t k = 0; k < n; k++)
		least[k] = k <= outside_groups ? 0 : INT32_MAX;
	for (uint32_t g = 0; g < groups.n; g++) {
		size_t most = bits_count_both(in->time_groups[groups.at[g]].mask, load->available,
					      in->n_time_words);

		for (size_t k = 0; k < n; k++) {
			next[k] = least[k];
			for (size_t busy = 1; busy <= most && busy <= k; busy++) {
				int64_t sum = least[k - busy] +
					      outside((int64_t)busy, m->minimum, m->maximum);

				next[k] = sum < next[k] ? sum : next[k];
			}
		}
		memcpy(least, next, n * sizeof *least);
	}
	return least[n - 1] >= INT32_MAX ? 0 : least[n - 1];
}

/* How far the number of groups with a busy time must be outside the limits. */
static int64_t least_cluster(const struct load *load, const struct monitor *m,
			     struct weft_list groups, const uint64_t *seen)
{
	const struct weft_instance *in = load->instance;
	int64_t left = load->times, fewest = 0, some = 0;
	int64_t *size = arena_array(load->arena, int64_t, groups.n + 1);

	left -= load->n_available -
		(int64_t)bits_count_both(load->available, seen, in->n_time_words);
	for (uint32_t g = 0; g < groups.n; g++) {
		uint32_t at = g;
		int64_t n = (int64_t)bits_count_both(in->time_groups[groups.at[g]].mask,
						     load->available, in->n_time_words);

		some += n > 0;
		for (; at > 0 && size[at - 1] < n; at--)
			size[at] = size[at - 1];
		size[at] = n;
	}
	for (uint32_t g = 0; g < groups.n && left > 0; g++, fewest++)
		left -= size[g];
	if (some > load->times)
		some = load->times;
	return fewest > m->maximum ? fewest - m->maximum
	       : some < m->minimum ? m->minimum - some
				   : 0;
}

static int64_t least_of_point(const struct load *load, uint32_t point)
{
	const struct weft_instance *in = load->instance;
	uint32_t constraint = in->points[point].constraint;
	const struct weft_constraint *c = &in->constraints[constraint];
	const struct monitor *m = &in->index->monitors[constraint];
	uint64_t *seen = arena_array(load->arena, uint64_t, in->n_time_words + 1);
	int64_t deviation = 0;

	if (c->required || m->item != WEFT_LINEAR)
		return 0;
	if (c->kind == WEFT_AVOID_UNAVAILABLE_TIMES) {
		deviation = load->times - load->n_available +
			    (int64_t)bits_count_both(m->mask, load->available, in->n_time_words);
	} else if (c->kind == WEFT_LIMIT_BUSY_TIMES && is_disjoint(load, c->time_groups, seen)) {
		deviation = least_busy(load, m, c->time_groups, seen);
	} else if (c->kind == WEFT_CLUSTER_BUSY_TIMES && is_disjoint(load, c->time_groups, seen)) {
		deviation = least_cluster(load, m, c->time_groups, seen);
	}
	return deviation <= 0 ? 0 : c->weight * cost_of(m->cost, deviation);
}

/* May the resource be given to something that does not name it? */
static void find_given(const struct weft_instance *in, unsigned char *given_type)
{
	for (uint32_t i = 0; i < in->n_event_resources; i++)
		if (in->event_resources[i].resource == WEFT_NONE)
			given_type[in->event_resources[i].type] = 1;
}

static void bound_resources(const struct weft_instance *in, struct arena *arena,
			    struct weft_cost *bound)
{
	unsigned char *given_type = arena_array(arena, unsigned char, in->n_resource_types + 1);
	uint64_t *available = arena_array(arena, uint64_t, in->n_time_words + 1);

	find_given(in, given_type);
	for (uint32_t r = 0; r < in->n_resources; r++) {
		struct load load = {.instance = in,
				    .arena = arena_create(4096),
				    .resource = r,
				    .available = available};
		bool known = find_load(&load);

		if (known && load.times > load.n_available) {
			int64_t cost = (load.times - load.n_available) * load.price;

			/* A missing start may serve several resources: no sum. */
			bound->hard = cost > bound->hard ? cost : bound->hard;
		} else if (known && !given_type[in->resources[r].type]) {
			for (uint32_t i = 0; i < in->resources[r].points.n; i++)
				bound->soft += least_of_point(&load, in->resources[r].points.at[i]);
		}
		arena_destroy(load.arena);
	}
}

struct weft_cost weft_search_bound(const struct weft_instance *instance)
{
	struct arena *arena = arena_create((size_t)1 << 16);
	struct weft_cost bound = {0};

	bound_resources(instance, arena, &bound);
	/* What was said of soft cost supposes that the hard cost is 0. */
	if (bound.hard > 0)
		bound.soft = 0;
	arena_destroy(arena);
	return bound;
}
