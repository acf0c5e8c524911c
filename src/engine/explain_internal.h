/* explain_internal: how kinds give the parts of a deviation.
 *
 * Internal to src/engine.
 */
#ifndef WEFT_ENGINE_EXPLAIN_INTERNAL_H
#define WEFT_ENGINE_EXPLAIN_INTERNAL_H

#include "base/vec.h"
#include "engine/explain.h"

struct detail_list {
	struct arena *arena;
	struct weft_detail *at;
	size_t n, cap;
};

/* A new last detail of which nothing is known yet but the limits (none) and its share. */
struct weft_detail *detail_add(struct detail_list *list, int64_t deviation);

/* The same for a count that should lie within limits. */
struct weft_detail *detail_count(struct detail_list *list, int64_t actual, int64_t minimum,
				 int64_t maximum);

/* A detail of deviation 0 for each meet of the resource that runs at the time. */
void detail_meets_at(struct detail_list *list, const struct weft_solution *solution,
		     uint32_t resource, uint32_t time);

#endif
