/* say: sentences with arguments, in the language of the page.
 *
 *	html_say(out, STR("{1} teaches {2}|..."), args, n)
 *
 * is what {{t "..." a, b}} compiles to. Arguments are made by html_arg(x), which
 * takes the types of html_put(), or by a named format (html_arg_clock() for
 * {{t "Begins at {1}", clock b->start}}).
 */
#ifndef WEFT_KIT_HTML_SAY_H
#define WEFT_KIT_HTML_SAY_H

#include "kit/html/html.h"

enum html_arg_kind {
	HTML_ARG_STR,
	HTML_ARG_SAFE,
	HTML_ARG_I64,
	HTML_ARG_U64,
	HTML_ARG_NUMBER,
	HTML_ARG_MONEY,
	HTML_ARG_MINUTES,
	HTML_ARG_CLOCK,
	HTML_ARG_TIME,
	HTML_ARG_TIME24,
	HTML_ARG_PERCENT,
	HTML_ARG_DECIMAL,
	HTML_ARG_DATE,
	HTML_ARG_LONGDATE,
	HTML_ARG_ISODATE,
};

struct html_arg {
	enum html_arg_kind kind;
	union {
		struct str str;
		int64_t i64;
		uint64_t u64;
		double real;
	} as;
};

/* Write an English text, or what the language has for it, with its arguments: {1} is args[0].
 * A text with '|' is chosen by the number that is the first argument. */
void html_say(struct html *out, struct str english, const struct html_arg *args, size_t n);

/* The same as plain text in an arena, without escaping: for JSON, messages and mail. */
struct str say_text(struct arena *arena, const struct lang *lang, struct str english,
		    const struct html_arg *args, size_t n);

struct html_arg html_arg_str(struct str s);
struct html_arg html_arg_cstr(const char *s);
struct html_arg html_arg_safe(struct html_safe s);
struct html_arg html_arg_i64(int64_t v);
struct html_arg html_arg_u64(uint64_t v);
struct html_arg html_arg_number(int64_t v);
struct html_arg html_arg_money(int64_t cents);
struct html_arg html_arg_minutes(int64_t minutes);
struct html_arg html_arg_clock(int64_t minutes);
struct html_arg html_arg_time(int64_t minutes);
struct html_arg html_arg_time24(int64_t minutes);
struct html_arg html_arg_percent(double share);
struct html_arg html_arg_decimal(double number);
struct html_arg html_arg_date(int32_t date);
struct html_arg html_arg_longdate(int32_t date);
struct html_arg html_arg_isodate(int32_t date);

#define html_arg(x) \
	_Generic((x),                                                                              \
		char *: html_arg_cstr,                                                             \
		const char *: html_arg_cstr,                                                       \
		struct str: html_arg_str,                                                          \
		struct html_safe: html_arg_safe,                                                   \
		short: html_arg_i64,                                                               \
		int: html_arg_i64,                                                                 \
		long: html_arg_i64,                                                                \
		long long: html_arg_i64,                                                           \
		unsigned char: html_arg_u64,                                                       \
		unsigned short: html_arg_u64,                                                      \
		unsigned: html_arg_u64,                                                            \
		unsigned long: html_arg_u64,                                                       \
		unsigned long long: html_arg_u64)(x)

#endif
