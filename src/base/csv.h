/* csv: read and write RFC 4180 text, one record at a time.
 *
 * Reading. The text stays in the caller's memory; fields point into it, or into
 * the arena where a quoted field had doubled quotes to undo. Records end with
 * LF or CRLF. A UTF-8 byte order mark at the start is skipped. Refused, with
 * line and column (counted in characters, from 1): text that is not UTF-8, NUL
 * bytes, a quote in the wrong place, a lone CR, more than CSV_MAX_FIELDS fields.
 *
 *	csv_init(&csv, text);
 *	while ((ok = csv_next(&csv, arena, &record, &more, err)) && more)
 *		...
 *
 * Writing. Text goes into a struct text, which the caller may empty to a file or
 * socket between records. A spreadsheet runs a field that begins with = + - @ or
 * a control character as a formula, so the writer puts an apostrophe before
 * such text, and before text that would look as if it had done so; the reader takes
 * exactly that apostrophe away again. What was written is read back unchanged.
 */
#ifndef WEFT_BASE_CSV_H
#define WEFT_BASE_CSV_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Enough for the widest exchange file of schools (OneRoster: 28 columns) and
 * for a sheet that someone pasted; a longer record is a mistake. */
enum { CSV_MAX_FIELDS = 256 };

struct csv {
	struct str rest; /* not read yet */
	unsigned line;   /* where the record last read begins, from 1 */
	unsigned next_line, next_column;
	char separator;  /* ',' from csv_init; set '\t' or ';' after it */
	bool keep_guard; /* leave the apostrophe of the formula guard where it is */
};

struct csv_record {
	struct str field[CSV_MAX_FIELDS];
	unsigned line[CSV_MAX_FIELDS], column[CSV_MAX_FIELDS]; /* where each field begins */
	size_t n;
};

void csv_init(struct csv *csv, struct str text);

/* Read the next record into *ret. *ret_more is false, and *ret empty, at the end. */
bool csv_next(struct csv *csv, struct arena *arena, struct csv_record *ret, bool *ret_more,
	      struct err *err);

/* Say what is wrong with a field: "line 7, column 12: ...". A field beyond the
 * record's end is placed at its last field. Always returns false. */
bool csv_fault(const struct csv_record *record, size_t field, struct err *err, const char *format,
	       ...) __attribute__((format(printf, 4, 5)));

struct csv_writer {
	struct text *text; /* the caller's */
	char separator;    /* ',' from csv_writer_init */
	bool no_guard;     /* write text that looks like a formula as it is */
	bool lf;           /* end records with LF: for files that people keep and compare */
	bool inside;       /* a record is begun */
};

void csv_writer_init(struct csv_writer *writer, struct text *text);

/* Add a field to the record. Numbers need no guard: -5 stays -5. */
void csv_put(struct csv_writer *writer, struct str field);
void csv_put_i64(struct csv_writer *writer, int64_t number);

/* End the record (CRLF, or LF where set). A record has at least one field. */
void csv_end(struct csv_writer *writer);

#endif
