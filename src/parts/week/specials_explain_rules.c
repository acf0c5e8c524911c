/* Rules in words and ids. */
#include "parts/week/specials_explain.h"

#include "base/date.h"
#include "base/text.h"
#include "base/vec.h"
#include "parts/week/specials_internal.h"
#include "parts/week/specials_story.h"
#include "parts/week/week.h"

/* Whether a row of availability.csv speaks of the person of a rule, and of its school. */
static bool is_about(const struct zone_availability *row, const struct week_rule *rule)
{
	return row->person == rule->person &&
	       (rule->school == ZONE_NONE || row->school == ZONE_NONE ||
		row->school == rule->school);
}

/* " on Monday and Tuesday in the afternoon from 13:15 at Wren Park": as far as a row says. */
static void put_when(struct text *text, const struct zone *zone,
		     const struct zone_availability *row, struct arena *arena)
{
	size_t n = 0;

	for (int d = MONDAY; row->weekdays != 0 && d <= SUNDAY; d++)
		if (zone_set_applies(row->weekdays, d))
			text_printf(text, "%s%.*s", n++ > 0 ? " and " : " on ",
				    STR_ARG(date_weekday_name((enum weekday)d)));
	for (size_t d = 0; d < row->cycle_days.n; d++)
		text_printf(text, "%sday %d", n++ > 0 ? " and " : " on ", row->cycle_days.at[d]);
	if (row->halves != 0)
		text_printf(text, " in the %s",
			    zone_set_applies(row->halves, ZONE_AM) ? "morning" : "afternoon");
	if (row->start != ZONE_UNSET)
		text_printf(text, " from %s", minutes_text(arena, row->start, MINUTES_24H).ptr);
	if (row->end != ZONE_UNSET)
		text_printf(text, " to %s", minutes_text(arena, row->end, MINUTES_24H).ptr);
	if (row->school != ZONE_NONE)
		text_printf(text, " at %.*s", STR_ARG(zone->schools.at[row->school].name));
}

/* "PE1 is not there on Monday, is there only on Tuesday in the afternoon (availability.csv)" */
static struct str available_words(const struct zone *zone, const struct week_rule *rule,
				  struct arena *arena)
{
	struct text text;
	size_t n = 0;

	text_init(&text, arena);
	text_put(&text, zone->people.at[rule->person].code);
	for (size_t i = 0; i < zone->availability.n; i++) {
		const struct zone_availability *row = &zone->availability.at[i];

		if (!is_about(row, rule))
			continue;
		text_printf(&text, "%s is %s", n++ > 0 ? "," : "",
			    row->kind == ZONE_ONLY ? "there only" : "not there");
		put_when(&text, zone, row, arena);
	}
	text_put(&text, STR(" (availability.csv)"));
	return text_str(&text);
}

static struct str break_words(const struct zone *zone, const struct week_rule *rule,
			      struct arena *arena)
{
	const struct zone_rule *row = &zone->rules.at[rule->rule];
	int32_t n = row->minimum == ZONE_UNSET ? 1 : row->minimum;

	return arena_printf(arena,
			    "%.*s has %.*s break%s of %d minutes between the visits of a day",
			    STR_ARG(zone->people.at[rule->person].code),
			    STR_ARG(n == 1 ? STR("a") : specials_number(arena, n)),
			    n == 1 ? "" : "s", row->minutes);
}

static struct str common_words(const struct specials *specials, const struct week_rule *rule,
			       struct arena *arena)
{
	const struct zone *zone = specials->zone;
	const struct zone_rule *row = rule->rule == ZONE_NONE ? NULL : &zone->rules.at[rule->rule];
	struct str times = STR("");

	if (rule->kind == WEEK_RULE_COMMON_TIME && row != NULL && row->minimum != ZONE_UNSET)
		times = arena_printf(
			arena, " %.*s in %s",
			STR_ARG(row->minimum == 1 ? STR("once")
						  : arena_printf(arena, "%d times", row->minimum)),
			row->per == ZONE_PER_WEEK        ? "a week"
			: row->per == ZONE_PER_TWO_WEEKS ? "two weeks"
							 : "the rotation");
	if (rule->kind == WEEK_RULE_COMMON_TIME && rule->item > 0)
		times = arena_printf(arena, "%.*s, with %u specialists", STR_ARG(times),
				     rule->item);
	return arena_printf(arena,
			    "the classes of grade %.*s at %.*s are in specials at the same "
			    "time%.*s",
			    STR_ARG(zone->grades.at[rule->grade].code),
			    STR_ARG(zone->schools.at[rule->school].name), STR_ARG(times));
}

/* What neither visits nor people say: rooms, patterns, the rest of the day. */
static struct str other_words(const struct specials *specials, const struct week_rule *rule,
			      struct arena *arena)
{
	const struct zone *zone = specials->zone;

	switch (rule->kind) {
	case WEEK_RULE_ROOM:
		return arena_printf(
			arena, "the rooms for %.*s at %.*s take %d at a time",
			STR_ARG(specials_subject(arena, zone, rule->subject)),
			STR_ARG(zone->schools.at[rule->school].name),
			specials_places_by(zone, rule->rule, rule->subject, rule->school));
	case WEEK_RULE_AVAILABLE:
		return available_words(zone, rule, arena);
	case WEEK_RULE_VISITS_PER_DAY:
		return arena_printf(arena, "%.*s has at most %d visits a day",
				    STR_ARG(zone->people.at[rule->person].code),
				    zone->rules.at[rule->rule].maximum);
	case WEEK_RULE_IN_A_ROW:
		return arena_printf(arena, "%.*s has at most %d visits in a row",
				    STR_ARG(zone->people.at[rule->person].code),
				    zone->rules.at[rule->rule].maximum);
	case WEEK_RULE_BREAK:
		return break_words(zone, rule, arena);
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
	case WEEK_RULE_COMMON_TIME:
		return common_words(specials, rule, arena);
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

struct str specials_rule_words(const struct specials *specials, const struct week_rule *rule,
			       struct arena *arena)
{
	const struct zone *zone = specials->zone;
	int32_t x100;

	switch ((int)rule->kind) {
	case WEEK_RULE_VISITS:
		return arena_printf(arena, "grade %.*s at %.*s has its %.*s visits",
				    STR_ARG(zone->grades.at[rule->grade].code),
				    STR_ARG(zone->schools.at[rule->school].name),
				    STR_ARG(specials_subject(arena, zone, rule->subject)));
	case WEEK_RULE_VISITS_PER_WEEK:
		return arena_printf(arena, "%.*s has at most %d visits a week",
				    STR_ARG(zone->people.at[rule->person].code),
				    zone->rules.at[rule->rule].maximum);
	case WEEK_RULE_ONE_SCHOOL:
		return arena_printf(arena, "%.*s changes schools only where there is time for it",
				    STR_ARG(zone->people.at[rule->person].code));
	case WEEK_RULE_VISITS_HERE:
		x100 = zone->assignments.at[rule->item].visits_per_week_x100;
		return arena_printf(arena, "%.*s has at most %d.%02d visits a week at %.*s",
				    STR_ARG(zone->people.at[rule->person].code), x100 / 100,
				    x100 % 100, STR_ARG(zone->schools.at[rule->school].name));
	case WEEK_RULE_LOCK:
		return specials->task.locks.at[rule->item].words;
	default:
		return other_words(specials, rule, arena);
	}
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

struct str specials_rule_id(const struct specials *specials, const struct week_rule *rule,
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

struct ids {
	struct arena *arena;
	VEC(struct str) at;
};

static void put_id(struct ids *ids, struct str id)
{
	for (size_t k = 0; k < ids->at.n; k++)
		if (str_eq(ids->at.at[k], id))
			return;
	*vec_push(ids->arena, &ids->at) = id;
}

void specials_add_ids(struct specials_conflict *conflict, const struct specials *specials,
		      const uint32_t *rules, size_t n, struct arena *arena)
{
	const struct zone *zone = specials->zone;
	struct ids ids = {.arena = arena};

	for (size_t i = 0; i < n; i++) {
		const struct week_rule *rule = &specials->rules.at[rules[i]];

		for (uint32_t row = 0;
		     rule->kind == WEEK_RULE_AVAILABLE && row < zone->availability.n; row++)
			if (is_about(&zone->availability.at[row], rule))
				put_id(&ids, week_rule_id(arena, zone, ZONE_T_AVAILABILITY, row));
		put_id(&ids, specials_rule_id(specials, rule, arena));
	}
	conflict->rules.at = ids.at.at;
	conflict->rules.n = ids.at.n;
}
