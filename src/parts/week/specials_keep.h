/* specials_keep: what stays of a plan before. */
#ifndef WEFT_PARTS_WEEK_SPECIALS_KEEP_H
#define WEFT_PARTS_WEEK_SPECIALS_KEEP_H

#include "parts/week/specials_solve.h"

/* Each visit before that is not locked becomes two wishes: that the class has it on that day, and
 * that it has it then with the same teacher. */
struct weft_wishes specials_wishes(struct arena *arena, const struct specials *specials,
				   const struct specials_options *options);

/* The visit before of a section on a day, or NULL. */
const struct specials_booking *specials_before(const struct specials_options *options,
					       uint32_t section, int32_t day);

#endif
