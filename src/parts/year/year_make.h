/* year_make: the year planned in the background, around what is locked.
 *
 * The job "year.solve". Its payload is "mend SCHOOLS" (labs that break a rule find another date,
 * the others stay if they can) or "anew SCHOOLS" (every lab that is not locked may move). SCHOOLS
 * are the codes of those whose labs may be moved, with ';' between them. Labs of other schools,
 * past labs and locked ones stay. A plan that was found becomes a new version of the year, which
 * undo takes back; where there is none, the result says why and what would help.
 */
#ifndef WEFT_PARTS_YEAR_YEAR_MAKE_H
#define WEFT_PARTS_YEAR_YEAR_MAKE_H

#include "kit/jobs/job_run.h"
#include "parts/year/year_solve.h"

#define YEAR_JOB "year.solve"

struct year_making {
	struct db *db;
	struct arena *arena;
	const struct clock *clock;
	int64_t zone_id, account_id;
	bool anew;
	struct str schools; /* codes, ';' between; "*": all */
	int32_t today;      /* labs before it are history; ZONE_UNSET: none are */
	double seconds;     /* 0: 60 */
	struct str note;    /* of the version */
};

/* What came of it, as sentences: one a line. *ret_changed: how many labs moved. */
bool year_make(const struct year_making *making, enum weft_verdict *ret_verdict,
	       size_t *ret_changed, struct str *ret_report, struct err *err);

extern const struct job_kind year_solve_job;

#endif
