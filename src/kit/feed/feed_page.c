/* /feeds/{token}/calendar.ics: a calendar for whoever knows its address. */
#include "kit/feed/feed.h"

enum { N_BUCKETS = 4096 };

/* A calendar program asks a few times an hour. One address may stand for a whole district, or for
 * a service that asks for all its customers. */
static const struct rate_limit address_rate = {240, 500}, feed_rate = {20, 60000};

void feed_part_init(struct feed_part *part, struct arena *arena, struct auth *auth,
		    struct feed_keeper keeper)
{
	*part = (struct feed_part){.auth = auth, .site = auth_site(auth), .keeper = keeper};
	rate_init(&part->by_address, arena, part->site->clock, address_rate, N_BUCKETS);
	rate_init(&part->by_feed, arena, part->site->clock, feed_rate, N_BUCKETS);
}

void feed_part_finish(struct feed_part *part)
{
	if (part->auth == NULL)
		return;
	rate_finish(&part->by_feed);
	rate_finish(&part->by_address);
}

struct str feed_path(struct arena *arena, struct str token)
{
	return arena_printf(arena, "/feeds/%.*s/calendar.ics", STR_ARG(token));
}

static void refuse(struct http_response *response, int64_t wait_ms)
{
	response->status = 429;
	http_header_add(response, "Retry-After",
			arena_printf(response->arena, "%lld", (long long)(wait_ms / 1000 + 1)));
	http_body(response, STR("text/plain; charset=utf-8"),
		  STR("This calendar was asked for too often. Ask again a little later.\n"));
}

static bool calendar(struct http_request *request, struct http_response *response, struct err *err)
{
	struct feed_part *part = request->part;
	struct str token = http_path_text(request, "token"), body;
	int64_t wait_ms = 0;

	if (!rate_take(&part->by_address, request->remote, &wait_ms) ||
	    !rate_take(&part->by_feed, token, &wait_ms)) {
		refuse(response, wait_ms);
		return true;
	}
	if (!feed_read(part, request->arena, token, &body, err))
		return false;
	http_body(response, STR("text/calendar; charset=utf-8"), body);
	return true;
}

static const struct http_route routes[] = {
	{HTTP_GET, "/feeds/{token}/calendar.ics", calendar, HTTP_PUBLIC, NULL, 0},
};

const struct http_routes feed_routes = {routes, sizeof routes / sizeof *routes};
