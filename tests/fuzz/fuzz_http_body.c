/* The body of a request: first byte the length of pieces, then the content type up to a line
 * feed, then the body. Cut differently, it must give the same. */
#include "kit/http/intake.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool take(struct arena *arena, struct http_request *request, struct str type,
		 struct str body, size_t piece)
{
	struct http_intake *intake = arena_new(arena, struct http_intake);
	struct err err = {0};
	bool ok;

	*request = (struct http_request){.arena = arena};
	*vec_push(arena, &request->headers) = (struct http_field){STR("Content-Type"), type};
	ok = http_intake_init(intake, request, 1 << 20, &err);
	while (ok && body.len > 0) {
		size_t len = piece < body.len ? piece : body.len;

		ok = http_intake_put(intake, str_slice(body, 0, len), &err);
		body = str_slice(body, len, body.len);
	}
	ok = ok && http_intake_finish(intake, &err);
	/* Small bodies stay in the arena, so they may be looked at after this. */
	http_intake_free(intake);
	return ok;
}

static bool same_fields(const struct http_fields *a, const struct http_fields *b)
{
	for (size_t i = 0; i < a->n && i < b->n; i++) {
		if (!str_eq(a->at[i].name, b->at[i].name) ||
		    !str_eq(a->at[i].value, b->at[i].value))
			return false;
		if (!str_is_utf8(a->at[i].value, NULL))
			return false;
	}
	return a->n == b->n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str all = {(const char *)data, size};
	struct http_request whole, cut;
	struct arena *arena;
	struct str type;
	size_t piece;
	bool ok;

	if (size < 2 || size > 100000)
		return 0;
	arena = arena_create(1U << 16);
	piece = 1 + data[0] % 64;
	all = str_slice(all, 1, all.len);
	if (!str_split(&all, '\n', &type))
		type = STR("");
	ok = take(arena, &whole, type, all, SIZE_MAX);
	if (ok != take(arena, &cut, type, all, piece))
		abort();
	if (ok && (!same_fields(&whole.form, &cut.form) || whole.n_files != cut.n_files ||
		   !str_eq(whole.body, cut.body)))
		abort();
	for (size_t i = 0; ok && i < whole.n_files; i++) {
		if (!str_eq(whole.file[i].content, cut.file[i].content))
			abort();
	}
	arena_destroy(arena);
	return 0;
}
