/* Event streams: what is published arrives, once, in order; nobody is kept. */
#include "live.h"

#include "kit/http/events_internal.h"

#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdarg.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static struct live live;

static int setup(void **state)
{
	(void)state;
	live_start(&live, &(struct http_server_options){0});
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	live_stop(&live);
	return 0;
}

static int open_stream(const char *channel)
{
	int fd = live_connect(&live);

	live_send(fd,
		  arena_printf(live.arena,
			       "GET /events/%s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
			       channel));
	return fd;
}

static void wait_for_open(size_t n)
{
	for (int i = 0; i < 500 && http_events_open(live.events) != n; i++)
		(void)usleep(10000);
	assert_int_equal(http_events_open(live.events), n);
}

static size_t say(const char *channel, const char *data, bool last)
{
	return http_events_publish(live.events, str_from(channel),
				   &(struct http_event){STR("progress"), str_from(data), last});
}

static void news_reach_who_listens(void **state)
{
	int one = open_stream("one"), two = open_stream("two");
	struct str answer;

	(void)state;
	wait_for_open(2);
	assert_true(http_events_wanted(live.events, STR("one")));
	assert_false(http_events_wanted(live.events, STR("three")));
	(void)usleep(50000); /* until it sleeps */
	assert_int_equal(say("one", "a\nb\r\nc", false), 1);
	assert_int_equal(say("three", "nobody", false), 0);
	assert_int_equal(say("one", "done", true), 1);
	answer = live_read(&live, one, 500);
	assert_true(live_has(answer, "Content-Type: text/event-stream"));
	assert_true(live_has(answer, "event: progress\ndata: a\ndata: b\ndata: c\n\n"));
	assert_true(live_has(answer, "event: progress\ndata: done\n\n"));
	wait_for_open(1);
	answer = live_read(&live, two, 200);
	assert_false(live_has(answer, "event:"));
	(void)close(one);
	(void)close(two);
	wait_for_open(0); /* the heartbeat finds who has gone */
}

static void the_heart_beats(void **state)
{
	int fd = open_stream("quiet");
	struct str answer;

	(void)state;
	(void)usleep(1300000);
	answer = live_read(&live, fd, 100);
	(void)close(fd);
	assert_true(live_has(answer, ":\n\n"));
	wait_for_open(0);
}

static void many_streams_leave_room_for_pages(void **state)
{
	enum { N = 100, EVENTS = 20 };
	int fd[N];

	(void)state;
	for (int i = 0; i < N; i++)
		fd[i] = open_stream("many");
	wait_for_open(N);
	for (int i = 0; i < EVENTS; i++) {
		assert_int_equal(say("many", "x", i == EVENTS - 1), N);
		assert_int_equal(live_status(live_get(&live, "/hello", "")), 200);
	}
	for (int i = 0; i < N; i++) {
		struct str rest = live_read(&live, fd[i], 1000);
		size_t at, n = 0;

		while (str_find(rest, STR("data: x\n"), &at)) {
			rest = str_slice(rest, at + 1, rest.len);
			n++;
		}
		assert_int_equal(n, EVENTS);
		(void)close(fd[i]);
	}
	wait_for_open(0);
}

/* The hub alone, with a connection that only counts. */
struct sleeper {
	unsigned slept, woken;
};

static void count_sleep(void *self)
{
	struct sleeper *sleeper = self;

	sleeper->slept++;
}

static void count_wake(void *self)
{
	struct sleeper *sleeper = self;

	sleeper->woken++;
}

static void who_falls_behind_is_closed(void **state)
{
	struct http_events *hub = http_events_create(
		&(struct http_events_options){.max_streams = 1, .heartbeat_seconds = 1000});
	struct http_response response = {.arena = live.arena}, second = {.arena = live.arena};
	struct sleeper sleeper = {0};
	struct err err = {0};
	char buffer[64];
	ssize_t n;
	int events = 0;

	(void)state;
	assert_true(http_events_answer(hub, STR("a"), &response, &err));
	assert_false(http_events_answer(hub, STR("a"), &second, &err));
	assert_int_equal(err.kind, ERR_BUSY);
	http_events_attach(response.events,
			   &(struct http_events_sleeper){&sleeper, count_sleep, count_wake});
	assert_true(http_events_read(response.events, buffer, sizeof buffer) > 0);
	assert_int_equal(http_events_read(response.events, buffer, sizeof buffer), 0);
	assert_int_equal(sleeper.slept, 1);
	for (int i = 0; i < HTTP_EVENTS_QUEUE; i++)
		assert_int_equal(
			http_events_publish(hub, STR("a"), &(struct http_event){.data = STR("x")}),
			1);
	assert_int_equal(sleeper.woken, 1);
	assert_int_equal(http_events_publish(hub, STR("a"), &(struct http_event){.data = STR("x")}),
			 0);
	assert_int_equal(http_events_publish(hub, STR("a"), &(struct http_event){.data = STR("x")}),
			 0);
	/* What was queued still arrives, in small pieces; then it ends. */
	while ((n = http_events_read(response.events, buffer, 3)) > 0) {
		for (ssize_t i = 0; i < n; i++)
			events += buffer[i] == 'x';
	}
	assert_int_equal(n, -1);
	assert_int_equal(events, HTTP_EVENTS_QUEUE);
	http_events_leave(response.events);
	http_events_destroy(hub);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(news_reach_who_listens),
		cmocka_unit_test(the_heart_beats),
		cmocka_unit_test(many_streams_leave_room_for_pages),
		cmocka_unit_test(who_falls_behind_is_closed),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
