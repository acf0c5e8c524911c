#include "engine/proof/model.h"

bool model_is_rule(const struct model *model, uint32_t constraint)
{
	return model->rule_of[constraint] != LINEAR_DEFINITION && !model->fact[constraint];
}

void model_not_covered(struct model *model, uint32_t constraint, const char *why)
{
	const struct weft_constraint *c = &model->instance->constraints[constraint];
	struct str name = c->name.len > 0 ? c->name : c->id;
	struct str kind = weft_kind_name(c->kind);

	*vec_push(model->arena, &model->not_covered) =
		arena_printf(model->arena, "%.*s (%.*s) is left out: %s", STR_ARG(name),
			     STR_ARG(kind), why);
}

/* b <= sum of uses, each use <= b. Where uses may overlap (the clash rule given up),
 * b is still 0 or 1. */
static uint32_t make_busy(struct model *model, uint32_t resource, uint32_t time)
{
	struct linear *linear = &model->linear;
	uint32_t busy = linear_new_var(linear);

	for (size_t i = 0; i < model->resources[resource].uses.n; i++) {
		const struct use *use = &model->resources[resource].uses.at[i];

		if (use_covers(use, time))
			linear_implies(linear, LINEAR_DEFINITION, use->var, busy);
	}
	linear_begin(linear, LINEAR_DEFINITION, 0, LINEAR_NO_HIGH);
	linear_add(linear, busy, -1);
	for (size_t i = 0; i < model->resources[resource].uses.n; i++) {
		const struct use *use = &model->resources[resource].uses.at[i];

		if (use_covers(use, time))
			linear_add(linear, use->var, 1);
	}
	linear_end(linear);
	return busy;
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
		busy[time] = make_busy(model, resource, time);
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
	model_constrain_resources(model);
	model_constrain_school(model);
	if (model->linear.terms.n > (options->max_terms != 0 ? options->max_terms : MOST_TERMS))
		return err_set(err, ERR_INVALID,
			       "the model has %zu terms, too many to be decided exactly",
			       model->linear.terms.n);
	return true;
}
