/* Rows of the kinds that elementary schools need besides the standard's. */
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

/* The times a constraint names; all of them where it names none. */
static const uint64_t *times_or_all(const struct model *model, uint32_t c)
{
	const struct weft_constraint *constraint = constraint_at(model, c);
	uint64_t *times = model_named_times(model, c);

	for (uint32_t t = 0;
	     constraint->times.n + constraint->time_groups.n == 0 && t < model->instance->n_times;
	     t++)
		bits_add(times, t);
	return times;
}

/* --- Capacity ------------------------------------------------------------ */

struct counted {
	struct model *model;
	uint64_t *events, *resources; /* sets */
	VEC(struct use) uses;
};

static void count_events(struct counted *counted, struct weft_list events)
{
	for (uint32_t i = 0; i < events.n; i++) {
		uint32_t event = events.at[i];
		const struct use *uses;
		size_t n;

		if (bits_has(counted->events, event))
			continue;
		bits_add(counted->events, event);
		uses = model_uses(counted->model, (struct weft_list){&event, 1}, &n);
		for (size_t k = 0; k < n; k++)
			*vec_push(counted->model->arena, &counted->uses) = uses[k];
	}
}

static void count_resources(struct counted *counted, struct weft_list resources)
{
	for (uint32_t i = 0; i < resources.n; i++) {
		uint32_t r = resources.at[i];

		if (bits_has(counted->resources, r))
			continue;
		bits_add(counted->resources, r);
		for (size_t k = 0; k < counted->model->resources[r].uses.n; k++)
			*vec_push(counted->model->arena,
				  &counted->uses) = counted->model->resources[r].uses.at[k];
	}
}

static void collect(struct counted *counted, const struct weft_constraint *constraint)
{
	const struct weft_instance *instance = counted->model->instance;

	count_events(counted, constraint->events);
	for (uint32_t g = 0; g < constraint->event_groups.n; g++)
		count_events(counted,
			     instance->event_groups[constraint->event_groups.at[g]].events);
	count_resources(counted, constraint->resources);
	for (uint32_t g = 0; g < constraint->resource_groups.n; g++)
		count_resources(
			counted,
			instance->resource_groups[constraint->resource_groups.at[g]].resources);
}

/* A load grows only when something starts: without a minimum, other times need no row. */
static void capacity(struct model *model, uint32_t c)
{
	const struct weft_instance *instance = model->instance;
	const struct weft_constraint *constraint = constraint_at(model, c);
	const struct weft_limits *limits = &constraint->limits;
	const uint64_t *times = times_or_all(model, c);
	uint64_t *starts = arena_array(model->arena, uint64_t, instance->n_time_words);
	struct counted counted = {
		.model = model,
		.events = arena_array(model->arena, uint64_t, BITS_WORDS(instance->n_events)),
		.resources = arena_array(model->arena, uint64_t, instance->n_resource_words),
	};

	collect(&counted, constraint);
	for (size_t i = 0; i < counted.uses.n; i++)
		if (counted.uses.at[i].start != WEFT_NONE)
			bits_add(starts, counted.uses.at[i].start);
	for (uint32_t t = 0; t < instance->n_times; t++) {
		/* The first named time of a run is where what started before it counts. */
		bool first = t == 0 || !bits_has(times, t - 1);

		if (!bits_has(times, t) || (limits->minimum <= 0 && !first && !bits_has(starts, t)))
			continue;
		linear_begin(&model->linear, model->rule_of[c], limits->minimum,
			     limits->maximum == WEFT_UNLIMITED ? LINEAR_NO_HIGH : limits->maximum);
		linear_numeric(&model->linear);
		for (size_t i = 0; i < counted.uses.n; i++) {
			const struct use *use = &counted.uses.at[i];

			if (use_covers(use, t))
				linear_add(&model->linear, use->var,
					   limits->by_size ? instance->events[use->event].size : 1);
		}
		linear_end(&model->linear);
	}
}

/* --- Travel -------------------------------------------------------------- */

/* Times between which no named time lies are one segment: nobody can travel inside it,
 * and between two segments there are always the same named times. A named time is a
 * segment of its own. */
struct segments {
	uint32_t *of;    /* by time */
	uint32_t *named; /* by segment: named times before it in the cycle */
	uint32_t *day;   /* by segment */
	bool *is_named;
	uint32_t n;
};

static struct segments find_segments(struct model *model, const uint64_t *times)
{
	const struct weft_instance *instance = model->instance;
	struct segments segments = {
		.of = arena_array(model->arena, uint32_t, instance->n_times),
		.named = arena_array(model->arena, uint32_t, instance->n_times),
		.day = arena_array(model->arena, uint32_t, instance->n_times),
		.is_named = arena_array(model->arena, bool, instance->n_times),
	};
	uint32_t named = 0, day = 0;

	for (uint32_t t = 0; t < instance->n_times; t++) {
		bool is_named = bits_has(times, t);
		bool ended = t > 0 && bits_has(instance->day_ends, t - 1);

		day += ended;
		if (t == 0 || ended || is_named || bits_has(times, t - 1)) {
			segments.named[segments.n] = named;
			segments.day[segments.n] = day;
			segments.is_named[segments.n++] = is_named;
		}
		segments.of[t] = segments.n - 1;
		named += is_named;
	}
	return segments;
}

static int32_t distance(const struct weft_constraint *constraint, uint32_t a, uint32_t b)
{
	for (uint32_t i = 0; i < constraint->n_site_pairs; i++) {
		const struct weft_site_pair *pair = &constraint->site_pairs[i];

		if ((pair->from == a && pair->to == b) || (pair->from == b && pair->to == a))
			return pair->length;
	}
	return constraint->limits.length;
}

/* Named times strictly between two segments a < b. */
static int64_t between(const struct segments *segments, uint32_t a, uint32_t b)
{
	return (int64_t)segments->named[b] - segments->named[a] - segments->is_named[a];
}

/* z(site, segment): the resource is at the site in the segment; row-major by site. */
static uint32_t *make_presence(struct model *model, uint32_t resource,
			       const struct segments *segments, bool *ret_elsewhere)
{
	const struct weft_instance *instance = model->instance;
	uint32_t *presence = arena_array(model->arena, uint32_t,
					 (size_t)instance->n_sites * segments->n);

	for (size_t i = 0; i < (size_t)instance->n_sites * segments->n; i++)
		presence[i] = WEFT_NONE;
	*ret_elsewhere = false;
	for (size_t i = 0; i < model->resources[resource].uses.n; i++) {
		const struct use use = model->resources[resource].uses.at[i];
		uint32_t site = instance->events[use.event].site;

		*ret_elsewhere = *ret_elsewhere || site == WEFT_NONE;
		if (site == WEFT_NONE || use.start == WEFT_NONE)
			continue;
		for (uint32_t t = use.start; t < use.start + (uint32_t)use.duration; t++) {
			uint32_t *at = &presence[(size_t)site * segments->n + segments->of[t]];

			if (t > use.start && segments->of[t] == segments->of[t - 1])
				continue;
			if (*at == WEFT_NONE)
				*at = linear_new_var(&model->linear);
			linear_implies(&model->linear, LINEAR_DEFINITION, use.var, *at);
		}
	}
	return presence;
}

/* Where there is a way between any two sites. Otherwise only pairs are forbidden. */
static void one_site_a_segment(struct model *model, uint32_t c, const struct segments *segments,
			       const uint32_t *presence)
{
	for (uint32_t s = 0; s < segments->n; s++) {
		linear_begin(&model->linear, model->rule_of[c], LINEAR_NO_LOW, 1);
		for (uint32_t site = 0; site < model->instance->n_sites; site++) {
			uint32_t var = presence[(size_t)site * segments->n + s];

			if (var != WEFT_NONE)
				linear_add(&model->linear, var, 1);
		}
		linear_end(&model->linear);
	}
}

static void way_between(struct model *model, uint32_t c, const struct segments *segments,
			const uint32_t *presence, const struct weft_site_pair *way)
{
	const uint32_t *from = presence + (size_t)way->from * segments->n;
	const uint32_t *to = presence + (size_t)way->to * segments->n;

	for (uint32_t s = 0; s < segments->n && way->from < way->to && way->length > 0; s++)
		if (from[s] != WEFT_NONE && to[s] != WEFT_NONE)
			linear_not_both(&model->linear, model->rule_of[c], from[s], to[s]);
	for (uint32_t a = 0; a < segments->n; a++)
		for (uint32_t b = a + 1; b < segments->n && segments->day[a] == segments->day[b] &&
					 between(segments, a, b) < way->length;
		     b++)
			if (from[a] != WEFT_NONE && to[b] != WEFT_NONE)
				linear_not_both(&model->linear, model->rule_of[c], from[a], to[b]);
}

static bool all_apart(const struct weft_constraint *constraint, uint32_t n_sites)
{
	for (uint32_t a = 0; a < n_sites; a++)
		for (uint32_t b = 0; b < n_sites; b++)
			if (a != b && distance(constraint, a, b) <= 0)
				return false;
	return true;
}

/* Must the resource not be at two events at once? */
static bool must_not_clash(const struct model *model, uint32_t resource)
{
	const struct weft_instance *instance = model->instance;
	struct weft_list points = instance->resources[resource].points;

	for (uint32_t i = 0; i < points.n; i++) {
		const struct weft_constraint
			*at = &instance->constraints[instance->points[points.at[i]].constraint];

		if (at->kind == WEFT_AVOID_CLASHES && at->required && at->weight > 0)
			return true;
	}
	return false;
}

static bool has_detours(const struct weft_constraint *constraint, uint32_t n_sites)
{
	for (uint32_t a = 0; a < n_sites; a++)
		for (uint32_t b = 0; b < n_sites; b++)
			for (uint32_t via = 0; via < n_sites; via++)
				if (a != b && a != via && b != via &&
				    distance(constraint, a, via) + distance(constraint, via, b) <
					    distance(constraint, a, b))
					return true;
	return false;
}

/* Where all meets have a site the rows are exact: the times between two sites are all
 * free. A meet without a site uses up travelling time, which the rows do not see. */
static void travel(struct model *model, uint32_t c)
{
	const struct weft_constraint *constraint = constraint_at(model, c);
	uint32_t n_sites = model->instance->n_sites;
	struct segments segments = find_segments(model, times_or_all(model, c));

	if (has_detours(constraint, n_sites)) {
		model_not_covered(model, c, "a way is longer than the way by a third site.");
		return;
	}
	for (uint32_t p = 0; p < constraint->n_points && !model_stops(model); p++) {
		uint32_t resource = point_at(model, c, p)->subject;
		bool elsewhere;
		const uint32_t *presence;

		/* The rows forbid two sites at once, which the constraint leaves to others. */
		if (!must_not_clash(model, resource)) {
			model_not_covered(model, c,
					  "somebody who travels may be at two places "
					  "at once.");
			continue;
		}
		presence = make_presence(model, resource, &segments, &elsewhere);
		if (elsewhere)
			model_not_covered(model, c, "meets without a site may use up the way.");
		if (all_apart(constraint, n_sites))
			one_site_a_segment(model, c, &segments, presence);
		for (uint32_t a = 0; a < n_sites; a++)
			for (uint32_t b = 0; b < n_sites; b++) {
				const struct weft_site_pair way = {a, b,
								   distance(constraint, a, b)};

				if (a != b)
					way_between(model, c, &segments, presence, &way);
			}
	}
}

/* --- FreeBlocks ---------------------------------------------------------- */

/* Does a block of the length fit at the times of the group from the i-th on? */
static bool is_run(const struct weft_instance *instance, struct weft_list times, uint32_t i,
		   uint32_t length)
{
	if (i + length > times.n)
		return false;
	for (uint32_t k = i; k + 1 < i + length; k++)
		if (times.at[k + 1] != times.at[k] + 1 || bits_has(instance->day_ends, times.at[k]))
			return false;
	return true;
}

/* block(i): the length times from i on are free. counts(i): time i is in a block. The
 * sum of counts has a minimum; it may be less than the truth, never more. */
static void free_blocks_in(struct model *model, uint32_t c, uint32_t resource,
			   struct weft_list times)
{
	struct linear *linear = &model->linear;
	const struct weft_limits *limits = &constraint_at(model, c)->limits;
	uint32_t length = (uint32_t)limits->length;
	uint32_t *block = arena_array(model->arena, uint32_t, times.n);
	uint32_t *counts = arena_array(model->arena, uint32_t, times.n);

	for (uint32_t i = 0; i < times.n; i++) {
		block[i] = WEFT_NONE;
		counts[i] = linear_new_var(linear);
		if (!is_run(model->instance, times, i, length))
			continue;
		block[i] = linear_new_var(linear);
		for (uint32_t k = i; k < i + length; k++)
			linear_not_both(linear, LINEAR_DEFINITION, block[i],
					model_busy(model, resource, times.at[k]));
	}
	for (uint32_t i = 0; i < times.n; i++) {
		linear_begin(linear, LINEAR_DEFINITION, 0, LINEAR_NO_HIGH);
		linear_add(linear, counts[i], -1);
		for (uint32_t k = i + 1 >= length ? i + 1 - length : 0; k <= i; k++)
			if (block[k] != WEFT_NONE)
				linear_add(linear, block[k], 1);
		linear_end(linear);
	}
	linear_begin(linear, model->rule_of[c], limits->minimum, LINEAR_NO_HIGH);
	linear_numeric(linear);
	for (uint32_t i = 0; i < times.n; i++)
		linear_add(linear, counts[i], 1);
	linear_end(linear);
}

static void free_blocks(struct model *model, uint32_t c)
{
	const struct weft_instance *instance = model->instance;
	const struct weft_constraint *constraint = constraint_at(model, c);
	uint32_t *all = arena_array(model->arena, uint32_t, instance->n_times);

	if (constraint->limits.maximum != WEFT_UNLIMITED)
		model_not_covered(model, c, "its maximum is not looked at.");
	for (uint32_t t = 0; t < instance->n_times; t++)
		all[t] = t;
	for (uint32_t p = 0; p < constraint->n_points; p++) {
		uint32_t resource = point_at(model, c, p)->subject;

		if (constraint->time_groups.n == 0)
			free_blocks_in(model, c, resource,
				       (struct weft_list){all, instance->n_times});
		for (uint32_t g = 0; g < constraint->time_groups.n; g++)
			free_blocks_in(model, c, resource,
				       instance->time_groups[constraint->time_groups.at[g]].times);
	}
}

/* --- SameTimeOfDay, MinimumGap ------------------------------------------- */

static struct weft_list events_of(const struct model *model, const struct weft_point *point)
{
	if (point->kind == WEFT_SUBJECT_EVENT)
		return (struct weft_list){&point->subject, 1};
	return model->instance->event_groups[point->subject].events;
}

/* u(k): somebody starts at time of day k; at most one u. */
static void same_time_of_day(struct model *model, uint32_t c, uint32_t p)
{
	struct linear *linear = &model->linear;
	const struct weft_instance *instance = model->instance;
	size_t n, n_used = 0;
	const struct use *uses = model_uses(model, events_of(model, point_at(model, c, p)), &n);
	uint32_t *tick = arena_array(model->arena, uint32_t, n);
	uint32_t *used = arena_array(model->arena, uint32_t, n);

	for (size_t i = 0; i < n; i++) {
		size_t k = 0;
		uint32_t of_day;

		if (uses[i].start == WEFT_NONE)
			continue;
		of_day = instance->times[uses[i].start].time_of_day;
		while (k < n_used && tick[k] != of_day)
			k++;
		if (k == n_used) {
			tick[n_used] = of_day;
			used[n_used++] = linear_new_var(linear);
		}
		linear_implies(linear, LINEAR_DEFINITION, uses[i].var, used[k]);
	}
	linear_begin(linear, model->rule_of[c], LINEAR_NO_LOW, 1);
	for (size_t k = 0; k < n_used; k++)
		linear_add(linear, used[k], 1);
	linear_end(linear);
}

/* A start at t, and anything running at one of the Length times before it on that day. */
static void minimum_gap(struct model *model, uint32_t c, uint32_t p)
{
	const struct weft_instance *instance = model->instance;
	const struct weft_limits *limits = &constraint_at(model, c)->limits;
	const struct weft_point *point = point_at(model, c, p);
	const struct use *uses;
	size_t n;
	uint32_t *runs = arena_array(model->arena, uint32_t, instance->n_times);

	if (point->kind == WEFT_SUBJECT_RESOURCE) {
		uses = model->resources[point->subject].uses.at;
		n = model->resources[point->subject].uses.n;
	} else {
		uses = model_uses(model, events_of(model, point), &n);
	}
	for (uint32_t t = 0; t < instance->n_times; t++) {
		uint32_t starts = model_any(model, uses, n, use_starts, t);

		runs[t] = model_any(model, uses, n, use_covers, t);
		for (uint32_t before = t; starts != WEFT_NONE && before > 0; before--) {
			bool ended = bits_has(instance->day_ends, before - 1);

			if (t - before >= (uint32_t)limits->length ||
			    (ended && !limits->across_days))
				break;
			if (runs[before - 1] != WEFT_NONE)
				linear_not_both(&model->linear, model->rule_of[c], starts,
						runs[before - 1]);
		}
	}
}

void model_constrain_school(struct model *model)
{
	for (uint32_t c = 0; c < model->instance->n_constraints && !model_stops(model); c++) {
		const struct weft_constraint *constraint = constraint_at(model, c);

		if (!model_is_rule(model, c))
			continue;
		if (constraint->kind == WEFT_CAPACITY)
			capacity(model, c);
		else if (constraint->kind == WEFT_TRAVEL)
			travel(model, c);
		else if (constraint->kind == WEFT_FREE_BLOCKS)
			free_blocks(model, c);
		for (uint32_t p = 0; p < constraint->n_points && !model_stops(model); p++) {
			if (constraint->kind == WEFT_SAME_TIME_OF_DAY)
				same_time_of_day(model, c, p);
			else if (constraint->kind == WEFT_MINIMUM_GAP)
				minimum_gap(model, c, p);
		}
	}
}
