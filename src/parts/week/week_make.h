/* week_make: solve the week and keep the answer as a scenario.
 *
 * The locked bookings of the scenario it begins from stay where they are. Also the job
 * "week.solve", whose payload is the number of that scenario (or 0), a space, and a name.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_MAKE_H
#define WEFT_PARTS_WEEK_WEEK_MAKE_H

#include "kit/jobs/job_run.h"
#include "parts/week/week_scenario.h"

struct week_making {
	struct db *db;
	struct arena *arena;
	const struct clock *clock;
	int64_t zone_id, account_id;
	int64_t from_id;          /* 0: nothing is locked */
	struct zone_list schools; /* that are planned; empty: all */
	int64_t into_id; /* 0: a new scenario; else one that gets the bookings of the schools */
	struct str name;
	struct str patch; /* rows of the zone to try (week_patch.h); on top of those of from_id */
	int64_t job_id;   /* under which conflicts are kept; 0: they are not */
	double seconds;   /* <= 0: as week_solve() */
	const struct week_progress *progress; /* may be NULL */
};

/* *ret_id: the scenario, 0 when nothing was feasible; the report says why. */
bool week_make(const struct week_making *making, int64_t *ret_id, struct week_report *ret_report,
	       struct err *err);

/* Put what was made in force at all schools: from today on, the first plan from the year's first
 * day on. */
bool week_make_adopt(const struct week_making *making, int64_t id, struct err *err);

/* The report as sentences, one a line: for a page. */
struct str week_make_summary(struct arena *arena, const struct zone *zone,
			     const struct week_report *report);

/* What a job of the week works with. progress: of the job, and outlives it. */
struct week_making week_making_of(struct job_run *run, const struct week_progress *progress);

/* Progress of a job: the context of a struct week_progress is its job_run. */
bool week_job_says(void *context, double part, struct str what);

extern const struct job_kind week_solve_job;

#endif
