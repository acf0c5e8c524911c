/* Resources that always do the same: which they are, and that following one is as good as all. */
#include "engine/builder.h"
#include "engine/search/moves.h"
#include "engine/search/window.h"

#include "one_worker.h"
#include "sanitized.h"
#include "slow_eval.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { DAYS = 3, TIMES = 15, COURSES = 9, STUDENTS = 14, WAYS = 4, ROOMS = 3, TEACHERS = 4 };
enum { TEACHER, STUDENT, ROOM };

static struct str id(const char *what, uint32_t number)
{
	static char text[32];

	(void)snprintf(text, sizeof text, "%s%u", what, number);
	return str_from(text);
}

static void add_times(struct weft_builder *b)
{
	for (uint32_t t = 0; t < TIMES; t++)
		(void)weft_builder_add_time(b, id("t", t), STR(""));
	for (uint32_t d = 0; d < DAYS; d++) {
		uint32_t day = weft_builder_add_time_group(b, id("d", d), STR(""), WEFT_DAY);

		for (uint32_t t = d * TIMES / DAYS; t < (d + 1) * TIMES / DAYS; t++)
			weft_builder_put_time(b, day, t);
	}
}

static void add_resources(struct weft_builder *b)
{
	static const uint32_t n[] = {TEACHERS, STUDENTS, ROOMS};

	for (uint32_t type = TEACHER; type <= ROOM; type++) {
		(void)weft_builder_add_resource_type(b, id("type", type), STR(""));
		(void)weft_builder_add_resource_group(b, id("all", type), STR(""), type);
		for (uint32_t i = 0; i < n[type]; i++)
			weft_builder_put_resource(b, type,
						  weft_builder_add_resource(b,
									    id("r", type * 100 + i),
									    STR(""), type));
	}
}

/* Students go one of a few ways through the courses; the last two courses are held together, and
 * each student has one of them. */
static void add_courses(struct weft_builder *b, struct rng *rng)
{
	uint64_t ways[WAYS];
	uint32_t linked = weft_builder_add_event_group(b, STR("linked"), STR(""), false);

	for (uint32_t w = 0; w < WAYS; w++)
		ways[w] = rng_next(rng);
	for (uint32_t c = 0; c < COURSES; c++) {
		uint32_t e = weft_builder_add_event(b, id("c", c), STR(""),
						    c + 2 < COURSES ? 1 + (int32_t)rng_below(rng, 3)
								    : 2);

		weft_builder_set_event_size(b, e, 1);
		(void)weft_builder_add_need(
			b, e, &(struct weft_need){.type = WEFT_NONE, .resource = c % TEACHERS});
		for (uint32_t s = 0; s < STUDENTS; s++) {
			const bool goes = c + 2 < COURSES ? (ways[s % WAYS] >> c & 1) != 0
							  : s % 2 == c % 2;

			if (goes)
				(void)weft_builder_add_need(
					b, e,
					&(struct weft_need){.type = WEFT_NONE,
							    .resource = TEACHERS + s});
		}
		(void)weft_builder_add_need(b, e,
					    &(struct weft_need){.role = STR("room"),
								.type = ROOM,
								.resource = WEFT_NONE});
		if (c + 2 >= COURSES)
			weft_builder_put_event(b, linked, e);
	}
}

/* All that a student's week can cost; the group of students has the number of its type. */
static void add_rule(struct weft_builder *b, enum weft_kind kind, bool required,
		     enum weft_cost_function cost, int32_t most)
{
	uint32_t c = weft_builder_add_constraint(
		b, &(struct weft_rule){.kind = kind,
				       .required = required,
				       .weight = 2,
				       .cost_function = cost,
				       .limits = {.minimum = kind == WEFT_LIMIT_BUSY_TIMES ? 2 : 0,
						  .maximum = most},
				       .role = STR("room"),
				       .price = WEFT_NO_PRICE});

	if (kind == WEFT_LINK_EVENTS) {
		weft_builder_apply_to_event_group(b, c, 0);
		return;
	}
	if (kind == WEFT_ASSIGN_TIME || kind == WEFT_ASSIGN_RESOURCE) {
		for (uint32_t e = 0; e < COURSES; e++)
			weft_builder_apply_to_event(b, c, e);
		return;
	}
	for (uint32_t type = TEACHER; type <= ROOM; type++)
		if (type == STUDENT || kind == WEFT_AVOID_CLASHES)
			weft_builder_apply_to_resource_group(b, c, type);
	if (kind == WEFT_AVOID_UNAVAILABLE_TIMES)
		weft_builder_name_time(b, c, 4);
	else if (kind != WEFT_AVOID_CLASHES)
		for (uint32_t d = 0; d < DAYS; d++)
			weft_builder_name_time_group(b, c, d);
}

static void open_school(struct one_worker *school, uint64_t seed)
{
	struct weft_builder *b = weft_builder_create(STR("students"));
	struct weft_instance *in;
	struct rng rng;
	struct err err;

	rng_init(&rng, seed);
	add_times(b);
	add_resources(b);
	add_courses(b, &rng);
	add_rule(b, WEFT_ASSIGN_TIME, true, WEFT_LINEAR, 0);
	add_rule(b, WEFT_ASSIGN_RESOURCE, true, WEFT_LINEAR, 0);
	add_rule(b, WEFT_AVOID_CLASHES, true, WEFT_LINEAR, 0);
	add_rule(b, WEFT_LINK_EVENTS, true, WEFT_LINEAR, 0);
	add_rule(b, WEFT_LIMIT_IDLE_TIMES, false, WEFT_QUADRATIC, 0);
	add_rule(b, WEFT_LIMIT_BUSY_TIMES, false, WEFT_LINEAR, 3);
	add_rule(b, WEFT_CLUSTER_BUSY_TIMES, false, WEFT_LINEAR, 2);
	add_rule(b, WEFT_AVOID_UNAVAILABLE_TIMES, false, WEFT_STEP, 0);
	if (!weft_builder_finish(b, &in, &err))
		fail_msg("%s", err.text);
	weft_builder_destroy(b);
	one_worker_start(school, in, 1000);
}

static void students_who_go_one_way_are_twins(void **state)
{
	struct one_worker school;
	const struct weft_instance *in;
	uint32_t followed = 0, copies = 0;

	(void)state;
	open_school(&school, 1);
	in = school.instance;
	for (uint32_t r = 0; r < in->n_resources; r++) {
		const uint32_t of =
			school.structure.copies[in->index->slots[in->resources[r].points.at[0]]];

		for (uint32_t i = 1; i < in->resources[r].points.n; i++)
			assert_int_equal(
				school.structure
					.copies[in->index->slots[in->resources[r].points.at[i]]],
				of);
		if (in->resources[r].type != STUDENT)
			assert_int_equal(of, 1);
		followed += in->resources[r].type == STUDENT && of > 0;
		copies += in->resources[r].type == STUDENT ? of : 0;
	}
	/* Those of two ways differ; of one, it does not matter which of the linked they have. */
	assert_int_equal(followed, WAYS);
	assert_int_equal(copies, STUDENTS);
	one_worker_stop(&school);
}

/* What is followed costs what all cost, move by move, kept and taken back. */
static void one_is_followed_as_the_slow_evaluator_sees_all(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= rounds(40); seed++) {
		struct one_worker school;
		struct search_worker *w;

		open_school(&school, seed);
		w = school.worker;
		search_construct(w);
		for (uint32_t i = 0; i < 1500; i++) {
			weft_mark mark = weft_solution_mark(w->solution);
			uint32_t kind;

			if (search_move(w, &kind) && i % 3 != 0)
				weft_solution_keep(w->solution, mark);
			else
				weft_solution_undo(w->solution, mark);
			if (i % 50 == 0) {
				struct weft_cost slow = slow_cost(w->solution, school.arena);
				struct weft_cost fast = weft_solution_cost(w->solution);

				assert_int_equal(fast.hard, slow.hard);
				assert_int_equal(fast.soft, slow.soft);
			}
		}
		one_worker_stop(&school);
	}
}

/* The weighted cost, too, is that of all: the same weights, added up point by point. */
static void weights_count_for_all(void **state)
{
	struct one_worker school;
	struct weft_solution *s;
	int64_t sum = 0;

	(void)state;
	open_school(&school, 3);
	s = school.worker->solution;
	search_construct(school.worker);
	for (uint32_t p = 0; p < school.instance->n_points; p++)
		weft_solution_set_point_multiplier(s, p, 7);
	for (uint32_t p = 0; p < school.instance->n_points; p++) {
		const uint32_t c = school.instance->points[p].constraint;

		sum += 7 * slow_point_cost(s, p, school.arena) /
		       school.instance->constraints[c].weight;
	}
	assert_int_equal(weft_solution_weighted(s), sum);
	one_worker_stop(&school);
}

/* The same solution without twins. */
static void follow_all(struct one_worker *school)
{
	search_snapshot_take(&school->shared.best, school->worker->solution);
	search_worker_destroy(school->worker);
	school->worker = search_worker_create(&school->shared, 0);
}

/* An exact window finds as cheap a solution as one over a structure without twins. */
static void windows_find_the_same_with_and_without(void **state)
{
	uint32_t better = 0, compared = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 20; seed++) {
		struct weft_cost cost[2];
		enum window_answer answer[2];

		for (int with = 0; with < 2; with++) {
			const struct deadline deadline = deadline_in(&clock_system, 60);
			struct one_worker school;
			struct search_worker *w;

			open_school(&school, seed);
			w = school.worker;
			search_construct(w);
			if (with == 0) {
				school.structure.followed = school.instance->index->positions;
				school.structure.copies = school.instance->index->ones;
				follow_all(&school);
				w = school.worker;
			}
			answer[with] = search_window(w, (const uint32_t[]){0, 3, 6}, 3, &deadline);
			for (int n = 0; n < 50 && answer[with] == WINDOW_BETTER; n++) {
				better++;
				answer[with] = search_window(w, (const uint32_t[]){0, 3, 6}, 3,
							     &deadline);
			}
			cost[with] = weft_solution_cost(w->solution);
			one_worker_stop(&school);
		}
		assert_int_equal(answer[0], answer[1]);
		assert_int_equal(cost[0].hard, cost[1].hard);
		/* While hard cost is left soft cost is not asked for. */
		if (cost[0].hard == 0)
			assert_int_equal(cost[0].soft, cost[1].soft);
		compared += cost[0].hard == 0;
	}
	assert_true(better > 0 && compared > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(students_who_go_one_way_are_twins),
		cmocka_unit_test(one_is_followed_as_the_slow_evaluator_sees_all),
		cmocka_unit_test(weights_count_for_all),
		cmocka_unit_test(windows_find_the_same_with_and_without),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
