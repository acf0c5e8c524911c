#include "base/csv.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct str bom = STR_INIT("\xEF\xBB\xBF");

void csv_init(struct csv *csv, struct str text)
{
	bool has_bom = str_starts_with(text, bom);

	*csv = (struct csv){
		.rest = str_slice(text, has_bom ? bom.len : 0, text.len),
		.next_line = 1,
		.next_column = 1,
		.separator = ',',
	};
}

/* Move the place over what is taken off the text. */
static void advance(struct csv *csv, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)csv->rest.ptr[i];

		if (c == '\n') {
			csv->next_line++;
			csv->next_column = 1;
		} else if ((c & 0xC0) != 0x80) {
			csv->next_column++;
		}
	}
	csv->rest = str_slice(csv->rest, n, csv->rest.len);
}

/* The text between the quotes; doubled quotes become single. */
static struct str undouble(struct arena *arena, struct str raw)
{
	size_t n = 0;
	char *out;

	if (!str_find_char(raw, '"', NULL))
		return raw;
	out = arena_array(arena, char, raw.len);
	for (size_t i = 0; i < raw.len; i++) {
		out[n++] = raw.ptr[i];
		if (raw.ptr[i] == '"')
			i++;
	}
	return (struct str){out, n};
}

/* Take a quoted field off csv->rest, which starts with its opening quote. */
static bool take_quoted(struct csv *csv, struct arena *arena, struct str *ret, struct err *err)
{
	struct str s = csv->rest;

	for (size_t i = 1; i < s.len; i++) {
		if (s.ptr[i] != '"')
			continue;
		if (i + 1 < s.len && s.ptr[i + 1] == '"') {
			i++;
			continue;
		}
		*ret = undouble(arena, str_slice(s, 1, i));
		advance(csv, i + 1);
		return true;
	}
	return err_at(err, csv->next_line, csv->next_column,
		      "the quote that opens here is not closed before the end of the text");
}

static bool take_plain(struct csv *csv, struct str *ret, struct err *err)
{
	struct str s = csv->rest;
	size_t i = 0;

	while (i < s.len && s.ptr[i] != csv->separator && s.ptr[i] != '\n' && s.ptr[i] != '\r') {
		if (s.ptr[i] == '"') {
			advance(csv, i);
			return err_at(err, csv->next_line, csv->next_column,
				      "a quote inside an unquoted field; a field with quotes is "
				      "written in quotes, and each quote in it twice");
		}
		i++;
	}
	*ret = str_slice(s, 0, i);
	advance(csv, i);
	return true;
}

/* Refuse what is not text, at its own place. */
static bool check_text(const struct csv *at, struct str raw, struct err *err)
{
	struct csv place = *at;
	size_t bad;

	if (str_find_char(raw, '\0', &bad)) {
		advance(&place, bad);
		return err_at(err, place.next_line, place.next_column,
			      "a NUL byte: this is not a text file, or one in UTF-16");
	}
	if (!str_is_utf8(raw, &bad)) {
		advance(&place, bad);
		return err_at(err, place.next_line, place.next_column,
			      "byte %02X is not UTF-8; save the file as \"CSV UTF-8\"",
			      (unsigned char)raw.ptr[bad]);
	}
	return true;
}

/* Text that the writer guards: apostrophes, then what starts a formula. */
static bool looks_like_formula(struct str s)
{
	size_t i = 0;

	while (i < s.len && s.ptr[i] == '\'')
		i++;
	return i < s.len && memchr("=+-@\t\r\n", s.ptr[i], 7) != NULL;
}

static struct str unguard(struct str s)
{
	return s.len > 0 && s.ptr[0] == '\'' && looks_like_formula(s) ? str_slice(s, 1, s.len) : s;
}

static bool take_field(struct csv *csv, struct arena *arena, struct csv_record *record,
		       struct err *err)
{
	const struct csv start = *csv;
	bool quoted = csv->rest.len > 0 && csv->rest.ptr[0] == '"';
	struct str field = {0};

	if (record->n == CSV_MAX_FIELDS)
		return err_at(err, csv->next_line, csv->next_column,
			      "more than %d fields in one record", CSV_MAX_FIELDS);
	if (quoted ? !take_quoted(csv, arena, &field, err) : !take_plain(csv, &field, err))
		return false;
	if (!check_text(&start, str_slice(start.rest, 0, start.rest.len - csv->rest.len), err))
		return false;
	record->line[record->n] = start.next_line;
	record->column[record->n] = start.next_column;
	record->field[record->n++] = csv->keep_guard ? field : unguard(field);
	return true;
}

/* Take a record's end off csv->rest; false if something else is there. */
static bool take_end(struct csv *csv)
{
	if (csv->rest.len == 0)
		return true;
	if (str_starts_with(csv->rest, STR("\r\n")))
		advance(csv, 2);
	else if (csv->rest.ptr[0] == '\n')
		advance(csv, 1);
	else
		return false;
	return true;
}

bool csv_next(struct csv *csv, struct arena *arena, struct csv_record *ret, bool *ret_more,
	      struct err *err)
{
	ret->n = 0;
	*ret_more = csv->rest.len > 0;
	if (!*ret_more)
		return true;

	csv->line = csv->next_line;
	for (;;) {
		if (!take_field(csv, arena, ret, err))
			return false;
		if (take_end(csv))
			return true;
		if (csv->rest.ptr[0] == '\r')
			return err_at(err, csv->next_line, csv->next_column,
				      "a carriage return that no line feed follows");
		if (csv->rest.ptr[0] != csv->separator)
			return err_at(err, csv->next_line, csv->next_column,
				      "text after the closing quote of a field");
		advance(csv, 1);
	}
}

bool csv_fault(const struct csv_record *record, size_t field, struct err *err, const char *format,
	       ...)
{
	size_t at = field < record->n ? field : record->n > 0 ? record->n - 1 : 0;
	char text[sizeof err->text];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(text, sizeof text, format, args);
	va_end(args);
	return err_at(err, record->n > 0 ? record->line[at] : 0,
		      record->n > 0 ? record->column[at] : 0, "%s", text);
}

void csv_writer_init(struct csv_writer *writer, struct text *text)
{
	*writer = (struct csv_writer){.text = text, .separator = ','};
}

static void begin_field(struct csv_writer *writer)
{
	if (writer->inside)
		text_put_char(writer->text, writer->separator);
	writer->inside = true;
}

static bool needs_quotes(const struct csv_writer *writer, struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] == '"' || s.ptr[i] == '\n' || s.ptr[i] == '\r' ||
		    s.ptr[i] == writer->separator)
			return true;
	/* A byte order mark at the start of the file would be read as one. */
	return str_starts_with(s, bom);
}

void csv_put(struct csv_writer *writer, struct str field)
{
	bool guard = !writer->no_guard && looks_like_formula(field);
	bool quote = needs_quotes(writer, field);

	/* A record of one empty field would be an empty line. */
	if (field.len == 0 && !writer->inside)
		quote = true;
	begin_field(writer);
	if (quote)
		text_put_char(writer->text, '"');
	if (guard)
		text_put_char(writer->text, '\'');
	for (struct str rest = field; rest.len > 0;) {
		size_t end = rest.len;

		if (str_find_char(rest, '"', &end)) {
			text_put(writer->text, str_slice(rest, 0, end));
			text_put(writer->text, STR("\"\""));
			end++;
		} else {
			text_put(writer->text, rest);
		}
		rest = str_slice(rest, end, rest.len);
	}
	if (quote)
		text_put_char(writer->text, '"');
}

void csv_put_i64(struct csv_writer *writer, int64_t number)
{
	begin_field(writer);
	text_printf(writer->text, "%lld", (long long)number);
}

void csv_end(struct csv_writer *writer)
{
	assert(writer->inside);
	text_put(writer->text, writer->lf ? STR("\n") : STR("\r\n"));
	writer->inside = false;
}
