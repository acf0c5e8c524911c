/* /cover: the schools that one sees, and what is open there today; the routes of cover. */
#include "parts/cover/cover_page_internal.h"

#include "parts/cover/cover_page.html.h"
#include "parts/school/zone_store.h"

static bool is_open(const struct cover_desk *desk, size_t need)
{
	int32_t covered = 0, wanted = 0;
	const struct cover_need *row = &desk->day.needs[need];

	for (size_t i = 0; i < desk->picks.n; i++)
		if (desk->picks.at[i].need == need)
			covered += desk->picks.at[i].end - desk->picks.at[i].start;
	if (row->n_stretches == 0)
		wanted = row->end - row->start;
	for (size_t i = 0; i < row->n_stretches; i++)
		wanted += row->stretches[i].end - row->stretches[i].start;
	return covered < wanted;
}

static struct cover_tally tally_of(const struct cover_desk *desk, uint32_t school)
{
	struct cover_tally tally = {0};

	for (size_t i = 0; i < desk->day.n_needs; i++)
		if (school == ZONE_NONE || desk->day.needs[i].school == school) {
			tally.needs++;
			tally.open += is_open(desk, i);
		}
	return tally;
}

bool cover_tally_on(const struct cover_part *part, struct http_request *request,
		    const struct year_board *board, uint32_t school, int32_t date,
		    struct cover_tally *ret, struct err *err)
{
	const struct access_user *access = &auth_user(request)->access;
	struct cover_view_of view = {
		.site = auth_site(part->auth),
		.problem = &board->problem,
		.plan = board->version > 0 ? &board->plan : NULL,
		.places = access_places_for(access, ACCESS_COVER_READ, request->arena),
		.date = date};
	const struct week_board *week;
	struct cover_desk desk;
	bool ok;

	if (!cover_take_week(part, board, date, &week, err))
		return false;
	if (week != NULL)
		view.week = &week->plan;
	ok = cover_desk_open(request->arena, &view, &desk, err);
	if (ok)
		*ret = tally_of(&desk, school);
	if (week != NULL)
		week_boards_release(part->weeks, week);
	return ok;
}

/* The schools whose cover one may read. */
static bool schools_seen(const struct cover_visit *visit, const bool **ret, struct err *err)
{
	const struct access_user *access = &auth_user(visit->request)->access;
	bool *sees = arena_array(visit->arena, bool, visit->zone->schools.n);
	const int64_t *id;

	if (!zone_store_ids(visit->part->db, visit->arena, visit->part->zone_id, visit->zone,
			    ZONE_T_SCHOOLS, &id, err))
		return false;
	for (size_t i = 0; i < visit->zone->schools.n; i++)
		sees[i] = access_may_at(access, ACCESS_COVER_READ, id[i]);
	*ret = sees;
	return true;
}

static void fill_list(const struct cover_visit *visit, const struct cover_desk *desk,
		      const bool *sees, struct cover_list_page *page)
{
	enum { COLUMNS = 3 };
	static const char *const heads[COLUMNS] = {
		WORD("School"), WORD("Classes that need somebody"), WORD("Open")};
	struct table_column *column = arena_array(visit->arena, struct table_column, COLUMNS);
	struct table_cell *cell = arena_array(visit->arena, struct table_cell,
					      visit->zone->schools.n * COLUMNS);
	size_t n = 0;

	for (size_t i = 0; i < COLUMNS; i++)
		column[i] = (struct table_column){.text = cover_say(visit, heads[i]),
						  .align = i == 0 ? ALIGN_TEXT : ALIGN_NUMBER,
						  .row_header = i == 0};
	for (uint32_t s = 0; s < visit->zone->schools.n; s++) {
		struct table_cell *row = &cell[n * COLUMNS];
		struct cover_tally tally;

		if (!sees[s])
			continue;
		tally = tally_of(desk, s);
		row[0].text = visit->zone->schools.at[s].name;
		row[0].url = arena_printf(visit->arena, "/schools/%.*s/cover",
					  STR_ARG(visit->zone->schools.at[s].code));
		row[1].text = arena_printf(visit->arena, "%zu", tally.needs);
		row[2].text = arena_printf(visit->arena, "%zu", tally.open);
		n++;
	}
	page->table = (struct table){.caption = cover_say(visit, WORD("Cover today")),
				     .hide_caption = true,
				     .column = column,
				     .n_columns = COLUMNS,
				     .cell = cell,
				     .n_rows = n};
}

static bool draw(const struct cover_visit *visit, const bool *sees, struct http_response *response,
		 struct err *err)
{
	struct cover_view_of view = cover_look(visit, ACCESS_COVER_READ);
	struct cover_list_page page = {.page = auth_frame(visit->part->auth, visit->request,
							  cover_say(visit, WORD("Cover today")))};
	struct cover_desk desk;
	struct html html;

	if (!cover_desk_open(visit->arena, &view, &desk, err))
		return false;
	page.page.lead = cover_say2(visit, STR("{1}").ptr, html_arg_longdate(visit->date),
				    html_arg_i64(0));
	fill_list(visit, &desk, sees, &page);
	auth_html(visit->request, response, &html);
	cover_list_page(&html, &page);
	response->text = html.text;
	return true;
}

/* Who sees one school goes straight to its desk. */
bool cover_list_show(struct http_request *request, struct http_response *response, struct err *err)
{
	struct cover_visit visit;
	const bool *sees;
	uint32_t only = ZONE_NONE;
	size_t n = 0;
	bool ok;

	if (!cover_begin(request, &visit, err))
		return false;
	ok = schools_seen(&visit, &sees, err);
	for (uint32_t i = 0; ok && i < visit.zone->schools.n; i++)
		if (sees[i]) {
			only = i;
			n++;
		}
	if (ok && n == 1)
		http_redirect(response, arena_printf(visit.arena, "/schools/%.*s/cover",
						     STR_ARG(visit.zone->schools.at[only].code)));
	else
		ok = ok && draw(&visit, sees, response, err);
	cover_end(&visit);
	return ok;
}

enum { SMALL = 16384 };

static const struct http_route routes[] = {
	{HTTP_GET, "/cover", cover_list_show, "cover.read", "any", 0},
	{HTTP_GET, "/schools/{school}/cover", cover_desk_show, "cover.read", "school", 0},
	{HTTP_POST, "/schools/{school}/cover/absence", cover_enter_send, "cover.edit", "school",
	 SMALL},
	{HTTP_POST, "/schools/{school}/cover/change", cover_change_send, "cover.edit", "school",
	 SMALL},
	{HTTP_GET, "/schools/{school}/cover/choose", cover_choose_show, "cover.edit", "school", 0},
	{HTTP_POST, "/schools/{school}/cover/choose", cover_choose_send, "cover.edit", "school",
	 SMALL},
	{HTTP_GET, "/schools/{school}/cover/sheet", cover_sheet_show, "cover.read", "school", 0},
	{HTTP_GET, "/schools/{school}/cover/sheet.pdf", cover_sheet_pdf, "cover.read", "school", 0},
	{HTTP_GET, "/year/simulation", cover_simulate_show, "year.edit", "any", 0},
	{HTTP_GET, "/my/absence", cover_mine_show, "absence.enter", "any", 0},
	{HTTP_POST, "/my/absence", cover_mine_send, "absence.enter", "any", SMALL},
	{HTTP_POST, "/my/absence/change", cover_mine_change_send, "absence.enter", "any", SMALL},
};

const struct http_routes cover_routes = {routes, sizeof routes / sizeof *routes};
