/* Stories in sentences. */
#include "parts/week/specials_story_internal.h"

#include "base/text.h"
#include "parts/week/specials_internal.h"

#include <ctype.h>
#include <string.h>

/* --- words ------------------------------------------------------------------------ */

struct str specials_number(struct arena *arena, int64_t n)
{
	static const char *const words[] = {"no",  "one",   "two",   "three", "four", "five",
					    "six", "seven", "eight", "nine",  "ten"};

	if (n >= 0 && n < (int64_t)(sizeof words / sizeof *words))
		return str_from(words[n]);
	return arena_printf(arena, "%lld", (long long)n);
}

struct str specials_subject(struct arena *arena, const struct zone *zone, uint32_t subject)
{
	struct str name = zone->subjects.at[subject].name, code = zone->subjects.at[subject].code;
	struct text initials;

	text_init(&initials, arena);
	for (size_t i = 0; i < name.len; i++)
		if (i == 0 || name.ptr[i - 1] == ' ')
			text_put_char(&initials, (char)toupper((unsigned char)name.ptr[i]));
	return str_eq(text_str(&initials), code) ? code : name;
}

static const char *joint(size_t i, size_t n)
{
	return i == 0 ? "" : i + 1 == n ? " and " : ", ";
}

/* In the order of the zone. */
static struct str grades_text(const struct specials_teller *t, struct zone_list grades)
{
	struct text text;

	text_init(&text, t->arena);
	text_put(&text, grades.n == 1 ? STR("grade ") : STR("grades "));
	for (uint32_t g = 0, n = 0; g < t->zone->grades.n; g++)
		if (specials_has(grades, g))
			text_printf(&text, "%s%.*s", joint(n++, grades.n),
				    STR_ARG(t->zone->grades.at[g].code));
	return text_str(&text);
}

static struct str people_text(const struct specials_teller *t, const struct specials_hall *hall)
{
	struct text text;

	text_init(&text, t->arena);
	for (size_t i = 0; i < hall->gifts.n; i++)
		text_printf(&text, "%s%.*s", joint(i, hall->gifts.n),
			    STR_ARG(t->zone->people.at[hall->gifts.at[i].person].code));
	text_put(&text, hall->gifts.n == 1 ? STR(" alone") : STR(" together"));
	return text_str(&text);
}

static struct str school_text(const struct specials_teller *t, uint32_t school)
{
	return t->zone->schools.at[school].name;
}

static struct str days_text(const struct specials_teller *t)
{
	return arena_printf(t->arena, "%.*s days",
			    STR_ARG(specials_number(t->arena, t->specials->n_days)));
}

static struct str subjects_text(const struct specials_teller *t, const struct specials_hall *hall)
{
	struct zone_list subjects = {0};
	struct text text;

	text_init(&text, t->arena);
	for (size_t i = 0; i < hall->wants.n; i++)
		specials_add(t->arena, &subjects, hall->wants.at[i].subject);
	for (size_t i = 0; i < subjects.n; i++)
		text_printf(&text, "%s%.*s", joint(i, subjects.n),
			    STR_ARG(specials_subject(t->arena, t->zone, subjects.at[i])));
	return text_str(&text);
}

/* --- one school, one block ------------------------------------------------------------ */

/* "the 3 classes of each of grades K and 1 need 12 PE visits in ten days": halls alike in their
 * numbers, each of one grade, are told at once. */
static void put_block_wants(const struct specials_teller *t, struct text *text,
			    const struct specials_story *story, bool *told, size_t first)
{
	const struct specials_hall *hall = &story->halls.at[first];
	const struct specials_want *want = &hall->wants.at[0];
	struct zone_list grades = {0};
	size_t alike = 0;

	for (size_t i = first; i < story->halls.n; i++) {
		const struct specials_hall *other = &story->halls.at[i];

		if (other->wanted != hall->wanted || other->given != hall->given ||
		    other->wants.at[0].n_sections != want->n_sections ||
		    (other->wants.at[0].grades.n == 1) != (want->grades.n == 1) ||
		    (want->grades.n > 1 && i != first))
			continue;
		told[i] = true;
		alike++;
		for (size_t g = 0; g < other->wants.at[0].grades.n; g++)
			specials_add(t->arena, &grades, other->wants.at[0].grades.at[g]);
	}
	text_printf(text, "the %d class%s of %s%.*s", want->n_sections,
		    want->n_sections == 1 ? "" : "es", alike > 1 ? "each of " : "",
		    STR_ARG(grades_text(t, grades)));
	text_printf(text, " need%s %lld %.*s visits in %.*s",
		    alike == 1 && want->n_sections == 1 ? "s" : "", (long long)hall->wanted,
		    STR_ARG(subjects_text(t, hall)), STR_ARG(days_text(t)));
	if (alike == 1)
		text_printf(text, " in block %.*s", STR_ARG(t->zone->blocks.at[want->block].code));
}

/* "Harbor Hill: the 3 classes of grade K need ..., and ...": what sentences of blocks begin with.
 */
static void begin_with_wants(const struct specials_teller *t, struct text *text,
			     const struct specials_story *story)
{
	bool *told = arena_array(t->arena, bool, story->halls.n);

	text_init(text, t->arena);
	text_printf(text, "%.*s: ", STR_ARG(school_text(t, story->halls.at[0].wants.at[0].school)));
	for (size_t i = 0, n = 0; i < story->halls.n; i++)
		if (!told[i]) {
			text_printf(text, "%s", n++ > 0 ? ", and " : "");
			put_block_wants(t, text, story, told, i);
		}
}

static struct str block_sentence(const struct specials_teller *t,
				 const struct specials_story *story)
{
	const struct specials_hall *hall = &story->halls.at[0];
	bool away = false;
	struct text text;

	begin_with_wants(t, &text, story);
	if (hall->gifts.n == 0) {
		text_printf(&text, "; nobody who is there teaches it.");
		return text_str(&text);
	}
	text_printf(&text,
		    "; %.*s can give %lld%s, because one teacher can be with one class at a "
		    "time",
		    STR_ARG(people_text(t, hall)), (long long)hall->given,
		    story->halls.n > 1 ? " in a block" : "");
	for (size_t i = 0; i < hall->gifts.n; i++)
		if (hall->gifts.at[i].away) {
			text_printf(&text, "%s %.*s is there then on %.*s of them",
				    away ? "," : " and",
				    STR_ARG(t->zone->people.at[hall->gifts.at[i].person].code),
				    STR_ARG(specials_number(t->arena, hall->gifts.at[i].amount)));
			away = true;
		}
	text_put_char(&text, '.');
	return text_str(&text);
}

static struct str room_sentence(const struct specials_teller *t, const struct specials_story *story)
{
	const struct specials_hall *hall = &story->halls.at[0];
	int64_t places = hall->given / t->specials->n_days;
	struct text text;

	begin_with_wants(t, &text, story);
	if (places == 0)
		text_printf(&text, "; rooms.csv has no room for it there.");
	else
		text_printf(&text,
			    "; the room%s for it take%s %.*s class%s at a time, %lld in %.*s.",
			    places == 1 ? "" : "s", places == 1 ? "s" : "",
			    STR_ARG(specials_number(t->arena, places)), places == 1 ? "" : "es",
			    (long long)hall->given, STR_ARG(days_text(t)));
	return text_str(&text);
}

/* --- several schools -------------------------------------------------------------------- */

/* "22 at Juniper Flats and 24 at Maple Crossing" */
static void put_by_school(const struct specials_teller *t, struct text *text,
			  const struct specials_hall *hall)
{
	struct zone_list schools = {0};

	for (size_t i = 0; i < hall->wants.n; i++)
		specials_add(t->arena, &schools, hall->wants.at[i].school);
	for (size_t s = 0; s < schools.n; s++) {
		int64_t sum = 0;

		for (size_t i = 0; i < hall->wants.n; i++)
			sum += hall->wants.at[i].school == schools.at[s] ? hall->wants.at[i].amount
									 : 0;
		text_printf(text, "%s%lld at %.*s", joint(s, schools.n), (long long)sum,
			    STR_ARG(school_text(t, schools.at[s])));
	}
}

static struct str weeks_sentence(const struct specials_teller *t, const struct specials_hall *hall)
{
	struct text text;

	text_init(&text, t->arena);
	text_printf(&text, "%.*s would have to give %lld %.*s visits in %.*s (",
		    STR_ARG(people_text(t, hall)), (long long)hall->wanted,
		    STR_ARG(subjects_text(t, hall)), STR_ARG(days_text(t)));
	put_by_school(t, &text, hall);
	text_printf(&text, ") and can give %lld, because of the most visits ",
		    (long long)hall->given);
	for (size_t i = 0; i < hall->gifts.n; i++) {
		uint32_t row = hall->gifts.at[i].rule;
		const struct zone_rule *rule = row == ZONE_NONE ? NULL : &t->zone->rules.at[row];

		if (rule == NULL || (i > 0 && row == hall->gifts.at[i - 1].rule))
			continue;
		text_printf(&text, "%sa %s: %d", i > 0 ? ", " : "",
			    rule->kind == ZONE_VISITS_PER_DAY ? "day" : "week", rule->maximum);
	}
	text_put_char(&text, '.');
	return text_str(&text);
}

static void put_a_week(const struct specials_teller *t, struct text *text, int64_t in_rotation)
{
	int64_t x10 = in_rotation * 50 / t->specials->n_days;

	text_printf(text, "%lld", (long long)(x10 / 10));
	if (x10 % 10 != 0)
		text_printf(text, ".%lld", (long long)(x10 % 10));
}

static struct str here_sentence(const struct specials_teller *t, const struct specials_hall *hall)
{
	const struct specials_want *want = &hall->wants.at[0];
	struct text text;

	text_init(&text, t->arena);
	text_printf(&text, "%.*s: its %d classes need ", STR_ARG(school_text(t, want->school)),
		    want->n_sections);
	put_a_week(t, &text, hall->wanted);
	text_printf(&text, " %.*s visits a week; ",
		    STR_ARG(specials_subject(t->arena, t->zone, want->subject)));
	for (size_t i = 0; i < hall->gifts.n; i++) {
		const struct specials_gift *gift = &hall->gifts.at[i];

		text_printf(&text, "%s%.*s may give ", joint(i, hall->gifts.n),
			    STR_ARG(t->zone->people.at[gift->person].code));
		put_a_week(t, &text, gift->amount);
		text_printf(&text, "%s", gift->assignment != ZONE_NONE ? " there" : " in all");
	}
	if (hall->gifts.n > 1) {
		text_printf(&text, ", together ");
		put_a_week(t, &text, hall->given);
	}
	text_put_char(&text, '.');
	return text_str(&text);
}

/* Is a person one of those who serve more than one of the schools? */
static size_t schools_of(const struct specials_hall *hall, uint32_t person)
{
	size_t n = 0;

	for (size_t i = 0; i < hall->wants.n; i++)
		n += specials_has(hall->wants.at[i].people, person);
	return n;
}

static const struct specials_gift *only_itinerant(const struct specials_hall *hall)
{
	const struct specials_gift *found = NULL;

	for (size_t i = 0; i < hall->gifts.n; i++)
		if (schools_of(hall, hall->gifts.at[i].person) > 1) {
			if (found != NULL)
				return NULL;
			found = &hall->gifts.at[i];
		}
	return found;
}

/* "on 2 at Orchard Street (12 PE visits of grade 1 in block B5, of which PE4 can give 10)" */
static int64_t put_need_of(const struct specials_teller *t, struct text *text,
			   const struct specials_hall *hall, const struct specials_want *want,
			   uint32_t person)
{
	struct str others = STR("");
	int64_t given = 0;

	for (size_t i = 0; i < hall->gifts.n; i++)
		if (hall->gifts.at[i].person != person &&
		    specials_has(want->people, hall->gifts.at[i].person)) {
			given += hall->gifts.at[i].amount;
			others = arena_printf(
				t->arena, "%.*s%s%.*s", STR_ARG(others), others.len > 0 ? ", " : "",
				STR_ARG(t->zone->people.at[hall->gifts.at[i].person].code));
		}
	text_printf(text, "%lld at %.*s (%lld %.*s visits of %.*s in block %.*s",
		    (long long)(want->amount - given), STR_ARG(school_text(t, want->school)),
		    (long long)want->visits,
		    STR_ARG(specials_subject(t->arena, t->zone, want->subject)),
		    STR_ARG(grades_text(t, want->grades)),
		    STR_ARG(t->zone->blocks.at[want->block].code));
	if (given > 0)
		text_printf(text, ", of which %.*s can give %lld", STR_ARG(others),
			    (long long)given);
	text_put_char(text, ')');
	return want->amount - given;
}

static const char *times_name(const struct specials_hall *hall)
{
	return hall->window == SPECIALS_IN_DAY ? "days"
	       : hall->half == ZONE_AM         ? "mornings"
					       : "afternoons";
}

static void put_itinerant(const struct specials_teller *t, struct text *text,
			  const struct specials_hall *hall, const struct specials_gift *gift)
{
	int64_t sum = 0;

	text_printf(text, "%.*s is needed on %s of %.*s: ",
		    STR_ARG(t->zone->people.at[gift->person].code), times_name(hall),
		    STR_ARG(days_text(t)));
	for (size_t i = 0, n = schools_of(hall, gift->person), k = 0; i < hall->wants.n; i++)
		if (specials_has(hall->wants.at[i].people, gift->person)) {
			text_printf(text, "%s", joint(k++, n));
			sum += put_need_of(t, text, hall, &hall->wants.at[i], gift->person);
		}
	text_printf(text, ", %lld of %lld", (long long)sum, (long long)gift->amount);
}

static void put_itinerants(const struct specials_teller *t, struct text *text,
			   const struct specials_hall *hall)
{
	text_printf(text, "%.*s would be needed on %lld %s of %.*s for %.*s (",
		    STR_ARG(people_text(t, hall)), (long long)hall->wanted, times_name(hall),
		    STR_ARG(days_text(t)), STR_ARG(subjects_text(t, hall)));
	put_by_school(t, text, hall);
	text_printf(text, ") and can be there on %lld", (long long)hall->given);
}

static struct str halves_sentence(const struct specials_teller *t,
				  const struct specials_story *story)
{
	int32_t pause = 0;
	struct text text;

	text_init(&text, t->arena);
	for (size_t i = 0; i < story->halls.n; i++) {
		const struct specials_hall *hall = &story->halls.at[i];
		const struct specials_gift *gift = only_itinerant(hall);

		text_printf(&text, "%s", i > 0 ? "; and " : "");
		if (gift != NULL)
			put_itinerant(t, &text, hall, gift);
		else
			put_itinerants(t, &text, hall);
	}
	if (story->halls.at[0].window == SPECIALS_IN_DAY) {
		(void)specials_can_change(t->specials, story->halls.at[0].gifts.at[0].person,
					  &pause);
		text_printf(&text,
			    ". The %d minutes at midday are not enough for the way between two "
			    "schools, so that one is at one school a day.",
			    pause);
	} else {
		text_printf(&text, ". One is at one school in each half of a day.");
	}
	return text_str(&text);
}

/* Blocks shared by schools, where nothing says that one is at one school in a half-day. */
static struct str shared_block_sentence(const struct specials_teller *t,
					const struct specials_hall *hall)
{
	struct text text;

	text_init(&text, t->arena);
	for (size_t i = 0; i < hall->wants.n; i++)
		text_printf(
			&text, "%s%.*s: %.*s (%d class%s) need%s %lld %.*s visits",
			joint(i, hall->wants.n), STR_ARG(school_text(t, hall->wants.at[i].school)),
			STR_ARG(grades_text(t, hall->wants.at[i].grades)),
			hall->wants.at[i].n_sections, hall->wants.at[i].n_sections == 1 ? "" : "es",
			hall->wants.at[i].grades.n == 1 ? "s" : "",
			(long long)hall->wants.at[i].visits,
			STR_ARG(specials_subject(t->arena, t->zone, hall->wants.at[i].subject)));
	text_printf(&text,
		    " in %.*s in block %.*s; %.*s can give %lld of these %lld, because one teacher "
		    "can be with one class at a time.",
		    STR_ARG(days_text(t)),
		    STR_ARG(t->zone->blocks.at[hall->wants.at[0].block].code),
		    STR_ARG(people_text(t, hall)), (long long)hall->given, (long long)hall->wanted);
	return text_str(&text);
}

static struct str class_sentence(const struct specials_teller *t,
				 const struct specials_story *story)
{
	const struct specials_hall *hall = &story->halls.at[0];
	struct zone_list schools = {0}, grades = {0};
	struct text text;

	text_init(&text, t->arena);
	for (size_t i = 0; i < story->halls.n; i++) {
		specials_add(t->arena, &schools, story->halls.at[i].wants.at[0].school);
		specials_add(t->arena, &grades, story->halls.at[i].wants.at[0].grades.at[0]);
	}
	for (size_t i = 0; i < schools.n; i++)
		text_printf(&text, "%s%.*s", joint(i, schools.n),
			    STR_ARG(school_text(t, schools.at[i])));
	text_printf(&text,
		    ": each class of %.*s would have %lld specials in %.*s, and its block for "
		    "specials comes %lld times in them.",
		    STR_ARG(grades_text(t, grades)), (long long)hall->wanted, STR_ARG(days_text(t)),
		    (long long)hall->given);
	return text_str(&text);
}

struct str specials_story_sentence(const struct specials_teller *t,
				   const struct specials_story *story)
{
	const struct specials_hall *hall = &story->halls.at[0];

	switch (hall->window) {
	case SPECIALS_IN_BLOCK:
		return specials_of_one_school(hall) ? block_sentence(t, story)
						    : shared_block_sentence(t, hall);
	case SPECIALS_IN_ROOM:
		return room_sentence(t, story);
	case SPECIALS_IN_HALF:
	case SPECIALS_IN_DAY:
		return halves_sentence(t, story);
	case SPECIALS_IN_WEEKS:
		return weeks_sentence(t, hall);
	case SPECIALS_HERE:
		return here_sentence(t, hall);
	case SPECIALS_OF_CLASS:
		return class_sentence(t, story);
	}
	return STR("");
}
