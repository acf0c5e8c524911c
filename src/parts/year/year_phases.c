#include "parts/year/year_phases.h"

#include "base/vec.h"

#include <stdlib.h>

enum { MOST_PHASES = 24, SHORTEST_PIECE = 15 };

struct dividing {
	struct arena *arena;
	const struct year_problem *problem;
	const struct year_plan *plan;
	struct year_phases phases;
	uint32_t meeting_room;
	size_t lab;
	int32_t date, tick;
};

static uint32_t meeting_room(const struct zone *zone, uint32_t school)
{
	for (uint32_t r = 0; r < zone->rooms.n; r++) {
		if (zone->rooms.at[r].school == school && zone->rooms.at[r].kind == ZONE_MEETING)
			return r;
	}
	return ZONE_NONE;
}

static void put(struct dividing *d, enum zone_phase_kind kind, int32_t start, int32_t end,
		int32_t usual)
{
	if (end <= start)
		return;
	*vec_push(d->arena,
		  &d->phases) = (struct year_phase){d->lab,
						    kind,
						    d->date,
						    start,
						    end,
						    0,
						    ZONE_NONE,
						    d->meeting_room,
						    usual != ZONE_UNSET && usual != start};
}

/* A stretch of time shared by phases in proportion to their minutes, in whole ticks. */
static void divide(struct dividing *d, const struct zone_lab_phase *const *phases, size_t n,
		   int32_t from, int32_t to)
{
	int32_t total = 0, sum = 0, start = from;

	if (n == 0) {
		if (to - from >= SHORTEST_PIECE)
			put(d, ZONE_ANALYZE, from, to, ZONE_UNSET);
		return;
	}
	for (size_t i = 0; i < n; i++)
		total += phases[i]->minutes;
	for (size_t i = 0; i < n; i++) {
		int32_t end = to;

		sum += phases[i]->minutes;
		if (i + 1 < n && total > 0)
			end = from + (to - from) * sum / total / d->tick * d->tick;
		put(d, phases[i]->phase, start, end, phases[i]->start);
		start = end;
	}
}

/* A phase that stands at its time: a lesson in a class, or lunch. */
struct anchor {
	size_t phase; /* place in the list of the day */
	int32_t start, end;
};

static int32_t usual_start(const struct zone_lab_phase *const *phases, size_t i, int32_t from)
{
	int32_t start = from;

	if (phases[i]->start != ZONE_UNSET)
		return phases[i]->start;
	for (size_t j = 0; j < i; j++)
		start += phases[j]->minutes;
	return start;
}

static bool put_lesson(struct dividing *d, const struct zone_lab_phase *phase, uint32_t shape,
		       int32_t usual, struct anchor *ret)
{
	const struct zone *zone = d->problem->zone;
	const struct year_place *place = &d->plan->at[d->lab];
	uint32_t section = phase->host >= 1 && phase->host <= YEAR_MAX_HOSTS
				   ? place->host[phase->host - 1]
				   : ZONE_NONE;
	struct year_phase lesson = {
		d->lab,      ZONE_ENACT, d->date,   usual, usual + phase->minutes,
		phase->host, section,    ZONE_NONE, false};

	if (section < zone->sections.n) {
		int32_t start = year_lesson_start(zone, section, shape,
						  d->problem->labs[d->lab].subject, phase, usual);

		if (start == ZONE_UNSET)
			section = ZONE_NONE;
		else
			lesson.start = start;
		lesson.end = lesson.start + phase->minutes;
		lesson.room = zone->sections.at[lesson.section].room;
	}
	lesson.moved = lesson.start != usual;
	d->phases.n_without_host += section >= zone->sections.n;
	*vec_push(d->arena, &d->phases) = lesson;
	*ret = (struct anchor){0, lesson.start, lesson.end};
	return true;
}

static int by_time(const void *a, const void *b)
{
	const struct year_phase *x = a, *y = b;

	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	return (x->start > y->start) - (x->start < y->start);
}

/* Lunch is at its usual time unless the lesson before it ends later. */
static struct anchor lunch(struct dividing *d, const struct zone_lab_phase *phase, int32_t usual,
			   int32_t not_before)
{
	int32_t start = usual < not_before ? not_before : usual;

	put(d, ZONE_LAB_LUNCH, start, start + phase->minutes, usual);
	return (struct anchor){0, start, start + phase->minutes};
}

static void divide_day(struct dividing *d, const struct zone_lab_phase *const *phases, size_t n)
{
	const struct zone *zone = d->problem->zone;
	uint32_t shape = year_shape_on(d->problem, d->lab, d->date);
	int32_t from, first_free, total = 0;
	size_t waiting = 0; /* phases [waiting, i) still have no time */
	size_t n_anchors = 0;

	if (shape == ZONE_NONE || n == 0)
		return;
	from = phases[0]->start != ZONE_UNSET ? phases[0]->start
					      : zone->shapes.at[shape].staff_start;
	first_free = from;
	for (size_t i = 0; i < n; i++) {
		int32_t usual = usual_start(phases, i, from);
		struct anchor anchor;

		total += phases[i]->minutes;
		if (phases[i]->phase == ZONE_ENACT)
			(void)put_lesson(d, phases[i], shape, usual, &anchor);
		else if (phases[i]->phase == ZONE_LAB_LUNCH)
			anchor = lunch(d, phases[i], usual, first_free);
		else
			continue;
		divide(d, phases + waiting, i - waiting, first_free, anchor.start);
		first_free = anchor.end;
		waiting = i + 1;
		n_anchors++;
	}
	if (waiting < n) {
		int32_t last = phases[n - 1]->start == ZONE_UNSET
				       ? from + total
				       : phases[n - 1]->start + phases[n - 1]->minutes;
		int32_t rest = 0;

		for (size_t i = waiting; i < n; i++)
			rest += phases[i]->minutes;
		if (last < first_free + rest && phases[n - 1]->start == ZONE_UNSET)
			last = first_free + rest;
		divide(d, phases + waiting, n - waiting, first_free, last);
	}
}

struct year_phases year_phases_of(struct arena *arena, const struct year_problem *problem,
				  const struct year_plan *plan)
{
	const struct zone *zone = problem->zone;
	struct dividing d = {.arena = arena, .problem = problem, .plan = plan};

	d.tick = zone->info.at[0].tick_minutes > 0 ? zone->info.at[0].tick_minutes : 5;
	for (d.lab = 0; d.lab < plan->n; d.lab++) {
		const struct year_lab *lab = &problem->labs[d.lab];
		size_t first = d.phases.n;

		d.meeting_room = meeting_room(zone, lab->school);
		for (uint32_t day = 0; day < lab->days; day++) {
			const struct zone_lab_phase *phases[MOST_PHASES];
			size_t n = 0;

			d.date = year_day_of(problem, plan, d.lab, day);
			for (size_t i = 0; i < zone->lab_phases.n && n < MOST_PHASES; i++)
				if (zone->lab_phases.at[i].kind == lab->kind &&
				    zone->lab_phases.at[i].day == (int32_t)day + 1)
					phases[n++] = &zone->lab_phases.at[i];
			if (d.date != ZONE_UNSET)
				divide_day(&d, phases, n);
		}
		if (d.phases.n > first)
			qsort(d.phases.at + first, d.phases.n - first, sizeof *d.phases.at,
			      by_time);
	}
	return d.phases;
}
