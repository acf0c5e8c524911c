/* Shared by the files that tell what counting refutes. */
#ifndef WEFT_PARTS_WEEK_SPECIALS_STORY_INTERNAL_H
#define WEFT_PARTS_WEEK_SPECIALS_STORY_INTERNAL_H

#include "base/vec.h"
#include "parts/week/specials_story.h"

struct specials_teller {
	struct arena *arena;
	const struct specials *specials;
	const struct zone *zone;
	VEC(struct specials_story) stories;
};

/* Whether a list has an item: here an empty list has none. */
bool specials_has(struct zone_list list, uint32_t item);
void specials_add(struct arena *arena, struct zone_list *list, uint32_t item);

/* Whether all that is wanted is wanted by one school. */
bool specials_of_one_school(const struct specials_hall *hall);

struct str specials_story_sentence(const struct specials_teller *t,
				   const struct specials_story *story);

#endif
