/* week_dated: what of a plan happens on a date.
 *
 * A plan speaks of shapes, days of rotations and turns; the calendar says what a date is. A closure
 * empties its date and slides the rotations after it; a late start has the late start's bookings.
 * Nothing is stored, so that a closure announced today changes no date before it.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_DATED_H
#define WEFT_PARTS_WEEK_WEEK_DATED_H

#include "parts/school/zone_calendar.h"
#include "parts/week/week.h"

struct week_date {
	struct zone_date date;
	struct str why_empty;                    /* "Labor Day", "snow"; "" when there is school */
	ZONE_ROWS(struct week_booking) bookings; /* by time */
};

/* The calendar of a school, to ask for many dates. */
struct week_calendar {
	const struct zone *zone;
	uint32_t school;
	struct zone_dates *rotations; /* by rotation; one without, where the zone has none */
	size_t n;
};

struct week_calendar week_calendar_of(struct arena *arena, const struct zone *zone, uint32_t school,
				      int32_t as_of);

/* Whether a booking of the calendar's school happens on a date. */
bool week_happens(const struct week_calendar *calendar, const struct week_booking *booking,
		  int32_t date);

/* The school's bookings on a date. */
struct week_date week_on(struct arena *arena, const struct week_plan *plan,
			 const struct week_calendar *calendar, int32_t date);

#endif
