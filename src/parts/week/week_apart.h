/* week_apart: a large zone planned a group of schools at a time, by as many workers as there are.
 *
 * A plan is made at once, without any bookings, and a job "week.group" for each group of schools
 * that share staff (week_groups.h). Whatever worker takes a job plans its schools and adds them to
 * the plan, which is whole when the last job is done. Schools that cannot be planned stay out of
 * it; the report of the plan says why.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_APART_H
#define WEFT_PARTS_WEEK_WEEK_APART_H

#include "parts/week/week_make.h"

/* *ret_id: the plan; *ret_jobs: how many jobs work on it. Nothing happens when it fails. */
bool week_make_apart(const struct week_making *making, int64_t *ret_id, size_t *ret_jobs,
		     struct err *err);

/* Its payload is the number of the plan and the codes of its schools, each after a space. */
extern const struct job_kind week_group_job;

#endif
