/* One line a part. */
#include "app/app.h"
#include "app/held_page.h"
#include "app/home_page.h"
#include "app/style_page.h"

#include <assert.h>

static void mount(struct http_mount *ret, size_t *n, const struct http_routes *routes, void *part)
{
	assert(*n < APP_MAX_MOUNTS);
	ret[(*n)++] = (struct http_mount){routes, part};
}

size_t app_mounts(struct app *app, struct http_mount ret[APP_MAX_MOUNTS])
{
	size_t n = 0;

	mount(ret, &n, &app_home_routes, app);
	mount(ret, &n, &auth_routes, app->auth);
	mount(ret, &n, &school_routes, &app->school);
	mount(ret, &n, &week_routes, &app->week);
	mount(ret, &n, &year_routes, &app->year);
	mount(ret, &n, &feed_routes, &app->feed);
	mount(ret, &n, &held_routes, app);
	mount(ret, &n, &cover_routes, &app->cover);
	mount(ret, &n, &style_routes, app);
	return n;
}
