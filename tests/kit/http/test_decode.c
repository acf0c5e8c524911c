/* Paths, queries, cookies, entity tags, addresses: texts without a socket. */
#include "base/rng.h"
#include "kit/http/address.h"
#include "kit/http/decode.h"
#include "kit/http/etag.h"
#include "kit/http/gzip.h"
#include "kit/http/router.h"

#include <string.h>
#include <zlib.h>

#include <stdarg.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_create(1U << 16);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_destroy(arena);
	return 0;
}

static void assert_str(struct str got, const char *want)
{
	if (!str_eq(got, str_from(want)))
		fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(got), want);
}

static void decodes_what_was_encoded(void **state)
{
	struct rng rng;

	(void)state;
	rng_init(&rng, 7);
	for (int round = 0; round < 2000; round++) {
		char bytes[40];
		size_t len = rng_below(&rng, sizeof bytes);
		struct str text = {bytes, len}, decoded;
		struct err err;

		for (size_t i = 0; i < len; i++)
			bytes[i] = (char)(1 + rng_below(&rng, 127));
		assert_true(http_decode(arena, http_encode(arena, text), round % 2 == 0, &decoded,
					&err));
		assert_true(str_eq(decoded, text));
	}
}

static void splits_a_path_before_decoding_it(void **state)
{
	struct str segment[HTTP_MAX_SEGMENTS];
	struct err err;
	size_t n = 99;

	(void)state;
	assert_true(http_decode_path(arena, STR("/"), segment, &n, &err) && n == 0);
	assert_true(http_decode_path(arena, STR("/a%2Fb/c%20d/%C3%A4"), segment, &n, &err) &&
		    n == 3);
	assert_str(segment[0], "a/b");
	assert_str(segment[1], "c d");
	assert_str(segment[2], "\xC3\xA4");
	assert_true(http_decode_path(arena, STR("/a/"), segment, &n, &err) && n == 2);
	assert_str(segment[1], "");
	assert_true(http_decode_path(arena, STR("//"), segment, &n, &err) && n == 2);
}

static void refuses_bad_paths(void **state)
{
	static const struct str bad[] = {
		STR_INIT(""),     STR_INIT("a"),         STR_INIT("/%"),
		STR_INIT("/%4"),  STR_INIT("/%00"),      STR_INIT("/%FF"),
		STR_INIT("/.."),  STR_INIT("/%2e%2E/x"), STR_INIT("/a/./b"),
		STR_INIT("/%0d"), STR_INIT("/%7f"),      STR_INIT("/1/2/3/4/5/6/7/8/9/10/11/12/13"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct str segment[HTTP_MAX_SEGMENTS];
		struct err err = {0};
		size_t n = 99;

		if (http_decode_path(arena, bad[i], segment, &n, &err))
			fail_msg("\"%.*s\" was taken", STR_ARG(bad[i]));
		assert_int_equal(err.kind, ERR_INVALID);
		assert_int_equal(n, 99);
	}
}

static void reads_pairs(void **state)
{
	struct http_fields fields = {0};
	struct str *all;
	struct err err;

	(void)state;
	assert_true(http_decode_pairs(arena, STR("a=1&b=x+y%26&&c&a=2&=z&d=e=f"), &fields, &err));
	assert_int_equal(fields.n, 6);
	assert_str(http_field(&fields, "a"), "1");
	assert_str(http_field(&fields, "b"), "x y&");
	assert_str(http_field(&fields, "c"), "");
	assert_str(http_field(&fields, "d"), "e=f");
	assert_null(http_field(&fields, "nobody").ptr);
	assert_int_equal(http_field_all(&fields, "a", arena, &all), 2);
	assert_str(all[1], "2");
	assert_false(http_decode_pairs(arena, STR("a=%zz"), &fields, &err));
}

static void reads_cookies_and_leaves_out_what_is_none(void **state)
{
	struct http_fields fields = {0};

	(void)state;
	http_decode_cookies(arena, STR("a=1; b=\"two\";c=; nonsense; =x; sp ace=1; d=a=b"),
			    &fields);
	assert_int_equal(fields.n, 4);
	assert_str(http_field(&fields, "b"), "two");
	assert_str(http_field(&fields, "c"), "");
	assert_str(http_field(&fields, "d"), "a=b");
}

static void reads_parameters_of_headers(void **state)
{
	struct str header = STR(
		"form-data; lonely; name=\"a \\\"b\\\"\"; FileName = \"C:\\temp\\x\" ; z=1");

	(void)state;
	assert_str(http_decode_parameter(arena, header, "name"), "a \"b\"");
	assert_str(http_decode_parameter(arena, header, "filename"), "C:\\temp\\x");
	assert_str(http_decode_parameter(arena, header, "z"), "1");
	assert_null(http_decode_parameter(arena, header, "lonely").ptr);
	assert_null(http_decode_parameter(arena, header, "form-data").ptr);
	assert_str(http_decode_parameter(arena, STR("a; b=\"open"), "b"), "open");
}

static void compares_entity_tags(void **state)
{
	(void)state;
	assert_true(etag_matches(STR("\"a\""), STR("a")));
	assert_true(etag_matches(STR("\"x\" , W/\"a\""), STR("a")));
	assert_true(etag_matches(STR("*"), STR("a")));
	assert_false(etag_matches(STR("a"), STR("a")));
	assert_false(etag_matches(STR("\"ab\""), STR("a")));
	assert_false(etag_matches(STR(""), STR("a")));
	assert_false(etag_matches((struct str){NULL, 0}, STR("a")));
}

static void the_hash_sees_every_byte(void **state)
{
	char bytes[64] = {0};
	struct str text = {bytes, sizeof bytes};
	uint64_t seen[sizeof bytes * 8];

	(void)state;
	for (size_t i = 0; i < sizeof bytes * 8; i++) {
		bytes[i / 8] = (char)(1U << (i % 8));
		seen[i] = etag_hash(text);
		bytes[i / 8] = 0;
		assert_int_not_equal(seen[i], etag_hash(text));
		for (size_t k = 0; k < i; k++)
			assert_int_not_equal(seen[i], seen[k]);
	}
	for (size_t len = 0; len < sizeof bytes; len++)
		assert_int_not_equal(etag_hash((struct str){bytes, len}),
				     etag_hash((struct str){bytes, len + 1}));
}

static void gzip_unpacks_to_the_same(void **state)
{
	struct gzip_pool *pool = gzip_pool_create();
	struct text text;

	(void)state;
	text_init(&text, arena);
	for (int i = 0; i < 500; i++)
		text_printf(&text, "line %d\n", i);
	for (int round = 0; round < 3; round++) {
		struct str packed = gzip_pack(pool, arena, text_str(&text));
		char out[8192];
		z_stream stream = {.next_in = (z_const Bytef *)(uintptr_t)packed.ptr,
				   .avail_in = (uInt)packed.len,
				   .next_out = (Bytef *)out,
				   .avail_out = sizeof out};

		assert_true(packed.len > 0 && packed.len < text.len / 2);
		assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
		assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
		(void)inflateEnd(&stream);
		assert_true(str_eq(text_str(&text), (struct str){out, stream.total_out}));
	}
	assert_int_equal(gzip_pack(pool, arena, STR("short")).len, 0);
	gzip_pool_destroy(pool);
}

static void knows_who_takes_gzip(void **state)
{
	(void)state;
	assert_true(gzip_accepted(STR("gzip")));
	assert_true(gzip_accepted(STR("deflate, GZIP;q=0.5")));
	assert_false(gzip_accepted(STR("gzip;q=0")));
	assert_false(gzip_accepted(STR("gzip; q=0.00, br")));
	assert_false(gzip_accepted(STR("xgzip")));
	assert_false(gzip_accepted(STR("")));
	assert_true(gzip_worth(STR("text/html; charset=utf-8")));
	assert_false(gzip_worth(STR("image/png")));
}

static const char *client_of(const char *trusted_text, const char *peer_text, const char *header)
{
	struct address_trusted trusted;
	struct address peer, client;
	struct err err;

	assert_true(address_parse_trusted(trusted_text, &trusted, &err));
	assert_true(address_parse(str_from(peer_text), &peer));
	client = address_client(&trusted, &peer, str_from(header));
	return address_text(arena, &client).ptr;
}

static void believes_only_trusted_proxies(void **state)
{
	(void)state;
	assert_string_equal(client_of("", "10.0.0.1", "1.2.3.4"), "10.0.0.1");
	assert_string_equal(client_of("127.0.0.1", "127.0.0.1", "1.2.3.4"), "1.2.3.4");
	assert_string_equal(client_of("127.0.0.1", "127.0.0.1", "6.6.6.6, 1.2.3.4"), "1.2.3.4");
	assert_string_equal(
		client_of("127.0.0.1,10.0.0.9", "127.0.0.1", "6.6.6.6, 1.2.3.4,10.0.0.9"),
		"1.2.3.4");
	assert_string_equal(client_of("127.0.0.1", "127.0.0.1", "nonsense"), "127.0.0.1");
	assert_string_equal(client_of("127.0.0.1", "127.0.0.1", "2001:db8::7"), "2001:db8::7");
	assert_string_equal(client_of("::1", "::1", "1.2.3.4, "), "::1");
	assert_string_equal(client_of("127.0.0.1", "127.0.0.1", NULL), "127.0.0.1");
}

static void says_what_is_no_address(void **state)
{
	static const char *const bad[] = {
		"",         "80",    "localhost:80", "127.0.0.1", "127.0.0.1:70000", "127.0.0.1:-1",
		"1.2.3:80", "[::1]", ":80"};
	struct sockaddr_storage socket;
	socklen_t len;
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(address_parse_listen(str_from(bad[i]), &socket, &len, &err));
	assert_true(address_parse_listen(STR("[::1]:0"), &socket, &len, &err));
	assert_int_equal(socket.ss_family, AF_INET6);
	assert_true(address_parse_listen(STR("0.0.0.0:443"), &socket, &len, &err));
	assert_int_equal(socket.ss_family, AF_INET);
}

static bool nothing(struct http_request *request, struct http_response *response, struct err *err)
{
	(void)request, (void)response, (void)err;
	return true;
}

static const struct http_route good[] = {
	{HTTP_GET, "/", nothing, "public", NULL, 0},
	{HTTP_GET, "/rooms/{room}", nothing, "public", NULL, 0},
	{HTTP_POST, "/rooms/{id}", nothing, "public", NULL, 0},
	{HTTP_GET, "/rooms/new", nothing, "public", NULL, 0},
	{HTTP_GET, "/{a}/new", nothing, "public", NULL, 0},
	{HTTP_DELETE, "/rooms/{room}/keys/{key}", nothing, "public", NULL, 0},
};

static const char *route_of(const struct http_router *router, enum http_method method,
			    const char *path, unsigned *ret_allowed)
{
	struct str segment[HTTP_MAX_SEGMENTS];
	const struct http_target_route *found;
	struct err err;
	size_t n;

	assert_true(http_decode_path(arena, str_from(path), segment, &n, &err));
	found = http_router_find(router, method, segment, n, ret_allowed);
	return found == NULL ? NULL : found->route->pattern;
}

static void the_literal_segment_wins(void **state)
{
	const struct http_routes table = {good, sizeof good / sizeof *good};
	struct http_router router;
	struct err err;
	unsigned allowed;

	(void)state;
	assert_true(http_router_init(&router, arena, &(struct http_mount){&table, NULL}, 1, &err));
	assert_string_equal(route_of(&router, HTTP_GET, "/", &allowed), "/");
	assert_string_equal(route_of(&router, HTTP_GET, "/rooms/new", &allowed), "/rooms/new");
	assert_string_equal(route_of(&router, HTTP_GET, "/rooms/7", &allowed), "/rooms/{room}");
	assert_string_equal(route_of(&router, HTTP_GET, "/halls/new", &allowed), "/{a}/new");
	assert_string_equal(route_of(&router, HTTP_POST, "/rooms/7", &allowed), "/rooms/{id}");
	assert_string_equal(route_of(&router, HTTP_DELETE, "/rooms/7/keys/x", &allowed),
			    "/rooms/{room}/keys/{key}");
	assert_null(route_of(&router, HTTP_PUT, "/rooms/7", &allowed));
	assert_int_equal(allowed, 1U << HTTP_GET | 1U << HTTP_POST);
	assert_null(route_of(&router, HTTP_GET, "/nowhere", &allowed));
	assert_int_equal(allowed, 0);
	assert_null(route_of(&router, HTTP_GET, "/rooms/", &allowed));
}

static void a_bad_table_stops_the_server(void **state)
{
	static const struct {
		struct http_route route[2];
		const char *want;
	} cases[] = {
		{{{HTTP_GET, "rooms", nothing, "p", NULL, 0}}, "not a pattern"},
		{{{HTTP_GET, "/Rooms", nothing, "p", NULL, 0}}, "not a pattern"},
		{{{HTTP_GET, "/rooms/", nothing, "p", NULL, 0}}, "not a pattern"},
		{{{HTTP_GET, "/{}", nothing, "p", NULL, 0}}, "not a pattern"},
		{{{HTTP_GET, "/{a}/{a}", nothing, "p", NULL, 0}}, "not a pattern"},
		{{{HTTP_GET, "/a/../b", nothing, "p", NULL, 0}}, "not a pattern"},
		{{{HTTP_GET, "/a", NULL, "p", NULL, 0}}, "no handler"},
		{{{HTTP_GET, "/a", nothing, NULL, NULL, 0}}, "does not say its permission"},
		{{{HTTP_GET, "/a", nothing, "", NULL, 0}}, "does not say its permission"},
		{{{HTTP_GET, "/a/{b}", nothing, "p", NULL, 0},
		  {HTTP_GET, "/a/{c}", nothing, "p", NULL, 0}},
		 "Two routes answer the same address"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct http_routes table = {cases[i].route,
					    cases[i].route[1].pattern == NULL ? 1 : 2};
		struct err err = {0};

		assert_false(http_routes_check(&(struct http_mount){&table, NULL}, 1, NULL, &err));
		if (strstr(err.text, cases[i].want) == NULL)
			fail_msg("\"%s\" does not say \"%s\"", err.text, cases[i].want);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decodes_what_was_encoded),
		cmocka_unit_test(splits_a_path_before_decoding_it),
		cmocka_unit_test(refuses_bad_paths),
		cmocka_unit_test(reads_pairs),
		cmocka_unit_test(reads_cookies_and_leaves_out_what_is_none),
		cmocka_unit_test(reads_parameters_of_headers),
		cmocka_unit_test(compares_entity_tags),
		cmocka_unit_test(the_hash_sees_every_byte),
		cmocka_unit_test(gzip_unpacks_to_the_same),
		cmocka_unit_test(knows_who_takes_gzip),
		cmocka_unit_test(believes_only_trusted_proxies),
		cmocka_unit_test(says_what_is_no_address),
		cmocka_unit_test(the_literal_segment_wins),
		cmocka_unit_test(a_bad_table_stops_the_server),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
