/* The variables: where each event may be, and with which resources. */
#include "engine/proof/model.h"

#include "base/bits.h"

#include <string.h>

enum { MOST_VARIABLES = 8000000 };

/* The durations that meets of an event may have, by the facts. */
struct durations {
	int32_t least, most;
	int64_t min_amount, max_amount;
};

static void narrow_durations(struct durations *durations, const struct weft_limits *limits)
{
	if (limits->minimum_duration > durations->least)
		durations->least = limits->minimum_duration;
	if (limits->maximum_duration < durations->most)
		durations->most = limits->maximum_duration;
	if (limits->minimum > durations->min_amount)
		durations->min_amount = limits->minimum;
	if (limits->maximum < durations->max_amount)
		durations->max_amount = limits->maximum;
}

/* By event. */
static struct durations *find_durations(const struct model *model)
{
	const struct weft_instance *instance = model->instance;
	struct durations *all = arena_array(model->arena, struct durations, instance->n_events);

	for (uint32_t e = 0; e < instance->n_events; e++) {
		int32_t duration = instance->events[e].duration;

		all[e] = (struct durations){1, duration, 1, duration};
	}
	for (uint32_t c = 0; c < instance->n_constraints; c++) {
		const struct weft_constraint *constraint = &instance->constraints[c];

		for (uint32_t p = 0; p < constraint->n_points && model->fact[c] &&
				     constraint->kind == WEFT_SPLIT_EVENTS;
		     p++)
			narrow_durations(
				&all[instance->points[constraint->first_point + p].subject],
				&constraint->limits);
	}
	for (uint32_t e = 0; e < instance->n_events; e++)
		if (all[e].max_amount == 1 && all[e].least < instance->events[e].duration)
			all[e].least = instance->events[e].duration;
	return all;
}

static void all_of(uint64_t *bits, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		bits_add(bits, i);
}

/* Narrow the events' times by facts. */
static void find_times(struct model *model)
{
	const struct weft_instance *instance = model->instance;
	uint32_t words = instance->n_time_words;

	for (uint32_t e = 0; e < instance->n_events; e++) {
		uint64_t *allowed = &model->allowed_times[(size_t)e * words];

		if (instance->events[e].time != WEFT_NONE)
			bits_add(allowed, instance->events[e].time);
		else
			all_of(allowed, instance->n_times);
	}
	for (uint32_t c = 0; c < instance->n_constraints; c++) {
		const struct weft_constraint *constraint = &instance->constraints[c];
		const uint64_t *named;

		if (constraint->kind != WEFT_PREFER_TIMES || !model->fact[c])
			continue;
		named = model_named_times(model, c);
		for (uint32_t p = 0; p < constraint->n_points; p++) {
			uint32_t e = instance->points[constraint->first_point + p].subject;

			for (uint32_t w = 0; w < words; w++)
				model->allowed_times[(size_t)e * words + w] &= named[w];
		}
	}
}

static void narrow_group(struct model *model, const struct weft_event_group *group,
			 const struct weft_limited_group *limited)
{
	struct weft_list times = model->instance->time_groups[limited->group].times;

	for (uint32_t i = 0; i < group->events.n; i++)
		for (uint32_t t = 0; t < times.n; t++) {
			size_t at = (size_t)group->events.at[i] * model->instance->n_times +
				    times.at[t];

			if (limited->maximum < model->most_at[at])
				model->most_at[at] = limited->maximum;
		}
}

/* How many meets of each event may start at each time, by the facts: at most so many in
 * a time group with the time. Few copies of a meet keep the model small. */
static void find_most(struct model *model)
{
	const struct weft_instance *instance = model->instance;
	size_t n = (size_t)instance->n_events * instance->n_times;

	model->most_at = arena_array(model->arena, int32_t, n);
	for (size_t i = 0; i < n; i++)
		model->most_at[i] = INT32_MAX;
	for (uint32_t c = 0; c < instance->n_constraints; c++) {
		const struct weft_constraint *constraint = &instance->constraints[c];

		if (constraint->kind != WEFT_SPREAD_EVENTS || !model->fact[c])
			continue;
		for (uint32_t p = 0; p < constraint->n_points; p++) {
			uint32_t group = instance->points[constraint->first_point + p].subject;

			for (uint32_t g = 0; g < constraint->n_limited_groups; g++)
				narrow_group(model, &instance->event_groups[group],
					     &constraint->limited_groups[g]);
		}
	}
}

void model_preferred(const struct model *model, uint32_t constraint, uint64_t *ret)
{
	const struct weft_instance *instance = model->instance;
	const struct weft_constraint *c = &instance->constraints[constraint];

	memset(ret, 0, instance->n_resource_words * sizeof *ret);
	for (uint32_t i = 0; i < c->preferred_resources.n; i++)
		bits_add(ret, c->preferred_resources.at[i]);
	for (uint32_t g = 0; g < c->preferred_groups.n; g++) {
		const struct weft_resource_group
			*group = &instance->resource_groups[c->preferred_groups.at[g]];

		for (uint32_t i = 0; i < group->resources.n; i++)
			bits_add(ret, group->resources.at[i]);
	}
}

/* Narrow the resources of every need by type and facts. */
static void find_resources(struct model *model)
{
	const struct weft_instance *instance = model->instance;
	uint32_t words = instance->n_resource_words;
	uint64_t *preferred = arena_array(model->arena, uint64_t, words);

	for (uint32_t i = 0; i < instance->n_event_resources; i++) {
		const struct weft_event_resource *need = &instance->event_resources[i];
		struct weft_list of_type = instance->resource_types[need->type].resources;

		for (uint32_t r = 0; r < of_type.n; r++)
			bits_add(&model->allowed_resources[(size_t)i * words], of_type.at[r]);
	}
	for (uint32_t c = 0; c < instance->n_constraints; c++) {
		const struct weft_constraint *constraint = &instance->constraints[c];

		if (constraint->kind != WEFT_PREFER_RESOURCES || !model->fact[c])
			continue;
		model_preferred(model, c, preferred);
		for (uint32_t p = 0; p < constraint->n_points; p++) {
			uint32_t need = instance->points[constraint->first_point + p].subject;

			for (uint32_t w = 0; w < words; w++)
				model->allowed_resources[(size_t)need * words + w] &= preferred[w];
		}
	}
}

static void make_choices(struct model *model, uint32_t placement)
{
	const struct weft_instance *instance = model->instance;
	const struct placement at = model->placements.at[placement];
	const struct weft_event *e = &instance->events[at.event];
	uint32_t words = instance->n_resource_words;

	model->placements.at[placement].first_choice = (uint32_t)model->choices.n;
	for (uint32_t n = 0; n < e->n_resources; n++) {
		uint32_t need = e->first_resource + n;
		const uint64_t *allowed = &model->allowed_resources[(size_t)need * words];
		size_t end = (size_t)words * 64, r;

		if (instance->event_resources[need].resource != WEFT_NONE)
			continue;
		for (r = bits_next(allowed, words, 0); r < end;
		     r = bits_next(allowed, words, r + 1)) {
			struct choice choice = {linear_new_var(&model->linear), placement, need,
						(uint32_t)r};
			struct use use = {choice.var, at.event, at.start, at.duration};

			*vec_push(model->arena, &model->choices) = choice;
			*vec_push(model->arena, &model->resources[r].uses) = use;
		}
	}
	model->placements.at[placement].n_choices = (uint32_t)model->choices.n -
						    model->placements.at[placement].first_choice;
}

static void make_placement(struct model *model, uint32_t event, int32_t duration, uint32_t start)
{
	const struct weft_event *e = &model->instance->events[event];
	uint32_t var = linear_new_var(&model->linear);
	struct use use = {var, event, start, duration};

	*vec_push(model->arena, &model->placements) = (struct placement){
		.var = var, .event = event, .start = start, .duration = duration};
	for (uint32_t n = 0; n < e->n_resources; n++) {
		uint32_t resource = model->instance->event_resources[e->first_resource + n]
					    .resource;

		if (resource != WEFT_NONE)
			*vec_push(model->arena, &model->resources[resource].uses) = use;
	}
	make_choices(model, (uint32_t)model->placements.n - 1);
}

/* All meets of one duration; of equal ones the first copies are used first. */
static void make_placements(struct model *model, uint32_t event, int32_t duration, int32_t copies)
{
	const int32_t *most = model->most_at + (size_t)event * model->instance->n_times;
	const struct weft_instance *instance = model->instance;
	const uint64_t *allowed = &model->allowed_times[(size_t)event * instance->n_time_words];
	uint32_t words = instance->n_time_words;
	size_t t = bits_next(allowed, words, 0);

	for (; t + (uint32_t)duration <= instance->n_times; t = bits_next(allowed, words, t + 1))
		for (int32_t k = 0; k < copies && k < most[t]; k++) {
			make_placement(model, event, duration, (uint32_t)t);
			if (k > 0)
				linear_implies(&model->linear, LINEAR_DEFINITION,
					       model->placements.at[model->placements.n - 1].var,
					       model->placements.at[model->placements.n - 2].var);
		}
	for (int32_t k = 0; instance->events[event].time == WEFT_NONE && k < copies; k++)
		make_placement(model, event, duration, WEFT_NONE);
}

static void make_event(struct model *model, uint32_t event, struct durations durations)
{
	struct linear *linear = &model->linear;
	const struct weft_event *e = &model->instance->events[event];
	uint32_t first = (uint32_t)model->placements.n;

	for (int32_t d = durations.least; d <= durations.most; d++)
		make_placements(model, event, d, e->duration / d);
	linear_begin(linear, LINEAR_DEFINITION, e->duration, e->duration);
	for (size_t p = first; p < model->placements.n; p++)
		linear_add(linear, model->placements.at[p].var, model->placements.at[p].duration);
	linear_end(linear);
	if (durations.min_amount <= 1 && durations.max_amount >= e->duration / durations.least)
		return;
	linear_begin(linear, LINEAR_DEFINITION, durations.min_amount, durations.max_amount);
	for (size_t p = first; p < model->placements.n; p++)
		linear_add(linear, model->placements.at[p].var, 1);
	linear_end(linear);
}

/* At most one resource a need of a meet, and only if the meet is there. */
static void define_choices(struct model *model)
{
	struct linear *linear = &model->linear;

	for (size_t p = 0; p < model->placements.n; p++) {
		const struct placement *at = &model->placements.at[p];
		uint32_t end = at->first_choice + at->n_choices;

		for (uint32_t i = at->first_choice; i < end;) {
			uint32_t need = model->choices.at[i].need;

			linear_begin(linear, LINEAR_DEFINITION, LINEAR_NO_LOW, 0);
			linear_add(linear, at->var, -1);
			for (; i < end && model->choices.at[i].need == need; i++)
				linear_add(linear, model->choices.at[i].var, 1);
			linear_end(linear);
		}
	}
}

bool model_make_variables(struct model *model, struct err *err)
{
	const struct weft_instance *instance = model->instance;
	const struct durations *durations;

	model->allowed_times = arena_array(model->arena, uint64_t,
					   (size_t)instance->n_events * instance->n_time_words);
	model->allowed_resources = arena_array(model->arena, uint64_t,
					       (size_t)instance->n_event_resources *
						       instance->n_resource_words);
	model->first_placement = arena_array(model->arena, uint32_t, instance->n_events + 1);
	model->resources = arena_alloc_array(model->arena, instance->n_resources,
					     sizeof *model->resources, alignof(max_align_t));
	find_resources(model);
	find_times(model);
	find_most(model);
	durations = find_durations(model);
	for (uint32_t e = 0; e < instance->n_events; e++) {
		model->first_placement[e] = (uint32_t)model->placements.n;
		make_event(model, e, durations[e]);
		if (model->linear.n_vars > MOST_VARIABLES)
			return err_set(err, ERR_INVALID,
				       "the model needs more than %d variables, too many to be "
				       "decided exactly",
				       MOST_VARIABLES);
		if (model_stops(model))
			return err_set(err, ERR_BUSY, "the time ended while the model was built");
	}
	model->first_placement[instance->n_events] = (uint32_t)model->placements.n;
	define_choices(model);
	return true;
}
