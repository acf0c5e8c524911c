/* whatif: what would this change break? Asked before it is made.
 *
 * For a meet and a target (a starting time, or a resource for one of its needs) every
 * point of application that would get worse is listed with what it would cost. The
 * solution is changed and changed back: it is the same afterwards.
 */
#ifndef WEFT_ENGINE_WHATIF_H
#define WEFT_ENGINE_WHATIF_H

#include "base/arena.h"
#include "engine/solution.h"

/* A point that would get worse. */
struct weft_worse {
	uint32_t constraint, point;
	int64_t deviation; /* it would have ... */
	int64_t was;       /* ... and has now */
	int64_t cost;      /* by how much its cost would grow */
};

/* One possible target. */
struct weft_target {
	uint32_t target;                /* time or resource */
	struct weft_cost gain;          /* how much the whole cost would fall; negative: rise */
	bool legal;                     /* no required constraint would get worse */
	const struct weft_worse *worse; /* required ones first, dearest first */
	uint32_t n_worse;
};

struct weft_targets {
	const struct weft_target *at;
	uint32_t n;
};

/* Every time at which the meet may start, best gain first. */
struct weft_targets weft_whatif_times(struct weft_solution *solution, uint32_t meet,
				      struct arena *arena);

/* Every resource that may take the need of the meet, best gain first. */
struct weft_targets weft_whatif_resources(struct weft_solution *solution, uint32_t meet,
					  uint32_t need, struct arena *arena);

/* One start of the meet, or one resource (WEFT_NONE: take it away). */
struct weft_target weft_whatif_time(struct weft_solution *solution, uint32_t meet, uint32_t time,
				    struct arena *arena);
struct weft_target weft_whatif_resource(struct weft_solution *solution, uint32_t meet,
					uint32_t need, uint32_t resource, struct arena *arena);

#endif
