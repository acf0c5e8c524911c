/* The way from a date to a day number and back follows the idea of Howard
 * Hinnant's "chrono-compatible low-level date algorithms": count years from
 * March, so that the leap day comes last and the months' lengths repeat in a
 * pattern of five (153 days), and count eras of 400 years, 146097 days each. */
#include "base/date.h"

#include <assert.h>

enum { ERA_DAYS = 146097, ERA_YEARS = 400, DAYS_TO_1970 = 719468 };

bool date_is_leap_year(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int date_days_in_month(int year, int month)
{
	static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	assert(month >= 1 && month <= 12);
	return days[month - 1] + (month == 2 && date_is_leap_year(year) ? 1 : 0);
}

bool date_from_civil(int year, int month, int day, int32_t *ret)
{
	int y, era, year_of_era, day_of_year, day_of_era;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
	    day > date_days_in_month(year, month))
		return false;
	y = month <= 2 ? year - 1 : year;
	era = y / ERA_YEARS;
	year_of_era = y % ERA_YEARS;
	day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	*ret = era * ERA_DAYS + day_of_era - DAYS_TO_1970;
	return true;
}

struct civil date_civil(int32_t date)
{
	int days = date + DAYS_TO_1970, era = days / ERA_DAYS, day_of_era = days % ERA_DAYS;
	int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
			   day_of_era / (ERA_DAYS - 1)) /
			  365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int from_march = (5 * day_of_year + 2) / 153;
	int month = from_march < 10 ? from_march + 3 : from_march - 9;

	assert(date >= DATE_MIN && date <= DATE_MAX);
	return (struct civil){
		.year = era * ERA_YEARS + year_of_era + (month <= 2 ? 1 : 0),
		.month = month,
		.day = day_of_year - (153 * from_march + 2) / 5 + 1,
	};
}

enum weekday date_weekday(int32_t date)
{
	/* Day 0 was a Thursday; the sum is never negative. */
	assert(date >= DATE_MIN && date <= DATE_MAX);
	return (enum weekday)((date - DATE_MIN) % 7 + 1);
}

static const struct {
	struct str name, brief, letters;
} weekdays[] = {
	{STR_INIT("Monday"), STR_INIT("Mon"), STR_INIT("M")},
	{STR_INIT("Tuesday"), STR_INIT("Tue"), STR_INIT("T")},
	{STR_INIT("Wednesday"), STR_INIT("Wed"), STR_INIT("W")},
	{STR_INIT("Thursday"), STR_INIT("Thu"), STR_INIT("Th")},
	{STR_INIT("Friday"), STR_INIT("Fri"), STR_INIT("F")},
	{STR_INIT("Saturday"), STR_INIT("Sat"), STR_INIT("Sa")},
	{STR_INIT("Sunday"), STR_INIT("Sun"), STR_INIT("Su")},
};

struct str date_weekday_name(enum weekday day)
{
	assert(day >= MONDAY && day <= SUNDAY);
	return weekdays[day - 1].name;
}

struct str date_weekday_short(enum weekday day)
{
	assert(day >= MONDAY && day <= SUNDAY);
	return weekdays[day - 1].brief;
}

bool date_parse_weekday(struct str s, enum weekday *ret)
{
	for (unsigned i = 0; i < 7; i++) {
		if (!str_eq_nocase(s, weekdays[i].name) && !str_eq_nocase(s, weekdays[i].brief) &&
		    !str_eq_nocase(s, weekdays[i].letters))
			continue;
		*ret = (enum weekday)(i + 1);
		return true;
	}
	/* R stands for Thursday on many bell schedules. */
	if (!str_eq_nocase(s, STR("R")))
		return false;
	*ret = THURSDAY;
	return true;
}

struct str date_month_name(int month)
{
	static const struct str names[] = {
		STR_INIT("January"), STR_INIT("February"), STR_INIT("March"),
		STR_INIT("April"),   STR_INIT("May"),      STR_INIT("June"),
		STR_INIT("July"),    STR_INIT("August"),   STR_INIT("September"),
		STR_INIT("October"), STR_INIT("November"), STR_INIT("December"),
	};

	assert(month >= 1 && month <= 12);
	return names[month - 1];
}

int32_t date_add_months(int32_t date, int months)
{
	struct civil c = date_civil(date);
	int count = c.year * 12 + c.month - 1 + months, year = count / 12, month = count % 12 + 1;
	int last = date_days_in_month(year, month);
	int32_t result = date;
	bool ok = date_from_civil(year, month, c.day < last ? c.day : last, &result);

	assert(ok);
	(void)ok;
	return result;
}

struct iso_week date_iso_week(int32_t date)
{
	/* The week belongs to the year that has its Thursday. */
	int32_t thursday = date - ((int)date_weekday(date) - (int)THURSDAY), first = 0;
	int year;

	if (thursday > DATE_MAX)
		return (struct iso_week){10000, 1};
	year = date_civil(thursday).year;
	(void)date_from_civil(year, 1, 1, &first);
	return (struct iso_week){year, (thursday - first) / 7 + 1};
}

int32_t date_of_iso_week(struct iso_week week)
{
	int32_t fourth = 0; /* 4 January is always in week 1 */
	bool ok = date_from_civil(week.year, 1, 4, &fourth);

	assert(ok && week.week >= 1 && week.week <= 53);
	(void)ok;
	return fourth - ((int)date_weekday(fourth) - (int)MONDAY) + (week.week - 1) * 7;
}

/* Take exactly n digits off the start of *s. */
static bool take_digits(struct str *s, size_t n, int *ret)
{
	int64_t value;

	if (s->len < n || s->ptr[0] == '-' || !str_to_i64(str_slice(*s, 0, n), &value))
		return false;
	*ret = (int)value;
	*s = str_slice(*s, n, s->len);
	return true;
}

static bool take_char(struct str *s, char c)
{
	if (s->len == 0 || s->ptr[0] != c)
		return false;
	*s = str_slice(*s, 1, s->len);
	return true;
}

/* The part of someone's text that an error message shows. */
static struct str shown(struct str s)
{
	return str_utf8_cut(s, 40);
}

static bool take_date(struct str *s, struct civil *ret)
{
	return take_digits(s, 4, &ret->year) && take_char(s, '-') &&
	       take_digits(s, 2, &ret->month) && take_char(s, '-') && take_digits(s, 2, &ret->day);
}

bool date_parse(struct str s, int32_t *ret, struct err *err)
{
	struct str rest = s, show = shown(s);
	struct civil c;

	if (!take_date(&rest, &c) || rest.len > 0)
		return err_set(err, ERR_INVALID,
			       "\"%.*s\" is not a date; write year-month-day, as in 2026-09-08",
			       STR_ARG(show));
	if (!date_from_civil(c.year, c.month, c.day, ret))
		return err_set(err, ERR_INVALID, "there is no day %.*s in the calendar",
			       STR_ARG(show));
	return true;
}

struct str date_text(struct arena *arena, int32_t date)
{
	struct civil c = date_civil(date);

	return arena_printf(arena, "%04d-%02d-%02d", c.year, c.month, c.day);
}

bool date_parse_iso_week(struct str s, struct iso_week *ret, struct err *err)
{
	struct str rest = s, show = shown(s);
	struct iso_week week = {0}, back;

	if (!take_digits(&rest, 4, &week.year) || !take_char(&rest, '-') ||
	    !take_char(&rest, 'W') || !take_digits(&rest, 2, &week.week) || rest.len > 0)
		return err_set(err, ERR_INVALID,
			       "\"%.*s\" is not a week; write year-Wweek, as in 2026-W37",
			       STR_ARG(show));
	if (week.year < 1 || week.year > 9998 || week.week < 1 || week.week > 53)
		return err_set(err, ERR_INVALID, "there is no week %.*s in the calendar",
			       STR_ARG(show));
	/* Week 53 of a year with 52 is week 1 of the next. */
	back = date_iso_week(date_of_iso_week(week) + 3);
	if (back.year != week.year)
		return err_set(err, ERR_INVALID, "the year %d has 52 weeks", week.year);
	*ret = week;
	return true;
}

struct str date_iso_week_text(struct arena *arena, struct iso_week week)
{
	return arena_printf(arena, "%04d-W%02d", week.year, week.week);
}

struct str date_long_text(struct arena *arena, int32_t date)
{
	struct civil c = date_civil(date);
	struct str day = date_weekday_name(date_weekday(date)), month = date_month_name(c.month);

	return arena_printf(arena, "%.*s, %.*s %d, %d", STR_ARG(day), STR_ARG(month), c.day,
			    c.year);
}

/* Take ".123" (one to nine digits; what is below a millisecond is dropped). */
static bool take_fraction(struct str *s, int *ret_ms)
{
	int weight = 100, digits = 0, digit;

	*ret_ms = 0;
	if (!take_char(s, '.'))
		return true;
	for (; digits < 9 && take_digits(s, 1, &digit); digits++, weight /= 10)
		*ret_ms += digit * weight;
	return digits > 0;
}

/* Take "Z" or "+hh:mm"; the result is minutes east of Greenwich. */
static bool take_offset(struct str *s, int *ret_minutes)
{
	bool west = s->len > 0 && s->ptr[0] == '-';
	int hours, minutes;

	*ret_minutes = 0;
	if (take_char(s, 'Z'))
		return true;
	if (!take_char(s, west ? '-' : '+') || !take_digits(s, 2, &hours) || !take_char(s, ':') ||
	    !take_digits(s, 2, &minutes) || hours > 23 || minutes > 59)
		return false;
	*ret_minutes = (west ? -1 : 1) * (hours * 60 + minutes);
	return true;
}

bool date_parse_instant(struct str s, int64_t *ret_utc_ms, struct err *err)
{
	struct str rest = s, show = shown(s);
	struct civil c;
	int hour, minute, second = 0, ms = 0, offset;
	int32_t date;

	if (!take_date(&rest, &c) || !take_char(&rest, 'T') || !take_digits(&rest, 2, &hour) ||
	    !take_char(&rest, ':') || !take_digits(&rest, 2, &minute) ||
	    (take_char(&rest, ':') &&
	     (!take_digits(&rest, 2, &second) || !take_fraction(&rest, &ms))) ||
	    !take_offset(&rest, &offset) || rest.len > 0)
		return err_set(err, ERR_INVALID,
			       "\"%.*s\" is not an instant; write it as in 2026-09-08T14:10:00Z",
			       STR_ARG(show));
	if (!date_from_civil(c.year, c.month, c.day, &date) || hour > 23 || minute > 59 ||
	    second > 59)
		return err_set(err, ERR_INVALID, "there is no instant %.*s", STR_ARG(show));
	*ret_utc_ms = (int64_t)date * DATE_MS_PER_DAY +
		      (int64_t)(hour * 60 + minute - offset) * DATE_MS_PER_MINUTE +
		      (int64_t)second * 1000 + ms;
	return true;
}

struct str date_instant_text(struct arena *arena, int64_t utc_ms)
{
	int64_t day = utc_ms / DATE_MS_PER_DAY - (utc_ms % DATE_MS_PER_DAY < 0 ? 1 : 0);
	int ms = (int)(utc_ms - day * DATE_MS_PER_DAY), second = ms / 1000;
	struct civil c;

	assert(day >= DATE_MIN && day <= DATE_MAX);
	c = date_civil((int32_t)day);
	if (ms % 1000 != 0)
		return arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", c.year, c.month,
				    c.day, second / 3600, second / 60 % 60, second % 60, ms % 1000);
	return arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year, c.month, c.day,
			    second / 3600, second / 60 % 60, second % 60);
}
