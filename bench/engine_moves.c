/* engine_moves: how fast the engine evaluates changes.
 *
 *	engine_moves [--seconds S] [--school] [FILE.xml...]
 *
 * For a made school (a fortnight in ticks of five minutes, 5000 events, 200 resources,
 * with the kinds of constraint that schools have) and for the first instance of each
 * XHSTT archive,
 * on one core, in processor time, from a timetable in which each meet has the best of some
 * random starts (and resources):
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
#include "base/rng.h"
#include "engine/builder.h"
#include "engine/solution.h"
#include "kit/formats/xhstt/xhstt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

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

/* Of the processor: other work on the machine does not count. */
static double processor_seconds(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* How often a second. */
static double rate(struct bench *b, void (*one)(struct bench *b), unsigned batch)
{
	double start = processor_seconds(), passed;
	int64_t n = 0;

	do {
		for (unsigned i = 0; i < batch; i++)
			one(b);
		n += batch;
		passed = processor_seconds() - start;
	} while (passed < b->seconds);
	return (double)n / passed;
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
	double start = processor_seconds();
	bool ok = xhstt_read_file(arena, path, NULL, &archive, &err);
	double ms = (processor_seconds() - start) * 1e3;

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

enum { DAYS = 10, TICKS = 84, TEACHERS = 100, CLASSES = 100, EVENTS = 5000, PLACES = 5 };

static uint32_t numbered(struct weft_builder *b, const char *what, unsigned n, uint32_t type)
{
	char id[32];

	(void)snprintf(id, sizeof id, "%s%u", what, n);
	return weft_builder_add_resource(b, str_from(id), STR(""), type);
}

static void school_times(struct weft_builder *b, uint32_t *days)
{
	char id[32];

	for (unsigned d = 0; d < DAYS; d++) {
		(void)snprintf(id, sizeof id, "day%u", d);
		days[d] = weft_builder_add_time_group(b, str_from(id), STR(""), WEFT_DAY);
		for (unsigned t = 0; t < TICKS; t++) {
			(void)snprintf(id, sizeof id, "%u:%u", d, t);
			weft_builder_put_time(b, days[d],
					      weft_builder_add_time(b, str_from(id), STR("")));
		}
	}
}

/* Each event has a class and a teacher; each class and subject is an event group. */
static void school_events(struct weft_builder *b, struct rng *rng)
{
	uint32_t teachers = weft_builder_add_resource_type(b, STR("Teacher"), STR(""));
	uint32_t classes = weft_builder_add_resource_type(b, STR("Class"), STR(""));
	char id[32];

	for (unsigned i = 0; i < TEACHERS; i++)
		(void)numbered(b, "T", i, teachers);
	for (unsigned i = 0; i < CLASSES; i++)
		(void)numbered(b, "C", i, classes);
	for (unsigned i = 0; i < EVENTS / DAYS; i++) {
		(void)snprintf(id, sizeof id, "subject%u", i);
		(void)weft_builder_add_event_group(b, str_from(id), STR(""), true);
	}
	for (unsigned i = 0; i < EVENTS; i++) {
		unsigned teacher = (unsigned)rng_below(rng, TEACHERS);
		uint32_t e;

		(void)snprintf(id, sizeof id, "event%u", i);
		e = weft_builder_add_event(b, str_from(id), STR(""),
					   6 + (int32_t)rng_below(rng, 7));
		(void)weft_builder_add_need(
			b, e, &(struct weft_need){.type = WEFT_NONE, .resource = teacher});
		(void)weft_builder_add_need(
			b, e,
			&(struct weft_need){.type = WEFT_NONE, .resource = TEACHERS + i % CLASSES});
		weft_builder_put_event(b, i / DAYS, e);
	}
}

static void school_rules(struct weft_builder *b, const uint32_t *days)
{
	static const enum weft_kind kinds[] = {
		WEFT_ASSIGN_TIME, WEFT_AVOID_CLASHES,    WEFT_LIMIT_IDLE_TIMES, WEFT_FREE_BLOCKS,
		WEFT_MINIMUM_GAP, WEFT_LIMIT_BUSY_TIMES, WEFT_SAME_TIME_OF_DAY, WEFT_SPREAD_EVENTS,
	};

	for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
		uint32_t c = weft_builder_add_constraint(
			b, &(struct weft_rule){.kind = kinds[k],
					       .required = k < 2,
					       .weight = 1,
					       .limits = {.maximum = 60, .length = 6}});

		for (uint32_t g = 0; g < EVENTS / DAYS; g++)
			if (k == 0 || k > 5)
				weft_builder_apply_to_event_group(b, c, g);
		for (uint32_t r = 0; r < TEACHERS + CLASSES; r++)
			if (k > 0 && k <= 5)
				weft_builder_apply_to_resource(b, c, r);
		for (unsigned d = 0; d < DAYS; d++) {
			if (kinds[k] == WEFT_SPREAD_EVENTS)
				weft_builder_name_limited_group(b, c, days[d], 0, 1);
			else if (k == 2 || k == 3 || k == 5)
				weft_builder_name_time_group(b, c, days[d]);
		}
	}
	for (unsigned i = 0; i < PLACES; i++) {
		uint32_t c = weft_builder_add_constraint(
			b, &(struct weft_rule){.kind = WEFT_CAPACITY,
					       .required = true,
					       .weight = 1,
					       .limits = {.maximum = 3}});

		for (uint32_t e = i; e < EVENTS; e += 7)
			weft_builder_apply_to_event(b, c, e);
	}
}

static void bench_school(double seconds)
{
	struct arena *arena = arena_create((size_t)1 << 20);
	struct bench b = {.seconds = seconds};
	struct weft_builder *builder = weft_builder_create(STR("school"));
	struct weft_instance *in;
	uint32_t days[DAYS];
	struct err err;
	double start = processor_seconds();

	rng_init(&b.rng, 1);
	school_times(builder, days);
	school_events(builder, &b.rng);
	school_rules(builder, days);
	if (!weft_builder_finish(builder, &in, &err)) {
		(void)fprintf(stderr, "%s\n", err.text);
	} else {
		double ms = (processor_seconds() - start) * 1e3;

		b.in = in;
		b.s = weft_solution_create(in);
		collect(&b, arena);
		measure(&b, ms);
		weft_solution_destroy(b.s);
		weft_instance_destroy(in);
	}
	weft_builder_destroy(builder);
	arena_destroy(arena);
}

int main(int argc, char **argv)
{
	double seconds = 0.5;
	bool ok = true, school = false;
	int i = 1;

	if (argc > 2 && strcmp(argv[1], "--seconds") == 0) {
		seconds = strtod(argv[2], NULL);
		i = 3;
	}
	if (i < argc && strcmp(argv[i], "--school") == 0) {
		school = true;
		i++;
	}
	if (i >= argc && !school) {
		(void)fprintf(stderr,
			      "usage: engine_moves [--seconds S] [--school] [FILE.xml...]\n");
		return 2;
	}
	(void)printf("%-26s %5s %5s %5s %6s %9s %9s %9s %9s %8s %8s %8s %8s cost at the start\n",
		     "instance", "times", "res.", "evts", "points", "try k/s", "move k/s",
		     "swap k/s", "assgn k/s", "full/s", "read ms", "inst kB", "sol. kB");
	if (school)
		bench_school(seconds);
	for (; i < argc; i++)
		ok = bench_file(argv[i], seconds) && ok;
	return ok ? 0 : 1;
}
