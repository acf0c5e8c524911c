/* week_export: a plan for other programs: CSV, JSON, spreadsheets, XHSTT.
 *
 * CSV has the columns of bookings.csv and is read again by every command. The others are
 * for reading elsewhere:
 *
 *	JSON    an object a booking, names spelled out
 *	xlsx    the specials as a grid, all bookings, the learning time of teams; texts are texts
 *	XHSTT   the specials of one school as an instance of the exchange format, with a solution,
 *so that other solvers can be tried on it. What XHSTT cannot say (rooms that take several classes,
 *travel, the same time of day) is left out and named in its remarks.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_EXPORT_H
#define WEFT_PARTS_WEEK_WEEK_EXPORT_H

#include "base/json.h"
#include "parts/week/week.h"

/* The bookings of one school (ZONE_NONE: all) as an array; date bookings as week_on() gives. */
void week_bookings_json(struct json_writer *json, const struct zone *zone,
			const struct week_booking *at, size_t n);

/* {"zone","school","bookings":[...],"teams":[{"team","team_minutes","longest_minutes"}]} */
void week_plan_json(struct json_writer *json, const struct week_plan *plan, uint32_t school);

/* Of one school, or of all (ZONE_NONE) with the grids school by school. */
bool week_write_xlsx(struct arena *arena, const struct week_plan *plan, uint32_t school,
		     struct str *ret, struct err *err);

/* The lines of one school alone. */
struct str week_write_school_csv(struct arena *arena, const struct week_plan *plan,
				 uint32_t school);

struct week_xhstt {
	const struct clock *clock;
	double seconds; /* for its solution; 0: none is sought */
	uint32_t school;
	struct str date; /* of the archive's metadata */
};

/* The costs of the solution as our engine counts them, over what the file can say. */
struct week_xhstt_facts {
	int64_t hard, soft;
	size_t instances, left_out;
	bool solved; /* else the file has no solution */
};

bool week_write_xhstt(struct arena *arena, const struct zone *zone, const struct week_xhstt *asked,
		      struct str *ret, struct week_xhstt_facts *ret_facts, struct err *err);

#endif
