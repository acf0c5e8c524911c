/* The worker: jobs run, fail, crash, hang and are cancelled, and the worker goes on.
 *
 * The worker is this same program, started again with WEFT_TEST_WORKER: it must
 * not be a fork of a program that has an SQLite file open.
 */
#include "kit/jobs/worker.h"

#include "tests/kit/db/db_test.h"
#include "tests/sanitized.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ZONE = 7, LEASE_MS = 1500, GRACE_MS = 400 };

static void sleep_ms(long ms)
{
	(void)nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

/* ---- Kinds of jobs ---- */

static bool echo(struct job_run *run, struct err *err)
{
	(void)err;
	job_set_result(run, job_self(run)->payload);
	return true;
}

static bool count_up(struct job_run *run, struct err *err)
{
	for (int i = 0; i <= 100; i++) {
		if (job_should_stop(run))
			return job_stopped(run, err);
		job_progress(run, i * 10, arena_printf(job_arena(run), "Step %d", i));
		sleep_ms(10);
	}
	return true;
}

static bool fail_once(struct job_run *run, struct err *err)
{
	if (job_self(run)->attempts == 1)
		return err_set(err, ERR_SYSTEM, "Not this time.");
	job_set_result(run, STR("second"));
	return true;
}

static bool fail_for_good(struct job_run *run, struct err *err)
{
	(void)run;
	return err_set(err, ERR_INVALID, "The file has no columns.");
}

static bool crash(struct job_run *run, struct err *err)
{
	(void)run;
	(void)err;
	(void)signal(SIGSEGV, SIG_DFL);
	(void)raise(SIGSEGV);
	return true;
}

static bool hang(struct job_run *run, struct err *err)
{
	(void)err;
	job_progress(run, 1, STR("Hanging"));
	for (;;)
		sleep_ms(1000);
	return true;
}

static bool eat_memory(struct job_run *run, struct err *err)
{
	enum { PIECE = 1 << 20, PIECES = 2000 };

	(void)err;
	for (int i = 0; i < PIECES; i++)
		memset(arena_alloc(job_arena(run), PIECE, 1), 1, PIECE);
	return true;
}

static bool write_rows(struct job_run *run, struct err *err)
{
	struct db_rows rows;

	if (!db_check_writable(job_db(run), err) ||
	    !db_query(job_db(run), job_arena(run), DB_SQL0("SELECT count(*) FROM job"), &rows, err))
		return false;
	job_set_result(run,
		       prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? STR("confined") : STR("free"));
	return true;
}

static bool too_long(struct job_run *run, struct err *err)
{
	char *bytes = arena_array(job_arena(run), char, JOB_MAX_RESULT + 1);

	(void)err;
	job_set_result(run, (struct str){bytes, JOB_MAX_RESULT + 1});
	return true;
}

static const struct job_kind kinds[] = {
	{.name = "test.echo", .run = echo},
	{.name = "test.count", .run = count_up},
	{.name = "test.fail_once", .run = fail_once, .backoff_ms = 1},
	{.name = "test.fail", .run = fail_for_good},
	{.name = "test.crash", .run = crash, .max_attempts = 2, .backoff_ms = 1},
	{.name = "test.hang", .run = hang, .seconds = 60},
	{.name = "test.hang_short", .run = hang, .seconds = 1},
	{.name = "test.memory", .run = eat_memory, .memory_mb = 512, .max_attempts = 1},
	{.name = "test.write", .run = write_rows},
	{.name = "test.too_long", .run = too_long},
};

/* ---- The worker's program ---- */

static volatile sig_atomic_t stop;

static void on_signal(int number)
{
	(void)number;
	stop = 1;
}

static int be_worker(const char *url)
{
	enum { N = sizeof kinds / sizeof *kinds };
	const struct job_kind *all[N];
	struct worker_options options = {
		.database = str_from(url),
		.kinds = {all, N},
		.slots = 2,
		.drain = getenv("WEFT_TEST_DRAIN") != NULL,
		.poll_ms = 20,
		.lease_ms = LEASE_MS,
		.grace_ms = GRACE_MS,
	};
	struct err err = {0};

	for (size_t i = 0; i < N; i++)
		all[i] = &kinds[i];
	(void)signal(SIGTERM, on_signal);
	if (worker_run(&options, &stop, &err))
		return 0;
	(void)fprintf(stderr, "worker: %s\n", err.text);
	return 1;
}

static pid_t start(struct db_test *t, bool drain)
{
	char name[] = "test_worker";
	char *argv[] = {name, NULL};
	pid_t pid = 0;
	posix_spawn_file_actions_t actions;

	assert_int_equal(setenv("WEFT_TEST_WORKER", t->url, 1), 0);
	assert_int_equal(drain ? setenv("WEFT_TEST_DRAIN", "1", 1) : unsetenv("WEFT_TEST_DRAIN"),
			 0);
	assert_int_equal(posix_spawn_file_actions_init(&actions), 0);
	/* What a job that runs out of memory says belongs into no test's output. */
	assert_int_equal(
		posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0),
		0);
	assert_int_equal(posix_spawn(&pid, "/proc/self/exe", &actions, NULL, argv, environ), 0);
	(void)posix_spawn_file_actions_destroy(&actions);
	(void)unsetenv("WEFT_TEST_WORKER");
	return pid;
}

static int wait_for(pid_t pid)
{
	int status = -1;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
	}
	return status;
}

/* Run the worker until nothing is left. */
static void drain(struct db_test *t)
{
	assert_int_equal(wait_for(start(t, true)), 0);
}

static void stop_worker(pid_t pid)
{
	assert_int_equal(kill(pid, SIGTERM), 0);
	assert_int_equal(wait_for(pid), 0);
}

/* ---- Helpers ---- */

static int64_t put(struct db_test *t, const char *kind, struct str payload)
{
	int64_t id = 0;

	assert_db(job_enqueue(
		t->db, &(struct job_request){.zone_id = ZONE, .kind = kind, .payload = payload},
		&id, &t->err));
	return id;
}

static struct job get(struct db_test *t, int64_t id)
{
	struct job job = {0};

	assert_db(job_get(t->db, t->arena, (struct job_key){ZONE, id}, &job, &t->err));
	return job;
}

/* Wait until the job is in the state, up to 10 seconds. */
static struct job wait_until(struct db_test *t, int64_t id, enum job_state state)
{
	struct job job = get(t, id);

	for (int i = 0; i < 500 && job.state != state; i++) {
		sleep_ms(20);
		job = get(t, id);
	}
	if (job.state != state)
		fail_msg("the job is %s: %s", job_state_name(job.state), job.message.ptr);
	return job;
}

static void assert_message(struct job job, const char *part)
{
	if (strstr(job.message.ptr, part) == NULL)
		fail_msg("\"%s\" is not in \"%s\"", part, job.message.ptr);
}

/* ---- Tests ---- */

static void runs_jobs_and_keeps_their_results(void **state)
{
	struct db_test *t = *state;
	int64_t first = put(t, "test.echo", STR("a\0b")), second = put(t, "test.echo", STR(""));
	int64_t third = put(t, "test.write", STR(""));

	drain(t);
	assert_int_equal(get(t, first).state, JOB_DONE);
	assert_int_equal(get(t, first).result.len, 3);
	assert_int_equal(get(t, first).permille, 1000);
	assert_int_equal(get(t, second).state, JOB_DONE);
	assert_true(str_eq(get(t, third).result, STR("confined")));
}

static void tries_again_after_a_failure_that_may_pass(void **state)
{
	struct db_test *t = *state;
	pid_t pid = start(t, false);
	int64_t id = put(t, "test.fail_once", STR(""));

	assert_int_equal(wait_until(t, id, JOB_DONE).attempts, 2);
	stop_worker(pid);
}

static void fails_at_once_when_the_input_is_wrong(void **state)
{
	struct db_test *t = *state;
	int64_t wrong = put(t, "test.fail", STR("")), unknown = put(t, "test.unknown", STR(""));
	int64_t large = put(t, "test.too_long", STR(""));

	drain(t);
	assert_int_equal(get(t, wrong).state, JOB_FAILED);
	assert_int_equal(get(t, wrong).attempts, 1);
	assert_message(get(t, wrong), "The file has no columns.");
	assert_int_equal(get(t, unknown).state, JOB_FAILED);
	assert_message(get(t, unknown), "test.unknown");
	assert_int_equal(get(t, large).state, JOB_FAILED);
	assert_message(get(t, large), "result");
}

static void survives_a_crash_and_runs_the_next(void **state)
{
	struct db_test *t = *state;
	int64_t bad = put(t, "test.crash", STR(""));
	pid_t pid = start(t, false);
	int64_t good = put(t, "test.echo", STR("x"));

	assert_message(wait_until(t, bad, JOB_FAILED), "signal 11");
	assert_int_equal(get(t, bad).attempts, 2);
	(void)wait_until(t, good, JOB_DONE);
	stop_worker(pid);
}

static void ends_a_job_that_takes_too_long(void **state)
{
	struct db_test *t = *state;
	int64_t id = put(t, "test.hang_short", STR(""));

	drain(t);
	assert_int_equal(get(t, id).state, JOB_FAILED);
	assert_message(get(t, id), "longer than 1 seconds");
}

static void ends_a_job_that_takes_too_much_memory(void **state)
{
	struct db_test *t = *state;
	int64_t id;

	if (is_sanitized())
		return;
	id = put(t, "test.memory", STR(""));
	drain(t);
	assert_int_equal(get(t, id).state, JOB_FAILED);
	assert_message(get(t, id), "signal 6");
}

static void shows_progress_at_most_four_times_a_second(void **state)
{
	struct db_test *t = *state;
	int64_t id = put(t, "test.count", STR("")), last = -1, seen = 0;
	pid_t pid = start(t, false);
	struct job job = wait_until(t, id, JOB_RUNNING);
	int64_t first_version = job.version;

	while (job.state == JOB_RUNNING) {
		assert_true(job.permille >= last);
		seen += job.permille > last && job.permille > 0;
		last = job.permille;
		sleep_ms(5);
		job = get(t, id);
	}
	stop_worker(pid);
	assert_int_equal(job.state, JOB_DONE);
	assert_true(seen >= 2);
	/* A second or a little more, and the end. */
	assert_true(job.version - first_version <= (job.finished_ms - job.started_ms) / 250 + 2);
}

static void stops_a_job_that_is_cancelled(void **state)
{
	struct db_test *t = *state;
	int64_t polite = put(t, "test.count", STR("")), stubborn = put(t, "test.hang", STR(""));
	pid_t pid = start(t, false);

	(void)wait_until(t, polite, JOB_RUNNING);
	(void)wait_until(t, stubborn, JOB_RUNNING);
	assert_db(job_cancel(t->db, (struct job_key){ZONE, polite}, &t->err));
	assert_db(job_cancel(t->db, (struct job_key){ZONE, stubborn}, &t->err));
	(void)wait_until(t, stubborn, JOB_CANCELLED);
	(void)wait_until(t, polite, JOB_CANCELLED);
	stop_worker(pid);
}

static void puts_its_jobs_back_when_it_is_stopped(void **state)
{
	struct db_test *t = *state;
	int64_t id = put(t, "test.hang", STR(""));
	pid_t pid = start(t, false);
	struct job job;

	(void)wait_until(t, id, JOB_RUNNING);
	stop_worker(pid);
	job = get(t, id);
	assert_int_equal(job.state, JOB_QUEUED);
	assert_int_equal(job.attempts, 0);
}

static void another_worker_takes_over_when_one_is_killed(void **state)
{
	struct db_test *t = *state;
	int64_t id = put(t, "test.count", STR(""));
	pid_t first = start(t, false), second;
	struct job job;

	(void)wait_until(t, id, JOB_RUNNING);
	assert_int_equal(kill(first, SIGKILL), 0);
	(void)wait_for(first);
	sleep_ms(LEASE_MS + 100); /* until the lease has run out */
	second = start(t, false);
	job = wait_until(t, id, JOB_DONE);
	assert_int_equal(job.attempts, 2);
	stop_worker(second);
}

static void leaves_a_job_that_somebody_else_has_taken(void **state)
{
	struct db_test *t = *state;
	int64_t id = put(t, "test.count", STR(""));
	pid_t pid = start(t, false);

	(void)wait_until(t, id, JOB_RUNNING);
	assert_db(db_exec(t->db,
			  DB_SQL("UPDATE job SET worker = 'somebody', lease_until_ms = $1",
				 db_int(INT64_MAX)),
			  NULL, &t->err));
	sleep_ms(1500);
	assert_true(str_eq(get(t, id).worker, STR("somebody")));
	assert_int_equal(get(t, id).state, JOB_RUNNING);
	stop_worker(pid);
	assert_int_equal(get(t, id).state, JOB_RUNNING);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(runs_jobs_and_keeps_their_results),
		db_unit_test(tries_again_after_a_failure_that_may_pass),
		db_unit_test(fails_at_once_when_the_input_is_wrong),
		db_unit_test(survives_a_crash_and_runs_the_next),
		db_unit_test(ends_a_job_that_takes_too_long),
		db_unit_test(ends_a_job_that_takes_too_much_memory),
		db_unit_test(shows_progress_at_most_four_times_a_second),
		db_unit_test(stops_a_job_that_is_cancelled),
		db_unit_test(puts_its_jobs_back_when_it_is_stopped),
		db_unit_test(another_worker_takes_over_when_one_is_killed),
		db_unit_test(leaves_a_job_that_somebody_else_has_taken),
	};
	const char *url = getenv("WEFT_TEST_WORKER");

	return url != NULL ? be_worker(url) : db_test_run(tests);
}
