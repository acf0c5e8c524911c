/* year: the labs of a zone's year, and what a date must be for each.
 *
 * year_problem_make() reads lab_plans.csv, the calendar and the rules about labs and writes down
 * each lab ("third math lab of Harbor Hill grade 2") with the dates that are open to it. A
 * struct year_plan is an answer: a date for each lab. Everything else about the year follows
 * from these two: year_solve.h finds plans, year_count.h shows by counting that there is none,
 * year_valid.h looks for what a plan breaks, year_phases.h gives a lab its host rooms and times.
 *
 * A problem lives as long as its arena and never changes; any number of threads may read it.
 *
 * Substitutes are counted in heads a day: one who comes for half a day cannot be promised a
 * second half elsewhere, so a half-day lab counts in full on its day.
 */
#ifndef WEFT_PARTS_YEAR_YEAR_H
#define WEFT_PARTS_YEAR_YEAR_H

#include "base/arena.h"
#include "base/err.h"
#include "parts/school/zone_calendar.h"

enum { YEAR_MAX_LABS = 20000, YEAR_MAX_DAYS = 800 };

/* Why a date is not open to a lab, as bits. */
enum year_bar {
	YEAR_BAR_NO_SCHOOL = 1, /* no students that day */
	YEAR_BAR_CLOSED = 2,    /* a closure on top of the calendar */
	YEAR_BAR_BLACKOUT = 4,
	YEAR_BAR_SHAPE = 8,    /* a day of a shape without labs */
	YEAR_BAR_WEEKDAY = 16, /* a weekday without labs */
	YEAR_BAR_PLAN = 32,    /* outside the plan's own dates */
	YEAR_BAR_PERSON = 64,  /* somebody who must be there is not */
	YEAR_BAR_HOSTS = 128,  /* too few classes are free in the host windows of the kind */
};

/* A lab to be placed: the number-th of its plan. */
struct year_lab {
	uint32_t plan, team, kind, subject; /* rows of the zone */
	uint32_t school;                    /* ZONE_NONE: of a team across schools */
	int32_t number;                     /* from 1 */
	int32_t substitutes;                /* on each of its days */
	int32_t spacing_days;               /* to the team's next lab, at least 1 */
	uint32_t spacing_rule;              /* that says so; ZONE_NONE: the plan itself */
	uint32_t days;                      /* 1, or 2: the second a week after the first */
};

struct year_problem {
	const struct zone *zone;
	int32_t first, last;            /* dates: of the calendar's rows within the year */
	int32_t as_of;                  /* closures announced later are not known */
	size_t n_dates;                 /* last - first + 1 */
	const struct zone_dates *dates; /* the calendar of each school, with days of its rotation */
	const struct year_lab *labs;    /* by plan, then number */
	size_t n_labs;
	const uint8_t *bars; /* [plan * n_dates + date - first]: set of enum year_bar */
};

/* ERR_INVALID when a plan cannot be read as labs (a team without school, too many labs). */
bool year_problem_make(struct arena *arena, const struct zone *zone, int32_t as_of,
		       struct year_problem *ret, struct err *err);

/* A lab as addresses and the database name it, in every version of the plan. */
struct year_lab_key {
	struct str plan; /* code of lab_plans.csv */
	int64_t number;
};
struct year_lab_key year_key_of(const struct year_problem *problem, size_t lab);

/* The lab of a key; SIZE_MAX: none. */
size_t year_find_lab(const struct year_problem *problem, struct year_lab_key key);

/* May the lab take place on this date (with its second day, if it has two)? */
bool year_is_open(const struct year_problem *problem, size_t lab, int32_t date);

/* The bars of one day for a lab's plan; outside the year YEAR_BAR_NO_SCHOOL. */
unsigned year_bars(const struct year_problem *problem, size_t lab, int32_t date);

/* The calendar by which a team goes: its school's, or the first school's for a team across schools.
 */
const struct zone_dates *year_dates_of_team(const struct year_problem *problem, uint32_t team);

/* Whether a rule about labs speaks of the lab: its schools, teams and grades. */
bool year_rule_applies(const struct year_problem *problem, const struct zone_rule *rule,
		       size_t lab);

/* Whether a date is counted by a rule: it lies within the rule's own dates. */
bool year_rule_is_on(const struct zone_rule *rule, int32_t date);

/* Does the rule count labs or substitutes (lab_substitutes, lab_per_school, lab_apart)? Then so
 * many may be in each stretch of ... */
bool year_rule_counts(const struct zone_rule *rule);
int32_t year_rule_maximum(const struct zone_rule *rule);
enum zone_per year_rule_per(const struct zone_rule *rule);

/* The number of the stretch (day, week from Monday, fortnight, month, year) in which a date is
 * counted; two_weeks and cycle are fortnights from the Monday on or before the year's first date.
 */
int32_t year_stretch(const struct year_problem *problem, enum zone_per per, int32_t date);

/* Calendar days that must be between the labs of one team: of one plan its own, else the smaller of
 * the two. */
int32_t year_spacing_between(const struct year_problem *problem, size_t a, size_t b);

/* Must the person be in the lab all day: a member of the team (not a partner), or one who attends?
 */
bool year_must_be_in(const struct year_problem *problem, size_t lab, uint32_t person);

/* "Harbor Hill grade 2, mathematics lab 3". */
struct str year_lab_name(struct arena *arena, const struct year_problem *problem, size_t lab);

/* ---- An answer ---- */

enum { YEAR_MAX_HOSTS = 2 };

/* Where a lab is. Members of a new plan are "nowhere": year_plan_make(). */
struct year_place {
	int32_t date;                  /* first day, ZONE_UNSET: not placed */
	bool locked;                   /* a person said so, or it is past */
	struct str reason;             /* why it is locked, or "" */
	struct str who;                /* who locked it, or "" */
	int64_t when_ms;               /* and when, 0: not known */
	uint32_t host[YEAR_MAX_HOSTS]; /* sections, ZONE_NONE: none */
};

struct year_plan {
	struct year_place *at; /* one a lab of the problem */
	size_t n;
};

struct year_plan year_plan_make(struct arena *arena, const struct year_problem *problem);
struct year_plan year_plan_copy(struct arena *arena, const struct year_plan *plan);

/* Number the labs of each plan by date: the places of one plan's labs change hands. */
void year_plan_sort(const struct year_problem *problem, struct year_plan *plan);

/* Date of a lab's day (0 or 1), ZONE_UNSET when not placed. */
int32_t year_day_of(const struct year_problem *problem, const struct year_plan *plan, size_t lab,
		    uint32_t day);

/* What a plan uses. */
struct year_totals {
	size_t labs, placed, substitute_days, days_used;
	int32_t most_substitutes; /* on one day */
};
struct year_totals year_plan_totals(const struct year_problem *problem,
				    const struct year_plan *plan);

/* Dates open to any lab of the zone. */
size_t year_open_dates(const struct year_problem *problem);

#endif
