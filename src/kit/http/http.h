/* http: what a page function is given and what it answers.
 *
 * A page is a function that reads a struct http_request and fills a struct
 * http_response. It is named in its part's static table of routes:
 *
 *	static const struct http_route routes[] = {
 *		{HTTP_GET, "/schools/{school}/rooms", room_list_page, "school.read", "school"},
 *		{HTTP_POST, "/schools/{school}/rooms", room_add, "school.edit", "school"},
 *	};
 *	const struct http_routes room_routes = {routes, sizeof routes / sizeof *routes};
 *
 * Everything in a request lives in its arena, which ends when the answer has
 * been sent; a page may take memory from it freely. A request belongs to one
 * thread. A page runs on the thread that serves its connection, and seven other
 * threads serve the rest: what takes longer than some milliseconds belongs in a
 * job.
 *
 * The path, query and form are decoded and checked before a page sees them: no
 * NUL byte, valid UTF-8. The socket, the library that reads it and its dangers
 * are behind kit/http/server.h.
 */
#ifndef WEFT_KIT_HTTP_HTTP_H
#define WEFT_KIT_HTTP_HTTP_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"
#include "base/text.h"
#include "base/vec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
	HTTP_MAX_SEGMENTS = 12, /* of a path */
	HTTP_MAX_FIELDS = 2000, /* of a query or a form */
	HTTP_MAX_HEADERS = 100,
	HTTP_MAX_FILES = 20, /* of one multipart form */
};

/* The words of a public route's permission and scope. What other words mean is
 * for the authorize hook (kit/http/server.h) to say. */
#define HTTP_PUBLIC "public"

enum http_method {
	HTTP_GET, /* also answers HEAD */
	HTTP_POST,
	HTTP_PUT,
	HTTP_PATCH,
	HTTP_DELETE,
};

/* A name and its value: of a query, form, cookie or header. */
struct http_field {
	struct str name, value;
};
struct http_fields {
	struct http_field *at;
	size_t n, cap;
};

/* A file of a multipart form. Large ones lie in an unlinked temporary file that
 * is mapped into memory; the page sees no difference. */
struct http_file {
	struct str name;      /* of the form's field */
	struct str file_name; /* as the client says: never a path to open; may be empty */
	struct str type;      /* as the client says */
	struct str content;
};

struct http_request;
struct http_response;

/* One page or action. Checked when the server starts: a bad pattern, two
 * routes for one address or a route without permission stops it there.
 *
 * A pattern is "/" or segments of a-z 0-9 - . _ and {parameters}; where both
 * fit, the literal segment wins. */
struct http_route {
	enum http_method method;
	const char *pattern;
	/* false: the error decides status and page (see http_status_of). */
	bool (*handler)(struct http_request *request, struct http_response *response,
			struct err *err);
	const char *permission; /* HTTP_PUBLIC, or a word of the authorize hook */
	const char *scope;      /* the same: "school", "zone" ...; may be NULL */
	size_t max_body;        /* bytes; 0 is the server's own limit for forms */
};

/* A part's table. */
struct http_routes {
	const struct http_route *at;
	size_t n;
};

struct http_request {
	struct arena *arena;
	const struct clock *clock;
	uint64_t id;                    /* its number in the log */
	const struct http_route *route; /* NULL on the error page of an unknown address */
	void *part;                     /* what the route's table was mounted with */
	void *user; /* put here by the authorize hook; NULL: nobody is signed in */

	enum http_method method;
	struct str path;                       /* as sent, still encoded, without the query */
	struct str segment[HTTP_MAX_SEGMENTS]; /* decoded */
	size_t n_segments;
	struct http_fields query, form, cookies, headers;
	struct http_file *file;
	size_t n_files;
	struct str body; /* of what is not a form: JSON, CSV */

	struct str remote; /* the client's address as text, behind the trusted proxies */
	struct str host;   /* as the client named us: "weft.example.org:8443" */
	bool secure;       /* the client speaks TLS, to us or to a trusted proxy */
};

/* ---- reading a request ----
 *
 * The functions that take an err say in one sentence what is wrong with the
 * value, naming the field. */

/* A parameter of the pattern; asserts that the pattern has it. */
struct str http_path_text(const struct http_request *request, const char *name);
/* A positive number; anything else is ERR_NOT_FOUND. */
bool http_path_id(const struct http_request *request, const char *name, int64_t *ret,
		  struct err *err);

/* The first value of a name; ptr is NULL when there is none. Names of headers
 * do not mind case. */
struct str http_field(const struct http_fields *fields, const char *name);
struct str http_header(const struct http_request *request, const char *name);
struct str http_cookie(const struct http_request *request, const char *name);
/* Every value of a name, in order: the boxes ticked. */
size_t http_field_all(const struct http_fields *fields, const char *name, struct arena *arena,
		      struct str **ret);

struct http_range {
	int64_t low, high;
	int64_t otherwise; /* when the field is missing or empty */
};

struct str http_query_text(const struct http_request *request, const char *name,
			   const char *otherwise);
bool http_query_int(const struct http_request *request, const char *name, struct http_range range,
		    int64_t *ret, struct err *err);
bool http_query_id(const struct http_request *request, const char *name, int64_t *ret,
		   struct err *err);

/* What was typed, as it was typed, to show it again; empty when missing. */
struct str http_form_value(const struct http_request *request, const char *name);
/* 1 to max_chars characters, spaces at both ends removed, line breaks as LF. */
bool http_form_text(const struct http_request *request, const char *name, size_t max_chars,
		    struct str *ret, struct err *err);
/* The same, but may be empty. */
bool http_form_optional(const struct http_request *request, const char *name, size_t max_chars,
			struct str *ret, struct err *err);
bool http_form_int(const struct http_request *request, const char *name, struct http_range range,
		   int64_t *ret, struct err *err);
bool http_form_id(const struct http_request *request, const char *name, int64_t *ret,
		  struct err *err);
bool http_form_flag(const struct http_request *request, const char *name); /* a box is ticked */
/* A file that was sent and is not empty, or NULL. */
const struct http_file *http_form_file(const struct http_request *request, const char *name);

/* Path and query, encoded: where to come back to after signing in. */
struct str http_target(const struct http_request *request);
/* Percent-encode for a path segment or a query value. */
struct str http_encode(struct arena *arena, struct str text);

const char *http_method_name(enum http_method method);

/* ---- answering ---- */

enum http_cache {
	HTTP_CACHE_PRIVATE,   /* private, no-cache: asked again each time, 304 where unchanged */
	HTTP_CACHE_NONE,      /* no-store: never kept (secrets, one-time pages) */
	HTTP_CACHE_IMMUTABLE, /* public for a year: a hashed name */
};

/* A body made piece by piece while it is sent. */
struct http_stream {
	void *self;
	/* Put up to max bytes; the number put, 0 at the end, -1 to break off (the
	 * client sees a cut body). Runs on the connection's thread. */
	ssize_t (*read)(void *self, char *ret, size_t max);
	void (*end)(void *self); /* once, however it ended; may be NULL */
};

struct http_events_stream;

/* Empty: 200, text/html; charset=utf-8, and text to be filled. */
struct http_response {
	struct arena *arena;
	unsigned status;
	struct str type;            /* of the content */
	struct text text;           /* the body, written here ... */
	struct str body;            /* ... or set here, in the request's arena or static memory */
	struct http_fields headers; /* besides those the server sets; see http_header_add */
	enum http_cache cache;
	bool no_gzip; /* a body that holds both a secret and what a stranger can choose */
	struct http_stream stream;         /* read is NULL when not used */
	struct http_events_stream *events; /* see kit/http/events.h */
};

/* Add a header. CR, LF and NUL in a value are refused by an assert: they must
 * not come this far. Content-Type, Content-Length, ETag, Cache-Control and the
 * security headers are the server's. */
void http_header_add(struct http_response *response, const char *name, struct str value);

/* A body of another type; the bytes live as long as the request's arena. */
void http_body(struct http_response *response, struct str type, struct str body);

/* 303 See Other: after a form was accepted, and to the sign-in page. The
 * location is a path of ours ("/rooms/7") or a whole address; anything else,
 * "//host" above all, becomes "/". */
void http_redirect(struct http_response *response, struct str location);

/* The browser offers the body as a file of that name. */
void http_download(struct http_response *response, struct str file_name, struct str type);

struct http_cookie_options {
	int64_t max_age_seconds; /* 0: until the browser closes; < 0: delete it */
	bool script;             /* scripts may read it; else HttpOnly */
	bool insecure;           /* without Secure: plain http on loopback only */
	bool strict;             /* SameSite=Strict; else Lax */
};
/* Path=/ always; the value must be of cookie characters (asserted). */
void http_cookie_set(struct http_response *response, const char *name, struct str value,
		     struct http_cookie_options options);

/* INVALID 400, NOT_FOUND 404, DENIED 403, CONFLICT 409, BUSY 503, SYSTEM 500. */
unsigned http_status_of(enum err_kind kind);
const char *http_status_text(unsigned status);

#endif
