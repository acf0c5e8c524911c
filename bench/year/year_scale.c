/* The year of many schools: how long until every lab has a date, in processor time.
 *
 *	bench_year_scale [SCHOOLS...]
 *
 * Zones are generated (zone_generate.h); the cap on substitutes is set so that the labs need 94 of
 * each hundred substitute-days that the open days have. Deadlines are of processor time, so that
 * other work on the machine changes nothing. A plan is judged by year_valid(). */
#include "base/clock.h"
#include "parts/school/zone_generate.h"
#include "parts/year/year_phases.h"
#include "parts/year/year_solve.h"
#include "parts/year/year_valid.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SECONDS = 60, USED_PERCENT = 94 };

static int64_t processor_ns(const struct clock *clock)
{
	struct timespec now;

	(void)clock;
	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t utc_ms(const struct clock *clock)
{
	(void)clock;
	return 0;
}

static const struct clock processor = {processor_ns, utc_ms};

static double seconds_since(int64_t from)
{
	return (double)(processor_ns(NULL) - from) / 1e9;
}

/* A copy of the zone with a tight cap. */
static const struct zone *tighten(struct arena *arena, const struct zone *zone, int32_t *ret_cap)
{
	struct zone_rule *rules = arena_array(arena, struct zone_rule, zone->rules.n);
	struct zone *tight = arena_new(arena, struct zone);
	struct year_problem problem;
	struct err err = {0};
	int64_t days = 0;

	*tight = *zone;
	memcpy(rules, zone->rules.at, zone->rules.n * sizeof *rules);
	tight->rules.at = rules;
	if (!year_problem_make(arena, zone, INT32_MAX, &problem, &err))
		return zone;
	for (size_t i = 0; i < problem.n_labs; i++)
		days += (int64_t)problem.labs[i].substitutes * problem.labs[i].days;
	*ret_cap = (int32_t)(days * 100 / USED_PERCENT / (int64_t)year_open_dates(&problem) + 1);
	for (size_t r = 0; r < zone->rules.n; r++)
		if (rules[r].kind == ZONE_LAB_SUBSTITUTES)
			rules[r].maximum = *ret_cap;
	return tight;
}

static bool run(size_t n_schools, struct err *err)
{
	struct year_options options = {.clock = &processor, .seconds = SECONDS, .seed = 1};
	struct arena *arena = arena_create(1U << 20);
	struct zone_files files;
	struct zone_problems problems = {0};
	struct year_problem problem;
	struct year_answer answer;
	const struct zone *zone;
	int32_t cap = 0;
	int64_t began;
	double solved, staffed;
	size_t faults;
	bool ok;

	zone_generate(arena, n_schools, 7, &files);
	ok = zone_read_texts(arena, &files, &zone, &problems, err);
	if (ok)
		zone = tighten(arena, zone, &cap);
	ok = ok && year_problem_make(arena, zone, INT32_MAX, &problem, err);
	began = processor_ns(NULL);
	ok = ok && year_solve(arena, &problem, &options, &answer, err);
	if (ok) {
		solved = seconds_since(began);
		faults = year_valid(arena, &problem, &answer.plan).n_must;
		began = processor_ns(NULL);
		year_choose_hosts(arena, &problem, &answer.plan);
		staffed = seconds_since(began);
		printf("%4zu schools, %5zu labs, cap %3d: verdict %d after %.1f s, soft cost %lld, "
		       "%zu faults; hosts %.2f s\n",
		       n_schools, problem.n_labs, cap, (int)answer.verdict, solved,
		       (long long)answer.cost.soft, faults, staffed);
		(void)fflush(stdout);
	}
	arena_destroy(arena);
	return ok;
}

int main(int argc, char **argv)
{
	static const size_t usual[] = {25, 50, 100};
	struct err err = {0};

	for (int i = 1; i < argc; i++)
		if (!run((size_t)strtoul(argv[i], NULL, 10), &err))
			goto fail;
	for (size_t i = 0; argc == 1 && i < sizeof usual / sizeof *usual; i++)
		if (!run(usual[i], &err))
			goto fail;
	return 0;
fail:
	(void)fprintf(stderr, "%s\n", err.text);
	return 1;
}
