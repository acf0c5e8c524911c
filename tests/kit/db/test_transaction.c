/* Transactions hold together, and threads that collide are put in order. */
#include "tests/kit/db/db_test.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

static void make_purses(struct db_test *t)
{
	assert_db(db_script(
		t->db,
		"CREATE TABLE test_purse (id {int} NOT NULL PRIMARY KEY, cents {int} NOT NULL)"
		" {strict};"
		"INSERT INTO test_purse (id, cents) VALUES (1, 1000), (2, 1000)",
		&t->err));
}

static bool read_cents(struct db *db, struct arena *arena, int64_t id, int64_t *ret,
		       struct err *err)
{
	struct db_rows rows;

	if (!db_query_one(db, arena,
			  DB_SQL("SELECT cents FROM test_purse WHERE id = $1", db_int(id)), "purse",
			  &rows, err))
		return false;
	*ret = db_get_int(&rows, 0, 0);
	return true;
}

static bool set_cents(struct db *db, int64_t id, int64_t cents, struct err *err)
{
	return db_exec(
		db,
		DB_SQL("UPDATE test_purse SET cents = $2 WHERE id = $1", db_int(id), db_int(cents)),
		NULL, err);
}

static int64_t cents_of(struct db_test *t, int64_t id)
{
	int64_t cents = -1;

	assert_db(read_cents(t->db, t->arena, id, &cents, &t->err));
	return cents;
}

static bool set_both_and_fail(struct db *tx, void *arg, struct err *err)
{
	(void)arg;
	return set_cents(tx, 1, 1, err) && set_cents(tx, 2, 2, err) &&
	       err_set(err, ERR_DENIED, "no");
}

static bool fail_a_statement_and_go_on(struct db *tx, void *arg, struct err *err)
{
	struct err ignored = {0};

	(void)arg;
	(void)set_cents(tx, 1, 1, err);
	(void)db_exec(tx, DB_SQL0("INSERT INTO test_purse (id, cents) VALUES (1, 5)"), NULL,
		      &ignored);
	return true;
}

static bool set_one(struct db *tx, void *arg, struct err *err)
{
	const int64_t *cents = arg;

	return set_cents(tx, 1, *cents, err);
}

static bool nest(struct db *tx, void *arg, struct err *err)
{
	return db_write(tx, set_one, arg, err) && set_cents(tx, 2, 7, err);
}

static bool nest_and_fail(struct db *tx, void *arg, struct err *err)
{
	return nest(tx, arg, err) && err_set(err, ERR_INVALID, "no");
}

static void undoes_everything_when_the_work_fails(void **state)
{
	struct db_test *t = *state;

	make_purses(t);
	assert_db_fails(db_write(t->db, set_both_and_fail, NULL, &t->err), ERR_DENIED);
	assert_int_equal(cents_of(t, 1), 1000);
	assert_int_equal(cents_of(t, 2), 1000);
}

static void undoes_everything_when_a_failed_statement_is_overlooked(void **state)
{
	struct db_test *t = *state;

	make_purses(t);
	assert_db_fails(db_write(t->db, fail_a_statement_and_go_on, NULL, &t->err), ERR_SYSTEM);
	assert_int_equal(cents_of(t, 1), 1000);
}

static void joins_an_inner_transaction_to_the_outer(void **state)
{
	struct db_test *t = *state;
	int64_t cents = 3;

	make_purses(t);
	assert_db_fails(db_write(t->db, nest_and_fail, &cents, &t->err), ERR_INVALID);
	assert_int_equal(cents_of(t, 1), 1000);
	assert_db(db_write(t->db, nest, &cents, &t->err));
	assert_int_equal(cents_of(t, 1), 3);
	assert_int_equal(cents_of(t, 2), 7);
}

static void refuses_to_write_in_a_transaction_that_reads(void **state)
{
	struct db_test *t = *state;
	int64_t cents = 3;

	make_purses(t);
	assert_db_fails(db_read(t->db, set_one, &cents, &t->err), ERR_SYSTEM);
	assert_db_fails(db_read(t->db, nest, &cents, &t->err), ERR_SYSTEM);
	assert_int_equal(cents_of(t, 1), 1000);
}

struct look {
	struct db *root;
	struct arena *arena;
	int64_t before, after;
};

static bool look_twice(struct db *tx, void *arg, struct err *err)
{
	struct look *look = arg;

	return read_cents(tx, look->arena, 1, &look->before, err) &&
	       set_cents(look->root, 1, 5, err) &&
	       read_cents(tx, look->arena, 1, &look->after, err);
}

static void sees_one_moment_while_others_write(void **state)
{
	struct db_test *t = *state;
	struct look look = {.root = t->db, .arena = t->arena};

	make_purses(t);
	assert_db(db_read(t->db, look_twice, &look, &t->err));
	assert_int_equal(look.before, 1000);
	assert_int_equal(look.after, 1000);
	assert_int_equal(cents_of(t, 1), 5);
}

/* ---- Threads ---- */

enum { THREADS = 6, ROUNDS = 40 };

struct worker {
	struct db_test *t;
	pthread_t thread;
	int number;
	struct arena *arena;
	unsigned tries, done;
	struct err err;
};

/* Reads, then writes what it computed: with anything less than serializable some are lost. */
static bool move_one(struct db *tx, void *arg, struct err *err)
{
	struct worker *worker = arg;
	int64_t from = 0, to = 0;

	worker->tries++;
	arena_reset(worker->arena);
	return read_cents(tx, worker->arena, 1, &from, err) &&
	       read_cents(tx, worker->arena, 2, &to, err) && set_cents(tx, 1, from - 1, err) &&
	       set_cents(tx, 2, to + 1, err);
}

static void *move_often(void *arg)
{
	struct worker *worker = arg;

	for (int i = 0; i < ROUNDS; i++) {
		/* After ten collisions the database says BUSY: a person would try again. */
		while (!db_write(worker->t->db, move_one, worker, &worker->err)) {
			if (worker->err.kind != ERR_BUSY)
				return NULL;
		}
		worker->done++;
	}
	return NULL;
}

static void *read_often(void *arg)
{
	struct worker *worker = arg;

	for (int i = 0; i < ROUNDS * 4; i++) {
		struct db_rows rows;

		arena_reset(worker->arena);
		if (!db_query(worker->t->db, worker->arena,
			      DB_SQL0("SELECT sum(cents) FROM test_purse"), &rows, &worker->err) ||
		    db_get_int(&rows, 0, 0) != 2000)
			return NULL;
		worker->done++;
	}
	return NULL;
}

static void start(struct worker *worker, struct db_test *t, void *(*run)(void *))
{
	enum { BLOCK = 1 << 12 };

	*worker = (struct worker){.t = t, .arena = arena_create(BLOCK)};
	assert_int_equal(pthread_create(&worker->thread, NULL, run, worker), 0);
}

static void loses_no_write_of_many_threads_while_others_read(void **state)
{
	struct db_test *t = *state;
	struct worker workers[THREADS], reader;
	unsigned tries = 0;

	make_purses(t);
	for (int i = 0; i < THREADS; i++)
		start(&workers[i], t, move_often);
	start(&reader, t, read_often);
	for (int i = 0; i < THREADS; i++) {
		(void)pthread_join(workers[i].thread, NULL);
		arena_destroy(workers[i].arena);
		if (workers[i].done != ROUNDS)
			fail_msg("%s", workers[i].err.text);
		tries += workers[i].tries;
	}
	(void)pthread_join(reader.thread, NULL);
	arena_destroy(reader.arena);
	assert_int_equal(reader.done, ROUNDS * 4);
	assert_int_equal(cents_of(t, 1), 1000 - THREADS * ROUNDS);
	assert_int_equal(cents_of(t, 2), 1000 + THREADS * ROUNDS);
	/* On PostgreSQL they did collide, else this has tested nothing. */
	if (db_engine(t->db) == DB_POSTGRES)
		assert_true(tries > THREADS * ROUNDS);
}

/* ---- Waiting for a connection ---- */

struct hold {
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	bool inside, leave;
};

static bool stay_inside(struct db *tx, void *arg, struct err *err)
{
	struct hold *hold = arg;
	bool ok = set_cents(tx, 1, 1, err);

	(void)pthread_mutex_lock(&hold->mutex);
	hold->inside = true;
	(void)pthread_cond_broadcast(&hold->changed);
	while (!hold->leave)
		(void)pthread_cond_wait(&hold->changed, &hold->mutex);
	(void)pthread_mutex_unlock(&hold->mutex);
	return ok;
}

struct holder {
	struct db *db;
	struct hold hold;
	struct err err;
	bool ok;
};

static void *hold_the_lock(void *arg)
{
	struct holder *holder = arg;

	holder->ok = db_write(holder->db, stay_inside, &holder->hold, &holder->err);
	return NULL;
}

static void says_busy_when_another_program_holds_the_lock(void **state)
{
	struct db_test *t = *state;
	struct holder holder = {
		.hold = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false, false}};
	const struct db_options options = {.busy_ms = 50};
	pthread_t thread;
	struct db *other;
	int64_t cents = 4;

	make_purses(t);
	holder.db = t->db;
	assert_int_equal(pthread_create(&thread, NULL, hold_the_lock, &holder), 0);
	(void)pthread_mutex_lock(&holder.hold.mutex);
	while (!holder.hold.inside)
		(void)pthread_cond_wait(&holder.hold.changed, &holder.hold.mutex);
	(void)pthread_mutex_unlock(&holder.hold.mutex);

	assert_db(db_open(str_from(t->url), &options, &other, &t->err));
	assert_db_fails(set_cents(other, 1, 2, &t->err), ERR_BUSY);
	assert_db_fails(db_write(other, set_one, &cents, &t->err), ERR_BUSY);
	assert_int_equal(cents_of(t, 1), 1000); /* reading goes on */

	(void)pthread_mutex_lock(&holder.hold.mutex);
	holder.hold.leave = true;
	(void)pthread_cond_broadcast(&holder.hold.changed);
	(void)pthread_mutex_unlock(&holder.hold.mutex);
	(void)pthread_join(thread, NULL);
	assert_true(holder.ok);
	assert_db(db_write(other, set_one, &cents, &t->err));
	assert_int_equal(cents_of(t, 1), 4);
	db_close(other);
}

struct nested {
	struct db *root;
	struct arena *arena;
};

static bool take_another(struct db *tx, void *arg, struct err *err)
{
	struct nested *nested = arg;
	int64_t cents;

	(void)tx;
	return read_cents(nested->root, nested->arena, 1, &cents, err);
}

static void says_busy_when_all_connections_are_taken(void **state)
{
	struct db_test *t = *state;
	const struct db_options options = {.busy_ms = 50, .max_connections = 1};
	struct nested nested = {.arena = t->arena};

	make_purses(t);
	assert_db(db_open(str_from(t->url), &options, &nested.root, &t->err));
	assert_db_fails(db_read(nested.root, take_another, &nested, &t->err), ERR_BUSY);
	assert_db(take_another(NULL, &nested, &t->err));
	db_close(nested.root);
}

/* ---- Slow statements ---- */

static void count_slow(void *arg, const char *sql, int64_t ms)
{
	unsigned *n = arg;

	(void)sql;
	assert_true(ms > 5);
	++*n;
}

static void tells_of_slow_statements(void **state)
{
	struct db_test *t = *state;
	unsigned n = 0;
	const struct db_options options = {.slow_ms = 5, .slow = count_slow, .slow_arg = &n};
	struct db *db;
	struct db_rows rows;

	assert_db(db_open(str_from(t->url), &options, &db, &t->err));
	assert_db(db_query(db, t->arena,
			   DB_SQL0("WITH RECURSIVE n (i) AS ("
				   "  SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000)"
				   "SELECT sum(i) FROM n"),
			   &rows, &t->err));
	assert_int_equal(n, 1);
	db_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(undoes_everything_when_the_work_fails),
		db_unit_test(undoes_everything_when_a_failed_statement_is_overlooked),
		db_unit_test(joins_an_inner_transaction_to_the_outer),
		db_unit_test(refuses_to_write_in_a_transaction_that_reads),
		db_unit_test(sees_one_moment_while_others_write),
		db_unit_test(loses_no_write_of_many_threads_while_others_read),
		db_unit_test(says_busy_when_another_program_holds_the_lock),
		db_unit_test(says_busy_when_all_connections_are_taken),
		db_unit_test(tells_of_slow_statements),
	};

	return db_test_run(tests);
}
