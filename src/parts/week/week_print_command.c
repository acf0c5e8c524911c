/* weft week print: the week on paper. */
#include "parts/week/week_command.h"
#include "parts/week/week_sheet.h"
#include "parts/week/week_source.h"

static bool find_whose(struct command_call *call, const struct week_source *source,
		       struct week_sheet *sheet, struct err *err)
{
	struct str code = call->n_words > 1 ? call->word[1] : STR("");
	struct week_whose *whose = &sheet->whose;

	*whose = (struct week_whose){ZONE_NONE, ZONE_NONE, ZONE_NONE, ZONE_NONE};
	sheet->shape = ZONE_NONE;
	switch (sheet->kind) {
	case WEEK_SHEET_POSTER:
		return week_source_find(source->zone, ZONE_T_SHAPES, code, "shape of days",
					&sheet->shape, err);
	case WEEK_SHEET_TEAM:
		return week_source_find(source->zone, ZONE_T_TEAMS, code, "team", &whose->team,
					err);
	case WEEK_SHEET_PERSON:
		return week_source_find(source->zone, ZONE_T_PEOPLE, code, "person", &whose->person,
					err);
	case WEEK_SHEET_CLASS:
		return week_source_find(source->zone, ZONE_T_SECTIONS, code, "class",
					&whose->section, err);
	case WEEK_SHEET_ROOM:
		return week_source_find(source->zone, ZONE_T_ROOMS, code, "room", &whose->room,
					err);
	case WEEK_SHEET_LUNCH:
		break;
	}
	return code.len == 0 ||
	       err_set(err, ERR_INVALID, "The chart of lunch is of a whole school.");
}

/* --school, or where the person, class, team or room is. */
static bool find_school(struct command_call *call, const struct week_source *source,
			struct week_sheet *sheet, struct err *err)
{
	const struct zone *zone = source->zone;
	const struct week_whose *whose = &sheet->whose;

	if (!week_source_find(zone, ZONE_T_SCHOOLS, command_text(call, "school", ""), "school",
			      &sheet->school, err))
		return false;
	if (sheet->school == ZONE_NONE && whose->section != ZONE_NONE)
		sheet->school = zone->sections.at[whose->section].school;
	else if (sheet->school == ZONE_NONE && whose->team != ZONE_NONE)
		sheet->school = zone->teams.at[whose->team].school;
	else if (sheet->school == ZONE_NONE && whose->room != ZONE_NONE)
		sheet->school = zone->rooms.at[whose->room].school;
	else if (sheet->school == ZONE_NONE && whose->person != ZONE_NONE)
		sheet->school = zone->people.at[whose->person].home;
	return sheet->school != ZONE_NONE ||
	       err_set(err, ERR_INVALID, "Say which school: --school.");
}

static bool run(struct command_call *call, struct err *err)
{
	struct week_sheet_facts facts;
	struct week_source source = {0};
	struct week_sheet sheet = {.lang = NULL};
	struct str bytes;

	if (!week_sheet_from_name(call->word[0], &sheet.kind))
		return err_set(err, ERR_INVALID,
			       "A sheet is a poster, lunch, team, person, class or room.");
	if (!pdf_paper_from_name(command_text(call, "paper", "letter"), &sheet.paper))
		return err_set(err, ERR_INVALID, "--paper is letter, legal, tabloid, a4 or a3.");
	if (!week_source_read(call, command_text(call, "plan", ""), &source, err) ||
	    !find_whose(call, &source, &sheet, err) || !find_school(call, &source, &sheet, err))
		return false;
	sheet.dated = source.dated;
	if (!week_sheet_write(call->arena, &source.plan, &sheet, &bytes, &facts, err) ||
	    !week_source_put(call, bytes, err))
		return false;
	if (command_has(call, "out"))
		(void)fprintf(call->out, "%zu %s\n", facts.pages,
			      facts.pages == 1 ? "sheet" : "sheets");
	return true;
}

const struct command week_print_command = {
	.name = "week print",
	.arguments = "SHEET [CODE]",
	.summary = "the week on paper: poster, lunch, team, person, class or room",
	.help = "Writes a PDF, one page a sheet, that any printer prints in grey. Without a CODE "
		"it has\n"
		"a page for each team, person, class or room of the school, and a poster for each "
		"kind of\n"
		"day.\n"
		"\n"
		"    weft week print person HH-T10 --out card.pdf\n"
		"    weft week print team --school HH --zone share/alder-sound --plan week "
		"--out teams.pdf",
	.options = {WEEK_ZONE_OPTION,
		    {"plan", "PLAN", "a folder with bookings.csv, or a number; else the plan"},
		    {"school", "CODE", "the school"},
		    {"paper", "SIZE", "letter, legal, tabloid, a4 or a3"},
		    {"out", "FILE", "where to; else standard output"},
		    DB_OPTION},
	.min_words = 1,
	.max_words = 2,
	.run = run,
};
