#include "check.h"

#include "base/date.h"
#include "base/rng.h"
#include "base/time_zone.h"

#include <stdlib.h>
#include <time.h>

static const struct time_zone *zone_of(struct arena *arena, const char *name)
{
	const struct time_zone *zone = NULL;
	struct err err = {0};

	if (!time_zone_load(arena, str_from(name), &zone, &err))
		fail_msg("%s", err.text);
	return zone;
}

static int32_t day(const char *text)
{
	struct err err = {0};
	int32_t date = 0;

	assert_true(date_parse(str_from(text), &date, &err));
	return date;
}

static struct str utc_text(struct arena *arena, const struct time_zone *zone, const char *date,
			   int minutes)
{
	return date_instant_text(arena, time_zone_utc_ms(zone, day(date), minutes));
}

static void tells_the_instant_of_a_school_time(void **state)
{
	const struct time_zone *pacific = zone_of(*state, "America/Los_Angeles");

	assert_str(utc_text(*state, pacific, "2026-11-24", 485), "2026-11-24T16:05:00Z");
	assert_str(utc_text(*state, pacific, "2026-09-08", 485), "2026-09-08T15:05:00Z");
	assert_str(utc_text(*state, pacific, "2061-09-08", 485), "2061-09-08T15:05:00Z");
	assert_str(utc_text(*state, pacific, "2061-01-10", 1440), "2061-01-11T08:00:00Z");
	assert_str(utc_text(*state, time_zone_utc(), "2026-09-08", 485), "2026-09-08T08:05:00Z");
	assert_str(utc_text(*state, zone_of(*state, "Asia/Kolkata"), "2026-09-08", 0),
		   "2026-09-07T18:30:00Z");
}

static void a_skipped_time_moves_on_and_a_double_time_is_the_first(void **state)
{
	const struct time_zone *pacific = zone_of(*state, "America/Los_Angeles");
	struct local_time local;

	/* 2:30 on 8 March 2026 does not exist: it is 3:30 of summer time. */
	assert_str(utc_text(*state, pacific, "2026-03-08", 150), "2026-03-08T10:30:00Z");
	local = time_zone_local(pacific, time_zone_utc_ms(pacific, day("2026-03-08"), 150));
	assert_int_equal(local.minutes, 210);
	assert_true(local.is_dst);
	assert_str(utc_text(*state, pacific, "2026-03-08", 119), "2026-03-08T09:59:00Z");
	assert_str(utc_text(*state, pacific, "2026-03-08", 180), "2026-03-08T10:00:00Z");
	/* 1:30 on 1 November 2026 comes twice; before and after it comes once. */
	assert_str(utc_text(*state, pacific, "2026-11-01", 90), "2026-11-01T08:30:00Z");
	assert_str(utc_text(*state, pacific, "2026-11-01", 59), "2026-11-01T07:59:00Z");
	assert_str(utc_text(*state, pacific, "2026-11-01", 120), "2026-11-01T10:00:00Z");
}

static void shows_the_wall_clock(void **state)
{
	struct local_time local = time_zone_local(zone_of(*state, "Europe/Paris"), 1795529400123);

	assert_str(date_text(*state, local.date), "2026-11-24");
	assert_int_equal(local.minutes, 15 * 60 + 10);
	assert_int_equal(local.ms, 123);
	assert_int_equal(local.offset_seconds, 3600);
	assert_false(local.is_dst);
}

/* Property: the same as the C library says, in zones with every kind of rule, for
 * instants from 1900 to 2200. Single thread, so the environment may be used here. */
static void agrees_with_the_c_library(void **state)
{
	static const char *const names[] = {
		"America/Los_Angeles", "America/New_York", "America/Phoenix",     "Europe/Paris",
		"Europe/Dublin",       "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Apia",
		"Africa/Casablanca",   "Asia/Kathmandu",   "America/Nuuk",        "Asia/Gaza",
		"America/Sao_Paulo",   "Pacific/Auckland", "Etc/GMT+5",           "Asia/Tehran",
	};
	struct rng rng;

	rng_init(&rng, 3);
	for (size_t i = 0; i < LENGTH(names); i++) {
		const struct time_zone *zone = zone_of(*state, names[i]);

		assert_int_equal(setenv("TZ", names[i], 1), 0);
		tzset();
		for (int round = 0; round < 3000; round++) {
			time_t at = (time_t)rng_below(&rng, 9466848000) - 2208988800;
			struct local_time local = time_zone_local(zone, (int64_t)at * 1000);
			struct tm tm;

			assert_non_null(localtime_r(&at, &tm));
			if (tm.tm_gmtoff != local.offset_seconds ||
			    (tm.tm_isdst > 0) != local.is_dst ||
			    tm.tm_hour * 60 + tm.tm_min != local.minutes ||
			    tm.tm_sec != local.seconds)
				fail_msg("%s at %lld: offset %d, want %ld", names[i], (long long)at,
					 local.offset_seconds, tm.tm_gmtoff);
		}
	}
}

/* Property: an instant on a full minute goes to local time and back, but for the second hour
 * of a time that comes twice, which comes back as the first. */
static void local_time_and_back_is_the_same(void **state)
{
	static const char *const names[] = {"America/Los_Angeles", "Australia/Lord_Howe",
					    "Pacific/Apia", "Africa/Casablanca", "Asia/Gaza"};
	struct rng rng;

	rng_init(&rng, 4);
	for (size_t i = 0; i < LENGTH(names); i++) {
		const struct time_zone *zone = zone_of(*state, names[i]);

		for (int round = 0; round < 20000; round++) {
			int64_t ms = ((int64_t)rng_below(&rng, 120 * 365 * 1440) + 525600) * 60000;
			struct local_time local = time_zone_local(zone, ms), other;
			int64_t back = time_zone_utc_ms(zone, local.date, local.minutes);

			if (back == ms)
				continue;
			other = time_zone_local(zone, back);
			assert_true(back < ms && other.date == local.date &&
				    other.minutes == local.minutes);
		}
	}
}

static void refuses_names_that_are_none(void **state)
{
	static const struct {
		const char *name;
		enum err_kind kind;
	} cases[] = {{"", ERR_INVALID},
		     {"../../etc/passwd", ERR_INVALID},
		     {"/etc/localtime", ERR_INVALID},
		     {"Europe//Paris", ERR_INVALID},
		     {"Europe/", ERR_INVALID},
		     {"Europe", ERR_INVALID},
		     {"Mars/Olympus", ERR_NOT_FOUND},
		     {"tzdata.zi", ERR_INVALID}};
	const struct time_zone *zone = NULL;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct err err = {0};

		assert_false(time_zone_load(*state, str_from(cases[i].name), &zone, &err));
		assert_int_equal(err.kind, cases[i].kind);
	}
	assert_null(zone);
}

static void refuses_files_that_are_cut_or_wrong(void **state)
{
	static const struct {
		const char *rule;
		bool good;
	} rules[] = {
		{"", true},
		{"UTC0", true},
		{"PST8PDT,M3.2.0,M11.1.0", true},
		{"<-03>3<-02>,J60/-1,300/167:59:59", true},
		{"AEST-10AEDT-11:30,M10.1.0,M4.1.0/3", true},
		{"PST", false},
		{"PS8", false},
		{"PST8PDT", false},
		{"PST8PDT,M13.1.0,M11.1.0", false},
		{"PST8PDT,M3.2.0", false},
		{"PST8PDT,M3.2.0,M11.1.0x", false},
		{"PST8PDT,M3.6.0,M11.1.0", false},
		{"<-03", false},
		{"PST8PDT,J366,M11.1.0", false},
		{"PST8PDT,366,M11.1.0", false},
		{"PST200", false},
		{"PST8PDT,M3.2.7,M11.1.0", false},
		{"PST8PDT,M3.2.0/168,M11.1.0", false},
	};
	/* Two headers with one type each, whose offset is 0. */
	static const struct str header = STR_INIT(
		"TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
		"\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\4");
	static const struct str block = STR_INIT("\0\0\0\0\0\0UTC\0");
	struct arena *arena = *state;
	const struct time_zone *zone;

	for (size_t i = 0; i < LENGTH(rules); i++) {
		struct err err = {0};
		struct str bytes;
		char *text = arena_array(arena, char, 256);
		size_t n = 0, rule = strlen(rules[i].rule);

		for (int twice = 0; twice < 2; twice++) {
			memcpy(text + n, header.ptr, header.len);
			memcpy(text + n + header.len, block.ptr, block.len);
			n += header.len + block.len;
		}
		text[n] = '\n';
		memcpy(text + n + 1, rules[i].rule, rule);
		text[n + 1 + rule] = '\n';
		bytes = (struct str){text, n + rule + 2};
		if (time_zone_read(arena, bytes, &zone, &err) != rules[i].good)
			fail_msg("rule \"%s\"", rules[i].rule);
		/* Every cut of it is refused. */
		for (size_t len = 0; len < bytes.len; len++)
			assert_false(time_zone_read(arena, str_slice(bytes, 0, len), &zone, &err));
	}
}

static void follows_rules_by_day_of_the_year(void **state)
{
	/* Summer time of one hour from day 60 without leap days (1 March) to the day with the
	 * number 300 counted from 0 (28 October, 27 in leap years), both at 2:00. */
	static const struct str bytes = STR_INIT("TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
						 "\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\4"
						 "\0\0\0\0\0\0AAA\0"
						 "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
						 "\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\4"
						 "\0\0\0\0\0\0AAA\0"
						 "\nAAA0BBB,J60,300\n");
	const struct time_zone *zone = NULL;
	struct err err = {0};

	assert_true(time_zone_read(*state, bytes, &zone, &err));
	assert_str(utc_text(*state, zone, "2024-03-01", 60), "2024-03-01T01:00:00Z");
	assert_str(utc_text(*state, zone, "2024-03-01", 240), "2024-03-01T03:00:00Z");
	assert_str(utc_text(*state, zone, "2023-03-01", 240), "2023-03-01T03:00:00Z");
	assert_str(utc_text(*state, zone, "2024-10-27", 30), "2024-10-26T23:30:00Z");
	assert_str(utc_text(*state, zone, "2024-10-27", 240), "2024-10-27T04:00:00Z");
	assert_str(utc_text(*state, zone, "2023-10-27", 240), "2023-10-27T03:00:00Z");
	assert_str(utc_text(*state, zone, "2023-10-28", 240), "2023-10-28T04:00:00Z");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(tells_the_instant_of_a_school_time),
		ARENA_TEST(a_skipped_time_moves_on_and_a_double_time_is_the_first),
		ARENA_TEST(shows_the_wall_clock),
		ARENA_TEST(agrees_with_the_c_library),
		ARENA_TEST(local_time_and_back_is_the_same),
		ARENA_TEST(refuses_names_that_are_none),
		ARENA_TEST(refuses_files_that_are_cut_or_wrong),
		ARENA_TEST(follows_rules_by_day_of_the_year),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
