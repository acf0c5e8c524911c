/* zone_report: problems and counts of a zone, as lines for people or as JSON. */
#ifndef WEFT_PARTS_SCHOOL_ZONE_REPORT_H
#define WEFT_PARTS_SCHOOL_ZONE_REPORT_H

#include "base/json.h"
#include "parts/school/zone_folder.h"

/* One line a problem, then what the zone holds. zone may be NULL when it could not be read. */
struct str zone_report_text(struct arena *arena, struct str dir, const struct zone *zone,
			    const struct zone_problems *problems);

/* {"valid":…,"errors":n,"warnings":n,"problems":[{"file","line","column","kind","sentence",
 * "remedy"}],"rows":{"schools":6,…}} */
void zone_report_json(struct json_writer *json, const struct zone *zone,
		      const struct zone_problems *problems);

/* One of the two, as a command was asked for it: lines, or JSON and its line feed. */
struct str zone_report(struct arena *arena, struct str dir, const struct zone *zone,
		       const struct zone_problems *problems, bool as_json);

/* "6 schools, 121 classes, 266 people" */
struct str zone_summary(struct arena *arena, const struct zone *zone);

#endif
