/* What must not be understood in two ways, or not at all, over a raw socket. */
#include "live.h"

#include <string.h>
#include <unistd.h>

#include <stdarg.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static struct live live;

static int setup(void **state)
{
	(void)state;
	live_start(&live, &(struct http_server_options){.max_header = 16 << 10});
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	live_stop(&live);
	return 0;
}

/* Each is followed by a second request, which must not be answered. */
static const struct {
	const char *name;
	struct str request;
	unsigned status; /* 0: any of 4xx and 5xx */
} refused[] = {
	{"two lengths that differ",
	 STR_INIT("POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n"
		  "a=1&b="),
	 400},
	{"two lengths that agree",
	 STR_INIT("POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\n"
		  "a=1"),
	 400},
	{"a list of lengths",
	 STR_INIT("POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\na=1"), 400},
	{"a length with a sign",
	 STR_INIT("POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\na=1"), 400},
	{"a negative length",
	 STR_INIT("POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: -3\r\n\r\na=1"), 400},
	{"a hexadecimal length",
	 STR_INIT("POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 0x3\r\n\r\na=1"), 400},
	{"a huge length",
	 STR_INIT("POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: "
		  "99999999999999999999999999\r\n\r\na=1"),
	 0},
	{"an empty length",
	 STR_INIT("POST /form HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\na=1"), 400},
	{"length and coding",
	 STR_INIT("POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
		  "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
	 400},
	{"coding and length",
	 STR_INIT("POST /form HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
		  "Content-Length: 3\r\n\r\n0\r\n\r\n"),
	 400},
	{"two codings",
	 STR_INIT("POST /form HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
		  "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
	 400},
	{"an unknown coding",
	 STR_INIT("POST /form HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\na=1"), 400},
	{"a list of codings",
	 STR_INIT("POST /form HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"
		  "0\r\n\r\n"),
	 400},
	{"a coding after a tab",
	 STR_INIT("POST /form HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\x0b"
		  "chunked\r\n\r\n0\r\n\r\n"),
	 400},
	{"a coding in HTTP/1.0",
	 STR_INIT("POST /form HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n"
		  "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
	 400},
	{"a space before the colon",
	 STR_INIT("POST /form HTTP/1.1\r\nHost: a\r\nContent-Length : 3\r\n\r\na=1"), 400},
	{"a coding with a space before the colon",
	 STR_INIT("POST /form HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
	 400},
	{"two hosts", STR_INIT("GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"), 400},
	{"no host", STR_INIT("GET /hello HTTP/1.1\r\n\r\n"), 400},
	{"a host with a path", STR_INIT("GET /hello HTTP/1.1\r\nHost: a/b\r\n\r\n"), 400},
	{"a host with a user", STR_INIT("GET /hello HTTP/1.1\r\nHost: a@b\r\n\r\n"), 400},
	{"a body with GET",
	 STR_INIT("GET /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na=1"), 400},
	{"an unknown method", STR_INIT("BREW /hello HTTP/1.1\r\nHost: a\r\n\r\n"), 501},
	{"a tunnel", STR_INIT("CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n"), 0},
	{"a trace", STR_INIT("TRACE /hello HTTP/1.1\r\nHost: a\r\n\r\n"), 501},
	{"a strange expectation",
	 STR_INIT("POST /form HTTP/1.1\r\nHost: a\r\nExpect: wonders\r\nContent-Length: "
		  "3\r\n\r\na=1"),
	 417},
	{"a carriage return within a header",
	 STR_INIT("GET /hello HTTP/1.1\r\nHost: a\r\nX: a\rY: b\r\n\r\n"), 0},
	{"a zero byte in a header", STR_INIT("GET /hello HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n"),
	 0},
	{"a zero byte in a header's name",
	 STR_INIT("GET /hello HTTP/1.1\r\nHost: a\r\nX\0Y: b\r\n\r\n"), 0},
	{"a zero byte in the path", STR_INIT("GET /hello\0x HTTP/1.1\r\nHost: a\r\n\r\n"), 0},
	{"a header without colon", STR_INIT("GET /hello HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n"),
	 0},
	{"an unknown version", STR_INIT("GET /hello HTTP/3.7\r\nHost: a\r\n\r\n"), 0},
	{"not HTTP", STR_INIT("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"), 0},
	{"a broken chunk",
	 STR_INIT("POST /form HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"),
	 0},
	{"a negative chunk",
	 STR_INIT("POST /form HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\na"),
	 0},
	{"a huge chunk",
	 STR_INIT("POST /form HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
		  "fffffffffffffffff\r\na"),
	 0},
};

static void refuses_what_two_programs_could_read_differently(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		int fd = live_connect(&live);
		unsigned before = atomic_load(&live.pages);
		struct str answer, second;
		unsigned status;

		live_send(fd, refused[i].request);
		live_send(fd, STR("GET /hello?name=smuggled HTTP/1.1\r\nHost: a\r\n\r\n"));
		answer = live_read(&live, fd, 400);
		(void)close(fd);
		status = live_status(answer);
		second = live_body(answer);
		if (live_has(answer, "smuggled") || atomic_load(&live.pages) != before ||
		    (refused[i].status != 0 && status != refused[i].status) ||
		    (status != 0 && status < 400))
			fail_msg("%s: %u, pages %u\n%.*s", refused[i].name, status,
				 atomic_load(&live.pages) - before, STR_ARG(answer));
		assert_false(live_has(second, "HTTP/1.1 200"));
	}
}

static void refuses_addresses_that_decode_to_something_else(void **state)
{
	static const char *const paths[] = {
		"/hello%00",       "/%00a",           "/hello%0",
		"/hello%zz",       "/hello%ff",       "/%c0%af",
		"/%ed%a0%80",      "/a/../b",         "/a/%2e%2e/b",
		"/./hello",        "/a%0ab",          "*",
		"http://b/hello",  "hello",           "/1/2/3/4/5/6/7/8/9/10/11/12/13",
		"/hello?name=%00", "/hello?name=%ff", "/hello?%00=a",
	};

	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct str answer = live_get(&live, paths[i], "");

		if (live_status(answer) != 400)
			fail_msg("%s: %.*s", paths[i], STR_ARG(answer));
	}
}

static void an_encoded_slash_makes_no_segment(void **state)
{
	(void)state;
	assert_int_equal(live_status(live_get(&live, "/rooms%2F7", "")), 404);
	assert_int_equal(live_status(live_get(&live, "/rooms/7", "")), 200);
	assert_int_equal(live_status(live_get(&live, "/rooms/7/", "")), 404);
	assert_int_equal(live_status(live_get(&live, "//rooms/7", "")), 404);
	assert_int_equal(live_status(live_get(&live, "/rooms/", "")), 404);
}

static void limits_the_header(void **state)
{
	struct text request;
	struct str answer;

	(void)state;
	text_init(&request, live.arena);
	text_put(&request, STR("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"));
	for (int i = 0; i < HTTP_MAX_HEADERS + 1; i++)
		text_printf(&request, "X-%d: a\r\n", i);
	text_put(&request, STR("\r\n"));
	assert_int_equal(live_status(live_ask(&live, text_str(&request))), 431);

	text_clear(&request);
	text_put(&request, STR("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: "));
	for (int i = 0; i < 40000; i++)
		text_put_char(&request, 'x');
	text_put(&request, STR("\r\n\r\n"));
	answer = live_ask(&live, text_str(&request));
	assert_true(live_status(answer) == 431 || live_status(answer) == 413 ||
		    live_status(answer) == 0);

	text_clear(&request);
	text_put(&request, STR("GET /"));
	for (int i = 0; i < 40000; i++)
		text_put_char(&request, 'x');
	text_put(&request, STR(" HTTP/1.1\r\nHost: a\r\n\r\n"));
	answer = live_ask(&live, text_str(&request));
	assert_true(live_status(answer) == 414 || live_status(answer) == 431 ||
		    live_status(answer) == 0);
}

static void takes_what_is_unusual_but_right(void **state)
{
	static const struct str request = STR_INIT(
		"GET /hello?name=%C3%A4+b%2B&&c HTTP/1.1\r\nHost: a\r\n"
		"Empty:\r\nBlank: \t \r\nTail: a \t\r\nUmlaut: \xC3\xA4\r\n"
		"X:a\r\nConnection: close\r\n\r\n");
	struct str answer = live_ask(&live, request);
	int fd;

	(void)state;
	assert_int_equal(live_status(answer), 200);
	assert_true(live_has(answer, "hello \xC3\xA4 b+"));
	fd = live_connect(&live);
	for (size_t i = 0; i < request.len; i++)
		live_send(fd, str_slice(request, i, i + 1));
	assert_int_equal(live_status(live_read(&live, fd, 2000)), 200);
	(void)close(fd);
	assert_int_equal(live_status(live_ask(&live, STR("GET /hello HTTP/1.0\r\n\r\n"))), 200);
	assert_int_equal(live_status(live_ask(&live, STR("HEAD /hello HTTP/1.0\r\n\r\n"))), 200);
}

static void survives_random_bytes(void **state)
{
	enum { ROUNDS = 300 };
	static const struct str seed = STR_INIT(
		"POST /form?a=1 HTTP/1.1\r\nHost: a\r\nContent-Length: 30\r\nContent-Type: "
		"multipart/form-data; boundary=x\r\nCookie: a=b; c\r\n\r\n"
		"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x--\r\n");
	uint64_t random = 88172645463325252U;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		char bytes[512];
		int fd = live_connect(&live);

		memcpy(bytes, seed.ptr, seed.len);
		for (int flips = 0; flips < 1 + round % 8; flips++) {
			random ^= random << 13, random ^= random >> 7, random ^= random << 17;
			bytes[random % seed.len] = (char)(unsigned char)(random >> 32);
		}
		live_send(fd, (struct str){bytes, seed.len});
		(void)live_read(&live, fd, round % 50 == 0 ? 100 : 1);
		(void)close(fd);
	}
	assert_int_equal(live_status(live_get(&live, "/hello", "")), 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses_what_two_programs_could_read_differently),
		cmocka_unit_test(refuses_addresses_that_decode_to_something_else),
		cmocka_unit_test(an_encoded_slash_makes_no_segment),
		cmocka_unit_test(takes_what_is_unusual_but_right),
		cmocka_unit_test(limits_the_header),
		cmocka_unit_test(survives_random_bytes),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
