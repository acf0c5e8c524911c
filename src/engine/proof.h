/* proof: can the hard constraints hold together? If not, which few of them cannot, and
 * what is the cheapest change?
 *
 * A proof object holds an exact model of an instance's hard constraints. Constraints
 * with the same tag (tag, tag_text) are one rule; a constraint without either is a
 * rule of its own. Questions are then asked of sets of rules:
 *
 *	struct weft_proof *proof;
 *	if (!weft_proof_create(&proof, instance, &options, &err)) ...
 *	switch (weft_proof_decide(proof, NULL, &deadline)) {
 *	case WEFT_FEASIBLE:   weft_proof_solution(proof, solution); ...
 *	case WEFT_INFEASIBLE: weft_proof_conflicts(proof, ..., &conflicts); ...
 *	case WEFT_UNKNOWN:    the deadline came first
 *	}
 *
 * Counting arguments (linear programming, verified in whole numbers) are tried first,
 * then clause learning (CaDiCaL). "Infeasible" is only said when proved. A kind of
 * constraint that the model cannot express is left out and named by
 * weft_proof_not_covered(): infeasibility of the rest is infeasibility of all, but a
 * solution found may still break what is left out.
 *
 * One thread at a time.
 */
#ifndef WEFT_ENGINE_PROOF_H
#define WEFT_ENGINE_PROOF_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "engine/instance.h"
#include "engine/solution.h"

#include <stdio.h>

struct weft_proof;

struct weft_proof_options {
	/* Preferred times, preferred resources and spreads with maxima only, of constraints
	 * that have no price (WEFT_NO_PRICE) and no tag, are facts: they shrink the model, and
	 * no conflict names them. */
	bool facts_without_price;
	/* Mostly counting is asked (so many visits, all places needed): look for a timetable
	 * by integer programming before clauses are tried. */
	bool counting;
	/* Mostly places are asked, hardly numbers (a day's layout): clauses alone, for there the
	 * linear program costs more than it tells. */
	bool clauses_only;
	uint64_t max_terms;              /* of the system; 0: 60 million */
	const struct deadline *deadline; /* for building the model; NULL: none */
};

/* A rule: what may be in conflict, and what may be given up. */
struct weft_rule_info {
	int64_t tag;
	struct str tag_text;
	struct str name; /* the tag's text, or the first constraint's name or id */
	int64_t price;   /* the largest of its constraints; WEFT_NO_PRICE if none has one */
	struct weft_list constraints;
	bool numeric; /* has a number that can be bargained about */
};

struct weft_rules {
	const struct weft_rule_info *at;
	uint32_t n;
};

enum weft_verdict { WEFT_FEASIBLE, WEFT_INFEASIBLE, WEFT_UNKNOWN };

/* The instance must outlive the proof. False if the model is too large (ERR_INVALID), or
 * its building took longer than options->deadline (ERR_BUSY). */
bool weft_proof_create(struct weft_proof **ret, const struct weft_instance *instance,
		       const struct weft_proof_options *options, struct err *err)
	__attribute__((warn_unused_result));
void weft_proof_destroy(struct weft_proof *proof); /* NULL is allowed */

struct weft_rules weft_proof_rules(const struct weft_proof *proof);

/* One sentence for each constraint that is left out. */
struct weft_sentences {
	const struct str *at;
	size_t n;
};
struct weft_sentences weft_proof_not_covered(const struct weft_proof *proof);

/* Size of the model, for reports. */
struct weft_proof_size {
	uint64_t variables, rows, terms;
};
struct weft_proof_size weft_proof_size(const struct weft_proof *proof);

/* Can the rules hold together? rules is a list of rule indexes; NULL means all. */
enum weft_verdict weft_proof_decide(struct weft_proof *proof, const struct weft_list *rules,
				    const struct deadline *deadline);

/* After WEFT_FEASIBLE: write the solution found. */
void weft_proof_solution(struct weft_proof *proof, struct weft_solution *solution);

/* How a conflict was shown. */
enum weft_argument {
	WEFT_BY_COUNTING, /* demand and supply: more is needed than there is */
	WEFT_BY_SEARCH,   /* by cases */
};

/* Rules that cannot hold together. */
struct weft_conflict {
	struct weft_list rules; /* ascending */
	bool minimal;           /* each proper subset can hold: proved for each */
	enum weft_argument argument;
	/* Of a counting argument: what is demanded and what can be had. If plain, in units of
	 * what is demanded (lessons, times); otherwise with weights that mean nothing to a
	 * person. */
	int64_t demand, supply;
	bool plain;
	struct weft_list resources; /* whose times it counts; by search see weft_proof_locate() */
	struct weft_list events;    /* only of weft_proof_locate() */
};

struct weft_conflicts {
	const struct weft_conflict *at;
	size_t n;
	bool complete; /* there is no other minimal conflict */
};

/* Up to max different minimal conflicts, found before the deadline. Empty when the
 * rules can hold together, or nothing was proved in time. */
struct weft_conflicts weft_proof_conflicts(struct weft_proof *proof, size_t max,
					   const struct deadline *deadline, struct arena *arena);

/* A smallest conflict within the rules (a list, NULL: all). False: it is not proved, before the
 * deadline, that they cannot hold together. */
bool weft_proof_why(struct weft_proof *proof, const struct weft_list *rules,
		    const struct deadline *deadline, struct arena *arena,
		    struct weft_conflict *ret);

/* Of a conflict found by search: who and what it is about, few resources and events
 * for which the rules of the conflict cannot hold (in the arena). It stays as it was if
 * that takes too long. */
void weft_proof_locate(struct weft_proof *proof, struct weft_conflict *conflict,
		       const struct deadline *deadline, struct arena *arena);

/* What restores feasibility: rules to give up, or (number_by > 0) one rule whose
 * number is changed by so much: all numbers of its constraints, each in its own unit. Of
 * constraints that name times (PreferTimes, AvoidUnavailableTimes) the number is that of
 * times by which each window becomes wider, at both ends, within its day. */
struct weft_relaxation {
	struct weft_list rules;
	int64_t price;     /* the sum of the rules' prices */
	int64_t number_by; /* 0: the rules are dropped */
	bool least;        /* proved the cheapest that is not named before it */
};

struct weft_relaxations {
	const struct weft_relaxation *at;
	size_t n;
};

/* Up to max alternatives, cheapest first; rules without a price count as
 * default_price each, or are never given up if it is negative. Changes of a number
 * come after the sets, ranked by rule price. */
struct weft_relaxations weft_proof_relaxations(struct weft_proof *proof, size_t max,
					       int64_t default_price,
					       const struct deadline *deadline,
					       struct arena *arena);

/* Mend a timetable with the least disturbance: find one that keeps all rules, all meets
 * that are locked (a list of meet numbers of the solution), and as many of the others
 * as can be. A meet is kept when an equal one (event, duration, start) is there again.
 * On WEFT_FEASIBLE the solution is changed to it. */
struct weft_repair {
	uint32_t moved; /* meets that are not kept */
	bool least;     /* proved: fewer is impossible */
};
enum weft_verdict weft_proof_repair(struct weft_proof *proof, struct weft_solution *solution,
				    const struct weft_list *locked, const struct deadline *deadline,
				    struct weft_repair *ret);

/* What should stay as it was: the event has a meet of the duration (0: of any) at the start,
 * with the resource in its open need (resource WEFT_NONE: whoever has it). */
struct weft_wish {
	uint32_t event, start;
	int32_t duration;
	uint32_t need, resource;
};
struct weft_wishes {
	const struct weft_wish *at;
	size_t n;
};

/* Keep the rules (a list, NULL: all) and as many wishes as can be. On WEFT_FEASIBLE the
 * solution is there for weft_proof_solution(); moved counts the wishes that are not kept,
 * those of things that are not possible any more among them. */
enum weft_verdict weft_proof_keep(struct weft_proof *proof, const struct weft_list *rules,
				  const struct weft_wishes *wishes, const struct deadline *deadline,
				  struct weft_repair *ret);

/* Write the formula (DIMACS) of the rules (NULL: all) and a proof that it cannot hold,
 * one clause a line, checkable by unit propagation (RUP, a subset of DRAT). The
 * formula must be a file that can be rewound. WEFT_UNKNOWN: no proof in time. */
enum weft_verdict weft_proof_write(struct weft_proof *proof, const struct weft_list *rules,
				   const struct deadline *deadline, FILE *formula, FILE *drat);

#endif
