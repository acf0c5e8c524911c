#include "kit/html/format.h"

#include <inttypes.h>
#include <math.h>

enum { MINUTES_A_DAY = 24 * 60 };

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
	if (v < 60) {
		text_printf(text, "%" PRIu64 " min", v);
		return;
	}
	put_grouped(text, v / 60);
	text_put(text, STR(" h"));
	if (v % 60 != 0)
		text_printf(text, " %02" PRIu64 " min", v % 60);
}

/* A time of day; times past midnight wrap, as the school's clocks do. */
static unsigned time_of_day(int64_t minutes)
{
	int64_t m = minutes % MINUTES_A_DAY;

	return (unsigned)(m < 0 ? m + MINUTES_A_DAY : m);
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
	bool morning = time_of_day(minutes) < MINUTES_A_DAY / 2;

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
