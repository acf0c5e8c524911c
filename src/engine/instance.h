/* instance: a timetabling problem, whole and immutable.
 *
 * An instance says what is to be timetabled and what makes a timetable good. The
 * model is that of the XHSTT standard:
 *
 *	times		a totally ordered cycle of equally long periods
 *	time groups	sets of times; weeks and days are time groups too
 *	resources	teachers, classes, rooms, students: what an event needs
 *	events		lessons and meetings: a duration and the resources needed
 *	constraints	what a timetable should fulfil, and what it costs if not
 *
 * plus what elementary schools need besides: sites, sizes and eight more kinds of
 * constraint. docs/engine.md gives the deviation formula of each.
 *
 * Everything is named by its index (uint32_t) in the array of its kind, in the
 * order in which it was added; WEFT_NONE is "no such thing". Ids and names of the
 * source are kept for people and for writing files. An instance is made by a
 * weft_builder (engine/builder.h) and never changes afterwards: all members are for
 * reading, by any number of threads, until weft_instance_destroy().
 */
#ifndef WEFT_ENGINE_INSTANCE_H
#define WEFT_ENGINE_INSTANCE_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WEFT_NONE      UINT32_MAX
#define WEFT_UNLIMITED INT32_MAX /* as a maximum: no limit */
#define WEFT_NO_PRICE  INT64_MIN

/* Kinds of constraint: the sixteen of the standard, in its order, then the eight
 * that schools need besides. */
enum weft_kind {
	WEFT_ASSIGN_RESOURCE,
	WEFT_ASSIGN_TIME,
	WEFT_SPLIT_EVENTS,
	WEFT_DISTRIBUTE_SPLIT_EVENTS,
	WEFT_PREFER_RESOURCES,
	WEFT_PREFER_TIMES,
	WEFT_AVOID_SPLIT_ASSIGNMENTS,
	WEFT_SPREAD_EVENTS,
	WEFT_LINK_EVENTS,
	WEFT_ORDER_EVENTS,
	WEFT_AVOID_CLASHES,
	WEFT_AVOID_UNAVAILABLE_TIMES,
	WEFT_LIMIT_IDLE_TIMES,
	WEFT_CLUSTER_BUSY_TIMES,
	WEFT_LIMIT_BUSY_TIMES,
	WEFT_LIMIT_WORKLOAD,
	WEFT_CAPACITY,
	WEFT_TRAVEL,
	WEFT_FREE_BLOCKS,
	WEFT_SAME_TIME_OF_DAY,
	WEFT_MINIMUM_GAP,
	WEFT_KEEP_OUT,
	WEFT_BREAKS,
	WEFT_GATHERINGS,
};
enum { WEFT_N_STANDARD_KINDS = WEFT_LIMIT_WORKLOAD + 1, WEFT_N_KINDS = WEFT_GATHERINGS + 1 };

/* How a deviation becomes a cost. The last five are the names used before 2014;
 * they look at the list of deviations of a point (one per clashing time, one per
 * time group) where the newer ones look at its sum. */
enum weft_cost_function {
	WEFT_LINEAR,      /* d */
	WEFT_QUADRATIC,   /* d * d */
	WEFT_STEP,        /* 1 if d > 0 */
	WEFT_SUM,         /* sum of d: as WEFT_LINEAR */
	WEFT_SUM_STEPS,   /* how many d > 0 */
	WEFT_STEP_SUM,    /* 1 if any d > 0: as WEFT_STEP */
	WEFT_SUM_SQUARES, /* sum of d * d */
	WEFT_SQUARE_SUM,  /* (sum of d) squared: as WEFT_QUADRATIC */
};
enum { WEFT_N_COST_FUNCTIONS = WEFT_SQUARE_SUM + 1 };

/* The name in the standard ("AvoidClashes", "SumSteps"), or in its manner for the
 * school kinds ("Capacity"). */
struct str weft_kind_name(enum weft_kind kind);
struct str weft_cost_function_name(enum weft_cost_function function);
/* The other way round; false, and *ret untouched, for an unknown name. */
bool weft_kind_from_name(struct str name, enum weft_kind *ret);
bool weft_cost_function_from_name(struct str name, enum weft_cost_function *ret);

/* A list of indexes. */
struct weft_list {
	const uint32_t *at;
	uint32_t n;
};

enum weft_time_group_kind { WEFT_TIME_GROUP, WEFT_DAY, WEFT_WEEK };

struct weft_time {
	struct str id, name;
	struct weft_list groups; /* time groups, in order */
	uint32_t day;            /* the first time group of kind WEFT_DAY, or WEFT_NONE */
	uint32_t time_of_day;    /* rank in its day, or as set; its index where it has no day */
};

struct weft_time_group {
	struct str id, name;
	enum weft_time_group_kind kind;
	struct weft_list times; /* ascending, each once */
	const uint64_t *mask;   /* the same as a set: n_time_words words */
};

struct weft_resource_type {
	struct str id, name;
	struct weft_list resources;
};

struct weft_resource_group {
	struct str id, name;
	uint32_t type;
	struct weft_list resources; /* ascending, each once */
};

struct weft_resource {
	struct str id, name;
	uint32_t type;
	struct weft_list groups; /* resource groups */
	struct weft_list events; /* events in which it is preassigned, each once */
	struct weft_list points; /* points of application whose subject it is */
};

/* A place where events happen, for travel. */
struct weft_site {
	struct str id, name;
};

/* What an event needs: a given resource (preassigned), or any resource of a type. */
struct weft_event_resource {
	uint32_t event;
	struct str role;   /* may be empty if preassigned */
	uint32_t type;     /* always set */
	uint32_t resource; /* preassigned, or WEFT_NONE: to be assigned */
	int32_t workload;
};

struct weft_event {
	struct str id, name, color;
	int32_t duration; /* in times, > 0 */
	int32_t workload;
	uint32_t time;           /* preassigned start, or WEFT_NONE */
	int32_t size;            /* how much of a capacity it fills, 1 unless set */
	uint32_t site;           /* WEFT_NONE: anywhere */
	struct weft_list groups; /* event groups, courses among them */
	uint32_t first_resource; /* event resources are first_resource ... */
	uint32_t n_resources;    /* ... first_resource + n_resources - 1 */
	uint32_t first_meet;     /* the first of its duration meet numbers (engine/solution.h) */
	struct weft_list points; /* points of kinds that look at events, each once */
};

struct weft_event_group {
	struct str id, name;
	bool course;
	struct weft_list events; /* ascending, each once: groups are sets */
};

/* Events that an order constraint compares. */
struct weft_event_pair {
	uint32_t first, second;
	int32_t min_separation, max_separation; /* in times; WEFT_UNLIMITED: no maximum */
};

/* A time group with the limits that a spread constraint has for it. */
struct weft_limited_group {
	uint32_t group;
	int32_t minimum, maximum;
};

struct weft_site_pair {
	uint32_t from, to;
	int32_t length; /* times needed on the way; valid in both directions */
};

/* The numbers of a constraint; each kind uses some, the rest is 0. */
struct weft_limits {
	int32_t minimum;          /* also SplitEvents' MinimumAmount */
	int32_t maximum;          /* also SplitEvents' MaximumAmount */
	int32_t minimum_duration; /* SplitEvents */
	int32_t maximum_duration; /* SplitEvents */
	int32_t duration;         /* DistributeSplitEvents; PreferTimes, 0: any */
	/* FreeBlocks, Breaks: shortest; Travel, MinimumGap: times between; Gatherings: how many */
	int32_t length;
	bool by_size;     /* Capacity: count event sizes, not events */
	bool across_days; /* MinimumGap: count gaps over a day's end too */
};

struct weft_constraint {
	enum weft_kind kind;
	struct str id, name;
	bool required; /* hard */
	int32_t weight;
	enum weft_cost_function cost_function; /* as given, for writing */
	struct weft_limits limits;
	struct str role; /* AssignResource, PreferResources, AvoidSplitAssignments, KeepOut */

	/* The caller's own: which rule made this constraint, and what dropping it costs. */
	int64_t tag;
	struct str tag_text;
	int64_t price; /* WEFT_NO_PRICE: none given */

	/* What it applies to, as given. */
	struct weft_list event_groups, events, resource_groups, resources;
	const struct weft_event_pair *pairs;
	uint32_t n_pairs;

	/* What it speaks of, as given: times, time groups (PreferTimes, AvoidUnavailableTimes,
	 * LimitIdleTimes ...), preferred resources and resource groups, distances. */
	struct weft_list times, time_groups;
	const struct weft_limited_group *limited_groups; /* SpreadEvents */
	uint32_t n_limited_groups;
	struct weft_list preferred_groups, preferred_resources;
	const struct weft_site_pair *site_pairs; /* Travel; others take limits.length */
	uint32_t n_site_pairs;

	/* Its points of application are first_point ... first_point + n_points - 1. A
	 * constraint of weight 0 has none. */
	uint32_t first_point, n_points;
};

/* What a point of application is about. */
enum weft_subject {
	WEFT_SUBJECT_EVENT,          /* subject: event */
	WEFT_SUBJECT_EVENT_RESOURCE, /* subject: index in instance->event_resources */
	WEFT_SUBJECT_EVENT_GROUP,    /* subject: event group */
	WEFT_SUBJECT_EVENT_PAIR,     /* subject: index in constraint->pairs */
	WEFT_SUBJECT_RESOURCE,       /* subject: resource */
	WEFT_SUBJECT_ALL,            /* all of its events and resources together; subject 0 */
};

/* A point of application: where a constraint is looked at. Costs arise at points. */
struct weft_point {
	uint32_t constraint;
	enum weft_subject kind;
	uint32_t subject;
};

struct weft_metadata {
	struct str name, contributor, date, country, description, remarks;
};

struct weft_instance {
	struct str id;
	struct weft_metadata metadata;

	uint32_t n_times, n_time_groups, n_resource_types, n_resource_groups, n_resources;
	uint32_t n_sites, n_events, n_event_resources, n_event_groups, n_constraints, n_points;

	const struct weft_time *times;
	const struct weft_time_group *time_groups;
	const struct weft_resource_type *resource_types;
	const struct weft_resource_group *resource_groups;
	const struct weft_resource *resources;
	const struct weft_site *sites;
	const struct weft_event *events;
	const struct weft_event_resource *event_resources;
	const struct weft_event_group *event_groups;
	const struct weft_constraint *constraints;
	const struct weft_point *points;

	uint32_t n_time_words;     /* 64-bit words of a set of times */
	uint32_t n_resource_words; /* of a set of resources */
	uint32_t n_meets;          /* meet numbers are 0 ... n_meets - 1: the sum of durations */

	/* Times t after which a day ends: t and t + 1 share no time group of kind
	 * WEFT_DAY. Empty where there are no days. */
	const uint64_t *day_ends;

	/* The engine's own indexes (src/engine/index.h). */
	const struct weft_index *index;
};

void weft_instance_destroy(struct weft_instance *instance); /* NULL is allowed */

/* The index of the thing with this id, or WEFT_NONE. Linear in nothing: hashed. */
uint32_t weft_instance_find_time(const struct weft_instance *instance, struct str id);
uint32_t weft_instance_find_time_group(const struct weft_instance *instance, struct str id);
uint32_t weft_instance_find_resource(const struct weft_instance *instance, struct str id);
uint32_t weft_instance_find_event(const struct weft_instance *instance, struct str id);
uint32_t weft_instance_find_event_group(const struct weft_instance *instance, struct str id);
uint32_t weft_instance_find_constraint(const struct weft_instance *instance, struct str id);

/* The position of a role among the event's resources (0 ... n_resources - 1), or WEFT_NONE. */
uint32_t weft_instance_find_role(const struct weft_instance *instance, uint32_t event,
				 struct str role);

/* Bytes held. */
size_t weft_instance_memory(const struct weft_instance *instance);

#endif
