/* weft cover day: the sheet of a day, from a folder or from the database. */
#include "parts/cover/cover_command.h"

#include "base/date.h"
#include "base/json.h"
#include "base/vec.h"
#include "parts/cover/cover_needs.h"
#include "parts/cover/cover_source.h"

struct away {
	struct cover_away *at;
	size_t n, cap;
};

static bool read_absent(struct command_call *call, const struct zone *zone, struct away *away,
			struct err *err)
{
	struct str rest = command_text(call, "absent", ""), code;

	while (str_split(&rest, ';', &code)) {
		uint32_t person = zone_find(zone, ZONE_T_PEOPLE, str_trim(code));

		if (person == ZONE_NONE)
			return err_set(err, ERR_INVALID, "There is no person \"%.*s\".",
				       STR_ARG(str_utf8_cut(code, 60)));
		*vec_push(call->arena, away) = (struct cover_away){person, 0, 0};
	}
	return true;
}

static void print_reasons(struct command_call *call, const struct cover_day *day,
			  const struct cover_picks *picks)
{
	(void)fprintf(call->out, "\nWhy\n");
	for (size_t i = 0; i < picks->n; i++) {
		const struct cover_need *need = &day->needs[picks->at[i].need];

		(void)fprintf(call->out, "  %.*s for %.*s: %.*s\n",
			      STR_ARG(cover_name(day->zone, picks->at[i].who)),
			      STR_ARG(day->zone->people.at[need->person].name),
			      STR_ARG(picks->at[i].by_hand ? STR("chosen by hand")
							   : picks->at[i].reasons));
	}
}

static bool read_view(struct command_call *call, enum cover_view *ret, struct err *err)
{
	static const char *const names[] = {"absentee", "cover", "period"};
	struct str view = command_text(call, "view", "absentee");

	for (int i = 0; i < 3; i++)
		if (str_eq(view, str_from(names[i]))) {
			*ret = (enum cover_view)i;
			return true;
		}
	return err_set(err, ERR_INVALID, "--view is absentee, cover or period.");
}

static bool read_school(struct command_call *call, const struct zone *zone, uint32_t *ret,
			struct err *err)
{
	struct str code = command_text(call, "school", "");

	*ret = code.len == 0 ? ZONE_NONE : zone_find(zone, ZONE_T_SCHOOLS, code);
	return code.len == 0 || *ret != ZONE_NONE ||
	       err_set(err, ERR_INVALID, "There is no school \"%.*s\".", STR_ARG(code));
}

static void put_pick(struct json_writer *json, const struct zone *zone,
		     const struct cover_pick *pick)
{
	json_begin_object(json);
	json_pair_i64(json, "cover", pick->id);
	json_pair_str(json, "who",
		      pick->who.source == COVER_SUBSTITUTE
			      ? zone->substitutes.at[pick->who.row].code
			      : zone->people.at[pick->who.row].code);
	json_pair_str(json, "name", cover_name(zone, pick->who));
	json_pair_bool(json, "staff", pick->who.source == COVER_STAFF);
	json_pair_i64(json, "start_minutes", pick->start);
	json_pair_i64(json, "end_minutes", pick->end);
	json_pair_bool(json, "by_hand", pick->by_hand);
	json_pair_bool(json, "acknowledged", pick->acknowledged);
	json_pair_str(json, "reasons", pick->reasons);
	json_end(json);
}

static void put_need(struct json_writer *json, const struct cover_day *day,
		     const struct cover_picks *picks, size_t n)
{
	const struct cover_need *need = &day->needs[n];
	struct cover_stretch open;

	json_begin_object(json);
	json_pair_str(json, "class", day->zone->sections.at[need->section].code);
	json_pair_str(json, "school", day->zone->schools.at[need->school].code);
	json_pair_str(json, "kind", need->why == COVER_RELEASE ? STR("release") : STR("absence"));
	json_pair_i64(json, "start_minutes", need->start);
	json_pair_i64(json, "end_minutes", need->end);
	json_pair_bool(json, "open", cover_open_stretch(day, picks, n, 0, &open));
	json_key(json, "covers");
	json_begin_array(json);
	for (size_t i = 0; i < picks->n; i++)
		if (picks->at[i].need == n)
			put_pick(json, day->zone, &picks->at[i]);
	json_end(json);
	json_end(json);
}

static void print_json(struct command_call *call, const struct cover_day *day,
		       const struct cover_picks *picks, uint32_t school)
{
	struct cover_pay pay = cover_pay_of(day, picks);
	struct json_writer json;
	struct text text;

	text_init(&text, call->arena);
	json_writer_init(&json, &text);
	json_begin_object(&json);
	json_pair_str(&json, "date", date_text(call->arena, day->date));
	json_pair_i64(&json, "open", (int64_t)cover_n_open(day, picks));
	json_pair_i64(&json, "pay_half_days", pay.half_days);
	json_pair_i64(&json, "pay_cents", pay.cents);
	json_key(&json, "needs");
	json_begin_array(&json);
	for (size_t i = 0; i < day->n_needs; i++)
		if (school == ZONE_NONE || day->needs[i].school == school)
			put_need(&json, day, picks, i);
	json_end(&json);
	json_end(&json);
	(void)fprintf(call->out, "%.*s\n", STR_ARG(text_str(&text)));
}

static bool print_day(struct command_call *call, const struct cover_day *day,
		      const struct cover_picks *picks, struct err *err)
{
	enum cover_view view;
	uint32_t school;

	if (!read_view(call, &view, err) || !read_school(call, day->zone, &school, err))
		return false;
	if (command_has(call, "json"))
		print_json(call, day, picks, school);
	else
		(void)fprintf(call->out, "%.*s",
			      STR_ARG(cover_sheet(call->arena, day, picks, view, school)));
	if (command_has(call, "why") && !command_has(call, "json"))
		print_reasons(call, day, picks);
	if (cover_n_open(day, picks) > 0)
		call->exit = COMMAND_NO;
	return true;
}

/* A folder: who is away is said in the call, and everyone gets somebody. */
static bool day_of_folder(struct command_call *call, struct err *err)
{
	struct cover_day today = {0};
	struct cover_picks picks = {0};
	struct cover_demand demand = {0};
	struct cover_needs needs;
	struct away away = {0};
	struct year_problem problem;
	struct year_plan plan;
	bool found;

	if (!date_parse(command_text(call, "date", ""), &today.date, err) ||
	    !year_source_problem(call, &problem, err) ||
	    !year_source_plan(call, &problem, &plan, &found, err) ||
	    !read_absent(call, problem.zone, &away, err))
		return false;
	demand = (struct cover_demand){.problem = &problem,
				       .plan = &plan,
				       .date = today.date,
				       .away = away.at,
				       .n_away = away.n};
	needs = cover_needs_of(call->arena, &demand);
	today.zone = problem.zone;
	today.needs = needs.at;
	today.n_needs = needs.n;
	today.away = away.at;
	today.n_away = away.n;
	(void)cover_assign(call->arena, &today, &picks);
	return print_day(call, &today, &picks, err);
}

static bool day_of_database(struct command_call *call, struct cover_book *source, struct err *err)
{
	struct cover_desk desk;

	if (!cover_desk_open(call->arena, &source->view, &desk, err))
		return false;
	cover_tell_reasons(call->arena, &desk.day, &desk.picks);
	return print_day(call, &desk.day, &desk.picks, err);
}

bool cover_print_after(struct command_call *call, struct cover_book *source, struct err *err)
{
	struct cover_desk desk;

	if (!command_has(call, "json"))
		return true;
	if (!cover_desk_open(call->arena, &source->view, &desk, err))
		return false;
	cover_tell_reasons(call->arena, &desk.day, &desk.picks);
	print_json(call, &desk.day, &desk.picks, ZONE_NONE);
	return true;
}

static bool day(struct command_call *call, struct err *err)
{
	int64_t zone_id;

	if (!str_to_i64(command_text(call, "zone", "1"), &zone_id))
		return day_of_folder(call, err);
	if (command_has(call, "absent") || command_has(call, "labs"))
		return err_set(err, ERR_INVALID,
			       "--absent and --labs go with a zone folder; absences of a database "
			       "are entered with 'weft cover absent'.");
	return cover_source_with(call, day_of_database, err);
}

const struct command cover_day_command = {
	.name = "cover day",
	.arguments = "",
	.summary = "who stands in on a day, as a sheet to print or paste",
	.help = "Those absent and those released for labs of that day, and who stands in for "
		"them. From\n"
		"the database: as it was entered and assigned. From a folder: everyone of --absent "
		"gets\n"
		"somebody at once. Ends with 1 when a class has nobody.\n"
		"\n"
		"    weft cover day --zone share/alder-sound --labs my-year/labs.csv \\\n"
		"        --date 2026-10-13 --absent \"HH-T04;JF-T02\" --why\n"
		"    weft cover day --date 2026-10-13 --view period",
	.options = {YEAR_ZONE_OPTION,
		    DB_OPTION,
		    COVER_KEY_OPTION,
		    YEAR_LABS_OPTION,
		    COVER_DATE_OPTION,
		    {"absent", "CODES", "people who are away, with ; between them (folder)"},
		    {"view", "VIEW", "absentee, cover or period (absentee)"},
		    {"school", "CODE", "only this school"},
		    {"why", NULL, "say the reasons of each choice"},
		    COMMAND_JSON},
	.run = day,
};
