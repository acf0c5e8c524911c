#include "check.h"

#include "base/date.h"
#include "base/rng.h"

static int32_t day(const char *text)
{
	struct err err = {0};
	int32_t date = 0;

	if (!date_parse(str_from(text), &date, &err))
		fail_msg("%s", err.text);
	return date;
}

static void counts_days_from_1970(void **state)
{
	static const struct {
		const char *text;
		int32_t date;
	} cases[] = {{"1970-01-01", 0},        {"1969-12-31", -1},       {"2000-03-01", 11017},
		     {"0001-01-01", DATE_MIN}, {"9999-12-31", DATE_MAX}, {"2024-02-29", 19782}};

	for (size_t i = 0; i < LENGTH(cases); i++) {
		assert_int_equal(day(cases[i].text), cases[i].date);
		assert_str(date_text(*state, cases[i].date), cases[i].text);
	}
}

/* Every day of 10000 years: the next day is the next number. */
static void every_day_comes_after_the_day_before(void **state)
{
	int year = 1, month = 1, date = 1;

	(void)state;
	for (int32_t n = DATE_MIN; n <= DATE_MAX; n++) {
		struct civil c = date_civil(n);
		int32_t back = 0;

		if (c.year != year || c.month != month || c.day != date ||
		    !date_from_civil(year, month, date, &back) || back != n)
			fail_msg("%04d-%02d-%02d is day %d", year, month, date, n);
		if (++date > date_days_in_month(year, month)) {
			date = 1;
			if (++month > 12) {
				month = 1;
				year++;
			}
		}
	}
	assert_int_equal(year, 10000);
}

static void refuses_what_is_no_date(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{"", "\"\" is not a date; write year-month-day, as in 2026-09-08"},
		{"11/24/2026",
		 "\"11/24/2026\" is not a date; write year-month-day, as in 2026-09-08"},
		{"2026-1-2", "\"2026-1-2\" is not a date; write year-month-day, as in 2026-09-08"},
		{"2026-11-24 ",
		 "\"2026-11-24 \" is not a date; write year-month-day, as in 2026-09-08"},
		{"-026-11-24",
		 "\"-026-11-24\" is not a date; write year-month-day, as in 2026-09-08"},
		{"2026-+1-24",
		 "\"2026-+1-24\" is not a date; write year-month-day, as in 2026-09-08"},
		{"2026-02-29", "there is no day 2026-02-29 in the calendar"},
		{"2026-13-01", "there is no day 2026-13-01 in the calendar"},
		{"0000-01-01", "there is no day 0000-01-01 in the calendar"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct err err = {0};
		int32_t date = 5;

		assert_false(date_parse(str_from(cases[i].text), &date, &err));
		assert_string_equal(err.text, cases[i].want);
		assert_int_equal(date, 5);
	}
}

static void knows_the_days_of_the_week(void **state)
{
	enum weekday got = MONDAY;

	(void)state;
	assert_int_equal(date_weekday(0), THURSDAY);
	assert_int_equal(date_weekday(day("2026-11-24")), TUESDAY);
	assert_int_equal(date_weekday(DATE_MIN), MONDAY);
	assert_str(date_weekday_name(SUNDAY), "Sunday");
	assert_str(date_weekday_short(WEDNESDAY), "Wed");
	assert_true(date_parse_weekday(STR("thursday"), &got) && got == THURSDAY);
	assert_true(date_parse_weekday(STR("R"), &got) && got == THURSDAY);
	assert_true(date_parse_weekday(STR("T"), &got) && got == TUESDAY);
	assert_true(date_parse_weekday(STR("Sat"), &got) && got == SATURDAY);
	assert_false(date_parse_weekday(STR("S"), &got));
	assert_false(date_parse_weekday(STR(""), &got));
}

static void numbers_weeks_as_iso_8601_does(void **state)
{
	static const struct {
		const char *date, *week;
	} cases[] = {
		{"2026-11-24", "2026-W48"}, {"2005-01-01", "2004-W53"}, {"2005-01-02", "2004-W53"},
		{"2005-12-31", "2005-W52"}, {"2007-01-01", "2007-W01"}, {"2008-12-29", "2009-W01"},
		{"2009-12-31", "2009-W53"}, {"2010-01-03", "2009-W53"}, {"2010-01-04", "2010-W01"},
		{"9999-12-31", "9999-W52"},
	};

	for (size_t i = 0; i < LENGTH(cases); i++)
		assert_str(date_iso_week_text(*state, date_iso_week(day(cases[i].date))),
			   cases[i].week);
	for (int32_t date = day("1990-01-01"); date < day("2060-01-01"); date++) {
		struct iso_week week = date_iso_week(date);
		int32_t monday = date_of_iso_week(week);

		assert_true(monday <= date && date < monday + 7);
		assert_int_equal(date_weekday(monday), MONDAY);
	}
}

static void reads_weeks(void **state)
{
	static const char *const bad[] = {"2026W48",  "2026-W",  "2026-W00",  "2026-W54",
					  "2025-W53", "2026-48", "2026-W481", ""};
	struct iso_week week = {0};
	struct err err = {0};

	(void)state;
	assert_true(date_parse_iso_week(STR("2020-W53"), &week, &err));
	assert_true(week.year == 2020 && week.week == 53);
	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_false(date_parse_iso_week(str_from(bad[i]), &week, &err));
	assert_int_equal(week.week, 53);
}

static void adds_months_and_keeps_within_them(void **state)
{
	assert_str(date_text(*state, date_add_months(day("2026-01-31"), 1)), "2026-02-28");
	assert_str(date_text(*state, date_add_months(day("2024-01-31"), 1)), "2024-02-29");
	assert_str(date_text(*state, date_add_months(day("2026-11-24"), 3)), "2027-02-24");
	assert_str(date_text(*state, date_add_months(day("2026-01-15"), -1)), "2025-12-15");
	assert_str(date_long_text(*state, day("2026-11-24")), "Tuesday, November 24, 2026");
}

static void reads_and_writes_instants(void **state)
{
	static const struct {
		const char *text;
		int64_t ms;
		const char *back; /* NULL: the same */
	} good[] = {
		{"1970-01-01T00:00:00Z", 0, NULL},
		{"1969-12-31T23:59:59.999Z", -1, NULL},
		{"2026-11-24T14:10:00Z", 1795529400000, NULL},
		{"2026-11-24T14:10Z", 1795529400000, "2026-11-24T14:10:00Z"},
		{"2026-11-24T15:10:00+01:00", 1795529400000, "2026-11-24T14:10:00Z"},
		{"2026-11-24T06:10:00.5-08:00", 1795529400500, "2026-11-24T14:10:00.500Z"},
		{"2026-11-24T14:10:00.123456789Z", 1795529400123, "2026-11-24T14:10:00.123Z"},
	};
	static const char *const bad[] = {"",
					  "2026-11-24",
					  "2026-11-24T14:10:00",
					  "2026-11-24T24:00:00Z",
					  "2026-11-24T14:60Z",
					  "2026-11-24T14:10:60Z",
					  "2026-11-24T14:10:00.Z",
					  "2026-11-24 14:10:00Z",
					  "2026-02-30T00:00:00Z",
					  "2026-11-24T14:10:00Zx",
					  "2026-11-24T14:10:00+1:00"};
	struct err err = {0};
	int64_t ms = 0;

	for (size_t i = 0; i < LENGTH(good); i++) {
		assert_true(date_parse_instant(str_from(good[i].text), &ms, &err));
		assert_true(ms == good[i].ms);
		assert_str(date_instant_text(*state, ms),
			   good[i].back == NULL ? good[i].text : good[i].back);
	}
	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_false(date_parse_instant(str_from(bad[i]), &ms, &err));
}

static void reads_school_times_as_people_write_them(void **state)
{
	static const struct {
		const char *text;
		int minutes;
	} good[] = {
		{"2:10 pm", 850},     {"2:10pm", 850},   {"2:10 P.M.", 850}, {"14:10", 850},
		{"08:05", 485},       {"8:05", 485},     {"8:05 am", 485},   {"12:00 am", 0},
		{"12:30 am", 30},     {"12:00 pm", 720}, {"noon", 720},      {"2 PM", 840},
		{" 7:45 a.m. ", 465}, {"00:00", 0},      {"24:00", 1440},    {"11:59 pm", 1439},
		{"7p", 1140},
	};
	static const char *const bad[] = {"",      "2",        "2:1",      "2:100", "25:00",
					  "24:01", "13:00 pm", "0:30 am",  "12:60", "2:10 xm",
					  "ten",   ":30",      "2:10 pm x"};
	struct err err = {0};
	int minutes = -1;

	(void)state;
	for (size_t i = 0; i < LENGTH(good); i++) {
		if (!minutes_parse(str_from(good[i].text), &minutes, &err))
			fail_msg("%s", err.text);
		assert_int_equal(minutes, good[i].minutes);
	}
	minutes = -1;
	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_false(minutes_parse(str_from(bad[i]), &minutes, &err));
	assert_int_equal(minutes, -1);
	assert_string_equal(err.text,
			    "\"2:10 pm x\" is not a time of day; write it as in 2:10 pm or 14:10");
}

static void writes_school_times_and_spans(void **state)
{
	assert_str(minutes_text(*state, 850, MINUTES_12H), "2:10 pm");
	assert_str(minutes_text(*state, 850, MINUTES_24H), "14:10");
	assert_str(minutes_text(*state, 0, MINUTES_12H), "12:00 am");
	assert_str(minutes_text(*state, 720, MINUTES_12H), "12:00 pm");
	assert_str(minutes_text(*state, 1440, MINUTES_12H), "12:00 am");
	assert_str(minutes_text(*state, 1440, MINUTES_24H), "24:00");
	assert_str(minutes_span_text(*state, 45), "45 min");
	assert_str(minutes_span_text(*state, 120), "2 h");
	assert_str(minutes_span_text(*state, 95), "1 h 35 min");
}

/* Property: what is written reads back as the same, for every minute of the day. */
static void every_minute_written_reads_back(void **state)
{
	struct err err = {0};
	int back = 0;

	for (int minutes = 0; minutes < DAY_MINUTES; minutes++) {
		assert_true(minutes_parse(minutes_text(*state, minutes, MINUTES_12H), &back, &err));
		assert_int_equal(back, minutes);
		assert_true(minutes_parse(minutes_text(*state, minutes, MINUTES_24H), &back, &err));
		assert_int_equal(back, minutes);
	}
}

/* Property: the same for instants, drawn from all years. */
static void any_instant_written_reads_back(void **state)
{
	struct rng rng;

	rng_init(&rng, 2);
	for (int round = 0; round < 20000; round++) {
		int64_t span = (int64_t)(DATE_MAX - DATE_MIN) * DATE_MS_PER_DAY, back = 0;
		int64_t ms = (int64_t)DATE_MIN * DATE_MS_PER_DAY +
			     (int64_t)rng_below(&rng, (uint64_t)span);
		struct err err = {0};

		assert_true(date_parse_instant(date_instant_text(*state, ms), &back, &err));
		assert_true(back == ms);
		arena_reset(*state);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(counts_days_from_1970),
		cmocka_unit_test(every_day_comes_after_the_day_before),
		cmocka_unit_test(refuses_what_is_no_date),
		cmocka_unit_test(knows_the_days_of_the_week),
		ARENA_TEST(numbers_weeks_as_iso_8601_does),
		cmocka_unit_test(reads_weeks),
		ARENA_TEST(adds_months_and_keeps_within_them),
		ARENA_TEST(reads_and_writes_instants),
		cmocka_unit_test(reads_school_times_as_people_write_them),
		ARENA_TEST(writes_school_times_and_spans),
		ARENA_TEST(every_minute_written_reads_back),
		ARENA_TEST(any_instant_written_reads_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
