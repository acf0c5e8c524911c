/* specials_hall: what counting alone refutes, at once.
 *
 * Visits are wanted by grades of schools, and given by specialists, who have only so much to give
 * in a window: one visit a day in a block, one school in a half of a day, so many visits a week.
 * A set of visits that wants more than all who may give them have cannot be planned.
 */
#ifndef WEFT_PARTS_WEEK_SPECIALS_HALL_H
#define WEFT_PARTS_WEEK_SPECIALS_HALL_H

#include "parts/week/specials.h"

enum specials_window {
	SPECIALS_IN_BLOCK, /* visits in one block of the day */
	SPECIALS_IN_ROOM,  /* the same, in the rooms of the special */
	SPECIALS_IN_HALF,  /* half-days (mornings or afternoons) at schools */
	SPECIALS_IN_DAY,   /* days at schools */
	SPECIALS_IN_WEEKS, /* visits in the rotation, by the rules */
	SPECIALS_HERE,     /* visits in the rotation, as agreed with one school */
	SPECIALS_OF_CLASS, /* visits of a class in its block: one a day */
};

/* What one school wants of one special (ZONE_NONE: of all) in the window. */
struct specials_want {
	uint32_t school, subject;
	uint32_t block;          /* in which, ZONE_NONE: in any */
	struct zone_list grades; /* whose */
	struct zone_list rules;  /* positions in specials->rules, of WEEK_RULE_VISITS */
	struct zone_list people; /* who may give it */
	int32_t n_sections;
	int64_t visits, amount; /* amount: visits, or half-days */
};

struct specials_gift {
	uint32_t person;
	int64_t amount;      /* at most */
	uint32_t rule;       /* row of rules.csv that says so, or ZONE_NONE */
	uint32_t assignment; /* row of assignments.csv that says so, or ZONE_NONE */
	bool away;           /* not there on all days */
};

struct specials_hall {
	enum specials_window window;
	enum zone_half half;
	ZONE_ROWS(struct specials_want) wants;
	ZONE_ROWS(struct specials_gift) gifts;
	int64_t wanted, given; /* the sums; wanted > given */
	uint32_t rule;         /* row of rules.csv that limits rooms, or ZONE_NONE */
};

/* Up to max sets that cannot be given, each with as few people as will do, and all that is wanted
 * of those alone. */
size_t specials_hall_find(struct arena *arena, const struct specials *specials,
			  struct specials_hall *ret, size_t max);

#endif
