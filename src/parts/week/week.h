/* week: the master schedule of schools: bookings, and how a plan of them is made.
 *
 * A plan is a list of bookings: who is where with whom, from when to when, on which days, and
 * why. It is made from the rows of a zone (week_solve), or read from a file or the database, and
 * everything else is counted from it: cards, calendars, the ledger of learning time. A booking
 * names rows of the zone by index; the zone must outlive the plan. Plans are made
 * in an arena and are not changed afterwards.
 *
 * Days. A booking of a rotation (specials) happens on one day of it. Other bookings happen on days
 * of one shape: on all, on some weekdays, on some turns of a cycle of such days
 * (staff time: the second and fourth Friday), or on some days of a rotation. week_dated.h turns
 * them into dates.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_H
#define WEFT_PARTS_WEEK_WEEK_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "parts/school/zone.h"

enum week_kind {
	WEEK_SPECIAL, /* a class with a specialist */
	WEEK_CORE,    /* literacy, mathematics, science ... with the homeroom teacher */
	WEEK_WIN,
	WEEK_RECESS,
	WEEK_LUNCH, /* of classes */
	WEEK_OTHER, /* morning meeting, snack */
	WEEK_SERVICE,
	WEEK_TEAM,        /* a meeting of a team */
	WEEK_PLANNING,    /* of a teacher while the class is in specials: self-directed */
	WEEK_STAFF_LUNCH, /* duty-free, of a person */
	WEEK_STAFF_TIME,  /* without students: staff_times.csv */
	WEEK_N_KINDS,
};

/* "special", "core" ... as in bookings.csv. */
struct str week_kind_name(enum week_kind kind);
bool week_kind_from_name(struct str name, enum week_kind *ret);

/* Why a booking is there: the row that asks for it, and the commitment which that row serves. */
struct week_why {
	enum zone_table table; /* needs, visits, waves, services, meetings, staff_times, rules */
	uint32_t row;          /* ZONE_NONE: put there by hand */
	uint32_t commitment;   /* ZONE_NONE: none */
};

/* A booking that must stay where it is. */
struct week_lock {
	struct str who, why; /* who is never empty */
	int64_t when_ms;
};

struct week_booking {
	enum week_kind kind;
	uint32_t school;                 /* always one */
	uint32_t section, team, service; /* what is booked: one of them, or ZONE_NONE */
	uint32_t subject;                /* ZONE_NONE: none; of WEEK_SPECIAL always one */
	uint32_t meeting;                /* of WEEK_TEAM, ZONE_NONE: none */
	struct zone_list people;         /* adults bound by it; here empty means nobody */
	uint32_t room;                   /* ZONE_NONE: the homeroom, or not said */
	uint32_t shape;                  /* of the days */
	uint32_t rotation;               /* ZONE_NONE: on days of the shape */
	struct zone_numbers days;        /* of the rotation; empty: every day of the shape */
	uint32_t weekdays;               /* set of enum weekday; 0: all */
	int32_t cycle; /* turns are counted in so many days of the shape; 0: each */
	struct zone_numbers turns;
	int32_t start, end;           /* minutes from midnight */
	struct week_why why;          /* of WEEK_STAFF_TIME: a row of staff_times, or ZONE_NONE */
	const struct week_lock *lock; /* NULL: not locked */
};

/* Whether two bookings can be on one date. */
bool week_same_day(const struct week_booking *a, const struct week_booking *b);

/* Bookings by school, then by day, time and class (week_sort). */
struct week_plan {
	const struct zone *zone;
	ZONE_ROWS(struct week_booking) bookings;
};

void week_sort(struct week_booking *at, size_t n);

enum week_verdict { WEEK_FEASIBLE, WEEK_INFEASIBLE, WEEK_UNKNOWN };

struct week_remedy {
	struct str sentence;
	struct str price; /* "one more art teacher for the year", "130,000 dollars", or "" */
};

/* Rules that cannot hold together, in words. */
struct week_conflict {
	uint32_t school;         /* ZONE_NONE: several */
	const struct str *rules; /* "rules/contract-planning", "visits/pe": table and code */
	size_t n_rules;
	struct str sentence;
	const struct week_remedy *remedies;
	size_t n_remedies;
	/* By remedy: the zone with it applied, as it was tried; NULL: words only. */
	const struct zone *const *tried;
};

/* A strong or nice rule that does not hold in the plan. */
struct week_given_up {
	uint32_t school;
	struct str rule; /* as in week_conflict */
	enum zone_strength strength;
	struct str sentence; /* what, where and why */
};

struct week_school_report {
	uint32_t school;
	enum week_verdict verdict;
	double seconds;
	size_t n_bookings;
};

/* What is otherwise than in the plan before, for whom. */
struct week_difference {
	uint32_t school;
	enum week_kind kind;
	struct zone_list sections; /* whose; empty: of people */
	struct zone_list people;   /* who were in it before or are now */
	struct str sentence;       /* "Harbor Hill 3A: Music moves from day 2 to day 5." */
};

struct week_report {
	enum week_verdict verdict;
	/* For what: the date, until when the same rows are in force, and those that are not
	 * (week_force.h). The zone has the rows in force alone; remedies were tried on it. */
	int32_t date, until;
	const struct zone *zone;
	ZONE_ROWS(struct str) left_out;
	double seconds, first_seconds; /* in all; until the specials had their first plan */
	ZONE_ROWS(struct week_school_report) schools;
	ZONE_ROWS(struct week_conflict) conflicts;
	ZONE_ROWS(struct week_given_up) given_up;
	ZONE_ROWS(struct week_difference) moved; /* against options.previous */
	bool least;                              /* proved: fewer specials cannot move */
};

struct week_progress {
	void *context;
	/* part from 0 to 1; false: stop, the verdict is then unknown. */
	bool (*says)(void *context, double part, struct str what);
};

struct week_options {
	struct zone_list schools; /* empty: all */
	int32_t date;             /* planned for the first school day from it on; 0: of the year */
	double seconds;           /* <= 0: 60 */
	double remedy_seconds;    /* of counted work, for trying what would help; <= 0: 1 */
	uint64_t seed;            /* kept for later: the search takes no chances yet */
	const struct clock *clock;
	const struct week_plan *locked;       /* its locked bookings stay; NULL: none */
	const struct week_plan *previous;     /* as much of it as can be stays; NULL: none */
	const struct week_progress *progress; /* NULL: nobody looks */
};

/* Make a plan: specials of each rotation first, over all schools that share it, then each
 * school's day around them. A locked booking that cannot stay is a conflict that names it. True
 * when there is an answer of any verdict: the plan has the bookings of the schools that are
 * feasible. Rows that are not in force on the date do not count. False (ERR_INVALID) when the rows
 * cannot be turned into a problem at all, or no school day is left in the year. */
bool week_solve(struct arena *arena, const struct zone *zone, const struct week_options *options,
		struct week_plan *ret_plan, struct week_report *ret_report, struct err *err);

/* "feasible", "infeasible", "unknown". */
const char *week_verdict_name(enum week_verdict verdict);

/* "rules/win-staggered": the id of a row in reports; a section's or person's is its code. */
struct str week_rule_id(struct arena *arena, const struct zone *zone, enum zone_table table,
			uint32_t row);

#endif
