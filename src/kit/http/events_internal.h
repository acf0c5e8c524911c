/* events_internal: how the server sends the streams of a hub. */
#ifndef WEFT_KIT_HTTP_EVENTS_INTERNAL_H
#define WEFT_KIT_HTTP_EVENTS_INTERNAL_H

#include "kit/http/events.h"

#include <sys/types.h>

struct http_events_stream;

/* How a stream that has no news lets its connection sleep and wakes it. Both are
 * called with the hub locked, so that no news falls between. */
struct http_events_sleeper {
	void *connection;
	void (*sleep)(void *connection);
	void (*wake)(void *connection);
};

/* Before the first read. */
void http_events_attach(struct http_events_stream *stream,
			const struct http_events_sleeper *sleeper);

/* Up to max bytes of news; 0 when it has gone to sleep, -1 at the end. */
ssize_t http_events_read(struct http_events_stream *stream, char *ret, size_t max);

/* Take the stream out of its hub and free it. Not while it sleeps. */
void http_events_leave(struct http_events_stream *stream);

/* What the hub's own thread does each heartbeat_seconds. */
void http_events_beat(struct http_events *events);

#endif
