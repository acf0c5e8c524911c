/* week_ical: a plan's dates as a calendar of one person, class, team or room. */
#ifndef WEFT_PARTS_WEEK_WEEK_ICAL_H
#define WEFT_PARTS_WEEK_WEEK_ICAL_H

#include "base/text.h"
#include "parts/week/week_dated.h"

struct week_feed {
	uint32_t school;
	uint32_t person, section, team, room; /* one of them; the others ZONE_NONE */
	int32_t from, to;                     /* dates, both inside */
	struct str name;
	int64_t stamp_ms;
};

/* One event a booking and date, in UTC by the clock of the zone. An event keeps its uid when
 * its time, room or people change. What a closure took away is there as cancelled. */
bool week_write_ical(struct arena *arena, const struct week_plan *plan,
		     const struct week_feed *feed, struct str *ret, struct err *err);

#endif
