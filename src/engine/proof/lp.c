#include "engine/proof/lp.h"

#include <coin/Clp_C_Interface.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct lp {
	struct arena *arena;
	const struct linear *linear;
	Clp_Simplex *model;
	size_t n_words; /* of a set of rules */
	double *low, *high;
	int64_t *multiplier;
	int64_t *sum; /* by variable */
};

/* Columns from rows: the library takes a matrix by columns. */
static void load(struct lp *lp)
{
	const struct linear *linear = lp->linear;
	struct arena *arena = arena_create(1U << 16);
	size_t n = linear->n_vars, n_rows = linear->rows.n;
	CoinBigIndex *start = arena_array(arena, CoinBigIndex, n + 1);
	int *index = arena_array(arena, int, linear->terms.n);
	double *value = arena_array(arena, double, linear->terms.n);
	double *zero = arena_array(arena, double, n), *one = arena_array(arena, double, n);
	CoinBigIndex *fill = arena_array(arena, CoinBigIndex, n + 1);

	for (size_t i = 0; i < linear->terms.n; i++)
		start[linear->terms.at[i].var + 1]++;
	for (size_t i = 0; i < n; i++) {
		start[i + 1] += start[i];
		fill[i] = start[i];
		one[i] = 1;
	}
	for (size_t r = 0; r < n_rows; r++) {
		const struct linear_row *row = &linear->rows.at[r];

		for (size_t i = row->first; i < row->first + row->n; i++) {
			const struct linear_term *term = &linear->terms.at[i];

			index[fill[term->var]] = (int)r;
			value[fill[term->var]++] = term->coefficient;
		}
	}
	Clp_loadProblem(lp->model, (int)n, (int)n_rows, start, index, value, zero, one, zero,
			lp->low, lp->high);
	arena_destroy(arena);
}

struct lp *lp_create(const struct linear *linear, uint32_t n_rules)
{
	struct arena *arena = arena_create(1U << 16);
	struct lp *lp = arena_new(arena, struct lp);

	*lp = (struct lp){
		.arena = arena,
		.linear = linear,
		.model = Clp_newModel(),
		.n_words = BITS_WORDS(n_rules),
		.low = arena_array(arena, double, linear->rows.n),
		.high = arena_array(arena, double, linear->rows.n),
		.multiplier = arena_array(arena, int64_t, linear->rows.n),
		.sum = arena_array(arena, int64_t, linear->n_vars),
	};
	Clp_setLogLevel(lp->model, 0);
	load(lp);
	return lp;
}

void lp_destroy(struct lp *lp)
{
	if (lp == NULL)
		return;
	Clp_deleteModel(lp->model);
	arena_destroy(lp->arena);
}

static bool is_active(const struct linear_row *row, const uint64_t *active)
{
	return row->rule == LINEAR_DEFINITION || bits_has(active, row->rule);
}

static void set_bounds(struct lp *lp, const uint64_t *active)
{
	for (size_t r = 0; r < lp->linear->rows.n; r++) {
		const struct linear_row *row = &lp->linear->rows.at[r];
		bool on = is_active(row, active);

		lp->low[r] = on && row->low != LINEAR_NO_LOW ? (double)row->low : -1e30;
		lp->high[r] = on && row->high != LINEAR_NO_HIGH ? (double)row->high : 1e30;
	}
	Clp_chgRowLower(lp->model, lp->low);
	Clp_chgRowUpper(lp->model, lp->high);
}

/* Round ray * scale into lp->multiplier. False if a number would be too large. */
static bool round_ray(struct lp *lp, const double *ray, const uint64_t *active, double scale)
{
	for (size_t r = 0; r < lp->linear->rows.n; r++) {
		const struct linear_row *row = &lp->linear->rows.at[r];
		double wanted = round(ray[r] * scale);

		if (fabs(wanted) > 1e9)
			return false;
		lp->multiplier[r] = is_active(row, active) ? (int64_t)wanted : 0;
		if ((lp->multiplier[r] > 0 && row->low == LINEAR_NO_LOW) ||
		    (lp->multiplier[r] < 0 && row->high == LINEAR_NO_HIGH))
			lp->multiplier[r] = 0;
	}
	return true;
}

/* The rows, multiplied, summed up: over all variables, and what their bounds say. What
 * they allow (a negative demand) is counted as supply: "13 are needed, 12 can be had".
 * False: the numbers are too large. */
static bool add_up(struct lp *lp, int64_t *demand, int64_t *supply)
{
	memset(lp->sum, 0, lp->linear->n_vars * sizeof *lp->sum);
	for (size_t r = 0; r < lp->linear->rows.n; r++) {
		const struct linear_row *row = &lp->linear->rows.at[r];
		int64_t by = lp->multiplier[r], part;

		if (by == 0)
			continue;
		if (__builtin_mul_overflow(by, by > 0 ? row->low : row->high, &part) ||
		    (part > 0 && __builtin_add_overflow(*demand, part, demand)) ||
		    (part < 0 && __builtin_sub_overflow(*supply, part, supply)))
			return false;
		for (size_t i = row->first; i < row->first + row->n; i++) {
			const struct linear_term *term = &lp->linear->terms.at[i];

			if (__builtin_mul_overflow(by, term->coefficient, &part) ||
			    __builtin_add_overflow(lp->sum[term->var], part, &lp->sum[term->var]))
				return false;
		}
	}
	return true;
}

/* Do the rows, so multiplied, demand more than the variables can give? Exact. */
static bool argue(struct lp *lp, struct lp_argument *ret)
{
	int64_t demand = 0, supply = 0;

	if (!add_up(lp, &demand, &supply))
		return false;
	for (size_t i = 0; i < lp->linear->n_vars; i++)
		if (lp->sum[i] > 0 && __builtin_add_overflow(supply, lp->sum[i], &supply))
			return false;
	ret->demand = demand;
	ret->supply = supply;
	return supply < demand;
}

/* Where all that is demanded is counted alike, count it once. */
static void simplify(const struct lp *lp, struct lp_argument *argument)
{
	int64_t unit = 0;

	argument->plain = true;
	for (size_t r = 0; r < lp->linear->rows.n; r++) {
		const struct linear_row *row = &lp->linear->rows.at[r];
		int64_t by = lp->multiplier[r];

		if (by == 0 || (by > 0 ? row->low <= 0 : row->high >= 0))
			continue;
		argument->plain = argument->plain && (unit == 0 || llabs(by) == unit);
		unit = llabs(by);
	}
	if (!argument->plain || unit == 0)
		return;
	argument->demand /= unit;
	argument->supply /= unit;
}

/* The resources that the rows used are about. */
static struct weft_list about(const struct lp *lp, struct arena *arena)
{
	uint32_t n = 0, most = 0, *at;
	uint64_t *set;

	for (size_t r = 0; r < lp->linear->rows.n; r++)
		if (lp->linear->rows.at[r].resource > most)
			most = lp->linear->rows.at[r].resource;
	set = arena_array(arena, uint64_t, BITS_WORDS((size_t)most + 1));
	for (size_t r = 0; r < lp->linear->rows.n; r++)
		if (lp->multiplier[r] != 0 && lp->linear->rows.at[r].resource != 0)
			bits_add(set, lp->linear->rows.at[r].resource - 1);
	at = arena_array(arena, uint32_t, bits_count(set, BITS_WORDS((size_t)most + 1)));
	for (uint32_t i = 0; i < most; i++)
		if (bits_has(set, i))
			at[n++] = i;
	return (struct weft_list){at, n};
}

/* Find whole multipliers near the ray that make the argument hold. Small ones first:
 * they make sentences; the library's sign convention is tried both ways. */
static bool verify(struct lp *lp, const double *ray, const uint64_t *active,
		   struct lp_argument *ret)
{
	static const double scales[] = {1, 2, 3, 4, 6, 12, 60, 420, 2520, 1e4, 1e5, 1e6, 1e7};
	double smallest = HUGE_VAL, largest = 0;

	for (size_t r = 0; r < lp->linear->rows.n; r++) {
		double size = fabs(ray[r]);

		if (size > 1e-9 && size < smallest)
			smallest = size;
		if (size > largest)
			largest = size;
	}
	if (largest == 0)
		return false;
	for (size_t i = 0; i < 2 * sizeof scales / sizeof *scales; i++)
		for (int sign = -1; sign <= 1; sign += 2) {
			double unit = i % 2 == 0 ? smallest : largest;

			if (round_ray(lp, ray, active, sign * scales[i / 2] / unit) &&
			    argue(lp, ret))
				return true;
		}
	return false;
}

/* Where a clock counts work: an iteration of the simplex method for each entry of the matrix. */
static const double iteration_ns = 0.4;

/* As many iterations as the work that is left allows, whatever time they take. */
static void solve_counted(struct lp *lp, const struct deadline *deadline)
{
	double cost = iteration_ns * (double)(lp->linear->terms.n + lp->linear->rows.n + 1);
	double most = deadline_left(deadline) * 1e9 / cost;

	Clp_setMaximumIterations(lp->model, most < INT_MAX ? (int)most : INT_MAX);
	Clp_setMaximumSeconds(lp->model, deadline_real_left(deadline));
	(void)Clp_dual(lp->model, 0);
	clock_work_done(deadline->clock, (int64_t)(cost * (Clp_numberIterations(lp->model) + 1)));
	Clp_setMaximumIterations(lp->model, INT_MAX);
}

/* The library measures the processor's time, which on a busy machine is not that of the
 * deadline: it is let go on for a quarter of what is left at a time. */
static void solve(struct lp *lp, const struct deadline *deadline)
{
	enum { STOPPED = 3 };

	if (clock_counts_work(deadline->clock)) {
		solve_counted(lp, deadline);
		return;
	}
	do {
		double slice = deadline_left(deadline) / 4;

		Clp_setMaximumSeconds(lp->model, slice > 0.25 ? slice : 0.25);
		(void)Clp_dual(lp->model, 0);
	} while (Clp_status(lp->model) == STOPPED && !deadline_passed(deadline));
}

bool lp_refute(struct lp *lp, const uint64_t *active, const struct deadline *deadline,
	       uint64_t *core, struct lp_argument *ret, struct arena *arena)
{
	struct lp_argument argument = {0};
	double *ray;
	bool refuted;

	set_bounds(lp, active);
	solve(lp, deadline);
	if (Clp_status(lp->model) != 1)
		return false;
	ray = Clp_infeasibilityRay(lp->model);
	if (ray == NULL)
		return false;
	refuted = verify(lp, ray, active, &argument);
	Clp_freeRay(lp->model, ray);
	if (!refuted)
		return false;
	memset(core, 0, lp->n_words * sizeof *core);
	for (size_t r = 0; r < lp->linear->rows.n; r++)
		if (lp->multiplier[r] != 0 && lp->linear->rows.at[r].rule != LINEAR_DEFINITION)
			bits_add(core, lp->linear->rows.at[r].rule);
	if (ret != NULL) {
		simplify(lp, &argument);
		argument.resources = about(lp, arena);
		*ret = argument;
	}
	return true;
}
