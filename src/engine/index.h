/* index: what the engine derives from an instance once, for speed.
 *
 * Internal to src/engine. A constraint becomes a monitor: its numbers and its sets
 * of times as bit masks, shared by all of its points of application. For each
 * event and resource there are lists of the points that a change of it can touch.
 */
#ifndef WEFT_ENGINE_INDEX_H
#define WEFT_ENGINE_INDEX_H

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "engine/instance.h"

struct kind; /* engine/kind.h */

/* A set of times as the words of a bit mask from the first to the last that is not
 * empty. The signature tells quickly that a change does not concern the set: with
 * one word it is that word, otherwise bit w % 64 stands for word w. */
struct time_set {
	uint64_t signature;
	const uint64_t *bits;
	uint32_t word, n_words;
};

struct monitor {
	/* What each evaluation looks at. */
	uint64_t signature; /* of the times it looks at */
	int64_t (*busy_word)(const struct monitor *monitor, uint64_t was, uint64_t now);
	const uint64_t *words; /* the named time groups of a cycle of one word */
	uint32_t n_groups;
	uint32_t number; /* of the constraint */
	int32_t weight;
	int32_t minimum, maximum;
	int32_t length;
	unsigned char cost; /* enum weft_cost_function: linear, quadratic or step: of the sum */
	unsigned char item; /* the same: of each deviation in it */
	bool limited;       /* the measured value is held against minimum and maximum */
	bool plain;         /* the value itself is the cost: linear and not limited */
	bool required;
	int32_t duration;

	const struct kind *kind;
	const struct weft_constraint *constraint;
	const uint64_t *mask;          /* union of named times and time groups, n_time_words */
	struct time_set times;         /* the same */
	const struct time_set *groups; /* named time groups one by one */
	/* SpreadEvents: the limits of each group, and for time t its groups
	 * groups_at[groups_from[t]] ... groups_at[groups_from[t + 1]] (exclusive). */
	const struct weft_limited_group *limits;
	const uint32_t *groups_from, *groups_at;
	const uint64_t *day_ends;   /* the instance's */
	const uint64_t *preferred;  /* set of resources, n_resource_words */
	const int32_t *distance;    /* Travel: n_sites * n_sites */
	struct weft_list events;    /* Capacity: the events counted, each once */
	struct weft_list resources; /* Capacity: the resources counted, each once */
};

/* By how much n is outside lo ... hi. */
static inline int64_t outside(int64_t n, int64_t lo, int64_t hi)
{
	return n < lo ? lo - n : n > hi ? n - hi : 0;
}

/* A cost function (linear, quadratic or step) of a deviation. */
static inline int64_t cost_of(enum weft_cost_function function, int64_t deviation)
{
	if (function == WEFT_LINEAR)
		return deviation;
	if (function == WEFT_QUADRATIC)
		return deviation * deviation;
	return deviation > 0;
}

/* One deviation of a list, as the cost function wants it in the sum. */
static inline int64_t item_of(const struct monitor *monitor, int64_t deviation)
{
	if (monitor->item == WEFT_LINEAR)
		return deviation;
	return cost_of(monitor->item, deviation);
}

static inline int64_t deviation_of(const struct monitor *monitor, int64_t value)
{
	return monitor->limited ? outside(value, monitor->minimum, monitor->maximum) : value;
}

/* f(deviation) of a value: the cost without the weight. */
static inline int64_t unit_cost(const struct monitor *monitor, int64_t value)
{
	return cost_of(monitor->cost, deviation_of(monitor, value));
}

/* A point as those see it who change its value. */
struct watched_point {
	uint32_t slot; /* where its value is */
	uint32_t monitor;
	uint32_t counter;  /* its first counter, where it has some */
	uint32_t n_events; /* how many it looks at */
};

/* The points of one kind that look at the start (or the resources) of an event. */
struct watch {
	const struct kind *kind;
	const struct watched_point *points;
	uint32_t n;
};

struct watch_list {
	const struct watch *at;
	uint32_t n;
};

/* The points that follow the busy times of a resource: the same for all resources that
 * the same constraints apply to, but for where the values are. */
struct profile {
	uint32_t n;
	const uint32_t *monitors;
	const uint64_t *signatures; /* theirs */
	/* Where the cycle has one word and n is at most 64: for each time the set of those
	 * that look at it. Otherwise NULL. */
	const uint64_t *interest;
};

struct resource_index {
	const struct profile *profile;
	/* The values of its points: those of the profile, then those of the next three. */
	uint32_t first_slot;
	bool rare;              /* has any of the last three */
	struct weft_list clash; /* AvoidClashes */
	struct weft_list work;  /* LimitWorkload */
	struct weft_list whole; /* measured anew at each change: Travel, MinimumGap, Breaks */
	const struct watched_point *capacity;
	uint32_t n_capacity;
	uint32_t starts; /* row of start counts, or WEFT_NONE if no point needs it */
	uint32_t sites;  /* first of n_sites rows of counts by site, or WEFT_NONE */
};

struct event_index {
	struct watch_list start;          /* kinds with a moved function */
	struct watch_list placed;         /* those that ask only whether there is a start */
	struct weft_list start_lazy;      /* points measured anew when a start changes */
	struct weft_list split;           /* points measured anew when the meets change */
	uint32_t first_meet, n_resources; /* as in struct weft_event */
	uint32_t first_assigned;          /* of the first meet; n_resources each */
	uint32_t occupancy; /* row of counts by time, or WEFT_NONE if no link needs it */
};

/* What depends on the resource in an event resource; also its share of workload. */
struct need_index {
	struct watch_list watch;   /* kinds with a reassigned function */
	struct weft_list lazy;     /* points measured anew */
	int64_t workload_per_time; /* in units of 1 / workload_scale */
};

struct weft_index {
	struct arena *arena; /* holds all of the instance */
	struct map time_ids, time_group_ids, resource_type_ids, resource_group_ids;
	struct map resource_ids, site_ids, event_ids, event_group_ids, constraint_ids;

	const struct monitor *monitors; /* one a constraint */
	const struct resource_index *resources;
	const struct event_index *events;
	const struct weft_list *positions; /* by event: 0, 1 ... of all its resources */
	const struct need_index *needs;    /* one an event resource */
	const uint32_t *slots;             /* of a point: where its value is */
	const uint32_t *owners;            /* of a slot: the resource whose it is, or WEFT_NONE */
	const uint32_t *point_counter;     /* first counter of a point, of those that have some */
	const uint32_t *role_needs; /* AvoidSplitAssignments: likewise, of each event the need */
	const uint32_t *identity;   /* 0, 1, 2 ... for lists of one event, or of all of something */
	const uint32_t *ones;       /* as many as there are points */
	const uint64_t *all_times;  /* the full set */
	int64_t workload_scale;
	uint32_t n_counters, n_assigned, n_start_rows, n_site_rows, n_occupancy_rows;
};

/* The events a point of an event or an event group looks at. */
struct weft_list index_subject_events(const struct weft_instance *instance, uint32_t point);

/* What is still to be filled in while an instance is made. */
struct index_parts {
	struct weft_event *events;
	struct weft_resource *resources;
	struct weft_constraint *constraints;
};

/* Make the points of application and the index from the rest (called by the builder). */
bool index_build(struct weft_instance *instance, struct weft_index *index,
		 const struct index_parts *parts, struct err *err);

/* Its three steps: index_points.c, index_monitors.c, index_watches.c. */
bool index_points(struct weft_instance *instance, struct weft_index *index,
		  const struct index_parts *parts, struct err *err);
void index_monitors(const struct weft_instance *instance, struct weft_index *index);
bool index_watches(const struct weft_instance *instance, struct weft_index *index,
		   const struct index_parts *parts, struct err *err);

/* A part of the last: where values are, so that those of a resource lie together, and so
 * do those of an event. busy: for each resource the points that follow its busy times;
 * resources: complete but for the profile and the slot. (index_slots.c) */
void index_slots(const struct weft_instance *instance, struct weft_index *index,
		 const struct weft_list *busy, struct resource_index *resources);

#endif
