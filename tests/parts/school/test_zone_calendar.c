#include "base/date.h"
#include "base/rng.h"
#include "base/time_zone.h"
#include "zone_test.h"

static int32_t day(const char *s)
{
	struct err err = {0};
	int32_t date = 0;

	if (!date_parse(str_from(s), &date, &err))
		fail_msg("%s", err.text);
	return date;
}

static void counts_the_days_and_hours_of_the_sample_year(void **state)
{
	struct zone_test *t = *state;
	const struct zone *zone = zone_test_read(t);

	for (uint32_t school = 0; school < zone->schools.n; school++) {
		struct zone_dates dates = zone_dates_of(t->arena, zone, school, ZONE_NONE,
							ZONE_AS_OF_END);

		assert_int_equal(zone_dates_open(&dates), 180);
		assert_int_equal(zone_dates_minutes(zone, &dates, 30) / 60, 1031);
	}
}

static void has_90_dates_for_labs_and_68_without_mondays(void **state)
{
	struct zone_test *t = *state;
	const struct zone *zone = zone_test_read(t);
	struct zone_dates dates = zone_dates_of(t->arena, zone, 0, ZONE_NONE, ZONE_AS_OF_END);
	int n = 0, without_mondays = 0;

	for (size_t i = 0; i < dates.n; i++) {
		enum weekday weekday = date_weekday(dates.at[i].date);

		if (!dates.at[i].open || weekday == FRIDAY ||
		    zone_is_blacked_out(zone, ZONE_LABS, 0, ZONE_NONE, dates.at[i].date, NULL))
			continue;
		n++;
		without_mondays += weekday != MONDAY;
	}
	assert_int_equal(n, 90);
	assert_int_equal(without_mondays, 68);
}

static void goes_on_after_holidays_and_over_the_end_of_the_year(void **state)
{
	struct zone_test *t = *state;
	const struct zone *zone = zone_test_read(t);
	struct zone_dates dates = zone_dates_of(t->arena, zone, 0, 0, ZONE_AS_OF_END);

	assert_int_equal(zone_dates_find(&dates, day("2026-09-01"))->rotation_day, 1);
	assert_int_equal(zone_dates_find(&dates, day("2026-09-04"))->rotation_day, 4);
	assert_int_equal(zone_dates_find(&dates, day("2026-09-07"))->rotation_day, 0);
	assert_int_equal(zone_dates_find(&dates, day("2026-09-08"))->rotation_day, 5);
	assert_int_equal(zone_dates_find(&dates, day("2027-01-04"))->rotation_day,
			 zone_dates_find(&dates, day("2026-12-18"))->rotation_day % 10 + 1);
	assert_null(zone_dates_find(&dates, day("2026-09-05")));
	assert_int_equal(zone_date_at(zone, 0, day("2026-09-05"), ZONE_AS_OF_END).open, 0);
}

static void a_row_for_one_school_goes_before_the_row_for_all(void **state)
{
	struct zone_test *t = *state;
	const struct zone *zone;
	struct zone_date hh, jf;

	zone_edit(t, ZONE_T_CALENDAR, "2026-09-02,,school,REG,\n",
		  "2026-09-02,,school,REG,\n2026-09-02,HH,school,LATE,fog\n");
	zone = zone_test_read(t);
	hh = zone_date_at(zone, zone_find(zone, ZONE_T_SCHOOLS, STR("HH")), day("2026-09-02"),
			  ZONE_AS_OF_END);
	jf = zone_date_at(zone, zone_find(zone, ZONE_T_SCHOOLS, STR("JF")), day("2026-09-02"),
			  ZONE_AS_OF_END);
	assert_int_equal(zone->shapes.at[hh.shape].kind, ZONE_LATE_START);
	assert_int_equal(zone->shapes.at[jf.shape].kind, ZONE_REGULAR);
}

static void a_closure_of_one_school_leaves_the_others_alone(void **state)
{
	struct zone_test *t = *state;
	const struct zone *zone;
	struct zone_dates os, ql;
	uint32_t s;

	t->files.file[ZONE_T_CLOSURES] = STR("code,from,to,schools,announced,reason\n"
					     "smoke,2026-10-13,2026-10-15,OS,2026-10-12,smoke\n");
	zone = zone_test_read(t);
	s = zone_find(zone, ZONE_T_SCHOOLS, STR("OS"));
	os = zone_dates_of(t->arena, zone, s, 0, ZONE_AS_OF_END);
	ql = zone_dates_of(t->arena, zone, zone_find(zone, ZONE_T_SCHOOLS, STR("QL")), 0,
			   ZONE_AS_OF_END);
	assert_int_equal(zone_dates_open(&os), 177);
	assert_int_equal(zone_dates_open(&ql), 180);
	assert_int_equal(zone_dates_find(&os, day("2026-10-14"))->closure, 0);
	assert_int_equal(zone_dates_find(&os, day("2026-10-14"))->kind, ZONE_SCHOOL_DAY);
	assert_true(zone_date_at(zone, s, day("2026-10-14"), day("2026-10-11")).open);
	assert_false(zone_date_at(zone, s, day("2026-10-14"), day("2026-10-12")).open);
}

static void weekday_and_week_rotations_do_not_slide(void **state)
{
	struct zone_test *t = *state;
	struct zone_dates dates;

	t->files.file[ZONE_T_ROTATIONS] = STR(
		"code,name,days,advance,starts,first_day\n"
		"TEN,Ten,10,weekdays,2026-08-31,1\nW,Weeks,5,weeks,2026-09-01,1\n");
	(void)zone_test_read(t);
	dates = zone_dates_of(t->arena, t->zone, 0, 0, ZONE_AS_OF_END);
	for (size_t i = 0; i < dates.n; i++) {
		int weekday = (int)date_weekday(dates.at[i].date);

		if (dates.at[i].open)
			assert_int_equal(dates.at[i].rotation_day % 5, weekday % 5);
	}
	assert_int_equal(zone_dates_find(&dates, day("2026-09-04"))->rotation_day, 5);
	assert_int_equal(zone_dates_find(&dates, day("2026-09-08"))->rotation_day, 7);
	dates = zone_dates_of(t->arena, t->zone, 0, 1, ZONE_AS_OF_END);
	assert_int_equal(zone_dates_find(&dates, day("2026-09-04"))->rotation_day, 1);
	assert_int_equal(zone_dates_find(&dates, day("2026-09-08"))->rotation_day, 2);
	assert_int_equal(zone_dates_find(&dates, day("2026-10-05"))->rotation_day, 1);
}

static void shapes_that_are_skipped_do_not_advance(void **state)
{
	struct zone_test *t = *state;
	struct zone_dates dates;

	t->files.file[ZONE_T_ROTATIONS] = STR("code,name,days,advance,starts,first_day,skips\n"
					      "TEN,Ten,10,school_days,,3,HALF\n");
	(void)zone_test_read(t);
	dates = zone_dates_of(t->arena, t->zone, 0, 0, ZONE_AS_OF_END);
	assert_int_equal(zone_dates_find(&dates, day("2026-09-01"))->rotation_day, 3);
	assert_int_equal(zone_dates_find(&dates, day("2026-11-24"))->rotation_day, 0);
	assert_int_equal(zone_dates_find(&dates, day("2026-11-30"))->rotation_day,
			 zone_dates_find(&dates, day("2026-11-20"))->rotation_day % 10 + 1);
}

/* A calendar of random school days, holidays and closures: for every as-of date the numbers run
 * without gap over the open days, and nothing before a closure ever changes. */
static struct zone_files random_year(struct zone_test *t, struct rng *rng, int n_days)
{
	struct zone_files files = t->files;
	struct text calendar, closures;
	int32_t first = day(
		"2027-11-20"); /* over a year's end, a leap day, both changes of the clock */

	text_init(&calendar, t->arena);
	text_init(&closures, t->arena);
	text_put(&calendar, STR("date,kind,shape\n"));
	text_put(&closures, STR("code,from,to,announced,reason\n"));
	for (int32_t date = first; date < first + 400; date++) {
		struct str name = date_text(t->arena, date);

		if (date_weekday(date) > FRIDAY)
			continue;
		text_printf(&calendar, "%.*s,%s\n", STR_ARG(name),
			    rng_below(rng, 8) == 0 ? "holiday," : "school,REG");
		if (rng_below(rng, 25) == 0)
			text_printf(
				&closures, "c%d,%.*s,%.*s,%.*s,snow\n", date, STR_ARG(name),
				STR_ARG(date_text(t->arena, date + (int32_t)rng_below(rng, 4))),
				STR_ARG(date_text(t->arena, date - (int32_t)rng_below(rng, 3))));
	}
	files.file[ZONE_T_CALENDAR] = text_str(&calendar);
	files.file[ZONE_T_CLOSURES] = text_str(&closures);
	files.file[ZONE_T_BLACKOUTS] = files.file[ZONE_T_STAFF_TIMES] = STR("");
	files.file[ZONE_T_ROTATIONS] = arena_printf(
		t->arena, "code,name,days,advance,first_day\nTEN,R,%d,school_days,1\n", n_days);
	return files;
}

static void rotations_run_without_gap_and_history_stays(void **state)
{
	struct zone_test *t = *state;
	struct rng rng;

	rng_init(&rng, 11);
	zone_edit(t, ZONE_T_INFO, "2026-08-26,2027-06-17", "2027-11-01,2028-12-31");
	t->files.file[ZONE_T_VISITS] = STR("");
	for (int round = 0; round < 30; round++) {
		int n_days = 1 + (int)rng_below(&rng, 12);
		struct zone_files files = random_year(t, &rng, n_days);
		const struct zone *zone;
		struct zone_dates all;
		struct err err = {0};
		int last = 0;

		if (!zone_read_texts(t->arena, &files, &zone, NULL, &err))
			fail_msg("%s", err.text);
		all = zone_dates_of(t->arena, zone, 0, 0, ZONE_AS_OF_END);
		for (size_t i = 0; i < all.n; i++) {
			if (!all.at[i].open) {
				assert_int_equal(all.at[i].rotation_day, 0);
				continue;
			}
			assert_int_equal(all.at[i].rotation_day, last % n_days + 1);
			last = all.at[i].rotation_day;
		}
		for (size_t c = 0; c < zone->closures.n; c++) {
			struct zone_dates early = zone_dates_of(t->arena, zone, 0, 0,
								zone->closures.at[c].announced);
			struct zone_dates eve = zone_dates_of(t->arena, zone, 0, 0,
							      zone->closures.at[c].announced - 1);

			for (size_t i = 0;
			     i < all.n && all.at[i].date < zone->closures.at[c].announced; i++) {
				assert_int_equal(early.at[i].rotation_day, eve.at[i].rotation_day);
				assert_int_equal(early.at[i].rotation_day, all.at[i].rotation_day);
			}
		}
	}
}

static void bells_ring_at_the_same_wall_time_on_both_sides_of_daylight_saving(void **state)
{
	struct zone_test *t = *state;
	const struct zone *zone = zone_test_read(t);
	struct zone_dates dates = zone_dates_of(t->arena, zone, 0, 0, ZONE_AS_OF_END);
	const struct time_zone *tz;
	int64_t before = 0;
	int changes = 0;

	assert_true(time_zone_load(t->arena, zone->info.at[0].time_zone, &tz, &t->err));
	for (size_t i = 0; i < dates.n; i++) {
		const struct zone_date *d = &dates.at[i];
		int start = d->open ? zone->shapes.at[d->shape].student_start : 0;
		int64_t instant;
		struct local_time wall;

		if (!d->open)
			continue;
		instant = time_zone_utc_ms(tz, d->date, start);
		wall = time_zone_local(tz, instant);
		assert_int_equal(wall.date, d->date);
		assert_int_equal(wall.minutes, start);
		changes += before != 0 && (instant - before) % DATE_MS_PER_DAY != 0;
		before = instant;
	}
	assert_int_equal(changes, 2); /* the clock goes back in November, forward in March */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		zone_unit_test(counts_the_days_and_hours_of_the_sample_year),
		zone_unit_test(has_90_dates_for_labs_and_68_without_mondays),
		zone_unit_test(goes_on_after_holidays_and_over_the_end_of_the_year),
		zone_unit_test(a_row_for_one_school_goes_before_the_row_for_all),
		zone_unit_test(a_closure_of_one_school_leaves_the_others_alone),
		zone_unit_test(weekday_and_week_rotations_do_not_slide),
		zone_unit_test(shapes_that_are_skipped_do_not_advance),
		zone_unit_test(rotations_run_without_gap_and_history_stays),
		zone_unit_test(bells_ring_at_the_same_wall_time_on_both_sides_of_daylight_saving),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
