/* The constraints of a builder. */
#include "engine/builder.h"
#include "engine/builder_internal.h"
#include "engine/kind.h"

enum { MAX_WEIGHT = 1000000 };

uint32_t weft_builder_add_constraint(struct weft_builder *b, const struct weft_rule *rule)
{
	struct weft_constraint c = {
		.kind = rule->kind,
		.id = rule->id,
		.required = rule->required,
		.weight = rule->weight,
		.cost_function = rule->cost_function,
		.limits = rule->limits,
		.tag = rule->tag,
		.price = rule->price,
	};

	if (b->err.kind != ERR_NONE)
		return WEFT_NONE;
	if ((unsigned)rule->kind >= WEFT_N_KINDS ||
	    (unsigned)rule->cost_function >= WEFT_N_COST_FUNCTIONS)
		return builder_fail(b, "Constraint %.*s is of an unknown kind or cost function",
				    STR_ARG(rule->id));
	if (rule->weight < 0 || rule->weight > MAX_WEIGHT)
		return builder_fail(b, "Constraint %.*s has the weight %d; it must be 0 to %d",
				    STR_ARG(rule->id), rule->weight, MAX_WEIGHT);
	if (kind_of(rule->kind)->check != NULL && !kind_of(rule->kind)->check(&c, &b->err))
		return WEFT_NONE;
	if (c.id.len > 0) {
		bool added;
		struct map_entry *entry;

		c.id = arena_str(b->arena, c.id);
		entry = map_add(&b->index->constraint_ids, c.id, &added);
		if (!added)
			return builder_fail(b, "There are two constraints with the id %.*s",
					    STR_ARG(c.id));
		entry->value.number = (int64_t)b->constraints.n;
	}
	c.name = arena_str(b->arena, rule->name);
	c.role = arena_str(b->arena, rule->role);
	c.tag_text = arena_str(b->arena, rule->tag_text);
	*vec_push(b->work, &b->constraints) = c;
	return (uint32_t)b->constraints.n - 1;
}

/* May the constraint take this, and does the thing exist? */
static bool may_take(struct weft_builder *b, uint32_t constraint, unsigned what, uint32_t item,
		     size_t n, const char *name)
{
	const struct kind *kind;

	if (!builder_check(b, constraint, b->constraints.n, "constraint"))
		return false;
	kind = kind_of(b->constraints.at[constraint].kind);
	if ((kind->takes & what) == 0) {
		struct str id = b->constraints.at[constraint].id;

		(void)builder_fail(b, "Constraint %.*s: a constraint of kind %.*s takes no %s here",
				   STR_ARG(id), STR_ARG(kind->name), name);
		return false;
	}
	if (item >= n) {
		(void)builder_fail(b, "Constraint %.*s names a %s that does not exist",
				   STR_ARG(b->constraints.at[constraint].id), name);
		return false;
	}
	return true;
}

static void push(struct weft_builder *b, struct owned_list *list, uint32_t owner, uint32_t item)
{
	*vec_push(b->work, list) = (struct owned){owner, item};
}

void weft_builder_apply_to_event(struct weft_builder *b, uint32_t constraint, uint32_t event)
{
	if (may_take(b, constraint, TAKES_EVENTS, event, b->events.n, "event"))
		push(b, &b->to_events, constraint, event);
}

void weft_builder_apply_to_event_group(struct weft_builder *b, uint32_t constraint, uint32_t group)
{
	if (may_take(b, constraint, TAKES_EVENT_GROUPS, group, b->event_groups.n, "event group"))
		push(b, &b->to_event_groups, constraint, group);
}

void weft_builder_apply_to_pair(struct weft_builder *b, uint32_t constraint,
				const struct weft_event_pair *pair)
{
	if (may_take(b, constraint, TAKES_PAIRS, pair->first, b->events.n, "event") &&
	    may_take(b, constraint, TAKES_PAIRS, pair->second, b->events.n, "event"))
		*vec_push(b->work, &b->pairs) = (struct owned_pair){constraint, *pair};
}

void weft_builder_apply_to_resource(struct weft_builder *b, uint32_t constraint, uint32_t resource)
{
	if (may_take(b, constraint, TAKES_RESOURCES, resource, b->resources.n, "resource"))
		push(b, &b->to_resources, constraint, resource);
}

void weft_builder_apply_to_resource_group(struct weft_builder *b, uint32_t constraint,
					  uint32_t group)
{
	if (may_take(b, constraint, TAKES_RESOURCES, group, b->resource_groups.n, "resource group"))
		push(b, &b->to_resource_groups, constraint, group);
}

void weft_builder_name_time(struct weft_builder *b, uint32_t constraint, uint32_t time)
{
	if (may_take(b, constraint, TAKES_TIMES, time, b->times.n, "time"))
		push(b, &b->of_times, constraint, time);
}

void weft_builder_name_time_group(struct weft_builder *b, uint32_t constraint, uint32_t group)
{
	if (may_take(b, constraint, TAKES_TIME_GROUPS, group, b->time_groups.n, "time group"))
		push(b, &b->of_time_groups, constraint, group);
}

void weft_builder_name_limited_group(struct weft_builder *b, uint32_t constraint, uint32_t group,
				     int32_t minimum, int32_t maximum)
{
	if (may_take(b, constraint, TAKES_LIMITED_GROUPS, group, b->time_groups.n,
		     "limited time group"))
		*vec_push(b->work, &b->limited) = (struct owned_group){constraint,
								       {group, minimum, maximum}};
}

void weft_builder_name_resource(struct weft_builder *b, uint32_t constraint, uint32_t resource)
{
	if (may_take(b, constraint, TAKES_PREFERRED, resource, b->resources.n, "resource"))
		push(b, &b->of_resources, constraint, resource);
}

void weft_builder_name_resource_group(struct weft_builder *b, uint32_t constraint, uint32_t group)
{
	if (may_take(b, constraint, TAKES_PREFERRED, group, b->resource_groups.n, "resource group"))
		push(b, &b->of_resource_groups, constraint, group);
}

void weft_builder_name_distance(struct weft_builder *b, uint32_t constraint, uint32_t from,
				uint32_t to, int32_t length)
{
	if (!may_take(b, constraint, TAKES_DISTANCES, from, b->sites.n, "site") ||
	    !may_take(b, constraint, TAKES_DISTANCES, to, b->sites.n, "site"))
		return;
	if (length < 0 || length > (1 << 16))
		(void)builder_fail(b, "Constraint %.*s: a way of %d times between two sites",
				   STR_ARG(b->constraints.at[constraint].id), length);
	else
		*vec_push(b->work, &b->distances) = (struct owned_distance){constraint,
									    {from, to, length}};
}
