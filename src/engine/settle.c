/* Values and cost: what follows from the counts. */
#include "engine/solution_internal.h"

#include "engine/kind.h"

#include <assert.h>

void solution_set_value(struct weft_solution *s, uint32_t point, int64_t value)
{
	uint32_t constraint = s->instance->points[point].constraint;
	const struct monitor *m = &s->index->monitors[constraint];
	int64_t by = unit_cost(m, value) - unit_cost(m, s->values[point]);

	s->values[point] = value;
	if (by == 0)
		return;
	s->units[constraint] += by;
	s->weighted += by * s->multipliers[point];
	if (m->required)
		s->cost.hard += by * m->weight;
	else
		s->cost.soft += by * m->weight;
}

/* The same for values found out while settling, which undoing does not find again. */
static inline void record_value(struct weft_solution *s, uint32_t point, int64_t value)
{
	uint64_t old = (uint64_t)s->values[point];

	if (s->values[point] == value)
		return;
	if (s->n_marks > 0)
		trail_push(s, TRAIL_VALUE, point, (uint32_t)old, (uint32_t)(old >> 32));
	solution_set_value(s, point, value);
}

static void measure(struct weft_solution *s, struct weft_list points)
{
	for (uint32_t i = 0; i < points.n; i++) {
		uint32_t p = points.at[i];
		const struct monitor *m = &s->index->monitors[s->instance->points[p].constraint];

		record_value(s, p, m->kind->measure(s, p));
	}
}

/* Which times changed, as a signature (struct time_set). */
static inline uint64_t changes(const uint64_t *was, const uint64_t *now, uint32_t n_words)
{
	uint64_t changed = 0;

	if (n_words == 1)
		return was[0] ^ now[0];
	for (uint32_t w = 0; w < n_words; w++)
		changed |= (uint64_t)(was[w] != now[w]) << (w % 64);
	return changed;
}

static void settle_resource(struct weft_solution *s, uint32_t resource)
{
	const struct resource_index *index = &s->index->resources[resource];
	size_t at = (size_t)resource * s->instance->n_time_words;
	const uint64_t *was = &s->was[at], *now = &s->busy[at];
	uint64_t changed = changes(was, now, s->instance->n_time_words);

	for (uint32_t i = 0; i < index->n_busy && changed != 0; i++) {
		const struct busy_point *p = &index->busy[i];

		if ((p->signature & changed) == 0)
			continue;
		record_value(s, p->point,
			     s->values[p->point] +
				     p->monitor->kind->busy(p->monitor, was, now, changed));
	}
	measure(s, index->clash);
	measure(s, index->work);
	measure(s, index->whole);
}

void solution_settle_rest(struct weft_solution *s)
{
	for (uint32_t i = 0; i < s->n_touched; i++) {
		s->touched[s->touched_resources[i]] = 0;
		settle_resource(s, s->touched_resources[i]);
	}
	s->n_touched = 0;
	for (uint32_t i = 0; i < s->n_stale; i++) {
		uint32_t point = s->stale_points[i];

		s->stale[point] = 0;
		measure(s, (struct weft_list){&point, 1});
	}
	s->n_stale = 0;
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

static const struct monitor *monitor_of(const struct weft_solution *s, uint32_t point)
{
	return &s->index->monitors[s->instance->points[point].constraint];
}

int64_t weft_solution_point_cost(struct weft_solution *s, uint32_t point)
{
	const struct monitor *m = monitor_of(s, point);

	solution_settle(s);
	return unit_cost(m, s->values[point]) * m->weight;
}

int64_t weft_solution_deviation(struct weft_solution *s, uint32_t point)
{
	solution_settle(s);
	return deviation_of(monitor_of(s, point), s->values[point]);
}

int64_t weft_solution_multiplier(const struct weft_solution *s, uint32_t point)
{
	return s->multipliers[point];
}

void weft_solution_set_point_multiplier(struct weft_solution *s, uint32_t point, int64_t multiplier)
{
	s->weighted += (multiplier - s->multipliers[point]) *
		       unit_cost(monitor_of(s, point), s->values[point]);
	s->multipliers[point] = multiplier;
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
		int64_t deviation = deviation_of(monitor_of(s, point), s->values[point]);

		if (deviation == 0)
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
