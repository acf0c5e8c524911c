/* week_force: a zone as its rows are in force on one date.
 *
 * A week is planned for a date. Assignments, days and half-days, memberships and rules may have
 * dates, and visits may be of one term: what is not in force on the date does not count. The plan
 * then holds for the stretch of dates on which the same rows are in force; from the next one on
 * another plan may be needed. Rows that bookings name keep their index.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_FORCE_H
#define WEFT_PARTS_WEEK_WEEK_FORCE_H

#include "base/arena.h"
#include "parts/school/zone.h"

struct week_force {
	const struct zone *zone;        /* the zone itself where every row is in force */
	int32_t date;                   /* a school day */
	int32_t from, to;               /* the stretch around it, within the year */
	ZONE_ROWS(struct str) left_out; /* "assignments: PE8 at Wren Park, from ..." */
};

/* On the first school day of a date or after it; false where there is none. */
bool week_force_on(struct arena *arena, const struct zone *zone, int32_t date,
		   struct week_force *ret);

#endif
