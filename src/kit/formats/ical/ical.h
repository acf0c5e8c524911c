/* ical: writes calendars in the iCalendar format (RFC 5545).
 *
 * Times are instants in UTC, so that no reader needs a table of time zones and daylight saving
 * cannot move anything. The uid of an event is the caller's and must be the same each time the same
 * thing is written: readers then change their copy instead of adding another. An event that
 * is gone is written once more as cancelled, with a higher sequence.
 *
 *	ical_begin(&ical, &text, STR("Grade 3"), clock_utc_ms(clock));
 *	ical_event(&ical, &event);
 *	ical_end(&ical);
 */
#ifndef WEFT_KIT_FORMATS_ICAL_ICAL_H
#define WEFT_KIT_FORMATS_ICAL_ICAL_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

struct ical {
	struct text *text; /* the caller's */
	int64_t stamp_ms;  /* when the calendar was made */
};

struct ical_event {
	struct str uid; /* unique for ever: "42-20261006@zone" */
	int64_t start_ms, end_ms;
	struct str summary, location, description; /* "" where there is none */
	int32_t sequence;                          /* grows with each change */
	bool cancelled;
	int64_t stamp_ms; /* when it was last changed; 0: when the calendar was made */
};

struct ical_events {
	struct ical_event *at;
	size_t n, cap;
};

void ical_begin(struct ical *ical, struct text *text, struct str name, int64_t stamp_ms);
void ical_event(struct ical *ical, const struct ical_event *event);
void ical_end(struct ical *ical);

#endif
