/* background: what `weft serve` does besides answering requests.
 *
 * One thread keeps a worker process running, forgets hourly what was kept as long as promised
 * (forget.h), and passes on how jobs change to
 * the pages that listen: on the channel "job/<id>" of the app's events, as
 * the event "job" with {"id", "state", "permille", "message"}; the last one
 * ends the stream. A page that listens has checked that its reader may see the job.
 */
#ifndef WEFT_APP_BACKGROUND_H
#define WEFT_APP_BACKGROUND_H

#include "app/app.h"
#include "kit/jobs/worker_process.h"

#include <pthread.h>
#include <stdatomic.h>

struct background {
	const struct app *app;
	struct str database;
	unsigned slots; /* of the worker; 0: none is kept */
	struct worker_process worker;
	int64_t started_ns; /* the worker, last */
	int64_t forgot_ns;  /* old sessions and absences, last */
	atomic_bool stop;
	pthread_t thread;
};

/* The app must outlive it. */
bool background_start(struct background *background, const struct app *app, struct str database,
		      unsigned slots, struct err *err);

/* Stop the worker, whose jobs go back into the queue, and the thread. */
void background_stop(struct background *background);

#endif
