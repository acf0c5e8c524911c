/* events: news sent to open pages (server-sent events).
 *
 * A hub has channels, named by the application ("job/7421"). A page answers
 * with http_events_answer() and stays open; whoever calls http_events_publish()
 * reaches every page that listens to the channel. An idle stream takes no
 * thread: its connection is suspended and resumed by the publisher.
 *
 * Channels exist while someone listens, and keep nothing: a page draws the
 * present state first and then follows the news, and a reader that falls
 * HTTP_EVENTS_QUEUE messages behind is closed (the browser connects again). A
 * comment line is sent to every stream each heartbeat_seconds, so that proxies
 * keep it open and dead clients are found.
 *
 * The hub may be used from any thread. It must outlive the server's streams:
 * http_events_close() before http_server_stop(), http_events_destroy() after.
 */
#ifndef WEFT_KIT_HTTP_EVENTS_H
#define WEFT_KIT_HTTP_EVENTS_H

#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct http_events;
struct http_response;

enum {
	HTTP_EVENTS_QUEUE = 64,         /* messages that wait for one reader */
	HTTP_EVENTS_MAX_DATA = 1 << 16, /* bytes of one message */
	HTTP_EVENTS_MAX_CHANNEL = 100,  /* bytes of a channel's name */
};

struct http_events_options {
	unsigned max_streams;       /* open at once; 0: 2000 */
	unsigned heartbeat_seconds; /* 0: 15 */
	unsigned max_seconds;       /* a stream's life, so that rights are checked anew; 0: 3600 */
};

struct http_events *http_events_create(const struct http_events_options *options);

/* End every stream that is open now; the browsers connect again. */
void http_events_break(struct http_events *events);

/* End every stream; later answers fail with ERR_BUSY. */
void http_events_close(struct http_events *events);
void http_events_destroy(struct http_events *events); /* NULL is allowed */

/* Answer a request with the news of a channel. ERR_BUSY when too many are open. */
bool http_events_answer(struct http_events *events, struct str channel,
			struct http_response *response, struct err *err);

struct http_event {
	struct str name; /* "progress"; empty: the browser's "message" */
	struct str data; /* any text of up to HTTP_EVENTS_MAX_DATA bytes; line breaks are kept */
	bool last;       /* the channel has ended: close the streams after it */
};

/* How many streams it was queued for. */
size_t http_events_publish(struct http_events *events, struct str channel,
			   const struct http_event *event);

/* Whether anyone listens; then it is worth to look for news. */
bool http_events_wanted(struct http_events *events, struct str channel);
size_t http_events_open(struct http_events *events); /* streams, for the metrics */

#endif
