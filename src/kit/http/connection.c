/* connection: TCP connections are counted by address and timed.
 *
 * The library closes a connection that is silent for long. That does not stop
 * who sends one byte now and then, so each connection also has a deadline for
 * what it is doing: to send a whole header, a whole body, to take its answer. A
 * thread, the keeper, looks once a second and shuts the sockets of those that
 * are late; the library then finds them closed and cleans up.
 */
#include "kit/http/server_internal.h"

#include <sys/socket.h>
#include <time.h>

void connection_set_deadline(struct connection *connection, unsigned seconds)
{
	int64_t at = seconds == 0
			     ? INT64_MAX
			     : clock_monotonic_ns(&clock_system) + (int64_t)seconds * 1000000000;

	atomic_store_explicit(&connection->deadline_ns, at, memory_order_relaxed);
}

/* The slot of an address; a whole /64 of IPv6 is one client. */
static uint32_t slot_of(const struct http_server *server, const struct address *address)
{
	bool v4 = IN6_IS_ADDR_V4MAPPED(&address->ip);
	uint64_t hash = server->address_key;

	for (size_t i = v4 ? 12 : 0; i < (v4 ? 16 : 8); i++) {
		hash = (hash ^ address->ip.s6_addr[i]) * UINT64_C(0xBF58476D1CE4E5B9);
		hash ^= hash >> 29;
	}
	return (uint32_t)(hash % ADDRESS_SLOTS);
}

static bool is_free(const struct http_server *server, const struct address *address)
{
	return address_is_loopback(address) || address_is_trusted(&server->trusted, address);
}

enum MHD_Result connection_accept(void *self, const struct sockaddr *address, socklen_t len)
{
	struct pool *pool = self;
	struct http_server *server = pool->server;
	struct address peer;
	uint32_t n;

	(void)len;
	if (!address_of_socket(address, &peer) || is_free(server, &peer))
		return MHD_YES;
	n = atomic_load_explicit(&server->by_address[slot_of(server, &peer)], memory_order_relaxed);
	if (n < server->options.max_per_address)
		return MHD_YES;
	atomic_fetch_add_explicit(&server->metrics.refused, 1, memory_order_relaxed);
	return MHD_NO;
}

static struct connection *connection_create(struct pool *pool, struct MHD_Connection *mhd)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	struct http_server *server = pool->server;
	struct arena *arena = arena_create(sizeof(struct connection) + 64);
	struct connection *connection = arena_new(arena, struct connection);

	connection->arena = arena;
	connection->request_arena = arena_create(REQUEST_BLOCK);
	connection->pool = pool;
	connection->fresh = true;
	connection->slot = ADDRESS_SLOTS;
	if (info != NULL && address_of_socket(info->client_addr, &connection->peer) &&
	    !is_free(server, &connection->peer)) {
		connection->slot = slot_of(server, &connection->peer);
		atomic_fetch_add_explicit(&server->by_address[connection->slot], 1,
					  memory_order_relaxed);
	}
	info = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
	connection->fd = info == NULL ? -1 : info->connect_fd;
	connection_set_deadline(connection, server->options.header_seconds);
	atomic_fetch_add(&pool->fresh, 1);
	atomic_fetch_add_explicit(&server->metrics.accepted, 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&server->metrics.open, 1, memory_order_relaxed);
	(void)pthread_mutex_lock(&server->list_mutex);
	connection->next = server->connections;
	connection->link = &server->connections;
	if (connection->next != NULL)
		connection->next->link = &connection->next;
	server->connections = connection;
	(void)pthread_mutex_unlock(&server->list_mutex);
	return connection;
}

static void connection_destroy(struct connection *connection)
{
	struct http_server *server = connection->pool->server;

	/* Off the list before the socket is closed: the keeper must not shut
	 * another's socket that was given the same number. */
	(void)pthread_mutex_lock(&server->list_mutex);
	*connection->link = connection->next;
	if (connection->next != NULL)
		connection->next->link = connection->link;
	(void)pthread_mutex_unlock(&server->list_mutex);
	if (connection->slot < ADDRESS_SLOTS)
		atomic_fetch_sub_explicit(&server->by_address[connection->slot], 1,
					  memory_order_relaxed);
	if (connection->fresh)
		atomic_fetch_sub(&connection->pool->fresh, 1);
	atomic_fetch_sub_explicit(&server->metrics.open, 1, memory_order_relaxed);
	arena_destroy(connection->request_arena);
	arena_destroy(connection->arena);
}

void connection_notify(void *self, struct MHD_Connection *mhd, void **socket_context,
		       enum MHD_ConnectionNotificationCode what)
{
	switch (what) {
	case MHD_CONNECTION_NOTIFY_STARTED:
		*socket_context = connection_create(self, mhd);
		break;
	case MHD_CONNECTION_NOTIFY_CLOSED:
		if (*socket_context != NULL)
			connection_destroy(*socket_context);
		*socket_context = NULL;
		break;
	}
}

static void shut_the_late(struct http_server *server)
{
	int64_t now = clock_monotonic_ns(&clock_system);

	for (struct connection *c = server->connections; c != NULL; c = c->next) {
		if (atomic_load_explicit(&c->deadline_ns, memory_order_relaxed) > now)
			continue;
		(void)shutdown(c->fd, SHUT_RDWR);
		connection_set_deadline(c, 0);
		atomic_fetch_add_explicit(&server->metrics.timed_out, 1, memory_order_relaxed);
	}
}

static void *keep(void *self)
{
	struct http_server *server = self;
	struct timespec at;

	(void)pthread_mutex_lock(&server->list_mutex);
	while (!server->keeper_ends) {
		(void)clock_gettime(CLOCK_MONOTONIC, &at);
		at.tv_sec += 1;
		(void)pthread_cond_timedwait(&server->keeper_stop, &server->list_mutex, &at);
		shut_the_late(server);
	}
	(void)pthread_mutex_unlock(&server->list_mutex);
	return NULL;
}

bool keeper_start(struct http_server *server, struct err *err)
{
	pthread_condattr_t monotonic;

	(void)pthread_mutex_init(&server->list_mutex, NULL);
	(void)pthread_condattr_init(&monotonic);
	(void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&server->keeper_stop, &monotonic);
	(void)pthread_condattr_destroy(&monotonic);
	server->keeper_runs = pthread_create(&server->keeper, NULL, keep, server) == 0;
	if (!server->keeper_runs)
		return err_set(err, ERR_SYSTEM, "Cannot start a thread.");
	return true;
}

void keeper_stop(struct http_server *server)
{
	(void)pthread_mutex_lock(&server->list_mutex);
	server->keeper_ends = true;
	(void)pthread_cond_signal(&server->keeper_stop);
	(void)pthread_mutex_unlock(&server->list_mutex);
	if (server->keeper_runs)
		(void)pthread_join(server->keeper, NULL);
	(void)pthread_mutex_destroy(&server->list_mutex);
	(void)pthread_cond_destroy(&server->keeper_stop);
}
