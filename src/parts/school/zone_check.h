/* zone_check: what must be true of a zone beyond its single cells.
 *
 * Times in order, numbers that a kind of rule needs, rooms in the school of their class, people
 * with an assignment where they are named, one row of visits for each class and special ... Each
 * check adds its problems; nothing here stops at the first.
 */
#ifndef WEFT_PARTS_SCHOOL_ZONE_CHECK_H
#define WEFT_PARTS_SCHOOL_ZONE_CHECK_H

#include "parts/school/zone_folder.h"

/* All checks, on a zone whose cells and references are right. */
void zone_check(struct arena *arena, const struct zone *zone, struct zone_problems *problems);

#endif
