/* Courses: needs that should have one resource, or must. */
#include "engine/builder.h"
#include "engine/search/moves.h"
#include "engine/search/tasks.h"
#include "one_worker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Art is twice a week, at the first time and the second. Ann is free at the first only, Ben
 * at the second only: no one teacher can give all of it. */
struct school {
	struct one_worker run;
	uint32_t art, ann, ben;
};

static void add_busy(struct weft_builder *b, const char *id, uint32_t teacher, uint32_t time)
{
	uint32_t event = weft_builder_add_event(b, str_from(id), STR(""), 1);

	weft_builder_set_event_time(b, event, time);
	(void)weft_builder_add_need(b, event,
				    &(struct weft_need){.type = WEFT_NONE, .resource = teacher});
}

/* All meets of the event should, or must, have one teacher. */
static void want_one_teacher(struct weft_builder *b, uint32_t event, const char *id, bool required)
{
	uint32_t group = weft_builder_add_event_group(b, str_from(id), STR(""), true);
	uint32_t one = weft_builder_add_constraint(
		b, &(struct weft_rule){.kind = WEFT_AVOID_SPLIT_ASSIGNMENTS,
				       .required = required,
				       .weight = 1,
				       .role = STR("teacher")});

	weft_builder_put_event(b, group, event);
	weft_builder_apply_to_event_group(b, one, group);
}

static struct weft_instance *make(struct school *school, bool required)
{
	struct weft_builder *b = weft_builder_create(STR("art"));
	uint32_t type = weft_builder_add_resource_type(b, STR("T"), STR("T"));
	uint32_t first = weft_builder_add_time(b, STR("1"), STR(""));
	uint32_t second = weft_builder_add_time(b, STR("2"), STR(""));
	struct weft_instance *in;
	struct err err;

	school->ann = weft_builder_add_resource(b, STR("ann"), STR(""), type);
	school->ben = weft_builder_add_resource(b, STR("ben"), STR(""), type);
	school->art = weft_builder_add_event(b, STR("art"), STR(""), 2);
	(void)weft_builder_add_need(
		b, school->art,
		&(struct weft_need){.role = STR("teacher"), .type = type, .resource = WEFT_NONE});
	add_busy(b, "p", school->ann, second);
	add_busy(b, "q", school->ben, first);
	want_one_teacher(b, school->art, "art", required);
	assert_true(weft_builder_finish(b, &in, &err));
	weft_builder_destroy(b);
	return in;
}

static void open_school(struct school *school, bool required)
{
	const int32_t once[] = {1, 1};
	struct err err;
	uint32_t meet;

	one_worker_start(&school->run, make(school, required), 1);
	assert_true(
		weft_solution_set_meets(school->run.worker->solution, school->art, once, 2, &err));
	meet = school->run.instance->events[school->art].first_meet;
	worker_set_start(school->run.worker, meet, 0);
	worker_set_start(school->run.worker, meet + 1, 1);
}

static uint32_t teacher_of(const struct school *school, uint32_t k)
{
	return worker_get_need(school->run.worker, &school->run.structure.needs[0], k);
}

static void fits_the_meet_alone_where_a_course_may_be_split(void **state)
{
	struct school school;

	(void)state;
	open_school(&school, false);
	for (uint32_t k = 0; k < 2; k++) {
		const struct search_task art = task_of(school.run.worker, 0, k);

		assert_true(art.whole && task_may_split(school.run.worker, &art));
		assert_true(task_mend(school.run.worker, &art, k));
	}
	assert_int_equal(teacher_of(&school, 0), school.ann);
	assert_int_equal(teacher_of(&school, 1), school.ben);
	one_worker_stop(&school.run);
}

static void splits_no_course_that_must_be_whole(void **state)
{
	struct school school;

	(void)state;
	open_school(&school, true);
	for (uint32_t k = 0; k < 2; k++) {
		const struct search_task art = task_of(school.run.worker, 0, k);

		assert_false(task_may_split(school.run.worker, &art));
		assert_false(task_mend(school.run.worker, &art, k));
		assert_int_equal(teacher_of(&school, k), WEFT_NONE);
	}
	one_worker_stop(&school.run);
}

static void draws_courses_whole_and_by_meets(void **state)
{
	uint32_t whole[2] = {0, 0};

	(void)state;
	for (int required = 0; required < 2; required++) {
		struct school school;

		open_school(&school, required != 0);
		for (int i = 0; i < 200; i++)
			whole[required] += task_draw(school.run.worker, 0, 1).whole;
		one_worker_stop(&school.run);
	}
	assert_in_range(whole[0], 50, 150);
	assert_int_equal(whole[1], 200);
}

static void drives_out_as_much_as_comes(void **state)
{
	struct school school;
	struct search_task task;
	uint32_t meet;

	(void)state;
	open_school(&school, false);
	meet = school.run.instance->events[school.art].first_meet;
	worker_set_need(school.run.worker, &school.run.structure.needs[0], 0, school.ann);
	assert_true(task_of_use(school.run.worker, meet, school.ann, true, &task));
	assert_true(task.whole);
	assert_true(task_of_use(school.run.worker, meet, school.ann, false, &task));
	assert_false(task.whole);
	assert_int_equal(task.k, 0);
	one_worker_stop(&school.run);
}

/* Ann gives art (at times 1 and 2, and again at 4) and is wanted elsewhere twice at time 2; Ben
 * reads at times 1 and 2, and reading must have one teacher. Art at 1 and 2 goes to Ben, reading
 * to Ann, where it meets that art again: not as all of the course. */
static struct weft_instance *make_crowd(struct school *school)
{
	struct weft_builder *b = weft_builder_create(STR("crowd"));
	uint32_t type = weft_builder_add_resource_type(b, STR("T"), STR("T"));
	const char *ids[] = {"art", "reading"};
	uint32_t times[4], events[2];
	struct weft_instance *in;
	struct err err;

	for (int t = 0; t < 4; t++)
		times[t] = weft_builder_add_time(b, (struct str){&"1234"[t], 1}, STR(""));
	school->ann = weft_builder_add_resource(b, STR("ann"), STR(""), type);
	school->ben = weft_builder_add_resource(b, STR("ben"), STR(""), type);
	for (int i = 0; i < 2; i++) {
		events[i] = weft_builder_add_event(b, str_from(ids[i]), STR(""), i == 0 ? 3 : 2);
		(void)weft_builder_add_need(b, events[i],
					    &(struct weft_need){.role = STR("teacher"),
								.type = type,
								.resource = WEFT_NONE});
		want_one_teacher(b, events[i], ids[i], i == 1);
	}
	school->art = events[0];
	add_busy(b, "p", school->ann, times[1]);
	add_busy(b, "q", school->ann, times[1]);
	assert_true(weft_builder_finish(b, &in, &err));
	weft_builder_destroy(b);
	return in;
}

static void takes_no_meet_into_a_chain_twice(void **state)
{
	const int32_t parts[] = {2, 1};
	struct school school;
	struct weft_solution *s;
	struct err err;

	(void)state;
	one_worker_start(&school.run, make_crowd(&school), 1);
	s = school.run.worker->solution;
	assert_true(weft_solution_set_meets(s, school.art, parts, 2, &err));
	worker_set_start(school.run.worker, 0, 0);
	worker_set_start(school.run.worker, 1, 3);
	worker_set_start(school.run.worker, 3, 0);
	for (uint32_t k = 0; k < 2; k++)
		worker_set_need(school.run.worker, &school.run.structure.needs[0], k, school.ann);
	worker_set_need(school.run.worker, &school.run.structure.needs[1], 0, school.ben);
	for (int i = 0; i < 200; i++) {
		weft_mark mark = weft_solution_mark(s);

		(void)move_task_chain(school.run.worker);
		weft_solution_undo(s, mark);
	}
	one_worker_stop(&school.run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fits_the_meet_alone_where_a_course_may_be_split),
		cmocka_unit_test(splits_no_course_that_must_be_whole),
		cmocka_unit_test(draws_courses_whole_and_by_meets),
		cmocka_unit_test(drives_out_as_much_as_comes),
		cmocka_unit_test(takes_no_meet_into_a_chain_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
