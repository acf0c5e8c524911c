#include "base/file.h"
#include "engine/builder.h"
#include "random_archive.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
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

static struct str write_good(const struct xhstt_archive *archive)
{
	struct str text;
	struct err err = {0};

	if (!xhstt_write_text(archive, NULL, arena, &text, &err))
		fail_msg("%s", err.text);
	return text;
}

static struct xhstt_archive *read_again(struct str text)
{
	struct xhstt_archive *archive;
	struct err err = {0};

	if (!xhstt_read_text(arena, text, NULL, &archive, &err))
		fail_msg("%s in\n%.*s", err.text, STR_ARG(text));
	return archive;
}

static struct weft_cost cost_of(const struct xhstt_solution *solution)
{
	struct weft_solution *loaded = weft_solution_create(solution->instance);
	struct weft_cost cost;
	struct err err = {0};

	if (!xhstt_solution_load(solution, loaded, &err))
		fail_msg("%s", err.text);
	cost = weft_solution_cost(loaded);
	weft_solution_destroy(loaded);
	return cost;
}

static void assert_same_meet(const struct xhstt_meet *a, const struct xhstt_meet *b)
{
	assert_int_equal(a->event, b->event);
	assert_int_equal(a->duration, b->duration);
	assert_int_equal(a->start, b->start);
	assert_int_equal(a->uses.n, b->uses.n);
	for (size_t i = 0; i < a->uses.n; i++) {
		assert_int_equal(a->uses.at[i].need, b->uses.at[i].need);
		assert_int_equal(a->uses.at[i].resource, b->uses.at[i].resource);
	}
}

static void assert_same_solution(const struct xhstt_solution *a, const struct xhstt_solution *b)
{
	const struct weft_cost cost_a = cost_of(a), cost_b = cost_of(b);

	assert_int_equal(a->meets.n, b->meets.n);
	for (size_t i = 0; i < a->meets.n; i++)
		assert_same_meet(&a->meets.at[i], &b->meets.at[i]);
	assert_int_equal(a->report.given, b->report.given);
	assert_int_equal(a->report.lines.n, b->report.lines.n);
	assert_int_equal(cost_a.hard, cost_b.hard);
	assert_int_equal(cost_a.soft, cost_b.soft);
	if (a->report.given) {
		assert_int_equal(a->report.hard, b->report.hard);
		assert_int_equal(a->report.soft, b->report.soft);
	}
}

static void assert_same_instance(const struct weft_instance *a, const struct weft_instance *b)
{
	assert_true(str_eq(a->id, b->id));
	assert_int_equal(a->n_times, b->n_times);
	assert_int_equal(a->n_time_groups, b->n_time_groups);
	assert_int_equal(a->n_resources, b->n_resources);
	assert_int_equal(a->n_events, b->n_events);
	assert_int_equal(a->n_event_resources, b->n_event_resources);
	assert_int_equal(a->n_constraints, b->n_constraints);
	assert_int_equal(a->n_points, b->n_points);
	for (uint32_t i = 0; i < a->n_events; i++) {
		assert_true(str_eq(a->events[i].id, b->events[i].id));
		assert_int_equal(a->events[i].duration, b->events[i].duration);
		assert_int_equal(a->events[i].workload, b->events[i].workload);
		assert_int_equal(a->events[i].time, b->events[i].time);
		assert_int_equal(a->events[i].groups.n, b->events[i].groups.n);
	}
	for (uint32_t i = 0; i < a->n_event_resources; i++) {
		assert_int_equal(a->event_resources[i].type, b->event_resources[i].type);
		assert_int_equal(a->event_resources[i].resource, b->event_resources[i].resource);
		assert_int_equal(a->event_resources[i].workload, b->event_resources[i].workload);
	}
}

static void assert_same_archive(const struct xhstt_archive *a, const struct xhstt_archive *b)
{
	assert_int_equal(a->instances.n, b->instances.n);
	assert_int_equal(a->groups.n, b->groups.n);
	for (size_t i = 0; i < a->instances.n; i++)
		assert_same_instance(a->instances.at[i], b->instances.at[i]);
	for (size_t i = 0; i < a->groups.n; i++) {
		assert_int_equal(a->groups.at[i].solutions.n, b->groups.at[i].solutions.n);
		for (size_t j = 0; j < a->groups.at[i].solutions.n; j++)
			assert_same_solution(&a->groups.at[i].solutions.at[j],
					     &b->groups.at[i].solutions.at[j]);
	}
}

/* What is written reads as the same, and is written the same again. */
static void check_round_trip(const struct xhstt_archive *archive)
{
	const struct str text = write_good(archive);
	struct xhstt_archive *again = read_again(text);

	assert_same_archive(archive, again);
	assert_true(str_eq(write_good(again), text));
	xhstt_archive_destroy(again);
}

static void check_file(const char *path)
{
	struct xhstt_archive *archive;
	struct err err = {0};

	if (!xhstt_read_file(arena, path, NULL, &archive, &err))
		fail_msg("%s", err.text);
	check_round_trip(archive);
	xhstt_archive_destroy(archive);
	arena_reset(arena);
}

static void small_archives_come_back_the_same(void **state)
{
	(void)state;
	check_file(DATA "all-kinds.xml");
	check_file(DATA "old-cost-functions.xml");
	check_file(DATA "old-clashes.xml");
}

static void random_archives_come_back_the_same(void **state)
{
	struct rng rng;

	(void)state;
	rng_init(&rng, 20140101);
	for (int i = 0; i < 400; i++) {
		struct xhstt_archive *archive = random_archive(arena, &rng);

		check_round_trip(archive);
		xhstt_archive_destroy(archive);
		arena_reset(arena);
	}
}

static void published_archives_come_back_the_same(void **state)
{
	static const char *const folders[] = {"instances", "solved"};

	(void)state;
	if (!file_is_folder(SHARED "/xhstt")) {
		print_message("# SKIPPED: the published archives are not at " SHARED "/xhstt\n");
		skip();
	}
	for (size_t i = 0; i < 2; i++) {
		struct arena *names = arena_create(1 << 12);
		const char *folder = arena_printf(names, SHARED "/xhstt/%s", folders[i]).ptr;
		struct str *name;
		size_t n;
		struct err err = {0};

		assert_true(file_list(names, folder, &name, &n, &err));
		assert_true(n > 0);
		for (size_t j = 0; j < n; j++)
			check_file(arena_printf(names, "%s/%.*s", folder, STR_ARG(name[j])).ptr);
		arena_destroy(names);
	}
}

static void writes_the_same_bytes_to_a_stream(void **state)
{
	struct rng rng;
	struct xhstt_archive *archive;
	struct str text;
	char *bytes = NULL;
	size_t n = 0;
	FILE *stream = open_memstream(&bytes, &n);
	struct err err = {0};

	(void)state;
	rng_init(&rng, 7);
	archive = random_archive(arena, &rng);
	text = write_good(archive);
	assert_true(xhstt_write(archive, NULL, stream, &err));
	assert_int_equal(fclose(stream), 0);
	assert_int_equal(n, text.len);
	assert_memory_equal(bytes, text.ptr, n);
	free(bytes);
	xhstt_archive_destroy(archive);
}

static void a_report_adds_up_to_the_cost(void **state)
{
	struct rng rng;

	(void)state;
	rng_init(&rng, 99);
	for (int i = 0; i < 100; i++) {
		struct xhstt_archive *archive = random_archive(arena, &rng);

		for (size_t j = 0; j < archive->groups.n; j++) {
			const struct xhstt_solution *s = &archive->groups.at[j].solutions.at[0];
			int64_t sum = 0;

			for (size_t k = 0; k < s->report.lines.n; k++)
				sum += s->report.lines.at[k].cost;
			assert_int_equal(sum, s->report.hard + s->report.soft);
		}
		xhstt_archive_destroy(archive);
		arena_reset(arena);
	}
}

static void refuses_kinds_that_the_format_does_not_have(void **state)
{
	struct weft_builder *builder = weft_builder_create(STR("school"));
	const struct weft_rule rule = {
		.kind = WEFT_CAPACITY,
		.id = STR_INIT("lunch"),
		.weight = 1,
		.limits = {.maximum = 1},
		.price = WEFT_NO_PRICE,
	};
	struct xhstt_archive archive = {0};
	struct weft_instance *instance;
	struct str text;
	struct err err = {0};
	uint32_t event, constraint;

	(void)state;
	(void)weft_builder_add_time(builder, STR("t"), STR("t"));
	event = weft_builder_add_event(builder, STR("e"), STR("e"), 1);
	constraint = weft_builder_add_constraint(builder, &rule);
	weft_builder_apply_to_event(builder, constraint, event);
	if (!weft_builder_finish(builder, &instance, &err))
		fail_msg("%s", err.text);
	*vec_push(arena, &archive.instances) = instance;
	assert_false(xhstt_write_text(&archive, NULL, arena, &text, &err));
	assert_string_equal(err.text,
			    "Constraint \"lunch\" is of kind Capacity, which XHSTT cannot say");
	weft_builder_destroy(builder);
	xhstt_archive_destroy(&archive);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_archives_come_back_the_same),
		cmocka_unit_test(random_archives_come_back_the_same),
		cmocka_unit_test(published_archives_come_back_the_same),
		cmocka_unit_test(writes_the_same_bytes_to_a_stream),
		cmocka_unit_test(a_report_adds_up_to_the_cost),
		cmocka_unit_test(refuses_kinds_that_the_format_does_not_have),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
