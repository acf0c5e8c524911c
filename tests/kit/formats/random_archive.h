/* Archives at random, for properties that hold of all: every kind of constraint of the
 * standard, groups of every sort, ids that need escaping, solutions in every state. */
#ifndef WEFT_TESTS_KIT_FORMATS_RANDOM_ARCHIVE_H
#define WEFT_TESTS_KIT_FORMATS_RANDOM_ARCHIVE_H

#include "base/rng.h"
#include "kit/formats/xhstt/xhstt.h"

/* Destroy it with xhstt_archive_destroy(). */
struct xhstt_archive *random_archive(struct arena *arena, struct rng *rng);

#endif
