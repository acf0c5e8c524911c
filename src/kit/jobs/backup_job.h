/* backup_job: the kind "database.backup": a copy of the database, made by the worker.
 *
 * Its payload is the path of the new file; its result is the same path. Only
 * the administrator of the installation may enqueue it.
 */
#ifndef WEFT_KIT_JOBS_BACKUP_JOB_H
#define WEFT_KIT_JOBS_BACKUP_JOB_H

#include "kit/jobs/job_run.h"

extern const struct job_kind backup_job;

#endif
