/* server_internal: what the files around the socket share.
 *
 *	server.c       start, stop, reload; the only place that makes a pool
 *	connection.c   one TCP connection: counted, timed, given an arena
 *	exchange.c     one request on its way to an answer
 *	answer.c       from struct http_response to the library's response
 *	status.c       /healthz, /readyz, /metrics
 *
 * Only these include <microhttpd.h>. A server has one pool of threads, and for
 * the moment of a reload two: the new one accepts, the old one finishes. What a
 * connection does is written by its own thread; the keeper's thread reads it
 * under the lock of the list, except for the atomic members.
 */
#ifndef WEFT_KIT_HTTP_SERVER_INTERNAL_H
#define WEFT_KIT_HTTP_SERVER_INTERNAL_H

#include "kit/http/address.h"
#include "kit/http/gzip.h"
#include "kit/http/guard.h"
#include "kit/http/intake.h"
#include "kit/http/metrics.h"
#include "kit/http/router.h"
#include "kit/http/server.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

enum {
	ADDRESS_SLOTS = 1 << 14,  /* of the count of connections by address */
	REQUEST_BLOCK = 16 << 10, /* first block of a connection's arena */
	SWALLOW = 32 << 20,       /* bytes of a refused body that are read to the end, so
				     that the client sees the answer */
	READY_LIFE_MS = 2000,     /* readiness is looked at this often at most */
};

struct http_server {
	struct arena *arena;
	struct http_server_options options;
	struct http_router router;
	struct address_trusted trusted;
	struct str address; /* as a person would open it */
	unsigned port;
	int listen_fd;
	struct gzip_pool *gzip;
	struct http_metrics metrics;
	_Atomic uint64_t next_id;
	struct pool *pool;

	/* Connections now by hash of the address. Two addresses that share a slot
	 * share its limit, which the limit's size makes harmless. */
	_Atomic uint32_t by_address[ADDRESS_SLOTS];
	uint64_t address_key;

	pthread_mutex_t list_mutex;
	struct connection *connections;
	pthread_t keeper;
	pthread_cond_t keeper_stop;
	bool keeper_runs, keeper_ends;

	pthread_mutex_t ready_mutex;
	int64_t ready_at_ms; /* when it was looked at; 0: never */
	bool ready, ready_looking;
	struct str ready_text; /* in ready_arena */
	struct arena *ready_arena;
};

/* The library's threads, and what they hold. */
struct pool {
	struct arena *arena;
	struct http_server *server;
	struct MHD_Daemon *daemon;
	_Atomic bool draining; /* answers close their connections */
	_Atomic int64_t busy;  /* requests being answered */
	_Atomic int64_t fresh; /* connections that have not asked yet */
	_Atomic int64_t streams;
};

struct connection {
	struct arena *arena;         /* of the connection itself */
	struct arena *request_arena; /* emptied after each request */
	struct pool *pool;
	struct connection *next, **link;
	struct address peer;
	int fd;
	uint32_t slot;               /* in by_address; ADDRESS_SLOTS when not counted */
	_Atomic int64_t deadline_ns; /* INT64_MAX: none */
	size_t target_len;           /* of the address of the request line; SIZE_MAX: not known */
	bool fresh;
};

/* One request and its answer. Lives in the connection's request arena. */
struct exchange {
	struct http_request request;
	struct http_response response;
	struct http_server *server;
	struct connection *connection;
	struct http_framing framing;
	struct http_intake *intake; /* NULL without a body */
	const struct http_asset *asset;
	size_t swallowed;
	size_t sent_bytes; /* of the body, for the log */
	int64_t started_ns;
	bool head;
	bool settled; /* the response stands; what still comes is swallowed */
	bool close;   /* the connection is not to be used again */
	bool queued;  /* the library has the response: its stream is freed by it */
	bool busy;    /* counted in the pool */
	bool damaged; /* a header line that is not what was sent */
};

/* connection.c */
void connection_notify(void *self, struct MHD_Connection *mhd, void **socket_context,
		       enum MHD_ConnectionNotificationCode what);
enum MHD_Result connection_accept(void *self, const struct sockaddr *address, socklen_t len);
void connection_set_deadline(struct connection *connection, unsigned seconds); /* 0: none */
bool keeper_start(struct http_server *server, struct err *err);
void keeper_stop(struct http_server *server);

/* exchange.c */
enum MHD_Result exchange_step(void *self, struct MHD_Connection *mhd, const char *url,
			      const char *method, const char *version, const char *upload,
			      size_t *upload_size, void **request_context);
void *exchange_measure(void *self, const char *target, struct MHD_Connection *mhd);
void exchange_completed(void *self, struct MHD_Connection *mhd, void **request_context,
			enum MHD_RequestTerminationCode code);

/* answer.c: hand the response to the library; MHD_NO closes the connection. */
enum MHD_Result answer_queue(struct exchange *exchange, struct MHD_Connection *mhd);

/* status.c: the server's own pages; part is the server. */
extern const struct http_routes http_status_routes;

#endif
