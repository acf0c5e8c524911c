/* week_words: what bookings are called, and whose they are: the same on pages, sheets and in feeds.
 *
 * Texts point into the zone, the language or the arena.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_WORDS_H
#define WEFT_PARTS_WEEK_WEEK_WORDS_H

#include "kit/html/lang.h"
#include "parts/week/week.h"

/* Somebody or something that has a week: one of them, the others ZONE_NONE. */
struct week_whose {
	uint32_t person, section, team, room;
};

/* The row with such a key: "people/HH-T10", "teams/...", "sections/..." or "rooms/...". */
bool week_whose_find(const struct zone *zone, struct str key, struct week_whose *ret);
struct str week_whose_key(struct arena *arena, const struct zone *zone,
			  const struct week_whose *whose);
/* "Rosa Delgado", "HH-3A", "Grade 3 team", "Gymnasium". */
struct str week_whose_name(const struct zone *zone, const struct week_whose *whose);

/* Whether a booking belongs to their week. A room has what is booked into it, and as a homeroom
 * the lessons of its class that need no other room; a class has no planning of its teacher. */
bool week_is_theirs(const struct zone *zone, const struct week_whose *whose,
		    const struct week_booking *booking);

/* Whether the school is one that their week lies in: theirs, or that of a booking of theirs. */
bool week_is_at(const struct week_plan *plan, const struct week_whose *whose, uint32_t school);

/* "Lunch", "Team meeting". */
struct str week_kind_words(const struct lang *lang, enum week_kind kind);

/* "Music", "Lunch", "Study student thinking": what a booking is, without when, where and who. The
 * name of a group of students is left out where others than staff may read it (open). */
struct str week_booking_name(const struct zone *zone, const struct lang *lang,
			     const struct week_booking *booking, bool open);

/* The family name: what stands last. */
struct str week_last_name(struct str name);

#endif
