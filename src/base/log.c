#include "base/log.h"

#include "base/date.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A line being made; what does not fit is dropped. */
struct line {
	char text[LOG_MAX_LINE];
	size_t len; /* one byte is always left for the line feed */
};

static void put(struct line *line, struct str s)
{
	struct str fits = str_utf8_cut(s, sizeof line->text - 1 - line->len);

	if (fits.len > 0)
		memcpy(line->text + line->len, fits.ptr, fits.len);
	line->len += fits.len;
}

static void put_format(struct line *line, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void put_format(struct line *line, const char *format, ...)
{
	char piece[64];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(piece, sizeof piece, format, args);
	va_end(args);
	put(line, str_from(piece));
}

static bool is_plain(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c <= ' ' || c == '"' || c == '\\' || c == '=' || c == 0x7F)
			return false;
	}
	return s.len > 0 && str_is_utf8(s, NULL);
}

static void put_value(struct line *line, struct str s)
{
	if (is_plain(s)) {
		put(line, s);
		return;
	}
	put(line, STR("\""));
	while (s.len > 0) {
		unsigned char c = (unsigned char)s.ptr[0];
		size_t n = 1;

		while (n < s.len && ((unsigned char)s.ptr[n] & 0xC0) == 0x80)
			n++;
		if (c == '"' || c == '\\')
			put_format(line, "\\%c", c);
		else if (c < ' ' || c == 0x7F)
			put_format(line, "\\x%02x", c);
		else if (str_is_utf8(str_slice(s, 0, n), NULL))
			put(line, str_slice(s, 0, n));
		else
			put_format(line, "\\x%02x", c);
		s = str_slice(s, str_is_utf8(str_slice(s, 0, n), NULL) ? n : 1, s.len);
	}
	put(line, STR("\""));
}

static bool is_secret(const char *key)
{
	static const char *const words[] = {"password", "passwd",        "secret",     "token",
					    "cookie",   "authorization", "credential", "session"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasestr(key, words[i]) != NULL)
			return true;
	return strcmp(key, "key") == 0;
}

static void put_field(struct line *line, const struct log_field *field)
{
	put_format(line, " %.40s=", field->key);
	if (is_secret(field->key))
		put(line, STR("(hidden)"));
	else if (field->is_number)
		put_format(line, "%lld", (long long)field->number);
	else
		put_value(line, field->text);
}

static void put_instant(struct line *line, int64_t utc_ms)
{
	struct civil c = date_civil((int32_t)(utc_ms / DATE_MS_PER_DAY));
	int ms = (int)(utc_ms % DATE_MS_PER_DAY), second = ms / 1000;

	put_format(line, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", c.year, c.month, c.day,
		   second / 3600, second / 60 % 60, second % 60, ms % 1000);
}

static const struct str level_names[] = {STR_INIT("debug"), STR_INIT("info"), STR_INIT("warn"),
					 STR_INIT("error")};

void log_write(const struct log *log, enum log_level level, const char *event,
	       const struct log_field *fields, size_t n)
{
	struct line line = {.len = 0};

	if (log->fd < 0 || level < log->level)
		return;
	put_instant(&line, clock_utc_ms(log->clock));
	put(&line, STR(" "));
	put(&line, level_names[level]);
	put(&line, STR(" "));
	put(&line, str_from(event));
	for (size_t i = 0; i < n; i++)
		put_field(&line, &fields[i]);
	line.text[line.len++] = '\n';
	/* A log that cannot be written must not stop the work it tells of. */
	if (write(log->fd, line.text, line.len) < 0)
		return;
}

static const char *kind_name(enum err_kind kind)
{
	switch (kind) {
	case ERR_NONE:
		return "none";
	case ERR_INVALID:
		return "invalid";
	case ERR_NOT_FOUND:
		return "not-found";
	case ERR_DENIED:
		return "denied";
	case ERR_CONFLICT:
		return "conflict";
	case ERR_BUSY:
		return "busy";
	case ERR_SYSTEM:
		return "system";
	}
	return "unknown";
}

void log_failure(const struct log *log, const char *event, const struct err *err)
{
	log_event(log, LOG_ERROR, event, LOG_CSTR("kind", kind_name(err->kind)),
		  LOG_CSTR("text", err->text));
}

bool log_level_parse(struct str s, enum log_level *ret)
{
	for (unsigned i = 0; i < sizeof level_names / sizeof *level_names; i++) {
		if (str_eq(s, level_names[i])) {
			*ret = (enum log_level)i;
			return true;
		}
	}
	return false;
}
