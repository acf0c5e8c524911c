#include "kit/db/db_internal.h"

#include <errno.h>
#include <time.h>

static struct db_pool *pool_of(struct db_shared *shared, enum db_use use)
{
	return &shared->pool[shared->driver->split ? use : DB_FOR_WRITE];
}

struct db_conn *db_conn_create(struct db_shared *shared, enum db_use use, size_t size)
{
	enum { BLOCK = 1 << 12 };
	struct arena *arena = arena_create(BLOCK);
	struct db_conn *conn = arena_alloc(arena, size, alignof(max_align_t));

	conn->shared = shared;
	conn->arena = arena;
	conn->scratch = arena_create(BLOCK);
	conn->use = use;
	conn->cache = arena_new(arena, struct statement_cache);
	return conn;
}

static struct timespec wait_until(int64_t wait_ms)
{
	struct timespec at;

	(void)clock_gettime(CLOCK_MONOTONIC, &at);
	at.tv_sec += (time_t)(wait_ms / 1000);
	at.tv_nsec += (long)(wait_ms % 1000) * 1000000;
	if (at.tv_nsec >= 1000000000) {
		at.tv_sec++;
		at.tv_nsec -= 1000000000;
	}
	return at;
}

/* An idle connection, or NULL with the right to open one. With the mutex held. */
static bool wait_for_one(struct db_shared *shared, struct db_pool *pool, struct db_conn **ret,
			 struct err *err)
{
	struct timespec until = wait_until(shared->options.busy_ms);
	int wait = 0;

	while (pool->idle == NULL && pool->open >= pool->max && wait == 0)
		wait = pthread_cond_timedwait(&shared->returned, &shared->mutex, &until);
	*ret = pool->idle;
	if (*ret != NULL)
		pool->idle = (*ret)->next;
	else if (pool->open < pool->max)
		pool->open++;
	else
		return err_set(err, ERR_BUSY, "The database is busy: no connection became free.");
	return true;
}

static void forget_one(struct db_shared *shared, struct db_pool *pool)
{
	(void)pthread_mutex_lock(&shared->mutex);
	pool->open--;
	(void)pthread_cond_broadcast(&shared->returned);
	(void)pthread_mutex_unlock(&shared->mutex);
}

bool db_take(struct db_shared *shared, enum db_use use, struct db_conn **ret, struct err *err)
{
	struct db_pool *pool = pool_of(shared, use);
	struct db_conn *conn = NULL;
	bool ok;

	(void)pthread_mutex_lock(&shared->mutex);
	ok = wait_for_one(shared, pool, &conn, err);
	(void)pthread_mutex_unlock(&shared->mutex);
	if (!ok)
		return false;
	if (conn != NULL && !shared->driver->is_alive(conn)) {
		shared->driver->disconnect(conn);
		conn = NULL;
	}
	if (conn == NULL && !shared->driver->connect(shared, use, &conn, err)) {
		forget_one(shared, pool);
		return false;
	}
	*ret = conn;
	return true;
}

void db_put_back(struct db_conn *conn)
{
	struct db_shared *shared = conn->shared;
	struct db_pool *pool = pool_of(shared, conn->use);

	arena_reset(conn->scratch);
	if (conn->broken) {
		shared->driver->disconnect(conn);
		forget_one(shared, pool);
		return;
	}
	(void)pthread_mutex_lock(&shared->mutex);
	conn->next = pool->idle;
	pool->idle = conn;
	/* Threads of both pools wait on one condition. */
	(void)pthread_cond_broadcast(&shared->returned);
	(void)pthread_mutex_unlock(&shared->mutex);
}
