/* The costs that the engine finds for archives: small ones of our own, worked out by hand
 * below, and the published ones, where they are at hand. */
#include "base/file.h"
#include "base/text.h"
#include "kit/formats/xhstt/xhstt.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#define DATA SOURCE_ROOT "/tests/data/xhstt/"

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_create(1 << 16);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_destroy(arena);
	return 0;
}

static struct xhstt_archive *read_good(const char *path)
{
	struct xhstt_archive *archive;
	struct err err = {0};

	if (!xhstt_read_file(arena, path, NULL, &archive, &err))
		fail_msg("%s", err.text);
	return archive;
}

static struct weft_solution *load(const struct xhstt_solution *solution)
{
	struct weft_solution *loaded = weft_solution_create(solution->instance);
	struct err err = {0};

	if (!xhstt_solution_load(solution, loaded, &err))
		fail_msg("%s", err.text);
	return loaded;
}

struct expected {
	const char *constraint;
	int64_t cost;
};

static void check_costs(const char *path, size_t position, const struct expected *want, size_t n)
{
	struct xhstt_archive *archive = read_good(path);
	struct weft_solution *solution = load(&archive->groups.at[0].solutions.at[position]);
	const struct weft_instance *instance = weft_solution_instance(solution);
	struct weft_cost sum = {0};

	assert_int_equal(n, instance->n_constraints);
	for (size_t i = 0; i < n; i++) {
		const uint32_t c = weft_instance_find_constraint(instance,
								 str_from(want[i].constraint));
		const int64_t cost = weft_solution_constraint_cost(solution, c);

		if (cost != want[i].cost)
			fail_msg("%s costs %" PRId64 ", not %" PRId64, want[i].constraint, cost,
				 want[i].cost);
		*(instance->constraints[c].required ? &sum.hard : &sum.soft) += cost;
	}
	assert_int_equal(weft_solution_cost(solution).hard, sum.hard);
	assert_int_equal(weft_solution_cost(solution).soft, sum.soft);
	weft_solution_destroy(solution);
	xhstt_archive_destroy(archive);
}

/* E1 (3 times, T1, C1, a room) is split into 2 at Mo1 in room 1 and 1 at Tu3 without room;
 * of E2 (2 times, T2, C1, a room) 1 is at Mo2 in R2, and 1 is left out; E3 (T1 and T2)
 * is preassigned at Mo1. */
static void costs_of_every_kind_are_as_worked_out_by_hand(void **state)
{
	static const struct expected flawed[] = {
		{"AR", 2},     /* E1 at Tu3, and what is left out of E2 */
		{"AT", 1},     /* what is left out of E2 */
		{"SP", 2 * 5}, /* E1: the part of 2, and one part too few: 2^2; E2: 1^2 */
		{"DI", 3},     /* E2 has no part of 2 */
		{"PR", 4 * 2}, /* E1 two times in room 1 */
		{"PT1", 5},    /* E1 at Tu3: a step */
		{"PT2", 2},    /* the part of 2 does not start on Tuesday */
		{"AS", 6},     /* two rooms for one course */
		{"SE", 4},     /* one start too many on Monday, one too few on Tuesday: 2^2 */
		{"LE", 7 * 2}, /* Mo1 and Tu3 have E1 without E2 */
		{"OE", 2},  /* E1 starts 1 before E3 ends, wanted 1 after; E2 is not all placed */
		{"AC", 2},  /* T1 at Mo1 (E1, E3), C1 at Mo2 (E1, E2) */
		{"UN", 2},  /* T1 at Mo1 and at Tu3, which is named twice */
		{"ID", 9},  /* T1 in the week: Mo3, Tu1, Tu2: 3^2 */
		{"CL", 8},  /* T1 on both days */
		{"LB", 10}, /* T1 lacks 1 and 2: 3^2; T2 lacks 1, Tuesday is free */
		{"WL", 2 * 4}, /* T1: 3 + 2, T2: 2 + 1, both at most 2 */
	};
	static const struct expected empty[] = {
		{"AR", 5},                 /* 3 + 2 */
		{"AT", 5}, {"SP", 2 * 18}, /* one part of 3 or 2: outside, and two too few: 3^2 each
					    */
		{"DI", 3},                 /* E1 has no part of 2 */
		{"PR", 0}, {"PT1", 0},     {"PT2", 0}, {"AS", 0}, {"SE", 4}, /* Tuesday lacks 2 */
		{"LE", 0}, {"OE", 0},      {"AC", 0},  {"UN", 1},            /* E3 at Mo1 */
		{"ID", 0}, {"CL", 0},      {"LB", 8}, /* both lack 2 on Monday */
		{"WL", 8},                            /* work counts without a time */
	};

	(void)state;
	check_costs(DATA "all-kinds.xml", 0, flawed, sizeof flawed / sizeof *flawed);
	check_costs(DATA "all-kinds.xml", 1, empty, sizeof empty / sizeof *empty);
}

/* T1 has three lessons at Mo1, two at Mo2 and one at Tu1. */
static void old_cost_functions_look_at_the_list_of_deviations(void **state)
{
	static const struct expected mixed[] = {
		/* Starts on Monday 5, at most 1; on Tuesday 1, at least 2: (4, 1). */
		{"SE_Sum", 5},
		{"SE_SumSteps", 10 * 2},
		{"SE_StepSum", 100},
		{"SE_SumSquares", 1000 * 17},
		{"SE_SquareSum", 25},
		/* Busy at two of the times: one deviation, 2. */
		{"UN_Sum", 2},
		{"UN_SumSteps", 10},
		{"UN_StepSum", 100},
		{"UN_SumSquares", 1000 * 4},
		{"UN_SquareSum", 4},
		/* Busy at 2 and at 1 times of the days, at least 3: (1, 2). */
		{"LB_Sum", 3},
		{"LB_SumSteps", 10 * 2},
		{"LB_StepSum", 100},
		{"LB_SumSquares", 1000 * 5},
		{"LB_SquareSum", 9},
	};
	static const struct expected clashes[] = {
		/* Mo1 two too many, Mo2 one: (2, 1). */
		{"AC_Sum", 3},       {"AC_SumSteps", 10 * 2},
		{"AC_StepSum", 100}, {"AC_SumSquares", 1000 * 5},
		{"AC_SquareSum", 9},
	};

	(void)state;
	check_costs(DATA "old-cost-functions.xml", 0, mixed, sizeof mixed / sizeof *mixed);
	check_costs(DATA "old-clashes.xml", 0, clashes, sizeof clashes / sizeof *clashes);
}

static void new_cost_functions_cost_the_same(void **state)
{
	const struct xhstt_write_options options = {.new_cost_functions = true};
	struct xhstt_archive *old = read_good(DATA "old-cost-functions.xml"), *new;
	struct weft_solution *before, *after;
	struct str text;
	struct err err = {0};

	(void)state;
	assert_true(xhstt_write_text(old, &options, arena, &text, &err));
	assert_true(xhstt_read_text(arena, text, NULL, &new, &err));
	/* SumSteps and SumSquares of two kinds became two constraints each. */
	assert_int_equal(new->instances.at[0]->n_constraints,
			 old->instances.at[0]->n_constraints + 4);
	for (uint32_t i = 0; i < new->instances.at[0]->n_constraints; i++)
		assert_true(new->instances.at[0]->constraints[i].cost_function <= WEFT_STEP);
	before = load(&old->groups.at[0].solutions.at[0]);
	after = load(&new->groups.at[0].solutions.at[0]);
	assert_int_equal(weft_solution_cost(before).hard, weft_solution_cost(after).hard);
	assert_int_equal(weft_solution_cost(before).soft, weft_solution_cost(after).soft);
	weft_solution_destroy(before);
	weft_solution_destroy(after);
	xhstt_archive_destroy(old);
	xhstt_archive_destroy(new);
}

static void says_which_old_cost_function_has_no_new_name(void **state)
{
	const struct xhstt_write_options options = {.new_cost_functions = true};
	struct xhstt_archive *old = read_good(DATA "old-clashes.xml");
	struct str text;
	struct err err = {0};

	(void)state;
	assert_false(xhstt_write_text(old, &options, arena, &text, &err));
	assert_string_equal(err.text, "Constraint \"AC_SumSteps\": SumSteps of AvoidClashes cannot "
				      "be said with the cost functions of today");
	xhstt_archive_destroy(old);
}

/* --- the published solutions ----------------------------------------------- */

/* "Kind:hard,soft Kind:hard,soft", by name, as the table has it. */
static struct str kinds_text(struct weft_solution *solution)
{
	const struct weft_instance *instance = weft_solution_instance(solution);
	static const char *const names[] = {
		"AssignResource",
		"AssignTime",
		"AvoidClashes",
		"AvoidSplitAssignments",
		"AvoidUnavailableTimes",
		"ClusterBusyTimes",
		"DistributeSplitEvents",
		"LimitBusyTimes",
		"LimitIdleTimes",
		"LimitWorkload",
		"LinkEvents",
		"OrderEvents",
		"PreferResources",
		"PreferTimes",
		"SplitEvents",
		"SpreadEvents",
	};
	struct text text;

	text_init(&text, arena);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct weft_cost cost = {0};

		for (uint32_t j = 0; j < instance->n_constraints; j++) {
			const struct weft_constraint *c = &instance->constraints[j];

			if (str_eq(weft_kind_name(c->kind), str_from(names[i])))
				*(c->required
					  ? &cost.hard
					  : &cost.soft) += weft_solution_constraint_cost(solution,
											 j);
		}
		if (cost.hard != 0 || cost.soft != 0)
			text_printf(&text, "%s%s:%" PRId64 ",%" PRId64, text.len > 0 ? " " : "",
				    names[i], cost.hard, cost.soft);
	}
	return text_str(&text);
}

static bool group_has(const struct xhstt_group *group, struct str id, struct str instance)
{
	return str_eq(group->id, id) && group->solutions.n == 1 &&
	       str_eq(group->solutions.at[0].instance->id, instance);
}

/* One row: archive, instance, solution group, hard, soft, by constraint. */
static void check_row(struct str row)
{
	struct str field[6] = {{0}}, want;
	struct xhstt_archive *archive;
	const char *path;
	size_t n = 0, found = 0;

	for (size_t i = 0, from = 0; i <= row.len && n < 6; i++)
		if (i == row.len || row.ptr[i] == '\t') {
			field[n++] = str_slice(row, from, i);
			from = i + 1;
		}
	path = arena_printf(arena, SHARED "/xhstt/solved/%.*s", STR_ARG(field[0])).ptr;
	want = arena_printf(arena, "%.*s\t%.*s\t%.*s", STR_ARG(field[3]), STR_ARG(field[4]),
			    STR_ARG(field[5]));
	archive = read_good(path);
	for (size_t i = 0; i < archive->groups.n; i++) {
		struct weft_solution *solution;
		struct weft_cost cost;
		struct str got;

		if (!group_has(&archive->groups.at[i], field[2], field[1]))
			continue;
		found++;
		solution = load(&archive->groups.at[i].solutions.at[0]);
		cost = weft_solution_cost(solution);
		got = arena_printf(arena, "%" PRId64 "\t%" PRId64 "\t%.*s", cost.hard, cost.soft,
				   STR_ARG(kinds_text(solution)));
		if (!str_eq(str_trim(got), str_trim(want)))
			fail_msg("%.*s: got %.*s", STR_ARG(row), STR_ARG(got));
		weft_solution_destroy(solution);
	}
	assert_int_equal(found, 1);
	xhstt_archive_destroy(archive);
}

static void every_published_cost_is_reproduced(void **state)
{
	const char *path = SHARED "/xhstt/costs.tsv";
	struct str text;
	struct err err = {0};
	size_t from = 0, n = 0;

	(void)state;
	if (!file_exists(path)) {
		print_message("# SKIPPED: the published archives are not at " SHARED "/xhstt\n");
		skip();
	}
	if (!file_read(arena, path, 1 << 20, &text, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != '\n')
			continue;
		if (from > 0) { /* after the heading */
			check_row(str_slice(text, from, i));
			n++;
		}
		from = i + 1;
	}
	print_message("# %zu published costs reproduced\n", n);
	assert_true(n > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(costs_of_every_kind_are_as_worked_out_by_hand),
		cmocka_unit_test(old_cost_functions_look_at_the_list_of_deviations),
		cmocka_unit_test(new_cost_functions_cost_the_same),
		cmocka_unit_test(says_which_old_cost_function_has_no_new_name),
		cmocka_unit_test(every_published_cost_is_reproduced),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
