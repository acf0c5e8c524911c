/* format: numbers, money and times as a person of the page's language writes them.
 *
 * Written as plain text; no result has a character that HTML would have to escape.
 */
#ifndef WEFT_KIT_HTML_FORMAT_H
#define WEFT_KIT_HTML_FORMAT_H

#include "base/text.h"
#include "kit/html/lang.h"

#include <stdint.h>

void format_number(struct text *text, int64_t number);   /* 12,345 */
void format_money(struct text *text, int64_t cents);     /* $1,234 or -$1,234.50 */
void format_minutes(struct text *text, int64_t minutes); /* 45 min, 1 h 05 min, 2 h */
void format_time(struct text *text, int64_t minutes);    /* 8:05, from midnight, 12 hours */
void format_time24(struct text *text, int64_t minutes);  /* 08:05 */
void format_percent(struct text *text, double share);    /* 0.834: 83% */
void format_decimal(struct text *text, double number);   /* 3.2 */

/* 8:05 am, in Spanish 8:05 a. m. */
void format_clock(struct text *text, const struct lang *lang, int64_t minutes);

/* A date (base/date.h): Tue, Nov 24 and Tuesday, November 24, 2026 and 2026-11-24. */
void format_date(struct text *text, const struct lang *lang, int32_t date);
void format_longdate(struct text *text, const struct lang *lang, int32_t date);
void format_isodate(struct text *text, int32_t date);

#endif
