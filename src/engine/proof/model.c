#include "engine/proof/model.h"

#include "base/bits.h"

#include <string.h>

bool model_is_rule(const struct model *model, uint32_t constraint)
{
	return model->rule_of[constraint] != LINEAR_DEFINITION && !model->fact[constraint];
}

void model_not_covered(struct model *model, uint32_t constraint, const char *why)
{
	const struct weft_constraint *c = &model->instance->constraints[constraint];
	struct str name = c->name.len > 0 ? c->name : c->id;
	struct str kind = weft_kind_name(c->kind);

	struct str sentence = arena_printf(model->arena, "%.*s (%.*s) is left out: %s",
					   STR_ARG(name), STR_ARG(kind), why);

	/* Said once, also where a constraint meets the reason at each of its points. */
	if (model->not_covered.n == 0 ||
	    !str_eq(model->not_covered.at[model->not_covered.n - 1], sentence))
		*vec_push(model->arena, &model->not_covered) = sentence;
}

uint64_t *model_named_times(const struct model *model, uint32_t constraint)
{
	const struct weft_instance *instance = model->instance;
	const struct weft_constraint *c = &instance->constraints[constraint];
	uint64_t *times = arena_array(model->arena, uint64_t, instance->n_time_words);

	for (uint32_t t = 0; t < c->times.n; t++)
		bits_add(times, c->times.at[t]);
	for (uint32_t g = 0; g < c->time_groups.n; g++)
		for (uint32_t w = 0; w < instance->n_time_words; w++)
			times[w] |= instance->time_groups[c->time_groups.at[g]].mask[w];
	return times;
}

uint32_t model_any(struct model *model, const struct use *uses, size_t n, use_test test,
		   uint32_t time)
{
	struct linear *linear = &model->linear;
	uint32_t any = WEFT_NONE;

	for (size_t i = 0; i < n; i++) {
		if (!test(&uses[i], time))
			continue;
		if (any == WEFT_NONE)
			any = linear_new_var(linear);
		linear_implies(linear, LINEAR_DEFINITION, uses[i].var, any);
	}
	if (any == WEFT_NONE)
		return any;
	linear_begin(linear, LINEAR_DEFINITION, 0, LINEAR_NO_HIGH);
	linear_add(linear, any, -1);
	for (size_t i = 0; i < n; i++)
		if (test(&uses[i], time))
			linear_add(linear, uses[i].var, 1);
	linear_end(linear);
	return any;
}

struct use *model_uses(struct model *model, struct weft_list events, size_t *ret_n)
{
	VEC(struct use) uses = {0};

	for (uint32_t i = 0; i < events.n; i++) {
		uint32_t e = events.at[i];

		for (uint32_t p = model->first_placement[e]; p < model->first_placement[e + 1];
		     p++) {
			const struct placement *at = &model->placements.at[p];

			*vec_push(model->arena, &uses) = (struct use){at->var, e, at->start,
								      at->duration};
		}
	}
	*ret_n = uses.n;
	return uses.at;
}

/* Never busy then: a variable that is 0, so that rows need not ask. */
static uint32_t make_zero(struct model *model)
{
	uint32_t zero = linear_new_var(&model->linear);

	linear_begin(&model->linear, LINEAR_DEFINITION, 0, 0);
	linear_add(&model->linear, zero, 1);
	linear_end(&model->linear);
	return zero;
}

uint32_t model_busy(struct model *model, uint32_t resource, uint32_t time)
{
	uint32_t *busy = model->resources[resource].busy;

	if (busy == NULL) {
		busy = arena_array(model->arena, uint32_t, model->instance->n_times);
		for (uint32_t t = 0; t < model->instance->n_times; t++)
			busy[t] = WEFT_NONE;
		model->resources[resource].busy = busy;
	}
	if (busy[time] == WEFT_NONE)
		busy[time] = model_any(model, model->resources[resource].uses.at,
				       model->resources[resource].uses.n, use_covers, time);
	if (busy[time] == WEFT_NONE)
		busy[time] = make_zero(model);
	return busy[time];
}

static uint64_t most_terms(const struct model *model)
{
	enum { MOST_TERMS = 60000000 };

	return model->options->max_terms != 0 ? model->options->max_terms : MOST_TERMS;
}

bool model_stops(struct model *model)
{
	const struct deadline *deadline = model->options->deadline;

	model->stopped = model->stopped || model->linear.terms.n > most_terms(model) ||
			 (deadline != NULL && deadline_passed(deadline));
	return model->stopped;
}

/* --- windows --------------------------------------------------------------- */

/* Steps from a time to the nearest on the same day for which "is in the set" is want. */
static uint32_t nearest(const struct weft_instance *instance, const uint64_t *set, uint32_t time,
			bool want)
{
	uint32_t before = time, after = time;

	for (uint32_t steps = 0; before != WEFT_NONE || after != WEFT_NONE; steps++) {
		if ((before != WEFT_NONE && bits_has(set, before) == want) ||
		    (after != WEFT_NONE && bits_has(set, after) == want))
			return steps;
		before = before == WEFT_NONE || before == 0 ||
					 bits_has(instance->day_ends, before - 1)
				 ? WEFT_NONE
				 : before - 1;
		after = after == WEFT_NONE || after + 1 >= instance->n_times ||
					bits_has(instance->day_ends, after)
				? WEFT_NONE
				: after + 1;
	}
	return UINT32_MAX;
}

/* The meet that a variable y or w places. */
static const struct placement *placement_of(const struct model *model, uint32_t var)
{
	size_t low = 0, high = model->placements.n;

	/* The last one whose variable is not after it: its choices follow it. */
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (model->placements.at[middle].var <= var)
			low = middle;
		else
			high = middle;
	}
	return &model->placements.at[low];
}

uint32_t model_outside(const struct model *model, const uint64_t *named,
		       const struct linear_row *row, uint32_t var)
{
	const struct weft_instance *instance = model->instance;
	const struct placement *at = placement_of(model, var);
	uint32_t most = 0;

	if (instance->constraints[row->window - 1].kind == WEFT_PREFER_TIMES)
		return nearest(instance, named, at->start, true);
	for (uint32_t t = at->start; t < at->start + (uint32_t)at->duration; t++) {
		uint32_t steps = nearest(instance, named, t, false);

		most = steps > most ? steps : most;
	}
	return most;
}

/* --- the whole ------------------------------------------------------------- */

static bool refuse(const struct model *model, struct err *err)
{
	if (model->linear.terms.n > most_terms(model))
		return err_set(err, ERR_INVALID,
			       "the model has more than %llu terms, too many to be decided exactly",
			       (unsigned long long)most_terms(model));
	return err_set(err, ERR_BUSY, "the time ended while the model was built");
}

/* Which rules have numbers. */
static void find_numeric(struct model *model)
{
	for (size_t r = 0; r < model->linear.rows.n; r++) {
		const struct linear_row *row = &model->linear.rows.at[r];

		if (row->rule != LINEAR_DEFINITION && (row->numeric || row->window != 0))
			model->rules.at[row->rule].numeric = true;
	}
}

bool model_build(struct model *model, const struct weft_instance *instance,
		 const struct weft_proof_options *options, struct arena *arena, struct err *err)
{
	*model = (struct model){.arena = arena, .instance = instance, .options = options};
	linear_init(&model->linear, arena);
	model_find_rules(model);
	if (!model_make_variables(model, err))
		return false;
	model_constrain_events(model);
	model_constrain_school(model);
	model_constrain_days(model);
	model_constrain_resources(model);
	model->n_stated = model->linear.rows.n;
	if (!model->stopped)
		linear_strengthen(&model->linear);
	if (model_stops(model))
		return refuse(model, err);
	find_numeric(model);
	return true;
}
