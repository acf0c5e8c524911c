/* json_out: how a .json template writes C values.
 *
 * The writer is the same struct html, so that a page and its JSON twin are drawn
 * alike. Text becomes a JSON string, a NULL const char * becomes null, numbers
 * and bool become themselves. Formats are those of machines: {{clock m}} is "08:05".
 */
#ifndef WEFT_KIT_HTML_JSON_OUT_H
#define WEFT_KIT_HTML_JSON_OUT_H

#include "kit/html/html.h"

/* A value. */
void json_put_str(struct html *out, struct str s);
void json_put_cstr(struct html *out, const char *s);
void json_put_bool(struct html *out, bool b);
void json_put_double(struct html *out, double v);      /* not finite: null */
void json_put_time(struct html *out, int64_t minutes); /* from midnight: "08:05" */
void json_put_isodate(struct html *out, int32_t date); /* "2026-11-24" */

#define json_put(out, x) \
	_Generic((x),                                                                              \
		char *: json_put_cstr,                                                             \
		const char *: json_put_cstr,                                                       \
		struct str: json_put_str,                                                          \
		_Bool: json_put_bool,                                                              \
		double: json_put_double,                                                           \
		float: json_put_double,                                                            \
		short: html_put_i64,                                                               \
		int: html_put_i64,                                                                 \
		long: html_put_i64,                                                                \
		long long: html_put_i64,                                                           \
		unsigned char: html_put_u64,                                                       \
		unsigned short: html_put_u64,                                                      \
		unsigned: html_put_u64,                                                            \
		unsigned long: html_put_u64,                                                       \
		unsigned long long: html_put_u64)((out), (x))

/* Text inside quotes that stand in the template. */
void json_part_str(struct html *out, struct str s);
void json_part_cstr(struct html *out, const char *s);

#define json_part(out, x) \
	_Generic((x),                                                                              \
		char *: json_part_cstr,                                                            \
		const char *: json_part_cstr,                                                      \
		struct str: json_part_str,                                                         \
		short: html_put_i64,                                                               \
		int: html_put_i64,                                                                 \
		long: html_put_i64,                                                                \
		long long: html_put_i64,                                                           \
		unsigned char: html_put_u64,                                                       \
		unsigned short: html_put_u64,                                                      \
		unsigned: html_put_u64,                                                            \
		unsigned long: html_put_u64,                                                       \
		unsigned long long: html_put_u64)((out), (x))

/* Take back the comma after the last item of a list, and the white space after it. */
void json_end_list(struct html *out);

#endif
