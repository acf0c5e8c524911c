/* year_board: the zone, the problem of its year and the plan as it stands, for the pages.
 *
 * Made once for each version of the zone and of the plan and shared by all requests until either
 * changes: reading a zone and looking for faults takes longer than a page may. Any thread; a
 * board does not change while somebody holds it.
 */
#ifndef WEFT_PARTS_YEAR_YEAR_BOARD_H
#define WEFT_PARTS_YEAR_YEAR_BOARD_H

#include "kit/db/db.h"
#include "parts/year/year_bookings.h"
#include "parts/year/year_phases.h"
#include "parts/year/year_valid.h"

struct year_held;

struct year_board {
	const struct zone *zone;
	int64_t zone_version;
	int64_t version; /* of the plan; 0: there is none yet */
	struct year_problem problem;
	struct year_plan plan;     /* hosts chosen */
	struct year_phases phases; /* by lab, then time */
	struct year_releases releases;
	struct year_bookings bookings; /* besides labs */
	struct year_faults faults;
	const size_t *by_date; /* placed labs, by date, then lab */
	size_t n_placed;
	struct year_held *held;
};

struct year_boards;

struct year_boards *year_boards_create(int64_t zone_id);
void year_boards_destroy(struct year_boards *boards); /* NULL is allowed */

/* ERR_NOT_FOUND while the zone is empty. Give it back with year_boards_release() when the page is
 * drawn. */
bool year_boards_take(struct year_boards *boards, struct db *db, const struct year_board **ret,
		      struct err *err);
void year_boards_release(struct year_boards *boards, const struct year_board *board);

/* Substitutes that labs need on a date, all schools together. */
int32_t year_board_substitutes(const struct year_board *board, int32_t date);

/* The least that a rule allows on a date, ZONE_UNSET: no rule. */
int32_t year_board_cap(const struct year_board *board, int32_t date);

#endif
