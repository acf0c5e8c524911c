/* The proof object, shared by the files that ask questions of it. */
#ifndef WEFT_ENGINE_PROOF_INTERNAL_H
#define WEFT_ENGINE_PROOF_INTERNAL_H

#include "engine/proof.h"
#include "engine/proof/local.h"
#include "engine/proof/lp.h"
#include "engine/proof/mip.h"
#include "engine/proof/model.h"
#include "engine/proof/sat.h"

/* A set of rules proved to be in conflict, kept to answer later questions. */
struct known {
	uint64_t *rules;
	enum weft_argument argument;
	int64_t demand, supply;
	bool plain;
	struct weft_list resources;
};

struct weft_proof {
	struct arena *arena;
	struct model model;
	struct lp *lp;
	struct local *local;
	struct sat *sat;
	uint32_t n_rules;
	size_t n_words; /* of a set of rules */
	VEC(struct known) known;
	VEC(uint64_t *) held;   /* sets of rules that hold together */
	unsigned char *values;  /* by variable: the last solution found */
	bool has_solution;      /* values is one of the last question */
	const uint64_t *solved; /* the rules that values is known to keep, or NULL */
};

/* Can the set of rules hold? On WEFT_INFEASIBLE *ret_core, where not NULL, is a
 * conflict within it. With counting_only, search is not tried. */
enum weft_verdict proof_ask(struct weft_proof *proof, const uint64_t *rules, bool counting_only,
			    const struct deadline *deadline, const struct known **ret_core);

/* Does counting alone refute the rules? Then *ret is a conflict within them. */
bool proof_count(struct weft_proof *proof, const uint64_t *rules, const struct deadline *deadline,
		 const struct known **ret);

/* Make the solver, if there is none yet. False: the deadline passed before. */
bool proof_has_solver(struct weft_proof *proof, const struct deadline *deadline);

/* The solver said yes: keep its values. */
void proof_keep_values(struct weft_proof *proof);

uint64_t *proof_new_set(const struct weft_proof *proof, struct arena *arena);
uint64_t *proof_full_set(const struct weft_proof *proof, struct arena *arena);
/* The set of a list of rules; NULL: all. */
uint64_t *proof_set_of(const struct weft_proof *proof, const struct weft_list *rules,
		       struct arena *arena);
bool proof_is_subset(const struct weft_proof *proof, const uint64_t *a, const uint64_t *b);
struct weft_list proof_list(const struct weft_proof *proof, const uint64_t *set,
			    struct arena *arena);

/* Shrink the conflict (a set) until each proper subset can hold. Returns whether that
 * was proved for each before the deadline. *ret_why: an argument for the result. */
bool proof_shrink(struct weft_proof *proof, uint64_t *conflict, const struct deadline *deadline,
		  struct known *ret_why);

#endif
