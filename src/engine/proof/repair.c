/* Repair with the least disturbance.
 *
 * Each meet of the given timetable is a wish: its variable y should stay true. The
 * number of wishes given up is bounded by a sequential counter; the bound grows 0, 1,
 * 2, 4, 8 ... until a timetable exists, then the gap is halved. Most repairs move few
 * meets, so the small bounds decide, and each is decided exactly.
 */
#include "engine/proof/proof_internal.h"

struct wishes {
	struct weft_proof *proof;
	const uint64_t *rules; /* that must hold */
	VEC(uint32_t) vars;    /* y of each meet that may move, or what stands for a wish */
	VEC(uint32_t) locked;  /* y of each meet that must not */
	const struct deadline *deadline;
};

/* The placement equal to a meet that no other meet has taken, or NULL. */
static const struct placement *find_placement(const struct model *model,
					      const struct weft_meet *meet, bool *taken)
{
	for (uint32_t p = model->first_placement[meet->event];
	     p < model->first_placement[meet->event + 1]; p++) {
		const struct placement *at = &model->placements.at[p];

		if (at->start == meet->start && at->duration == meet->duration && !taken[p]) {
			taken[p] = true;
			return at;
		}
	}
	return NULL;
}

/* Returns how many meets cannot be kept whatever is done: the model has no such
 * placement. False if one of those is locked. */
static bool collect(struct wishes *wishes, struct weft_solution *solution,
		    const struct weft_list *locked, struct arena *arena, uint32_t *ret_lost)
{
	const struct model *model = &wishes->proof->model;
	bool *taken = arena_array(arena, bool, model->placements.n);
	bool *is_locked = arena_array(arena, bool, model->instance->n_meets);

	for (uint32_t i = 0; locked != NULL && i < locked->n; i++)
		is_locked[locked->at[i]] = true;
	*ret_lost = 0;
	for (uint32_t e = 0; e < model->instance->n_events; e++) {
		uint32_t first = model->instance->events[e].first_meet;

		for (uint32_t m = first; m < first + weft_solution_n_meets(solution, e); m++) {
			const struct weft_meet *meet = weft_solution_meet(solution, m);
			const struct placement *at = find_placement(model, meet, taken);

			if (at != NULL && is_locked[m])
				*vec_push(arena, &wishes->locked) = at->var;
			else if (at != NULL && meet->start != WEFT_NONE)
				*vec_push(arena, &wishes->vars) = at->var;
			else if (is_locked[m])
				return false;
			else
				*ret_lost += meet->start != WEFT_NONE;
		}
	}
	return true;
}

/* Variables "at least j + 1 wishes are given up", j < n: the last layer of a counter
 * that is exact up to n. */
static uint32_t *count_given_up(struct wishes *wishes, size_t n, struct arena *arena)
{
	struct sat *sat = wishes->proof->sat;
	uint32_t *before = arena_array(arena, uint32_t, n);
	uint32_t *now = arena_array(arena, uint32_t, n);
	size_t n_before = 0;

	for (size_t i = 0; i < wishes->vars.n; i++) {
		size_t n_now = i + 1 < n ? i + 1 : n;
		uint32_t *swap;

		for (size_t j = 0; j < n_now; j++) {
			now[j] = sat_new_var(sat);
			/* wish given up and j before: at least j + 1 */
			sat_add_clause(sat,
				       (struct sat_literal[]){{wishes->vars.at[i], false},
							      {now[j], false},
							      {j > 0 ? before[j - 1] : 0, true}},
				       j > 0 ? 3 : 2);
			if (j < n_before)
				sat_add_clause(
					sat,
					(struct sat_literal[]){{before[j], true}, {now[j], false}},
					2);
		}
		swap = before;
		before = now;
		now = swap;
		n_before = n_now;
	}
	return before;
}

static enum sat_answer ask(struct wishes *wishes, const uint32_t *counter, size_t bound)
{
	struct sat *sat = wishes->proof->sat;

	for (size_t i = 0; i < wishes->locked.n; i++)
		sat_assume(sat, wishes->locked.at[i], true);
	for (size_t i = 0; bound == 0 && i < wishes->vars.n; i++)
		sat_assume(sat, wishes->vars.at[i], true);
	if (bound > 0 && bound < wishes->vars.n)
		sat_assume(sat, counter[bound], false);
	return sat_decide(sat, wishes->rules, wishes->deadline, NULL);
}

/* The least bound that can be met, by doubling and halving. SAT_YES leaves the solver
 * with its timetable. */
static enum sat_answer search(struct wishes *wishes, struct arena *arena, size_t *ret_bound,
			      bool *ret_least)
{
	size_t n = wishes->vars.n, too_few = 0, enough = 1;
	enum sat_answer answer = ask(wishes, NULL, 0);
	const uint32_t *counter = NULL;

	*ret_least = answer != SAT_UNKNOWN;
	*ret_bound = 0;
	if (answer != SAT_NO)
		return answer;
	for (;; enough *= 2) {
		counter = count_given_up(wishes, enough < n ? enough + 1 : n, arena);
		answer = ask(wishes, counter, enough);
		*ret_least = *ret_least && answer != SAT_UNKNOWN;
		if (answer == SAT_YES || enough >= n || deadline_passed(wishes->deadline))
			break;
		too_few = enough;
	}
	if (answer != SAT_YES)
		return answer;
	while (enough - too_few > 1) {
		size_t middle = too_few + (enough - too_few) / 2;

		answer = ask(wishes, counter, middle);
		*ret_least = *ret_least && answer != SAT_UNKNOWN;
		if (answer == SAT_YES)
			enough = middle;
		else
			too_few = middle;
	}
	*ret_bound = enough;
	if (answer == SAT_YES)
		return answer;
	{
		/* The last question failed: ask again for the bound that holds. */
		const struct deadline *deadline = wishes->deadline;
		const struct deadline never = {deadline->clock, INT64_MAX};

		wishes->deadline = &never;
		answer = ask(wishes, counter, enough);
		wishes->deadline = deadline;
	}
	return answer;
}

static enum weft_verdict finish(struct wishes *wishes, enum sat_answer answer)
{
	struct weft_proof *proof = wishes->proof;

	if (answer == SAT_YES)
		proof_keep_values(proof);
	proof->has_solution = answer == SAT_YES;
	return answer == SAT_YES  ? WEFT_FEASIBLE
	       : answer == SAT_NO ? WEFT_INFEASIBLE
				  : WEFT_UNKNOWN;
}

/* ---- Wishes that name who ---- */

/* Is the choice what the wish asks of its meet? */
static bool grants(const struct model *model, const struct placement *at, uint32_t choice,
		   const struct weft_wish *wish)
{
	const struct choice *c = &model->choices.at[at->first_choice + choice];

	return c->need == model->instance->events[wish->event].first_resource + wish->need &&
	       c->resource == wish->resource;
}

/* The variables any of which grants a wish: of one copy of the meet where nobody is named,
 * of all copies otherwise, for copies are alike. */
static size_t find_grants(const struct model *model, const struct weft_wish *wish, bool *taken,
			  uint32_t *ret)
{
	size_t n = 0;

	for (uint32_t p = model->first_placement[wish->event];
	     p < model->first_placement[wish->event + 1]; p++) {
		const struct placement *at = &model->placements.at[p];

		if (at->start != wish->start ||
		    (wish->duration != 0 && at->duration != wish->duration))
			continue;
		if (wish->resource == WEFT_NONE) {
			if (taken[p])
				continue;
			taken[p] = true;
			ret[0] = at->var;
			return 1;
		}
		for (uint32_t c = 0; c < at->n_choices; c++)
			if (grants(model, at, c, wish))
				ret[n++] = model->choices.at[at->first_choice + c].var;
	}
	return n;
}

/* Returns how many wishes cannot be kept whatever is done. */
static uint32_t collect_wishes(struct wishes *wishes, const struct weft_wishes *asked,
			       struct arena *arena)
{
	const struct model *model = &wishes->proof->model;
	bool *taken = arena_array(arena, bool, model->placements.n);
	uint32_t *vars = arena_array(arena, uint32_t, model->choices.n + 1);
	uint32_t lost = 0;

	for (size_t i = 0; i < asked->n; i++) {
		size_t n = find_grants(model, &asked->at[i], taken, vars);
		struct sat_literal *clause;

		if (n == 0) {
			lost++;
			continue;
		}
		if (n == 1) {
			*vec_push(arena, &wishes->vars) = vars[0];
			continue;
		}
		clause = arena_array(arena, struct sat_literal, n + 1);
		for (size_t k = 0; k < n; k++)
			clause[k] = (struct sat_literal){vars[k], false};
		clause[n] = (struct sat_literal){sat_new_var(wishes->proof->sat), true};
		sat_add_clause(wishes->proof->sat, clause, n + 1);
		*vec_push(arena, &wishes->vars) = clause[n].var;
	}
	return lost;
}

enum weft_verdict weft_proof_keep(struct weft_proof *proof, const struct weft_list *rules,
				  const struct weft_wishes *asked, const struct deadline *deadline,
				  struct weft_repair *ret)
{
	struct arena *scratch = arena_create(1U << 16);
	struct wishes wishes = {
		.proof = proof,
		.rules = proof_set_of(proof, rules, scratch),
		.deadline = deadline,
	};
	enum weft_verdict verdict = WEFT_UNKNOWN;

	if (proof_has_solver(proof, deadline)) {
		uint32_t lost = collect_wishes(&wishes, asked, scratch);
		bool least = false;
		size_t bound = 0;

		verdict = finish(&wishes, search(&wishes, scratch, &bound, &least));
		if (verdict == WEFT_FEASIBLE)
			*ret = (struct weft_repair){lost + (uint32_t)bound, least};
	} else {
		proof->has_solution = false;
	}
	arena_destroy(scratch);
	return verdict;
}

/* ---- A timetable's meets ---- */

enum weft_verdict weft_proof_repair(struct weft_proof *proof, struct weft_solution *solution,
				    const struct weft_list *locked, const struct deadline *deadline,
				    struct weft_repair *ret)
{
	struct arena *scratch = arena_create(1U << 16);
	struct wishes wishes = {
		.proof = proof,
		.rules = proof_full_set(proof, scratch),
		.deadline = deadline,
	};
	enum weft_verdict verdict = WEFT_INFEASIBLE;
	uint32_t lost = 0;
	size_t bound = 0;
	bool least = false;

	if (!proof_has_solver(proof, deadline))
		verdict = WEFT_UNKNOWN;
	else if (collect(&wishes, solution, locked, scratch, &lost))
		verdict = finish(&wishes, search(&wishes, scratch, &bound, &least));
	if (verdict == WEFT_FEASIBLE) {
		weft_proof_solution(proof, solution);
		*ret = (struct weft_repair){lost + (uint32_t)bound, least};
	}
	proof->has_solution = verdict == WEFT_FEASIBLE;
	arena_destroy(scratch);
	return verdict;
}
