/* More schools in which something is short: days, rooms, free blocks, a teacher two linked
 * lessons share. What is short, for whom, and what would do is known. */
#include "made.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void expect_list(struct weft_list list, const uint32_t *wanted, size_t n)
{
	assert_int_equal(list.n, n);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(list.at[i], wanted[i]);
}

static void name_days(struct made *m, uint32_t constraint, uint32_t n_days)
{
	for (uint32_t day = 0; day < n_days; day++)
		weft_builder_name_time_group(
			m->b, constraint,
			weft_builder_find_time_group(m->b, numbered(m, "D", day)));
}

/* Of all rules those that are short, in a list without one of them nothing. */
static void expect_why(struct made *m)
{
	struct weft_rules rules = weft_proof_rules(m->proof);
	uint32_t *at = arena_array(m->arena, uint32_t, rules.n);
	struct weft_list others = {at, 0};
	struct weft_conflict why;

	assert_true(weft_proof_why(m->proof, NULL, &never, m->arena, &why));
	assert_string_equal(names(m, why.rules), "times one-at-a-time a-day days");
	assert_true(why.minimal);
	for (uint32_t r = 0; r < rules.n; r++)
		if (!str_eq(rules.at[r].name, STR("a-day")))
			at[others.n++] = r;
	assert_false(weft_proof_why(m->proof, &others, &never, m->arena, &why));
}

/* What was asked last counts, also where it is known from before: the solution keeps its rules, not
 * those of a question between. */
static void expect_solution_of_the_last_question(struct made *m)
{
	struct weft_rules rules = weft_proof_rules(m->proof);
	struct weft_solution *solution = weft_solution_create(m->instance);
	uint32_t *at = arena_array(m->arena, uint32_t, rules.n);
	uint32_t alone = 0;
	struct weft_list others = {at, 0}, one = {&alone, 1};

	for (uint32_t r = 0; r < rules.n; r++)
		if (!str_eq(rules.at[r].name, STR("a-day")))
			at[others.n++] = r;
		else
			alone = r;
	assert_int_equal(weft_proof_decide(m->proof, &others, &never), WEFT_FEASIBLE);
	assert_int_equal(weft_proof_decide(m->proof, &one, &never), WEFT_FEASIBLE);
	assert_int_equal(weft_proof_decide(m->proof, &others, &never), WEFT_FEASIBLE);
	weft_proof_solution(m->proof, solution);
	for (uint32_t i = 0; i < others.n; i++)
		for (uint32_t c = 0; c < rules.at[at[i]].constraints.n; c++)
			assert_int_equal(weft_solution_constraint_cost(
						 solution, rules.at[at[i]].constraints.at[c]),
					 0);
	weft_solution_destroy(solution);
}

/* Ten lessons, three a day at most, on three days at most. Only the two limits together
 * are short: neither alone is. */
static void nine_lessons_are_all_that_three_days_of_three_hold(void **state)
{
	static const char *const conflicts[] = {"times one-at-a-time a-day days"};
	static const struct wanted relaxations[] = {{"a-day", 10, 0}, {"days", 20, 0},
						    {"times", 90, 0}, {"one-at-a-time", 100, 0},
						    {"a-day", 10, 1}, {"days", 20, 1}};
	struct made m = make(5, 6);
	uint32_t ada = add_resource(&m, "Ada"), bob = add_resource(&m, "Bob"), c;
	struct weft_conflicts found;

	(void)state;
	for (size_t i = 0; i < 10; i++)
		(void)add_event(&m, 1, ada, WEFT_NONE);
	for (size_t i = 0; i < 9; i++)
		(void)add_event(&m, 1, bob, WEFT_NONE);
	all_timetabled(&m, 90);
	c = add_rule(&m, WEFT_AVOID_CLASHES, "one-at-a-time", 100, (struct weft_limits){0});
	weft_builder_apply_to_resource(m.b, c, ada);
	weft_builder_apply_to_resource(m.b, c, bob);
	c = add_rule(&m, WEFT_LIMIT_BUSY_TIMES, "a-day", 10, (struct weft_limits){.maximum = 3});
	weft_builder_apply_to_resource(m.b, c, ada);
	weft_builder_apply_to_resource(m.b, c, bob);
	name_days(&m, c, 5);
	c = add_rule(&m, WEFT_CLUSTER_BUSY_TIMES, "days", 20, (struct weft_limits){.maximum = 3});
	weft_builder_apply_to_resource(m.b, c, ada);
	weft_builder_apply_to_resource(m.b, c, bob);
	name_days(&m, c, 5);
	finish(&m, NULL);
	found = expect_conflicts(&m, conflicts, N(conflicts));
	assert_int_equal(found.at[0].argument, WEFT_BY_COUNTING);
	assert_true(found.at[0].plain);
	assert_int_equal(found.at[0].demand, 10);
	assert_int_equal(found.at[0].supply, 9);
	expect_list(found.at[0].resources, &ada, 1);
	expect_relaxations(&m, relaxations, N(relaxations));
	expect_why(&m);
	expect_solution_of_the_last_question(&m);
	discard(&m);
}

static void give_rooms(struct made *m, uint32_t constraint, const uint32_t *rooms, size_t n)
{
	for (size_t i = 0; i < n; i++)
		weft_builder_name_resource(m->b, constraint, rooms[i]);
}

/* Three subjects, two of three rooms each, overlapping (Hall): four lessons each need twelve
 * places, three rooms have nine in three periods. A fourth room is of no use to them. */
static void three_rooms_hold_nine_of_twelve_lessons(void **state)
{
	static const char *const conflicts[] = {"times whom one-a-room s0 s1 s2"};
	struct made m = make(1, 3);
	uint32_t rooms[4], c, whom;
	struct weft_conflicts found;

	(void)state;
	for (uint32_t i = 0; i < 4; i++)
		rooms[i] = add_resource(&m, numbered(&m, "room", i).ptr);
	all_timetabled(&m, 1);
	whom = weft_builder_add_constraint(m.b, &(struct weft_rule){.kind = WEFT_ASSIGN_RESOURCE,
								    .id = STR_INIT("whom"),
								    .required = true,
								    .weight = 1,
								    .role = STR_INIT("R")});
	c = add_rule(&m, WEFT_AVOID_CLASHES, "one-a-room", 1, (struct weft_limits){0});
	for (uint32_t i = 0; i < 4; i++)
		weft_builder_apply_to_resource(m.b, c, rooms[i]);
	for (uint32_t s = 0; s < 3; s++) {
		c = weft_builder_add_constraint(m.b,
						&(struct weft_rule){.kind = WEFT_PREFER_RESOURCES,
								    .id = numbered(&m, "s", s),
								    .required = true,
								    .weight = 1,
								    .role = STR_INIT("R"),
								    .price = 1});
		give_rooms(&m, c, (const uint32_t[]){rooms[s], rooms[(s + 1) % 3]}, 2);
		for (size_t i = 0; i < 4; i++) {
			uint32_t event = add_event(&m, 1, WEFT_NONE, WEFT_NONE);

			(void)weft_builder_add_need(
				m.b, event,
				&(struct weft_need){STR_INIT("R"), m.type, WEFT_NONE, 0, 0});
			weft_builder_apply_to_event(m.b, c, event);
		}
	}
	weft_builder_apply_to_event_group(m.b, whom, m.all_events);
	finish(&m, NULL);
	found = expect_conflicts(&m, conflicts, N(conflicts));
	assert_int_equal(found.at[0].argument, WEFT_BY_COUNTING);
	assert_int_equal(found.at[0].demand, 12);
	assert_int_equal(found.at[0].supply, 9);
	expect_list(found.at[0].resources, rooms, 3);
	discard(&m);
}

/* A day of six periods, a lesson and a duty fixed in the third: no free block of four is
 * left; without the duty's teacher the other rules hold. */
static void no_block_of_four_around_a_fixed_lesson(void **state)
{
	static const char *const conflicts[] = {"planning"};
	static const char *const both[] = {"times one-at-a-time planning"};
	struct made m = make(1, 6);
	uint32_t ada = add_resource(&m, "Ada"), c;

	(void)state;
	weft_builder_set_event_time(m.b, add_event(&m, 1, ada, WEFT_NONE), 2);
	weft_builder_set_event_time(m.b, add_event(&m, 1, ada, WEFT_NONE), 3);
	all_timetabled(&m, 1);
	c = add_rule(&m, WEFT_FREE_BLOCKS, "planning", 1,
		     (struct weft_limits){.minimum = 3, .maximum = WEFT_UNLIMITED, .length = 3});
	weft_builder_apply_to_resource(m.b, c, ada);
	finish(&m, NULL);
	(void)expect_conflicts(&m, conflicts, N(conflicts));
	discard(&m);

	/* Five lessons that may be anywhere leave one period free, three are asked. */
	m = make(1, 6);
	ada = add_resource(&m, "Ada");
	for (size_t i = 0; i < 5; i++)
		(void)add_event(&m, 1, ada, WEFT_NONE);
	all_timetabled(&m, 1);
	no_clash(&m, "one-at-a-time", ada, 1);
	c = add_rule(&m, WEFT_FREE_BLOCKS, "planning", 1,
		     (struct weft_limits){.minimum = 3, .maximum = WEFT_UNLIMITED, .length = 3});
	weft_builder_apply_to_resource(m.b, c, ada);
	finish(&m, NULL);
	(void)expect_conflicts(&m, both, N(both));
	discard(&m);
}

/* Two choirs sing together, Ada leads both. Found by search: who and what is named. */
static void linked_lessons_cannot_share_a_teacher(void **state)
{
	static const char *const conflicts[] = {"times one-at-a-time together"};
	struct made m = make(2, 3);
	uint32_t ada = add_resource(&m, "Ada"), bob = add_resource(&m, "Bob"), c, choirs[2];
	struct weft_conflicts found;
	struct weft_conflict conflict;

	(void)state;
	(void)add_event(&m, 1, bob, WEFT_NONE);
	for (size_t i = 0; i < 2; i++)
		choirs[i] = add_event(&m, 1, ada, WEFT_NONE);
	all_timetabled(&m, 1);
	c = add_rule(&m, WEFT_AVOID_CLASHES, "one-at-a-time", 1, (struct weft_limits){0});
	weft_builder_apply_to_resource(m.b, c, ada);
	weft_builder_apply_to_resource(m.b, c, bob);
	c = weft_builder_add_event_group(m.b, STR("choirs"), STR(""), false);
	for (size_t i = 0; i < 2; i++)
		weft_builder_put_event(m.b, c, choirs[i]);
	weft_builder_apply_to_event_group(
		m.b, add_rule(&m, WEFT_LINK_EVENTS, "together", 1, (struct weft_limits){0}), c);
	finish(&m, NULL);
	found = expect_conflicts(&m, conflicts, N(conflicts));
	conflict = found.at[0];
	assert_int_equal(conflict.argument, WEFT_BY_SEARCH);
	assert_int_equal(conflict.events.n, 0);
	weft_proof_locate(m.proof, &conflict, &never, m.arena);
	expect_list(conflict.resources, &ada, 1);
	expect_list(conflict.events, choirs, 2);
	discard(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nine_lessons_are_all_that_three_days_of_three_hold),
		cmocka_unit_test(three_rooms_hold_nine_of_twelve_lessons),
		cmocka_unit_test(no_block_of_four_around_a_fixed_lesson),
		cmocka_unit_test(linked_lessons_cannot_share_a_teacher),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
