/* explain: a violation in parts and in words.
 *
 * A point of application with a deviation is taken apart into details: which meets,
 * times, time groups and resources make up the deviation, and how much each adds.
 * From the details a caller can make a sentence in its own words (by the tag of the
 * constraint); weft_explain_point() makes a plain English one from ids and names.
 */
#ifndef WEFT_ENGINE_EXPLAIN_H
#define WEFT_ENGINE_EXPLAIN_H

#include "base/arena.h"
#include "engine/solution.h"

/* One part of a deviation. Members that do not apply are WEFT_NONE, or 0. */
struct weft_detail {
	uint32_t event;
	uint32_t meet;
	uint32_t resource;
	uint32_t time;       /* where it happens; the first time of a run */
	uint32_t time_group; /* in which it happens */
	int32_t actual;      /* what was counted ... */
	int32_t minimum;     /* ... and what is allowed */
	int32_t maximum;
	int32_t deviation; /* the share of this part, before the cost function */
};

struct weft_details {
	const struct weft_detail *at;
	uint32_t n;
};

/* What makes up the deviation of a point: empty if there is none. For kinds whose
 * deviation is one count over all (SplitEvents, LimitIdleTimes, ClusterBusyTimes,
 * LimitWorkload ...) the first detail is that count with its limits and the whole
 * deviation, and those after it, with deviation 0, are where the count comes from. */
struct weft_details weft_explain_details(struct weft_solution *solution, uint32_t point,
					 struct arena *arena);

/* What a point is about, by name: "Ms Lee", "8A math", "8A math, Room". */
struct str weft_explain_subject(const struct weft_instance *instance, uint32_t point,
				struct arena *arena);

/* One sentence without the constraint's name: "Ms Lee has 3 idle times (Mon: 2, Tue: 1);
 * allowed: at most 0." Empty if the point has no deviation. */
struct str weft_explain_point(struct weft_solution *solution, uint32_t point, struct arena *arena);

#endif
