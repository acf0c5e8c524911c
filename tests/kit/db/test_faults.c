/* A database that is missing, strange, full, read-only or gone gives a clear error, and loses
 * nothing that was acknowledged. */
#include "kit/db/backup.h"
#include "kit/db/migrate.h"
#include "tests/kit/db/db_test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void assert_says(const struct db_test *t, const char *part)
{
	if (strstr(t->err.text, part) == NULL)
		fail_msg("\"%s\" is not in \"%s\"", part, t->err.text);
}

static bool insert(struct db *db, int64_t id, struct str data, struct err *err)
{
	return db_exec(db,
		       DB_SQL("INSERT INTO test_note (id, data)"
			      "  VALUES ($1, $2)",
			      db_int(id), db_bytes(data)),
		       NULL, err);
}

static int64_t count(struct db_test *t, struct db *db)
{
	struct db_rows rows = {0};

	assert_db(
		db_query(db, t->arena, DB_SQL0("SELECT count(*) FROM test_note"), &rows, &t->err));
	return db_get_int(&rows, 0, 0);
}

static void make_notes(struct db_test *t)
{
	assert_db(db_script(
		t->db,
		"CREATE TABLE test_note (id {int} NOT NULL PRIMARY KEY, data {bytes} NOT NULL)"
		" {strict}",
		&t->err));
}

/* A path beside the test's database. */
static struct str beside(struct db_test *t, const char *name)
{
	return arena_printf(t->arena, "%s.%s", t->url, name);
}

static void write_file(struct str path, struct str bytes)
{
	int fd = open(path.ptr, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes.ptr, bytes.len), (ssize_t)bytes.len);
	assert_int_equal(close(fd), 0);
}

/* ---- Opening ---- */

static void says_that_there_is_no_database(void **state)
{
	struct db_test *t = *state;
	struct db *db = NULL;

	if (db_engine(t->db) != DB_SQLITE)
		return;
	assert_db_fails(db_open(beside(t, "none"), NULL, &db, &t->err), ERR_NOT_FOUND);
	assert_says(t, "weft migrate");
	assert_int_equal(access(beside(t, "none").ptr, F_OK), -1);
	assert_db_fails(db_open(beside(t, "none/x.db"), NULL, &db, &t->err), ERR_NOT_FOUND);
	assert_db_fails(db_open(STR(""), NULL, &db, &t->err), ERR_INVALID);
	assert_db_fails(db_open(STR("sqlite:"), NULL, &db, &t->err), ERR_INVALID);
	assert_db_fails(db_open(STR("a\0b"), NULL, &db, &t->err), ERR_INVALID);
	assert_null(db);
}

static void says_that_a_file_is_no_database(void **state)
{
	struct db_test *t = *state;
	struct db *db = NULL;
	char bytes[4096];

	if (db_engine(t->db) != DB_SQLITE)
		return;
	memset(bytes, 'x', sizeof bytes);
	write_file(beside(t, "text"), (struct str){bytes, sizeof bytes});
	assert_db_fails(db_open(beside(t, "text"), NULL, &db, &t->err), ERR_INVALID);
	assert_says(t, "not a database");
	assert_db_fails(db_open(STR("/"), NULL, &db, &t->err), ERR_SYSTEM);
	t->err = (struct err){0};
	assert_false(db_open(STR("/tmp"), NULL, &db, &t->err));
	assert_null(db);
}

static void leaves_the_database_of_another_program_alone(void **state)
{
	struct db_test *t = *state;
	struct db *db = NULL;
	struct str path = beside(t, "other");

	if (db_engine(t->db) != DB_SQLITE)
		return;
	assert_db(backup_copy(t->db, path, &t->err));
	assert_db(db_open(path, NULL, &db, &t->err));
	assert_db(db_script(db, "PRAGMA application_id = 77", &t->err));
	db_close(db);
	db = NULL;
	assert_db_fails(db_open(path, NULL, &db, &t->err), ERR_INVALID);
	assert_says(t, "another program");
	assert_null(db);
}

static void says_that_the_server_cannot_be_reached(void **state)
{
	struct db_test *t = *state;
	struct db *db = NULL;

	if (db_engine(t->db) != DB_POSTGRES)
		return;
	assert_db_fails(db_open(STR("postgres://nobody:hush@127.0.0.1:1/x"), NULL, &db, &t->err),
			ERR_SYSTEM);
	assert_null(strstr(t->err.text, "hush"));
	assert_db_fails(db_open(STR("postgres://[bad"), NULL, &db, &t->err), ERR_SYSTEM);
	assert_null(db);
}

/* ---- Writing where it cannot be ---- */

static void can_be_read_but_not_written_when_opened_so(void **state)
{
	struct db_test *t = *state;
	const struct db_options options = {.read_only = true};
	struct db *db;

	make_notes(t);
	assert_db(insert(t->db, 1, STR("x"), &t->err));
	assert_db(db_open(str_from(t->url), &options, &db, &t->err));
	assert_int_equal(count(t, db), 1);
	assert_db_fails(insert(db, 2, STR("y"), &t->err), ERR_SYSTEM);
	assert_says(t, "read-only");
	assert_db_fails(db_check_writable(db, &t->err), ERR_SYSTEM);
	assert_int_equal(count(t, db), 1);
	db_close(db);
}

/* In a process without root's privileges, which ignore permissions. Its status says what failed. */
static int use_read_only_file(const char *path)
{
	enum { BLOCK = 1 << 12 };
	struct arena *arena = arena_create(BLOCK);
	struct err err = {0};
	struct db_rows rows;
	struct db *db;

	if (geteuid() == 0 && setuid(65534) != 0)
		return 2;
	if (!db_open(str_from(path), NULL, &db, &err)) {
		(void)fprintf(stderr, "%s\n", err.text);
		return 3;
	}
	if (!db_query(db, arena, DB_SQL0("SELECT count(*) FROM test_note"), &rows, &err))
		return 4;
	if (insert(db, 2, STR("y"), &err))
		return 5;
	if (err.kind != ERR_SYSTEM || strstr(err.text, "read-only") == NULL)
		return 6;
	db_close(db);
	arena_destroy(arena);
	return 0;
}

static int wait_for(pid_t pid)
{
	int status = -1;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
	}
	return status;
}

/* Start this program again with a task. */
static pid_t start(const char *task, const char *url, int out)
{
	char name[] = "test_faults";
	char *argv[] = {name, NULL};
	posix_spawn_file_actions_t actions;
	pid_t pid = 0;

	assert_int_equal(setenv("WEFT_TEST_TASK", task, 1), 0);
	assert_int_equal(setenv("WEFT_TEST_URL", url, 1), 0);
	assert_int_equal(posix_spawn_file_actions_init(&actions), 0);
	assert_int_equal(posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO), 0);
	assert_int_equal(posix_spawn(&pid, "/proc/self/exe", &actions, NULL, argv, environ), 0);
	(void)posix_spawn_file_actions_destroy(&actions);
	(void)unsetenv("WEFT_TEST_TASK");
	return pid;
}

static void can_be_read_but_not_written_when_the_file_is_so(void **state)
{
	struct db_test *t = *state;
	char *slash;
	struct str folder;

	if (db_engine(t->db) != DB_SQLITE)
		return;
	make_notes(t);
	assert_db(insert(t->db, 1, STR("x"), &t->err));
	folder = arena_printf(t->arena, "%s", t->url);
	slash = strrchr(t->url, '/');
	folder.len = (size_t)(slash - t->url);
	folder = arena_str(t->arena, folder);
	/* Others may look into the folder and read the file and its log. */
	assert_int_equal(chmod(folder.ptr, 0755), 0);
	assert_int_equal(chmod(t->url, 0444), 0);
	assert_int_equal(wait_for(start("read-only", t->url, STDERR_FILENO)), 0);
	assert_db(insert(t->db, 3, STR("z"), &t->err));
}

static void says_that_there_is_no_room_and_goes_on_when_there_is(void **state)
{
	enum { PIECE = 100000 };
	struct db_test *t = *state;
	struct db_options options = {.max_pages = 300};
	char *bytes = arena_array(t->arena, char, PIECE);
	struct db *db;
	int64_t n = 0;

	if (db_engine(t->db) != DB_SQLITE)
		return;
	make_notes(t);
	assert_db(db_open(str_from(t->url), &options, &db, &t->err));
	while (n < 100 && insert(db, n + 1, (struct str){bytes, PIECE}, &t->err))
		n++;
	assert_true(n > 0 && n < 100);
	assert_int_equal(t->err.kind, ERR_SYSTEM);
	assert_says(t, "no room");
	assert_int_equal(count(t, db), n);
	assert_db_fails(insert(db, 1000, (struct str){bytes, PIECE}, &t->err), ERR_SYSTEM);
	assert_db(db_exec(db, DB_SQL0("DELETE FROM test_note WHERE id = 1"), NULL, &t->err));
	assert_db(insert(db, 1001, (struct str){bytes, PIECE}, &t->err));
	assert_int_equal(count(t, db), n);
	db_close(db);
}

/* ---- Losing the server ---- */

static void opens_a_new_connection_when_the_server_has_closed_one(void **state)
{
	struct db_test *t = *state;
	struct db *other;
	struct db_sql end_others = DB_SQL0(
		"SELECT count(*)"
		"  FROM (SELECT pg_terminate_backend(pid, 5000)"
		"          FROM pg_stat_activity"
		"         WHERE datname = current_database() AND pid <> pg_backend_pid()"
		"           AND query LIKE '%test_note%' AND query NOT LIKE '%pg_terminate%') x");
	struct db_rows rows;

	if (db_engine(t->db) != DB_POSTGRES)
		return;
	make_notes(t);
	assert_db(db_open(str_from(t->url), NULL, &other, &t->err));
	assert_db(insert(t->db, 1, STR("x"), &t->err));
	assert_db(db_query(other, t->arena, end_others, &rows, &t->err));
	assert_true(db_get_int(&rows, 0, 0) >= 1);
	assert_db(insert(t->db, 2, STR("y"), &t->err));
	assert_int_equal(count(t, t->db), 2);
	db_close(other);
}

/* ---- Being killed ---- */

/* Insert rows one by one, and acknowledge each with a byte on standard output. */
static int write_for_ever(const char *url)
{
	struct err err = {0};
	struct db *db;
	char data[2000];

	memset(data, 'd', sizeof data);
	if (!db_open(str_from(url), NULL, &db, &err))
		return 1;
	for (int64_t id = 1;; id++) {
		if (!insert(db, id, (struct str){data, sizeof data}, &err) ||
		    write(STDOUT_FILENO, "+", 1) != 1)
			return 1;
	}
}

/* How many bytes come out of a pipe until its end. */
static int64_t drain(int fd)
{
	char bytes[4096];
	int64_t n = 0;
	ssize_t got;

	while ((got = read(fd, bytes, sizeof bytes)) > 0)
		n += got;
	return n;
}

/* Whether the rows are 1, 2 … n without a gap. */
static int64_t count_in_order(struct db_test *t, struct db *db)
{
	struct db_rows rows = {0};

	assert_db(db_query(db, t->arena,
			   DB_SQL0("SELECT count(*), min(id), max(id)"
				   "  FROM test_note"
				   " WHERE length(data) = 2000"),
			   &rows, &t->err));
	assert_int_equal(db_get_int(&rows, 0, 1), 1);
	assert_int_equal(db_get_int(&rows, 0, 2), db_get_int(&rows, 0, 0));
	return db_get_int(&rows, 0, 0);
}

static void check_after_kill(struct db_test *t, int64_t acknowledged)
{
	int64_t before = clock_monotonic_ns(&clock_system), ms, n;
	struct db *db;

	assert_db(db_open(str_from(t->url), NULL, &db, &t->err));
	n = count_in_order(t, db);
	assert_db(db_check_writable(db, &t->err));
	ms = (clock_monotonic_ns(&clock_system) - before) / 1000000;
	/* One more may have been committed than was told. */
	if (n < acknowledged || n > acknowledged + 1)
		fail_msg("%lld rows, %lld acknowledged", (long long)n, (long long)acknowledged);
	if (ms > 1000)
		fail_msg("open again after %lld ms", (long long)ms);
	assert_db(db_exec(db, DB_SQL0("DELETE FROM test_note"), NULL, &t->err));
	db_close(db);
}

static void loses_no_acknowledged_write_when_killed(void **state)
{
	enum { ROUNDS = 12 };
	struct db_test *t = *state;

	make_notes(t);
	for (int round = 0; round < ROUNDS; round++) {
		int64_t acknowledged;
		int fds[2];
		pid_t pid;

		/* The writer dies with everything it had open: keep no handle that would help. */
		if (db_engine(t->db) == DB_SQLITE) {
			db_close(t->db);
			t->db = NULL;
		}
		assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
		pid = start("write", t->url, fds[1]);
		assert_int_equal(close(fds[1]), 0);
		acknowledged = read(fds[0], &(char){0}, 1);
		assert_int_equal(acknowledged, 1);
		(void)nanosleep(&(struct timespec){.tv_nsec = 7000000 * (round + 1)}, NULL);
		assert_int_equal(kill(pid, SIGKILL), 0);
		(void)wait_for(pid);
		acknowledged += drain(fds[0]);
		assert_int_equal(close(fds[0]), 0);
		if (t->db == NULL)
			assert_db(db_open(str_from(t->url), NULL, &t->db, &t->err));
		check_after_kill(t, acknowledged);
	}
}

/* ---- Backup ---- */

static void gives_back_what_a_backup_holds(void **state)
{
	struct db_test *t = *state;
	struct str path = db_engine(t->db) == DB_SQLITE
				  ? beside(t, "backup")
				  : arena_printf(t->arena, "/tmp/weft-test-%ld.dump",
						 (long)getpid());
	struct str old = STR("?");
	struct db *before;

	make_notes(t);
	assert_db(insert(t->db, 1, STR("a\0b"), &t->err));
	assert_db(backup_copy(t->db, path, &t->err));
	assert_db_fails(backup_copy(t->db, path, &t->err), ERR_CONFLICT);
	assert_db(insert(t->db, 2, STR("later"), &t->err));
	assert_db(backup_restore(t->db, t->arena, path, &old, &t->err));
	assert_int_equal(count(t, t->db), 1);
	assert_db(insert(t->db, 3, STR("after"), &t->err));
	assert_db(migrate_check(t->db, &migrations_embedded, &t->err));
	if (old.len > 0) {
		assert_db(db_open(old, NULL, &before, &t->err));
		assert_int_equal(count(t, before), 2);
		db_close(before);
	}
	assert_int_equal(unlink(path.ptr), 0);
}

static void changes_nothing_when_a_backup_is_damaged(void **state)
{
	enum { PAGE = 4096, N = 60 };
	struct db_test *t = *state;
	struct str path = beside(t, "damaged"), old = STR("?");
	char bytes[PAGE];
	int fd;

	if (db_engine(t->db) != DB_SQLITE)
		return;
	make_notes(t);
	memset(bytes, 'x', sizeof bytes);
	for (int64_t i = 1; i <= N; i++)
		assert_db(insert(t->db, i, (struct str){bytes, sizeof bytes}, &t->err));
	assert_db(backup_copy(t->db, path, &t->err));
	fd = open(path.ptr, O_WRONLY | O_CLOEXEC);
	assert_true(fd >= 0);
	for (off_t page = 3; page < 30; page += 3)
		assert_int_equal(pwrite(fd, bytes, sizeof bytes, page * PAGE), PAGE);
	assert_int_equal(close(fd), 0);
	t->err = (struct err){0};
	assert_false(backup_restore(t->db, t->arena, path, &old, &t->err));
	assert_int_equal(count(t, t->db), N);
	assert_db_fails(backup_restore(t->db, t->arena, beside(t, "none"), &old, &t->err),
			ERR_NOT_FOUND);
	assert_db_fails(backup_copy(t->db, beside(t, "none/x"), &t->err), ERR_SYSTEM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(says_that_there_is_no_database),
		db_unit_test(says_that_a_file_is_no_database),
		db_unit_test(leaves_the_database_of_another_program_alone),
		db_unit_test(says_that_the_server_cannot_be_reached),
		db_unit_test(can_be_read_but_not_written_when_opened_so),
		db_unit_test(can_be_read_but_not_written_when_the_file_is_so),
		db_unit_test(says_that_there_is_no_room_and_goes_on_when_there_is),
		db_unit_test(opens_a_new_connection_when_the_server_has_closed_one),
		db_unit_test(loses_no_acknowledged_write_when_killed),
		db_unit_test(gives_back_what_a_backup_holds),
		db_unit_test(changes_nothing_when_a_backup_is_damaged),
	};
	const char *task = getenv("WEFT_TEST_TASK"), *url = getenv("WEFT_TEST_URL");

	if (task != NULL)
		return strcmp(task, "write") == 0 ? write_for_ever(url) : use_read_only_file(url);
	return db_test_run(tests);
}
