#include "parts/week/week_audit_internal.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>

void audit_say(struct auditor *auditor, const struct audit_about *about, const char *format, ...)
{
	char text[600];
	struct map_entry *entry;
	struct str sentence, rule = about->rule, key;
	va_list list;
	bool added;

	va_start(list, format);
	(void)vsnprintf(text, sizeof text, format, list);
	va_end(list);
	if (rule.len == 0)
		rule = week_rule_id(auditor->arena, auditor->zone, about->table, about->row);
	sentence = arena_printf(auditor->arena, "%.*s: %s",
				STR_ARG(auditor->zone->schools.at[about->school].name), text);
	key = arena_printf(auditor->arena, "%.*s %.*s", STR_ARG(rule), STR_ARG(sentence));
	entry = map_add(&auditor->known, key, &added);
	if (added) {
		entry->value.number = (int64_t)auditor->faults.n;
		*vec_push(auditor->arena, &auditor->faults) = (struct audit_fault){
			about->school, rule, about->strength, sentence, about->date, 0};
	}
	auditor->faults.at[entry->value.number].dates++;
}

struct audit_about audit_word(uint32_t school, int32_t date, struct str word)
{
	return (struct audit_about){
		.school = school, .date = date, .rule = word, .strength = ZONE_MUST};
}

struct audit_about audit_rule(const struct auditor *auditor, uint32_t rule, uint32_t school,
			      int32_t date)
{
	struct audit_about about = audit_row(ZONE_T_RULES, rule, school, date);

	about.strength = auditor->zone->rules.at[rule].strength;
	return about;
}

struct audit_about audit_row(enum zone_table table, uint32_t row, uint32_t school, int32_t date)
{
	return (struct audit_about){
		.school = school, .date = date, .strength = ZONE_MUST, .table = table, .row = row};
}

bool audit_has_person(const struct week_booking *booking, uint32_t person)
{
	for (size_t i = 0; i < booking->people.n; i++)
		if (booking->people.at[i] == person)
			return true;
	return false;
}

bool audit_overlap(const struct week_booking *a, const struct week_booking *b)
{
	return a->start < b->end && b->start < a->end;
}

bool audit_is_of_class(const struct week_booking *booking)
{
	return booking->section != ZONE_NONE && booking->kind != WEEK_PLANNING &&
	       booking->kind != WEEK_SERVICE;
}

/* What bookings of one school have to do with each other. */
static void audit_school(struct auditor *auditor, const struct audit_date *all, uint32_t school)
{
	struct audit_date date = {.date = all->date};

	for (size_t i = 0; i < all->bookings.n; i++)
		if (all->bookings.at[i]->school == school)
			*vec_push(auditor->arena, &date.bookings) = all->bookings.at[i];
	if (date.bookings.n == 0)
		return;
	audit_classes(auditor, &date);
	audit_places(auditor, &date);
	audit_pull_outs(auditor, &date);
	audit_note_times(auditor, &date);
}

static void audit_date(struct auditor *auditor, int32_t when)
{
	struct audit_date date = {.date = when};

	for (size_t i = 0; i < auditor->plan->bookings.n; i++) {
		const struct week_booking *b = &auditor->plan->bookings.at[i];

		if (zone_applies(auditor->schools, b->school) &&
		    week_happens(&auditor->calendars[b->school], b, when))
			*vec_push(auditor->arena, &date.bookings) = b;
	}
	if (date.bookings.n == 0)
		return;
	for (uint32_t school = 0; school < auditor->zone->schools.n; school++)
		audit_school(auditor, &date, school);
	audit_people(auditor, &date);
}

struct audit_faults week_audit_between(struct arena *arena, const struct week_plan *plan,
				       struct zone_list schools, int32_t first, int32_t last)
{
	const struct zone *zone = plan->zone;
	struct auditor auditor = {.arena = arena, .zone = zone, .plan = plan, .schools = schools};

	map_init(&auditor.known, arena);
	auditor.calendars = arena_array(arena, struct week_calendar, zone->schools.n);
	for (uint32_t s = 0; s < zone->schools.n; s++)
		auditor.calendars[s] = week_calendar_of(arena, zone, s, ZONE_AS_OF_END);
	auditor.times = arena_array(arena, struct audit_times *,
				    zone->sections.n * zone->subjects.n * zone->shapes.n);
	for (int32_t date = first; date <= last; date++)
		audit_date(&auditor, date);
	audit_times(&auditor);
	audit_cycle(&auditor);
	return (struct audit_faults){auditor.faults.at, auditor.faults.n};
}

struct audit_faults week_audit(struct arena *arena, const struct week_plan *plan,
			       struct zone_list schools)
{
	const struct zone_info *info = &plan->zone->info.at[0];

	return week_audit_between(arena, plan, schools, info->year_start, info->year_end);
}
