/* year_bookings: what else the year holds for learning, besides labs.
 *
 * Learning days of staff (August days), who directs each early-release Friday (staff_times.csv),
 * standing meetings (meetings.csv: teams, leadership team, zone teams), meetings of coach and
 * principal, and coaching cycles that go round the teams of a school. Everything follows from the
 * calendar and the plan, so that a closure or a moved lab changes it by itself.
 *
 * A meeting takes place on the first days of its week or month on which there is room for it: in
 * specials, while the team's first class is there; in staff time, where a stretch of staff time is
 * long enough, and of those the ones whose use fits (a team's on team time, the
 * leadership team's on building time, a zone team's on network time).
 */
#ifndef WEFT_PARTS_YEAR_YEAR_BOOKINGS_H
#define WEFT_PARTS_YEAR_YEAR_BOOKINGS_H

#include "parts/year/year.h"

enum year_booking_kind {
	YEAR_LEARNING_DAY,
	YEAR_STAFF_TIME,
	YEAR_MEETING,
	YEAR_COACH_PRINCIPAL,
	YEAR_COACHING,
};

struct year_booking {
	enum year_booking_kind kind;
	uint32_t school;
	uint32_t team;   /* ZONE_NONE: not about a team */
	uint32_t person; /* the coach, ZONE_NONE: none */
	uint32_t row;    /* of meetings.csv or staff_times.csv, ZONE_NONE: none */
	int32_t date, start, end;
	struct str title;
};

struct year_bookings {
	struct year_booking *at;
	size_t n, cap;
};

struct year_cycles {
	int32_t weeks;           /* of a coaching cycle; 0: no cycles */
	int32_t contacts;        /* a week */
	int32_t minutes;         /* of a contact */
	int32_t principal_weeks; /* coach and principal meet every so many weeks; 0: never */
	int32_t principal_minutes;
};

/* Six weeks with two contacts of 40 minutes; coach and principal 30 minutes every other week. */
struct year_cycles year_cycles_usual(void);

/* By date, time and school. */
struct year_bookings year_bookings_of(struct arena *arena, const struct year_problem *problem,
				      const struct year_plan *plan,
				      const struct year_cycles *cycles);

/* CSV: date,start,end,kind,school,team,person,title. */
struct str year_bookings_csv(struct arena *arena, const struct year_problem *problem,
			     const struct year_bookings *bookings);

#endif
