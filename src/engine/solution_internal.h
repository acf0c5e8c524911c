/* solution_internal: the state of a solution, shared by the files of src/engine.
 *
 * The state is one block of memory, so that copying is one memcpy. It falls into
 * four layers, each following from the one before:
 *
 *	meets		start, duration and resources of each meet: the truth
 *	counts		per (resource, time) how many and which meets; for each resource
 *			its busy times as bit masks, clashes and workload; counters of points
 *	values		one number a point of application (engine/kind.h)
 *	cost		f(deviation) summed by constraint, hard, soft and weighted
 *
 * A change brings meets and counts up to date at once. Values of points that look at
 * events follow at once where that is O(1), otherwise the point is put on a list; a
 * resource whose counts change is put on a list together with a copy of its busy
 * times. solution_settle() works off both lists when a cost is asked for, and writes
 * each value that it changes to the trail: undoing then needs no measuring.
 */
#ifndef WEFT_ENGINE_SOLUTION_INTERNAL_H
#define WEFT_ENGINE_SOLUTION_INTERNAL_H

#include "engine/index.h"
#include "engine/solution.h"

/* What runs at a time: how many meets, and the sum of their numbers, which is the
 * meet itself when there is one. */
struct cell {
	uint32_t n;
	uint32_t meets;
};

/* What a resource does, in one place: a change of a meet and the settling after it look
 * at all of it. Behind it lie its busy times now, and as they were at the last settling:
 * n_time_words words each. */
struct row {
	int64_t work;     /* in 1 / workload_scale */
	int64_t cost;     /* weighted, of its points, as of the last settling */
	int32_t clashes;  /* sum of (n - 1) over times */
	uint16_t touched; /* enum row_touched, since the last settling */
	bool rare;        /* as in struct resource_index */
};

enum row_touched {
	TOUCHED = 1,      /* on the list */
	TOUCHED_WORK = 2, /* with another workload */
};

/* A mark is the length of the trail and, in the low bits, how many marks are open. */
#define MARK_DEPTH_BITS 20
#define MARK_DEPTH_MASK (((weft_mark)1 << MARK_DEPTH_BITS) - 1)

enum trail_what {
	TRAIL_TIME,     /* meet, old start */
	TRAIL_RESOURCE, /* meet, need, old resource */
	TRAIL_CUT,      /* meet, the new meet */
	TRAIL_JOIN,     /* meet, the meet that went, its duration */
	TRAIL_VALUE,    /* slot, two halves of the change; what: with the monitor in front */
};

enum { TRAIL_WHAT_BITS = 3, TRAIL_WHAT_MASK = (1 << TRAIL_WHAT_BITS) - 1 };

struct trail_entry {
	uint32_t what, a, b, c;
};

struct weft_solution {
	const struct weft_instance *instance;
	const struct weft_index *index;
	struct arena *arena; /* holds this struct, the block and the trail */
	void *block;         /* all arrays below up to the trail */
	size_t block_size;

	/* meets */
	struct weft_meet *meets;
	uint32_t *n_meets;  /* by event */
	uint32_t *assigned; /* event.first_assigned + k * n_resources + need, k-th meet */

	/* counts */
	struct cell *cells;   /* resource * n_times + time */
	uint64_t *rows;       /* resource * row_words: struct row, busy, was */
	int32_t *counters;    /* of points, from index->point_counter */
	uint32_t *starts;     /* start row * n_times + time: meets that start */
	uint64_t *start_bits; /* start row * n_time_words: the times with a start */
	uint32_t *sites;      /* (site row * n_times + time) * n_sites + site */
	uint32_t *occupied;   /* occupancy row * n_times + time: meets of the event */

	/* values and cost */
	int64_t *values;      /* by slot of a point */
	int64_t *multipliers; /* likewise */
	int64_t *units;       /* by constraint: sum of f(deviation) */

	/* put off */
	unsigned char *stale;        /* by point */
	uint32_t *touched_resources; /* a list */
	uint32_t *stale_points;      /* a list */

	uint32_t n_touched, n_stale;
	uint32_t row_words;
	struct weft_cost cost;
	int64_t weighted;

	struct trail_entry *trail;
	size_t n_trail, trail_room;
	uint32_t n_marks;
	bool undoing;

	/* By event: not 0 where whoever changes this solution moves the events of all its
	 * LinkEvents together, so that these cannot come to cost anything and are not
	 * followed. NULL: none. Not owned. */
	const unsigned char *held;

	/* Of resources that always do the same one may be followed for all (solution_follow):
	 * by event the positions of the resources that are, and by slot of a point for how
	 * many it stands, 0 where it is not followed. Not owned. */
	const struct weft_list *followed;
	const uint32_t *copies;

	uint32_t *stamps;  /* by resource: scratch of kinds that count distinct ones */
	uint32_t *stamp;   /* the last one given */
	uint64_t *scratch; /* two sets of times */
};

enum { ROW_HEAD = sizeof(struct row) / sizeof(uint64_t) };

static inline struct row *solution_row(const struct weft_solution *s, uint32_t resource)
{
	return (struct row *)&s->rows[(size_t)resource * s->row_words];
}

static inline uint64_t *row_busy(struct row *row)
{
	return (uint64_t *)row + ROW_HEAD;
}

static inline uint64_t *solution_busy(const struct weft_solution *s, uint32_t resource)
{
	return row_busy(solution_row(s, resource));
}

/* Follow only some resources from now on: whoever changes this solution promises that each of
 * the others is busy whenever one that is followed is, and that points stand for theirs. */
void solution_follow(struct weft_solution *solution, const struct weft_list *followed,
		     const uint32_t *copies);

/* Work off what is put off. */
void solution_settle_rest(struct weft_solution *solution);

/* The weighted cost; or, as soon as it is known to be more than the most that is asked for, any
 * number that is: then the changes since the last mark must be undone. */
int64_t solution_weighted_within(struct weft_solution *solution, int64_t most);

static inline void solution_settle(struct weft_solution *s)
{
	if ((s->n_touched | s->n_stale) != 0)
		solution_settle_rest(s);
}

static inline int64_t solution_value(const struct weft_solution *s, uint32_t point)
{
	return s->values[s->index->slots[point]];
}

/* For how many a point stands: 1, or what solution_follow() said. */
static inline int64_t solution_copies(const struct weft_solution *s, uint32_t point)
{
	return s->copies[s->index->slots[point]];
}

/* Change the value of a point of the monitor, without trail: for what undoing does
 * backwards anyway. By may be 0. */
static inline void solution_add_value(struct weft_solution *s, const struct monitor *m,
				      uint32_t slot, int64_t by)
{
	int64_t was = s->values[slot], units;

	if (by == 0)
		return;
	s->values[slot] = was + by;
	units = m->plain ? by : unit_cost(m, was + by) - unit_cost(m, was);
	if (units == 0)
		return;
	units *= s->copies[slot];
	s->units[m->number] += units;
	s->weighted += units * s->multipliers[slot];
	*(m->required ? &s->cost.hard : &s->cost.soft) += units * m->weight;
}

static inline const struct monitor *solution_monitor(const struct weft_solution *s,
						     const struct watched_point *watched)
{
	return &s->index->monitors[watched->monitor];
}

/* The weighted cost of a slot has changed. */
static inline void solution_own_cost(struct weft_solution *s, uint32_t slot, int64_t by)
{
	uint32_t owner = s->index->owners[slot];

	if (owner != WEFT_NONE)
		solution_row(s, owner)->cost += by;
}

void solution_make_stale(struct weft_solution *solution, uint32_t point);

/* Where the resources of a meet are: n_resources of its event. */
static inline uint32_t *solution_assigned(const struct weft_solution *s, uint32_t meet)
{
	const struct event_index *e = &s->index->events[s->meets[meet].event];

	return &s->assigned[e->first_assigned + (meet - e->first_meet) * e->n_resources];
}

/* A number that none of the stamps has. */
uint32_t solution_new_stamp(const struct weft_solution *solution);

/* The trail (trail.c). */
void trail_push_slowly(struct weft_solution *solution, struct trail_entry entry);

static inline void trail_push(struct weft_solution *s, uint32_t what, uint32_t a, uint32_t b,
			      uint32_t c)
{
	struct trail_entry entry = {what, a, b, c};

	if (s->n_trail == s->trail_room)
		trail_push_slowly(s, entry);
	else
		s->trail[s->n_trail++] = entry;
}

/* Changes without checks and, while undoing, without trail (changes.c). */
void change_time(struct weft_solution *solution, uint32_t meet, uint32_t time);
void change_resource(struct weft_solution *solution, uint32_t meet, uint32_t need,
		     uint32_t resource);
/* Cut: a meet without start becomes two, the new one last in the event's numbers. Join
 * is the reverse: two meets without start and with equal resources become one; the
 * event's last meet, also without start, takes the number that is free. */
uint32_t change_cut(struct weft_solution *solution, uint32_t meet, int32_t duration);
void change_join(struct weft_solution *solution, uint32_t a, uint32_t b);
void change_unjoin(struct weft_solution *solution, uint32_t a, uint32_t b, int32_t duration);

#endif
