#include "engine/proof.h"

#include "engine/proof/proof_internal.h"

#include <string.h>

bool weft_proof_create(struct weft_proof **ret, const struct weft_instance *instance,
		       const struct weft_proof_options *options, struct err *err)
{
	static const struct weft_proof_options none = {0};
	struct arena *arena = arena_create(1U << 16);
	struct weft_proof *proof = arena_new(arena, struct weft_proof);

	proof->arena = arena;
	if (!model_build(&proof->model, instance, options != NULL ? options : &none, arena, err)) {
		arena_destroy(arena);
		return false;
	}
	proof->values = arena_array(arena, unsigned char, proof->model.linear.n_vars);
	proof->n_rules = (uint32_t)proof->model.rules.n;
	proof->n_words = BITS_WORDS(proof->n_rules);
	*ret = proof;
	return true;
}

void weft_proof_destroy(struct weft_proof *proof)
{
	if (proof == NULL)
		return;
	lp_destroy(proof->lp);
	local_destroy(proof->local);
	sat_destroy(proof->sat);
	arena_destroy(proof->arena);
}

struct weft_rules weft_proof_rules(const struct weft_proof *proof)
{
	return (struct weft_rules){proof->model.rules.at, proof->n_rules};
}

struct weft_sentences weft_proof_not_covered(const struct weft_proof *proof)
{
	return (struct weft_sentences){proof->model.not_covered.at, proof->model.not_covered.n};
}

struct weft_proof_size weft_proof_size(const struct weft_proof *proof)
{
	return (struct weft_proof_size){
		.variables = proof->model.linear.n_vars,
		.rows = proof->model.linear.rows.n,
		.terms = proof->model.linear.terms.n,
	};
}

uint64_t *proof_new_set(const struct weft_proof *proof, struct arena *arena)
{
	return arena_array(arena, uint64_t, proof->n_words);
}

uint64_t *proof_full_set(const struct weft_proof *proof, struct arena *arena)
{
	uint64_t *set = proof_new_set(proof, arena);

	for (uint32_t rule = 0; rule < proof->n_rules; rule++)
		bits_add(set, rule);
	return set;
}

bool proof_is_subset(const struct weft_proof *proof, const uint64_t *a, const uint64_t *b)
{
	for (size_t i = 0; i < proof->n_words; i++)
		if ((a[i] & ~b[i]) != 0)
			return false;
	return true;
}

struct weft_list proof_list(const struct weft_proof *proof, const uint64_t *set,
			    struct arena *arena)
{
	uint32_t *at = arena_array(arena, uint32_t, bits_count(set, proof->n_words));
	uint32_t n = 0;

	for (uint32_t rule = 0; rule < proof->n_rules; rule++)
		if (bits_has(set, rule))
			at[n++] = rule;
	return (struct weft_list){at, n};
}

static const struct known *remember(struct weft_proof *proof, const struct known *known)
{
	struct known *kept = vec_push(proof->arena, &proof->known);

	*kept = *known;
	kept->rules = proof_new_set(proof, proof->arena);
	memcpy(kept->rules, known->rules, proof->n_words * sizeof *kept->rules);
	return kept;
}

static const struct known *find_known(const struct weft_proof *proof, const uint64_t *rules)
{
	for (size_t i = 0; i < proof->known.n; i++)
		if (proof_is_subset(proof, proof->known.at[i].rules, rules))
			return &proof->known.at[i];
	return NULL;
}

/* Of one resource after the other, or of all together. */
static bool count(struct weft_proof *proof, bool locally, const uint64_t *rules,
		  const struct deadline *deadline, const struct known **ret)
{
	struct arena *scratch = arena_create(1U << 12);
	struct known known = {.rules = proof_new_set(proof, scratch), .argument = WEFT_BY_COUNTING};
	struct lp_argument argument = {0};
	bool refuted;

	if (deadline_passed(deadline)) {
		arena_destroy(scratch);
		return false;
	}
	if (locally) {
		if (proof->local == NULL)
			proof->local = local_create(&proof->model.linear, proof->n_rules);
		refuted = local_refute(proof->local, rules, deadline, known.rules, &argument,
				       proof->arena);
	} else {
		if (proof->lp == NULL)
			proof->lp = lp_create(&proof->model.linear, proof->n_rules);
		refuted = lp_refute(proof->lp, rules, deadline, known.rules, &argument,
				    proof->arena);
	}
	if (refuted) {
		known.demand = argument.demand;
		known.supply = argument.supply;
		known.plain = argument.plain;
		known.resources = argument.resources;
		*ret = remember(proof, &known);
	}
	arena_destroy(scratch);
	return refuted;
}

bool proof_count(struct weft_proof *proof, const uint64_t *rules, const struct deadline *deadline,
		 const struct known **ret)
{
	return count(proof, false, rules, deadline, ret);
}

void proof_keep_values(struct weft_proof *proof)
{
	for (uint32_t i = 0; i < proof->model.linear.n_vars; i++)
		proof->values[i] = sat_value(proof->sat, i);
	proof->has_solution = true;
	proof->solved = NULL;
}

static void remember_held(struct weft_proof *proof, const uint64_t *rules)
{
	uint64_t *held = proof_new_set(proof, proof->arena);

	memcpy(held, rules, proof->n_words * sizeof *held);
	*vec_push(proof->arena, &proof->held) = held;
	proof->solved = held;
}

bool proof_has_solver(struct weft_proof *proof, const struct deadline *deadline)
{
	if (proof->sat == NULL)
		proof->sat = sat_create(&proof->model.linear, proof->n_rules, deadline);
	return proof->sat != NULL;
}

static enum weft_verdict search_by_clauses(struct weft_proof *proof, const uint64_t *rules,
					   const struct deadline *deadline,
					   const struct known **ret)
{
	struct arena *scratch = arena_create(1U << 12);
	struct known known = {.rules = proof_new_set(proof, scratch), .argument = WEFT_BY_SEARCH};
	enum weft_verdict verdict = WEFT_UNKNOWN;

	if (!proof_has_solver(proof, deadline)) {
		arena_destroy(scratch);
		return WEFT_UNKNOWN;
	}
	switch (sat_decide(proof->sat, rules, deadline, known.rules)) {
	case SAT_YES:
		proof_keep_values(proof);
		remember_held(proof, rules);
		verdict = WEFT_FEASIBLE;
		break;
	case SAT_NO:
		*ret = remember(proof, &known);
		verdict = WEFT_INFEASIBLE;
		break;
	case SAT_UNKNOWN:
		break;
	}
	arena_destroy(scratch);
	return verdict;
}

static struct deadline sooner(const struct deadline *deadline, double seconds)
{
	double left = deadline_left(deadline);

	return deadline_in(deadline->clock, seconds < left ? seconds : left);
}

static bool find_by_mip(struct weft_proof *proof, const uint64_t *rules,
			const struct deadline *deadline)
{
	/* The library looks at its clock only between linear programs. */
	enum { MOST_TERMS = 300000 };

	if (proof->model.linear.terms.n > MOST_TERMS || deadline_passed(deadline))
		return false;
	proof->has_solution = mip_find(&proof->model.linear, rules, deadline, proof->values);
	if (proof->has_solution)
		remember_held(proof, rules);
	return proof->has_solution;
}

enum method { BY_COUNTING_LOCALLY, BY_COUNTING, BY_MIP, BY_CLAUSES };

/* A method and how much of the time left it may take. */
struct step {
	enum method method;
	int percent;
	double seconds; /* and never more than this; 0: no such bound */
};

static enum weft_verdict take_step(struct weft_proof *proof, const uint64_t *rules,
				   const struct step *step, const struct deadline *deadline,
				   const struct known **ret)
{
	double seconds = deadline_left(deadline) * step->percent / 100;
	struct deadline end = sooner(
		deadline, step->seconds > 0 && step->seconds < seconds ? step->seconds : seconds);

	switch (step->method) {
	case BY_COUNTING_LOCALLY:
		return count(proof, true, rules, &end, ret) ? WEFT_INFEASIBLE : WEFT_UNKNOWN;
	case BY_COUNTING:
		return proof_count(proof, rules, &end, ret) ? WEFT_INFEASIBLE : WEFT_UNKNOWN;
	case BY_MIP:
		return find_by_mip(proof, rules, &end) ? WEFT_FEASIBLE : WEFT_UNKNOWN;
	case BY_CLAUSES:
		return search_by_clauses(proof, rules, &end, ret);
	}
	return WEFT_UNKNOWN;
}

/* Clauses decide most things at once. What they do not is often plain counting: the
 * linear program refutes it, or integer programming finds a timetable; and then clauses
 * get the rest of the time. Counting that costs little is asked first, for pigeonholes cost
 * clauses much: in a large system of single resources, then of all together for a moment.
 * Where the caller knows better, it says so. */
static const struct step *steps_for(const struct weft_proof *proof, bool counting_only,
				    size_t *ret_n)
{
	static const struct step usual[] = {
		{BY_COUNTING_LOCALLY, 20, 2}, {BY_COUNTING, 10, 2}, {BY_CLAUSES, 30, 10},
		{BY_COUNTING, 30, 0},         {BY_MIP, 40, 0},      {BY_CLAUSES, 100, 0}};
	static const struct step counts[] = {
		{BY_MIP, 40, 0}, {BY_COUNTING, 70, 0}, {BY_CLAUSES, 100, 0}};
	static const struct step small[] = {
		{BY_COUNTING, 20, 1}, {BY_CLAUSES, 20, 2}, {BY_MIP, 40, 0}, {BY_CLAUSES, 100, 0}};
	enum { SMALL_TERMS = 50000 };

	if (proof->model.options->clauses_only) {
		*ret_n = counting_only ? 0 : 1;
		return &usual[sizeof usual / sizeof *usual - 1];
	}
	if (counting_only) {
		bool large = proof->model.linear.terms.n > SMALL_TERMS;

		*ret_n = 1;
		return large && !proof->model.options->counting ? &usual[0] : &counts[1];
	}
	if (!proof->model.options->counting && proof->model.linear.terms.n <= SMALL_TERMS) {
		*ret_n = 4;
		return small;
	}
	*ret_n = proof->model.options->counting ? 3 : sizeof usual / sizeof *usual;
	return proof->model.options->counting ? counts : usual;
}

/* One method after the other, until one knows. */
static enum weft_verdict take_steps(struct weft_proof *proof, const uint64_t *rules,
				    bool counting_only, const struct deadline *deadline,
				    const struct known **ret)
{
	enum weft_verdict verdict = WEFT_UNKNOWN;
	size_t n_steps;
	const struct step *steps = steps_for(proof, counting_only, &n_steps);

	proof->has_solution = false;
	for (size_t i = 0; verdict == WEFT_UNKNOWN && i < n_steps; i++)
		verdict = take_step(proof, rules, &steps[i], deadline, ret);
	return verdict;
}

enum weft_verdict proof_ask(struct weft_proof *proof, const uint64_t *rules, bool counting_only,
			    const struct deadline *deadline, const struct known **ret_core)
{
	const struct known *known = find_known(proof, rules);
	enum weft_verdict verdict = WEFT_INFEASIBLE;

	for (size_t i = 0; known == NULL && i < proof->held.n; i++)
		if (proof_is_subset(proof, rules, proof->held.at[i])) {
			proof->has_solution = proof->has_solution && proof->solved != NULL &&
					      proof_is_subset(proof, rules, proof->solved);
			return WEFT_FEASIBLE;
		}
	if (known == NULL)
		verdict = take_steps(proof, rules, counting_only, deadline, &known);
	if (verdict == WEFT_INFEASIBLE && ret_core != NULL)
		*ret_core = known;
	return verdict;
}

uint64_t *proof_set_of(const struct weft_proof *proof, const struct weft_list *rules,
		       struct arena *arena)
{
	uint64_t *set;

	if (rules == NULL)
		return proof_full_set(proof, arena);
	set = proof_new_set(proof, arena);
	for (uint32_t i = 0; i < rules->n; i++)
		bits_add(set, rules->at[i]);
	return set;
}

enum weft_verdict weft_proof_decide(struct weft_proof *proof, const struct weft_list *rules,
				    const struct deadline *deadline)
{
	struct arena *scratch = arena_create(1U << 12);
	const uint64_t *set = proof_set_of(proof, rules, scratch);
	enum weft_verdict verdict = proof_ask(proof, set, false, deadline, NULL);

	/* A remembered "feasible" leaves no solution: look for it again. */
	if (verdict == WEFT_FEASIBLE && !proof->has_solution) {
		const struct known *core = NULL;

		verdict = take_steps(proof, set, false, deadline, &core);
	}
	arena_destroy(scratch);
	return verdict;
}

enum weft_verdict weft_proof_write(struct weft_proof *proof, const struct weft_list *rules,
				   const struct deadline *deadline, FILE *formula, FILE *drat)
{
	struct arena *scratch = arena_create(1U << 12);
	const uint64_t *held = proof_set_of(proof, rules, scratch);
	enum sat_answer answer = sat_write_proof(&proof->model.linear, proof->n_rules, held,
						 deadline, formula, drat);

	arena_destroy(scratch);
	return answer == SAT_NO ? WEFT_INFEASIBLE : WEFT_UNKNOWN;
}

/* The chosen placements of an event, in order; durations and then details. */
static void write_event(const struct weft_proof *proof, uint32_t event,
			struct weft_solution *solution)
{
	const struct model *model = &proof->model;
	const struct weft_event *e = &model->instance->events[event];
	struct arena *scratch = arena_create(1U << 10);
	int32_t *durations = arena_array(scratch, int32_t, (size_t)e->duration);
	uint32_t *chosen = arena_array(scratch, uint32_t, (size_t)e->duration);
	struct err err = {0};
	uint32_t n = 0;

	for (uint32_t p = model->first_placement[event]; p < model->first_placement[event + 1]; p++)
		if (proof->values[model->placements.at[p].var] != 0) {
			chosen[n] = p;
			durations[n++] = model->placements.at[p].duration;
		}
	(void)weft_solution_set_meets(solution, event, durations, n, &err);
	for (uint32_t i = 0; i < n; i++) {
		const struct placement *at = &model->placements.at[chosen[i]];

		if (weft_solution_may_start(solution, e->first_meet + i, at->start))
			weft_solution_set_time(solution, e->first_meet + i, at->start);
		for (uint32_t k = at->first_choice; k < at->first_choice + at->n_choices; k++) {
			const struct choice *choice = &model->choices.at[k];

			if (proof->values[choice->var] != 0)
				weft_solution_set_resource(solution, e->first_meet + i,
							   choice->need - e->first_resource,
							   choice->resource);
		}
	}
	arena_destroy(scratch);
}

void weft_proof_solution(struct weft_proof *proof, struct weft_solution *solution)
{
	for (uint32_t event = 0; event < proof->model.instance->n_events; event++)
		write_event(proof, event, solution);
}
