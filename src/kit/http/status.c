/* status: is the program alive, may it be sent requests, what has it done. */
#include "kit/http/server_internal.h"

#include "kit/http/events.h"

static const struct str plain = STR_INIT("text/plain; charset=utf-8");

static bool health(struct http_request *request, struct http_response *response, struct err *err)
{
	const struct http_server *server = request->part;

	(void)err;
	response->type = plain;
	response->cache = HTTP_CACHE_NONE;
	text_printf(&response->text, "ok weft %s\n", server->options.version);
	return true;
}

/* Only the names of what fails are told to the world; the reasons are logged. */
static bool look(const struct http_server *server, struct text *ret)
{
	bool ready = true;

	for (size_t i = 0; i < server->options.n_checks; i++) {
		const struct http_check *check = &server->options.checks[i];
		struct err err = {0};
		bool ok = check->run(check->self, &err);

		ready = ready && ok;
		text_printf(ret, "%s %s\n", check->name, ok ? "ok" : "failed");
		if (!ok && server->options.log != NULL)
			log_event(server->options.log, LOG_ERROR, "http.not_ready",
				  LOG_CSTR("check", check->name), LOG_CSTR("error", err.text));
	}
	text_printf(ret, "%s weft %s\n", ready ? "ready" : "not ready", server->options.version);
	return ready;
}

/* Whether this request is the one that looks. A check may wait for a locked database; the others
 * are then told what was last seen, so that the pool does not wait with it. */
static bool must_look(struct http_server *server, int64_t now_ms)
{
	bool mine;

	(void)pthread_mutex_lock(&server->ready_mutex);
	mine = !server->ready_looking &&
	       (server->ready_at_ms == 0 || now_ms - server->ready_at_ms > READY_LIFE_MS);
	server->ready_looking = server->ready_looking || mine;
	(void)pthread_mutex_unlock(&server->ready_mutex);
	return mine;
}

static bool ready(struct http_request *request, struct http_response *response, struct err *err)
{
	struct http_server *server = request->part;
	int64_t now_ms = clock_monotonic_ns(&clock_system) / 1000000;
	bool mine = must_look(server, now_ms);
	bool is_ready = mine && look(server, &response->text);

	(void)err;
	(void)pthread_mutex_lock(&server->ready_mutex);
	if (mine) {
		arena_reset(server->ready_arena);
		server->ready_text = arena_str(server->ready_arena, text_str(&response->text));
		server->ready = is_ready;
		server->ready_at_ms = now_ms;
		server->ready_looking = false;
	} else {
		text_put(&response->text, server->ready_text);
		is_ready = server->ready;
	}
	(void)pthread_mutex_unlock(&server->ready_mutex);
	response->type = plain;
	response->cache = HTTP_CACHE_NONE;
	response->status = is_ready ? 200 : 503;
	return true;
}

static bool metrics(struct http_request *request, struct http_response *response, struct err *err)
{
	struct http_server *server = request->part;
	struct address client;
	struct metrics_extra extra = {.version = server->options.version};

	/* For a collector on this machine: a request that came through a proxy did
	 * not begin here, even if the proxy does. */
	if (!address_parse(request->remote, &client) || !address_is_loopback(&client) ||
	    http_header(request, "X-Forwarded-For").ptr != NULL ||
	    http_header(request, "Forwarded").ptr != NULL ||
	    http_header(request, "Via").ptr != NULL)
		return err_set(err, ERR_NOT_FOUND, "There is no such page.");
	(void)pthread_mutex_lock(&server->ready_mutex);
	extra.ready = server->ready;
	(void)pthread_mutex_unlock(&server->ready_mutex);
	if (server->options.events != NULL)
		extra.streams = http_events_open(server->options.events);
	response->type = STR("text/plain; version=0.0.4; charset=utf-8");
	response->cache = HTTP_CACHE_NONE;
	metrics_write(&server->metrics, &extra, &response->text);
	return true;
}

static const struct http_route routes[] = {
	{HTTP_GET, "/healthz", health, HTTP_PUBLIC, NULL, 0},
	{HTTP_GET, "/readyz", ready, HTTP_PUBLIC, NULL, 0},
	{HTTP_GET, "/metrics", metrics, HTTP_PUBLIC, NULL, 0},
};

const struct http_routes http_status_routes = {routes, sizeof routes / sizeof *routes};
