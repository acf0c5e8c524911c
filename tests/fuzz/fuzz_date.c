/* Every date, week, instant and time of day that is read is written as text that reads
 * back as the same. */
#include "base/date.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_days(struct arena *arena, struct str s)
{
	struct err err = {0};
	struct iso_week week, week_again;
	int32_t date, date_again;
	enum weekday day;

	if (date_parse(s, &date, &err) &&
	    (!str_eq(date_text(arena, date), s) ||
	     !date_parse(date_text(arena, date), &date_again, &err) || date != date_again))
		abort();
	if (date_parse_iso_week(s, &week, &err) &&
	    (!str_eq(date_iso_week_text(arena, week), s) ||
	     !date_parse_iso_week(date_iso_week_text(arena, week), &week_again, &err) ||
	     week.week != week_again.week))
		abort();
	if (date_parse_weekday(s, &day) && (day < MONDAY || day > SUNDAY))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create(1U << 12);
	struct str s = {(const char *)data, size};
	struct err err = {0};
	int64_t instant, instant_again;
	int minutes, again;

	check_days(arena, s);
	if (date_parse_instant(s, &instant, &err) && instant / DATE_MS_PER_DAY > DATE_MIN &&
	    instant / DATE_MS_PER_DAY < DATE_MAX &&
	    (!date_parse_instant(date_instant_text(arena, instant), &instant_again, &err) ||
	     instant != instant_again))
		abort();
	if (minutes_parse(s, &minutes, &err)) {
		if (!minutes_parse(minutes_text(arena, minutes, MINUTES_24H), &again, &err) ||
		    again != minutes)
			abort();
		if (!minutes_parse(minutes_text(arena, minutes, MINUTES_12H), &again, &err) ||
		    again != minutes % DAY_MINUTES)
			abort();
	}
	arena_destroy(arena);
	return 0;
}
