#include "parts/year/year_report.h"

#include "base/date.h"

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

struct str year_money(struct arena *arena, int64_t cents)
{
	int64_t dollars = cents / 100;

	if (dollars >= 1000000)
		return arena_printf(arena, "$%lld,%03lld,%03lld.%02lld",
				    (long long)(dollars / 1000000),
				    (long long)(dollars / 1000 % 1000), (long long)(dollars % 1000),
				    (long long)(cents % 100));
	if (dollars >= 1000)
		return arena_printf(arena, "$%lld,%03lld.%02lld", (long long)(dollars / 1000),
				    (long long)(dollars % 1000), (long long)(cents % 100));
	return arena_printf(arena, "$%lld.%02lld", (long long)dollars, (long long)(cents % 100));
}

/* ---- JSON ---- */

static void put_lab(struct arena *arena, struct json_writer *json,
		    const struct year_problem *problem, const struct year_plan *plan, size_t lab)
{
	const struct zone *zone = problem->zone;
	const struct year_lab *l = &problem->labs[lab];
	const struct year_place *place = &plan->at[lab];

	json_begin_object(json);
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
	json_end(json);
}

static void put_schools(struct arena *arena, struct json_writer *json,
			const struct year_problem *problem, const struct year_plan *plan)
{
	json_key(json, "schools");
	json_begin_array(json);
	for (uint32_t s = 0; s < problem->zone->schools.n; s++) {
		json_begin_object(json);
		json_pair_str(json, "school", problem->zone->schools.at[s].code);
		json_key(json, "labs");
		json_begin_array(json);
		for (size_t i = 0; i < problem->n_labs; i++)
			if (problem->labs[i].school == s)
				put_lab(arena, json, problem, plan, i);
		json_end(json);
		json_end(json);
	}
	json_end(json);
}

static void put_conflict(struct json_writer *json, const struct year_conflict *conflict)
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
	struct year_totals totals = year_plan_totals(problem, &answer->plan);

	json_begin_object(json);
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
		json_put_str(json, answer->given_up[i]);
	json_end(json);
	json_key(json, "conflicts");
	json_begin_array(json);
	for (size_t i = 0; i < answer->n_conflicts; i++)
		put_conflict(json, &answer->conflicts[i]);
	json_end(json);
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
			text_printf(text, " %.*s a year.",
				    STR_ARG(year_money(arena, remedy->price_cents)));
		text_printf(text, "\n");
	}
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
		text_printf(&text, "Given up: %.*s\n", STR_ARG(answer->given_up[i]));
	for (size_t i = 0; i < answer->n_conflicts; i++)
		write_conflict(arena, &text, &answer->conflicts[i]);
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
