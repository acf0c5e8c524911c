/* job_kinds: every kind of job that this program can run. */
#ifndef WEFT_APP_JOB_KINDS_H
#define WEFT_APP_JOB_KINDS_H

#include "kit/jobs/job_run.h"

extern const struct job_kinds job_kinds;

#endif
