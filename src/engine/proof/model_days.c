/* Rows of the kinds about how days are filled: KeepOut, Breaks, Gatherings. */
#include "engine/proof/model.h"

#include "base/bits.h"

#include <string.h>

static const struct weft_constraint *constraint_at(const struct model *model, uint32_t c)
{
	return &model->instance->constraints[c];
}

static const struct weft_point *point_at(const struct model *model, uint32_t c, uint32_t p)
{
	return &model->instance->points[constraint_at(model, c)->first_point + p];
}

static bool runs_within(uint32_t start, int32_t duration, const uint64_t *times)
{
	for (uint32_t t = start; start != WEFT_NONE && t < start + (uint32_t)duration; t++)
		if (bits_has(times, t))
			return true;
	return false;
}

/* --- KeepOut ------------------------------------------------------------- */

static void keep_out(struct model *model, uint32_t c, uint32_t need)
{
	const struct weft_constraint *constraint = constraint_at(model, c);
	uint32_t event = model->instance->event_resources[need].event;
	bool always = constraint->times.n + constraint->time_groups.n == 0;
	const uint64_t *times = model_named_times(model, c);
	uint64_t *named = arena_array(model->arena, uint64_t, model->instance->n_resource_words);

	model_preferred(model, c, named);
	linear_begin(&model->linear, model->rule_of[c], LINEAR_NO_LOW, 0);
	for (uint32_t p = model->first_placement[event]; p < model->first_placement[event + 1];
	     p++) {
		const struct placement *at = &model->placements.at[p];

		if (at->start == WEFT_NONE ||
		    (!always && !runs_within(at->start, at->duration, times)))
			continue;
		for (uint32_t k = at->first_choice; k < at->first_choice + at->n_choices; k++)
			if (model->choices.at[k].need == need &&
			    bits_has(named, model->choices.at[k].resource))
				linear_add(&model->linear, model->choices.at[k].var, 1);
	}
	linear_end(&model->linear);
}

/* --- Breaks -------------------------------------------------------------- */

/* Times of a day, one right after the other, between which nothing starts or ends: the resource
 * is busy at all of them, or at none. */
struct segment {
	uint32_t length;
	uint32_t busy; /* variable, or WEFT_NONE: never */
};

/* What is asked of one resource. */
struct breaks {
	struct model *model;
	uint32_t c;
	const struct use *uses;
	size_t n_uses;
	const uint64_t *afternoon; /* the times named */
	uint64_t *filled;          /* scratch: a set of times; lists of uses */
	struct use *scratch[2];
	VEC(struct segment) day; /* the segments of the day that is looked at */
};

/* The time, and those that are filled with it. */
static const uint64_t *filled_with(struct breaks *b, uint32_t time)
{
	const struct weft_instance *instance = b->model->instance;
	const struct weft_constraint *constraint = constraint_at(b->model, b->c);

	memset(b->filled, 0, instance->n_time_words * sizeof *b->filled);
	bits_add(b->filled, time);
	for (uint32_t g = 0; g < constraint->time_groups.n; g++) {
		const uint64_t *mask = instance->time_groups[constraint->time_groups.at[g]].mask;

		for (uint32_t w = 0; bits_has(mask, time) && w < instance->n_time_words; w++)
			b->filled[w] |= mask[w];
	}
	return b->filled;
}

static bool is_chosen(const struct use *use, uint32_t time)
{
	(void)use;
	(void)time;
	return true;
}

/* The uses that keep it busy at a time. Returns how many. */
static size_t busy_uses(struct breaks *b, uint32_t time, struct use *ret)
{
	const uint64_t *filled = filled_with(b, time);
	size_t n = 0;

	for (size_t i = 0; i < b->n_uses; i++)
		if (runs_within(b->uses[i].start, b->uses[i].duration, filled))
			ret[n++] = b->uses[i];
	return n;
}

static bool same_uses(const struct use *a, size_t n_a, const struct use *b, size_t n_b)
{
	for (size_t i = 0; i < n_a && n_a == n_b; i++)
		if (a[i].var != b[i].var)
			return false;
	return n_a == n_b;
}

static void find_segments(struct breaks *b, uint32_t from, uint32_t to)
{
	struct use *before = b->scratch[0], *now = b->scratch[1];
	size_t n_before = 0;

	b->day.n = 0;
	for (uint32_t t = from; t < to; t++) {
		size_t n = busy_uses(b, t, now);
		struct use *other = before;

		if (t > from && same_uses(before, n_before, now, n)) {
			b->day.at[b->day.n - 1].length++;
			continue;
		}
		*vec_push(b->model->arena, &b->day) = (struct segment){
			1, n == 0 ? WEFT_NONE : model_any(b->model, now, n, is_chosen, t)};
		before = now;
		n_before = n;
		now = other;
	}
}

/* "The resource is busy in one of the segments from .. to - 1" follows from a variable. */
static void implies_busy(struct breaks *b, uint32_t var, size_t from, size_t to)
{
	linear_begin(&b->model->linear, LINEAR_DEFINITION, 0, LINEAR_NO_HIGH);
	linear_add(&b->model->linear, var, -1);
	for (size_t k = from; k < to; k++)
		if (b->day.at[k].busy != WEFT_NONE)
			linear_add(&b->model->linear, b->day.at[k].busy, 1);
	linear_end(&b->model->linear);
}

/* A variable that may be 1 only if a break begins with a segment: it is busy right before, free for
 * long enough, and busy again. WEFT_NONE: none can. */
static uint32_t break_from(struct breaks *b, size_t i, uint32_t length)
{
	size_t end = i;
	uint32_t free = 0, var;

	while (end < b->day.n && free < length)
		free += b->day.at[end++].length;
	if (free < length || end == b->day.n || b->day.at[i - 1].busy == WEFT_NONE)
		return WEFT_NONE;
	var = linear_new_var(&b->model->linear);
	linear_implies(&b->model->linear, LINEAR_DEFINITION, var, b->day.at[i - 1].busy);
	for (size_t k = i; k < end; k++)
		if (b->day.at[k].busy != WEFT_NONE)
			linear_not_both(&b->model->linear, LINEAR_DEFINITION, var,
					b->day.at[k].busy);
	implies_busy(b, var, end, b->day.n);
	return var;
}

/* A variable that is 1 if a meet starts in the afternoon of the day (or before). WEFT_NONE: none
 * can. */
static uint32_t any_start(struct breaks *b, uint32_t from, uint32_t to, bool afternoon)
{
	uint32_t var = WEFT_NONE;

	for (size_t i = 0; i < b->n_uses; i++) {
		const struct use *use = &b->uses[i];

		if (use->start == WEFT_NONE || use->start < from || use->start >= to ||
		    bits_has(b->afternoon, use->start) != afternoon)
			continue;
		if (var == WEFT_NONE)
			var = linear_new_var(&b->model->linear);
		linear_implies(&b->model->linear, LINEAR_DEFINITION, use->var, var);
	}
	return var;
}

static void breaks_of_day(struct breaks *b, uint32_t from, uint32_t to)
{
	const struct weft_limits *limits = &constraint_at(b->model, b->c)->limits;
	struct linear *linear = &b->model->linear;
	uint32_t am = any_start(b, from, to, false), pm = any_start(b, from, to, true);
	VEC(uint32_t) found = {0};

	if (am == WEFT_NONE || pm == WEFT_NONE)
		return;
	find_segments(b, from, to);
	for (size_t i = 1; i < b->day.n; i++) {
		uint32_t var = break_from(b, i, (uint32_t)limits->length);

		if (var != WEFT_NONE)
			*vec_push(b->model->arena, &found) = var;
	}
	linear_begin(linear, b->model->rule_of[b->c], -limits->minimum, LINEAR_NO_HIGH);
	linear_numeric(linear);
	linear_add(linear, am, -limits->minimum);
	linear_add(linear, pm, -limits->minimum);
	for (size_t i = 0; i < found.n; i++)
		linear_add(linear, found.at[i], 1);
	linear_end(linear);
}

static void breaks(struct model *model, uint32_t c, uint32_t resource)
{
	const struct weft_constraint *constraint = constraint_at(model, c);
	uint64_t *named = arena_array(model->arena, uint64_t, model->instance->n_time_words);
	struct breaks b = {
		.model = model,
		.c = c,
		.uses = model->resources[resource].uses.at,
		.n_uses = model->resources[resource].uses.n,
		.afternoon = named,
		.filled = arena_array(model->arena, uint64_t, model->instance->n_time_words)};

	for (size_t i = 0; i < 2; i++)
		b.scratch[i] = arena_array(model->arena, struct use, b.n_uses);

	for (uint32_t i = 0; i < constraint->times.n; i++)
		bits_add(named, constraint->times.at[i]);
	model->linear.resource = resource + 1;
	for (uint32_t t = 0, from = 0; t < model->instance->n_times; t++)
		if (t + 1 == model->instance->n_times || bits_has(model->instance->day_ends, t)) {
			if (constraint->limits.minimum > 0)
				breaks_of_day(&b, from, t + 1);
			from = t + 1;
		}
	model->linear.resource = 0;
}

/* --- Gatherings ---------------------------------------------------------- */

/* A variable for "so many of the uses start at the time", defined both ways. WEFT_NONE: so many are
 * not there. */
static uint32_t gathers_at(struct model *model, const struct use *uses, size_t n, uint32_t time,
			   int32_t many)
{
	uint32_t var;
	int32_t possible = 0;

	for (size_t i = 0; i < n; i++)
		possible += use_starts(&uses[i], time);
	if (possible < many)
		return WEFT_NONE;
	var = linear_new_var(&model->linear);
	for (int32_t over = 0; over < 2; over++) {
		linear_begin(&model->linear, LINEAR_DEFINITION, over == 0 ? 0 : LINEAR_NO_LOW,
			     over == 0 ? LINEAR_NO_HIGH : many - 1);
		linear_add(&model->linear, var, over == 0 ? -many : -(possible - many + 1));
		for (size_t i = 0; i < n; i++)
			if (use_starts(&uses[i], time))
				linear_add(&model->linear, uses[i].var, 1);
		linear_end(&model->linear);
	}
	return var;
}

/* The same for one of the times of a group. */
static uint32_t gathers_in(struct model *model, const struct use *uses, size_t n,
			   struct weft_list times, int32_t many)
{
	VEC(uint32_t) at = {0};
	uint32_t var;

	for (uint32_t i = 0; i < times.n; i++) {
		uint32_t then = gathers_at(model, uses, n, times.at[i], many);

		if (then != WEFT_NONE)
			*vec_push(model->arena, &at) = then;
	}
	if (at.n == 0)
		return WEFT_NONE;
	var = linear_new_var(&model->linear);
	for (size_t i = 0; i < at.n; i++)
		linear_implies(&model->linear, LINEAR_DEFINITION, at.at[i], var);
	linear_begin(&model->linear, LINEAR_DEFINITION, 0, LINEAR_NO_HIGH);
	linear_add(&model->linear, var, -1);
	for (size_t i = 0; i < at.n; i++)
		linear_add(&model->linear, at.at[i], 1);
	linear_end(&model->linear);
	return var;
}

static void gatherings(struct model *model, uint32_t c, const struct weft_point *point)
{
	const struct weft_instance *instance = model->instance;
	const struct weft_constraint *constraint = constraint_at(model, c);
	struct weft_list events = {&point->subject, 1};
	VEC(uint32_t) found = {0};
	const struct use *uses;
	size_t n;

	if (point->kind == WEFT_SUBJECT_EVENT_GROUP)
		events = instance->event_groups[point->subject].events;
	uses = model_uses(model, events, &n);
	for (uint32_t g = 0; g < constraint->time_groups.n; g++) {
		struct weft_list times = instance->time_groups[constraint->time_groups.at[g]].times;
		uint32_t var = gathers_in(model, uses, n, times, constraint->limits.length);

		if (var != WEFT_NONE)
			*vec_push(model->arena, &found) = var;
	}
	linear_begin(&model->linear, model->rule_of[c], constraint->limits.minimum,
		     constraint->limits.maximum == WEFT_UNLIMITED ? LINEAR_NO_HIGH
								  : constraint->limits.maximum);
	linear_numeric(&model->linear);
	for (size_t i = 0; i < found.n; i++)
		linear_add(&model->linear, found.at[i], 1);
	linear_end(&model->linear);
}

void model_constrain_days(struct model *model)
{
	for (uint32_t c = 0; c < model->instance->n_constraints; c++) {
		const struct weft_constraint *constraint = constraint_at(model, c);

		if (!model_is_rule(model, c))
			continue;
		for (uint32_t p = 0; p < constraint->n_points && !model_stops(model); p++) {
			const struct weft_point *point = point_at(model, c, p);

			if (constraint->kind == WEFT_KEEP_OUT)
				keep_out(model, c, point->subject);
			else if (constraint->kind == WEFT_BREAKS)
				breaks(model, c, point->subject);
			else if (constraint->kind == WEFT_GATHERINGS)
				gatherings(model, c, point);
		}
	}
}
