/* queue: the worker's side of the job table.
 *
 * The claim is one statement on both engines. On SQLite the one writer makes
 * it exclusive; on PostgreSQL the row is locked as it is chosen, and rows
 * that another worker is just choosing are skipped instead of waited for.
 */
#include "kit/jobs/job_internal.h"

bool queue_claim(struct db *db, struct arena *arena, const struct queue_stamp *stamp,
		 struct job *ret, bool *ret_found, struct err *err)
{
	struct db_rows rows;

	if (!db_query(db, arena,
		      DB_SQL("UPDATE job"
			     "   SET state = 'running', worker = $1, attempts = attempts + 1,"
			     "       lease_until_ms = $2, started_ms = $3, changed_ms = $3,"
			     "       permille = 0, message = '', version = version + 1"
			     " WHERE (zone_id, id) = ("
			     "       SELECT zone_id, id"
			     "         FROM job"
			     "        WHERE state = 'queued' AND not_before_ms <= $3"
			     "        ORDER BY priority DESC, id"
			     "        LIMIT 1 {lock})"
			     " RETURNING " JOB_COLUMNS ", payload, result",
			     db_text(stamp->worker), db_int(stamp->now_ms + stamp->lease_ms),
			     db_int(stamp->now_ms)),
		      &rows, err))
		return false;
	*ret_found = rows.n > 0;
	if (rows.n > 0)
		*ret = job_from_row(&rows, 0);
	return true;
}

bool queue_mine(struct db *db, struct arena *arena, struct str worker, struct job_list *ret,
		struct err *err)
{
	struct db_rows rows;

	if (!db_query(db, arena,
		      DB_SQL("SELECT " JOB_COLUMNS "  FROM job"
			     " WHERE state = 'running' AND worker = $1"
			     " ORDER BY id",
			     db_text(worker)),
		      &rows, err))
		return false;
	job_list_from_rows(arena, &rows, ret);
	return true;
}

/* A lease is no news for those who watch: the version stays. */
bool queue_renew(struct db *db, struct arena *arena, const struct queue_stamp *stamp,
		 struct job_list *ret, struct err *err)
{
	return db_exec(db,
		       DB_SQL("UPDATE job"
			      "   SET lease_until_ms = $2"
			      " WHERE state = 'running' AND worker = $1",
			      db_text(stamp->worker), db_int(stamp->now_ms + stamp->lease_ms)),
		       NULL, err) &&
	       queue_mine(db, arena, stamp->worker, ret, err);
}

bool queue_progress(struct db *db, const struct queue_stamp *stamp, struct job_key key,
		    int64_t permille, struct str message, struct err *err)
{
	return db_exec(
		db,
		DB_SQL("UPDATE job"
		       "   SET permille = $4, message = $5, changed_ms = $6,"
		       "       version = version + 1"
		       " WHERE zone_id = $1 AND id = $2 AND state = 'running' AND worker = $3",
		       db_int(key.zone_id), db_int(key.id), db_text(stamp->worker),
		       db_int(permille), db_text(message), db_int(stamp->now_ms)),
		NULL, err);
}

bool queue_end(struct db *db, const struct queue_stamp *stamp, struct job_key key,
	       const struct queue_end *end, struct err *err)
{
	bool final = job_state_is_final(end->state);

	return db_exec(
		db,
		DB_SQL("UPDATE job"
		       "   SET state = $4, message = $5, result = $6, not_before_ms = $7,"
		       "       finished_ms = $8, changed_ms = $9, attempts = attempts - $10,"
		       "       permille = CASE WHEN $4 = 'done' THEN 1000 ELSE permille END,"
		       "       version = version + 1"
		       " WHERE zone_id = $1 AND id = $2 AND state = 'running' AND worker = $3",
		       db_int(key.zone_id), db_int(key.id), db_text(stamp->worker),
		       db_text(str_from(job_state_name(end->state))), db_text(end->message),
		       db_bytes(end->result), db_int(end->not_before_ms),
		       db_int(final ? stamp->now_ms : 0), db_int(stamp->now_ms),
		       db_int(end->uncounted)),
		NULL, err);
}

bool queue_expired(struct db *db, struct arena *arena, int64_t now_ms, struct job_list *ret,
		   struct err *err)
{
	struct db_rows rows;

	if (!db_query(db, arena,
		      DB_SQL("SELECT " JOB_COLUMNS "  FROM job"
			     " WHERE state = 'running' AND lease_until_ms < $1"
			     " ORDER BY id",
			     db_int(now_ms)),
		      &rows, err))
		return false;
	job_list_from_rows(arena, &rows, ret);
	return true;
}
