/* One line a part. */
#include "app/app.h"
#include "app/front_page.html.h"
#include "app/style_page.h"

#include <assert.h>

static void mount(struct http_mount *ret, size_t *n, const struct http_routes *routes, void *part)
{
	assert(*n < APP_MAX_MOUNTS);
	ret[(*n)++] = (struct http_mount){routes, part};
}

/* The address "/" until a part has a home page. */
static bool front(struct http_request *request, struct http_response *response, struct err *err)
{
	const struct app *app = request->part;
	struct page page = {.title = STR("Weft")};
	struct html out;

	(void)err;
	html_init(&out, request->arena, NULL);
	front_page(&out, &page, app->version);
	response->text = out.text;
	return true;
}

static const struct http_route front_route[] = {
	{HTTP_GET, "/", front, HTTP_PUBLIC, NULL, 0},
};
static const struct http_routes front_routes = {front_route, 1};

size_t app_mounts(struct app *app, struct http_mount ret[APP_MAX_MOUNTS])
{
	size_t n = 0;

	mount(ret, &n, &front_routes, app);
	mount(ret, &n, &style_routes, app);
	return n;
}
