#include "kit/html/html.h"

#include "kit/html/format.h"

#include <string.h>

void html_init(struct html *html, struct arena *arena, const struct lang *lang)
{
	*html = (struct html){.lang = lang};
	text_init(&html->text, arena);
}

struct html_safe html_str(const struct html *html)
{
	return (struct html_safe){text_str(&html->text)};
}

void html_lit(struct html *out, const char *markup, size_t len)
{
	text_put(&out->text, (struct str){markup, len});
}

/* Both kinds of quote are escaped, so that one escape serves text and every
 * quoted attribute. */
static const char *const entity[256] = {
	['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;",
};

void html_put_str(struct html *out, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.len; i++) {
		const char *e = entity[(unsigned char)s.ptr[i]];

		if (e == NULL)
			continue;
		html_lit(out, s.ptr + from, i - from);
		html_lit(out, e, strlen(e));
		from = i + 1;
	}
	if (from < s.len)
		html_lit(out, s.ptr + from, s.len - from);
}

void html_put_cstr(struct html *out, const char *s)
{
	html_put_str(out, str_from(s));
}

void html_put_char(struct html *out, char c)
{
	html_put_str(out, (struct str){&c, 1});
}

void html_put_u64(struct html *out, uint64_t v)
{
	char digits[24];
	size_t at = sizeof digits;

	do {
		digits[--at] = (char)('0' + v % 10);
		v /= 10;
	} while (v > 0);
	html_lit(out, digits + at, sizeof digits - at);
}

void html_put_i64(struct html *out, int64_t v)
{
	if (v < 0)
		html_lit(out, "-", 1);
	html_put_u64(out, v < 0 ? 0 - (uint64_t)v : (uint64_t)v);
}

void html_put_safe(struct html *out, struct html_safe s)
{
	text_put(&out->text, s.str);
}

bool html_is_str(struct str s)
{
	return s.len > 0;
}

bool html_is_cstr(const char *s)
{
	return s != NULL && *s != '\0';
}

bool html_is_safe(struct html_safe s)
{
	return s.str.len > 0;
}

bool html_is_i64(int64_t v)
{
	return v != 0;
}

bool html_is_u64(uint64_t v)
{
	return v != 0;
}

void html_put_number(struct html *out, int64_t number)
{
	format_number(&out->text, number);
}

void html_put_money(struct html *out, int64_t cents)
{
	format_money(&out->text, cents);
}

void html_put_minutes(struct html *out, int64_t minutes)
{
	format_minutes(&out->text, minutes);
}

void html_put_clock(struct html *out, int64_t minutes)
{
	format_clock(&out->text, out->lang, minutes);
}

void html_put_time(struct html *out, int64_t minutes)
{
	format_time(&out->text, minutes);
}

void html_put_time24(struct html *out, int64_t minutes)
{
	format_time24(&out->text, minutes);
}

void html_put_percent(struct html *out, double share)
{
	format_percent(&out->text, share);
}

void html_put_decimal(struct html *out, double number)
{
	format_decimal(&out->text, number);
}

void html_put_date(struct html *out, int32_t date)
{
	format_date(&out->text, out->lang, date);
}

void html_put_longdate(struct html *out, int32_t date)
{
	format_longdate(&out->text, out->lang, date);
}

void html_put_isodate(struct html *out, int32_t date)
{
	format_isodate(&out->text, date);
}
