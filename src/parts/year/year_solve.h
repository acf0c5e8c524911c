/* year_solve: dates for all labs of the year, or the reason why there are none.
 *
 * First counting (year_count.h), which proves in a moment what most often goes wrong; then the
 * search (year_search.h); then, if the search found nothing, the engine's proof (engine/proof.h)
 * until the deadline. "Infeasible" is only said when it was proved, "feasible" only with a plan
 * that year_valid() finds nothing against; what is neither is unknown, and the conflicts are
 * empty then.
 */
#ifndef WEFT_PARTS_YEAR_YEAR_SOLVE_H
#define WEFT_PARTS_YEAR_YEAR_SOLVE_H

#include "base/clock.h"
#include "engine/proof.h"
#include "parts/year/year_search.h"

struct year_options {
	const struct clock *clock; /* never NULL */
	double seconds;            /* for everything but the remedies; 0: 60 */
	uint64_t seed;
	size_t steps;                  /* of the search, 0: as it thinks fit */
	bool remedies;                 /* try changes, each by solving again */
	size_t conflicts;              /* that the engine looks for, 0: 3 */
	const struct year_plan *locks; /* places that are locked stay; may be NULL */
};

/* A change after which the year was solved. */
struct year_remedy {
	struct str sentence;
	int64_t price_cents; /* a year; -1: no price is known */
};

struct year_conflict {
	const struct str *rules; /* codes of rules, "lab_plans/CODE", "people/CODE", "lock/..." */
	size_t n_rules;
	int64_t demand, supply; /* of a counting argument; both 0: by cases */
	struct str sentence;
	const struct year_remedy *remedies;
	size_t n_remedies;
};

/* A wish that a plan does not fulfil. */
struct year_given_up {
	struct str rule; /* code of the rule, "" where it is everybody's wish */
	enum zone_strength strength;
	struct str sentence;
};

struct year_answer {
	enum weft_verdict verdict;
	double seconds;        /* until the verdict */
	struct year_plan plan; /* where feasible, with hosts; else the best try, with faults */
	struct weft_cost cost;
	const struct year_given_up *given_up;
	size_t n_given_up;
	const struct year_conflict *conflicts;
	size_t n_conflicts;
	int64_t days_needed, days_open; /* the best bound from counting the cap, 0: no cap */
};

bool year_solve(struct arena *arena, const struct year_problem *problem,
		const struct year_options *options, struct year_answer *ret, struct err *err);

/* What counting alone says: infeasible with its conflicts, else unknown. Nothing is tried. */
void year_counted(struct arena *arena, const struct year_problem *problem,
		  const struct clock *clock, struct year_answer *ret);

/* Changes that make the year feasible with the locks that there are, each tested: for a finding of
 * year_count() and what it needs. At most max. */
struct year_finding;
struct year_core;
struct year_remedies {
	struct year_remedy *at;
	size_t n, max;
};
void year_remedies(struct arena *arena, const struct year_problem *problem,
		   const struct year_options *options, const struct year_finding *finding,
		   const struct year_core *core, struct year_remedies *ret);

/* The same for the rules that a conflict names: each is relaxed in turn (a number by some steps, a
 * lock opened, one lab fewer). */
void year_remedies_of(struct arena *arena, const struct year_problem *problem,
		      const struct year_options *options, const struct year_conflict *conflict,
		      struct year_remedies *ret);

/* Is a lab locked on a date that is not open to it? Then counting open days proves nothing. */
bool year_locks_are_odd(const struct year_problem *problem, const struct year_plan *locks);

/* ---- Words (year_words.c) ---- */

/* What a rule of a conflict asks, as a clause: "labs are on Monday, Tuesday and Wednesday",
 * "Etta Espinoza is in one lab a day at most", "mathematics lab 2 is locked on Tue October 13 (Dana
 * Ruiz: the university comes)". */
struct str year_rule_words(struct arena *arena, const struct year_problem *problem,
			   const struct year_plan *locks, struct str code);

/* Rules that cannot hold together, as a principal would say it: plans of a school are said as one.
 */
struct str year_conflict_words(struct arena *arena, const struct year_problem *problem,
			       const struct year_plan *locks, const struct year_conflict *conflict,
			       bool minimal);

#endif
