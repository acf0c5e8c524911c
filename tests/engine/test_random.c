/* The engine against the slow evaluator, after each of a million random changes. */
#include "random_instance.h"
#include "sanitized.h"
#include "slow_eval.h"

#include "base/arena.h"
#include "engine/explain.h"

#include <stdarg.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

/* WEFT_TEST_CHANGES multiplies the number of changes: for a long night. */
static unsigned long factor(void)
{
	const char *text = getenv("WEFT_TEST_CHANGES");

	return text == NULL ? 1 : strtoul(text, NULL, 10);
}

static void assert_same(struct weft_solution *s, struct arena *arena, uint64_t seed)
{
	const struct weft_instance *in = weft_solution_instance(s);
	struct weft_cost sum = {0}, cost = weft_solution_cost(s);
	int64_t weighted = 0;

	for (uint32_t p = 0; p < in->n_points; p++) {
		const struct weft_constraint *c = &in->constraints[in->points[p].constraint];
		int64_t slow = slow_point_cost(s, p, arena);

		if (slow != weft_solution_point_cost(s, p)) {
			fail_msg("seed %llu: %.*s point %u: %lld, but slowly %lld",
				 (unsigned long long)seed, STR_ARG(weft_kind_name(c->kind)), p,
				 (long long)weft_solution_point_cost(s, p), (long long)slow);
		}
		*(c->required ? &sum.hard : &sum.soft) += slow;
		weighted += weft_solution_multiplier(s, p) * (slow / c->weight);
	}
	assert_int_equal(sum.hard, cost.hard);
	assert_int_equal(sum.soft, cost.soft);
	assert_int_equal(weighted, weft_solution_weighted(s));
	arena_reset(arena);
}

/* Change, and now and then mark, undo or keep; the cost is right after each. */
static void run(uint64_t seed, const struct random_size *size, unsigned long changes)
{
	enum { MAX_MARKS = 3 };
	struct arena *arena = arena_create((size_t)1 << 20);
	struct weft_instance *in;
	struct weft_solution *s;
	struct rng rng;
	weft_mark marks[MAX_MARKS];
	struct weft_cost costs[MAX_MARKS];
	unsigned n_marks = 0;

	rng_init(&rng, seed);
	in = random_instance(&rng, size);
	s = weft_solution_create(in);
	assert_same(s, arena, seed);
	for (unsigned long i = 0; i < changes; i++) {
		random_change(&rng, s);
		if (rng_below(&rng, 4) > 0)
			assert_same(s, arena, seed);
		else
			random_change(&rng, s);
		if (n_marks < MAX_MARKS && rng_below(&rng, 10) == 0) {
			costs[n_marks] = weft_solution_cost(s);
			marks[n_marks++] = weft_solution_mark(s);
		} else if (n_marks > 0 && rng_below(&rng, 12) == 0) {
			weft_solution_keep(s, marks[--n_marks]);
		} else if (n_marks > 0 && rng_below(&rng, 8) == 0) {
			n_marks = (unsigned)rng_below(&rng, n_marks);
			weft_solution_undo(s, marks[n_marks]);
			assert_int_equal(costs[n_marks].hard, weft_solution_cost(s).hard);
			assert_int_equal(costs[n_marks].soft, weft_solution_cost(s).soft);
			assert_same(s, arena, seed);
		}
		if (in->n_points > 0 && rng_below(&rng, 20) == 0)
			weft_solution_set_point_multiplier(s,
							   (uint32_t)rng_below(&rng, in->n_points),
							   (int64_t)rng_below(&rng, 100));
	}
	weft_solution_destroy(s);
	weft_instance_destroy(in);
	arena_destroy(arena);
}

static void agrees_on_small_instances(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= rounds(400); seed++) {
		struct rng rng;

		rng_init(&rng, seed * 7919);
		run(seed,
		    &(struct random_size){
			    .times = 4 + (uint32_t)rng_below(&rng, 9),
			    .days = (uint32_t)rng_below(&rng, 4),
			    .resources = 2 + (uint32_t)rng_below(&rng, 4),
			    .events = 1 + (uint32_t)rng_below(&rng, 5),
			    .constraints = 8 + (uint32_t)rng_below(&rng, 22),
		    },
		    2500 * factor());
	}
}

static void agrees_where_times_need_several_words(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= rounds(40); seed++) {
		struct rng rng;

		rng_init(&rng, seed * 104729);
		run(1000 + seed,
		    &(struct random_size){
			    .times = 60 + (uint32_t)rng_below(&rng, 140),
			    .days = (uint32_t)rng_below(&rng, 6),
			    .resources = 2 + (uint32_t)rng_below(&rng, 3),
			    .events = 2 + (uint32_t)rng_below(&rng, 6),
			    .constraints = 30,
		    },
		    200 * factor());
	}
}

/* Returning to a mark gives back everything: each meet, each value. */
static void undo_restores_every_meet(void **state)
{
	struct arena *arena = arena_create((size_t)1 << 16);

	(void)state;
	for (uint64_t seed = 1; seed <= rounds(50); seed++) {
		struct rng rng;
		struct weft_instance *in;
		struct weft_solution *s, *before;
		weft_mark mark;

		rng_init(&rng, seed);
		in = random_instance(&rng, &(struct random_size){10, 2, 4, 6, WEFT_N_KINDS});
		s = weft_solution_create(in);
		before = weft_solution_create(in);
		for (int i = 0; i < 30; i++)
			random_change(&rng, s);
		weft_solution_copy(before, s);
		mark = weft_solution_mark(s);
		for (int i = 0; i < 100; i++) {
			random_change(&rng, s);
			if (i % 3 == 0)
				(void)weft_solution_cost(s);
		}
		weft_solution_undo(s, mark);
		for (uint32_t e = 0; e < in->n_events; e++) {
			assert_int_equal(weft_solution_n_meets(s, e),
					 weft_solution_n_meets(before, e));
			for (uint32_t k = 0; k < weft_solution_n_meets(s, e); k++) {
				uint32_t m = in->events[e].first_meet + k;

				assert_int_equal(weft_solution_meet(s, m)->start,
						 weft_solution_meet(before, m)->start);
				assert_int_equal(weft_solution_meet(s, m)->duration,
						 weft_solution_meet(before, m)->duration);
				for (uint32_t i = 0; i < in->events[e].n_resources; i++)
					assert_int_equal(weft_solution_resource(s, m, i),
							 weft_solution_resource(before, m, i));
			}
		}
		for (uint32_t p = 0; p < in->n_points; p++)
			assert_int_equal(weft_solution_deviation(s, p),
					 weft_solution_deviation(before, p));
		assert_same(s, arena, seed);
		weft_solution_destroy(s);
		weft_solution_destroy(before);
		weft_instance_destroy(in);
	}
	arena_destroy(arena);
}

static void trying_changes_nothing_and_tells_the_cost(void **state)
{
	struct rng rng;
	struct weft_instance *in;
	struct weft_solution *s;

	(void)state;
	rng_init(&rng, 5);
	in = random_instance(&rng, &(struct random_size){12, 3, 5, 8, 2 * WEFT_N_KINDS});
	s = weft_solution_create(in);
	for (int i = 0; i < 2000; i++) {
		uint32_t e = (uint32_t)rng_below(&rng, in->n_events), m = in->events[e].first_meet;
		uint32_t time = (uint32_t)rng_below(&rng, in->n_times);
		struct weft_cost before, told, after;

		random_change(&rng, s);
		before = weft_solution_cost(s);
		if (!weft_solution_may_start(s, m, time))
			continue;
		(void)weft_solution_try_time(s, m, time, &told);
		assert_int_equal(before.hard, weft_solution_cost(s).hard);
		assert_int_equal(before.soft, weft_solution_cost(s).soft);
		weft_solution_set_time(s, m, time);
		after = weft_solution_cost(s);
		assert_int_equal(told.hard, after.hard);
		assert_int_equal(told.soft, after.soft);
	}
	weft_solution_destroy(s);
	weft_instance_destroy(in);
}

/* The details of a violation account for all of it, and there is a sentence. */
static void details_add_up_to_the_deviation(void **state)
{
	struct arena *arena = arena_create((size_t)1 << 20);
	bool seen[WEFT_N_KINDS] = {false};

	(void)state;
	for (uint64_t seed = 1; seed <= 200; seed++) {
		struct rng rng;
		struct weft_instance *in;
		struct weft_solution *s;

		rng_init(&rng, seed);
		in = random_instance(&rng, &(struct random_size){12, 3, 4, 6, 2 * WEFT_N_KINDS});
		s = weft_solution_create(in);
		for (int i = 0; i < 40; i++)
			random_change(&rng, s);
		for (uint32_t p = 0; p < in->n_points; p++) {
			const struct weft_constraint
				*c = &in->constraints[in->points[p].constraint];
			struct weft_details details = weft_explain_details(s, p, arena);
			struct str sentence = weft_explain_point(s, p, arena);
			int64_t sum = 0;

			for (uint32_t i = 0; i < details.n; i++)
				sum += details.at[i].deviation;
			assert_int_equal(sentence.len > 0, weft_solution_deviation(s, p) > 0);
			seen[c->kind] = seen[c->kind] || sum > 0;
			if (c->cost_function != WEFT_SUM_STEPS &&
			    c->cost_function != WEFT_SUM_SQUARES)
				assert_int_equal(sum, weft_solution_deviation(s, p));
		}
		arena_reset(arena);
		weft_solution_destroy(s);
		weft_instance_destroy(in);
	}
	for (unsigned k = 0; k < WEFT_N_KINDS; k++)
		assert_true(seen[k]);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_on_small_instances),
		cmocka_unit_test(agrees_where_times_need_several_words),
		cmocka_unit_test(undo_restores_every_meet),
		cmocka_unit_test(trying_changes_nothing_and_tells_the_cost),
		cmocka_unit_test(details_add_up_to_the_deviation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
