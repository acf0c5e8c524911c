#include "engine/proof/local.h"

/* Rows in a list for each key: those of key k are row[first[k]] to row[first[k + 1]]. */
struct index {
	uint32_t *first, *row;
};

struct local {
	struct arena *arena;
	const struct linear *linear;
	uint32_t n_rules, n_resources;
	struct index of_resource, of_var; /* of_var: rows about no single resource */
	uint32_t *row_mark, *var_mark;    /* the turn in which a row or variable was taken ... */
	uint32_t *var_here;               /* ... and its number in this turn's system */
	uint32_t turn, latest;            /* latest: the resource that was refuted last */
};

/* The system of one resource. */
struct part {
	struct linear linear;
	VEC(uint32_t) rows, vars; /* of the whole */
	size_t n_terms;
};

/* Beyond this the whole is as good. */
enum { MOST_TERMS = 20000 };

static void take_row(struct local *local, struct part *part, uint32_t r)
{
	const struct linear_row *row = &local->linear->rows.at[r];

	if (local->row_mark[r] == local->turn || part->n_terms + row->n > MOST_TERMS)
		return;
	local->row_mark[r] = local->turn;
	part->n_terms += row->n;
	*vec_push(part->linear.arena, &part->rows) = r;
	for (size_t i = row->first; i < row->first + row->n; i++) {
		uint32_t var = local->linear->terms.at[i].var;

		if (local->var_mark[var] == local->turn)
			continue;
		local->var_mark[var] = local->turn;
		local->var_here[var] = linear_new_var(&part->linear);
		*vec_push(part->linear.arena, &part->vars) = var;
	}
}

static bool is_active(const struct linear_row *row, const uint64_t *active)
{
	return row->rule == LINEAR_DEFINITION || bits_has(active, row->rule);
}

static bool brings_nothing_new(const struct local *local, const struct linear_row *row)
{
	for (size_t i = row->first; i < row->first + row->n; i++)
		if (local->var_mark[local->linear->terms.at[i].var] != local->turn)
			return false;
	return true;
}

/* The rows about no single resource of the variables from a number on. */
static void take_rows_of(struct local *local, struct part *part, size_t from,
			 const uint64_t *active, bool only_of_known)
{
	size_t to = part->vars.n;

	for (size_t v = from; v < to; v++) {
		uint32_t var = part->vars.at[v];

		for (uint32_t i = local->of_var.first[var]; i < local->of_var.first[var + 1]; i++) {
			uint32_t r = local->of_var.row[i];
			const struct linear_row *row = &local->linear->rows.at[r];

			if (is_active(row, active) &&
			    (!only_of_known || brings_nothing_new(local, row)))
				take_row(local, part, r);
		}
	}
}

/* The rows about the resource, what is known of their variables by itself, and of those
 * that came with it ("not placed") what is known of them alone. */
static void collect(struct local *local, struct part *part, uint32_t resource,
		    const uint64_t *active)
{
	const struct index *about = &local->of_resource;
	size_t n;

	for (uint32_t i = about->first[resource]; i < about->first[resource + 1]; i++)
		if (is_active(&local->linear->rows.at[about->row[i]], active))
			take_row(local, part, about->row[i]);
	n = part->vars.n;
	take_rows_of(local, part, 0, active, false);
	take_rows_of(local, part, n, active, true);
}

static void write_rows(const struct local *local, struct part *part)
{
	for (size_t k = 0; k < part->rows.n; k++) {
		const struct linear_row *row = &local->linear->rows.at[part->rows.at[k]];

		part->linear.resource = row->resource;
		linear_begin(&part->linear, row->rule, row->low, row->high);
		for (size_t i = row->first; i < row->first + row->n; i++) {
			const struct linear_term *term = &local->linear->terms.at[i];

			linear_add(&part->linear, local->var_here[term->var], term->coefficient);
		}
		linear_end(&part->linear);
	}
}

/* What to answer, and where. */
struct answer {
	uint64_t *core;
	struct lp_argument *argument;
	struct arena *arena;
};

static bool refute_one(struct local *local, uint32_t resource, const uint64_t *active,
		       const struct deadline *deadline, const struct answer *ret)
{
	struct arena *scratch = arena_create(1U << 16);
	struct part part = {0};
	bool refuted = false;

	linear_init(&part.linear, scratch);
	local->turn++;
	collect(local, &part, resource, active);
	if (part.rows.n > 0) {
		struct lp *lp;

		write_rows(local, &part);
		lp = lp_create(&part.linear, local->n_rules);
		refuted = lp_refute(lp, active, deadline, ret->core, ret->argument, ret->arena);
		lp_destroy(lp);
	}
	arena_destroy(scratch);
	return refuted;
}

bool local_refute(struct local *local, const uint64_t *active, const struct deadline *deadline,
		  uint64_t *core, struct lp_argument *ret, struct arena *arena)
{
	const struct answer answer = {core, ret, arena};

	for (uint32_t i = 0; i < local->n_resources && !deadline_passed(deadline); i++) {
		uint32_t resource = (local->latest + i) % local->n_resources;

		if (refute_one(local, resource, active, deadline, &answer)) {
			local->latest = resource;
			return true;
		}
	}
	return false;
}

/* --- the lists --------------------------------------------------------------- */

static void count_up(struct index *index, uint32_t n_keys, size_t n, struct arena *arena)
{
	for (uint32_t k = 0; k < n_keys; k++)
		index->first[k + 1] += index->first[k];
	index->row = arena_array(arena, uint32_t, n);
}

static void list_rows(struct local *local)
{
	const struct linear *linear = local->linear;
	struct index *of_resource = &local->of_resource, *of_var = &local->of_var;

	for (int pass = 0; pass < 2; pass++) {
		for (uint32_t r = (uint32_t)linear->rows.n; r-- > 0;) {
			const struct linear_row *row = &linear->rows.at[r];

			if (row->resource != 0 && pass == 0)
				of_resource->first[row->resource - 1]++;
			else if (row->resource != 0)
				of_resource->row[--of_resource->first[row->resource - 1]] = r;
			for (size_t i = row->first; row->resource == 0 && i < row->first + row->n;
			     i++) {
				uint32_t var = linear->terms.at[i].var;

				if (pass == 0)
					of_var->first[var]++;
				else
					of_var->row[--of_var->first[var]] = r;
			}
		}
		if (pass == 0) {
			count_up(of_resource, local->n_resources, linear->rows.n, local->arena);
			count_up(of_var, linear->n_vars, linear->terms.n, local->arena);
		}
	}
}

struct local *local_create(const struct linear *linear, uint32_t n_rules)
{
	struct arena *arena = arena_create(1U << 16);
	struct local *local = arena_new(arena, struct local);
	uint32_t n = 0;

	for (size_t r = 0; r < linear->rows.n; r++)
		if (linear->rows.at[r].resource > n)
			n = linear->rows.at[r].resource;
	*local = (struct local){
		.arena = arena,
		.linear = linear,
		.n_rules = n_rules,
		.n_resources = n,
		.of_resource = {.first = arena_array(arena, uint32_t, n + 1)},
		.of_var = {.first = arena_array(arena, uint32_t, linear->n_vars + 1)},
		.row_mark = arena_array(arena, uint32_t, linear->rows.n),
		.var_mark = arena_array(arena, uint32_t, linear->n_vars),
		.var_here = arena_array(arena, uint32_t, linear->n_vars),
	};
	list_rows(local);
	return local;
}

void local_destroy(struct local *local)
{
	if (local != NULL)
		arena_destroy(local->arena);
}
