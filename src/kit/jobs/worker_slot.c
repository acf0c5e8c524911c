/* A slot: one job in a process of its own, from its begin to its end. */
#include "kit/jobs/worker_internal.h"

#include <errno.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- Ending ---- */

void slot_ask_to_stop(struct slot *slot, enum reason reason)
{
	if (slot->ended || slot->reason != GOES_ON)
		return;
	slot->reason = reason;
	slot->asked_ns = worker_now_ns();
	slot->shared->stop = 1;
	if (reason == LEASE_LOST)
		(void)kill(-slot->pid, SIGKILL);
}

void slot_free(struct slot *slot)
{
	if (slot->pidfd >= 0)
		(void)close(slot->pidfd);
	job_shared_destroy(slot->shared);
	arena_destroy(slot->arena);
	*slot = (struct slot){.pidfd = -1};
}

static bool store_end(struct worker *worker, struct slot *slot, struct err *err)
{
	const struct queue_stamp now = worker_stamp(worker);
	const struct queue_end end = slot_judge(slot);

	if (slot->reason != LEASE_LOST && (!worker_open_database(worker, err) ||
					   !queue_end(worker->db, &now, slot->job.key, &end, err)))
		return false;
	worker_say(worker, end.state == JOB_FAILED ? LOG_WARN : LOG_INFO,
		   end.state == JOB_QUEUED ? "job.again" : job_state_name(end.state), slot,
		   end.message);
	slot_free(slot);
	return true;
}

/* ---- Beginning ---- */

static bool fork_job(struct worker *worker, struct slot *slot, struct err *err)
{
	pid_t parent = getpid();

	slot->shared = job_shared_create(err);
	if (slot->shared == NULL)
		return false;
	db_close(worker->db);
	worker->db = NULL;
	slot->started_ns = worker_now_ns();
	slot->pid = fork();
	if (slot->pid < 0)
		return err_set(err, ERR_SYSTEM, "Cannot begin a process: %s.", strerror(errno));
	if (slot->pid == 0) {
		/* A job does not outlive its worker, also when that died before this line. */
		(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent)
			_exit(1);
		_exit(job_run_child(slot->kind, &slot->job, worker->options->database,
				    slot->shared));
	}
	(void)setpgid(slot->pid, slot->pid);
	slot->pidfd = pidfd_open(slot->pid, 0);
	return true;
}

/* A job of a kind that this program does not know, or that could not begin. */
static bool refuse(struct worker *worker, struct slot *slot, const struct err *why, struct err *err)
{
	const struct queue_stamp now = worker_stamp(worker);
	const struct queue_end end = {.state = JOB_FAILED,
				      .message = arena_str(slot->arena, str_from(why->text))};
	bool ok = worker_open_database(worker, err) &&
		  queue_end(worker->db, &now, slot->job.key, &end, err);

	worker_say(worker, LOG_WARN, "failed", slot, end.message);
	slot_free(slot);
	return ok;
}

bool slot_begin(struct worker *worker, struct slot *slot, struct err *err)
{
	struct err why = {0};

	slot->used = true;
	slot->kind = job_kind_find(&worker->options->kinds, slot->job.kind);
	worker_say(worker, LOG_INFO, "job.begin", slot, STR(""));
	if (slot->kind == NULL) {
		(void)err_set(&why, ERR_INVALID, "This program knows no job of the kind %.100s.",
			      slot->job.kind.ptr);
		return refuse(worker, slot, &why, err);
	}
	return fork_job(worker, slot, &why) || refuse(worker, slot, &why, err);
}

/* ---- Watching ---- */

static bool pass_progress(struct worker *worker, struct slot *slot, struct err *err)
{
	const struct queue_stamp now = worker_stamp(worker);
	int64_t permille;
	struct str message;

	if (slot->ended || worker_ms_since(slot->progress_ns) < WORKER_PROGRESS_MS ||
	    !job_shared_read_progress(slot->shared, worker->scratch, &slot->progress_known,
				      &permille, &message))
		return true;
	slot->progress_ns = worker_now_ns();
	return worker_open_database(worker, err) &&
	       queue_progress(worker->db, &now, slot->job.key, permille, message, err);
}

static void enforce_time(const struct worker *worker, struct slot *slot)
{
	int64_t grace_ms = worker_or_else(worker->options->grace_ms, 10000);

	if (worker_ms_since(slot->started_ns) > worker_or_else(slot->kind->seconds, 600) * 1000)
		slot_ask_to_stop(slot, TOOK_TOO_LONG);
	if (slot->reason != GOES_ON && worker_ms_since(slot->asked_ns) > grace_ms)
		(void)kill(-slot->pid, SIGKILL);
}

/* Take leave of a process that has ended, and end what it has left behind; in this order, while
 * nobody else can have its number. */
static void reap(struct slot *slot)
{
	siginfo_t info = {0};

	if (waitid(P_PID, (id_t)slot->pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
	    info.si_pid != slot->pid)
		return;
	(void)kill(-slot->pid, SIGKILL);
	slot->ended = waitpid(slot->pid, &slot->status, 0) == slot->pid;
}

bool slot_tend(struct worker *worker, struct slot *slot, struct err *err)
{
	if (!slot->ended) {
		enforce_time(worker, slot);
		reap(slot);
	}
	return slot->ended ? store_end(worker, slot, err) : pass_progress(worker, slot, err);
}
