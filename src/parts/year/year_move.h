/* year_move: could this lab be somewhere else, and if not, why not?
 *
 * For one lab, every weekday of the year is looked at with all other labs where they are: it is
 * legal, or it has reasons against it in words, each with the price of its rule. What is only
 * wished (an even distance, the same weekday again) is said too, but does not make a date illegal.
 * A person may overrule anything (year_store_change): the reasons are then the faults that
 * year_valid() lists.
 *
 * The work is one pass over the labs for each rule, not one for each date: all dates of one lab of
 * a year of 144 labs take about a millisecond.
 */
#ifndef WEFT_PARTS_YEAR_YEAR_MOVE_H
#define WEFT_PARTS_YEAR_YEAR_MOVE_H

#include "parts/year/year.h"

struct year_reason {
	bool must;           /* else a wish */
	uint32_t rule;       /* row of rules.csv, ZONE_NONE: the calendar or a person */
	int64_t price_cents; /* of giving the rule up for a year; -1: none is known */
	struct str sentence; /* "Wren Park has its lab of grade 3 that day already." */
};

/* The lab with its first day on a date. */
struct year_target {
	int32_t date;
	bool stands; /* it is there now */
	bool legal;  /* no reason that must hold */
	const struct year_reason *reasons;
	size_t n_reasons;
	int64_t price_cents; /* the sum over the rules in its way, each once; -1: one has no price
			      */
	int32_t substitutes; /* that the zone's labs need that day, this one included */
};

struct year_targets {
	const struct year_target *at; /* each weekday of the year, in order */
	size_t n;
};

struct year_targets year_targets_of(struct arena *arena, const struct year_problem *problem,
				    const struct year_plan *plan, size_t lab);

/* The same for one date; any date can be asked for. */
struct year_target year_target_on(struct arena *arena, const struct year_problem *problem,
				  const struct year_plan *plan, size_t lab, int32_t date);

/* Labs of the plan with which this one could change dates, without any fault for either. */
struct year_swap {
	size_t lab;
	int32_t date; /* where the other one is now */
};
size_t year_swaps_of(struct arena *arena, const struct year_problem *problem,
		     const struct year_plan *plan, size_t lab, const struct year_swap **ret);

/* A class of the team as the host of one of the lessons taught together. */
struct year_host_choice {
	uint32_t section;
	int32_t host_number; /* 1 or 2 */
	bool stands, legal;
	int32_t start, end; /* where legal */
	int32_t labs;       /* in which the class is a host this year, this one not counted */
	struct str why;     /* why not; or why it is not wished: "was a host nine days before" */
};

struct year_host_choices {
	const struct year_host_choice *at; /* by host number, then class */
	size_t n;
};

/* For a placed lab; none where it has no date. */
struct year_host_choices year_host_choices_of(struct arena *arena,
					      const struct year_problem *problem,
					      const struct year_plan *plan, size_t lab);

#endif
