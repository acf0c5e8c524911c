#include "base/assign.h"

#include <assert.h>
#include <stdint.h>

/* An assignment while it grows. Prices keep every cost, less those of its row and its column, at 0
 * or more. Rows and columns are numbered from 1; 0 is none. */
struct assignment {
	const int64_t *cost;
	size_t n_columns;
	int64_t *row_price, *column_price;
	size_t *row_of; /* by column */
	/* A search for the shortest path to a column that no row has. */
	int64_t *least;
	size_t *before;
	bool *done;
};

/* Look at all columns from one that is done; the nearest other, and how far it is. */
static size_t nearest(struct assignment *a, size_t from, int64_t *ret_by)
{
	const size_t row = a->row_of[from];
	size_t next = 0;

	*ret_by = INT64_MAX;
	for (size_t j = 1; j <= a->n_columns; j++) {
		int64_t reduced;

		if (a->done[j])
			continue;
		reduced = a->cost[(row - 1) * a->n_columns + j - 1] - a->row_price[row] -
			  a->column_price[j];
		if (reduced < a->least[j]) {
			a->least[j] = reduced;
			a->before[j] = from;
		}
		if (a->least[j] < *ret_by) {
			*ret_by = a->least[j];
			next = j;
		}
	}
	return next;
}

static void raise_prices(struct assignment *a, int64_t by)
{
	for (size_t j = 0; j <= a->n_columns; j++) {
		if (a->done[j]) {
			a->row_price[a->row_of[j]] += by;
			a->column_price[j] -= by;
		} else if (j > 0) {
			a->least[j] -= by;
		}
	}
}

/* One row more, along a shortest path. */
static void add_row(struct assignment *a, size_t row)
{
	size_t at = 0;

	for (size_t j = 0; j <= a->n_columns; j++) {
		a->least[j] = INT64_MAX;
		a->done[j] = false;
	}
	a->row_of[0] = row;
	while (a->row_of[at] != 0) {
		int64_t by;
		size_t next;

		a->done[at] = true;
		next = nearest(a, at, &by);
		raise_prices(a, by);
		at = next;
	}
	for (; at != 0; at = a->before[at])
		a->row_of[at] = a->row_of[a->before[at]];
}

void assign_rows(struct arena *arena, const int64_t *cost, size_t n_rows, size_t n_columns,
		 size_t *ret_columns)
{
	struct assignment a = {
		.cost = cost,
		.n_columns = n_columns,
		.row_price = arena_array(arena, int64_t, n_rows + 1),
		.column_price = arena_array(arena, int64_t, n_columns + 1),
		.row_of = arena_array(arena, size_t, n_columns + 1),
		.least = arena_array(arena, int64_t, n_columns + 1),
		.before = arena_array(arena, size_t, n_columns + 1),
		.done = arena_array(arena, bool, n_columns + 1),
	};

	assert(n_rows <= n_columns);
	for (size_t i = 1; i <= n_rows; i++)
		add_row(&a, i);
	for (size_t j = 1; j <= n_columns; j++)
		if (a.row_of[j] != 0)
			ret_columns[a.row_of[j] - 1] = j - 1;
}
