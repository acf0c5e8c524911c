#include "app/home_internal.h"

#include "app/home_page.html.h"
#include "base/time_zone.h"
#include "kit/jobs/job.h"
#include "parts/school/zone_store.h"

#include <string.h>

struct str home_say(const struct home *home, const char *english)
{
	return lang_text(home->user->lang, str_from(english));
}

struct str home_say2(const struct home *home, const char *english, struct html_arg a,
		     struct html_arg b)
{
	struct html_arg arg[2] = {a, b};

	return say_text(home->arena, home->user->lang, str_from(english), arg, 2);
}

struct str home_url(const struct home *home, uint32_t school, const char *rest)
{
	return arena_printf(home->arena, "/schools/%.*s%s",
			    STR_ARG(home->zone->schools.at[school].code), rest);
}

struct badge home_kept(const struct home *home, bool ok)
{
	return (struct badge){ok ? BADGE_GOOD : BADGE_WARN,
			      home_say(home, ok ? WORD("Kept") : WORD("Not yet"))};
}

void home_put(struct home_tiles *tiles, struct stat_tile tile)
{
	if (tiles->n < HOME_MAX_TILES)
		tiles->at[tiles->n++] = tile;
}

const struct stat_tile *home_tiles_of(const struct home *home, const struct home_tiles *tiles)
{
	struct stat_tile *tile = arena_array(home->arena, struct stat_tile, tiles->n);

	if (tiles->n > 0)
		memcpy(tile, tiles->at, tiles->n * sizeof *tile);
	return tile;
}

/* ---- Administration ---- */

static bool fill_admin(const struct home *home, struct app_home *page, struct err *err)
{
	struct job_filter filter = {.zone_id = home->app->zone_id, .unfinished = true};
	struct home_tiles tiles = {.n = 0};
	struct job_list jobs;
	size_t well = 0;

	if (!job_find(home->app->db, home->arena, &filter, &jobs, err))
		return false;
	for (size_t i = 0; i < APP_CHECKS; i++) {
		struct err why = {0};

		well += home->app->checks[i].run(home->app->checks[i].self, &why);
	}
	home_put(&tiles, (struct stat_tile){
				 .label = home_say(home, WORD("Checks of the system")),
				 .value = home_say2(home, WORD("{1} of {2} well"),
						    html_arg_u64(well), html_arg_u64(APP_CHECKS)),
				 .url = STR("/admin/system"),
				 .badge = {well == APP_CHECKS ? BADGE_GOOD : BADGE_BAD,
					   home_say(home, well == APP_CHECKS ? WORD("Well")
									     : WORD("Not well"))}});
	home_put(&tiles,
		 (struct stat_tile){.label = home_say(home, WORD("Jobs that run or wait")),
				    .value = home_say2(home, STR("{1}").ptr, html_arg_u64(jobs.n),
						       html_arg_u64(0)),
				    .url = STR("/admin/jobs")});
	home_put(&tiles,
		 (struct stat_tile){.label = home_say(home, WORD("People and roles")),
				    .value = home_say(home, WORD("Invite, change, disable")),
				    .url = STR("/admin/people")});
	home_put(&tiles, (struct stat_tile){.label = home_say(home, WORD("Set-up of the zone")),
					    .value = home_say(home, WORD("Schools, days, rules")),
					    .url = STR("/zone/setup")});
	page->admin = home_tiles_of(home, &tiles);
	page->n_admin = tiles.n;
	return true;
}

/* ---- Who is asking ---- */

static bool find_school(struct home *home, struct err *err)
{
	int64_t id = 0;
	struct str key;

	home->school = ZONE_NONE;
	for (size_t i = 0; i < home->user->access.n_grants; i++)
		if (home->user->access.grant[i].school_id != 0)
			id = home->user->access.grant[i].school_id;
	home->school_id = id;
	if (id == 0)
		return true;
	if (!zone_store_key(home->app->db, home->arena, home->app->zone_id, id, &key, err))
		return err->kind == ERR_NOT_FOUND; /* a school that is gone */
	if (str_starts_with(key, STR("schools/")))
		home->school = zone_find(home->zone, ZONE_T_SCHOOLS, str_slice(key, 8, key.len));
	return true;
}

static bool find_person(struct home *home, struct err *err)
{
	struct str key;

	home->person = ZONE_NONE;
	if (home->user->access.person_id == 0)
		return true;
	if (!zone_store_key(home->app->db, home->arena, home->app->zone_id,
			    home->user->access.person_id, &key, err))
		return err->kind == ERR_NOT_FOUND;
	if (str_starts_with(key, STR("people/")))
		home->person = zone_find(home->year->zone, ZONE_T_PEOPLE,
					 str_slice(key, 7, key.len));
	return true;
}

static void find_today(struct home *home)
{
	const struct time_zone *zone = time_zone_utc();
	struct err ignored = {0};

	(void)time_zone_load(home->arena, home->zone->info.at[0].time_zone, &zone, &ignored);
	home->today = time_zone_local(zone, clock_utc_ms(home->app->clock)).date;
}

/* ---- The parts of a home ---- */

static const struct empty_state *first_step(const struct home *home)
{
	struct empty_state *empty = arena_new(home->arena, struct empty_state);
	bool admin = access_may_zone(&home->user->access, ACCESS_SETTING_EDIT);

	*empty = (struct empty_state){
		.title = home_say(home, WORD("Welcome to Weft")),
		.text = home_say(
			home, admin ? WORD("Begin with the schools, people and days; everything "
					   "else is planned from them.")
				    : WORD("You have no role yet. Whoever invited you can give you "
					   "one; then your day stands here."))};
	if (admin)
		empty->step = (struct page_link){.text = home_say(home, WORD("Set up the zone")),
						 .url = STR("/zone/setup")};
	return empty;
}

static struct str named(const struct home *home, const char *english)
{
	return home_say2(home, english, html_arg_str(home->zone->schools.at[home->school].name),
			 html_arg_u64(0));
}

/* A school's promises, this week and this year, and what needs somebody today. */
static bool fill_promises(const struct home *home, struct app_home *page, struct err *err)
{
	struct home_tiles week = {.n = 0}, year = {.n = 0};

	home_week_tiles(home, &week);
	if (access_may(&home->user->access, ACCESS_COVER_READ) &&
	    !home_cover_tile(home, &week, err))
		return false;
	home_year_tiles(home, &year);
	page->promises_title = named(home, WORD("{1}: are our promises kept this week?"));
	page->tile = home_tiles_of(home, &week);
	page->n_tiles = week.n;
	page->year_title = home_say(home, WORD("And this year?"));
	page->year = home_tiles_of(home, &year);
	page->n_year = year.n;
	return home_needs(home, page, err);
}

static bool fill_coach(const struct home *home, struct app_home *page, struct err *err)
{
	struct home_tiles tiles = {.n = 0};

	(void)err;
	home_team_tiles(home, &tiles);
	page->promises_title = home_say(home, WORD("My teams"));
	page->tile = home_tiles_of(home, &tiles);
	page->n_tiles = tiles.n;
	home_next_labs(home, page);
	return true;
}

/* Whoever looks after cover and nothing else. */
static bool fill_desk(const struct home *home, struct app_home *page, struct err *err)
{
	struct home_tiles tiles = {.n = 0};

	if (!home_cover_tile(home, &tiles, err))
		return false;
	page->promises_title = home_say(home, WORD("Cover"));
	page->tile = home_tiles_of(home, &tiles);
	page->n_tiles = tiles.n;
	return true;
}

static void fill_district(const struct home *home, struct app_home *page)
{
	struct home_tiles tiles = {.n = 0};

	home_pool_tiles(home, &tiles);
	page->year_title = home_say(home, WORD("Labs and the substitute pool"));
	page->year = home_tiles_of(home, &tiles);
	page->n_year = tiles.n;
	home_side(home, page);
}

static bool fill_zone_parts(struct home *home, struct app_home *page, struct err *err)
{
	const struct access_user *access = &home->user->access;
	struct week_comings coming = {0};
	bool ok = find_school(home, err) && find_person(home, err);

	if (!ok)
		return false;
	find_today(home);
	if (home->school != ZONE_NONE && access_may(access, ACCESS_WEEK_EDIT))
		ok = fill_promises(home, page, err);
	else if (access_may(access, ACCESS_YEAR_EDIT))
		ok = fill_coach(home, page, err);
	else if (access_may(access, ACCESS_COVER_EDIT))
		ok = fill_desk(home, page, err);
	if (access_may_zone(access, ACCESS_NETWORK_READ))
		fill_district(home, page);
	page->week_link = (struct page_link){.text = home_say(home, WORD("My whole week")),
					     .url = STR("/my/week")};
	if (!ok || !access_may(access, ACCESS_WEEK_READ))
		return ok;
	if (!week_coming_of(&home->app->week, home->request, home->board, &coming, err))
		return false;
	page->coming = coming.at;
	page->n_coming = coming.n;
	return week_day_of(&home->app->week, home->request, home->board, &page->day, &page->has_day,
			   err);
}

static void draw(const struct home *home, struct http_response *response, struct app_home *page)
{
	struct html html;

	auth_html(home->request, response, &html);
	app_home(&html, page);
	response->text = html.text;
}

/* Both boards, or neither where there is no zone yet. */
static bool take_boards(struct home *home, bool *ret_found, struct err *err)
{
	struct err nothing = {0};

	*ret_found = false;
	if (!week_boards_take(home->app->week.boards, home->app->db, 0, &home->board, &nothing)) {
		if (nothing.kind != ERR_NOT_FOUND)
			*err = nothing;
		return nothing.kind == ERR_NOT_FOUND;
	}
	if (!year_boards_take(home->app->year.boards, home->app->db, &home->year, err)) {
		week_boards_release(home->app->week.boards, home->board);
		return false;
	}
	home->zone = home->board->zone;
	*ret_found = true;
	return true;
}

/* By the time of day where the zone is, with today's date. */
static void greet(const struct home *home, bool has_zone, struct page *page)
{
	enum { NOON = 12 * 60, EVENING = 17 * 60 };
	const struct time_zone *zone = time_zone_utc();
	const char *words = WORD("Good day, {1}");
	struct err ignored = {0};
	struct local_time now;

	if (has_zone) {
		(void)time_zone_load(home->arena, home->zone->info.at[0].time_zone, &zone,
				     &ignored);
		now = time_zone_local(zone, clock_utc_ms(home->app->clock));
		words = now.minutes < NOON      ? WORD("Good morning, {1}")
			: now.minutes < EVENING ? WORD("Good afternoon, {1}")
						: WORD("Good evening, {1}");
		page->lead = home_say2(home, STR("{1}").ptr, html_arg_longdate(now.date),
				       html_arg_i64(0));
	}
	page->title = home_say2(home, words, html_arg_str(home->user->name), html_arg_i64(0));
}

static bool show(struct http_request *request, struct http_response *response, struct err *err)
{
	struct app *app = request->part;
	struct home home = {.request = request,
			    .app = app,
			    .user = auth_user(request),
			    .arena = request->arena};
	struct app_home page = {.page = auth_frame(app->auth, request, STR("Home"))};
	bool has_zone, ok;

	page.page.width = PAGE_WIDE;
	if (!take_boards(&home, &has_zone, err))
		return false;
	greet(&home, has_zone, &page.page);
	ok = (!has_zone || fill_zone_parts(&home, &page, err)) &&
	     (!access_may_zone(&home.user->access, ACCESS_SYSTEM_READ) ||
	      fill_admin(&home, &page, err));
	if (!has_zone || home.user->access.n_grants == 0)
		page.empty = first_step(&home);
	if (ok)
		draw(&home, response, &page);
	if (has_zone) {
		week_boards_release(app->week.boards, home.board);
		year_boards_release(app->year.boards, home.year);
	}
	return ok;
}

static const struct http_route routes[] = {
	{HTTP_GET, "/", show, "self", "self", 0},
};

const struct http_routes app_home_routes = {routes, 1};
