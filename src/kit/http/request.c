/* request: the typed view of path, query and form. */
#include "kit/http/http.h"

#include "kit/http/decode.h"
#include "kit/http/router.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

const char *http_method_name(enum http_method method)
{
	switch (method) {
	case HTTP_GET:
		return "GET";
	case HTTP_POST:
		return "POST";
	case HTTP_PUT:
		return "PUT";
	case HTTP_PATCH:
		return "PATCH";
	case HTTP_DELETE:
		return "DELETE";
	}
	return "?";
}

struct str http_path_text(const struct http_request *request, const char *name)
{
	struct http_target_route route;
	bool known = request->route != NULL && http_pattern_split(request->route->pattern, &route);
	size_t i = 0;

	while (known && i < route.n_segments &&
	       !(route.parameter[i] && str_eq(route.segment[i], str_from(name))))
		i++;
	known = known && i < route.n_segments;
	assert(known); /* a parameter that the pattern does not have */
	return known ? request->segment[i] : STR("");
}

bool http_path_id(const struct http_request *request, const char *name, int64_t *ret,
		  struct err *err)
{
	int64_t id;

	if (!str_to_i64(http_path_text(request, name), &id) || id <= 0)
		return err_set(err, ERR_NOT_FOUND, "There is no such page.");
	*ret = id;
	return true;
}

struct str http_field(const struct http_fields *fields, const char *name)
{
	struct str wanted = str_from(name);

	for (size_t i = 0; i < fields->n; i++) {
		if (str_eq(fields->at[i].name, wanted))
			return fields->at[i].value.ptr == NULL ? STR("") : fields->at[i].value;
	}
	return (struct str){NULL, 0};
}

size_t http_field_all(const struct http_fields *fields, const char *name, struct arena *arena,
		      struct str **ret)
{
	VEC(struct str) values = {0};

	for (size_t i = 0; i < fields->n; i++) {
		if (str_eq(fields->at[i].name, str_from(name)))
			*vec_push(arena, &values) = fields->at[i].value;
	}
	*ret = values.at;
	return values.n;
}

struct str http_header(const struct http_request *request, const char *name)
{
	struct str wanted = str_from(name);

	for (size_t i = 0; i < request->headers.n; i++) {
		if (http_same_name(request->headers.at[i].name, wanted))
			return request->headers.at[i].value;
	}
	return (struct str){NULL, 0};
}

struct str http_cookie(const struct http_request *request, const char *name)
{
	return http_field(&request->cookies, name);
}

/* A whole number in a range, or the range's own when nothing was sent. */
static bool number(struct str text, const char *name, struct http_range range, int64_t *ret,
		   struct err *err)
{
	int64_t value = range.otherwise;

	text = str_trim(text);
	if (text.len > 0 && (!str_to_i64(text, &value) || value < range.low || value > range.high))
		return err_set(err, ERR_INVALID,
			       "\"%.40s\" takes a whole number from %" PRId64 " to %" PRId64 ".",
			       name, range.low, range.high);
	*ret = value;
	return true;
}

static bool id(struct str text, const char *name, int64_t *ret, struct err *err)
{
	int64_t value;

	if (text.len == 0)
		return err_set(err, ERR_INVALID, "\"%.40s\" is missing.", name);
	if (!str_to_i64(text, &value) || value <= 0)
		return err_set(err, ERR_INVALID, "\"%.40s\" is not one of the choices.", name);
	*ret = value;
	return true;
}

struct str http_query_text(const struct http_request *request, const char *name,
			   const char *otherwise)
{
	struct str value = http_field(&request->query, name);

	return value.len == 0 ? str_from(otherwise) : value;
}

bool http_query_int(const struct http_request *request, const char *name, struct http_range range,
		    int64_t *ret, struct err *err)
{
	return number(http_field(&request->query, name), name, range, ret, err);
}

bool http_query_id(const struct http_request *request, const char *name, int64_t *ret,
		   struct err *err)
{
	return id(http_field(&request->query, name), name, ret, err);
}

struct str http_form_value(const struct http_request *request, const char *name)
{
	struct str value = http_field(&request->form, name);

	return value.ptr == NULL ? STR("") : value;
}

/* Line breaks as LF (browsers send CR LF), other control characters refused. */
static bool clean(struct arena *arena, struct str in, struct str *ret)
{
	char *out = arena_alloc(arena, in.len + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < in.len; i++) {
		unsigned char c = (unsigned char)in.ptr[i];

		if (c == '\r') {
			if (i + 1 == in.len || in.ptr[i + 1] != '\n')
				out[n++] = '\n';
			continue;
		}
		if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
			return false;
		out[n++] = in.ptr[i];
	}
	*ret = (struct str){out, n};
	return true;
}

bool http_form_optional(const struct http_request *request, const char *name, size_t max_chars,
			struct str *ret, struct err *err)
{
	struct str text = str_trim(http_form_value(request, name));

	if (!clean(request->arena, text, &text))
		return err_set(err, ERR_INVALID,
			       "\"%.40s\" has a character that cannot be printed.", name);
	if (str_utf8_count(text) > max_chars)
		return err_set(err, ERR_INVALID, "\"%.40s\" may have at most %zu characters.", name,
			       max_chars);
	*ret = text;
	return true;
}

bool http_form_text(const struct http_request *request, const char *name, size_t max_chars,
		    struct str *ret, struct err *err)
{
	struct str text;

	if (!http_form_optional(request, name, max_chars, &text, err))
		return false;
	if (text.len == 0)
		return err_set(err, ERR_INVALID, "\"%.40s\" must be filled in.", name);
	*ret = text;
	return true;
}

bool http_form_int(const struct http_request *request, const char *name, struct http_range range,
		   int64_t *ret, struct err *err)
{
	return number(http_form_value(request, name), name, range, ret, err);
}

bool http_form_id(const struct http_request *request, const char *name, int64_t *ret,
		  struct err *err)
{
	return id(http_form_value(request, name), name, ret, err);
}

bool http_form_flag(const struct http_request *request, const char *name)
{
	struct str value = http_form_value(request, name);

	return value.len > 0 && !str_eq(value, STR("0")) && !str_eq(value, STR("off"));
}

const struct http_file *http_form_file(const struct http_request *request, const char *name)
{
	for (size_t i = 0; i < request->n_files; i++) {
		const struct http_file *file = &request->file[i];

		/* A file field that was left empty is sent without name and content. */
		if (str_eq(file->name, str_from(name)) && file->content.len > 0)
			return file;
	}
	return NULL;
}

struct str http_encode(struct arena *arena, struct str text)
{
	static const char digits[] = "0123456789ABCDEF";
	static const char plain[] = "-._~";
	char *out = arena_alloc_array(arena, text.len + 1, 3, 1);
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		    (c != '\0' && strchr(plain, c) != NULL)) {
			out[n++] = text.ptr[i];
		} else {
			out[n++] = '%';
			out[n++] = digits[c >> 4];
			out[n++] = digits[c & 15];
		}
	}
	return (struct str){out, n};
}

struct str http_target(const struct http_request *request)
{
	struct text target;

	text_init(&target, request->arena);
	text_put(&target, request->path);
	for (size_t i = 0; i < request->query.n; i++) {
		text_put_char(&target, i == 0 ? '?' : '&');
		text_put(&target, http_encode(request->arena, request->query.at[i].name));
		text_put_char(&target, '=');
		text_put(&target, http_encode(request->arena, request->query.at[i].value));
	}
	return text_str(&target);
}
