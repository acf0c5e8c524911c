/* zone_diff: what differs between the rows that are stored and those that shall be.
 *
 * Pure: no database. Rows are compared by key, then cell by cell. The order of a file is kept by
 * places: numbers with room between them, so that a row put in between changes no other.
 */
#ifndef WEFT_PARTS_SCHOOL_ZONE_DIFF_H
#define WEFT_PARTS_SCHOOL_ZONE_DIFF_H

#include "parts/school/zone_store.h"

struct zone_line {
	enum zone_table table;
	struct str key;
	struct str line; /* without its end */
	int64_t place;
};

struct zone_lines {
	struct zone_line *at;
	size_t n, cap;
};

/* A stored row to close, or a wanted row to begin (or both: a row that changed). */
struct zone_step {
	const struct zone_line *close, *begin; /* NULL: none */
};

struct zone_steps {
	struct zone_step *at;
	size_t n, cap;
};

/* All rows of a zone, file by file; places are not set. */
void zone_lines_of(struct arena *arena, const struct zone *zone, struct zone_lines *ret);

/* Compare; sets the places of the wanted rows. Both are file by file, the stored ones by place. */
void zone_diff(struct arena *arena, const struct zone_lines *stored, struct zone_lines *wanted,
	       struct zone_steps *ret_steps, struct zone_changes *ret_changes);

#endif
