/* job: work that is too slow for a request, queued in the database.
 *
 * A page or command enqueues a job of a kind; a worker (worker.h), another
 * process and maybe another machine, claims it, runs it in a process of its
 * own, and stores progress and result. All that a part sees of it is here.
 *
 *	queued -> running -> done | failed | cancelled
 *	   ^         |
 *	   +---------+  a retry after a failure, or a lease that ran out
 *
 * A running job holds a lease that its worker renews; when worker or machine
 * are lost, the lease runs out and another worker takes the job. A job can
 * therefore run more than once: what it writes must be the same the second
 * time (write by ids taken from its payload, or delete and insert again).
 *
 * Deleting old jobs: job_forget(), which the worker calls daily.
 */
#ifndef WEFT_KIT_JOBS_JOB_H
#define WEFT_KIT_JOBS_JOB_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "kit/db/db.h"

enum job_state { JOB_QUEUED, JOB_RUNNING, JOB_DONE, JOB_FAILED, JOB_CANCELLED };

/* "queued" … as stored and shown to scripts. */
const char *job_state_name(enum job_state state);

/* Nothing more will happen to it by itself. */
bool job_state_is_final(enum job_state state);

struct job_key {
	int64_t zone_id, id;
};

struct job_request {
	int64_t zone_id;
	const char *kind;       /* name of a struct job_kind */
	struct str payload;     /* what to do: JSON by habit, up to 1 MiB */
	int64_t account_id;     /* who asked; 0: the program itself */
	int priority;           /* higher first; 0 is usual */
	int64_t not_before_ms;  /* UTC; 0: at once */
	struct str only_one_of; /* where not empty: while a queued or running job of the zone has
				 * the same text here, enqueueing gives that one's id instead */
};

struct job {
	struct job_key key;
	struct str kind, payload;
	enum job_state state;
	int priority;
	int64_t account_id;
	int64_t attempts; /* begun so far */
	bool cancel_requested;
	int64_t permille;   /* progress, 0..1000 */
	struct str message; /* what it is doing now, or the error of the last attempt */
	struct str result;  /* bytes; of a job that is done */
	struct str worker;
	int64_t created_ms, not_before_ms, started_ms, finished_ms; /* UTC; 0: not yet */
	int64_t version; /* grows with every change of the row */
};

enum { JOB_MAX_PAYLOAD = 1 << 20, JOB_MAX_RESULT = 1 << 20, JOB_MAX_MESSAGE = 400 };

/* Put a job into the queue. Inside a db_write() it appears with the commit, or not at all. */
bool job_enqueue(struct db *db, const struct job_request *request, int64_t *ret_id,
		 struct err *err);

/* One job, with its payload and result. ERR_NOT_FOUND. */
bool job_get(struct db *db, struct arena *arena, struct job_key key, struct job *ret,
	     struct err *err);

struct job_list {
	struct job *at; /* newest first; without payload and result */
	size_t n;
};

struct job_filter {
	int64_t zone_id;    /* 0: of all zones (administration of the installation) */
	const char *kind;   /* NULL: all */
	int64_t account_id; /* 0: all */
	bool unfinished;    /* only queued and running ones */
	int64_t before_id;  /* for the next page: the last id seen; 0: from the newest */
	int64_t limit;      /* 0: 50; at most 500 */
};

bool job_find(struct db *db, struct arena *arena, const struct job_filter *filter,
	      struct job_list *ret, struct err *err);

/* Ask a job to stop. A queued one is cancelled at once; a running one is told, and killed when
 * it does not stop within 10 seconds. ERR_CONFLICT when it has finished already. */
bool job_cancel(struct db *db, struct job_key key, struct err *err);

/* Queue a failed or cancelled job again, with all its attempts. ERR_CONFLICT otherwise. */
bool job_retry(struct db *db, struct job_key key, struct err *err);

/* Delete jobs that finished before that instant; *ret_n, where not NULL, says how many. */
bool job_forget(struct db *db, int64_t before_ms, int64_t *ret_n, struct err *err);

#endif
