/* jobs_claim: 4 worker processes claim 4,000 jobs; none twice, none left.
 *
 *	jobs_claim sqlite FILE | postgres URL	(an empty database; WEFT_TEST_POSTGRES serves)
 *
 * Prints claims a second, over all processes, and the slowest single claim. The
 * exit status is 1 when a job was claimed twice or not at all.
 */
#include "base/vec.h"
#include "kit/db/migrate.h"
#include "kit/jobs/job_internal.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORKERS = 4, JOBS = 4000, ZONES = 6, BLOCK = 1 << 16 };

/* What a worker tells about each claim. */
struct claimed {
	int64_t id, ns;
};

static bool enqueue_all(struct db *db, void *arg, struct err *err)
{
	(void)arg;
	for (int i = 0; i < JOBS; i++) {
		const struct job_request request = {.zone_id = i % ZONES + 1,
						    .kind = "bench.nothing",
						    .payload = STR("{}"),
						    .priority = i % 3};
		int64_t id;

		if (!job_enqueue(db, &request, &id, err))
			return false;
	}
	return true;
}

static bool prepare(struct str url, struct err *err)
{
	const struct db_options options = {.create = true};
	struct arena *arena = arena_create(BLOCK);
	struct migrate_report report;
	struct db *db = NULL;
	bool ok = db_open(url, &options, &db, err) &&
		  migrate_run(db, arena, &migrations_embedded, &report, err) &&
		  db_exec(db, DB_SQL0("DELETE FROM job"), NULL, err) &&
		  db_write(db, enqueue_all, NULL, err) &&
		  db_exec(db, DB_SQL0("ANALYZE"), NULL, err);

	db_close(db);
	arena_destroy(arena);
	return ok;
}

static int64_t now_ns(void)
{
	return clock_monotonic_ns(&clock_system);
}

/* One worker, until the queue is empty. */
static bool claim_all(struct str url, int number, int out, struct err *err)
{
	struct arena *arena = arena_create(BLOCK);
	struct str name = arena_printf(arena, "worker %d", number);
	struct db *db = NULL;
	bool found = true, ok = db_open(url, NULL, &db, err);

	while (ok && found) {
		struct arena *row = arena_create(BLOCK);
		const struct queue_stamp stamp = {name, clock_utc_ms(&clock_system), 30000};
		int64_t begun = now_ns();
		struct job job;

		ok = queue_claim(db, row, &stamp, &job, &found, err);
		if (ok && found) {
			struct claimed claimed = {job.key.id, now_ns() - begun};

			ok = write(out, &claimed, sizeof claimed) == (ssize_t)sizeof claimed;
		}
		arena_destroy(row);
	}
	db_close(db);
	arena_destroy(arena);
	return ok;
}

static void begin(struct str url, int number, const int fds[2])
{
	struct err err = {0};

	if (fork() != 0)
		return;
	(void)close(fds[0]);
	if (claim_all(url, number, fds[1], &err))
		_exit(0);
	(void)fprintf(stderr, "worker %d: %s\n", number, err.text);
	_exit(1);
}

static int by_id(const void *a, const void *b)
{
	const struct claimed *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static bool report(const char *engine, struct claimed *at, size_t n, double seconds)
{
	size_t twice = 0;
	int64_t slowest = 0;

	qsort(at, n, sizeof *at, by_id);
	for (size_t i = 0; i < n; i++) {
		twice += i > 0 && at[i].id == at[i - 1].id;
		slowest = at[i].ns > slowest ? at[i].ns : slowest;
	}
	(void)printf(
		"%-8s workers=%d claimed=%zu twice=%zu missed=%zu %.0f claims/s slowest %.1f ms\n",
		engine, (int)WORKERS, n, twice, JOBS - (n - twice), (double)n / seconds,
		(double)slowest / 1e6);
	return twice == 0 && n == JOBS;
}

static bool measure(const char *engine, struct str url, struct err *err)
{
	struct arena *arena = arena_create(BLOCK);
	struct claimed *at = arena_array(arena, struct claimed, 2 * JOBS);
	size_t n = 0;
	int fds[2], status;
	int64_t begun = now_ns();
	bool ok = pipe(fds) == 0;

	for (int i = 0; ok && i < WORKERS; i++)
		begin(url, i, fds);
	(void)close(fds[1]);
	while (n < 2 * JOBS && read(fds[0], &at[n], sizeof *at) == (ssize_t)sizeof *at)
		n++;
	for (int i = 0; i < WORKERS; i++)
		ok = wait(&status) > 0 && status == 0 && ok;
	if (!report(engine, at, n, (double)(now_ns() - begun) / 1e9) || !ok)
		ok = err_set(err, ERR_SYSTEM, "The claims are not what they must be.");
	arena_destroy(arena);
	return ok;
}

int main(int argc, char **argv)
{
	const char *engine = argc < 2 ? "" : argv[1];
	const char *url = argc < 3 ? getenv("WEFT_TEST_POSTGRES") : argv[2];
	struct err err = {0};

	if (url == NULL) {
		(void)fprintf(stderr,
			      "jobs_claim: there is no database server; nothing measured\n");
		return strcmp(engine, "postgres") == 0 ? 0 : 2;
	}
	if (!prepare(str_from(url), &err) || !measure(engine, str_from(url), &err)) {
		(void)fprintf(stderr, "jobs_claim: %s\n", err.text);
		return 1;
	}
	return 0;
}
