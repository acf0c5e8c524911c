/* How many connections an address may have. Connections of this machine are not counted, so the
 * library's question is asked directly. */
#include "kit/http/server_internal.h"

#include <arpa/inet.h>
#include <string.h>

#include <stdarg.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static enum MHD_Result ask(struct pool *pool, const char *address)
{
	struct sockaddr_in in = {.sin_family = AF_INET};
	struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};

	if (inet_pton(AF_INET, address, &in.sin_addr) == 1)
		return connection_accept(pool, (const struct sockaddr *)&in, sizeof in);
	assert_int_equal(inet_pton(AF_INET6, address, &in6.sin6_addr), 1);
	return connection_accept(pool, (const struct sockaddr *)&in6, sizeof in6);
}

static void an_address_may_have_so_many_and_no_more(void **state)
{
	struct arena *arena = arena_create(1U << 20);
	struct http_server *server = arena_new(arena, struct http_server);
	struct pool pool = {.server = server};
	struct err err;

	(void)state;
	server->options.max_per_address = 3;
	assert_true(address_parse_trusted("198.51.100.7, 2001:db8::1", &server->trusted, &err));
	for (size_t i = 0; i < ADDRESS_SLOTS; i++)
		atomic_store(&server->by_address[i], 2);
	assert_int_equal(ask(&pool, "192.0.2.1"), MHD_YES);
	for (size_t i = 0; i < ADDRESS_SLOTS; i++)
		atomic_store(&server->by_address[i], 3);
	assert_int_equal(ask(&pool, "192.0.2.1"), MHD_NO);
	assert_int_equal(ask(&pool, "2001:db8:1::1"), MHD_NO);
	assert_int_equal(atomic_load(&server->metrics.refused), 2);
	assert_int_equal(ask(&pool, "127.0.0.1"), MHD_YES);
	assert_int_equal(ask(&pool, "::1"), MHD_YES);
	assert_int_equal(ask(&pool, "198.51.100.7"), MHD_YES);
	assert_int_equal(ask(&pool, "2001:db8::1"), MHD_YES);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_may_have_so_many_and_no_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
