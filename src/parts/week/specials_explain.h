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
	/* Of which other conflicts tell: needs, and specials that this one is not about. */
	struct zone_list others, other_subjects;
	int64_t demand, supply; /* visits in a rotation */
	bool one_class, capped, travels;
	bool rooms, classes; /* it is about rooms, or about the days of a class, not people */
	int32_t short_of;    /* so many more people would have to be there at once; 0: not known */
	int32_t n_blocks;    /* different blocks of the needs */
};

/* "... Besides, the rooms for PE at Harbor Hill take one at a time. These cannot hold together.":
 * what rules (positions in specials->rules) say that are neither of visits nor of people's time. */
struct text;
void specials_put_others(struct text *text, const struct specials *specials, const uint32_t *rules,
			 size_t n_rules, struct arena *arena);

/* "PE1 has at most 4 visits a day": a rule, to stand in a sentence; "" for what goes without
 * saying. */
struct str specials_rule_words(const struct specials *specials, const struct week_rule *rule,
			       struct arena *arena);
struct str specials_rule_id(const struct specials *specials, const struct week_rule *rule,
			    struct arena *arena);

/* The ids of rules, each once. */
void specials_add_ids(struct specials_conflict *conflict, const struct specials *specials,
		      const uint32_t *rules, size_t n, struct arena *arena);

/* For trying changes: how much work, and whether it is enough that counting finds nothing. */
struct specials_trying {
	struct clock_work work;  /* on which the seconds are counted */
	double seconds;          /* for trying */
	double counting_seconds; /* for what counting says */
	bool by_counting;
};

/* Changes that would do, each tried by planning again; where other conflicts are told, without
 * what these are about. specials_remedies.c. */
void specials_find_remedies(struct arena *arena, const struct specials *specials,
			    const struct specials_shortage *shortage,
			    const struct specials_trying *trying,
			    struct specials_conflict *conflict);

#endif
