/* week_groups: schools that are planned together, and those that need not be.
 *
 * Two schools belong to one group when somebody works or is in a team at both, and so do the
 * schools of a team across schools. What is planned for one group leaves all others as they are.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_GROUPS_H
#define WEFT_PARTS_WEEK_WEEK_GROUPS_H

#include "base/arena.h"
#include "parts/school/zone.h"

struct week_groups {
	struct zone_list *at; /* schools of each, ascending; groups by their first school */
	size_t n;
};
struct week_groups week_groups_of(struct arena *arena, const struct zone *zone);

#endif
