/* xhstt_bench: how good the search is on XHSTT archives.
 *
 *	xhstt_bench [--seconds S | --tenth] [--seed N] [--seeds N] [--threads N] [--cpu]
 *		[--until-best] [--without MOVE]... FILE...
 *
 * For each instance and seed: cost, bound, best known, time to first feasible, time taken; at
 * the end how many reach hard cost 0 where the best known has it, are better than KHE, reach the
 * best known. With --tenth an instance gets a tenth of what KHE took, at least 1 s, at most 10 s.
 * With --until-best a run ends soon after it reaches the best known. With --cpu a second is a
 * second of processor time of each thread: on a machine that has other work. */
#include "bench/xhstt/best_known.h"
#include "engine/search.h"
#include "kit/formats/xhstt/xhstt.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MAX_WITHOUT = 16 };

struct bench {
	struct weft_search_options options;
	uint64_t n_seeds;
	bool until_best; /* a run ends where the best known is reached */
};

struct tally {
	unsigned runs, known, feasible, could_be_feasible, beats_khe, khe, reached, near_best;
};

/* A clock of processor time, shared by so many threads. */
struct cpu_clock {
	struct clock clock;
	unsigned threads;
};

static int64_t cpu_ns(const struct clock *clock)
{
	const struct cpu_clock *cpu = (const struct cpu_clock *)clock;
	struct timespec now;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return ((int64_t)now.tv_sec * 1000000000 + now.tv_nsec) / cpu->threads;
}

static int64_t cpu_utc_ms(const struct clock *clock)
{
	(void)clock;
	return clock_utc_ms(&clock_system);
}

static const struct best_known *find(struct str id)
{
	for (unsigned i = 0; i < N_BEST_KNOWN; i++)
		if (str_eq(id, str_from(best_known[i].instance)))
			return &best_known[i];
	return NULL;
}

static void count(struct tally *tally, const struct best_known *known,
		  const struct weft_search_result *r)
{
	const struct weft_cost khe = {known->khe_hard, known->khe_soft};
	const struct weft_cost best = {known->hard, known->soft};

	tally->known++;
	tally->could_be_feasible += known->hard == 0;
	tally->feasible += known->hard == 0 && r->cost.hard == 0;
	tally->khe += known->khe_seconds > 0;
	tally->beats_khe += known->khe_seconds > 0 && weft_cost_less(r->cost, khe);
	tally->reached += !weft_cost_less(best, r->cost);
	tally->near_best += r->cost.hard <= best.hard &&
			    (r->cost.soft <= best.soft + 20 ||
			     (double)r->cost.soft <= 1.25 * (double)best.soft);
}

/* A tenth of KHE's time, 1 to 10 seconds. */
static double tenth(const struct best_known *known)
{
	double seconds = known == NULL ? 5 : known->khe_seconds / 10;

	return seconds < 1 ? 1 : seconds > 10 ? 10 : seconds;
}

static void print_known(const struct best_known *known, const struct weft_search_result *r)
{
	if (known == NULL) {
		printf(" | | |");
		return;
	}
	printf(" %" PRId64 ", %" PRId64 " |", known->hard, known->soft);
	if (r->cost.hard == known->hard && known->soft > 0)
		printf(" %.2f |", (double)r->cost.soft / (double)known->soft);
	else
		printf(" |");
	if (known->khe_seconds > 0)
		printf(" %" PRId64 ", %" PRId64 " in %.0f s |", known->khe_hard, known->khe_soft,
		       known->khe_seconds);
	else
		printf(" |");
}

static void print_row(struct str id, uint64_t seed, const struct best_known *known,
		      const struct weft_search_result *r)
{
	printf("| %.*s | %" PRIu64 " | %" PRId64 ", %" PRId64 " | %" PRId64 ", %" PRId64 "%s |",
	       STR_ARG(id), seed, r->cost.hard, r->cost.soft, r->bound.hard, r->bound.soft,
	       r->proved ? " proved" : "");
	print_known(known, r);
	if (r->first_feasible >= 0)
		printf(" %.2f |", r->first_feasible);
	else
		printf(" |");
	printf(" %.1f | %.1f |\n", r->seconds, (double)r->iterations / 1e6);
	(void)fflush(stdout);
}

/* Is the cost (of the user) not reached yet? */
static bool is_short_of(void *user, const struct weft_search_progress *progress)
{
	const struct weft_cost *goal = user;

	return weft_cost_less(*goal, progress->cost);
}

static void run(const struct weft_instance *instance, const struct bench *bench,
		struct tally *tally)
{
	struct weft_search_options options = bench->options;
	const struct best_known *known = find(instance->id);
	struct weft_solution *solution = weft_solution_create(instance);
	struct weft_search_result result;
	struct weft_cost goal;

	if (options.seconds <= 0)
		options.seconds = tenth(known);
	if (bench->until_best && known != NULL) {
		goal = (struct weft_cost){known->hard, known->soft};
		options.progress = is_short_of;
		options.user = &goal;
	}
	weft_search_run(instance, &options, solution, &result);
	tally->runs++;
	if (known != NULL)
		count(tally, known, &result);
	print_row(instance->id, options.seed, known, &result);
	weft_solution_destroy(solution);
}

static bool run_file(const char *path, const struct bench *given, struct tally *tally)
{
	struct arena *arena = arena_create((size_t)1 << 20);
	struct xhstt_archive *archive;
	struct bench bench = *given;
	struct err err;

	if (!xhstt_read_file(arena, path, NULL, &archive, &err)) {
		(void)fprintf(stderr, "%s\n", err.text);
		arena_destroy(arena);
		return false;
	}
	for (size_t i = 0; i < archive->instances.n; i++) {
		bench.options.seed = given->options.seed;
		for (uint64_t k = 0; k < bench.n_seeds; k++, bench.options.seed++)
			run(archive->instances.at[i], &bench, tally);
	}
	xhstt_archive_destroy(archive);
	arena_destroy(arena);
	return true;
}

/* False: an option that there is not. */
static bool read_options(int argc, char **argv, struct bench *bench, const struct clock *cpu)
{
	static const struct option long_options[] = {
		{"seconds", required_argument, NULL, 's'},
		{"seed", required_argument, NULL, 'f'},
		{"seeds", required_argument, NULL, 'n'},
		{"threads", required_argument, NULL, 't'},
		{"cpu", no_argument, NULL, 'c'},
		{"without", required_argument, NULL, 'w'},
		{"tenth", no_argument, NULL, 'k'},
		{"until-best", no_argument, NULL, 'b'},
		{NULL, 0, NULL, 0},
	};
	static const char *without[MAX_WITHOUT + 1];
	unsigned n_without = 0;

	bench->options.without = without;
	for (int c; (c = getopt_long(argc, argv, "", long_options, NULL)) != -1;) {
		if (c == 's')
			bench->options.seconds = strtod(optarg, NULL);
		else if (c == 'n')
			bench->n_seeds = strtoull(optarg, NULL, 10);
		else if (c == 'f')
			bench->options.seed = strtoull(optarg, NULL, 10);
		else if (c == 't')
			bench->options.threads = (unsigned)strtoul(optarg, NULL, 10);
		else if (c == 'c')
			bench->options.clock = cpu;
		else if (c == 'k')
			bench->options.seconds = 0;
		else if (c == 'b')
			bench->until_best = true;
		else if (c == 'w' && n_without < MAX_WITHOUT && weft_search_has(optarg))
			without[n_without++] = optarg;
		else
			return false;
	}
	return true;
}

int main(int argc, char **argv)
{
	struct cpu_clock cpu = {{.monotonic_ns = cpu_ns, .utc_ms = cpu_utc_ms}, 1};
	struct bench bench = {
		.options = {.clock = &clock_system, .seconds = 10, .seed = 1, .threads = 1},
		.n_seeds = 1,
	};
	struct tally tally = {0};
	bool ok = true;

	if (!read_options(argc, argv, &bench, &cpu.clock)) {
		(void)fprintf(stderr, "no such option, or no such move to leave out\n");
		return 2;
	}
	cpu.threads = bench.options.threads < 1 ? 1 : bench.options.threads;
	printf("| instance | seed | cost | bound | best known | ratio | KHE | feasible, s | "
	       "took, s | M moves |\n"
	       "|---|---|---|---|---|---|---|---|---|---|\n");
	for (int i = optind; i < argc; i++)
		ok = run_file(argv[i], &bench, &tally) && ok;
	printf("\n%u runs of %.0f s (0: a tenth of KHE), %u threads: hard cost 0 in %u of %u that "
	       "can; better than KHE "
	       "in "
	       "%u of %u; best known reached in %u of %u, within 25 %% or 20 of it in %u\n",
	       tally.runs, bench.options.seconds, bench.options.threads, tally.feasible,
	       tally.could_be_feasible, tally.beats_khe, tally.khe, tally.reached, tally.known,
	       tally.near_best);
	return ok ? 0 : 1;
}
