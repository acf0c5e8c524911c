/* week_conflict: what a job that planned the week found to be impossible, kept for its page.
 *
 * Each conflict is a sentence with its remedies; a remedy that was tried on a changed zone brings
 * the rows that it changes, so that a button can plan anew with them.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_CONFLICT_H
#define WEFT_PARTS_WEEK_WEEK_CONFLICT_H

#include "parts/week/week_make.h"

struct week_kept_remedy {
	int64_t place, remedy;             /* of the conflict and in it, from 1 */
	struct str sentence, price, patch; /* patch empty: words only */
};

struct week_kept_conflict {
	struct str sentence;
	const struct week_kept_remedy *remedy;
	size_t n;
};

/* Keep what the report found for the job of the making. Twice is as once. */
bool week_conflict_store(const struct week_making *making, const struct zone *zone,
			 const struct week_report *report, struct err *err);

bool week_conflict_list(struct db *db, struct arena *arena, int64_t zone_id, int64_t job_id,
			struct week_kept_conflict **ret, size_t *ret_n, struct err *err);

#endif
