/* html: what a page is written into, and how each C type is escaped.
 *
 * Templates (docs/templates.md) are compiled to functions that take a struct
 * html * first and write into it. The type of an expression chooses how it is
 * written: text and numbers are escaped, struct html_safe is copied as it is, and
 * any other type does not compile. Only three functions make a struct html_safe:
 * html_safe_literal() and html_str() here, and markdown_html() in markdown.h.
 *
 * A struct html belongs to one request and lives in its arena.
 */
#ifndef WEFT_KIT_HTML_HTML_H
#define WEFT_KIT_HTML_HTML_H

#include "base/arena.h"
#include "base/str.h"
#include "base/text.h"
#include "kit/html/lang.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct html {
	struct text text;
	const struct lang *lang; /* NULL: English, as the templates are written */
};

/* Markup that is known to be safe. Only the functions named above make it. */
struct html_safe {
	struct str str;
};

/* Begin an empty page. lang may be NULL. */
void html_init(struct html *html, struct arena *arena, const struct lang *lang);

/* What was written so far. The pointer is good until more is written. */
struct html_safe html_str(const struct html *html);

/* A string literal as markup. */
#define html_safe_literal(literal) ((struct html_safe){STR(literal)})

/* Copy markup as it stands. For generated code and for html_safe_literal. */
void html_lit(struct html *out, const char *markup, size_t len);

/* Write text (escaped for element content and quoted attribute values) or a number. */
void html_put_str(struct html *out, struct str s);
void html_put_cstr(struct html *out, const char *s); /* NULL: nothing */
void html_put_char(struct html *out, char c);
void html_put_i64(struct html *out, int64_t v);
void html_put_u64(struct html *out, uint64_t v);
void html_put_safe(struct html *out, struct html_safe s);

#define html_put(out, x) \
	_Generic((x),                                                                              \
		char *: html_put_cstr,                                                             \
		const char *: html_put_cstr,                                                       \
		struct str: html_put_str,                                                          \
		struct html_safe: html_put_safe,                                                   \
		char: html_put_char,                                                               \
		signed char: html_put_i64,                                                         \
		short: html_put_i64,                                                               \
		int: html_put_i64,                                                                 \
		long: html_put_i64,                                                                \
		long long: html_put_i64,                                                           \
		unsigned char: html_put_u64,                                                       \
		unsigned short: html_put_u64,                                                      \
		unsigned: html_put_u64,                                                            \
		unsigned long: html_put_u64,                                                       \
		unsigned long long: html_put_u64)((out), (x))

/* A whole URL at the start of an attribute ({{url x}}): relative ones and those of
 * http, https, mailto, tel and webcal; anything else is written as "#". */
void html_put_url_str(struct html *out, struct str url);
void html_put_url_cstr(struct html *out, const char *url);

#define html_put_url(out, x) \
	_Generic((x),                                                                              \
		char *: html_put_url_cstr,                                                         \
		const char *: html_put_url_cstr,                                                   \
		struct str: html_put_url_str)((out), (x))

/* One part of a URL (a path segment, a query value): everything but letters,
 * digits and -._~ becomes %XX. */
void html_put_part_str(struct html *out, struct str part);
void html_put_part_cstr(struct html *out, const char *part);

#define html_put_part(out, x) \
	_Generic((x),                                                                              \
		char *: html_put_part_cstr,                                                        \
		const char *: html_put_part_cstr,                                                  \
		struct str: html_put_part_str,                                                     \
		short: html_put_i64,                                                               \
		int: html_put_i64,                                                                 \
		long: html_put_i64,                                                                \
		long long: html_put_i64,                                                           \
		unsigned char: html_put_u64,                                                       \
		unsigned short: html_put_u64,                                                      \
		unsigned: html_put_u64,                                                            \
		unsigned long: html_put_u64,                                                       \
		unsigned long long: html_put_u64)((out), (x))

/* Whether an optional attribute (name?="{{x}}") is written: text that is not
 * empty, a number that is not 0. */
bool html_is_str(struct str s);
bool html_is_cstr(const char *s);
bool html_is_safe(struct html_safe s);
bool html_is_i64(int64_t v);
bool html_is_u64(uint64_t v);

#define html_is(x) \
	_Generic((x),                                                                              \
		char *: html_is_cstr,                                                              \
		const char *: html_is_cstr,                                                        \
		struct str: html_is_str,                                                           \
		struct html_safe: html_is_safe,                                                    \
		short: html_is_i64,                                                                \
		int: html_is_i64,                                                                  \
		long: html_is_i64,                                                                 \
		long long: html_is_i64,                                                            \
		unsigned char: html_is_u64,                                                        \
		unsigned short: html_is_u64,                                                       \
		unsigned: html_is_u64,                                                             \
		unsigned long: html_is_u64,                                                        \
		unsigned long long: html_is_u64)(x)

/* Formats, as {{number x}} and so on. They follow the language of the page. */
void html_put_number(struct html *out, int64_t number);   /* 12,345 */
void html_put_money(struct html *out, int64_t cents);     /* $1,234 or $1,234.50 */
void html_put_minutes(struct html *out, int64_t minutes); /* a length of time: 45 min, 1 h 05 min */
void html_put_clock(struct html *out, int64_t minutes);   /* from midnight: 8:05 am */
void html_put_time(struct html *out, int64_t minutes);    /* the same for a dense grid: 8:05 */
void html_put_time24(struct html *out, int64_t minutes);  /* the same for machines: 08:05 */
void html_put_percent(struct html *out, double share);    /* 0.834: 83% */
void html_put_decimal(struct html *out, double number);   /* 3.2: one decimal */
void html_put_date(struct html *out, int32_t date);       /* Tue, Nov 24 */
void html_put_longdate(struct html *out, int32_t date);   /* Tuesday, November 24, 2026 */
void html_put_isodate(struct html *out, int32_t date);    /* 2026-11-24, for machines */

#endif
