/* What moves for whom between two plans.
 *
 * Both plans become lists of facts, one a booking and day of a rotation, sorted by what they are
 * about (a class's music, a group's service). Facts that are the same in both are crossed out;
 * what is left is paired, first on the same day, then in order. Classes of a school for which the
 * same thing changes in the same way share a sentence. */
#include "parts/week/week_keep.h"

#include "base/date.h"
#include "base/text.h"
#include "base/vec.h"
#include "parts/school/zone_calendar.h"
#include "parts/week/week_internal.h"

#include <stdlib.h>

struct fact {
	const struct week_booking *b;
	uint32_t person; /* who gives it, where that matters */
	int32_t day;     /* of the rotation, 0: any */
	bool done;
};

struct facts {
	struct fact *at;
	size_t n;
};

/* Of two facts with the same key, either may be missing. */
struct change {
	const struct fact *before, *now;
	bool told;
};

struct comparing {
	struct arena *arena;
	const struct zone *zone;
	VEC(struct change) changes;
	VEC(struct week_difference) moved;
};

/* ---- Facts ---- */

static bool is_counted(const struct zone *zone, const struct week_booking *b, size_t d)
{
	if (b->kind == WEEK_PLANNING || b->kind == WEEK_STAFF_TIME)
		return false;
	/* A visit is the same on days of every shape: the planned one stands for it. */
	return b->rotation == ZONE_NONE || d >= b->days.n ||
	       (b->kind != WEEK_SPECIAL && b->kind != WEEK_STAFF_LUNCH) ||
	       zone_rotation_shape(zone, b->school, b->rotation, b->days.at[d]) == b->shape;
}

static uint32_t person_of(const struct week_booking *b)
{
	return (b->kind == WEEK_SPECIAL || b->kind == WEEK_SERVICE) && b->people.n > 0
		       ? b->people.at[0]
		       : ZONE_NONE;
}

static uint32_t whose(const struct week_booking *b)
{
	return b->kind == WEEK_STAFF_LUNCH && b->people.n > 0 ? b->people.at[0] : ZONE_NONE;
}

static int compare_u32(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int compare_keys(const struct fact *a, const struct fact *b)
{
	const uint32_t x[] = {a->b->school,
			      a->b->kind,
			      a->b->section,
			      a->b->service,
			      a->b->team,
			      a->b->subject,
			      whose(a->b),
			      a->b->meeting,
			      a->b->kind == WEEK_SPECIAL ? 0 : a->b->shape,
			      a->b->why.table == ZONE_T_WAVES};
	const uint32_t y[] = {b->b->school,
			      b->b->kind,
			      b->b->section,
			      b->b->service,
			      b->b->team,
			      b->b->subject,
			      whose(b->b),
			      b->b->meeting,
			      b->b->kind == WEEK_SPECIAL ? 0 : b->b->shape,
			      b->b->why.table == ZONE_T_WAVES};
	int order = 0;

	for (size_t i = 0; order == 0 && i < sizeof x / sizeof *x; i++)
		order = compare_u32(x[i], y[i]);
	return order;
}

static int compare_facts(const void *left, const void *right)
{
	const struct fact *a = left, *b = right;
	int order = compare_keys(a, b);

	if (order == 0)
		order = (a->day > b->day) - (a->day < b->day);
	if (order == 0)
		order = (a->b->start > b->b->start) - (a->b->start < b->b->start);
	return order != 0 ? order : compare_u32(a->b->weekdays, b->b->weekdays);
}

static struct facts facts_of(struct arena *arena, const struct week_plan *plan,
			     struct zone_list schools)
{
	VEC(struct fact) found = {0};

	for (size_t i = 0; i < plan->bookings.n; i++) {
		const struct week_booking *b = &plan->bookings.at[i];

		if (!zone_applies(schools, b->school))
			continue;
		for (size_t d = 0; d < b->days.n || d == 0; d++)
			if (is_counted(plan->zone, b, d))
				*vec_push(arena, &found) = (struct fact){
					.b = b,
					.person = person_of(b),
					.day = b->days.n > 0 ? b->days.at[d] : 0};
	}
	if (found.n > 1)
		qsort(found.at, found.n, sizeof *found.at, compare_facts);
	return (struct facts){found.at, found.n};
}

/* ---- Pairs ---- */

enum pass { SAME, SAME_DAY, ANY, N_PASSES };

static bool pairs(const struct fact *a, const struct fact *b, enum pass pass)
{
	if (pass == ANY)
		return true;
	if (a->day != b->day || a->b->weekdays != b->b->weekdays)
		return false;
	return pass == SAME_DAY || (a->b->start == b->b->start && a->person == b->person);
}

/* All facts of one key. */
static void pair_key(struct comparing *c, struct facts before, struct facts now)
{
	for (int pass = SAME; pass < N_PASSES; pass++)
		for (size_t i = 0; i < before.n; i++)
			for (size_t k = 0; !before.at[i].done && k < now.n; k++) {
				if (now.at[k].done ||
				    !pairs(&before.at[i], &now.at[k], (enum pass)pass))
					continue;
				before.at[i].done = now.at[k].done = true;
				if (pass != SAME)
					*vec_push(c->arena, &c->changes) = (struct change){
						&before.at[i], &now.at[k], false};
			}
	for (size_t i = 0; i < before.n; i++)
		if (!before.at[i].done)
			*vec_push(c->arena, &c->changes) = (struct change){&before.at[i], NULL,
									   false};
	for (size_t k = 0; k < now.n; k++)
		if (!now.at[k].done)
			*vec_push(c->arena, &c->changes) = (struct change){NULL, &now.at[k], false};
}

static size_t run_of(struct facts facts, size_t from)
{
	size_t to = from;

	while (to < facts.n && compare_keys(&facts.at[from], &facts.at[to]) == 0)
		to++;
	return to - from;
}

static void pair_all(struct comparing *c, struct facts before, struct facts now)
{
	size_t i = 0, k = 0;

	while (i < before.n || k < now.n) {
		int order = i == before.n ? 1
			    : k == now.n  ? -1
					  : compare_keys(&before.at[i], &now.at[k]);
		size_t n = order > 0 ? 0 : run_of(before, i), m = order < 0 ? 0 : run_of(now, k);

		pair_key(c, (struct facts){before.at + i, n}, (struct facts){now.at + k, m});
		i += n;
		k += m;
	}
}

/* ---- Sentences ---- */

static struct str what_of(const struct zone *zone, const struct week_booking *b)
{
	if (b->kind == WEEK_LUNCH)
		return STR("lunch");
	if (b->kind == WEEK_RECESS && b->why.table == ZONE_T_WAVES)
		return STR("recess at lunch");
	if (b->kind == WEEK_STAFF_LUNCH)
		return STR("the duty-free lunch");
	if (b->kind == WEEK_TEAM && b->meeting != ZONE_NONE)
		return zone->meetings.at[b->meeting].name;
	if (b->subject != ZONE_NONE)
		return zone->subjects.at[b->subject].name;
	return week_kind_name(b->kind);
}

static void put_person(struct text *text, const struct zone *zone, uint32_t person)
{
	text_put(text, person == ZONE_NONE ? STR("nobody") : zone->people.at[person].code);
}

static void put_day(struct text *text, const struct zone *zone, const struct fact *fact)
{
	if (fact->day > 0)
		text_printf(text, "day %d", fact->day);
	else
		text_put(text, zone->shapes.at[fact->b->shape].name);
}

static struct str clock_of(const struct comparing *c, const struct fact *fact)
{
	return minutes_text(c->arena, fact->b->start, MINUTES_12H);
}

/* What is on one side only. */
static void put_lone(const struct comparing *c, struct text *text, const struct fact *fact,
		     const char *is)
{
	text_put(text, what_of(c->zone, fact->b));
	text_put(text, STR(" on "));
	put_day(text, c->zone, fact);
	text_printf(text, " at %.*s is %s.", STR_ARG(clock_of(c, fact)), is);
}

static void put_change(const struct comparing *c, struct text *text, const struct change *change)
{
	const struct fact *a = change->before, *b = change->now;
	const char *joint = "";

	if (a == NULL) {
		put_lone(c, text, b, "new");
		return;
	}
	if (b == NULL) {
		put_lone(c, text, a, "no longer there");
		return;
	}
	text_put(text, what_of(c->zone, a->b));
	if (a->day == b->day) {
		text_put(text, STR(" on "));
		put_day(text, c->zone, b);
	} else {
		text_put(text, STR(" moves from "));
		put_day(text, c->zone, a);
		text_put(text, STR(" to "));
		put_day(text, c->zone, b);
		joint = ",";
	}
	if (a->b->start != b->b->start) {
		text_printf(text, "%s is at %.*s instead of %.*s", joint, STR_ARG(clock_of(c, b)),
			    STR_ARG(clock_of(c, a)));
		joint = ",";
	}
	if (a->person != b->person) {
		text_printf(text, "%s is with ", joint);
		put_person(text, c->zone, b->person);
		text_put(text, STR(" instead of "));
		put_person(text, c->zone, a->person);
	} else if (a->day == b->day && a->b->start == b->b->start) {
		text_put(text, STR(" is on other weekdays"));
	}
	text_put_char(text, '.');
}

static bool same_fact(const struct fact *a, const struct fact *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return a->b->school == b->b->school && a->b->kind == b->b->kind &&
	       a->b->subject == b->b->subject && a->b->shape == b->b->shape &&
	       a->b->why.table == b->b->why.table && a->b->start == b->b->start &&
	       a->day == b->day && a->person == b->person;
}

static void add_person(struct arena *arena, struct zone_list *list, uint32_t person)
{
	if (person != ZONE_NONE && (list->n == 0 || !zone_applies(*list, person)))
		*list = week_with(arena, *list, person);
}

/* All classes of the school for which the same changes, from this one on. */
static void tell(struct comparing *c, size_t from)
{
	const struct change *first = &c->changes.at[from];
	const struct week_booking *b = (first->now != NULL ? first->now : first->before)->b;
	struct week_difference moved = {.school = b->school, .kind = b->kind};
	struct text text;

	text_init(&text, c->arena);
	text_printf(&text, "%.*s", STR_ARG(c->zone->schools.at[b->school].name));
	for (size_t i = from; i < c->changes.n; i++) {
		struct change *change = &c->changes.at[i];
		const struct week_booking *at = (change->now != NULL ? change->now : change->before)
							->b;

		if (change->told || !same_fact(first->before, change->before) ||
		    !same_fact(first->now, change->now) || (i > from && at->section == ZONE_NONE))
			continue;
		change->told = true;
		text_put(&text, i == from ? STR(", ") : STR(" and "));
		if (at->section != ZONE_NONE) {
			moved.sections = week_with(c->arena, moved.sections, at->section);
			text_put(&text, c->zone->sections.at[at->section].code);
			add_person(c->arena, &moved.people,
				   c->zone->sections.at[at->section].teacher);
		} else if (at->service != ZONE_NONE) {
			text_put(&text, c->zone->services.at[at->service].code);
		} else if (at->team != ZONE_NONE) {
			text_put(&text, c->zone->teams.at[at->team].name);
		} else if (at->people.n > 0) {
			put_person(&text, c->zone, at->people.at[0]);
		}
		for (size_t p = 0; change->before != NULL && p < change->before->b->people.n; p++)
			add_person(c->arena, &moved.people, change->before->b->people.at[p]);
		for (size_t p = 0; change->now != NULL && p < change->now->b->people.n; p++)
			add_person(c->arena, &moved.people, change->now->b->people.at[p]);
	}
	text_put(&text, STR(": "));
	put_change(c, &text, first);
	moved.sentence = text_str(&text);
	*vec_push(c->arena, &c->moved) = moved;
}

struct week_moves week_differences(struct arena *arena, const struct week_plan *before,
				   const struct week_plan *now, struct zone_list schools)
{
	struct comparing c = {.arena = arena, .zone = now->zone};

	pair_all(&c, facts_of(arena, before, schools), facts_of(arena, now, schools));
	for (size_t i = 0; i < c.changes.n; i++)
		if (!c.changes.at[i].told)
			tell(&c, i);
	return (struct week_moves){c.moved.at, c.moved.n};
}
