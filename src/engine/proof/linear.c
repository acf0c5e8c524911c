#include "engine/proof/linear.h"

#include <assert.h>

void linear_init(struct linear *linear, struct arena *arena)
{
	*linear = (struct linear){.arena = arena};
}

uint32_t linear_new_var(struct linear *linear)
{
	*vec_push(linear->arena, &linear->last_row) = 0;
	*vec_push(linear->arena, &linear->last_term) = 0;
	return linear->n_vars++;
}

void linear_begin(struct linear *linear, uint32_t rule, int64_t low, int64_t high)
{
	assert(!linear->open);
	linear->open = true;
	*vec_push(linear->arena, &linear->rows) = (struct linear_row){
		.first = (uint32_t)linear->terms.n,
		.rule = rule,
		.resource = linear->resource,
		.low = low,
		.high = high,
	};
}

void linear_add(struct linear *linear, uint32_t var, int32_t coefficient)
{
	assert(linear->open && var < linear->n_vars);
	if (linear->last_row.at[var] == linear->rows.n) {
		linear->terms.at[linear->last_term.at[var]].coefficient += coefficient;
		return;
	}
	linear->last_row.at[var] = (uint32_t)linear->rows.n;
	linear->last_term.at[var] = (uint32_t)linear->terms.n;
	*vec_push(linear->arena, &linear->terms) = (struct linear_term){var, coefficient};
}

void linear_end(struct linear *linear)
{
	struct linear_row *row = &linear->rows.at[linear->rows.n - 1];
	size_t kept = row->first;

	assert(linear->open);
	linear->open = false;
	for (size_t i = row->first; i < linear->terms.n; i++)
		if (linear->terms.at[i].coefficient != 0)
			linear->terms.at[kept++] = linear->terms.at[i];
	linear->terms.n = kept;
	row->n = (uint32_t)(kept - row->first);
}

void linear_numeric(struct linear *linear)
{
	struct linear_row *row = &linear->rows.at[linear->rows.n - 1];

	row->numeric = true;
	row->step = 1;
}

void linear_window(struct linear *linear, uint32_t constraint)
{
	linear->rows.at[linear->rows.n - 1].window = constraint + 1;
}

void linear_not_both(struct linear *linear, uint32_t rule, uint32_t a, uint32_t b)
{
	linear_begin(linear, rule, LINEAR_NO_LOW, 1);
	linear_add(linear, a, 1);
	linear_add(linear, b, 1);
	linear_end(linear);
}

void linear_implies(struct linear *linear, uint32_t rule, uint32_t a, uint32_t b)
{
	linear_begin(linear, rule, LINEAR_NO_LOW, 0);
	linear_add(linear, a, 1);
	linear_add(linear, b, -1);
	linear_end(linear);
}
