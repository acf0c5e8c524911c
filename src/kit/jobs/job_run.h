/* job_run: kinds of jobs, and what a job sees while it runs.
 *
 * A part declares each kind as a static const struct job_kind beside its
 * function; src/app/job_kinds.c lists them. The function runs in a process
 * of its own, made for this one job, with the kind's limits and no way to gain privileges;
 * whatever happens to it (also a crash) fails the job, not the worker.
 *
 *	static bool solve_week(struct job_run *run, struct err *err)
 *	{
 *		while (!done) {
 *			if (job_should_stop(run))
 *				return job_stopped(run, err);
 *			…
 *			job_progress(run, permille, STR("Improving the week"));
 *		}
 *		job_set_result(run, text);
 *		return true;
 *	}
 *
 *	const struct job_kind solve_week_job = {
 *		.name = "week.solve", .run = solve_week, .seconds = 600, .memory_mb = 2048,
 *	};
 */
#ifndef WEFT_KIT_JOBS_JOB_RUN_H
#define WEFT_KIT_JOBS_JOB_RUN_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "kit/db/db.h"
#include "kit/jobs/job.h"

#include <signal.h>

struct job_run;

struct job_kind {
	const char *name; /* "<part>.<verb>" */
	/* Does it. False with err: the attempt failed (ERR_INVALID, ERR_NOT_FOUND, ERR_DENIED and
	 * ERR_CONFLICT for good; ERR_BUSY and ERR_SYSTEM are tried again). */
	bool (*run)(struct job_run *run, struct err *err);
	unsigned seconds;      /* wall clock limit; 0: 600 */
	unsigned memory_mb;    /* limit of the address space; 0: 1024 */
	unsigned max_attempts; /* 0: 3 */
	unsigned backoff_ms;   /* before the second attempt, doubled each time; 0: 5000 */
};

struct job_kinds {
	const struct job_kind *const *at;
	size_t n;
};

/* The kind of a name, or NULL. */
const struct job_kind *job_kind_find(const struct job_kinds *kinds, struct str name);

/* What the job is given; all of it lives as long as the job runs. */
struct db *job_db(struct job_run *run); /* a handle of its own */
struct arena *job_arena(struct job_run *run);
const struct clock *job_clock(const struct job_run *run);
const struct job *job_self(const struct job_run *run); /* as it was when claimed */

/* Say how far it is (0..1000) and what it does now. Cheap: call it as often as you like; at most
 * four times a second become visible, the last one always. From one thread at a time. */
void job_progress(struct job_run *run, int64_t permille, struct str message);

/* Whether to stop now: cancelled, out of time, or the worker is shutting down. From any thread,
 * a few nanoseconds. Stop within 10 seconds, keeping nothing half done. */
bool job_should_stop(const struct job_run *run);

/* The same as a number that becomes nonzero, for code that polls a flag. */
const volatile sig_atomic_t *job_stop_flag(const struct job_run *run);

/* The return value of a job that stops because of it; always false. */
bool job_stopped(const struct job_run *run, struct err *err);

/* Give the result (up to JOB_MAX_RESULT bytes, else the job fails; what is larger belongs in a
 * table of the part). Stored when the function returns true. */
void job_set_result(struct job_run *run, struct str result);

#endif
