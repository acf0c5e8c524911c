/* window_internal: the linear system of a window while it is written.
 *
 * Shared by window.c (what is asked), window_rows.c (sums, rows, deviations) and
 * window_points.c (the kinds of constraint). The opening comment of window.c says how
 * they belong together.
 */
#ifndef WEFT_ENGINE_SEARCH_WINDOW_INTERNAL_H
#define WEFT_ENGINE_SEARCH_WINDOW_INTERNAL_H

#include "engine/kind.h"
#include "engine/search/window.h"

struct term {
	uint32_t var;
	int32_t coefficient;
};

/* A sum of terms and a number. */
struct sum {
	VEC(struct term) terms;
	int64_t constant;
};

#define VAR_FALSE WEFT_NONE
#define VAR_TRUE  (WEFT_NONE - 1)

struct window {
	struct search_worker *worker;
	struct arena *arena;
	const struct weft_instance *instance;
	struct weft_solution *solution; /* with the parts of the window taken out */
	const uint32_t *parts;
	uint32_t n;
	uint32_t **placed; /* by part of the window: y by position in its starts */
	struct linear linear;
	struct sum objective;
	bool repair; /* hard cost is the objective */
	bool gave_up;
	uint32_t *busy; /* resource * n_times + time: variable plus 2, or 0: not made */
	struct {
		VEC(uint32_t) vars;
	} * uses; /* resource * n_times + time: the y that make it busy, more than once if twice */
	VEC(uint32_t) resources;
	unsigned char *has_resource;
	VEC(uint32_t) points;
	unsigned char *has_point;
};

/* What a point may cost. */
struct price {
	const struct monitor *monitor;
	int32_t weight; /* of the point: the monitor's, for all that it stands for */
	bool strict;    /* the deviation must be 0 */
	bool free;      /* it does not matter */
};

/* --- sums and rows ------------------------------------------------------------- */

void window_add(struct window *window, struct sum *sum, uint32_t var, int32_t coefficient);
void window_put_row(struct window *window, const struct sum *sum, int64_t low, int64_t high);
/* The largest value it can have. */
int64_t window_most(const struct sum *sum);

/* --- deviations ---------------------------------------------------------------- */

struct price window_price(const struct window *window, uint32_t point);
/* Let unit variables take up what is above high or below low; they are added to the
 * deviation. */
void window_take_up(struct window *window, struct sum *sum, int64_t low, int64_t high,
		    const struct price *price, struct sum *deviation);
/* The deviation goes into the objective, or must be 0. */
void window_charge(struct window *window, const struct price *price, struct sum *deviation);

/* --- busy times ---------------------------------------------------------------- */

/* True if the resource is busy then: a variable, VAR_TRUE or VAR_FALSE. */
uint32_t window_busy(struct window *window, uint32_t resource, uint32_t time);
/* The same for a set of times; exact both ways. */
uint32_t window_any_busy(struct window *window, uint32_t resource, const uint64_t *set);

/* Which meet of the event the part of this position in the window is, or WEFT_NONE. */
uint32_t window_part_of_event(const struct window *window, uint32_t index, uint32_t event);

/* Write down a point that the window can touch (window_points.c). */
void window_write_point(struct window *window, uint32_t point);

#endif
