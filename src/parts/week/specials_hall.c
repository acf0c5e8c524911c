/* Counting arguments by Hall's theorem (1935).
 *
 * A set of needs can be served if no subset of them wants more than all who can serve
 * the subset can give. Here needs are the visits of a grade in a subject, servers are
 * specialists; a specialist gives one visit a day in one block (one class at a time), and
 * so many in a rotation. A largest flow from needs to servers that leaves something over
 * shows a subset that wants too much: the needs that can still be reached from what is
 * left over. From it needs are taken away as long as it wants too much.
 */
#include "parts/week/specials_hall.h"

#include "base/vec.h"
#include "parts/week/specials_internal.h"

#include <string.h>

struct need {
	uint32_t rule; /* position in specials->rules */
	uint32_t block, school;
	int64_t visits;
	struct zone_list teachers;
};

struct counting {
	struct arena *arena;
	const struct specials *specials;
	VEC(struct need) needs; /* of one subject */
	int64_t *supply;        /* by person: what is looked at */
	int64_t *given;         /* by need and person */
	bool *in;               /* by need: in the window that is looked at */
};

static void collect(struct counting *c, uint32_t subject)
{
	const struct specials *specials = c->specials;

	c->needs.n = 0;
	for (uint32_t i = 0; i < specials->rules.n; i++) {
		const struct week_rule *rule = &specials->rules.at[i];

		for (size_t g = 0; rule->kind == WEEK_RULE_VISITS && rule->subject == subject &&
				   g < specials->groups.n;
		     g++) {
			const struct specials_group *group = &specials->groups.at[g];

			if (group->school != rule->school || group->grade != rule->grade ||
			    !group->together || !zone_applies(group->rows, rule->visit))
				continue;
			*vec_push(c->arena, &c->needs) = (struct need){
				i,
				group->block,
				group->school,
				(int64_t)group->sections.n *
					specials->zone->visits.at[rule->visit].visits,
				specials_teachers(c->arena, specials->zone, rule->visit,
						  group->school),
			};
		}
	}
}

/* --- the flow ---------------------------------------------------------------- */

/* Find one more visit for a need, moving what others have. Depth: at most the needs. */
static bool augment(struct counting *c, size_t need, bool *seen)
{
	size_t n_people = c->specials->zone->people.n;

	for (size_t t = 0; t < c->needs.at[need].teachers.n; t++) {
		uint32_t person = c->needs.at[need].teachers.at[t];

		if (seen[person])
			continue;
		seen[person] = true;
		if (c->supply[person] > 0) {
			c->supply[person]--;
			c->given[need * n_people + person]++;
			return true;
		}
		for (size_t other = 0; other < c->needs.n; other++)
			if (other != need && c->given[other * n_people + person] > 0 &&
			    augment(c, other, seen)) {
				c->given[other * n_people + person]--;
				c->given[need * n_people + person]++;
				return true;
			}
	}
	return false;
}

/* Serve all needs of the window; ZONE_NONE, or a need that cannot be served: the people
 * seen from it then are all taken. */
static size_t serve(struct counting *c, bool *seen)
{
	size_t n_people = c->specials->zone->people.n;

	memset(c->given, 0, c->needs.n * n_people * sizeof *c->given);
	for (size_t need = 0; need < c->needs.n; need++)
		for (int64_t k = 0; c->in[need] && k < c->needs.at[need].visits; k++) {
			memset(seen, 0, n_people * sizeof *seen);
			if (!augment(c, need, seen))
				return need;
		}
	return c->needs.n;
}

/* --- the set that wants too much ------------------------------------------------ */

static bool wants_too_much(const struct counting *c, const bool *set, const int64_t *most)
{
	size_t n_people = c->specials->zone->people.n;
	int64_t demand = 0, supply = 0;

	for (size_t i = 0; i < c->needs.n; i++)
		demand += set[i] ? c->needs.at[i].visits : 0;
	for (uint32_t person = 0; person < n_people; person++) {
		bool serves = false;

		for (size_t i = 0; !serves && i < c->needs.n; i++)
			serves = set[i] && c->needs.at[i].teachers.n > 0 &&
				 zone_applies(c->needs.at[i].teachers, person);
		supply += serves ? most[person] : 0;
	}
	return demand > supply;
}

static void shrink(const struct counting *c, bool *set, const int64_t *most)
{
	for (size_t i = 0; i < c->needs.n; i++) {
		if (!set[i])
			continue;
		set[i] = false;
		set[i] = !wants_too_much(c, set, most);
	}
}

static uint32_t rule_of_person(const struct specials *specials, enum week_rule_kind kind,
			       uint32_t person)
{
	for (uint32_t i = 0; i < specials->rules.n; i++)
		if (specials->rules.at[i].kind == kind && specials->rules.at[i].person == person)
			return i;
	return ZONE_NONE;
}

static struct specials_hall tell(const struct counting *c, const bool *set,
				 enum week_rule_kind kind)
{
	VEC(uint32_t) rules = {0};

	for (size_t i = 0; i < c->needs.n; i++)
		if (set[i])
			*vec_push(c->arena, &rules) = c->needs.at[i].rule;
	for (uint32_t person = 0; person < c->specials->zone->people.n; person++) {
		bool serves = false;
		uint32_t rule;

		for (size_t i = 0; !serves && i < c->needs.n; i++)
			serves = set[i] && c->needs.at[i].teachers.n > 0 &&
				 zone_applies(c->needs.at[i].teachers, person);
		rule = serves ? rule_of_person(c->specials, kind, person) : ZONE_NONE;
		if (rule != ZONE_NONE)
			*vec_push(c->arena, &rules) = rule;
	}
	return (struct specials_hall){rules.at, rules.n};
}

/* One window: the needs that are "in", and what each person can give in it. */
static bool look(struct counting *c, const int64_t *most, enum week_rule_kind kind,
		 struct specials_hall *ret)
{
	size_t n_people = c->specials->zone->people.n;
	bool *seen = arena_array(c->arena, bool, n_people);
	bool *set = arena_array(c->arena, bool, c->needs.n);
	size_t short_of;

	memcpy(c->supply, most, n_people * sizeof *most);
	short_of = serve(c, seen);
	if (short_of == c->needs.n)
		return false;
	/* All needs served only by people that were reached, and the one left over. */
	for (size_t i = 0; i < c->needs.n; i++) {
		bool within = c->in[i];

		for (size_t t = 0; within && t < c->needs.at[i].teachers.n; t++)
			within = seen[c->needs.at[i].teachers.at[t]];
		set[i] = within || i == short_of;
	}
	if (!wants_too_much(c, set, most))
		return false;
	shrink(c, set, most);
	*ret = tell(c, set, kind);
	return true;
}

/* --- windows ------------------------------------------------------------------- */

static bool same_bells(const struct specials *specials, uint32_t a, uint32_t b)
{
	for (int32_t d = 1; d <= specials->n_days; d++)
		if (zone_rotation_shape(specials->zone, a, specials->rotation, d) !=
		    zone_rotation_shape(specials->zone, b, specials->rotation, d))
			return false;
	return true;
}

static bool is_new(const struct specials_hall *found, size_t n, const struct specials_hall *set)
{
	for (size_t i = 0; i < n; i++)
		if (found[i].n == set->n &&
		    memcmp(found[i].rules, set->rules, set->n * sizeof *set->rules) == 0)
			return false;
	return true;
}

/* In one block nobody can give more visits than there are days. */
static size_t look_at_blocks(struct counting *c, struct specials_hall *ret, size_t n, size_t max)
{
	size_t n_people = c->specials->zone->people.n;
	int64_t *most = arena_array(c->arena, int64_t, n_people);

	for (size_t i = 0; i < n_people; i++)
		most[i] = c->specials->n_days;
	for (size_t i = 0; i < c->needs.n && n < max; i++) {
		struct specials_hall found;

		if (c->needs.at[i].block == ZONE_NONE)
			continue;
		for (size_t k = 0; k < c->needs.n; k++)
			c->in[k] = c->needs.at[k].block == c->needs.at[i].block &&
				   same_bells(c->specials, c->needs.at[i].school,
					      c->needs.at[k].school);
		if (look(c, most, WEEK_RULE_ONE_CLASS, &found) && is_new(ret, n, &found))
			ret[n++] = found;
	}
	return n;
}

/* In a rotation nobody gives more than the most visits a week. */
static size_t look_at_weeks(struct counting *c, struct specials_hall *ret, size_t n, size_t max)
{
	const struct zone *zone = c->specials->zone;
	int64_t *most = arena_array(c->arena, int64_t, zone->people.n);
	struct specials_hall found;

	for (uint32_t person = 0; person < zone->people.n; person++) {
		uint32_t rule = rule_of_person(c->specials, WEEK_RULE_VISITS_PER_WEEK, person);

		most[person] = rule == ZONE_NONE
				       ? INT32_MAX
				       : (int64_t)zone->rules.at[c->specials->rules.at[rule].rule]
							 .maximum *
						 c->specials->n_days / 5;
	}
	for (size_t k = 0; k < c->needs.n; k++)
		c->in[k] = true;
	if (n < max && look(c, most, WEEK_RULE_VISITS_PER_WEEK, &found) && is_new(ret, n, &found))
		ret[n++] = found;
	return n;
}

size_t specials_hall_find(struct arena *arena, const struct specials *specials,
			  struct specials_hall *ret, size_t max)
{
	const struct zone *zone = specials->zone;
	struct counting counting = {.arena = arena, .specials = specials};
	size_t n = 0;

	counting.supply = arena_array(arena, int64_t, zone->people.n);
	for (uint32_t subject = 0; subject < zone->subjects.n; subject++) {
		if (zone->subjects.at[subject].kind != ZONE_SPECIAL)
			continue;
		collect(&counting, subject);
		counting.given = arena_array(arena, int64_t, counting.needs.n * zone->people.n);
		counting.in = arena_array(arena, bool, counting.needs.n);
		n = look_at_blocks(&counting, ret, n, max);
		n = look_at_weeks(&counting, ret, n, max);
	}
	return n;
}
