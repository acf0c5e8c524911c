/* answer: the last steps of every response, whatever page made it.
 *
 * Entity tag and 304, gzip, caching and the security headers are added here, so
 * that no page can forget them.
 */
#include "kit/http/server_internal.h"

#include "kit/http/etag.h"
#include "kit/http/events_internal.h"

#include <inttypes.h>
#include <string.h>

/* What a page of ours may do in a browser: load from us alone, no inline script or
 * style, no frames, no plug-ins, no <base>, forms to us alone. */
static const char policy[] =
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
	"font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
	"base-uri 'none'; frame-ancestors 'none'";

static const struct {
	const char *name, *value;
} security_headers[] = {
	{"Content-Security-Policy", policy},
	{"X-Content-Type-Options", "nosniff"},
	{"X-Frame-Options", "DENY"},
	{"Referrer-Policy", "same-origin"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
	{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
};

static const char *cache_text(enum http_cache cache)
{
	switch (cache) {
	case HTTP_CACHE_PRIVATE:
		return "private, no-cache";
	case HTTP_CACHE_NONE:
		return "no-store";
	case HTTP_CACHE_IMMUTABLE:
		return "public, max-age=31536000, immutable";
	}
	return "no-store";
}

/* A body as it will be sent. */
struct parcel {
	struct str body;
	struct str tag; /* without quotes; empty: none */
	bool packed, varies;
	bool weak;
};

static bool wants_gzip(const struct exchange *exchange)
{
	return gzip_accepted(http_header(&exchange->request, "Accept-Encoding"));
}

static struct parcel parcel_of_asset(const struct exchange *exchange)
{
	const struct http_asset *asset = exchange->asset;
	struct parcel parcel = {.body = asset->bytes, .tag = asset->etag};

	parcel.varies = asset->gzip.len > 0;
	parcel.weak = parcel.varies;
	if (parcel.varies && wants_gzip(exchange)) {
		parcel.body = asset->gzip;
		parcel.packed = true;
	}
	return parcel;
}

static struct parcel parcel_of_page(struct exchange *exchange)
{
	struct http_response *response = &exchange->response;
	struct parcel parcel = {
		.body = response->body.ptr != NULL ? response->body : text_str(&response->text),
		.weak = true,
	};

	if (exchange->request.method == HTTP_GET && response->status == 200 &&
	    response->cache != HTTP_CACHE_NONE)
		parcel.tag = arena_printf(exchange->request.arena, "%016" PRIx64,
					  etag_hash(parcel.body));
	parcel.varies = !response->no_gzip && parcel.body.len >= GZIP_MIN &&
			gzip_worth(response->type);
	return parcel;
}

/* Last, when it is known that the body will be sent. */
static void pack(struct exchange *exchange, struct parcel *parcel)
{
	struct str packed;

	if (exchange->asset != NULL || !parcel->varies || !wants_gzip(exchange))
		return;
	packed = gzip_pack(exchange->server->gzip, exchange->request.arena, parcel->body);
	if (packed.len == 0)
		return;
	parcel->body = packed;
	parcel->packed = true;
}

static ssize_t read_stream(void *self, uint64_t position, char *ret, size_t max)
{
	struct exchange *exchange = self;
	ssize_t n = exchange->response.stream.read(exchange->response.stream.self, ret, max);

	(void)position;
	if (n == 0)
		return MHD_CONTENT_READER_END_OF_STREAM;
	if (n < 0)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	exchange->sent_bytes += (size_t)n;
	return n;
}

static ssize_t read_events(void *self, uint64_t position, char *ret, size_t max)
{
	ssize_t n = http_events_read(self, ret, max);

	(void)position;
	return n < 0 ? MHD_CONTENT_READER_END_OF_STREAM : n;
}

static void end_events(void *self)
{
	http_events_leave(self);
}

static void sleep_connection(void *mhd)
{
	MHD_suspend_connection(mhd);
}

static void wake_connection(void *mhd)
{
	MHD_resume_connection(mhd);
}

enum { STREAM_BLOCK = 16 << 10, EVENTS_BLOCK = 2 << 10 };

/* The arena of a request outlives the library's response: it is emptied when the
 * request is completed, which is after the last byte. */
static struct MHD_Response *make(struct exchange *exchange, struct MHD_Connection *mhd,
				 struct str body)
{
	struct http_response *response = &exchange->response;
	struct MHD_Response *made;

	if (response->events != NULL) {
		http_events_attach(
			response->events,
			&(struct http_events_sleeper){mhd, sleep_connection, wake_connection});
		made = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, EVENTS_BLOCK,
							 read_events, response->events, end_events);
	} else if (response->stream.read != NULL) {
		/* exchange_completed() ends it. */
		made = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK,
							 read_stream, exchange, NULL);
	} else {
		exchange->sent_bytes = body.len;
		made = MHD_create_response_from_buffer(body.len, (void *)(uintptr_t)body.ptr,
						       MHD_RESPMEM_PERSISTENT);
	}
	return made;
}

static void header(struct MHD_Response *made, const char *name, const char *value)
{
	(void)MHD_add_response_header(made, name, value);
}

static void add_headers(struct exchange *exchange, struct MHD_Response *made,
			const struct parcel *parcel)
{
	struct http_response *response = &exchange->response;
	struct arena *arena = exchange->request.arena;

	for (size_t i = 0; i < sizeof security_headers / sizeof *security_headers; i++)
		header(made, security_headers[i].name, security_headers[i].value);
	if (exchange->request.secure)
		header(made, "Strict-Transport-Security", "max-age=31536000");
	header(made, "Cache-Control", cache_text(response->cache));
	if (response->status != 304 && response->status != 204)
		header(made, "Content-Type", arena_str(arena, response->type).ptr);
	if (parcel->tag.len > 0)
		header(made, "ETag",
		       arena_printf(arena, "%s\"%.*s\"", parcel->weak ? "W/" : "",
				    STR_ARG(parcel->tag))
			       .ptr);
	if (parcel->packed)
		header(made, "Content-Encoding", "gzip");
	if (parcel->varies)
		header(made, "Vary", "Accept-Encoding");
	if (response->events != NULL)
		header(made, "X-Accel-Buffering", "no"); /* nginx would hold the news back */
	for (size_t i = 0; i < response->headers.n; i++)
		header(made, response->headers.at[i].name.ptr, response->headers.at[i].value.ptr);
	if (exchange->close || atomic_load(&exchange->connection->pool->draining))
		header(made, "Connection", "close");
}

enum MHD_Result answer_queue(struct exchange *exchange, struct MHD_Connection *mhd)
{
	struct http_response *response = &exchange->response;
	bool flows = response->stream.read != NULL || response->events != NULL;
	struct parcel parcel = {0};
	struct MHD_Response *made;
	enum MHD_Result result;

	if (!flows)
		parcel = exchange->asset != NULL ? parcel_of_asset(exchange)
						 : parcel_of_page(exchange);
	if (parcel.tag.len > 0 &&
	    etag_matches(http_header(&exchange->request, "If-None-Match"), parcel.tag)) {
		response->status = 304;
		parcel.body = STR("");
		parcel.packed = false;
	} else {
		pack(exchange, &parcel);
	}
	made = make(exchange, mhd, parcel.body);
	if (made == NULL)
		return MHD_NO;
	exchange->queued = response->events != NULL;
	add_headers(exchange, made, &parcel);
	if (response->events != NULL) {
		/* A stream is no work in hand: it may stay open for an hour. */
		(void)MHD_set_connection_option(mhd, MHD_CONNECTION_OPTION_TIMEOUT, 0U);
		exchange->busy = false;
		atomic_fetch_sub(&exchange->connection->pool->busy, 1);
	}
	result = MHD_queue_response(mhd, response->status, made);
	MHD_destroy_response(made);
	return result;
}
