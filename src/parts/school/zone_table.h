/* zone_table: the files of the zone folder and their columns, described once.
 *
 * This table drives everything that has to do with a row: reading and checking its CSV text,
 * writing it, storing it, taking it from a spreadsheet that someone pasted, and the
 * documentation of the format. A new column is one entry here and one member of its struct
 * in zone.h.
 *
 * Each row is a struct of zone.h that begins with "uint32_t line"; a column says at which
 * offset its member lies and of which type the cell is. The types and their members:
 *
 *	CODE, TEXT   struct str            a code is letters, digits and - _ .
 *	TEXTS        struct zone_texts     "K-8;music"
 *	REF          uint32_t              the code of a row of the target table
 *	REFS         struct zone_list      "HH;WP"
 *	NUMBER       int32_t               a whole number from low to high
 *	HUNDREDTHS   int32_t               "19.5", kept x100; low and high are x100 too
 *	NUMBERS      struct zone_numbers   "2;4;6"
 *	MINUTES      int32_t               a length
 *	TIME         int32_t               "08:50", or "8:50 am"
 *	DATE         int32_t               "2026-09-01"
 *	MONEY        int64_t               "227.85", kept in cents
 *	FLAG         bool                  "yes", "no"; empty is "no"
 *	WORD         an enum, or int32_t where it may be empty
 *	WORDS        uint32_t              a set of words
 */
#ifndef WEFT_PARTS_SCHOOL_ZONE_TABLE_H
#define WEFT_PARTS_SCHOOL_ZONE_TABLE_H

#include "base/arena.h"
#include "parts/school/zone.h"

enum zone_type {
	ZONE_CODE,
	ZONE_TEXT,
	ZONE_TEXTS,
	ZONE_REF,
	ZONE_REFS,
	ZONE_NUMBER,
	ZONE_HUNDREDTHS,
	ZONE_NUMBERS,
	ZONE_MINUTES,
	ZONE_TIME,
	ZONE_DATE,
	ZONE_MONEY,
	ZONE_FLAG,
	ZONE_WORD,
	ZONE_WORDS,
};

/* How a type is called in the documentation and in messages: "date", "list of codes". */
const char *zone_type_name(enum zone_type type);

/* What the words of a column are; the value of a word is its place. "" is no word. */
struct zone_vocabulary {
	const char *const *at;
	size_t n;
};

struct zone_column {
	const char *name;
	enum zone_type type;
	size_t offset;
	bool key;               /* part of the row's name: no two rows have the same key cells */
	bool required;          /* may not be empty */
	int32_t low, high;      /* numbers; both 0: 0 to 1,000,000 */
	enum zone_table target; /* REF, REFS */
	const struct zone_vocabulary *words; /* WORD, WORDS */
	const char *unit;                    /* "minutes", or NULL */
	const char *help;                    /* what it means, and what empty means */
	const char *example;
};

struct zone_file {
	const char *name;  /* "assignments": assignments.csv */
	const char *title; /* "People at schools" */
	const char *help;  /* one or two sentences: what a row is */
	size_t rows;       /* offset of the member of struct zone */
	size_t row_size;
	const struct zone_column *columns;
	size_t n;
	bool required; /* at least one row */
};

const struct zone_file *zone_file(enum zone_table table);

/* The table of a file's name, without or with ".csv"; false when there is none. */
bool zone_file_find(struct str name, enum zone_table *ret);

/* The file of a table, without ".csv". */
struct str zone_file_name(enum zone_table table);

/* The row with an index, and the array it is in. */
const void *zone_row_at(const struct zone *zone, enum zone_table table, size_t index);

/* The canonical text of a cell; "" when it is not set. */
struct str zone_cell(struct arena *arena, const struct zone *zone, enum zone_table table,
		     size_t index, const struct zone_column *column);

/* The word of a value: zone_word_of(&zone_roles, ZONE_COACH) is "coach". */
struct str zone_word_of(const struct zone_vocabulary *words, int value);

extern const struct zone_vocabulary zone_strengths, zone_pers, zone_halves, zone_weekdays,
	zone_subject_kinds, zone_room_kinds, zone_roles, zone_statuses, zone_availability_kinds,
	zone_team_kinds, zone_shape_kinds, zone_day_kinds, zone_activities, zone_advances,
	zone_patterns, zone_service_kinds, zone_meeting_places, zone_time_uses, zone_releases,
	zone_phase_kinds, zone_substitute_kinds, zone_rule_kind_words;

#endif
