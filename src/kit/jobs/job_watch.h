/* job_watch: see jobs change, for live progress.
 *
 * One watch a web process: a thread of it calls job_watch_poll() every 250 ms
 * or so while somebody looks, and passes what it gives on to the event
 * streams (and the pages that poll instead call job_get()). Each change of a
 * job is given once; when a job changed several times between two polls,
 * only as it is now. Belongs to one thread.
 */
#ifndef WEFT_KIT_JOBS_JOB_WATCH_H
#define WEFT_KIT_JOBS_JOB_WATCH_H

#include "kit/jobs/job.h"

struct job_watch;

/* Begin to watch: changes from now on. */
struct job_watch *job_watch_create(struct db *db);
void job_watch_destroy(struct job_watch *watch); /* NULL is allowed */

/* The jobs, of all zones, that changed since the last call; without payload and result. The
 * caller filters by zone and by who may see them. */
bool job_watch_poll(struct job_watch *watch, struct arena *arena, struct job_list *ret,
		    struct err *err);

/* Give the changes of the last 10 seconds once more: for somebody who drew a page before and
 * listens only now. */
void job_watch_rewind(struct job_watch *watch);

#endif
