/* worker: claims jobs and runs each in a process of its own. */
#ifndef WEFT_KIT_JOBS_WORKER_H
#define WEFT_KIT_JOBS_WORKER_H

#include "base/log.h"
#include "kit/jobs/job_run.h"

#include <signal.h>

struct worker_options {
	struct str database; /* URL: the worker opens and closes it as it needs */
	struct job_kinds kinds;
	const char *name;      /* unique among all workers; NULL: host:pid */
	unsigned slots;        /* jobs at once; 0: 1 */
	bool drain;            /* end when the queue has nothing that could run now */
	int64_t poll_ms;       /* how often to look for work when idle; 0: 500 */
	int64_t lease_ms;      /* 0: 30000 */
	int64_t keep_days;     /* forget jobs that finished so long ago; 0: 90 */
	int64_t grace_ms;      /* from asking a job to stop until it is killed; 0: 10000 */
	const struct log *log; /* may be NULL */
};

/* Run until *stop is not 0 (set by a signal handler) or, with drain, until nothing is left.
 * Must be called from a process with one thread, since it forks. */
bool worker_run(const struct worker_options *options, const volatile sig_atomic_t *stop,
		struct err *err);

#endif
