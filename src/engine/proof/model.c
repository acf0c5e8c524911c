#include "engine/proof/model.h"

#include "base/bits.h"

bool model_is_rule(const struct model *model, uint32_t constraint)
{
	return model->rule_of[constraint] != LINEAR_DEFINITION && !model->fact[constraint];
}

void model_not_covered(struct model *model, uint32_t constraint, const char *why)
{
	const struct weft_constraint *c = &model->instance->constraints[constraint];
	struct str name = c->name.len > 0 ? c->name : c->id;
	struct str kind = weft_kind_name(c->kind);

	*vec_push(model->arena, &model->not_covered) = arena_printf(
		model->arena, "%.*s (%.*s) is left out: %s", STR_ARG(name), STR_ARG(kind), why);
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

bool model_build(struct model *model, const struct weft_instance *instance,
		 const struct weft_proof_options *options, struct arena *arena, struct err *err)
{
	enum { MOST_TERMS = 60000000 };

	*model = (struct model){.arena = arena, .instance = instance, .options = options};
	linear_init(&model->linear, arena);
	model_find_rules(model);
	if (!model_make_variables(model, err))
		return false;
	model_constrain_events(model);
	model_constrain_school(model);
	model_constrain_resources(model);
	model->n_stated = model->linear.rows.n;
	linear_strengthen(&model->linear);
	if (model->linear.terms.n > (options->max_terms != 0 ? options->max_terms : MOST_TERMS))
		return err_set(err, ERR_INVALID,
			       "the model has %zu terms, too many to be decided exactly",
			       model->linear.terms.n);
	return true;
}
