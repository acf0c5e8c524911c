/* date: days of the calendar and minutes of the day.
 *
 * A date is a plain number, int32_t: the days since Thursday 1970-01-01, in the
 * Gregorian calendar carried back before its time (as ISO 8601 does). Adding 7
 * is next week, and two dates compare as numbers. A school time is a plain
 * number too: minutes from midnight, 0 to 1440, where 1440 is the end of the day.
 *
 * Text comes in and goes out as ISO 8601 (2026-11-24, 2026-W48); school times also
 * as people write them (2:10 pm, 14:10). Years go from 1 to 9999.
 */
#ifndef WEFT_BASE_DATE_H
#define WEFT_BASE_DATE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { DATE_MIN = -719162, DATE_MAX = 2932896 }; /* 0001-01-01, 9999-12-31 */

struct civil {
	int year;  /* 1 to 9999 */
	int month; /* 1 to 12 */
	int day;   /* 1 to 31 */
};

/* As ISO 8601 numbers them. */
enum weekday { MONDAY = 1, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

/* False, and *ret untouched, when there is no such day (30 February). */
bool date_from_civil(int year, int month, int day, int32_t *ret);
struct civil date_civil(int32_t date);

bool date_is_leap_year(int year);
int date_days_in_month(int year, int month);
enum weekday date_weekday(int32_t date);

/* "Monday"; "Mon". */
struct str date_weekday_name(enum weekday day);
struct str date_weekday_short(enum weekday day);
struct str date_month_name(int month); /* "January" for 1 */

/* "Monday", "Mon", "monday", "M", "T", "W", "Th"/"R", "F" ... as on bell schedules. */
bool date_parse_weekday(struct str s, enum weekday *ret);

/* The same day of another month; the last of the month where that month is shorter. */
int32_t date_add_months(int32_t date, int months);

/* The ISO 8601 week: it begins on Monday, and week 1 has the year's first
 * Thursday, so that the year of the week may differ from that of the date. */
struct iso_week {
	int year;
	int week; /* 1 to 53 */
};
struct iso_week date_iso_week(int32_t date);
int32_t date_of_iso_week(struct iso_week week); /* its Monday */

/* "2026-11-24" and nothing else. */
bool date_parse(struct str s, int32_t *ret, struct err *err);
struct str date_text(struct arena *arena, int32_t date);

/* "2026-W48" and nothing else. */
bool date_parse_iso_week(struct str s, struct iso_week *ret, struct err *err);
struct str date_iso_week_text(struct arena *arena, struct iso_week week);

/* "Tuesday, November 24, 2026". */
struct str date_long_text(struct arena *arena, int32_t date);

/* An instant: UTC milliseconds since 1970. */
enum { DATE_MS_PER_MINUTE = 60000, DATE_MS_PER_DAY = 86400000 };

/* "2026-11-24T14:10:00Z"; milliseconds appear when they are not 0. The parser
 * takes an offset in place of the Z ("+01:00"), and seconds may be left out. */
bool date_parse_instant(struct str s, int64_t *ret_utc_ms, struct err *err);
struct str date_instant_text(struct arena *arena, int64_t utc_ms);

enum { DAY_MINUTES = 1440 };

/* School time, read as people write it: "2:10 pm", "2:10pm", "2:10 p.m.", "2 PM",
 * "noon", "14:10", "08:05", "8:05". Without am or pm the hours go from 0 to 24 and the
 * minutes must be there, so that "2" is refused rather than guessed. */
bool minutes_parse(struct str s, int *ret_minutes, struct err *err);

enum minutes_style { MINUTES_12H, MINUTES_24H };

/* "2:10 pm" or "14:10". */
struct str minutes_text(struct arena *arena, int minutes, enum minutes_style style);

/* A span, "1 h 30 min", "45 min", "2 h". */
struct str minutes_span_text(struct arena *arena, int minutes);

#endif
