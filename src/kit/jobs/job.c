#include "kit/jobs/job.h"

#include "kit/jobs/job_internal.h"

#include <assert.h>

static const char *const state_names[] = {"queued", "running", "done", "failed", "cancelled"};

const char *job_state_name(enum job_state state)
{
	return state_names[state];
}

bool job_state_is_final(enum job_state state)
{
	return state != JOB_QUEUED && state != JOB_RUNNING;
}

/* The table holds no other names. */
static enum job_state state_from(struct str name)
{
	size_t i = 0;

	while (i < JOB_CANCELLED && !str_eq(name, str_from(state_names[i])))
		i++;
	return (enum job_state)i;
}

struct job job_from_row(const struct db_rows *rows, size_t row)
{
	bool whole = rows->n_columns == JOB_N_COLUMNS + 2;

	return (struct job){
		.key = {db_get_int(rows, row, 0), db_get_int(rows, row, 1)},
		.kind = db_get_text(rows, row, 2),
		.state = state_from(db_get_text(rows, row, 3)),
		.priority = (int)db_get_int(rows, row, 4),
		.account_id = db_get_int(rows, row, 5),
		.attempts = db_get_int(rows, row, 6),
		.cancel_requested = db_get_bool(rows, row, 7),
		.permille = db_get_int(rows, row, 8),
		.message = db_get_text(rows, row, 9),
		.worker = db_get_text(rows, row, 10),
		.created_ms = db_get_int(rows, row, 11),
		.not_before_ms = db_get_int(rows, row, 12),
		.started_ms = db_get_int(rows, row, 13),
		.finished_ms = db_get_int(rows, row, 14),
		.version = db_get_int(rows, row, 15),
		.payload = whole ? db_get_bytes(rows, row, 16) : STR(""),
		.result = whole ? db_get_bytes(rows, row, 17) : STR(""),
	};
}

void job_list_from_rows(struct arena *arena, const struct db_rows *rows, struct job_list *ret)
{
	*ret = (struct job_list){arena_array(arena, struct job, rows->n), rows->n};
	for (size_t i = 0; i < rows->n; i++)
		ret->at[i] = job_from_row(rows, i);
}

/* ---- Enqueueing ---- */

struct enqueue {
	const struct job_request *request;
	int64_t new_id, id;
};

static bool insert(struct db *db, const struct enqueue *enqueue, int64_t *ret_n, struct err *err)
{
	const struct job_request *request = enqueue->request;
	int64_t now = clock_utc_ms(db_clock(db));

	return db_exec(
		db,
		DB_SQL("INSERT INTO job (zone_id, id, kind, state, priority, account_id,"
		       "  payload, only_one_of, not_before_ms, created_ms, changed_ms, result)"
		       "  VALUES ($1, $2, $3, 'queued', $4, $5, $6, $7, $8, $9, $9, $10)"
		       "  ON CONFLICT (zone_id, only_one_of)"
		       "     WHERE state IN ('queued', 'running') DO NOTHING",
		       db_int(request->zone_id), db_int(enqueue->new_id),
		       db_text(str_from(request->kind)), db_int(request->priority),
		       db_int(request->account_id), db_bytes(request->payload),
		       db_text_or_null(request->only_one_of), db_int(request->not_before_ms),
		       db_int(now), db_bytes(STR(""))),
		ret_n, err);
}

/* The job that is in the way. */
static bool find_twin(struct db *db, struct enqueue *enqueue, struct err *err)
{
	enum { BLOCK = 1 << 10 };
	struct arena *arena = arena_create(BLOCK);
	struct db_rows rows;
	bool ok;

	ok = db_query_one(db, arena,
			  DB_SQL("SELECT id"
				 "  FROM job"
				 " WHERE zone_id = $1 AND only_one_of = $2"
				 "   AND state IN ('queued', 'running')",
				 db_int(enqueue->request->zone_id),
				 db_text(enqueue->request->only_one_of)),
			  "job", &rows, err);
	if (ok)
		enqueue->id = db_get_int(&rows, 0, 0);
	arena_destroy(arena);
	return ok;
}

static bool enqueue_work(struct db *tx, void *arg, struct err *err)
{
	struct enqueue *enqueue = arg;
	int64_t n = 0;

	if (!insert(tx, enqueue, &n, err))
		return false;
	enqueue->id = enqueue->new_id;
	return n == 1 || find_twin(tx, enqueue, err);
}

bool job_enqueue(struct db *db, const struct job_request *request, int64_t *ret_id, struct err *err)
{
	struct enqueue enqueue = {.request = request, .new_id = db_new_id(db)};

	assert(request->kind != NULL && request->kind[0] != '\0');
	if (request->payload.len > JOB_MAX_PAYLOAD)
		return err_set(err, ERR_INVALID, "What the job is given is longer than %d bytes.",
			       JOB_MAX_PAYLOAD);
	if (!db_write(db, enqueue_work, &enqueue, err))
		return false;
	*ret_id = enqueue.id;
	return true;
}

/* ---- Looking ---- */

bool job_get(struct db *db, struct arena *arena, struct job_key key, struct job *ret,
	     struct err *err)
{
	struct db_rows rows;

	if (!db_query_one(db, arena,
			  DB_SQL("SELECT " JOB_COLUMNS ", payload, result"
				 "  FROM job"
				 " WHERE zone_id = $1 AND id = $2",
				 db_int(key.zone_id), db_int(key.id)),
			  "job", &rows, err))
		return false;
	*ret = job_from_row(&rows, 0);
	return true;
}

bool job_find(struct db *db, struct arena *arena, const struct job_filter *filter,
	      struct job_list *ret, struct err *err)
{
	enum { USUAL = 50, MOST = 500 };
	int64_t limit = filter->limit <= 0 ? USUAL : filter->limit > MOST ? MOST : filter->limit;
	struct db_rows rows;

	if (!db_query(db, arena,
		      DB_SQL("SELECT " JOB_COLUMNS "  FROM job"
			     " WHERE ($1 = 0 OR zone_id = $1)"
			     "   AND ($2 = '' OR kind = $2)"
			     "   AND ($3 = 0 OR account_id = $3)"
			     "   AND ($4 = 0 OR state IN ('queued', 'running'))"
			     "   AND ($5 = 0 OR id < $5)"
			     " ORDER BY id DESC"
			     " LIMIT $6",
			     db_int(filter->zone_id), db_text(str_from(filter->kind)),
			     db_int(filter->account_id), db_int(filter->unfinished),
			     db_int(filter->before_id), db_int(limit)),
		      &rows, err))
		return false;
	job_list_from_rows(arena, &rows, ret);
	return true;
}

/* ---- Cancelling and retrying ---- */

static bool exists(struct db *db, struct job_key key, struct err *err)
{
	enum { BLOCK = 1 << 10 };
	struct arena *arena = arena_create(BLOCK);
	struct db_rows rows;
	bool ok;

	ok = db_query_one(db, arena,
			  DB_SQL("SELECT id"
				 "  FROM job"
				 " WHERE zone_id = $1 AND id = $2",
				 db_int(key.zone_id), db_int(key.id)),
			  "job", &rows, err);
	arena_destroy(arena);
	return ok;
}

static bool cancel_work(struct db *tx, void *arg, struct err *err)
{
	const struct job_key *key = arg;
	int64_t now = clock_utc_ms(db_clock(tx)), queued = 0, running = 0;

	if (!db_exec(tx,
		     DB_SQL("UPDATE job"
			    "   SET state = 'cancelled', cancel_requested = 1, finished_ms = $3,"
			    "       changed_ms = $3, version = version + 1"
			    " WHERE zone_id = $1 AND id = $2 AND state = 'queued'",
			    db_int(key->zone_id), db_int(key->id), db_int(now)),
		     &queued, err) ||
	    !db_exec(tx,
		     DB_SQL("UPDATE job"
			    "   SET cancel_requested = 1, changed_ms = $3, version = version + 1"
			    " WHERE zone_id = $1 AND id = $2 AND state = 'running'",
			    db_int(key->zone_id), db_int(key->id), db_int(now)),
		     &running, err))
		return false;
	if (queued + running > 0)
		return true;
	return exists(tx, *key, err) && err_set(err, ERR_CONFLICT, "The job has finished already.");
}

bool job_cancel(struct db *db, struct job_key key, struct err *err)
{
	return db_write(db, cancel_work, &key, err);
}

static bool retry_work(struct db *tx, void *arg, struct err *err)
{
	const struct job_key *key = arg;
	int64_t n = 0;

	if (!db_exec(tx,
		     DB_SQL("UPDATE job"
			    "   SET state = 'queued', attempts = 0, cancel_requested = 0,"
			    "       not_before_ms = 0, finished_ms = 0, permille = 0, message = '',"
			    "       changed_ms = $3, version = version + 1"
			    " WHERE zone_id = $1 AND id = $2 AND state IN ('failed', 'cancelled')",
			    db_int(key->zone_id), db_int(key->id),
			    db_int(clock_utc_ms(db_clock(tx)))),
		     &n, err))
		return false;
	if (n > 0)
		return true;
	return exists(tx, *key, err) &&
	       err_set(err, ERR_CONFLICT,
		       "Only a job that failed or was cancelled can be tried again.");
}

bool job_retry(struct db *db, struct job_key key, struct err *err)
{
	return db_write(db, retry_work, &key, err);
}

bool job_forget(struct db *db, int64_t before_ms, int64_t *ret_n, struct err *err)
{
	return db_exec(db,
		       DB_SQL("DELETE FROM job"
			      " WHERE changed_ms < $1 AND finished_ms > 0 AND finished_ms < $1"
			      "   AND state IN ('done', 'failed', 'cancelled')",
			      db_int(before_ms)),
		       ret_n, err);
}
