/* zone_sheet: one file of a zone as a table of text, to be changed row by row.
 *
 * For everything that edits: rosters, pasted tables, forms. The text may be half wrong; reading it
 * back as a zone (zone_folder.h) is what checks it.
 */
#ifndef WEFT_PARTS_SCHOOL_ZONE_SHEET_H
#define WEFT_PARTS_SCHOOL_ZONE_SHEET_H

#include "parts/school/zone_folder.h"

struct zone_sheet {
	struct arena *arena;
	enum zone_table table;
	struct str **at; /* rows of cells, one a column of the table's description */
	size_t n, cap;
};

/* Read the text of a file; columns that it lacks are empty, those that are unknown an error. The
 * separator may be a comma, or a tab as spreadsheets paste it: the first line decides. A text whose
 * first line is no head is read as rows in the order of the description. */
bool zone_sheet_read(struct arena *arena, enum zone_table table, struct str text,
		     struct zone_sheet *ret, struct err *err);

/* Index of a column by name; it must exist. */
size_t zone_sheet_column(const struct zone_sheet *sheet, const char *name);

/* The first row whose cell is that text (letters of either case), or NULL. */
struct str *zone_sheet_find(const struct zone_sheet *sheet, size_t column, struct str text);

/* The row with the same key cells as these, or NULL. */
struct str *zone_sheet_find_key(const struct zone_sheet *sheet, const struct str *cells);

/* A new, empty row at the end. */
struct str *zone_sheet_add(struct zone_sheet *sheet);

void zone_sheet_remove(struct zone_sheet *sheet, const struct str *row);

struct str zone_sheet_text(const struct zone_sheet *sheet);

#endif
