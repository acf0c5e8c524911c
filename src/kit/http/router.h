/* router: which route answers an address.
 *
 * The tables of all parts are checked and sorted once, at start: by number of
 * segments, then segment by segment with literals before parameters. A request
 * is compared with the routes of its length in that order, so the literal
 * segment wins; some dozens of comparisons of short texts, well under a
 * microsecond.
 */
#ifndef WEFT_KIT_HTTP_ROUTER_H
#define WEFT_KIT_HTTP_ROUTER_H

#include "kit/http/server.h"

struct http_target_route {
	const struct http_route *route;
	void *part;
	struct str segment[HTTP_MAX_SEGMENTS]; /* without the braces */
	bool parameter[HTTP_MAX_SEGMENTS];
	size_t n_segments;
};

struct http_router {
	struct http_target_route *at;
	size_t n;
	size_t first[HTTP_MAX_SEGMENTS + 2]; /* of each number of segments */
};

/* Fails on what http_routes_check() names. The router lives in the arena. */
bool http_router_init(struct http_router *router, struct arena *arena,
		      const struct http_mount *mounts, size_t n_mounts, struct err *err);

/* The route of a method and address, or NULL; *ret_allowed has a bit
 * (1 << method) for each method that the address does have. */
const struct http_target_route *http_router_find(const struct http_router *router,
						 enum http_method method, const struct str *segment,
						 size_t n_segments, unsigned *ret_allowed);

/* Split a pattern; false when it is not one. */
bool http_pattern_split(const char *pattern, struct http_target_route *ret);

#endif
