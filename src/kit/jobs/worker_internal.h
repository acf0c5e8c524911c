/* worker_internal: the worker and its slots, as the files of the worker share them.
 *
 *	worker.c         the loop: claim, look, upkeep
 *	worker_slot.c    one slot: a process from its begin to its end
 *	worker_judge.c   how a job ended, and whether it is tried again
 */
#ifndef WEFT_KIT_JOBS_WORKER_INTERNAL_H
#define WEFT_KIT_JOBS_WORKER_INTERNAL_H

#include "kit/jobs/job_internal.h"
#include "kit/jobs/job_shared.h"
#include "kit/jobs/worker.h"

#include <sys/types.h>

enum { WORKER_MAX_SLOTS = 64, WORKER_PROGRESS_MS = 250 };

enum reason { GOES_ON, WAS_CANCELLED, TOOK_TOO_LONG, SHUTS_DOWN, LEASE_LOST };

struct slot {
	bool used;
	struct arena *arena; /* of this job */
	struct job job;
	const struct job_kind *kind;
	struct job_shared *shared;
	pid_t pid;
	int pidfd;
	int64_t started_ns;
	enum reason reason; /* why it was asked to stop */
	int64_t asked_ns;
	unsigned progress_known; /* sequence last stored */
	int64_t progress_ns;
	bool ended;
	int status; /* of waitpid() */
};

struct worker {
	const struct worker_options *options;
	struct arena *arena, *scratch;
	struct str name;
	struct db *db; /* NULL: to be opened */
	struct slot slot[WORKER_MAX_SLOTS];
	size_t n_slots;
	int64_t renewed_ns, looked_ns, upkeep_ns, forgot_ns;
	int64_t stopping_ns; /* when it was told to stop; 0: not yet */
	bool failing;        /* the database failed at the last try: said once */
};

static inline int64_t worker_now_ns(void)
{
	return clock_monotonic_ns(&clock_system);
}

static inline int64_t worker_ms_since(int64_t ns)
{
	return (worker_now_ns() - ns) / 1000000;
}

static inline int64_t worker_or_else(int64_t value, int64_t otherwise)
{
	return value == 0 ? otherwise : value;
}

/* Who works, and when. */
struct queue_stamp worker_stamp(const struct worker *worker);

/* A line of the log about a job. */
void worker_say(const struct worker *worker, enum log_level level, const char *event,
		const struct slot *slot, struct str text);

/* The handle is closed before each fork and after each failure. */
bool worker_open_database(struct worker *worker, struct err *err);

/* Begin the job that the slot has claimed, or refuse it. */
bool slot_begin(struct worker *worker, struct slot *slot, struct err *err);

/* Look after a slot in use: its time, its progress, its end. */
bool slot_tend(struct worker *worker, struct slot *slot, struct err *err);

/* Tell the job to stop; only the first reason counts. */
void slot_ask_to_stop(struct slot *slot, enum reason reason);
void slot_free(struct slot *slot);

/* What the end of the slot's process means for the job. */
struct queue_end slot_judge(const struct slot *slot);

/* After a failure: wait 1, 2, 4 … times the kind's backoff, at most an hour; or fail for good. */
struct queue_end slot_retry_or_fail(const struct job_kind *kind, const struct job *job,
				    struct str message);

#endif
