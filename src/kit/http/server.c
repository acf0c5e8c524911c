/* server: start, reload and stop.
 *
 * The listening socket is ours and is lent to the library. A reload starts a
 * second pool on the same socket, takes the first off it and lets that finish:
 * there is no moment at which nobody accepts. Stopping is the same without the
 * second pool. A pool is finished when no request is being answered, no new
 * connection has yet to ask, and it has been so for a moment: an answer that
 * was promised by accepting the connection is given.
 */
#include "kit/http/server_internal.h"

#include "kit/http/events.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	MAX_PEM = 1 << 20,
	QUIET_MS = 50,       /* nothing in hand for this long ends the drain */
	FRESH_MS = 1000,     /* so long a connection may be silent before its first request */
	SILENCE_SECONDS = 30 /* the library closes connections on which nothing moves */
};

static void set_default(unsigned *value, unsigned otherwise)
{
	if (*value == 0)
		*value = otherwise;
}

static void fill_options(struct http_server_options *options)
{
	if (options->listen == NULL)
		options->listen = "127.0.0.1:8080";
	if (options->version == NULL)
		options->version = "0";
	if (options->clock == NULL)
		options->clock = &clock_system;
	set_default(&options->threads, 8);
	set_default(&options->max_connections, 4096);
	set_default(&options->max_per_address, 256);
	set_default(&options->header_seconds, 20);
	set_default(&options->body_seconds, 120);
	set_default(&options->answer_seconds, 600);
	set_default(&options->drain_seconds, 15);
	if (options->max_header == 0)
		options->max_header = 32 << 10;
	if (options->max_form == 0)
		options->max_form = 1 << 20;
}

static bool close_on_failure(int fd, struct err *err, const char *listen_at)
{
	err_set(err, ERR_SYSTEM, "Cannot listen on %s: %s", listen_at, strerror(errno));
	(void)close(fd);
	return false;
}

static bool open_socket(struct http_server *server, struct err *err)
{
	const char *at = server->options.listen;
	struct sockaddr_storage address;
	socklen_t len = 0;
	int one = 1;
	int fd;

	if (!address_parse_listen(str_from(at), &address, &len, err))
		return false;
	fd = socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return err_set(err, ERR_SYSTEM, "Cannot listen on %s: %s", at, strerror(errno));
	(void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (address.ss_family == AF_INET6)
		(void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof one);
	if (bind(fd, (const struct sockaddr *)&address, len) != 0 || listen(fd, 1024) != 0)
		return close_on_failure(fd, err, at);
	len = sizeof address;
	if (getsockname(fd, (struct sockaddr *)&address, &len) != 0)
		return close_on_failure(fd, err, at);
	server->listen_fd = fd;
	return true;
}

/* The port that the system chose, and the address to open. */
static void name_socket(struct http_server *server)
{
	struct sockaddr_storage address = {0};
	socklen_t len = sizeof address;
	char text[INET6_ADDRSTRLEN] = "?";
	const char *scheme = server->options.cert_file != NULL ? "https" : "http";

	if (getsockname(server->listen_fd, (struct sockaddr *)&address, &len) != 0)
		return;
	if (address.ss_family == AF_INET) {
		struct sockaddr_in in;

		memcpy(&in, &address, sizeof in);
		server->port = ntohs(in.sin_port);
		(void)inet_ntop(AF_INET, &in.sin_addr, text, sizeof text);
		server->address = arena_printf(server->arena, "%s://%s:%u/", scheme, text,
					       server->port);
	} else {
		struct sockaddr_in6 in6;

		memcpy(&in6, &address, sizeof in6);
		server->port = ntohs(in6.sin6_port);
		(void)inet_ntop(AF_INET6, &in6.sin6_addr, text, sizeof text);
		server->address = arena_printf(server->arena, "%s://[%s]:%u/", scheme, text,
					       server->port);
	}
}

static bool read_pem(struct arena *arena, const char *path, char **ret, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *text = arena_alloc(arena, MAX_PEM + 1, 1);
	size_t len = 0;
	ssize_t n = fd < 0 ? -1 : 1;

	while (n > 0 && len < MAX_PEM) {
		n = read(fd, text + len, MAX_PEM - len);
		if (n > 0)
			len += (size_t)n;
	}
	if (n != 0)
		err_set(err, ERR_SYSTEM, "Cannot read %s: %s", path,
			n < 0 ? strerror(errno) : "it is too large");
	if (fd >= 0)
		(void)close(fd);
	*ret = text;
	return n == 0;
}

/* What is on the wire stays as it is: segments are decoded by kit/http/decode.c. */
static size_t keep_raw(void *self, struct MHD_Connection *mhd, char *text)
{
	(void)self, (void)mhd;
	return strlen(text);
}

__attribute__((format(printf, 2, 0))) static void log_library(void *self, const char *format,
							      va_list args)
{
	struct pool *pool = self;
	char line[300];

	if (pool->server->options.log == NULL)
		return;
	(void)vsnprintf(line, sizeof line, format, args);
	log_event(pool->server->options.log, LOG_DEBUG, "http.daemon",
		  LOG_TEXT("text", str_trim(str_from(line))));
}

/* A function pointer in the library's option table travels as intptr_t. */
#define OPTION_CALL(function) ((intptr_t)(function))

static struct MHD_Daemon *start_daemon(struct pool *pool, char *cert, char *key, int fd)
{
	const struct http_server_options *options = &pool->server->options;
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME |
			 MHD_USE_ERROR_LOG | (cert != NULL ? MHD_USE_TLS : 0U);
	struct MHD_OptionItem items[] = {
		{MHD_OPTION_EXTERNAL_LOGGER, OPTION_CALL(log_library), pool},
		{MHD_OPTION_LISTEN_SOCKET, fd, NULL},
		{MHD_OPTION_THREAD_POOL_SIZE, (intptr_t)options->threads, NULL},
		{MHD_OPTION_CONNECTION_LIMIT, (intptr_t)options->max_connections, NULL},
		{MHD_OPTION_CONNECTION_TIMEOUT, SILENCE_SECONDS, NULL},
		{MHD_OPTION_CONNECTION_MEMORY_LIMIT, (intptr_t)options->max_header, NULL},
		{MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL},
		{MHD_OPTION_UNESCAPE_CALLBACK, OPTION_CALL(keep_raw), NULL},
		{MHD_OPTION_URI_LOG_CALLBACK, OPTION_CALL(exchange_measure), pool},
		{MHD_OPTION_NOTIFY_CONNECTION, OPTION_CALL(connection_notify), pool},
		{MHD_OPTION_NOTIFY_COMPLETED, OPTION_CALL(exchange_completed), pool},
		{MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, NULL},
		{cert != NULL ? MHD_OPTION_HTTPS_MEM_CERT : MHD_OPTION_END, 0, cert},
		{MHD_OPTION_HTTPS_MEM_KEY, 0, key},
		{MHD_OPTION_END, 0, NULL},
	};

	return MHD_start_daemon(flags, 0, connection_accept, pool, exchange_step, pool,
				MHD_OPTION_ARRAY, items, MHD_OPTION_END);
}

static bool pool_create(struct http_server *server, struct pool **ret, struct err *err)
{
	struct arena *arena = arena_create(4096);
	struct pool *pool = arena_new(arena, struct pool);
	const struct http_server_options *options = &server->options;
	char *cert = NULL, *key = NULL;
	int fd = -1;

	pool->arena = arena;
	pool->server = server;
	if (options->cert_file != NULL && (!read_pem(arena, options->cert_file, &cert, err) ||
					   !read_pem(arena, options->key_file, &key, err)))
		goto give_up;
	fd = fcntl(server->listen_fd, F_DUPFD_CLOEXEC, 0);
	if (fd >= 0)
		pool->daemon = start_daemon(pool, cert, key, fd);
	if (pool->daemon == NULL) {
		err_set(err, ERR_SYSTEM, "Cannot start the web server%s.",
			cert != NULL ? ": is the certificate good and does the key fit it?" : "");
		goto give_up;
	}
	*ret = pool;
	return true;
give_up:
	if (fd >= 0)
		(void)close(fd);
	arena_destroy(arena);
	return false;
}

static void sleep_ms(long ms)
{
	(void)nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

/* Let the pool finish what it has, for drain_seconds at most. */
static void pool_finish(struct pool *pool)
{
	enum { STEP_MS = 5 };
	int64_t limit_ms = (int64_t)pool->server->options.drain_seconds * 1000;
	int64_t quiet_ms = 0;

	for (int64_t ms = 0; ms < limit_ms && quiet_ms < QUIET_MS; ms += STEP_MS) {
		bool in_hand = atomic_load(&pool->busy) > 0 ||
			       (ms < FRESH_MS && atomic_load(&pool->fresh) > 0);

		quiet_ms = in_hand ? 0 : quiet_ms + STEP_MS;
		sleep_ms(STEP_MS);
	}
}

static void pool_destroy(struct pool *pool)
{
	MHD_stop_daemon(pool->daemon);
	arena_destroy(pool->arena);
}

/* Off the listening socket; the library gives back the one it was lent. */
static void pool_quiesce(struct pool *pool)
{
	int fd;

	atomic_store(&pool->draining, true);
	fd = MHD_quiesce_daemon(pool->daemon);
	if (fd >= 0)
		(void)close(fd);
}

static bool check_options(const struct http_server_options *options, struct err *err)
{
	if ((options->cert_file == NULL) != (options->key_file == NULL))
		return err_set(err, ERR_INVALID, "A certificate and its key go together.");
	if (options->threads > 256 || options->max_connections < options->threads)
		return err_set(err, ERR_INVALID, "There must be a connection for each thread.");
	return http_assets_check(&options->assets, err) &&
	       http_routes_check(options->mounts, options->n_mounts, &options->hooks, err);
}

static bool prepare(struct http_server *server, struct err *err)
{
	struct http_server_options *options = &server->options;
	struct http_mount *mounts = arena_array(server->arena, struct http_mount,
						options->n_mounts + 1);

	if (!check_options(options, err) ||
	    !address_parse_trusted(options->trusted_proxy, &server->trusted, err))
		return false;
	if (options->n_mounts > 0)
		memcpy(mounts, options->mounts, options->n_mounts * sizeof *mounts);
	mounts[options->n_mounts] = (struct http_mount){&http_status_routes, server};
	if (!http_router_init(&server->router, server->arena, mounts, options->n_mounts + 1, err))
		return false;
	if (getrandom(&server->address_key, sizeof server->address_key, 0) < 0)
		return err_set(err, ERR_SYSTEM, "Cannot get random numbers: %s", strerror(errno));
	return true;
}

/* Connections that the system has taken for us, but the pool not yet. */
static void admit_waiting(struct http_server *server)
{
	for (;;) {
		struct sockaddr_storage address;
		socklen_t len = sizeof address;
		int fd = accept4(server->listen_fd, (struct sockaddr *)&address, &len,
				 SOCK_NONBLOCK | SOCK_CLOEXEC);

		if (fd < 0)
			return;
		/* It closes the socket itself when it fails. */
		(void)MHD_add_connection(server->pool->daemon, fd,
					 (const struct sockaddr *)&address, len);
	}
}

bool http_server_start(const struct http_server_options *options, struct http_server **ret_server,
		       struct err *err)
{
	struct arena *arena = arena_create(1U << 17);
	struct http_server *server = arena_new(arena, struct http_server);

	server->arena = arena;
	server->options = *options;
	server->listen_fd = -1;
	fill_options(&server->options);
	if (!prepare(server, err) || !open_socket(server, err))
		goto free_arena;
	name_socket(server);
	(void)signal(SIGPIPE, SIG_IGN);
	(void)pthread_mutex_init(&server->ready_mutex, NULL);
	server->ready_arena = arena_create(1024);
	server->gzip = gzip_pool_create();
	if (!keeper_start(server, err) || !pool_create(server, &server->pool, err))
		goto stop;
	*ret_server = server;
	return true;
stop:
	http_server_stop(server);
	return false;
free_arena:
	arena_destroy(arena);
	return false;
}

unsigned http_server_port(const struct http_server *server)
{
	return server->port;
}

struct str http_server_address(const struct http_server *server)
{
	return server->address;
}

bool http_server_reload(struct http_server *server, struct err *err)
{
	struct pool *old = server->pool;

	if (!pool_create(server, &server->pool, err))
		return false;
	pool_quiesce(old);
	pool_finish(old);
	if (server->options.events != NULL)
		http_events_break(server->options.events);
	pool_destroy(old);
	return true;
}

void http_server_stop(struct http_server *server)
{
	if (server == NULL)
		return;
	if (server->pool != NULL) {
		if (server->options.events != NULL)
			http_events_close(server->options.events);
		pool_quiesce(server->pool);
		admit_waiting(server);
		(void)close(server->listen_fd);
		server->listen_fd = -1;
		pool_finish(server->pool);
		pool_destroy(server->pool);
	}
	keeper_stop(server);
	gzip_pool_destroy(server->gzip);
	(void)pthread_mutex_destroy(&server->ready_mutex);
	arena_destroy(server->ready_arena);
	if (server->listen_fd >= 0)
		(void)close(server->listen_fd);
	arena_destroy(server->arena);
}
