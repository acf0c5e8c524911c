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

/* What to tell now, by start and uid, and the memory of having told it. *ret_changed: it is another
 * than it was. The events of `now` have uids that differ; their sequence, stamp and cancelled
 * are not read. ERR_INVALID: the memory is not one of ours. */
bool feed_remember(struct arena *arena, struct str memory, const struct ical_events *now,
		   struct feed_moment moment, struct ical_events *ret, struct str *ret_memory,
		   bool *ret_changed, struct err *err);

#endif
