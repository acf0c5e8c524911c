/* assign: a column of its own for each row, at the least cost in all. */
#ifndef WEFT_BASE_ASSIGN_H
#define WEFT_BASE_ASSIGN_H

#include "base/arena.h"

/* cost[row * n_columns + column], n_rows <= n_columns; no path of costs may overflow, so that what
 * is not possible costs much, not INT64_MAX. ret_columns: by row. The arena is for scratch.
 * O(n_rows^2 * n_columns). Shortest augmenting paths with prices (Kuhn 1955; Jonker, Volgenant
 * 1987): of equally good assignments always the same. */
void assign_rows(struct arena *arena, const int64_t *cost, size_t n_rows, size_t n_columns,
		 size_t *ret_columns);

#endif
