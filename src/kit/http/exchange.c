/* exchange: one request on its way to an answer.
 *
 * The library calls exchange_step() when the header is whole, again for each
 * piece of the body, and once more at its end. Everything that can be said
 * without the body is decided in the first call. A refusal is then "settled":
 * a body that is not too long is read and thrown away before the answer is
 * sent, because a client that is still sending would lose an answer that is
 * followed by a closed connection.
 */
#include "kit/http/server_internal.h"

#include "kit/http/decode.h"
#include "kit/http/events_internal.h"

#include <inttypes.h>
#include <string.h>

enum { PAGE_BYTES = 4096 }; /* of a usual page */

static void response_init(struct http_response *response, struct arena *arena)
{
	*response = (struct http_response){
		.arena = arena,
		.status = 200,
		.type = STR_INIT("text/html; charset=utf-8"),
	};
	text_init_sized(&response->text, arena, PAGE_BYTES);
}

/* What the page had begun is dropped, its stream with it. */
static void response_drop(struct http_response *response)
{
	if (response->stream.read != NULL && response->stream.end != NULL)
		response->stream.end(response->stream.self);
	if (response->events != NULL)
		http_events_leave(response->events);
	response->stream = (struct http_stream){0};
	response->events = NULL;
}

static void settle_error(struct exchange *exchange, unsigned status, struct str sentence)
{
	const struct http_hooks *hooks = &exchange->server->options.hooks;
	struct http_response *response = &exchange->response;
	struct http_fields kept = exchange->settled ? response->headers : (struct http_fields){0};

	response_drop(response);
	response_init(response, exchange->request.arena);
	response->headers = kept;
	response->status = status;
	response->cache = HTTP_CACHE_NONE;
	if (hooks->error_page != NULL) {
		hooks->error_page(hooks->self, &exchange->request, response, sentence);
	} else {
		response->type = STR("text/plain; charset=utf-8");
		text_put(&response->text, sentence);
		text_put_char(&response->text, '\n');
	}
	if (status == 503)
		http_header_add(response, "Retry-After", STR("5"));
	exchange->settled = true;
}

/* A segment that the pattern calls {token} is a secret of its own (a link that works once): then
 * the pattern is logged. */
static struct str logged_path(const struct http_request *request)
{
	if (request->route != NULL && strstr(request->route->pattern, "{token}") != NULL)
		return str_from(request->route->pattern);
	return request->path;
}

static void log_error(const struct exchange *exchange, const struct err *err)
{
	const struct log *log = exchange->server->options.log;

	if (log != NULL)
		log_event(log, LOG_ERROR, "http.failure",
			  LOG_NUMBER("request", (int64_t)exchange->request.id),
			  LOG_TEXT("path", logged_path(&exchange->request)),
			  LOG_CSTR("error", err->text));
}

/* A failure of ours is written to the log; the client is told where to look. */
static void settle_failure(struct exchange *exchange, const struct err *err)
{
	struct str sentence = str_from(err->text);

	if (err->kind == ERR_SYSTEM || err->kind == ERR_NONE) {
		log_error(exchange, err);
		sentence = arena_printf(exchange->request.arena,
					"Something went wrong here. It is in the log as request "
					"%" PRIu64 ".",
					exchange->request.id);
	}
	settle_error(exchange, http_status_of(err->kind), sentence);
}

static enum MHD_Result take_header(void *self, enum MHD_ValueKind kind, const char *key,
				   size_t key_size, const char *value, size_t value_size)
{
	struct exchange *exchange = self;
	struct http_request *request = &exchange->request;
	struct str name = {key, key_size}, text = {value == NULL ? "" : value, value_size};

	(void)kind;
	if (request->headers.n > HTTP_MAX_HEADERS)
		return MHD_NO; /* one more than allowed: the guard refuses it */
	/* The library reads lines as C strings: what follows a zero byte is lost to
	 * us, and may not be lost to a proxy. It ends a line by overwriting CR and
	 * LF with two zero bytes, in place; one alone was sent (or a bare LF was,
	 * or a folded line, which are not taken either). The byte looked at is always
	 * inside the connection's pool, whose end holds the entry of this header. */
	if (value != NULL && value[value_size + 1] != '\0')
		exchange->damaged = true;
	*vec_push(request->arena, &request->headers) = (struct http_field){name, text};
	if (http_same_name(name, STR("Cookie")))
		http_decode_cookies(request->arena, text, &request->cookies);
	return MHD_YES;
}

struct query_reader {
	struct exchange *exchange;
	struct err *err;
	bool ok;
};

/* The library has split the query and made spaces of "+"; the rest is ours. */
static enum MHD_Result take_query(void *self, enum MHD_ValueKind kind, const char *key,
				  size_t key_size, const char *value, size_t value_size)
{
	struct query_reader *reader = self;
	struct http_request *request = &reader->exchange->request;
	struct http_field field = {{key, key_size}, {value == NULL ? "" : value, value_size}};

	(void)kind;
	if (key_size == 0 && value_size == 0)
		return MHD_YES;
	reader->ok = request->query.n < HTTP_MAX_FIELDS &&
		     http_decode(request->arena, field.name, false, &field.name, reader->err) &&
		     http_decode(request->arena, field.value, false, &field.value, reader->err);
	if (!reader->ok)
		return MHD_NO;
	*vec_push(request->arena, &request->query) = field;
	return MHD_YES;
}

/* Who speaks, and how: the forwarded headers count only from a trusted proxy. */
static void identify(struct exchange *exchange)
{
	struct http_server *server = exchange->server;
	struct http_request *request = &exchange->request;
	const struct address *peer = &exchange->connection->peer;
	struct address client = *peer;

	request->secure = server->options.cert_file != NULL;
	request->host = http_header(request, "Host");
	if (address_is_trusted(&server->trusted, peer)) {
		client = address_client(&server->trusted, peer,
					http_header(request, "X-Forwarded-For"));
		request->secure = request->secure ||
				  http_same_name(http_header(request, "X-Forwarded-Proto"),
						 STR("https"));
	}
	request->remote = address_text(request->arena, &client);
}

static void settle_no_route(struct exchange *exchange, unsigned allowed)
{
	struct text names;

	if (allowed == 0) {
		settle_error(exchange, 404, STR("There is no such page."));
		return;
	}
	text_init(&names, exchange->request.arena);
	for (unsigned method = HTTP_GET; method <= HTTP_DELETE; method++) {
		if ((allowed >> method & 1) == 0)
			continue;
		text_printf(&names, "%s%s", names.len == 0 ? "" : ", ",
			    http_method_name((enum http_method)method));
		if (method == HTTP_GET)
			text_put(&names, STR(", HEAD"));
	}
	settle_error(exchange, 405, STR("This cannot be done at this address."));
	http_header_add(&exchange->response, "Allow", text_str(&names));
}

static void settle_asset(struct exchange *exchange)
{
	exchange->response.cache = HTTP_CACHE_IMMUTABLE;
	http_body(&exchange->response, exchange->asset->type, exchange->asset->bytes);
	exchange->settled = true;
}

static void apply_verdict(struct exchange *exchange, enum http_verdict verdict,
			  const struct err *err)
{
	switch (verdict) {
	case HTTP_ALLOW:
		break;
	case HTTP_ANSWERED:
		exchange->settled = true;
		break;
	case HTTP_REFUSE:
		if (exchange->response.status >= 400) /* the hook chose another: 401, 429 */
			settle_error(exchange, exchange->response.status, str_from(err->text));
		else
			settle_failure(exchange, err);
		break;
	}
}

static void authorize(struct exchange *exchange)
{
	const struct http_hooks *hooks = &exchange->server->options.hooks;
	struct http_request *request = &exchange->request;
	struct err err = {0};

	if (hooks->authorize != NULL)
		apply_verdict(exchange,
			      hooks->authorize(hooks->self, request, &exchange->response, &err),
			      &err);
	else if (strcmp(request->route->permission, HTTP_PUBLIC) != 0)
		settle_error(exchange, 403, STR("This page needs sign-in, which is not set up."));
}

static void expect_body(struct exchange *exchange)
{
	struct http_request *request = &exchange->request;
	size_t max = request->route->max_body != 0 ? request->route->max_body
						   : exchange->server->options.max_form;
	struct err err = {0};

	if (exchange->framing.content_length > max) {
		settle_error(exchange, 413,
			     arena_printf(request->arena,
					  "More was sent than the %zu bytes that are taken here.",
					  max));
		return;
	}
	exchange->intake = arena_new(request->arena, struct http_intake);
	if (!http_intake_init(exchange->intake, request, max, &err))
		settle_failure(exchange, &err);
}

/* Everything that can be decided before the body. */
static void admit(struct exchange *exchange, struct MHD_Connection *mhd, const char *url)
{
	struct http_request *request = &exchange->request;
	struct http_server *server = exchange->server;
	struct err err = {.kind = ERR_INVALID, .text = "There are too many fields."};
	struct query_reader reader = {exchange, &err, true};
	const struct http_target_route *found;
	unsigned allowed;

	request->path = str_from(url);
	(void)MHD_get_connection_values_n(mhd, MHD_GET_ARGUMENT_KIND, take_query, &reader);
	if (!reader.ok || !http_decode_path(request->arena, request->path, request->segment,
					    &request->n_segments, &err)) {
		settle_failure(exchange, &err);
		return;
	}
	exchange->asset = request->method == HTTP_GET
				  ? http_asset_find(&server->options.assets, request->path)
				  : NULL;
	if (exchange->asset != NULL) {
		settle_asset(exchange);
		return;
	}
	found = http_router_find(&server->router, request->method, request->segment,
				 request->n_segments, &allowed);
	if (found == NULL) {
		settle_no_route(exchange, allowed);
		return;
	}
	request->route = found->route;
	request->part = found->part;
	authorize(exchange);
	if (!exchange->settled && exchange->framing.has_body)
		expect_body(exchange);
}

static struct exchange *exchange_create(struct connection *connection)
{
	struct http_server *server = connection->pool->server;
	struct exchange *exchange = arena_new(connection->request_arena, struct exchange);

	exchange->server = server;
	exchange->connection = connection;
	exchange->started_ns = clock_monotonic_ns(&clock_system);
	exchange->busy = true;
	exchange->request.arena = connection->request_arena;
	exchange->request.clock = server->options.clock;
	exchange->request.id = atomic_fetch_add_explicit(&server->next_id, 1,
							 memory_order_relaxed) +
			       1;
	response_init(&exchange->response, connection->request_arena);
	atomic_fetch_add(&connection->pool->busy, 1);
	if (connection->fresh) {
		connection->fresh = false;
		atomic_fetch_sub(&connection->pool->fresh, 1);
	}
	return exchange;
}

static enum MHD_Result send_answer(struct exchange *exchange, struct MHD_Connection *mhd)
{
	/* A pool that finishes opens no streams: it could not be ended. */
	if (exchange->response.events != NULL && atomic_load(&exchange->connection->pool->draining))
		settle_error(exchange, 503, STR("The server is about to start anew."));
	connection_set_deadline(
		exchange->connection,
		exchange->response.events != NULL ? 0 : exchange->server->options.answer_seconds);
	return answer_queue(exchange, mhd);
}

/* The length of the address as a C string, before the library takes it apart. */
void *exchange_measure(void *self, const char *target, struct MHD_Connection *mhd)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	struct connection *connection = info == NULL ? NULL : info->socket_context;

	(void)self;
	if (connection != NULL)
		connection->target_len = target == NULL ? SIZE_MAX : strlen(target);
	return NULL;
}

/* The address and the version stand in the request line as they were sent, with
 * one byte between; more means that the address held a zero byte, which cuts it
 * for us and perhaps not for a proxy. */
static bool is_cut(const struct connection *connection, const char *url, const char *version)
{
	return connection->target_len == SIZE_MAX ||
	       (uintptr_t)version - (uintptr_t)url != connection->target_len + 1;
}

static enum MHD_Result begin(struct connection *connection, struct MHD_Connection *mhd,
			     const char *url, const char *const line[2], void **request_context)
{
	struct exchange *exchange = exchange_create(connection);
	struct err err = {0};
	unsigned status = 400;

	*request_context = exchange;
	exchange->head = strcmp(line[0], "HEAD") == 0;
	exchange->request.path = str_from(url);
	(void)MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, take_header, exchange);
	identify(exchange);
	exchange->damaged = exchange->damaged || is_cut(connection, url, line[1]);
	if (exchange->damaged)
		(void)err_set(&err, ERR_INVALID, "The request is damaged.");
	if (exchange->damaged || !http_guard_check(&exchange->request, line[0], line[1],
						   &exchange->framing, &status, &err)) {
		settle_error(exchange, status, str_from(err.text));
		exchange->close = true;
		return send_answer(exchange, mhd);
	}
	(void)http_guard_method(line[0], &exchange->request.method);
	admit(exchange, mhd, url);
	if (exchange->framing.has_body)
		connection_set_deadline(connection, exchange->server->options.body_seconds);
	if (exchange->settled && exchange->framing.content_length > SWALLOW) {
		exchange->close = true;
		return send_answer(exchange, mhd);
	}
	return MHD_YES;
}

static enum MHD_Result take_body(struct exchange *exchange, struct str piece)
{
	struct err err = {0};

	if (exchange->settled) {
		exchange->swallowed += piece.len;
		return exchange->swallowed > SWALLOW ? MHD_NO : MHD_YES;
	}
	if (http_intake_put(exchange->intake, piece, &err))
		return MHD_YES;
	if (exchange->intake->too_large)
		settle_error(exchange, 413, str_from(err.text));
	else
		settle_failure(exchange, &err);
	return MHD_YES;
}

static void run_page(struct exchange *exchange)
{
	const struct http_hooks *hooks = &exchange->server->options.hooks;
	struct http_request *request = &exchange->request;
	struct err err = {0};

	if (exchange->intake != NULL && !http_intake_finish(exchange->intake, &err)) {
		settle_failure(exchange, &err);
		return;
	}
	if (request->method != HTTP_GET && hooks->verify != NULL)
		apply_verdict(exchange,
			      hooks->verify(hooks->self, request, &exchange->response, &err), &err);
	if (exchange->settled)
		return;
	if (!request->route->handler(request, &exchange->response, &err) ||
	    (hooks->answered != NULL &&
	     !hooks->answered(hooks->self, request, &exchange->response, &err)))
		settle_failure(exchange, &err);
}

/* The parameters are those of MHD_AccessHandlerCallback.
 * NOLINTNEXTLINE(readability-function-size) */
enum MHD_Result exchange_step(void *self, struct MHD_Connection *mhd, const char *url,
			      const char *method, const char *version, const char *upload,
			      size_t *upload_size, void **request_context)
{
	struct exchange *exchange = *request_context;

	(void)self;
	if (exchange == NULL) {
		const union MHD_ConnectionInfo *info = MHD_get_connection_info(
			mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

		if (info == NULL || info->socket_context == NULL)
			return MHD_NO;
		return begin(info->socket_context, mhd, url,
			     (const char *const[2]){method, version}, request_context);
	}
	if (*upload_size > 0) {
		struct str piece = {upload, *upload_size};

		*upload_size = 0;
		return take_body(exchange, piece);
	}
	if (!exchange->settled)
		run_page(exchange);
	return send_answer(exchange, mhd);
}

/* One line an answer. The path is logged without its query, which may hold what
 * someone searched for. */
static void log_access(const struct exchange *exchange, int64_t took_ns, bool whole)
{
	const struct http_request *request = &exchange->request;
	const struct log *log = exchange->server->options.log;

	if (log == NULL)
		return;
	log_event(log, LOG_INFO, "http.request", LOG_NUMBER("request", (int64_t)request->id),
		  LOG_TEXT("from", request->remote),
		  LOG_CSTR("method", exchange->head ? "HEAD" : http_method_name(request->method)),
		  LOG_TEXT("path", logged_path(request)),
		  LOG_NUMBER("status", (int64_t)exchange->response.status),
		  LOG_NUMBER("bytes", (int64_t)exchange->sent_bytes),
		  LOG_NUMBER("us", took_ns / 1000), LOG_CSTR("end", whole ? "whole" : "broken"));
}

void exchange_completed(void *self, struct MHD_Connection *mhd, void **request_context,
			enum MHD_RequestTerminationCode code)
{
	struct exchange *exchange = *request_context;
	struct connection *connection;
	const struct http_hooks *hooks;
	int64_t took;
	bool whole = code == MHD_REQUEST_TERMINATED_COMPLETED_OK;

	(void)self, (void)mhd;
	if (exchange == NULL)
		return;
	*request_context = NULL;
	connection = exchange->connection;
	hooks = &exchange->server->options.hooks;
	took = clock_monotonic_ns(&clock_system) - exchange->started_ns;
	if (!exchange->queued)
		response_drop(&exchange->response);
	if (exchange->response.events == NULL)
		metrics_count(&exchange->server->metrics, whole ? exchange->response.status : 0,
			      took);
	log_access(exchange, took, whole);
	if (hooks->finish != NULL && exchange->request.route != NULL)
		hooks->finish(hooks->self, &exchange->request);
	http_intake_free(exchange->intake);
	if (exchange->busy)
		atomic_fetch_sub(&connection->pool->busy, 1);
	connection_set_deadline(connection, exchange->server->options.header_seconds);
	arena_reset(connection->request_arena);
}
