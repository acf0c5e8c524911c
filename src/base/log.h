/* log: what happened, one line an event, key=value.
 *
 *	2026-11-24T08:00:00.123Z info http.request method=GET path=/week status=200 ms=3
 *
 * Values with spaces, quotes or control characters are quoted and escaped, so that nobody's
 * input can forge a line. A key that names a secret (password, token, secret, cookie,
 * authorization, key ...) never shows its value. A line is written with one call, so
 * threads and processes may share a log.
 */
#ifndef WEFT_BASE_LOG_H
#define WEFT_BASE_LOG_H

#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

struct log {
	int fd;               /* the caller's; -1 writes nothing */
	enum log_level level; /* what is below is left out */
	const struct clock *clock;
};

struct log_field {
	const char *key;
	bool is_number;
	int64_t number;
	struct str text;
};

#define LOG_TEXT(name, value) ((struct log_field){.key = (name), .text = (value)})
#define LOG_CSTR(name, value) ((struct log_field){.key = (name), .text = str_from(value)})
#define LOG_NUMBER(name, value) \
	((struct log_field){.key = (name), .is_number = true, .number = (value)})

/* log_event(log, LOG_INFO, "job.done", LOG_NUMBER("job", id), LOG_TEXT("kind", kind)); at
 * least one field. Lines longer than LOG_MAX_LINE are cut. */
#define log_event(log, level, event, ...)                                           \
	log_write((log), (level), (event), (const struct log_field[]){__VA_ARGS__}, \
		  sizeof((const struct log_field[]){__VA_ARGS__}) / sizeof(struct log_field))

enum { LOG_MAX_LINE = 4096 };

void log_write(const struct log *log, enum log_level level, const char *event,
	       const struct log_field *fields, size_t n);

/* A failure, with its kind and text. */
void log_failure(const struct log *log, const char *event, const struct err *err);

/* "debug", "info", "warn", "error". */
bool log_level_parse(struct str s, enum log_level *ret);

#endif
