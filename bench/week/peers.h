/* peers: the specials of one school as a small problem of its own, for other solvers.
 *
 * A visit is a class, a subject and the people who may give it; its block is fixed by the grade,
 * its day is free. Each class has one special a day; a person is with one class at a time and keeps
 * to the most visits of a day and of the rotation; a place takes so many classes at once.
 */
#ifndef WEFT_BENCH_WEEK_PEERS_H
#define WEFT_BENCH_WEEK_PEERS_H

#include "base/vec.h"
#include "parts/school/zone.h"
#include "parts/week/specials_solve.h"

struct peer_visit {
	uint32_t section, subject;
	uint32_t block;          /* 0 ... n_blocks - 1 */
	struct zone_list people; /* who may give it */
	int32_t person, day;     /* of our plan; person is a row of the zone */
};

struct peer_problem {
	struct arena *arena;
	const struct zone *zone;
	uint32_t school;
	int32_t n_days;
	uint32_t n_blocks;
	VEC(struct peer_visit) visits;
	int32_t day_cap;  /* visits of a person a day */
	int32_t week_cap; /* in the rotation */
};

/* What a solver did. */
struct peer_result {
	bool ran;
	size_t placed;  /* of visits.n */
	int32_t spread; /* most less fewest visits of a person; -1: not known */
	double seconds; /* of processor */
};

/* Most visits of a person here, in the rotation. */
int32_t peer_cap(const struct peer_problem *problem, uint32_t person);
/* Classes that the places of a subject take at once; INT32_MAX: no limit. */
int32_t peer_places(const struct peer_problem *problem, uint32_t subject);

/* Write the problem into a folder, run the command there, read what it found. ran is false where
 * the command is missing. FET cannot choose who teaches: it is told who does in our plan. */
struct peer_result peer_run_fet(const struct peer_problem *problem, const char *dir, int seconds);
struct peer_result peer_run_cbc(const struct peer_problem *problem, const char *dir, int seconds);

/* Run a command of the shell; seconds of processor that it took. False: it is not installed. */
bool peer_run(const char *program, const char *command, double *ret_seconds);

#endif
