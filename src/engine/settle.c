/* Values and cost: what follows from the counts. */
#include "engine/solution_internal.h"

#include "engine/kind.h"

#include <assert.h>

/* A change found out while settling, which undoing does not find again. */
static inline void record(struct weft_solution *s, const struct monitor *m, uint32_t point,
			  int64_t by)
{
	uint64_t old = (uint64_t)s->values[point];

	if (by == 0)
		return;
	if (s->n_marks > 0)
		trail_push(s, TRAIL_VALUE, point, (uint32_t)old, (uint32_t)(old >> 32));
	solution_add_value(s, m, point, by);
}

static void measure(struct weft_solution *s, uint32_t point)
{
	const struct monitor *m = &s->index->monitors[s->instance->points[point].constraint];

	record(s, m, point, m->kind->measure(s, point) - s->values[point]);
}

/* Which times changed, as a signature (struct time_set). */
static inline uint64_t changes(const uint64_t *was, const uint64_t *now, uint32_t n_words)
{
	uint64_t changed = 0;

	for (uint32_t w = 0; w < n_words; w++)
		changed |= (uint64_t)(was[w] != now[w]) << (w % 64);
	return changed;
}

/* The points that follow the busy times, in a cycle of one word and in longer ones. */
static void settle_word(struct weft_solution *s, const struct resource_index *index, uint64_t was,
			uint64_t now)
{
	if (was == now)
		return;
	for (uint32_t i = 0; i < index->n_busy; i++) {
		const struct monitor *m = &s->index->monitors[index->busy[i].monitor];

		if ((m->signature & (was ^ now)) != 0)
			record(s, m, index->busy[i].point, m->busy_word(m, was, now));
	}
}

static void settle_words(struct weft_solution *s, const struct resource_index *index,
			 const uint64_t *was, const uint64_t *now)
{
	uint64_t changed = changes(was, now, s->instance->n_time_words);

	for (uint32_t i = 0; i < index->n_busy && changed != 0; i++) {
		const struct monitor *m = &s->index->monitors[index->busy[i].monitor];

		if ((m->signature & changed) != 0)
			record(s, m, index->busy[i].point, m->kind->busy(m, was, now, changed));
	}
}

static void settle_resource(struct weft_solution *s, uint32_t resource)
{
	const struct resource_index *index = &s->index->resources[resource];
	struct row *row = solution_row(s, resource);
	const uint64_t *now = solution_busy(s, resource);

	if (s->instance->n_time_words == 1)
		settle_word(s, index, now[1], now[0]);
	else
		settle_words(s, index, now + s->instance->n_time_words, now);
	for (uint32_t i = 0; i < index->clash.n; i++) {
		uint32_t point = index->clash.at[i];
		const struct monitor
			*m = &s->index->monitors[s->instance->points[point].constraint];

		if (m->item != WEFT_LINEAR)
			measure(s, point);
		else
			record(s, m, point, row->clashes - s->values[point]);
	}
	for (uint32_t i = 0; i < index->work.n && (row->touched & TOUCHED_WORK) != 0; i++)
		measure(s, index->work.at[i]);
	for (uint32_t i = 0; i < index->whole.n; i++)
		measure(s, index->whole.at[i]);
	row->touched = 0;
}

void solution_settle_rest(struct weft_solution *s)
{
	for (uint32_t i = 0; i < s->n_touched; i++)
		settle_resource(s, s->touched_resources[i]);
	s->n_touched = 0;
	for (uint32_t i = 0; i < s->n_stale; i++) {
		s->stale[s->stale_points[i]] = 0;
		measure(s, s->stale_points[i]);
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
