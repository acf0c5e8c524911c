#include "auth_test.h"

#include "base/rng.h"
#include "kit/auth/suppress.h"

/* The attacker: knows every shown number and that each line adds up. Gaussian
 * elimination modulo a prime over the hidden cells tells which are determined:
 * a cell is when its unit vector is in the row space of the equations. */
enum { PRIME = 1000003, MAX = 49 };

static int64_t power(int64_t base, int64_t exponent)
{
	int64_t result = 1;

	for (base %= PRIME; exponent > 0; exponent >>= 1, base = base * base % PRIME)
		if (exponent & 1)
			result = result * base % PRIME;
	return result;
}

/* Bring the matrix into reduced row echelon form; rows n. */
static size_t reduce(int64_t m[][MAX], size_t n, size_t width)
{
	size_t rank = 0;

	for (size_t c = 0; c < width && rank < n; c++) {
		size_t pivot = rank;
		int64_t inverse;

		while (pivot < n && m[pivot][c] == 0)
			pivot++;
		if (pivot == n)
			continue;
		for (size_t i = 0; i < width; i++) {
			int64_t swap = m[pivot][i];

			m[pivot][i] = m[rank][i];
			m[rank][i] = swap;
		}
		inverse = power(m[rank][c], PRIME - 2);
		for (size_t i = 0; i < width; i++)
			m[rank][i] = m[rank][i] * inverse % PRIME;
		for (size_t r = 0; r < n; r++) {
			int64_t factor = m[r][c];

			for (size_t i = 0; r != rank && factor != 0 && i < width; i++)
				m[r][i] = ((m[r][i] - factor * m[rank][i]) % PRIME + PRIME) % PRIME;
		}
		rank++;
	}
	return rank;
}

static bool a_sum_reveals_a_cell(const struct suppress_table *table, const bool *hidden)
{
	static int64_t m[2 * MAX][MAX];
	size_t rows = table->n_rows + 1, columns = table->n_columns + 1, rank;

	memset(m, 0, sizeof m);
	for (size_t r = 0; r < rows; r++) {
		for (size_t c = 0; c < columns; c++) {
			size_t cell = r * columns + c;

			if (!hidden[cell])
				continue;
			m[r][cell] = c + 1 == columns ? PRIME - 1 : 1;
			m[rows + c][cell] = r + 1 == rows ? PRIME - 1 : 1;
		}
	}
	rank = reduce(m, rows + columns, rows * columns);
	for (size_t i = 0; i < rank; i++) {
		size_t n = 0;

		for (size_t c = 0; c < rows * columns; c++)
			n += m[i][c] != 0;
		if (n == 1)
			return true;
	}
	return false;
}

static struct suppress_table random_table(struct rng *rng, int64_t *people)
{
	struct suppress_table table = {
		.people = people,
		.n_rows = 1 + rng_below(rng, 6),
		.n_columns = 1 + rng_below(rng, 6),
		.threshold = rng_below(rng, 2) == 0 ? SUPPRESS_STAFF : SUPPRESS_STUDENTS,
	};
	uint64_t spread = rng_below(rng, 3) == 0 ? 8 : 40;

	for (size_t i = 0; i < table.n_rows * table.n_columns; i++)
		people[i] = rng_below(rng, 4) == 0 ? 0 : (int64_t)rng_below(rng, spread);
	return table;
}

static void assert_lines_hide_large_groups(const struct suppress_table *table, const bool *hidden)
{
	for (size_t r = 0; r < table->n_rows; r++) {
		int64_t sum = 0;

		for (size_t c = 0; c < table->n_columns; c++)
			if (suppress_hidden(table, hidden, r, c))
				sum += table->people[r * table->n_columns + c];
		if (!suppress_hidden(table, hidden, r, table->n_columns))
			assert_true(sum == 0 || sum >= table->threshold);
	}
}

static void no_sum_reveals_a_hidden_cell(void **state)
{
	struct rng rng;
	size_t n_hidden = 0, n_shown = 0;

	rng_init(&rng, 20261124);
	for (int round = 0; round < 4000; round++) {
		int64_t people[36];
		struct suppress_table table = random_table(&rng, people);
		const bool *hidden = suppress_small(&table, *state);

		for (size_t r = 0; r < table.n_rows; r++) {
			for (size_t c = 0; c < table.n_columns; c++) {
				int64_t n = people[r * table.n_columns + c];

				if (n > 0 && n < table.threshold)
					assert_true(suppress_hidden(&table, hidden, r, c));
				/* An empty cell says nothing about anybody. */
				if (n == 0)
					assert_false(suppress_hidden(&table, hidden, r, c));
				n_hidden += suppress_hidden(&table, hidden, r, c);
				n_shown += !suppress_hidden(&table, hidden, r, c);
			}
		}
		if (a_sum_reveals_a_cell(&table, hidden))
			fail_msg("round %d", round);
		assert_lines_hide_large_groups(&table, hidden);
		arena_reset(*state);
	}
	assert_true(n_hidden > 1000 && n_shown > 1000);
}

/* The attacker of the test finds what a naive rule leaves open. */
static void the_attacker_can_win(void **state)
{
	static const int64_t people[] = {3, 20, 30, 40};
	static const bool naive[] = {true, false, false, false, false,
				     true, false, false, false, false};
	struct suppress_table table = {people, 1, 4, SUPPRESS_STAFF};

	(void)state;
	assert_true(a_sum_reveals_a_cell(&table, naive));
}

static void hides_a_second_cell_in_a_list(void **state)
{
	static const int64_t people[] = {30, 4, 12, 25};
	static const bool want[] = {false, true, true, false, false};
	struct suppress_table table = {people, 1, 4, SUPPRESS_STAFF};
	const bool *hidden = suppress_small(&table, *state);

	for (size_t c = 0; c < 5; c++)
		assert_int_equal(suppress_hidden(&table, hidden, 0, c), want[c]);
}

static void shows_all_where_all_are_large(void **state)
{
	static const int64_t people[] = {30, 10, 0, 25};
	struct suppress_table table = {people, 2, 2, SUPPRESS_STUDENTS};
	const bool *hidden = suppress_small(&table, *state);

	for (size_t i = 0; i < 9; i++)
		assert_false(hidden[i]);
}

static void shows_nothing_of_one_small_group(void **state)
{
	static const int64_t people[] = {4};
	struct suppress_table table = {people, 1, 1, SUPPRESS_STAFF};
	const bool *hidden = suppress_small(&table, *state);

	for (size_t i = 0; i < 4; i++)
		assert_true(hidden[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(no_sum_reveals_a_hidden_cell, arena_setup,
						arena_teardown),
		cmocka_unit_test(the_attacker_can_win),
		cmocka_unit_test_setup_teardown(hides_a_second_cell_in_a_list, arena_setup,
						arena_teardown),
		cmocka_unit_test_setup_teardown(shows_all_where_all_are_large, arena_setup,
						arena_teardown),
		cmocka_unit_test_setup_teardown(shows_nothing_of_one_small_group, arena_setup,
						arena_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
