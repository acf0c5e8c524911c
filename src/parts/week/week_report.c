#include "parts/week/week_report.h"

#include "base/date.h"
#include "parts/school/zone_table.h"

static void put_conflict(struct json_writer *json, const struct week_conflict *conflict)
{
	json_begin_object(json);
	json_key(json, "rules");
	json_begin_array(json);
	for (size_t i = 0; i < conflict->n_rules; i++)
		json_put_str(json, conflict->rules[i]);
	json_end(json);
	json_pair_str(json, "sentence", conflict->sentence);
	json_key(json, "remedies");
	json_begin_array(json);
	for (size_t i = 0; i < conflict->n_remedies; i++) {
		json_begin_object(json);
		json_pair_str(json, "sentence", conflict->remedies[i].sentence);
		json_pair_str(json, "price", conflict->remedies[i].price);
		json_end(json);
	}
	json_end(json);
	json_end(json);
}

static void put_schools(struct json_writer *json, const struct zone *zone,
			const struct week_report *report)
{
	json_key(json, "schools");
	json_begin_array(json);
	for (size_t i = 0; i < report->schools.n; i++) {
		const struct week_school_report *at = &report->schools.at[i];

		json_begin_object(json);
		json_pair_str(json, "school", zone->schools.at[at->school].code);
		json_pair_str(json, "verdict", str_from(week_verdict_name(at->verdict)));
		json_pair_double(json, "seconds", at->seconds);
		json_pair_i64(json, "bookings", (int64_t)at->n_bookings);
		json_end(json);
	}
	json_end(json);
}

static void put_moved(struct json_writer *json, const struct zone *zone,
		      const struct week_report *report)
{
	json_key(json, "moved");
	json_begin_array(json);
	for (size_t i = 0; i < report->moved.n; i++) {
		const struct week_difference *at = &report->moved.at[i];

		json_begin_object(json);
		json_pair_str(json, "school", zone->schools.at[at->school].code);
		json_pair_str(json, "kind", week_kind_name(at->kind));
		json_key(json, "classes");
		json_begin_array(json);
		for (size_t s = 0; s < at->sections.n; s++)
			json_put_str(json, zone->sections.at[at->sections.at[s]].code);
		json_end(json);
		json_key(json, "people");
		json_begin_array(json);
		for (size_t p = 0; p < at->people.n; p++)
			json_put_str(json, zone->people.at[at->people.at[p]].code);
		json_end(json);
		json_pair_str(json, "sentence", at->sentence);
		json_end(json);
	}
	json_end(json);
}

static void put_dates(struct json_writer *json, struct arena *arena,
		      const struct week_report *report)
{
	if (report->zone == NULL)
		return;
	json_pair_str(json, "date", date_text(arena, report->date));
	json_pair_str(json, "until", date_text(arena, report->until));
	json_key(json, "left_out");
	json_begin_array(json);
	for (size_t i = 0; i < report->left_out.n; i++)
		json_put_str(json, report->left_out.at[i]);
	json_end(json);
}

void week_report_json(struct json_writer *json, struct arena *arena, const struct zone *zone,
		      const struct week_report *report)
{
	json_begin_object(json);
	json_pair_str(json, "verdict", str_from(week_verdict_name(report->verdict)));
	put_dates(json, arena, report);
	json_pair_double(json, "seconds", report->seconds);
	json_pair_double(json, "first_seconds", report->first_seconds);
	put_schools(json, zone, report);
	json_key(json, "given_up");
	json_begin_array(json);
	for (size_t i = 0; i < report->given_up.n; i++) {
		const struct week_given_up *at = &report->given_up.at[i];

		json_begin_object(json);
		json_pair_str(json, "rule", at->rule);
		json_pair_str(json, "strength", zone_word_of(&zone_strengths, (int)at->strength));
		json_pair_str(json, "sentence", at->sentence);
		json_end(json);
	}
	json_end(json);
	json_key(json, "conflicts");
	json_begin_array(json);
	for (size_t i = 0; i < report->conflicts.n; i++)
		put_conflict(json, &report->conflicts.at[i]);
	json_end(json);
	put_moved(json, zone, report);
	json_end(json);
}

struct str week_report_dates(struct arena *arena, const struct week_report *report)
{
	struct text text;

	text_init(&text, arena);
	if (report->zone == NULL ||
	    (report->left_out.n == 0 && report->until >= report->zone->info.at[0].year_end))
		return STR("");
	text_printf(&text, "For %.*s; the same rows are in force until %.*s.",
		    STR_ARG(date_long_text(arena, report->date)),
		    STR_ARG(date_long_text(arena, report->until)));
	if (report->left_out.n > 0)
		text_printf(&text, " Not in force then, and left out:");
	for (size_t i = 0; i < report->left_out.n; i++)
		text_printf(&text, "\n  - %.*s", STR_ARG(report->left_out.at[i]));
	return text_str(&text);
}

/* A line a school. Where specials were refuted, which schools share, no school was planned, and
 * which of them it is about the conflicts say. */
static void put_school_lines(struct text *text, const struct zone *zone,
			     const struct week_report *report)
{
	size_t bookings = 0;

	for (size_t i = 0; i < report->schools.n; i++)
		bookings += report->schools.at[i].n_bookings;
	if (report->verdict == WEEK_INFEASIBLE && bookings == 0 && report->schools.n > 1) {
		text_printf(text, "  None of %zu schools was planned: they are planned together.\n",
			    report->schools.n);
		return;
	}
	for (size_t i = 0; i < report->schools.n; i++)
		text_printf(text, "  %.*s: %s, %zu bookings\n",
			    STR_ARG(zone->schools.at[report->schools.at[i].school].name),
			    week_verdict_name(report->schools.at[i].verdict),
			    report->schools.at[i].n_bookings);
}

struct str week_report_text(struct arena *arena, const struct zone *zone,
			    const struct week_report *report)
{
	struct str dates = week_report_dates(arena, report);
	struct text text;

	text_init(&text, arena);
	text_printf(&text, "%s after %.2f s\n", week_verdict_name(report->verdict),
		    report->seconds);
	if (dates.len > 0)
		text_printf(&text, "%.*s\n", STR_ARG(dates));
	put_school_lines(&text, zone, report);
	for (size_t i = 0; i < report->conflicts.n; i++) {
		const struct week_conflict *conflict = &report->conflicts.at[i];

		text_printf(&text, "\n%.*s\n", STR_ARG(conflict->sentence));
		if (conflict->n_remedies > 0)
			text_printf(&text, "Any one of these would help:\n");
		for (size_t r = 0; r < conflict->n_remedies; r++)
			text_printf(&text, "  - %.*s%s%.*s%s\n",
				    STR_ARG(conflict->remedies[r].sentence),
				    conflict->remedies[r].price.len > 0 ? " (" : "",
				    STR_ARG(conflict->remedies[r].price),
				    conflict->remedies[r].price.len > 0 ? ")" : "");
	}
	if (report->given_up.n > 0)
		text_printf(&text, "\nGiven up:\n");
	for (size_t i = 0; i < report->given_up.n; i++)
		text_printf(&text, "  - %.*s\n", STR_ARG(report->given_up.at[i].sentence));
	if (report->moved.n > 0)
		text_printf(&text, "\nMoved (%zu)%s:\n", report->moved.n,
			    report->least ? ", and fewer specials cannot move" : "");
	for (size_t i = 0; i < report->moved.n; i++)
		text_printf(&text, "  - %.*s\n", STR_ARG(report->moved.at[i].sentence));
	return text_str(&text);
}
