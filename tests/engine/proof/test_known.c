/* Made instances of which it is known why they do not fit, and what would do. */
#include "made.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* --- conflicts -------------------------------------------------------------------- */

static void a_teacher_of_twenty_lessons_needs_more_than_eighteen_free_periods(void **state)
{
	static const char *const conflicts[] = {"times one-at-a-time mondays-off"};
	static const struct wanted relaxations[] = {{"mondays-off", 300, 0},
						    {"one-at-a-time", 500, 0},
						    {"times", 900, 0},
						    {"mondays-off", 300, 2}};
	struct made m = make(5, 4);
	uint32_t ada = add_resource(&m, "Ada"), bob = add_resource(&m, "Bob");
	struct weft_conflicts found;

	(void)state;
	for (size_t i = 0; i < 20; i++)
		(void)add_event(&m, 1, ada, WEFT_NONE);
	(void)add_event(&m, 2, bob, WEFT_NONE);
	all_timetabled(&m, 900);
	no_clash(&m, "one-at-a-time", ada, 500);
	no_clash(&m, "not-bob", bob, 1);
	(void)blocked(&m, "mondays-off", ada, 300, 2, 4);
	(void)blocked(&m, "bobs", bob, 1, 0, 4);
	finish(&m, NULL);
	found = expect_conflicts(&m, conflicts, N(conflicts));
	assert_int_equal(found.at[0].argument, WEFT_BY_COUNTING);
	assert_int_equal(found.at[0].demand, 20);
	assert_int_equal(found.at[0].supply, 18);
	expect_relaxations(&m, relaxations, N(relaxations));
	discard(&m);
}

/* A lesson fixed at a period in which one and another of its resources is blocked. */
static void each_teacher_blocked_in_a_fixed_period_is_a_conflict_of_its_own(void **state)
{
	static const char *const conflicts[] = {"ada-away", "bob-away"};
	static const struct wanted relaxations[] = {{"ada-away bob-away", 30, 0}};
	struct made m = make(1, 3);
	uint32_t ada = add_resource(&m, "Ada"), bob = add_resource(&m, "Bob");

	(void)state;
	weft_builder_set_event_time(m.b, add_event(&m, 1, ada, bob), 1);
	all_timetabled(&m, 100);
	(void)blocked(&m, "ada-away", ada, 10, 1, 2);
	(void)blocked(&m, "bob-away", bob, 20, 0, 2);
	finish(&m, NULL);
	(void)expect_conflicts(&m, conflicts, N(conflicts));
	expect_relaxations(&m, relaxations, N(relaxations));
	discard(&m);
}

/* A class wants a teacher in each of its periods; both are blocked in the second. */
static void all_teachers_of_a_class_blocked_in_one_period(void **state)
{
	static const char *const conflicts[] = {"whom ada-away bob-away"};
	static const struct wanted relaxations[] = {{"ada-away", 10, 0},
						    {"bob-away", 20, 0},
						    {"whom", 50, 0},
						    {"ada-away", 10, 1},
						    {"bob-away", 20, 1}};
	struct made m = make(1, 3);
	uint32_t c;

	(void)state;
	(void)add_resource(&m, "Ada");
	(void)add_resource(&m, "Bob");
	c = weft_builder_add_constraint(m.b, &(struct weft_rule){.kind = WEFT_ASSIGN_RESOURCE,
								 .id = STR_INIT("whom"),
								 .required = true,
								 .weight = 1,
								 .role = STR_INIT("T"),
								 .price = 50});
	for (uint32_t t = 0; t < 3; t++) {
		uint32_t event = add_event(&m, 1, WEFT_NONE, WEFT_NONE);

		(void)weft_builder_add_need(
			m.b, event, &(struct weft_need){STR_INIT("T"), m.type, WEFT_NONE, 0, 0});
		weft_builder_set_event_time(m.b, event, t);
	}
	weft_builder_apply_to_event_group(m.b, c, m.all_events);
	(void)blocked(&m, "ada-away", weft_builder_find_resource(m.b, STR("Ada")), 10, 1, 2);
	(void)blocked(&m, "bob-away", weft_builder_find_resource(m.b, STR("Bob")), 20, 1, 3);
	finish(&m, NULL);
	(void)expect_conflicts(&m, conflicts, N(conflicts));
	expect_relaxations(&m, relaxations, N(relaxations));
	discard(&m);
}

static void thirteen_lessons_do_not_fit_into_twelve_periods(void **state)
{
	static const char *const conflicts[] = {"times one-at-a-time"};
	struct made m = make(3, 4);
	uint32_t room = add_resource(&m, "Gym");
	struct weft_conflicts found;

	(void)state;
	for (size_t i = 0; i < 13; i++)
		(void)add_event(&m, 1, room, WEFT_NONE);
	all_timetabled(&m, 1);
	no_clash(&m, "one-at-a-time", room, 1);
	finish(&m, NULL);
	found = expect_conflicts(&m, conflicts, N(conflicts));
	assert_int_equal(found.at[0].argument, WEFT_BY_COUNTING);
	assert_int_equal(found.at[0].demand, 13);
	assert_int_equal(found.at[0].supply, 12);
	discard(&m);
}

/* Three groups of 16, and a hall for 31, twice: by their sum they fit; only rounding
 * sees that two are never in it together. */
static void sizes_that_do_not_pack(void **state)
{
	static const char *const conflicts[] = {"times hall"};
	static const struct wanted relaxations[] = {
		{"hall", 5, 0}, {"times", 70, 0}, {"hall", 5, 1}};
	struct made m = make(1, 2);
	struct weft_conflicts found;

	(void)state;
	for (size_t i = 0; i < 3; i++)
		weft_builder_set_event_size(m.b, add_event(&m, 1, WEFT_NONE, WEFT_NONE), 16);
	all_timetabled(&m, 70);
	weft_builder_apply_to_event_group(
		m.b,
		add_rule(&m, WEFT_CAPACITY, "hall", 5,
			 (struct weft_limits){.maximum = 31, .by_size = true}),
		m.all_events);
	finish(&m, NULL);
	found = expect_conflicts(&m, conflicts, N(conflicts));
	assert_int_equal(found.at[0].argument, WEFT_BY_COUNTING);
	expect_relaxations(&m, relaxations, N(relaxations));
	discard(&m);
}

/* Two schools in one afternoon of three periods, the way takes two. */
static void the_way_is_longer_than_what_is_left_of_the_day(void **state)
{
	static const char *const conflicts[] = {"times way"};
	struct made m = make(1, 3);
	uint32_t ada = add_resource(&m, "Ada"), c;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		uint32_t site = weft_builder_add_site(m.b, numbered(&m, "site", (uint32_t)i),
						      STR(""));

		weft_builder_set_event_site(m.b, add_event(&m, 1, ada, WEFT_NONE), site);
	}
	all_timetabled(&m, 1);
	no_clash(&m, "one-at-a-time", ada, 1);
	c = add_rule(&m, WEFT_TRAVEL, "way", 1, (struct weft_limits){.length = 2});
	weft_builder_apply_to_resource(m.b, c, ada);
	finish(&m, NULL);
	(void)expect_conflicts(&m, conflicts, N(conflicts));
	discard(&m);
}

/* Nobody says that Ada cannot be at two places at once: then travel does not either. */
static void travel_alone_forbids_no_clash(void **state)
{
	struct made m = make(1, 1);
	uint32_t ada = add_resource(&m, "Ada"), c;
	struct weft_solution *solution;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		uint32_t site = weft_builder_add_site(m.b, numbered(&m, "site", (uint32_t)i),
						      STR(""));

		weft_builder_set_event_site(m.b, add_event(&m, 1, ada, WEFT_NONE), site);
	}
	all_timetabled(&m, 1);
	c = add_rule(&m, WEFT_TRAVEL, "way", 1, (struct weft_limits){.length = 1});
	weft_builder_apply_to_resource(m.b, c, ada);
	finish(&m, NULL);
	(void)expect_conflicts(&m, NULL, 0);
	solution = weft_solution_create(m.instance);
	weft_proof_solution(m.proof, solution);
	assert_int_equal(weft_solution_cost(solution).hard, 0);
	weft_solution_destroy(solution);
	discard(&m);
}

/* Sites next door to each other (a way of 0) at times when nobody may be on the way. */
static void next_door_needs_no_way(void **state)
{
	struct made m = make(1, 3);
	uint32_t ada = add_resource(&m, "Ada"), c, site[2];

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		site[i] = weft_builder_add_site(m.b, numbered(&m, "site", (uint32_t)i), STR(""));
		weft_builder_set_event_site(m.b, add_event(&m, 1, ada, WEFT_NONE), site[i]);
	}
	all_timetabled(&m, 1);
	no_clash(&m, "one-at-a-time", ada, 1);
	(void)blocked(&m, "late", ada, 1, 2, 3);
	c = add_rule(&m, WEFT_TRAVEL, "way", 1, (struct weft_limits){.length = 1});
	weft_builder_apply_to_resource(m.b, c, ada);
	weft_builder_name_time(m.b, c, 2);
	weft_builder_name_distance(m.b, c, site[0], site[1], 0);
	finish(&m, NULL);
	(void)expect_conflicts(&m, NULL, 0);
	discard(&m);
}

/* --- numbers ------------------------------------------------------------------------ */

/* 31 visits a week with a cap of 30. Who may be with two classes at once fits too. */
static void a_cap_of_thirty_should_be_thirty_one(void **state)
{
	static const char *const conflicts[] = {"times one-at-a-time cap"};
	static const struct wanted changes[] = {
		{"cap", 40, 0}, {"times", 90, 0}, {"one-at-a-time", 1000, 0}, {"cap", 40, 1}};
	struct made m = make(5, 8);
	uint32_t ada = add_resource(&m, "Ada"), c, week;

	(void)state;
	week = weft_builder_add_time_group(m.b, STR("week"), STR(""), WEFT_WEEK);
	for (uint32_t t = 0; t < m.n_times; t++)
		weft_builder_put_time(m.b, week, t);
	for (size_t i = 0; i < 31; i++)
		(void)add_event(&m, 1, ada, WEFT_NONE);
	all_timetabled(&m, 90);
	no_clash(&m, "one-at-a-time", ada, 1000);
	c = add_rule(&m, WEFT_LIMIT_BUSY_TIMES, "cap", 40, (struct weft_limits){.maximum = 30});
	weft_builder_apply_to_resource(m.b, c, ada);
	weft_builder_name_time_group(m.b, c, week);
	finish(&m, NULL);
	assert_true(weft_proof_rules(m.proof).at[2].numeric);
	assert_false(weft_proof_rules(m.proof).at[0].numeric);
	(void)expect_conflicts(&m, conflicts, N(conflicts));
	expect_relaxations(&m, changes, N(changes));
	discard(&m);
}

/* One rule of two caps, by its tag: both must give way, by the larger need. The times are
 * fixed: on the first day Ada has 5 lessons for a cap of 4, Bob 6 for a cap of 3. */
static void a_number_in_several_constraints_is_loosened_in_all(void **state)
{
	static const char *const conflicts[] = {"visits a day"};
	static const struct wanted changes[] = {{"visits a day", 7, 0}, {"visits a day", 7, 3}};
	static const uint32_t lessons[2] = {5, 9};
	struct made m = make(2, 6);
	uint32_t resource[2] = {add_resource(&m, "Ada"), add_resource(&m, "Bob")};

	(void)state;
	for (size_t r = 0; r < 2; r++)
		for (size_t i = 0; i < lessons[r]; i++)
			weft_builder_set_event_time(m.b, add_event(&m, 1, resource[r], WEFT_NONE),
						    (uint32_t)i);
	for (size_t r = 0; r < 2; r++) {
		uint32_t c = weft_builder_add_constraint(
			m.b, &(struct weft_rule){.kind = WEFT_LIMIT_BUSY_TIMES,
						 .id = numbered(&m, "cap", (uint32_t)r),
						 .required = true,
						 .weight = 1,
						 .limits = {.maximum = r == 0 ? 4 : 3},
						 .tag = 5,
						 .tag_text = STR_INIT("visits a day"),
						 .price = r == 0 ? 3 : 7});

		weft_builder_apply_to_resource(m.b, c, resource[r]);
		weft_builder_name_time_group(m.b, c, weft_builder_find_time_group(m.b, STR("D0")));
	}
	finish(&m, NULL);
	(void)expect_conflicts(&m, conflicts, N(conflicts));
	expect_relaxations(&m, changes, N(changes));
	discard(&m);
}

/* The lesson must begin in the first two periods, and Ada comes for the fifth: the
 * window of the one would have to be three periods longer, that of the other begin
 * three earlier. */
static void a_window_that_should_be_later(void **state)
{
	static const char *const conflicts[] = {"times early ada-comes"};
	static const struct wanted changes[] = {{"early", 10, 0},
						{"ada-comes", 20, 0},
						{"times", 90, 0},
						{"early", 10, 3},
						{"ada-comes", 20, 3}};
	struct made m = make(1, 6);
	uint32_t ada = add_resource(&m, "Ada"), event, c;

	(void)state;
	event = add_event(&m, 1, ada, WEFT_NONE);
	all_timetabled(&m, 90);
	c = add_rule(&m, WEFT_PREFER_TIMES, "early", 10, (struct weft_limits){0});
	weft_builder_apply_to_event(m.b, c, event);
	weft_builder_name_time(m.b, c, 0);
	weft_builder_name_time(m.b, c, 1);
	(void)blocked(&m, "ada-comes", ada, 20, 0, 4);
	finish(&m, NULL);
	(void)expect_conflicts(&m, conflicts, N(conflicts));
	expect_relaxations(&m, changes, N(changes));
	discard(&m);
}

/* --- prices -------------------------------------------------------------------------- */

/* Two conflicts share the dear rule: giving up both cheap ones costs less. */
static void two_cheap_rules_are_given_up_before_a_dear_one(void **state)
{
	static const char *const conflicts[] = {"times fixed ada-away", "times fixed bob-away"};
	static const struct wanted changes[] = {{"ada-away bob-away", 30, 0}, {"fixed", 31, 0}};
	struct made m = make(1, 2);
	uint32_t ada = add_resource(&m, "Ada"), bob = add_resource(&m, "Bob");
	uint32_t c, event = add_event(&m, 1, ada, bob);
	struct weft_relaxations found;

	(void)state;
	nothing_split(&m);
	weft_builder_apply_to_event(
		m.b,
		add_rule(&m, WEFT_ASSIGN_TIME, "times", WEFT_NO_PRICE, (struct weft_limits){0}),
		event);
	c = add_rule(&m, WEFT_PREFER_TIMES, "fixed", 31, (struct weft_limits){.duration = 1});
	weft_builder_apply_to_event(m.b, c, event);
	weft_builder_name_time(m.b, c, 1);
	(void)blocked(&m, "ada-away", ada, 10, 1, 2);
	(void)blocked(&m, "bob-away", bob, 20, 1, 2);
	finish(&m, NULL);
	(void)expect_conflicts(&m, conflicts, N(conflicts));
	found = weft_proof_relaxations(m.proof, 20, -1, &never, m.arena);
	assert_true(found.n >= 2);
	for (size_t i = 0; i < 2; i++) {
		assert_string_equal(names(&m, found.at[i].rules), changes[i].names);
		assert_int_equal(found.at[i].price, changes[i].price);
		assert_true(found.at[i].least);
	}
	/* No price, and none by default: never given up. */
	for (size_t i = 0; i < found.n; i++)
		assert_null(strstr(names(&m, found.at[i].rules), "times"));
	/* With a default it is one of the ways, where its price puts it. */
	found = weft_proof_relaxations(m.proof, 1, 5, &never, m.arena);
	assert_string_equal(names(&m, found.at[0].rules), "times");
	assert_int_equal(found.at[0].price, 5);
	discard(&m);
}

static void facts_are_never_named(void **state)
{
	static const char *const conflicts[] = {"times one-at-a-time"};
	const struct weft_proof_options options = {.facts_without_price = true};
	struct made m = make(1, 4);
	uint32_t ada = add_resource(&m, "Ada"), c;

	(void)state;
	for (size_t i = 0; i < 3; i++)
		(void)add_event(&m, 1, ada, WEFT_NONE);
	all_timetabled(&m, 4);
	no_clash(&m, "one-at-a-time", ada, 4);
	c = add_rule(&m, WEFT_PREFER_TIMES, "mornings", WEFT_NO_PRICE, (struct weft_limits){0});
	weft_builder_apply_to_event_group(m.b, c, m.all_events);
	weft_builder_name_time(m.b, c, 0);
	weft_builder_name_time(m.b, c, 1);
	finish(&m, &options);
	assert_int_equal(weft_proof_rules(m.proof).n, 2);
	(void)expect_conflicts(&m, conflicts, N(conflicts));
	discard(&m);
}

/* Two lessons at two times, two people who both can give either; last time A had the first
 * and B the second. Now A is away then: one of the two wishes is kept. */
static void keeps_who_has_what_as_far_as_can_be(void **state)
{
	struct made m = make(1, 2);
	uint32_t a = add_resource(&m, "A"), b = add_resource(&m, "B");
	uint32_t first = add_event(&m, 1, WEFT_NONE, WEFT_NONE);
	uint32_t second = add_event(&m, 1, WEFT_NONE, WEFT_NONE);
	struct weft_wish wish[] = {{first, 0, 1, 0, a}, {second, 1, 1, 0, b}};
	struct weft_wishes wishes = {wish, 2};
	struct weft_proof_options options = {0};
	struct weft_repair repair = {0};

	(void)state;
	for (uint32_t e = first; e <= second; e++) {
		(void)weft_builder_add_need(m.b, e,
					    &(struct weft_need){.role = STR_INIT("P"),
								.type = m.type,
								.resource = WEFT_NONE});
	}
	all_timetabled(&m, WEFT_NO_PRICE);
	nothing_split(&m);
	blocked(&m, "A is away", a, WEFT_NO_PRICE, 0, 1);
	finish(&m, &options);
	assert_int_equal(weft_proof_keep(m.proof, NULL, &wishes, &never, &repair), WEFT_FEASIBLE);
	assert_int_equal(repair.moved, 1);
	assert_true(repair.least);
	discard(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_who_has_what_as_far_as_can_be),
		cmocka_unit_test(a_teacher_of_twenty_lessons_needs_more_than_eighteen_free_periods),
		cmocka_unit_test(each_teacher_blocked_in_a_fixed_period_is_a_conflict_of_its_own),
		cmocka_unit_test(all_teachers_of_a_class_blocked_in_one_period),
		cmocka_unit_test(thirteen_lessons_do_not_fit_into_twelve_periods),
		cmocka_unit_test(sizes_that_do_not_pack),
		cmocka_unit_test(the_way_is_longer_than_what_is_left_of_the_day),
		cmocka_unit_test(travel_alone_forbids_no_clash),
		cmocka_unit_test(next_door_needs_no_way),
		cmocka_unit_test(a_cap_of_thirty_should_be_thirty_one),
		cmocka_unit_test(a_number_in_several_constraints_is_loosened_in_all),
		cmocka_unit_test(a_window_that_should_be_later),
		cmocka_unit_test(two_cheap_rules_are_given_up_before_a_dear_one),
		cmocka_unit_test(facts_are_never_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
