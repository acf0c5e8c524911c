/* What the search knows of an instance before it begins. */
#include "engine/builder.h"
#include "engine/search/structure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { N_TIMES = 6, LENGTH = 6 };

/* One event of six times, whose parts of some durations may start nowhere. */
static struct weft_instance *make(const int32_t *barred, uint32_t n)
{
	struct weft_builder *b = weft_builder_create(STR("parts"));
	uint32_t event = weft_builder_add_event(b, STR("art"), STR(""), LENGTH);
	uint32_t first = weft_builder_add_time(b, STR("1"), STR(""));
	struct weft_instance *in;
	struct err err;

	for (int t = 1; t < N_TIMES; t++)
		(void)weft_builder_add_time(b, (struct str){&"123456"[t], 1}, STR(""));
	for (uint32_t i = 0; i < n; i++) {
		uint32_t c = weft_builder_add_constraint(
			b, &(struct weft_rule){.kind = WEFT_PREFER_TIMES,
					       .required = true,
					       .weight = 1,
					       .limits = {.duration = barred[i]}});

		weft_builder_apply_to_event(b, c, event);
		/* A part of this duration does not end within the cycle from the last time. */
		weft_builder_name_time(b, c, first + N_TIMES - 1);
	}
	assert_true(weft_builder_finish(b, &in, &err));
	weft_builder_destroy(b);
	return in;
}

static uint32_t count_parts(const struct search_unit *u, int32_t duration)
{
	uint32_t n = 0;

	for (uint32_t p = 0; p < u->n_patterns; p++)
		for (uint32_t i = 0; i < u->patterns[p].n; i++)
			n += u->patterns[p].durations[i] == duration;
	return n;
}

static void cuts_no_parts_that_can_start_nowhere(void **state)
{
	const int32_t barred[] = {2, 3, 6};
	struct weft_instance *in = make(barred, 3);
	struct arena *arena = arena_create(4096);
	struct weft_solution *s = weft_solution_create(in);
	struct search_structure st;

	(void)state;
	search_structure_init(&st, arena, in, s, (struct weft_list){NULL, 0}, false);
	assert_true(st.units[0].n_patterns > 0);
	for (uint32_t i = 0; i < 3; i++)
		assert_int_equal(count_parts(&st.units[0], barred[i]), 0);
	assert_true(count_parts(&st.units[0], 4) > 0);
	assert_true(count_parts(&st.units[0], 5) > 0);
	weft_solution_destroy(s);
	arena_destroy(arena);
	weft_instance_destroy(in);
}

static void keeps_a_way_to_split_where_no_part_can_start(void **state)
{
	const int32_t barred[] = {2, 3, 4, 5, 6};
	struct weft_instance *in = make(barred, 5);
	struct arena *arena = arena_create(4096);
	struct weft_solution *s = weft_solution_create(in);
	struct search_structure st;

	(void)state;
	search_structure_init(&st, arena, in, s, (struct weft_list){NULL, 0}, false);
	assert_int_equal(st.units[0].n_patterns, 1);
	assert_int_equal(count_parts(&st.units[0], 1), LENGTH);
	weft_solution_destroy(s);
	arena_destroy(arena);
	weft_instance_destroy(in);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cuts_no_parts_that_can_start_nowhere),
		cmocka_unit_test(keeps_a_way_to_split_where_no_part_can_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
