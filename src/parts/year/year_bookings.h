/* year_bookings: what else the year holds for learning, besides labs.
 *
 * Learning days of staff (August days), who directs each early-release Friday (staff_times.csv),
 * standing meetings (meetings.csv: teams, leadership team, zone teams), meetings of coach and
 * principal, and coaching cycles that go round the teams of a school. Everything follows from the
 * calendar and the plan, so that a closure or a moved lab changes it by itself.
 *
 * Cycles and meetings of coaches follow the rules coaching_cycle and coach_principal; a zone that
 * says nothing has the usual. In a cycle the coach is in turn in a class of the team, while it has
 * the coach's subject's time (not at specials, lunch, recess or WIN), and with the team while its
 * classes are in specials. A coach is at one school a day for this, never on a day with a lab,
 * never in two places, and where their half position or availability lets them be (year_bars.h).
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
	uint32_t section; /* the class of a contact, ZONE_NONE: none */
};

struct year_bookings {
	struct year_booking *at;
	size_t n, cap;
};

struct year_cycles {
	int32_t weeks;               /* of a coaching cycle; 0: no cycles */
	int32_t contacts;            /* a week */
	int32_t minutes;             /* of a contact */
	enum zone_per principal_per; /* coach and principal meet once in each */
	int32_t principal_minutes;   /* 0: never */
};

/* Of a school, as its rules say; else six weeks with two contacts of 40 minutes, and coach and
 * principal 30 minutes every other week. */
struct year_cycles year_cycles_of(const struct year_problem *problem, uint32_t school);

/* By date, time and school. */
struct year_bookings year_bookings_of(struct arena *arena, const struct year_problem *problem,
				      const struct year_plan *plan);

/* Is the booking one of the person's: a coach's and a teacher's contact, a principal's meeting with
 * the coach, a meeting of a team of theirs, a day or hour of all staff of their school? */
bool year_booking_is_of(const struct zone *zone, const struct year_booking *booking,
			uint32_t person);

/* "learning_day", "staff_time", "meeting", "coach_principal", "coaching". */
const char *year_booking_kind_name(enum year_booking_kind kind);

/* CSV: date,start,end,kind,school,team,person,title,class. */
struct str year_bookings_csv(struct arena *arena, const struct year_problem *problem,
			     const struct year_bookings *bookings);

#endif
