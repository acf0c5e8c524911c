#include "kit/http/decode.h"

#include <string.h>

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static bool has_escape(struct str s, bool plus)
{
	return s.len > 0 &&
	       (memchr(s.ptr, '%', s.len) != NULL || (plus && memchr(s.ptr, '+', s.len) != NULL));
}

static bool unescape(struct arena *arena, struct str in, bool plus, struct str *ret)
{
	char *out = arena_alloc(arena, in.len + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < in.len; i++) {
		char c = in.ptr[i];

		if (c == '%') {
			bool room = in.len - i > 2;
			int high = room ? hex_digit(in.ptr[i + 1]) : -1;
			int low = room ? hex_digit(in.ptr[i + 2]) : -1;

			if (high < 0 || low < 0)
				return false;
			c = (char)(unsigned char)(high * 16 + low);
			i += 2;
		} else if (c == '+' && plus) {
			c = ' ';
		}
		out[n++] = c;
	}
	*ret = (struct str){out, n};
	return true;
}

bool http_decode(struct arena *arena, struct str in, bool plus, struct str *ret, struct err *err)
{
	struct str out = in;

	if (has_escape(in, plus) && !unescape(arena, in, plus, &out))
		return err_set(err, ERR_INVALID,
			       "A %% must be followed by two hexadecimal digits.");
	if (out.len > 0 && memchr(out.ptr, '\0', out.len) != NULL)
		return err_set(err, ERR_INVALID, "A text must not hold a zero byte.");
	if (!str_is_utf8(out, NULL))
		return err_set(err, ERR_INVALID, "A text is not valid UTF-8.");
	*ret = out;
	return true;
}

static bool has_control(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c < 0x20 || c == 0x7F)
			return true;
	}
	return false;
}

/* The text up to a mark, which *rest then leaves behind. */
static struct str cut(struct str *rest, char mark)
{
	const char *at = rest->len == 0 ? NULL : memchr(rest->ptr, mark, rest->len);
	size_t len = at == NULL ? rest->len : (size_t)(at - rest->ptr);
	struct str first = str_slice(*rest, 0, len);

	*rest = str_slice(*rest, len + (at == NULL ? 0 : 1), rest->len);
	return first;
}

bool http_decode_path(struct arena *arena, struct str path, struct str ret[HTTP_MAX_SEGMENTS],
		      size_t *ret_n, struct err *err)
{
	struct str segment[HTTP_MAX_SEGMENTS];
	struct str rest = path;
	size_t n = 0;

	if (path.len == 0 || path.ptr[0] != '/')
		return err_set(err, ERR_INVALID, "The address must begin with a slash.");
	rest = str_slice(rest, 1, rest.len);
	while (path.len > 1) {
		bool last = rest.len == 0 || memchr(rest.ptr, '/', rest.len) == NULL;
		struct str part = cut(&rest, '/');

		if (n == HTTP_MAX_SEGMENTS)
			return err_set(err, ERR_INVALID, "The address has too many parts.");
		if (!http_decode(arena, part, false, &segment[n], err))
			return false;
		if (str_eq(segment[n], STR(".")) || str_eq(segment[n], STR("..")) ||
		    has_control(segment[n]))
			return err_set(err, ERR_INVALID,
				       "The address has a part that cannot be used.");
		n++;
		if (last)
			break;
	}
	for (size_t i = 0; i < n; i++)
		ret[i] = segment[i];
	*ret_n = n;
	return true;
}

bool http_decode_pairs(struct arena *arena, struct str text, struct http_fields *ret,
		       struct err *err)
{
	struct str rest = text;

	while (rest.len > 0) {
		struct str value = cut(&rest, '&');
		struct str name;
		struct http_field field;

		if (value.len == 0)
			continue;
		if (ret->n == HTTP_MAX_FIELDS)
			return err_set(err, ERR_INVALID, "There are more than %d fields.",
				       (int)HTTP_MAX_FIELDS);
		name = cut(&value, '=');
		if (!http_decode(arena, name, true, &field.name, err) ||
		    !http_decode(arena, value, true, &field.value, err))
			return false;
		*vec_push(arena, ret) = field;
	}
	return true;
}

void http_decode_cookies(struct arena *arena, struct str header, struct http_fields *ret)
{
	enum { MAX_COOKIES = 64 };
	struct str rest = header;

	while (rest.len > 0 && ret->n < MAX_COOKIES) {
		struct str value = cut(&rest, ';');
		bool named = value.len > 0 && memchr(value.ptr, '=', value.len) != NULL;
		struct str name = str_trim(cut(&value, '='));

		value = str_trim(value);
		if (value.len >= 2 && value.ptr[0] == '"' && value.ptr[value.len - 1] == '"')
			value = str_slice(value, 1, value.len - 1);
		if (named && http_is_token(name) && !has_control(value) && str_is_utf8(value, NULL))
			*vec_push(arena, ret) = (struct http_field){name, value};
	}
}

/* The quoted string that s begins with, without quotes and backslashes; *ret_end
 * is where it ends in s. An open one ends with s. */
static struct str unquote(struct arena *arena, struct str s, size_t *ret_end)
{
	char *out = arena_alloc(arena, s.len + 1, 1);
	size_t n = 0, i = 1;

	for (; i < s.len && s.ptr[i] != '"'; i++) {
		/* Browsers escape only the quote; a backslash before anything else is
		 * a backslash of a file name. */
		if (s.ptr[i] == '\\' && i + 1 < s.len &&
		    (s.ptr[i + 1] == '"' || s.ptr[i + 1] == '\\'))
			i++;
		out[n++] = s.ptr[i];
	}
	*ret_end = i < s.len ? i + 1 : i;
	return (struct str){out, n};
}

struct str http_decode_parameter(struct arena *arena, struct str header, const char *name)
{
	struct str rest = header;

	(void)cut(&rest, ';');
	while (rest.len > 0) {
		size_t end = 0;
		struct str key, value;
		char stop;

		while (end < rest.len && rest.ptr[end] != '=' && rest.ptr[end] != ';')
			end++;
		if (end == rest.len)
			break;
		key = str_trim(str_slice(rest, 0, end));
		stop = rest.ptr[end];
		rest = str_slice(rest, end + 1, rest.len);
		if (stop == ';')
			continue;
		while (rest.len > 0 && (rest.ptr[0] == ' ' || rest.ptr[0] == '\t'))
			rest = str_slice(rest, 1, rest.len);
		if (rest.len > 0 && rest.ptr[0] == '"') {
			value = unquote(arena, rest, &end);
			rest = str_slice(rest, end, rest.len);
			(void)cut(&rest, ';');
		} else {
			value = str_trim(cut(&rest, ';'));
		}
		if (http_same_name(key, str_from(name)))
			return value;
	}
	return (struct str){NULL, 0};
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool http_same_name(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++) {
		if (lower(a.ptr[i]) != lower(b.ptr[i]))
			return false;
	}
	return true;
}

bool http_is_token(struct str s)
{
	static const char others[] = "!#$%&'*+-.^_`|~";

	for (size_t i = 0; i < s.len; i++) {
		char c = lower(s.ptr[i]);

		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') &&
		    memchr(others, c, sizeof others - 1) == NULL)
			return false;
	}
	return s.len > 0;
}
