#include "parts/year/year_report.h"

#include "base/date.h"
#include "parts/school/zone_table.h"
#include "parts/year/year_look.h"
#include "parts/year/year_money.h"
#include "parts/year/year_phases.h"

const char *year_verdict_name(enum weft_verdict verdict)
{
	switch (verdict) {
	case WEFT_FEASIBLE:
		return "feasible";
	case WEFT_INFEASIBLE:
		return "infeasible";
	case WEFT_UNKNOWN:
		return "unknown";
	}
	return "unknown";
}

/* ---- JSON ---- */

static void put_lab_members(struct arena *arena, struct json_writer *json,
			    const struct year_problem *problem, const struct year_plan *plan,
			    size_t lab)
{
	const struct zone *zone = problem->zone;
	const struct year_lab *l = &problem->labs[lab];
	const struct year_place *place = &plan->at[lab];

	json_pair_str(json, "plan", zone->lab_plans.at[l->plan].code);
	json_pair_i64(json, "number", l->number);
	json_pair_str(json, "team", zone->teams.at[l->team].code);
	json_key(json, "dates");
	json_begin_array(json);
	for (uint32_t d = 0; place->date != ZONE_UNSET && d < l->days; d++)
		json_put_str(json, date_text(arena, year_day_of(problem, plan, lab, d)));
	json_end(json);
	json_pair_i64(json, "substitutes", l->substitutes);
	json_key(json, "hosts");
	json_begin_array(json);
	for (int k = 0; k < YEAR_MAX_HOSTS; k++)
		if (place->host[k] < zone->sections.n)
			json_put_str(json, zone->sections.at[place->host[k]].code);
	json_end(json);
	json_pair_bool(json, "locked", place->locked);
}

static void put_lab(struct arena *arena, struct json_writer *json,
		    const struct year_problem *problem, const struct year_plan *plan, size_t lab)
{
	json_begin_object(json);
	put_lab_members(arena, json, problem, plan, lab);
	json_end(json);
}

/* The labs of teams across schools stand last, under the code "". */
static bool is_at(const struct year_problem *problem, size_t lab, uint32_t school)
{
	return problem->labs[lab].school ==
	       (school < problem->zone->schools.n ? school : ZONE_NONE);
}

static bool has_labs(const struct year_problem *problem, uint32_t school)
{
	for (size_t i = 0; i < problem->n_labs; i++)
		if (is_at(problem, i, school))
			return true;
	return school < problem->zone->schools.n;
}

static void begin_school(struct json_writer *json, const struct year_problem *problem,
			 uint32_t school)
{
	json_begin_object(json);
	json_pair_str(json, "school",
		      school < problem->zone->schools.n ? problem->zone->schools.at[school].code
							: STR(""));
	json_key(json, "labs");
	json_begin_array(json);
}

static void put_schools(struct arena *arena, struct json_writer *json,
			const struct year_problem *problem, const struct year_plan *plan)
{
	json_key(json, "schools");
	json_begin_array(json);
	for (uint32_t s = 0; s <= problem->zone->schools.n; s++) {
		if (!has_labs(problem, s))
			continue;
		begin_school(json, problem, s);
		for (size_t i = 0; i < problem->n_labs; i++)
			if (is_at(problem, i, s))
				put_lab(arena, json, problem, plan, i);
		json_end(json);
		json_end(json);
	}
	json_end(json);
}

static void put_given_up(struct json_writer *json, const struct year_given_up *given_up)
{
	json_begin_object(json);
	json_pair_str(json, "rule", given_up->rule);
	json_pair_str(json, "strength", zone_word_of(&zone_strengths, (int)given_up->strength));
	json_pair_str(json, "sentence", given_up->sentence);
	json_end(json);
}

/* "$41,013.00 a year", "no cost"; "" where no price is known. */
static struct str price_words(struct arena *arena, int64_t cents)
{
	if (cents < 0)
		return STR("");
	return cents == 0 ? STR("no cost")
			  : arena_printf(arena, "%.*s a year", STR_ARG(year_money(arena, cents)));
}

static void put_conflict(struct arena *arena, struct json_writer *json,
			 const struct year_conflict *conflict)
{
	json_begin_object(json);
	json_key(json, "rules");
	json_begin_array(json);
	for (size_t r = 0; r < conflict->n_rules; r++)
		json_put_str(json, conflict->rules[r]);
	json_end(json);
	json_pair_str(json, "sentence", conflict->sentence);
	json_pair_i64(json, "demand", conflict->demand);
	json_pair_i64(json, "supply", conflict->supply);
	json_key(json, "remedies");
	json_begin_array(json);
	for (size_t r = 0; r < conflict->n_remedies; r++) {
		json_begin_object(json);
		json_pair_str(json, "sentence", conflict->remedies[r].sentence);
		json_pair_str(json, "price", price_words(arena, conflict->remedies[r].price_cents));
		json_key(json, "price_cents");
		if (conflict->remedies[r].price_cents < 0)
			json_put_null(json);
		else
			json_put_i64(json, conflict->remedies[r].price_cents);
		json_end(json);
	}
	json_end(json);
	json_end(json);
}

void year_report_json(struct arena *arena, struct json_writer *json,
		      const struct year_problem *problem, const struct year_answer *answer)
{
	json_begin_object(json);
	year_report_members(arena, json, problem, answer);
	json_end(json);
}

void year_report_members(struct arena *arena, struct json_writer *json,
			 const struct year_problem *problem, const struct year_answer *answer)
{
	struct year_totals totals = year_plan_totals(problem, &answer->plan);

	json_pair_str(json, "verdict", str_from(year_verdict_name(answer->verdict)));
	json_pair_double(json, "seconds", answer->seconds);
	json_pair_i64(json, "labs", (int64_t)totals.labs);
	json_pair_i64(json, "open_days", (int64_t)year_open_dates(problem));
	json_pair_i64(json, "days_needed", answer->days_needed);
	if (answer->verdict == WEFT_FEASIBLE) {
		json_pair_i64(json, "days_used", (int64_t)totals.days_used);
		json_pair_i64(json, "substitute_days", (int64_t)totals.substitute_days);
		json_pair_i64(json, "most_substitutes_a_day", totals.most_substitutes);
	}
	put_schools(arena, json, problem, &answer->plan);
	json_key(json, "given_up");
	json_begin_array(json);
	for (size_t i = 0; i < answer->n_given_up; i++)
		put_given_up(json, &answer->given_up[i]);
	json_end(json);
	json_key(json, "conflicts");
	json_begin_array(json);
	for (size_t i = 0; i < answer->n_conflicts; i++)
		put_conflict(arena, json, &answer->conflicts[i]);
	json_end(json);
}

/* ---- Text ---- */

static void write_conflict(struct arena *arena, struct text *text,
			   const struct year_conflict *conflict)
{
	enum { MOST_NAMED = 8 };

	text_printf(text, "\n%.*s\n  Rules:", STR_ARG(conflict->sentence));
	for (size_t r = 0; r < conflict->n_rules && r < MOST_NAMED; r++)
		text_printf(text, " %.*s", STR_ARG(conflict->rules[r]));
	if (conflict->n_rules > MOST_NAMED)
		text_printf(text, " and %zu more", conflict->n_rules - MOST_NAMED);
	text_printf(text, "\n");
	for (size_t r = 0; r < conflict->n_remedies; r++) {
		const struct year_remedy *remedy = &conflict->remedies[r];

		text_printf(text, "  Remedy (solved): %.*s", STR_ARG(remedy->sentence));
		if (remedy->price_cents >= 0)
			text_printf(text, " (%.*s)",
				    STR_ARG(price_words(arena, remedy->price_cents)));
		text_printf(text, "\n");
	}
}

struct str year_conflicts_text(struct arena *arena, const struct year_answer *answer)
{
	struct text text;

	text_init(&text, arena);
	for (size_t i = 0; i < answer->n_conflicts; i++)
		write_conflict(arena, &text, &answer->conflicts[i]);
	return text_str(&text);
}

struct str year_report_text(struct arena *arena, const struct year_problem *problem,
			    const struct year_answer *answer)
{
	struct year_totals totals = year_plan_totals(problem, &answer->plan);
	struct text text;

	text_init(&text, arena);
	text_printf(&text, "%s, %.1f s. ",
		    answer->verdict == WEFT_FEASIBLE     ? "Feasible"
		    : answer->verdict == WEFT_INFEASIBLE ? "Proved infeasible"
							 : "Unknown",
		    answer->seconds);
	if (answer->verdict == WEFT_FEASIBLE)
		text_printf(&text,
			    "%zu labs on %zu of %zu open days, %zu substitute-days, at most %d a "
			    "day.\n",
			    totals.placed, totals.days_used, year_open_dates(problem),
			    totals.substitute_days, totals.most_substitutes);
	else
		text_printf(&text, "%zu labs, %zu open days; at least %lld days are needed.\n",
			    totals.labs, year_open_dates(problem), (long long)answer->days_needed);
	for (size_t i = 0; i < answer->n_given_up; i++)
		text_printf(&text, "Given up: %.*s\n", STR_ARG(answer->given_up[i].sentence));
	text_put(&text, year_conflicts_text(arena, answer));
	return text_str(&text);
}

struct str year_calendar_text(struct arena *arena, const struct year_problem *problem,
			      const struct year_plan *plan, uint32_t school)
{
	const struct zone *zone = problem->zone;
	struct text text;

	text_init(&text, arena);
	for (int32_t date = problem->first; date <= problem->last; date++) {
		int32_t substitutes = 0;
		bool any = false;

		for (size_t i = 0; i < problem->n_labs; i++) {
			const struct year_lab *lab = &problem->labs[i];

			for (uint32_t d = 0; d < lab->days; d++) {
				if (year_day_of(problem, plan, i, d) != date ||
				    (school != ZONE_NONE && lab->school != school))
					continue;
				if (!any)
					text_printf(&text, "%.*s %.*s ",
						    STR_ARG(date_weekday_short(date_weekday(date))),
						    STR_ARG(date_text(arena, date)));
				any = true;
				substitutes += lab->substitutes;
				text_printf(&text, " %.*s/%d",
					    STR_ARG(zone->lab_plans.at[lab->plan].code),
					    lab->number);
			}
		}
		if (any)
			text_printf(&text, "  (%d)\n", substitutes);
	}
	return text_str(&text);
}

/* ---- A plan with everything that follows from it ---- */

static void put_phases(struct arena *arena, struct json_writer *json,
		       const struct year_problem *problem, const struct year_phases *phases,
		       size_t lab)
{
	const struct zone *zone = problem->zone;

	json_key(json, "phases");
	json_begin_array(json);
	for (size_t i = 0; i < phases->n; i++) {
		const struct year_phase *phase = &phases->at[i];

		if (phase->lab != lab)
			continue;
		json_begin_object(json);
		json_pair_str(json, "phase", zone_word_of(&zone_phase_kinds, (int)phase->phase));
		json_pair_str(json, "date", date_text(arena, phase->date));
		json_pair_i64(json, "start_minutes", phase->start);
		json_pair_i64(json, "end_minutes", phase->end);
		json_pair_str(json, "class",
			      phase->section < zone->sections.n
				      ? zone->sections.at[phase->section].code
				      : STR(""));
		json_pair_str(json, "room",
			      phase->room < zone->rooms.n ? zone->rooms.at[phase->room].code
							  : STR(""));
		json_end(json);
	}
	json_end(json);
}

static void put_people(struct json_writer *json, const struct year_problem *problem,
		       const struct year_attendees *attendees, size_t lab)
{
	json_key(json, "people");
	json_begin_array(json);
	for (size_t i = 0; i < attendees->n; i++) {
		if (attendees->at[i].lab != lab)
			continue;
		json_begin_object(json);
		json_pair_str(json, "person",
			      problem->zone->people.at[attendees->at[i].person].code);
		json_pair_str(json, "part", str_from(year_part_name(attendees->at[i].part)));
		json_end(json);
	}
	json_end(json);
}

void year_calendar_json(struct arena *arena, struct json_writer *json,
			const struct year_problem *problem, const struct year_plan *plan,
			uint32_t school)
{
	struct year_phases phases = year_phases_of(arena, problem, plan);
	struct year_attendees attendees = year_attendees_of(arena, problem, plan);

	json_begin_object(json);
	json_key(json, "schools");
	json_begin_array(json);
	for (uint32_t s = 0; s <= problem->zone->schools.n; s++) {
		if ((school != ZONE_NONE && s != school) || !has_labs(problem, s))
			continue;
		begin_school(json, problem, s);
		for (size_t i = 0; i < problem->n_labs; i++) {
			if (!is_at(problem, i, s) || plan->at[i].date == ZONE_UNSET)
				continue;
			json_begin_object(json);
			put_lab_members(arena, json, problem, plan, i);
			put_phases(arena, json, problem, &phases, i);
			put_people(json, problem, &attendees, i);
			json_end(json);
		}
		json_end(json);
		json_end(json);
	}
	json_end(json);
	json_end(json);
}

void year_keep_school(struct year_bookings *bookings, uint32_t school)
{
	size_t n = 0;

	for (size_t i = 0; i < bookings->n; i++)
		if (school == ZONE_NONE || bookings->at[i].school == school)
			bookings->at[n++] = bookings->at[i];
	bookings->n = n;
}

void year_bookings_json(struct arena *arena, struct json_writer *json,
			const struct year_problem *problem, const struct year_bookings *bookings)
{
	const struct zone *zone = problem->zone;

	json_begin_object(json);
	json_key(json, "bookings");
	json_begin_array(json);
	for (size_t i = 0; i < bookings->n; i++) {
		const struct year_booking *row = &bookings->at[i];

		json_begin_object(json);
		json_pair_str(json, "date", date_text(arena, row->date));
		json_pair_i64(json, "start_minutes", row->start);
		json_pair_i64(json, "end_minutes", row->end);
		json_pair_str(json, "kind", str_from(year_booking_kind_name(row->kind)));
		json_pair_str(json, "school", zone->schools.at[row->school].code);
		json_pair_str(json, "team",
			      row->team == ZONE_NONE ? STR("") : zone->teams.at[row->team].code);
		json_pair_str(json, "person",
			      row->person == ZONE_NONE ? STR("")
						       : zone->people.at[row->person].code);
		json_pair_str(json, "class",
			      row->section == ZONE_NONE ? STR("")
							: zone->sections.at[row->section].code);
		json_pair_str(json, "title", row->title);
		json_end(json);
	}
	json_end(json);
	json_end(json);
}
