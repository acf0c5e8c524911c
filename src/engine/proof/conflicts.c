/* Smallest conflicting sets.
 *
 * One conflict is shrunk by deletion: leave a rule out; if the rest is still in
 * conflict, go on with the conflict found in the rest (often much smaller), otherwise
 * the rule is needed. Sets once shown to hold, or not, are remembered and answer
 * most repeated questions.
 *
 * Other conflicts are found by Reiter's hitting-set tree (1987): leaving out one rule
 * of a known conflict at a time, breadth first, and asking again. When the tree is
 * exhausted, all minimal conflicts are known.
 */
#include "engine/proof/proof_internal.h"

#include <string.h>

static void intersect(const struct weft_proof *proof, uint64_t *set, const uint64_t *with)
{
	for (size_t i = 0; i < proof->n_words; i++)
		set[i] &= with[i];
}

/* Shrink with one kind of question. Returns whether each rule left was shown needed. */
static bool shrink_by(struct weft_proof *proof, uint64_t *conflict, bool counting_only,
		      const struct deadline *deadline, struct known *ret_why)
{
	struct arena *scratch = arena_create(1U << 12);
	uint64_t *rest = proof_new_set(proof, scratch);
	bool all_needed = true;

	for (uint32_t rule = 0; rule < proof->n_rules; rule++) {
		const struct known *smaller = NULL;
		enum weft_verdict verdict;

		if (!bits_has(conflict, rule))
			continue;
		memcpy(rest, conflict, proof->n_words * sizeof *rest);
		bits_remove(rest, rule);
		verdict = proof_ask(proof, rest, counting_only, deadline, &smaller);
		if (verdict == WEFT_INFEASIBLE) {
			intersect(proof, conflict, smaller->rules);
			*ret_why = *smaller;
		}
		all_needed = all_needed && verdict != WEFT_UNKNOWN;
	}
	arena_destroy(scratch);
	return all_needed;
}

bool proof_shrink(struct weft_proof *proof, uint64_t *conflict, const struct deadline *deadline,
		  struct known *ret_why)
{
	/* Counting first: it is quick and gives the better sentences. */
	const struct known *counted = NULL;
	bool minimal;

	(void)shrink_by(proof, conflict, true, deadline, ret_why);
	minimal = shrink_by(proof, conflict, false, deadline, ret_why);
	/* What search has found may be plain counting all the same: then say so. */
	if (minimal && ret_why->argument != WEFT_BY_COUNTING &&
	    !proof->model.options->clauses_only &&
	    proof_count(proof, conflict, deadline, &counted) &&
	    proof_is_subset(proof, conflict, counted->rules))
		*ret_why = *counted;
	return minimal;
}

/* A node of the hitting-set tree: the rules left out so far. */
struct node {
	uint64_t *left_out;
};

struct tree {
	struct weft_proof *proof;
	struct arena *arena;   /* of the result */
	struct arena *scratch; /* of the tree */
	VEC(struct node) nodes;
	VEC(struct weft_conflict) conflicts;
	VEC(uint64_t *) sets; /* of the conflicts */
};

/* A conflict already found that is untouched by what is left out. */
static size_t find_untouched(const struct tree *tree, const uint64_t *left_out)
{
	for (size_t i = 0; i < tree->sets.n; i++)
		if (bits_count_both(tree->sets.at[i], left_out, tree->proof->n_words) == 0)
			return i;
	return tree->sets.n;
}

static void branch(struct tree *tree, const uint64_t *left_out, const uint64_t *conflict)
{
	size_t n_words = tree->proof->n_words;

	for (uint32_t rule = 0; rule < tree->proof->n_rules; rule++) {
		uint64_t *more;
		bool seen = false;

		if (!bits_has(conflict, rule))
			continue;
		more = proof_new_set(tree->proof, tree->scratch);
		memcpy(more, left_out, n_words * sizeof *more);
		bits_add(more, rule);
		for (size_t i = 0; !seen && i < tree->nodes.n; i++)
			seen = memcmp(tree->nodes.at[i].left_out, more, n_words * sizeof *more) ==
			       0;
		if (!seen)
			*vec_push(tree->scratch, &tree->nodes) = (struct node){more};
	}
}

static struct weft_list copy_list(struct weft_list list, struct arena *arena)
{
	uint32_t *at = arena_array(arena, uint32_t, list.n);

	for (uint32_t i = 0; i < list.n; i++)
		at[i] = list.at[i];
	return (struct weft_list){at, list.n};
}

static struct weft_conflict conflict_of(const struct weft_proof *proof, const uint64_t *set,
					bool minimal, const struct known *why, struct arena *arena)
{
	return (struct weft_conflict){
		.rules = proof_list(proof, set, arena),
		.minimal = minimal,
		.argument = why->argument,
		.demand = why->demand,
		.supply = why->supply,
		.plain = why->plain,
		.resources = copy_list(why->resources, arena),
	};
}

static void add_conflict(struct tree *tree, const uint64_t *set, bool minimal,
			 const struct known *why)
{
	uint64_t *copy = proof_new_set(tree->proof, tree->scratch);

	memcpy(copy, set, tree->proof->n_words * sizeof *copy);
	*vec_push(tree->scratch, &tree->sets) = copy;
	*vec_push(tree->arena, &tree->conflicts) = conflict_of(tree->proof, set, minimal, why,
							       tree->arena);
}

/* Look at one node. False: the deadline passed, the tree is not known. */
static bool expand(struct tree *tree, const struct node *node, size_t max,
		   const struct deadline *deadline)
{
	struct weft_proof *proof = tree->proof;
	uint64_t *rules = proof_full_set(proof, tree->scratch);
	size_t untouched = find_untouched(tree, node->left_out);
	const struct known *core = NULL;
	enum weft_verdict verdict;
	struct known why;
	bool minimal;

	if (untouched < tree->sets.n) {
		branch(tree, node->left_out, tree->sets.at[untouched]);
		return true;
	}
	for (size_t i = 0; i < proof->n_words; i++)
		rules[i] &= ~node->left_out[i];
	verdict = proof_ask(proof, rules, false, deadline, &core);
	if (verdict != WEFT_INFEASIBLE)
		return verdict == WEFT_FEASIBLE;
	if (tree->conflicts.n == max)
		return false;
	why = *core;
	memcpy(rules, core->rules, proof->n_words * sizeof *rules);
	minimal = proof_shrink(proof, rules, deadline, &why);
	add_conflict(tree, rules, minimal, &why);
	branch(tree, node->left_out, rules);
	return true;
}

bool weft_proof_why(struct weft_proof *proof, const struct weft_list *rules,
		    const struct deadline *deadline, struct arena *arena, struct weft_conflict *ret)
{
	struct arena *scratch = arena_create(1U << 12);
	uint64_t *set = proof_set_of(proof, rules, scratch);
	const struct known *core = NULL;
	bool refuted = proof_ask(proof, set, false, deadline, &core) == WEFT_INFEASIBLE;

	if (refuted) {
		struct known why = *core;
		bool minimal;

		memcpy(set, core->rules, proof->n_words * sizeof *set);
		minimal = proof_shrink(proof, set, deadline, &why);
		*ret = conflict_of(proof, set, minimal, &why, arena);
	}
	arena_destroy(scratch);
	return refuted;
}

struct weft_conflicts weft_proof_conflicts(struct weft_proof *proof, size_t max,
					   const struct deadline *deadline, struct arena *arena)
{
	enum { MOST_NODES = 10000 };
	struct tree tree = {.proof = proof, .arena = arena, .scratch = arena_create(1U << 16)};
	bool complete = true;

	*vec_push(tree.scratch, &tree.nodes) = (struct node){proof_new_set(proof, tree.scratch)};
	for (size_t i = 0; i < tree.nodes.n && i < MOST_NODES; i++) {
		const struct node node = tree.nodes.at[i];

		complete = expand(&tree, &node, max, deadline) && complete;
		if (tree.conflicts.n == max || deadline_passed(deadline)) {
			complete = complete && i + 1 == tree.nodes.n;
			break;
		}
	}
	complete = complete && tree.nodes.n <= MOST_NODES;
	arena_destroy(tree.scratch);
	return (struct weft_conflicts){tree.conflicts.at, tree.conflicts.n, complete};
}
