/* csv: read RFC 4180 text, one record at a time.
 *
 * The text stays in the caller's memory; fields point into it, or into the
 * arena where a quoted field had doubled quotes to undo. Records end with LF
 * or CRLF. A UTF-8 byte order mark at the start is skipped.
 */
#ifndef WEFT_BASE_CSV_H
#define WEFT_BASE_CSV_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

enum { CSV_MAX_FIELDS = 256 };

struct csv {
	struct str rest; /* not read yet */
	unsigned line;   /* of the record last read, from 1 */
	unsigned next_line;
};

struct csv_record {
	struct str field[CSV_MAX_FIELDS];
	size_t n;
};

void csv_init(struct csv *csv, struct str text);

/* Read the next record into *ret. *ret_more is false, and *ret empty, at the end. */
bool csv_next(struct csv *csv, struct arena *arena, struct csv_record *ret, bool *ret_more,
	      struct err *err);

#endif
