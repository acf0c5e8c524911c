/* week_source: the plan that a command is about: of the database, or files.
 *
 * A plan is named by its number in the database (none: what is in force), or by the folder that
 * `weft week solve --out` wrote; the zone is a folder (--zone) or the database's.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_SOURCE_H
#define WEFT_PARTS_WEEK_WEEK_SOURCE_H

#include "kit/cli/command.h"
#include "kit/db/db_option.h"
#include "parts/week/week.h"

struct week_source {
	int32_t date; /* given: of what is in force; 0: today */
	const struct zone *zone;
	struct week_plan plan;
	struct str name;  /* "First plan", or the folder */
	struct str dated; /* "Made on ..., First plan, version 12 (1a2b3c4d)": for sheets */
};

#define WEEK_ZONE_OPTION                                                             \
	{                                                                            \
		"zone", "DIR", "the zone's CSV files; else the zone of the database" \
	}

/* In the arena of the call, which has the options --zone and --database. */
bool week_source_read(struct command_call *call, struct str plan, struct week_source *ret,
		      struct err *err);

/* The zone alone. */
bool week_source_zone(struct command_call *call, const struct zone **ret, struct err *err);

/* Two plans, of one zone. */
bool week_source_read_two(struct command_call *call, struct str a, struct str b,
			  struct week_source *ret_a, struct week_source *ret_b, struct err *err);

/* The row of a code, ZONE_NONE for "". */
bool week_source_find(const struct zone *zone, enum zone_table table, struct str code,
		      const char *what, uint32_t *ret, struct err *err);

/* Write bytes into the file of --out, or to the command's output. */
bool week_source_put(struct command_call *call, struct str bytes, struct err *err);

#endif
