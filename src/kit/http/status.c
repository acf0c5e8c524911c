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
static void look(struct http_server *server)
{
	arena_reset(server->ready_arena);
	text_init(&server->ready_text, server->ready_arena);
	server->ready = true;
	for (size_t i = 0; i < server->options.n_checks; i++) {
		const struct http_check *check = &server->options.checks[i];
		struct err err = {0};
		bool ok = check->run(check->self, &err);

		server->ready = server->ready && ok;
		text_printf(&server->ready_text, "%s %s\n", check->name, ok ? "ok" : "failed");
		if (!ok && server->options.log != NULL)
			log_event(server->options.log, LOG_ERROR, "http.not_ready",
				  LOG_CSTR("check", check->name), LOG_CSTR("error", err.text));
	}
	text_printf(&server->ready_text, "%s weft %s\n", server->ready ? "ready" : "not ready",
		    server->options.version);
}

static bool ready(struct http_request *request, struct http_response *response, struct err *err)
{
	struct http_server *server = request->part;
	int64_t now = clock_monotonic_ns(&clock_system) / 1000000;

	(void)err;
	response->type = plain;
	response->cache = HTTP_CACHE_NONE;
	(void)pthread_mutex_lock(&server->ready_mutex);
	if (server->ready_at_ms == 0 || now - server->ready_at_ms > READY_LIFE_MS) {
		look(server);
		server->ready_at_ms = now;
	}
	text_put(&response->text, text_str(&server->ready_text));
	response->status = server->ready ? 200 : 503;
	(void)pthread_mutex_unlock(&server->ready_mutex);
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
