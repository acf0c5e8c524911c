#include "engine/proof/sat.h"

#include "base/divisor.h"
#include "base/vec.h"

#include <assert.h>
#include <ccadical.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Literals are those of the solver: variable v of the linear system is v + 1, the
 * selector of rule r is n_vars + r + 1, then come counters. */
struct sat {
	struct arena *arena, *scratch;
	const struct linear *linear;
	CCaDiCaL *solver;
	FILE *formula;           /* or NULL: also write each clause there */
	size_t n_clauses, n_put; /* n_put: literals */
	uint32_t n_rules;
	int n_literals;
	const struct deadline *deadline;
	bool late; /* the deadline passed while clauses were written: some are missing */
};

/* What is counted where a clock counts work: a literal written, and what the solver does from one
 * look at its end to the next, some ten conflicts or decisions with all that follows from them. */
enum { LITERAL_NS = 60, LOOK_NS = 60000 };

static int literal_of(uint32_t var, bool negated)
{
	assert(var < INT_MAX - 1);
	return negated ? -(int)(var + 1) : (int)(var + 1);
}

static int selector(const struct sat *sat, uint32_t rule)
{
	return literal_of(sat->linear->n_vars + rule, false);
}

static void put(struct sat *sat, int literal)
{
	if (literal == 0)
		sat->n_clauses++;
	sat->n_put++;
	ccadical_add(sat->solver, literal);
	if (sat->formula != NULL)
		(void)fprintf(sat->formula, literal == 0 ? "%d\n" : "%d ", literal);
}

/* A clause of up to three literals (0: none), under the rule's selector. */
static void clause(struct sat *sat, int a, int b, int c)
{
	const int at[] = {a, b, c};

	for (size_t i = 0; i < 3; i++)
		if (at[i] != 0)
			put(sat, at[i]);
	put(sat, 0);
}

uint32_t sat_new_var(struct sat *sat)
{
	return (uint32_t)sat->n_literals++;
}

/* A term of a counter: weight > 0. */
struct weighed {
	int literal;
	int64_t weight;
};

static int by_weight(const void *a, const void *b)
{
	int64_t x = ((const struct weighed *)a)->weight, y = ((const struct weighed *)b)->weight;

	return x < y ? 1 : x > y ? -1 : 0;
}

/* One layer of a counter: "the terms so far weigh at least sum" for each reachable
 * sum, ascending. */
struct layer {
	int64_t *sum;
	int *literal;
	size_t n;
};

/* The literal for "at least sum": that of the least reachable sum >= sum. 0: none. */
static int at_least(const struct layer *layer, int64_t sum)
{
	size_t low = 0, high = layer->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (layer->sum[middle] < sum)
			low = middle + 1;
		else
			high = middle;
	}
	return low < layer->n ? layer->literal[low] : 0;
}

/* Sums reachable by adding a weight, up to the bound; each with a new literal. */
static struct layer next_layer(struct sat *sat, const struct layer *layer, int64_t weight,
			       int64_t bound)
{
	struct layer next = {
		.sum = arena_array(sat->scratch, int64_t, layer->n * 2 + 1),
		.literal = arena_array(sat->scratch, int, layer->n * 2 + 1),
	};
	size_t i = 0, j = 0; /* j counts the sums with the weight: weight alone, then others */

	while (i < layer->n || j <= layer->n) {
		int64_t without = i < layer->n ? layer->sum[i] : INT64_MAX;
		int64_t with = j > layer->n ? INT64_MAX : weight + (j == 0 ? 0 : layer->sum[j - 1]);
		int64_t least = without < with ? without : with;

		i += without == least;
		j += with == least;
		if (least > bound)
			break;
		next.sum[next.n] = least;
		next.literal[next.n++] = literal_of(sat_new_var(sat), false);
	}
	return next;
}

static bool is_late(struct sat *sat)
{
	if (sat->deadline == NULL)
		return false;
	clock_work_done(sat->deadline->clock, (int64_t)sat->n_put * LITERAL_NS);
	sat->n_put = 0;
	return deadline_passed(sat->deadline);
}

static int out_of_time(void *state)
{
	const struct sat *sat = state;

	if (sat->deadline == NULL)
		return 0;
	clock_work_done(sat->deadline->clock, LOOK_NS);
	return deadline_passed(sat->deadline);
}

/* Count in steps of what all weights are multiples of: fewer sums. */
static void shorten(struct weighed *at, size_t n, int64_t *low, int64_t *bound)
{
	int64_t step = 0;

	for (size_t i = 0; i < n && step != 1; i++)
		step = divisor_greatest(at[i].weight, step);
	if (step <= 1)
		return;
	for (size_t i = 0; i < n; i++)
		at[i].weight /= step;
	*low = (*low + step - 1) / step;
	*bound /= step;
}

/* Do any two terms together exceed the bound, and none alone? */
static bool is_at_most_one(const struct weighed *at, size_t n, int64_t bound)
{
	int64_t least = INT64_MAX, second = INT64_MAX;

	for (size_t i = 0; i < n; i++) {
		if (at[i].weight > bound)
			return false;
		if (at[i].weight < least) {
			second = least;
			least = at[i].weight;
		} else if (at[i].weight < second) {
			second = at[i].weight;
		}
	}
	return n > 1 && second > bound - least;
}

struct literals {
	int *at;
	size_t n;
};

static struct literals new_literals(struct sat *sat, size_t n)
{
	struct literals new = {arena_array(sat->scratch, int, n), n};

	for (size_t i = 0; i < n; i++)
		new.at[i] = literal_of(sat_new_var(sat), false);
	return new;
}

/* Lay literals out in a square: each line and each column has a literal that holds where one of
 * its own does. */
static void lay_out(struct sat *sat, const struct literals *literals, struct literals *ret_lines,
		    struct literals *ret_columns)
{
	size_t side = 1;

	while (side * side < literals->n)
		side++;
	*ret_lines = new_literals(sat, (literals->n + side - 1) / side);
	*ret_columns = new_literals(sat, side);
	for (size_t i = 0; i < literals->n; i++) {
		clause(sat, -literals->at[i], ret_lines->at[i / side], 0);
		clause(sat, -literals->at[i], ret_columns->at[i % side], 0);
	}
}

/* At most one of the literals, if the guard literal holds (0: always). Few are told pair by
 * pair; of many at most one line and one column (Chen 2010), which takes two clauses a literal
 * and few variables. */
static void at_most_one(struct sat *sat, struct literals literals, int guard)
{
	enum { FEW = 5 };
	VEC(struct literals) left = {0};

	*vec_push(sat->scratch, &left) = literals;
	while (left.n > 0) {
		struct literals some = left.at[--left.n], lines, columns;

		for (size_t i = 0; some.n <= FEW && i < some.n; i++)
			for (size_t k = 0; k < i; k++)
				clause(sat, -some.at[i], -some.at[k], -guard);
		if (some.n <= FEW)
			continue;
		lay_out(sat, &some, &lines, &columns);
		*vec_push(sat->scratch, &left) = lines;
		*vec_push(sat->scratch, &left) = columns;
	}
}

/* The layer after one more term, which cannot exceed the bound alone. */
static struct layer add_layer(struct sat *sat, const struct layer *layer,
			      const struct weighed *term, int64_t bound)
{
	struct layer next = next_layer(sat, layer, term->weight, bound);

	for (size_t j = 0; j < layer->n; j++) {
		int64_t sum = layer->sum[j] + term->weight;
		int added = sum > bound ? 0 : at_least(&next, sum);

		clause(sat, -layer->literal[j], at_least(&next, layer->sum[j]), 0);
		if (added != 0)
			clause(sat, -term->literal, -layer->literal[j], added);
	}
	clause(sat, -term->literal, at_least(&next, term->weight), 0);
	/* Larger sums imply smaller ones. */
	for (size_t j = 1; j < next.n; j++)
		clause(sat, -next.literal[j], next.literal[j - 1], 0);
	return next;
}

/* The other direction: a sum is only reached where the terms reach it. */
static void bind_layer(struct sat *sat, const struct layer *layer, const struct layer *next,
		       const struct weighed *term)
{
	for (size_t j = 0; j < next->n; j++) {
		int without = at_least(layer, next->sum[j]);
		int with = at_least(layer, next->sum[j] - term->weight);

		clause(sat, -next->literal[j], without, term->literal);
		if (next->sum[j] > term->weight)
			clause(sat, -next->literal[j], with != 0 ? with : without, 0);
	}
}

/* low <= sum of weight * literal <= bound by layers; low 0: any. The terms are sorted. */
static void add_up(struct sat *sat, struct weighed *at, size_t n, int64_t low, int64_t bound,
		   int guard)
{
	struct layer layer = {0};

	shorten(at, n, &low, &bound);
	qsort(at, n, sizeof *at, by_weight);
	for (size_t i = 0; i < n && !sat->late; i++) {
		if (at[i].weight > bound) {
			clause(sat, -at[i].literal, -guard, 0);
			continue;
		}
		for (size_t j = 0; j < layer.n; j++)
			if (layer.sum[j] + at[i].weight > bound) {
				clause(sat, -at[i].literal, -layer.literal[j], -guard);
				break;
			}
		if (i + 1 < n || low > 0) {
			struct layer before = layer;

			layer = add_layer(sat, &before, &at[i], bound);
			if (low > 0)
				bind_layer(sat, &before, &layer, &at[i]);
		}
		sat->late = out_of_time(sat) != 0;
	}
	if (low > 0)
		clause(sat, at_least(&layer, low), -guard, 0);
}

/* sum of weight * literal <= bound, if the guard literal holds (0: always). */
static void count(struct sat *sat, struct weighed *at, size_t n, int64_t bound, int guard)
{
	int64_t total = 0;

	for (size_t i = 0; i < n; i++)
		total += at[i].weight;
	if (total <= bound)
		return;
	if (bound < 0) {
		clause(sat, -guard, 0, 0);
		return;
	}
	if (is_at_most_one(at, n, bound)) {
		struct literals literals = {arena_array(sat->scratch, int, n), n};

		for (size_t i = 0; i < n; i++)
			literals.at[i] = at[i].literal;
		at_most_one(sat, literals, guard);
		return;
	}
	add_up(sat, at, n, 0, bound, guard);
}

/* low <= sum: at least one, or all, as plain clauses; otherwise by the complement. */
static void put_low(struct sat *sat, struct weighed *at, size_t n, int64_t low, int guard)
{
	int64_t total = 0;
	bool plain = true;

	for (size_t i = 0; i < n; i++) {
		total += at[i].weight;
		plain = plain && at[i].weight >= low;
	}
	if (low <= 0)
		return;
	if (plain) {
		if (guard != 0)
			put(sat, -guard);
		for (size_t i = 0; i < n; i++)
			put(sat, at[i].literal);
		put(sat, 0);
		return;
	}
	for (size_t i = 0; i < n; i++)
		at[i].literal = -at[i].literal;
	count(sat, at, n, total - low, guard);
}

/* low <= sum <= high by one counter that follows the terms in both directions, of them or of their
 * complement: whichever has fewer sums. False: nothing is put, two counters do as well. */
static bool put_between(struct sat *sat, struct weighed *at, size_t n, int64_t low, int64_t high,
			int guard)
{
	int64_t total = 0, least = INT64_MAX;

	for (size_t i = 0; i < n; i++) {
		total += at[i].weight;
		least = at[i].weight < least ? at[i].weight : least;
	}
	if (low <= 0 || high >= total || low > high || least >= low || least >= total - high)
		return false;
	if (total - low < high) {
		int64_t was = low;

		for (size_t i = 0; i < n; i++)
			at[i].literal = -at[i].literal;
		low = total - high;
		high = total - was;
	}
	add_up(sat, at, n, low, high, guard);
	return true;
}

static void put_row(struct sat *sat, const struct linear_row *row, int guard)
{
	struct weighed *at = arena_array(sat->scratch, struct weighed, row->n);
	struct weighed *again = arena_array(sat->scratch, struct weighed, row->n);
	int64_t shift = 0;

	for (size_t i = 0; i < row->n; i++) {
		const struct linear_term *term = &sat->linear->terms.at[row->first + i];
		bool negative = term->coefficient < 0;

		/* c * x with c < 0 is c + |c| * (not x). */
		at[i].literal = literal_of(term->var, negative);
		at[i].weight = negative ? -(int64_t)term->coefficient : term->coefficient;
		shift += negative ? at[i].weight : 0;
	}
	memcpy(again, at, row->n * sizeof *at);
	if (row->low == LINEAR_NO_LOW || row->high == LINEAR_NO_HIGH ||
	    !put_between(sat, at, row->n, row->low + shift, row->high + shift, guard)) {
		if (row->high != LINEAR_NO_HIGH)
			count(sat, at, row->n, row->high + shift, guard);
		if (row->low != LINEAR_NO_LOW)
			put_low(sat, again, row->n, row->low + shift, guard);
	}
	arena_reset(sat->scratch);
}

static struct sat *create(const struct linear *linear, uint32_t n_rules)
{
	struct arena *arena = arena_create(1U << 12);
	struct sat *sat = arena_new(arena, struct sat);

	*sat = (struct sat){
		.arena = arena,
		.scratch = arena_create(1U << 16),
		.linear = linear,
		.solver = ccadical_init(),
		.n_rules = n_rules,
		.n_literals = (int)(linear->n_vars + n_rules),
	};
	ccadical_set_option(sat->solver, "quiet", 1);
	return sat;
}

struct sat *sat_create(const struct linear *linear, uint32_t n_rules,
		       const struct deadline *deadline)
{
	struct sat *sat = create(linear, n_rules);

	sat->deadline = deadline;
	for (size_t r = 0; r < linear->rows.n && !sat->late; r++) {
		const struct linear_row *row = &linear->rows.at[r];

		put_row(sat, row, row->rule == LINEAR_DEFINITION ? 0 : selector(sat, row->rule));
		sat->late = sat->late || is_late(sat);
	}
	sat->deadline = NULL;
	if (sat->late) {
		sat_destroy(sat);
		return NULL;
	}
	ccadical_set_terminate(sat->solver, sat, out_of_time);
	return sat;
}

void sat_destroy(struct sat *sat)
{
	if (sat == NULL)
		return;
	ccadical_release(sat->solver);
	arena_destroy(sat->scratch);
	arena_destroy(sat->arena);
}

void sat_assume(struct sat *sat, uint32_t var, bool value)
{
	ccadical_assume(sat->solver, literal_of(var, !value));
}

void sat_add_clause(struct sat *sat, const struct sat_literal *at, size_t n)
{
	for (size_t i = 0; i < n; i++)
		put(sat, literal_of(at[i].var, at[i].negated));
	put(sat, 0);
}

enum sat_answer sat_decide(struct sat *sat, const uint64_t *active, const struct deadline *deadline,
			   uint64_t *core)
{
	int answer;

	for (uint32_t rule = 0; rule < sat->n_rules; rule++)
		if (bits_has(active, rule))
			ccadical_assume(sat->solver, selector(sat, rule));
	sat->deadline = deadline;
	answer = ccadical_solve(sat->solver);
	sat->deadline = NULL;
	if (answer == 20 && core != NULL) {
		memset(core, 0, BITS_WORDS(sat->n_rules) * sizeof *core);
		for (uint32_t rule = 0; rule < sat->n_rules; rule++)
			if (bits_has(active, rule) &&
			    ccadical_failed(sat->solver, selector(sat, rule)) != 0)
				bits_add(core, rule);
	}
	return answer == 10 ? SAT_YES : answer == 20 ? SAT_NO : SAT_UNKNOWN;
}

bool sat_value(struct sat *sat, uint32_t var)
{
	return ccadical_val(sat->solver, literal_of(var, false)) > 0;
}

bool sat_failed(struct sat *sat, uint32_t var, bool value)
{
	return ccadical_failed(sat->solver, literal_of(var, !value)) != 0;
}

/* Of fixed width, so that it can be written again when the numbers are known. */
static void write_header(const struct sat *sat)
{
	rewind(sat->formula);
	(void)fprintf(sat->formula, "p cnf %10d %10zu\n", sat->n_literals, sat->n_clauses);
}

static void write_learnt(void *state, int *learnt)
{
	FILE *proof = state;

	for (; *learnt != 0; learnt++)
		(void)fprintf(proof, "%d ", *learnt);
	(void)fprintf(proof, "0\n");
}

enum sat_answer sat_write_proof(const struct linear *linear, uint32_t n_rules,
				const uint64_t *active, const struct deadline *deadline,
				FILE *formula, FILE *proof)
{
	/* Techniques that derive clauses without telling the listener, or that change
	 * the set of models. What is left is plain clause learning: every clause it
	 * uses is one it has told. */
	static const char *const silent[] = {
		"block",   "compact",     "condition",   "cover",        "decompose", "elim",
		"ternary", "transred",    "vivify",      "subsume",      "probe",     "lucky",
		"walk",    "deduplicate", "instantiate", "inprocessing",
	};
	struct sat *sat = create(linear, n_rules);
	enum sat_answer answer;

	for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
		ccadical_set_option(sat->solver, silent[i], 0);
	ccadical_set_learn(sat->solver, proof, INT_MAX, write_learnt);
	sat->formula = formula;
	write_header(sat);
	for (size_t r = 0; r < linear->rows.n && !deadline_passed(deadline); r++) {
		const struct linear_row *row = &linear->rows.at[r];

		if (row->rule == LINEAR_DEFINITION || bits_has(active, row->rule))
			put_row(sat, row, 0);
	}
	ccadical_set_terminate(sat->solver, sat, out_of_time);
	write_header(sat);
	sat->deadline = deadline;
	answer = !deadline_passed(deadline) && ccadical_solve(sat->solver) == 20 ? SAT_NO
										 : SAT_UNKNOWN;
	if (answer == SAT_NO)
		(void)fprintf(proof, "0\n");
	sat_destroy(sat);
	return answer;
}
