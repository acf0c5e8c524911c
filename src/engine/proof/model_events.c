/* Rows of the constraints that look at events. */
#include "engine/proof/model.h"

#include "base/bits.h"

#include <string.h>

static const struct weft_constraint *constraint_at(const struct model *model, uint32_t c)
{
	return &model->instance->constraints[c];
}

static uint32_t subject(const struct model *model, uint32_t c, uint32_t p)
{
	return model->instance->points[constraint_at(model, c)->first_point + p].subject;
}

/* Whether a meet counts in a row. */
typedef bool (*placement_test)(const struct placement *placement, const void *what);

static void add_event(struct model *model, uint32_t event, placement_test test, const void *what)
{
	for (uint32_t p = model->first_placement[event]; p < model->first_placement[event + 1]; p++)
		if (test(&model->placements.at[p], what))
			linear_add(&model->linear, model->placements.at[p].var, 1);
}

static bool is_unassigned(const struct placement *placement, const void *what)
{
	(void)what;
	return placement->start == WEFT_NONE;
}

static void assign_time(struct model *model, uint32_t c)
{
	for (uint32_t p = 0; p < constraint_at(model, c)->n_points; p++) {
		linear_begin(&model->linear, model->rule_of[c], LINEAR_NO_LOW, 0);
		add_event(model, subject(model, c, p), is_unassigned, NULL);
		linear_end(&model->linear);
	}
}

static bool has_duration(const struct placement *placement, const void *what)
{
	return placement->duration == *(const int32_t *)what;
}

static void distribute(struct model *model, uint32_t c)
{
	const struct weft_limits *limits = &constraint_at(model, c)->limits;

	for (uint32_t p = 0; p < constraint_at(model, c)->n_points; p++) {
		linear_begin(&model->linear, model->rule_of[c], limits->minimum, limits->maximum);
		linear_numeric(&model->linear);
		add_event(model, subject(model, c, p), has_duration, &limits->duration);
		linear_end(&model->linear);
	}
}

struct preference {
	const uint64_t *times;
	int32_t duration;
};

static bool is_not_preferred(const struct placement *placement, const void *what)
{
	const struct preference *preference = what;

	return placement->start != WEFT_NONE &&
	       (preference->duration == 0 || placement->duration == preference->duration) &&
	       !bits_has(preference->times, placement->start);
}

static void prefer_times(struct model *model, uint32_t c)
{
	const struct weft_constraint *constraint = constraint_at(model, c);
	struct preference preference = {model_named_times(model, c), constraint->limits.duration};

	for (uint32_t p = 0; p < constraint->n_points; p++) {
		linear_begin(&model->linear, model->rule_of[c], LINEAR_NO_LOW, 0);
		linear_window(&model->linear, c);
		add_event(model, subject(model, c, p), is_not_preferred, &preference);
		linear_end(&model->linear);
	}
}

/* Every meet of the event has a resource in the need. */
static void assign_resource(struct model *model, uint32_t c)
{
	for (uint32_t i = 0; i < constraint_at(model, c)->n_points; i++) {
		uint32_t need = subject(model, c, i);
		uint32_t event = model->instance->event_resources[need].event;

		for (uint32_t p = model->first_placement[event];
		     p < model->first_placement[event + 1]; p++) {
			const struct placement *at = &model->placements.at[p];

			linear_begin(&model->linear, model->rule_of[c], 0, LINEAR_NO_HIGH);
			linear_add(&model->linear, at->var, -1);
			for (uint32_t k = at->first_choice; k < at->first_choice + at->n_choices;
			     k++)
				if (model->choices.at[k].need == need)
					linear_add(&model->linear, model->choices.at[k].var, 1);
			linear_end(&model->linear);
		}
	}
}

static void prefer_resources(struct model *model, uint32_t c)
{
	uint64_t *preferred = arena_array(model->arena, uint64_t,
					  model->instance->n_resource_words);

	model_preferred(model, c, preferred);
	for (uint32_t i = 0; i < constraint_at(model, c)->n_points; i++) {
		uint32_t need = subject(model, c, i);
		uint32_t event = model->instance->event_resources[need].event;
		uint32_t first = model->first_placement[event];
		uint32_t end = model->first_placement[event + 1];

		linear_begin(&model->linear, model->rule_of[c], LINEAR_NO_LOW, 0);
		for (uint32_t p = first; p < end; p++) {
			const struct placement *at = &model->placements.at[p];

			for (uint32_t k = at->first_choice; k < at->first_choice + at->n_choices;
			     k++)
				if (model->choices.at[k].need == need &&
				    !bits_has(preferred, model->choices.at[k].resource))
					linear_add(&model->linear, model->choices.at[k].var, 1);
		}
		linear_end(&model->linear);
	}
}

/* u(r): the group's role has resource r somewhere; at most one u. */
static void avoid_split(struct model *model, uint32_t c, const struct weft_event_group *group)
{
	const struct weft_instance *instance = model->instance;
	struct linear *linear = &model->linear;
	uint32_t *used = arena_array(model->arena, uint32_t, instance->n_resources);

	for (uint32_t r = 0; r < instance->n_resources; r++)
		used[r] = WEFT_NONE;
	for (uint32_t i = 0; i < group->events.n; i++) {
		uint32_t event = group->events.at[i];
		uint32_t role = weft_instance_find_role(instance, event,
							constraint_at(model, c)->role);
		uint32_t need, fixed;

		if (role == WEFT_NONE)
			continue;
		need = instance->events[event].first_resource + role;
		fixed = instance->event_resources[need].resource;
		if (fixed != WEFT_NONE) {
			if (used[fixed] == WEFT_NONE)
				used[fixed] = linear_new_var(linear);
			linear_begin(linear, LINEAR_DEFINITION, 1, 1);
			linear_add(linear, used[fixed], 1);
			linear_end(linear);
		}
		for (uint32_t p = model->first_placement[event];
		     p < model->first_placement[event + 1]; p++) {
			const struct placement *at = &model->placements.at[p];

			for (uint32_t k = at->first_choice; k < at->first_choice + at->n_choices;
			     k++) {
				const struct choice *choice = &model->choices.at[k];

				if (choice->need != need)
					continue;
				if (used[choice->resource] == WEFT_NONE)
					used[choice->resource] = linear_new_var(linear);
				linear_implies(linear, LINEAR_DEFINITION, choice->var,
					       used[choice->resource]);
			}
		}
	}
	linear_begin(linear, model->rule_of[c], LINEAR_NO_LOW, 1);
	for (uint32_t r = 0; r < instance->n_resources; r++)
		if (used[r] != WEFT_NONE)
			linear_add(linear, used[r], 1);
	linear_end(linear);
}

static bool starts_in(const struct placement *placement, const void *mask)
{
	return placement->start != WEFT_NONE && bits_has(mask, placement->start);
}

static void spread(struct model *model, uint32_t c, const struct weft_event_group *group)
{
	const struct weft_constraint *constraint = constraint_at(model, c);

	for (uint32_t g = 0; g < constraint->n_limited_groups; g++) {
		const struct weft_limited_group *limited = &constraint->limited_groups[g];
		bool bounded = limited->maximum != WEFT_UNLIMITED;

		linear_begin(&model->linear, model->rule_of[c], limited->minimum,
			     bounded ? limited->maximum : LINEAR_NO_HIGH);
		linear_numeric(&model->linear);
		for (uint32_t i = 0; i < group->events.n; i++)
			add_event(model, group->events.at[i], starts_in,
				  model->instance->time_groups[limited->group].mask);
		linear_end(&model->linear);
	}
}

/* All events of the group run at a time, or none. */
static void link(struct model *model, uint32_t c, const struct weft_event_group *group)
{
	struct linear *linear = &model->linear;
	uint32_t n_times = model->instance->n_times;
	uint32_t *first = arena_array(model->arena, uint32_t, n_times);

	for (uint32_t i = 0; i < group->events.n; i++) {
		size_t n;
		const struct use *uses = model_uses(
			model, (struct weft_list){&group->events.at[i], 1}, &n);

		for (uint32_t t = 0; t < n_times; t++) {
			uint32_t runs = model_any(model, uses, n, use_covers, t);

			if (i == 0)
				first[t] = runs;
			if (i == 0 || (runs == WEFT_NONE && first[t] == WEFT_NONE))
				continue;
			linear_begin(linear, model->rule_of[c], 0, 0);
			if (first[t] != WEFT_NONE)
				linear_add(linear, first[t], 1);
			if (runs != WEFT_NONE)
				linear_add(linear, runs, -1);
			linear_end(linear);
		}
	}
}

static bool may_be_split(const struct model *model, uint32_t event)
{
	int32_t duration = model->instance->events[event].duration;

	for (uint32_t p = model->first_placement[event]; p < model->first_placement[event + 1]; p++)
		if (model->placements.at[p].duration != duration)
			return true;
	return false;
}

static bool is_out_of_order(const struct placement *a, const struct placement *b,
			    const struct weft_event_pair *pair)
{
	int64_t gap;

	if (a->start == WEFT_NONE || b->start == WEFT_NONE)
		return false;
	gap = (int64_t)b->start - ((int64_t)a->start + a->duration);
	return gap < pair->min_separation ||
	       (pair->max_separation != WEFT_UNLIMITED && gap > pair->max_separation);
}

static void order(struct model *model, uint32_t c, const struct weft_event_pair *pair)
{
	struct linear *linear = &model->linear;

	if (may_be_split(model, pair->first) || may_be_split(model, pair->second)) {
		model_not_covered(model, c, "it orders events that may be split.");
		return;
	}
	for (uint32_t i = model->first_placement[pair->first];
	     i < model->first_placement[pair->first + 1]; i++) {
		linear_begin(linear, model->rule_of[c], LINEAR_NO_LOW, 1);
		linear_add(linear, model->placements.at[i].var, 1);
		for (uint32_t j = model->first_placement[pair->second];
		     j < model->first_placement[pair->second + 1]; j++)
			if (is_out_of_order(&model->placements.at[i], &model->placements.at[j],
					    pair))
				linear_add(linear, model->placements.at[j].var, 1);
		linear_end(linear);
	}
}

static void each_group(struct model *model, uint32_t c,
		       void (*constrain)(struct model *, uint32_t, const struct weft_event_group *))
{
	for (uint32_t p = 0; p < constraint_at(model, c)->n_points && !model_stops(model); p++)
		constrain(model, c, &model->instance->event_groups[subject(model, c, p)]);
}

void model_constrain_events(struct model *model)
{
	for (uint32_t c = 0; c < model->instance->n_constraints && !model_stops(model); c++) {
		const struct weft_constraint *constraint = constraint_at(model, c);

		/* Of a spread that is a fact the rows are written too: the variables alone do
		 * not bound several events, or several times, together. */
		if (model->fact[c] && constraint->kind == WEFT_SPREAD_EVENTS)
			each_group(model, c, spread);
		if (!model_is_rule(model, c))
			continue;
		if (constraint->kind == WEFT_ASSIGN_TIME)
			assign_time(model, c);
		else if (constraint->kind == WEFT_ASSIGN_RESOURCE)
			assign_resource(model, c);
		else if (constraint->kind == WEFT_DISTRIBUTE_SPLIT_EVENTS)
			distribute(model, c);
		else if (constraint->kind == WEFT_PREFER_TIMES)
			prefer_times(model, c);
		else if (constraint->kind == WEFT_PREFER_RESOURCES)
			prefer_resources(model, c);
		else if (constraint->kind == WEFT_AVOID_SPLIT_ASSIGNMENTS)
			each_group(model, c, avoid_split);
		else if (constraint->kind == WEFT_SPREAD_EVENTS)
			each_group(model, c, spread);
		else if (constraint->kind == WEFT_LINK_EVENTS)
			each_group(model, c, link);
		for (uint32_t p = 0;
		     constraint->kind == WEFT_ORDER_EVENTS && p < constraint->n_points; p++)
			order(model, c, &constraint->pairs[subject(model, c, p)]);
	}
}
