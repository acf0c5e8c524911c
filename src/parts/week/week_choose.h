/* week_choose: which rules hold, where not all can.
 *
 * Musts hold together, or there is no plan. Strong and nice rules are added to them in the order of
 * strength and of their commitment's rank, so that one is given up only for rules that count at
 * least as much. What is given up is known with the rules that stand against it.
 *
 * One idea for the specials of all schools and for a school's day.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_CHOOSE_H
#define WEFT_PARTS_WEEK_WEEK_CHOOSE_H

#include "base/vec.h"
#include "engine/proof.h"
#include "parts/school/zone.h"

/* How much a rule counts. */
struct week_weight {
	enum zone_strength strength;
	int32_t rank; /* among those of its strength, the least first */
};

/* A rule that is given up. */
struct week_loss {
	uint32_t rule;            /* of the proof */
	bool proved;              /* it cannot hold beside those that count at least as much */
	struct weft_list against; /* a few of them beside which it cannot, if proved */
};

struct week_chooser {
	struct arena *arena;
	struct weft_proof *proof;
	const struct deadline *deadline;
	double seconds; /* of counted work, for each attempt with rules that are not musts */
	const struct week_weight *weights; /* by rule of the proof */
	VEC(uint32_t) kept;                /* rules of the proof, ascending */
	VEC(struct week_loss) lost;
};

/* Feasible: kept and lost are filled, and the solution is there for weft_proof_solution().
 * Otherwise it is the verdict about the musts. */
enum weft_verdict week_choose(struct week_chooser *chooser);

/* The rules kept, as weft_proof_keep() takes them. */
struct weft_list week_kept(const struct week_chooser *chooser);

/* The rank of a rule by that of its commitment (ZONE_NONE: after all); later rows of a file count
 * less. */
int32_t week_rank(const struct zone *zone, uint32_t commitment, uint32_t row);

/* "; beside rules that count at least as much it cannot: A; B and 2 more.": ends the sentence that
 * a rule does not hold. words: of those against it, the same ones are said once. */
struct str week_loss_reason(struct arena *arena, const struct week_loss *loss,
			    const struct str *words, size_t n);

#endif
