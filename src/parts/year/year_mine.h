/* year_mine: the labs of one person, team, class or room: on their own day, and in calendars. */
#ifndef WEFT_PARTS_YEAR_YEAR_MINE_H
#define WEFT_PARTS_YEAR_YEAR_MINE_H

#include "kit/feed/feed.h"
#include "kit/html/week_view.h"
#include "parts/year/year_page.h"

/* The phases of a person's labs on a date, by time; texts are in the arena. */
struct year_mine {
	struct view_block *at;
	size_t n, cap;
};
struct year_mine year_mine_on(struct arena *arena, const struct year_board *board,
			      const struct lang *lang, uint32_t person, int32_t date);

/* What the year has for the person besides labs and the week: learning days, coaching contacts,
 * coach and principal. */
struct year_mine year_bookings_mine(struct arena *arena, const struct year_board *board,
				    const struct lang *lang, uint32_t person, int32_t date);

/* A person's next lab from a date on. */
struct year_next {
	size_t lab; /* SIZE_MAX: none */
	int32_t date, start;
	uint32_t room;
};
struct year_next year_next_of(const struct year_board *board, uint32_t person, int32_t date);

/* "/year/labs/HH-3-math/2". */
struct str year_board_lab_url(struct arena *arena, const struct year_board *board, size_t lab);

/* Labs, and the rest of the year that the week does not have, in the calendars that people
 * subscribe to. */
struct feed_source year_feed_source(struct year_pages *part);

#endif
