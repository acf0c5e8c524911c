/* zone_store: zones in the database: import, load, history, undo.
 *
 * Each import makes a new version of the zone in one transaction. Only rows that differ are
 * written; a row that goes is closed, never deleted, so that any version can be read again. Undoing
 * makes a new version too: that of before, so that an undo can itself be undone by importing.
 */
#ifndef WEFT_PARTS_SCHOOL_ZONE_STORE_H
#define WEFT_PARTS_SCHOOL_ZONE_STORE_H

#include "kit/db/db.h"
#include "parts/school/zone_folder.h"

enum zone_change_kind { ZONE_ADDED, ZONE_CHANGED, ZONE_REMOVED, ZONE_MOVED };

/* What an import does, or would do. A changed row has one entry for each cell that differs. */
struct zone_change {
	enum zone_change_kind kind;
	enum zone_table table;
	struct str key;      /* "assignments/PE8/WP/specialist/PE" */
	struct str column;   /* of a changed row */
	struct str old, now; /* its cells; the whole line of a row that is added or removed */
};

struct zone_changes {
	struct zone_change *at;
	size_t n, cap;
	size_t n_rows[ZONE_MOVED + 1]; /* rows by kind */
	int64_t version;               /* that was made; 0: none, because nothing differs */
};

struct zone_import {
	int64_t account_id; /* who; 0: the command line */
	struct str note;    /* "folder share/alder-sound" */
	bool dry_run;       /* find the changes, write nothing */
	int64_t expects;    /* the version that the zone was made from: ERR_CONFLICT when there is
			     * another meanwhile; 0: whatever there is */
};

/* Make the zone in the database the one given. The changes are in the arena. */
bool zone_store_import(struct db *db, struct arena *arena, int64_t zone_id, const struct zone *zone,
		       const struct zone_import *import, struct zone_changes *ret, struct err *err);

/* Take the last import that was not undone back. ERR_NOT_FOUND: there is none. */
bool zone_store_undo(struct db *db, struct arena *arena, int64_t zone_id,
		     const struct zone_import *import, struct zone_changes *ret, struct err *err);

/* The zone as it is (version 0) or as it was. ERR_NOT_FOUND: nothing was imported yet. */
bool zone_store_load(struct db *db, struct arena *arena, int64_t zone_id, int64_t version,
		     const struct zone **ret, struct err *err);

/* The text of its files, for exports and pasted tables; all empty when there is nothing yet. */
bool zone_store_files(struct db *db, struct arena *arena, int64_t zone_id, int64_t version,
		      struct zone_files *ret, struct err *err);

/* The highest version, 0: none. */
bool zone_store_version(struct db *db, int64_t zone_id, int64_t *ret, struct err *err);

struct zone_version {
	int64_t version, made_ms, account_id, undoes, n_changes;
	struct str note;
};

/* Newest first. */
bool zone_store_history(struct db *db, struct arena *arena, int64_t zone_id, int64_t limit,
			struct zone_version **ret, size_t *ret_n, struct err *err);

/* The number of a row for ever, by its key (zone_tag_text); and the key of a number. */
bool zone_store_id(struct db *db, int64_t zone_id, struct str key, int64_t *ret, struct err *err);
bool zone_store_key(struct db *db, struct arena *arena, int64_t zone_id, int64_t id,
		    struct str *ret, struct err *err);

/* The numbers of all rows of a table of a loaded zone, in its order. */
bool zone_store_ids(struct db *db, struct arena *arena, int64_t zone_id, const struct zone *zone,
		    enum zone_table table, const int64_t **ret, struct err *err);

/* The changes as lines for people. */
struct str zone_changes_text(struct arena *arena, const struct zone_changes *changes);

#endif
