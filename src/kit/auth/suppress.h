/* suppress: numbers about groups too small to show.
 *
 * A count, mean or share of a small group says something about its members. A
 * cell with 1 to threshold-1 people behind it is hidden, and so are as many
 * others as it takes that no sum or difference of what is shown gives a hidden
 * one away: its row or column, the totals, and any combination of them.
 *
 * A hidden cell is shown as the same mark whatever the reason, and its number
 * goes nowhere: not into a chart, a sort, an export or a JSON twin.
 */
#ifndef WEFT_KIT_AUTH_SUPPRESS_H
#define WEFT_KIT_AUTH_SUPPRESS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The defaults; a zone can raise them in its settings, never lower them. */
enum { SUPPRESS_STUDENTS = 10, SUPPRESS_STAFF = 5 };

/* A table of groups: people[row * n_columns + column], without totals. A list
 * of groups that add up to a total is a table of one row. */
struct suppress_table {
	const int64_t *people;
	size_t n_rows, n_columns;
	int64_t threshold;
};

/* What to hide, in the arena: (n_rows + 1) * (n_columns + 1) flags, the last
 * row and column being those of the totals; see suppress_hidden(). */
const bool *suppress_small(const struct suppress_table *table, struct arena *arena);

/* row == n_rows is the total of a column, column == n_columns that of a row. */
static inline bool suppress_hidden(const struct suppress_table *table, const bool *hidden,
				   size_t row, size_t column)
{
	return hidden[row * (table->n_columns + 1) + column];
}

#endif
