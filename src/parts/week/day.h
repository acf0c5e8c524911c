/* day: a school's day around its specials, on days of one shape.
 *
 * When the specials are planned, each class knows when it is away with a specialist. The rest
 * of its day is laid out around that: core blocks, WIN, recess, lunch waves, and who of the
 * support staff comes in when. Classes of a grade whose specials lie alike share their day
 * (a unit), and all days of a shape on which all specials lie alike share a layout, so that
 * literacy is at the same time each day by construction and the problem stays small.
 *
 * The layout is an instance of the engine with one day of ticks: an event a block. Each
 * constraint carries the tag of a day_rule. Musts must hold together; strong and nice rules are
 * added in the order of their rank, as many as can hold with those before them.
 */
#ifndef WEFT_PARTS_WEEK_DAY_H
#define WEFT_PARTS_WEEK_DAY_H

#include "base/vec.h"
#include "engine/instance.h"
#include "parts/week/week.h"

/* A visit of a class to a special on one day of a rotation, as the specials' plan has it. */
struct week_visit {
	uint32_t section, subject, person;
	uint32_t row; /* of visits.csv */
	uint32_t rotation;
	int32_t day;    /* from 1 */
	uint32_t block; /* ZONE_NONE: not in a block */
	int32_t start, end;
};
struct week_visits {
	const struct week_visit *at;
	size_t n;
	const bool *apart; /* by section: its day may differ from that of its grade; NULL: none */
};

struct day_span {
	int32_t start, end;
};
struct day_spans {
	const struct day_span *at;
	size_t n;
};

/* Classes whose day is the same. */
struct day_unit {
	struct zone_list sections, grades;
	struct day_spans specials;
	int32_t students;
};

enum day_item_kind {
	DAY_SPECIAL,
	DAY_NEED,
	DAY_LUNCH,
	DAY_LUNCH_RECESS,
	DAY_SERVICE,
	DAY_STAFF_LUNCH,
	DAY_ELSEWHERE, /* of another day of the instance: item i is event i there too */
};

/* What is placed in the day: event number i of the instance is item i. */
struct day_item {
	enum day_item_kind kind;
	uint32_t unit;          /* ZONE_NONE: of a person */
	uint32_t row;           /* of needs, waves or services; ZONE_NONE: special */
	uint32_t person;        /* of a service once found, of a staff lunch */
	int32_t number;         /* among the blocks of the row on this day */
	int32_t minutes, start; /* start ZONE_UNSET: not placed */
	uint32_t inside;        /* item in which it lies, ZONE_NONE: none */
	uint32_t weekdays;      /* on which it happens, 0: all */
	bool locked;            /* exactly so long */
};

enum day_rule_kind {
	DAY_RULE_STRUCTURE,    /* one place at a time; never in words */
	DAY_RULE_SPECIALS,     /* unit: is away with a specialist then */
	DAY_RULE_NEED,         /* row of needs, unit: has its minutes */
	DAY_RULE_START,        /* row of needs, unit: at the time given or in the window */
	DAY_RULE_WAVE,         /* row of waves */
	DAY_RULE_LUNCH_WINDOW, /* row of rules, unit */
	DAY_RULE_TOGETHER,     /* row of rules: grades eat together */
	DAY_RULE_PLACE,        /* row of rules, number: room kind */
	DAY_RULE_STAGGERED,    /* row of rules, unit, other */
	DAY_RULE_TRANSITION,   /* row of rules, unit */
	DAY_RULE_SERVICE,      /* row of services */
	DAY_RULE_NO_PULL_OUT,  /* row of rules, other: service */
	DAY_RULE_STAFF_LUNCH,  /* row of rules, other: person */
	DAY_RULE_LOCK,         /* row: of day.locks */
	DAY_RULE_SAME_TIME,    /* row of rules, unit, other: need; as on days laid out before */
	DAY_RULE_RECESS,       /* row of needs, unit: neither early nor next to lunch */
};

struct day_rule {
	enum day_rule_kind kind;
	enum zone_strength strength;
	uint32_t row, unit, other;
	int32_t rank; /* of its commitment; later rows of a file count less */
};

/* When a person is bound elsewhere on days of the shape. */
struct day_busy {
	uint32_t person, shape, school;
	int32_t start, end;
};

/* Bookings that stay where they are, or should. */
struct day_bookings {
	const struct week_booking *const *at;
	size_t n;
};

/* When a class has a block of a need on days of the shape that are laid out. */
struct day_held {
	uint32_t section, row;
	int32_t number, start;
};
struct day_helds {
	const struct day_held *at;
	size_t n;
};

struct day {
	struct arena *arena;
	const struct zone *zone;
	uint32_t school, shape, rotation;
	struct zone_numbers days; /* of the rotation; empty: all */
	uint32_t weekdays;        /* set on which the shape is usual */
	VEC(struct day_unit) units;
	VEC(struct day_item) items;
	VEC(struct day_rule) rules; /* by tag, from 1 */
	VEC(struct day_busy) busy;  /* of people shared with schools planned before */
	struct day_bookings locks;  /* that somebody made */
	struct day_bookings before; /* of the plan before */
	struct day_helds held;      /* of the days laid out before */
};

/* Weekdays of which most school days have the shape at the school, as a set; 0: none. */
uint32_t day_weekdays(struct arena *arena, const struct zone *zone, uint32_t school,
		      uint32_t shape);

/* Shapes with students on school days of the calendar of a school. */
struct zone_list day_shapes(struct arena *arena, const struct zone *zone, uint32_t school);

/* The days of a school and shape, one for each way in which the specials lie. Units are made;
 * items are not yet placed. */
struct days {
	struct day *at;
	size_t n;
};
struct days day_find(struct arena *arena, const struct zone *zone, uint32_t school, uint32_t shape,
		     struct week_visits visits);

/* Lay out the day. Given up and conflicts are added to the report's lists. */
struct day_findings {
	VEC(struct week_conflict) conflicts;
	VEC(struct week_given_up) given_up;
};

/* Whether the musts of a day can hold together; if not, the smallest conflicts are added, with
 * those of their rules without which the others can. */
bool day_refute(struct day *day, const struct deadline *deadline, struct day_findings *findings,
		enum week_verdict *ret, struct err *err);

/* The times of those laid out before and, where its own are found, of this day. */
struct day_helds day_hold(const struct day *day);

/* Whether the musts of all days of a shape can hold together, with what must be at one time of day
 * at one time on all of them (day_joint.c). Feasible: *ret_helds has those times. Infeasible: a
 * smallest conflict is added. Bounded by work; the deadline is a guard. */
bool day_decide_jointly(const struct days *days, const struct deadline *deadline,
			struct day_findings *findings, struct day_helds *ret_helds,
			enum week_verdict *ret, struct err *err);

/* Visits to specials that cannot be given, by counting alone (week_specials.c). Remedies are
 * counted, or tried where there are options. */
struct week_options;
bool week_count_visits(struct arena *arena, const struct zone *zone, struct zone_list schools,
		       const struct week_options *options, struct day_findings *findings,
		       struct err *err);

bool day_solve(struct day *day, const struct deadline *deadline, struct day_findings *findings,
	       enum week_verdict *ret, struct err *err);

/* "grade 3", "Grade 3 (3A, 3B)" ... and the rule in words. */
struct str day_unit_name(const struct day *day, uint32_t unit);
struct str day_rule_sentence(const struct day *day, const struct day_rule *rule);
struct str day_rule_id(const struct day *day, const struct day_rule *rule);

#endif
