/* week_report: a report as JSON, and as text for a terminal. */
#ifndef WEFT_PARTS_WEEK_WEEK_REPORT_H
#define WEFT_PARTS_WEEK_WEEK_REPORT_H

#include "base/json.h"
#include "parts/week/week.h"

/* {"verdict", "seconds", "schools", "given_up", "conflicts"}: one value. */
void week_report_json(struct json_writer *json, const struct zone *zone,
		      const struct week_report *report);
struct str week_report_text(struct arena *arena, const struct zone *zone,
			    const struct week_report *report);

#endif
