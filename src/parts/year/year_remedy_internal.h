/* Shared by the files that try changes of a year. */
#ifndef WEFT_PARTS_YEAR_YEAR_REMEDY_INTERNAL_H
#define WEFT_PARTS_YEAR_YEAR_REMEDY_INTERNAL_H

#include "parts/year/year_internal.h"
#include "parts/year/year_solve.h"

struct trying {
	struct arena *arena;
	const struct year_problem *problem;
	const struct year_options *options;
	struct year_remedies *remedies;
	struct clock_work work;
	struct deadline deadline; /* of all tries together */
};

/* A copy of the zone of which some rows may be changed. */
struct changed {
	struct zone *zone;
	struct zone_rule *rules;
	struct zone_lab_plan *plans;
	struct zone_lab_phase *phases;
	struct zone_blackout *blackouts;
};
struct changed trying_copy(struct trying *t);

/* Can the changed year be solved? Not known counts as no. */
bool trying_works(struct trying *t, const struct changed *c);

/* A change that was found to work; price -1: not known. */
void trying_add(struct trying *t, struct str sentence, int64_t price_cents);

/* One lab fewer, or two or three, for the fewest of the plans (a flag each) that will do. */
void trying_fewer_labs(struct trying *t, const bool *is_plan);

#endif
