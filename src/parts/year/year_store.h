/* year_store: the plan of the year in the database, with its history.
 *
 * Each save makes a version in one transaction. Only labs that differ are written; the row of
 * before is closed, never deleted, so that the plan of any version can be read again.
 */
#ifndef WEFT_PARTS_YEAR_YEAR_STORE_H
#define WEFT_PARTS_YEAR_YEAR_STORE_H

#include "kit/db/db.h"
#include "parts/year/year.h"

struct year_save {
	int64_t account_id; /* who; 0: the command line */
	struct str note;    /* "snow on November 12" */
};

/* *ret_version: the new version, or the one that is there when nothing differs. */
bool year_store_save(struct db *db, struct arena *arena, int64_t zone_id,
		     const struct year_problem *problem, const struct year_plan *plan,
		     const struct year_save *save, int64_t *ret_version, struct err *err);

/* The plan of a version, 0: the newest. Labs that were planned since are without a date, and those
 * that are not planned any more are left out. ERR_NOT_FOUND: nothing was saved yet. */
bool year_store_load(struct db *db, struct arena *arena, int64_t zone_id, int64_t version,
		     const struct year_problem *problem, struct year_plan *ret, struct err *err);

/* The newest version, 0: none. */
bool year_store_version(struct db *db, int64_t zone_id, int64_t *ret, struct err *err);

#endif
