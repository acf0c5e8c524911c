/* cover_simulate: how many labs of a year take place when substitutes do not come.
 *
 * Each release of a plan is a request. Permanent substitutes fill the first of a day; each
 * other request is filled with the probability of the fill rate. A lab whose requests are all
 * filled takes place. One whose are not goes down the ladder:
 *
 *	internal	staff of the school stand in: so many half days a school and day; a full
 *			day of one class is two
 *	half day	the lab is held in its half-day form, in which each class is one
 *	move		to another date within the weeks to come on which it fits by all rules,
 *			with new requests
 *	postpone	to the first later date of the year that is open and on which its school
 *			has no lab, the spacing of its team given up
 *
 * A lab that comes to the end of the ladder fails. The same seed gives the same year. Without the
 * ladder a lab with any request unfilled fails.
 */
#ifndef WEFT_PARTS_COVER_COVER_SIMULATE_H
#define WEFT_PARTS_COVER_COVER_SIMULATE_H

#include "parts/year/year.h"

enum cover_step {
	COVER_INTERNAL = 1,
	COVER_HALF_DAY = 2,
	COVER_MOVE = 4,
	COVER_POSTPONE = 8,
};
enum { COVER_WHOLE_LADDER = 15 };

struct cover_options {
	int32_t fill_percent; /* of requests to per-diem substitutes; ZONE_UNSET: the zone's */
	int32_t permanent;    /* substitutes who come each day */
	int32_t internal_half_days; /* that staff of one school can stand in on a day */
	int32_t move_weeks;         /* how far a lab may be moved */
	unsigned ladder;            /* set of enum cover_step */
	uint64_t seed;
	int32_t runs; /* years simulated, at least 1 */
};

/* The usual: the zone's fill rate, nobody permanent, two half days, four weeks, all steps. */
struct cover_options cover_options_usual(void);

/* Sums over all runs. */
struct cover_result {
	int64_t runs, labs; /* labs: of one year */
	int64_t requests, unfilled;
	int64_t as_planned, internal, half_day, moved, postponed, failed;
	int64_t worst; /* most labs that failed in one year */
};

struct cover_result cover_simulate(struct arena *arena, const struct year_problem *problem,
				   const struct year_plan *plan,
				   const struct cover_options *options);

/* Labs that took place, of each hundred. */
double cover_completed_percent(const struct cover_result *result);

/* Per-diem against permanent substitutes, in cents a year. */
struct cover_comparison {
	int64_t substitute_days; /* of the plan */
	int64_t day_cents;       /* payroll costs included */
	int64_t per_diem_cents;  /* all of them per-diem */
	int64_t permanent_days;  /* paid */
	int64_t permanent_cents;
	int64_t permanent_lab_days; /* of them spent on labs */
	int64_t still_per_diem_days;
	int64_t spare_days; /* permanent days less days of labs: they cover sickness */
	int64_t spare_cents;
	int64_t net_cents; /* permanent less spare */
	struct cover_result per_diem, permanent;
};

/* options->permanent says how many. */
struct cover_comparison cover_compare(struct arena *arena, const struct year_problem *problem,
				      const struct year_plan *plan,
				      const struct cover_options *options);

#endif
