/* week_file: bookings as CSV, one line a booking, with the codes of the zone.
 *
 * A plan that is written and read again with the same zone is the same. Lines name rows by code,
 * so that they survive changes of the zone; a code that is gone is an error with the line.
 * Every booking has a school and a shape. A special also has a class and a subject; lessons,
 * lunch and recess have a class, a service its row and a meeting its team; and staff time is there
 * for a row of staff_times.csv, if for any.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_FILE_H
#define WEFT_PARTS_WEEK_WEEK_FILE_H

#include "parts/week/week.h"

/* A larger file of bookings is refused before it is read. */
enum { WEEK_MAX_FILE_BYTES = 64 << 20 };

/* The first line, and the line of one booking, each with its line feed. */
struct str week_head_line(struct arena *arena);
struct str week_booking_line(struct arena *arena, const struct zone *zone,
			     const struct week_booking *booking);

/* The whole file. */
struct str week_write_csv(struct arena *arena, const struct week_plan *plan);
bool week_read_csv(struct arena *arena, const struct zone *zone, struct str text,
		   struct week_plan *ret, struct err *err);

/* A plan that was made for the zone as it was before: a line that names something that is gone is
 * passed over, and people who are gone are left out. Other faults are errors. */
bool week_read_before(struct arena *arena, const struct zone *zone, struct str text,
		      struct week_plan *ret, struct err *err);

/* bookings.csv into a folder, which is made when missing. */
bool week_write_folder(struct arena *arena, const struct week_plan *plan, const char *dir,
		       struct err *err);

#endif
