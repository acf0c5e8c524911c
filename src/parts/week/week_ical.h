/* week_ical: a plan's dates as events of a calendar of one person, class, team or room.
 *
 * One event a booking and date, in UTC by the clock of the zone. Its uid says what takes place on
 * which date, without when and where: an event keeps it when its time, room or people change.
 * Nothing of what teachers write is in it, and no group of students is named.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_ICAL_H
#define WEFT_PARTS_WEEK_WEEK_ICAL_H

#include "kit/formats/ical/ical.h"
#include "parts/week/week_dated.h"
#include "parts/week/week_words.h"

struct week_feed {
	struct week_whose whose;
	int32_t from, to;        /* dates, both inside */
	bool closures;           /* what a closure took away is there too, as cancelled */
	const struct lang *lang; /* NULL: English */
	struct str name;
	int64_t stamp_ms;
};

/* The events of all schools that they are at. */
bool week_ical_events(struct arena *arena, const struct week_plan *plan,
		      const struct week_feed *feed, struct ical_events *ret, struct err *err);

/* The same as a file. */
bool week_write_ical(struct arena *arena, const struct week_plan *plan,
		     const struct week_feed *feed, struct str *ret, struct err *err);

#endif
