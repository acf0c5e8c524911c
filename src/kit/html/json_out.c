#include "kit/html/json_out.h"

#include <math.h>

static void put_escaped(struct html *out, unsigned char c)
{
	switch (c) {
	case '"':
		html_lit(out, "\\\"", 2);
		break;
	case '\\':
		html_lit(out, "\\\\", 2);
		break;
	case '\n':
		html_lit(out, "\\n", 2);
		break;
	default:
		/* '<' as well, so that the JSON could stand inside a page. */
		text_printf(&out->text, "\\u%04x", c);
		break;
	}
}

void json_part_str(struct html *out, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c >= ' ' && c != '"' && c != '\\' && c != '<')
			continue;
		html_lit(out, s.ptr + from, i - from);
		put_escaped(out, c);
		from = i + 1;
	}
	if (from < s.len)
		html_lit(out, s.ptr + from, s.len - from);
}

void json_part_cstr(struct html *out, const char *s)
{
	json_part_str(out, str_from(s));
}

void json_put_str(struct html *out, struct str s)
{
	html_lit(out, "\"", 1);
	json_part_str(out, s);
	html_lit(out, "\"", 1);
}

void json_put_cstr(struct html *out, const char *s)
{
	if (s == NULL)
		html_lit(out, "null", 4);
	else
		json_put_str(out, str_from(s));
}

void json_put_bool(struct html *out, bool b)
{
	text_put(&out->text, b ? STR("true") : STR("false"));
}

void json_put_double(struct html *out, double v)
{
	if (isfinite(v))
		text_printf(&out->text, "%.17g", v);
	else
		html_lit(out, "null", 4);
}

void json_put_time(struct html *out, int64_t minutes)
{
	html_lit(out, "\"", 1);
	html_put_time24(out, minutes);
	html_lit(out, "\"", 1);
}

void json_put_isodate(struct html *out, int32_t date)
{
	html_lit(out, "\"", 1);
	html_put_isodate(out, date);
	html_lit(out, "\"", 1);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

void json_end_list(struct html *out)
{
	size_t end = out->text.len;

	while (end > 0 && is_blank(out->text.ptr[end - 1]))
		end--;
	if (end > 0 && out->text.ptr[end - 1] == ',')
		out->text.len = end - 1;
}
