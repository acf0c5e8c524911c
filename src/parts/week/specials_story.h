/* specials_story: what counting refutes, in the school's words.
 *
 * Sets of visits that cannot be given (specials_hall.h) come one a block; those that differ only in
 * the block or in the half of the day are one story.
 */
#ifndef WEFT_PARTS_WEEK_SPECIALS_STORY_H
#define WEFT_PARTS_WEEK_SPECIALS_STORY_H

#include "parts/week/specials_hall.h"

struct specials_story {
	ZONE_ROWS(struct specials_hall) halls;
	struct str sentence;
	ZONE_ROWS(struct str) rules;
	struct zone_list needs; /* all rules of what is wanted */
	int64_t missing;        /* visits, or half-days */
};

struct specials_stories {
	const struct specials_story *at;
	size_t n;
};

struct specials_stories specials_tell_counts(struct arena *arena, const struct specials *specials);

/* "PE" where the code is made of the first letters of the name, else the name. */
struct str specials_subject(struct arena *arena, const struct zone *zone, uint32_t subject);

/* "no", "one" ... "ten", "11" */
struct str specials_number(struct arena *arena, int64_t n);

#endif
