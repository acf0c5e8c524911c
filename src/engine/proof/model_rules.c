/* Which constraints are one rule, and which are facts. */
#include "base/map.h"
#include "engine/proof/model.h"

static bool is_hard(const struct weft_constraint *constraint)
{
	return constraint->required && constraint->weight > 0;
}

static bool has_tag(const struct weft_constraint *constraint)
{
	return constraint->tag != 0 || constraint->tag_text.len > 0;
}

/* A spread that only bounds from above can be kept by making fewer variables, and rows. */
static bool only_maxima(const struct weft_constraint *constraint)
{
	for (uint32_t g = 0; g < constraint->n_limited_groups; g++)
		if (constraint->limited_groups[g].minimum > 0)
			return false;
	return true;
}

static bool is_fact(const struct model *model, const struct weft_constraint *constraint)
{
	bool unpriced = model->options->facts_without_price && constraint->price == WEFT_NO_PRICE;

	switch (constraint->kind) {
	case WEFT_SPLIT_EVENTS:
		return true;
	case WEFT_PREFER_TIMES:
		return unpriced && constraint->limits.duration == 0;
	case WEFT_PREFER_RESOURCES:
		return unpriced;
	case WEFT_SPREAD_EVENTS:
		return unpriced && only_maxima(constraint);
	case WEFT_ASSIGN_RESOURCE:
	case WEFT_ASSIGN_TIME:
	case WEFT_DISTRIBUTE_SPLIT_EVENTS:
	case WEFT_AVOID_SPLIT_ASSIGNMENTS:
	case WEFT_LINK_EVENTS:
	case WEFT_ORDER_EVENTS:
	case WEFT_AVOID_CLASHES:
	case WEFT_AVOID_UNAVAILABLE_TIMES:
	case WEFT_LIMIT_IDLE_TIMES:
	case WEFT_CLUSTER_BUSY_TIMES:
	case WEFT_LIMIT_BUSY_TIMES:
	case WEFT_LIMIT_WORKLOAD:
	case WEFT_CAPACITY:
	case WEFT_TRAVEL:
	case WEFT_FREE_BLOCKS:
	case WEFT_SAME_TIME_OF_DAY:
	case WEFT_MINIMUM_GAP:
	case WEFT_KEEP_OUT:
	case WEFT_BREAKS:
	case WEFT_GATHERINGS:
		return false;
	}
	return false;
}

static struct weft_rule_info new_rule(const struct weft_constraint *constraint)
{
	struct str name = constraint->tag_text;

	if (name.len == 0)
		name = constraint->name.len > 0 ? constraint->name : constraint->id;
	return (struct weft_rule_info){
		.tag = constraint->tag,
		.tag_text = constraint->tag_text,
		.name = name,
		.price = WEFT_NO_PRICE,
	};
}

/* The rule of a constraint, by its tag. */
static uint32_t rule_for(struct model *model, struct map *by_tag,
			 const struct weft_constraint *constraint)
{
	bool added = true;
	struct map_entry *entry = NULL;

	if (has_tag(constraint))
		entry = map_add(by_tag,
				arena_printf(model->arena, "%lld %.*s", (long long)constraint->tag,
					     STR_ARG(constraint->tag_text)),
				&added);
	if (!added)
		return (uint32_t)entry->value.number;
	if (entry != NULL)
		entry->value.number = (int64_t)model->rules.n;
	*vec_push(model->arena, &model->rules) = new_rule(constraint);
	return (uint32_t)model->rules.n - 1;
}

static void list_constraints(struct model *model)
{
	const struct weft_instance *instance = model->instance;
	uint32_t *count = arena_array(model->arena, uint32_t, model->rules.n + 1);
	uint32_t *list = arena_array(model->arena, uint32_t, instance->n_constraints);

	for (uint32_t c = 0; c < instance->n_constraints; c++)
		if (model->rule_of[c] != LINEAR_DEFINITION)
			count[model->rule_of[c] + 1]++;
	for (size_t r = 0; r < model->rules.n; r++) {
		count[r + 1] += count[r];
		model->rules.at[r].constraints.at = list + count[r];
	}
	for (uint32_t c = 0; c < instance->n_constraints; c++)
		if (model->rule_of[c] != LINEAR_DEFINITION)
			list[count[model->rule_of[c]] +
			     model->rules.at[model->rule_of[c]].constraints.n++] = c;
}

void model_find_rules(struct model *model)
{
	const struct weft_instance *instance = model->instance;
	struct map by_tag;

	map_init(&by_tag, model->arena);
	model->rule_of = arena_array(model->arena, uint32_t, instance->n_constraints);
	model->fact = arena_array(model->arena, bool, instance->n_constraints);
	for (uint32_t c = 0; c < instance->n_constraints; c++) {
		const struct weft_constraint *constraint = &instance->constraints[c];

		model->rule_of[c] = LINEAR_DEFINITION;
		if (!is_hard(constraint))
			continue;
		model->fact[c] = is_fact(model, constraint);
		if (!model->fact[c]) {
			uint32_t rule = rule_for(model, &by_tag, constraint);

			model->rule_of[c] = rule;
			if (constraint->price > model->rules.at[rule].price)
				model->rules.at[rule].price = constraint->price;
		}
	}
	list_constraints(model);
}
