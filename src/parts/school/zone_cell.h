/* zone_cell: the text of one cell becomes the value of its member, or a sentence what is wrong. */
#ifndef WEFT_PARTS_SCHOOL_ZONE_CELL_H
#define WEFT_PARTS_SCHOOL_ZONE_CELL_H

#include "parts/school/zone_table.h"

/* What was wrong with a cell. */
struct zone_fault {
	struct str text, remedy;
};

enum { ZONE_MAX_CODE = 48, ZONE_MAX_TEXT = 4000 };

/* Put a cell into the row. References are left alone (their rows may not be known yet). False:
 * *ret says what is wrong; the member is then as for an empty cell. */
bool zone_cell_read(struct arena *arena, const struct zone_column *column, struct str cell,
		    void *row, struct zone_fault *ret);

/* Whether s may be a code. */
bool zone_is_code(struct str s);

/* The next item of a list of cells "a;b;c", trimmed; false at the end. */
bool zone_list_next(struct str *rest, struct str *ret);

/* The candidate nearest to what was written, or "": for "Did you mean ...?". */
struct str zone_nearest(struct str written, const struct str *candidates, size_t n);

#endif
