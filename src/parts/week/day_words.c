/* Rules of the day in words. */
#include "parts/week/day_internal.h"

#include "base/date.h"
#include "parts/week/week_keep.h"
#include "parts/school/zone_rule.h"

struct str day_unit_name(const struct day *day, uint32_t unit)
{
	const struct day_unit *u = &day->units.at[unit];
	struct text text;

	text_init(&text, day->arena);
	for (size_t g = 0; g < u->grades.n; g++)
		text_printf(&text, "%s%.*s", g > 0 ? " and " : "",
			    STR_ARG(day->zone->grades.at[u->grades.at[g]].name));
	return text_str(&text);
}

static struct str time_of(const struct day *day, int32_t minutes)
{
	return minutes_text(day->arena, minutes, MINUTES_12H);
}

static struct str need_words(const struct day *day, const struct day_rule *rule)
{
	const struct zone_need *need = &day->zone->needs.at[rule->row];

	return arena_printf(day->arena, "%.*s has %d minutes of %.*s%s",
			    STR_ARG(day_unit_name(day, rule->unit)), need->minutes,
			    STR_ARG(day->zone->subjects.at[need->subject].name),
			    need->longest == ZONE_UNSET || need->longest == need->minutes
				    ? " in one block"
				    : "");
}

static struct str start_words(const struct day *day, const struct day_rule *rule)
{
	const struct zone_need *need = &day->zone->needs.at[rule->row];
	struct str subject = day->zone->subjects.at[need->subject].name;

	if (need->start != ZONE_UNSET)
		return arena_printf(day->arena, "%.*s has %.*s at %.*s",
				    STR_ARG(day_unit_name(day, rule->unit)), STR_ARG(subject),
				    STR_ARG(time_of(day, need->start)));
	return arena_printf(day->arena, "%.*s has %.*s in the window given for it",
			    STR_ARG(day_unit_name(day, rule->unit)), STR_ARG(subject));
}

static struct str wave_words(const struct day *day, const struct day_rule *rule)
{
	const struct zone_wave *wave = &day->zone->waves.at[rule->row];
	struct str at = wave->start == ZONE_UNSET ? STR("") : time_of(day, wave->start);

	return arena_printf(day->arena, "wave %.*s has %d minutes of lunch and %d of recess%s%.*s",
			    STR_ARG(wave->code), wave->lunch_minutes, wave->recess_minutes,
			    at.len > 0 ? " from " : "", STR_ARG(at));
}

static struct str specials_words(const struct day *day, const struct day_rule *rule)
{
	struct day_span span = day->units.at[rule->unit].specials.at[rule->row];

	return arena_printf(day->arena, "%.*s is in specials from %.*s to %.*s",
			    STR_ARG(day_unit_name(day, rule->unit)),
			    STR_ARG(time_of(day, span.start)), STR_ARG(time_of(day, span.end)));
}

static struct str service_words(const struct day *day, uint32_t row)
{
	const struct zone_service *service = &day->zone->services.at[row];

	return arena_printf(day->arena, "the group %.*s (%.*s) gets its %d minutes",
			    STR_ARG(service->code), STR_ARG(service->group), service->minutes);
}

/* A rule's sentence without its full stop, to stand within another. */
static struct str inner_sentence(const struct day *day, uint32_t row)
{
	struct str sentence = zone_rule_sentence(day->arena, day->zone, row);

	while (sentence.len > 0 && sentence.ptr[sentence.len - 1] == '.')
		sentence.len--;
	return sentence;
}

static struct str of_unit(const struct day *day, const struct day_rule *rule)
{
	return arena_printf(day->arena, "\"%.*s\" for %.*s",
			    STR_ARG(inner_sentence(day, rule->row)),
			    STR_ARG(day_unit_name(day, rule->unit)));
}

static struct str same_time_words(const struct day *day, const struct day_rule *rule)
{
	const struct zone *zone = day->zone;

	return arena_printf(day->arena, "%.*s, %.*s", STR_ARG(of_unit(day, rule)),
			    STR_ARG(zone->subjects.at[zone->needs.at[rule->other].subject].name));
}

struct str day_rule_sentence(const struct day *day, const struct day_rule *rule)
{
	switch (rule->kind) {
	case DAY_RULE_STRUCTURE:
		return STR("a class is in one place at a time");
	case DAY_RULE_LOCK:
		return week_lock_words(day->arena, day->zone, day->locks.at[rule->row]);
	case DAY_RULE_SPECIALS:
		return specials_words(day, rule);
	case DAY_RULE_NEED:
		return need_words(day, rule);
	case DAY_RULE_START:
		return start_words(day, rule);
	case DAY_RULE_RECESS:
		return arena_printf(day->arena, "%.*s has its second recess %s",
				    STR_ARG(day_unit_name(day, rule->unit)),
				    rule->other == 0 ? "after the first hour of the day"
						     : "half an hour or more from lunch");
	case DAY_RULE_WAVE:
		return wave_words(day, rule);
	case DAY_RULE_LUNCH_WINDOW:
	case DAY_RULE_TRANSITION:
		return of_unit(day, rule);
	case DAY_RULE_SAME_TIME:
		return same_time_words(day, rule);
	case DAY_RULE_STAGGERED:
		return arena_printf(day->arena, "%.*s and %.*s", STR_ARG(of_unit(day, rule)),
				    STR_ARG(day_unit_name(day, rule->other)));
	case DAY_RULE_PLACE:
		return arena_printf(day->arena, "the %s holds everyone who is there",
				    rule->other == ZONE_CAFETERIA ? "cafeteria" : "playground");
	case DAY_RULE_SERVICE:
		return service_words(day, rule->row);
	case DAY_RULE_NO_PULL_OUT:
	case DAY_RULE_TOGETHER:
		return arena_printf(day->arena, "\"%.*s\"",
				    STR_ARG(inner_sentence(day, rule->row)));
	case DAY_RULE_STAFF_LUNCH:
		return arena_printf(day->arena, "%.*s has a duty-free lunch of %d minutes",
				    STR_ARG(day->zone->people.at[rule->other].name),
				    day->zone->rules.at[rule->row].minutes);
	}
	return STR("");
}

struct str day_rule_id(const struct day *day, const struct day_rule *rule)
{
	switch (rule->kind) {
	case DAY_RULE_STRUCTURE:
		return STR("");
	case DAY_RULE_LOCK:
		return week_lock_id(day->arena, day->zone, day->locks.at[rule->row]);
	case DAY_RULE_SPECIALS: {
		const struct day_unit *unit = &day->units.at[rule->unit];

		for (uint32_t i = 0; i < day->zone->grade_blocks.n; i++)
			if (day->zone->grade_blocks.at[i].school == day->school &&
			    day->zone->grade_blocks.at[i].grade == unit->grades.at[0])
				return week_rule_id(day->arena, day->zone, ZONE_T_GRADE_BLOCKS, i);
		return STR("grade_blocks");
	}
	case DAY_RULE_NEED:
	case DAY_RULE_START:
	case DAY_RULE_RECESS:
		return week_rule_id(day->arena, day->zone, ZONE_T_NEEDS, rule->row);
	case DAY_RULE_WAVE:
		return week_rule_id(day->arena, day->zone, ZONE_T_WAVES, rule->row);
	case DAY_RULE_SERVICE:
		return week_rule_id(day->arena, day->zone, ZONE_T_SERVICES, rule->row);
	case DAY_RULE_LUNCH_WINDOW:
	case DAY_RULE_TOGETHER:
	case DAY_RULE_PLACE:
	case DAY_RULE_STAGGERED:
	case DAY_RULE_TRANSITION:
	case DAY_RULE_SAME_TIME:
	case DAY_RULE_NO_PULL_OUT:
	case DAY_RULE_STAFF_LUNCH:
		return week_rule_id(day->arena, day->zone, ZONE_T_RULES, rule->row);
	}
	return STR("");
}

struct str day_rule_remedy(const struct day *day, const struct day_rule *rule)
{
	const struct zone *zone = day->zone;

	switch (rule->kind) {
	case DAY_RULE_STRUCTURE:
		return STR("");
	case DAY_RULE_LOCK:
		return arena_printf(
			day->arena, "Take the lock off: %.*s.",
			STR_ARG(week_lock_words(day->arena, day->zone, day->locks.at[rule->row])));
	case DAY_RULE_SPECIALS:
		return arena_printf(day->arena, "Move the specials of %.*s to another block.",
				    STR_ARG(day_unit_name(day, rule->unit)));
	case DAY_RULE_NEED:
		return arena_printf(
			day->arena,
			"Take minutes of %.*s from %.*s, or part them into shorter blocks.",
			STR_ARG(zone->subjects.at[zone->needs.at[rule->row].subject].name),
			STR_ARG(day_unit_name(day, rule->unit)));
	case DAY_RULE_START:
	case DAY_RULE_RECESS:
		return arena_printf(
			day->arena, "Leave the time of %.*s of %.*s open.",
			STR_ARG(zone->subjects.at[zone->needs.at[rule->row].subject].name),
			STR_ARG(day_unit_name(day, rule->unit)));
	case DAY_RULE_WAVE:
		return arena_printf(day->arena, "Move lunch wave %.*s, or leave its time open.",
				    STR_ARG(zone->waves.at[rule->row].code));
	case DAY_RULE_PLACE:
		return STR("Part a wave in two, or seat a class elsewhere.");
	case DAY_RULE_SERVICE:
		return arena_printf(day->arena,
				    "Give the group %.*s fewer times, or one more person.",
				    STR_ARG(zone->services.at[rule->row].code));
	case DAY_RULE_LUNCH_WINDOW:
	case DAY_RULE_TOGETHER:
	case DAY_RULE_STAGGERED:
	case DAY_RULE_TRANSITION:
	case DAY_RULE_SAME_TIME:
	case DAY_RULE_NO_PULL_OUT:
	case DAY_RULE_STAFF_LUNCH:
		break;
	}
	return arena_printf(day->arena, "Change the rule %.*s.",
			    STR_ARG(zone->rules.at[rule->row].code));
}

struct str day_rule_price(const struct day *day, const struct day_rule *rule)
{
	switch (rule->kind) {
	case DAY_RULE_NEED:
		return arena_printf(day->arena, "learning minutes of %.*s",
				    STR_ARG(day_unit_name(day, rule->unit)));
	case DAY_RULE_LUNCH_WINDOW:
	case DAY_RULE_TOGETHER:
	case DAY_RULE_PLACE:
	case DAY_RULE_STAGGERED:
	case DAY_RULE_TRANSITION:
	case DAY_RULE_SAME_TIME:
	case DAY_RULE_NO_PULL_OUT:
	case DAY_RULE_STAFF_LUNCH:
		return day->zone->rules.at[rule->row].price_note.len > 0
			       ? day->zone->rules.at[rule->row].price_note
			       : STR("has to be agreed");
	case DAY_RULE_STRUCTURE:
	case DAY_RULE_LOCK:
	case DAY_RULE_SPECIALS:
	case DAY_RULE_START:
	case DAY_RULE_RECESS:
	case DAY_RULE_WAVE:
	case DAY_RULE_SERVICE:
		break;
	}
	return STR("no minutes and no money");
}
