/* What the files of checks share. */
#ifndef WEFT_PARTS_SCHOOL_ZONE_CHECK_INTERNAL_H
#define WEFT_PARTS_SCHOOL_ZONE_CHECK_INTERNAL_H

#include "parts/school/zone_check.h"
#include "parts/school/zone_row.h"

struct checker {
	struct arena *arena;
	const struct zone *zone;
	struct zone_problems *problems;
};

/* A row of a table, for a problem at it. */
struct check_place {
	enum zone_table table;
	size_t index;
	const char *column;
};

/* Add a problem; text and remedy are in the arena or literals. */
void check_error(const struct checker *c, struct check_place place, struct str text,
		 struct str remedy);
void check_warn(const struct checker *c, struct check_place place, struct str text,
		struct str remedy);

#define CHECK_AT(table, index, column) ((struct check_place){(table), (index), (column)})

/* Whether someone has an assignment at a school. */
bool check_works_at(const struct zone *zone, uint32_t person, uint32_t school);

/* The code of a row, for sentences. */
struct str check_code(const struct checker *c, enum zone_table table, uint32_t index);

void check_people(const struct checker *c);
void check_days(const struct checker *c);
void check_needs(const struct checker *c);
void check_rules(const struct checker *c);

#endif
