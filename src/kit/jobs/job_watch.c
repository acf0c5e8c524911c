/* job_watch: asks for the jobs whose changed_ms is at or after the newest seen,
 * less a margin for clocks that differ between machines and for commits that
 * come later than their stamps. Within the margin the versions already given
 * are remembered, so that each change is given once.
 */
#include "kit/jobs/job_watch.h"

#include "base/vec.h"
#include "kit/jobs/job_internal.h"

enum { MARGIN_MS = 10000 };

struct seen {
	struct job_key key;
	int64_t version;
};

struct seen_list {
	struct seen *at;
	size_t n, cap;
};

struct job_watch {
	struct arena *arena;     /* the watch itself */
	struct arena *memory[2]; /* of the list seen, by turns */
	unsigned turn;
	struct db *db;
	bool begun; /* polled once */
	int64_t newest_ms;
	struct seen_list seen;
};

struct job_watch *job_watch_create(struct db *db)
{
	enum { BLOCK = 1 << 10 };
	struct arena *arena = arena_create(BLOCK);
	struct job_watch *watch = arena_new(arena, struct job_watch);

	watch->arena = arena;
	watch->memory[0] = arena_create(BLOCK);
	watch->memory[1] = arena_create(BLOCK);
	watch->db = db;
	watch->newest_ms = clock_utc_ms(db_clock(db));
	return watch;
}

void job_watch_destroy(struct job_watch *watch)
{
	if (watch == NULL)
		return;
	arena_destroy(watch->memory[0]);
	arena_destroy(watch->memory[1]);
	arena_destroy(watch->arena);
}

static bool was_given(const struct job_watch *watch, const struct job *job, int64_t changed_ms)
{
	/* At the first poll newest_ms is still when the watch began. */
	if (!watch->begun && changed_ms < watch->newest_ms)
		return true;
	for (size_t i = 0; i < watch->seen.n; i++) {
		const struct seen *seen = &watch->seen.at[i];

		if (seen->key.id == job->key.id && seen->key.zone_id == job->key.zone_id)
			return seen->version == job->version;
	}
	return false;
}

/* Take the jobs that are news, and remember all of them as seen. */
static void sort_out(struct job_watch *watch, struct arena *arena, const struct db_rows *rows,
		     struct job_list *ret)
{
	struct seen_list seen = {0};
	struct arena *memory = watch->memory[watch->turn];
	int64_t newest_ms = watch->newest_ms;

	*ret = (struct job_list){arena_array(arena, struct job, rows->n), 0};
	arena_reset(memory);
	for (size_t i = 0; i < rows->n; i++) {
		struct job job = job_from_row(rows, i);
		int64_t changed_ms = db_get_int(rows, i, JOB_N_COLUMNS);

		*vec_push(memory, &seen) = (struct seen){job.key, job.version};
		if (!was_given(watch, &job, changed_ms))
			ret->at[ret->n++] = job;
		if (changed_ms > newest_ms)
			newest_ms = changed_ms;
	}
	watch->newest_ms = newest_ms;
	watch->begun = true;
	watch->seen = seen;
	watch->turn = 1 - watch->turn;
}

bool job_watch_poll(struct job_watch *watch, struct arena *arena, struct job_list *ret,
		    struct err *err)
{
	struct db_rows rows;
	struct job_list list;

	if (!db_query(watch->db, arena,
		      DB_SQL("SELECT " JOB_COLUMNS ", changed_ms"
			     "  FROM job"
			     " WHERE changed_ms >= $1"
			     " ORDER BY changed_ms, id",
			     db_int(watch->newest_ms - MARGIN_MS)),
		      &rows, err))
		return false;
	sort_out(watch, arena, &rows, &list);
	*ret = list;
	return true;
}

void job_watch_rewind(struct job_watch *watch)
{
	watch->seen.n = 0;
}
