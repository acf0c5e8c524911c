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
	const struct year_plan *plan;
	int64_t account_id; /* who; 0: the command line */
	struct str note;    /* "snow on November 12" */
	int32_t from_date;  /* labs before it were history then; 0: the whole year */
};

/* *ret_version: the new version, or the one that is there when nothing differs. */
bool year_store_save(struct db *db, struct arena *arena, int64_t zone_id,
		     const struct year_problem *problem, const struct year_save *save,
		     int64_t *ret_version, struct err *err);

/* The plan of a version, 0: the newest. Labs that were planned since are without a date, and those
 * that are not planned any more are left out. ERR_NOT_FOUND: nothing was saved yet. */
bool year_store_load(struct db *db, struct arena *arena, int64_t zone_id, int64_t version,
		     const struct year_problem *problem, struct year_plan *ret, struct err *err);

/* The newest version, 0: none. */
bool year_store_version(struct db *db, int64_t zone_id, int64_t *ret, struct err *err);

/* The version that held at an instant, 0: none yet. */
bool year_store_version_at(struct db *db, int64_t zone_id, int64_t at_ms, int64_t *ret,
			   struct err *err);

struct year_version {
	int64_t version, made_ms, account_id, n_changes;
	int32_t from_date; /* 0: the whole year */
	struct str note;
};

/* Newest first. */
bool year_store_versions(struct db *db, struct arena *arena, int64_t zone_id, int64_t limit,
			 struct year_version **ret, size_t *ret_n, struct err *err);

/* Where a lab was from a version on. */
struct year_past {
	struct year_version version;
	int32_t date; /* ZONE_UNSET: nowhere */
	bool locked;
	struct str reason; /* of the lock */
	struct str host[YEAR_MAX_HOSTS];
};

/* The history of one lab, oldest first. */
bool year_store_history(struct db *db, struct arena *arena, int64_t zone_id,
			struct year_lab_key key, struct year_past **ret, size_t *ret_n,
			struct err *err);

/* ---- One lab, by hand ---- */

enum year_lock { YEAR_LOCK_AS_IS, YEAR_LOCK_SET, YEAR_LOCK_OPEN };

struct year_wish {
	struct year_lab_key lab;
	int32_t date; /* first day, ZONE_UNSET: where it is */
	bool set_hosts;
	uint32_t host[YEAR_MAX_HOSTS]; /* classes, ZONE_NONE: to be chosen */
	enum year_lock lock;
	struct str who, why;  /* for the lock; why also where a rule is overruled */
	bool overrule;        /* though a rule that must hold is in the way */
	int64_t seen_version; /* that the person looked at; 0: not said */
	int64_t account_id;
};

/* Move, lock or unlock one lab, as a new version. A lock holds who, when and why. ERR_CONFLICT:
 * a rule is in the way (its sentence is the text) and not overruled, or the lab was changed since
 * seen_version. ERR_INVALID: to overrule or lock takes a reason. ERR_NOT_FOUND: no such lab. */
bool year_store_change(struct db *db, struct arena *arena, int64_t zone_id,
		       const struct year_problem *problem, const struct year_wish *wish,
		       int64_t *ret_version, struct err *err);

#endif
