/* The frame of pages, and what their handlers share. */
#include "kit/auth/auth_internal.h"
#include "kit/auth/page_shared.h"

#include "base/date.h"
#include "base/time_zone.h"
#include "kit/auth/error_page.html.h"

#include <string.h>

void form_errors_add(struct form_errors *errors, const char *field, struct str text)
{
	if (errors->n < sizeof errors->at / sizeof *errors->at)
		errors->at[errors->n++] = (struct form_error){str_from(field), text};
}

struct str form_errors_of(const struct form_errors *errors, const char *field)
{
	for (size_t i = 0; i < errors->n; i++)
		if (str_eq(errors->at[i].field, str_from(field)))
			return errors->at[i].text;
	return STR("");
}

struct str page_say(const struct http_request *request, struct str english)
{
	return lang_text(auth_lang(request->part, request), english);
}

struct str page_error(const struct http_request *request, const struct err *err)
{
	return page_say(request, arena_str(request->arena, str_from(err->text)));
}

struct str page_instant(struct arena *arena, const struct time_zone *zone, int64_t utc_ms)
{
	struct local_time local;

	if (utc_ms == 0)
		return STR("–");
	local = time_zone_local(zone != NULL ? zone : time_zone_utc(), utc_ms);
	return arena_printf(arena, "%.*s %02d:%02d%s", STR_ARG(date_text(arena, local.date)),
			    local.minutes / 60, local.minutes % 60, zone != NULL ? "" : " UTC");
}

void page_write(struct http_response *response, const struct html *html)
{
	response->text = html->text;
}

static enum page_theme theme_of(struct str word)
{
	if (str_eq(word, STR("dark")))
		return PAGE_THEME_DARK;
	return str_eq(word, STR("light")) ? PAGE_THEME_LIGHT : PAGE_THEME_AUTO;
}

static bool path_is_below(const struct http_request *request, struct str url)
{
	if (url.len == 1)
		return request->path.len == 1;
	return request->path.len >= url.len && str_eq(str_slice(request->path, 0, url.len), url) &&
	       (request->path.len == url.len || request->path.ptr[url.len] == '/');
}

/* The administration pages a person may see; the first is where the link leads. */
static size_t admin_links(const struct auth_user *user, struct page_link *ret)
{
	static const struct {
		enum access_permission permission;
		bool zone;
		struct str text, url;
	} row[] = {
		{ACCESS_ACCOUNT_MANAGE, false, STR_INIT("People and roles"),
		 STR_INIT("/admin/people")},
		{ACCESS_AUDIT_READ, true, STR_INIT("Audit log"), STR_INIT("/admin/audit")},
		{ACCESS_JOB_MANAGE, true, STR_INIT("Jobs"), STR_INIT("/admin/jobs")},
		{ACCESS_SYSTEM_READ, true, STR_INIT("System health"), STR_INIT("/admin/system")},
		{ACCESS_SYSTEM_READ, true, STR_INIT("Data held"), STR_INIT("/data")},
	};
	size_t n = 0;

	for (size_t i = 0; i < sizeof row / sizeof *row; i++)
		if (row[i].zone ? access_may_zone(&user->access, row[i].permission)
				: access_may(&user->access, row[i].permission))
			ret[n++] = (struct page_link){.text = lang_text(user->lang, row[i].text),
						      .url = row[i].url};
	return n;
}

enum { MAX_NAV = 16, ADMIN_PAGES = 5 };

static struct page_links navigation(struct auth *auth, const struct http_request *request,
				    const struct auth_user *user)
{
	struct page_link *link = arena_array(request->arena, struct page_link, MAX_NAV);
	struct page_link admin[ADMIN_PAGES];
	struct page_links more = {0};
	size_t n = 0;

	link[n++] = (struct page_link){.text = lang_text(user->lang, STR("Home")), .url = STR("/")};
	if (auth->options.navigate != NULL)
		auth->options.navigate(auth->options.navigate_self, request, user, &more);
	for (size_t i = 0; i < more.n && n + 1 < MAX_NAV; i++)
		link[n++] = more.at[i];
	if (admin_links(user, admin) > 0) {
		link[n] = admin[0];
		link[n].text = lang_text(user->lang, STR("Administration"));
		link[n++].current = path_is_below(request, STR("/admin"));
	}
	for (size_t i = 0; i < n; i++)
		link[i].current = link[i].current || path_is_below(request, link[i].url);
	return (struct page_links){link, n};
}

struct page auth_frame(struct auth *auth, const struct http_request *request, struct str title)
{
	const struct auth_user *user = auth_user(request);
	struct page page = {
		.title = lang_text(auth_lang(auth, request), title),
		.place = auth->options.site_name,
		.sign_in_url = STR("/sign-in"),
		.data_url = STR("/data"),
	};
	struct page_link *account;

	if (user == NULL)
		return page;
	account = arena_array(request->arena, struct page_link, 1);
	account[0] = (struct page_link){.text = lang_text(user->lang, STR("Your account")),
					.url = STR("/account")};
	page.theme = theme_of(user->theme);
	page.nav = navigation(auth, request, user);
	page.user = user->name;
	page.user_links = (struct page_links){account, 1};
	page.sign_out_url = STR("/sign-out");
	page.csrf = user->csrf;
	return page;
}

struct page admin_frame(struct http_request *request, struct str title)
{
	struct page page = auth_frame(request->part, request, title);
	struct page_link *tab = arena_array(request->arena, struct page_link, ADMIN_PAGES);
	size_t n = admin_links(auth_user(request), tab);

	for (size_t i = 0; i < n; i++)
		tab[i].current = path_is_below(request, tab[i].url);
	page.tabs = (struct page_links){tab, n};
	page.width = PAGE_WIDE;
	return page;
}

void page_flash(struct page *page, struct arena *arena, enum flash_kind kind, struct str text)
{
	struct flash *flash = arena_array(arena, struct flash, page->n_flash + 1);

	if (page->n_flash > 0)
		memcpy(flash, page->flash, page->n_flash * sizeof *flash);
	flash[page->n_flash] = (struct flash){.kind = kind, .text = text};
	page->flash = flash;
	page->n_flash++;
}

void auth_html(const struct http_request *request, struct http_response *response, struct html *ret)
{
	const struct auth_user *user = auth_user(request);

	html_init(ret, response->arena, user == NULL ? NULL : user->lang);
}

void auth_error_page(void *self, struct http_request *request, struct http_response *response,
		     struct str sentence)
{
	struct auth *auth = self;
	struct page page = auth_frame(auth, request, STR("This did not work"));
	struct html html;

	if (response->status == 404)
		page.title = lang_text(auth_lang(auth, request), STR("Page not found"));
	else if (response->status == 403)
		page.title = lang_text(auth_lang(auth, request), STR("Not for you"));
	html_init(&html, response->arena, auth_lang(auth, request));
	error_page(&html, &page, lang_text(auth_lang(auth, request), sentence));
	page_write(response, &html);
}
