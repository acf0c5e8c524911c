/* year_count: what cannot be, shown by counting.
 *
 * Each finding is a proof with its numbers: so much is needed, so much is there. The counts are
 * the days a school, a shared person or a team has for its labs, and the days that the cap on
 * substitutes leaves. For the cap, sizes are first rounded by dual feasible functions (Fekete and
 * Schepers, 2001): with 8 substitutes a day and no lab smaller than 3, each lab takes at least half
 * a day, for three never fit; with 6 a day a lab of 4 or 5 takes a whole day. No finding is no
 * proof that a plan exists.
 */
#ifndef WEFT_PARTS_YEAR_YEAR_COUNT_H
#define WEFT_PARTS_YEAR_YEAR_COUNT_H

#include "parts/year/year.h"

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
	int64_t demand, supply; /* days, or labs for YEAR_TEAM_DAYS; substitutes for TOO_LARGE */
	struct str sentence;
};

struct year_findings {
	struct year_finding *at;
	size_t n, cap;
};

struct year_findings year_count(struct arena *arena, const struct year_problem *problem);

/* Days that the labs of a rule need at least with this cap (the best of the rounded counts), and
 * the dates open to any of them. */
void year_cap_days(const struct year_problem *problem, uint32_t rule, int32_t cap,
		   int64_t *ret_need, int64_t *ret_open);

#endif
