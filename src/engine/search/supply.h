/* supply: who could do what runs now?
 *
 * Internal to the search. While times are sought (times_first.c) open needs have no resource
 * in the solution. Here each meet of such a need is given one aside: one of its choices that
 * is free at its times, available, and within its LimitWorkload. Nothing else is looked at, so
 * that it takes a fraction of the time that the solution would. The search pays for what is
 * left over, and what is found becomes the first assignment. The idea is that of the tixel
 * matching in Kingston's KHE; here whole meets are packed, so that a resource that is missing
 * for half of a double period is missing.
 */
#ifndef WEFT_ENGINE_SEARCH_SUPPLY_H
#define WEFT_ENGINE_SEARCH_SUPPLY_H

#include "engine/search/structure.h"
#include "engine/solution_internal.h"

struct search_supply;

/* For the solution as it is. What its open needs have does not matter, unless it is locked. */
struct search_supply *search_supply_create(struct arena *arena,
					   const struct search_structure *structure,
					   const struct weft_solution *solution);

/* For how many times, over all needs that must have a resource, there is none. */
uint32_t search_supply_missing(const struct search_supply *supply);
/* The same, each time as often as its demand is pressed, in 1 / SUPPLY_UNIT. */
uint32_t search_supply_pressed(const struct search_supply *supply);
enum { SUPPLY_UNIT = 64 };
/* What is left over weighs more from now on, up to limit times as much, what is served less. */
void search_supply_press(struct search_supply *supply, double limit);
/* All of them there are now. */
uint32_t search_supply_needed(const struct search_supply *supply);
/* Does it look at the need? At those that must have a resource. */
bool search_supply_serves(const struct search_supply *supply, uint32_t need);
/* Which resource the need's k-th meet has, or WEFT_NONE. */
uint32_t search_supply_resource(const struct search_supply *supply, uint32_t need, uint32_t k);

/* Follow what was changed in the solution since the mark; then keep that, or take it back. */
void search_supply_follow(struct search_supply *supply, weft_mark mark);
void search_supply_keep(struct search_supply *supply);
void search_supply_undo(struct search_supply *supply);

/* Meets that take part in a shortage: those left over, and those that have what they could do
 * with. At most max; how many is returned. */
uint32_t search_supply_short(const struct search_supply *supply, uint32_t *ret, uint32_t max);

#endif
