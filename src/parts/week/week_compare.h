/* week_compare: plans of one zone side by side, for one school: what each gives to teachers and
 * children. The page and the command show these measures and no others.
 *
 * Minutes are those of an average week. Measures of people are sums, averages and extremes without
 * names: nothing here orders people.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_COMPARE_H
#define WEFT_PARTS_WEEK_WEEK_COMPARE_H

#include "parts/week/week.h"

enum { WEEK_COMPARE_MAX = 4 };

enum week_unit { WEEK_UNIT_MINUTES, WEEK_UNIT_COUNT, WEEK_UNIT_CENTS };

struct week_measure {
	const char *code;  /* "team_time": the same in every language and release */
	const char *group; /* English, a key for lang_text(): "Team time in an average week" */
	struct str name;   /* of what: "Harbor Hill grade 3"; "" where the group says it all */
	enum week_unit unit;
	int better;                      /* 1: more is better; -1: less is; 0: neither */
	int64_t value[WEEK_COMPARE_MAX]; /* by plan */
	bool known;                      /* false: nothing to count */
};

struct week_comparison {
	uint32_t school;
	size_t n_plans;
	ZONE_ROWS(struct week_measure) measures;
};

/* All plans are of one zone; n up to WEEK_COMPARE_MAX. */
struct week_comparison week_compare(struct arena *arena, const struct week_plan *plan, size_t n,
				    uint32_t school);

/* "70", "$1,234": a value as a person reads it, without the word minutes. */
struct str week_measure_text(struct arena *arena, const struct week_measure *measure, size_t plan);

#endif
