/* app: what a running server is made of.
 *
 * Made by `weft serve` and handed down: each part's pages get from it what they
 * need as the part of their route table (src/app/routes.c). Nothing here is
 * global; two of them could serve two zones in one process.
 */
#ifndef WEFT_APP_APP_H
#define WEFT_APP_APP_H

#include "base/log.h"
#include "kit/db/db.h"
#include "kit/http/events.h"
#include "kit/http/server.h"

struct app {
	struct arena *arena; /* of its whole life */
	const struct clock *clock;
	struct log log;
	const char *version;
	struct db *db;
	struct http_events *events;
	struct http_hooks hooks; /* sign-in and error pages */
	struct http_assets assets;
};

enum { APP_MAX_MOUNTS = 32 };

/* The route tables of all parts, each with what its pages are given; the number
 * of them. The tests that walk every route use the same list. */
size_t app_mounts(struct app *app, struct http_mount ret[APP_MAX_MOUNTS]);

/* What must hold before requests are sent here: the database takes writes, its
 * schema is ours, the disk has room. */
enum { APP_CHECKS = 3 };
void app_checks(struct app *app, struct http_check ret[APP_CHECKS]);

#endif
