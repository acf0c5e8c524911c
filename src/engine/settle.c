/* Values and cost: what follows from the counts. */
#include "engine/solution_internal.h"

#include "engine/kind.h"

#include <assert.h>

static const struct monitor *monitor_of(const struct weft_solution *s, uint32_t point)
{
	return &s->index->monitors[s->instance->points[point].constraint];
}

/* A change found out while settling, which undoing does not find again. */
static inline void record(struct weft_solution *s, uint32_t monitor, uint32_t slot, int64_t by)
{
	if (by == 0)
		return;
	if (s->n_marks > 0)
		trail_push(s, TRAIL_VALUE | monitor << TRAIL_WHAT_BITS, slot, (uint32_t)by,
			   (uint32_t)((uint64_t)by >> 32));
	solution_add_value(s, &s->index->monitors[monitor], slot, by);
}

static void measure(struct weft_solution *s, uint32_t point)
{
	uint32_t c = s->instance->points[point].constraint, slot = s->index->slots[point];

	record(s, c, slot, s->index->monitors[c].kind->measure(s, point) - s->values[slot]);
}

/* The points that follow the busy times, in a cycle of one word. */
static void settle_word(struct weft_solution *s, const struct resource_index *index, uint64_t was,
			uint64_t now)
{
	const struct profile *profile = index->profile;
	uint64_t active = 0;

	for (uint64_t rest = was ^ now; rest != 0; rest &= rest - 1)
		active |= profile->interest[__builtin_ctzll(rest)];
	for (; active != 0; active &= active - 1) {
		uint32_t i = (uint32_t)__builtin_ctzll(active), monitor = profile->monitors[i];
		const struct monitor *m = &s->index->monitors[monitor];

		record(s, monitor, index->first_slot + i, m->busy_word(m, was, now));
	}
}

/* The same in a longer cycle, or where there are too many points for a word. */
static void settle_words(struct weft_solution *s, const struct resource_index *index,
			 const uint64_t *was, const uint64_t *now)
{
	const struct profile *profile = index->profile;
	uint32_t words = s->instance->n_time_words;
	uint64_t changed = words == 1 ? was[0] ^ now[0] : 0; /* struct time_set's signature */

	for (uint32_t w = 0; w < words && words > 1; w++)
		changed |= (uint64_t)(was[w] != now[w]) << (w % 64);
	for (uint32_t i = 0; i < profile->n && changed != 0; i++) {
		uint32_t monitor = profile->monitors[i];
		const struct monitor *m = &s->index->monitors[monitor];

		if ((profile->signatures[i] & changed) != 0)
			record(s, monitor, index->first_slot + i,
			       m->kind->busy(m, was, now, changed));
	}
}

static void settle_clashes(struct weft_solution *s, const struct resource_index *index,
			   int32_t clashes)
{
	uint32_t slot = index->first_slot + index->profile->n;

	for (uint32_t i = 0; i < index->clash.n; i++, slot++) {
		uint32_t point = index->clash.at[i], c = s->instance->points[point].constraint;

		if (s->index->monitors[c].item == WEFT_LINEAR)
			record(s, c, slot, clashes - s->values[slot]);
		else
			measure(s, point);
	}
}

static void settle_resource(struct weft_solution *s, uint32_t resource)
{
	const struct resource_index *index = &s->index->resources[resource];
	struct row *row = solution_row(s, resource);
	const uint64_t *now = solution_busy(s, resource);
	int64_t before = s->weighted;

	if (index->profile->interest != NULL)
		settle_word(s, index, now[1], now[0]);
	else
		settle_words(s, index, now + s->instance->n_time_words, now);
	settle_clashes(s, index, row->clashes);
	for (uint32_t i = 0; i < index->work.n && (row->touched & TOUCHED_WORK) != 0; i++)
		measure(s, index->work.at[i]);
	for (uint32_t i = 0; i < index->whole.n; i++)
		measure(s, index->whole.at[i]);
	row->touched = 0;
	row->cost += s->weighted - before;
}

static void settle_stale(struct weft_solution *s)
{
	for (uint32_t i = 0; i < s->n_stale; i++) {
		s->stale[s->stale_points[i]] = 0;
		measure(s, s->stale_points[i]);
	}
	s->n_stale = 0;
}

void solution_settle_rest(struct weft_solution *s)
{
	for (uint32_t i = 0; i < s->n_touched; i++)
		settle_resource(s, s->touched_resources[i]);
	s->n_touched = 0;
	settle_stale(s);
}

/* What a point costs, weighted. */
static int64_t weighted_cost(const struct weft_solution *s, uint32_t point)
{
	uint32_t slot = s->index->slots[point];

	return unit_cost(monitor_of(s, point), s->values[slot]) * s->multipliers[slot] *
	       s->copies[slot];
}

/* No point costs less than nothing: what is not settled yet gains at most what it costs now. */
int64_t solution_weighted_within(struct weft_solution *s, int64_t most)
{
	int64_t rest = 0;

	for (uint32_t i = 0; i < s->n_touched; i++)
		rest += solution_row(s, s->touched_resources[i])->cost;
	for (uint32_t i = 0; i < s->n_stale; i++)
		rest += weighted_cost(s, s->stale_points[i]);
	for (uint32_t i = 0; i < s->n_touched && s->weighted - rest <= most; i++) {
		uint32_t resource = s->touched_resources[i];

		rest -= solution_row(s, resource)->cost;
		settle_resource(s, resource);
	}
	if (s->weighted - rest > most)
		return s->weighted - rest;
	s->n_touched = 0;
	settle_stale(s);
	return s->weighted;
}

struct weft_cost weft_solution_cost(struct weft_solution *s)
{
	solution_settle(s);
	return s->cost;
}

int64_t weft_solution_weighted(struct weft_solution *s)
{
	solution_settle(s);
	return s->weighted;
}

int64_t weft_solution_constraint_cost(struct weft_solution *s, uint32_t constraint)
{
	solution_settle(s);
	return s->units[constraint] * s->instance->constraints[constraint].weight;
}

int64_t weft_solution_point_cost(struct weft_solution *s, uint32_t point)
{
	const struct monitor *m = monitor_of(s, point);

	solution_settle(s);
	return unit_cost(m, solution_value(s, point)) * m->weight * solution_copies(s, point);
}

int64_t weft_solution_deviation(struct weft_solution *s, uint32_t point)
{
	solution_settle(s);
	return deviation_of(monitor_of(s, point), solution_value(s, point));
}

int64_t weft_solution_multiplier(const struct weft_solution *s, uint32_t point)
{
	return s->multipliers[s->index->slots[point]];
}

void weft_solution_set_point_multiplier(struct weft_solution *s, uint32_t point, int64_t multiplier)
{
	uint32_t slot = s->index->slots[point];
	int64_t by = (multiplier - s->multipliers[slot]) *
		     unit_cost(monitor_of(s, point), s->values[slot]) * s->copies[slot];

	s->weighted += by;
	solution_own_cost(s, slot, by);
	s->multipliers[slot] = multiplier;
}

void weft_solution_set_multiplier(struct weft_solution *s, uint32_t constraint, int64_t multiplier)
{
	const struct weft_constraint *c = &s->instance->constraints[constraint];

	for (uint32_t i = 0; i < c->n_points; i++)
		weft_solution_set_point_multiplier(s, c->first_point + i, multiplier);
}

bool weft_solution_next_violation(struct weft_solution *s, uint32_t *cursor,
				  struct weft_violation *ret)
{
	solution_settle(s);
	while (*cursor < s->instance->n_points) {
		uint32_t point = (*cursor)++;
		int64_t deviation = deviation_of(monitor_of(s, point), solution_value(s, point));

		if (deviation == 0 || solution_copies(s, point) == 0)
			continue;
		*ret = (struct weft_violation){
			.constraint = s->instance->points[point].constraint,
			.point = point,
			.deviation = deviation,
			.cost = weft_solution_point_cost(s, point),
		};
		return true;
	}
	return false;
}

int64_t weft_solution_try_time(struct weft_solution *s, uint32_t meet, uint32_t time,
			       struct weft_cost *ret)
{
	weft_mark mark = weft_solution_mark(s);
	int64_t weighted;

	weft_solution_set_time(s, meet, time);
	weighted = weft_solution_weighted(s);
	if (ret != NULL)
		*ret = s->cost;
	weft_solution_undo(s, mark);
	return weighted;
}

int64_t weft_solution_try_resource(struct weft_solution *s, uint32_t meet, uint32_t need,
				   uint32_t resource, struct weft_cost *ret)
{
	weft_mark mark = weft_solution_mark(s);
	int64_t weighted;

	weft_solution_set_resource(s, meet, need, resource);
	weighted = weft_solution_weighted(s);
	if (ret != NULL)
		*ret = s->cost;
	weft_solution_undo(s, mark);
	return weighted;
}
