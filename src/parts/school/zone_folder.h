/* zone_folder: a zone as a folder of CSV files.
 *
 * Reading collects every problem there is, not only the first: each with its file, line, column
 * and remedy. Writing gives the one canonical form, so that a folder that was written, read
 * and written again is the same to the byte. docs/zone-format.md describes the files.
 */
#ifndef WEFT_PARTS_SCHOOL_ZONE_FOLDER_H
#define WEFT_PARTS_SCHOOL_ZONE_FOLDER_H

#include "base/arena.h"
#include "base/err.h"
#include "parts/school/zone.h"

/* So much all files of a folder have at most; a larger one is refused before it is read. In memory
 * it is some twenty times as much. */
enum { ZONE_MAX_BYTES = 64 << 20 };

struct zone_problem {
	bool is_warning; /* worth a look, but the zone can be used */
	enum zone_table table;
	struct str stray;  /* a file that no table has, by its name; "": the table's file */
	unsigned line;     /* of the file, 1 is its head; 0: the file as a whole */
	struct str column; /* name, or "" */
	struct str text;   /* what is wrong, one sentence with the value in it */
	struct str remedy; /* what to do, one sentence */
};

struct zone_problems {
	struct zone_problem *at;
	size_t n, cap;
	size_t n_errors;
	bool is_partial; /* cells are wrong: what rows say together was not looked at */
};

/* Text of the files, before it is read: one entry a table; ptr NULL: no such file. */
struct zone_files {
	struct str file[ZONE_N_TABLES];
};

/* Read and check. True when the zone can be used (warnings may be there); false with ERR_INVALID
 * and the list of problems, or with another kind when a file cannot be read at all. *ret is set
 * only on success. problems may be NULL: then err names the first one. */
bool zone_read_folder(struct arena *arena, const char *dir, const struct zone **ret,
		      struct zone_problems *problems, struct err *err);

/* The files of a folder as they are, not read yet. */
bool zone_read_files(struct arena *arena, const char *dir, struct zone_files *ret, struct err *err);

/* The same from memory. */
bool zone_read_texts(struct arena *arena, const struct zone_files *texts, const struct zone **ret,
		     struct zone_problems *problems, struct err *err);

/* The canonical first line of a file, and the line of a row, each with its end. */
struct str zone_head_line(struct arena *arena, enum zone_table table);
struct str zone_row_line(struct arena *arena, const struct zone *zone, enum zone_table table,
			 size_t index);

/* The canonical text of one file. */
struct str zone_write_text(struct arena *arena, const struct zone *zone, enum zone_table table);

/* All files into a folder, which is made when missing. */
bool zone_write_folder(const struct zone *zone, const char *dir, struct err *err);

/* Add a problem to a list: an error counts even when the list is full. */
void zone_problem_add(struct arena *arena, struct zone_problems *problems,
		      const struct zone_problem *problem);

/* "assignments.csv", the file that a problem is in. */
struct str zone_problem_file(struct arena *arena, const struct zone_problem *problem);

/* "alder/assignments.csv:12: visits_per_week: ..." */
struct str zone_problem_text(struct arena *arena, struct str dir,
			     const struct zone_problem *problem);

#endif
