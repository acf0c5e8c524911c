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

#include "kit/jobs/worker_internal.h"

#include <assert.h>
#include <inttypes.h>
#include <poll.h>
#include <unistd.h>

enum {
	LOOK_MS = 1000,    /* how often to look whether a job is to be cancelled */
	UPKEEP_MS = 10000, /* how often to look for lost leases */
	DAY_MS = 86400000,
};

struct queue_stamp worker_stamp(const struct worker *worker)
{
	return (struct queue_stamp){
		.worker = worker->name,
		.now_ms = clock_utc_ms(&clock_system),
		.lease_ms = worker_or_else(worker->options->lease_ms, 30000),
	};
}

/* ---- The log ---- */

void worker_say(const struct worker *worker, enum log_level level, const char *event,
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

bool worker_open_database(struct worker *worker, struct err *err)
{
	return worker->db != NULL || db_open(worker->options->database, NULL, &worker->db, err);
}

/* ---- Claiming ---- */

/* Fill the free slots. *ret_n counts the jobs that were claimed. */
static bool claim(struct worker *worker, unsigned *ret_n, struct err *err)
{
	enum { BLOCK = 1 << 12 };
	bool found = true;

	*ret_n = 0;
	for (size_t i = 0; i < worker->n_slots && found; i++) {
		const struct queue_stamp now = worker_stamp(worker);
		struct slot *slot = &worker->slot[i];
		struct arena *arena;

		if (slot->used)
			continue;
		arena = arena_create(BLOCK);
		if (!worker_open_database(worker, err) ||
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
		if (!slot_begin(worker, slot, err))
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
	const struct queue_stamp now = worker_stamp(worker);
	bool renew = worker_ms_since(worker->renewed_ns) >= now.lease_ms / 3,
	     mine[WORKER_MAX_SLOTS] = {false};
	struct job_list list;

	if (n_used(worker) == 0 || worker_ms_since(worker->looked_ns) < LOOK_MS)
		return true;
	if (!worker_open_database(worker, err) ||
	    !(renew ? queue_renew(worker->db, worker->scratch, &now, &list, err)
		    : queue_mine(worker->db, worker->scratch, worker->name, &list, err)))
		return false;
	worker->looked_ns = worker_now_ns();
	if (renew)
		worker->renewed_ns = worker->looked_ns;
	for (size_t i = 0; i < list.n; i++) {
		struct slot *slot = slot_of(worker, list.at[i].key);

		if (slot == NULL)
			continue;
		mine[slot - worker->slot] = true;
		if (list.at[i].cancel_requested)
			slot_ask_to_stop(slot, WAS_CANCELLED);
	}
	for (size_t i = 0; i < worker->n_slots; i++) {
		if (worker->slot[i].used && !mine[i])
			slot_ask_to_stop(&worker->slot[i], LEASE_LOST);
	}
	return true;
}

/* ---- What other workers have lost ---- */

static bool take_over(struct worker *worker, const struct job *job, struct err *err)
{
	const struct job_kind *kind = job_kind_find(&worker->options->kinds, job->kind);
	struct queue_stamp as_loser = worker_stamp(worker);
	struct queue_end end;

	if (kind == NULL)
		return true; /* another program's worker knows it */
	as_loser.worker = job->worker;
	end = slot_retry_or_fail(kind, job, STR("The worker was lost."));
	if (job->cancel_requested)
		end = (struct queue_end){.state = JOB_CANCELLED,
					 .message = STR("The job was cancelled.")};
	end.not_before_ms = 0;
	return queue_end(worker->db, &as_loser, job->key, &end, err);
}

static bool keep_up(struct worker *worker, struct err *err)
{
	int64_t now = clock_utc_ms(&clock_system);
	int64_t keep_ms = worker_or_else(worker->options->keep_days, 90) * DAY_MS;
	struct job_list list;

	if (worker_ms_since(worker->upkeep_ns) < UPKEEP_MS)
		return true;
	if (!worker_open_database(worker, err) ||
	    !queue_expired(worker->db, worker->scratch, now, &list, err))
		return false;
	for (size_t i = 0; i < list.n; i++) {
		if (slot_of(worker, list.at[i].key) == NULL && !take_over(worker, &list.at[i], err))
			return false;
	}
	worker->upkeep_ns = worker_now_ns();
	if (worker_ms_since(worker->forgot_ns) < DAY_MS)
		return true;
	worker->forgot_ns = worker_now_ns();
	return job_forget(worker->db, now - keep_ms, NULL, err);
}

/* ---- The loop ---- */

static void wait_for_news(const struct worker *worker)
{
	struct pollfd fds[WORKER_MAX_SLOTS];
	nfds_t n = 0;
	int64_t poll_ms = worker_or_else(worker->options->poll_ms, 500);

	for (size_t i = 0; i < worker->n_slots; i++) {
		const struct slot *slot = &worker->slot[i];

		if (slot->used && !slot->ended && slot->pidfd >= 0)
			fds[n++] = (struct pollfd){.fd = slot->pidfd, .events = POLLIN};
	}
	if (n > 0 && poll_ms > WORKER_PROGRESS_MS)
		poll_ms = WORKER_PROGRESS_MS;
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
			slot_ask_to_stop(slot, SHUTS_DOWN);
		if (slot->used)
			ok = slot_tend(worker, slot, err) && ok;
	}
	return ok && look(worker, err) && keep_up(worker, err) &&
	       (stopping || claim(worker, ret_claimed, err));
}

static void init(struct worker *worker, const struct worker_options *options)
{
	char host[64] = "";

	worker->options = options;
	worker->n_slots = options->slots == 0 ? 1 : options->slots;
	for (size_t i = 0; i < WORKER_MAX_SLOTS; i++)
		worker->slot[i].pidfd = -1;
	(void)gethostname(host, sizeof host - 1);
	worker->name = options->name != NULL ? str_from(options->name)
					     : arena_printf(worker->arena, "%s:%ld:%" PRIx64, host,
							    (long)getpid(),
							    (uint64_t)clock_utc_ms(&clock_system));
	worker->upkeep_ns = worker_now_ns() - (int64_t)UPKEEP_MS * 1000000;
	worker->forgot_ns = worker_now_ns() - (int64_t)DAY_MS * 1000000;
}

/* Jobs have ended but the database does not come back: their leases will run out. */
static bool has_waited_enough(struct worker *worker, bool stopping)
{
	if (stopping && worker->stopping_ns == 0)
		worker->stopping_ns = worker_now_ns();
	return stopping && worker_ms_since(worker->stopping_ns) >
				   2 * worker_or_else(worker->options->grace_ms, 10000);
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
			slot_free(&worker->slot[i]);
	}
}

bool worker_run(const struct worker_options *options, const volatile sig_atomic_t *stop,
		struct err *err)
{
	enum { BLOCK = 1 << 15 };
	struct arena *arena = arena_create(BLOCK);
	struct worker *worker = arena_new(arena, struct worker);
	bool ok;

	assert(options->slots <= WORKER_MAX_SLOTS);
	worker->arena = arena;
	worker->scratch = arena_create(BLOCK);
	init(worker, options);
	/* A database that is not there at the start is a mistake, later it is bad luck. */
	ok = worker_open_database(worker, err);
	if (ok)
		loop(worker, stop);
	db_close(worker->db);
	arena_destroy(worker->scratch);
	arena_destroy(arena);
	return ok;
}
