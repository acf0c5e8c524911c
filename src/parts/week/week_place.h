/* week_place: where in the day a booking may go, what goes with it, and why not elsewhere.
 *
 * For whatever a school may move within its day (lessons, WIN, recess, lunch, support, team
 * meetings) every start of the day is tried, in ticks of the zone. What stands in the way trades
 * places, where one booking of the class does; lunch takes its recess along, a lesson the support
 * that happens in it. Each place is then asked what would not hold (week_fault.h): a must that held
 * before makes it illegal; a wish counts into the gain. Specials trade days with each other: that
 * is week_move.h.
 *
 * And who else, or which other room, could have it. Pure: nothing is changed.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_PLACE_H
#define WEFT_PARTS_WEEK_WEEK_PLACE_H

#include "parts/week/week_fault.h"

enum { WEEK_ALONG_MAX = 12 };

struct week_place {
	int32_t start, end;
	uint32_t resource; /* person or room, where that is asked */
	bool here, legal;
	struct str name; /* of the resource */
	struct str why;  /* what moves along, what is given up, or why it cannot be: sentences */
	int32_t gain;    /* wishes that hold then and do not now, weighed; negative: given up */
	int32_t minutes; /* of people's time that the place would cost; of an illegal one */
	const struct week_moved *moved; /* the booking itself first */
	size_t n_moved;
};
struct week_places {
	struct week_place *at;
	size_t n;
};

/* Whether a booking can be placed anew within its day. */
bool week_can_place(const struct week_booking *booking);

/* One place a start, by time. */
struct week_places week_places_of(struct arena *arena, const struct week_plan *plan, uint32_t line,
				  const struct lang *lang);

/* One start, which need not be on a tick. */
struct week_place week_place_at(struct arena *arena, const struct week_plan *plan, uint32_t line,
				int32_t start, const struct lang *lang);

/* The same place in spite of what it breaks: the booking alone, and what is inseparable from it. */
struct week_place week_place_alone(struct arena *arena, const struct week_plan *plan, uint32_t line,
				   int32_t start, const struct lang *lang);

/* Who else could give it: specialists of the subject, or staff of the service's role. */
struct week_places week_stand_ins(struct arena *arena, const struct week_plan *plan, uint32_t line,
				  const struct lang *lang);
/* Which other room it could be in. */
struct week_places week_rooms(struct arena *arena, const struct week_plan *plan, uint32_t line,
			      const struct lang *lang);

/* The legal ones: best gain first, then the fewest that move, then the nearest. */
struct week_places week_places_best(struct arena *arena, const struct week_places *all,
				    int32_t from);

/* Illegal ones in a row with one reason are one: "9:05 to 9:40". */
struct week_places week_places_barred(struct arena *arena, const struct week_places *all);

#endif
