/* Figures of the week: of a school, of a coach's teams, of schools side by side. */
#include "app/home_internal.h"

enum { SIDE_COLUMNS = 7 };

/* ---- Counting ---- */

struct counts {
	uint32_t grades, together; /* grade teams; those that are all free at once each day */
	int64_t least_minutes;     /* of common planning of a team in a rotation */
	uint32_t least_grade;
	uint32_t teams, meeting; /* teams; those with a meeting in the plan */
	int64_t labs;            /* wanted this year */
	uint32_t shared;         /* staff who also work at another school */
};

static void count_grades(const struct home *home, uint32_t school, struct counts *counts)
{
	uint32_t rotation = 0;

	for (uint32_t g = 0; home->zone->rotations.n > 0 && g < home->zone->grades.n; g++) {
		int64_t minutes;
		bool there = false;

		for (uint32_t s = 0; s < home->zone->sections.n; s++)
			there = there || (home->zone->sections.at[s].school == school &&
					  zone_section_has_grade(&home->zone->sections.at[s], g));
		if (!there)
			continue;
		minutes = week_common_minutes(&home->board->plan, school, g, rotation, NULL, 0);
		counts->together += minutes > 0;
		if (counts->grades == 0 || minutes < counts->least_minutes) {
			counts->least_minutes = minutes;
			counts->least_grade = g;
		}
		counts->grades++;
	}
}

static void count_teams(const struct home *home, uint32_t school, struct counts *counts)
{
	const struct week_plan *plan = &home->board->plan;

	for (uint32_t t = 0; t < home->zone->teams.n; t++) {
		bool meets = false;

		if (home->zone->teams.at[t].school != school)
			continue;
		for (size_t i = 0; !meets && i < plan->bookings.n; i++)
			meets = plan->bookings.at[i].kind == WEEK_TEAM &&
				plan->bookings.at[i].team == t;
		counts->teams++;
		counts->meeting += meets;
	}
	for (size_t i = 0; i < home->zone->lab_plans.n; i++) {
		const struct zone_lab_plan *plan_row = &home->zone->lab_plans.at[i];

		if (plan_row->team != ZONE_NONE &&
		    home->zone->teams.at[plan_row->team].school == school)
			counts->labs += plan_row->count;
	}
}

static bool works_elsewhere(const struct zone *zone, uint32_t person, uint32_t school)
{
	for (size_t i = 0; i < zone->assignments.n; i++)
		if (zone->assignments.at[i].person == person &&
		    zone->assignments.at[i].school != school)
			return true;
	return false;
}

static struct counts count(const struct home *home, uint32_t school)
{
	struct counts counts = {0};
	uint32_t last = ZONE_NONE;

	count_grades(home, school, &counts);
	count_teams(home, school, &counts);
	for (size_t i = 0; i < home->zone->assignments.n; i++) {
		const struct zone_assignment *a = &home->zone->assignments.at[i];

		if (a->school == school && a->person != last &&
		    works_elsewhere(home->zone, a->person, school))
			counts.shared++;
		last = a->person;
	}
	return counts;
}

/* ---- Tiles ---- */

void home_week_tiles(const struct home *home, struct home_tiles *tiles)
{
	struct counts counts = count(home, home->school);

	home_put(tiles,
		 (struct stat_tile){
			 .label = home_say(home, WORD("Grade teams that plan together")),
			 .value = home_say2(home, WORD("{1} of {2}"), html_arg_u64(counts.together),
					    html_arg_u64(counts.grades)),
			 .detail = home_say2(
				 home, WORD("The least: {1} in a rotation, {2}"),
				 html_arg_minutes(counts.least_minutes),
				 html_arg_str(
					 counts.grades == 0
						 ? STR("–")
						 : home->zone->grades.at[counts.least_grade].name)),
			 .url = home_url(home, home->school, "/week"),
			 .badge = home_kept(home, counts.together == counts.grades)});
	home_put(tiles,
		 (struct stat_tile){
			 .label = home_say(home, WORD("Teams with a meeting in the plan")),
			 .value = home_say2(home, WORD("{1} of {2}"), html_arg_u64(counts.meeting),
					    html_arg_u64(counts.teams)),
			 .url = home_url(home, home->school, "/teams"),
			 .badge = home_kept(home, counts.meeting == counts.teams)});
	home_put(tiles, (struct stat_tile){
				.label = home_say(home, WORD("Staff shared with other schools")),
				.value = home_say2(home, STR("{1}").ptr,
						   html_arg_u64(counts.shared), html_arg_u64(0)),
				.url = home_url(home, home->school, "/people")});
}

void home_team_tiles(const struct home *home, struct home_tiles *tiles)
{
	for (uint32_t s = 0; s < home->zone->schools.n; s++) {
		struct counts counts;

		if (home->school != ZONE_NONE && home->school != s)
			continue;
		counts = count(home, s);
		home_put(tiles,
			 (struct stat_tile){
				 .label = home->zone->schools.at[s].name,
				 .value = home_say2(home, WORD("{1} teams, {2} labs"),
						    html_arg_u64(counts.teams),
						    html_arg_i64(counts.labs)),
				 .detail = home_say2(home,
						     WORD("{1} teams meet in the plan of the week"),
						     html_arg_u64(counts.meeting), html_arg_u64(0)),
				 .url = arena_printf(home->arena, "/year/labs?school=%.*s",
						     STR_ARG(home->zone->schools.at[s].code))});
	}
}

/* ---- Schools side by side ---- */

static void put_cell(struct table_cell *cell, struct str text, struct str url)
{
	*cell = (struct table_cell){.text = text, .url = url};
}

static void fill_side_row(const struct home *home, uint32_t school, struct table_cell *cell)
{
	struct counts counts = count(home, school);
	struct str labs_url = arena_printf(home->arena, "/year/labs?school=%.*s",
					   STR_ARG(home->zone->schools.at[school].code));
	int64_t placed, labs;

	put_cell(&cell[0], home->zone->schools.at[school].name, home_url(home, school, ""));
	put_cell(&cell[1],
		 home_say2(home, WORD("{1} of {2}"), html_arg_u64(counts.together),
			   html_arg_u64(counts.grades)),
		 home_url(home, school, "/week"));
	put_cell(&cell[2],
		 home_say2(home, STR("{1}").ptr, html_arg_minutes(counts.least_minutes),
			   html_arg_u64(0)),
		 home_url(home, school, "/week"));
	put_cell(&cell[3],
		 home_say2(home, WORD("{1} of {2}"), html_arg_u64(counts.meeting),
			   html_arg_u64(counts.teams)),
		 home_url(home, school, "/teams"));
	put_cell(&cell[4],
		 home_say2(home, STR("{1}").ptr, html_arg_i64(counts.labs), html_arg_u64(0)),
		 labs_url);
	home_count_labs(home, school, &placed, &labs);
	put_cell(&cell[5],
		 home_say2(home, WORD("{1} of {2}"), html_arg_i64(placed), html_arg_i64(labs)),
		 labs_url);
	put_cell(&cell[6],
		 home_say2(home, STR("{1}").ptr, html_arg_u64(counts.shared), html_arg_u64(0)),
		 home_url(home, school, "/people"));
}

void home_side(const struct home *home, struct app_home *page)
{
	static const char *const heads[SIDE_COLUMNS] = {
		WORD("School"),
		WORD("Grade teams that plan together"),
		WORD("Least time together"),
		WORD("Teams that meet"),
		WORD("Labs wanted"),
		WORD("Labs with a date"),
		WORD("Shared staff"),
	};
	struct table_column *column = arena_array(home->arena, struct table_column, SIDE_COLUMNS);
	struct table_cell *cell = arena_array(home->arena, struct table_cell,
					      home->zone->schools.n * SIDE_COLUMNS);

	for (size_t i = 0; i < SIDE_COLUMNS; i++)
		column[i] = (struct table_column){.text = home_say(home, heads[i]),
						  .align = i == 0 ? ALIGN_TEXT : ALIGN_NUMBER,
						  .row_header = i == 0};
	for (uint32_t s = 0; s < home->zone->schools.n; s++)
		fill_side_row(home, s, &cell[(size_t)s * SIDE_COLUMNS]);
	page->side_title = home_say2(home, WORD("{1} schools side by side"),
				     html_arg_u64(home->zone->schools.n), html_arg_u64(0));
	page->schools = (struct table){
		.caption = home_say(home, WORD("Structures and time, by school")),
		.hide_caption = true,
		.column = column,
		.n_columns = SIDE_COLUMNS,
		.cell = cell,
		.n_rows = home->zone->schools.n};
}
