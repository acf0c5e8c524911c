/* The cheapest changes that restore feasibility.
 *
 * Rules to give up: the implicit hitting-set method (Davies and Bacchus, CP 2011). A
 * set of rules to give up must hit every conflict. Take the cheapest set that hits the
 * conflicts known so far; if the other rules can hold, it is the cheapest of all;
 * otherwise the answer brings a new conflict. Further alternatives: the same, with
 * supersets of those already named excluded.
 *
 * Numbers: for a rule whose giving up alone restores feasibility, the least amount by
 * which its numbers must be loosened, by doubling and halving.
 */
#include "engine/proof/proof_internal.h"

#include <string.h>

struct relaxing {
	struct weft_proof *proof;
	struct arena *arena, *scratch;
	const struct deadline *deadline;
	int64_t default_price;
	VEC(const uint64_t *) conflicts; /* sets */
	VEC(uint64_t *) named;           /* answers already given */
};

static int64_t price_of(const struct relaxing *relaxing, uint32_t rule)
{
	int64_t price = relaxing->proof->model.rules.at[rule].price;

	return price == WEFT_NO_PRICE ? relaxing->default_price : price;
}

/* --- the cheapest hitting set, by branch and bound ----------------------- */

struct hitting {
	const struct relaxing *relaxing;
	uint64_t *chosen, *best;
	int64_t price, best_price; /* best_price INT64_MAX: none yet */
	size_t steps;
};

static bool holds_a_named_answer(const struct hitting *hitting)
{
	const struct relaxing *relaxing = hitting->relaxing;

	for (size_t i = 0; i < relaxing->named.n; i++)
		if (proof_is_subset(relaxing->proof, relaxing->named.at[i], hitting->chosen))
			return true;
	return false;
}

static const uint64_t *first_unhit(const struct hitting *hitting)
{
	const struct relaxing *relaxing = hitting->relaxing;

	for (size_t i = 0; i < relaxing->conflicts.n; i++)
		if (bits_count_both(relaxing->conflicts.at[i], hitting->chosen,
				    relaxing->proof->n_words) == 0)
			return relaxing->conflicts.at[i];
	return NULL;
}

/* Depth is bounded by the number of conflicts, steps by MOST_STEPS. */
static void hit(struct hitting *hitting)
{
	enum { MOST_STEPS = 2000000 };
	const struct relaxing *relaxing = hitting->relaxing;
	const uint64_t *conflict;

	if (hitting->price >= hitting->best_price || hitting->steps++ > MOST_STEPS ||
	    holds_a_named_answer(hitting))
		return;
	conflict = first_unhit(hitting);
	if (conflict == NULL) {
		hitting->best_price = hitting->price;
		memcpy(hitting->best, hitting->chosen,
		       relaxing->proof->n_words * sizeof *hitting->best);
		return;
	}
	for (uint32_t rule = 0; rule < relaxing->proof->n_rules; rule++) {
		if (!bits_has(conflict, rule) || price_of(relaxing, rule) < 0)
			continue;
		bits_add(hitting->chosen, rule);
		hitting->price += price_of(relaxing, rule);
		hit(hitting);
		hitting->price -= price_of(relaxing, rule);
		bits_remove(hitting->chosen, rule);
	}
}

/* --- alternatives -------------------------------------------------------- */

/* The next cheapest set, into set. False: there is none, or the deadline passed. */
static bool next_set(struct relaxing *relaxing, uint64_t *set, int64_t *ret_price)
{
	struct weft_proof *proof = relaxing->proof;
	uint64_t *rest = proof_new_set(proof, relaxing->scratch);

	while (!deadline_passed(relaxing->deadline)) {
		const struct known *core = NULL;
		struct hitting hitting = {
			.relaxing = relaxing,
			.chosen = proof_new_set(proof, relaxing->scratch),
			.best = set,
			.best_price = INT64_MAX,
		};
		enum weft_verdict verdict;

		hit(&hitting);
		if (hitting.best_price == INT64_MAX)
			return false;
		memset(rest, 0, proof->n_words * sizeof *rest);
		for (uint32_t rule = 0; rule < proof->n_rules; rule++)
			if (!bits_has(set, rule))
				bits_add(rest, rule);
		verdict = proof_ask(proof, rest, false, relaxing->deadline, &core);
		*ret_price = hitting.best_price;
		if (verdict != WEFT_INFEASIBLE)
			return verdict == WEFT_FEASIBLE;
		*vec_push(relaxing->scratch, &relaxing->conflicts) = core->rules;
	}
	return false;
}

/* --- numbers ------------------------------------------------------------- */

/* A copy of what the instance states, with other numbers and what follows from them.
 * Windows become wider by leaving out the meets that are then within. */
static struct linear loosen(const struct weft_proof *proof, uint32_t rule, int64_t by,
			    struct arena *scratch)
{
	const struct linear *linear = &proof->model.linear;
	const uint64_t *named = NULL;
	struct linear loosened;
	uint32_t window = 0;

	linear_init(&loosened, scratch);
	for (uint32_t i = 0; i < linear->n_vars; i++)
		(void)linear_new_var(&loosened);
	for (size_t r = 0; r < proof->model.n_stated; r++) {
		struct linear_row row = linear->rows.at[r];
		bool changes = row.rule == rule && row.numeric;

		if (changes && row.low != LINEAR_NO_LOW)
			row.low -= by * row.step;
		if (changes && row.high != LINEAR_NO_HIGH)
			row.high += by * row.step;
		linear_begin(&loosened, row.rule, row.low, row.high);
		loosened.rows.at[loosened.rows.n - 1].numeric = row.numeric;
		if (row.window != 0 && row.rule == rule && row.window != window) {
			named = model_named_times(&proof->model, row.window - 1);
			window = row.window;
		}
		for (size_t i = row.first; i < row.first + row.n; i++) {
			const struct linear_term *term = &linear->terms.at[i];

			if (row.window == 0 || row.rule != rule ||
			    (int64_t)model_outside(&proof->model, named, &row, term->var) > by)
				linear_add(&loosened, term->var, term->coefficient);
		}
		linear_end(&loosened);
	}
	linear_strengthen(&loosened);
	return loosened;
}

/* Can all rules hold if the rule's numbers are loosened by so much? */
static enum weft_verdict ask_loosened(struct relaxing *relaxing, uint32_t rule, int64_t by)
{
	struct weft_proof *proof = relaxing->proof;
	struct arena *scratch = arena_create(1U << 16);
	struct linear loosened = loosen(proof, rule, by, scratch);
	const uint64_t *all = proof_full_set(proof, scratch);
	uint64_t *core = proof_new_set(proof, scratch);
	enum weft_verdict verdict = WEFT_UNKNOWN;
	struct lp *lp;

	lp = lp_create(&loosened, proof->n_rules);
	if (lp_refute(lp, all, relaxing->deadline, core, NULL, scratch)) {
		verdict = WEFT_INFEASIBLE;
	} else {
		struct sat *sat = sat_create(&loosened, proof->n_rules, relaxing->deadline);
		enum sat_answer answer = sat == NULL
						 ? SAT_UNKNOWN
						 : sat_decide(sat, all, relaxing->deadline, NULL);

		if (answer != SAT_UNKNOWN)
			verdict = answer == SAT_YES ? WEFT_FEASIBLE : WEFT_INFEASIBLE;
		sat_destroy(sat);
	}
	lp_destroy(lp);
	arena_destroy(scratch);
	return verdict;
}

/* The least loosening that helps, or 0. *ret_least: was each smaller one refuted? */
static int64_t least_loosening(struct relaxing *relaxing, uint32_t rule, bool *ret_least)
{
	enum { MOST = 1 << 12 };
	int64_t too_little = 0, enough = 1;
	enum weft_verdict verdict = ask_loosened(relaxing, rule, enough);

	*ret_least = verdict != WEFT_UNKNOWN;
	while (verdict != WEFT_FEASIBLE) {
		if (verdict == WEFT_UNKNOWN || enough >= MOST)
			return 0;
		too_little = enough;
		enough *= 2;
		verdict = ask_loosened(relaxing, rule, enough);
	}
	while (enough - too_little > 1) {
		int64_t middle = too_little + (enough - too_little) / 2;

		verdict = ask_loosened(relaxing, rule, middle);
		*ret_least = *ret_least && verdict != WEFT_UNKNOWN;
		if (verdict == WEFT_FEASIBLE)
			enough = middle;
		else
			too_little = middle;
	}
	return enough;
}

struct weft_relaxations weft_proof_relaxations(struct weft_proof *proof, size_t max,
					       int64_t default_price,
					       const struct deadline *deadline, struct arena *arena)
{
	VEC(struct weft_relaxation) found = {0};
	struct relaxing relaxing = {
		.proof = proof,
		.arena = arena,
		.scratch = arena_create(1U << 16),
		.deadline = deadline,
		.default_price = default_price,
	};
	uint64_t *set = proof_new_set(proof, relaxing.scratch);
	int64_t price = 0;
	size_t n_sets;

	for (size_t i = 0; i < proof->known.n; i++)
		*vec_push(relaxing.scratch, &relaxing.conflicts) = proof->known.at[i].rules;
	while (found.n < max && next_set(&relaxing, set, &price)) {
		uint64_t *named = proof_new_set(proof, relaxing.scratch);

		memcpy(named, set, proof->n_words * sizeof *named);
		*vec_push(relaxing.scratch, &relaxing.named) = named;
		*vec_push(arena, &found) = (struct weft_relaxation){
			.rules = proof_list(proof, set, arena), .price = price, .least = true};
		if (found.at[found.n - 1].rules.n == 0)
			break; /* nothing need be given up */
	}
	n_sets = found.n;
	for (size_t i = 0; i < n_sets; i++) {
		const struct weft_relaxation drop = found.at[i];
		bool least = false;
		int64_t by;

		if (drop.rules.n != 1 || !proof->model.rules.at[drop.rules.at[0]].numeric)
			continue;
		by = least_loosening(&relaxing, drop.rules.at[0], &least);
		if (by > 0)
			*vec_push(arena, &found) = (struct weft_relaxation){drop.rules, drop.price,
									    by, least};
	}
	arena_destroy(relaxing.scratch);
	return (struct weft_relaxations){found.at, found.n};
}
