#include "parts/school/school_page_internal.h"

#include "base/vec.h"
#include "parts/school/school_page.html.h"
#include "parts/school/zone_store.h"

struct str school_say(const struct http_request *request, const char *english)
{
	const struct auth_user *user = auth_user(request);

	return lang_text(user == NULL ? NULL : user->lang, str_from(english));
}

/* By code, or by the number that other parts know it by. */
static bool find_school(struct school_visit *visit, struct str text, struct err *err)
{
	int64_t number;
	struct str key;

	visit->school = zone_find(visit->zone, ZONE_T_SCHOOLS, text);
	if (visit->school == ZONE_NONE && str_to_i64(text, &number) &&
	    zone_store_key(visit->part->db, visit->request->arena, visit->part->zone_id, number,
			   &key, err) &&
	    str_starts_with(key, STR("schools/")))
		visit->school = zone_find(visit->zone, ZONE_T_SCHOOLS, str_slice(key, 8, key.len));
	return visit->school != ZONE_NONE ||
	       err_set(err, ERR_NOT_FOUND, "There is no such school.");
}

/* Whether the pattern of the route has a school. */
static bool has_school(const struct http_request *request)
{
	return str_find(str_from(request->route->pattern), STR("{school}"), NULL);
}

bool school_begin(struct http_request *request, struct school_visit *ret, struct err *err)
{
	struct school_visit visit = {
		.request = request, .part = request->part, .school = ZONE_NONE};

	if (!zone_cache_take(visit.part->cache, visit.part->db, &visit.held, err))
		return false;
	visit.zone = visit.held->zone;
	if (has_school(request) && !find_school(&visit, http_path_text(request, "school"), err)) {
		school_end(&visit);
		return false;
	}
	*ret = visit;
	return true;
}

void school_end(const struct school_visit *visit)
{
	zone_cache_release(visit->part->cache, visit->held);
}

void school_draw(struct http_request *request, struct http_response *response,
		 const struct school_view *view)
{
	struct html html;

	auth_html(request, response, &html);
	school_view(&html, view);
	response->text = html.text;
}

struct page school_frame(const struct school_visit *visit, const char *title)
{
	static const struct {
		const char *text, *path;
	} tabs[] = {{"At a glance", ""}, {"People", "/people"}, {"Classes", "/classes"},
		    {"Teams", "/teams"}, {"Days", "/days"},     {"Calendar", "/calendar"},
		    {"Rules", "/rules"}};
	enum { TABS = sizeof tabs / sizeof *tabs };
	struct arena *arena = visit->request->arena;
	const struct zone_school *school = &visit->zone->schools.at[visit->school];
	struct page page = auth_frame(visit->part->auth, visit->request, str_from(title));
	struct page_link *link = arena_array(arena, struct page_link, TABS);
	struct page_link *crumb = arena_array(arena, struct page_link, 1);

	for (size_t i = 0; i < TABS; i++)
		link[i] = (struct page_link){
			.text = school_say(visit->request, tabs[i].text),
			.url = arena_printf(arena, "/schools/%.*s%s", STR_ARG(school->code),
					    tabs[i].path),
			.current = str_ends_with(visit->request->path, str_from(tabs[i].path)) &&
				   (i > 0 || visit->request->n_segments == 2)};
	crumb[0] = (struct page_link){.text = arena_str(arena, visit->zone->info.at[0].name),
				      .url = STR("/zone")};
	page.tabs = (struct page_links){link, TABS};
	page.crumbs = (struct page_links){crumb, 1};
	page.place = arena_str(arena, school->name);
	page.width = PAGE_WIDE;
	return page;
}

/* ---- Tables ---- */

void table_make(struct table_maker *maker, const struct http_request *request, const char *caption,
		const char *const *heads)
{
	struct table_column *column;
	size_t n = 0;

	while (heads[n] != NULL)
		n++;
	column = arena_array(request->arena, struct table_column, n);
	for (size_t i = 0; i < n; i++) {
		bool number = heads[i][0] == '#';

		column[i].text = school_say(request, heads[i] + (number ? 1 : 0));
		column[i].align = number ? ALIGN_NUMBER : ALIGN_TEXT;
	}
	column[0].row_header = true;
	*maker = (struct table_maker){.arena = request->arena,
				      .table = {.caption = school_say(request, caption),
						.column = column,
						.n_columns = n}};
}

struct table_cell *table_put(struct table_maker *maker, struct str text)
{
	struct table_cell *cell;

	vec_reserve(maker->arena, (void **)&maker->cell, &maker->cap, maker->n + 1,
		    sizeof *maker->cell);
	cell = &maker->cell[maker->n++];
	*cell = (struct table_cell){.text = text};
	return cell;
}

struct table table_made(struct table_maker *maker)
{
	maker->table.cell = maker->cell;
	maker->table.n_rows = maker->n / maker->table.n_columns;
	return maker->table;
}
