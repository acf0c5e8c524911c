/* week_lost: minutes that people lost because they stood in for others.
 *
 * A plan of the week cannot know them: they come with the days. Cover writes them here
 * (parts/cover/cover_owed.h), by date, person, team and kind, and the ledger reads them. What is
 * kept is who stood in, never who was away.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_LOST_H
#define WEFT_PARTS_WEEK_WEEK_LOST_H

#include "kit/auth/access.h"
#include "kit/db/db.h"
#include "parts/week/week_ledger.h"

/* The numbers stand in the database: never renumber. */
enum week_lost_kind {
	WEEK_LOST_TEAM = 0,     /* a meeting of their team */
	WEEK_LOST_PLANNING = 1, /* their own planning */
	WEEK_LOST_DIRECTED = 2, /* staff time that the school or zone directs */
	WEEK_LOST_COACHING = 3, /* of coaches */
	WEEK_LOST_GROUPS = 4,   /* work with small groups, or of the office: not adults' learning */
	WEEK_LOST_LAB = 5,      /* a lab that did not take place */
};
enum { WEEK_N_LOST = 6 };

/* "team time", "planning" ... */
const char *week_lost_name(enum week_lost_kind kind);

/* Is it learning time of adults, and so for the ledger? */
bool week_lost_is_learning(enum week_lost_kind kind);

struct week_lost {
	uint32_t school, person; /* person ZONE_NONE: a team as a whole */
	uint32_t team;           /* ZONE_NONE: none */
	enum week_lost_kind kind;
	int32_t date, minutes;
};

struct week_losses {
	struct week_lost *at;
	size_t n, cap;
};

/* Those of the schools that may be read, from one date to another, both inside; by date. Rows
 * whose person or team is not in the zone any more are left out. */
bool week_lost_read(struct db *db, struct arena *arena, const struct zone *zone,
		    const struct access_places *places, const int32_t dates[2],
		    struct week_losses *ret, struct err *err);

/* What was lost on a date at those schools becomes this (a lab that did not take place, kind
 * WEEK_LOST_LAB, stays). In a transaction of the caller. */
bool week_lost_save(struct db *tx, struct arena *arena, const struct zone *zone,
		    const struct access_places *places, int32_t date,
		    const struct week_losses *lost, struct err *err);

/* Add one row. */
bool week_lost_add(struct db *tx, struct arena *arena, const struct zone *zone, int64_t zone_id,
		   const struct week_lost *lost, struct err *err);

/* Put what was lost into a ledger: to people, teams and the school. */
void week_ledger_add_lost(struct arena *arena, struct week_ledger *ledger,
			  const struct week_losses *lost);

#endif
