/* year_count: what cannot be, shown by counting.
 *
 * Each finding is a proof with its numbers: so much is needed, so much is there. The counts are
 * the days a school, a shared person or a team has for its labs, and the days that the cap on
 * substitutes leaves; of the whole year, and of each stretch of dates in which some labs must lie.
 * For when the labs of a team are so many days apart, the second cannot be before so many days, nor
 * the last but one later than so many before the end: four labs 60 days apart must all begin within
 * a few weeks, in every team at once, and then the cap of those weeks decides.
 *
 * For the cap, sizes are first rounded by dual feasible functions (Fekete and Schepers, 2001): with
 * 8 substitutes a day and no lab smaller than 3, each lab takes at least half a day, for three
 * never fit; with 6 a day a lab of 4 or 5 takes a whole day. No finding is no proof that a plan
 * exists.
 *
 * year_core() leaves out of a finding, one after the other, all rules and plans without which the
 * count still fails: what is left cannot hold together, and does without any one of them.
 */
#ifndef WEFT_PARTS_YEAR_YEAR_COUNT_H
#define WEFT_PARTS_YEAR_YEAR_COUNT_H

#include "parts/year/year_bars.h"

enum year_finding_kind {
	YEAR_TOO_LARGE,   /* a lab needs more substitutes than a day may have */
	YEAR_CAP,         /* days that the cap leaves */
	YEAR_SCHOOL_DAYS, /* labs of a school against its days */
	YEAR_APART_DAYS,  /* labs of the schools that share somebody */
	YEAR_PERSON_DAYS, /* labs that a person attends */
	YEAR_TEAM_DAYS,   /* labs of a team with their spacing */
};

struct year_finding {
	enum year_finding_kind kind;
	uint32_t rule; /* row of rules.csv, ZONE_NONE: none */
	uint32_t school, person, team;
	/* Dates between which the labs must lie that are counted; both ZONE_UNSET: the year. */
	int32_t from, to;
	int64_t demand, supply; /* days, or labs for YEAR_TEAM_DAYS; substitutes for TOO_LARGE */
	struct str sentence;
};

struct year_findings {
	struct year_finding *at;
	size_t n, cap;
};

struct year_findings year_count(struct arena *arena, const struct year_problem *problem);

/* Is a lab among those that are counted? */
bool year_finding_speaks_of(const struct year_problem *problem, const struct year_finding *finding,
			    size_t lab);

/* Does the count fail in this problem (bars and all) with the plans that are left? */
bool year_finding_holds(struct arena *arena, const struct year_problem *problem,
			const struct year_finding *finding, const bool *is_plan);

/* What a finding needs. */
struct year_core {
	struct year_closers closers; /* that take away days */
	const bool *is_plan;         /* one flag a row of lab_plans.csv */
	size_t n_plans, n_labs;
	size_t n_all; /* labs of which the finding speaks: n_labs of them are already too many */
	const bool *is_rule; /* one flag a row of rules.csv: the rule counted, and spacings */
};
struct year_core year_core_of(struct arena *arena, const struct year_problem *problem,
			      const struct year_finding *finding);

/* Days that the labs of a rule need at least with this cap (the best of the rounded counts), and
 * the dates open to any of them. */
void year_cap_days(const struct year_problem *problem, uint32_t rule, int32_t cap,
		   int64_t *ret_need, int64_t *ret_open);

#endif
