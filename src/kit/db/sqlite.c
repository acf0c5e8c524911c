/* sqlite: the embedded engine.
 *
 * One connection writes; the pool lets one thread at a time have it, so that
 * threads queue in this process instead of finding the file locked, and other
 * processes (a worker, a backup) are waited for by SQLite's busy timeout.
 * Every transaction of the writer begins IMMEDIATE: the lock is taken before
 * anything was read, so a transaction never finds that what it read is stale.
 * Readers see, by the write-ahead log, the last commit at their first read, and
 * never wait.
 */
#include "base/vec.h"
#include "kit/db/db_internal.h"

#include <assert.h>
#include <errno.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum {
	APPLICATION_ID = 0x57656674, /* "Weft": says whose file it is */
	CACHE_KIB = 8192,
};

struct sqlite_conn {
	struct db_conn base;
	sqlite3 *handle;
	int64_t waiting_since_ns; /* for a lock of another process */
};

static struct sqlite_conn *sqlite_conn(struct db_conn *conn)
{
	return (struct sqlite_conn *)(void *)conn;
}

/* ---- Errors ---- */

static bool constraint_failed(sqlite3 *handle, int code, struct err *err)
{
	const char *text = sqlite3_errmsg(handle);

	switch (code) {
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_ROWID:
		return err_set(err, ERR_CONFLICT, "There is one already (%.180s).", text);
	case SQLITE_CONSTRAINT_FOREIGNKEY:
		return err_set(err, ERR_CONFLICT,
			       "It refers to something that is not there, or is referred to.");
	default:
		return err_set(err, ERR_INVALID, "The database refuses the value (%.180s).", text);
	}
}

/* Turn the last failure of the handle into an error for people; always false. */
static bool failed(struct db_conn *conn, struct err *err)
{
	sqlite3 *handle = sqlite_conn(conn)->handle;
	const char *path = conn->shared->url;
	int code = sqlite3_extended_errcode(handle);

	switch (code & 0xff) {
	case SQLITE_CONSTRAINT:
		return constraint_failed(handle, code, err);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		conn->collided = code == SQLITE_BUSY_SNAPSHOT;
		return err_set(err, ERR_BUSY,
			       "The database \"%.150s\" is locked by another program.", path);
	case SQLITE_FULL:
		return err_set(err, ERR_SYSTEM,
			       "There is no room left for the database \"%.120s\": nothing was "
			       "changed.",
			       path);
	case SQLITE_READONLY:
		return err_set(err, ERR_SYSTEM,
			       "The database \"%.150s\" cannot be written (read-only).", path);
	case SQLITE_CANTOPEN:
		return err_set(err, ERR_SYSTEM, "The database \"%.150s\" cannot be opened.", path);
	case SQLITE_NOTADB:
		return err_set(err, ERR_INVALID, "\"%.150s\" is not a database.", path);
	case SQLITE_CORRUPT:
		return err_set(err, ERR_SYSTEM,
			       "The database \"%.120s\" is damaged: restore a backup.", path);
	case SQLITE_TOOBIG:
	case SQLITE_MISMATCH:
		return err_set(err, ERR_INVALID, "The database refuses the value (%.180s).",
			       sqlite3_errmsg(handle));
	default:
		return err_set(err, ERR_SYSTEM, "The database failed: %.200s.",
			       sqlite3_errmsg(handle));
	}
}

/* ---- Connections ---- */

static bool execute(struct db_conn *conn, const char *text, struct err *err)
{
	if (sqlite3_exec(sqlite_conn(conn)->handle, text, NULL, NULL, NULL) != SQLITE_OK)
		return failed(conn, err);
	return true;
}

/* A number that a PRAGMA gives. */
static bool ask(struct db_conn *conn, const char *text, int64_t *ret, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	bool ok;

	if (sqlite3_prepare_v2(sqlite_conn(conn)->handle, text, -1, &stmt, NULL) != SQLITE_OK)
		return failed(conn, err);
	ok = sqlite3_step(stmt) == SQLITE_ROW;
	if (ok)
		*ret = sqlite3_column_int64(stmt, 0);
	else
		(void)failed(conn, err);
	(void)sqlite3_finalize(stmt);
	return ok;
}

/* Whether the file is ours; an empty one becomes ours. */
static bool claim_file(struct db_conn *conn, struct err *err)
{
	const char *set =
		arena_printf(conn->scratch, "PRAGMA application_id = %d", (int)APPLICATION_ID).ptr;
	int64_t id = 0, tables = 0;

	if (!ask(conn, "PRAGMA application_id", &id, err) ||
	    !ask(conn, "SELECT count(*) FROM sqlite_schema", &tables, err))
		return false;
	if (id == APPLICATION_ID)
		return true;
	if (id != 0 || tables != 0)
		return err_set(err, ERR_INVALID, "\"%.150s\" is the database of another program.",
			       conn->shared->url);
	return execute(conn, set, err);
}

static bool set_up_writer(struct db_conn *conn, struct err *err)
{
	const struct db_options *options = &conn->shared->options;
	const char *limit;

	/* What cannot be written can still be read. */
	if (sqlite3_db_readonly(sqlite_conn(conn)->handle, "main") == 1 || options->read_only)
		return execute(conn, "PRAGMA query_only = ON", err);
	if (!claim_file(conn, err) || !execute(conn, "PRAGMA journal_mode = WAL", err))
		return false;
	limit = arena_printf(conn->scratch, "PRAGMA max_page_count = %lld",
			     (long long)options->max_pages)
			.ptr;
	if (options->max_pages > 0 && !execute(conn, limit, err))
		return false;
	if (options->no_sync)
		return execute(conn, "PRAGMA synchronous = OFF", err);
	if (options->full_sync)
		return execute(conn, "PRAGMA synchronous = FULL", err);
	return execute(conn, "PRAGMA synchronous = NORMAL", err);
}

/* Called while another process holds the lock: wait a little, or give up after busy_ms. SQLite's
 * own handler comes to wait 100 ms at a time, so that a busy queue starves some of its workers. */
static int wait_for_lock(void *arg, int times)
{
	enum { LONGEST_MS = 8 };
	struct sqlite_conn *self = arg;
	int64_t now = clock_monotonic_ns(&clock_system);
	int64_t longest_ns = (times < LONGEST_MS ? times + 1 : LONGEST_MS) * INT64_C(1000000);

	if (times == 0)
		self->waiting_since_ns = now;
	if (now - self->waiting_since_ns > self->base.shared->options.busy_ms * 1000000)
		return 0;
	/* Not all for the same time: the low bits of the clock are as good as random. */
	(void)nanosleep(&(struct timespec){.tv_nsec = longest_ns / 2 + now % (longest_ns / 2)},
			NULL);
	return 1;
}

/* The order that PostgreSQL calls "C". */
static int by_bytes(void *unused, int a_len, const void *a, int b_len, const void *b)
{
	int order = memcmp(a, b, (size_t)(a_len < b_len ? a_len : b_len));

	(void)unused;
	return order != 0 ? order : (a_len > b_len) - (a_len < b_len);
}

static bool set_up(struct db_conn *conn, struct err *err)
{
	struct sqlite_conn *self = sqlite_conn(conn);
	const char *cache = arena_printf(conn->scratch, "PRAGMA cache_size = -%d", (int)CACHE_KIB)
				    .ptr;

	(void)sqlite3_busy_handler(self->handle, wait_for_lock, self);
	(void)sqlite3_create_collation(self->handle, "C", SQLITE_UTF8, NULL, by_bytes);
	if (!execute(conn, cache, err) || !execute(conn, "PRAGMA foreign_keys = ON", err) ||
	    !execute(conn, "PRAGMA trusted_schema = OFF", err))
		return false;
	if (conn->use == DB_FOR_READ)
		return execute(conn, "PRAGMA query_only = ON", err);
	return set_up_writer(conn, err);
}

static void sqlite_disconnect(struct db_conn *conn)
{
	struct sqlite_conn *self = sqlite_conn(conn);

	for (size_t i = 0; i < STATEMENT_SETS; i++) {
		for (size_t j = 0; j < STATEMENT_WAYS; j++)
			(void)sqlite3_finalize(conn->cache->set[i][j].handle);
	}
	if (conn->use == DB_FOR_WRITE && self->handle != NULL)
		(void)sqlite3_exec(self->handle, "PRAGMA optimize", NULL, NULL, NULL);
	(void)sqlite3_close(self->handle);
	arena_destroy(conn->scratch);
	arena_destroy(conn->arena);
}

static bool sqlite_connect(struct db_shared *shared, enum db_use use, struct db_conn **ret,
			   struct err *err)
{
	struct db_conn *conn = db_conn_create(shared, use, sizeof(struct sqlite_conn));
	struct sqlite_conn *self = sqlite_conn(conn);
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	struct stat status;
	bool ok = true;

	if (use == DB_FOR_WRITE && shared->options.create)
		flags |= SQLITE_OPEN_CREATE;
	else if (stat(shared->url, &status) != 0 && errno == ENOENT)
		ok = err_set(err, ERR_NOT_FOUND,
			     "There is no database \"%.150s\"; weft migrate makes it.",
			     shared->url);
	if (ok && sqlite3_open_v2(shared->url, &self->handle, flags, NULL) != SQLITE_OK)
		ok = failed(conn, err);
	if (!ok || !set_up(conn, err)) {
		sqlite_disconnect(conn);
		return false;
	}
	*ret = conn;
	return true;
}

static bool sqlite_is_alive(struct db_conn *conn)
{
	(void)conn;
	return true;
}

/* ---- Statements ---- */

/* SQLite numbers "$1" by where it first stands in the text; note which is which. */
static bool number_params(struct statement *entry, sqlite3_stmt *stmt, size_t n, struct err *err)
{
	int count = sqlite3_bind_parameter_count(stmt);

	if (count < 0 || (size_t)count != n)
		return err_set(err, ERR_SYSTEM, "A statement has %d parameters, not %zu.", count,
			       n);
	for (int i = 0; i < count; i++) {
		const char *name = sqlite3_bind_parameter_name(stmt, i + 1);
		int64_t place = 0;

		if (name == NULL || name[0] != '$' || !str_to_i64(str_from(name + 1), &place) ||
		    place < 1 || place > count)
			return err_set(err, ERR_SYSTEM, "A statement has a parameter %s.",
				       name == NULL ? "?" : name);
		entry->place[i] = (unsigned char)(place - 1);
	}
	return true;
}

static bool prepare(struct db_conn *conn, const struct db_sql *sql, struct statement **ret,
		    struct err *err)
{
	bool found;
	struct statement *entry = statement_find(conn->cache, sql, &found);
	const char *text, *rest = NULL;
	sqlite3_stmt *stmt = NULL;

	*ret = entry;
	if (found)
		return true;
	(void)sqlite3_finalize(entry->handle);
	statement_drop(entry);
	text = db_expand(conn->scratch, sql->text, DB_SQLITE);
	if (sqlite3_prepare_v3(sqlite_conn(conn)->handle, text, -1, SQLITE_PREPARE_PERSISTENT,
			       &stmt, &rest) != SQLITE_OK)
		return failed(conn, err);
	if (stmt == NULL || rest[strspn(rest, " \t\n;")] != '\0') {
		(void)sqlite3_finalize(stmt);
		return err_set(err, ERR_SYSTEM, "A statement is not exactly one statement.");
	}
	if (!number_params(entry, stmt, sql->n, err)) {
		(void)sqlite3_finalize(stmt);
		return false;
	}
	entry->handle = stmt;
	statement_keep(conn->cache, entry, sql);
	return true;
}

static int bind_one(sqlite3_stmt *stmt, int at, const struct db_value *value)
{
	const char *ptr;

	switch (value->type) {
	case DB_NULL:
		return sqlite3_bind_null(stmt, at);
	case DB_INT:
		return sqlite3_bind_int64(stmt, at, value->of.number);
	case DB_REAL:
		return sqlite3_bind_double(stmt, at, value->of.real);
	case DB_TEXT:
		/* A NULL pointer would bind NULL. */
		ptr = value->of.text.len == 0 ? "" : value->of.text.ptr;
		return sqlite3_bind_text64(stmt, at, ptr, value->of.text.len, SQLITE_STATIC,
					   SQLITE_UTF8);
	case DB_BYTES:
		ptr = value->of.text.len == 0 ? "" : value->of.text.ptr;
		return sqlite3_bind_blob64(stmt, at, ptr, value->of.text.len, SQLITE_STATIC);
	}
	return SQLITE_MISUSE;
}

static struct db_value column(sqlite3_stmt *stmt, int i, struct arena *arena)
{
	struct str bytes;

	switch (sqlite3_column_type(stmt, i)) {
	case SQLITE_INTEGER:
		return db_int(sqlite3_column_int64(stmt, i));
	case SQLITE_FLOAT:
		return db_real(sqlite3_column_double(stmt, i));
	case SQLITE_TEXT:
		bytes.ptr = (const char *)sqlite3_column_text(stmt, i);
		bytes.len = (size_t)sqlite3_column_bytes(stmt, i);
		return db_text(arena_str(arena, bytes));
	case SQLITE_BLOB:
		bytes.ptr = sqlite3_column_blob(stmt, i);
		bytes.len = (size_t)sqlite3_column_bytes(stmt, i);
		return db_bytes(arena_str(arena, bytes));
	default:
		return db_null();
	}
}

/* Step to the end; rows are copied where they are wanted. */
static bool fetch(struct db_conn *conn, sqlite3_stmt *stmt, struct db_outcome *outcome,
		  struct err *err)
{
	int n_columns = sqlite3_column_count(stmt), code;
	struct {
		struct db_value *at;
		size_t n, cap;
	} values = {0};

	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		if (outcome->arena == NULL)
			continue;
		for (int i = 0; i < n_columns; i++)
			*vec_push(outcome->arena, &values) = column(stmt, i, outcome->arena);
		outcome->rows.n++;
	}
	if (code != SQLITE_DONE)
		return failed(conn, err);
	outcome->rows.at = values.at;
	outcome->rows.n_columns = (size_t)n_columns;
	return true;
}

static bool sqlite_run(struct db_conn *conn, const struct db_sql *sql, struct db_outcome *outcome,
		       struct err *err)
{
	sqlite3 *handle = sqlite_conn(conn)->handle;
	struct statement *entry;
	sqlite3_stmt *stmt;
	sqlite3_int64 before;
	int bound = SQLITE_OK;
	bool ok;

	if (!prepare(conn, sql, &entry, err))
		return false;
	stmt = entry->handle;
	outcome->wants_writer = conn->use == DB_FOR_READ && sqlite3_stmt_readonly(stmt) == 0;
	if (outcome->wants_writer)
		return err_set(err, ERR_SYSTEM, "A reader was given a statement that writes.");
	for (size_t i = 0; i < sql->n && bound == SQLITE_OK; i++)
		bound = bind_one(stmt, (int)i + 1, &sql->param[entry->place[i]]);
	outcome->rows = (struct db_rows){0};
	before = sqlite3_total_changes64(handle);
	ok = bound == SQLITE_OK ? fetch(conn, stmt, outcome, err) : failed(conn, err);
	/* Triggers and cascades are in the total but not in the statement's own number. */
	outcome->changed = sqlite3_total_changes64(handle) == before ? 0
								     : sqlite3_changes64(handle);
	(void)sqlite3_reset(stmt);
	(void)sqlite3_clear_bindings(stmt);
	return ok;
}

static bool sqlite_script(struct db_conn *conn, const char *text, struct err *err)
{
	return execute(conn, text, err);
}

/* ---- Transactions ---- */

static bool sqlite_begin(struct db_conn *conn, enum db_use use, struct err *err)
{
	return execute(conn, use == DB_FOR_WRITE ? "BEGIN IMMEDIATE" : "BEGIN DEFERRED", err);
}

static void sqlite_rollback(struct db_conn *conn)
{
	/* Some failures (a full disk) have rolled back already. */
	if (sqlite3_get_autocommit(sqlite_conn(conn)->handle) == 0 &&
	    sqlite3_exec(sqlite_conn(conn)->handle, "ROLLBACK", NULL, NULL, NULL) != SQLITE_OK)
		conn->broken = true;
}

static bool sqlite_commit(struct db_conn *conn, struct err *err)
{
	if (execute(conn, "COMMIT", err))
		return true;
	sqlite_rollback(conn);
	return false;
}

/* ---- Restoring ---- */

/* Copy pages in steps of any size: the destination changes in one transaction at the end. */
static int copy_pages(sqlite3 *to, sqlite3 *from)
{
	sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
	int code;

	if (backup == NULL)
		return sqlite3_extended_errcode(to);
	code = sqlite3_backup_step(backup, -1);
	(void)sqlite3_backup_finish(backup);
	return code == SQLITE_DONE ? SQLITE_OK : code;
}

bool db_sqlite_overwrite(struct db_conn *conn, const char *from_path, struct err *err)
{
	int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	sqlite3 *from = NULL;
	bool ok = sqlite3_open_v2(from_path, &from, flags, NULL) == SQLITE_OK;

	if (!ok)
		(void)err_set(err, ERR_SYSTEM, "The backup \"%.150s\" cannot be opened.",
			      from_path);
	else if (copy_pages(sqlite_conn(conn)->handle, from) != SQLITE_OK)
		ok = failed(conn, err);
	(void)sqlite3_close(from);
	return ok;
}

const struct db_driver db_sqlite_driver = {
	.engine = DB_SQLITE,
	.split = true,
	.connect = sqlite_connect,
	.disconnect = sqlite_disconnect,
	.is_alive = sqlite_is_alive,
	.run = sqlite_run,
	.script = sqlite_script,
	.begin = sqlite_begin,
	.commit = sqlite_commit,
	.rollback = sqlite_rollback,
};
