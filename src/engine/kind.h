/* kind: what there is to know about one kind of constraint.
 *
 * Internal to src/engine. Each kind is one file in constraints/ with one struct
 * kind, named in the table of kinds.c. Every point of application has one int64_t
 * value. Three ways keep it up to date; a kind uses the one that is fastest for it:
 *
 *	moved, reassigned	at once, by difference, when a meet of a watched event
 *				changes its start or a resource;
 *	busy			later (when the cost is asked for), by the difference of a
 *				resource's busy times before and after;
 *	measure			later, anew from the state. Every kind has it: it also
 *				gives the value of the first, empty solution.
 *
 * The deviation is the value, or, for a limited kind, by how much the value is
 * outside minimum ... maximum.
 */
#ifndef WEFT_ENGINE_KIND_H
#define WEFT_ENGINE_KIND_H

#include "base/err.h"
#include "engine/explain.h"
#include "engine/index.h"
#include "engine/solution_internal.h"

/* What a constraint of the kind applies to and speaks of. */
enum kind_takes {
	TAKES_EVENTS = 1,
	TAKES_EVENT_GROUPS = 2,
	TAKES_PAIRS = 4,
	TAKES_RESOURCES = 8, /* and resource groups */
	TAKES_TIMES = 16,
	TAKES_TIME_GROUPS = 32,
	TAKES_LIMITED_GROUPS = 64,
	TAKES_PREFERRED = 128,
	TAKES_DISTANCES = 256,
	TAKES_ROLE = 512,
};

/* When the value of a point can change. */
enum kind_watches {
	WATCHES_STARTS = 1,    /* of the meets of its events */
	WATCHES_RESOURCES = 2, /* in the needs with its role */
	WATCHES_MEETS = 4,     /* how the events are split */
	WATCHES_BUSY = 8,      /* the busy times of its resource */
	WATCHES_CLASHES = 16,
	WATCHES_WORK = 32,
	WATCHES_WHOLE = 64,   /* starts or sites at which its resource is busy */
	WATCHES_PLACED = 128, /* whether the meets of its events have starts */
};

/* How points of application are made from what the constraint applies to. */
enum kind_points {
	POINT_EACH_EVENT,      /* and each event group, where the kind takes those as one */
	POINT_EACH_FREE_EVENT, /* each event without preassigned time */
	POINT_EACH_FREE_NEED,  /* each event resource with the role and no resource */
	POINT_EACH_GROUP,      /* each event group, and each event named alone */
	POINT_EACH_PAIR,
	POINT_EACH_RESOURCE, /* and each group, event as POINT_EACH_GROUP */
	POINT_ONE,
};

struct detail_list; /* engine/explain_internal.h */

struct kind {
	struct str name;
	unsigned takes;   /* enum kind_takes */
	unsigned watches; /* enum kind_watches */
	enum kind_points points;
	bool limited;
	bool itemized; /* the deviation is a sum of a list: old cost functions look at it */

	/* Are the numbers in order? NULL: there is nothing to check. */
	bool (*check)(const struct weft_constraint *constraint, struct err *err);

	int64_t (*measure)(const struct weft_solution *solution, uint32_t point);
	void (*moved)(struct weft_solution *solution, const struct watch *watch,
		      const struct weft_meet *meet, uint32_t from, uint32_t to);
	void (*reassigned)(struct weft_solution *solution, const struct watch *watch,
			   const struct weft_meet *meet, uint32_t from, uint32_t to);
	/* The change of the value: was and now are sets of busy times, changed is the
	 * signature of their difference. */
	int64_t (*busy)(const struct monitor *monitor, const uint64_t *was, const uint64_t *now,
			uint64_t changed);
	/* The same where the cycle has one word; or NULL. */
	int64_t (*busy_word)(const struct monitor *monitor, uint64_t was, uint64_t now);
	void (*explain)(const struct weft_solution *solution, uint32_t point,
			struct detail_list *details);
};

const struct kind *kind_of(enum weft_kind kind);

#endif
