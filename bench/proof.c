/* proof: how long verdicts, explanations, mending and "why not here?" take.
 *
 *	bench_proof [--seconds S] [--zone FOLDER] [FILE.xml...]
 *
 * For each archive's first instance: the size of the exact model, and the verdict on its
 * required constraints; then the same with one constraint more, by which the teacher (any
 * resource) with the most preassigned work has one time too few. For the sample zone: the
 * verdict on the specials as they are and on six ways to break them, with the smallest
 * conflicting sets; mending the plan after three visits were moved, with one in ten
 * locked; and all targets of each visit ("why not here?"), as for each archive.
 *
 * Seconds are those of the processor, also S (10), the limit for each question: another's
 * load changes none.
 */
#include "base/file.h"
#include "base/rng.h"
#include "base/text.h"
#include "engine/proof.h"
#include "engine/whatif.h"
#include "kit/formats/xhstt/xhstt.h"
#include "parts/school/zone_folder.h"
#include "parts/week/specials.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void)
{
	struct timespec at;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
	return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static const char *verdict_name(enum weft_verdict verdict)
{
	return verdict == WEFT_FEASIBLE     ? "feasible"
	       : verdict == WEFT_INFEASIBLE ? "infeasible"
					    : "unknown";
}

/* Ask, and print one line; the solution, where there is one, into solution. */
static enum weft_verdict ask(const char *name, const struct weft_instance *instance,
			     struct weft_proof_options options, double seconds,
			     struct weft_solution *solution)
{
	const struct deadline deadline = deadline_in(&clock_processor, seconds);
	struct arena *arena = arena_create(1U << 16);
	struct weft_proof *proof = NULL;
	struct weft_proof_size size;
	struct err err = {0};
	double start = now(), built, decided;
	enum weft_verdict verdict;

	options.deadline = &deadline;
	if (!weft_proof_create(&proof, instance, &options, &err)) {
		printf("%-28s %s (%.2f s)\n", name, err.text, now() - start);
		arena_destroy(arena);
		return WEFT_UNKNOWN;
	}
	built = now();
	size = weft_proof_size(proof);
	verdict = weft_proof_decide(proof, NULL, &deadline);
	decided = now();
	printf("%-28s %8llu var %9llu terms  model %6.2f s  %-10s %6.2f s", name,
	       (unsigned long long)size.variables, (unsigned long long)size.terms, built - start,
	       verdict_name(verdict), decided - built);
	if (verdict == WEFT_FEASIBLE)
		weft_proof_solution(proof, solution);
	if (verdict == WEFT_INFEASIBLE) {
		struct weft_conflicts conflicts = weft_proof_conflicts(proof, 3, &deadline, arena);

		for (size_t i = 0; i < conflicts.n; i++)
			printf("%s%u%s", i == 0 ? "  sets of " : ", ", conflicts.at[i].rules.n,
			       conflicts.at[i].minimal ? "" : "?");
		printf(" after %.2f s", now() - decided);
	}
	printf("\n");
	(void)fflush(stdout);
	weft_proof_destroy(proof);
	arena_destroy(arena);
	return verdict;
}

/* --- why not here? ------------------------------------------------------------ */

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void whatif(const char *name, struct weft_solution *solution)
{
	const struct weft_instance *instance = weft_solution_instance(solution);
	struct arena *arena = arena_create(1U << 20);
	double *took = arena_array(arena, double, instance->n_events + 1);
	size_t n = 0, n_targets = 0;
	struct arena *scratch = arena_create(1U << 20);

	for (uint32_t e = 0; e < instance->n_events && n < 400; e++) {
		double start = now();

		n_targets += weft_whatif_times(solution, instance->events[e].first_meet, scratch).n;
		took[n++] = (now() - start) * 1000;
		arena_reset(scratch);
	}
	qsort(took, n, sizeof *took, by_size);
	if (n > 0)
		printf("%-28s all times of one meet, %zu targets each: middle %.2f ms, "
		       "slowest of %zu %.2f ms\n",
		       name, n_targets / n, took[n / 2], n, took[n - 1]);
	arena_destroy(scratch);
	arena_destroy(arena);
}

/* --- archives ------------------------------------------------------------------- */

/* The resource with the most preassigned work that is not more than the times. */
static uint32_t busiest(const struct weft_instance *instance, int64_t *ret_work)
{
	uint32_t best = WEFT_NONE;

	*ret_work = 0;
	for (uint32_t r = 0; r < instance->n_resources; r++) {
		struct weft_list events = instance->resources[r].events;
		int64_t work = 0;

		for (uint32_t i = 0; i < events.n; i++)
			work += instance->events[events.at[i]].duration;
		if (work > *ret_work && work <= instance->n_times) {
			*ret_work = work;
			best = r;
		}
	}
	return best;
}

/* The archive's text with a constraint more: the resource has one time too few. */
static bool blocked(struct str text, const struct weft_instance *instance, struct text *ret)
{
	static const char end[] = "</Constraints>";
	const char *at = memmem(text.ptr, text.len, end, sizeof end - 1);
	int64_t work;
	uint32_t resource = busiest(instance, &work);
	size_t before;

	if (at == NULL || resource == WEFT_NONE)
		return false;
	before = (size_t)(at - text.ptr);
	text_put(ret, (struct str){text.ptr, before});
	text_printf(ret,
		    "<AvoidUnavailableTimesConstraint Id=\"away\"><Name>away</Name>"
		    "<Required>true</Required><Weight>1</Weight><CostFunction>Linear</CostFunction>"
		    "<AppliesTo><Resources><Resource Reference=\"%.*s\"/></Resources></AppliesTo>"
		    "<Times>",
		    STR_ARG(instance->resources[resource].id));
	for (uint32_t t = 0; t + work <= instance->n_times; t++)
		text_printf(ret, "<Time Reference=\"%.*s\"/>", STR_ARG(instance->times[t].id));
	text_put(ret, STR("</Times></AvoidUnavailableTimesConstraint>"));
	text_put(ret, (struct str){at, text.len - before});
	return true;
}

static bool bench_archive(const char *path, double seconds, struct err *err)
{
	struct arena *arena = arena_create(1U << 20);
	struct xhstt_archive *archive = NULL, *changed = NULL;
	struct text more;
	struct str text;
	bool ok = file_read(arena, path, XHSTT_MAX_BYTES, &text, err) &&
		  xhstt_read_text(arena, text, NULL, &archive, err);

	text_init(&more, arena);
	if (ok && archive->instances.n > 0) {
		const struct weft_instance *instance = archive->instances.at[0];
		struct weft_solution *solution = weft_solution_create(instance);
		const char *name = arena_str(arena, instance->id).ptr;

		(void)ask(name, instance, (struct weft_proof_options){0}, seconds, solution);
		whatif(name, solution);
		weft_solution_destroy(solution);
		if (blocked(text, instance, &more) &&
		    xhstt_read_text(arena, text_str(&more), NULL, &changed, err)) {
			solution = weft_solution_create(changed->instances.at[0]);
			(void)ask("  and one time too few", changed->instances.at[0],
				  (struct weft_proof_options){0}, seconds, solution);
			weft_solution_destroy(solution);
		}
	}
	xhstt_archive_destroy(changed);
	xhstt_archive_destroy(archive);
	arena_destroy(arena);
	return ok;
}

/* --- the sample zone --------------------------------------------------------------- */

/* Rows that begin so are taken out (NULL: none), and another is put in (NULL: none). */
struct edit {
	enum zone_table table;
	const char *begins, *becomes;
};

enum { MOST_EDITS = 2 };

static const struct trap {
	const char *name;
	struct edit edits[MOST_EDITS];
	size_t n;
} traps[] = {
	{"as it is", {{0, NULL, NULL}}, 0},
	{"T1 PE8 leaves WP", {{ZONE_T_ASSIGNMENTS, "PE8,WP,", NULL}}, 1},
	{"T2 MU4 at OS and QL",
	 {{ZONE_T_ASSIGNMENTS, "MU7,QL,", "MU4,QL,specialist,MU,0.3,9,,,\n"},
	  {ZONE_T_GRADE_BLOCKS, "OS,1,", "OS,1,,B5,\n"}},
	 2},
	{"T3 OS grade 1 in B5", {{ZONE_T_GRADE_BLOCKS, "OS,1,", "OS,1,,B5,\n"}}, 1},
	{"T4 PE7 leaves JF", {{ZONE_T_ASSIGNMENTS, "PE7,JF,", NULL}}, 1},
	{"T5 AR3 vacant, AR2 covers",
	 {{ZONE_T_PEOPLE, "AR3,", "AR3,Astrid Halvorsen,vacant,QL,2008,art,,\n"},
	  {ZONE_T_ASSIGNMENTS, NULL, "AR2,QL,specialist,AR,0.43,13,,,\n"}},
	 2},
	{"T6 AR3 vacant, AR1 covers",
	 {{ZONE_T_PEOPLE, "AR3,", "AR3,Astrid Halvorsen,vacant,QL,2008,art,,\n"},
	  {ZONE_T_ASSIGNMENTS, NULL, "AR1,QL,specialist,AR,0.43,13,,,\n"}},
	 2},
};

static struct str apply(struct arena *arena, struct str file, const struct edit *edit)
{
	struct text out;

	text_init(&out, arena);
	while (file.len > 0) {
		const char *end = memchr(file.ptr, '\n', file.len);
		size_t len = end == NULL ? file.len : (size_t)(end - file.ptr) + 1;
		size_t n = edit->begins == NULL ? 0 : strlen(edit->begins);

		if (n == 0 || len <= n || memcmp(file.ptr, edit->begins, n) != 0)
			text_put(&out, (struct str){file.ptr, len});
		file = str_slice(file, len, file.len);
	}
	if (edit->becomes != NULL)
		text_put(&out, str_from(edit->becomes));
	return text_str(&out);
}

/* Three visits go somewhere else, one in ten is locked. */
static void repair(const struct weft_instance *instance, struct weft_solution *solution,
		   double seconds)
{
	const struct weft_proof_options options = {.facts_without_price = true, .counting = true};
	const struct deadline deadline = deadline_in(&clock_processor, seconds);
	struct arena *arena = arena_create(1U << 16);
	uint32_t *locked = arena_array(arena, uint32_t, instance->n_meets);
	struct weft_list lock = {locked, 0};
	struct weft_repair result = {0};
	struct weft_proof *proof = NULL;
	enum weft_verdict verdict;
	struct err err = {0};
	double start = now();
	struct rng rng;

	rng_init(&rng, 1);
	for (uint32_t e = 0; e < instance->n_events; e++) {
		uint32_t meet = instance->events[e].first_meet;

		for (uint32_t i = 0; i < weft_solution_n_meets(solution, e); i++)
			if (rng_below(&rng, 10) == 0)
				locked[lock.n++] = meet + i;
	}
	for (uint32_t moved = 0; moved < 3;) {
		uint32_t e = (uint32_t)rng_below(&rng, instance->n_events);
		uint32_t t = (uint32_t)rng_below(&rng, instance->n_times), i = 0;

		while (i < lock.n && locked[i] != instance->events[e].first_meet)
			i++;
		if (i < lock.n ||
		    !weft_solution_may_start(solution, instance->events[e].first_meet, t))
			continue;
		weft_solution_set_time(solution, instance->events[e].first_meet, t);
		moved++;
	}
	if (!weft_proof_create(&proof, instance, &options, &err)) {
		printf("%s\n", err.text);
	} else {
		verdict = weft_proof_repair(proof, solution, &lock, &deadline, &result);
		printf("%-28s %s, %u meets moved%s, %u locked, %.2f s\n", "  mend three visits",
		       verdict_name(verdict), result.moved, result.least ? " (least)" : "", lock.n,
		       now() - start);
	}
	weft_proof_destroy(proof);
	arena_destroy(arena);
}

static bool bench_trap(const char *folder, const struct trap *trap, double seconds, struct err *err)
{
	const struct weft_proof_options options = {.facts_without_price = true, .counting = true};
	struct arena *arena = arena_create(1U << 20);
	struct zone_list all = {0}, rotations;
	const struct zone *zone;
	struct zone_files files;
	struct specials specials;
	bool ok = zone_read_files(arena, folder, &files, err);

	for (size_t i = 0; ok && i < trap->n; i++)
		files.file[trap->edits[i].table] = apply(arena, files.file[trap->edits[i].table],
							 &trap->edits[i]);
	ok = ok && zone_read_texts(arena, &files, &zone, NULL, err);
	if (ok) {
		rotations = specials_rotations(arena, zone, all);
		ok = rotations.n > 0 &&
		     specials_build(&specials, arena,
				    &(struct specials_task){.zone = zone,
							    .rotation = rotations.at[0],
							    .schools = all},
				    err);
	}
	if (ok) {
		struct weft_solution *solution = weft_solution_create(specials.instance);

		if (ask(trap->name, specials.instance, options, seconds, solution) ==
		    WEFT_FEASIBLE) {
			whatif("  why not here?", solution);
			repair(specials.instance, solution, seconds);
		}
		weft_solution_destroy(solution);
		specials_finish(&specials);
	}
	arena_destroy(arena);
	return ok;
}

int main(int argc, char **argv)
{
	struct err err = {0};
	double seconds = 10;
	bool ok = true;

	for (int i = 1; i < argc && ok; i++) {
		if (strcmp(argv[i], "--seconds") == 0 && i + 1 < argc)
			seconds = strtod(argv[++i], NULL);
		else if (strcmp(argv[i], "--zone") == 0 && i + 1 < argc) {
			i++;
			for (size_t k = 0; k < sizeof traps / sizeof *traps && ok; k++)
				ok = bench_trap(argv[i], &traps[k], seconds, &err);
		} else
			ok = bench_archive(argv[i], seconds, &err);
	}
	if (!ok)
		(void)fprintf(stderr, "%s\n", err.text);
	return ok ? 0 : 1;
}
