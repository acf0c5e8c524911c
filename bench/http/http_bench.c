/* http_bench: the programs that bench/http/run.sh needs.
 *
 *	http_bench serve DATABASE     serve until SIGTERM; prints the port
 *	http_bench streams PORT N S   keep N event streams open for S seconds; prints
 *	                              how many events arrived
 *
 * The served pages: /row (one row of the database by a random id, escaped into a
 * page), /plain (the same bytes without the database), /news (an event stream;
 * five events a second are published).
 */
#include "base/rng.h"
#include "kit/db/db.h"
#include "kit/http/events.h"
#include "kit/http/server.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { N_ROWS = 1000, MAX_STREAMS = 2000 };

struct bench {
	struct db *db;
	struct http_events *events;
	_Atomic bool ends;
};

static void put_escaped(struct text *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '<')
			text_put(out, STR("&lt;"));
		else if (s.ptr[i] == '&')
			text_put(out, STR("&amp;"));
		else
			text_put_char(out, s.ptr[i]);
	}
}

static void put_number(struct text *out, int64_t number)
{
	char digits[24];
	size_t n = sizeof digits;

	do {
		digits[--n] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	text_put(out, (struct str){digits + n, sizeof digits - n});
}

/* As a compiled template would: literals and values. */
static void put_page(struct text *out, struct str name, int64_t seats)
{
	text_put(out, STR("<!doctype html>\n<html lang=\"en\"><head><title>Room</title></head>\n"
			  "<body><h1>"));
	put_escaped(out, name);
	text_put(out, STR("</h1>\n<p>Seats: "));
	put_number(out, seats);
	text_put(out, STR("</p>\n<ul>\n"));
	for (int i = 0; i < 20; i++) {
		text_put(out, STR("<li>Period "));
		put_number(out, i);
		text_put(out, STR(": free for teams of up to "));
		put_number(out, seats - 4);
		text_put(out, STR("</li>\n"));
	}
	text_put(out, STR("</ul></body></html>\n"));
}

static bool row_page(struct http_request *request, struct http_response *response, struct err *err)
{
	struct bench *bench = request->part;
	struct db_rows rows;
	struct rng rng;
	int64_t id;

	rng_init(&rng, request->id);
	id = (int64_t)rng_below(&rng, N_ROWS) + 1;
	if (!db_query_one(bench->db, request->arena,
			  DB_SQL("SELECT name, seats"
				 "  FROM bench_room"
				 " WHERE id = $1",
				 db_int(id)),
			  "room", &rows, err))
		return false;
	put_page(&response->text, db_get_text(&rows, 0, 0), db_get_int(&rows, 0, 1));
	return true;
}

static bool plain_page(struct http_request *request, struct http_response *response,
		       struct err *err)
{
	(void)request, (void)err;
	put_page(&response->text, STR("Room 0500 & <annexe>"), 24);
	return true;
}

static bool news_page(struct http_request *request, struct http_response *response, struct err *err)
{
	struct bench *bench = request->part;

	return http_events_answer(bench->events, STR("news"), response, err);
}

static const struct http_route routes[] = {
	{HTTP_GET, "/row", row_page, HTTP_PUBLIC, NULL, 0},
	{HTTP_GET, "/plain", plain_page, HTTP_PUBLIC, NULL, 0},
	{HTTP_GET, "/news", news_page, HTTP_PUBLIC, NULL, 0},
};
static const struct http_routes table = {routes, sizeof routes / sizeof *routes};

static bool fill(struct db *tx, void *arg, struct err *err)
{
	struct arena *arena = arg;

	for (int64_t id = 1; id <= N_ROWS; id++) {
		if (!db_exec(tx,
			     DB_SQL("INSERT INTO bench_room (id, name, seats)"
				    " VALUES ($1, $2, $3)",
				    db_int(id),
				    db_text(arena_printf(arena, "Room %04d & <annexe>", (int)id)),
				    db_int(24)),
			     NULL, err))
			return false;
	}
	return true;
}

static void *publish(void *self)
{
	struct bench *bench = self;

	for (int i = 0; !atomic_load(&bench->ends); i++) {
		char data[40];
		int len = snprintf(data, sizeof data, "{\"percent\":%d}", i % 100);

		(void)http_events_publish(
			bench->events, STR("news"),
			&(struct http_event){.name = STR("progress"), .data = {data, (size_t)len}});
		(void)nanosleep(&(struct timespec){0, 200000000}, NULL);
	}
	return NULL;
}

static bool serve(const char *database, struct err *err)
{
	struct arena *arena = arena_create(1U << 20);
	struct bench bench = {0};
	struct http_mount mount = {&table, &bench};
	struct http_server *server;
	pthread_t publisher;
	sigset_t signals;
	int number;

	(void)sigemptyset(&signals);
	(void)sigaddset(&signals, SIGTERM);
	(void)pthread_sigmask(SIG_BLOCK, &signals, NULL);
	if (!db_open(str_from(database), &(struct db_options){.create = true}, &bench.db, err) ||
	    !db_script(bench.db,
		       "CREATE TABLE bench_room (id {int} PRIMARY KEY, name TEXT NOT NULL,"
		       " seats {int} NOT NULL) {strict}",
		       err) ||
	    !db_write(bench.db, fill, arena, err))
		return false;
	bench.events = http_events_create(&(struct http_events_options){0});
	if (!http_server_start(&(struct http_server_options){.listen = "127.0.0.1:0",
							     .mounts = &mount,
							     .n_mounts = 1,
							     .events = bench.events},
			       &server, err))
		return false;
	(void)pthread_create(&publisher, NULL, publish, &bench);
	(void)printf("%u\n", http_server_port(server));
	(void)fflush(stdout);
	(void)sigwait(&signals, &number);
	atomic_store(&bench.ends, true);
	(void)pthread_join(publisher, NULL);
	http_server_stop(server);
	http_events_destroy(bench.events);
	db_close(bench.db);
	arena_destroy(arena);
	return true;
}

static int open_stream(uint16_t port)
{
	static const struct str request = STR_INIT(
		"GET /news HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n\r\n");
	struct sockaddr_in in = {.sin_family = AF_INET, .sin_port = htons(port)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || connect(fd, (const struct sockaddr *)&in, sizeof in) != 0 ||
	    send(fd, request.ptr, request.len, 0) < 0)
		return -1;
	return fd;
}

/* Events end with an empty line within their chunk; "event:" begins each. */
static uint64_t count(const char *bytes, size_t len)
{
	uint64_t n = 0;
	struct str rest = {bytes, len};
	size_t at;

	while (str_find(rest, STR("event:"), &at)) {
		n++;
		rest = str_slice(rest, at + 6, rest.len);
	}
	return n;
}

static int streams(uint16_t port, size_t n, double seconds)
{
	static struct pollfd fds[MAX_STREAMS];
	struct deadline end = deadline_in(&clock_system, seconds);
	uint64_t events = 0;
	size_t open = 0;

	for (size_t i = 0; i < n; i++) {
		fds[i] = (struct pollfd){.fd = open_stream(port), .events = POLLIN};
		open += fds[i].fd >= 0;
	}
	while (!deadline_passed(&end)) {
		(void)poll(fds, n, 100);
		for (size_t i = 0; i < n; i++) {
			char buffer[4096];
			ssize_t got;

			if (fds[i].revents == 0)
				continue;
			got = recv(fds[i].fd, buffer, sizeof buffer, 0);
			if (got <= 0) {
				fds[i].fd = -1;
				open--;
			} else {
				events += count(buffer, (size_t)got);
			}
		}
	}
	(void)printf("%zu streams open, %" PRIu64 " events\n", open, events);
	return open == n ? 0 : 1;
}

int main(int argc, char **argv)
{
	struct err err = {0};
	int64_t port, n, seconds;

	if (argc == 3 && strcmp(argv[1], "serve") == 0) {
		if (serve(argv[2], &err))
			return 0;
		(void)fprintf(stderr, "http_bench: %s\n", err.text);
		return 1;
	}
	if (argc == 5 && strcmp(argv[1], "streams") == 0 && str_to_i64(str_from(argv[2]), &port) &&
	    str_to_i64(str_from(argv[3]), &n) && n > 0 && n <= MAX_STREAMS &&
	    str_to_i64(str_from(argv[4]), &seconds))
		return streams((uint16_t)port, (size_t)n, (double)seconds);
	(void)fprintf(stderr, "http_bench serve DATABASE | streams PORT N SECONDS\n");
	return 2;
}
