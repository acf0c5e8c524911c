/* One line a part. */
#include "app/app.h"
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

	(void)err;
	text_printf(
		&response->text,
		"<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Weft</title>\n"
		"<h1>Weft</h1>\n<p>The server is running, version %s.</p>\n</html>\n",
		app->version);
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
