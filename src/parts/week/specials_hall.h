/* specials_hall: what counting alone refutes, at once. */
#ifndef WEFT_PARTS_WEEK_SPECIALS_HALL_H
#define WEFT_PARTS_WEEK_SPECIALS_HALL_H

#include "parts/week/specials.h"

/* Rules (positions in specials->rules) that cannot hold together. */
struct specials_hall {
	const uint32_t *rules;
	size_t n;
};

/* Up to max sets of visits that those who can give them cannot give: more visits in one
 * block than days times teachers, or more in a rotation than the teachers' most visits
 * allow. Each set is smallest: without one of its visits it would fit. */
size_t specials_hall_find(struct arena *arena, const struct specials *specials,
			  struct specials_hall *ret, size_t max);

#endif
