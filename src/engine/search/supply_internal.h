/* supply_internal: what the supply keeps.
 *
 * Shared by supply.c (who has what, and following the solution) and supply_setup.c (what events
 * use and need, before it begins).
 */
#ifndef WEFT_ENGINE_SEARCH_SUPPLY_INTERNAL_H
#define WEFT_ENGINE_SEARCH_SUPPLY_INTERNAL_H

#include "base/vec.h"
#include "engine/search/supply.h"

/* What an event uses: a resource, or whoever is found for a need. */
struct use {
	uint32_t resource, need; /* one of them is WEFT_NONE */
	uint32_t position;       /* in the event */
	uint32_t work;           /* load of one time */
};

/* A meet as it was when it was last followed; duration 0: it was not there. */
struct followed_meet {
	uint32_t start, duration;
};

struct replaced {
	uint32_t *at, old;
};

struct search_supply {
	struct arena *arena;
	const struct search_structure *st;
	const struct weft_solution *solution;
	uint32_t n_times, n_resources, n_words; /* words of 32 in a set of resources */

	/* Demands: one for each need and meet of its event, as many as the event has times. */
	uint32_t *first;   /* by need: its first demand */
	uint32_t *need_of; /* by demand */
	uint32_t *meet_of; /* by demand */
	uint32_t *mate;    /* by demand: the resource, or WEFT_NONE */
	uint32_t *usual;   /* by need: a resource that it had lately */
	uint32_t *work;    /* by need: load of one time */
	uint32_t *choices; /* by need: a set */
	bool *serves;      /* by need: it must have a resource */
	struct use *uses;
	uint32_t *first_use; /* by event, and one more */

	uint32_t *free;  /* by time: the set of resources that nobody uses */
	uint32_t *owner; /* by resource and time: the demand, or WEFT_NONE */
	uint32_t *given; /* by resource and time: uses that are not looked for */
	uint32_t *load;  /* by resource, in 1 / LOADS (supply_setup.c) */
	uint32_t *most;  /* by resource: as much as it may be */

	uint32_t *pressure; /* by demand: what one time of it weighs, in 1 / SUPPLY_UNIT */
	uint32_t *left;     /* the first n_left of a list of demands that have none */
	uint32_t *place;    /* by demand: where in the list */
	uint32_t n_demands, n_left, missing, pressed, needed;

	uint64_t *dirty; /* times at which something became free, or is looked for anew */
	uint32_t tries, turn;
	struct followed_meet *meets; /* by meet */
	VEC(uint32_t) changed;       /* events */
	uint32_t *stamps, stamp;     /* by event */
	VEC(struct replaced) replaced;
};

static inline size_t supply_cell(const struct search_supply *sp, uint32_t time, uint32_t resource)
{
	return (size_t)resource * sp->n_times + time;
}

static inline bool supply_is_away(const struct search_supply *sp, uint32_t time, uint32_t resource)
{
	return sp->given[supply_cell(sp, time, resource)] != 0 ||
	       bits_has(&sp->st->unavailable[(size_t)resource * sp->st->instance->n_time_words],
			time);
}

/* Follow the solution as it is, from nothing. */
void supply_follow_all(struct search_supply *supply);

#endif
