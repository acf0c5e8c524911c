/* server: the web server around the pages.
 *
 * http_server_start() checks the route tables, binds the address and serves on
 * a pool of threads until http_server_stop(). The hooks let sign-in and page
 * design plug in: the server knows neither.
 *
 * The way of a request: framing guards (400) -> address decoded -> asset, or
 * route (404, 405) -> authorize (before a byte of the body is read) -> body
 * within the route's limit (413) and time (else closed) -> verify (the form's token) ->
 * the page -> error page, entity tag, gzip, security headers -> access log.
 *
 * The server answers three addresses by itself: /healthz (the process is
 * alive), /readyz (every readiness check holds; else 503) and /metrics (text
 * form for Prometheus; direct from this machine only, not through the proxy).
 */
#ifndef WEFT_KIT_HTTP_SERVER_H
#define WEFT_KIT_HTTP_SERVER_H

#include "base/log.h"
#include "kit/http/asset.h"
#include "kit/http/http.h"

struct http_server;
struct http_events;

/* A table of routes and what its pages find in request->part. */
struct http_mount {
	const struct http_routes *routes;
	void *part;
};

enum http_verdict {
	HTTP_ALLOW,
	HTTP_ANSWERED, /* the hook has filled the response (sign-in page, redirect) */
	HTTP_REFUSE,   /* the hook has set err */
};

/* Any of them may be NULL; without authorize, only routes that are HTTP_PUBLIC
 * are served. They are called from every thread of the pool. */
struct http_hooks {
	void *self;
	/* At start, for each route: are its permission and scope known words? */
	bool (*check_route)(void *self, const struct http_route *route, struct err *err);
	/* May this request use its route? Headers, cookies, path and query are
	 * there, the body is not read yet. Sets request->user. Called for public
	 * routes too, which it may refuse (rate limits, wrong origin). */
	enum http_verdict (*authorize)(void *self, struct http_request *request,
				       struct http_response *response, struct err *err);
	/* After the body was read, for every method but GET: the form's token. */
	enum http_verdict (*verify)(void *self, struct http_request *request,
				    struct http_response *response, struct err *err);
	/* The page function has succeeded and nothing is sent yet: note what was given away. False:
	 * the error is sent in place of the answer. */
	bool (*answered)(void *self, const struct http_request *request,
			 const struct http_response *response, struct err *err);
	/* Draw an error: a sentence for a person, without secrets. route, user may be NULL. */
	void (*error_page)(void *self, struct http_request *request, struct http_response *response,
			   struct str sentence);
	/* When a request has ended: free what authorize took outside the arena. */
	void (*finish)(void *self, struct http_request *request);
};

/* One thing that must hold before the server may be sent requests. */
struct http_check {
	const char *name; /* "database" */
	void *self;
	bool (*run)(void *self, struct err *err);
};

/* 0 and NULL are the defaults named. */
struct http_server_options {
	const char *listen;        /* "127.0.0.1:8080", "[::1]:0"; port 0: any free one */
	const char *trusted_proxy; /* addresses, separated by commas, whose X-Forwarded-* count */
	const char *cert_file, *key_file; /* PEM: serve TLS */
	const char *version;
	const struct clock *clock; /* clock_system */
	struct http_assets assets;
	const struct http_mount *mounts;
	size_t n_mounts;
	const struct http_check *checks;
	size_t n_checks;
	struct http_hooks hooks;
	const struct log *log;      /* a line for each answer; NULL: no log */
	struct http_events *events; /* for the metrics, and ended when the server stops */

	unsigned threads;         /* 8 */
	unsigned max_connections; /* 4096 */
	unsigned max_per_address; /* 256; this machine and trusted proxies are free */
	unsigned header_seconds;  /* 20: from accept, or the last answer, to a whole header */
	unsigned body_seconds;    /* 120: for the whole body */
	unsigned answer_seconds;  /* 600: for a client to take the answer */
	unsigned drain_seconds;   /* 15: for requests to finish when stopping */
	size_t max_header;        /* 32 KiB: all header lines, and the library's room for them */
	size_t max_form;          /* 1 MiB: a body, where the route does not say */
};

/* Serve. *ret_server is stopped by its owner. Mounts, routes, checks and assets
 * are kept by reference. Ignores SIGPIPE for the process. */
bool http_server_start(const struct http_server_options *options, struct http_server **ret_server,
		       struct err *err);

/* The port that was bound, and the address as a person would open it. */
unsigned http_server_port(const struct http_server *server);
struct str http_server_address(const struct http_server *server);

/* Read the certificate anew and replace the pool; requests that run finish on
 * the old one, no connection is refused. On failure the old one goes on. */
bool http_server_reload(struct http_server *server, struct err *err);

/* Accept no more, let running requests finish, end the streams, free all.
 * NULL is allowed. */
void http_server_stop(struct http_server *server);

/* Check tables without serving: duplicates, bad patterns, missing permission.
 * */
bool http_routes_check(const struct http_mount *mounts, size_t n_mounts,
		       const struct http_hooks *hooks, struct err *err);

#endif
