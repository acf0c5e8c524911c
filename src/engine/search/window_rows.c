/* Sums, rows and deviations of a window. */
#include "engine/search/window_internal.h"

enum { MAX_TERMS = 400000 };

void window_add(struct window *win, struct sum *sum, uint32_t var, int32_t coefficient)
{
	if (var == VAR_FALSE)
		return;
	if (var == VAR_TRUE)
		sum->constant += coefficient;
	else
		*vec_push(win->arena, &sum->terms) = (struct term){var, coefficient};
}

void window_put_row(struct window *win, const struct sum *sum, int64_t low, int64_t high)
{
	struct linear *l = &win->linear;

	if (low != LINEAR_NO_LOW)
		low -= sum->constant;
	if (high != LINEAR_NO_HIGH)
		high -= sum->constant;
	linear_begin(l, LINEAR_DEFINITION, low, high);
	for (size_t i = 0; i < sum->terms.n; i++)
		linear_add(l, sum->terms.at[i].var, sum->terms.at[i].coefficient);
	linear_end(l);
	win->gave_up |= l->terms.n > MAX_TERMS;
}

int64_t window_most(const struct sum *sum)
{
	int64_t n = sum->constant;

	for (size_t i = 0; i < sum->terms.n; i++)
		n += sum->terms.at[i].coefficient > 0 ? sum->terms.at[i].coefficient : 0;
	return n;
}

static int64_t least(const struct sum *sum)
{
	int64_t n = sum->constant;

	for (size_t i = 0; i < sum->terms.n; i++)
		n += sum->terms.at[i].coefficient < 0 ? sum->terms.at[i].coefficient : 0;
	return n;
}

struct price window_price(const struct window *win, uint32_t point)
{
	const struct monitor *m = &win->solution->index
					   ->monitors[win->instance->points[point].constraint];

	return (struct price){
		.monitor = m,
		.weight = m->weight * (int32_t)solution_copies(win->solution, point),
		.strict = m->required && !win->repair,
		.free = !m->required && win->repair,
	};
}

/* Let unit variables take up what is above high or below low; they are added to the
 * deviation. */
void window_take_up(struct window *win, struct sum *sum, int64_t low, int64_t high,
		    const struct price *price, struct sum *deviation)
{
	int64_t above = window_most(sum) - high, below = low - least(sum);
	struct sum with_above = *sum, with_below = *sum;

	if (above <= 0 && below <= 0)
		return;
	if (above > 512 || below > 512) {
		win->gave_up = true;
		return;
	}
	/* The copies share the terms: vectors grow by copying. */
	for (int64_t i = 0; i < above && !price->strict; i++) {
		uint32_t e = linear_new_var(&win->linear);

		window_add(win, &with_above, e, -1);
		window_add(win, deviation, e, 1);
	}
	if (above > 0)
		window_put_row(win, &with_above, LINEAR_NO_LOW, high);
	with_below = (struct sum){.constant = sum->constant};
	for (size_t i = 0; i < sum->terms.n && below > 0; i++)
		window_add(win, &with_below, sum->terms.at[i].var, sum->terms.at[i].coefficient);
	for (int64_t i = 0; i < below && !price->strict; i++) {
		uint32_t e = linear_new_var(&win->linear);

		window_add(win, &with_below, e, 1);
		window_add(win, deviation, e, 1);
	}
	if (below > 0)
		window_put_row(win, &with_below, low, LINEAR_NO_HIGH);
}

/* The deviation goes into the objective, or must be 0. */
void window_charge(struct window *win, const struct price *price, struct sum *deviation)
{
	int32_t weight = price->weight;

	if (price->free)
		return;
	if (price->strict) {
		if (deviation->terms.n > 0 || deviation->constant > 0)
			window_put_row(win, deviation, LINEAR_NO_LOW, 0);
		return;
	}
	if (price->monitor->cost == WEFT_LINEAR) {
		for (size_t i = 0; i < deviation->terms.n; i++)
			window_add(win, &win->objective, deviation->terms.at[i].var,
				   weight * deviation->terms.at[i].coefficient);
		win->objective.constant += weight * deviation->constant;
		return;
	}
	{
		bool square = price->monitor->cost == WEFT_QUADRATIC;
		int64_t n = window_most(deviation);
		struct sum row = {.constant = deviation->constant};

		if (n > 64) {
			win->gave_up = true;
			return;
		}
		for (size_t i = 0; i < deviation->terms.n; i++)
			window_add(win, &row, deviation->terms.at[i].var,
				   deviation->terms.at[i].coefficient);
		for (int64_t i = 0; i < (square ? n : n > 0); i++) {
			uint32_t f = linear_new_var(&win->linear);

			window_add(win, &row, f, square ? -1 : -(int32_t)n);
			window_add(win, &win->objective, f,
				   square ? weight * (int32_t)(2 * i + 1) : weight);
		}
		window_put_row(win, &row, LINEAR_NO_LOW, 0);
	}
}

uint32_t window_busy(struct window *win, uint32_t resource, uint32_t time)
{
	size_t at = (size_t)resource * win->instance->n_times + time;
	uint32_t var;

	if (win->busy[at] != 0)
		return win->busy[at] - 3;
	if (win->solution->cells[at].n > 0)
		var = VAR_TRUE;
	else if (win->uses[at].vars.n == 0)
		var = VAR_FALSE;
	else if (win->uses[at].vars.n == 1)
		var = win->uses[at].vars.at[0];
	else {
		struct sum any = {0};

		var = linear_new_var(&win->linear);
		window_add(win, &any, var, -1);
		for (size_t i = 0; i < win->uses[at].vars.n; i++) {
			linear_implies(&win->linear, LINEAR_DEFINITION, win->uses[at].vars.at[i],
				       var);
			window_add(win, &any, win->uses[at].vars.at[i], 1);
		}
		window_put_row(win, &any, 0, LINEAR_NO_HIGH);
	}
	win->busy[at] = var + 3;
	return var;
}

/* A variable that is true if the resource is busy in the set; exact both ways. */
uint32_t window_any_busy(struct window *win, uint32_t resource, const uint64_t *set)
{
	struct sum any = {0};
	uint32_t var;

	for (uint32_t t = 0; t < win->instance->n_times; t++) {
		uint32_t b = bits_has(set, t) ? window_busy(win, resource, t) : VAR_FALSE;

		if (b == VAR_TRUE)
			return VAR_TRUE;
		window_add(win, &any, b, 1);
	}
	if (any.terms.n == 0)
		return VAR_FALSE;
	if (any.terms.n == 1)
		return any.terms.at[0].var;
	var = linear_new_var(&win->linear);
	for (size_t i = 0; i < any.terms.n; i++)
		linear_implies(&win->linear, LINEAR_DEFINITION, any.terms.at[i].var, var);
	window_add(win, &any, var, -1);
	window_put_row(win, &any, 0, LINEAR_NO_HIGH);
	return var;
}

/* Calls for each y of a part that belongs to the event. */
uint32_t window_part_of_event(const struct window *win, uint32_t index, uint32_t event)
{
	uint32_t lead = win->solution->meets[win->parts[index]].event;
	const struct search_unit *u = worker_unit(win->worker, win->parts[index]);

	for (uint32_t i = 0; i < u->n_events; i++)
		if (u->events[i] == event)
			return win->parts[index] - win->instance->events[lead].first_meet;
	return WEFT_NONE;
}
