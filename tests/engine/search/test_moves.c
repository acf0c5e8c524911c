/* Moves on random instances: what they promise, against looking at all there is. */
#include "engine/search/moves.h"

#include "one_worker.h"
#include "random_instance.h"
#include "sanitized.h"
#include "slow_eval.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A school with a constructed timetable. */
static void open_school(struct one_worker *school, uint64_t seed)
{
	struct rng rng;

	rng_init(&rng, seed);
	one_worker_start(school, random_instance(&rng, &(struct random_size){20, 4, 8, 14, 24}),
			 1000);
	search_construct(school->worker);
}

static bool is_listed(const struct search_worker *w, uint32_t part, uint32_t start)
{
	struct weft_list starts = worker_starts(w, part);

	for (uint32_t i = 0; i < starts.n; i++)
		if (starts.at[i] == start)
			return true;
	return false;
}

/* Parts that may move, each by its number. */
static uint32_t list_parts(const struct search_worker *w, uint32_t *ret)
{
	const struct search_structure *st = w->st;
	uint32_t n = 0;

	for (uint32_t i = 0; i < st->n_movable; i++)
		if (worker_is_movable(w, st->movable[i]))
			ret[n++] = st->movable[i];
	return n;
}

static void knows_sensible_starts_as_a_list_and_as_a_set(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= rounds(20); seed++) {
		struct one_worker school;
		uint32_t parts[256] = {0}, n;

		open_school(&school, seed);
		n = list_parts(school.worker, parts);
		for (uint32_t i = 0; i < n; i++)
			for (uint32_t t = 0; t < school.instance->n_times; t++)
				assert_int_equal(worker_may_start(school.worker, parts[i], t),
						 is_listed(school.worker, parts[i], t));
		one_worker_stop(&school);
	}
}

/* Counting may end early, but never says less than enough where there is more. */
static void clashes_are_counted_as_far_as_enough(void **state)
{
	uint32_t costly = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= rounds(20); seed++) {
		struct one_worker school;
		uint32_t parts[256] = {0}, n;

		open_school(&school, seed);
		n = list_parts(school.worker, parts);
		for (uint32_t i = 0; i < n; i++)
			for (uint32_t t = 0; t < school.instance->n_times; t++) {
				int64_t all = worker_clash_cost(school.worker, parts[i], t,
								WEFT_NONE, INT64_MAX);
				int64_t half = worker_clash_cost(school.worker, parts[i], t,
								 WEFT_NONE, all / 2);

				assert_int_equal(all, worker_clash_cost(school.worker, parts[i], t,
									WEFT_NONE, all));
				assert_true(half <= all && (all == 0 || half > all / 2));
				costly += all > 0;
			}
		one_worker_stop(&school);
	}
	assert_true(costly > 0);
}

static void exchanges_to_sensible_starts_only(void **state)
{
	bool (*const moves[])(struct search_worker *) = {move_swap, move_swap_refit, move_kempe,
							 move_kempe_refit, move_block};
	uint32_t made = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= rounds(20); seed++) {
		struct one_worker school;
		uint32_t parts[256] = {0}, n;

		open_school(&school, seed);
		n = list_parts(school.worker, parts);
		for (uint32_t i = 0; i < 500; i++) {
			weft_mark mark = weft_solution_mark(school.worker->solution);

			if (!moves[i % (sizeof moves / sizeof *moves)](school.worker)) {
				weft_solution_undo(school.worker->solution, mark);
				continue;
			}
			weft_solution_keep(school.worker->solution, mark);
			made++;
			for (uint32_t k = 0; k < n; k++) {
				uint32_t start = school.worker->solution->meets[parts[k]].start;

				assert_true(start == WEFT_NONE ||
					    is_listed(school.worker, parts[k], start));
			}
		}
		one_worker_stop(&school);
	}
	assert_true(made > 100);
}

static void counts_no_clash_with_the_part_that_leaves(void **state)
{
	uint32_t less = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= rounds(20); seed++) {
		struct one_worker school;
		struct search_worker *w;
		uint32_t parts[256] = {0}, n;

		open_school(&school, seed);
		w = school.worker;
		n = list_parts(w, parts);
		for (uint32_t i = 0; i < 300 && n > 1; i++) {
			uint32_t a = parts[worker_draw(w, n)], b = parts[worker_draw(w, n)], t;
			struct weft_list starts = worker_starts(w, a);
			int64_t with, without;
			weft_mark mark;

			if (a == b || starts.n == 0)
				continue;
			t = starts.at[worker_draw(w, starts.n)];
			with = worker_clash_cost(w, a, t, b, INT64_MAX);
			less += with < worker_clash_cost(w, a, t, WEFT_NONE, INT64_MAX);
			mark = weft_solution_mark(w->solution);
			worker_set_start(w, b, WEFT_NONE);
			without = worker_clash_cost(w, a, t, WEFT_NONE, INT64_MAX);
			weft_solution_undo(w->solution, mark);
			/* Of three at one time it counts all. */
			assert_true(without <= with);
			assert_true(with <= worker_clash_cost(w, a, t, WEFT_NONE, INT64_MAX));
		}
		one_worker_stop(&school);
	}
	assert_true(less > 0);
}

/* Courses that must be whole, courses that may be split and single meets, in one chain. */
static void moves_tasks_as_the_slow_evaluator_sees_it(void **state)
{
	uint32_t made = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= rounds(40); seed++) {
		struct one_worker school;
		struct weft_cost slow, fast;

		open_school(&school, seed);
		for (uint32_t i = 0; i < 4000; i++) {
			weft_mark mark = weft_solution_mark(school.worker->solution);
			bool ok = i % 2 == 0 ? move_task_chain(school.worker)
					     : move_task_eject(school.worker);

			made += ok;
			if (ok)
				weft_solution_keep(school.worker->solution, mark);
			else
				weft_solution_undo(school.worker->solution, mark);
		}
		slow = slow_cost(school.worker->solution, school.arena);
		fast = weft_solution_cost(school.worker->solution);
		assert_true(slow.hard == fast.hard && slow.soft == fast.soft);
		one_worker_stop(&school);
	}
	assert_true(made > 1000);
}

/* The weights of all points that are, or are not, required. */
static int64_t sum_of_weights(const struct one_worker *school, bool required)
{
	int64_t sum = 0;

	for (uint32_t p = 0; p < school->instance->n_points; p++)
		if (school->instance->constraints[school->instance->points[p].constraint]
			    .required == required)
			sum += weft_solution_multiplier(school->worker->solution, p);
	return sum;
}

static void light_soft_cost_weighs_so_many_times_less(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= rounds(20); seed++) {
		struct one_worker school;
		int64_t soft, hard, weighted;

		open_school(&school, seed);
		soft = sum_of_weights(&school, false);
		hard = sum_of_weights(&school, true);
		weighted = weft_solution_weighted(school.worker->solution);
		for (uint32_t by = 2; by <= 32; by *= 2) {
			weights_lighten(school.worker, by);
			assert_int_equal(sum_of_weights(&school, false) * by, soft);
			assert_int_equal(sum_of_weights(&school, true), hard);
			assert_true(weft_solution_weighted(school.worker->solution) <= weighted);
		}
		weights_lighten(school.worker, 1);
		assert_int_equal(sum_of_weights(&school, false), soft);
		assert_int_equal(weft_solution_weighted(school.worker->solution), weighted);
		one_worker_stop(&school);
	}
}

/* What the points of a resource cost, from their values. */
static int64_t cost_of_resource(const struct weft_solution *s, uint32_t resource)
{
	int64_t cost = 0;

	for (uint32_t p = 0; p < s->instance->n_points; p++) {
		uint32_t slot = s->index->slots[p];
		const struct monitor *m = &s->index->monitors[s->instance->points[p].constraint];

		if (s->index->owners[slot] == resource)
			cost += unit_cost(m, s->values[slot]) * s->multipliers[slot] *
				s->copies[slot];
	}
	return cost;
}

static void assert_costs_of_resources(struct weft_solution *s)
{
	(void)weft_solution_weighted(s);
	for (uint32_t r = 0; r < s->instance->n_resources; r++)
		assert_int_equal(solution_row(s, r)->cost, cost_of_resource(s, r));
}

/* The same move twice: once its cost is asked for up to a most, once wholly. */
static void cost_is_known_as_far_as_it_is_asked_for(void **state)
{
	uint32_t within = 0, beyond = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= rounds(20); seed++) {
		struct one_worker school;
		struct search_worker *w;

		open_school(&school, seed);
		w = school.worker;
		for (uint32_t i = 0; i < 400; i++) {
			int64_t before = weft_solution_weighted(w->solution), known, all;
			int64_t most = before + worker_draw(w, 20000) - 10000;
			struct rng drawn = w->rng;
			weft_mark mark = weft_solution_mark(w->solution);
			uint32_t kind;
			bool made = search_move(w, &kind);

			known = solution_weighted_within(w->solution, most);
			weft_solution_undo(w->solution, mark);
			w->rng = drawn;
			mark = weft_solution_mark(w->solution);
			assert_int_equal(search_move(w, &kind), made);
			all = weft_solution_weighted(w->solution);
			assert_true(all <= most ? known == all : known > most);
			within += all <= most;
			beyond += all > most;
			if (made && i % 2 == 0)
				weft_solution_keep(w->solution, mark);
			else
				weft_solution_undo(w->solution, mark);
			if (i % 50 == 0) {
				weights_measure(w);
				assert_costs_of_resources(w->solution);
			}
		}
		one_worker_stop(&school);
	}
	assert_true(within > 100 && beyond > 100);
}

/* How much the point weighs that is pressed most. */
static double most_pressed(const struct search_worker *w)
{
	double most = 1;

	for (uint32_t p = 0; p < w->st->instance->n_points; p++)
		most = w->pressure[p] > most ? w->pressure[p] : most;
	return most;
}

static void adapt_often(struct search_worker *w, double at)
{
	for (uint32_t i = 0; i < 40; i++)
		weights_adapt(w, at);
}

static void pressing_fades_as_the_cycle_cools(void **state)
{
	uint32_t pressed = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= rounds(20); seed++) {
		struct one_worker school;
		double early, middle;

		open_school(&school, seed);
		weights_measure(school.worker);
		adapt_often(school.worker, 0.1);
		early = most_pressed(school.worker);
		adapt_often(school.worker, 0.5);
		middle = most_pressed(school.worker);
		assert_true(early < 10 && middle < 5 && (middle < early || early <= 1));
		pressed += middle > 1;
		adapt_often(school.worker, 0.75);
		assert_true(most_pressed(school.worker) <= 1);
		one_worker_stop(&school);
	}
	assert_true(pressed > 0);
}

static void what_is_good_already_is_pressed_little(void **state)
{
	uint32_t pressed = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= rounds(20); seed++) {
		struct one_worker school;
		double little;

		open_school(&school, seed);
		weights_measure(school.worker);
		weights_next_cycle(school.worker, true, 1);
		adapt_often(school.worker, 0.01);
		little = most_pressed(school.worker);
		assert_true(little < 3);
		weights_next_cycle(school.worker, false, 1);
		assert_true(most_pressed(school.worker) <= 1);
		adapt_often(school.worker, 0.01);
		assert_true(most_pressed(school.worker) > 9 || little <= 1);
		pressed += little > 1;
		one_worker_stop(&school);
	}
	assert_true(pressed > 0);
}

static void presses_nothing_where_something_stays_violated(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= rounds(20); seed++) {
		struct one_worker school;

		open_school(&school, seed);
		weights_measure(school.worker);
		school.worker->shared->bound.hard = 1;
		adapt_often(school.worker, 0.1);
		assert_true(most_pressed(school.worker) <= 1);
		one_worker_stop(&school);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_sensible_starts_as_a_list_and_as_a_set),
		cmocka_unit_test(clashes_are_counted_as_far_as_enough),
		cmocka_unit_test(exchanges_to_sensible_starts_only),
		cmocka_unit_test(moves_tasks_as_the_slow_evaluator_sees_it),
		cmocka_unit_test(counts_no_clash_with_the_part_that_leaves),
		cmocka_unit_test(light_soft_cost_weighs_so_many_times_less),
		cmocka_unit_test(cost_is_known_as_far_as_it_is_asked_for),
		cmocka_unit_test(pressing_fades_as_the_cycle_cools),
		cmocka_unit_test(what_is_good_already_is_pressed_little),
		cmocka_unit_test(presses_nothing_where_something_stays_violated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
