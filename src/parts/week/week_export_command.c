/* weft week export: a plan for other programs. */
#include "parts/week/week_command.h"

#include "base/date.h"
#include "base/text.h"
#include "parts/week/week_export.h"
#include "parts/week/week_source.h"

static bool export_xhstt(struct command_call *call, const struct zone *zone, uint32_t school,
			 struct err *err)
{
	int32_t today = (int32_t)(clock_utc_ms(call->clock) / DATE_MS_PER_DAY);
	struct week_xhstt asked = {
		.clock = call->clock, .school = school, .date = date_text(call->arena, today)};
	struct week_xhstt_facts facts;
	struct str bytes;

	if (school == ZONE_NONE)
		return err_set(err, ERR_INVALID, "XHSTT is of one school: say --school.");
	if (!command_decimal(call, "seconds", 20, 0.01, 86400, &asked.seconds, err) ||
	    !week_write_xhstt(call->arena, zone, &asked, &bytes, &facts, err) ||
	    !week_source_put(call, bytes, err))
		return false;
	if (command_has(call, "out"))
		(void)fprintf(call->out,
			      "%zu instance%s, %zu constraints left out; our solution costs %lld "
			      "hard, %lld soft\n",
			      facts.instances, facts.instances == 1 ? "" : "s", facts.left_out,
			      (long long)facts.hard, (long long)facts.soft);
	return true;
}

static bool export_plan(struct command_call *call, struct str format,
			const struct week_source *source, uint32_t school, struct err *err)
{
	struct json_writer json;
	struct text text;
	struct str bytes;

	if (str_eq(format, STR("csv"))) {
		bytes = week_write_school_csv(call->arena, &source->plan, school);
	} else if (str_eq(format, STR("json"))) {
		text_init(&text, call->arena);
		json_writer_init(&json, &text);
		week_plan_json(&json, &source->plan, school);
		text_put_char(&text, '\n');
		bytes = text_str(&text);
	} else if (!week_write_xlsx(call->arena, &source->plan, school, &bytes, err)) {
		return false;
	}
	return week_source_put(call, bytes, err);
}

static bool run(struct command_call *call, struct err *err)
{
	static const char *const formats[] = {"csv", "json", "xlsx", "xhstt"};
	struct str format = call->word[0];
	struct week_source source = {0};
	bool known = false, xhstt = str_eq(format, STR("xhstt"));
	uint32_t school;

	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		known = known || str_eq(format, str_from(formats[i]));
	if (!known)
		return err_set(err, ERR_INVALID, "A format is csv, json, xlsx or xhstt.");
	if (!(xhstt ? week_source_zone(call, &source.zone, err)
		    : week_source_read(call, command_text(call, "plan", ""), &source, err)) ||
	    !week_source_find(source.zone, ZONE_T_SCHOOLS, command_text(call, "school", ""),
			      "school", &school, err))
		return false;
	return xhstt ? export_xhstt(call, source.zone, school, err)
		     : export_plan(call, format, &source, school, err);
}

const struct command week_export_command = {
	.name = "week export",
	.arguments = "FORMAT",
	.summary = "a plan for other programs: csv, json, xlsx or xhstt",
	.help = "csv, json and xlsx are the bookings of a plan. xhstt is the problem of a school's "
		"specials\n"
		"in the exchange format of school timetabling, with our solution, so that other "
		"solvers can\n"
		"be tried on it; what the format cannot say is left out and named in its remarks.\n"
		"\n"
		"    weft week export xlsx --school HH --out week.xlsx\n"
		"    weft week export xhstt --zone share/alder-sound --school HH --out hh.xml",
	.options = {WEEK_ZONE_OPTION,
		    {"plan", "PLAN",
		     "a folder with bookings.csv, or a number; else what is in force"},
		    {"school", "CODE", "one school, not all"},
		    {"seconds", "S", "to find the solution in an xhstt file, 20"},
		    {"out", "FILE", "where to; else standard output"},
		    DB_OPTION},
	.min_words = 1,
	.max_words = 1,
	.run = run,
};
