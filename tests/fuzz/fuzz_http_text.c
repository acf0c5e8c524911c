/* The texts of a header: paths, queries, cookies, parameters, tags, addresses. What was
 * taken is whole and can be written and read again. */
#include "kit/http/address.h"
#include "kit/http/decode.h"
#include "kit/http/etag.h"
#include "kit/http/guard.h"
#include "kit/http/gzip.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok)
{
	if (!ok)
		abort();
}

static bool clean(struct str s)
{
	return str_is_utf8(s, NULL) && (s.len == 0 || memchr(s.ptr, '\0', s.len) == NULL);
}

static void path(struct arena *arena, struct str text)
{
	struct str segment[HTTP_MAX_SEGMENTS], again[HTTP_MAX_SEGMENTS];
	struct text written;
	struct err err;
	size_t n, m;

	if (!http_decode_path(arena, text, segment, &n, &err))
		return;
	text_init(&written, arena);
	for (size_t i = 0; i < n; i++) {
		must(clean(segment[i]) && !str_eq(segment[i], STR("..")));
		text_put_char(&written, '/');
		text_put(&written, http_encode(arena, segment[i]));
	}
	if (n == 0)
		text_put_char(&written, '/');
	must(http_decode_path(arena, text_str(&written), again, &m, &err) && m == n);
	for (size_t i = 0; i < n; i++)
		must(str_eq(segment[i], again[i]));
}

static void pairs(struct arena *arena, struct str text)
{
	struct http_fields fields = {0}, again = {0};
	struct text written;
	struct err err;

	if (!http_decode_pairs(arena, text, &fields, &err))
		return;
	text_init(&written, arena);
	for (size_t i = 0; i < fields.n; i++) {
		must(clean(fields.at[i].name) && clean(fields.at[i].value));
		text_put(&written, http_encode(arena, fields.at[i].name));
		text_put_char(&written, '=');
		text_put(&written, http_encode(arena, fields.at[i].value));
		text_put_char(&written, '&');
	}
	must(http_decode_pairs(arena, text_str(&written), &again, &err) && again.n == fields.n);
}

/* Lines "name: value" as header lines. */
static void header(struct arena *arena, struct str text)
{
	struct http_request request = {.arena = arena};
	struct http_framing framing;
	struct str line, rest = text;
	struct err err;
	unsigned status;

	while (str_split(&rest, '\n', &line) && request.headers.n < 200) {
		size_t colon = 0;

		(void)str_find_char(line, ':', &colon);
		*vec_push(arena, &request.headers) = (struct http_field){
			str_slice(line, 0, colon), str_trim(str_slice(line, colon, line.len))};
	}
	if (http_guard_check(&request, "POST", "HTTP/1.1", &framing, &status, &err))
		must(!(framing.chunked && framing.content_length > 0));
	else
		must(status >= 400 && status < 600);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size};
	struct http_fields cookies = {0};
	struct address_trusted trusted;
	struct address client = {0};
	struct arena *arena;
	struct err err;

	if (size > 20000)
		return 0;
	arena = arena_create(1U << 16);
	path(arena, text);
	pairs(arena, text);
	header(arena, text);
	http_decode_cookies(arena, text, &cookies);
	for (size_t i = 0; i < cookies.n; i++)
		must(http_is_token(cookies.at[i].name) && clean(cookies.at[i].value));
	(void)http_decode_parameter(arena, text, "name");
	(void)etag_matches(text, STR("abc"));
	(void)gzip_accepted(text);
	(void)address_parse_trusted("::", &trusted, &err);
	(void)address_client(&trusted, &client, text);
	arena_destroy(arena);
	return 0;
}
