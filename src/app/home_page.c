#include "app/home_page.h"

#include "app/home_page.html.h"
#include "kit/html/say.h"
#include "kit/jobs/job.h"
#include "parts/school/zone_store.h"

enum { MAX_TILES = 8, SIDE_COLUMNS = 6 };

/* What is looked at while a home is made. */
struct home {
	struct http_request *request;
	const struct app *app;
	const struct auth_user *user;
	const struct week_board *board;
	const struct zone *zone;
	struct arena *arena;
	uint32_t school; /* theirs; ZONE_NONE: none or several */
};

static struct str say(const struct home *home, const char *english)
{
	return lang_text(home->user->lang, str_from(english));
}

static struct str say2(const struct home *home, const char *english, struct html_arg a,
		       struct html_arg b)
{
	struct html_arg arg[2] = {a, b};

	return say_text(home->arena, home->user->lang, str_from(english), arg, 2);
}

static struct str school_url(const struct home *home, uint32_t school, const char *rest)
{
	return arena_printf(home->arena, "/schools/%.*s%s",
			    STR_ARG(home->zone->schools.at[school].code), rest);
}

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

/* ---- A school's promises ---- */

static struct badge kept(const struct home *home, bool ok)
{
	return (struct badge){ok ? BADGE_GOOD : BADGE_WARN,
			      say(home, ok ? WORD("Kept") : WORD("Not yet"))};
}

static void fill_promises(const struct home *home, struct app_home *page)
{
	struct stat_tile *tile = arena_array(home->arena, struct stat_tile, MAX_TILES);
	struct counts counts = count(home, home->school);
	size_t n = 0;

	tile[n++] = (struct stat_tile){
		.label = say(home, WORD("Grade teams that plan together")),
		.value = say2(home, WORD("{1} of {2}"), html_arg_u64(counts.together),
			      html_arg_u64(counts.grades)),
		.detail = say2(
			home, WORD("The least: {1} in a rotation, {2}"),
			html_arg_minutes(counts.least_minutes),
			html_arg_str(counts.grades == 0
					     ? STR("–")
					     : home->zone->grades.at[counts.least_grade].name)),
		.url = school_url(home, home->school, "/week"),
		.badge = kept(home, counts.together == counts.grades)};
	tile[n++] = (struct stat_tile){.label = say(home, WORD("Teams with a meeting in the plan")),
				       .value = say2(home, WORD("{1} of {2}"),
						     html_arg_u64(counts.meeting),
						     html_arg_u64(counts.teams)),
				       .url = school_url(home, home->school, "/teams"),
				       .badge = kept(home, counts.meeting == counts.teams)};
	tile[n++] = (struct stat_tile){
		.label = say(home, WORD("Learning labs wanted this year")),
		.value = say2(home, STR("{1}").ptr, html_arg_i64(counts.labs), html_arg_i64(0)),
		.url = school_url(home, home->school, "/teams")};
	tile[n++] = (struct stat_tile){
		.label = say(home, WORD("Staff shared with other schools")),
		.value = say2(home, STR("{1}").ptr, html_arg_u64(counts.shared), html_arg_u64(0)),
		.url = school_url(home, home->school, "/people")};
	page->promises_title = say2(home, WORD("{1}: are our promises kept?"),
				    html_arg_str(home->zone->schools.at[home->school].name),
				    html_arg_u64(0));
	page->tile = tile;
	page->n_tiles = n;
}

/* ---- A coach's teams ---- */

static void fill_coach(const struct home *home, struct app_home *page)
{
	struct stat_tile *tile = arena_array(home->arena, struct stat_tile, home->zone->schools.n);
	size_t n = 0;

	for (uint32_t s = 0; s < home->zone->schools.n; s++) {
		struct counts counts;

		if (home->school != ZONE_NONE && home->school != s)
			continue;
		counts = count(home, s);
		tile[n++] = (struct stat_tile){
			.label = home->zone->schools.at[s].name,
			.value = say2(home, WORD("{1} teams, {2} labs"), html_arg_u64(counts.teams),
				      html_arg_i64(counts.labs)),
			.detail = say2(home, WORD("{1} teams meet in the plan of the week"),
				       html_arg_u64(counts.meeting), html_arg_u64(0)),
			.url = school_url(home, s, "/teams")};
	}
	page->promises_title = say(home, WORD("My teams"));
	page->tile = tile;
	page->n_tiles = n;
}

/* ---- Schools side by side ---- */

static void put_cell(struct table_cell *cell, struct str text, struct str url)
{
	*cell = (struct table_cell){.text = text, .url = url};
}

static void fill_side_row(const struct home *home, uint32_t school, struct table_cell *cell)
{
	struct counts counts = count(home, school);

	put_cell(&cell[0], home->zone->schools.at[school].name, school_url(home, school, ""));
	put_cell(&cell[1],
		 say2(home, WORD("{1} of {2}"), html_arg_u64(counts.together),
		      html_arg_u64(counts.grades)),
		 school_url(home, school, "/week"));
	put_cell(
		&cell[2],
		say2(home, STR("{1}").ptr, html_arg_minutes(counts.least_minutes), html_arg_u64(0)),
		school_url(home, school, "/week"));
	put_cell(&cell[3],
		 say2(home, WORD("{1} of {2}"), html_arg_u64(counts.meeting),
		      html_arg_u64(counts.teams)),
		 school_url(home, school, "/teams"));
	put_cell(&cell[4], say2(home, STR("{1}").ptr, html_arg_i64(counts.labs), html_arg_u64(0)),
		 school_url(home, school, "/teams"));
	put_cell(&cell[5], say2(home, STR("{1}").ptr, html_arg_u64(counts.shared), html_arg_u64(0)),
		 school_url(home, school, "/people"));
}

static void fill_side(const struct home *home, struct app_home *page)
{
	static const char *const heads[SIDE_COLUMNS] = {
		WORD("School"),
		WORD("Grade teams that plan together"),
		WORD("Least time together"),
		WORD("Teams that meet"),
		WORD("Labs wanted"),
		WORD("Shared staff"),
	};
	struct table_column *column = arena_array(home->arena, struct table_column, SIDE_COLUMNS);
	struct table_cell *cell = arena_array(home->arena, struct table_cell,
					      home->zone->schools.n * SIDE_COLUMNS);

	for (size_t i = 0; i < SIDE_COLUMNS; i++)
		column[i] = (struct table_column){.text = say(home, heads[i]),
						  .align = i == 0 ? ALIGN_TEXT : ALIGN_NUMBER,
						  .row_header = i == 0};
	for (uint32_t s = 0; s < home->zone->schools.n; s++)
		fill_side_row(home, s, &cell[s * SIDE_COLUMNS]);
	page->side_title = say2(home, WORD("{1} schools side by side"),
				html_arg_u64(home->zone->schools.n), html_arg_u64(0));
	page->schools = (struct table){.caption = say(home, WORD("Structures and time, by school")),
				       .hide_caption = true,
				       .column = column,
				       .n_columns = SIDE_COLUMNS,
				       .cell = cell,
				       .n_rows = home->zone->schools.n};
}

/* ---- Administration ---- */

static bool fill_admin(const struct home *home, struct app_home *page, struct err *err)
{
	struct stat_tile *tile = arena_array(home->arena, struct stat_tile, MAX_TILES);
	struct job_filter filter = {.zone_id = home->app->zone_id, .unfinished = true};
	struct job_list jobs;
	size_t n = 0, well = 0;

	if (!job_find(home->app->db, home->arena, &filter, &jobs, err))
		return false;
	for (size_t i = 0; i < APP_CHECKS; i++) {
		struct err why = {0};

		well += home->app->checks[i].run(home->app->checks[i].self, &why);
	}
	tile[n++] = (struct stat_tile){
		.label = say(home, WORD("Checks of the system")),
		.value = say2(home, WORD("{1} of {2} well"), html_arg_u64(well),
			      html_arg_u64(APP_CHECKS)),
		.url = STR("/admin/system"),
		.badge = {well == APP_CHECKS ? BADGE_GOOD : BADGE_BAD,
			  say(home, well == APP_CHECKS ? WORD("Well") : WORD("Not well"))}};
	tile[n++] = (struct stat_tile){
		.label = say(home, WORD("Jobs that run or wait")),
		.value = say2(home, STR("{1}").ptr, html_arg_u64(jobs.n), html_arg_u64(0)),
		.url = STR("/admin/jobs")};
	tile[n++] = (struct stat_tile){.label = say(home, WORD("People and roles")),
				       .value = say(home, WORD("Invite, change, disable")),
				       .url = STR("/admin/people")};
	tile[n++] = (struct stat_tile){.label = say(home, WORD("Set-up of the zone")),
				       .value = say(home, WORD("Schools, days, rules")),
				       .url = STR("/zone/setup")};
	page->admin = tile;
	page->n_admin = n;
	return true;
}

/* ---- The page ---- */

static bool find_school(struct home *home, struct err *err)
{
	int64_t id = 0;
	struct str key;

	home->school = ZONE_NONE;
	for (size_t i = 0; i < home->user->access.n_grants; i++)
		if (home->user->access.grant[i].school_id != 0)
			id = home->user->access.grant[i].school_id;
	if (id == 0)
		return true;
	if (!zone_store_key(home->app->db, home->arena, home->app->zone_id, id, &key, err))
		return err->kind == ERR_NOT_FOUND; /* a school that is gone */
	if (str_starts_with(key, STR("schools/")))
		home->school = zone_find(home->zone, ZONE_T_SCHOOLS, str_slice(key, 8, key.len));
	return true;
}

static const struct empty_state *first_step(const struct home *home)
{
	struct empty_state *empty = arena_new(home->arena, struct empty_state);
	bool admin = access_may_zone(&home->user->access, ACCESS_SETTING_EDIT);

	*empty = (struct empty_state){
		.title = say(home, WORD("Welcome to Weft")),
		.text = say(home,
			    admin ? WORD("Begin with the schools, people and days; everything "
					 "else is planned from them.")
				  : WORD("You have no role yet. Whoever invited you can give you "
					 "one; then your day stands here."))};
	if (admin)
		empty->step = (struct page_link){.text = say(home, WORD("Set up the zone")),
						 .url = STR("/zone/setup")};
	return empty;
}

static bool fill_zone_parts(struct home *home, struct app_home *page, struct err *err)
{
	const struct access_user *access = &home->user->access;

	if (!find_school(home, err))
		return false;
	if (home->school != ZONE_NONE && access_may(access, ACCESS_WEEK_EDIT))
		fill_promises(home, page);
	else if (access_may(access, ACCESS_YEAR_EDIT))
		fill_coach(home, page);
	if (access_may_zone(access, ACCESS_NETWORK_READ))
		fill_side(home, page);
	page->week_link = (struct page_link){.text = say(home, WORD("My whole week")),
					     .url = STR("/my/week")};
	return !access_may(access, ACCESS_WEEK_READ) ||
	       week_day_of(&home->app->week, home->request, home->board, &page->day, &page->has_day,
			   err);
}

static void draw(const struct home *home, struct http_response *response, struct app_home *page)
{
	struct html html;

	auth_html(home->request, response, &html);
	app_home(&html, page);
	response->text = html.text;
}

static bool show(struct http_request *request, struct http_response *response, struct err *err)
{
	struct app *app = request->part;
	struct home home = {.request = request,
			    .app = app,
			    .user = auth_user(request),
			    .arena = request->arena};
	struct app_home page = {.page = auth_frame(app->auth, request, STR("Home"))};
	struct err nothing = {0};
	bool has_zone, ok;

	page.page.width = PAGE_WIDE;
	page.page.title = say2(&home, WORD("Good day, {1}"), html_arg_str(home.user->name),
			       html_arg_u64(0));
	has_zone = week_boards_take(app->week.boards, app->db, 0, &home.board, &nothing);
	if (!has_zone && nothing.kind != ERR_NOT_FOUND) {
		*err = nothing;
		return false;
	}
	if (has_zone)
		home.zone = home.board->zone;
	ok = (!has_zone || fill_zone_parts(&home, &page, err)) &&
	     (!access_may_zone(&home.user->access, ACCESS_SYSTEM_READ) ||
	      fill_admin(&home, &page, err));
	if (!has_zone || home.user->access.n_grants == 0)
		page.empty = first_step(&home);
	if (ok)
		draw(&home, response, &page);
	if (has_zone)
		week_boards_release(app->week.boards, home.board);
	return ok;
}

static const struct http_route routes[] = {
	{HTTP_GET, "/", show, "self", "self", 0},
};

const struct http_routes app_home_routes = {routes, 1};
