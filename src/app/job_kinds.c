#include "app/job_kinds.h"

#include "kit/jobs/backup_job.h"

/* One line a kind, by name. */
static const struct job_kind *const all[] = {
	&backup_job,
};

const struct job_kinds job_kinds = {all, sizeof all / sizeof *all};
