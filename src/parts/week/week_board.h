/* week_board: the zone and one plan of its week in memory, for the pages.
 *
 * Reading a zone and thousands of bookings takes longer than a page may; a board is read once for
 * each version of either and shared by all requests until the next change. Any thread; a board
 * does not change while somebody holds it.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_BOARD_H
#define WEFT_PARTS_WEEK_WEEK_BOARD_H

#include "parts/week/week_scenario.h"

struct week_held;

struct week_board {
	const struct zone *zone;
	int64_t zone_version;
	struct week_scenario scenario; /* id 0: there is no plan yet */
	struct week_plan plan;         /* booking i is line i of the scenario */
	const struct str *line;
	struct str fault; /* why the plan cannot be shown; empty: it can */
	struct week_held *held;
};

struct week_boards;

struct week_boards *week_boards_create(int64_t zone_id);
void week_boards_destroy(struct week_boards *boards); /* NULL is allowed */

/* The board of a scenario, 0: the adopted one, or else the newest. ERR_NOT_FOUND while the zone is
 * empty. Give it back with week_boards_release() when the page is drawn. */
bool week_boards_take(struct week_boards *boards, struct db *db, int64_t scenario_id,
		      const struct week_board **ret, struct err *err);
void week_boards_release(struct week_boards *boards, const struct week_board *board);

#endif
