/* job_internal: the row of a job, and what only a worker does with it (queue_).
 *
 * A worker may touch a job only while the row says that it is running and the
 * worker's: each statement here has that in its WHERE, so that a worker whose
 * lease was lost changes nothing.
 */
#ifndef WEFT_KIT_JOBS_JOB_INTERNAL_H
#define WEFT_KIT_JOBS_JOB_INTERNAL_H

#include "kit/jobs/job.h"

/* The columns that job_from_row() reads; payload and result follow where wanted. */
#define JOB_COLUMNS                                                                   \
	"zone_id, id, kind, state, priority, account_id, attempts, cancel_requested," \
	" permille, message, worker, created_ms, not_before_ms, started_ms, finished_ms, version"
enum { JOB_N_COLUMNS = 16 };

/* From columns JOB_COLUMNS, or JOB_COLUMNS and payload, result. */
struct job job_from_row(const struct db_rows *rows, size_t row);
void job_list_from_rows(struct arena *arena, const struct db_rows *rows, struct job_list *ret);

/* Who works, and when: every change of a worker carries it. */
struct queue_stamp {
	struct str worker;
	int64_t now_ms, lease_ms;
};

/* Claim the first job that may run now. *ret_found says whether there was one. */
bool queue_claim(struct db *db, struct arena *arena, const struct queue_stamp *stamp,
		 struct job *ret, bool *ret_found, struct err *err);

/* Renew the leases of all jobs of the worker, and list them as they are now. */
bool queue_renew(struct db *db, struct arena *arena, const struct queue_stamp *stamp,
		 struct job_list *ret, struct err *err);

/* The jobs of the worker as they are now. */
bool queue_mine(struct db *db, struct arena *arena, struct str worker, struct job_list *ret,
		struct err *err);

bool queue_progress(struct db *db, const struct queue_stamp *stamp, struct job_key key,
		    int64_t permille, struct str message, struct err *err);

/* How a run ended. */
struct queue_end {
	enum job_state state; /* JOB_QUEUED: to be tried again */
	struct str message, result;
	int64_t not_before_ms; /* of the next try */
	bool uncounted;        /* this try does not count (the worker was shut down) */
};

/* Success also when the job is no longer the worker's. */
bool queue_end(struct db *db, const struct queue_stamp *stamp, struct job_key key,
	       const struct queue_end *end, struct err *err);

/* Running jobs, of any worker, whose lease has run out. */
bool queue_expired(struct db *db, struct arena *arena, int64_t now_ms, struct job_list *ret,
		   struct err *err);

#endif
