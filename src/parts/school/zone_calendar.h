/* zone_calendar: what a date is at a school, and which day of a rotation.
 *
 * The calendar has three layers: the rows of calendar.csv (those that name a school before those
 * for all), closures on top, and rotations, which count the days that are left. Nothing is
 * stored: a closure added in November changes what follows it, and what lies before stays as it
 * was. Every function takes the date at which one asks ("as of"): closures announced
 * later are not known yet, so that the plan of October can be shown as it stood in October.
 * ZONE_AS_OF_END knows all.
 *
 * Dates have no hours, and daylight saving has no part in them: the clock of a school's site
 * comes in only where a time of a date becomes an instant (base/time_zone.h).
 */
#ifndef WEFT_PARTS_SCHOOL_ZONE_CALENDAR_H
#define WEFT_PARTS_SCHOOL_ZONE_CALENDAR_H

#include "base/arena.h"
#include "parts/school/zone.h"

#define ZONE_AS_OF_END INT32_MAX

/* A date at a school. */
struct zone_date {
	int32_t date;
	enum zone_day_kind kind; /* as planned: a closed school day stays ZONE_SCHOOL_DAY */
	bool open;               /* students come */
	uint32_t shape;          /* index, ZONE_NONE: nobody comes */
	uint32_t day;            /* row of calendar.csv, ZONE_NONE: none */
	uint32_t closure;        /* row of closures.csv, ZONE_NONE: not closed */
	int32_t rotation_day;    /* 1 to N of the rotation asked for, 0: none */
};

/* One date; without a rotation (rotation_day is 0). A weekend or a date outside the calendar
 * gives kind ZONE_BREAK, not open. */
struct zone_date zone_date_at(const struct zone *zone, uint32_t school, int32_t date,
			      int32_t as_of);

/* All dates with a row in the calendar of a school, in order, with the rotation's days
 * (ZONE_NONE: without). The array is in the arena. */
struct zone_dates {
	const struct zone_date *at;
	size_t n;
};
struct zone_dates zone_dates_of(struct arena *arena, const struct zone *zone, uint32_t school,
				uint32_t rotation, int32_t as_of);

/* The entry of a date, or NULL. */
const struct zone_date *zone_dates_find(const struct zone_dates *dates, int32_t date);

/* Days on which students come. */
size_t zone_dates_open(const struct zone_dates *dates);

/* Minutes of instruction in the year: student day less lunch (recess counts), as planned.
 * lunch_minutes is taken off each day of 240 minutes or more. */
int64_t zone_dates_minutes(const struct zone *zone, const struct zone_dates *dates,
			   int32_t lunch_minutes);

/* The shape on which day 1..N of a rotation is planned at a school. */
uint32_t zone_rotation_shape(const struct zone *zone, uint32_t school, uint32_t rotation,
			     int32_t rotation_day);

/* Whether an activity is blacked out at a school (grade ZONE_NONE: any) on a date; *ret_row,
 * where not NULL, gets the row of blackouts.csv. */
bool zone_is_blacked_out(const struct zone *zone, enum zone_activity activity, uint32_t school,
			 uint32_t grade, int32_t date, uint32_t *ret_row);

/* Which use the time without students has on a date of a shape (staff_times.csv): rows of it, in
 * the order of the file. dates are those of the school. */
struct zone_list zone_staff_times_on(struct arena *arena, const struct zone *zone, uint32_t school,
				     const struct zone_dates *dates, int32_t date);

#endif
