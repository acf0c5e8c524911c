#include "app/background.h"

#include "app/forget.h"
#include "kit/jobs/job_news.h"
#include "kit/jobs/job_watch.h"

#include <string.h>
#include <time.h>

enum { LOOK_MS = 250, SELDOM_MS = 5000, RESTART_MS = 5000, FORGET_MS = 3600000, BLOCK = 1 << 14 };

static int64_t ms_since(int64_t ns)
{
	return (clock_monotonic_ns(&clock_system) - ns) / 1000000;
}

/* ---- The worker ---- */

/* Start the worker when it is not there, but not again and again when it cannot live. */
static void keep_worker(struct background *self)
{
	struct err err = {0};

	if (self->slots == 0 || worker_process_is_running(&self->worker) ||
	    (self->started_ns != 0 && ms_since(self->started_ns) < RESTART_MS))
		return;
	if (self->started_ns != 0)
		log_event(&self->app->log, LOG_WARN, "serve.worker_restarts",
			  LOG_NUMBER("slots", self->slots));
	self->started_ns = clock_monotonic_ns(&clock_system);
	if (!worker_process_start(&self->worker, self->database, self->slots, &err))
		log_failure(&self->app->log, "serve.worker_failed", &err);
}

/* ---- What has been kept long enough ---- */

static void keep_promises(struct background *self)
{
	struct err err = {0};

	if (self->forgot_ns != 0 && ms_since(self->forgot_ns) < FORGET_MS)
		return;
	self->forgot_ns = clock_monotonic_ns(&clock_system);
	if (!app_forget(self->app, &err))
		log_failure(&self->app->log, "serve.forget_failed", &err);
}

/* ---- News of jobs ---- */

static void publish(const struct app *app, struct arena *arena, const struct job *job)
{
	struct str channel = job_news_channel(arena, job->key.id);

	if (http_events_wanted(app->events, channel))
		(void)http_events_publish(
			app->events, channel,
			&(struct http_event){.name = STR("job"),
					     .data = job_news_text(arena, job),
					     .last = job_state_is_final(job->state)});
}

/* A database that fails is seen by /readyz; the next look is soon enough. */
static void pass_on(const struct app *app, struct job_watch *watch, struct arena *arena)
{
	struct err ignored = {0};
	struct job_list list;

	if (!job_watch_poll(watch, arena, &list, &ignored))
		return;
	for (size_t i = 0; i < list.n; i++)
		publish(app, arena, &list.at[i]);
}

static void *work(void *arg)
{
	struct background *self = arg;
	struct arena *arena = arena_create(BLOCK);
	struct job_watch *watch = job_watch_create(self->app->db);
	size_t streams = 0;
	int64_t looked_ns = 0;

	while (!atomic_load(&self->stop)) {
		size_t now = http_events_open(self->app->events);

		keep_worker(self);
		keep_promises(self);
		if (now > streams)
			job_watch_rewind(watch);
		streams = now;
		/* Without listeners only so often that there is never much to read. */
		if (streams > 0 || ms_since(looked_ns) > SELDOM_MS) {
			pass_on(self->app, watch, arena);
			looked_ns = clock_monotonic_ns(&clock_system);
			arena_reset(arena);
		}
		(void)nanosleep(&(struct timespec){.tv_nsec = LOOK_MS * 1000000L}, NULL);
	}
	worker_process_stop(&self->worker);
	job_watch_destroy(watch);
	arena_destroy(arena);
	return NULL;
}

bool background_start(struct background *background, const struct app *app, struct str database,
		      unsigned slots, struct err *err)
{
	int failed;

	*background = (struct background){.app = app, .database = database, .slots = slots};
	failed = pthread_create(&background->thread, NULL, work, background);
	if (failed != 0)
		return err_set(err, ERR_SYSTEM, "Cannot begin a thread: %s.", strerror(failed));
	return true;
}

void background_stop(struct background *background)
{
	atomic_store(&background->stop, true);
	(void)pthread_join(background->thread, NULL);
}
