#include "kit/jobs/backup_job.h"

#include "base/file.h"
#include "kit/db/backup.h"

static bool run(struct job_run *run, struct err *err)
{
	const struct job *job = job_self(run);

	job_progress(run, 0, STR("Copying the database"));
	/* A first try may have written it just before its worker was lost. */
	if (!(job->attempts > 1 && file_exists(job->payload.ptr)) &&
	    !backup_copy(job_db(run), job->payload, err))
		return false;
	job_set_result(run, job->payload);
	return true;
}

const struct job_kind backup_job = {
	.name = "database.backup",
	.run = run,
	.seconds = 3600,
	.max_attempts = 2,
};
