#include "kit/html/say.h"

#include "kit/html/format.h"

#include <inttypes.h>

struct html_arg html_arg_str(struct str s)
{
	return (struct html_arg){HTML_ARG_STR, {.str = s}};
}

struct html_arg html_arg_cstr(const char *s)
{
	return html_arg_str(str_from(s));
}

struct html_arg html_arg_safe(struct html_safe s)
{
	return (struct html_arg){HTML_ARG_SAFE, {.str = s.str}};
}

struct html_arg html_arg_i64(int64_t v)
{
	return (struct html_arg){HTML_ARG_I64, {.i64 = v}};
}

struct html_arg html_arg_u64(uint64_t v)
{
	return (struct html_arg){HTML_ARG_U64, {.u64 = v}};
}

struct html_arg html_arg_number(int64_t v)
{
	return (struct html_arg){HTML_ARG_NUMBER, {.i64 = v}};
}

struct html_arg html_arg_money(int64_t cents)
{
	return (struct html_arg){HTML_ARG_MONEY, {.i64 = cents}};
}

struct html_arg html_arg_minutes(int64_t minutes)
{
	return (struct html_arg){HTML_ARG_MINUTES, {.i64 = minutes}};
}

struct html_arg html_arg_clock(int64_t minutes)
{
	return (struct html_arg){HTML_ARG_CLOCK, {.i64 = minutes}};
}

struct html_arg html_arg_time(int64_t minutes)
{
	return (struct html_arg){HTML_ARG_TIME, {.i64 = minutes}};
}

struct html_arg html_arg_time24(int64_t minutes)
{
	return (struct html_arg){HTML_ARG_TIME24, {.i64 = minutes}};
}

struct html_arg html_arg_percent(double share)
{
	return (struct html_arg){HTML_ARG_PERCENT, {.real = share}};
}

struct html_arg html_arg_decimal(double number)
{
	return (struct html_arg){HTML_ARG_DECIMAL, {.real = number}};
}

struct html_arg html_arg_date(int32_t date)
{
	return (struct html_arg){HTML_ARG_DATE, {.i64 = date}};
}

struct html_arg html_arg_longdate(int32_t date)
{
	return (struct html_arg){HTML_ARG_LONGDATE, {.i64 = date}};
}

struct html_arg html_arg_isodate(int32_t date)
{
	return (struct html_arg){HTML_ARG_ISODATE, {.i64 = date}};
}

static void put_formatted(struct text *text, const struct lang *lang, const struct html_arg *arg)
{
	switch (arg->kind) {
	case HTML_ARG_STR:
	case HTML_ARG_SAFE:
		text_put(text, arg->as.str);
		break;
	case HTML_ARG_I64:
		text_printf(text, "%" PRId64, arg->as.i64);
		break;
	case HTML_ARG_U64:
		text_printf(text, "%" PRIu64, arg->as.u64);
		break;
	case HTML_ARG_NUMBER:
		format_number(text, arg->as.i64);
		break;
	case HTML_ARG_MONEY:
		format_money(text, arg->as.i64);
		break;
	case HTML_ARG_MINUTES:
		format_minutes(text, arg->as.i64);
		break;
	case HTML_ARG_CLOCK:
		format_clock(text, lang, arg->as.i64);
		break;
	case HTML_ARG_TIME:
		format_time(text, arg->as.i64);
		break;
	case HTML_ARG_TIME24:
		format_time24(text, arg->as.i64);
		break;
	case HTML_ARG_PERCENT:
		format_percent(text, arg->as.real);
		break;
	case HTML_ARG_DECIMAL:
		format_decimal(text, arg->as.real);
		break;
	case HTML_ARG_ISODATE:
		format_isodate(text, (int32_t)arg->as.i64);
		break;
	case HTML_ARG_LONGDATE:
		format_longdate(text, lang, (int32_t)arg->as.i64);
		break;
	case HTML_ARG_DATE:
		format_date(text, lang, (int32_t)arg->as.i64);
		break;
	}
}

/* The number that chooses between one and many; other kinds are many. */
static int64_t count_of(const struct html_arg *args, size_t n)
{
	if (n == 0)
		return 0;
	if (args[0].kind == HTML_ARG_I64 || args[0].kind == HTML_ARG_NUMBER)
		return args[0].as.i64;
	return args[0].kind == HTML_ARG_U64 && args[0].as.u64 == 1 ? 1 : 0;
}

/* Split a text at its next {1}..{9}: *ret_before is what stands before it, *rest what
 * comes after; the result is the index of the argument, or n at the end. */
static size_t next_argument(struct str *rest, size_t n, struct str *ret_before)
{
	for (size_t i = 0; i + 2 < rest->len; i++) {
		size_t index = (size_t)(rest->ptr[i + 1] - '1');

		if (rest->ptr[i] != '{' || rest->ptr[i + 2] != '}' || index >= n)
			continue;
		*ret_before = str_slice(*rest, 0, i);
		*rest = str_slice(*rest, i + 3, rest->len);
		return index;
	}
	*ret_before = *rest;
	*rest = (struct str){0};
	return n;
}

static void put_escaped(struct html *out, const struct html_arg *arg)
{
	if (arg->kind == HTML_ARG_STR)
		html_put_str(out, arg->as.str);
	else
		put_formatted(&out->text, out->lang, arg);
}

void html_say(struct html *out, struct str english, const struct html_arg *args, size_t n)
{
	struct str rest = lang_form(lang_text(out->lang, english), count_of(args, n)), before;
	size_t index;

	while (rest.len > 0) {
		index = next_argument(&rest, n, &before);
		html_put_str(out, before);
		if (index < n)
			put_escaped(out, &args[index]);
	}
}

struct str say_text(struct arena *arena, const struct lang *lang, struct str english,
		    const struct html_arg *args, size_t n)
{
	struct str rest = lang_form(lang_text(lang, english), count_of(args, n)), before;
	struct text text;
	size_t index;

	text_init(&text, arena);
	while (rest.len > 0) {
		index = next_argument(&rest, n, &before);
		text_put(&text, before);
		if (index < n)
			put_formatted(&text, lang, &args[index]);
	}
	return text_str(&text);
}
