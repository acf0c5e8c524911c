/* engine_moves: how fast the engine evaluates changes.
 *
 *	engine_moves [--seconds S] FILE.xml...
 *
 * For the first instance of each XHSTT archive, on one core, from a timetable in which
 * each meet has the best of some random starts (and resources):
 *
 *	try	move one meet to a random start, ask for the cost, go back
 *	move	the same, and stay there
 *	swap	exchange the starts of two meets, ask for the cost, go back
 *	assign	as try, for a resource; only where resources are to be assigned
 *	full	all points of application measured from nothing: a new solution
 *
 * in thousands a second (full: a second); also the milliseconds it takes to read the
 * file, and kilobytes held by the instance and one solution.
 */
#include "base/arena.h"
#include "base/clock.h"
#include "base/rng.h"
#include "engine/solution.h"
#include "kit/formats/xhstt/xhstt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct bench {
	const struct weft_instance *in;
	struct weft_solution *s;
	struct rng rng;
	double seconds; /* for each figure */
	int64_t sum;    /* of all costs: so that nothing is left out as unused */
	uint32_t *movable, n_movable;
	uint32_t *open, n_open; /* event resources to be assigned */
};

static uint32_t below(struct bench *b, uint32_t n)
{
	return (uint32_t)rng_below(&b->rng, n);
}

static uint32_t any_start(struct bench *b, uint32_t meet)
{
	uint32_t duration = (uint32_t)weft_solution_meet(b->s, meet)->duration;

	return below(b, b->in->n_times - duration + 1);
}

static uint32_t any_meet(struct bench *b)
{
	uint32_t event = b->movable[below(b, b->n_movable)];

	return b->in->events[event].first_meet + below(b, weft_solution_n_meets(b->s, event));
}

static void try_one(struct bench *b)
{
	uint32_t meet = any_meet(b);

	b->sum += weft_solution_try_time(b->s, meet, any_start(b, meet), NULL);
}

static void move_one(struct bench *b)
{
	uint32_t meet = any_meet(b);

	weft_solution_set_time(b->s, meet, any_start(b, meet));
	b->sum += weft_solution_cost(b->s).soft;
}

static void swap_one(struct bench *b)
{
	uint32_t x = any_meet(b), y = any_meet(b);
	weft_mark mark = weft_solution_mark(b->s);

	if (weft_solution_may_start(b->s, x, weft_solution_meet(b->s, y)->start) &&
	    weft_solution_may_start(b->s, y, weft_solution_meet(b->s, x)->start))
		weft_solution_swap_times(b->s, x, y);
	b->sum += weft_solution_cost(b->s).soft;
	weft_solution_undo(b->s, mark);
}

static uint32_t any_resource(struct bench *b, uint32_t event_resource)
{
	struct weft_list list = b->in->resource_types[b->in->event_resources[event_resource].type]
					.resources;

	return list.n == 0 ? WEFT_NONE : list.at[below(b, list.n)];
}

static void assign_one(struct bench *b)
{
	uint32_t need = b->open[below(b, b->n_open)];
	const struct weft_event *e = &b->in->events[b->in->event_resources[need].event];
	uint32_t meet = e->first_meet +
			below(b, weft_solution_n_meets(b->s, b->in->event_resources[need].event));

	b->sum += weft_solution_try_resource(b->s, meet, need - e->first_resource,
					     any_resource(b, need), NULL);
}

static void full_one(struct bench *b)
{
	struct weft_solution *s = weft_solution_create(b->in);

	b->sum += weft_solution_cost(s).soft;
	weft_solution_destroy(s);
}

/* How often a second. */
static double rate(struct bench *b, void (*one)(struct bench *b), unsigned batch)
{
	struct deadline end = deadline_in(&clock_system, b->seconds);
	int64_t start = clock_monotonic_ns(&clock_system), n = 0;

	do {
		for (unsigned i = 0; i < batch; i++)
			one(b);
		n += batch;
	} while (!deadline_passed(&end));
	return (double)n * 1e9 / (double)(clock_monotonic_ns(&clock_system) - start);
}

static void collect(struct bench *b, struct arena *arena)
{
	b->movable = arena_array(arena, uint32_t, b->in->n_events);
	b->open = arena_array(arena, uint32_t, b->in->n_event_resources);
	for (uint32_t e = 0; e < b->in->n_events; e++)
		if (b->in->events[e].time == WEFT_NONE &&
		    (uint32_t)b->in->events[e].duration <= b->in->n_times)
			b->movable[b->n_movable++] = e;
	for (uint32_t i = 0; i < b->in->n_event_resources; i++)
		if (b->in->event_resources[i].resource == WEFT_NONE)
			b->open[b->n_open++] = i;
}

/* Each meet where it costs least of some random starts, each need likewise. */
static void construct(struct bench *b)
{
	enum { TRIES = 12 };

	for (uint32_t i = 0; i < b->n_movable; i++) {
		uint32_t meet = b->in->events[b->movable[i]].first_meet, best = 0;
		int64_t least = INT64_MAX;

		for (int k = 0; k < TRIES; k++) {
			uint32_t start = any_start(b, meet);
			int64_t cost = weft_solution_try_time(b->s, meet, start, NULL);

			best = cost < least ? start : best;
			least = cost < least ? cost : least;
		}
		weft_solution_set_time(b->s, meet, best);
	}
	for (uint32_t i = 0; i < b->n_open; i++) {
		uint32_t event = b->in->event_resources[b->open[i]].event, best = WEFT_NONE;
		const struct weft_event *e = &b->in->events[event];
		int64_t least = INT64_MAX;

		for (int k = 0; k < TRIES; k++) {
			uint32_t r = any_resource(b, b->open[i]);
			int64_t cost = weft_solution_try_resource(
				b->s, e->first_meet, b->open[i] - e->first_resource, r, NULL);

			best = cost < least ? r : best;
			least = cost < least ? cost : least;
		}
		weft_solution_set_resource(b->s, e->first_meet, b->open[i] - e->first_resource,
					   best);
	}
}

static void measure(struct bench *b, double read_ms)
{
	const struct weft_instance *in = b->in;
	double figure[5] = {0};
	struct weft_cost cost;

	construct(b);
	cost = weft_solution_cost(b->s);
	figure[0] = rate(b, try_one, 64);
	figure[1] = rate(b, swap_one, 64);
	if (b->n_open > 0)
		figure[2] = rate(b, assign_one, 64);
	figure[3] = rate(b, full_one, 1);
	figure[4] = rate(b, move_one, 64);
	(void)printf("%-26.*s %5u %5u %5u %6u %9.0f %9.0f %9.0f %9.0f %8.0f %8.1f %8zu %8zu "
		     "(%lld, %lld)\n",
		     STR_ARG(in->id), in->n_times, in->n_resources, in->n_events, in->n_points,
		     figure[0] / 1000, figure[4] / 1000, figure[1] / 1000, figure[2] / 1000,
		     figure[3], read_ms, weft_instance_memory(in) / 1024,
		     weft_solution_memory(b->s) / 1024, (long long)cost.hard, (long long)cost.soft);
	(void)fflush(stdout);
}

static bool bench_file(const char *path, double seconds)
{
	struct arena *arena = arena_create((size_t)1 << 20);
	struct bench b = {.seconds = seconds};
	struct xhstt_archive *archive;
	struct err err;
	int64_t start = clock_monotonic_ns(&clock_system);
	bool ok = xhstt_read_file(arena, path, NULL, &archive, &err);
	double ms = (double)(clock_monotonic_ns(&clock_system) - start) / 1e6;

	if (!ok) {
		(void)fprintf(stderr, "%s\n", err.text);
	} else if (archive->instances.n > 0) {
		rng_init(&b.rng, 1);
		b.in = archive->instances.at[0];
		b.s = weft_solution_create(b.in);
		collect(&b, arena);
		if (b.n_movable > 0)
			measure(&b, ms);
		weft_solution_destroy(b.s);
	}
	if (ok)
		xhstt_archive_destroy(archive);
	arena_destroy(arena);
	return ok;
}

int main(int argc, char **argv)
{
	double seconds = 0.5;
	bool ok = true;
	int i = 1;

	if (argc > 2 && strcmp(argv[1], "--seconds") == 0) {
		seconds = strtod(argv[2], NULL);
		i = 3;
	}
	if (i >= argc) {
		(void)fprintf(stderr, "usage: engine_moves [--seconds S] FILE.xml...\n");
		return 2;
	}
	(void)printf("%-26s %5s %5s %5s %6s %9s %9s %9s %9s %8s %8s %8s %8s cost at the start\n",
		     "instance", "times", "res.", "evts", "points", "try k/s", "move k/s",
		     "swap k/s", "assgn k/s", "full/s", "read ms", "inst kB", "sol. kB");
	for (; i < argc; i++)
		ok = bench_file(argv[i], seconds) && ok;
	return ok ? 0 : 1;
}
