/* The queue: what goes in, who gets it, and what is seen of it. */
#include "kit/jobs/job.h"

#include "kit/jobs/job_internal.h"
#include "kit/jobs/job_watch.h"
#include "tests/kit/db/db_test.h"

#include <string.h>

enum { ZONE = 7 };

static int64_t put(struct db_test *t, struct job_request request)
{
	int64_t id = 0;

	if (request.zone_id == 0)
		request.zone_id = ZONE;
	if (request.kind == NULL)
		request.kind = "test.nothing";
	clock_fake_advance(&t->clock, 1);
	assert_db(job_enqueue(t->db, &request, &id, &t->err));
	assert_true(id > 0);
	return id;
}

static struct job get(struct db_test *t, int64_t id)
{
	struct job job = {0};

	assert_db(job_get(t->db, t->arena, (struct job_key){ZONE, id}, &job, &t->err));
	return job;
}

static struct queue_stamp stamp(struct db_test *t, const char *worker)
{
	return (struct queue_stamp){str_from(worker), clock_utc_ms(&t->clock.clock), 30000};
}

/* The id of the job claimed, or 0. */
static int64_t claim(struct db_test *t, const char *worker)
{
	const struct queue_stamp now = stamp(t, worker);
	struct job job = {0};
	bool found = false;

	assert_db(queue_claim(t->db, t->arena, &now, &job, &found, &t->err));
	return found ? job.key.id : 0;
}

static void end(struct db_test *t, const char *worker, int64_t id, struct queue_end how)
{
	const struct queue_stamp now = stamp(t, worker);

	assert_db(queue_end(t->db, &now, (struct job_key){ZONE, id}, &how, &t->err));
}

static void gives_a_job_back_as_it_was_put_in(void **state)
{
	struct db_test *t = *state;
	int64_t id = put(t, (struct job_request){.payload = STR("{\"a\": \0 1}"),
						 .account_id = 12,
						 .priority = -3,
						 .not_before_ms = 99});
	struct job job = get(t, id);

	assert_true(str_eq(job.kind, STR("test.nothing")));
	assert_int_equal(job.payload.len, 10);
	assert_int_equal(job.state, JOB_QUEUED);
	assert_int_equal(job.account_id, 12);
	assert_int_equal(job.priority, -3);
	assert_int_equal(job.not_before_ms, 99);
	assert_int_equal(job.attempts, 0);
	assert_int_equal(job.created_ms, clock_utc_ms(&t->clock.clock));
	assert_db_fails(job_get(t->db, t->arena, (struct job_key){ZONE + 1, id}, &job, &t->err),
			ERR_NOT_FOUND);
}

static void claims_by_priority_then_age_and_not_too_early(void **state)
{
	struct db_test *t = *state;
	int64_t now = clock_utc_ms(&t->clock.clock);
	int64_t low = put(t, (struct job_request){.priority = -1});
	int64_t first = put(t, (struct job_request){.zone_id = ZONE});
	int64_t second = put(t, (struct job_request){0});
	int64_t high = put(t, (struct job_request){.priority = 5});
	int64_t later = put(t, (struct job_request){.priority = 9, .not_before_ms = now + 5000});

	assert_int_equal(claim(t, "w"), high);
	assert_int_equal(claim(t, "w"), first);
	assert_int_equal(claim(t, "w"), second);
	assert_int_equal(claim(t, "w"), low);
	assert_int_equal(claim(t, "w"), 0);
	clock_fake_advance(&t->clock, 5000);
	assert_int_equal(claim(t, "w"), later);
	assert_int_equal(get(t, later).attempts, 1);
	assert_int_equal(get(t, later).state, JOB_RUNNING);
	assert_true(str_eq(get(t, later).worker, STR("w")));
}

static void shows_progress_and_result(void **state)
{
	struct db_test *t = *state;
	const struct queue_stamp mine = stamp(t, "w"), theirs = stamp(t, "other");
	int64_t id = put(t, (struct job_request){0});
	struct job_key key = {ZONE, id};

	assert_int_equal(claim(t, "w"), id);
	assert_db(queue_progress(t->db, &mine, key, 500, STR("half"), &t->err));
	assert_db(queue_progress(t->db, &theirs, key, 900, STR("not mine"), &t->err));
	assert_int_equal(get(t, id).permille, 500);
	assert_true(str_eq(get(t, id).message, STR("half")));
	end(t, "other", id, (struct queue_end){.state = JOB_FAILED, .message = STR("no")});
	assert_int_equal(get(t, id).state, JOB_RUNNING);
	end(t, "w", id,
	    (struct queue_end){.state = JOB_DONE, .message = STR(""), .result = STR("r\0s")});
	assert_int_equal(get(t, id).state, JOB_DONE);
	assert_int_equal(get(t, id).permille, 1000);
	assert_int_equal(get(t, id).result.len, 3);
	assert_true(get(t, id).finished_ms > 0);
	assert_true(get(t, id).version > get(t, put(t, (struct job_request){0})).version);
}

static void cancels_a_waiting_job_at_once_and_a_running_one_by_asking(void **state)
{
	struct db_test *t = *state;
	int64_t waiting = put(t, (struct job_request){.priority = -1});
	int64_t running = put(t, (struct job_request){0});

	assert_int_equal(claim(t, "w"), running);
	assert_db(job_cancel(t->db, (struct job_key){ZONE, waiting}, &t->err));
	assert_int_equal(get(t, waiting).state, JOB_CANCELLED);
	assert_db(job_cancel(t->db, (struct job_key){ZONE, running}, &t->err));
	assert_int_equal(get(t, running).state, JOB_RUNNING);
	assert_true(get(t, running).cancel_requested);
	assert_int_equal(claim(t, "w"), 0);
	assert_db_fails(job_cancel(t->db, (struct job_key){ZONE, waiting}, &t->err), ERR_CONFLICT);
	assert_db_fails(job_cancel(t->db, (struct job_key){ZONE, 5}, &t->err), ERR_NOT_FOUND);
}

static void tries_a_failed_job_again_when_told_to(void **state)
{
	struct db_test *t = *state;
	int64_t id = put(t, (struct job_request){0});

	assert_db_fails(job_retry(t->db, (struct job_key){ZONE, id}, &t->err), ERR_CONFLICT);
	assert_int_equal(claim(t, "w"), id);
	end(t, "w", id, (struct queue_end){.state = JOB_FAILED, .message = STR("no")});
	assert_int_equal(claim(t, "w"), 0);
	assert_db(job_retry(t->db, (struct job_key){ZONE, id}, &t->err));
	assert_int_equal(claim(t, "w"), id);
	assert_int_equal(get(t, id).attempts, 1);
	assert_db_fails(job_retry(t->db, (struct job_key){ZONE, 5}, &t->err), ERR_NOT_FOUND);
}

static void has_only_one_unfinished_job_of_a_name(void **state)
{
	struct db_test *t = *state;
	const struct job_request request = {.only_one_of = STR("solve 3")};
	int64_t first = put(t, request);

	assert_int_equal(put(t, request), first);
	assert_int_equal(claim(t, "w"), first);
	assert_int_equal(put(t, request), first);
	assert_int_not_equal(put(t, (struct job_request){.only_one_of = STR("solve 4")}), first);
	assert_int_not_equal(
		put(t, (struct job_request){.zone_id = ZONE + 1, .only_one_of = STR("solve 3")}),
		first);
	end(t, "w", first, (struct queue_end){.state = JOB_DONE, .message = STR("")});
	assert_int_not_equal(put(t, request), first);
}

static void refuses_too_long_a_payload(void **state)
{
	struct db_test *t = *state;
	char *bytes = arena_array(t->arena, char, JOB_MAX_PAYLOAD + 1);
	struct job_request request = {
		.zone_id = ZONE, .kind = "test.nothing", .payload = {bytes, JOB_MAX_PAYLOAD + 1}};
	int64_t id;

	assert_db_fails(job_enqueue(t->db, &request, &id, &t->err), ERR_INVALID);
	request.payload.len--;
	assert_db(job_enqueue(t->db, &request, &id, &t->err));
}

static bool enqueue_and_fail(struct db *tx, void *arg, struct err *err)
{
	int64_t id;

	(void)arg;
	return job_enqueue(tx, &(struct job_request){.zone_id = ZONE, .kind = "test.nothing"}, &id,
			   err) &&
	       err_set(err, ERR_INVALID, "no");
}

static void appears_only_with_the_commit(void **state)
{
	struct db_test *t = *state;

	assert_db_fails(db_write(t->db, enqueue_and_fail, NULL, &t->err), ERR_INVALID);
	assert_int_equal(claim(t, "w"), 0);
}

static void lists_newest_first_by_pages_and_filters(void **state)
{
	struct db_test *t = *state;
	int64_t ids[5];
	struct job_list list;
	struct job_filter filter = {.zone_id = ZONE, .limit = 2};

	for (int i = 0; i < 5; i++)
		ids[i] = put(t, (struct job_request){.account_id = i % 2 + 1});
	(void)put(t, (struct job_request){.zone_id = ZONE + 1, .kind = "test.other"});
	assert_db(job_find(t->db, t->arena, &filter, &list, &t->err));
	assert_int_equal(list.n, 2);
	assert_int_equal(list.at[0].key.id, ids[4]);
	filter.before_id = list.at[1].key.id;
	assert_db(job_find(t->db, t->arena, &filter, &list, &t->err));
	assert_int_equal(list.at[0].key.id, ids[2]);
	assert_db(job_find(t->db, t->arena, &(struct job_filter){.account_id = 2}, &list, &t->err));
	assert_int_equal(list.n, 2);
	assert_db(job_find(t->db, t->arena, &(struct job_filter){.kind = "test.other"}, &list,
			   &t->err));
	assert_int_equal(list.n, 1);
	assert_db(job_cancel(t->db, (struct job_key){ZONE, ids[0]}, &t->err));
	assert_db(job_find(t->db, t->arena,
			   &(struct job_filter){.zone_id = ZONE, .unfinished = true}, &list,
			   &t->err));
	assert_int_equal(list.n, 4);
}

static void forgets_only_what_finished_long_ago(void **state)
{
	struct db_test *t = *state;
	int64_t old = put(t, (struct job_request){0}), waiting, n = 0;
	struct job job;

	assert_int_equal(claim(t, "w"), old);
	end(t, "w", old, (struct queue_end){.state = JOB_DONE, .message = STR("")});
	waiting = put(t, (struct job_request){0});
	clock_fake_advance(&t->clock, 1000);
	assert_db(job_forget(t->db, clock_utc_ms(&t->clock.clock) - 1001, &n, &t->err));
	assert_int_equal(n, 0);
	assert_db(job_forget(t->db, clock_utc_ms(&t->clock.clock), &n, &t->err));
	assert_int_equal(n, 1);
	assert_db_fails(job_get(t->db, t->arena, (struct job_key){ZONE, old}, &job, &t->err),
			ERR_NOT_FOUND);
	assert_int_equal(get(t, waiting).state, JOB_QUEUED);
}

static void finds_running_jobs_whose_lease_ran_out(void **state)
{
	struct db_test *t = *state;
	int64_t id = put(t, (struct job_request){0});
	struct job_list list;
	struct queue_stamp now;

	assert_int_equal(claim(t, "w"), id);
	clock_fake_advance(&t->clock, 20000);
	now = stamp(t, "w");
	assert_db(queue_renew(t->db, t->arena, &now, &list, &t->err));
	assert_int_equal(list.n, 1);
	clock_fake_advance(&t->clock, 20000);
	assert_db(queue_expired(t->db, t->arena, clock_utc_ms(&t->clock.clock), &list, &t->err));
	assert_int_equal(list.n, 0);
	clock_fake_advance(&t->clock, 20000);
	assert_db(queue_expired(t->db, t->arena, clock_utc_ms(&t->clock.clock), &list, &t->err));
	assert_int_equal(list.n, 1);
	assert_int_equal(list.at[0].key.id, id);
}

static void gives_each_change_once_to_who_watches(void **state)
{
	struct db_test *t = *state;
	int64_t before = put(t, (struct job_request){.priority = -9}), id;
	struct job_watch *watch;
	struct queue_stamp now;
	struct job_list list;

	clock_fake_advance(&t->clock, 5);
	watch = job_watch_create(t->db);
	assert_db(job_watch_poll(watch, t->arena, &list, &t->err));
	assert_int_equal(list.n, 0);
	id = put(t, (struct job_request){0});
	assert_db(job_watch_poll(watch, t->arena, &list, &t->err));
	assert_int_equal(list.n, 1);
	assert_int_equal(list.at[0].key.id, id);
	assert_db(job_watch_poll(watch, t->arena, &list, &t->err));
	assert_int_equal(list.n, 0);
	assert_int_equal(claim(t, "w"), id);
	now = stamp(t, "w");
	assert_db(queue_progress(t->db, &now, (struct job_key){ZONE, id}, 10, STR("x"), &t->err));
	assert_db(queue_progress(t->db, &now, (struct job_key){ZONE, id}, 20, STR("y"), &t->err));
	assert_db(job_watch_poll(watch, t->arena, &list, &t->err));
	assert_int_equal(list.n, 1);
	assert_int_equal(list.at[0].permille, 20);
	clock_fake_advance(&t->clock, 3600000);
	assert_db(job_cancel(t->db, (struct job_key){ZONE, before}, &t->err));
	assert_db(job_watch_poll(watch, t->arena, &list, &t->err));
	assert_int_equal(list.n, 1);
	assert_int_equal(list.at[0].state, JOB_CANCELLED);
	job_watch_rewind(watch);
	assert_db(job_watch_poll(watch, t->arena, &list, &t->err));
	assert_int_equal(list.n, 1);
	assert_db(job_watch_poll(watch, t->arena, &list, &t->err));
	assert_int_equal(list.n, 0);
	job_watch_destroy(watch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(gives_a_job_back_as_it_was_put_in),
		db_unit_test(claims_by_priority_then_age_and_not_too_early),
		db_unit_test(shows_progress_and_result),
		db_unit_test(cancels_a_waiting_job_at_once_and_a_running_one_by_asking),
		db_unit_test(tries_a_failed_job_again_when_told_to),
		db_unit_test(has_only_one_unfinished_job_of_a_name),
		db_unit_test(refuses_too_long_a_payload),
		db_unit_test(appears_only_with_the_commit),
		db_unit_test(lists_newest_first_by_pages_and_filters),
		db_unit_test(forgets_only_what_finished_long_ago),
		db_unit_test(finds_running_jobs_whose_lease_ran_out),
		db_unit_test(gives_each_change_once_to_who_watches),
	};

	return db_test_run(tests);
}
