/* db: one database interface over SQLite and PostgreSQL.
 *
 * A struct db is a handle that any number of threads may use at once. It is
 * either the handle that db_open() gave, on which every statement stands
 * alone, or the handle that db_read() and db_write() give to their work, on
 * which all statements belong to one transaction (that one belongs to one
 * thread). A store function takes a struct db * and works with either:
 *
 *	bool room_list(struct db *db, struct arena *arena, int64_t zone_id, struct db_rows *ret,
 *		       struct err *err)
 *	{
 *		return db_query(db, arena,
 *				DB_SQL("SELECT id, code, seats"
 *				       "  FROM room"
 *				       " WHERE zone_id = $1"
 *				       " ORDER BY id",
 *				       db_int(zone_id)),
 *				ret, err);
 *	}
 *
 * SQL text is always a literal (the macros refuse anything else), with its
 * parameters as $1, $2 ... It is written once for both engines; five tokens
 * stand for what they spell differently:
 *
 *	{int}     INTEGER | BIGINT              64-bit whole number
 *	{real}    REAL    | DOUBLE PRECISION
 *	{bytes}   BLOB    | BYTEA
 *	{strict}  STRICT  |                     after the ")" of CREATE TABLE
 *	{lock}            | FOR UPDATE SKIP LOCKED
 *
 * What else differs, and how to write it for both: write "flag = 1", not
 * "flag"; CAST($1 AS TEXT) or CAST($1 AS BIGINT) where a parameter stands in
 * no context that gives it a type; no json functions, string_agg, greatest,
 * LIKE on letters of either case. Text is ordered by the database's locale on
 * PostgreSQL: write COLLATE "C" for the order of bytes (our SQLite connections
 * are taught that name; never in an index, for other programs do not know it).
 *
 * SQLite: one connection writes, each thread in a query holds a reading one;
 * WAL, foreign keys on. PostgreSQL: a pool of connections. Statements are
 * prepared once per connection and kept by the address of their literal.
 *
 * Errors: ERR_CONFLICT a row that must be the only one is there already, or a
 * row refers to one that is not there; ERR_INVALID a value that the table (or
 * every engine) refuses; ERR_BUSY the database stayed locked, or transactions
 * kept colliding; ERR_NOT_FOUND no such database; ERR_SYSTEM the rest.
 */
#ifndef WEFT_KIT_DB_DB_H
#define WEFT_KIT_DB_DB_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;

enum db_engine { DB_SQLITE, DB_POSTGRES };

struct db_options {
	const struct clock *clock; /* NULL: the machine's */
	uint64_t seed;             /* of db_new_id(); 0: from the system */
	unsigned max_connections;  /* at once; 0: 16. A thread waits while all are in use */
	int64_t busy_ms;           /* how long to wait for a lock; 0: 5000 */
	bool create;               /* SQLite: make the file when it is missing */
	bool read_only;            /* refuse every write */
	bool full_sync;            /* SQLite: the last commits survive power loss as well, slower */
	bool no_sync;              /* SQLite: for tests only, a power loss may ruin the file */
	int64_t max_pages;         /* SQLite: refuse to grow beyond; 0: no limit */
	int64_t slow_ms;           /* call slow() for statements that take longer; 0: never */
	void (*slow)(void *arg, const char *sql, int64_t ms); /* from any thread */
	void *slow_arg;
};

/* Open a database by URL: "postgres://user@host/name", "postgresql://…" (as libpq takes it), or
 * else the path of an SQLite file, with or without "sqlite:" before it. options may be NULL.
 * Nothing is created in the database: see migrate.h. */
bool db_open(struct str url, const struct db_options *options, struct db **ret, struct err *err);

/* No thread may be using it, or a transaction of it. NULL is allowed. */
void db_close(struct db *db);

enum db_engine db_engine(const struct db *db);

/* The path of the SQLite file, absolute; "" on PostgreSQL. */
struct str db_path(const struct db *db);

/* The clock of the options, and a new id (see id.h) made from it. */
const struct clock *db_clock(const struct db *db);
int64_t db_new_id(struct db *db);

/* ---- Values ---- */

enum db_type { DB_NULL, DB_INT, DB_REAL, DB_TEXT, DB_BYTES };

struct db_value {
	enum db_type type;
	union {
		int64_t number;  /* DB_INT */
		double real;     /* DB_REAL */
		struct str text; /* DB_TEXT, DB_BYTES; as a result also NUL-terminated */
	} of;
};

static inline struct db_value db_null(void)
{
	return (struct db_value){.type = DB_NULL};
}

static inline struct db_value db_int(int64_t number)
{
	return (struct db_value){.type = DB_INT, .of.number = number};
}

/* NaN is refused by the statement: SQLite has none. */
static inline struct db_value db_real(double real)
{
	return (struct db_value){.type = DB_REAL, .of.real = real};
}

/* UTF-8 without NUL: the statement refuses anything else with ERR_INVALID, on both engines.
 * The empty string is a value, not NULL, whatever its pointer. */
static inline struct db_value db_text(struct str text)
{
	return (struct db_value){.type = DB_TEXT, .of.text = text};
}

/* Any bytes. */
static inline struct db_value db_bytes(struct str bytes)
{
	return (struct db_value){.type = DB_BYTES, .of.text = bytes};
}

/* The text, or NULL where it is empty. */
static inline struct db_value db_text_or_null(struct str text)
{
	return text.len == 0 ? db_null() : db_text(text);
}

/* The number, or NULL where it is 0 (a reference that is not set: no id is 0). */
static inline struct db_value db_id_or_null(int64_t id)
{
	return id == 0 ? db_null() : db_int(id);
}

/* ---- Statements ---- */

/* Limits of one statement: parameters, and bytes of one text or bytes value. */
enum { DB_MAX_PARAMS = 64, DB_MAX_VALUE = 1 << 28 };

/* A statement and its parameters; the parameters are borrowed until the call returns. */
struct db_sql {
	const char *text; /* a literal, or memory that outlives the handle and never changes */
	const struct db_value *param;
	size_t n;
};

#define DB_SQL(literal, ...)                                                 \
	((struct db_sql){"" literal, (const struct db_value[]){__VA_ARGS__}, \
			 sizeof(const struct db_value[]){__VA_ARGS__} / sizeof(struct db_value)})

/* A statement without parameters. */
#define DB_SQL0(literal) ((struct db_sql){"" literal, NULL, 0})

/* A result: n rows of n_columns values each, in the arena of the query. */
struct db_rows {
	const struct db_value *at;
	size_t n, n_columns;
};

/* Run a statement that gives rows (SELECT, or a write with RETURNING). No row is a success. */
bool db_query(struct db *db, struct arena *arena, struct db_sql sql, struct db_rows *ret,
	      struct err *err);

/* The same where one row at most is meant: ERR_NOT_FOUND "There is no such <what>." without it.
 * Further rows are an error of the program. Read its values as row 0. */
bool db_query_one(struct db *db, struct arena *arena, struct db_sql sql, const char *what,
		  struct db_rows *ret, struct err *err);

/* Run a statement for its effect; ret_changed, where not NULL, gets the number of rows it
 * inserted, changed or deleted. */
bool db_exec(struct db *db, struct db_sql sql, int64_t *ret_changed, struct err *err);

/* Run any text of several statements, with tokens, without parameters, as one transaction.
 * For migrations and tests: never put a value into the text. */
bool db_script(struct db *db, const char *text, struct err *err);

/* ---- Values of a result: row and column count from 0 ----
 * A getter asserts that the column is of its type. NULL gives 0, 0.0 or the empty string;
 * db_get_real takes whole numbers too; db_get_text and db_get_bytes point into the arena. */
bool db_is_null(const struct db_rows *rows, size_t row, size_t column);
int64_t db_get_int(const struct db_rows *rows, size_t row, size_t column);
bool db_get_bool(const struct db_rows *rows, size_t row, size_t column); /* not 0 */
double db_get_real(const struct db_rows *rows, size_t row, size_t column);
struct str db_get_text(const struct db_rows *rows, size_t row, size_t column);
struct str db_get_bytes(const struct db_rows *rows, size_t row, size_t column);

/* ---- Transactions ---- */

/* What a transaction does. It may run more than once (a retry begins from the start, on an
 * undone database), so it must have no other effect than on tx and on what arg points to, which
 * it sets anew each time. False undoes everything. */
typedef bool db_work(struct db *tx, void *arg, struct err *err);

/* Run work in a transaction that reads: all its queries see the database at one moment. */
bool db_read(struct db *db, db_work *work, void *arg, struct err *err);

/* Run work in a transaction that may write, as if no other were running (serializable). When it
 * collides with another it is undone and run again, up to 10 times, then ERR_BUSY.
 * After any failed statement the transaction can only fail: use ON CONFLICT to go on. Given the
 * handle of a transaction, it joins that one. */
bool db_write(struct db *db, db_work *work, void *arg, struct err *err);

/* ---- Health ---- */

/* Whether the database can be written right now (a row of its own; needs the migrations). */
bool db_check_writable(struct db *db, struct err *err);

#endif
