/* random_instance: small instances with some constraint of every kind, and random
 * changes of their solutions.
 */
#ifndef WEFT_TESTS_ENGINE_RANDOM_INSTANCE_H
#define WEFT_TESTS_ENGINE_RANDOM_INSTANCE_H

#include "base/rng.h"
#include "engine/builder.h"
#include "engine/solution.h"

struct random_size {
	uint32_t times, days, resources, events, constraints;
};

struct weft_instance *random_instance(struct rng *rng, const struct random_size *size);

/* One random change that is allowed: of a time or a resource, a swap, a split, a merge. */
void random_change(struct rng *rng, struct weft_solution *solution);

#endif
