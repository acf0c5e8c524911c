/* Whatever archive is read, is written; what was written reads as the same and costs the same;
 * whatever is refused, is refused with its place. */
#include "kit/formats/xhstt/xhstt.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct weft_cost cost_of(const struct xhstt_solution *solution)
{
	struct weft_solution *loaded = weft_solution_create(solution->instance);
	struct weft_cost cost;
	struct err err = {0};

	if (!xhstt_solution_load(solution, loaded, &err))
		abort();
	cost = weft_solution_cost(loaded);
	weft_solution_destroy(loaded);
	return cost;
}

static void check_solutions(const struct xhstt_archive *a, const struct xhstt_archive *b)
{
	for (size_t i = 0; i < a->groups.n; i++)
		for (size_t j = 0; j < a->groups.at[i].solutions.n; j++) {
			const struct weft_cost x = cost_of(&a->groups.at[i].solutions.at[j]);
			const struct weft_cost y = cost_of(&b->groups.at[i].solutions.at[j]);

			if (x.hard != y.hard || x.soft != y.soft)
				abort();
		}
}

static void check_archive(struct arena *arena, const struct xhstt_archive *archive)
{
	struct xhstt_archive *again;
	struct str once, twice;
	struct err err = {0};

	if (!xhstt_write_text(archive, NULL, arena, &once, &err) ||
	    !xhstt_read_text(arena, once, NULL, &again, &err) ||
	    !xhstt_write_text(again, NULL, arena, &twice, &err) || !str_eq(once, twice))
		abort();
	check_solutions(archive, again);
	xhstt_archive_destroy(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct str text = {(const char *)data, size};
	const struct xhstt_read_options lenient = {.name = "f", .keep_invalid = true};
	struct arena *arena = arena_create(1U << 16);
	struct xhstt_archive *archive;
	struct err err = {0};

	if (xhstt_read_text(arena, text, NULL, &archive, &err)) {
		check_archive(arena, archive);
		xhstt_archive_destroy(archive);
	} else if (err.kind != ERR_INVALID || err.line == 0 || err.column == 0) {
		abort();
	}
	if (xhstt_read_text(arena, text, &lenient, &archive, &err))
		xhstt_archive_destroy(archive);
	arena_destroy(arena);
	return 0;
}
