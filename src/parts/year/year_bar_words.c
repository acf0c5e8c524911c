/* What closes a date, in words. */
#include "base/date.h"
#include "base/text.h"
#include "parts/school/zone_rule.h"
#include "parts/year/year_bars.h"
#include "parts/year/year_internal.h"
#include "parts/year/year_phases.h"

/* "labs on Tuesday, Wednesday, Thursday only". */
static struct str rule_words(struct arena *arena, const struct zone *zone, uint32_t rule)
{
	struct str words = year_clause(zone_rule_sentence(arena, zone, rule));

	return arena_printf(arena, "l%.*s", STR_ARG(str_slice(words, 1, words.len)));
}

static struct str blackout_words(struct arena *arena, const struct zone_blackout *row)
{
	return arena_printf(arena, "no labs from %.*s to %.*s (%.*s)",
			    STR_ARG(year_short_date(arena, row->from)),
			    STR_ARG(year_short_date(arena, row->to)), STR_ARG(row->reason));
}

static struct str person_words(struct arena *arena, const struct zone *zone, uint32_t person)
{
	const struct zone_person *row = &zone->people.at[person];

	if (row->status == ZONE_VACANT)
		return arena_printf(arena, "nobody holds the position %.*s", STR_ARG(row->code));
	if (row->status == ZONE_ON_LEAVE)
		return arena_printf(arena, "%.*s is on leave", STR_ARG(row->name));
	return arena_printf(arena, "%.*s must be in the labs and is not there on each day",
			    STR_ARG(row->name));
}

static struct str window_words(struct arena *arena, const struct zone *zone, uint32_t kind)
{
	struct text text;

	text_init(&text, arena);
	text_printf(&text, "the lessons of the kind \"%.*s\" last",
		    STR_ARG(zone->lab_kinds.at[kind].name));
	for (int32_t host = 1; host <= YEAR_MAX_HOSTS; host++) {
		const struct zone_lab_phase *phase = year_enactment(zone, kind, host);

		if (phase == NULL)
			continue;
		text_printf(&text, "%s %d minutes", host > 1 ? " and" : "", phase->minutes);
		if (phase->earliest != ZONE_UNSET)
			text_printf(&text, " from %.*s on",
				    STR_ARG(minutes_text(arena, phase->earliest, MINUTES_12H)));
		if (phase->latest != ZONE_UNSET)
			text_printf(&text, " until %.*s",
				    STR_ARG(minutes_text(arena, phase->latest, MINUTES_12H)));
	}
	text_printf(&text, ", in a class that is not at specials, lunch, recess or WIN then");
	return text_str(&text);
}

struct str year_closer_words(struct arena *arena, const struct year_problem *problem,
			     struct year_closer closer)
{
	const struct zone *zone = problem->zone;
	const struct zone_lab_plan *plan;

	switch (closer.kind) {
	case YEAR_CLOSED_BY_RULE:
		return rule_words(arena, zone, closer.row);
	case YEAR_CLOSED_BY_BLACKOUT:
		return blackout_words(arena, &zone->blackouts.at[closer.row]);
	case YEAR_CLOSED_BY_PLAN:
		plan = &zone->lab_plans.at[closer.row];
		return arena_printf(
			arena, "the labs of %.*s are from %.*s to %.*s",
			STR_ARG(zone->teams.at[plan->team].name),
			STR_ARG(year_short_date(arena, plan->from == ZONE_UNSET ? problem->first
										: plan->from)),
			STR_ARG(year_short_date(arena, plan->to == ZONE_UNSET ? problem->last
									      : plan->to)));
	case YEAR_CLOSED_BY_PERSON:
		return person_words(arena, zone, closer.row);
	case YEAR_CLOSED_BY_HOSTS:
		return window_words(arena, zone, closer.row);
	}
	return STR("");
}

static struct str closed_words(struct arena *arena, const struct year_problem *problem, size_t lab,
			       int32_t date)
{
	const struct zone *zone = problem->zone;
	uint32_t school = problem->labs[lab].school;
	const struct zone_date *on = zone_dates_find(
		year_dates_of_team(problem, problem->labs[lab].team), date);
	struct str name = school == ZONE_NONE ? STR("the zone") : zone->schools.at[school].name;

	if (on != NULL && on->closure != ZONE_NONE)
		return arena_printf(arena, "%.*s is closed on %.*s (%.*s)", STR_ARG(name),
				    STR_ARG(year_short_date(arena, date)),
				    STR_ARG(zone->closures.at[on->closure].reason));
	if (on != NULL && on->day != ZONE_NONE && zone->calendar.at[on->day].label.len > 0)
		return arena_printf(arena, "there is no school on %.*s (%.*s)",
				    STR_ARG(year_short_date(arena, date)),
				    STR_ARG(zone->calendar.at[on->day].label));
	return arena_printf(arena, "there is no school on %.*s",
			    STR_ARG(year_short_date(arena, date)));
}

static struct str blackout_on(struct arena *arena, const struct year_problem *problem, size_t lab,
			      int32_t date)
{
	uint32_t row = year_blackout_of(problem, lab, date);

	return row == ZONE_NONE ? STR("labs are blacked out")
				: blackout_words(arena, &problem->zone->blackouts.at[row]);
}

static struct str missing_words(struct arena *arena, const struct year_problem *problem, size_t lab,
				int32_t date)
{
	uint32_t person = year_who_is_missing(problem, lab, date);

	if (person == ZONE_NONE)
		return STR("somebody who must be in it is not there");
	if (problem->zone->people.at[person].status != ZONE_ACTIVE)
		return person_words(arena, problem->zone, person);
	return arena_printf(arena, "%.*s, who must be in it, is not there",
			    STR_ARG(problem->zone->people.at[person].name));
}

struct str year_bar_words(struct arena *arena, const struct year_problem *problem, size_t lab,
			  int32_t date, unsigned of)
{
	unsigned bars = year_bars(problem, lab, date) & of;
	const struct year_lab *l = &problem->labs[lab];

	if (bars & (YEAR_BAR_CLOSED | YEAR_BAR_NO_SCHOOL))
		return closed_words(arena, problem, lab, date);
	if (bars & YEAR_BAR_BLACKOUT)
		return blackout_on(arena, problem, lab, date);
	if (bars & YEAR_BAR_WEEKDAY)
		return arena_printf(arena, "labs are not on %.*ss",
				    STR_ARG(date_weekday_name(date_weekday(date))));
	if (bars & YEAR_BAR_SHAPE)
		return STR("labs are not on days of this shape");
	if (bars & YEAR_BAR_PLAN)
		return STR("it is outside of the dates of the plan");
	if (bars & YEAR_BAR_PERSON)
		return missing_words(arena, problem, lab, date);
	if (bars & YEAR_BAR_HOSTS)
		return arena_printf(
			arena,
			"too few classes of %.*s can have the lesson in its window, for "
			"specials, lunch, recess and WIN",
			STR_ARG(problem->zone->teams.at[l->team].name));
	return STR("");
}
