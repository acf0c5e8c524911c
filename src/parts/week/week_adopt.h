/* week_adopt: from a scenario to a plan in force.
 *
 * The bookings of one school, or of all, are frozen as they are and hold from a date on
 * (week_store.h). A school that goes its own way must leave staff it shares with others where the
 * others' plans in force expect them.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_ADOPT_H
#define WEFT_PARTS_WEEK_WEEK_ADOPT_H

#include "parts/week/week_scenario.h"
#include "parts/week/week_store.h"

struct week_adopting {
	int64_t zone_id, scenario_id, account_id, zone_version;
	uint32_t school; /* ZONE_NONE: all */
	int32_t from_date;
	struct str note;
};

/* ERR_NOT_FOUND: no such scenario; ERR_INVALID: it has nothing for the school; ERR_CONFLICT:
 * somebody would have to be at two schools at once. */
bool week_adopt(struct db *db, struct arena *arena, const struct zone *zone,
		const struct week_adopting *adopting, int64_t *ret_id, struct err *err);

/* WEEK_ADOPTED: in force at a school; WEEK_COMING: from a later date on. */
enum week_state { WEEK_DRAFT, WEEK_ADOPTED, WEEK_COMING, WEEK_PAST };

/* What a scenario is today, given all adoptions and which of them hold. */
enum week_state week_state_of(int64_t scenario_id, const struct week_adoption *all, size_t n,
			      const struct week_holding *holding, int32_t today);

#endif
