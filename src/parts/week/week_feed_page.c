/* /my/calendars: the addresses of one's calendars, made, renewed and ended. */
#include "parts/week/week_feed.h"

#include "base/vec.h"
#include "parts/school/zone_store.h"
#include "parts/week/week_feed.html.h"
#include "parts/week/week_page_internal.h"
#include "parts/week/week_words.h"

enum { MAX_SUBJECT = 200 };

struct options {
	struct form_option *at;
	size_t n, cap;
};

/* ---- What one may have ---- */

static void put_option(const struct week_visit *visit, struct options *options,
		       struct week_whose whose, const char *group)
{
	*vec_push(visit->arena, options) = (struct form_option){
		.value = week_whose_key(visit->arena, visit->zone, &whose),
		.text = week_whose_name(visit->zone, &whose),
		.group = week_say(visit, group)};
}

/* Schools of which one may read the week. */
static bool read_schools(const struct week_visit *visit, bool **ret, struct err *err)
{
	const struct access_user *user = &auth_user(visit->request)->access;
	const struct zone *zone = visit->zone;
	bool *may = arena_array(visit->arena, bool, zone->schools.n);
	const int64_t *id;

	if (!zone_store_ids(visit->part->db, visit->arena, visit->part->zone_id, zone,
			    ZONE_T_SCHOOLS, &id, err))
		return false;
	for (size_t i = 0; i < zone->schools.n; i++)
		may[i] = access_may_at(user, ACCESS_WEEK_READ, id[i]);
	*ret = may;
	return true;
}

static bool fill_options(const struct week_visit *visit, struct options *ret, struct err *err)
{
	const struct zone *zone = visit->zone;
	int64_t me = auth_user(visit->request)->access.person_id;
	const uint32_t none = ZONE_NONE;
	struct str key;
	struct week_whose whose;
	bool *may;

	if (!read_schools(visit, &may, err))
		return false;
	if (me != 0) {
		if (!zone_store_key(visit->part->db, visit->arena, visit->part->zone_id, me, &key,
				    err))
			return false;
		if (week_whose_find(zone, key, &whose))
			put_option(visit, ret, whose, WORD("My own"));
	}
	for (uint32_t i = 0; i < zone->teams.n; i++)
		if (zone->teams.at[i].school == ZONE_NONE || may[zone->teams.at[i].school])
			put_option(visit, ret, (struct week_whose){none, none, i, none},
				   WORD("Teams"));
	for (uint32_t i = 0; i < zone->sections.n; i++)
		if (may[zone->sections.at[i].school])
			put_option(visit, ret, (struct week_whose){none, i, none, none},
				   WORD("Classes"));
	for (uint32_t i = 0; i < zone->rooms.n; i++)
		if (may[zone->rooms.at[i].school])
			put_option(visit, ret, (struct week_whose){none, none, none, i},
				   WORD("Rooms"));
	return true;
}

/* ---- The page ---- */

static bool fill_rows(const struct week_visit *visit, struct calendars_page *page, struct err *err)
{
	const struct auth_user *user = auth_user(visit->request);
	struct calendar_row *row;
	struct feed_list list;

	if (!feed_all(auth_site(visit->part->auth), visit->arena, user->access.account_id, &list,
		      err))
		return false;
	row = arena_array(visit->arena, struct calendar_row, list.n);
	for (size_t i = 0; i < list.n; i++) {
		struct week_whose whose;

		row[i] = (struct calendar_row){
			.id = arena_printf(visit->arena, "%lld", (long long)list.at[i].id),
			.subject = list.at[i].subject,
			.name = week_whose_find(visit->zone, list.at[i].subject, &whose)
					? week_whose_name(visit->zone, &whose)
					: list.at[i].subject,
			.when = week_say2(
				visit, WORD("Address made on {1}"),
				html_arg_longdate((int32_t)(list.at[i].made_ms / 86400000)),
				html_arg_i64(0))};
	}
	page->row = row;
	page->n = list.n;
	return true;
}

static bool draw(const struct week_visit *visit, struct http_response *response,
		 struct calendars_page *page, struct err *err)
{
	const struct auth_user *user = auth_user(visit->request);
	struct options options = {0};
	struct html html;

	page->page = auth_frame(visit->part->auth, visit->request,
				week_say(visit, WORD("My calendars")));
	page->page.width = PAGE_TEXT;
	page->page.tabs = week_own_tabs(visit->request, "/my/calendars");
	page->csrf = user->csrf;
	if (!fill_options(visit, &options, err) || !fill_rows(visit, page, err))
		return false;
	page->make = (struct form){
		.action = STR("/my/calendars"),
		.csrf = user->csrf,
		.submit = {.text = week_say(visit, WORD("Make the address"))},
	};
	page->of = (struct form_choice){.id = STR("of"),
					.label = week_say(visit, WORD("Calendar of")),
					.option = options.at,
					.n = options.n,
					.required = true};
	auth_html(visit->request, response, &html);
	calendars_page(&html, page);
	response->text = html.text;
	response->cache = HTTP_CACHE_NONE;
	response->no_gzip = true;
	return true;
}

bool week_calendars_page(struct http_request *request, struct http_response *response,
			 struct err *err)
{
	struct calendars_page page = {0};
	struct week_visit visit;
	bool ok;

	if (!week_begin(request, &visit, err))
		return false;
	ok = draw(&visit, response, &page, err);
	week_end(&visit);
	return ok;
}

/* "https://host/feeds/..." as "webcal://host/feeds/...": the device asks its calendar program. */
static struct str web_calendar(struct arena *arena, struct str url)
{
	size_t colon;

	if (!str_find_char(url, ':', &colon))
		return url;
	return arena_printf(arena, "webcal%.*s", STR_ARG(str_slice(url, colon, url.len)));
}

static bool make(const struct week_visit *visit, struct str subject, struct calendars_page *page,
		 struct err *err)
{
	const struct auth_user *user = auth_user(visit->request);
	const struct feed_keeper keeper = week_feed_keeper(visit->request->part);
	struct feed_call call = {.db = visit->part->db,
				 .arena = visit->arena,
				 .zone_id = visit->part->zone_id,
				 .subject = subject};
	struct str token;

	if (!keeper.about(keeper.self, &call, &user->access, &page->made_name, err) ||
	    !feed_make(auth_site(visit->part->auth), visit->arena, user->access.account_id, subject,
		       &token, err))
		return false;
	page->made_url = arena_printf(visit->arena, "%.*s%.*s",
				      STR_ARG(auth_base_url(visit->part->auth, visit->request)),
				      STR_ARG(feed_path(visit->arena, token)));
	page->made_web = web_calendar(visit->arena, page->made_url);
	return true;
}

bool week_calendars_make(struct http_request *request, struct http_response *response,
			 struct err *err)
{
	struct calendars_page page = {0};
	struct week_visit visit;
	struct str subject;
	bool ok;

	if (!http_form_text(request, "of", MAX_SUBJECT, &subject, err) ||
	    !week_begin(request, &visit, err))
		return false;
	ok = make(&visit, subject, &page, err) && draw(&visit, response, &page, err);
	week_end(&visit);
	return ok;
}

bool week_calendars_end(struct http_request *request, struct http_response *response,
			struct err *err)
{
	const struct week_part *part = request->part;
	int64_t id;

	if (!http_path_id(request, "feed", &id, err) ||
	    !feed_end(auth_site(part->auth), auth_user(request)->access.account_id, id, err))
		return false;
	http_redirect(response, STR("/my/calendars"));
	return true;
}
