#include "check.h"

#include "base/assign.h"
#include "base/rng.h"

enum { MOST_ROWS = 5, MOST_COLUMNS = 6, IMPOSSIBLE = 1000000 };

/* The least cost of all ways to give each row from one on a column of its own. */
static int64_t slowly(const int64_t *cost, size_t row, size_t n_rows, size_t n_columns,
		      unsigned taken)
{
	int64_t least = INT64_MAX;

	if (row == n_rows)
		return 0;
	for (size_t c = 0; c < n_columns; c++) {
		int64_t all;

		if ((taken >> c & 1) != 0)
			continue;
		all = cost[row * n_columns + c] +
		      slowly(cost, row + 1, n_rows, n_columns, taken | 1U << c);
		least = all < least ? all : least;
	}
	return least;
}

/* Property: no way costs less, and no column has two rows. */
static void no_way_costs_less(void **state)
{
	struct rng rng;

	rng_init(&rng, 5);
	for (int round = 0; round < 500; round++) {
		size_t n_columns = 1 + rng_below(&rng, MOST_COLUMNS);
		size_t n_rows = 1 + rng_below(&rng, n_columns < MOST_ROWS ? n_columns : MOST_ROWS);
		int64_t cost[MOST_ROWS * MOST_COLUMNS] = {0}, sum = 0;
		size_t columns[MOST_ROWS];
		unsigned taken = 0;

		for (size_t i = 0; i < n_rows * n_columns; i++)
			cost[i] = rng_below(&rng, 5) == 0 ? IMPOSSIBLE
							  : (int64_t)rng_below(&rng, 40) - 20;
		assign_rows(*state, cost, n_rows, n_columns, columns);
		for (size_t row = 0; row < n_rows; row++) {
			assert_true(columns[row] < n_columns);
			assert_int_equal(taken >> columns[row] & 1, 0);
			taken |= 1U << columns[row];
			sum += cost[row * n_columns + columns[row]];
		}
		assert_int_equal(sum, slowly(cost, 0, n_rows, n_columns, 0));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(no_way_costs_less),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
