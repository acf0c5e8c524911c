/* Packing tasks into resources, against trying all ways. */
#include "engine/builder.h"
#include "engine/search/moves.h"
#include "engine/search/tasks.h"
#include "one_worker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { N_ROOMS = 5, N_LESSONS = 5, N_TIMES = 3 };

/* Lessons that start where may[] says and need one room each, of those in the mask. */
struct school {
	struct one_worker run;
	uint32_t choice[N_LESSONS]; /* masks of rooms */
	uint32_t start[N_LESSONS];
};

static void allow(struct weft_builder *b, uint32_t event, uint32_t mask, const uint32_t *rooms)
{
	uint32_t c = weft_builder_add_constraint(b, &(struct weft_rule){
							    .kind = WEFT_PREFER_RESOURCES,
							    .required = true,
							    .weight = 1,
							    .role = STR("room"),
						    });

	weft_builder_apply_to_event(b, c, event);
	for (uint32_t i = 0; i < N_ROOMS; i++)
		if ((mask >> i & 1) != 0)
			weft_builder_name_resource(b, c, rooms[i]);
}

static void open_school(struct school *school, uint64_t seed)
{
	struct weft_builder *b = weft_builder_create(STR("rooms"));
	uint32_t type = weft_builder_add_resource_type(b, STR("Room"), STR("Room"));
	uint32_t rooms[N_ROOMS], events[N_LESSONS], clashes;
	struct weft_instance *instance;
	struct rng rng;
	struct err err;

	rng_init(&rng, seed);
	for (int t = 0; t < N_TIMES; t++)
		weft_builder_add_time(b, (struct str){&"123"[t], 1}, STR(""));
	clashes = weft_builder_add_constraint(
		b, &(struct weft_rule){.kind = WEFT_AVOID_CLASHES, .required = true, .weight = 1});
	for (int i = 0; i < N_ROOMS; i++) {
		rooms[i] = weft_builder_add_resource(b, (struct str){&"ABCDE"[i], 1}, STR(""),
						     type);
		weft_builder_apply_to_resource(b, clashes, rooms[i]);
	}
	for (int i = 0; i < N_LESSONS; i++) {
		school->choice[i] = (uint32_t)(rng_next(&rng) % ((1U << N_ROOMS) - 1)) + 1;
		events[i] = weft_builder_add_event(b, (struct str){&"abcde"[i], 1}, STR(""), 1);
		weft_builder_add_need(b, events[i],
				      &(struct weft_need){.role = STR("room"),
							  .type = type,
							  .resource = WEFT_NONE});
		allow(b, events[i], school->choice[i], rooms);
		school->start[i] = (uint32_t)(rng_next(&rng) % 2);
	}
	assert_true(weft_builder_finish(b, &instance, &err));
	weft_builder_destroy(b);
	one_worker_start(&school->run, instance, 1);
	for (uint32_t i = 0; i < N_LESSONS; i++)
		worker_set_start(school->run.worker, school->run.instance->events[i].first_meet,
				 school->start[i]);
}

/* How many lessons at most can have a room of their own, from this one on? */
static uint32_t try_all(const struct school *school, uint32_t lesson, uint32_t *used)
{
	uint32_t most;

	if (lesson == N_LESSONS)
		return 0;
	most = try_all(school, lesson + 1, used);
	for (uint32_t r = 0; r < N_ROOMS; r++) {
		uint32_t *taken = &used[school->start[lesson]], with;

		if ((school->choice[lesson] >> r & 1) == 0 || (*taken >> r & 1) != 0)
			continue;
		*taken |= 1U << r;
		with = 1 + try_all(school, lesson + 1, used);
		*taken &= ~(1U << r);
		most = with > most ? with : most;
	}
	return most;
}

static void assert_packed(struct school *school)
{
	for (uint32_t i = 0; i < N_LESSONS; i++) {
		const struct search_task task = task_of(school->run.worker, i, 0);
		uint32_t r = task_resource(school->run.worker, &task);

		assert_true(r == WEFT_NONE || (school->choice[i] >> r & 1) != 0);
		assert_true(r == WEFT_NONE || !task_is_wrong(school->run.worker, &task));
	}
}

static uint32_t count_packed(struct school *school)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < N_LESSONS; i++) {
		const struct search_task task = task_of(school->run.worker, i, 0);

		n += task_resource(school->run.worker, &task) != WEFT_NONE;
	}
	return n;
}

/* One exchange is tried for each: that misses little where all lasts one time. */
static void packs_nearly_as_many_as_trying_all(void **state)
{
	uint32_t packed = 0, possible = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 60; seed++) {
		uint32_t used[N_TIMES] = {0}, most, n;
		struct school school;

		open_school(&school, seed);
		for (uint32_t i = 0; i < N_LESSONS; i++) {
			const struct search_task task = task_of(school.run.worker, i, 0);

			(void)task_fit(school.run.worker, &task);
			assert_packed(&school);
		}
		n = count_packed(&school);
		most = try_all(&school, 0, used);
		assert_true(n <= most);
		packed += n;
		possible += most;
		one_worker_stop(&school.run);
	}
	assert_true(packed * 50 >= possible * 49);
}

static void changes_nothing_where_nothing_fits(void **state)
{
	uint32_t refused = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 60; seed++) {
		struct school school;

		open_school(&school, seed);
		for (uint32_t i = 0; i < N_LESSONS; i++) {
			const struct search_task task = task_of(school.run.worker, i, 0);
			struct weft_cost before = weft_solution_cost(school.run.worker->solution);

			if (task_fit(school.run.worker, &task))
				continue;
			refused++;
			assert_int_equal(task_resource(school.run.worker, &task), WEFT_NONE);
			assert_int_equal(weft_solution_cost(school.run.worker->solution).hard,
					 before.hard);
		}
		one_worker_stop(&school.run);
	}
	assert_true(refused > 0);
}

static void makes_no_clash_by_a_chain_of_two_rooms(void **state)
{
	uint32_t made = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 40; seed++) {
		struct school school;

		open_school(&school, seed);
		for (uint32_t i = 0; i < N_LESSONS; i++) {
			const struct search_task task = task_of(school.run.worker, i, 0);

			(void)task_fit(school.run.worker, &task);
		}
		for (int i = 0; i < 50; i++) {
			weft_mark mark = weft_solution_mark(school.run.worker->solution);

			if (!move_task_chain(school.run.worker)) {
				weft_solution_undo(school.run.worker->solution, mark);
				continue;
			}
			weft_solution_keep(school.run.worker->solution, mark);
			made++;
			assert_packed(&school);
		}
		one_worker_stop(&school.run);
	}
	assert_true(made > 0);
}

/* All lessons at one time in one room: its clashes are pressed, those of the others, and
 * what holds, are not. */
static void presses_the_point_that_stays_violated(void **state)
{
	struct school school;
	struct weft_solution *s;
	struct weft_list points;
	uint32_t n_pressed = 0;

	(void)state;
	open_school(&school, 1);
	s = school.run.worker->solution;
	for (uint32_t i = 0; i < N_LESSONS; i++) {
		worker_set_start(school.run.worker, school.run.instance->events[i].first_meet, 0);
		worker_set_need(school.run.worker, &school.run.structure.needs[i], 0, 2);
	}
	school.run.worker->has_soft = true;
	school.run.worker->temperature = 1;
	weights_adapt(school.run.worker, 0.5);
	points = school.run.instance->resources[2].points;
	for (uint32_t r = 0; r < N_ROOMS; r++) {
		uint32_t point = school.run.instance->resources[r].points.at[0];
		bool pressed = weft_solution_multiplier(s, point) >
			       weft_solution_multiplier(
				       s, school.run.instance->resources[0].points.at[0]);

		assert_int_equal(pressed, weft_solution_deviation(s, point) > 0);
		n_pressed += pressed;
	}
	assert_int_equal(n_pressed, 1);
	assert_true(weft_solution_deviation(s, points.at[0]) > 0);
	one_worker_stop(&school.run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(packs_nearly_as_many_as_trying_all),
		cmocka_unit_test(changes_nothing_where_nothing_fits),
		cmocka_unit_test(makes_no_clash_by_a_chain_of_two_rooms),
		cmocka_unit_test(presses_the_point_that_stays_violated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
