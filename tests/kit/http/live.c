#include "live.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static struct live *live_of(struct http_request *request)
{
	struct live *live = request->part;

	atomic_fetch_add(&live->pages, 1);
	return live;
}

static bool hello(struct http_request *request, struct http_response *response, struct err *err)
{
	struct str name = http_query_text(request, "name", "nobody");

	(void)err;
	(void)live_of(request);
	response->type = STR("text/plain; charset=utf-8");
	text_printf(&response->text, "hello %.*s", STR_ARG(name));
	return true;
}

static bool room(struct http_request *request, struct http_response *response, struct err *err)
{
	int64_t id;

	(void)live_of(request);
	if (!http_path_id(request, "room", &id, err))
		return false;
	text_printf(&response->text, "<p>room %lld of %.*s%s", (long long)id,
		    STR_ARG(request->remote), request->secure ? " secure" : "");
	return true;
}

static bool form(struct http_request *request, struct http_response *response, struct err *err)
{
	(void)err;
	(void)live_of(request);
	for (size_t i = 0; i < request->form.n; i++)
		text_printf(&response->text, "%.*s=%.*s;", STR_ARG(request->form.at[i].name),
			    STR_ARG(request->form.at[i].value));
	for (size_t i = 0; i < request->n_files; i++)
		text_printf(&response->text, "%.*s@%.*s:%zu;", STR_ARG(request->file[i].name),
			    STR_ARG(request->file[i].file_name), request->file[i].content.len);
	text_printf(&response->text, "body:%zu", request->body.len);
	return true;
}

static bool slow(struct http_request *request, struct http_response *response, struct err *err)
{
	(void)err;
	(void)live_of(request);
	(void)nanosleep(&(struct timespec){0, 300000000}, NULL);
	text_put(&response->text, STR("slow but whole"));
	return true;
}

static bool large(struct http_request *request, struct http_response *response, struct err *err)
{
	(void)err;
	(void)live_of(request);
	for (int i = 0; i < 20000; i++)
		text_printf(&response->text, "line %04d\n", i % 10000);
	return true;
}

struct tap {
	struct live *live;
	size_t left;
};

static ssize_t tap_read(void *self, char *ret, size_t max)
{
	struct tap *tap = self;
	size_t n = tap->left < max ? tap->left : max;

	memset(ret, 'x', n);
	tap->left -= n;
	return (ssize_t)n;
}

static void tap_end(void *self)
{
	struct tap *tap = self;

	atomic_fetch_add(&tap->live->ended, 1);
}

static bool stream(struct http_request *request, struct http_response *response, struct err *err)
{
	struct tap *tap = arena_new(request->arena, struct tap);

	(void)err;
	tap->live = live_of(request);
	tap->left = 100000;
	response->type = STR("application/octet-stream");
	response->stream = (struct http_stream){tap, tap_read, tap_end};
	return true;
}

static bool events(struct http_request *request, struct http_response *response, struct err *err)
{
	struct live *live = live_of(request);

	return http_events_answer(live->events, http_path_text(request, "channel"), response, err);
}

static bool fail(struct http_request *request, struct http_response *response, struct err *err)
{
	int64_t kind = 0;

	(void)response;
	(void)live_of(request);
	(void)http_path_id(request, "kind", &kind, err);
	return err_set(err, (enum err_kind)kind, "the reason");
}

static const struct http_route routes[] = {
	{HTTP_GET, "/hello", hello, HTTP_PUBLIC, NULL, 0},
	{HTTP_GET, "/rooms/{room}", room, HTTP_PUBLIC, NULL, 0},
	{HTTP_POST, "/form", form, HTTP_PUBLIC, NULL, 8 << 20},
	{HTTP_POST, "/small", form, HTTP_PUBLIC, NULL, 1000},
	{HTTP_GET, "/slow", slow, HTTP_PUBLIC, NULL, 0},
	{HTTP_GET, "/large", large, HTTP_PUBLIC, NULL, 0},
	{HTTP_GET, "/stream", stream, HTTP_PUBLIC, NULL, 0},
	{HTTP_GET, "/events/{channel}", events, HTTP_PUBLIC, NULL, 0},
	{HTTP_GET, "/fail/{kind}", fail, HTTP_PUBLIC, NULL, 0},
	{HTTP_GET, "/secret", hello, "secret.read", "school", 0},
};
static const struct http_routes table = {routes, sizeof routes / sizeof *routes};

static const struct http_asset assets[] = {
	{STR_INIT("/assets/a.1234.css"), STR_INIT("text/css; charset=utf-8"),
	 STR_INIT("body { margin: 0 }"), STR_INIT("not really gzip"), STR_INIT("1234")},
	{STR_INIT("/assets/b.5678.png"),
	 STR_INIT("image/png"),
	 STR_INIT("png"),
	 {NULL, 0},
	 STR_INIT("5678")},
};

static enum http_verdict authorize(void *self, struct http_request *request,
				   struct http_response *response, struct err *err)
{
	(void)self;
	if (strcmp(request->route->permission, HTTP_PUBLIC) == 0)
		return HTTP_ALLOW;
	response->status = 401;
	(void)err_set(err, ERR_DENIED, "Please sign in.");
	return HTTP_REFUSE;
}

static void finish(void *self, struct http_request *request)
{
	struct live *live = self;

	(void)request;
	atomic_fetch_add(&live->finished, 1);
}

static bool check(void *self, struct err *err)
{
	struct live *live = self;

	while (atomic_load(&live->stuck))
		(void)nanosleep(&(struct timespec){0, 5000000}, NULL);
	return atomic_load(&live->unready) ? err_set(err, ERR_SYSTEM, "the disk is full") : true;
}

void live_start(struct live *live, const struct http_server_options *options)
{
	struct http_mount *mount;
	struct http_check *checks;
	struct err err = {0};

	*live = (struct live){.arena = arena_create(1U << 16), .options = *options};
	mount = arena_new(live->arena, struct http_mount);
	checks = arena_new(live->arena, struct http_check);
	*mount = (struct http_mount){&table, live};
	*checks = (struct http_check){"disk", live, check};
	live->events = http_events_create(&(struct http_events_options){.heartbeat_seconds = 1});
	live->options.listen = "127.0.0.1:0";
	live->options.version = "9.8.7";
	live->options.mounts = mount;
	live->options.n_mounts = 1;
	live->options.checks = checks;
	live->options.n_checks = 1;
	live->options.events = live->events;
	live->options.assets = (struct http_assets){assets, sizeof assets / sizeof *assets};
	live->options.hooks = (struct http_hooks){
		.self = live,
		.authorize = authorize,
		.finish = finish,
	};
	if (!http_server_start(&live->options, &live->server, &err)) {
		(void)fprintf(stderr, "cannot start: %s\n", err.text);
		abort();
	}
}

void live_stop(struct live *live)
{
	http_server_stop(live->server);
	http_events_destroy(live->events);
	arena_destroy(live->arena);
}

int live_connect(const struct live *live)
{
	struct sockaddr_in in = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)http_server_port(live->server)),
	};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || connect(fd, (const struct sockaddr *)&in, sizeof in) != 0) {
		perror("connect");
		abort();
	}
	return fd;
}

void live_send(int fd, struct str bytes)
{
	while (bytes.len > 0) {
		ssize_t n = send(fd, bytes.ptr, bytes.len, MSG_NOSIGNAL);

		if (n <= 0)
			return; /* closed by the other side: the answer tells */
		bytes = str_slice(bytes, (size_t)n, bytes.len);
	}
}

struct str live_read(struct live *live, int fd, int silence_ms)
{
	struct text text;
	char buffer[4096];

	text_init(&text, live->arena);
	for (;;) {
		struct pollfd poll_fd = {.fd = fd, .events = POLLIN};
		ssize_t n;

		if (poll(&poll_fd, 1, silence_ms) <= 0)
			break;
		n = recv(fd, buffer, sizeof buffer, 0);
		if (n <= 0)
			break;
		text_put(&text, (struct str){buffer, (size_t)n});
	}
	return text_str(&text);
}

struct str live_ask(struct live *live, struct str request)
{
	int fd = live_connect(live);
	struct str answer;

	live_send(fd, request);
	answer = live_read(live, fd, 5000);
	(void)close(fd);
	return answer;
}

struct str live_get(struct live *live, const char *path, const char *more_headers)
{
	return live_ask(live,
			arena_printf(live->arena,
				     "GET %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n%s\r\n",
				     path, more_headers));
}

unsigned live_status(struct str answer)
{
	int64_t status = 0;

	if (answer.len < 12 || memcmp(answer.ptr, "HTTP/1.", 7) != 0 ||
	    !str_to_i64(str_slice(answer, 9, 12), &status))
		return 0;
	return (unsigned)status;
}

bool live_has(struct str text, const char *part)
{
	return text.len > 0 && memmem(text.ptr, text.len, part, strlen(part)) != NULL;
}

struct str live_body(struct str answer)
{
	const char *end = answer.len == 0 ? NULL : memmem(answer.ptr, answer.len, "\r\n\r\n", 4);

	return end == NULL ? (struct str){"", 0}
			   : str_slice(answer, (size_t)(end - answer.ptr) + 4, answer.len);
}
