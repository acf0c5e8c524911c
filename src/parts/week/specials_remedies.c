/* Changes that would make the specials fit.
 *
 * Each is a small change of the zone's rows, made on a copy and tried by planning again:
 * a specialist who teaches the subject elsewhere comes too; a grade trades its block with
 * another; a class has one visit less; one more specialist for part of a week. Only what
 * was found to work is told. What it costs is counted in positions of the zone.
 */
#include "parts/week/specials_remedies.h"

#include "base/vec.h"
#include "parts/week/specials_internal.h"
#include "parts/week/specials_story.h"

#include <stdlib.h>
#include <string.h>

/* Of counted work, for one change, most of which are decided in a small part of it; and for making
 * its instance and counting in it, for each of its events. */
enum { TRIAL_SECONDS = 5, EVENT_NS = 50000 };

static bool is_about(const struct remedies *r, struct zone_list needs, const struct week_rule *rule)
{
	for (size_t i = 0; i < needs.n; i++) {
		const struct week_rule *need = &r->specials->rules.at[needs.at[i]];

		if (need->school == rule->school && need->subject == rule->subject)
			return true;
	}
	return false;
}

/* Is a rule of a changed task one of which only other conflicts tell? */
static bool is_of_others(const struct remedies *r, const struct week_rule *rule)
{
	return rule->kind == WEEK_RULE_VISITS && !is_about(r, r->shortage->needs, rule) &&
	       ((r->shortage->other_subjects.n > 0 &&
		 zone_applies(r->shortage->other_subjects, rule->subject)) ||
		is_about(r, r->shortage->others, rule));
}

/* Counting finds nothing any more, but for what other conflicts are about. */
static bool counts(struct remedies *r, const struct specials *changed)
{
	enum { MOST = 64 };
	struct specials_hall *halls = arena_array(r->arena, struct specials_hall, MOST);
	size_t n = specials_hall_find(r->arena, changed, halls, MOST);

	for (size_t h = 0; h < n; h++)
		for (size_t w = 0; w < halls[h].wants.n; w++)
			for (size_t i = 0; i < halls[h].wants.at[w].rules.n; i++)
				if (!is_of_others(
					    r,
					    &changed->rules.at[halls[h].wants.at[w].rules.at[i]]))
					return false;
	return true;
}

/* All rules of the changed task, without those of other conflicts. */
static struct weft_list rules_asked(struct remedies *r, const struct specials *changed,
				    const struct weft_proof *proof)
{
	struct weft_rules rules = weft_proof_rules(proof);
	uint32_t *at = arena_array(r->arena, uint32_t, rules.n);
	struct weft_list list = {at, 0};

	for (uint32_t i = 0; i < rules.n; i++)
		if (rules.at[i].tag <= 0 ||
		    !is_of_others(r, &changed->rules.at[rules.at[i].tag - 1]))
			at[list.n++] = i;
	return list;
}

/* Would the changed task do? Not known counts as no. */
bool remedies_task_would_do(struct remedies *r, const struct specials_task *task)
{
	struct weft_proof_options options;
	struct weft_proof *proof = NULL;
	struct specials specials;
	struct err err;
	bool yes = false;

	if (deadline_passed(&r->until) || !specials_build(&specials, r->arena, task, &err))
		return false;
	clock_work_done(r->clock, (int64_t)specials.instance->n_events * EVENT_NS);
	yes = counts(r, &specials);
	options = specials_proof_options(&specials);
	if (yes && !r->by_counting) {
		yes = weft_proof_create(&proof, specials.instance, &options, &err);
		if (yes) {
			struct weft_list rules = rules_asked(r, &specials, proof);
			struct deadline end = deadline_in(r->clock, TRIAL_SECONDS);

			yes = weft_proof_decide(proof, r->shortage->others.n == 0 ? NULL : &rules,
						&end) == WEFT_FEASIBLE;
			weft_proof_destroy(proof);
		}
	}
	specials_finish(&specials);
	return yes;
}

bool remedies_would_do(struct remedies *r, const struct zone *changed)
{
	struct specials_task task = r->specials->task;

	task.zone = changed;
	return remedies_task_would_do(r, &task);
}

void remedies_tell(struct remedies *r, const struct zone *changed, struct str sentence,
		   int64_t price_cents)
{
	struct zone *kept = arena_new(r->arena, struct zone);

	*kept = *changed;
	*vec_push(r->arena, &r->found) = (struct specials_remedy){sentence, price_cents, STR(""),
								  kept};
}

/* What the remedy found last costs, other than money. */
void remedies_cost(struct remedies *r, struct str price)
{
	r->found.at[r->found.n - 1].price = price;
}

int64_t remedies_missing(const struct specials_shortage *shortage)
{
	return shortage->demand > shortage->supply ? shortage->demand - shortage->supply : 1;
}

/* The first needs of different schools and specials: what is tried for each. */
static bool is_first_like_it(const struct specials *specials, struct zone_list needs, size_t at)
{
	const struct week_rule *need = &specials->rules.at[needs.at[at]];

	for (size_t i = 0; i < at; i++) {
		const struct week_rule *other = &specials->rules.at[needs.at[i]];

		if (other->school == need->school && other->subject == need->subject)
			return false;
	}
	return true;
}

static void try_all(struct remedies *r)
{
	enum { MOST_NEEDS = 4, MOST_FOUND = 5 };
	struct zone_list needs = r->shortage->needs;

	for (size_t i = 0; i < r->shortage->locks.n; i++)
		remedies_lock(r, r->shortage->locks.at[i]);
	/* Trading blocks does not help where several of them are short. */
	for (size_t i = 0;
	     !r->shortage->capped && r->shortage->n_blocks < 2 && i < needs.n && i < MOST_NEEDS;
	     i++)
		remedies_blocks(r, &r->specials->rules.at[needs.at[i]]);
	for (size_t i = 0, n = 0; i < needs.n && n < MOST_NEEDS; i++) {
		const struct week_rule *need = &r->specials->rules.at[needs.at[i]];

		if (!is_first_like_it(r->specials, needs, i) || r->found.n >= MOST_FOUND)
			continue;
		n++;
		if (r->shortage->rooms) {
			remedies_room(r, need);
			remedies_fewer(r, need);
			continue;
		}
		if (r->shortage->classes) {
			remedies_one_less(r, need);
			continue;
		}
		remedies_vacancies(r, need);
		remedies_colleagues(r, need);
		remedies_position(r, need);
		remedies_fewer(r, need);
	}
	if (r->shortage->capped)
		remedies_limit(r);
}

static int by_price(const void *a, const void *b)
{
	const struct specials_remedy *x = a, *y = b;

	return (x->price_cents > y->price_cents) - (x->price_cents < y->price_cents);
}

void specials_find_remedies(struct arena *arena, const struct specials *specials,
			    const struct specials_shortage *shortage,
			    const struct specials_trying *trying,
			    struct specials_conflict *conflict)
{
	struct remedies r = {
		.arena = arena,
		.specials = specials,
		.shortage = shortage,
		.clock = &trying->work.clock,
		.by_counting = trying->by_counting,
		.until = deadline_in(&trying->work.clock, trying->by_counting
								  ? trying->counting_seconds
								  : trying->seconds),
	};

	try_all(&r);
	/* Where none was tried to its end, those that counting allows are told. */
	if (r.found.n == 0 && !r.by_counting) {
		r.by_counting = true;
		r.until = deadline_in(r.clock, trying->counting_seconds);
		try_all(&r);
		for (size_t i = 0; i < r.found.n; i++)
			r.found.at[i].sentence = arena_printf(
				arena, "%.*s (By counting; not tried in full.)",
				STR_ARG(r.found.at[i].sentence));
	}
	if (r.found.n > 1)
		qsort(r.found.at, r.found.n, sizeof *r.found.at, by_price);
	conflict->remedies.at = r.found.at;
	conflict->remedies.n = r.found.n;
}
