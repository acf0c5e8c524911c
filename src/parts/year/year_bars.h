/* year_bars: what closes a date to the labs of a plan, each thing by itself.
 *
 * The calendar and closures cannot be helped. Everything else that closes dates is a "closer": a
 * rule about weekdays or shapes, a black-out, the plan's own dates, a person who must be there and
 * is not, and the host windows of a kind of lab, in which too few classes of the team are free. The
 * bars of a problem (year.h) are the sum of all; here one can ask what they would be without some
 * of them, and have them said in words.
 *
 * Who attends (lab_plans.csv) must be there: active, assigned to the school on that date, and not
 * away by availability.csv while the lab runs. Members of the team must not be away by
 * availability.csv; a vacant position of a team closes nothing.
 */
#ifndef WEFT_PARTS_YEAR_YEAR_BARS_H
#define WEFT_PARTS_YEAR_YEAR_BARS_H

#include "parts/year/year.h"

enum year_closer_kind {
	YEAR_CLOSED_BY_RULE,     /* row of rules.csv: lab_weekdays or lab_shapes that must hold */
	YEAR_CLOSED_BY_BLACKOUT, /* row of blackouts.csv */
	YEAR_CLOSED_BY_PLAN,     /* row of lab_plans.csv: its from and to */
	YEAR_CLOSED_BY_PERSON,   /* row of people.csv */
	YEAR_CLOSED_BY_HOSTS,    /* row of lab_kinds.csv */
};

struct year_closer {
	enum year_closer_kind kind;
	uint32_t row;
};

struct year_closers {
	const struct year_closer *at;
	size_t n;
};

/* Everything that closes a school day to a plan, in the order of the kinds and rows. */
struct year_closers year_closers_of(struct arena *arena, const struct year_problem *problem);

/* The bars as they would be without some of the closers: [plan * n_dates + day], like those of the
 * problem. without: one flag a closer; NULL: with all. */
const uint8_t *year_bars_without(struct arena *arena, const struct year_problem *problem,
				 const struct year_closers *closers, const bool *without);

/* "lab-weekdays", "blackouts/december", "lab_plans/HH-3-math", "people/HH-CM", "lab_kinds/FULL". */
struct str year_closer_code(struct arena *arena, const struct year_problem *problem,
			    struct year_closer closer);

/* A clause: "labs on Tuesday, Wednesday, Thursday only", "no labs from Mon December 14 to Fri
 * December 18 (last week before the break)", "Etta Espinoza is not there on every day". */
struct str year_closer_words(struct arena *arena, const struct year_problem *problem,
			     struct year_closer closer);

/* Why a date is not open to a lab, as a clause: "Harbor Hill is closed on Tue November 10
 * (snow)"; "" when it is. Of
 * the bars in a set of enum year_bar (~0U: all) the first is said. */
struct str year_bar_words(struct arena *arena, const struct year_problem *problem, size_t lab,
			  int32_t date, unsigned of);

/* The first of those who must be there and are not, ZONE_NONE: nobody is missing. */
uint32_t year_who_is_missing(const struct year_problem *problem, size_t lab, int32_t date);

/* The black-out of a date for a lab: row of blackouts.csv, ZONE_NONE: none. */
uint32_t year_blackout_of(const struct year_problem *problem, size_t lab, int32_t date);

/* Is somebody at a school on a date from start to end: active, assigned there, and not away? */
bool year_person_comes(const struct year_problem *problem, uint32_t person, uint32_t school,
		       const struct zone_date *on, const int32_t stretch[2]);

/* From when to when a lab of the kind lasts at most on a day of the shape: minutes from midnight.
 */
void year_lab_span(const struct zone *zone, uint32_t kind, uint32_t shape, int32_t *ret_start,
		   int32_t *ret_end);

#endif
