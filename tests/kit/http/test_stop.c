/* The end: stopping and reloading lose no answer, slow clients are let go. */
#include "live.h"

#include <pthread.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <stdarg.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static int64_t now_ms(void)
{
	return clock_monotonic_ns(&clock_system) / 1000000;
}

static void *stop(void *self)
{
	struct live *live = self;

	http_server_stop(live->server);
	return NULL;
}

static void stopping_finishes_what_was_begun(void **state)
{
	enum { N = 6 };
	struct live live;
	pthread_t stopper;
	int fd[N], late, idle;

	(void)state;
	live_start(&live, &(struct http_server_options){0});
	idle = live_connect(&live);
	live_send(idle, STR("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"));
	assert_int_equal(live_status(live_read(&live, idle, 100)), 200);
	for (int i = 0; i < N; i++) {
		fd[i] = live_connect(&live);
		live_send(fd[i], STR("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"));
	}
	late = live_connect(&live); /* asks when the end has begun */
	for (int i = 0; i < 200 && atomic_load(&live.pages) < N + 1; i++)
		(void)usleep(1000);
	(void)pthread_create(&stopper, NULL, stop, &live);
	(void)usleep(50000);
	live_send(late, STR("GET /hello?name=late HTTP/1.1\r\nHost: a\r\n\r\n"));
	for (int i = 0; i < N; i++) {
		struct str answer = live_read(&live, fd[i], 5000);

		assert_true(live_has(answer, "slow but whole"));
		(void)close(fd[i]);
	}
	assert_true(live_has(live_read(&live, late, 5000), "hello late"));
	(void)close(late);
	(void)close(idle);
	(void)pthread_join(stopper, NULL);
	http_events_destroy(live.events);
	arena_destroy(live.arena);
}

struct asker {
	struct live *live;
	_Atomic bool ends;
	unsigned good, bad;
};

/* One request after the other, each on a connection of its own. */
static void *ask(void *self)
{
	struct asker *asker = self;

	while (!atomic_load(&asker->ends)) {
		struct live copy = {.arena = arena_create(8192), .server = asker->live->server};
		struct str answer = live_get(&copy, "/hello", "");

		if (live_has(answer, "hello nobody"))
			asker->good++;
		else
			asker->bad++;
		arena_destroy(copy.arena);
	}
	return NULL;
}

static void reloading_refuses_nobody(void **state)
{
	struct live live;
	struct asker asker = {.live = &live};
	pthread_t thread;
	struct err err;
	int fd;

	(void)state;
	live_start(&live, &(struct http_server_options){0});
	fd = live_connect(&live);
	live_send(fd, STR("GET /events/a HTTP/1.1\r\nHost: a\r\n\r\n"));
	(void)pthread_create(&thread, NULL, ask, &asker);
	for (int i = 0; i < 3; i++) {
		(void)usleep(50000);
		assert_true(http_server_reload(live.server, &err));
	}
	atomic_store(&asker.ends, true);
	(void)pthread_join(thread, NULL);
	assert_true(asker.good > 10);
	assert_int_equal(asker.bad, 0);
	(void)live_read(&live, fd,
			2000); /* the stream was ended, so that the browser connects anew */
	assert_int_equal(http_events_open(live.events), 0);
	(void)close(fd);
	live_stop(&live);
}

static void slow_clients_are_let_go(void **state)
{
	enum { N = 20 };
	struct live live;
	int header[N], body, bytewise;
	int64_t start = now_ms();

	(void)state;
	live_start(&live, &(struct http_server_options){.header_seconds = 1, .body_seconds = 1});
	for (int i = 0; i < N; i++) {
		header[i] = live_connect(&live);
		live_send(header[i], STR("GET /hello HTTP/1.1\r\nHost:"));
	}
	body = live_connect(&live);
	live_send(body, STR("POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf"));
	bytewise = live_connect(&live);
	/* Always a byte more, so that it is never silent. */
	for (int i = 0; i < 30; i++) {
		live_send(bytewise, STR("x"));
		(void)usleep(100000);
	}
	assert_int_equal(live_status(live_get(&live, "/hello", "")), 200);
	for (int i = 0; i < N; i++) {
		assert_int_equal(live_status(live_read(&live, header[i], 5000)), 0);
		(void)close(header[i]);
	}
	(void)live_read(&live, body, 5000);
	(void)live_read(&live, bytewise, 5000);
	assert_true(now_ms() - start < 5000);
	assert_true(live_has(live_get(&live, "/metrics", ""), "connections_slow_total 2"));
	(void)close(body);
	(void)close(bytewise);
	live_stop(&live);
}

static void says_when_it_is_not_ready(void **state)
{
	struct live live;
	struct str answer;

	(void)state;
	live_start(&live, &(struct http_server_options){0});
	atomic_store(&live.unready, true);
	answer = live_get(&live, "/readyz", "");
	assert_int_equal(live_status(answer), 503);
	assert_true(live_has(answer, "disk failed\nnot ready"));
	assert_false(live_has(answer, "the disk is full"));
	live_stop(&live);
}

static void a_check_that_waits_does_not_hold_the_pool(void **state)
{
	enum { N = 20 };
	struct live live;
	unsigned answered = 0;
	int fd[N];

	(void)state;
	live_start(&live, &(struct http_server_options){.threads = 4});
	atomic_store(&live.stuck, true);
	for (int i = 0; i < N; i++) {
		fd[i] = live_connect(&live);
		live_send(fd[i],
			  STR("GET /readyz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
		(void)usleep(5000); /* else one thread accepts them all */
	}
	/* One thread of four waits, with the connections that fell to it. */
	(void)usleep(200000);
	for (int i = 0; i < N; i++)
		answered += live_status(live_read(&live, fd[i], 5)) == 503;
	assert_true(answered >= N / 4);
	atomic_store(&live.stuck, false);
	for (int i = 0; i < N; i++) {
		(void)live_read(&live, fd[i], 5000);
		(void)close(fd[i]);
	}
	live_stop(&live);
}

static void says_why_it_cannot_start(void **state)
{
	struct live live;
	struct http_server *second;
	struct http_server_options options = {0};
	struct err err = {0};

	(void)state;
	live_start(&live, &options);
	options.listen = arena_printf(live.arena, "127.0.0.1:%u", http_server_port(live.server))
				 .ptr;
	assert_false(http_server_start(&options, &second, &err));
	assert_true(live_has(str_from(err.text), "Cannot listen on 127.0.0.1:"));
	options.listen = "weft.example.org";
	assert_false(http_server_start(&options, &second, &err));
	options.listen = "127.0.0.1:0";
	options.cert_file = "/nowhere/cert.pem";
	assert_false(http_server_start(&options, &second, &err));
	assert_string_equal(err.text, "A certificate and its key go together.");
	options.key_file = "/nowhere/key.pem";
	assert_false(http_server_start(&options, &second, &err));
	assert_true(live_has(str_from(err.text), "Cannot read /nowhere/cert.pem"));
	options.cert_file = options.key_file = "/dev/null";
	assert_false(http_server_start(&options, &second, &err));
	live_stop(&live);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stopping_finishes_what_was_begun),
		cmocka_unit_test(reloading_refuses_nobody),
		cmocka_unit_test(slow_clients_are_let_go),
		cmocka_unit_test(says_when_it_is_not_ready),
		cmocka_unit_test(a_check_that_waits_does_not_hold_the_pool),
		cmocka_unit_test(says_why_it_cannot_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
