/* worker: one loop over a few slots.
 *
 * Each turn: look at every running job (ended? over its time? any progress?),
 * claim jobs for free slots, wait. The worker is a single thread; a job is a
 * forked process, watched by its pidfd, with a page of shared memory between
 * (job_shared.h).
 *
 * A database handle does not survive a fork: SQLite's locks belong to a
 * process, and a child that opened the same file would find the parent's
 * copied books wrong. So the worker closes its handle before each fork and
 * opens it again after; a job opens one of its own.
 *
 * The database may go away for a while. The worker then waits and tries again;
 * how a job ended is kept in its slot until it could be stored, or until
 * the lease is lost and the job is someone else's.
 */
#include "kit/jobs/worker.h"

#include "kit/jobs/job_internal.h"
#include "kit/jobs/job_shared.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	MAX_SLOTS = 64,
	PROGRESS_MS = 250,
	LOOK_MS = 1000,    /* how often to look whether a job is to be cancelled */
	UPKEEP_MS = 10000, /* how often to look for lost leases */
	DAY_MS = 86400000,
};

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
	struct slot slot[MAX_SLOTS];
	size_t n_slots;
	int64_t renewed_ns, looked_ns, upkeep_ns, forgot_ns;
	int64_t stopping_ns; /* when it was told to stop; 0: not yet */
	bool failing;        /* the database failed at the last try: said once */
};

static int64_t now_ns(void)
{
	return clock_monotonic_ns(&clock_system);
}

static int64_t ms_since(int64_t ns)
{
	return (now_ns() - ns) / 1000000;
}

static int64_t or_else(int64_t value, int64_t otherwise)
{
	return value == 0 ? otherwise : value;
}

static struct queue_stamp stamp(const struct worker *worker)
{
	return (struct queue_stamp){
		.worker = worker->name,
		.now_ms = clock_utc_ms(&clock_system),
		.lease_ms = or_else(worker->options->lease_ms, 30000),
	};
}

/* ---- The log ---- */

static void say(const struct worker *worker, enum log_level level, const char *event,
		const struct slot *slot, struct str text)
{
	if (worker->options->log != NULL)
		log_event(worker->options->log, level, event,
			  LOG_NUMBER("zone", slot->job.key.zone_id),
			  LOG_NUMBER("job", slot->job.key.id), LOG_TEXT("kind", slot->job.kind),
			  LOG_NUMBER("attempt", slot->job.attempts), LOG_TEXT("text", text));
}

/* The database failed: say so once, and have the handle opened again. */
static void trouble(struct worker *worker, const struct err *err)
{
	if (!worker->failing && worker->options->log != NULL)
		log_failure(worker->options->log, "worker.database", err);
	worker->failing = true;
	db_close(worker->db);
	worker->db = NULL;
}

static bool open_database(struct worker *worker, struct err *err)
{
	return worker->db != NULL || db_open(worker->options->database, NULL, &worker->db, err);
}

/* ---- Ending a job ---- */

static void ask_to_stop(struct slot *slot, enum reason reason)
{
	if (slot->ended || slot->reason != GOES_ON)
		return;
	slot->reason = reason;
	slot->asked_ns = now_ns();
	slot->shared->stop = 1;
	if (reason == LEASE_LOST)
		(void)kill(-slot->pid, SIGKILL);
}

static struct str death(const struct slot *slot)
{
	if (WIFSIGNALED(slot->status))
		return arena_printf(slot->arena,
				    "The program of the job was ended by signal %d (%s).",
				    WTERMSIG(slot->status), strsignal(WTERMSIG(slot->status)));
	return arena_printf(slot->arena, "The program of the job ended with status %d.",
			    WEXITSTATUS(slot->status));
}

static bool may_try_again(const struct job_kind *kind, const struct job *job)
{
	return job->attempts < (int64_t)or_else(kind->max_attempts, 3);
}

/* What to do after a failure: wait 1, 2, 4 … times the kind's backoff, at most an hour. */
static struct queue_end retry_or_fail(const struct job_kind *kind, const struct job *job,
				      struct str message)
{
	enum { HOUR_MS = 3600000, MAX_DOUBLINGS = 20 };
	int64_t doublings = job->attempts - 1 < MAX_DOUBLINGS ? job->attempts - 1 : MAX_DOUBLINGS;
	int64_t wait_ms = or_else(kind->backoff_ms, 5000) << (doublings < 0 ? 0 : doublings);

	if (!may_try_again(kind, job))
		return (struct queue_end){.state = JOB_FAILED, .message = message};
	return (struct queue_end){
		.state = JOB_QUEUED,
		.message = message,
		.not_before_ms = clock_utc_ms(&clock_system) +
				 (wait_ms < HOUR_MS ? wait_ms : HOUR_MS),
	};
}

static bool is_final(enum err_kind kind)
{
	return kind == ERR_INVALID || kind == ERR_NOT_FOUND || kind == ERR_DENIED ||
	       kind == ERR_CONFLICT;
}

static struct queue_end judge_stopped(const struct slot *slot)
{
	switch (slot->reason) {
	case WAS_CANCELLED:
		return (struct queue_end){.state = JOB_CANCELLED,
					  .message = STR("The job was cancelled.")};
	case TOOK_TOO_LONG:
		return (struct queue_end){
			.state = JOB_FAILED,
			.message = arena_printf(slot->arena,
						"The job took longer than %lld seconds.",
						(long long)or_else(slot->kind->seconds, 600))};
	case SHUTS_DOWN:
	case LEASE_LOST:
	case GOES_ON:
		break;
	}
	return (struct queue_end){.state = JOB_QUEUED,
				  .uncounted = true,
				  .message = STR("The worker was shut down; the job waits.")};
}

static struct queue_end judge(const struct slot *slot)
{
	struct err err = {0};
	struct str result = STR("");
	bool clean = WIFEXITED(slot->status);
	enum job_ending ending = job_shared_read_ending(slot->shared, slot->arena, &result, &err);

	if (ending == JOB_ENDING_OK && clean && WEXITSTATUS(slot->status) == 0)
		return (struct queue_end){.state = JOB_DONE, .result = result, .message = STR("")};
	if (slot->reason != GOES_ON)
		return judge_stopped(slot);
	if (ending == JOB_ENDING_ERR && clean && is_final(err.kind))
		return (struct queue_end){.state = JOB_FAILED,
					  .message = arena_str(slot->arena, str_from(err.text))};
	return retry_or_fail(slot->kind, &slot->job,
			     ending == JOB_ENDING_ERR && clean
				     ? arena_str(slot->arena, str_from(err.text))
				     : death(slot));
}

static void free_slot(struct slot *slot)
{
	if (slot->pidfd >= 0)
		(void)close(slot->pidfd);
	job_shared_destroy(slot->shared);
	arena_destroy(slot->arena);
	*slot = (struct slot){.pidfd = -1};
}

/* Store how it ended; on failure the slot is kept for the next turn. */
static bool store_end(struct worker *worker, struct slot *slot, struct err *err)
{
	const struct queue_stamp now = stamp(worker);
	const struct queue_end end = judge(slot);

	if (slot->reason != LEASE_LOST &&
	    (!open_database(worker, err) || !queue_end(worker->db, &now, slot->job.key, &end, err)))
		return false;
	say(worker, end.state == JOB_FAILED ? LOG_WARN : LOG_INFO,
	    end.state == JOB_QUEUED ? "job.again" : job_state_name(end.state), slot, end.message);
	free_slot(slot);
	return true;
}

/* ---- Beginning a job ---- */

static bool fork_job(struct worker *worker, struct slot *slot, struct err *err)
{
	pid_t parent = getpid();

	slot->shared = job_shared_create(err);
	if (slot->shared == NULL)
		return false;
	db_close(worker->db);
	worker->db = NULL;
	slot->started_ns = now_ns();
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
	const struct queue_stamp now = stamp(worker);
	const struct queue_end end = {.state = JOB_FAILED,
				      .message = arena_str(slot->arena, str_from(why->text))};
	bool ok = open_database(worker, err) &&
		  queue_end(worker->db, &now, slot->job.key, &end, err);

	say(worker, LOG_WARN, "failed", slot, end.message);
	free_slot(slot);
	return ok;
}

static bool begin(struct worker *worker, struct slot *slot, struct err *err)
{
	struct err why = {0};

	slot->used = true;
	slot->kind = job_kind_find(&worker->options->kinds, slot->job.kind);
	say(worker, LOG_INFO, "job.begin", slot, STR(""));
	if (slot->kind == NULL) {
		(void)err_set(&why, ERR_INVALID, "This program knows no job of the kind %.100s.",
			      slot->job.kind.ptr);
		return refuse(worker, slot, &why, err);
	}
	return fork_job(worker, slot, &why) || refuse(worker, slot, &why, err);
}

/* Fill the free slots. *ret_n counts the jobs that were claimed. */
static bool claim(struct worker *worker, unsigned *ret_n, struct err *err)
{
	enum { BLOCK = 1 << 12 };
	bool found = true;

	*ret_n = 0;
	for (size_t i = 0; i < worker->n_slots && found; i++) {
		const struct queue_stamp now = stamp(worker);
		struct slot *slot = &worker->slot[i];
		struct arena *arena;

		if (slot->used)
			continue;
		arena = arena_create(BLOCK);
		if (!open_database(worker, err) ||
		    !queue_claim(worker->db, arena, &now, &slot->job, &found, err)) {
			arena_destroy(arena);
			return false;
		}
		if (!found) {
			arena_destroy(arena);
			break;
		}
		slot->arena = arena;
		++*ret_n;
		if (!begin(worker, slot, err))
			return false;
	}
	return true;
}

/* ---- Watching the running ---- */

static struct slot *slot_of(struct worker *worker, struct job_key key)
{
	for (size_t i = 0; i < worker->n_slots; i++) {
		struct slot *slot = &worker->slot[i];

		if (slot->used && slot->job.key.id == key.id &&
		    slot->job.key.zone_id == key.zone_id)
			return slot;
	}
	return NULL;
}

static size_t n_used(const struct worker *worker)
{
	size_t n = 0;

	for (size_t i = 0; i < worker->n_slots; i++)
		n += worker->slot[i].used;
	return n;
}

/* Renew leases when it is time, and learn what is to be cancelled or no longer ours. */
static bool look(struct worker *worker, struct err *err)
{
	const struct queue_stamp now = stamp(worker);
	bool renew = ms_since(worker->renewed_ns) >= now.lease_ms / 3, mine[MAX_SLOTS] = {false};
	struct job_list list;

	if (n_used(worker) == 0 || ms_since(worker->looked_ns) < LOOK_MS)
		return true;
	if (!open_database(worker, err) ||
	    !(renew ? queue_renew(worker->db, worker->scratch, &now, &list, err)
		    : queue_mine(worker->db, worker->scratch, worker->name, &list, err)))
		return false;
	worker->looked_ns = now_ns();
	if (renew)
		worker->renewed_ns = worker->looked_ns;
	for (size_t i = 0; i < list.n; i++) {
		struct slot *slot = slot_of(worker, list.at[i].key);

		if (slot == NULL)
			continue;
		mine[slot - worker->slot] = true;
		if (list.at[i].cancel_requested)
			ask_to_stop(slot, WAS_CANCELLED);
	}
	for (size_t i = 0; i < worker->n_slots; i++) {
		if (worker->slot[i].used && !mine[i])
			ask_to_stop(&worker->slot[i], LEASE_LOST);
	}
	return true;
}

static bool pass_progress(struct worker *worker, struct slot *slot, struct err *err)
{
	const struct queue_stamp now = stamp(worker);
	int64_t permille;
	struct str message;

	if (slot->ended || ms_since(slot->progress_ns) < PROGRESS_MS ||
	    !job_shared_read_progress(slot->shared, worker->scratch, &slot->progress_known,
				      &permille, &message))
		return true;
	slot->progress_ns = now_ns();
	return open_database(worker, err) &&
	       queue_progress(worker->db, &now, slot->job.key, permille, message, err);
}

static void enforce_time(const struct worker *worker, struct slot *slot)
{
	int64_t grace_ms = or_else(worker->options->grace_ms, 10000);

	if (ms_since(slot->started_ns) > or_else(slot->kind->seconds, 600) * 1000)
		ask_to_stop(slot, TOOK_TOO_LONG);
	if (slot->reason != GOES_ON && ms_since(slot->asked_ns) > grace_ms)
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

static bool tend(struct worker *worker, struct slot *slot, struct err *err)
{
	if (!slot->ended) {
		enforce_time(worker, slot);
		reap(slot);
	}
	return slot->ended ? store_end(worker, slot, err) : pass_progress(worker, slot, err);
}

/* ---- What other workers have lost ---- */

static bool take_over(struct worker *worker, const struct job *job, struct err *err)
{
	const struct job_kind *kind = job_kind_find(&worker->options->kinds, job->kind);
	struct queue_stamp as_loser = stamp(worker);
	struct queue_end end;

	if (kind == NULL)
		return true; /* another program's worker knows it */
	as_loser.worker = job->worker;
	end = retry_or_fail(kind, job, STR("The worker was lost."));
	if (job->cancel_requested)
		end = (struct queue_end){.state = JOB_CANCELLED,
					 .message = STR("The job was cancelled.")};
	end.not_before_ms = 0;
	return queue_end(worker->db, &as_loser, job->key, &end, err);
}

static bool keep_up(struct worker *worker, struct err *err)
{
	int64_t now = clock_utc_ms(&clock_system);
	int64_t keep_ms = or_else(worker->options->keep_days, 90) * DAY_MS;
	struct job_list list;

	if (ms_since(worker->upkeep_ns) < UPKEEP_MS)
		return true;
	if (!open_database(worker, err) ||
	    !queue_expired(worker->db, worker->scratch, now, &list, err))
		return false;
	for (size_t i = 0; i < list.n; i++) {
		if (slot_of(worker, list.at[i].key) == NULL && !take_over(worker, &list.at[i], err))
			return false;
	}
	worker->upkeep_ns = now_ns();
	if (ms_since(worker->forgot_ns) < DAY_MS)
		return true;
	worker->forgot_ns = now_ns();
	return job_forget(worker->db, now - keep_ms, NULL, err);
}

/* ---- The loop ---- */

static void wait_for_news(const struct worker *worker)
{
	struct pollfd fds[MAX_SLOTS];
	nfds_t n = 0;
	int64_t poll_ms = or_else(worker->options->poll_ms, 500);

	for (size_t i = 0; i < worker->n_slots; i++) {
		const struct slot *slot = &worker->slot[i];

		if (slot->used && !slot->ended && slot->pidfd >= 0)
			fds[n++] = (struct pollfd){.fd = slot->pidfd, .events = POLLIN};
	}
	if (n > 0 && poll_ms > PROGRESS_MS)
		poll_ms = PROGRESS_MS;
	/* A signal ends the wait early, which is right. */
	(void)poll(fds, n, (int)poll_ms);
}

/* One turn; *ret_claimed counts new jobs. */
static bool turn(struct worker *worker, bool stopping, unsigned *ret_claimed, struct err *err)
{
	bool ok = true;

	*ret_claimed = 0;
	for (size_t i = 0; i < worker->n_slots; i++) {
		struct slot *slot = &worker->slot[i];

		if (slot->used && stopping)
			ask_to_stop(slot, SHUTS_DOWN);
		if (slot->used)
			ok = tend(worker, slot, err) && ok;
	}
	return ok && look(worker, err) && keep_up(worker, err) &&
	       (stopping || claim(worker, ret_claimed, err));
}

static void init(struct worker *worker, const struct worker_options *options)
{
	char host[64] = "";

	worker->options = options;
	worker->n_slots = options->slots == 0 ? 1 : options->slots;
	for (size_t i = 0; i < MAX_SLOTS; i++)
		worker->slot[i].pidfd = -1;
	(void)gethostname(host, sizeof host - 1);
	worker->name = options->name != NULL ? str_from(options->name)
					     : arena_printf(worker->arena, "%s:%ld:%" PRIx64, host,
							    (long)getpid(),
							    (uint64_t)clock_utc_ms(&clock_system));
	worker->upkeep_ns = now_ns() - (int64_t)UPKEEP_MS * 1000000;
	worker->forgot_ns = now_ns() - (int64_t)DAY_MS * 1000000;
}

/* Jobs have ended but the database does not come back: their leases will run out. */
static bool has_waited_enough(struct worker *worker, bool stopping)
{
	if (stopping && worker->stopping_ns == 0)
		worker->stopping_ns = now_ns();
	return stopping &&
	       ms_since(worker->stopping_ns) > 2 * or_else(worker->options->grace_ms, 10000);
}

static void loop(struct worker *worker, const volatile sig_atomic_t *stop)
{
	bool going = true;

	while (going) {
		struct err failure = {0};
		unsigned claimed = 0;
		bool stopping = *stop != 0, ok = turn(worker, stopping, &claimed, &failure);

		if (!ok)
			trouble(worker, &failure);
		else
			worker->failing = false;
		arena_reset(worker->scratch);
		if (n_used(worker) == 0 && claimed == 0)
			going = !stopping && !(ok && worker->options->drain);
		if (has_waited_enough(worker, stopping))
			going = false;
		if (going && (claimed == 0 || n_used(worker) == worker->n_slots))
			wait_for_news(worker);
	}
	for (size_t i = 0; i < worker->n_slots; i++) {
		if (worker->slot[i].used)
			free_slot(&worker->slot[i]);
	}
}

bool worker_run(const struct worker_options *options, const volatile sig_atomic_t *stop,
		struct err *err)
{
	enum { BLOCK = 1 << 15 };
	struct arena *arena = arena_create(BLOCK);
	struct worker *worker = arena_new(arena, struct worker);
	bool ok;

	assert(options->slots <= MAX_SLOTS);
	worker->arena = arena;
	worker->scratch = arena_create(BLOCK);
	init(worker, options);
	/* A database that is not there at the start is a mistake, later it is bad luck. */
	ok = open_database(worker, err);
	if (ok)
		loop(worker, stop);
	db_close(worker->db);
	arena_destroy(worker->scratch);
	arena_destroy(arena);
	return ok;
}
