/* week_wish: where somebody wants a picked booking to go, as a form says it and as it is kept.
 *
 * One of four: another day of the rotation (specials), another start in its day, somebody else who
 * gives it, another room. What it would mean is worked out by week_move.h and week_place.h; here
 * it becomes sentences and the lines that change. The same for whoever makes a change and for
 * whoever suggests one.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_WISH_H
#define WEFT_PARTS_WEEK_WEEK_WISH_H

#include "parts/week/week_page_internal.h"

struct week_wish {
	int32_t day;          /* 0: no other day */
	int32_t start;        /* ZONE_UNSET: no other start */
	struct str give, put; /* codes of a person and a room; empty: no other */
};

/* From the fields "day", "start", "give" and "put" of the form or the address; false: none. */
bool week_wish_read(const struct week_visit *visit, const struct week_booking *booking,
		    struct week_wish *ret);

/* "day=4", "start=625": to be kept, and back; false: it is none. */
struct str week_wish_text(struct arena *arena, const struct week_wish *wish);
bool week_wish_parse(struct str text, struct week_wish *ret);

/* What a wish would mean. */
struct week_wished {
	bool found, legal;
	struct str where;  /* "day 4", "10:25 am", a person, a room */
	struct str effect; /* what moves along or is given up, or why it cannot be */
	int32_t gain;      /* minutes together where gain_is_minutes, wishes kept otherwise */
	bool gain_is_minutes;
	struct week_place place;          /* of a place in the day */
	const struct week_target *target; /* of a day of the rotation; NULL otherwise */
};
struct week_wished week_wish_try(const struct week_visit *visit, uint32_t line,
				 const struct week_wish *wish);

/* The lines that change; lock NULL: none is locked by it. */
struct week_edit week_wished_edit(const struct week_visit *visit, const struct week_wished *wished,
				  const struct week_lock *lock);

/* A special with its day, anything else by what it is and whose. */
struct str week_picked_words(const struct week_visit *visit, const struct week_booking *booking);

#endif
