#include "kit/html/format.h"

#include "base/date.h"

#include <inttypes.h>
#include <limits.h>
#include <math.h>

static uint64_t magnitude(int64_t v)
{
	return v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
}

/* Digits in groups of three. */
static void put_grouped(struct text *text, uint64_t v)
{
	char digits[32];
	size_t at = sizeof digits, n = 0;

	do {
		if (n > 0 && n % 3 == 0)
			digits[--at] = ',';
		digits[--at] = (char)('0' + v % 10);
		n++;
		v /= 10;
	} while (v > 0);
	text_put(text, (struct str){digits + at, sizeof digits - at});
}

void format_number(struct text *text, int64_t number)
{
	if (number < 0)
		text_put_char(text, '-');
	put_grouped(text, magnitude(number));
}

void format_money(struct text *text, int64_t cents)
{
	uint64_t v = magnitude(cents);

	if (cents < 0)
		text_put_char(text, '-');
	text_put_char(text, '$');
	put_grouped(text, v / 100);
	if (v % 100 != 0)
		text_printf(text, ".%02" PRIu64, v % 100);
}

void format_minutes(struct text *text, int64_t minutes)
{
	uint64_t v = magnitude(minutes);

	if (minutes < 0)
		text_put_char(text, '-');
	if (v <= INT_MAX)
		text_put(text, minutes_span_text(text->arena, (int)v));
	else
		text_printf(text, "%" PRIu64 " min", v);
}

/* A time of day; times past midnight wrap, as the school's clocks do. */
static unsigned time_of_day(int64_t minutes)
{
	int64_t m = minutes % DAY_MINUTES;

	return (unsigned)(m < 0 ? m + DAY_MINUTES : m);
}

void format_time(struct text *text, int64_t minutes)
{
	unsigned m = time_of_day(minutes), hour = m / 60 % 12;

	text_printf(text, "%u:%02u", hour == 0 ? 12 : hour, m % 60);
}

void format_time24(struct text *text, int64_t minutes)
{
	unsigned m = time_of_day(minutes);

	text_printf(text, "%02u:%02u", m / 60, m % 60);
}

void format_clock(struct text *text, const struct lang *lang, int64_t minutes)
{
	bool morning = time_of_day(minutes) < DAY_MINUTES / 2;

	format_time(text, minutes);
	text_put_char(text, ' ');
	text_put(text, lang_text(lang, morning ? STR("am") : STR("pm")));
}

void format_percent(struct text *text, double share)
{
	if (isfinite(share))
		text_printf(text, "%.0f%%", round(share * 100));
	else
		text_put(text, STR("–"));
}

void format_decimal(struct text *text, double number)
{
	if (isfinite(number))
		text_printf(text, "%.1f", number);
	else
		text_put(text, STR("–"));
}

/* As date_weekday_name() and date_month_name() name them; here they are keys. */
static const char *const weekdays[] = {WORD("Monday"),   WORD("Tuesday"), WORD("Wednesday"),
				       WORD("Thursday"), WORD("Friday"),  WORD("Saturday"),
				       WORD("Sunday")};
static const char *const months[] = {
	WORD("January"),   WORD("February"), WORD("March"),    WORD("April"),
	WORD("May"),       WORD("June"),     WORD("July"),     WORD("August"),
	WORD("September"), WORD("October"),  WORD("November"), WORD("December"),
};

/* The first three letters: the usual short form of days and months in English and Spanish. */
static struct str three_letters(struct str name)
{
	size_t letters = 0, i = 0;

	while (i < name.len && letters < 3) {
		i++;
		while (i < name.len && ((unsigned char)name.ptr[i] & 0xc0) == 0x80)
			i++;
		letters++;
	}
	return str_slice(name, 0, i);
}

/* Put a pattern of {1} weekday, {2} month, {3} day of the month, {4} year. */
static void put_pattern(struct text *text, struct str pattern, const struct str part[4])
{
	for (size_t i = 0; i < pattern.len; i++) {
		unsigned index = i + 2 < pattern.len ? (unsigned)(pattern.ptr[i + 1] - '1') : 4;

		if (pattern.ptr[i] != '{' || index > 3) {
			text_put_char(text, pattern.ptr[i]);
			continue;
		}
		text_put(text, part[index]);
		i += 2;
	}
}

static void put_date(struct text *text, const struct lang *lang, int32_t date, bool whole)
{
	struct civil civil = date_civil(date);
	struct str weekday = lang_text(lang, str_from(weekdays[date_weekday(date) - MONDAY]));
	struct str month = lang_text(lang, str_from(months[civil.month - 1]));
	const struct str part[4] = {
		whole ? weekday : three_letters(weekday),
		whole ? month : three_letters(month),
		arena_printf(text->arena, "%d", civil.day),
		arena_printf(text->arena, "%d", civil.year),
	};

	put_pattern(text,
		    whole ? lang_text(lang, STR("{1}, {2} {3}, {4}"))
			  : lang_text(lang, STR("{1}, {2} {3}")),
		    part);
}

void format_date(struct text *text, const struct lang *lang, int32_t date)
{
	put_date(text, lang, date, false);
}

void format_longdate(struct text *text, const struct lang *lang, int32_t date)
{
	put_date(text, lang, date, true);
}

void format_isodate(struct text *text, int32_t date)
{
	text_put(text, date_text(text->arena, date));
}
