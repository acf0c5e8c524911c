/* Answers of a real server: status, header lines, bodies, streams. */
#include "live.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include <stdarg.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static struct live live;

static int setup(void **state)
{
	(void)state;
	live_start(&live, &(struct http_server_options){.trusted_proxy = "127.0.0.1"});
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	live_stop(&live);
	return 0;
}

/* The value of a header line, or "". */
static struct str line_of(struct str answer, const char *name)
{
	struct str rest = answer, line;

	while (str_split(&rest, '\n', &line) && line.len > 1) {
		size_t len = strlen(name);

		if (line.len > len && memcmp(line.ptr, name, len) == 0 && line.ptr[len] == ':')
			return str_trim(str_slice(line, len + 1, line.len));
	}
	return STR("");
}

static void every_answer_has_the_security_headers(void **state)
{
	static const char *const paths[] = {"/hello",   "/nowhere",           "/fail/6", "/secret",
					    "/healthz", "/assets/a.1234.css", "/%00"};

	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct str answer = live_get(&live, paths[i], "");

		assert_true(
			live_has(line_of(answer, "Content-Security-Policy"), "default-src 'none'"));
		assert_false(live_has(line_of(answer, "Content-Security-Policy"), "unsafe"));
		assert_true(live_has(line_of(answer, "X-Content-Type-Options"), "nosniff"));
		assert_true(live_has(line_of(answer, "X-Frame-Options"), "DENY"));
		assert_true(line_of(answer, "Cache-Control").len > 0);
	}
}

static void errors_become_answers(void **state)
{
	static const struct {
		enum err_kind kind;
		unsigned status;
	} cases[] = {
		{ERR_INVALID, 400},  {ERR_NOT_FOUND, 404}, {ERR_DENIED, 403},
		{ERR_CONFLICT, 409}, {ERR_BUSY, 503},      {ERR_SYSTEM, 500},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char path[40];
		struct str answer;

		(void)snprintf(path, sizeof path, "/fail/%d", (int)cases[i].kind);
		answer = live_get(&live, path, "");
		assert_int_equal(live_status(answer), cases[i].status);
		/* What broke inside is for the log, not for the world. */
		assert_int_equal(live_has(answer, "the reason"), cases[i].kind != ERR_SYSTEM);
	}
	assert_int_equal(live_status(live_get(&live, "/secret", "")), 401);
	assert_int_equal(live_status(live_get(&live, "/rooms/x", "")), 404);
	assert_int_equal(live_status(live_get(&live, "/rooms/0", "")), 404);
}

static void says_which_methods_an_address_has(void **state)
{
	struct str answer = live_ask(&live, STR("DELETE /hello HTTP/1.1\r\nHost: a\r\n"
						"Connection: close\r\n\r\n"));

	(void)state;
	assert_int_equal(live_status(answer), 405);
	assert_true(str_eq(line_of(answer, "Allow"), STR("GET, HEAD")));
}

static void sends_a_page_once(void **state)
{
	struct str answer = live_get(&live, "/large", "");
	struct str tag = line_of(answer, "ETag");
	char header[100];

	(void)state;
	assert_int_equal(live_status(answer), 200);
	assert_int_equal(live_body(answer).len, 200000);
	assert_true(tag.len > 10);
	(void)snprintf(header, sizeof header, "If-None-Match: %.*s\r\n", STR_ARG(tag));
	answer = live_get(&live, "/large", header);
	assert_int_equal(live_status(answer), 304);
	assert_int_equal(live_body(answer).len, 0);
	assert_true(str_eq(line_of(answer, "ETag"), tag));
	assert_int_equal(live_status(live_get(&live, "/hello", header)), 200);
}

static void packs_text_for_who_asks(void **state)
{
	struct str answer = live_get(&live, "/large", "Accept-Encoding: gzip\r\n");
	struct str body = live_body(answer);
	static char out[200001];
	z_stream stream = {.next_in = (z_const Bytef *)(uintptr_t)body.ptr,
			   .avail_in = (uInt)body.len,
			   .next_out = (Bytef *)out,
			   .avail_out = sizeof out};

	(void)state;
	assert_true(str_eq(line_of(answer, "Content-Encoding"), STR("gzip")));
	assert_true(str_eq(line_of(answer, "Vary"), STR("Accept-Encoding")));
	assert_true(body.len < 100000);
	assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
	assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
	assert_int_equal(stream.total_out, 200000);
	(void)inflateEnd(&stream);
	assert_int_equal(
		line_of(live_get(&live, "/hello", "Accept-Encoding: gzip\r\n"), "Content-Encoding")
			.len,
		0);
}

static void a_head_has_no_body(void **state)
{
	struct str answer = live_ask(&live, STR("HEAD /large HTTP/1.1\r\nHost: a\r\n"
						"Connection: close\r\n\r\n"));

	(void)state;
	assert_int_equal(live_status(answer), 200);
	assert_true(str_eq(line_of(answer, "Content-Length"), STR("200000")));
	assert_int_equal(live_body(answer).len, 0);
}

static void assets_are_kept_for_a_year(void **state)
{
	struct str answer = live_get(&live, "/assets/a.1234.css", "");

	(void)state;
	assert_true(str_eq(live_body(answer), STR("body { margin: 0 }")));
	assert_true(live_has(line_of(answer, "Cache-Control"), "immutable"));
	assert_true(str_eq(line_of(answer, "Content-Type"), STR("text/css; charset=utf-8")));
	answer = live_get(&live, "/assets/a.1234.css", "Accept-Encoding: gzip\r\n");
	assert_true(str_eq(live_body(answer), STR("not really gzip")));
	assert_true(str_eq(line_of(answer, "Content-Encoding"), STR("gzip")));
	answer = live_get(&live, "/assets/b.5678.png", "Accept-Encoding: gzip\r\n");
	assert_true(str_eq(live_body(answer), STR("png")));
	answer = live_get(&live, "/assets/b.5678.png", "If-None-Match: \"5678\"\r\n");
	assert_int_equal(live_status(answer), 304);
	assert_int_equal(live_status(live_get(&live, "/assets/c.css", "")), 404);
}

static void streams_a_body_of_unknown_length(void **state)
{
	unsigned before = atomic_load(&live.ended);
	struct str body = live_body(live_get(&live, "/stream", ""));
	size_t n = 0;
	int fd = live_connect(&live);

	(void)state;
	for (size_t i = 0; i < body.len; i++)
		n += body.ptr[i] == 'x';
	assert_int_equal(n, 100000);
	/* Also when the client goes away, and when only the header was asked for. */
	live_send(fd, STR("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n"));
	(void)close(fd);
	(void)live_ask(&live, STR("HEAD /stream HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
	for (int i = 0; i < 100 && atomic_load(&live.ended) < before + 3; i++)
		(void)usleep(10000);
	assert_int_equal(atomic_load(&live.ended), before + 3);
}

static struct str post(const char *path, const char *type, size_t length, const char *body)
{
	return live_ask(&live, arena_printf(live.arena,
					    "POST %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
					    "Content-Type: %s\r\nContent-Length: %zu\r\n\r\n%s",
					    path, type, length, body));
}

static void reads_forms_and_files(void **state)
{
	static const char parts[] = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n"
				    "--x\r\nContent-Disposition: form-data; name=\"f\"; "
				    "filename=\"b.csv\"\r\n\r\nxyz\r\n"
				    "--x--";

	(void)state;
	assert_true(str_eq(
		live_body(post("/form", "application/x-www-form-urlencoded", 11, "a=1&b=%3D+x")),
		STR("a=1;b== x;body:0")));
	assert_true(str_eq(live_body(post("/form", "multipart/form-data; boundary=x",
					  sizeof parts - 1, parts)),
			   STR("a=1;f@b.csv:3;body:0")));
	assert_true(str_eq(live_body(post("/form", "text/csv", 3, "1,2")), STR("body:3")));
	assert_int_equal(live_status(post("/form", "application/x-www-form-urlencoded", 3, "a=%")),
			 400);
	assert_true(str_eq(
		live_body(live_ask(&live, STR("POST /form HTTP/1.1\r\nHost: a\r\n"
					      "Content-Type: application/x-www-form-urlencoded\r\n"
					      "Connection: close\r\n"
					      "Transfer-Encoding: chunked\r\n\r\n"
					      "3\r\na=1\r\n4\r\n&b=2\r\n0\r\n\r\n"))),
		STR("a=1;b=2;body:0")));
}

static void refuses_bodies_that_are_too_large(void **state)
{
	struct text body;
	struct str answer;
	int fd;

	(void)state;
	text_init(&body, live.arena);
	for (int i = 0; i < 1001; i++)
		text_put_char(&body, 'x');
	assert_int_equal(
		live_status(post("/small", "text/plain", 1000,
				 arena_str(live.arena, str_slice(text_str(&body), 0, 1000)).ptr)),
		200);
	assert_int_equal(live_status(post("/small", "text/plain", 1001,
					  arena_str(live.arena, text_str(&body)).ptr)),
			 413);
	/* Its length not said before. */
	text_clear(&body);
	text_put(&body, STR("POST /small HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
			    "Transfer-Encoding: chunked\r\n\r\n"));
	for (int i = 0; i < 200; i++)
		text_put(&body, STR("a\r\n0123456789\r\n"));
	text_put(&body, STR("0\r\n\r\n"));
	assert_int_equal(live_status(live_ask(&live, text_str(&body))), 413);
	/* So large that it is not read to its end. */
	fd = live_connect(&live);
	live_send(fd, STR("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000000\r\n\r\n"));
	answer = live_read(&live, fd, 3000);
	(void)close(fd);
	assert_int_equal(live_status(answer), 413);
	assert_true(live_has(answer, "Connection: close"));
}

static void a_refused_upload_still_gets_its_answer(void **state)
{
	enum { SIZE = 12 << 20 };
	static char bytes[SIZE];
	int fd = live_connect(&live);
	struct str answer;

	(void)state;
	live_send(fd, arena_printf(live.arena,
				   "POST /form HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
				   "Content-Length: %d\r\n\r\n",
				   (int)SIZE));
	live_send(fd, (struct str){bytes, SIZE});
	answer = live_read(&live, fd, 5000);
	(void)close(fd);
	assert_int_equal(live_status(answer), 413);
	assert_true(live_has(answer, "More was sent than"));
}

static void who_asks_is_what_the_trusted_proxy_says(void **state)
{
	(void)state;
	assert_true(live_has(live_get(&live, "/rooms/7", ""), "of 127.0.0.1"));
	assert_true(live_has(live_get(&live, "/rooms/7",
				      "X-Forwarded-For: 6.6.6.6, 192.0.2.7\r\n"
				      "X-Forwarded-Proto: https\r\n"),
			     "of 192.0.2.7 secure"));
}

static void says_how_it_is(void **state)
{
	struct str answer = live_get(&live, "/healthz", "");

	(void)state;
	assert_int_equal(live_status(answer), 200);
	assert_true(live_has(answer, "9.8.7"));
	answer = live_get(&live, "/readyz", "");
	assert_int_equal(live_status(answer), 200);
	assert_true(live_has(answer, "disk ok\nready weft 9.8.7"));
	answer = live_get(&live, "/metrics", "");
	assert_true(live_has(answer, "weft_http_answers_total{status=\"2xx\"}"));
	assert_true(live_has(answer, "weft_http_seconds_bucket{le=\"+Inf\"}"));
	assert_true(live_has(answer, "weft_ready 1"));
	assert_int_equal(live_status(live_get(&live, "/metrics", "X-Forwarded-For: 127.0.0.1\r\n")),
			 404);
}

static void what_began_is_finished(void **state)
{
	unsigned before = atomic_load(&live.finished);
	int fd = live_connect(&live);

	(void)state;
	(void)live_get(&live, "/hello", "");
	live_send(fd, STR("POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf"));
	(void)usleep(100000);
	(void)close(fd);
	for (int i = 0; i < 100 && atomic_load(&live.finished) < before + 2; i++)
		(void)usleep(10000);
	assert_int_equal(atomic_load(&live.finished), before + 2);
}

static void keeps_a_connection_for_the_next_request(void **state)
{
	int fd = live_connect(&live);
	struct str answer;

	(void)state;
	for (int i = 0; i < 3; i++) {
		live_send(fd, STR("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"));
		answer = live_read(&live, fd, 100);
		assert_int_equal(live_status(answer), 200);
	}
	/* Two at once: answered in order. */
	live_send(fd, STR("GET /hello?name=one HTTP/1.1\r\nHost: a\r\n\r\n"
			  "GET /hello?name=two HTTP/1.1\r\nHost: a\r\n\r\n"));
	answer = live_read(&live, fd, 200);
	assert_true(live_has(answer, "hello one"));
	assert_true(live_has(answer, "hello two"));
	(void)close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_answer_has_the_security_headers),
		cmocka_unit_test(errors_become_answers),
		cmocka_unit_test(says_which_methods_an_address_has),
		cmocka_unit_test(sends_a_page_once),
		cmocka_unit_test(packs_text_for_who_asks),
		cmocka_unit_test(a_head_has_no_body),
		cmocka_unit_test(assets_are_kept_for_a_year),
		cmocka_unit_test(streams_a_body_of_unknown_length),
		cmocka_unit_test(reads_forms_and_files),
		cmocka_unit_test(refuses_bodies_that_are_too_large),
		cmocka_unit_test(a_refused_upload_still_gets_its_answer),
		cmocka_unit_test(who_asks_is_what_the_trusted_proxy_says),
		cmocka_unit_test(says_how_it_is),
		cmocka_unit_test(what_began_is_finished),
		cmocka_unit_test(keeps_a_connection_for_the_next_request),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
