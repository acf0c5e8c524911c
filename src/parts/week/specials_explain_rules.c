/* Rules in words and ids. */
#include "parts/week/specials_explain.h"

#include "base/date.h"
#include "base/text.h"
#include "base/vec.h"
#include "parts/week/specials_internal.h"
#include "parts/week/specials_story.h"
#include "parts/week/week.h"

/* "PE1 is there not Mon, only Tue pm (availability.csv)" */
static struct str available_words(const struct zone *zone, uint32_t person, struct arena *arena)
{
	struct text text;
	size_t n = 0;

	text_init(&text, arena);
	text_printf(&text, "%.*s is there", STR_ARG(zone->people.at[person].code));
	for (size_t i = 0; i < zone->availability.n; i++) {
		const struct zone_availability *row = &zone->availability.at[i];

		if (row->person != person)
			continue;
		text_printf(&text, "%s %s", n++ > 0 ? "," : "",
			    row->kind == ZONE_ONLY ? "only" : "not");
		for (int d = MONDAY; row->weekdays != 0 && d <= SUNDAY; d++)
			if (zone_set_applies(row->weekdays, d))
				text_printf(&text, " %.*s",
					    STR_ARG(date_weekday_name((enum weekday)d)));
		for (size_t d = 0; d < row->cycle_days.n; d++)
			text_printf(&text, " day %d", row->cycle_days.at[d]);
		if (row->halves != 0)
			text_printf(&text, " %s",
				    zone_set_applies(row->halves, ZONE_AM) ? "am" : "pm");
	}
	text_put(&text, STR(" (availability.csv)"));
	return text_str(&text);
}

/* What neither visits nor people say: rooms, patterns, the rest of the day. */
static struct str other_words(const struct specials *specials, const struct week_rule *rule,
			      struct arena *arena)
{
	const struct zone *zone = specials->zone;

	switch (rule->kind) {
	case WEEK_RULE_ROOM:
		return arena_printf(arena, "the rooms for %.*s at %.*s take %d at a time",
				    STR_ARG(specials_subject(arena, zone, rule->subject)),
				    STR_ARG(zone->schools.at[rule->school].name),
				    specials_places(zone, rule->subject, rule->school));
	case WEEK_RULE_AVAILABLE:
		return available_words(zone, rule->person, arena);
	case WEEK_RULE_VISITS_PER_DAY:
		return arena_printf(arena, "%.*s has at most %d visits a day",
				    STR_ARG(zone->people.at[rule->person].code),
				    zone->rules.at[rule->rule].maximum);
	case WEEK_RULE_IN_A_ROW:
		return arena_printf(arena, "%.*s has at most %d visits in a row",
				    STR_ARG(zone->people.at[rule->person].code),
				    zone->rules.at[rule->rule].maximum);
	case WEEK_RULE_PATTERN:
		return arena_printf(arena, "the %.*s visits of %.*s are %s",
				    STR_ARG(specials_subject(arena, zone, rule->subject)),
				    STR_ARG(zone->visits.at[rule->visit].code),
				    zone->visits.at[rule->visit].pattern == ZONE_SPREAD
					    ? "never on neighbouring days"
					    : "on days in a row");
	case WEEK_RULE_ONE_SPECIAL:
		return arena_printf(arena,
				    "a class of grade %.*s at %.*s has one special at a time, and "
				    "each on days of its own",
				    STR_ARG(zone->grades.at[rule->grade].code),
				    STR_ARG(zone->schools.at[rule->school].name));
	case WEEK_RULE_COMMON_BLOCK:
		return arena_printf(arena,
				    "the classes of grade %.*s at %.*s are in specials at the same "
				    "time",
				    STR_ARG(zone->grades.at[rule->grade].code),
				    STR_ARG(zone->schools.at[rule->school].name));
	case WEEK_RULE_NEED:
		return arena_printf(
			arena, "grade %.*s at %.*s has its %d minutes of %.*s",
			STR_ARG(zone->grades.at[rule->grade].code),
			STR_ARG(zone->schools.at[rule->school].name),
			zone->needs.at[rule->item].minutes,
			STR_ARG(zone->subjects.at[zone->needs.at[rule->item].subject].name));
	case WEEK_RULE_WAVE:
		return arena_printf(arena, "grade %.*s at %.*s eats in lunch wave %.*s",
				    STR_ARG(zone->grades.at[rule->grade].code),
				    STR_ARG(zone->schools.at[rule->school].name),
				    STR_ARG(zone->waves.at[rule->item].code));
	case WEEK_RULE_VISITS:
	case WEEK_RULE_ONE_CLASS:
	case WEEK_RULE_VISITS_PER_WEEK:
	case WEEK_RULE_ONE_SCHOOL:
	case WEEK_RULE_LOCK:
	case WEEK_RULE_VISITS_HERE:
		break;
	}
	return STR("");
}

void specials_put_others(struct text *text, const struct specials *specials, const uint32_t *rules,
			 size_t n_rules, struct arena *arena)
{
	size_t n = 0;

	for (size_t i = 0; i < n_rules; i++) {
		struct str words = other_words(specials, &specials->rules.at[rules[i]], arena);

		if (words.len == 0)
			continue;
		text_printf(text, "%s%.*s",
			    n > 0           ? "; "
			    : text->len > 0 ? " Besides, "
					    : "",
			    STR_ARG(words));
		n++;
	}
	if (n > 0)
		text_printf(text, ". These cannot hold together.");
}

/* --- ids -------------------------------------------------------------------- */

static struct str rule_id(const struct specials *specials, const struct week_rule *rule,
			  struct arena *arena)
{
	const struct zone *zone = specials->zone;

	if (rule->kind == WEEK_RULE_LOCK)
		return specials->task.locks.at[rule->item].id;
	if (rule->rule != ZONE_NONE)
		return arena_printf(arena, "rules/%.*s", STR_ARG(zone->rules.at[rule->rule].code));
	if (rule->kind == WEEK_RULE_VISITS || rule->kind == WEEK_RULE_PATTERN)
		return arena_printf(arena, "visits/%.*s",
				    STR_ARG(zone->visits.at[rule->visit].code));
	if (rule->kind == WEEK_RULE_NEED || rule->kind == WEEK_RULE_WAVE)
		return week_rule_id(arena, zone,
				    rule->kind == WEEK_RULE_NEED ? ZONE_T_NEEDS : ZONE_T_WAVES,
				    rule->item);
	if (rule->kind == WEEK_RULE_VISITS_HERE)
		return week_rule_id(arena, zone, ZONE_T_ASSIGNMENTS, rule->item);
	if (rule->person != ZONE_NONE)
		return arena_printf(arena, "people/%.*s",
				    STR_ARG(zone->people.at[rule->person].code));
	return arena_printf(arena, "grade_blocks/%.*s/%.*s",
			    STR_ARG(zone->schools.at[rule->school].code),
			    STR_ARG(zone->grades.at[rule->grade].code));
}

void specials_add_ids(struct specials_conflict *conflict, const struct specials *specials,
		      const uint32_t *rules, size_t n, struct arena *arena)
{
	VEC(struct str) ids = {0};

	for (size_t i = 0; i < n; i++) {
		struct str id = rule_id(specials, &specials->rules.at[rules[i]], arena);
		bool known = false;

		for (size_t k = 0; k < ids.n; k++)
			known = known || str_eq(ids.at[k], id);
		if (!known)
			*vec_push(arena, &ids) = id;
	}
	conflict->rules.at = ids.at;
	conflict->rules.n = ids.n;
}
