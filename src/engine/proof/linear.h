/* linear: systems of linear constraints over 0/1 variables.
 *
 * Internal to the proof. A row says low <= sum of coefficient * variable <= high
 * and belongs to a rule, or to none (LINEAR_DEFINITION): then it only defines what
 * variables mean, and always holds. One system is read in two ways: as a linear
 * program (lp.h), which sees counting arguments, and as clauses (sat.h), which
 * sees everything else.
 */
#ifndef WEFT_ENGINE_PROOF_LINEAR_H
#define WEFT_ENGINE_PROOF_LINEAR_H

#include "base/arena.h"
#include "base/vec.h"

#include <stdbool.h>
#include <stdint.h>

#define LINEAR_DEFINITION UINT32_MAX
#define LINEAR_NO_LOW     INT64_MIN
#define LINEAR_NO_HIGH    INT64_MAX

struct linear_term {
	uint32_t var;
	int32_t coefficient; /* not 0 */
};

struct linear_row {
	uint32_t first, n; /* of the terms */
	uint32_t rule;     /* or LINEAR_DEFINITION */
	bool numeric;      /* low and high are numbers of the rule that may be bargained about */
	uint32_t resource; /* it is about this one alone, plus one; 0: about no single one */
	uint32_t window;   /* of model_window(): the constraint whose times it keeps, plus one */
	int64_t low, high;
	int64_t step; /* if numeric: what one more of the rule's number is here */
};

struct linear {
	struct arena *arena;
	VEC(struct linear_row) rows;
	VEC(struct linear_term) terms;
	VEC(uint32_t) last_row;  /* by variable: the row it was last put in, plus one ... */
	VEC(uint32_t) last_term; /* ... and where: a variable is once in a row */
	uint32_t n_vars;
	uint32_t resource; /* of the rows to come, as in a row */
	bool open;
};

void linear_init(struct linear *linear, struct arena *arena);

uint32_t linear_new_var(struct linear *linear);

/* Write one row: begin, add terms (a variable may come several times), end. */
void linear_begin(struct linear *linear, uint32_t rule, int64_t low, int64_t high);
void linear_add(struct linear *linear, uint32_t var, int32_t coefficient);
void linear_end(struct linear *linear);

/* The row being written, or last written, has numbers to bargain about. */
void linear_numeric(struct linear *linear);

/* It keeps meets within the times of the constraint: a sum of those outside, at most 0. */
void linear_window(struct linear *linear, uint32_t constraint);

/* a + b <= 1, and a <= b. */
void linear_not_both(struct linear *linear, uint32_t rule, uint32_t a, uint32_t b);
void linear_implies(struct linear *linear, uint32_t rule, uint32_t a, uint32_t b);

/* Append rows that follow from packing rows (numeric, positive sizes, a capacity) by
 * rounding: see strengthen.c. */
void linear_strengthen(struct linear *linear);

#endif
