/* week_ledger: minutes for learning, counted from bookings and the calendar alone.
 *
 * For each person of a school, each team and the school: minutes in an average week of the year
 * (a week is five school days) of common team time, self-directed planning, and directed time.
 * Team time is time of meetings and of staff time given to teams; it is directed where the
 * meeting says so. Cover takes minutes away when the day comes: lost_minutes is what the
 * caller knows of it, 0 in a plan.
 *
 * Nothing here orders people: rows are in the order of the zone.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_LEDGER_H
#define WEFT_PARTS_WEEK_WEEK_LEDGER_H

#include "parts/week/week.h"

/* Minutes in the year. */
struct week_minutes {
	int64_t team, self_directed, directed, building, lost;
	int32_t longest_team; /* the longest common block, minutes */
};

struct week_ledger_row {
	uint32_t index; /* of a person or team */
	struct week_minutes minutes;
	int64_t promised; /* self-directed minutes a week by contract or law, -1: none */
};

struct week_ledger {
	uint32_t school;
	int32_t school_days; /* in the year; minutes * 5 / school_days is an average week */
	ZONE_ROWS(struct week_ledger_row) people; /* who have a class */
	ZONE_ROWS(struct week_ledger_row) teams;
	struct week_minutes school_minutes; /* the sum over people */
};

/* Minutes of the year in an average week. */
int64_t week_average(const struct week_ledger *ledger, int64_t minutes);

struct week_ledger week_ledger_of(struct arena *arena, const struct week_plan *plan,
				  uint32_t school);

#endif
