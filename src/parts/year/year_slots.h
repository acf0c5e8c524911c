/* year_slots: between which dates each lab must lie.
 *
 * The labs of a team (or of one plan) in the order of their dates, whichever they are: taking the
 * earliest open date each time gives the first date on which the k-th can be, and from the end the
 * last. What holds of each lab of the team holds of the slot: its substitutes are the fewest of
 * them.
 */
#ifndef WEFT_PARTS_YEAR_YEAR_SLOTS_H
#define WEFT_PARTS_YEAR_YEAR_SLOTS_H

#include "parts/year/year.h"

struct year_slot {
	uint32_t team, school;
	uint32_t plan; /* ZONE_NONE: any of the team */
	int32_t earliest, latest;
	int32_t substitutes;
	size_t lab;          /* one of them: rules speak of all alike */
	const uint8_t *open; /* dates open to any of them, one flag a date of the year */
};

struct year_slots {
	const struct year_slot *at;
	size_t n;
};

/* Of every team, or of every plan. is_plan leaves out plans; NULL: none. A team whose labs do not
 * fit its dates has no slots. */
struct year_slots year_slots_of(struct arena *arena, const struct year_problem *problem,
				bool by_plan, const bool *is_plan);

/* How many of a group's labs its open dates hold, and how many there are. */
void year_chain(const struct year_problem *problem, uint32_t team, uint32_t plan,
		const bool *is_plan, int64_t *ret_labs, int64_t *ret_hold);

#endif
