#include "kit/jobs/job_run.h"

#include "kit/jobs/job_shared.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

struct job_run {
	const struct job *job;
	struct db *db;
	struct arena *arena;
	struct job_shared *shared;
	bool result_too_long;
};

const struct job_kind *job_kind_find(const struct job_kinds *kinds, struct str name)
{
	for (size_t i = 0; i < kinds->n; i++) {
		if (str_eq(str_from(kinds->at[i]->name), name))
			return kinds->at[i];
	}
	return NULL;
}

struct db *job_db(struct job_run *run)
{
	return run->db;
}

struct arena *job_arena(struct job_run *run)
{
	return run->arena;
}

const struct clock *job_clock(const struct job_run *run)
{
	return db_clock(run->db);
}

const struct job *job_self(const struct job_run *run)
{
	return run->job;
}

void job_progress(struct job_run *run, int64_t permille, struct str message)
{
	struct job_shared *shared = run->shared;

	message = str_utf8_cut(message, JOB_MAX_MESSAGE);
	(void)atomic_fetch_add(&shared->sequence, 1);
	atomic_thread_fence(memory_order_release);
	shared->permille = permille;
	shared->message_len = message.len;
	if (message.len > 0)
		memcpy(shared->message, message.ptr, message.len);
	(void)atomic_fetch_add(&shared->sequence, 1);
}

bool job_should_stop(const struct job_run *run)
{
	return run->shared->stop != 0;
}

const volatile sig_atomic_t *job_stop_flag(const struct job_run *run)
{
	return &run->shared->stop;
}

bool job_stopped(const struct job_run *run, struct err *err)
{
	(void)run;
	return err_set(err, ERR_BUSY, "The job was stopped.");
}

void job_set_result(struct job_run *run, struct str result)
{
	run->result_too_long = result.len > JOB_MAX_RESULT;
	if (run->result_too_long)
		return;
	run->shared->result_len = result.len;
	if (result.len > 0)
		memcpy(run->shared->result, result.ptr, result.len);
}

/* ---- The child process ---- */

static bool limit(__rlimit_resource_t what, rlim_t value)
{
	return setrlimit(what, &(struct rlimit){value, value}) == 0;
}

/* Sanitizers reserve terabytes of address space, which no limit survives. */
static bool limit_memory(unsigned mb)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	(void)mb;
	return true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
	(void)mb;
	return true;
#else
	return limit(RLIMIT_AS, (rlim_t)mb << 20);
#endif
#else
	return limit(RLIMIT_AS, (rlim_t)mb << 20);
#endif
}

static bool confine(const struct job_kind *kind, struct err *err)
{
	enum { USUAL_MB = 1024, LESS_URGENT = 5 };

	/* A group of its own: the keyboard's interrupt is for the worker, and a kill reaches
	 * whatever the job has started. */
	if (setpgid(0, 0) != 0 || setpriority(PRIO_PROCESS, 0, LESS_URGENT) != 0 ||
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !limit(RLIMIT_CORE, 0) ||
	    !limit_memory(kind->memory_mb == 0 ? USUAL_MB : kind->memory_mb))
		return err_set(err, ERR_SYSTEM, "The limits of the job cannot be set.");
	(void)signal(SIGTERM, SIG_DFL);
	(void)signal(SIGINT, SIG_DFL);
	(void)signal(SIGHUP, SIG_DFL);
	(void)signal(SIGPIPE, SIG_IGN);
	return true;
}

static bool run_kind(const struct job_kind *kind, struct job_run *run, struct str database,
		     struct err *err)
{
	if (!confine(kind, err) || !db_open(database, NULL, &run->db, err))
		return false;
	if (!kind->run(run, err)) {
		if (err->kind == ERR_NONE)
			(void)err_set(err, ERR_SYSTEM, "The job failed and did not say why.");
		return false;
	}
	if (run->result_too_long)
		return err_set(err, ERR_INVALID, "The result of the job is longer than %d bytes.",
			       JOB_MAX_RESULT);
	return true;
}

int job_run_child(const struct job_kind *kind, const struct job *job, struct str database,
		  struct job_shared *shared)
{
	enum { BLOCK = 1 << 16 };
	struct job_run run = {.job = job, .arena = arena_create(BLOCK), .shared = shared};
	struct err err = {0};
	bool ok = run_kind(kind, &run, database, &err);

	db_close(run.db);
	arena_destroy(run.arena);
	shared->err = err;
	atomic_store(&shared->ending, ok ? JOB_ENDING_OK : JOB_ENDING_ERR);
	return ok ? 0 : 1;
}
