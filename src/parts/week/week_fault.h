/* week_fault: what of a plan does not hold where one booking stands, or would stand.
 *
 * A checker of its own: it knows the bookings and the zone's rows, and nothing of how a plan is
 * made. It is asked with a change that is not made yet (some bookings as they would be), which is
 * how a place answers "why not" before anybody moves, and how a booking that was placed in spite of
 * a rule shows what it breaks. Sentences are in the language asked for. Pure.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_FAULT_H
#define WEFT_PARTS_WEEK_WEEK_FAULT_H

#include "kit/html/lang.h"
#include "parts/week/week.h"

/* A booking as it would be. */
struct week_moved {
	uint32_t line;
	struct week_booking now;
};

/* A plan with some bookings changed, and the bookings that a change can meet at all: on days of
 * the same shape, at the same school or with the same people. */
struct week_trial {
	const struct week_plan *plan;
	const struct lang *lang;
	const uint32_t *near;
	size_t n_near;
	const struct week_moved *moved;
	size_t n_moved;
};

struct week_fault {
	enum zone_strength strength;
	int32_t minutes; /* of somebody's time that are lost, 0: none can be counted */
	struct str sentence;
};
struct week_faults {
	const struct week_fault *at; /* musts first */
	size_t n;
};

/* A trial around one booking, without a change. */
struct week_trial week_trial_of(struct arena *arena, const struct week_plan *plan, uint32_t line,
				const struct lang *lang);

/* A booking as the trial has it. */
const struct week_booking *week_trial_booking(const struct week_trial *trial, uint32_t line);

struct week_faults week_faults_of(struct arena *arena, const struct week_trial *trial,
				  uint32_t line);

/* Whether a class as a whole takes part in it, and is therefore nowhere else meanwhile. */
bool week_takes_class(const struct week_booking *booking);

/* "Music for HH-3A", "Planning of Maya Ortiz": a booking in few words. */
struct str week_line_name(struct arena *arena, const struct zone *zone,
			  const struct week_booking *booking, const struct lang *lang);

#endif
