#include "kit/http/address.h"

#include <arpa/inet.h>
#include <string.h>

bool address_parse(struct str text, struct address *ret)
{
	char copy[INET6_ADDRSTRLEN + 8] = {0};
	struct in_addr v4;
	struct in6_addr v6;

	if (text.len == 0 || text.len >= sizeof copy || memchr(text.ptr, '\0', text.len) != NULL)
		return false;
	memcpy(copy, text.ptr, text.len);
	if (inet_pton(AF_INET, copy, &v4) == 1) {
		*ret = (struct address){0};
		memset(ret->ip.s6_addr + 10, 0xFF, 2);
		memcpy(ret->ip.s6_addr + 12, &v4, sizeof v4);
		return true;
	}
	if (inet_pton(AF_INET6, copy, &v6) != 1)
		return false;
	ret->ip = v6;
	return true;
}

static bool is_v4(const struct address *address)
{
	return IN6_IS_ADDR_V4MAPPED(&address->ip);
}

bool address_parse_listen(struct str text, struct sockaddr_storage *ret, socklen_t *ret_len,
			  struct err *err)
{
	size_t colon = text.len;
	struct str host;
	struct address address;
	int64_t port = -1;

	while (colon > 0 && text.ptr[colon - 1] != ':')
		colon--;
	host = str_slice(text, 0, colon == 0 ? 0 : colon - 1);
	if (host.len >= 2 && host.ptr[0] == '[' && host.ptr[host.len - 1] == ']')
		host = str_slice(host, 1, host.len - 1);
	if (colon == 0 || !str_to_i64(str_slice(text, colon, text.len), &port) || port < 0 ||
	    port > 65535 || !address_parse(host, &address))
		return err_set(err, ERR_INVALID,
			       "\"%.80s\" is not an address to listen on, such as 127.0.0.1:8080.",
			       text.ptr == NULL ? "" : text.ptr);
	memset(ret, 0, sizeof *ret);
	if (is_v4(&address)) {
		struct sockaddr_in in = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};

		memcpy(&in.sin_addr, address.ip.s6_addr + 12, sizeof in.sin_addr);
		memcpy(ret, &in, sizeof in);
		*ret_len = sizeof in;
	} else {
		struct sockaddr_in6 in6 = {.sin6_family = AF_INET6,
					   .sin6_port = htons((uint16_t)port),
					   .sin6_addr = address.ip};

		memcpy(ret, &in6, sizeof in6);
		*ret_len = sizeof in6;
	}
	return true;
}

bool address_parse_trusted(const char *text, struct address_trusted *ret, struct err *err)
{
	struct str rest = str_from(text);

	ret->n = 0;
	while (rest.len > 0) {
		const char *comma = memchr(rest.ptr, ',', rest.len);
		size_t len = comma == NULL ? rest.len : (size_t)(comma - rest.ptr);
		struct str one = str_trim(str_slice(rest, 0, len));

		if (ret->n == ADDRESS_MAX_TRUSTED || !address_parse(one, &ret->at[ret->n]))
			return err_set(err, ERR_INVALID,
				       "\"%.*s\" is not the address of a proxy (at most %d).",
				       (int)(one.len < 60 ? one.len : 60), one.ptr,
				       (int)ADDRESS_MAX_TRUSTED);
		ret->n++;
		rest = str_slice(rest, comma == NULL ? len : len + 1, rest.len);
	}
	return true;
}

bool address_of_socket(const struct sockaddr *socket, struct address *ret)
{
	if (socket == NULL)
		return false;
	if (socket->sa_family == AF_INET) {
		struct sockaddr_in in;

		memcpy(&in, socket, sizeof in);
		*ret = (struct address){0};
		memset(ret->ip.s6_addr + 10, 0xFF, 2);
		memcpy(ret->ip.s6_addr + 12, &in.sin_addr, sizeof in.sin_addr);
		return true;
	}
	if (socket->sa_family == AF_INET6) {
		struct sockaddr_in6 in6;

		memcpy(&in6, socket, sizeof in6);
		ret->ip = in6.sin6_addr;
		return true;
	}
	return false;
}

bool address_is_loopback(const struct address *address)
{
	return is_v4(address) ? address->ip.s6_addr[12] == 127 : IN6_IS_ADDR_LOOPBACK(&address->ip);
}

bool address_is_trusted(const struct address_trusted *trusted, const struct address *address)
{
	for (size_t i = 0; i < trusted->n; i++) {
		if (memcmp(&trusted->at[i].ip, &address->ip, sizeof address->ip) == 0)
			return true;
	}
	return false;
}

struct str address_text(struct arena *arena, const struct address *address)
{
	char *text = arena_alloc(arena, INET6_ADDRSTRLEN, 1);
	const char *ok = is_v4(address) ? inet_ntop(AF_INET, address->ip.s6_addr + 12, text,
						    INET6_ADDRSTRLEN)
					: inet_ntop(AF_INET6, &address->ip, text, INET6_ADDRSTRLEN);

	return ok == NULL ? STR("?") : str_from(text);
}

struct address address_client(const struct address_trusted *trusted, const struct address *peer,
			      struct str forwarded_for)
{
	struct address client = *peer;
	struct str rest = forwarded_for;

	while (address_is_trusted(trusted, &client) && rest.len > 0) {
		size_t from = rest.len;
		struct address next;

		while (from > 0 && rest.ptr[from - 1] != ',')
			from--;
		if (!address_parse(str_trim(str_slice(rest, from, rest.len)), &next))
			break;
		client = next;
		rest = str_slice(rest, 0, from == 0 ? 0 : from - 1);
	}
	return client;
}
