/* specials_deal: visits planned for several classes together, dealt out to each. */
#ifndef WEFT_PARTS_WEEK_SPECIALS_DEAL_H
#define WEFT_PARTS_WEEK_SPECIALS_DEAL_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* What there is: of each row so many visits on each day. Each of the classes is due
 * visits[row] of each row. */
struct specials_deck {
	size_t n_days, n_rows;
	uint32_t n_classes;
	const uint32_t *visits; /* by row, for one class */
	const uint32_t *on_day; /* n_rows x n_days, row by row; sums to n_classes * visits[row] */
	const uint32_t *prefer; /* n_classes x n_days: the row a class would like, UINT32_MAX: any;
				 * NULL: nobody minds */
};

/* ret[class * n_days + day] is the row of the class's visit on the day, or UINT32_MAX. Class by
 * class, as many preferences as can be are kept: all, if they fit the deck.
 * False if the deck does not add up: more visits on a day than classes, or a wrong sum. */
bool specials_deal(struct arena *arena, const struct specials_deck *deck, uint32_t *ret);

#endif
