#include "engine/proof/mip.h"

#include "base/bits.h"

#include <coin/Cbc_C_Interface.h>
#include <limits.h>
#include <stdio.h>

static bool is_active(const struct linear_row *row, const uint64_t *active)
{
	return row->rule == LINEAR_DEFINITION || bits_has(active, row->rule);
}

static bool keeps(const struct linear *linear, const struct linear_row *row,
		  const unsigned char *values)
{
	int64_t sum = 0;

	for (size_t i = row->first; i < row->first + row->n; i++)
		if (values[linear->terms.at[i].var] != 0)
			sum += linear->terms.at[i].coefficient;
	return (row->low == LINEAR_NO_LOW || sum >= row->low) &&
	       (row->high == LINEAR_NO_HIGH || sum <= row->high);
}

/* The active rows by columns, as the library takes a matrix. */
struct matrix {
	CoinBigIndex *start;
	int *index;
	double *value, *low, *high, *zero, *one;
	size_t n_rows;
};

static struct matrix make_matrix(const struct linear *linear, const uint64_t *active,
				 struct arena *arena)
{
	size_t n = linear->n_vars;
	struct matrix m = {
		.start = arena_array(arena, CoinBigIndex, n + 1),
		.index = arena_array(arena, int, linear->terms.n),
		.value = arena_array(arena, double, linear->terms.n),
		.low = arena_array(arena, double, linear->rows.n),
		.high = arena_array(arena, double, linear->rows.n),
		.zero = arena_array(arena, double, n),
		.one = arena_array(arena, double, n),
	};
	CoinBigIndex *fill = arena_array(arena, CoinBigIndex, n + 1);

	for (size_t r = 0; r < linear->rows.n; r++) {
		const struct linear_row *row = &linear->rows.at[r];

		for (size_t i = row->first; is_active(row, active) && i < row->first + row->n; i++)
			m.start[linear->terms.at[i].var + 1]++;
	}
	for (size_t i = 0; i < n; i++) {
		m.start[i + 1] += m.start[i];
		fill[i] = m.start[i];
		m.one[i] = 1;
	}
	for (size_t r = 0; r < linear->rows.n; r++) {
		const struct linear_row *row = &linear->rows.at[r];

		if (!is_active(row, active))
			continue;
		m.low[m.n_rows] = row->low == LINEAR_NO_LOW ? -1e30 : (double)row->low;
		m.high[m.n_rows] = row->high == LINEAR_NO_HIGH ? 1e30 : (double)row->high;
		for (size_t i = row->first; i < row->first + row->n; i++) {
			const struct linear_term *term = &linear->terms.at[i];

			m.index[fill[term->var]] = (int)m.n_rows;
			m.value[fill[term->var]++] = term->coefficient;
		}
		m.n_rows++;
	}
	return m;
}

static bool take(const struct linear *linear, const uint64_t *active, const double *solution,
		 unsigned char *values)
{
	for (uint32_t i = 0; i < linear->n_vars; i++)
		values[i] = solution[i] > 0.5;
	for (size_t r = 0; r < linear->rows.n; r++)
		if (is_active(&linear->rows.at[r], active) &&
		    !keeps(linear, &linear->rows.at[r], values))
			return false;
	return true;
}

/* Where a clock counts work: what comes before the first node, and a node, for each entry of the
 * matrix. The library does not say how many iterations it took. */
static const double root_ns = 7000, node_ns = 700;

/* The library looks at one clock alone. */
static void set_limits(Cbc_Model *model, const struct deadline *deadline, double node_cost)
{
	double nodes = deadline_left(deadline) * 1e9 / node_cost;
	char limit[32];

	(void)snprintf(limit, sizeof limit, "%.3f", deadline_real_left(deadline));
	Cbc_setParameter(model, "seconds", limit);
	Cbc_setParameter(model, "timeMode",
			 deadline->clock == &clock_processor ? "cpu" : "elapsed");
	Cbc_setParameter(model, "log", "0");
	Cbc_setParameter(model, "maxSolutions", "1");
	if (clock_counts_work(deadline->clock))
		Cbc_setMaximumNodes(model, nodes < 1 ? 1 : nodes < INT_MAX ? (int)nodes : INT_MAX);
}

bool mip_find(const struct linear *linear, const uint64_t *active, const struct deadline *deadline,
	      unsigned char *values)
{
	double entries = (double)(linear->terms.n + linear->rows.n + 1);
	struct arena *arena = arena_create(1U << 16);
	const struct matrix m = make_matrix(linear, active, arena);
	Cbc_Model *model = Cbc_newModel();
	const double *solution;
	bool found;

	Cbc_loadProblem(model, (int)linear->n_vars, (int)m.n_rows, m.start, m.index, m.value,
			m.zero, m.one, m.zero, m.low, m.high);
	for (uint32_t i = 0; i < linear->n_vars; i++)
		Cbc_setInteger(model, (int)i);
	set_limits(model, deadline, node_ns * entries);
	(void)Cbc_solve(model);
	clock_work_done(deadline->clock,
			(int64_t)(entries * (root_ns + node_ns * Cbc_getNodeCount(model))));
	solution = Cbc_bestSolution(model);
	found = solution != NULL && take(linear, active, solution, values);
	Cbc_deleteModel(model);
	arena_destroy(arena);
	return found;
}
