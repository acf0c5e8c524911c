/* week_report: a report as JSON, and as text for a terminal. */
#ifndef WEFT_PARTS_WEEK_WEEK_REPORT_H
#define WEFT_PARTS_WEEK_WEEK_REPORT_H

#include "base/json.h"
#include "parts/week/week.h"

/* {"verdict", "date", "until", "left_out", "seconds", "schools", "given_up", "conflicts"}: one
 * value. Without a date (counting alone, all year) those three are left away. */
void week_report_json(struct json_writer *json, struct arena *arena, const struct zone *zone,
		      const struct week_report *report);
/* For which date a plan is, until when, and what does not count then; empty: for all the year. */
struct str week_report_dates(struct arena *arena, const struct week_report *report);

struct str week_report_text(struct arena *arena, const struct zone *zone,
			    const struct week_report *report);

#endif
