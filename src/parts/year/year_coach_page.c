/* /year/coaches and /year/coaches/{person}: a coach's map of the year, with the load of each week.
 *
 * It is there so that weeks can be made lighter. Coaches stand in the order of their schools and
 * names; nothing orders them by load.
 */
#include "parts/year/year_page_internal.h"

#include "base/date.h"
#include "parts/year/year_page.html.h"

/* May this coach's year be seen? By who plans at a school of theirs, and by themselves. */
static bool sees_coach(const struct year_visit *visit, uint32_t person)
{
	const struct zone *zone = visit->zone;

	for (size_t i = 0; i < zone->assignments.n; i++)
		if (zone->assignments.at[i].person == person &&
		    zone->assignments.at[i].role == ZONE_COACH &&
		    visit->edits[zone->assignments.at[i].school])
			return true;
	return false;
}

static struct str schools_of(const struct year_visit *visit, uint32_t person)
{
	const struct zone *zone = visit->zone;
	struct str words = STR("");

	for (size_t i = 0; i < zone->assignments.n; i++) {
		struct str name = zone->schools.at[zone->assignments.at[i].school].name;

		if (zone->assignments.at[i].person != person ||
		    zone->assignments.at[i].role != ZONE_COACH)
			continue;
		words = words.len == 0 ? name
				       : arena_printf(visit->arena, "%.*s, %.*s", STR_ARG(words),
						      STR_ARG(name));
	}
	return words;
}

/* Minutes of somebody's labs and other learning time from one date to another, both inside. */
int64_t year_load_of(const struct year_visit *visit, uint32_t person, int32_t from, int32_t to)
{
	int64_t minutes = 0;

	for (size_t i = 0; i < visit->board->phases.n; i++) {
		const struct year_phase *phase = &visit->board->phases.at[i];

		if (phase->date >= from && phase->date <= to && phase->phase != ZONE_LAB_LUNCH &&
		    year_attends(visit->zone, &visit->board->problem.labs[phase->lab], person))
			minutes += phase->end - phase->start;
	}
	for (size_t i = 0; i < visit->board->bookings.n; i++) {
		const struct year_booking *booking = &visit->board->bookings.at[i];

		if (booking->person == person && booking->date >= from && booking->date <= to)
			minutes += booking->end - booking->start;
	}
	return minutes;
}

static size_t labs_of(const struct year_visit *visit, uint32_t person, int32_t from, int32_t to)
{
	size_t n = 0;

	for (size_t i = 0; i < visit->board->n_placed; i++) {
		size_t lab = visit->board->by_date[i];
		int32_t date = visit->board->plan.at[lab].date;

		n += date >= from && date <= to &&
		     year_attends(visit->zone, &visit->board->problem.labs[lab], person);
	}
	return n;
}

static struct bar_chart load_chart(const struct year_visit *visit, uint32_t person)
{
	int32_t first = visit->board->problem.first, last = visit->board->problem.last;
	int32_t monday = first - ((int32_t)date_weekday(first) - MONDAY);
	size_t weeks = (size_t)(last - monday) / 7 + 1;
	struct chart_point *point = arena_array(visit->arena, struct chart_point, weeks);

	for (size_t i = 0; i < weeks; i++) {
		int32_t from = monday + 7 * (int32_t)i;
		size_t labs = labs_of(visit, person, from, from + 6);

		point[i] = (struct chart_point){
			.label = labs == 0 ? year_say2(visit, STR("{1}").ptr, html_arg_date(from),
						       html_arg_u64(0))
					   : year_say2(visit, WORD("{1} · {2} labs"),
						       html_arg_date(from), html_arg_u64(labs)),
			.value = year_load_of(visit, person, from, from + 6),
			.kind = labs > 0 ? KIND_LAB : KIND_OTHER};
	}
	return (struct bar_chart){
		.title = year_say(visit, WORD("Load by week")),
		.note = year_say(visit, WORD("Labs, coaching cycles and meetings with the "
					     "principal, by the Monday of the week.")),
		.unit = CHART_MINUTES,
		.point = point,
		.n = weeks};
}

bool year_coach_asked(const struct year_visit *visit, uint32_t *ret, struct err *err)
{
	*ret = zone_find(visit->zone, ZONE_T_PEOPLE, http_path_text(visit->request, "person"));
	return (*ret != ZONE_NONE && year_is_coach(visit->zone, *ret) && sees_coach(visit, *ret)) ||
	       err_set(err, ERR_NOT_FOUND, "There is no such coach.");
}

static void draw_coach(const struct year_visit *visit, uint32_t person,
		       struct http_response *response)
{
	struct year_asked asked = {ZONE_NONE, ZONE_NONE, person};
	struct year_coach_page page = {0};
	struct html_arg words[3];
	struct html html;

	words[0] = html_arg_str(schools_of(visit, person));
	words[1] = html_arg_u64(labs_of(visit, person, INT32_MIN, INT32_MAX));
	words[2] = html_arg_minutes(year_load_of(visit, person, INT32_MIN, INT32_MAX));
	page.page = year_frame(visit, visit->zone->people.at[person].name, "coaches");
	page.summary = say_text(visit->arena, visit->lang,
				STR(WORD("{1}. {2} labs; {3} of labs, coaching and meetings in "
					 "the year.")),
				words, 3);
	page.wall = year_wall_of(visit, &asked);
	page.load = load_chart(visit, person);
	page.pdf_url = arena_printf(
		visit->arena, "/year/coaches/%.*s/map.pdf",
		STR_ARG(http_encode(visit->arena, visit->zone->people.at[person].code)));
	auth_html(visit->request, response, &html);
	year_coach_page(&html, &page);
	response->text = html.text;
}

bool year_coach_show(struct http_request *request, struct http_response *response, struct err *err)
{
	struct year_visit visit;
	uint32_t person;
	bool ok;

	if (!year_begin(request, &visit, err))
		return false;
	ok = year_coach_asked(&visit, &person, err);
	if (ok)
		draw_coach(&visit, person, response);
	year_end(&visit);
	return ok;
}

bool year_coaches_show(struct http_request *request, struct http_response *response,
		       struct err *err)
{
	enum { COLUMNS = 3 };
	static const char *const heads[COLUMNS] = {WORD("Coach"), WORD("Schools"), WORD("Labs")};
	struct year_coaches_page page = {0};
	struct table_column *column = arena_array(request->arena, struct table_column, COLUMNS);
	struct table_cell *cell;
	struct year_visit visit;
	struct html html;
	size_t n = 0;

	if (!year_begin(request, &visit, err))
		return false;
	cell = arena_array(request->arena, struct table_cell, visit.zone->people.n * COLUMNS);
	for (size_t i = 0; i < COLUMNS; i++)
		column[i] = (struct table_column){.text = year_say(&visit, heads[i]),
						  .align = i == 2 ? ALIGN_NUMBER : ALIGN_TEXT,
						  .row_header = i == 0};
	for (uint32_t person = 0; person < visit.zone->people.n; person++) {
		struct table_cell *row = &cell[n * COLUMNS];

		if (!sees_coach(&visit, person))
			continue;
		row[0].text = visit.zone->people.at[person].name;
		row[0].url = arena_printf(
			request->arena, "/year/coaches/%.*s",
			STR_ARG(http_encode(request->arena, visit.zone->people.at[person].code)));
		row[1].text = schools_of(&visit, person);
		row[2].text = arena_printf(request->arena, "%zu",
					   labs_of(&visit, person, INT32_MIN, INT32_MAX));
		n++;
	}
	page.page = year_frame(&visit, year_say(&visit, WORD("Coaches")), "coaches");
	page.page.lead = year_say(&visit, WORD("Each coach's year on one page, with the load of "
					       "every week, so that weeks can be made lighter."));
	page.table = (struct table){.caption = year_say(&visit, WORD("Coaches")),
				    .hide_caption = true,
				    .column = column,
				    .n_columns = COLUMNS,
				    .cell = cell,
				    .n_rows = n};
	auth_html(request, response, &html);
	year_coaches_page(&html, &page);
	response->text = html.text;
	year_end(&visit);
	return true;
}

enum { SMALL = 16384 };

static const struct http_route routes[] = {
	{HTTP_GET, "/year", year_wall_show, "year.read", "any", 0},
	{HTTP_GET, "/year/labs", year_labs_show, "year.read", "any", 0},
	{HTTP_GET, "/year/labs/{plan}/{number}", year_lab_show, "year.read", "any", 0},
	{HTTP_GET, "/year/labs/{plan}/{number}/move", year_move_show, "year.edit", "any", 0},
	{HTTP_POST, "/year/labs/{plan}/{number}/change", year_change_send, "year.edit", "any",
	 SMALL},
	{HTTP_GET, "/year/plan", year_plan_show, "year.edit", "any", 0},
	{HTTP_POST, "/year/plan/undo", year_undo_send, "year.edit", "any", SMALL},
	{HTTP_POST, "/year/plan/solve", year_solve_send, "year.edit", "any", SMALL},
	{HTTP_GET, "/year/jobs/{job}/news", year_job_news, "year.edit", "any", 0},
	{HTTP_POST, "/year/jobs/{job}/stop", year_job_stop, "year.edit", "any", SMALL},
	{HTTP_GET, "/year/coaches", year_coaches_show, "year.edit", "any", 0},
	{HTTP_GET, "/year/coaches/{person}", year_coach_show, "year.edit", "any", 0},
	{HTTP_GET, "/year/coaches/{person}/map.pdf", year_coach_pdf, "year.edit", "any", 0},
	{HTTP_GET, "/year/calendar.pdf", year_wall_pdf, "year.read", "any", 0},
	{HTTP_GET, "/year/labs.pdf", year_labs_pdf, "year.read", "any", 0},
};

const struct http_routes year_routes = {routes, sizeof routes / sizeof *routes};
