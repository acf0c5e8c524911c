/* The two ways of reading a linear system, against trying every assignment. */
#include "engine/proof/linear.h"
#include "engine/proof/lp.h"
#include "engine/proof/sat.h"

#include "base/rng.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct deadline never = {&clock_system, INT64_MAX};

static bool satisfies(const struct linear *linear, const uint64_t *active, uint32_t values)
{
	for (size_t r = 0; r < linear->rows.n; r++) {
		const struct linear_row *row = &linear->rows.at[r];
		int64_t sum = 0;

		if (row->rule != LINEAR_DEFINITION && !bits_has(active, row->rule))
			continue;
		for (size_t i = row->first; i < row->first + row->n; i++)
			if ((values >> linear->terms.at[i].var & 1) != 0)
				sum += linear->terms.at[i].coefficient;
		if ((row->low != LINEAR_NO_LOW && sum < row->low) ||
		    (row->high != LINEAR_NO_HIGH && sum > row->high))
			return false;
	}
	return true;
}

static bool brute_force(const struct linear *linear, const uint64_t *active)
{
	for (uint32_t values = 0; values < 1U << linear->n_vars; values++)
		if (satisfies(linear, active, values))
			return true;
	return false;
}

static void make_random(struct linear *linear, struct rng *rng, uint32_t n_rules)
{
	size_t n_vars = 2 + rng_below(rng, 8), n_rows = 1 + rng_below(rng, 10);

	for (size_t i = 0; i < n_vars; i++)
		(void)linear_new_var(linear);
	for (size_t r = 0; r < n_rows; r++) {
		uint32_t rule = (uint32_t)rng_below(rng, n_rules + 1);
		size_t n_terms = 1 + rng_below(rng, n_vars);
		int64_t low = (int64_t)rng_below(rng, 9) - 4;
		int64_t high = low + (int64_t)rng_below(rng, 4);

		linear_begin(linear, rule == n_rules ? LINEAR_DEFINITION : rule,
			     rng_below(rng, 3) == 0 ? LINEAR_NO_LOW : low,
			     rng_below(rng, 3) == 0 ? LINEAR_NO_HIGH : high);
		for (size_t i = 0; i < n_terms; i++) {
			int32_t coefficient = (int32_t)rng_below(rng, 9) - 4;

			if (coefficient != 0)
				linear_add(linear, (uint32_t)rng_below(rng, n_vars), coefficient);
		}
		linear_end(linear);
	}
}

static void agrees_with_brute_force_on_random_systems(void **state)
{
	enum { CASES = 3000, N_RULES = 5 };
	size_t n_refuted = 0, n_no = 0;

	(void)state;
	for (uint64_t seed = 0; seed < CASES; seed++) {
		struct arena *arena = arena_create(1U << 12);
		struct rng rng;
		struct linear linear;
		uint64_t core = 0, active;
		struct sat *sat;
		struct lp *lp;
		bool possible;
		enum sat_answer answer;

		rng_init(&rng, seed);
		linear_init(&linear, arena);
		make_random(&linear, &rng, N_RULES);
		active = rng_below(&rng, 1U << N_RULES);
		possible = brute_force(&linear, &active);
		sat = sat_create(&linear, N_RULES, &never);
		answer = sat_decide(sat, &active, &never, &core);
		assert_int_equal(answer, possible ? SAT_YES : SAT_NO);
		if (answer == SAT_YES) {
			uint32_t values = 0;

			for (uint32_t i = 0; i < linear.n_vars; i++)
				values |= (uint32_t)sat_value(sat, i) << i;
			assert_true(satisfies(&linear, &active, values));
		} else {
			n_no++;
			assert_int_equal(core & ~active, 0);
			assert_false(brute_force(&linear, &core));
		}
		lp = lp_create(&linear, N_RULES);
		if (lp_refute(lp, &active, &never, &core, NULL, NULL)) {
			n_refuted++;
			assert_int_equal(core & ~active, 0);
			assert_false(brute_force(&linear, &core));
		}
		lp_destroy(lp);
		sat_destroy(sat);
		arena_destroy(arena);
	}
	assert_true(n_no > CASES / 20);
	assert_true(n_refuted > n_no / 2);
}

enum { PIGEONS = 12, HOLES = 10 };

/* Rule 0: each pigeon has a hole; rule 1: a hole has one pigeon at the most. */
static void make_pigeons(struct linear *linear, struct arena *arena)
{
	linear_init(linear, arena);
	for (size_t i = 0; i < PIGEONS * HOLES; i++)
		(void)linear_new_var(linear);
	for (uint32_t p = 0; p < PIGEONS; p++) {
		linear_begin(linear, 0, 1, LINEAR_NO_HIGH);
		for (uint32_t h = 0; h < HOLES; h++)
			linear_add(linear, p * HOLES + h, 1);
		linear_end(linear);
	}
	for (uint32_t h = 0; h < HOLES; h++) {
		linear_begin(linear, 1, LINEAR_NO_LOW, 1);
		for (uint32_t p = 0; p < PIGEONS; p++)
			linear_add(linear, p * HOLES + h, 1);
		linear_end(linear);
	}
}

/* Twelve pigeons, ten holes: each pigeon in a hole (rule 0), one pigeon a hole (rule 1). */
static void counts_pigeons(void **state)
{
	struct arena *arena = arena_create(1U << 12);
	struct linear linear;
	uint64_t active = 3, core = 0;
	struct lp_argument argument;
	struct lp *lp;

	(void)state;
	make_pigeons(&linear, arena);
	lp = lp_create(&linear, 2);
	assert_true(lp_refute(lp, &active, &never, &core, &argument, arena));
	assert_int_equal(core, 3);
	assert_int_equal(argument.demand - argument.supply, 2);
	active = 1;
	assert_false(lp_refute(lp, &active, &never, &core, &argument, arena));
	lp_destroy(lp);
	arena_destroy(arena);
}

/* Sets of items that fit, before and after: the new rows cut off none. */
static void strengthens_without_cutting_off_what_fits(void **state)
{
	size_t n_more = 0;

	(void)state;
	for (uint64_t seed = 0; seed < 2000; seed++) {
		struct arena *arena = arena_create(1U << 12);
		struct linear linear, before;
		struct rng rng;
		uint64_t active = 1;
		uint32_t n;

		rng_init(&rng, seed);
		n = 2 + (uint32_t)rng_below(&rng, 9);
		linear_init(&linear, arena);
		for (uint32_t i = 0; i < n; i++)
			(void)linear_new_var(&linear);
		linear_begin(&linear, 0, LINEAR_NO_LOW, 1 + (int64_t)rng_below(&rng, 12));
		linear_numeric(&linear);
		for (uint32_t i = 0; i < n; i++)
			linear_add(&linear, i, 1 + (int32_t)rng_below(&rng, 7));
		linear_end(&linear);
		before = linear;
		linear_strengthen(&linear);
		n_more += linear.rows.n > before.rows.n;
		for (uint32_t values = 0; values < 1U << n; values++)
			assert_int_equal(satisfies(&before, &active, values),
					 satisfies(&linear, &active, values));
		arena_destroy(arena);
	}
	assert_true(n_more > 200);
}

/* Items of 3, at most 8: sixty-eight days take 136, not 181. */
static void sees_that_three_of_three_do_not_fit_into_eight(void **state)
{
	enum { DAYS = 4, ITEMS = 9 };
	struct arena *arena = arena_create(1U << 12);
	struct linear linear;
	uint64_t active = 3, core = 0;
	struct lp *lp;

	(void)state;
	linear_init(&linear, arena);
	for (uint32_t i = 0; i < DAYS * ITEMS; i++)
		(void)linear_new_var(&linear);
	for (uint32_t i = 0; i < ITEMS; i++) {
		linear_begin(&linear, 0, 1, 1);
		for (uint32_t d = 0; d < DAYS; d++)
			linear_add(&linear, i * DAYS + d, 1);
		linear_end(&linear);
	}
	for (uint32_t d = 0; d < DAYS; d++) {
		linear_begin(&linear, 1, LINEAR_NO_LOW, 8);
		linear_numeric(&linear);
		for (uint32_t i = 0; i < ITEMS; i++)
			linear_add(&linear, i * DAYS + d, 3);
		linear_end(&linear);
	}
	lp = lp_create(&linear, 2);
	assert_false(lp_refute(lp, &active, &never, &core, NULL, NULL));
	lp_destroy(lp);
	linear_strengthen(&linear);
	lp = lp_create(&linear, 2);
	assert_true(lp_refute(lp, &active, &never, &core, NULL, NULL));
	assert_int_equal(core, 3);
	lp_destroy(lp);
	arena_destroy(arena);
}

/* Is each line of the proof a consequence, by unit propagation, of what stands before? */
struct clauses {
	int at[200000];
	size_t n; /* of numbers; clauses end with 0 */
};

static bool propagates(const struct clauses *clauses, signed char *value)
{
	bool changed = true;

	while (changed) {
		changed = false;
		for (size_t i = 0; i < clauses->n;) {
			int last = 0;
			size_t n_free = 0;
			bool holds = false;

			for (; clauses->at[i] != 0; i++) {
				int literal = clauses->at[i];
				signed char v = value[literal > 0 ? literal : -literal];

				if (v == 0) {
					n_free++;
					last = literal;
				} else if ((v > 0) == (literal > 0)) {
					holds = true;
				}
			}
			i++;
			if (holds || n_free > 1)
				continue;
			if (n_free == 0)
				return true;
			value[last > 0 ? last : -last] = last > 0 ? 1 : -1;
			changed = true;
		}
	}
	return false;
}

static bool check_proof(struct clauses *clauses, FILE *proof)
{
	int literal;
	size_t first = clauses->n;
	static signed char value[100000];

	while (fscanf(proof, "%d", &literal) == 1) {
		clauses->at[clauses->n++] = literal;
		if (literal != 0)
			continue;
		memset(value, 0, sizeof value);
		for (size_t i = first; i + 1 < clauses->n; i++) {
			int l = clauses->at[i];

			value[l > 0 ? l : -l] = l > 0 ? -1 : 1;
		}
		if (clauses->n - first == 1) { /* the empty clause ends it */
			clauses->n = first;
			return propagates(clauses, value);
		}
		{
			size_t end = clauses->n;
			bool follows;

			clauses->n = first;
			follows = propagates(clauses, value);
			clauses->n = end;
			if (!follows)
				return false;
		}
		first = clauses->n;
	}
	return false;
}

static void writes_a_proof_that_a_second_program_can_follow(void **state)
{
	static struct clauses clauses;
	size_t n_checked = 0;

	(void)state;
	for (uint64_t seed = 0; seed < 400; seed++) {
		struct arena *arena = arena_create(1U << 12);
		FILE *formula = tmpfile(), *proof = tmpfile();
		uint64_t active = 31;
		struct linear linear;
		struct rng rng;
		enum sat_answer answer;

		rng_init(&rng, seed);
		linear_init(&linear, arena);
		make_random(&linear, &rng, 5);
		answer = sat_write_proof(&linear, 5, &active, &never, formula, proof);
		assert_true((answer == SAT_NO) == !brute_force(&linear, &active));
		if (answer == SAT_NO) {
			char line[256];
			int literal;

			rewind(formula);
			rewind(proof);
			assert_non_null(fgets(line, sizeof line, formula));
			assert_int_equal(strncmp(line, "p cnf ", 6), 0);
			clauses.n = 0;
			while (fscanf(formula, "%d", &literal) == 1)
				clauses.at[clauses.n++] = literal;
			assert_true(check_proof(&clauses, proof));
			n_checked++;
		}
		(void)fclose(formula);
		(void)fclose(proof);
		arena_destroy(arena);
	}
	assert_true(n_checked > 50);
}

/* Clauses alone do not refute pigeons in any time: a budget of work ends after the same work,
 * whatever the clock on the wall shows. */
static void a_budget_of_work_ends_at_the_same_step(void **state)
{
	const uint64_t active = 3;
	struct clock_fake wall;
	int64_t done[2];

	(void)state;
	clock_fake_init(&wall, 0);
	for (int i = 0; i < 2; i++) {
		const struct deadline guard = deadline_in(&wall.clock, 10);
		struct arena *arena = arena_create(1U << 12);
		struct linear linear;
		struct clock_work work;
		struct deadline end;
		struct sat *sat;

		make_pigeons(&linear, arena);
		clock_work_init(&work, &guard);
		end = deadline_in(&work.clock, 0.05);
		sat = sat_create(&linear, 2, &end);
		assert_non_null(sat);
		assert_int_equal(sat_decide(sat, &active, &end, NULL), SAT_UNKNOWN);
		assert_true(work.done_ns >= 50000000 && work.done_ns < 51000000);
		done[i] = work.done_ns;
		sat_destroy(sat);
		arena_destroy(arena);
		clock_fake_advance(&wall, 5000);
	}
	assert_true(done[0] == done[1]);
}

/* So does a linear program; and the guard ends either. */
static void counting_ends_with_its_budget_or_its_guard(void **state)
{
	struct arena *arena = arena_create(1U << 12);
	struct clock_fake wall;
	struct clock_work work;
	struct deadline guard, end;
	struct linear linear;
	uint64_t active = 3, core = 0;
	struct lp *lp;

	(void)state;
	clock_fake_init(&wall, 0);
	guard = deadline_in(&wall.clock, 10);
	clock_work_init(&work, &guard);
	make_pigeons(&linear, arena);
	lp = lp_create(&linear, 2);
	end = deadline_in(&work.clock, 0.000001);
	assert_false(lp_refute(lp, &active, &end, &core, NULL, NULL));
	end = deadline_in(&work.clock, 1);
	assert_true(lp_refute(lp, &active, &end, &core, NULL, NULL));
	assert_true(work.done_ns > 0 && work.done_ns < 100000000);
	clock_fake_advance(&wall, 10000);
	assert_true(deadline_passed(&end));
	assert_null(sat_create(&linear, 2, &end));
	lp_destroy(lp);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_brute_force_on_random_systems),
		cmocka_unit_test(counts_pigeons),
		cmocka_unit_test(a_budget_of_work_ends_at_the_same_step),
		cmocka_unit_test(counting_ends_with_its_budget_or_its_guard),
		cmocka_unit_test(strengthens_without_cutting_off_what_fits),
		cmocka_unit_test(sees_that_three_of_three_do_not_fit_into_eight),
		cmocka_unit_test(writes_a_proof_that_a_second_program_can_follow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
