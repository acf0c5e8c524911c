/* specials_explain: why the specials do not fit, in the school's words. */
#ifndef WEFT_PARTS_WEEK_SPECIALS_EXPLAIN_H
#define WEFT_PARTS_WEEK_SPECIALS_EXPLAIN_H

#include "parts/week/specials_solve.h"

/* The proof says infeasible: fill plan->conflicts, the clearest first. */
void specials_explain(struct arena *arena, const struct specials *specials,
		      struct weft_proof *proof, const struct specials_options *options,
		      struct specials_plan *plan);

/* Does counting alone refute it? Then fill plan->conflicts, at once. */
bool specials_explain_counts(struct arena *arena, const struct specials *specials,
			     const struct specials_options *options, struct specials_plan *plan);

/* What a conflict is about, counted from the zone. */
struct specials_shortage {
	struct zone_list people; /* whose time it is about */
	struct zone_list needs;  /* positions in specials->rules of WEEK_RULE_VISITS */
	struct zone_list locks;  /* of the task */
	int64_t demand, supply;  /* visits in a rotation */
	bool one_class, capped, travels, other;
	int32_t n_blocks; /* different blocks of the needs */
};

struct specials_shortage specials_count(struct arena *arena, const struct specials *specials,
					const uint32_t *rules, size_t n_rules);

/* Changes that would do, each tried by planning again before the deadline;
 * specials_remedies.c. */
void specials_find_remedies(struct arena *arena, const struct specials *specials,
			    const struct specials_shortage *shortage,
			    const struct deadline *deadline, struct specials_conflict *conflict);

#endif
