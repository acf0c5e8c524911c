/* Counting about one resource: what it refutes is impossible, and one teacher's overload
 * is found among many. */
#include "engine/proof/local.h"

#include "base/rng.h"
#include "sanitized.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static const struct deadline never = {&clock_system, INT64_MAX};

enum { VARS = 8, RESOURCES = 3, RULES = 6 };

static void random_rows(struct linear *linear, struct rng *rng)
{
	for (uint32_t i = 0; i < VARS; i++)
		(void)linear_new_var(linear);
	for (uint32_t r = 0; r < 10; r++) {
		int64_t bound = (int64_t)rng_below(rng, 4);
		bool low = rng_below(rng, 2) == 0;

		linear->resource = (uint32_t)rng_below(rng, RESOURCES + 1);
		linear_begin(linear, (uint32_t)rng_below(rng, RULES), low ? bound : LINEAR_NO_LOW,
			     low ? LINEAR_NO_HIGH : bound);
		for (uint32_t i = 0; i < 4; i++)
			linear_add(linear, (uint32_t)rng_below(rng, VARS),
				   rng_below(rng, 4) == 0 ? -1 : 1);
		linear_end(linear);
	}
}

static bool holds(const struct linear *linear, const uint64_t *rules, uint32_t values)
{
	for (size_t r = 0; r < linear->rows.n; r++) {
		const struct linear_row *row = &linear->rows.at[r];
		int64_t sum = 0;

		for (size_t i = row->first; i < row->first + row->n; i++)
			if ((values >> linear->terms.at[i].var & 1) != 0)
				sum += linear->terms.at[i].coefficient;
		if (bits_has(rules, row->rule) && (sum < row->low || sum > row->high))
			return false;
	}
	return true;
}

static void what_it_refutes_cannot_hold(void **state)
{
	size_t refuted = 0;

	(void)state;
	for (uint64_t seed = 0; seed < rounds(4000); seed++) {
		struct arena *arena = arena_create(4096);
		struct linear linear;
		struct lp_argument argument;
		struct local *local;
		struct rng rng;
		uint64_t active = (1U << RULES) - 1, core = 0;

		rng_init(&rng, seed);
		linear_init(&linear, arena);
		random_rows(&linear, &rng);
		local = local_create(&linear, RULES);
		if (local_refute(local, &active, &never, &core, &argument, arena)) {
			refuted++;
			assert_true(argument.demand > argument.supply);
			assert_int_equal(core & ~active, 0);
			for (uint32_t values = 0; values < 1U << VARS; values++)
				assert_false(holds(&linear, &core, values));
		}
		local_destroy(local);
		arena_destroy(arena);
	}
	assert_true(refuted > rounds(100));
}

/* Teachers with LESSONS lessons each, every lesson at one of TIMES times. */
static void one_teacher_of_many_has_a_lesson_too_many(void **state)
{
	enum { TEACHERS = 30, TIMES = 20, BUSY = 17, MUST = 0, CLASH = 1, FREE = 2 };
	struct arena *arena = arena_create(1U << 16);
	const uint64_t all = 7;
	uint64_t core = 0;
	struct linear linear;
	struct lp_argument argument;
	struct local *local;

	(void)state;
	linear_init(&linear, arena);
	for (uint32_t teacher = 0; teacher < TEACHERS; teacher++) {
		uint32_t lessons = teacher == BUSY ? TIMES + 1 : TIMES;
		uint32_t first = linear.n_vars;

		for (uint32_t i = 0; i < lessons * TIMES; i++)
			(void)linear_new_var(&linear);
		linear.resource = 0;
		for (uint32_t l = 0; l < lessons; l++) {
			linear_begin(&linear, MUST, 1, 1);
			for (uint32_t t = 0; t < TIMES; t++)
				linear_add(&linear, first + l * TIMES + t, 1);
			linear_end(&linear);
		}
		linear.resource = teacher + 1;
		for (uint32_t t = 0; t < TIMES; t++) {
			linear_begin(&linear, CLASH, LINEAR_NO_LOW, 1);
			for (uint32_t l = 0; l < lessons; l++)
				linear_add(&linear, first + l * TIMES + t, 1);
			linear_end(&linear);
		}
	}
	local = local_create(&linear, FREE + 1);
	assert_true(local_refute(local, &all, &never, &core, &argument, arena));
	assert_int_equal(core, 1U << MUST | 1U << CLASH);
	assert_int_equal(argument.demand, TIMES + 1);
	assert_int_equal(argument.supply, TIMES);
	assert_true(argument.plain);
	assert_int_equal(argument.resources.n, 1);
	assert_int_equal(argument.resources.at[0], BUSY);
	core = 1U << CLASH | 1U << FREE;
	assert_false(local_refute(local, &core, &never, &core, &argument, arena));
	local_destroy(local);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_it_refutes_cannot_hold),
		cmocka_unit_test(one_teacher_of_many_has_a_lesson_too_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
