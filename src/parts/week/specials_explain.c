#include "parts/week/specials_explain.h"

#include "base/text.h"
#include "base/vec.h"
#include "parts/week/specials_internal.h"
#include "parts/week/specials_story.h"
#include "parts/week/week.h"

#include <stdlib.h>
#include <string.h>

/* --- counting ------------------------------------------------------------- */

static const struct specials_group *group_of(const struct specials *specials,
					     const struct week_rule *rule)
{
	for (size_t g = 0; g < specials->groups.n; g++)
		if (specials->groups.at[g].school == rule->school &&
		    specials->groups.at[g].grade == rule->grade)
			return &specials->groups.at[g];
	return NULL;
}

/* Visits that a grade needs in a rotation: of all its groups. */
static int64_t visits_needed(const struct specials *specials, const struct week_rule *rule)
{
	int64_t n = 0;

	for (size_t g = 0; g < specials->groups.n; g++) {
		const struct specials_group *group = &specials->groups.at[g];

		for (size_t r = 0; r < group->rows.n; r++)
			if (group->school == rule->school && group->grade == rule->grade &&
			    group->rows.at[r] == rule->visit)
				n += (int64_t)group->sections.n *
				     specials->zone->visits.at[rule->visit].visits;
	}
	return n;
}

static size_t classes_of(const struct specials *specials, const struct week_rule *rule)
{
	size_t n = 0;

	for (size_t g = 0; g < specials->groups.n; g++)
		if (specials->groups.at[g].school == rule->school &&
		    specials->groups.at[g].grade == rule->grade)
			n += specials->groups.at[g].sections.n;
	return n;
}

static bool has(struct zone_list list, uint32_t index)
{
	return list.n > 0 && zone_applies(list, index);
}

static void add(struct arena *arena, struct zone_list *list, uint32_t index)
{
	uint32_t *more;

	if (has(*list, index))
		return;
	more = arena_array(arena, uint32_t, list->n + 1);
	for (size_t i = 0; i < list->n; i++)
		more[i] = list->at[i];
	more[list->n] = index;
	*list = (struct zone_list){more, list->n + 1};
}

/* The most visits of a person in a rotation by the limit a week, or INT64_MAX. */
static int64_t cap_of(const struct specials *specials, const struct week_rule *rule)
{
	if (rule->kind == WEEK_RULE_VISITS_HERE)
		return (int64_t)specials->zone->assignments.at[rule->item].visits_per_week_x100 *
		       specials->n_days / 500;
	if (rule->kind != WEEK_RULE_VISITS_PER_WEEK)
		return INT64_MAX;
	return (int64_t)specials->zone->rules.at[rule->rule].maximum * specials->n_days / 5;
}

/* That a teacher is with one class at a time needs no rule to be named. */
static void find_people(struct arena *arena, const struct specials *specials,
			struct specials_shortage *shortage)
{
	if (shortage->people.n > 0)
		return;
	for (size_t i = 0; i < shortage->needs.n; i++) {
		const struct week_rule *rule = &specials->rules.at[shortage->needs.at[i]];
		struct zone_list teachers = specials_teachers(arena, specials->zone, rule->visit,
							      rule->school);

		for (size_t k = 0; k < teachers.n; k++)
			add(arena, &shortage->people, teachers.at[k]);
	}
	shortage->one_class = true;
}

static struct specials_shortage count(struct arena *arena, const struct specials *specials,
				      const uint32_t *rules, size_t n_rules)
{
	struct specials_shortage result = {0};
	struct zone_list blocks = {0};

	for (size_t i = 0; i < n_rules; i++) {
		const struct week_rule *rule = &specials->rules.at[rules[i]];
		const struct specials_group *group = group_of(specials, rule);

		if (rule->kind == WEEK_RULE_LOCK) {
			add(arena, &result.locks, rule->item);
		} else if (rule->kind == WEEK_RULE_VISITS) {
			if (!has(result.needs, rules[i]))
				result.demand += visits_needed(specials, rule);
			add(arena, &result.needs, rules[i]);
			if (group != NULL)
				add(arena, &blocks, group->block);
		} else if (rule->person != ZONE_NONE) {
			add(arena, &result.people, rule->person);
		}
		result.one_class = result.one_class || rule->kind == WEEK_RULE_ONE_CLASS;
		result.capped = result.capped || rule->kind == WEEK_RULE_VISITS_PER_WEEK ||
				rule->kind == WEEK_RULE_VISITS_HERE;
		result.travels = result.travels || rule->kind == WEEK_RULE_ONE_SCHOOL;
	}
	result.n_blocks = (int32_t)blocks.n;
	find_people(arena, specials, &result);
	for (size_t p = 0; p < result.people.n; p++) {
		int64_t most = (int64_t)specials->n_days * result.n_blocks;

		for (size_t i = 0; i < n_rules; i++)
			if (specials->rules.at[rules[i]].person == result.people.at[p] &&
			    cap_of(specials, &specials->rules.at[rules[i]]) < most)
				most = cap_of(specials, &specials->rules.at[rules[i]]);
		result.supply += most;
	}
	return result;
}

/* --- words ----------------------------------------------------------------- */

/* "A, B and C" */
static void put_list(struct text *text, const struct str *names, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			text_put(text, i + 1 == n ? STR(" and ") : STR(", "));
		text_put(text, names[i]);
	}
}

static void put_people(struct text *text, const struct specials *specials, struct zone_list people,
		       struct arena *arena)
{
	struct str *names = arena_array(arena, struct str, people.n);

	for (size_t i = 0; i < people.n; i++)
		names[i] = specials->zone->people.at[people.at[i]].code;
	put_list(text, names, people.n);
}

/* "grade K (3 classes), grade 1 (3 classes)": the grades of one school and subject. */
static void put_grades(struct text *text, const struct specials *specials, struct zone_list needs,
		       const struct week_rule *like, struct arena *arena)
{
	struct str *names = arena_array(arena, struct str, needs.n);
	size_t n = 0;

	for (size_t i = 0; i < needs.n; i++) {
		const struct week_rule *rule = &specials->rules.at[needs.at[i]];
		size_t classes = classes_of(specials, rule);

		if (rule->school == like->school && rule->subject == like->subject)
			names[n++] = arena_printf(
				arena, "grade %.*s (%zu class%s)",
				STR_ARG(specials->zone->grades.at[rule->grade].code), classes,
				classes == 1 ? "" : "es");
	}
	put_list(text, names, n);
}

static void put_block(struct text *text, const struct specials *specials,
		      const struct week_rule *like)
{
	const struct specials_group *group = group_of(specials, like);

	if (group != NULL && group->block != ZONE_NONE)
		text_printf(text, " in block %.*s",
			    STR_ARG(specials->zone->blocks.at[group->block].code));
}

/* "Wren Park: grade K (3 classes) needs 12 PE visits in ten days in block B1." */
static void put_needs(struct text *text, const struct specials *specials,
		      const struct specials_shortage *shortage, struct arena *arena)
{
	const struct zone *zone = specials->zone;

	for (size_t i = 0; i < shortage->needs.n; i++) {
		const struct week_rule *like = &specials->rules.at[shortage->needs.at[i]];
		int64_t visits = 0;
		size_t n = 0;
		bool first = true;

		for (size_t k = 0; k < shortage->needs.n; k++) {
			const struct week_rule *rule = &specials->rules.at[shortage->needs.at[k]];

			if (rule->school != like->school || rule->subject != like->subject)
				continue;
			first = first && k >= i;
			visits += visits_needed(specials, rule);
			n++;
		}
		if (!first)
			continue;
		text_printf(text, "%s%.*s: ", text->len > 0 ? " " : "",
			    STR_ARG(zone->schools.at[like->school].name));
		put_grades(text, specials, shortage->needs, like, arena);
		text_printf(text, " need%s %lld %.*s visits in ", n == 1 ? "s" : "",
			    (long long)visits,
			    STR_ARG(specials_subject(arena, zone, like->subject)));
		text_printf(text, "%.*s days", STR_ARG(specials_number(arena, specials->n_days)));
		if (shortage->n_blocks == 1)
			put_block(text, specials, like);
		text_put_char(text, '.');
	}
}

static void put_supply(struct text *text, const struct specials *specials,
		       const struct specials_shortage *shortage, struct arena *arena)
{
	bool one = shortage->people.n == 1;

	if (shortage->people.n == 0) {
		if (shortage->needs.n > 0)
			text_put(text, STR(" Nobody who is there can give them."));
		return;
	}
	if (text->len > 0)
		text_put_char(text, ' ');
	put_people(text, specials, shortage->people, arena);
	if (shortage->supply >= shortage->demand)
		text_put(text, shortage->needs.n > 0 ? STR(" cannot give them all")
						     : STR(" cannot give all that is asked"));
	else if (shortage->needs.n > 1)
		text_printf(text, "%s can give %lld of these %lld", one ? " alone" : " together",
			    (long long)shortage->supply, (long long)shortage->demand);
	else
		text_printf(text, "%s can give %lld", one ? " alone" : " together",
			    (long long)shortage->supply);
	if (shortage->capped)
		text_put(text, STR(", because of the most visits a week"));
	if (shortage->one_class)
		text_printf(text, "%s one teacher can be with one class at a time",
			    shortage->capped ? " and because" : ", because");
	if (shortage->travels)
		text_printf(text, "%s only one school in each half of a day",
			    shortage->one_class ? ", and in" : ", because they can be in");
	text_put_char(text, '.');
}

/* "These stay where they are: PE for ..., locked by ...; ..." */
static void put_locks(struct text *text, const struct specials *specials,
		      const struct specials_shortage *shortage, struct arena *arena)
{
	bool alone = text->len == 0;

	for (size_t i = 0; i < shortage->locks.n; i++)
		text_printf(text, "%s%.*s",
			    i > 0   ? "; "
			    : alone ? ""
				    : " That would fit but for what is locked: ",
			    STR_ARG(specials->task.locks.at[shortage->locks.at[i]].words));
	if (shortage->locks.n == 0)
		return;
	if (!alone) {
		text_put_char(text, '.');
		return;
	}
	text_printf(text, ". %s",
		    shortage->locks.n == 1 ? "That cannot be kept"
					   : "These cannot be kept together");
	if (shortage->people.n > 0) {
		text_put(text, STR(": "));
		put_people(text, specials, shortage->people, arena);
		text_put(text,
			 shortage->travels     ? STR(" can be in one school in each half of a day")
			 : shortage->capped    ? STR(" would have more visits than the rules allow")
			 : shortage->one_class ? STR(" can be with one class at a time")
					       : STR(" cannot be there then"));
	}
	text_put_char(text, '.');
}

/* --- conflicts --------------------------------------------------------------- */

/* Two conflicts that differ only in the grade say the same thing twice. */
static bool same_story(const struct specials *specials, const struct specials_shortage *a,
		       const struct specials_shortage *b)
{
	const struct week_rule *x, *y;

	if (a->needs.n == 0 || b->needs.n == 0 || a->people.n != b->people.n ||
	    a->capped != b->capped)
		return false;
	for (size_t i = 0; i < a->people.n; i++)
		if (!has(b->people, a->people.at[i]))
			return false;
	x = &specials->rules.at[a->needs.at[0]];
	y = &specials->rules.at[b->needs.at[0]];
	return x->school == y->school && x->subject == y->subject;
}

static int by_size(const void *a, const void *b)
{
	const struct weft_conflict *x = a, *y = b;

	return x->rules.n < y->rules.n ? -1 : x->rules.n > y->rules.n;
}

/* Conflicts told so far, and what is needed to tell more. */
struct telling {
	struct arena *arena;
	const struct specials *specials;
	const struct specials_options *options;
	VEC(struct specials_conflict) conflicts;
	VEC(struct specials_shortage) shortages;
};

/* n conflicts share the work of trying changes. It is counted, so that the same is found on every
 * machine; the time for everything is but a guard. */
static void start_trying(struct specials_trying *trying, const struct specials_options *options,
			 size_t n)
{
	/* Counting says at once what it says. */
	const double counting_seconds = 0.9, least = 0.15, share = n > 1 ? (double)n : 1;
	const struct deadline guard = deadline_in(options->clock, options->seconds);

	*trying = (struct specials_trying){.seconds = options->remedy_seconds / share,
					   .counting_seconds = counting_seconds / share > least
								       ? counting_seconds / share
								       : least,
					   .by_counting = options->remedy_seconds <= 0};
	clock_work_init(&trying->work, &guard);
}

/* Whether two of the locks want one person at one time. */
static bool locks_collide(const struct specials *specials, const struct specials_shortage *shortage)
{
	for (size_t i = 0; i < shortage->locks.n; i++)
		for (size_t k = i + 1; k < shortage->locks.n; k++) {
			const struct specials_lock *a =
				&specials->task.locks.at[shortage->locks.at[i]];
			const struct specials_lock *b =
				&specials->task.locks.at[shortage->locks.at[k]];

			if (a->person != ZONE_NONE && a->person == b->person && a->day == b->day &&
			    a->start == b->start)
				return true;
		}
	return false;
}

static void tell(struct telling *telling, const uint32_t *rules, size_t n)
{
	enum { MOST_TOLD = 3 };
	struct arena *arena = telling->arena;
	struct specials_shortage shortage = count(arena, telling->specials, rules, n);
	struct specials_conflict conflict = {0};
	struct specials_trying trying;
	struct text text;

	if (telling->conflicts.n == MOST_TOLD)
		return;
	for (size_t k = 0; k < telling->shortages.n; k++)
		if (same_story(telling->specials, &telling->shortages.at[k], &shortage))
			return;
	text_init(&text, arena);
	/* Visits that would fit but for the locks need not be told; nor what one teacher could
	 * give, where that teacher is locked in two places at once. */
	if (shortage.locks.n == 0 || (shortage.supply < shortage.demand &&
				      !locks_collide(telling->specials, &shortage))) {
		put_needs(&text, telling->specials, &shortage, arena);
		put_supply(&text, telling->specials, &shortage, arena);
	}
	specials_put_others(&text, telling->specials, rules, n, arena);
	put_locks(&text, telling->specials, &shortage, arena);
	conflict.sentence = text_str(&text);
	specials_add_ids(&conflict, telling->specials, rules, n, arena);
	*vec_push(arena, &telling->shortages) = shortage;
	start_trying(&trying, telling->options, MOST_TOLD);
	specials_find_remedies(arena, telling->specials, &shortage, &trying, &conflict);
	*vec_push(arena, &telling->conflicts) = conflict;
}

/* ---- what counting finds -------------------------------------------------------- */

static struct specials_shortage shortage_of(struct arena *arena, const struct specials *specials,
					    const struct specials_stories *stories, size_t at)
{
	struct zone_list subjects = {0};
	const struct specials_story *story = &stories->at[at];
	const struct specials_hall *hall = &story->halls.at[0];
	struct specials_shortage shortage = {
		.needs = story->needs,
		.demand = story->missing,
		.capped = hall->window == SPECIALS_IN_WEEKS || hall->window == SPECIALS_HERE ||
			  hall->window == SPECIALS_OF_CLASS,
		.rooms = hall->window == SPECIALS_IN_ROOM,
		.classes = hall->window == SPECIALS_OF_CLASS,
	};

	for (size_t i = 0; i < hall->gifts.n; i++)
		add(arena, &shortage.people, hall->gifts.at[i].person);
	shortage.n_blocks = hall->window == SPECIALS_IN_BLOCK || hall->window == SPECIALS_IN_ROOM
				    ? (int32_t)story->halls.n
				    : 1;
	for (size_t h = 0; h < story->halls.n; h++) {
		int64_t more = story->halls.at[h].wanted - story->halls.at[h].given;
		int32_t people = (int32_t)((more + specials->n_days - 1) / specials->n_days);

		if (!shortage.capped && people > shortage.short_of)
			shortage.short_of = people;
	}
	for (size_t n = 0; n < story->needs.n; n++)
		add(arena, &subjects, specials->rules.at[story->needs.at[n]].subject);
	for (size_t i = 0; i < stories->n; i++)
		for (size_t n = 0; i != at && n < stories->at[i].needs.n; n++) {
			uint32_t need = stories->at[i].needs.at[n];

			if (!has(story->needs, need))
				add(arena, &shortage.others, need);
			if (!has(subjects, specials->rules.at[need].subject))
				add(arena, &shortage.other_subjects,
				    specials->rules.at[need].subject);
		}
	return shortage;
}

static bool same_needs(const struct specials_story *a, const struct specials_story *b)
{
	for (size_t i = 0; i < a->needs.n && a->needs.n == b->needs.n; i++)
		if (!has(b->needs, a->needs.at[i]))
			return false;
	return a->needs.n == b->needs.n;
}

bool specials_explain_counts(struct arena *arena, const struct specials *specials,
			     const struct specials_options *options, struct specials_plan *plan)
{
	struct specials_stories stories = specials_tell_counts(arena, specials);
	struct specials_conflict *at = arena_array(arena, struct specials_conflict, stories.n);

	for (size_t i = 0; i < stories.n; i++) {
		struct specials_shortage shortage = shortage_of(arena, specials, &stories, i);
		struct specials_trying trying;
		size_t like = 0;

		while (like < i && !same_needs(&stories.at[like], &stories.at[i]))
			like++;
		at[i].sentence = stories.at[i].sentence;
		at[i].rules.at = stories.at[i].rules.at;
		at[i].rules.n = stories.at[i].rules.n;
		/* What two of them say of the same visits has the same remedies. */
		at[i].remedies = at[like].remedies;
		if (like < i)
			continue;
		start_trying(&trying, options, stories.n);
		specials_find_remedies(arena, specials, &shortage, &trying, &at[i]);
	}
	plan->conflicts.at = at;
	plan->conflicts.n = stories.n;
	return stories.n > 0;
}

/* The tags of a conflict, as positions in specials->rules. */
static uint32_t *tags_of(const struct weft_proof *proof, const struct weft_conflict *conflict,
			 struct arena *arena)
{
	uint32_t *at = arena_array(arena, uint32_t, conflict->rules.n);

	for (uint32_t i = 0; i < conflict->rules.n; i++)
		at[i] = (uint32_t)(weft_proof_rules(proof).at[conflict->rules.at[i]].tag - 1);
	return at;
}

void specials_explain(struct arena *arena, const struct specials *specials,
		      struct weft_proof *proof, const struct specials_options *options,
		      struct specials_plan *plan)
{
	enum { MOST_FOUND = 8, SECONDS_OF_WORK = 3 };
	const struct deadline guard = deadline_in(options->clock, options->seconds);
	struct telling telling = {.arena = arena, .specials = specials, .options = options};
	struct weft_conflict *sorted;
	struct weft_conflicts found;
	struct clock_work work;
	struct deadline deadline;

	clock_work_init(&work, &guard);
	deadline = deadline_in(&work.clock, SECONDS_OF_WORK);
	found = weft_proof_conflicts(proof, MOST_FOUND, &deadline, arena);
	sorted = arena_array(arena, struct weft_conflict, found.n);

	if (found.n > 0)
		memcpy(sorted, found.at, found.n * sizeof *sorted);
	qsort(sorted, found.n, sizeof *sorted, by_size);
	for (size_t i = 0; i < found.n; i++)
		tell(&telling, tags_of(proof, &sorted[i], arena), sorted[i].rules.n);
	plan->conflicts.at = telling.conflicts.at;
	plan->conflicts.n = telling.conflicts.n;
}
