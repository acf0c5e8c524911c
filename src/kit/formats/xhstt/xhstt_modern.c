#include "kit/formats/xhstt/xhstt_modern.h"

bool xhstt_is_old(enum weft_cost_function function)
{
	switch (function) {
	case WEFT_SUM:
	case WEFT_SUM_STEPS:
	case WEFT_STEP_SUM:
	case WEFT_SUM_SQUARES:
	case WEFT_SQUARE_SUM:
		return true;
	case WEFT_LINEAR:
	case WEFT_QUADRATIC:
	case WEFT_STEP:
		return false;
	}
	return false;
}

/* What the function is called today where a point has one deviation. */
static enum weft_cost_function of_today(enum weft_cost_function function)
{
	switch (function) {
	case WEFT_SUM:
		return WEFT_LINEAR;
	case WEFT_SUM_STEPS:
	case WEFT_STEP_SUM:
		return WEFT_STEP;
	case WEFT_SUM_SQUARES:
	case WEFT_SQUARE_SUM:
		return WEFT_QUADRATIC;
	case WEFT_LINEAR:
	case WEFT_QUADRATIC:
	case WEFT_STEP:
		break;
	}
	return function;
}

static bool looks_at_list(enum weft_cost_function function)
{
	return function == WEFT_SUM_STEPS || function == WEFT_SUM_SQUARES;
}

static struct str new_id(const struct weft_instance *instance, struct str id, size_t number,
			 struct arena *arena)
{
	struct str made = arena_printf(arena, "%.*s_%zu", STR_ARG(id), number);

	while (weft_instance_find_constraint(instance, made) != WEFT_NONE)
		made = arena_printf(arena, "%.*s_", STR_ARG(made));
	return made;
}

bool xhstt_modern_pieces(const struct weft_instance *instance, const struct weft_constraint *c,
			 struct arena *arena, struct xhstt_piece **ret, size_t *ret_n,
			 struct err *err)
{
	size_t n = 1;

	if (looks_at_list(c->cost_function) && c->kind == WEFT_AVOID_CLASHES)
		return err_set(err, ERR_INVALID,
			       "Constraint \"%.*s\": %.*s of AvoidClashes cannot be said with "
			       "the cost functions of today",
			       STR_ARG(c->id), STR_ARG(weft_cost_function_name(c->cost_function)));
	if (looks_at_list(c->cost_function) && c->kind == WEFT_SPREAD_EVENTS)
		n = c->n_limited_groups;
	else if (looks_at_list(c->cost_function) && c->kind == WEFT_LIMIT_BUSY_TIMES)
		n = c->time_groups.n;
	n = n == 0 ? 1 : n;
	*ret = arena_array(arena, struct xhstt_piece, n);
	*ret_n = n;
	for (size_t i = 0; i < n; i++)
		(*ret)[i] = (struct xhstt_piece){
			.id = n == 1 ? c->id : new_id(instance, c->id, i + 1, arena),
			.cost_function = of_today(c->cost_function),
			.whole = n == 1,
			.group = (uint32_t)i,
		};
	return true;
}
