#include "kit/db/db_internal.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

enum { ATTEMPTS = 10 };

/* ---- Opening and closing ---- */

static bool is_postgres(struct str url)
{
	return str_starts_with(url, STR("postgres://")) ||
	       str_starts_with(url, STR("postgresql://"));
}

/* The file's path from the root, so that a later chdir() does not matter. The file itself need
 * not exist; its folder must. */
static bool absolute_path(struct arena *arena, struct str path, const char **ret, struct err *err)
{
	const char *slash, *name;
	char folder[PATH_MAX], real[PATH_MAX];
	size_t len;

	if (str_starts_with(path, STR("sqlite:")))
		path = str_slice(path, strlen("sqlite:"), path.len);
	if (path.len == 0 || path.len >= sizeof folder || memchr(path.ptr, '\0', path.len) != NULL)
		return err_set(err, ERR_INVALID, "The name of the database is empty or too long.");
	slash = memrchr(path.ptr, '/', path.len);
	len = slash == NULL ? 0 : (size_t)(slash - path.ptr) + 1;
	memcpy(folder, len == 0 ? "./" : path.ptr, len == 0 ? 2 : len);
	folder[len == 0 ? 2 : len] = '\0';
	if (realpath(folder, real) == NULL)
		return err_set(err, ERR_NOT_FOUND,
			       "There is no folder \"%.150s\" for the database.", folder);
	path = str_slice(path, len, path.len);
	name = strcmp(real, "/") == 0 ? "" : real;
	*ret = arena_printf(arena, "%s/%.*s", name, STR_ARG(path)).ptr;
	return true;
}

static struct db_options with_defaults(const struct db_options *given)
{
	struct db_options options = given == NULL ? (struct db_options){0} : *given;

	if (options.clock == NULL)
		options.clock = &clock_system;
	if (options.max_connections == 0)
		options.max_connections = 16;
	if (options.busy_ms == 0)
		options.busy_ms = 5000;
	if (options.seed == 0 && getrandom(&options.seed, sizeof options.seed, 0) < 0)
		options.seed = (uint64_t)clock_monotonic_ns(&clock_system);
	return options;
}

static void init_locks(struct db_shared *shared)
{
	pthread_condattr_t attr;

	(void)pthread_mutex_init(&shared->mutex, NULL);
	(void)pthread_condattr_init(&attr);
	(void)pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&shared->returned, &attr);
	(void)pthread_condattr_destroy(&attr);
}

bool db_open(struct str url, const struct db_options *options, struct db **ret, struct err *err)
{
	enum { BLOCK = 1 << 11 };
	struct arena *arena = arena_create(BLOCK);
	struct db *db = arena_new(arena, struct db);
	struct db_shared *shared = db->shared = arena_new(arena, struct db_shared);
	struct db_conn *conn = NULL;

	shared->arena = arena;
	shared->options = with_defaults(options);
	shared->driver = is_postgres(url) ? &db_postgres_driver : &db_sqlite_driver;
	shared->url = arena_str(arena, url).ptr;
	shared->pool[DB_FOR_READ].max = shared->options.max_connections;
	shared->pool[DB_FOR_WRITE].max = shared->driver->split ? 1
							       : shared->options.max_connections;
	id_maker_init(&shared->ids, shared->options.clock, shared->options.seed);
	init_locks(shared);
	if ((!is_postgres(url) && !absolute_path(arena, url, &shared->url, err)) ||
	    !db_take(shared, DB_FOR_WRITE, &conn, err)) {
		db_close(db);
		return false;
	}
	db_put_back(conn);
	*ret = db;
	return true;
}

void db_close(struct db *db)
{
	struct db_shared *shared;

	if (db == NULL)
		return;
	assert(db->conn == NULL);
	shared = db->shared;
	/* The readers first: the last connection to go, the writer, tidies up the file. */
	for (size_t i = 0; i < DB_USES; i++) {
		for (struct db_conn *conn = shared->pool[i].idle, *next; conn != NULL;
		     conn = next) {
			next = conn->next;
			shared->driver->disconnect(conn);
			shared->pool[i].open--;
		}
		assert(shared->pool[i].open == 0);
	}
	(void)pthread_cond_destroy(&shared->returned);
	(void)pthread_mutex_destroy(&shared->mutex);
	arena_destroy(shared->arena);
}

enum db_engine db_engine(const struct db *db)
{
	return db->shared->driver->engine;
}

struct str db_path(const struct db *db)
{
	return db_engine(db) == DB_SQLITE ? str_from(db->shared->url) : STR("");
}

const struct clock *db_clock(const struct db *db)
{
	return db->shared->options.clock;
}

int64_t db_new_id(struct db *db)
{
	return id_next(&db->shared->ids);
}

/* ---- Statements ---- */

static bool run_timed(struct db_conn *conn, const struct db_sql *sql, struct db_outcome *outcome,
		      struct err *err)
{
	const struct db_options *options = &conn->shared->options;
	int64_t before = 0, ms;
	bool ok;

	if (options->slow != NULL)
		before = clock_monotonic_ns(&clock_system);
	conn->collided = false;
	ok = conn->shared->driver->run(conn, sql, outcome, err);
	arena_reset(conn->scratch);
	if (options->slow != NULL) {
		ms = (clock_monotonic_ns(&clock_system) - before) / 1000000;
		if (ms > options->slow_ms)
			options->slow(options->slow_arg, sql->text, ms);
	}
	return ok;
}

/* A statement on its own: a single one that collides is worth another try, too. */
static bool run_alone(struct db_shared *shared, const struct db_sql *sql,
		      struct db_outcome *outcome, struct err *err)
{
	enum db_use use = outcome->arena != NULL ? DB_FOR_READ : DB_FOR_WRITE;
	bool ok = false, again = true;

	for (int attempt = 0; again && attempt < ATTEMPTS; attempt++) {
		struct db_conn *conn;

		if (!db_take(shared, use, &conn, err))
			return false;
		ok = run_timed(conn, sql, outcome, err);
		again = !ok && (conn->collided || outcome->wants_writer);
		if (outcome->wants_writer)
			use = DB_FOR_WRITE;
		db_put_back(conn);
	}
	return ok;
}

static bool run(struct db *db, const struct db_sql *sql, struct db_outcome *outcome,
		struct err *err)
{
	bool ok;

	if (!db_check_params(sql, err)) {
		/* The root is shared by threads: it is not touched. */
		if (db->conn != NULL)
			db->doomed = true;
		return false;
	}
	if (db->conn == NULL)
		return run_alone(db->shared, sql, outcome, err);
	if (db->doomed)
		return err_set(err, ERR_SYSTEM,
			       "A statement of this transaction failed before: it cannot go on.");
	ok = run_timed(db->conn, sql, outcome, err);
	if (!ok && outcome->wants_writer)
		(void)err_set(err, ERR_SYSTEM, "A transaction that reads tried to write.");
	db->doomed = !ok;
	return ok;
}

bool db_query(struct db *db, struct arena *arena, struct db_sql sql, struct db_rows *ret,
	      struct err *err)
{
	struct db_outcome outcome = {.arena = arena};

	if (!run(db, &sql, &outcome, err))
		return false;
	*ret = outcome.rows;
	return true;
}

bool db_query_one(struct db *db, struct arena *arena, struct db_sql sql, const char *what,
		  struct db_rows *ret, struct err *err)
{
	struct db_rows rows;

	if (!db_query(db, arena, sql, &rows, err))
		return false;
	if (rows.n == 0)
		return err_set(err, ERR_NOT_FOUND, "There is no such %s.", what);
	if (rows.n > 1)
		return err_set(err, ERR_SYSTEM, "There is more than one such %s.", what);
	*ret = rows;
	return true;
}

bool db_exec(struct db *db, struct db_sql sql, int64_t *ret_changed, struct err *err)
{
	struct db_outcome outcome = {0};

	if (!run(db, &sql, &outcome, err))
		return false;
	if (ret_changed != NULL)
		*ret_changed = outcome.changed;
	return true;
}

static bool script_work(struct db *tx, void *arg, struct err *err)
{
	const char *const *text = arg;
	const char *expanded = db_expand(tx->conn->scratch, *text, db_engine(tx));
	bool ok;

	tx->conn->collided = false;
	ok = tx->shared->driver->script(tx->conn, expanded, err);
	arena_reset(tx->conn->scratch);
	tx->doomed = !ok;
	return ok;
}

bool db_script(struct db *db, const char *text, struct err *err)
{
	return db_write(db, script_work, &text, err);
}

/* ---- Transactions ---- */

/* Run work once, from begin to commit. */
static bool attempt(struct db_conn *conn, enum db_use use, db_work *work, void *arg,
		    struct err *err)
{
	const struct db_driver *driver = conn->shared->driver;
	struct db tx = {.shared = conn->shared, .conn = conn, .writes = use == DB_FOR_WRITE};

	conn->collided = false;
	if (!driver->begin(conn, use, err))
		return false;
	if (!work(&tx, arg, err)) {
		driver->rollback(conn);
		return false;
	}
	if (tx.doomed) {
		driver->rollback(conn);
		return err_set(err, ERR_SYSTEM,
			       "A statement of this transaction failed: nothing was changed.");
	}
	return driver->commit(conn, err);
}

/* Colliding transactions would collide again in step: each waits a little longer and not for the
 * same time. */
static void wait_before_retry(struct db_shared *shared, int attempt_n)
{
	uint64_t spread = (uint64_t)id_next(&shared->ids) * 0x9e3779b97f4a7c15U >> 44; /* 20 bits */
	long us = (long)((spread + 1) << (attempt_n < 6 ? attempt_n : 6)) / 1000;

	(void)nanosleep(&(struct timespec){.tv_nsec = us * 1000}, NULL);
}

static bool transact(struct db_shared *shared, enum db_use use, db_work *work, void *arg,
		     struct err *err)
{
	for (int i = 0;; i++) {
		struct db_conn *conn;
		bool ok, again;

		if (!db_take(shared, use, &conn, err))
			return false;
		ok = attempt(conn, use, work, arg, err);
		again = !ok && conn->collided;
		db_put_back(conn);
		if (!again)
			return ok;
		if (i + 1 == ATTEMPTS)
			return err_set(err, ERR_BUSY,
				       "Others kept changing the same data; try again.");
		wait_before_retry(shared, i);
	}
}

static bool join(struct db *db, db_work *work, void *arg, struct err *err)
{
	bool ok = work(db, arg, err);

	if (!ok)
		db->doomed = true;
	return ok;
}

bool db_read(struct db *db, db_work *work, void *arg, struct err *err)
{
	if (db->conn != NULL)
		return work(db, arg, err);
	return transact(db->shared, DB_FOR_READ, work, arg, err);
}

bool db_write(struct db *db, db_work *work, void *arg, struct err *err)
{
	if (db->conn == NULL)
		return transact(db->shared, DB_FOR_WRITE, work, arg, err);
	if (!db->writes)
		return err_set(err, ERR_SYSTEM, "A transaction that reads tried to write.");
	return join(db, work, arg, err);
}

bool db_check_writable(struct db *db, struct err *err)
{
	int64_t changed;

	if (!db_exec(db,
		     DB_SQL("UPDATE health"
			    "   SET checked_ms = $1"
			    " WHERE id = 1",
			    db_int(clock_utc_ms(db_clock(db)))),
		     &changed, err))
		return false;
	if (changed != 1)
		return err_set(err, ERR_SYSTEM, "The database has lost its health row.");
	return true;
}
