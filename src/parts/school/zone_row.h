/* zone_row: stable names for rows, so that whatever follows from a row can say so.
 *
 * Not only rules have consequences: that a class has four visits follows from a row of visits.csv,
 * that a teacher has at most six at a school from one of assignments.csv. Whoever makes a
 * constraint tags it with the row it comes from. A tag is good for one struct zone; the text of a
 * tag is good for ever, for it is made of the row's key: "assignments/PE8/WP/specialist/PE".
 */
#ifndef WEFT_PARTS_SCHOOL_ZONE_ROW_H
#define WEFT_PARTS_SCHOOL_ZONE_ROW_H

#include "base/arena.h"
#include "parts/school/zone.h"

/* Never 0. */
int64_t zone_tag(enum zone_table table, size_t index);
enum zone_table zone_tag_table(int64_t tag);
size_t zone_tag_index(int64_t tag);

/* "rules/contract-planning": the table and the key of the row. */
struct str zone_tag_text(const struct zone *zone, int64_t tag, struct arena *arena);

/* The tag of such a text; false when there is no such row. */
bool zone_tag_find(const struct zone *zone, struct str text, int64_t *ret);

/* Where it stands, for a person: "assignments.csv, line 12". */
struct str zone_tag_place(const struct zone *zone, int64_t tag, struct arena *arena);

/* How many rows a table has, and the code or first key cell of one. */
size_t zone_count(const struct zone *zone, enum zone_table table);
struct str zone_code(const struct zone *zone, enum zone_table table, size_t index);

/* Its name for people ("Harbor Hill"), or the code where it has none. */
struct str zone_name(struct arena *arena, const struct zone *zone, enum zone_table table,
		     size_t index);

#endif
