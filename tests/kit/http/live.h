/* live: a real server on a free port of this machine, and raw sockets to it. */
#ifndef WEFT_TESTS_KIT_HTTP_LIVE_H
#define WEFT_TESTS_KIT_HTTP_LIVE_H

#include "kit/http/events.h"
#include "kit/http/server.h"

#include <stdatomic.h>

struct live {
	struct arena *arena;
	struct http_server *server;
	struct http_events *events;
	struct http_server_options options;
	_Atomic unsigned pages;    /* how many page functions ran */
	_Atomic unsigned finished; /* how often the finish hook ran */
	_Atomic unsigned ended;    /* how many bodies of /stream were ended */
	_Atomic bool unready;
	_Atomic bool stuck; /* the readiness check waits while it is set */
};

/* Start with these options; listen, mounts, hooks and checks are filled in. The
 * pages, each with the live server as its part:
 *
 *	GET  /hello              "hello <query name>"
 *	GET  /rooms/{room}       the number, or 404
 *	POST /form               every field and file, as "name=value;" / "name@file:bytes;"
 *	POST /small              the same, at most 1000 bytes
 *	GET  /slow               answers after 300 ms
 *	GET  /large              200,000 bytes of text
 *	GET  /stream             100,000 bytes, made as they are sent
 *	GET  /events/{channel}   the news of a channel
 *	GET  /fail/{kind}        an error of that kind
 *	GET  /secret             needs a permission, which nobody has
 */
void live_start(struct live *live, const struct http_server_options *options);
void live_stop(struct live *live);

/* Connect; the socket gives up reading after 10 seconds. */
int live_connect(const struct live *live);
void live_send(int fd, struct str bytes);

/* All until the other side closes or is silent for silence_ms. */
struct str live_read(struct live *live, int fd, int silence_ms);

/* Send a request on a new connection and read the whole answer; the request
 * should say "Connection: close". */
struct str live_ask(struct live *live, struct str request);
struct str live_get(struct live *live, const char *path, const char *more_headers);

unsigned live_status(struct str answer); /* 0 when there is none */
bool live_has(struct str text, const char *part);
struct str live_body(struct str answer);

#endif
