/* weft week compare: two plans side by side. */
#include "parts/week/week_command.h"

#include "base/json.h"
#include "base/text.h"
#include "parts/week/week_compare.h"
#include "parts/week/week_source.h"

static void print_text(struct command_call *call, const struct zone *zone,
		       const struct week_comparison *comparison, const struct str name[2])
{
	const char *group = "";

	(void)fprintf(call->out, "%.*s: %.*s | %.*s\n",
		      STR_ARG(zone->schools.at[comparison->school].name), STR_ARG(name[0]),
		      STR_ARG(name[1]));
	for (size_t i = 0; i < comparison->measures.n; i++) {
		const struct week_measure *m = &comparison->measures.at[i];
		struct str a = week_measure_text(call->arena, m, 0),
			   b = week_measure_text(call->arena, m, 1);
		bool differs = m->known && m->value[0] != m->value[1];

		if (m->name.len > 0 && !str_eq(str_from(m->group), str_from(group)))
			(void)fprintf(call->out, "  %s\n", m->group);
		group = m->group;
		if (m->name.len > 0)
			(void)fprintf(call->out, "    %.*s: %.*s | %.*s%s\n", STR_ARG(m->name),
				      STR_ARG(a), STR_ARG(b), differs ? "  *" : "");
		else
			(void)fprintf(call->out, "  %s: %.*s | %.*s%s\n", m->group, STR_ARG(a),
				      STR_ARG(b), differs ? "  *" : "");
	}
}

static void print_json(struct json_writer *json, const struct zone *zone,
		       const struct week_comparison *comparison)
{
	static const char *const units[] = {"minutes", "count", "cents"};

	json_begin_object(json);
	json_pair_str(json, "school", zone->schools.at[comparison->school].code);
	json_key(json, "measures");
	json_begin_array(json);
	for (size_t i = 0; i < comparison->measures.n; i++) {
		const struct week_measure *m = &comparison->measures.at[i];

		if (!m->known)
			continue;
		json_begin_object(json);
		json_pair_str(json, "measure", str_from(m->code));
		if (m->name.len > 0)
			json_pair_str(json, "of", m->name);
		json_pair_str(json, "unit", str_from(units[m->unit]));
		json_pair_i64(json, "a", m->value[0]);
		json_pair_i64(json, "b", m->value[1]);
		json_end(json);
	}
	json_end(json);
	json_end(json);
}

static bool run(struct command_call *call, struct err *err)
{
	struct week_source a = {0}, b = {0};
	struct json_writer json;
	struct text text;
	uint32_t school;

	if (!week_source_read_two(call, call->word[0], call->word[1], &a, &b, err) ||
	    !week_source_find(a.zone, ZONE_T_SCHOOLS, command_text(call, "school", ""), "school",
			      &school, err))
		return false;
	text_init(&text, call->arena);
	json_writer_init(&json, &text);
	if (command_has(call, "json")) {
		json_begin_object(&json);
		json_key(&json, "schools");
		json_begin_array(&json);
	}
	for (uint32_t s = 0; s < a.zone->schools.n; s++) {
		const struct week_plan plans[2] = {a.plan, b.plan};
		const struct str names[2] = {a.name, b.name};
		struct week_comparison comparison;

		if (school != ZONE_NONE && school != s)
			continue;
		comparison = week_compare(call->arena, plans, 2, s);
		if (command_has(call, "json"))
			print_json(&json, a.zone, &comparison);
		else
			print_text(call, a.zone, &comparison, names);
	}
	if (command_has(call, "json")) {
		json_end(&json);
		json_end(&json);
		(void)fprintf(call->out, "%.*s\n", STR_ARG(text_str(&text)));
	}
	return true;
}

const struct command week_compare_command = {
	.name = "week compare",
	.arguments = "A B",
	.summary = "two plans side by side: team time, planning, core lessons, subjects, cost",
	.help = "A and B are numbers of plans in the database, or folders with bookings.csv. For "
		"each school:\n"
		"team time and the longest block of each team, planning minutes, interruptions of "
		"core lessons,\n"
		"minutes by subject, support groups served, the load of specialists, the pay for "
		"team time, and\n"
		"how many teachers have less planning than promised. A star marks what differs.\n"
		"\n"
		"    weft week compare before after --zone share/alder-sound --school HH",
	.options = {WEEK_ZONE_OPTION,
		    {"school", "CODE", "one school, not all"},
		    DB_OPTION,
		    COMMAND_JSON},
	.min_words = 2,
	.max_words = 2,
	.run = run,
};
