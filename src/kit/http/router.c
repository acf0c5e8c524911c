#include "kit/http/router.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static bool plain_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

static bool plain(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (!plain_char(s.ptr[i]))
			return false;
	}
	return s.len > 0 && !str_eq(s, STR(".")) && !str_eq(s, STR(".."));
}

bool http_pattern_split(const char *pattern, struct http_target_route *ret)
{
	struct str rest = str_from(pattern);

	ret->n_segments = 0;
	if (rest.len == 0 || rest.ptr[0] != '/')
		return false;
	if (rest.len == 1)
		return true;
	while (rest.len > 0) {
		const char *slash = memchr(rest.ptr + 1, '/', rest.len - 1);
		size_t end = slash == NULL ? rest.len : (size_t)(slash - rest.ptr);
		struct str part = str_slice(rest, 1, end);
		bool parameter = part.len > 2 && part.ptr[0] == '{' &&
				 part.ptr[part.len - 1] == '}';

		if (parameter)
			part = str_slice(part, 1, part.len - 1);
		if (!plain(part) || ret->n_segments == HTTP_MAX_SEGMENTS)
			return false;
		for (size_t i = 0; i < ret->n_segments; i++) {
			if (parameter && ret->parameter[i] && str_eq(ret->segment[i], part))
				return false;
		}
		ret->segment[ret->n_segments] = part;
		ret->parameter[ret->n_segments++] = parameter;
		rest = str_slice(rest, end, rest.len);
	}
	return true;
}

static int compare_text(struct str a, struct str b)
{
	int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);

	return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

/* By address; 0 for two that answer the same addresses. */
static int compare_address(const struct http_target_route *a, const struct http_target_route *b)
{
	if (a->n_segments != b->n_segments)
		return a->n_segments < b->n_segments ? -1 : 1;
	for (size_t i = 0; i < a->n_segments; i++) {
		int order;

		if (a->parameter[i] != b->parameter[i])
			return a->parameter[i] ? 1 : -1;
		order = a->parameter[i] ? 0 : compare_text(a->segment[i], b->segment[i]);
		if (order != 0)
			return order;
	}
	return 0;
}

static int compare(const void *left, const void *right)
{
	const struct http_target_route *a = left, *b = right;
	int order = compare_address(a, b);

	return order != 0 ? order : (int)a->route->method - (int)b->route->method;
}

static bool add(struct http_target_route *ret, const struct http_route *route, void *part,
		struct err *err)
{
	*ret = (struct http_target_route){.route = route, .part = part};
	if (route->pattern == NULL || !http_pattern_split(route->pattern, ret))
		return err_set(err, ERR_INVALID, "The route \"%s\" is not a pattern.",
			       route->pattern == NULL ? "" : route->pattern);
	if (route->handler == NULL)
		return err_set(err, ERR_INVALID, "The route %s %s has no handler.",
			       http_method_name(route->method), route->pattern);
	if (route->permission == NULL || route->permission[0] == '\0')
		return err_set(err, ERR_INVALID, "The route %s %s does not say its permission.",
			       http_method_name(route->method), route->pattern);
	return true;
}

bool http_router_init(struct http_router *router, struct arena *arena,
		      const struct http_mount *mounts, size_t n_mounts, struct err *err)
{
	size_t n = 0;
	size_t at = 0;

	for (size_t i = 0; i < n_mounts; i++)
		n += mounts[i].routes->n;
	*router = (struct http_router){.at = arena_array(arena, struct http_target_route, n),
				       .n = n};
	for (size_t i = 0; i < n_mounts; i++) {
		for (size_t k = 0; k < mounts[i].routes->n; k++) {
			if (!add(&router->at[at++], &mounts[i].routes->at[k], mounts[i].part, err))
				return false;
		}
	}
	qsort(router->at, n, sizeof *router->at, compare);
	for (size_t i = 1; i < n; i++) {
		if (compare(&router->at[i - 1], &router->at[i]) == 0)
			return err_set(err, ERR_INVALID,
				       "Two routes answer the same address: %s %s and %s.",
				       http_method_name(router->at[i].route->method),
				       router->at[i - 1].route->pattern,
				       router->at[i].route->pattern);
	}
	for (size_t length = 0, i = 0; length < HTTP_MAX_SEGMENTS + 2; length++) {
		while (i < n && router->at[i].n_segments < length)
			i++;
		router->first[length] = i;
	}
	return true;
}

bool http_routes_check(const struct http_mount *mounts, size_t n_mounts,
		       const struct http_hooks *hooks, struct err *err)
{
	struct arena *arena = arena_create(1U << 16);
	struct http_router router;
	bool ok = http_router_init(&router, arena, mounts, n_mounts, err);

	for (size_t i = 0; ok && hooks != NULL && hooks->check_route != NULL && i < router.n; i++)
		ok = hooks->check_route(hooks->self, router.at[i].route, err);
	arena_destroy(arena);
	return ok;
}

static bool fits(const struct http_target_route *route, const struct str *segment)
{
	for (size_t i = 0; i < route->n_segments; i++) {
		if (route->parameter[i] ? segment[i].len == 0
					: !str_eq(route->segment[i], segment[i]))
			return false;
	}
	return true;
}

const struct http_target_route *http_router_find(const struct http_router *router,
						 enum http_method method, const struct str *segment,
						 size_t n_segments, unsigned *ret_allowed)
{
	const struct http_target_route *found = NULL;

	assert(n_segments <= HTTP_MAX_SEGMENTS);
	*ret_allowed = 0;
	for (size_t i = router->first[n_segments]; i < router->first[n_segments + 1]; i++) {
		const struct http_target_route *route = &router->at[i];

		if (!fits(route, segment))
			continue;
		*ret_allowed |= 1U << route->route->method;
		if (found == NULL && route->route->method == method)
			found = route;
	}
	return found;
}
