/* year_source: where commands on the year find a zone and its plan. */
#ifndef WEFT_PARTS_YEAR_YEAR_SOURCE_H
#define WEFT_PARTS_YEAR_YEAR_SOURCE_H

#include "kit/cli/command.h"
#include "kit/db/db_option.h"
#include "parts/year/year_store.h"

#define YEAR_ZONE_OPTION                                                                    \
	{                                                                                   \
		"zone", "DIR", "a zone folder; or the number of a zone in the database (1)" \
	}
#define YEAR_LABS_OPTION                                                 \
	{                                                                \
		"labs", "FILE", "labs.csv of a plan, as --out writes it" \
	}

#define YEAR_TODAY_OPTION                                                             \
	{                                                                             \
		"today", "DATE", "what lies before it stays (database: today's date)" \
	}

/* --zone DIR, or the database of --database. */
bool year_source_zone(struct command_call *call, const struct zone **ret, struct err *err);

/* The problem of that zone; closures of every date are known. */
bool year_source_problem(struct command_call *call, struct year_problem *ret, struct err *err);

/* --today, else the day of the clock in a zone of the database; ZONE_UNSET for a folder without
 * --today: a folder has no history. */
bool year_source_today(struct command_call *call, const struct zone *zone, int32_t *ret,
		       struct err *err);

/* Lock what lies before today: it stays, as locked labs do. */
void year_hold_history(struct year_plan *plan, int32_t today);

/* Keep the plan as a new version beside the zone in the database; in a folder's case nothing. */
bool year_source_save(struct command_call *call, const struct year_problem *problem,
		      const struct year_save *save, struct err *err);

/* The plan of --labs, or the newest in the database; *ret_found is false, and the plan empty,
 * when there is neither. */
bool year_source_plan(struct command_call *call, const struct year_problem *problem,
		      struct year_plan *ret, bool *ret_found, struct err *err);

#endif
