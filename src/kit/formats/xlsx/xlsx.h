/* xlsx: spreadsheets, sheet by sheet, for Excel and its like.
 *
 * A text is always a text: what begins with "=" is shown, never computed. Rows and columns count
 * from 0. The same cells give the same bytes. Behind it stands libxlsxwriter.
 */
#ifndef WEFT_KIT_FORMATS_XLSX_XLSX_H
#define WEFT_KIT_FORMATS_XLSX_XLSX_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct xlsx;

enum { XLSX_MAX_ROWS = 1048576, XLSX_MAX_COLUMNS = 16384 };

/* A new book; xlsx_end() gives its bytes, in the arena, and frees it. Cells go into the sheet that
 * was begun last. */
bool xlsx_begin(struct arena *arena, struct xlsx **ret, struct err *err);
/* The name is cut to 31 characters, and what a name may not hold is a space. */
void xlsx_sheet(struct xlsx *xlsx, struct str name);

struct xlsx_cell {
	size_t row, column;
	bool bold;
};

void xlsx_text(struct xlsx *xlsx, struct xlsx_cell cell, struct str text);
void xlsx_number(struct xlsx *xlsx, struct xlsx_cell cell, double number);
/* A time of day, in minutes from midnight: the program can count with it. */
void xlsx_time(struct xlsx *xlsx, struct xlsx_cell cell, int32_t minute);

/* How wide a column is, in characters. */
void xlsx_width(struct xlsx *xlsx, size_t column, double characters);
/* The first row and column stay in view. */
void xlsx_freeze(struct xlsx *xlsx);

/* False: ERR_SYSTEM, or ERR_INVALID for a cell that is out of bounds. */
bool xlsx_end(struct xlsx *xlsx, struct str *ret, struct err *err);

#endif
