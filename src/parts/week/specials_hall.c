/* Counting arguments by Hall's theorem (1935).
 *
 * Wants can be served if no subset of them wants more than all who can serve the subset can give.
 * A largest flow from wants to people that leaves something over shows a subset that wants too
 * much: what is wanted only of the people that are reached from what is left over. People are then
 * taken out of the set as long as it still wants too much of the others. What is left is told, and
 * the search goes on without its wants.
 */
#include "parts/week/specials_hall.h"

#include "base/vec.h"
#include "parts/week/specials_internal.h"

#include <string.h>

struct counting {
	struct arena *arena;
	const struct specials *specials;
	VEC(struct specials_want) wants; /* of the window */
	bool *in;                        /* by want: still looked at */
	struct specials_gift *most;      /* by person */
	int64_t *left, *given;           /* by person; by want and person */
	struct specials_hall *ret;
	size_t n, max;
};

static bool has(struct zone_list list, uint32_t item)
{
	return list.n > 0 && zone_applies(list, item);
}

static void add(struct arena *arena, struct zone_list *list, uint32_t item)
{
	uint32_t *more;

	if (has(*list, item))
		return;
	more = arena_array(arena, uint32_t, list->n + 1);
	if (list->n > 0)
		memcpy(more, list->at, list->n * sizeof *more);
	more[list->n] = item;
	*list = (struct zone_list){more, list->n + 1};
}

/* --- what is wanted ------------------------------------------------------------ */

/* Pairs are one event of several visits: they are not counted here. */
static bool is_counted(const struct counting *c, uint32_t row)
{
	return c->specials->zone->visits.at[row].pattern != ZONE_PAIR;
}

static uint32_t rule_of_visits(const struct counting *c, const struct specials_group *group,
			       uint32_t row)
{
	for (uint32_t i = 0; i < c->specials->rules.n; i++) {
		const struct week_rule *rule = &c->specials->rules.at[i];

		if (rule->kind == WEEK_RULE_VISITS && rule->school == group->school &&
		    rule->grade == group->grade && rule->visit == row)
			return i;
	}
	return ZONE_NONE;
}

/* The want of a school, special and block; a new one where there is none like it. */
static struct specials_want *want_of(struct counting *c, uint32_t school, uint32_t subject,
				     uint32_t block)
{
	struct specials_want *at;

	for (size_t i = 0; i < c->wants.n; i++)
		if (c->wants.at[i].school == school && c->wants.at[i].subject == subject &&
		    c->wants.at[i].block == block)
			return &c->wants.at[i];
	at = vec_push(c->arena, &c->wants);
	*at = (struct specials_want){.school = school, .subject = subject, .block = block};
	return at;
}

static void want(struct counting *c, const struct specials_group *group, uint32_t row,
		 uint32_t block)
{
	const struct zone_visit *visit = &c->specials->zone->visits.at[row];
	struct specials_want *at = want_of(c, group->school, visit->subject, block);
	struct zone_list teachers = specials_teachers(c->arena, c->specials->zone, row,
						      group->school);
	uint32_t rule = rule_of_visits(c, group, row);

	for (size_t i = 0; i < teachers.n; i++)
		add(c->arena, &at->people, teachers.at[i]);
	if (rule != ZONE_NONE)
		add(c->arena, &at->rules, rule);
	add(c->arena, &at->grades, group->grade);
	at->n_sections += (int32_t)group->sections.n;
	at->visits += (int64_t)group->sections.n * visit->visits;
	at->amount = at->visits;
}

/* What is wanted, each block for itself or all together; block ZONE_NONE: of all blocks. */
static void collect(struct counting *c, bool by_block)
{
	const struct specials *specials = c->specials;

	c->wants.n = 0;
	for (size_t g = 0; g < specials->groups.n; g++)
		for (size_t r = 0; r < specials->groups.at[g].rows.n; r++) {
			const struct specials_group *group = &specials->groups.at[g];

			if (is_counted(c, group->rows.at[r]) &&
			    (!by_block || group->block != ZONE_NONE))
				want(c, group, group->rows.at[r],
				     by_block ? group->block : ZONE_NONE);
		}
	c->in = arena_array(c->arena, bool, c->wants.n);
	c->given = arena_array(c->arena, int64_t, c->wants.n * specials->zone->people.n);
}

/* --- the flow ---------------------------------------------------------------- */

/* Find one more for a want, moving what others have. Depth: at most the people. */
static bool augment(struct counting *c, size_t want, bool *seen)
{
	size_t n_people = c->specials->zone->people.n;

	for (size_t t = 0; t < c->wants.at[want].people.n; t++) {
		uint32_t person = c->wants.at[want].people.at[t];

		if (seen[person])
			continue;
		seen[person] = true;
		if (c->left[person] > 0) {
			c->left[person]--;
			c->given[want * n_people + person]++;
			return true;
		}
		for (size_t other = 0; other < c->wants.n; other++)
			if (other != want && c->given[other * n_people + person] > 0 &&
			    augment(c, other, seen)) {
				c->given[other * n_people + person]--;
				c->given[want * n_people + person]++;
				return true;
			}
	}
	return false;
}

/* Serve all that is wanted; false: the people seen are all taken, and something is left over. */
static bool serve(struct counting *c, bool *seen, size_t *ret_left_over)
{
	size_t n_people = c->specials->zone->people.n;

	for (size_t p = 0; p < n_people; p++)
		c->left[p] = c->most[p].amount;
	memset(c->given, 0, c->wants.n * n_people * sizeof *c->given);
	for (size_t want = 0; want < c->wants.n; want++)
		for (int64_t k = 0; c->in[want] && k < c->wants.at[want].amount; k++) {
			memset(seen, 0, n_people * sizeof *seen);
			if (!augment(c, want, seen)) {
				*ret_left_over = want;
				return false;
			}
		}
	return true;
}

/* --- the set that wants too much ------------------------------------------------ */

static bool is_of(const struct counting *c, size_t want, const bool *people)
{
	for (size_t t = 0; t < c->wants.at[want].people.n; t++)
		if (!people[c->wants.at[want].people.at[t]])
			return false;
	return c->in[want];
}

/* By how much people are asked for more than they have, of what only they can give. */
static int64_t excess(const struct counting *c, const bool *people)
{
	int64_t sum = 0;

	for (size_t i = 0; i < c->wants.n; i++)
		sum += is_of(c, i, people) ? c->wants.at[i].amount : 0;
	for (size_t p = 0; p < c->specials->zone->people.n; p++)
		sum -= people[p] ? c->most[p].amount : 0;
	return sum;
}

static void shrink(const struct counting *c, bool *people)
{
	for (size_t p = 0; p < c->specials->zone->people.n; p++) {
		if (!people[p])
			continue;
		people[p] = false;
		people[p] = excess(c, people) <= 0;
	}
}

/* What nobody can give is told alone. */
static void only_nobodys(const struct counting *c, bool *set, size_t left_over)
{
	bool nobody = c->wants.at[left_over].people.n == 0;

	for (size_t i = 0; i < c->wants.n; i++)
		if (nobody ? i != left_over : c->wants.at[i].people.n == 0)
			set[i] = false;
}

static void tell(struct counting *c, const bool *set, const bool *people,
		 enum specials_window window, enum zone_half half)
{
	struct specials_hall hall = {.window = window, .half = half, .rule = ZONE_NONE};
	VEC(struct specials_want) wants = {0};
	VEC(struct specials_gift) gifts = {0};

	for (size_t i = 0; i < c->wants.n; i++)
		if (set[i]) {
			*vec_push(c->arena, &wants) = c->wants.at[i];
			hall.wanted += c->wants.at[i].amount;
			c->in[i] = false;
		}
	for (uint32_t p = 0; p < c->specials->zone->people.n; p++)
		if (people[p]) {
			*vec_push(c->arena, &gifts) = c->most[p];
			hall.given += c->most[p].amount;
		}
	hall.wants.at = wants.at;
	hall.wants.n = wants.n;
	hall.gifts.at = gifts.at;
	hall.gifts.n = gifts.n;
	c->ret[c->n++] = hall;
}

/* All sets of the window that want too much. */
static void look(struct counting *c, enum specials_window window, enum zone_half half)
{
	size_t n_people = c->specials->zone->people.n, left_over;
	bool *people = arena_array(c->arena, bool, n_people);
	bool *set = arena_array(c->arena, bool, c->wants.n);

	while (c->n < c->max && !serve(c, people, &left_over)) {
		shrink(c, people);
		for (size_t i = 0; i < c->wants.n; i++)
			set[i] = is_of(c, i, people);
		only_nobodys(c, set, left_over);
		tell(c, set, people, window, half);
	}
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

static struct specials_gift days_of(uint32_t person, int64_t days, int64_t of)
{
	return (struct specials_gift){person, days, ZONE_NONE, ZONE_NONE, days < of};
}

/* Days on which a block can be, and on which a person can be there then. */
static int64_t block_days(const struct specials *specials, uint32_t school, uint32_t block,
			  uint32_t person)
{
	int64_t n = 0;

	for (int32_t d = 1; d <= specials->n_days; d++) {
		uint32_t shape = zone_rotation_shape(specials->zone, school, specials->rotation, d);
		int32_t start, end;

		n += zone_block_time(specials->zone, shape, block, &start, &end) &&
		     (person == ZONE_NONE || specials_may_work(specials, person, school, d,
							       (struct specials_span){start, end}));
	}
	return n;
}

/* Whether anything that is looked at is wanted of a person. */
static bool is_asked(const struct counting *c, uint32_t person)
{
	for (size_t i = 0; i < c->wants.n; i++)
		if (c->in[i] && has(c->wants.at[i].people, person))
			return true;
	return false;
}

/* In one block nobody can give more visits than there are days. */
static void look_at_blocks(struct counting *c)
{
	const struct zone *zone = c->specials->zone;
	bool *done;

	collect(c, true);
	done = arena_array(c->arena, bool, c->wants.n);
	for (size_t i = 0; i < c->wants.n; i++) {
		const struct specials_want *first = &c->wants.at[i];
		int64_t days = block_days(c->specials, first->school, first->block, ZONE_NONE);

		if (done[i])
			continue;
		for (size_t k = 0; k < c->wants.n; k++) {
			c->in[k] = c->wants.at[k].block == first->block &&
				   same_bells(c->specials, first->school, c->wants.at[k].school);
			done[k] = done[k] || c->in[k];
		}
		for (uint32_t p = 0; p < zone->people.n; p++)
			c->most[p] = days_of(p,
					     is_asked(c, p) ? block_days(c->specials, first->school,
									 first->block, p)
							    : 0,
					     days);
		look(c, SPECIALS_IN_BLOCK, ZONE_AM);
	}
}

/* The half in which a block is on every day, or false. */
static bool half_of_block(const struct specials *specials, const struct specials_want *want,
			  enum zone_half *ret)
{
	bool am = false, pm = false;

	for (int32_t d = 1; d <= specials->n_days; d++) {
		uint32_t shape = zone_rotation_shape(specials->zone, want->school,
						     specials->rotation, d);
		int32_t start, end;

		if (!zone_block_time(specials->zone, shape, want->block, &start, &end))
			continue;
		if (zone_half_of(&specials->zone->shapes.at[shape], start) == ZONE_AM)
			am = true;
		else
			pm = true;
	}
	*ret = am ? ZONE_AM : ZONE_PM;
	return am != pm;
}

/* Of each school and special, the block of the half (or of either) that wants the most: a teacher
 * is there once in a half-day for each of its visits. */
static void keep_largest(struct counting *c, enum zone_half half, bool either)
{
	memset(c->in, 0, c->wants.n * sizeof *c->in);
	for (size_t i = 0; i < c->wants.n; i++) {
		enum zone_half at;
		size_t best = SIZE_MAX;

		if (!either && (!half_of_block(c->specials, &c->wants.at[i], &at) || at != half))
			continue;
		for (size_t k = 0; k < c->wants.n; k++)
			if (c->in[k] && c->wants.at[k].school == c->wants.at[i].school &&
			    c->wants.at[k].subject == c->wants.at[i].subject)
				best = k;
		if (best != SIZE_MAX && c->wants.at[best].amount >= c->wants.at[i].amount)
			continue;
		if (best != SIZE_MAX)
			c->in[best] = false;
		c->in[i] = true;
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

/* Someone whom nothing binds to a school for a half-day or a day may serve several. */
static bool is_bound(const struct specials *specials, uint32_t person)
{
	uint32_t rule = rule_of_person(specials, WEEK_RULE_ONE_SCHOOL, person);
	size_t n = 0;

	if (rule != ZONE_NONE && specials->rules.at[rule].rule != ZONE_NONE)
		return true;
	for (uint32_t s = 0; s < specials->zone->schools.n; s++)
		n += specials_is_at(specials->zone, person, (struct zone_list){&s, 1});
	return n < 2;
}

/* The same for whole days, of those who have no time to change at midday. */
static void look_at_days(struct counting *c, uint32_t subject)
{
	const struct specials *specials = c->specials;
	bool any = false;

	keep_largest(c, ZONE_AM, true);
	for (size_t i = 0; i < c->wants.n; i++)
		c->in[i] = c->in[i] && c->wants.at[i].subject == subject;
	for (uint32_t p = 0; p < specials->zone->people.n; p++) {
		uint32_t rule;
		int32_t pause;

		c->most[p] = days_of(p, specials->n_days, specials->n_days);
		if (!is_asked(c, p))
			continue;
		rule = rule_of_person(specials, WEEK_RULE_ONE_SCHOOL, p);
		if (!is_bound(specials, p) ||
		    (rule != ZONE_NONE && specials_can_change(specials, p, &pause))) {
			c->most[p].amount *= (int64_t)specials->zone->schools.n;
		} else if (rule != ZONE_NONE) {
			c->most[p].rule = specials->rules.at[rule].rule;
			any = true;
		}
	}
	if (any)
		look(c, SPECIALS_IN_DAY, ZONE_AM);
}

/* Half-days are shared by schools only where the rules say so, and by the specials that someone
 * teaches at one school not at all: those are looked at one by one. */
static void look_at_half(struct counting *c, uint32_t subject, enum zone_half half)
{
	const struct specials *specials = c->specials;

	keep_largest(c, half, false);
	for (size_t i = 0; i < c->wants.n; i++)
		c->in[i] = c->in[i] && c->wants.at[i].subject == subject;
	for (uint32_t p = 0; p < specials->zone->people.n; p++) {
		uint32_t rule;

		c->most[p] = days_of(p, 0, 0);
		if (!is_asked(c, p))
			continue;
		rule = rule_of_person(specials, WEEK_RULE_ONE_SCHOOL, p);
		c->most[p] = days_of(p, specials_half_days(specials, p, half), specials->n_days);
		if (!is_bound(specials, p))
			c->most[p].amount *= (int64_t)specials->zone->schools.n;
		if (rule != ZONE_NONE)
			c->most[p].rule = specials->rules.at[rule].rule;
	}
	look(c, SPECIALS_IN_HALF, half);
}

static void look_at_halves(struct counting *c)
{
	const struct zone *zone = c->specials->zone;

	collect(c, true);
	for (uint32_t s = 0; s < zone->subjects.n; s++) {
		for (int half = ZONE_AM; half <= ZONE_PM; half++)
			look_at_half(c, s, (enum zone_half)half);
		look_at_days(c, s);
	}
}

/* In a rotation nobody gives more than the most visits a week, or a day. */
static struct specials_gift most_visits(const struct specials *specials, uint32_t person)
{
	static const enum week_rule_kind kinds[] = {WEEK_RULE_VISITS_PER_WEEK,
						    WEEK_RULE_VISITS_PER_DAY};
	struct specials_gift gift = {person, INT32_MAX, ZONE_NONE, ZONE_NONE, false};

	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		uint32_t rule = rule_of_person(specials, kinds[k], person);
		uint32_t row = rule == ZONE_NONE ? ZONE_NONE : specials->rules.at[rule].rule;
		int64_t most;

		if (row == ZONE_NONE)
			continue;
		most = (int64_t)specials->zone->rules.at[row].maximum * specials->n_days /
		       (kinds[k] == WEEK_RULE_VISITS_PER_WEEK ? 5 : 1);
		if (most < gift.amount)
			gift = (struct specials_gift){person, most, row, ZONE_NONE, false};
	}
	return gift;
}

static void look_at_weeks(struct counting *c)
{
	collect(c, false);
	for (size_t k = 0; k < c->wants.n; k++)
		c->in[k] = true;
	for (uint32_t p = 0; p < c->specials->zone->people.n; p++)
		c->most[p] = is_asked(c, p) ? most_visits(c->specials, p) : days_of(p, 0, 0);
	look(c, SPECIALS_IN_WEEKS, ZONE_AM);
}

/* At a school someone gives at most what was agreed with it. */
static void look_at_school(struct counting *c, size_t want)
{
	const struct zone *zone = c->specials->zone;

	for (size_t k = 0; k < c->wants.n; k++)
		c->in[k] = k == want;
	for (uint32_t p = 0; p < zone->people.n; p++)
		c->most[p] = is_asked(c, p) ? most_visits(c->specials, p) : days_of(p, 0, 0);
	for (uint32_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *at = &zone->assignments.at[i];
		int64_t most = (int64_t)at->visits_per_week_x100 * c->specials->n_days / 500;

		if (at->school == c->wants.at[want].school && at->role == ZONE_SPECIALIST &&
		    at->subject == c->wants.at[want].subject &&
		    at->visits_per_week_x100 != ZONE_UNSET && most < c->most[at->person].amount)
			c->most[at->person] = (struct specials_gift){at->person, most, ZONE_NONE, i,
								     false};
	}
	look(c, SPECIALS_HERE, ZONE_AM);
}

/* In one block a room takes so many classes on each day. Specials that share rooms are looked at
 * one by one. */
static void look_at_rooms(struct counting *c)
{
	const struct specials *specials = c->specials;

	collect(c, true);
	for (size_t i = 0; i < c->wants.n && c->n < c->max; i++) {
		struct specials_want *want = &c->wants.at[i];
		uint32_t rule = specials_must(specials->zone, ZONE_PLACE_CAPACITY, want->school,
					      ZONE_NONE);
		int32_t places = specials_places(specials->zone, want->subject, want->school);
		int64_t days = block_days(specials, want->school, want->block, ZONE_NONE);
		struct specials_want *kept;

		if (rule == ZONE_NONE || places < 0 || want->amount <= places * days)
			continue;
		kept = arena_new(c->arena, struct specials_want);
		*kept = *want;
		c->ret[c->n] = (struct specials_hall){.window = SPECIALS_IN_ROOM,
						      .wanted = want->amount,
						      .given = places * days,
						      .rule = rule};
		c->ret[c->n].wants.at = kept;
		c->ret[c->n++].wants.n = 1;
	}
}

/* A class whose specials are in one block has one a day. */
static void look_at_classes(struct counting *c)
{
	for (size_t g = 0; g < c->specials->groups.n && c->n < c->max; g++) {
		const struct specials_group *group = &c->specials->groups.at[g];
		int64_t days = group->block == ZONE_NONE ? INT64_MAX
							 : block_days(c->specials, group->school,
								      group->block, ZONE_NONE);
		struct specials_want *want = arena_new(c->arena, struct specials_want);

		*want = (struct specials_want){.school = group->school,
					       .subject = ZONE_NONE,
					       .block = group->block,
					       .n_sections = (int32_t)group->sections.n};
		add(c->arena, &want->grades, group->grade);
		for (size_t r = 0; r < group->rows.n; r++) {
			uint32_t rule = rule_of_visits(c, group, group->rows.at[r]);

			if (!is_counted(c, group->rows.at[r]))
				continue;
			want->amount += c->specials->zone->visits.at[group->rows.at[r]].visits;
			if (rule != ZONE_NONE)
				add(c->arena, &want->rules, rule);
		}
		want->visits = want->amount;
		if (want->amount <= days)
			continue;
		c->ret[c->n] = (struct specials_hall){.window = SPECIALS_OF_CLASS,
						      .wanted = want->amount,
						      .given = days,
						      .rule = ZONE_NONE};
		c->ret[c->n].wants.at = want;
		c->ret[c->n++].wants.n = 1;
	}
}

size_t specials_hall_find(struct arena *arena, const struct specials *specials,
			  struct specials_hall *ret, size_t max)
{
	size_t n_people = specials->zone->people.n;
	struct counting counting = {.arena = arena, .specials = specials, .ret = ret, .max = max};

	counting.most = arena_array(arena, struct specials_gift, n_people);
	counting.left = arena_array(arena, int64_t, n_people);
	look_at_classes(&counting);
	look_at_blocks(&counting);
	look_at_rooms(&counting);
	look_at_weeks(&counting);
	for (size_t want = 0; want < counting.wants.n; want++)
		look_at_school(&counting, want);
	look_at_halves(&counting);
	return counting.n;
}
