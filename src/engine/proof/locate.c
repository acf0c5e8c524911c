/* Where a conflict is: of rules that hold for everybody, who and what cannot be.
 *
 * A rule has a row for each teacher, lesson or time it speaks of. Given a selector of its
 * own to each row (rows about one resource share one), the failed assumptions name few of
 * them; leaving one out at a time makes them fewer while there is time.
 */
#include "engine/proof/proof_internal.h"

#include <string.h>

enum { MOST_TERMS = 2000000, MOST_GROUPS = 20000 };

struct locating {
	struct weft_proof *proof;
	struct arena *scratch;
	struct linear linear; /* the rows of the conflict */
	VEC(uint32_t) rows;   /* of the model: a row of each group */
	VEC(uint32_t) group;  /* by row of linear: its group, or LINEAR_DEFINITION */
	uint32_t *of;         /* by rule and resource: the group, plus one */
};

/* The group of a row: new, or that of its rule and resource. */
static uint32_t group_of(struct locating *l, uint32_t r)
{
	const struct linear_row *row = &l->proof->model.linear.rows.at[r];
	uint32_t *known = &l->of[(size_t)row->rule * l->proof->model.instance->n_resources];

	if (row->resource != 0 && known[row->resource - 1] != 0)
		return known[row->resource - 1] - 1;
	*vec_push(l->scratch, &l->rows) = r;
	if (row->resource != 0)
		known[row->resource - 1] = (uint32_t)l->rows.n;
	return (uint32_t)l->rows.n - 1;
}

static void write_rows(struct locating *l, const uint64_t *rules)
{
	const struct linear *whole = &l->proof->model.linear;

	for (uint32_t i = 0; i < whole->n_vars; i++)
		(void)linear_new_var(&l->linear);
	for (uint32_t r = 0; r < l->proof->model.n_stated; r++) {
		const struct linear_row *row = &whole->rows.at[r];
		uint32_t group = LINEAR_DEFINITION;

		if (row->rule != LINEAR_DEFINITION && !bits_has(rules, row->rule))
			continue;
		if (row->rule != LINEAR_DEFINITION)
			group = group_of(l, r);
		*vec_push(l->scratch, &l->group) = group;
		linear_begin(&l->linear, group, row->low, row->high);
		for (size_t i = row->first; i < row->first + row->n; i++)
			linear_add(&l->linear, whole->terms.at[i].var,
				   whole->terms.at[i].coefficient);
		linear_end(&l->linear);
	}
}

/* Fewer and fewer groups. False: not even all of them were refuted in time. */
static bool shrink(struct locating *l, uint64_t *groups, const struct deadline *deadline)
{
	uint32_t n = (uint32_t)l->rows.n;
	uint64_t *rest = arena_array(l->scratch, uint64_t, BITS_WORDS(n));
	struct sat *sat = sat_create(&l->linear, n, deadline);
	bool refuted;

	for (uint32_t g = 0; g < n; g++)
		bits_add(groups, g);
	memcpy(rest, groups, BITS_WORDS(n) * sizeof *rest);
	refuted = sat != NULL && sat_decide(sat, rest, deadline, groups) == SAT_NO;
	for (uint32_t g = 0; refuted && g < n && !deadline_passed(deadline); g++) {
		if (!bits_has(groups, g))
			continue;
		memcpy(rest, groups, BITS_WORDS(n) * sizeof *rest);
		bits_remove(rest, g);
		(void)sat_decide(sat, rest, deadline, groups);
	}
	sat_destroy(sat);
	return refuted;
}

static void add_vars(const struct linear *linear, size_t r, uint64_t *vars)
{
	const struct linear_row *row = &linear->rows.at[r];

	for (size_t i = row->first; i < row->first + row->n; i++)
		bits_add(vars, linear->terms.at[i].var);
}

/* The variables of what variables of other kinds ("the event runs") are defined by. */
static void add_meanings(struct locating *l, uint64_t *vars)
{
	const struct model *model = &l->proof->model;
	uint64_t *open = arena_array(l->scratch, uint64_t, BITS_WORDS(l->linear.n_vars));

	memcpy(open, vars, BITS_WORDS(l->linear.n_vars) * sizeof *open);
	for (size_t i = 0; i < model->placements.n; i++)
		bits_remove(open, model->placements.at[i].var);
	for (size_t i = 0; i < model->choices.n; i++)
		bits_remove(open, model->choices.at[i].var);
	for (size_t r = 0; r < l->group.n; r++) {
		const struct linear_row *row = &l->linear.rows.at[r];
		bool defines = false;

		for (size_t i = row->first; i < row->first + row->n; i++)
			defines = defines || bits_has(open, l->linear.terms.at[i].var);
		if (l->group.at[r] == LINEAR_DEFINITION && defines)
			add_vars(&l->linear, r, vars);
	}
}

/* The events that rows about no single resource speak of. */
static void mark_events(struct locating *l, const uint64_t *groups, uint64_t *ret)
{
	const struct model *model = &l->proof->model;
	uint64_t *vars = arena_array(l->scratch, uint64_t, BITS_WORDS(l->linear.n_vars));

	for (size_t r = 0; r < l->group.n; r++) {
		uint32_t group = l->group.at[r];

		if (group != LINEAR_DEFINITION && bits_has(groups, group) &&
		    model->linear.rows.at[l->rows.at[group]].resource == 0)
			add_vars(&l->linear, r, vars);
	}
	add_meanings(l, vars);
	for (size_t i = 0; i < model->placements.n; i++)
		if (bits_has(vars, model->placements.at[i].var))
			bits_add(ret, model->placements.at[i].event);
	for (size_t i = 0; i < model->choices.n; i++)
		if (bits_has(vars, model->choices.at[i].var))
			bits_add(ret, model->placements.at[model->choices.at[i].placement].event);
}

static void mark_resources(const struct locating *l, const uint64_t *groups, uint64_t *ret)
{
	for (uint32_t g = 0; g < l->rows.n; g++) {
		uint32_t resource = l->proof->model.linear.rows.at[l->rows.at[g]].resource;

		if (bits_has(groups, g) && resource != 0)
			bits_add(ret, resource - 1);
	}
}

static struct weft_list list_of(const uint64_t *set, uint32_t n, struct arena *arena)
{
	uint32_t *at = arena_array(arena, uint32_t, bits_count(set, BITS_WORDS(n)));
	uint32_t k = 0;

	for (uint32_t i = 0; i < n; i++)
		if (bits_has(set, i))
			at[k++] = i;
	return (struct weft_list){at, k};
}

static void locate(struct locating *l, const uint64_t *rules, struct weft_conflict *conflict,
		   const struct deadline *deadline, struct arena *arena)
{
	const struct weft_instance *in = l->proof->model.instance;
	uint64_t *events = arena_array(l->scratch, uint64_t, BITS_WORDS(in->n_events));
	uint64_t *resources = arena_array(l->scratch, uint64_t, BITS_WORDS(in->n_resources));
	uint64_t *groups;

	l->of = arena_array(l->scratch, uint32_t, (size_t)l->proof->n_rules * in->n_resources);
	linear_init(&l->linear, l->scratch);
	write_rows(l, rules);
	groups = arena_array(l->scratch, uint64_t, BITS_WORDS(l->rows.n));
	if (l->rows.n > MOST_GROUPS || !shrink(l, groups, deadline))
		return;
	mark_events(l, groups, events);
	mark_resources(l, groups, resources);
	conflict->events = list_of(events, in->n_events, arena);
	conflict->resources = list_of(resources, in->n_resources, arena);
}

void weft_proof_locate(struct weft_proof *proof, struct weft_conflict *conflict,
		       const struct deadline *deadline, struct arena *arena)
{
	struct locating l = {.proof = proof};

	if (conflict->argument == WEFT_BY_COUNTING || proof->model.linear.terms.n > MOST_TERMS ||
	    (size_t)proof->n_rules * proof->model.instance->n_resources > MOST_TERMS)
		return;
	l.scratch = arena_create(1U << 16);
	locate(&l, proof_set_of(proof, &conflict->rules, l.scratch), conflict, deadline, arena);
	arena_destroy(l.scratch);
}
