#include "kit/http/multipart.h"

#include "kit/http/decode.h"

#include <string.h>

static bool broken(struct err *err)
{
	return err_set(err, ERR_INVALID, "The form was not sent whole or is damaged.");
}

bool multipart_init(struct multipart *multipart, struct arena *arena, struct str content_type,
		    const struct multipart_sink *sink, struct err *err)
{
	struct str boundary = http_decode_parameter(arena, content_type, "boundary");

	if (boundary.len == 0 || boundary.len > MULTIPART_MAX_BOUNDARY ||
	    memchr(boundary.ptr, '\r', boundary.len) != NULL ||
	    memchr(boundary.ptr, '\n', boundary.len) != NULL)
		return broken(err);
	*multipart = (struct multipart){
		.arena = arena,
		.sink = *sink,
		.delimiter = arena_printf(arena, "\r\n--%.*s", STR_ARG(boundary)),
		.state = MULTIPART_PREAMBLE,
	};
	text_init(&multipart->window, arena);
	/* The first delimiter may stand at the very beginning, without its CRLF. */
	text_put(&multipart->window, STR("\r\n"));
	return true;
}

/* Text outside of file contents must be readable text. */
static bool good_text(struct str s)
{
	return str_is_utf8(s, NULL) && (s.len == 0 || memchr(s.ptr, '\0', s.len) == NULL);
}

static struct str base_name(struct str path)
{
	for (size_t i = path.len; i > 0; i--) {
		if (path.ptr[i - 1] == '/' || path.ptr[i - 1] == '\\')
			return str_slice(path, i, path.len);
	}
	return path;
}

static bool read_header_line(struct multipart *multipart, struct str line,
			     struct multipart_part *part, struct err *err)
{
	const char *colon = line.len == 0 ? NULL : memchr(line.ptr, ':', line.len);
	struct str name, value;

	if (colon == NULL || !good_text(line))
		return broken(err);
	name = str_slice(line, 0, (size_t)(colon - line.ptr));
	value = str_trim(str_slice(line, name.len + 1, line.len));
	if (http_same_name(name, STR("Content-Type"))) {
		part->type = arena_str(multipart->arena, value);
	} else if (http_same_name(name, STR("Content-Disposition"))) {
		part->name = http_decode_parameter(multipart->arena, value, "name");
		part->file_name = http_decode_parameter(multipart->arena, value, "filename");
		if (part->file_name.ptr != NULL)
			part->file_name = base_name(part->file_name);
		/* Unquoted parameters point into the window, which moves on. */
		if (part->name.ptr != NULL)
			part->name = arena_str(multipart->arena, part->name);
		if (part->file_name.ptr != NULL)
			part->file_name = arena_str(multipart->arena, part->file_name);
	}
	return true;
}

static bool read_header(struct multipart *multipart, struct str lines, struct err *err)
{
	struct multipart_part part = {0};

	while (lines.len > 0) {
		const char *end = memmem(lines.ptr, lines.len, "\r\n", 2);
		size_t len = end == NULL ? lines.len : (size_t)(end - lines.ptr);

		if (!read_header_line(multipart, str_slice(lines, 0, len), &part, err))
			return false;
		lines = str_slice(lines, end == NULL ? len : len + 2, lines.len);
	}
	if (part.name.ptr == NULL)
		return broken(err);
	return multipart->sink.begin(multipart->sink.self, &part, err);
}

/* Each step uses up some of the window and returns true while there may be more
 * to do; *ret_used says how much. */

static bool step_bytes(struct multipart *multipart, struct str window, size_t *ret_used,
		       bool *ret_more, struct err *err)
{
	struct str delimiter = multipart->delimiter;
	const char *at = window.len == 0
				 ? NULL
				 : memmem(window.ptr, window.len, delimiter.ptr, delimiter.len);
	bool inside = multipart->state == MULTIPART_BYTES;
	size_t keep = window.len < delimiter.len - 1 ? window.len : delimiter.len - 1;
	size_t len = at != NULL ? (size_t)(at - window.ptr) : window.len - keep;

	if (inside && len > 0 &&
	    !multipart->sink.bytes(multipart->sink.self, str_slice(window, 0, len), err))
		return false;
	*ret_used = len;
	*ret_more = at != NULL;
	if (at == NULL)
		return true;
	*ret_used = len + delimiter.len;
	multipart->state = MULTIPART_AFTER;
	return !inside || multipart->sink.end(multipart->sink.self, err);
}

static bool step_after(struct multipart *multipart, struct str window, size_t *ret_used,
		       bool *ret_more, struct err *err)
{
	*ret_more = window.len >= 2;
	*ret_used = 0;
	if (window.len < 2)
		return true;
	*ret_used = 2;
	if (memcmp(window.ptr, "--", 2) == 0)
		multipart->state = MULTIPART_DONE;
	else if (memcmp(window.ptr, "\r\n", 2) == 0)
		multipart->state = MULTIPART_HEADER;
	else
		return broken(err);
	return true;
}

static bool step_header(struct multipart *multipart, struct str window, size_t *ret_used,
			bool *ret_more, struct err *err)
{
	const char *end = window.len == 0 ? NULL : memmem(window.ptr, window.len, "\r\n\r\n", 4);
	size_t len = end == NULL ? window.len : (size_t)(end - window.ptr);

	*ret_used = 0;
	*ret_more = end != NULL;
	if (len > MULTIPART_MAX_HEADER)
		return err_set(err, ERR_INVALID,
			       "A part of the form has a header that is too long.");
	if (end == NULL)
		return true;
	*ret_used = len + 4;
	multipart->state = MULTIPART_BYTES;
	return read_header(multipart, str_slice(window, 0, len), err);
}

static bool step(struct multipart *multipart, struct str window, size_t *ret_used, bool *ret_more,
		 struct err *err)
{
	switch (multipart->state) {
	case MULTIPART_PREAMBLE:
	case MULTIPART_BYTES:
		return step_bytes(multipart, window, ret_used, ret_more, err);
	case MULTIPART_AFTER:
		return step_after(multipart, window, ret_used, ret_more, err);
	case MULTIPART_HEADER:
		return step_header(multipart, window, ret_used, ret_more, err);
	case MULTIPART_DONE:
		*ret_used = window.len;
		*ret_more = false;
		return true;
	}
	return broken(err);
}

bool multipart_put(struct multipart *multipart, struct str piece, struct err *err)
{
	size_t used = 0;
	bool more = true;

	text_put(&multipart->window, piece);
	while (more) {
		struct str all = text_str(&multipart->window);
		size_t n = 0;

		if (!step(multipart, str_slice(all, used, all.len), &n, &more, err))
			return false;
		used += n;
	}
	multipart->window.len -= used;
	memmove(multipart->window.ptr, multipart->window.ptr + used, multipart->window.len);
	return true;
}

bool multipart_finish(const struct multipart *multipart, struct err *err)
{
	return multipart->state == MULTIPART_DONE ? true : broken(err);
}
