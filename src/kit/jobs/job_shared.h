/* job_shared: the page of memory between a worker and one running job.
 *
 * The worker makes it before it forks. The job writes how far it is and how it
 * ended, the worker writes that it should stop; neither waits for the other.
 * The job may be broken in any way, so the worker believes no length and no
 * text of it unchecked (job_shared_read…).
 *
 * Progress is guarded by a counter that is odd while it is being written
 * (a sequence lock): who reads it and finds the counter odd or changed reads
 * again, and after some tries looks another time.
 */
#ifndef WEFT_KIT_JOBS_JOB_SHARED_H
#define WEFT_KIT_JOBS_JOB_SHARED_H

#include "kit/jobs/job_run.h"

#include <signal.h>
#include <stdatomic.h>

enum job_ending { JOB_ENDING_NONE, JOB_ENDING_OK, JOB_ENDING_ERR };

struct job_shared {
	volatile sig_atomic_t stop; /* set by the worker */
	atomic_uint sequence;       /* of the progress */
	int64_t permille;
	size_t message_len;
	char message[JOB_MAX_MESSAGE];
	atomic_int ending; /* enum job_ending, set last */
	struct err err;
	size_t result_len;
	char result[JOB_MAX_RESULT];
};

/* Memory that survives fork() as the same memory; NULL with err. */
struct job_shared *job_shared_create(struct err *err);
void job_shared_destroy(struct job_shared *shared); /* NULL is allowed */

/* The progress, where *known is not the sequence it has now; text in the arena. */
bool job_shared_read_progress(struct job_shared *shared, struct arena *arena, unsigned *known,
			      int64_t *ret_permille, struct str *ret_message);

/* How the job said that it ended, for after the end of its process. */
enum job_ending job_shared_read_ending(struct job_shared *shared, struct arena *arena,
				       struct str *ret_result, struct err *ret_err);

/* Run the kind's function on the job in this process: the whole of what the child does.
 * The result is the exit status. */
int job_run_child(const struct job_kind *kind, const struct job *job, struct str database,
		  struct job_shared *shared);

#endif
