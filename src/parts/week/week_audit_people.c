/* People on a date: one place at a time, schools, lunch, breaks, and when they can be there. */
#include "parts/week/week_audit_internal.h"

#include "base/date.h"

#include <stdlib.h>

/* What one person has on a date, by start. Frames of staff time aside. */
struct agenda {
	uint32_t person;
	VEC(const struct week_booking *) at;
};

static struct str code_of(const struct auditor *a, uint32_t person)
{
	return a->zone->people.at[person].code;
}

static const char *clock_of(const struct auditor *a, int32_t minutes)
{
	return minutes_text(a->arena, minutes, MINUTES_24H).ptr;
}

/* ---- One place, and the way to the next ---- */

static bool has_role(const struct zone *zone, uint32_t person, const struct zone_rule *rule)
{
	if (!zone_applies(rule->people, person))
		return false;
	for (size_t i = 0; i < zone->assignments.n; i++)
		if (zone->assignments.at[i].person == person &&
		    zone_set_applies(rule->roles, (int)zone->assignments.at[i].role))
			return true;
	return false;
}

static void check_way(struct auditor *a, const struct audit_date *date, const struct agenda *agenda,
		      const struct week_booking *x, const struct week_booking *y)
{
	const struct zone *zone = a->zone;

	for (uint32_t r = 0; r < zone->rules.n; r++) {
		const struct zone_rule *rule = &zone->rules.at[r];
		const struct zone_shape *shape = &zone->shapes.at[x->shape];
		struct audit_about about;

		if ((rule->kind != ZONE_ONE_SCHOOL_PER_HALF &&
		     rule->kind != ZONE_TRAVEL_AT_MIDDAY) ||
		    !has_role(zone, agenda->person, rule))
			continue;
		about = audit_rule(a, r, x->school, date->date);
		if (zone_half_of(shape, x->start) == zone_half_of(shape, y->start))
			audit_say(a, &about, "%.*s is at two schools in one half of a day.",
				  STR_ARG(code_of(a, agenda->person)));
		else if (rule->kind == ZONE_TRAVEL_AT_MIDDAY && rule->minutes != ZONE_UNSET &&
			 x->end <= y->start && y->start - x->end < rule->minutes)
			audit_say(a, &about, "%.*s has %d minutes at %s to get to another school.",
				  STR_ARG(code_of(a, agenda->person)), y->start - x->end,
				  clock_of(a, x->end));
	}
}

static void check_pairs(struct auditor *a, const struct audit_date *date,
			const struct agenda *agenda)
{
	for (size_t i = 0; i < agenda->at.n; i++)
		for (size_t k = 0; k < agenda->at.n; k++) {
			const struct week_booking *x = agenda->at.at[i], *y = agenda->at.at[k];
			struct audit_about about = audit_word(x->school, date->date,
							      STR("one-place"));

			if (k > i && audit_overlap(x, y))
				audit_say(a, &about, "%.*s has two things at once at %s.",
					  STR_ARG(code_of(a, agenda->person)),
					  clock_of(a, x->start > y->start ? x->start : y->start));
			if (x->school != y->school && x->start <= y->start &&
			    (x->kind == WEEK_SPECIAL || x->kind == WEEK_SERVICE) &&
			    (y->kind == WEEK_SPECIAL || y->kind == WEEK_SERVICE))
				check_way(a, date, agenda, x, y);
		}
}

/* ---- Visits of a day ---- */

/* How often there are so many minutes without anything between the first visit and the last. */
static int32_t count_breaks(const struct agenda *agenda, int32_t minutes)
{
	int32_t first = INT32_MAX, last = 0, n = 0;

	for (size_t i = 0; i < agenda->at.n; i++)
		if (agenda->at.at[i]->kind == WEEK_SPECIAL) {
			first = agenda->at.at[i]->start < first ? agenda->at.at[i]->start : first;
			last = agenda->at.at[i]->end > last ? agenda->at.at[i]->end : last;
		}
	for (int32_t t = first, free = 0; t < last; t += 5) {
		bool busy = false;

		for (size_t i = 0; i < agenda->at.n; i++)
			busy = busy ||
			       (agenda->at.at[i]->kind != WEEK_STAFF_LUNCH &&
				agenda->at.at[i]->start < t + 5 && t < agenda->at.at[i]->end);
		n += !busy && free < minutes && free + 5 >= minutes;
		free = busy ? 0 : free + 5;
	}
	return n;
}

/* Whoever has visits in one half of a day only needs none. */
static void check_break(struct auditor *a, const struct audit_about *about,
			const struct agenda *agenda, const struct zone_rule *rule)
{
	int32_t wanted = rule->minimum == ZONE_UNSET ? 1 : rule->minimum, n;
	bool halves[2] = {false, false};

	for (size_t i = 0; i < agenda->at.n; i++)
		if (agenda->at.at[i]->kind == WEEK_SPECIAL)
			halves[zone_half_of(&a->zone->shapes.at[agenda->at.at[i]->shape],
					    agenda->at.at[i]->start)] = true;
	if (rule->kind != ZONE_SPECIALIST_BREAK || !halves[ZONE_AM] || !halves[ZONE_PM])
		return;
	n = count_breaks(agenda, rule->minutes);
	if (n < wanted)
		audit_say(a, about, "%.*s has %d breaks of %d minutes between visits, not %d.",
			  STR_ARG(code_of(a, agenda->person)), n, rule->minutes, wanted);
}

/* The most visits without a break of so many minutes between them. */
static int32_t longest_row(const struct agenda *agenda, int32_t minutes)
{
	int32_t n = 0, most = 0, end = 0;

	for (size_t i = 0; i < agenda->at.n; i++) {
		const struct week_booking *b = agenda->at.at[i];

		if (b->kind != WEEK_SPECIAL)
			continue;
		n = n > 0 && b->start - end < minutes ? n + 1 : 1;
		most = n > most ? n : most;
		end = b->end;
	}
	return most;
}

static void check_row(struct auditor *a, const struct audit_about *about,
		      const struct agenda *agenda, const struct zone_rule *rule)
{
	int32_t n = longest_row(agenda, rule->minutes == ZONE_UNSET ? 1 : rule->minutes);

	if (rule->kind == ZONE_VISITS_IN_A_ROW && n > rule->maximum)
		audit_say(a, about, "%.*s has %d visits in a row, at most %d may be.",
			  STR_ARG(code_of(a, agenda->person)), n, rule->maximum);
}

static bool is_about_a_day(enum zone_rule_kind kind)
{
	return kind == ZONE_VISITS_PER_DAY || kind == ZONE_VISITS_IN_A_ROW ||
	       kind == ZONE_DUTY_FREE_LUNCH || kind == ZONE_SPECIALIST_BREAK;
}

static void check_day(struct auditor *a, const struct audit_date *date, const struct agenda *agenda)
{
	const struct zone *zone = a->zone;
	const struct week_booking *some = agenda->at.at[0];
	int32_t visits = 0, lunch = 0, work = 0;

	for (size_t i = 0; i < agenda->at.n; i++) {
		const struct week_booking *b = agenda->at.at[i];

		visits += b->kind == WEEK_SPECIAL;
		work += b->kind != WEEK_STAFF_LUNCH && b->kind != WEEK_TEAM;
		if (b->kind == WEEK_STAFF_LUNCH && b->end - b->start > lunch)
			lunch = b->end - b->start;
	}
	for (uint32_t r = 0; r < zone->rules.n; r++) {
		const struct zone_rule *rule = &zone->rules.at[r];
		struct audit_about about;

		if (!is_about_a_day(rule->kind) || !zone_applies(rule->schools, some->school) ||
		    !zone_applies(rule->shapes, some->shape) ||
		    !has_role(zone, agenda->person, rule))
			continue;
		about = audit_rule(a, r, some->school, date->date);
		if (rule->kind == ZONE_VISITS_PER_DAY && visits > rule->maximum)
			audit_say(a, &about, "%.*s has %d visits on a day, at most %d may be.",
				  STR_ARG(code_of(a, agenda->person)), visits, rule->maximum);
		check_row(a, &about, agenda, rule);
		if (rule->kind == ZONE_DUTY_FREE_LUNCH && work > 0 && lunch < rule->minutes)
			audit_say(a, &about, "%.*s has no duty-free lunch of %d minutes.",
				  STR_ARG(code_of(a, agenda->person)), rule->minutes);
		check_break(a, &about, agenda, rule);
	}
}

/* ---- Being there ---- */

static bool speaks_of(const struct zone *zone, const struct zone_availability *row,
		      const struct audit_date *date, const struct week_booking *b, int32_t day)
{
	bool on_day = row->cycle_days.n == 0;

	for (size_t i = 0; i < row->cycle_days.n; i++)
		on_day = on_day || row->cycle_days.at[i] == day;
	return on_day && zone_set_applies(row->weekdays, (int)date_weekday(date->date)) &&
	       zone_set_applies(row->halves,
				(int)zone_half_of(&zone->shapes.at[b->shape], b->start)) &&
	       (row->start == ZONE_UNSET || b->end > row->start) &&
	       (row->end == ZONE_UNSET || b->start < row->end) &&
	       zone_is_on(row->from, row->to, date->date);
}

static void check_available(struct auditor *a, const struct audit_date *date,
			    const struct agenda *agenda, const struct week_booking *b)
{
	const struct zone *zone = a->zone;
	struct audit_about about = audit_word(b->school, date->date, STR("availability"));
	bool has_only = false, only = false, away = false;
	int32_t day = 0;

	if (b->kind != WEEK_SPECIAL && b->kind != WEEK_SERVICE)
		return;
	if (b->rotation != ZONE_NONE && b->rotation < a->calendars[b->school].n) {
		const struct zone_date *at = zone_dates_find(
			&a->calendars[b->school].rotations[b->rotation], date->date);

		day = at == NULL ? 0 : at->rotation_day;
	}
	for (uint32_t i = 0; i < zone->availability.n; i++) {
		const struct zone_availability *row = &zone->availability.at[i];
		bool speaks;

		if (row->person != agenda->person ||
		    (row->school != ZONE_NONE && row->school != b->school))
			continue;
		speaks = speaks_of(zone, row, date, b, day);
		away = away || (row->kind == ZONE_NOT && speaks);
		has_only = has_only || row->kind == ZONE_ONLY;
		only = only || (row->kind == ZONE_ONLY && speaks);
	}
	if (away || (has_only && !only))
		audit_say(a, &about, "%.*s is booked at %s on a day when %.*s cannot come.",
			  STR_ARG(code_of(a, agenda->person)), clock_of(a, b->start),
			  STR_ARG(code_of(a, agenda->person)));
	if (zone->people.at[agenda->person].status != ZONE_ACTIVE)
		audit_say(a, &about, "%.*s is booked, and is not there.",
			  STR_ARG(code_of(a, agenda->person)));
}

/* A special is given by someone who teaches it at the school. */
static void check_teaches(struct auditor *a, const struct audit_date *date,
			  const struct week_booking *b)
{
	const struct zone *zone = a->zone;
	struct audit_about about = audit_word(b->school, date->date, STR("assignments"));
	bool teaches = false;

	if (b->kind != WEEK_SPECIAL)
		return;
	for (size_t i = 0; i < zone->assignments.n; i++)
		teaches = teaches ||
			  (b->people.n > 0 && zone->assignments.at[i].school == b->school &&
			   zone->assignments.at[i].person == b->people.at[0] &&
			   zone->assignments.at[i].role == ZONE_SPECIALIST &&
			   zone->assignments.at[i].subject == b->subject &&
			   zone_is_on(zone->assignments.at[i].from, zone->assignments.at[i].to,
				      date->date));
	if (!teaches)
		audit_say(a, &about, "%.*s has %.*s with someone who does not teach it there.",
			  STR_ARG(zone->sections.at[b->section].code),
			  STR_ARG(zone->subjects.at[b->subject].name));
}

void audit_people(struct auditor *a, const struct audit_date *date)
{
	struct agenda *agendas = arena_array(a->arena, struct agenda, a->zone->people.n);

	for (size_t i = 0; i < date->bookings.n; i++) {
		const struct week_booking *b = date->bookings.at[i];

		for (size_t p = 0; b->kind != WEEK_STAFF_TIME && p < b->people.n; p++) {
			struct agenda *agenda = &agendas[b->people.at[p]];

			agenda->person = b->people.at[p];
			*vec_push(a->arena, &agenda->at) = b;
		}
		check_teaches(a, date, b);
	}
	for (size_t p = 0; p < a->zone->people.n; p++) {
		if (agendas[p].at.n == 0)
			continue;
		check_pairs(a, date, &agendas[p]);
		check_day(a, date, &agendas[p]);
		for (size_t i = 0; i < agendas[p].at.n; i++)
			check_available(a, date, &agendas[p], agendas[p].at.at[i]);
	}
}
