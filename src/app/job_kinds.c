#include "app/job_kinds.h"

#include "kit/jobs/backup_job.h"
#include "parts/week/week_apart.h"
#include "parts/year/year_make.h"

/* One line a kind, by name. */
static const struct job_kind *const all[] = {
	&backup_job,
	&week_group_job,
	&week_solve_job,
	&year_solve_job,
};

const struct job_kinds job_kinds = {all, sizeof all / sizeof *all};
