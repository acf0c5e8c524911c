#include "kit/formats/xml/xml_write.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

enum { FLUSH_BYTES = 1 << 16 };

static void flush(struct xml_writer *writer)
{
	const struct str text = text_str(&writer->text);

	if (writer->stream == NULL || text.len == 0)
		return;
	if (writer->err.kind == ERR_NONE &&
	    fwrite(text.ptr, 1, text.len, writer->stream) != text.len)
		(void)err_set(&writer->err, ERR_SYSTEM, "Cannot write the XML document");
	text_clear(&writer->text);
}

static void put(struct xml_writer *writer, const char *literal)
{
	text_put(&writer->text, str_from(literal));
}

/* How long a UTF-8 character is that begins with this byte, or 0 if none does. */
static size_t length_from(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first < 0xC2 || first >= 0xF5)
		return 0;
	return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/* Is c, written in n bytes, written in as few as it needs, and a character of XML 1.0? */
static bool is_xml_character(uint32_t c, size_t n)
{
	if (n == 1)
		return c >= 0x20 || c == '\t' || c == '\n' || c == '\r';
	if ((n == 3 && c < 0x800) || (n == 4 && c < 0x10000))
		return false;
	return c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
}

/* The length of the UTF-8 character at s, or 0 if it is broken or no character of XML 1.0. */
static size_t character_length(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	uint32_t c = p[0];
	size_t n = length_from(p[0]);

	if (n == 0 || n > s.len)
		return 0;
	if (n > 1)
		c &= 0x7Fu >> n;
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3Fu);
	}
	return is_xml_character(c, n) ? n : 0;
}

static const char *escape_of(char c, bool attribute)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '\r':
		return "&#13;";
	case '"':
		return attribute ? "&quot;" : NULL;
	case '\t':
		return attribute ? "&#9;" : NULL;
	case '\n':
		return attribute ? "&#10;" : NULL;
	default:
		return NULL;
	}
}

static void put_escaped(struct xml_writer *writer, const char *name, struct str s, bool attribute)
{
	size_t from = 0, i = 0;

	while (i < s.len) {
		const size_t n = character_length(str_slice(s, i, s.len));
		const char *escape = escape_of(s.ptr[i], attribute);

		if (n == 0) {
			if (writer->err.kind == ERR_NONE)
				(void)err_set(&writer->err, ERR_INVALID,
					      "%s holds a byte that XML cannot hold (0x%02X)", name,
					      (unsigned)(unsigned char)s.ptr[i]);
			return;
		}
		if (escape != NULL) {
			text_put(&writer->text, str_slice(s, from, i));
			put(writer, escape);
			from = i + 1;
		}
		i += n;
	}
	text_put(&writer->text, str_slice(s, from, s.len));
}

static void indent(struct xml_writer *writer)
{
	for (size_t i = 0; i < writer->depth; i++)
		text_put_char(&writer->text, '\t');
}

/* Finish the "<Name" of the element around what comes now. */
static void enter(struct xml_writer *writer)
{
	if (writer->tag_open)
		put(writer, ">\n");
	writer->tag_open = false;
	if (writer->text.len >= FLUSH_BYTES)
		flush(writer);
	indent(writer);
}

void xml_write_begin(struct xml_writer *writer, struct arena *arena, FILE *stream)
{
	*writer = (struct xml_writer){.stream = stream, .arena = arena};
	text_init(&writer->text, arena);
	put(writer, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
}

void xml_write_open(struct xml_writer *writer, const char *name)
{
	assert(writer->depth < XML_WRITE_MAX_DEPTH);
	enter(writer);
	text_put_char(&writer->text, '<');
	put(writer, name);
	writer->open[writer->depth++] = name;
	writer->tag_open = true;
}

void xml_write_attribute(struct xml_writer *writer, const char *name, struct str value)
{
	assert(writer->tag_open);
	text_put_char(&writer->text, ' ');
	put(writer, name);
	put(writer, "=\"");
	put_escaped(writer, name, value, true);
	text_put_char(&writer->text, '"');
}

void xml_write_close(struct xml_writer *writer)
{
	const char *name;

	assert(writer->depth > 0);
	name = writer->open[--writer->depth];
	if (writer->tag_open) {
		put(writer, "/>\n");
		writer->tag_open = false;
		return;
	}
	indent(writer);
	put(writer, "</");
	put(writer, name);
	put(writer, ">\n");
}

void xml_write_text(struct xml_writer *writer, const char *name, struct str text)
{
	enter(writer);
	text_put_char(&writer->text, '<');
	put(writer, name);
	if (text.len == 0) {
		put(writer, "/>\n");
		return;
	}
	text_put_char(&writer->text, '>');
	put_escaped(writer, name, text, false);
	put(writer, "</");
	put(writer, name);
	put(writer, ">\n");
}

void xml_write_number(struct xml_writer *writer, const char *name, int64_t number)
{
	char digits[24];

	(void)snprintf(digits, sizeof digits, "%" PRId64, number);
	xml_write_text(writer, name, str_from(digits));
}

bool xml_write_end(struct xml_writer *writer, struct err *err)
{
	assert(writer->depth == 0);
	flush(writer);
	if (writer->stream != NULL && fflush(writer->stream) != 0 && writer->err.kind == ERR_NONE)
		(void)err_set(&writer->err, ERR_SYSTEM, "Cannot write the XML document");
	if (writer->err.kind == ERR_NONE)
		return true;
	*err = writer->err;
	return false;
}
