/* "What would this break?" against making the change and looking. */
#include "engine/whatif.h"

#include "random_instance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static int64_t *deviations(struct weft_solution *solution, struct arena *arena)
{
	uint32_t n = weft_solution_instance(solution)->n_points;
	int64_t *at = arena_array(arena, int64_t, n);

	for (uint32_t p = 0; p < n; p++)
		at[p] = weft_solution_deviation(solution, p);
	return at;
}

/* The target names each point that got worse, with its numbers, and no other. */
static void check(struct weft_solution *solution, const struct weft_target *target,
		  struct weft_cost before, const int64_t *was, struct arena *arena)
{
	const struct weft_instance *instance = weft_solution_instance(solution);
	struct weft_cost now = weft_solution_cost(solution);
	uint32_t n_worse = 0;
	bool legal = true;

	assert_int_equal(target->gain.hard, before.hard - now.hard);
	assert_int_equal(target->gain.soft, before.soft - now.soft);
	for (uint32_t p = 0; p < instance->n_points; p++) {
		int64_t deviation = weft_solution_deviation(solution, p);
		uint32_t i = 0;

		if (deviation <= was[p])
			continue;
		n_worse++;
		legal = legal && !instance->constraints[instance->points[p].constraint].required;
		while (i < target->n_worse && target->worse[i].point != p)
			i++;
		assert_true(i < target->n_worse);
		assert_int_equal(target->worse[i].deviation, deviation);
		assert_int_equal(target->worse[i].was, was[p]);
	}
	assert_int_equal(target->n_worse, n_worse);
	assert_int_equal(target->legal, legal);
	(void)arena;
}

static void names_exactly_what_a_change_would_make_worse(void **state)
{
	static const struct random_size size = {
		.times = 12, .days = 3, .resources = 6, .events = 8, .constraints = 63};

	(void)state;
	for (uint64_t seed = 0; seed < 60; seed++) {
		struct arena *arena = arena_create(1U << 16);
		struct rng rng;
		struct weft_instance *instance;
		struct weft_solution *solution;

		rng_init(&rng, seed);
		instance = random_instance(&rng, &size);
		solution = weft_solution_create(instance);
		for (size_t i = 0; i < 50; i++)
			random_change(&rng, solution);
		for (uint32_t e = 0; e < instance->n_events; e++) {
			uint32_t meet = instance->events[e].first_meet;
			struct weft_cost before = weft_solution_cost(solution);
			const int64_t *was = deviations(solution, arena);
			struct weft_targets targets = weft_whatif_times(solution, meet, arena);

			for (uint32_t i = 0; i < targets.n; i++) {
				weft_mark mark = weft_solution_mark(solution);

				if (i > 0)
					assert_false(weft_cost_less(targets.at[i - 1].gain,
								    targets.at[i].gain));
				weft_solution_set_time(solution, meet, targets.at[i].target);
				check(solution, &targets.at[i], before, was, arena);
				weft_solution_undo(solution, mark);
			}
			for (uint32_t need = 0; need < instance->events[e].n_resources; need++) {
				targets = weft_whatif_resources(solution, meet, need, arena);
				for (uint32_t i = 0; i < targets.n; i++) {
					weft_mark mark = weft_solution_mark(solution);

					weft_solution_set_resource(solution, meet, need,
								   targets.at[i].target);
					check(solution, &targets.at[i], before, was, arena);
					weft_solution_undo(solution, mark);
				}
			}
		}
		weft_solution_destroy(solution);
		weft_instance_destroy(instance);
		arena_destroy(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_exactly_what_a_change_would_make_worse),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
