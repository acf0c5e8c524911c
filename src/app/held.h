/* held: what data elements the program holds, in plain words.
 *
 * One entry a table of the database and one a column: what it is, who reads it, how long it stays.
 * The page /data and the command `weft data` are drawn from the tables that the database really
 * has; the words come from here. tests/app/test_held.c fails when a table or a column of either
 * engine has no words, and when words have no column: whoever adds a migration adds them.
 *
 * Not of the database, and listed besides: the rows of the zone (their words are those of
 * parts/school/zone_table.h) and what lies in cookies, logs, backups and temporary files.
 */
#ifndef WEFT_APP_HELD_H
#define WEFT_APP_HELD_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum held_group {
	HELD_PEOPLE,  /* who signs in */
	HELD_SCHOOL,  /* the zone */
	HELD_PLANS,   /* week and year */
	HELD_COVER,   /* absences and cover */
	HELD_TRACES,  /* what was done, and when */
	HELD_PROGRAM, /* the program's own */
};
enum { HELD_N_GROUPS = HELD_PROGRAM + 1 };

/* English, keys for lang_text(), as all texts here. */
const char *held_group_title(enum held_group group);

struct held_column {
	const char *name, *words;
};

struct held_table {
	const char *name; /* in the database */
	enum held_group group;
	const char *title, *what;
	const char *who;  /* reads it */
	const char *kept; /* for how long */
	const struct held_column *column;
	size_t n;
};

extern const struct held_table held_tables[];
extern const size_t held_n_tables;

/* NULL: there are no words for it. */
const struct held_table *held_find(struct str table);
const char *held_column_words(const struct held_table *table, struct str column);

/* What lies elsewhere. */
struct held_place {
	const char *title, *what, *who, *kept;
};
extern const struct held_place held_places[];
extern const size_t held_n_places;

/* Days after which an absence of a day is forgotten, and a link that was used or is too old. */
enum { HELD_ABSENCE_DAYS = 30, HELD_LINK_DAYS = 30 };

#endif
