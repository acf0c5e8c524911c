/* Weights and temperatures: what a violation costs the search.
 *
 * The ratio of the weight of required constraints to the temperature decides everything
 * (docs/engine-search.md). Weights of points that are not required are their own; those of
 * required ones begin about as high as the temperature and then follow the search, on two
 * levels. A constraint that was not violated for some time weighs less, one that is a little
 * more. A *point* of it that is violated when looked at is pressed: it weighs more and more,
 * up to ten times as much as its constraint's other points, and less again once it holds
 * (pressure.h): what is hard to satisfy in this school becomes expensive, without freezing all
 * the rest. The colder it is the less of that, for all else goes by what is pressed.
 * Constraints whose weight in the instance is higher than that of others begin higher, but
 * by the logarithm: 1000 is a few times 1. */
#include "engine/search/moves.h"

#include "engine/kind.h"
#include "engine/search/pressure.h"

#include <stdlib.h>

enum { SAMPLES = 1024, UNIT = 32 };

/* All of these are ratios; docs/engine-search.md says how they were found. */
static const double most_spread = 4;  /* hot to the smallest usual change */
static const double first_ratio = 2;  /* required weights to hot, at first */
static const double least_ratio = 4;  /* required weights to the temperature, at least */
static const double press_limit = 40; /* required weights to the first hot, at most */
static const double press_first = 8;  /* or to the first weight, if that is more */
static const double kept = 0.5;       /* of the first weight, at least */
static const uint32_t calm_windows = 4;
static const double adapt_speed = 5.4, slowest = 0.004, fastest = 0.12;
static const double rise = 0.2; /* of the speed, for a constraint that is violated */
/* Of a point or a demand: in a cycle that is to find what is required, or to refine. */
static const double most_pressure = 10, little_pressure = 3;
static const double refining = 3;       /* required weights, of what they are to find */
static const double press_until = 0.75; /* of a cycle */

/* Deterministic on every machine: only the four operations. exp for -20 ... 20. */
static double exponential(double x)
{
	double y = x / 1024, e = 1 + y + y * y / 2 + y * y * y / 6;

	for (int i = 0; i < 10; i++)
		e *= e;
	return e;
}

/* -ln(u) for 0 < u <= 1, by Newton's method. */
static double minus_log(double u)
{
	double x = 0;

	for (int i = 0; i < 40; i++) {
		double e = exponential(-x);
		double step = (e - u) / e;

		x += step > 1 ? 1 : step;
	}
	return x;
}

static int64_t relative_weight(const struct weft_instance *in, uint32_t constraint)
{
	int32_t least = INT32_MAX;
	int64_t relative = 2, ratio;

	for (uint32_t c = 0; c < in->n_constraints; c++)
		if (in->constraints[c].required && in->constraints[c].weight > 0 &&
		    in->constraints[c].weight < least)
			least = in->constraints[c].weight;
	for (ratio = (int64_t)in->constraints[constraint].weight / least; ratio > 1; ratio /= 2)
		relative += 3;
	return relative;
}

static void set_points(struct search_worker *w, uint32_t constraint)
{
	const struct weft_constraint *c = &w->st->instance->constraints[constraint];
	double multiplier = (double)w->multiplier[constraint];

	for (uint32_t p = c->first_point; p < c->first_point + c->n_points; p++)
		weft_solution_set_point_multiplier(w->solution, p,
						   (int64_t)(multiplier * w->pressure[p]));
}

static void set_required(struct search_worker *w, double base)
{
	const struct weft_instance *in = w->st->instance;

	for (uint32_t p = 0; p < in->n_points; p++)
		w->pressure[p] = 1;

	for (uint32_t c = 0; c < in->n_constraints; c++) {
		if (!in->constraints[c].required || in->constraints[c].weight == 0)
			continue;
		w->multiplier[c] = (int64_t)(base * (double)relative_weight(in, c) / 2) + 1;
		w->first_multiplier[c] = w->multiplier[c];
		set_points(w, c);
	}
}

/* What a unit of soft cost weighs. */
static void set_soft(struct search_worker *w, int64_t unit)
{
	const struct weft_instance *in = w->st->instance;

	for (uint32_t c = 0; c < in->n_constraints; c++)
		if (!in->constraints[c].required)
			weft_solution_set_multiplier(w->solution, c,
						     (int64_t)in->constraints[c].weight * unit);
}

void weights_lighten(struct search_worker *w, uint32_t by)
{
	set_soft(w, UNIT / by);
}

void weights_init(struct search_worker *w)
{
	const struct weft_instance *in = w->st->instance;

	w->multiplier = arena_array(w->arena, int64_t, in->n_constraints + 1);
	w->first_multiplier = arena_array(w->arena, int64_t, in->n_constraints + 1);
	w->calm = arena_array(w->arena, uint32_t, in->n_constraints + 1);
	w->pressure = arena_array(w->arena, double, in->n_points + 1);
	w->quantiles = arena_array(w->arena, double, SEARCH_QUANTILES);
	for (uint32_t i = 0; i < SEARCH_QUANTILES; i++)
		w->quantiles[i] = minus_log((i + 0.5) / SEARCH_QUANTILES);
	w->most_pressure = most_pressure;
	set_soft(w, UNIT);
	set_required(w, 100 * UNIT);
}

static int compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* By Newton's method: only the four operations. */
double weights_root(double x)
{
	double root = (x + 1) / 2;

	for (int i = 0; i < 40; i++)
		root = (root + x / root) / 2;
	return root;
}

void weights_measure(struct search_worker *w)
{
	int64_t *sample = arena_array(w->arena, int64_t, SAMPLES);
	uint32_t n = 0, kind, tenth, half;
	double low, middle, large;

	for (uint32_t i = 0; i < 4 * SAMPLES && n < SAMPLES; i++) {
		weft_mark mark = weft_solution_mark(w->solution);
		int64_t before = weft_solution_cost(w->solution).soft, by;

		(void)search_move(w, &kind);
		by = weft_solution_cost(w->solution).soft - before;
		weft_solution_undo(w->solution, mark);
		if (by != 0)
			sample[n++] = by < 0 ? -by : by;
	}
	qsort(sample, n, sizeof *sample, compare);
	w->has_soft = n > 0;
	tenth = n / 10;
	half = n / 2;
	low = n == 0 ? 1 : (double)sample[tenth];
	middle = n == 0 ? 4 : (double)sample[half];
	large = n == 0 ? 4 : (double)sample[n - tenth - 1];
	middle = middle > most_spread * low ? most_spread * low : middle;
	w->hot = middle * UNIT;
	w->cold = low * UNIT * (n == 0 ? 0.4 : 0.1);
	if (w->hot < 4 * w->cold)
		w->hot = 4 * w->cold;
	w->hottest = w->hot;
	w->slack = (int64_t)large * UNIT;
	w->first_weight = weights_root(first_ratio * w->hot * large * UNIT);
	set_required(w, w->first_weight);
}

static void limit_multiplier(const struct search_worker *w, uint32_t constraint, double *ret_least,
			     double *ret_most)
{
	double first = (double)w->first_multiplier[constraint];

	*ret_least = least_ratio * w->temperature;
	if (*ret_least < kept * first)
		*ret_least = kept * first;
	*ret_most = press_limit * w->hottest;
	if (*ret_most < press_first * first)
		*ret_most = press_first * first;
}

/* How much more a violated point or demand may weigh: less and less in a cycle, and nothing where
 * it is proved that something stays violated whatever is done, or where there is no soft cost. */
static double pressure_limit(const struct search_worker *w)
{
	double left = 1 - w->adapted / press_until;

	if (!w->has_soft || w->shared->bound.hard > 0 || left <= 0)
		return 1;
	return 1 + (w->most_pressure - 1) * left;
}

/* True if a pressure changed. */
static bool press_points(struct search_worker *w, uint32_t constraint, double limit)
{
	const struct weft_constraint *c = &w->st->instance->constraints[constraint];
	const struct monitor *m = &w->st->instance->index->monitors[constraint];
	bool changed = false;

	for (uint32_t p = c->first_point; p < c->first_point + c->n_points; p++) {
		double old = w->pressure[p];

		w->pressure[p] = pressure_after(
			old, deviation_of(m, solution_value(w->solution, p)) > 0, limit);
		changed |= w->pressure[p] > old || w->pressure[p] < old;
	}
	return changed;
}

/* What the constraint weighs now: down to a few times the temperature while it holds. */
static int64_t adapted_multiplier(const struct search_worker *w, uint32_t constraint, double rate)
{
	int64_t m = w->multiplier[constraint];
	double least, most;

	limit_multiplier(w, constraint, &least, &most);
	if (w->calm[constraint] == 0 && (double)m < most && w->has_soft)
		return m + (int64_t)((double)m * rate * rise) + 1;
	if (w->calm[constraint] > calm_windows && (double)m > least)
		return m - (int64_t)((double)m * rate / 2);
	return m;
}

void weights_adapt(struct search_worker *w, double at)
{
	const struct weft_instance *in = w->st->instance;
	double rate, limit;

	/* So fast that a weight can double in some hundredths of a cycle. */
	rate = (at - w->adapted) * adapt_speed;
	rate = rate < slowest ? slowest : rate > fastest ? fastest : rate;
	w->adapted = at;
	limit = pressure_limit(w);
	(void)weft_solution_weighted(w->solution);
	for (uint32_t c = 0; c < in->n_constraints; c++) {
		int64_t old = w->multiplier[c];

		if (old == 0)
			continue;
		w->calm[c] = w->solution->units[c] == 0 ? w->calm[c] + 1 : 0;
		w->multiplier[c] = adapted_multiplier(w, c, rate);
		if (press_points(w, c, limit) || w->multiplier[c] != old)
			set_points(w, c);
	}
	if (w->supply != NULL)
		search_supply_press(w->supply, limit);
}

/* What the last cycle pressed is too high for the next one, which begins hotter. */
void weights_next_cycle(struct search_worker *w, bool refine, double heat)
{
	w->adapted = 0;
	w->most_pressure = refine ? little_pressure : most_pressure;
	set_required(w, w->first_weight * (refine ? refining : 1));
	w->hot = w->hottest * heat > 2 * w->cold ? w->hottest * heat : 2 * w->cold;
}

double weights_temperature(const struct search_worker *w, double at)
{
	return w->hot * exponential(-at * minus_log(w->cold / w->hot));
}
