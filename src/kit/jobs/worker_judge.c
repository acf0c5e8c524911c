/* How a job ended, and what follows from it. */
#include "kit/jobs/worker_internal.h"

#include <string.h>
#include <sys/wait.h>

static struct str death(const struct slot *slot)
{
	if (WIFSIGNALED(slot->status))
		return arena_printf(slot->arena,
				    "The program of the job was ended by signal %d (%s).",
				    WTERMSIG(slot->status), strsignal(WTERMSIG(slot->status)));
	return arena_printf(slot->arena, "The program of the job ended with status %d.",
			    WEXITSTATUS(slot->status));
}

static bool may_try_again(const struct job_kind *kind, const struct job *job)
{
	return job->attempts < (int64_t)worker_or_else(kind->max_attempts, 3);
}

struct queue_end slot_retry_or_fail(const struct job_kind *kind, const struct job *job,
				    struct str message)
{
	enum { HOUR_MS = 3600000, MAX_DOUBLINGS = 20 };
	int64_t doublings = job->attempts - 1 < MAX_DOUBLINGS ? job->attempts - 1 : MAX_DOUBLINGS;
	int64_t wait_ms = worker_or_else(kind->backoff_ms, 5000) << (doublings < 0 ? 0 : doublings);

	if (!may_try_again(kind, job))
		return (struct queue_end){.state = JOB_FAILED, .message = message};
	return (struct queue_end){
		.state = JOB_QUEUED,
		.message = message,
		.not_before_ms = clock_utc_ms(&clock_system) +
				 (wait_ms < HOUR_MS ? wait_ms : HOUR_MS),
	};
}

static bool is_final(enum err_kind kind)
{
	return kind == ERR_INVALID || kind == ERR_NOT_FOUND || kind == ERR_DENIED ||
	       kind == ERR_CONFLICT;
}

static struct queue_end judge_stopped(const struct slot *slot)
{
	switch (slot->reason) {
	case WAS_CANCELLED:
		return (struct queue_end){.state = JOB_CANCELLED,
					  .message = STR("The job was cancelled.")};
	case TOOK_TOO_LONG:
		return (struct queue_end){
			.state = JOB_FAILED,
			.message = arena_printf(
				slot->arena, "The job took longer than %lld seconds.",
				(long long)worker_or_else(slot->kind->seconds, 600))};
	case SHUTS_DOWN:
	case LEASE_LOST:
	case GOES_ON:
		break;
	}
	return (struct queue_end){.state = JOB_QUEUED,
				  .uncounted = true,
				  .message = STR("The worker was shut down; the job waits.")};
}

struct queue_end slot_judge(const struct slot *slot)
{
	struct err err = {0};
	struct str result = STR("");
	bool clean = WIFEXITED(slot->status);
	enum job_ending ending = job_shared_read_ending(slot->shared, slot->arena, &result, &err);

	if (ending == JOB_ENDING_OK && clean && WEXITSTATUS(slot->status) == 0)
		return (struct queue_end){.state = JOB_DONE, .result = result, .message = STR("")};
	if (slot->reason != GOES_ON)
		return judge_stopped(slot);
	if (ending == JOB_ENDING_ERR && clean && is_final(err.kind))
		return (struct queue_end){.state = JOB_FAILED,
					  .message = arena_str(slot->arena, str_from(err.text))};
	return slot_retry_or_fail(slot->kind, &slot->job,
				  ending == JOB_ENDING_ERR && clean
					  ? arena_str(slot->arena, str_from(err.text))
					  : death(slot));
}
