#include "app/open_auth.h"

#include "app/demo.h"
#include "app/lab_cover.h"
#include "app/my_day.h"
#include "app/navigate.h"
#include "kit/auth/oidc.h"
#include "kit/html/assets.h"
#include "parts/year/year_mine.h"
#include "parts/week/week_feed.h"

#include <stdlib.h>

enum { MAX_DOMAINS = 20 };

/* Comma-separated; *ret_n says how many. */
static bool read_domains(struct str list, struct str ret[MAX_DOMAINS], size_t *ret_n,
			 struct err *err)
{
	size_t from = 0, n = 0;

	for (size_t i = 0; i <= list.len; i++) {
		struct str one;

		if (i < list.len && list.ptr[i] != ',')
			continue;
		one = str_trim(str_slice(list, from, i));
		from = i + 1;
		if (one.len == 0)
			continue;
		if (n == MAX_DOMAINS)
			return err_set(err, ERR_INVALID, "--oidc-domains takes at most %d domains",
				       MAX_DOMAINS);
		ret[n++] = one;
	}
	*ret_n = n;
	return true;
}

static bool open_oidc(struct app *app, struct command_call *call, struct err *err)
{
	struct str base = command_text(call, "base-url", ""), domain[MAX_DOMAINS];
	const char *secret = getenv("WEFT_OIDC_SECRET");
	struct oidc_options options = {
		.label = command_text(call, "oidc-label", "your district's account"),
		.issuer = command_text(call, "oidc-issuer", ""),
		.client_id = command_text(call, "oidc-client", ""),
		.client_secret = str_from(secret == NULL ? "" : secret),
		.redirect_uri = arena_printf(app->arena, "%.*s/sign-in/oidc/back", STR_ARG(base)),
		.domain = domain,
	};

	if (!command_has(call, "oidc-issuer"))
		return true;
	if (base.len == 0 || options.client_id.len == 0)
		return err_set(err, ERR_INVALID,
			       "--oidc-issuer needs --base-url and --oidc-client");
	return read_domains(command_text(call, "oidc-domains", ""), domain, &options.n_domains,
			    err) &&
	       oidc_create(&options, &app->oidc, err);
}

/* Spanish, from the embedded catalogue. */
static bool read_languages(struct app *app, struct err *err)
{
	const struct http_asset *asset = http_asset_find(&app->assets, STR(ASSET_ES_PO));

	if (asset == NULL)
		return true;
	app->n_languages = 1;
	return lang_read(app->arena, STR("es"), asset->bytes, &app->languages[0], err);
}

bool app_open_auth(struct app *app, struct command_call *call, struct err *err)
{
	struct auth_options options = {
		.db = app->db,
		.clock = app->clock,
		.site_name = command_text(call, "site-name", ""),
		.base_url = command_text(call, "base-url", ""),
		.key_file = command_text(call, "key-file", ""),
		.demand_second_factor = command_has(call, "demand-second-factor"),
		.version = app->version,
		.checks = app->checks,
		.n_checks = APP_CHECKS,
		.languages = app->languages,
		.parts = zone_parts_for_auth(&app->zone_parts),
		.demo = demo_accounts,
		.navigate = app_navigate,
	};

	zone_parts_init(&app->zone_parts, app->clock);
	app_checks(app, app->checks);
	if (!command_number(call, "zone", 1, 1, INT64_MAX, &app->zone_id, err) ||
	    !read_languages(app, err) || !open_oidc(app, call, err))
		return false;
	options.zone_id = app->zone_id;
	options.oidc = app->oidc;
	options.events = app->events;
	options.n_languages = app->n_languages;
	if (!auth_create(&options, &app->auth, err))
		return false;
	app->hooks = auth_hooks(app->auth);
	app->school = (struct school_part){.auth = app->auth,
					   .db = app->db,
					   .cache = zone_cache_create(app->zone_id),
					   .zone_id = app->zone_id,
					   .clock = app->clock};
	app->week = (struct week_part){
		.auth = app->auth,
		.db = app->db,
		.boards = week_boards_create(app->zone_id, app->school.cache),
		.events = app->events,
		.zone_id = app->zone_id,
		.clock = app->clock};
	app->year = (struct year_pages){.auth = app->auth,
					.db = app->db,
					.boards = year_boards_create(app->zone_id),
					.events = app->events,
					.zone_id = app->zone_id,
					.clock = app->clock,
					.cover = app_lab_cover};
	app->cover = (struct cover_part){.auth = app->auth,
					 .db = app->db,
					 .boards = app->year.boards,
					 .weeks = app->week.boards,
					 .zone_id = app->zone_id,
					 .clock = app->clock};
	feed_part_init(&app->feed, app->arena, app->auth, week_feed_keeper(&app->week));
	feed_add_source(&app->feed, week_feed_source(&app->week));
	feed_add_source(&app->feed, year_feed_source(&app->year));
	app->week.adder = app_my_day(app);
	return true;
}

void app_close_auth(struct app *app)
{
	feed_part_finish(&app->feed);
	auth_destroy(app->auth);
	oidc_destroy(app->oidc);
	week_boards_destroy(app->week.boards);
	year_boards_destroy(app->year.boards);
	zone_cache_destroy(app->school.cache);
	zone_parts_finish(&app->zone_parts);
}
