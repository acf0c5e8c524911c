/* Shared by the files that look for changes that would help. */
#ifndef WEFT_PARTS_WEEK_SPECIALS_REMEDIES_H
#define WEFT_PARTS_WEEK_SPECIALS_REMEDIES_H

#include "base/vec.h"
#include "parts/week/specials_explain.h"

struct remedies {
	struct arena *arena;
	const struct specials *specials;
	const struct specials_shortage *shortage;
	const struct clock *clock; /* counts the work */
	bool by_counting;
	struct deadline until; /* then no other change is tried */
	VEC(struct specials_remedy) found;
};

/* Would the changed zone, or task, do? Not known counts as no. */
bool remedies_would_do(struct remedies *r, const struct zone *changed);
bool remedies_task_would_do(struct remedies *r, const struct specials_task *task);

/* A change that would do; and what the one told last costs other than money. */
void remedies_tell(struct remedies *r, const struct zone *changed, struct str sentence,
		   int64_t price_cents);
void remedies_cost(struct remedies *r, struct str price);

/* Visits that are missing; 1 where it is not known. */
int64_t remedies_missing(const struct specials_shortage *shortage);

/* Each tries one kind of change, for a rule of WEEK_RULE_VISITS. */
void remedies_vacancies(struct remedies *r, const struct week_rule *need);
void remedies_colleagues(struct remedies *r, const struct week_rule *need);
void remedies_position(struct remedies *r, const struct week_rule *need);
void remedies_limit(struct remedies *r);
void remedies_blocks(struct remedies *r, const struct week_rule *need);
void remedies_room(struct remedies *r, const struct week_rule *need);
void remedies_fewer(struct remedies *r, const struct week_rule *need);
void remedies_one_less(struct remedies *r, const struct week_rule *need);
void remedies_lock(struct remedies *r, uint32_t lock);

#endif
