/* feed_memory: what the readers of a calendar were last told, and what to tell them now.
 *
 * A calendar program that subscribes keeps a copy. It changes its copy of an event only when the
 * same uid comes again with a higher sequence, and some never delete what merely is not there
 * any more. So the last answer is remembered, event by event, and compared with what is so now:
 *
 *	new                     sequence 0
 *	as it was               as it was, with the stamp of its last change
 *	changed                 the sequence grows
 *	gone, still to come     stays, cancelled, and the sequence grows
 *	gone, in the past       stays as it was: it took place as far as anybody knows
 *	back after it was gone  the sequence grows
 *
 * What ended before `oldest_ms` is forgotten. Pure: time and memory come from the caller.
 *
 * The memory is text, one line an event: start, end, sequence, stamp, 0 or 1 (cancelled), summary,
 * location, description, uid, with tabs between; what stood for a tab or line feed in
 * them is a space.
 */
#ifndef WEFT_KIT_FEED_FEED_MEMORY_H
#define WEFT_KIT_FEED_FEED_MEMORY_H

#include "base/arena.h"
#include "base/err.h"
#include "kit/formats/ical/ical.h"

struct feed_moment {
	int64_t now_ms, oldest_ms;
};

struct feed_telling {
	struct arena *arena;
	struct str memory; /* of the last time */
	struct feed_moment moment;
	const struct ical_events *now; /* uids differ; sequence, stamp and cancelled are not read */

	struct ical_events events; /* set: what to tell, by start and uid, */
	struct str next_memory;    /* the memory of having told it, */
	bool changed;              /* and whether that is another than it was */
};

/* ERR_INVALID: the memory is not one of ours. */
bool feed_remember(struct feed_telling *telling, struct err *err);

#endif
