/* week_audit: does a plan keep what the zone asks? Looked up date by date in the plan itself.
 *
 * Whatever made the plan (the solver, a person, a file), this reads nothing but its bookings, the
 * calendar and the rows of the zone, and shares no code with the models of the solver: who is where
 * on each date of the year, and whether that is allowed. What it finds is about must, strong and
 * nice rules alike; the fault says which.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_AUDIT_H
#define WEFT_PARTS_WEEK_WEEK_AUDIT_H

#include "parts/week/week.h"

struct audit_fault {
	uint32_t school;
	struct str rule; /* as in week_conflict; "one-place" for what needs no rule */
	enum zone_strength strength;
	struct str sentence; /* without the date */
	int32_t date;        /* the first one, ZONE_UNSET: of the plan as a whole */
	int32_t dates;       /* on how many */
};

struct audit_faults {
	const struct audit_fault *at;
	size_t n;
};

/* Of the schools (empty: all), on all dates of the year. The same fault on many dates is one. */
struct audit_faults week_audit(struct arena *arena, const struct week_plan *plan,
			       struct zone_list schools);

/* The same on some dates only, the last one included: those for which the plan is. */
struct audit_faults week_audit_between(struct arena *arena, const struct week_plan *plan,
				       struct zone_list schools, int32_t first, int32_t last);

#endif
