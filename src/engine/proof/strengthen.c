/* Rows that follow from a row by rounding, which the linear program cannot see.
 *
 * "Labs of 3, 4 and 5 substitutes, at most 8 a day" is, for a linear program, 8/3 labs
 * of three a day; in truth no day takes three labs. Dual feasible functions (Fekete and
 * Schepers, 2001) make such rows: for a row of sizes s with capacity C and k >= 1, the
 * sizes u(s) = s / C where (k + 1) s / C is whole, else floor((k + 1) s / C) / k, again
 * fit into 1. Multiplied by k (k + 1) all numbers are whole.
 */
#include "engine/proof/linear.h"

#include <assert.h>

enum { MOST_K = 5 };

/* Positive sizes, not all equal to each other, each at most the capacity. */
static bool is_packing(const struct linear *linear, const struct linear_row *row)
{
	bool differ = false;

	if (!row->numeric || row->high == LINEAR_NO_HIGH || row->high <= 0 ||
	    row->high > INT32_MAX / (MOST_K * (MOST_K + 1)) || row->n < 2)
		return false;
	for (size_t i = row->first; i < row->first + row->n; i++) {
		int32_t size = linear->terms.at[i].coefficient;

		if (size <= 0 || size > row->high)
			return false;
		differ = differ || size != linear->terms.at[row->first].coefficient;
	}
	return differ || row->high % linear->terms.at[row->first].coefficient != 0;
}

static int32_t rounded(int64_t size, int64_t capacity, int64_t k)
{
	int64_t whole = (k + 1) * size / capacity;
	bool exact = (k + 1) * size % capacity == 0;

	return (int32_t)(exact ? k * whole : (k + 1) * whole);
}

/* Is the new row stronger anywhere than the old one, scaled alike? */
static bool says_more(const struct linear *linear, const struct linear_row *row, int64_t k)
{
	for (size_t i = row->first; i < row->first + row->n; i++) {
		int64_t size = linear->terms.at[i].coefficient;

		if (rounded(size, row->high, k) * row->high > size * k * (k + 1))
			return true;
	}
	return false;
}

void linear_strengthen(struct linear *linear)
{
	size_t n_rows = linear->rows.n;

	for (size_t r = 0; r < n_rows; r++) {
		const struct linear_row row = linear->rows.at[r];

		for (int64_t k = 1; is_packing(linear, &row) && k <= MOST_K; k++) {
			if (!says_more(linear, &row, k))
				continue;
			linear->resource = row.resource;
			linear_begin(linear, row.rule, LINEAR_NO_LOW, k * (k + 1));
			for (size_t i = row.first; i < row.first + row.n; i++) {
				const struct linear_term term = linear->terms.at[i];
				int32_t size = rounded(term.coefficient, row.high, k);

				if (size != 0)
					linear_add(linear, term.var, size);
			}
			linear_end(linear);
		}
	}
	linear->resource = 0;
}
