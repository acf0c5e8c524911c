/* address: where we listen, and who is speaking.
 *
 * Behind a reverse proxy every connection comes from the proxy, and the client
 * stands in X-Forwarded-For. Anyone can send that header, so it counts only when
 * the connection comes from an address that the operator named.
 */
#ifndef WEFT_KIT_HTTP_ADDRESS_H
#define WEFT_KIT_HTTP_ADDRESS_H

#include "kit/http/http.h"

#include <netinet/in.h>
#include <sys/socket.h>

enum { ADDRESS_MAX_TRUSTED = 16 };

/* An IPv4 address is kept in its IPv6 form (::ffff:a.b.c.d), so that there is one kind. */
struct address {
	struct in6_addr ip;
};

struct address_trusted {
	struct address at[ADDRESS_MAX_TRUSTED];
	size_t n;
};

/* "127.0.0.1:8080", "[::1]:0", "0.0.0.0:80". Numbers only: no name is looked up. */
bool address_parse_listen(struct str text, struct sockaddr_storage *ret, socklen_t *ret_len,
			  struct err *err);
bool address_parse(struct str text, struct address *ret);
/* "127.0.0.1, ::1"; NULL and "" are none. */
bool address_parse_trusted(const char *text, struct address_trusted *ret, struct err *err);

bool address_of_socket(const struct sockaddr *socket, struct address *ret);
bool address_is_loopback(const struct address *address);
bool address_is_trusted(const struct address_trusted *trusted, const struct address *address);
struct str address_text(struct arena *arena, const struct address *address);

/* Who speaks, by the peer and X-Forwarded-For: the last address in the header
 * that is not a trusted proxy itself. */
struct address address_client(const struct address_trusted *trusted, const struct address *peer,
			      struct str forwarded_for);

#endif
