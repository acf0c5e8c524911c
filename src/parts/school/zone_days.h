/* zone_days: the rows about day shapes, the calendar, rotations, and what classes need of them.
 *
 * Read zone.h first; it includes this.
 */
#ifndef WEFT_PARTS_SCHOOL_ZONE_DAYS_H
#define WEFT_PARTS_SCHOOL_ZONE_DAYS_H

#include "parts/school/zone_people.h"

/* ---- Days ---- */

enum zone_shape_kind {
	ZONE_REGULAR,
	ZONE_EARLY_RELEASE,
	ZONE_LATE_START,
	ZONE_HALF_DAY,
	ZONE_STAFF_DAY, /* no students */
};

/* A day shape: the bell times of a kind of day. Times are minutes from midnight. */
struct zone_shape {
	uint32_t line;
	struct str code, name; /* "REG" */
	enum zone_shape_kind kind;
	struct zone_list schools; /* where it is used */
	int32_t staff_start, staff_end;
	int32_t arrival;                    /* students may come, ZONE_UNSET on a staff day */
	int32_t student_start, student_end; /* ZONE_UNSET on a staff day */
	int32_t midday; /* where the morning ends and the afternoon begins: what starts before is AM
			 */
};

/* A named block of the day ("B1"); its times differ from shape to shape. */
struct zone_block {
	uint32_t line;
	struct str code, name;
	int32_t rank; /* order in the day */
};

/* block_times.csv: when a block is in a shape. A shape without a row has no such block. */
struct zone_block_time {
	uint32_t line;
	uint32_t shape, block;
	int32_t start, end;
};

enum zone_day_kind {
	ZONE_SCHOOL_DAY,
	ZONE_STAFF_ONLY, /* learning day, August day */
	ZONE_HOLIDAY,
	ZONE_BREAK,
};

/* calendar.csv: what a date is. A row that names schools goes before one for all. A date
 * without a row is no school day. Closures come on top. */
struct zone_day {
	uint32_t line;
	int32_t date;
	struct zone_list schools;
	enum zone_day_kind kind;
	uint32_t shape;   /* ZONE_NONE on days without anybody */
	struct str label; /* "Labor Day" */
};

/* closures.csv: schools closed after the calendar was made: snow, smoke. Dates are inside. */
struct zone_closure {
	uint32_t line;
	struct str code;
	int32_t from, to;
	struct zone_list schools;
	int32_t announced; /* date from which plans know of it, ZONE_UNSET: as of "from" */
	struct str reason;
};

enum zone_activity { ZONE_LABS, ZONE_VISITS, ZONE_COACHING, ZONE_MEETINGS };

/* blackouts.csv: dates on which something may not be planned. */
struct zone_blackout {
	uint32_t line;
	struct str code;
	int32_t from, to;
	uint32_t activities; /* set of enum zone_activity; 0: all */
	struct zone_list schools, grades;
	struct str reason;
};

enum zone_advance {
	ZONE_BY_SCHOOL_DAY, /* the next day of the rotation on each school day: closures slide it */
	ZONE_BY_WEEKDAY,    /* day 1 is each Monday (of a rotation of 5; of 10: every other) */
	ZONE_BY_WEEK,       /* the next number each week */
};

/* A rotation of N days. */
struct zone_rotation {
	uint32_t line;
	struct str code, name;
	struct zone_list schools;
	int32_t days; /* N */
	enum zone_advance advance;
	int32_t starts;    /* date of its first day, ZONE_UNSET: the first school day */
	int32_t first_day; /* which number that date has, from 1 */
	/* What a week is planned on: the shape of day 1, 2 ... N; the list repeats if shorter;
	 * empty: the first regular shape of the school. */
	struct zone_list shapes;
	struct zone_list skips; /* school days of these shapes do not advance it; empty: none do */
};

/* ---- What classes need ---- */

/* grade_blocks.csv: when a grade (or one class) has its specials, so that its teachers plan
 * together: fixed by hand, or left to the solver. No row: left to the solver too, class by class.
 */
struct zone_grade_block {
	uint32_t line;
	uint32_t school, grade;
	uint32_t section;  /* ZONE_NONE: all classes of the grade */
	uint32_t block;    /* ZONE_NONE: one block for the grade, which the solver chooses */
	uint32_t rotation; /* ZONE_NONE: all rotations */
};

enum zone_pattern {
	ZONE_ANY_DAYS,    /* each visit on a day of its own */
	ZONE_PAIR,        /* "run" visits back to back on one day */
	ZONE_CONSECUTIVE, /* on "run" days in a row */
	ZONE_SPREAD,      /* never on neighbouring days */
};

/* visits.csv: how often a class has a special in each rotation. Of one subject a class takes
 * at most one row a term. */
struct zone_visit {
	uint32_t line;
	struct str code;
	struct zone_list schools, grades;
	struct zone_list sections; /* empty: all of those schools and grades */
	uint32_t subject, rotation;
	uint32_t term;   /* ZONE_NONE: the whole year */
	int32_t visits;  /* in each cycle */
	int32_t minutes; /* of a visit, ZONE_UNSET: as long as the block is */
	enum zone_pattern pattern;
	int32_t run; /* of a pair or of consecutive days, ZONE_UNSET: 2 (pair), all visits (days) */
	struct zone_list teachers; /* empty: whoever has an assignment for the subject there */
};

/* needs.csv: minutes of a subject, besides specials. */
struct zone_need {
	uint32_t line;
	struct str code;
	struct zone_list schools, grades;
	struct zone_list shapes; /* days of these shapes; empty: of every shape with students */
	uint32_t subject;
	int32_t minutes;      /* at least */
	int32_t most_minutes; /* at most, ZONE_UNSET: exactly "minutes" */
	enum zone_per per;
	int32_t shortest, longest; /* minutes of one block, ZONE_UNSET: any */
	bool uninterrupted;        /* no pull-out, recess or lunch inside a block */
	int32_t earliest, latest;  /* window for the block, ZONE_UNSET: the student day */
	int32_t start;             /* fixed by hand, ZONE_UNSET: the solver's choice */
	enum zone_strength strength;
};

/* waves.csv: a wave of lunch with its recess; its grades eat together. */
struct zone_wave {
	uint32_t line;
	struct str code;
	struct zone_list schools, grades, shapes;
	int32_t start; /* of whichever of the two comes first, ZONE_UNSET: the solver's choice */
	int32_t lunch_minutes, recess_minutes;
	bool recess_first;
	int32_t earliest, latest; /* window for lunch and recess, ZONE_UNSET: the student day */
};

enum zone_service_kind { ZONE_PUSH_IN, ZONE_PULL_OUT, ZONE_WIN_GROUP };

/* services.csv: support for a group of students. */
struct zone_service {
	uint32_t line;
	struct str code;
	uint32_t school;
	enum zone_service_kind kind;
	struct str group; /* "newcomers", without names */
	struct zone_list grades;
	struct zone_list sections;  /* empty: any one or several classes of the grades */
	uint32_t subject;           /* during which it is given, ZONE_NONE: any but specials */
	int32_t students;           /* in the group, ZONE_UNSET: not known */
	int32_t minutes, times;     /* so many times ... */
	enum zone_per per;          /* ... per day, week or cycle */
	struct zone_list shapes;    /* on days of these shapes */
	enum zone_role role;        /* who gives it: somebody of the school in this role ... */
	struct zone_list providers; /* ... or one of these people */
	enum zone_strength strength;
};

#endif
