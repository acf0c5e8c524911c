/* The engine against the slow evaluator on real instances: argv[1] is a folder of XHSTT
 * archives. Skips, and says so, where there is none. */
#include "random_instance.h"
#include "sanitized.h"
#include "slow_eval.h"

#include "base/arena.h"
#include "base/clock.h"
#include "kit/formats/xhstt/xhstt.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The slow evaluator takes seconds on the largest: what is compared is bounded by time,
 * and how often is told. */
enum { CHANGES = 20000, CHANGES_BETWEEN = 50, MOST_POINTS_SANITIZED = 2000 };

static bool same(struct weft_solution *s, struct arena *arena)
{
	struct weft_cost fast = weft_solution_cost(s), slow = slow_cost(s, arena);

	arena_reset(arena);
	return fast.hard == slow.hard && fast.soft == slow.soft;
}

/* Random changes, some of them undone; at each comparison the costs are equal. */
static bool check(const struct weft_instance *in, double seconds, unsigned *ret_compared)
{
	struct deadline end = deadline_in(&clock_system, seconds);
	struct arena *arena = arena_create((size_t)1 << 20);
	struct weft_solution *s = weft_solution_create(in);
	struct rng rng;
	const int most_changes = (int)rounds(CHANGES);
	bool ok = same(s, arena);

	*ret_compared = 1;
	rng_init(&rng, 1);
	for (int i = 0; i < most_changes && ok; i++) {
		weft_mark mark = weft_solution_mark(s);

		random_change(&rng, s);
		(void)weft_solution_cost(s);
		if (rng_below(&rng, 3) == 0)
			weft_solution_undo(s, mark);
		else
			weft_solution_keep(s, mark);
		if (i % CHANGES_BETWEEN == 0 && !deadline_passed(&end)) {
			ok = same(s, arena);
			++*ret_compared;
		}
	}
	ok = ok && same(s, arena);
	weft_solution_destroy(s);
	arena_destroy(arena);
	return ok;
}

static bool check_file(const char *path, double seconds)
{
	struct arena *arena = arena_create((size_t)1 << 20);
	struct xhstt_archive *archive;
	struct err err;
	bool ok = xhstt_read_file(arena, path, NULL, &archive, &err);

	if (!ok)
		(void)printf("not ok - %s\n", err.text);
	for (size_t i = 0; ok && i < archive->instances.n; i++) {
		const struct weft_instance *in = archive->instances.at[i];
		unsigned compared;
		bool equal;

		if (is_sanitized() && in->n_points > MOST_POINTS_SANITIZED) {
			(void)printf("ok - %.*s: too large with sanitizers\n", STR_ARG(in->id));
			continue;
		}
		equal = check(in, seconds, &compared);

		(void)printf("%s - %.*s: %d changes, compared %u times\n", equal ? "ok" : "not ok",
			     STR_ARG(in->id), (int)rounds(CHANGES), compared);
		(void)fflush(stdout);
		if (!equal) {
			xhstt_archive_destroy(archive);
			arena_destroy(arena);
			return false;
		}
	}
	if (ok)
		xhstt_archive_destroy(archive);
	arena_destroy(arena);
	return ok;
}

int main(int argc, char **argv)
{
	enum { TEST_SKIPPED = 77 };
	const char *seconds = getenv("WEFT_TEST_SECONDS"); /* for each instance */
	DIR *dir = argc == 2 ? opendir(argv[1]) : NULL;
	struct dirent *entry;
	bool ok = true;

	if (dir == NULL) {
		(void)printf("SKIPPED: there is no folder of XHSTT archives %s\n",
			     argc == 2 ? argv[1] : "given");
		return TEST_SKIPPED;
	}
	while (ok && (entry = readdir(dir)) != NULL) {
		char path[4096];

		if (strstr(entry->d_name, ".xml") == NULL)
			continue;
		(void)snprintf(path, sizeof path, "%s/%s", argv[1], entry->d_name);
		ok = check_file(path, seconds == NULL ? 0.2 : strtod(seconds, NULL));
	}
	(void)closedir(dir);
	return ok ? 0 : 1;
}
