/* A plan as a spreadsheet: the specials of each school as a grid, all bookings, teams' time. */
#include "base/text.h"
#include "kit/formats/xlsx/xlsx.h"
#include "parts/week/week_columns.h"
#include "parts/week/week_export.h"
#include "parts/week/week_ledger.h"
#include "parts/week/week_words.h"

static void put_head(struct xlsx *xlsx, const char *const *name, const double *width, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		xlsx_text(xlsx, (struct xlsx_cell){0, i, true}, str_from(name[i]));
		xlsx_width(xlsx, i, width[i]);
	}
	xlsx_freeze(xlsx);
}

/* ---- Specials: a row a class, a column a day ---- */

static struct str special(struct arena *arena, const struct week_plan *plan, uint32_t section,
			  const struct week_column *column)
{
	const struct zone *zone = plan->zone;
	struct text text;

	text_init(&text, arena);
	for (size_t i = 0; i < plan->bookings.n; i++) {
		const struct week_booking *b = &plan->bookings.at[i];

		if (b->kind != WEEK_SPECIAL || b->section != section ||
		    !week_in_column(zone, column, b))
			continue;
		text_printf(&text, "%s%.*s", text.len > 0 ? ", " : "",
			    STR_ARG(zone->subjects.at[b->subject].code));
		if (b->people.n > 0)
			text_printf(&text, " %.*s",
				    STR_ARG(week_last_name(zone->people.at[b->people.at[0]].name)));
	}
	return text_str(&text);
}

static void put_grid(struct xlsx *xlsx, struct arena *arena, const struct week_plan *plan,
		     uint32_t school)
{
	const struct zone *zone = plan->zone;
	struct week_columns columns = week_columns_of(arena, zone, school);
	size_t row = 1;

	xlsx_sheet(xlsx,
		   arena_printf(arena, "Specials %.*s", STR_ARG(zone->schools.at[school].code)));
	xlsx_text(xlsx, (struct xlsx_cell){0, 0, true}, STR("Class"));
	xlsx_text(xlsx, (struct xlsx_cell){0, 1, true}, STR("Teacher"));
	xlsx_width(xlsx, 1, 22);
	for (size_t c = 0; c < columns.n; c++) {
		xlsx_text(xlsx, (struct xlsx_cell){0, c + 2, true},
			  week_column_name(arena, NULL, &columns.at[c]));
		xlsx_width(xlsx, c + 2, 15);
	}
	xlsx_freeze(xlsx);
	for (uint32_t s = 0; s < zone->sections.n; s++) {
		const struct zone_section *section = &zone->sections.at[s];

		if (section->school != school)
			continue;
		xlsx_text(xlsx, (struct xlsx_cell){row, 0, true}, section->code);
		if (section->teacher != ZONE_NONE)
			xlsx_text(xlsx, (struct xlsx_cell){.row = row, .column = 1},
				  zone->people.at[section->teacher].name);
		for (size_t c = 0; c < columns.n; c++)
			xlsx_text(xlsx, (struct xlsx_cell){.row = row, .column = c + 2},
				  special(arena, plan, s, &columns.at[c]));
		row++;
	}
}

/* ---- All bookings ---- */

enum {
	KIND,
	WHAT,
	SCHOOL,
	CLASS,
	TEAM,
	PEOPLE,
	ROOM,
	DAYS_OF,
	DAYS,
	START,
	END,
	MINUTES,
	N_COLUMNS,
};

static struct str names(struct arena *arena, const struct zone *zone, const struct week_booking *b)
{
	struct text text;

	text_init(&text, arena);
	for (size_t i = 0; i < b->people.n; i++)
		text_printf(&text, "%s%.*s", i > 0 ? "; " : "",
			    STR_ARG(zone->people.at[b->people.at[i]].name));
	return text_str(&text);
}

/* "1; 6" of the rotation, or "turns 2; 4 of 8"; "" on all days of the shape. */
static struct str days(struct arena *arena, const struct week_booking *b)
{
	struct zone_numbers numbers = b->rotation != ZONE_NONE ? b->days : b->turns;
	struct text text;

	text_init(&text, arena);
	for (size_t i = 0; i < numbers.n; i++)
		text_printf(&text, "%s%d", i > 0 ? "; " : "", numbers.at[i]);
	if (b->rotation == ZONE_NONE && b->cycle > 0)
		text_printf(&text, " of %d", b->cycle);
	return text_str(&text);
}

static void put_booking(struct xlsx *xlsx, struct arena *arena, const struct zone *zone, size_t row,
			const struct week_booking *b)
{
	const struct str text[] = {
		[KIND] = week_kind_name(b->kind),
		[WHAT] = week_booking_name(zone, NULL, b, false),
		[SCHOOL] = zone->schools.at[b->school].code,
		[CLASS] = b->section == ZONE_NONE ? STR("") : zone->sections.at[b->section].code,
		[TEAM] = b->team == ZONE_NONE ? STR("") : zone->teams.at[b->team].name,
		[PEOPLE] = names(arena, zone, b),
		[ROOM] = b->room == ZONE_NONE ? STR("") : zone->rooms.at[b->room].name,
		[DAYS_OF] = zone->shapes.at[b->shape].name,
		[DAYS] = days(arena, b),
	};

	for (size_t i = 0; i < sizeof text / sizeof *text; i++)
		xlsx_text(xlsx, (struct xlsx_cell){.row = row, .column = i}, text[i]);
	xlsx_time(xlsx, (struct xlsx_cell){.row = row, .column = START}, b->start);
	xlsx_time(xlsx, (struct xlsx_cell){.row = row, .column = END}, b->end);
	xlsx_number(xlsx, (struct xlsx_cell){.row = row, .column = MINUTES}, b->end - b->start);
}

static void put_bookings(struct xlsx *xlsx, struct arena *arena, const struct week_plan *plan,
			 uint32_t school)
{
	static const char *const name[N_COLUMNS] = {"Kind",  "What",   "School", "Class",
						    "Team",  "People", "Room",   "Days",
						    "Which", "Start",  "End",    "Minutes"};
	static const double width[N_COLUMNS] = {12, 26, 8, 10, 26, 30, 18, 22, 18, 10, 10, 9};
	size_t row = 1;

	xlsx_sheet(xlsx, STR("Bookings"));
	put_head(xlsx, name, width, N_COLUMNS);
	for (size_t i = 0; i < plan->bookings.n; i++)
		if (school == ZONE_NONE || plan->bookings.at[i].school == school)
			put_booking(xlsx, arena, plan->zone, row++, &plan->bookings.at[i]);
}

/* ---- Learning time of teams ---- */

static void put_teams(struct xlsx *xlsx, struct arena *arena, const struct week_plan *plan,
		      uint32_t school)
{
	static const char *const name[] = {"Team", "School", "Minutes a week", "Longest at once"};
	static const double width[] = {32, 20, 16, 16};
	const struct zone *zone = plan->zone;
	size_t row = 1;

	xlsx_sheet(xlsx, STR("Team time"));
	put_head(xlsx, name, width, 4);
	for (uint32_t s = 0; s < zone->schools.n; s++) {
		struct week_ledger ledger;

		if (school != ZONE_NONE && school != s)
			continue;
		ledger = week_ledger_of(arena, plan, s);
		for (size_t i = 0; i < ledger.teams.n; i++, row++) {
			const struct week_ledger_row *team = &ledger.teams.at[i];
			struct xlsx_cell cell = {.row = row};

			xlsx_text(xlsx, cell, zone->teams.at[team->index].name);
			cell.column = 1;
			xlsx_text(xlsx, cell, zone->schools.at[s].name);
			cell.column = 2;
			xlsx_number(xlsx, cell, (double)week_average(&ledger, team->minutes.team));
			cell.column = 3;
			xlsx_number(xlsx, cell, team->minutes.longest_team);
		}
	}
}

bool week_write_xlsx(struct arena *arena, const struct week_plan *plan, uint32_t school,
		     struct str *ret, struct err *err)
{
	struct xlsx *xlsx;

	if (!xlsx_begin(arena, &xlsx, err))
		return false;
	for (uint32_t s = 0; s < plan->zone->schools.n; s++)
		if (school == ZONE_NONE || school == s)
			put_grid(xlsx, arena, plan, s);
	put_bookings(xlsx, arena, plan, school);
	put_teams(xlsx, arena, plan, school);
	return xlsx_end(xlsx, ret, err);
}
