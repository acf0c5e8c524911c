/* app: what a running server is made of.
 *
 * Made by `weft serve` and handed down: each part's pages get from it what they
 * need as the part of their route table (src/app/routes.c). Nothing here is
 * global; two of them could serve two zones in one process.
 */
#ifndef WEFT_APP_APP_H
#define WEFT_APP_APP_H

#include "app/zone_parts.h"
#include "base/log.h"
#include "kit/auth/auth.h"
#include "kit/db/db.h"
#include "kit/feed/feed.h"
#include "kit/http/events.h"
#include "kit/http/server.h"
#include "parts/cover/cover_page.h"
#include "parts/school/school_page.h"
#include "parts/week/week_page.h"
#include "parts/year/year_page.h"

enum { APP_MAX_MOUNTS = 32, APP_CHECKS = 3, APP_LANGUAGES = 1 };

struct app {
	struct arena *arena; /* of its whole life */
	const struct clock *clock;
	struct log log;
	const char *version;
	struct db *db;
	struct http_events *events;
	int64_t zone_id;         /* the zone that is served */
	struct oidc *oidc;       /* NULL: passwords only */
	struct auth *auth;       /* who is asking, and may they (src/app/open_auth.h) */
	struct http_hooks hooks; /* of auth: sign-in and error pages */
	struct http_assets assets;
	struct lang languages[APP_LANGUAGES]; /* besides English */
	size_t n_languages;
	struct http_check checks[APP_CHECKS];
	struct zone_parts zone_parts;
	struct school_part school;
	struct week_part week;
	struct year_pages year;
	struct cover_part cover;
	struct feed_part feed; /* calendars; parts add sources (open_auth.c) */
};

/* The route tables of all parts, each with what its pages are given; the number
 * of them. The tests that walk every route use the same list. */
size_t app_mounts(struct app *app, struct http_mount ret[APP_MAX_MOUNTS]);

/* What must hold before requests are sent here: the database takes writes, its
 * schema is ours, the disk has room. */
void app_checks(struct app *app, struct http_check ret[APP_CHECKS]);

#endif
