#include "parts/school/zone_report.h"

#include "parts/school/zone_row.h"
#include "parts/school/zone_table.h"

struct str zone_summary(struct arena *arena, const struct zone *zone)
{
	return arena_printf(arena,
			    "%zu schools, %zu classes, %zu people, %zu teams, %zu dates, %zu rules",
			    zone->schools.n, zone->sections.n, zone->people.n, zone->teams.n,
			    zone->calendar.n, zone->rules.n);
}

static const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

struct str zone_report_text(struct arena *arena, struct str dir, const struct zone *zone,
			    const struct zone_problems *problems)
{
	size_t warnings = 0;
	struct text text;

	text_init(&text, arena);
	for (size_t i = 0; i < problems->n; i++) {
		warnings += problems->at[i].is_warning;
		text_put(&text, zone_problem_text(arena, dir, &problems->at[i]));
		text_put_char(&text, '\n');
	}
	if (problems->n_errors + warnings > problems->n)
		text_put(&text, STR("There are more; these are the first.\n"));
	if (zone == NULL && problems->is_partial)
		text_put(&text, STR("What rows say together (times in order, rooms in their "
				    "school) is checked when these errors are gone.\n"));
	if (zone == NULL)
		text_printf(&text, "%zu error%s, %zu warning%s: the zone cannot be used.\n",
			    problems->n_errors, plural(problems->n_errors), warnings,
			    plural(warnings));
	else
		text_printf(&text, "The zone is valid (%zu warning%s): %.*s.\n", warnings,
			    plural(warnings), STR_ARG(zone_summary(arena, zone)));
	return text_str(&text);
}

static void put_problem(struct json_writer *json, const struct zone_problem *problem)
{
	json_begin_object(json);
	json_pair_str(json, "file",
		      problem->stray.len > 0 ? problem->stray : zone_file_name(problem->table));
	json_pair_i64(json, "line", problem->line);
	json_pair_str(json, "column", problem->column);
	json_pair_str(json, "kind", problem->is_warning ? STR("warning") : STR("error"));
	json_pair_str(json, "sentence", problem->text);
	json_pair_str(json, "remedy", problem->remedy);
	json_end(json);
}

void zone_report_json(struct json_writer *json, const struct zone *zone,
		      const struct zone_problems *problems)
{
	size_t warnings = 0;

	for (size_t i = 0; i < problems->n; i++)
		warnings += problems->at[i].is_warning;
	json_begin_object(json);
	json_pair_bool(json, "valid", zone != NULL);
	json_pair_i64(json, "errors", (int64_t)problems->n_errors);
	json_pair_i64(json, "warnings", (int64_t)warnings);
	json_key(json, "problems");
	json_begin_array(json);
	for (size_t i = 0; i < problems->n; i++)
		put_problem(json, &problems->at[i]);
	json_end(json);
	if (zone != NULL) {
		json_key(json, "rows");
		json_begin_object(json);
		for (int t = 0; t < ZONE_N_TABLES; t++) {
			json_key_str(json, zone_file_name((enum zone_table)t));
			json_put_i64(json, (int64_t)zone_count(zone, (enum zone_table)t));
		}
		json_end(json);
	}
	json_end(json);
}

struct str zone_report(struct arena *arena, struct str dir, const struct zone *zone,
		       const struct zone_problems *problems, bool as_json)
{
	struct json_writer json;
	struct text text;

	if (!as_json)
		return zone_report_text(arena, dir, zone, problems);
	text_init(&text, arena);
	json_writer_init(&json, &text);
	zone_report_json(&json, zone, problems);
	text_put_char(&text, '\n');
	return text_str(&text);
}
