#include "kit/formats/xhstt/xhstt_modern.h"
#include "kit/formats/xhstt/xhstt_write_internal.h"

#include <stdio.h>

static void put_text(struct writing *w, const char *name, struct str text)
{
	xml_write_text(&w->xml, name, text);
}

/* <Lists><Item Reference="..."/>...</Lists> */
static void put_list(struct writing *w, const char *lists, const char *item,
		     const struct weft_list *list, const void *objects, size_t size)
{
	if (list->n == 0)
		return;
	xml_write_open(&w->xml, lists);
	for (uint32_t i = 0; i < list->n; i++) {
		/* Every object of an instance begins with its id. */
		const struct str *id = (const void *)((const char *)objects + list->at[i] * size);

		xhstt_put_reference(w, item, *id);
	}
	xml_write_close(&w->xml);
}

#define PUT_LIST(w, lists, item, list, objects) \
	put_list(w, lists, item, list, (w)->instance->objects, sizeof *(w)->instance->objects)

static void put_pairs(struct writing *w, const struct weft_constraint *c)
{
	const struct weft_event *events = w->instance->events;

	if (c->n_pairs == 0)
		return;
	xml_write_open(&w->xml, "EventPairs");
	for (uint32_t i = 0; i < c->n_pairs; i++) {
		const struct weft_event_pair *pair = &c->pairs[i];

		xml_write_open(&w->xml, "EventPair");
		xhstt_put_reference(w, "FirstEvent", events[pair->first].id);
		xhstt_put_reference(w, "SecondEvent", events[pair->second].id);
		xml_write_number(&w->xml, "MinSeparation", pair->min_separation);
		if (pair->max_separation != WEFT_UNLIMITED)
			xml_write_number(&w->xml, "MaxSeparation", pair->max_separation);
		xml_write_close(&w->xml);
	}
	xml_write_close(&w->xml);
}

static void put_applies_to(struct writing *w, const struct weft_constraint *c)
{
	xml_write_open(&w->xml, "AppliesTo");
	PUT_LIST(w, "EventGroups", "EventGroup", &c->event_groups, event_groups);
	PUT_LIST(w, "Events", "Event", &c->events, events);
	put_pairs(w, c);
	PUT_LIST(w, "ResourceGroups", "ResourceGroup", &c->resource_groups, resource_groups);
	PUT_LIST(w, "Resources", "Resource", &c->resources, resources);
	xml_write_close(&w->xml);
}

static void put_time_groups(struct writing *w, const struct weft_constraint *c,
			    const struct xhstt_piece *piece)
{
	const struct weft_list one = {&c->time_groups.at[piece->group], 1};

	PUT_LIST(w, "TimeGroups", "TimeGroup", piece->whole ? &c->time_groups : &one, time_groups);
}

static void put_limited_groups(struct writing *w, const struct weft_constraint *c,
			       const struct xhstt_piece *piece)
{
	if (c->n_limited_groups == 0)
		return;
	xml_write_open(&w->xml, "TimeGroups");
	for (uint32_t i = 0; i < c->n_limited_groups; i++) {
		const struct weft_limited_group *limited = &c->limited_groups[i];

		if (!piece->whole && piece->group != i)
			continue;
		xml_write_open(&w->xml, "TimeGroup");
		xml_write_attribute(&w->xml, "Reference",
				    w->instance->time_groups[limited->group].id);
		xml_write_number(&w->xml, "Minimum", limited->minimum);
		xml_write_number(&w->xml, "Maximum", limited->maximum);
		xml_write_close(&w->xml);
	}
	xml_write_close(&w->xml);
}

static void put_minimum_maximum(struct writing *w, const struct weft_constraint *c)
{
	xml_write_number(&w->xml, "Minimum", c->limits.minimum);
	xml_write_number(&w->xml, "Maximum", c->limits.maximum);
}

static void put_split(struct writing *w, const struct weft_constraint *c)
{
	xml_write_number(&w->xml, "MinimumDuration", c->limits.minimum_duration);
	xml_write_number(&w->xml, "MaximumDuration", c->limits.maximum_duration);
	xml_write_number(&w->xml, "MinimumAmount", c->limits.minimum);
	xml_write_number(&w->xml, "MaximumAmount", c->limits.maximum);
}

static void put_times(struct writing *w, const struct weft_constraint *c,
		      const struct xhstt_piece *piece)
{
	put_time_groups(w, c, piece);
	PUT_LIST(w, "Times", "Time", &c->times, times);
}

/* What only this kind has, in the order of the standard. */
static void put_own(struct writing *w, const struct weft_constraint *c,
		    const struct xhstt_piece *piece)
{
	switch (c->kind) {
	case WEFT_PREFER_RESOURCES:
		PUT_LIST(w, "ResourceGroups", "ResourceGroup", &c->preferred_groups,
			 resource_groups);
		PUT_LIST(w, "Resources", "Resource", &c->preferred_resources, resources);
		put_text(w, "Role", c->role);
		break;
	case WEFT_ASSIGN_RESOURCE:
	case WEFT_AVOID_SPLIT_ASSIGNMENTS:
		put_text(w, "Role", c->role);
		break;
	case WEFT_SPLIT_EVENTS:
		put_split(w, c);
		break;
	case WEFT_DISTRIBUTE_SPLIT_EVENTS:
		xml_write_number(&w->xml, "Duration", c->limits.duration);
		put_minimum_maximum(w, c);
		break;
	case WEFT_PREFER_TIMES:
		put_times(w, c, piece);
		if (c->limits.duration > 0)
			xml_write_number(&w->xml, "Duration", c->limits.duration);
		break;
	case WEFT_AVOID_UNAVAILABLE_TIMES:
		put_times(w, c, piece);
		break;
	case WEFT_SPREAD_EVENTS:
		put_limited_groups(w, c, piece);
		break;
	case WEFT_LIMIT_IDLE_TIMES:
	case WEFT_CLUSTER_BUSY_TIMES:
	case WEFT_LIMIT_BUSY_TIMES:
		put_time_groups(w, c, piece);
		put_minimum_maximum(w, c);
		break;
	case WEFT_LIMIT_WORKLOAD:
		put_minimum_maximum(w, c);
		break;
	case WEFT_ASSIGN_TIME:
	case WEFT_LINK_EVENTS:
	case WEFT_ORDER_EVENTS:
	case WEFT_AVOID_CLASHES:
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
}

static void put_piece(struct writing *w, const struct weft_constraint *c,
		      const struct xhstt_piece *piece)
{
	const struct str kind = weft_kind_name(c->kind);
	char element[64];

	(void)snprintf(element, sizeof element, "%.*sConstraint", STR_ARG(kind));
	xhstt_open_with_id(w, element, piece->id);
	put_text(w, "Name", c->name);
	put_text(w, "Required", c->required ? STR("true") : STR("false"));
	xml_write_number(&w->xml, "Weight", c->weight);
	put_text(w, "CostFunction", weft_cost_function_name(piece->cost_function));
	put_applies_to(w, c);
	put_own(w, c, piece);
	xml_write_close(&w->xml);
}

/* The standard wants an Id; an instance made by hand may have none. */
static struct str id_of(const struct writing *w, const struct weft_constraint *c)
{
	struct str made;
	size_t number = (size_t)(c - w->instance->constraints) + 1;

	if (c->id.len > 0)
		return c->id;
	do
		made = arena_printf(w->xml.arena, "Constraint_%zu", number++);
	while (weft_instance_find_constraint(w->instance, made) != WEFT_NONE);
	return made;
}

static bool put_constraint(struct writing *w, const struct weft_constraint *c, struct err *err)
{
	struct xhstt_piece whole = {id_of(w, c), c->cost_function, true, 0};
	struct xhstt_piece *pieces = &whole;
	size_t n = 1;

	if (w->options.new_cost_functions && xhstt_is_old(c->cost_function) &&
	    !xhstt_modern_pieces(w->instance, c, w->xml.arena, &pieces, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		put_piece(w, c, &pieces[i]);
	return true;
}

bool xhstt_put_constraints(struct writing *w, struct err *err)
{
	const struct weft_instance *instance = w->instance;

	for (uint32_t i = 0; i < instance->n_constraints; i++) {
		const struct weft_constraint *c = &instance->constraints[i];
		const struct str name = weft_kind_name(c->kind);

		if ((unsigned)c->kind >= WEFT_N_STANDARD_KINDS)
			return err_set(
				err, ERR_INVALID,
				"Constraint \"%.*s\" is of kind %.*s, which XHSTT cannot say",
				STR_ARG(c->id), STR_ARG(name));
	}
	xml_write_open(&w->xml, "Constraints");
	for (unsigned kind = 0; kind < WEFT_N_STANDARD_KINDS; kind++)
		for (uint32_t i = 0; i < instance->n_constraints; i++)
			if (instance->constraints[i].kind == kind &&
			    !put_constraint(w, &instance->constraints[i], err))
				return false;
	xml_write_close(&w->xml);
	return true;
}
