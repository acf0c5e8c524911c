/* zone_rule: what each kind of rule says and which numbers it takes. */
#ifndef WEFT_PARTS_SCHOOL_ZONE_RULE_H
#define WEFT_PARTS_SCHOOL_ZONE_RULE_H

#include "base/arena.h"
#include "parts/school/zone.h"

/* The numbers of a rule, as bits. */
enum zone_number {
	ZONE_HAS_MINIMUM = 1,
	ZONE_HAS_MAXIMUM = 2,
	ZONE_HAS_MINUTES = 4,
	ZONE_HAS_SHARE = 8,
	ZONE_HAS_PER = 16,
	ZONE_HAS_WINDOW = 32, /* start and end */
	ZONE_HAS_WEEKDAYS = 64,
	ZONE_HAS_SHAPES = 128,
	ZONE_HAS_GRADES = 256,
	ZONE_HAS_SUBJECTS = 512,
	ZONE_HAS_SCHOOLS = 1024,
	ZONE_HAS_PEOPLE = 2048,
};

struct zone_rule_kind_info {
	const char *word; /* as in the file: "planning_minutes" */
	unsigned needs;   /* must be given */
	unsigned takes;   /* may be given; others mean a mistake (but schools, which all take) */
	const char *says; /* for the documentation */
	const char
		*sentence; /* for a person: {minimum}, {maximum}, {minutes}, {per}, {share},
			    * {window}, {weekdays}, {grades}, {subjects}, {schools} are filled in */
};

const struct zone_rule_kind_info *zone_rule_kind_info(enum zone_rule_kind kind);

/* The rule as one sentence: "At least 200 minutes of planning a week, in blocks of 30 or more." */
struct str zone_rule_sentence(struct arena *arena, const struct zone *zone, size_t rule);

#endif
