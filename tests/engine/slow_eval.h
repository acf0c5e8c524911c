/* slow_eval: the cost of a solution, slowly and obviously right.
 *
 * Written from the definitions in docs/engine.md and from nothing of the engine but the
 * public headers, with plain loops and no state. The tests hold the engine against it.
 */
#ifndef WEFT_TESTS_ENGINE_SLOW_EVAL_H
#define WEFT_TESTS_ENGINE_SLOW_EVAL_H

#include "base/arena.h"
#include "engine/solution.h"

/* Weight times cost function of the point's deviation. */
int64_t slow_point_cost(const struct weft_solution *solution, uint32_t point, struct arena *arena);

/* All points. The arena is for scratch. */
struct weft_cost slow_cost(const struct weft_solution *solution, struct arena *arena);

#endif
