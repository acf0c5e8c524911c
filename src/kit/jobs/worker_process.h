/* worker_process: a weft worker as a companion of weft serve.
 *
 * The same program is started as "worker", with the database in its
 * environment. It ends when its parent does, whatever ended that. Belongs to
 * one thread, which must live as long as the companion is wanted (the kernel ties the
 * end of the one to the end of the other).
 */
#ifndef WEFT_KIT_JOBS_WORKER_PROCESS_H
#define WEFT_KIT_JOBS_WORKER_PROCESS_H

#include "base/err.h"
#include "base/str.h"

#include <sys/types.h>

struct worker_process {
	pid_t pid; /* 0: none */
};

/* Start it with that many slots. */
bool worker_process_start(struct worker_process *process, struct str database, unsigned slots,
			  struct err *err);

/* Whether it still runs. When not, it has been taken leave of: start it again, not more often
 * than every few seconds. */
bool worker_process_is_running(struct worker_process *process);

/* Ask it to stop (its jobs go back into the queue), and wait for it; up to twice 10 seconds. */
void worker_process_stop(struct worker_process *process);

#endif
