/* week_columns: the days that a week is drawn on: those of a school's rotations, or without one the
 * weekdays of its regular shape.
 *
 * A rotation slides over closures, so its days have no weekday of their own: a column is named
 * "Day 4", and what hangs on weekdays stands in the column that has it when nothing slides.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_COLUMNS_H
#define WEFT_PARTS_WEEK_WEEK_COLUMNS_H

#include "base/date.h"
#include "kit/html/lang.h"
#include "parts/week/week.h"

struct week_column {
	uint32_t rotation; /* ZONE_NONE: none */
	int32_t day;       /* of it, from 1 */
	uint32_t shape;    /* at the school it was made for; ZONE_NONE: no school */
	enum weekday weekday;
	bool further; /* of a second rotation at the same school: has that one's bookings alone */
};

struct week_columns {
	const struct week_column *at;
	size_t n;
};

struct week_columns week_columns_of(struct arena *arena, const struct zone *zone, uint32_t school);

/* Whether a booking, of any school, belongs into the column. One that is on certain turns alone
 * (staff time) does, whichever they are. */
bool week_in_column(const struct zone *zone, const struct week_column *column,
		    const struct week_booking *booking);

/* "Day 4" or "Monday"; and what is special about it: "Early-release Friday", or "". */
struct str week_column_name(struct arena *arena, const struct lang *lang,
			    const struct week_column *column);
struct str week_column_detail(const struct zone *zone, const struct week_column *column);

#endif
