/* week_move: where a special may go, why not elsewhere, and what goes with it.
 *
 * In a rotation every class has its block full of specials, so hardly anything can be moved alone.
 * A move from one day to another therefore takes with it whatever stands in its way: the class's
 * own special of that day goes the other way, and so does the lesson that the specialist would
 * have had then, and so on. This is the exchange of a Kempe chain of two days (as in the colouring
 * of graphs): the chain closes by itself, and what it leaves behind clashes nowhere between the two
 * days; whatever else must hold is checked afterwards. A chain that would move a locked booking is
 * not legal, and says whose lock it is.
 *
 * Pure: nothing is changed. Sentences are in the language asked for.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_MOVE_H
#define WEFT_PARTS_WEEK_WEEK_MOVE_H

#include "kit/html/lang.h"
#include "parts/week/week.h"

enum { WEEK_CHAIN_MAX = 16 };

/* A visit that goes to another day of its rotation. On whatever kind of day a rotation's day falls,
 * the class has the same visit at the time of its block there: one booking a day shape. A shift
 * moves all of them; line is the one of the regular day. */
struct week_shift {
	uint32_t line;
	int32_t from, day;
};

/* A day to which a special could go. */
struct week_target {
	int32_t day; /* of the rotation, from 1 */
	int32_t start, end;
	bool here, legal;
	struct str why; /* what else moves, or why it cannot; one sentence */
	int32_t gain;   /* minutes of common planning of the grade's teachers, a rotation */
	const struct week_shift *shift; /* the booking itself first */
	size_t n_shifts;
};

/* Whether a booking can be picked: a special on one day of a rotation. */
bool week_can_pick(const struct week_booking *booking);

/* Whether two bookings are the same visit on days of different shapes. */
bool week_same_visit(const struct week_booking *a, const struct week_booking *b);

/* The booking of a visit that stands for it: that of the regular day, else itself. */
uint32_t week_visit_line(const struct week_plan *plan, uint32_t line);

/* One target a day of the rotation, in its order. */
struct week_targets {
	struct week_target *at;
	size_t n;
};
struct week_targets week_targets(struct arena *arena, const struct week_plan *plan, uint32_t line,
				 const struct lang *lang);

/* Those that are legal, the best gain first, then the fewest lessons moved. */
void week_targets_sort(struct week_targets *targets);

/* Minutes in a rotation in which all classes of a grade are in specials at once. */
int32_t week_common_minutes(const struct week_plan *plan, uint32_t school, uint32_t grade,
			    uint32_t rotation, const struct week_shift *shift, size_t n_shifts);

/* The shape of a day (from 1) of a rotation at a school. */
uint32_t week_rotation_shape(const struct zone *zone, uint32_t rotation, uint32_t school,
			     int32_t day);

/* "Music for Harbor Hill 3A, day 4": a booking in words. */
struct str week_booking_words(struct arena *arena, const struct zone *zone,
			      const struct week_booking *booking, const struct lang *lang);

#endif
