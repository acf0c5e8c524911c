/* solution: a timetable in the making, its exact cost, and the way back.
 *
 * An event is timetabled in one or more parts, called meets ("solution events" in
 * the standard). A meet has a duration (those of an event add up to the event's), a
 * starting time or none, and for each of the event's resources a resource or none.
 * A new solution has one meet an event, with only what is preassigned.
 *
 * Meet numbers: event e owns the numbers e.first_meet ... e.first_meet + e.duration - 1
 * and uses the first weft_solution_n_meets(e) of them. Splitting appends; when merging b
 * into a, the event's last meet (which may be a) takes the number of b.
 *
 * Cost is kept exactly, in O(affected) per change: hard (required constraints) and
 * soft, and one weighted sum for a search, in which every point of application has a
 * multiplier of its own. Reading a cost may finish work that a change has put off;
 * that is why the readers take a solution that is not const.
 *
 * Way back: weft_solution_mark() starts a trail; weft_solution_undo() returns to the
 * mark, in less time than the changes took; weft_solution_keep() accepts. Marks nest.
 * No call after weft_solution_create() allocates, except where the trail outgrows
 * its room.
 *
 * A solution belongs to one thread at a time and lives no longer than its instance.
 */
#ifndef WEFT_ENGINE_SOLUTION_H
#define WEFT_ENGINE_SOLUTION_H

#include "base/err.h"
#include "engine/instance.h"

struct weft_solution;

struct weft_solution *weft_solution_create(const struct weft_instance *instance);
void weft_solution_destroy(struct weft_solution *solution); /* NULL is allowed */

/* Make one like the other, of the same instance: meets, assignments and multipliers.
 * Forgets the trail of to: no mark may be open there. */
void weft_solution_copy(struct weft_solution *to, const struct weft_solution *from);

const struct weft_instance *weft_solution_instance(const struct weft_solution *solution);
size_t weft_solution_memory(const struct weft_solution *solution); /* bytes held */

/* --- reading ------------------------------------------------------------- */

struct weft_meet {
	uint32_t event;
	uint32_t start; /* WEFT_NONE: unassigned */
	int32_t duration;
};

uint32_t weft_solution_n_meets(const struct weft_solution *solution, uint32_t event);
const struct weft_meet *weft_solution_meet(const struct weft_solution *solution, uint32_t meet);

/* The resource in the need-th place of the meet's event, or WEFT_NONE. */
uint32_t weft_solution_resource(const struct weft_solution *solution, uint32_t meet, uint32_t need);

/* How many (meet, need) pairs of the resource run at the time. */
uint32_t weft_solution_load(const struct weft_solution *solution, uint32_t resource, uint32_t time);
/* The meet of the resource then: if weft_solution_load() is 1. */
uint32_t weft_solution_meet_at(const struct weft_solution *solution, uint32_t resource,
			       uint32_t time);
/* The set of times at which the resource is busy: n_time_words words. */
const uint64_t *weft_solution_busy(const struct weft_solution *solution, uint32_t resource);

/* --- changing ------------------------------------------------------------ */

/* May the meet start then? It must end within the cycle, and a preassigned event
 * starts at its time only. WEFT_NONE: may it be unassigned? */
bool weft_solution_may_start(const struct weft_solution *solution, uint32_t meet, uint32_t time);
/* May the resource go there? It must be of the type, and the need not preassigned. */
bool weft_solution_may_use(const struct weft_solution *solution, uint32_t meet, uint32_t need,
			   uint32_t resource);

/* Assign, move or (WEFT_NONE) unassign; what may_... forbids is asserted. */
void weft_solution_set_time(struct weft_solution *solution, uint32_t meet, uint32_t time);
void weft_solution_set_resource(struct weft_solution *solution, uint32_t meet, uint32_t need,
				uint32_t resource);

/* Exchange starting times, or the resources in two needs of the same type. */
void weft_solution_swap_times(struct weft_solution *solution, uint32_t a, uint32_t b);
void weft_solution_swap_resources(struct weft_solution *solution, uint32_t a, uint32_t need_a,
				  uint32_t b, uint32_t need_b);

/* Cut the last duration times off a meet (0 < duration < its own) into a new meet
 * with the same resources, which follows it in time (or is unassigned with it; a
 * preassigned one starts with it). Returns the new number. */
uint32_t weft_solution_split(struct weft_solution *solution, uint32_t meet, int32_t duration);

/* Join meet b to meet a of the same event. The result has a's resources and start,
 * and no start where it would no longer end within the cycle. Returns its number: a,
 * or b if a was the event's last meet. */
uint32_t weft_solution_merge(struct weft_solution *solution, uint32_t a, uint32_t b);

/* Give the event new meets of these durations, unassigned but for what is preassigned.
 * If they add up to less than the event's duration, one more takes the rest. An error
 * sentence if a duration is not positive or they add up to more. */
bool weft_solution_set_meets(struct weft_solution *solution, uint32_t event,
			     const int32_t *durations, uint32_t n, struct err *err);

/* --- the way back -------------------------------------------------------- */

typedef size_t weft_mark;

weft_mark weft_solution_mark(struct weft_solution *solution);
/* Return to the mark, and close it and those after it. */
void weft_solution_undo(struct weft_solution *solution, weft_mark mark);
/* Accept all since the mark and close it; with an outer mark still open, that one
 * can still undo everything. */
void weft_solution_keep(struct weft_solution *solution, weft_mark mark);

/* --- cost ---------------------------------------------------------------- */

/* Compare hard first, then soft. */
struct weft_cost {
	int64_t hard, soft;
};

static inline bool weft_cost_less(struct weft_cost a, struct weft_cost b)
{
	return a.hard < b.hard || (a.hard == b.hard && a.soft < b.soft);
}

struct weft_cost weft_solution_cost(struct weft_solution *solution);

/* The cost of a constraint, and of a point: weight * f(deviation). */
int64_t weft_solution_constraint_cost(struct weft_solution *solution, uint32_t constraint);
int64_t weft_solution_point_cost(struct weft_solution *solution, uint32_t point);
/* The deviation as the cost function sees it (for SumSteps and SumSquares of the old
 * names: the number of steps, the sum of squares). */
int64_t weft_solution_deviation(struct weft_solution *solution, uint32_t point);

/* For a search: sum over points of multiplier * f(deviation). At first a multiplier
 * is the weight of the constraint if soft, and 1000 times the weight if hard. Setting
 * is O(points set). */
int64_t weft_solution_weighted(struct weft_solution *solution);
void weft_solution_set_multiplier(struct weft_solution *solution, uint32_t constraint,
				  int64_t multiplier);
void weft_solution_set_point_multiplier(struct weft_solution *solution, uint32_t point,
					int64_t multiplier);
int64_t weft_solution_multiplier(const struct weft_solution *solution, uint32_t point);

/* What would it cost? Changes, reads and undoes; returns the weighted sum and, where
 * ret is not NULL, the cost. */
int64_t weft_solution_try_time(struct weft_solution *solution, uint32_t meet, uint32_t time,
			       struct weft_cost *ret);
int64_t weft_solution_try_resource(struct weft_solution *solution, uint32_t meet, uint32_t need,
				   uint32_t resource, struct weft_cost *ret);

/* --- where the cost arises ----------------------------------------------- */

struct weft_violation {
	uint32_t constraint, point;
	int64_t deviation, cost;
};

/* Walk the points with a deviation, in order of constraint: set *cursor to 0, then
 * call until it returns false. The solution must not change meanwhile. */
bool weft_solution_next_violation(struct weft_solution *solution, uint32_t *cursor,
				  struct weft_violation *ret);

#endif
