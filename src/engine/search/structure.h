/* structure: what the search knows of an instance before it begins.
 *
 * Internal to the search. Events that a required LinkEvents constraint holds together and
 * that are equally long become one unit: they are split alike and start together, so that
 * the search moves them as one. A unit's k-th part is the k-th meet of each of its events.
 * Parts are named like meets: the part that consists of meet first_meet + k of the unit's
 * first event (its lead) has that number.
 *
 * For each unit and duration there is a list of sensible starts: those that no required
 * PreferTimes forbids and at which no given resource is unavailable; for each need to be
 * assigned a list of resources that no required PreferResources forbids.
 */
#ifndef WEFT_ENGINE_SEARCH_STRUCTURE_H
#define WEFT_ENGINE_SEARCH_STRUCTURE_H

#include "base/arena.h"
#include "base/bits.h"
#include "engine/search.h"

/* A need of a unit for which a resource is to be found. */
struct search_need {
	uint32_t event, need;    /* position in the event */
	struct weft_list choice; /* ascending */
	uint32_t course;         /* index in courses, or WEFT_NONE */
};

/* Needs that AvoidSplitAssignments wants to have one resource. */
struct search_course {
	const uint32_t *needs; /* indexes in structure.needs */
	uint32_t n;
	bool required; /* several resources cost hard */
};

/* One way to split a unit, by durations, longest first. */
struct search_pattern {
	const int32_t *durations;
	uint32_t n;
	int64_t soft; /* what splitting that way costs by what is not required */
};

struct search_unit {
	const uint32_t *events; /* the lead first */
	uint32_t n_events;
	int32_t duration;
	uint32_t first_need, n_needs;          /* in structure.needs */
	uint32_t n_resources;                  /* of all its events that are followed */
	bool fixed_time;                       /* preassigned, or a part of it is locked */
	const struct search_pattern *patterns; /* at least one */
	uint32_t n_patterns;
	uint32_t n_links;      /* events that share a soft link: joint moves */
	const uint32_t *links; /* units */
};

struct search_structure {
	struct arena *arena;
	const struct weft_instance *instance;
	struct search_unit *units;
	uint32_t n_units;
	uint32_t *unit_of;   /* by event */
	uint32_t *part_of;   /* by meet: that of the same number of the unit's first event */
	unsigned char *held; /* by event: all its links are within its unit */
	/* Of resources that always do the same, one is followed (twins.c): by event the
	 * positions of those that are, and by slot of a point for how many it stands. */
	const struct weft_list *followed;
	const uint32_t *copies;
	struct weft_list *starts; /* by lead first_meet + duration - 1 */
	uint64_t *start_sets;     /* the same as sets: n_time_words each */
	unsigned char *barred;    /* likewise: no start is sensible, all are listed */
	struct search_need *needs;
	uint32_t n_needs;
	uint32_t *need_of;     /* by event resource: index in needs, or WEFT_NONE */
	uint64_t *unavailable; /* by resource: times that are forbidden, n_time_words each */
	struct search_course *courses;
	uint32_t n_courses;
	unsigned char *locked; /* by meet */
	uint32_t *movable;     /* part numbers whose unit may move, used or not */
	uint32_t n_movable;
	uint32_t *splittable; /* units with more than one pattern */
	uint32_t n_splittable;
	uint32_t *linked; /* units with links */
	uint32_t n_linked;
	uint32_t *places; /* resources that something may be permuted in: all busy ones */
	uint32_t n_places;
	bool has_unassigned; /* leaving an event without a time may pay */
};

/* The solution says which events of a unit are in fact together: where they are not,
 * they are units of their own. With join_soft events of links that are not required become
 * units too: a smaller search in which links cannot break. */
void search_structure_init(struct search_structure *structure, struct arena *arena,
			   const struct weft_instance *instance,
			   const struct weft_solution *solution, struct weft_list locked,
			   bool join_soft);

/* Which resources are followed: its followed and copies. The rest must be there. */
void search_find_twins(struct search_structure *structure);

/* Is the resource one of the need's choices? */
bool search_may_use(const struct search_need *need, uint32_t resource);

#endif
