#include "parts/week/specials_story_internal.h"

#include "base/vec.h"
#include "parts/week/specials_internal.h"
#include "parts/week/week.h"

#include <string.h>

bool specials_has(struct zone_list list, uint32_t item)
{
	return list.n > 0 && zone_applies(list, item);
}

void specials_add(struct arena *arena, struct zone_list *list, uint32_t item)
{
	uint32_t *more;

	if (specials_has(*list, item))
		return;
	more = arena_array(arena, uint32_t, list->n + 1);
	if (list->n > 0)
		memcpy(more, list->at, list->n * sizeof *more);
	more[list->n] = item;
	*list = (struct zone_list){more, list->n + 1};
}

static bool same_people(const struct specials_hall *a, const struct specials_hall *b)
{
	bool same = a->gifts.n == b->gifts.n;

	for (size_t i = 0; same && i < a->gifts.n; i++)
		same = a->gifts.at[i].person == b->gifts.at[i].person;
	return same;
}

static bool same_schools(const struct specials_hall *a, const struct specials_hall *b)
{
	struct zone_list in_a = {0}, in_b = {0};
	uint32_t storage[2][64];

	for (size_t i = 0; i < a->wants.n && in_a.n < 64; i++)
		if (!specials_has(in_a, a->wants.at[i].school)) {
			storage[0][in_a.n] = a->wants.at[i].school;
			in_a = (struct zone_list){storage[0], in_a.n + 1};
		}
	for (size_t i = 0; i < b->wants.n && in_b.n < 64; i++)
		if (!specials_has(in_b, b->wants.at[i].school)) {
			if (!specials_has(in_a, b->wants.at[i].school))
				return false;
			storage[1][in_b.n] = b->wants.at[i].school;
			in_b = (struct zone_list){storage[1], in_b.n + 1};
		}
	return in_a.n == in_b.n;
}

bool specials_of_one_school(const struct specials_hall *hall)
{
	for (size_t i = 1; i < hall->wants.n; i++)
		if (hall->wants.at[i].school != hall->wants.at[0].school)
			return false;
	return true;
}

/* --- ids ---------------------------------------------------------------------------------- */

struct ids {
	struct arena *arena;
	VEC(struct str) at;
};

static void put_id(struct ids *ids, struct str id)
{
	for (size_t i = 0; i < ids->at.n; i++)
		if (str_eq(ids->at.at[i], id))
			return;
	*vec_push(ids->arena, &ids->at) = id;
}

static void put_gift_ids(const struct specials_teller *t, struct ids *ids,
			 const struct specials_gift *gift)
{
	if (gift->rule != ZONE_NONE)
		put_id(ids, week_rule_id(t->arena, t->zone, ZONE_T_RULES, gift->rule));
	if (gift->assignment != ZONE_NONE)
		put_id(ids, week_rule_id(t->arena, t->zone, ZONE_T_ASSIGNMENTS, gift->assignment));
	for (uint32_t i = 0; gift->away && i < t->zone->availability.n; i++)
		if (t->zone->availability.at[i].person == gift->person)
			put_id(ids, week_rule_id(t->arena, t->zone, ZONE_T_AVAILABILITY, i));
	put_id(ids, arena_printf(t->arena, "people/%.*s",
				 STR_ARG(t->zone->people.at[gift->person].code)));
}

static void put_ids(const struct specials_teller *t, struct specials_story *story)
{
	struct ids ids = {.arena = t->arena};

	for (size_t n = 0; n < story->needs.n; n++)
		put_id(&ids, week_rule_id(t->arena, t->zone, ZONE_T_VISITS,
					  t->specials->rules.at[story->needs.at[n]].visit));
	for (size_t h = 0; h < story->halls.n; h++) {
		const struct specials_hall *hall = &story->halls.at[h];

		for (size_t i = 0; i < hall->gifts.n; i++)
			put_gift_ids(t, &ids, &hall->gifts.at[i]);
		if (hall->rule != ZONE_NONE)
			put_id(&ids, week_rule_id(t->arena, t->zone, ZONE_T_RULES, hall->rule));
		for (uint32_t i = 0;
		     hall->window == SPECIALS_OF_CLASS && i < t->zone->grade_blocks.n; i++)
			if (t->zone->grade_blocks.at[i].school == hall->wants.at[0].school &&
			    t->zone->grade_blocks.at[i].grade == hall->wants.at[0].grades.at[0])
				put_id(&ids,
				       week_rule_id(t->arena, t->zone, ZONE_T_GRADE_BLOCKS, i));
	}
	story->rules.at = ids.at.at;
	story->rules.n = ids.at.n;
}

/* --- which halls make a story --------------------------------------------------------------- */

static bool is_half(const struct specials_hall *hall)
{
	return hall->window == SPECIALS_IN_HALF || hall->window == SPECIALS_IN_DAY;
}

static bool same_story(const struct specials_hall *a, const struct specials_hall *b)
{
	if (a->window != b->window)
		return false;
	switch (a->window) {
	case SPECIALS_IN_BLOCK:
	case SPECIALS_IN_ROOM:
		return specials_of_one_school(a) && specials_of_one_school(b) && a->wants.n == 1 &&
		       b->wants.n == 1 && a->wants.at[0].school == b->wants.at[0].school &&
		       a->wants.at[0].subject == b->wants.at[0].subject && a->given == b->given &&
		       same_people(a, b);
	case SPECIALS_IN_HALF:
		return same_people(a, b) && same_schools(a, b);
	case SPECIALS_OF_CLASS:
		return a->wanted == b->wanted && a->given == b->given;
	case SPECIALS_IN_DAY:
	case SPECIALS_IN_WEEKS:
	case SPECIALS_HERE:
		break;
	}
	return false;
}

/* What another hall tells better: a block of several schools is a matter of half-days, a week's or
 * a day's sum is one of blocks. */
static bool is_told_by(const struct specials_hall *hall, const struct specials_hall *other)
{
	bool block = other->window == SPECIALS_IN_BLOCK && specials_of_one_school(other);

	switch (hall->window) {
	case SPECIALS_IN_BLOCK:
		return !specials_of_one_school(hall) && is_half(other) && same_people(hall, other);
	case SPECIALS_IN_WEEKS:
		return block && same_people(hall, other) && same_schools(hall, other);
	case SPECIALS_HERE:
		return (block || other->window == SPECIALS_IN_WEEKS) && same_schools(hall, other) &&
		       hall->wants.at[0].subject == other->wants.at[0].subject;
	case SPECIALS_IN_DAY:
		return other->window == SPECIALS_IN_HALF && same_people(hall, other);
	case SPECIALS_IN_ROOM:
	case SPECIALS_IN_HALF:
	case SPECIALS_OF_CLASS:
		break;
	}
	return false;
}

static bool is_told(const struct specials_hall *halls, size_t n, size_t at)
{
	if (is_half(&halls[at]) && specials_of_one_school(&halls[at]))
		return true;
	for (size_t i = 0; i < n; i++)
		if (i != at && is_told_by(&halls[at], &halls[i]))
			return true;
	return false;
}

static void tell(struct specials_teller *t, const struct specials_hall *halls, size_t n,
		 size_t first, bool *told)
{
	struct specials_story *story = vec_push(t->arena, &t->stories);
	VEC(struct specials_hall) mine = {0};

	*story = (struct specials_story){.missing = 0};
	for (size_t i = first; i < n; i++) {
		if (told[i] || (i != first && !same_story(&halls[first], &halls[i])))
			continue;
		told[i] = true;
		*vec_push(t->arena, &mine) = halls[i];
		story->missing += halls[i].wanted - halls[i].given;
		for (size_t w = 0; w < halls[i].wants.n; w++)
			for (size_t r = 0; r < halls[i].wants.at[w].rules.n; r++)
				specials_add(t->arena, &story->needs,
					     halls[i].wants.at[w].rules.at[r]);
	}
	story->halls.at = mine.at;
	story->halls.n = mine.n;
	story->sentence = specials_story_sentence(t, story);
	put_ids(t, story);
}

struct specials_stories specials_tell_counts(struct arena *arena, const struct specials *specials)
{
	enum { MOST_FOUND = 256 };
	struct specials_teller t = {.arena = arena, .specials = specials, .zone = specials->zone};
	struct specials_hall *halls = arena_array(arena, struct specials_hall, MOST_FOUND);
	bool *told = arena_array(arena, bool, MOST_FOUND);
	size_t n = specials_hall_find(arena, specials, halls, MOST_FOUND);

	for (size_t i = 0; i < n; i++)
		told[i] = is_told(halls, n, i);
	for (size_t i = 0; i < n; i++)
		if (!told[i])
			tell(&t, halls, n, i, told);
	return (struct specials_stories){t.stories.at, t.stories.n};
}
