/* db_internal: what the files of this folder share.
 *
 * A struct db_shared is one opened database. Its connections wait in pools;
 * a statement or a transaction takes one out and puts it back, so that a
 * connection belongs to one thread at a time. A struct db is a view of it: the
 * root has no connection of its own, a transaction has one.
 *
 * An engine is a struct db_driver. It embeds struct db_conn as the first
 * member of its own connection; everything of a connection lives in the
 * connection's arena and goes with it.
 */
#ifndef WEFT_KIT_DB_DB_INTERNAL_H
#define WEFT_KIT_DB_DB_INTERNAL_H

#include "kit/db/db.h"
#include "kit/db/id.h"
#include "kit/db/statement_cache.h"

#include <pthread.h>

/* What a connection is taken for. PostgreSQL has one pool, DB_FOR_WRITE. */
enum db_use { DB_FOR_READ, DB_FOR_WRITE };
enum { DB_USES = 2 };

struct db_shared;

struct db_conn {
	struct db_conn *next; /* in the pool */
	struct db_shared *shared;
	struct arena *arena;   /* of its whole life */
	struct arena *scratch; /* of one statement */
	enum db_use use;
	struct statement_cache *cache;
	bool collided; /* the last failure was a collision: worth another try */
	bool broken;   /* do not put it back */
};

/* The outcome of a statement: rows where arena is set. */
struct db_outcome {
	struct arena *arena; /* NULL: rows are not wanted */
	struct db_rows rows;
	int64_t changed;
	bool wants_writer; /* set, with nothing done, by a reader given a statement that writes */
};

struct db_driver {
	enum db_engine engine;
	bool split; /* readers and the writer have pools of their own */
	bool (*connect)(struct db_shared *shared, enum db_use use, struct db_conn **ret,
			struct err *err);
	void (*disconnect)(struct db_conn *conn);
	/* Whether an idle connection is still good, without asking the server. */
	bool (*is_alive)(struct db_conn *conn);
	bool (*run)(struct db_conn *conn, const struct db_sql *sql, struct db_outcome *outcome,
		    struct err *err);
	bool (*script)(struct db_conn *conn, const char *text, struct err *err);
	bool (*begin)(struct db_conn *conn, enum db_use use, struct err *err);
	bool (*commit)(struct db_conn *conn, struct err *err);
	void (*rollback)(struct db_conn *conn);
};

extern const struct db_driver db_sqlite_driver, db_postgres_driver;

/* SQLite only: make the database what another file holds, in one transaction. */
bool db_sqlite_overwrite(struct db_conn *conn, const char *from_path, struct err *err);

struct db_pool {
	struct db_conn *idle;
	unsigned open, max;
};

struct db_shared {
	struct arena *arena;
	const struct db_driver *driver;
	const char *url; /* of libpq, or the absolute path of the file */
	struct db_options options;
	struct id_maker ids;
	pthread_mutex_t mutex; /* guards the pools */
	pthread_cond_t returned;
	struct db_pool pool[DB_USES];
};

struct db {
	struct db_shared *shared;
	struct db_conn *conn; /* of a transaction; NULL: the root */
	bool writes;          /* a transaction of db_write() */
	bool doomed;          /* a statement of it failed */
};

/* Take a connection, open a new one while there may be more, or wait for one. */
bool db_take(struct db_shared *shared, enum db_use use, struct db_conn **ret, struct err *err);
void db_put_back(struct db_conn *conn);

/* A new, zeroed connection of that size, with arenas and an empty cache of the driver's. */
struct db_conn *db_conn_create(struct db_shared *shared, enum db_use use, size_t size);

/* Replace the tokens of db.h; text without any is given back as it is. */
const char *db_expand(struct arena *arena, const char *text, enum db_engine engine);

/* What all engines refuse alike: bad UTF-8, NUL in text, NaN, too many parameters. */
bool db_check_params(const struct db_sql *sql, struct err *err);

#endif
