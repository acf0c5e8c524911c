/* How cells are chosen.
 *
 * Take the table with its totals: (R + 1) rows and (C + 1) columns, each line of
 * which is one known sum (what is inside minus the total is 0). Someone who
 * knows all but the hidden cells has one linear equation a line. Draw a graph
 * whose nodes are the lines and whose edges are the hidden cells, each joining
 * its row and its column: the equations determine a cell exactly when its edge
 * is a bridge, for round any cycle one can add and take away by turns. (That all
 * hidden cells hold at least one person leaves room to do so in whole people.)
 *
 * Hidden cells of one line together are also a group, known by its sum when the
 * rest of the line is shown; that group must not be small either.
 *
 * So: hide what is small; then, while a hidden cell is a bridge or the hidden
 * group of a line is small, hide one more cell of that line, the smallest that
 * holds anybody and is not a total, or else the total. Each step hides one more
 * cell, so it ends, at worst with nothing shown.
 *
 * The idea of complementary suppression and of its graph: D. Gusfield, "A graph
 * theoretic approach to statistical data security", SIAM J. Computing 17 (1988).
 */
#include "kit/auth/suppress.h"

#include <assert.h>
#include <string.h>

struct work {
	size_t n_rows, n_columns; /* with the totals */
	int64_t threshold;
	int64_t *people;
	bool *hidden;
	bool *seen; /* of rows, then of columns */
	size_t *queue;
};

static size_t cell_at(const struct work *work, size_t row, size_t column)
{
	return row * work->n_columns + column;
}

static void fill(struct work *work, const struct suppress_table *table)
{
	size_t last_row = table->n_rows, last_column = table->n_columns;

	for (size_t r = 0; r < table->n_rows; r++) {
		for (size_t c = 0; c < table->n_columns; c++) {
			int64_t n = table->people[r * table->n_columns + c];

			assert(n >= 0);
			work->people[cell_at(work, r, c)] = n;
			work->people[cell_at(work, r, last_column)] += n;
			work->people[cell_at(work, last_row, c)] += n;
			work->people[cell_at(work, last_row, last_column)] += n;
		}
	}
	for (size_t i = 0; i < work->n_rows * work->n_columns; i++)
		work->hidden[i] = work->people[i] > 0 && work->people[i] < table->threshold;
}

/* Visit the lines that hidden cells join to what is in the queue; do not cross
 * the cell left out. */
static void spread(struct work *work, size_t n_queued, size_t left_out)
{
	for (size_t head = 0; head < n_queued; head++) {
		size_t line = work->queue[head];
		bool is_row = line < work->n_rows;
		size_t n = is_row ? work->n_columns : work->n_rows;

		for (size_t i = 0; i < n; i++) {
			size_t cell = is_row ? cell_at(work, line, i)
					     : cell_at(work, i, line - work->n_rows);
			size_t other = is_row ? work->n_rows + i : i;

			if (cell != left_out && work->hidden[cell] && !work->seen[other]) {
				work->seen[other] = true;
				work->queue[n_queued++] = other;
			}
		}
	}
}

/* Is there no other way from a hidden cell's row to its column? */
static bool is_bridge(struct work *work, size_t row, size_t column)
{
	memset(work->seen, 0, (work->n_rows + work->n_columns) * sizeof *work->seen);
	work->seen[row] = true;
	work->queue[0] = row;
	spread(work, 1, cell_at(work, row, column));
	return !work->seen[work->n_rows + column];
}

/* A line: its cells are first, first + step, ... n of them, the last the total. */
struct line {
	size_t first, step, n;
};

static struct line row_line(const struct work *work, size_t row)
{
	return (struct line){cell_at(work, row, 0), 1, work->n_columns};
}

static struct line column_line(const struct work *work, size_t column)
{
	return (struct line){column, work->n_columns, work->n_rows};
}

/* Hide one more cell of a line; false when all that hold anybody are hidden. */
static bool hide_one(struct work *work, struct line line)
{
	size_t best = 0;
	bool found = false;

	for (size_t i = 0; i + 1 < line.n; i++) {
		size_t cell = line.first + i * line.step;

		if (work->hidden[cell] || work->people[cell] == 0)
			continue;
		if (!found || work->people[cell] < work->people[best])
			best = cell;
		found = true;
	}
	if (!found) {
		best = line.first + (line.n - 1) * line.step;
		found = !work->hidden[best] && work->people[best] > 0;
	}
	if (found)
		work->hidden[best] = true;
	return found;
}

/* The hidden group of a line whose total is shown must not be small. */
static bool group_is_small(const struct work *work, struct line line)
{
	int64_t sum = 0;

	if (work->hidden[line.first + (line.n - 1) * line.step])
		return false;
	for (size_t i = 0; i + 1 < line.n; i++) {
		size_t cell = line.first + i * line.step;

		if (work->hidden[cell])
			sum += work->people[cell];
	}
	return sum > 0 && sum < work->threshold;
}

static bool hide_for_groups(struct work *work)
{
	bool changed = false;

	for (size_t r = 0; r < work->n_rows; r++)
		if (group_is_small(work, row_line(work, r)))
			changed |= hide_one(work, row_line(work, r));
	for (size_t c = 0; c < work->n_columns; c++)
		if (group_is_small(work, column_line(work, c)))
			changed |= hide_one(work, column_line(work, c));
	return changed;
}

/* A bridge is mended in its row, or else in its column: lengthening the way on
 * one side is enough to make progress, and the loop looks again. Where both
 * lines are hidden whole, their totals and the total of all close a cycle. */
static bool hide_for_bridges(struct work *work)
{
	size_t of_all = cell_at(work, work->n_rows - 1, work->n_columns - 1);

	for (size_t r = 0; r < work->n_rows; r++) {
		for (size_t c = 0; c < work->n_columns; c++) {
			if (!work->hidden[cell_at(work, r, c)] || !is_bridge(work, r, c))
				continue;
			if (!hide_one(work, row_line(work, r)) &&
			    !hide_one(work, column_line(work, c))) {
				assert(!work->hidden[of_all]);
				work->hidden[of_all] = true;
			}
			return true;
		}
	}
	return false;
}

const bool *suppress_small(const struct suppress_table *table, struct arena *arena)
{
	struct work work = {
		.n_rows = table->n_rows + 1,
		.n_columns = table->n_columns + 1,
		.threshold = table->threshold,
	};
	size_t n = work.n_rows * work.n_columns, n_lines = work.n_rows + work.n_columns;

	work.people = arena_array(arena, int64_t, n);
	work.hidden = arena_array(arena, bool, n);
	work.seen = arena_array(arena, bool, n_lines);
	work.queue = arena_array(arena, size_t, n_lines);
	fill(&work, table);
	while (hide_for_groups(&work) || hide_for_bridges(&work)) {
	}
	return work.hidden;
}
