/* sat: the same system as clauses, decided by CaDiCaL under assumptions.
 *
 * Each rule has a selector variable: its clauses hold where the selector is
 * assumed. Definitions always hold. A row of the form sum of weighted literals <= K
 * becomes a sequential weighted counter: for each prefix of the terms and each
 * reachable partial sum v a variable "the prefix weighs at least v" (Sinz, CP 2005,
 * for weight 1; Holldobler, Manthey, Steinke 2012 for others). Rows with low bounds
 * are the same over negated literals. Only the last step of the counter names the
 * selector, so that counters are shared by whatever is assumed.
 */
#ifndef WEFT_ENGINE_PROOF_SAT_H
#define WEFT_ENGINE_PROOF_SAT_H

#include "base/bits.h"
#include "base/clock.h"
#include "base/err.h"
#include "engine/proof/linear.h"

#include <stdio.h>

enum sat_answer { SAT_YES, SAT_NO, SAT_UNKNOWN };

struct sat;

/* NULL if the deadline passes before all clauses are written. */
struct sat *sat_create(const struct linear *linear, uint32_t n_rules,
		       const struct deadline *deadline);
void sat_destroy(struct sat *sat); /* NULL is allowed */

/* Also assumed, in the next call only. */
void sat_assume(struct sat *sat, uint32_t var, bool value);

/* Do the active rules (a set) hold together? On SAT_NO, *core (where not NULL) is
 * set to the rules in a conflict, a subset of the active ones. */
enum sat_answer sat_decide(struct sat *sat, const uint64_t *active, const struct deadline *deadline,
			   uint64_t *core);

/* After SAT_YES: the value of a variable. After SAT_NO: was the assumption
 * var = value (sat_assume) part of the conflict? */
bool sat_value(struct sat *sat, uint32_t var);
bool sat_failed(struct sat *sat, uint32_t var, bool value);

/* A further variable of the solver, not of the linear system; and a clause of
 * variables, each positive or negated. For searches on top (engine/repair.c). */
uint32_t sat_new_var(struct sat *sat);
struct sat_literal {
	uint32_t var;
	bool negated;
};
void sat_add_clause(struct sat *sat, const struct sat_literal *at, size_t n);

/* Decide once more with the active rules as facts, writing the formula (DIMACS) and
 * a proof of infeasibility: one learnt clause a line, each following from the formula
 * and those before it by unit propagation (RUP, a subset of DRAT). */
enum sat_answer sat_write_proof(const struct linear *linear, uint32_t n_rules,
				const uint64_t *active, const struct deadline *deadline,
				FILE *formula, FILE *proof);

#endif
