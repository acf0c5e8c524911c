/* Records of constraints become constraints of the engine. */
#include "kit/formats/xhstt/xhstt_build_internal.h"

#include <math.h>
#include <strings.h>

static bool read_required(const struct building *b, const struct constraint_record *record,
			  bool *ret, struct err *err)
{
	const struct str text = record->required;

	if (text.len == 4 && strncasecmp(text.ptr, "true", 4) == 0)
		*ret = true;
	else if (text.len == 5 && strncasecmp(text.ptr, "false", 5) == 0)
		*ret = false;
	else
		return xml_fault(b->name, &record->head, err,
				 "<Required> must be true or false, not \"%.*s\"",
				 xhstt_shown(text), text.ptr);
	return true;
}

static int32_t number(const struct xml_number *number)
{
	return (int32_t)number->value; /* the rules keep it within */
}

static bool add_constraint(const struct building *b, const struct constraint_record *record,
			   uint32_t *ret, struct err *err)
{
	struct weft_rule rule = {
		.kind = (enum weft_kind)record->head.tag,
		.id = record->id,
		.name = record->name,
		.weight = number(&record->weight),
		.limits =
			{
				.minimum = number(&record->minimum),
				.maximum = number(&record->maximum),
				.minimum_duration = number(&record->minimum_duration),
				.maximum_duration = number(&record->maximum_duration),
				.duration = number(&record->duration),
			},
		.role = record->role,
		.price = WEFT_NO_PRICE,
	};

	if (!read_required(b, record, &rule.required, err))
		return false;
	if (!weft_cost_function_from_name(record->cost_function, &rule.cost_function))
		return xml_fault(b->name, &record->head, err, "there is no cost function \"%.*s\"",
				 xhstt_shown(record->cost_function), record->cost_function.ptr);
	*ret = weft_builder_add_constraint(b->builder, &rule);
	return xhstt_built(b, &record->head, err);
}

/* The engine keeps something for each point of application, in the worst case for each
 * time or resource; a few lines of a file can name a great many. */
static bool count_points(const struct building *b, const struct constraint_record *record,
			 uint64_t n, struct err *err)
{
	b->counts->points += n;
	return b->counts->points * b->counts->columns <= XHSTT_MAX_CELLS ||
	       xml_fault(b->name, &record->head, err,
			 "the constraints apply to more than is allowed");
}

/* How many points a reference to a thing may become. */
static uint64_t points_of(const struct building *b, enum thing thing, uint32_t index)
{
	if (thing == RESOURCE_GROUP)
		return b->resource_group_size[index];
	return thing == EVENT_GROUP ? b->event_group_size[index] : 1;
}

/* One list of references, and what the builder does with each. */
struct use {
	const struct references *list;
	enum thing thing;
	void (*take)(struct weft_builder *builder, uint32_t constraint, uint32_t index);
};

static bool take_all(const struct building *b, const struct constraint_record *record,
		     uint32_t constraint, const struct use *use, struct err *err)
{
	for (size_t i = 0; i < use->list->n; i++) {
		const struct reference *reference = &use->list->at[i];
		uint32_t index = WEFT_NONE;

		if (!xhstt_lookup(b, use->thing, &reference->head, reference->id, &index, err) ||
		    !count_points(b, record, points_of(b, use->thing, index), err))
			return false;
		use->take(b->builder, constraint, index);
		if (!xhstt_built(b, &reference->head, err))
			return false;
	}
	return true;
}

static bool take_pair(const struct building *b, uint32_t constraint,
		      const struct pair_record *record, struct err *err)
{
	struct weft_event_pair pair = {
		.min_separation = number(&record->minimum),
		.max_separation = record->maximum.given ? number(&record->maximum) : WEFT_UNLIMITED,
	};

	if (!xhstt_lookup(b, EVENT, &record->first.head, record->first.id, &pair.first, err) ||
	    !xhstt_lookup(b, EVENT, &record->second.head, record->second.id, &pair.second, err))
		return false;
	weft_builder_apply_to_pair(b->builder, constraint, &pair);
	return xhstt_built(b, &record->head, err);
}

static bool take_limited(const struct building *b, uint32_t constraint,
			 const struct limited_record *record, struct err *err)
{
	uint32_t group = WEFT_NONE;

	if (!xhstt_lookup(b, TIME_GROUP, &record->head, record->id, &group, err))
		return false;
	weft_builder_name_limited_group(b->builder, constraint, group, number(&record->minimum),
					number(&record->maximum));
	return xhstt_built(b, &record->head, err);
}

/* More than any point of the constraint can deviate. */
static double largest_deviation(const struct building *b, const struct constraint_record *record)
{
	const struct counts *counts = b->counts;
	const double groups = (double)(record->time_groups.n + record->limited_groups.n + 1);
	const double columns = (double)counts->columns;
	double sum = (double)record->minimum.value + (double)record->minimum_duration.value;
	double largest = (double)counts->duration;

	for (size_t i = 0; i < record->limited_groups.n; i++)
		sum += (double)record->limited_groups.at[i].minimum.value;
	for (size_t i = 0; i < record->pairs.n; i++)
		sum += fabs((double)record->pairs.at[i].minimum.value) +
		       fabs((double)record->pairs.at[i].maximum.value);
	switch ((enum weft_kind)record->head.tag) {
	case WEFT_AVOID_CLASHES:
		largest = (double)counts->cells;
		break;
	case WEFT_LIMIT_WORKLOAD:
		largest = (double)counts->needs * (double)counts->workload;
		break;
	case WEFT_AVOID_UNAVAILABLE_TIMES:
	case WEFT_LIMIT_IDLE_TIMES:
	case WEFT_CLUSTER_BUSY_TIMES:
	case WEFT_LIMIT_BUSY_TIMES:
		largest = columns;
		break;
	case WEFT_ASSIGN_RESOURCE:
	case WEFT_ASSIGN_TIME:
	case WEFT_SPLIT_EVENTS:
	case WEFT_DISTRIBUTE_SPLIT_EVENTS:
	case WEFT_PREFER_RESOURCES:
	case WEFT_PREFER_TIMES:
	case WEFT_AVOID_SPLIT_ASSIGNMENTS:
	case WEFT_SPREAD_EVENTS:
	case WEFT_LINK_EVENTS:
	case WEFT_ORDER_EVENTS:
	case WEFT_CAPACITY:
	case WEFT_TRAVEL:
	case WEFT_FREE_BLOCKS:
	case WEFT_SAME_TIME_OF_DAY:
	case WEFT_MINIMUM_GAP:
	case WEFT_KEEP_OUT:
	case WEFT_BREAKS:
	case WEFT_GATHERINGS:
		break;
	}
	return groups * (largest + columns + sum);
}

/* The engine counts costs in 64 bits, and a search weighs hard ones a thousand times. */
static bool can_be_counted(const struct building *b, const struct constraint_record *record,
			   uint64_t n_points, struct err *err)
{
	const double most = 4e18, hardness = 1e3;
	double cost = largest_deviation(b, record);
	enum weft_cost_function function = WEFT_LINEAR;

	(void)weft_cost_function_from_name(record->cost_function, &function);
	if (function == WEFT_QUADRATIC || function == WEFT_SQUARE_SUM ||
	    function == WEFT_SUM_SQUARES)
		cost *= cost;
	b->counts->magnitude += cost * (double)n_points * (double)record->weight.value * hardness;
	return b->counts->magnitude < most ||
	       xml_fault(b->name, &record->head, err,
			 "the constraints up to this one could cost more than can be counted");
}

bool xhstt_build_constraint(const struct building *b, const struct constraint_record *record,
			    struct err *err)
{
	const struct use uses[] = {
		{&record->event_groups, EVENT_GROUP, weft_builder_apply_to_event_group},
		{&record->events, EVENT, weft_builder_apply_to_event},
		{&record->resource_groups, RESOURCE_GROUP, weft_builder_apply_to_resource_group},
		{&record->resources, RESOURCE, weft_builder_apply_to_resource},
		{&record->time_groups, TIME_GROUP, weft_builder_name_time_group},
		{&record->times, TIME, weft_builder_name_time},
		{&record->preferred_groups, RESOURCE_GROUP, weft_builder_name_resource_group},
		{&record->preferred_resources, RESOURCE, weft_builder_name_resource},
	};
	const uint64_t before = b->counts->points;
	uint32_t constraint = WEFT_NONE;

	if (!count_points(b, record, 1 + record->pairs.n, err) ||
	    !add_constraint(b, record, &constraint, err))
		return false;
	for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
		if (!take_all(b, record, constraint, &uses[i], err))
			return false;
	for (size_t i = 0; i < record->pairs.n; i++)
		if (!take_pair(b, constraint, &record->pairs.at[i], err))
			return false;
	for (size_t i = 0; i < record->limited_groups.n; i++)
		if (!take_limited(b, constraint, &record->limited_groups.at[i], err))
			return false;
	return can_be_counted(b, record, b->counts->points - before, err);
}
