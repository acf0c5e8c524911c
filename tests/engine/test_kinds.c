/* Deviations worked out by hand: what no public archive uses, and the traps. */
#include "engine/builder.h"
#include "engine/solution.h"

#include <stdarg.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>

enum { N_TIMES = 10, N_EVENTS = 4 };

/* Two days of five times, a teacher and two rooms, four events with the teacher and a
 * room to be found, and one constraint. */
struct fixture {
	struct weft_builder *b;
	struct weft_instance *in;
	struct weft_solution *s;
	uint32_t day[2], teacher, room[2], event[N_EVENTS], group, constraint, far;
};

static void begin(struct fixture *f, const struct weft_rule *rule)
{
	char id[16];
	uint32_t teachers, rooms;

	f->b = weft_builder_create(STR("fixture"));
	for (uint32_t t = 0; t < N_TIMES; t++) {
		(void)snprintf(id, sizeof id, "t%u", t);
		(void)weft_builder_add_time(f->b, str_from(id), STR(""));
	}
	for (uint32_t d = 0; d < 2; d++) {
		(void)snprintf(id, sizeof id, "d%u", d);
		f->day[d] = weft_builder_add_time_group(f->b, str_from(id), STR(""), WEFT_DAY);
		for (uint32_t t = 0; t < N_TIMES / 2; t++)
			weft_builder_put_time(f->b, f->day[d], d * N_TIMES / 2 + t);
	}
	teachers = weft_builder_add_resource_type(f->b, STR("T"), STR(""));
	rooms = weft_builder_add_resource_type(f->b, STR("R"), STR(""));
	f->teacher = weft_builder_add_resource(f->b, STR("lee"), STR(""), teachers);
	f->room[0] = weft_builder_add_resource(f->b, STR("r0"), STR(""), rooms);
	f->room[1] = weft_builder_add_resource(f->b, STR("r1"), STR(""), rooms);
	f->far = weft_builder_add_site(f->b, STR("near"), STR(""));
	f->far = weft_builder_add_site(f->b, STR("far"), STR(""));
	f->group = weft_builder_add_event_group(f->b, STR("g"), STR(""), false);
	for (uint32_t e = 0; e < N_EVENTS; e++) {
		(void)snprintf(id, sizeof id, "e%u", e);
		f->event[e] = weft_builder_add_event(f->b, str_from(id), STR(""), 2);
		weft_builder_put_event(f->b, f->group, f->event[e]);
		weft_builder_put_event(f->b, f->group, f->event[e]); /* a set all the same */
		weft_builder_set_event_site(f->b, f->event[e], e % 2);
		weft_builder_set_event_size(f->b, f->event[e], 10);
		(void)weft_builder_add_need(
			f->b, f->event[e],
			&(struct weft_need){.type = WEFT_NONE, .resource = f->teacher});
		(void)weft_builder_add_need(f->b, f->event[e],
					    &(struct weft_need){.role = STR("Room"),
								.type = rooms,
								.resource = WEFT_NONE});
	}
	f->constraint = weft_builder_add_constraint(f->b, rule);
}

static void ready(struct fixture *f)
{
	struct err err = {0};

	if (!weft_builder_finish(f->b, &f->in, &err))
		fail_msg("%s", err.text);
	f->s = weft_solution_create(f->in);
}

static void end(struct fixture *f)
{
	weft_solution_destroy(f->s);
	weft_instance_destroy(f->in);
	weft_builder_destroy(f->b);
}

static void start(struct fixture *f, uint32_t event, uint32_t time)
{
	weft_solution_set_time(f->s, f->in->events[f->event[event]].first_meet, time);
}

static int64_t soft(struct fixture *f)
{
	return weft_solution_cost(f->s).soft;
}

static struct weft_rule rule(enum weft_kind kind, enum weft_cost_function function)
{
	return (struct weft_rule){.kind = kind,
				  .weight = 1,
				  .cost_function = function,
				  .limits = {.maximum = WEFT_UNLIMITED}};
}

static void three_lessons_at_once_are_two_clashes_each_time(void **state)
{
	static const struct {
		enum weft_cost_function function;
		int64_t cost; /* of the deviations 2, 2 */
	} cases[] = {
		{WEFT_LINEAR, 4},      {WEFT_QUADRATIC, 16},  {WEFT_STEP, 1},
		{WEFT_SUM, 4},         {WEFT_SUM_STEPS, 2},   {WEFT_STEP_SUM, 1},
		{WEFT_SUM_SQUARES, 8}, {WEFT_SQUARE_SUM, 16},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct weft_rule r = rule(WEFT_AVOID_CLASHES, cases[i].function);
		struct fixture f;

		begin(&f, &r);
		weft_builder_apply_to_resource(f.b, f.constraint, f.teacher);
		ready(&f);
		for (uint32_t e = 0; e < 3; e++)
			start(&f, e, 3);
		assert_int_equal(soft(&f), cases[i].cost);
		end(&f);
	}
}

static void order_counts_from_the_last_end_to_the_first_start(void **state)
{
	struct weft_rule r = rule(WEFT_ORDER_EVENTS, WEFT_LINEAR);
	struct fixture f;
	uint32_t added;

	(void)state;
	begin(&f, &r);
	weft_builder_apply_to_pair(f.b, f.constraint,
				   &(struct weft_event_pair){f.event[0], f.event[1], 1, 2});
	ready(&f);
	start(&f, 0, 0);
	assert_int_equal(soft(&f), 0); /* the second has no start */
	start(&f, 1, 2);
	assert_int_equal(soft(&f), 1); /* 0 apart, at least 1 */
	start(&f, 1, 7);
	assert_int_equal(soft(&f), 3); /* 5 apart, at most 2 */
	start(&f, 1, 0);
	assert_int_equal(soft(&f), 3); /* -2 apart */
	added = weft_solution_split(f.s, f.in->events[f.event[0]].first_meet, 1);
	weft_solution_set_time(f.s, added, 9);
	start(&f, 1, 5);
	assert_int_equal(soft(&f), 6); /* from the end at 10 */
	end(&f);
}

static void a_free_group_never_costs_in_limit_busy_times(void **state)
{
	struct weft_rule r = rule(WEFT_LIMIT_BUSY_TIMES, WEFT_STEP);
	struct fixture f;

	(void)state;
	r.limits.minimum = 4;
	begin(&f, &r);
	weft_builder_apply_to_resource(f.b, f.constraint, f.teacher);
	weft_builder_name_time_group(f.b, f.constraint, f.day[0]);
	weft_builder_name_time_group(f.b, f.constraint, f.day[1]);
	ready(&f);
	assert_int_equal(soft(&f), 0);
	start(&f, 0, 0);
	assert_int_equal(weft_solution_deviation(f.s, 0), 2);
	start(&f, 1, 5);
	assert_int_equal(weft_solution_deviation(f.s, 0), 4);
	assert_int_equal(soft(&f), 1); /* one step over the sum */
	end(&f);
}

static void workload_is_rounded_up_beyond_the_tolerance(void **state)
{
	struct weft_rule r = rule(WEFT_LIMIT_WORKLOAD, WEFT_LINEAR);
	struct fixture f;

	(void)state;
	r.limits.minimum = 6;
	r.limits.maximum = 6;
	begin(&f, &r);
	weft_builder_apply_to_resource(f.b, f.constraint, f.room[0]);
	weft_builder_set_event_workload(f.b, f.event[0], 7);
	ready(&f);
	assert_int_equal(soft(&f), 6);
	weft_solution_set_resource(f.s, f.in->events[f.event[0]].first_meet, 1, f.room[0]);
	assert_int_equal(soft(&f), 1); /* without a start */
	(void)weft_solution_split(f.s, f.in->events[f.event[0]].first_meet, 1);
	assert_int_equal(soft(&f), 1);
	weft_solution_set_resource(f.s, f.in->events[f.event[0]].first_meet, 1, WEFT_NONE);
	assert_int_equal(soft(&f), 3); /* 3.5 of 6: 2.5 rounded up */
	end(&f);
}

static void a_split_event_may_have_two_rooms_which_is_one_too_many(void **state)
{
	struct weft_rule r = rule(WEFT_AVOID_SPLIT_ASSIGNMENTS, WEFT_LINEAR);
	struct fixture f;

	(void)state;
	r.role = STR("Room");
	begin(&f, &r);
	weft_builder_apply_to_event_group(f.b, f.constraint, f.group);
	ready(&f);
	weft_solution_set_resource(f.s, f.in->events[f.event[0]].first_meet, 1, f.room[0]);
	weft_solution_set_resource(f.s, f.in->events[f.event[1]].first_meet, 1, f.room[0]);
	assert_int_equal(soft(&f), 0);
	weft_solution_set_resource(f.s, f.in->events[f.event[2]].first_meet, 1, f.room[1]);
	assert_int_equal(soft(&f), 1);
	end(&f);
}

static void the_way_to_another_site_takes_free_times_of_one_day(void **state)
{
	struct weft_rule r = rule(WEFT_TRAVEL, WEFT_LINEAR);
	struct fixture f;

	(void)state;
	r.limits.length = 2;
	begin(&f, &r);
	weft_builder_apply_to_resource(f.b, f.constraint, f.teacher);
	ready(&f);
	start(&f, 0, 0); /* near: times 0, 1 */
	start(&f, 1, 3); /* far: times 3, 4, with one free time between */
	assert_int_equal(soft(&f), 1);
	start(&f, 1, 2);
	assert_int_equal(soft(&f), 2);
	start(&f, 1, 5); /* the next day */
	assert_int_equal(soft(&f), 0);
	start(&f, 2, 3); /* near again, up to the end of the day */
	assert_int_equal(soft(&f), 0);
	end(&f);
}

static void only_long_blocks_count_as_free(void **state)
{
	struct weft_rule r = rule(WEFT_FREE_BLOCKS, WEFT_LINEAR);
	struct fixture f;

	(void)state;
	r.limits.length = 2;
	r.limits.minimum = 6;
	begin(&f, &r);
	weft_builder_apply_to_resource(f.b, f.constraint, f.teacher);
	ready(&f);
	assert_int_equal(soft(&f), 0);
	start(&f, 0, 1); /* free: 0 | 3 4 | 5 6 7 8 9 */
	assert_int_equal(soft(&f), 0);
	start(&f, 1, 6); /* free: 0 | 3 4 | 5 | 8 9: the night parts 4 and 5 */
	assert_int_equal(soft(&f), 2);
	end(&f);
}

static void a_shared_place_is_full_by_size(void **state)
{
	struct weft_rule r = rule(WEFT_CAPACITY, WEFT_LINEAR);
	struct fixture f;

	(void)state;
	r.limits.maximum = 15;
	r.limits.by_size = true;
	begin(&f, &r);
	weft_builder_apply_to_event_group(f.b, f.constraint, f.group);
	ready(&f);
	start(&f, 0, 0);
	assert_int_equal(soft(&f), 0);
	start(&f, 1, 1);
	assert_int_equal(soft(&f), 5); /* 20 at time 1 */
	start(&f, 2, 0);
	assert_int_equal(soft(&f), 20); /* 20 at time 0, 30 at time 1 */
	end(&f);
}

static void meets_off_the_usual_time_of_day_count(void **state)
{
	struct weft_rule r = rule(WEFT_SAME_TIME_OF_DAY, WEFT_LINEAR);
	struct fixture f;

	(void)state;
	begin(&f, &r);
	weft_builder_apply_to_event_group(f.b, f.constraint, f.group);
	ready(&f);
	start(&f, 0, 1);
	start(&f, 1, 6);
	assert_int_equal(soft(&f), 0);
	start(&f, 2, 7);
	start(&f, 3, 8);
	assert_int_equal(soft(&f), 2);
	end(&f);
}

static void a_gap_is_counted_up_to_the_next_start_of_the_day(void **state)
{
	for (int across = 0; across < 2; across++) {
		struct weft_rule r = rule(WEFT_MINIMUM_GAP, WEFT_LINEAR);
		struct fixture f;

		(void)state;
		r.limits.length = 2;
		r.limits.across_days = across == 1;
		begin(&f, &r);
		weft_builder_apply_to_resource(f.b, f.constraint, f.teacher);
		ready(&f);
		start(&f, 0, 0);
		start(&f, 1, 2);
		assert_int_equal(soft(&f), 2); /* back to back */
		start(&f, 1, 1);
		assert_int_equal(soft(&f), 2); /* over each other */
		start(&f, 1, 3);
		assert_int_equal(soft(&f), 1);
		start(&f, 2, 5); /* the next morning */
		assert_int_equal(soft(&f), across == 1 ? 3 : 1);
		end(&f);
	}
}

static void a_resource_keeps_out_of_events_at_some_times(void **state)
{
	struct weft_rule r = rule(WEFT_KEEP_OUT, WEFT_LINEAR);
	struct fixture f;
	uint32_t meet;

	(void)state;
	r.role = STR("Room");
	begin(&f, &r);
	weft_builder_apply_to_event(f.b, f.constraint, f.event[1]);
	weft_builder_name_resource(f.b, f.constraint, f.room[0]);
	weft_builder_name_time_group(f.b, f.constraint, f.day[0]);
	ready(&f);
	meet = f.in->events[f.event[1]].first_meet;
	weft_solution_set_resource(f.s, meet, 1, f.room[0]);
	assert_int_equal(soft(&f), 0); /* whenever that will be */
	start(&f, 1, 2);
	assert_int_equal(soft(&f), 2);
	start(&f, 0, 3); /* another event */
	weft_solution_set_resource(f.s, f.in->events[f.event[0]].first_meet, 1, f.room[0]);
	assert_int_equal(soft(&f), 2);
	weft_solution_set_resource(f.s, meet, 1, f.room[1]);
	assert_int_equal(soft(&f), 0);
	weft_solution_set_resource(f.s, meet, 1, f.room[0]);
	start(&f, 1, 4); /* over midnight: once in the day */
	assert_int_equal(soft(&f), 1);
	end(&f);
}

static void whoever_has_two_halves_has_a_break_between(void **state)
{
	struct weft_rule r = rule(WEFT_BREAKS, WEFT_LINEAR);
	struct fixture f;

	(void)state;
	r.limits.length = 2;
	r.limits.minimum = 1;
	begin(&f, &r);
	weft_builder_apply_to_resource(f.b, f.constraint, f.teacher);
	weft_builder_name_time(f.b, f.constraint, 2); /* the afternoon */
	weft_builder_name_time(f.b, f.constraint, 3);
	weft_builder_name_time(f.b, f.constraint, 4);
	ready(&f);
	start(&f, 0, 0);
	assert_int_equal(soft(&f), 0); /* the morning alone */
	start(&f, 1, 3);
	assert_int_equal(soft(&f), 1); /* 2 is free: too short */
	start(&f, 1, 4);
	assert_int_equal(soft(&f), 0); /* 2 and 3 are */
	start(&f, 2, 2);
	assert_int_equal(soft(&f), 1); /* no more */
	start(&f, 0, 7);
	assert_int_equal(soft(&f), 0); /* the afternoon alone */
	end(&f);
}

static void a_block_is_busy_to_its_end(void **state)
{
	struct weft_rule r = rule(WEFT_BREAKS, WEFT_LINEAR);
	struct fixture f;

	(void)state;
	r.limits.length = 1;
	r.limits.minimum = 1;
	begin(&f, &r);
	weft_builder_apply_to_resource(f.b, f.constraint, f.teacher);
	weft_builder_name_time(f.b, f.constraint, 8);
	weft_builder_put_time(
		f.b, weft_builder_add_time_group(f.b, STR("block"), STR(""), WEFT_TIME_GROUP), 6);
	weft_builder_put_time(f.b, weft_builder_find_time_group(f.b, STR("block")), 7);
	weft_builder_name_time_group(f.b, f.constraint,
				     weft_builder_find_time_group(f.b, STR("block")));
	ready(&f);
	start(&f, 0, 5); /* 5 and 6, and so 7 */
	start(&f, 1, 8);
	assert_int_equal(soft(&f), 1);
	end(&f);
}

static void a_day_with_three_starts_at_once_is_a_gathering(void **state)
{
	struct weft_rule r = rule(WEFT_GATHERINGS, WEFT_LINEAR);
	struct fixture f;

	(void)state;
	r.limits.length = 3;
	r.limits.minimum = 2;
	begin(&f, &r);
	weft_builder_apply_to_event_group(f.b, f.constraint, f.group);
	weft_builder_name_time_group(f.b, f.constraint, f.day[0]);
	weft_builder_name_time_group(f.b, f.constraint, f.day[1]);
	ready(&f);
	assert_int_equal(soft(&f), 2);
	start(&f, 0, 1);
	start(&f, 1, 1);
	start(&f, 2, 2);
	assert_int_equal(soft(&f), 2); /* they overlap, but do not start together */
	start(&f, 2, 1);
	assert_int_equal(soft(&f), 1);
	start(&f, 3, 1); /* more are welcome */
	assert_int_equal(soft(&f), 1);
	end(&f);
}

static void a_constraint_of_weight_nothing_has_no_points(void **state)
{
	struct weft_rule r = rule(WEFT_AVOID_CLASHES, WEFT_LINEAR);
	struct fixture f;

	(void)state;
	r.weight = 0;
	begin(&f, &r);
	weft_builder_apply_to_resource(f.b, f.constraint, f.teacher);
	ready(&f);
	assert_int_equal(f.in->n_points, 0);
	assert_int_equal(weft_solution_constraint_cost(f.s, f.constraint), 0);
	end(&f);
}

static void refuses_what_is_wrong_with_a_sentence(void **state)
{
	struct weft_rule r = rule(WEFT_AVOID_CLASHES, WEFT_LINEAR);

	(void)state;
	for (int i = 0; i < 7; i++) {
		static const char *const want[] = {
			"There is no event number 99: there are 4",
			"There is no such time",
			"Event e9 has the duration 0; it must be 1 to 65536",
			"There are two of kind event with the id e0",
			"Constraint : a constraint of kind AvoidClashes takes no event here",
			"Event e0 has the role Room twice",
			"Event e0, which starts at a given time, would run past the last time",
		};
		struct fixture f;
		struct weft_instance *in = NULL;
		struct err err = {0};

		begin(&f, &r);
		if (i == 0)
			weft_builder_put_event(f.b, f.group, 99);
		if (i == 1)
			weft_builder_put_time(f.b, f.day[0],
					      weft_builder_find_time(f.b, STR("noon")));
		if (i == 2)
			assert_true(weft_builder_add_event(f.b, STR("e9"), STR(""), 0) ==
				    WEFT_NONE);
		if (i == 3)
			(void)weft_builder_add_event(f.b, STR("e0"), STR(""), 1);
		if (i == 4)
			weft_builder_apply_to_event(f.b, f.constraint, f.event[0]);
		if (i == 5)
			(void)weft_builder_add_need(f.b, f.event[0],
						    &(struct weft_need){.role = STR("Room"),
									.type = WEFT_NONE,
									.resource = f.room[0]});
		if (i == 6)
			weft_builder_set_event_time(f.b, f.event[0], N_TIMES - 1);
		assert_false(weft_builder_finish(f.b, &in, &err));
		assert_null(in);
		assert_string_equal(err.text, want[i]);
		assert_int_equal(err.kind, ERR_INVALID);
		weft_builder_destroy(f.b);
	}
}

static void parts_that_last_too_long_are_refused_and_short_ones_completed(void **state)
{
	struct weft_rule r = rule(WEFT_ASSIGN_TIME, WEFT_LINEAR);
	struct fixture f;
	struct err err = {0};

	(void)state;
	begin(&f, &r);
	weft_builder_apply_to_event_group(f.b, f.constraint, f.group);
	ready(&f);
	assert_false(weft_solution_set_meets(f.s, f.event[0], (int32_t[]){1, 2}, 2, &err));
	assert_string_equal(err.text,
			    "The parts of event e0 last 3 in all, more than its duration 2");
	assert_true(weft_solution_set_meets(f.s, f.event[0], (int32_t[]){1}, 1, &err));
	assert_int_equal(weft_solution_n_meets(f.s, f.event[0]), 2);
	start(&f, 0, 4);
	assert_int_equal(soft(&f), 7); /* one of eight times is placed */
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_lessons_at_once_are_two_clashes_each_time),
		cmocka_unit_test(order_counts_from_the_last_end_to_the_first_start),
		cmocka_unit_test(a_free_group_never_costs_in_limit_busy_times),
		cmocka_unit_test(workload_is_rounded_up_beyond_the_tolerance),
		cmocka_unit_test(a_split_event_may_have_two_rooms_which_is_one_too_many),
		cmocka_unit_test(the_way_to_another_site_takes_free_times_of_one_day),
		cmocka_unit_test(only_long_blocks_count_as_free),
		cmocka_unit_test(a_shared_place_is_full_by_size),
		cmocka_unit_test(meets_off_the_usual_time_of_day_count),
		cmocka_unit_test(a_gap_is_counted_up_to_the_next_start_of_the_day),
		cmocka_unit_test(a_resource_keeps_out_of_events_at_some_times),
		cmocka_unit_test(whoever_has_two_halves_has_a_break_between),
		cmocka_unit_test(a_block_is_busy_to_its_end),
		cmocka_unit_test(a_day_with_three_starts_at_once_is_a_gathering),
		cmocka_unit_test(a_constraint_of_weight_nothing_has_no_points),
		cmocka_unit_test(refuses_what_is_wrong_with_a_sentence),
		cmocka_unit_test(parts_that_last_too_long_are_refused_and_short_ones_completed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
