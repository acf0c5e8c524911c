/* Rows of the constraints that look at resources. */
#include "engine/proof/model.h"

#include "base/bits.h"
#include "base/divisor.h"

#include <math.h>
#include <string.h>

static const struct weft_constraint *constraint_at(const struct model *model, uint32_t c)
{
	return &model->instance->constraints[c];
}

/* Two meets of a resource overlap in time exactly if one starts while the other runs,
 * so it is enough to look at times when one of them may start. */
static void avoid_clashes(struct model *model, uint32_t c, uint32_t resource)
{
	struct linear *linear = &model->linear;
	const struct weft_instance *instance = model->instance;
	size_t n = model->resources[resource].uses.n;
	const struct use *uses = model->resources[resource].uses.at;
	uint64_t *starts = arena_array(model->arena, uint64_t, instance->n_time_words);
	const uint32_t *busy = model->resources[resource].busy;

	for (size_t i = 0; i < n; i++)
		if (uses[i].start != WEFT_NONE)
			bits_add(starts, uses[i].start);
	for (uint32_t t = 0; t < instance->n_times; t++) {
		/* Where "busy" is known, it bounds the uses: stronger for counting. */
		bool known = busy != NULL && busy[t] != WEFT_NONE;

		if (!known && !bits_has(starts, t))
			continue;
		linear_begin(linear, model->rule_of[c], LINEAR_NO_LOW, known ? 0 : 1);
		for (size_t i = 0; i < n; i++)
			if (use_covers(&uses[i], t))
				linear_add(linear, uses[i].var, 1);
		if (known)
			linear_add(linear, busy[t], -1);
		linear_end(linear);
	}
}

static void avoid_unavailable(struct model *model, uint32_t c, uint32_t resource)
{
	const uint64_t *times = model_named_times(model, c);

	linear_begin(&model->linear, model->rule_of[c], LINEAR_NO_LOW, 0);
	linear_window(&model->linear, c);
	for (size_t i = 0; i < model->resources[resource].uses.n; i++) {
		const struct use *use = &model->resources[resource].uses.at[i];
		bool hit = false;

		for (uint32_t t = use->start;
		     use->start != WEFT_NONE && t < use->start + (uint32_t)use->duration; t++)
			hit = hit || bits_has(times, t);
		if (hit)
			linear_add(&model->linear, use->var, 1);
	}
	linear_end(&model->linear);
}

/* The sum of b over a time group, as terms of the open row. */
static void add_busy(struct model *model, uint32_t resource, const struct weft_time_group *group)
{
	for (uint32_t i = 0; i < group->times.n; i++)
		linear_add(&model->linear, model->resources[resource].busy[group->times.at[i]], 1);
}

static void make_all_busy(struct model *model, uint32_t resource,
			  const struct weft_time_group *group)
{
	for (uint32_t i = 0; i < group->times.n; i++)
		(void)model_busy(model, resource, group->times.at[i]);
}

/* Where a(r, g) is noted. */
static uint32_t *any_of(struct model *model, uint32_t resource, const struct weft_time_group *group)
{
	uint32_t n = model->instance->n_time_groups, **any = &model->resources[resource].any;

	if (*any == NULL) {
		*any = arena_array(model->arena, uint32_t, n);
		for (uint32_t g = 0; g < n; g++)
			(*any)[g] = WEFT_NONE;
	}
	return &(*any)[group - model->instance->time_groups];
}

/* a(r, g): busy at least once in the group. b <= a, a <= sum of b. */
static uint32_t any_busy(struct model *model, uint32_t resource,
			 const struct weft_time_group *group)
{
	struct linear *linear = &model->linear;
	uint32_t *known = any_of(model, resource, group), any = *known;

	if (any != WEFT_NONE)
		return any;
	make_all_busy(model, resource, group);
	*known = any = linear_new_var(linear);
	for (uint32_t i = 0; i < group->times.n; i++)
		linear_implies(linear, LINEAR_DEFINITION,
			       model->resources[resource].busy[group->times.at[i]], any);
	linear_begin(linear, LINEAR_DEFINITION, 0, LINEAR_NO_HIGH);
	add_busy(model, resource, group);
	linear_add(linear, any, -1);
	linear_end(linear);
	return any;
}

static int64_t high_of(int32_t maximum)
{
	return maximum == WEFT_UNLIMITED ? LINEAR_NO_HIGH : maximum;
}

static void cluster_busy(struct model *model, uint32_t c, uint32_t resource)
{
	const struct weft_constraint *constraint = constraint_at(model, c);
	uint32_t *any = arena_array(model->arena, uint32_t, constraint->time_groups.n);

	for (uint32_t g = 0; g < constraint->time_groups.n; g++)
		any[g] = any_busy(model, resource,
				  &model->instance->time_groups[constraint->time_groups.at[g]]);
	linear_begin(&model->linear, model->rule_of[c], constraint->limits.minimum,
		     high_of(constraint->limits.maximum));
	linear_numeric(&model->linear);
	for (uint32_t g = 0; g < constraint->time_groups.n; g++)
		linear_add(&model->linear, any[g], 1);
	linear_end(&model->linear);
}

static bool is_within(const struct model *model, const struct weft_time_group *inner,
		      const struct weft_time_group *outer)
{
	for (uint32_t w = 0; w < model->instance->n_time_words; w++)
		if ((inner->mask[w] & ~outer->mask[w]) != 0)
			return false;
	return true;
}

/* The variable of a group that is free only if this one is, or WEFT_NONE. */
static uint32_t any_around(const struct model *model, uint32_t resource,
			   const struct weft_time_group *group)
{
	const uint32_t *any = model->resources[resource].any;
	uint32_t found = WEFT_NONE;

	for (uint32_t g = 0; any != NULL && g < model->instance->n_time_groups; g++) {
		const struct weft_time_group *other = &model->instance->time_groups[g];

		if (any[g] == WEFT_NONE || !is_within(model, group, other))
			continue;
		found = any[g];
		if (other->times.n == group->times.n)
			break;
	}
	return found;
}

/* At most so many busy times in the group; where a variable says that there is any, so
 * many of it: for whole numbers the same, for counting with a limit of days stronger. */
static void at_most_busy(struct model *model, uint32_t c, uint32_t resource,
			 const struct weft_time_group *group)
{
	struct linear *linear = &model->linear;
	int32_t maximum = constraint_at(model, c)->limits.maximum;
	uint32_t any = any_around(model, resource, group);

	linear_begin(linear, model->rule_of[c], LINEAR_NO_LOW, any == WEFT_NONE ? maximum : 0);
	linear_numeric(linear);
	add_busy(model, resource, group);
	if (any != WEFT_NONE)
		linear_add(linear, any, -maximum);
	linear_end(linear);
}

/* A free group costs nothing: the minimum is asked of groups with a busy time. */
static void limit_busy(struct model *model, uint32_t c, uint32_t resource)
{
	struct linear *linear = &model->linear;
	const struct weft_constraint *constraint = constraint_at(model, c);

	for (uint32_t g = 0; g < constraint->time_groups.n; g++) {
		const struct weft_time_group
			*group = &model->instance->time_groups[constraint->time_groups.at[g]];

		make_all_busy(model, resource, group);
		if (constraint->limits.maximum != WEFT_UNLIMITED)
			at_most_busy(model, c, resource, group);
		if (constraint->limits.minimum > 1) {
			uint32_t any = any_busy(model, resource, group);

			linear_begin(linear, model->rule_of[c], 0, LINEAR_NO_HIGH);
			linear_numeric(linear);
			add_busy(model, resource, group);
			linear_add(linear, any, -constraint->limits.minimum);
			linear_end(linear);
		}
	}
}

/* idle(t) >= before(t) + after(t) - 1 - b(t), where before: busy at an earlier time
 * of the group, after: at a later one. Variables may be larger than they must: only
 * a maximum can be asked. */
static void idle_in_group(struct model *model, uint32_t resource,
			  const struct weft_time_group *group, uint32_t *ret)
{
	struct linear *linear = &model->linear;
	uint32_t n = group->times.n;
	uint32_t *before = arena_array(model->arena, uint32_t, n);
	uint32_t *after = arena_array(model->arena, uint32_t, n);

	make_all_busy(model, resource, group);
	for (uint32_t i = 0; i < n; i++) {
		before[i] = linear_new_var(linear);
		after[i] = linear_new_var(linear);
		ret[i] = linear_new_var(linear);
	}
	for (uint32_t i = 1; i < n; i++) {
		const uint32_t *busy = model->resources[resource].busy;

		linear_implies(linear, LINEAR_DEFINITION, before[i - 1], before[i]);
		linear_implies(linear, LINEAR_DEFINITION, busy[group->times.at[i - 1]], before[i]);
		linear_implies(linear, LINEAR_DEFINITION, after[i], after[i - 1]);
		linear_implies(linear, LINEAR_DEFINITION, busy[group->times.at[i]], after[i - 1]);
	}
	for (uint32_t i = 0; i < n; i++) {
		linear_begin(linear, LINEAR_DEFINITION, LINEAR_NO_LOW, 1);
		linear_add(linear, before[i], 1);
		linear_add(linear, after[i], 1);
		linear_add(linear, model->resources[resource].busy[group->times.at[i]], -1);
		linear_add(linear, ret[i], -1);
		linear_end(linear);
	}
}

static void limit_idle(struct model *model, uint32_t c, uint32_t resource)
{
	struct linear *linear = &model->linear;
	const struct weft_constraint *constraint = constraint_at(model, c);
	VEC(uint32_t) idle = {0};

	if (constraint->limits.minimum > 0) {
		model_not_covered(model, c, "it asks for a least number of idle times.");
		return;
	}
	if (constraint->limits.maximum == WEFT_UNLIMITED)
		return;
	for (uint32_t g = 0; g < constraint->time_groups.n; g++) {
		const struct weft_time_group
			*group = &model->instance->time_groups[constraint->time_groups.at[g]];

		vec_reserve(model->arena, (void **)&idle.at, &idle.cap, idle.n + group->times.n,
			    sizeof *idle.at);
		idle_in_group(model, resource, group, idle.at + idle.n);
		idle.n += group->times.n;
	}
	linear_begin(linear, model->rule_of[c], LINEAR_NO_LOW, constraint->limits.maximum);
	linear_numeric(linear);
	for (size_t i = 0; i < idle.n; i++)
		linear_add(linear, idle.at[i], 1);
	linear_end(linear);
}

/* The share of an event's workload per time, over a common scale. 0: there is none that
 * keeps the numbers small enough. */
static int64_t workload_scale(const struct weft_instance *instance)
{
	enum { MOST = 1000000 };
	int64_t scale = 1, most = 1;

	for (uint32_t e = 0; e < instance->n_events; e++) {
		int64_t duration = instance->events[e].duration;

		if (duration > 0)
			scale = scale / divisor_greatest(duration, scale) * duration;
		if (scale <= 0 || scale > MOST)
			return 0;
	}
	for (uint32_t i = 0; i < instance->n_event_resources; i++)
		if (instance->event_resources[i].workload > most)
			most = instance->event_resources[i].workload;
	return most > INT32_MAX / scale ? 0 : scale;
}

/* Preassigned work is a constant, whatever the meets. The standard forgives a
 * thousandth before it rounds up. */
static void limit_workload(struct model *model, uint32_t c, uint32_t resource, int64_t scale)
{
	const struct weft_instance *instance = model->instance;
	const struct weft_constraint *constraint = constraint_at(model, c);
	struct linear *linear = &model->linear;
	int64_t constant = 0, slack = scale / 1000;
	int64_t low = (int64_t)constraint->limits.minimum * scale - slack;
	int64_t high = (int64_t)constraint->limits.maximum * scale + slack;

	for (uint32_t i = 0; i < instance->n_event_resources; i++)
		if (instance->event_resources[i].resource == resource)
			constant += instance->event_resources[i].workload * scale;
	linear_begin(linear, model->rule_of[c], low - constant,
		     constraint->limits.maximum == WEFT_UNLIMITED ? LINEAR_NO_HIGH
								  : high - constant);
	linear_numeric(linear);
	linear->rows.at[linear->rows.n - 1].step = scale;
	for (size_t k = 0; k < model->choices.n; k++) {
		const struct choice *choice = &model->choices.at[k];
		const struct weft_event_resource *need = &instance->event_resources[choice->need];
		int64_t share = need->workload * (scale / instance->events[need->event].duration) *
				model->placements.at[choice->placement].duration;

		if (choice->resource == resource && share > 0)
			linear_add(linear, choice->var, (int32_t)share);
	}
	linear_end(linear);
}

static void constrain(struct model *model, uint32_t c, uint32_t resource, int64_t scale)
{
	enum weft_kind kind = constraint_at(model, c)->kind;

	model->linear.resource = resource + 1;
	if (kind == WEFT_AVOID_UNAVAILABLE_TIMES)
		avoid_unavailable(model, c, resource);
	else if (kind == WEFT_LIMIT_IDLE_TIMES)
		limit_idle(model, c, resource);
	else if (kind == WEFT_CLUSTER_BUSY_TIMES)
		cluster_busy(model, c, resource);
	else if (kind == WEFT_LIMIT_BUSY_TIMES)
		limit_busy(model, c, resource);
	else if (kind == WEFT_LIMIT_WORKLOAD)
		limit_workload(model, c, resource, scale);
	else if (kind == WEFT_AVOID_CLASHES)
		avoid_clashes(model, c, resource);
	model->linear.resource = 0;
}

/* Clusters first: limits of busy times speak of their variables. Clashes last: by then it is
 * known where "busy" has a variable. */
enum { N_TURNS = 3 };

static int turn_of(enum weft_kind kind)
{
	return kind == WEFT_CLUSTER_BUSY_TIMES ? 0 : kind == WEFT_AVOID_CLASHES ? 2 : 1;
}

static void constrain_all(struct model *model, uint32_t c, int64_t scale)
{
	const struct weft_constraint *constraint = constraint_at(model, c);

	if (constraint->kind == WEFT_LIMIT_WORKLOAD && scale == 0) {
		model_not_covered(model, c, "durations have no common measure.");
		return;
	}
	for (uint32_t p = 0; p < constraint->n_points && !model_stops(model); p++) {
		const struct weft_point *point = &model->instance
							  ->points[constraint->first_point + p];

		if (point->kind == WEFT_SUBJECT_RESOURCE)
			constrain(model, c, point->subject, scale);
	}
}

void model_constrain_resources(struct model *model)
{
	int64_t scale = workload_scale(model->instance);

	for (int turn = 0; turn < N_TURNS; turn++)
		for (uint32_t c = 0; c < model->instance->n_constraints; c++)
			if (model_is_rule(model, c) &&
			    turn_of(constraint_at(model, c)->kind) == turn)
				constrain_all(model, c, scale);
}
