/* week_board: the zone and one plan of its week in memory, for the pages.
 *
 * Reading a zone and thousands of bookings takes longer than a page may; a board is read once for
 * each version of either and shared by all requests until the next change. There are two
 * kinds of boards: of a scenario that people work on, and of what is in force on a date, which may
 * come from a different adoption at each school. Any thread; a board does not change while somebody
 * holds it.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_BOARD_H
#define WEFT_PARTS_WEEK_WEEK_BOARD_H

#include "parts/school/zone_cache.h"
#include "parts/week/week_scenario.h"
#include "parts/week/week_store.h"

struct week_held;

struct week_board {
	const struct zone *zone;
	int64_t zone_version;
	struct week_scenario scenario; /* id 0: what is in force, or there is no plan yet */
	struct week_plan plan;         /* booking i is line i of a scenario */
	const struct str *line;
	struct week_holding holding; /* of a board of what is in force: by school */
	struct str fault;            /* why the plan cannot be shown; empty: it can */
	struct week_held *held;
};

struct week_boards;

/* The cache of zones must outlive the boards. */
struct week_boards *week_boards_create(int64_t zone_id, struct zone_cache *zones);
void week_boards_destroy(struct week_boards *boards); /* NULL is allowed */

/* The board of a scenario; 0: what is in force today. ERR_NOT_FOUND while the zone is empty. Give
 * it back with week_boards_release() when the page is drawn. */
bool week_boards_take(struct week_boards *boards, struct db *db, int64_t scenario_id,
		      const struct week_board **ret, struct err *err);

/* What is in force on a date (ZONE_UNSET: today, by the clock of the database and the zone's
 * time). While nothing was ever adopted it is the newest scenario, so that a first plan can be
 * seen; without one the plan is empty. */
bool week_boards_in_force(struct week_boards *boards, struct db *db, int32_t date,
			  const struct week_board **ret, struct err *err);

void week_boards_release(struct week_boards *boards, const struct week_board *board);

/* Today where the zone is. */
int32_t week_zone_today(struct arena *arena, const struct zone *zone, const struct clock *clock);

#endif
