/* Every question that a principal may ask of the sample is the edit of a row: the edited folder is
 * still valid data, and holds what was meant. Whether there is a plan for it is for the week and
 * the year. */
#include "base/date.h"
#include "parts/school/zone_rule.h"
#include "zone_test.h"

/* Specialists of a special at a school who are there. */
static int specialists(const struct zone *zone, const char *school, const char *subject)
{
	uint32_t s = zone_find(zone, ZONE_T_SCHOOLS, str_from(school));
	uint32_t k = zone_find(zone, ZONE_T_SUBJECTS, str_from(subject));
	int n = 0;

	for (size_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *row = &zone->assignments.at[i];

		n += row->school == s && row->subject == k && row->role == ZONE_SPECIALIST &&
		     zone->people.at[row->person].status == ZONE_ACTIVE;
	}
	return n;
}

/* What someone gives a week at all schools, in hundredths of a visit. */
static int load(const struct zone *zone, const char *person)
{
	uint32_t p = zone_find(zone, ZONE_T_PEOPLE, str_from(person));
	int sum = 0;

	for (size_t i = 0; i < zone->assignments.n; i++) {
		if (zone->assignments.at[i].person == p)
			sum += zone->assignments.at[i].visits_per_week_x100;
	}
	return sum;
}

static void assert_block(const struct zone *zone, const char *section, const char *want)
{
	uint32_t block = zone_block_of(zone, zone_find(zone, ZONE_T_SECTIONS, str_from(section)),
				       ZONE_NONE, NULL);
	struct str got = block == ZONE_NONE ? STR("") : zone->blocks.at[block].code;

	if (!str_eq(got, str_from(want)))
		fail_msg("%s has block %.*s, not %s", section, STR_ARG(got), want);
}

static void t0_has_enough_specialists_everywhere(void **state)
{
	struct zone_test *t = *state;
	const struct zone *zone = zone_test_read(t);
	int visits = 0, sections[6] = {0};

	for (size_t i = 0; i < zone->sections.n; i++)
		sections[zone->sections.at[i].school]++;
	for (size_t i = 0; i < zone->visits.n; i++)
		visits += zone->visits.at[i].visits;
	assert_int_equal(visits, 10); /* each class one special a day of the rotation */
	for (uint32_t s = 0; s < 6; s++) {
		int sum = 0;

		for (size_t i = 0; i < zone->assignments.n; i++) {
			const struct zone_assignment *row = &zone->assignments.at[i];

			if (row->school == s && row->role == ZONE_SPECIALIST)
				sum += row->visits_per_week_x100;
		}
		assert_int_equal(sum, sections[s] * 500);
	}
}

static void t1_pe8_no_longer_goes_to_wren_park(void **state)
{
	struct zone_test *t = *state;

	zone_edit(t, ZONE_T_ASSIGNMENTS, "PE8,WP,specialist,PE,0.2,6,,,\n", "");
	assert_int_equal(specialists(zone_test_read(t), "WP", "PE"), 1);
}

static void t2_one_music_teacher_is_shared_otherwise(void **state)
{
	struct zone_test *t = *state;

	zone_edit(t, ZONE_T_ASSIGNMENTS, "MU7,QL,specialist,MU,0.3,9,,,\n",
		  "MU4,QL,specialist,MU,0.3,9,,,\n");
	zone_edit(t, ZONE_T_GRADE_BLOCKS, "OS,1,,B3", "OS,1,,B5");
	(void)zone_test_read(t);
	assert_int_equal(load(t->zone, "MU4"), 2850);
	assert_int_equal(load(t->zone, "MU7"), 1000);
}

static void t3_a_grade_moves_to_another_block(void **state)
{
	struct zone_test *t = *state;

	assert_block(zone_test_read(t), "OS-1B", "B3");
	zone_edit(t, ZONE_T_GRADE_BLOCKS, "OS,1,,B3", "OS,1,,B5");
	assert_block(zone_test_read(t), "OS-1B", "B5");
	zone_edit(t, ZONE_T_GRADE_BLOCKS, "OS,1,,B5", "OS,1,,");
	assert_block(zone_test_read(t), "OS-1B", "");
}

static void t4_pe7_leaves_juniper_flats(void **state)
{
	struct zone_test *t = *state;

	zone_edit(t, ZONE_T_ASSIGNMENTS, "PE7,JF,specialist,PE,0.47,14,,,\n", "");
	assert_int_equal(specialists(zone_test_read(t), "JF", "PE"), 1);
}

static void t5_t6_a_vacancy_is_covered_by_someone_else(void **state)
{
	struct zone_test *t = *state;

	zone_edit(t, ZONE_T_PEOPLE, "AR3,", "AR3-gone,");
	assert_problem(t, ZONE_T_ASSIGNMENTS, 0, "person", "\"AR3\" is not in people.csv");
	zone_edit(t, ZONE_T_PEOPLE, "AR3-gone,", "AR3,");
	{
		const struct zone *zone = zone_test_read(t);
		uint32_t ar3 = zone_find(zone, ZONE_T_PEOPLE, STR("AR3"));
		struct str line = zone_row_line(t->arena, zone, ZONE_T_PEOPLE, ar3);
		size_t at;

		assert_true(str_find(line, STR(",active,"), &at));
		zone_edit(t, ZONE_T_PEOPLE, arena_str(t->arena, line).ptr,
			  arena_printf(t->arena, "%.*s,vacant,%.*s", (int)at, line.ptr,
				       STR_ARG(str_slice(line, at + 8, line.len)))
				  .ptr);
	}
	zone_edit(t, ZONE_T_ASSIGNMENTS, "AR3,QL,specialist,AR,0.43,13,,,\n",
		  "AR3,QL,specialist,AR,0.43,13,,,\nAR2,QL,specialist,AR,0.43,13,,,\n");
	assert_int_equal(specialists(zone_test_read(t), "QL", "AR"), 1);
	assert_int_equal(load(t->zone, "AR2"), 3600); /* more than 30 */
}

static void t7_t8_labs_get_other_weekdays_or_fewer_substitutes(void **state)
{
	struct zone_test *t = *state;
	const struct zone_rule *rule;

	zone_edit(t, ZONE_T_RULES, "Mon;Tue;Wed;Thu", "Tue;Wed;Thu");
	zone_edit(t, ZONE_T_RULES, ",,8,,,day,", ",,6,,,day,");
	(void)zone_test_read(t);
	rule = &t->zone->rules.at[zone_find(t->zone, ZONE_T_RULES, STR("lab-weekdays"))];
	assert_int_equal(rule->weekdays, 1 << TUESDAY | 1 << WEDNESDAY | 1 << THURSDAY);
	rule = &t->zone->rules.at[zone_find(t->zone, ZONE_T_RULES, STR("lab-cap"))];
	assert_int_equal(rule->maximum, 6);
}

/* Minutes a week that a special takes, on average over the rotation. */
static int weekly_minutes(const struct zone *zone, const char *subject, const char *block)
{
	uint32_t k = zone_find(zone, ZONE_T_SUBJECTS, str_from(subject));
	uint32_t b = zone_find(zone, ZONE_T_BLOCKS, str_from(block));
	int days = zone->rotations.at[0].days, minutes = 0, visits = 0;

	for (int day = 1; day <= days; day++) {
		int32_t start, end;

		assert_true(zone_block_time(zone, zone_rotation_shape(zone, 0, 0, day), b, &start,
					    &end));
		minutes += end - start;
	}
	for (size_t i = 0; i < zone->visits.n; i++) {
		if (subject[0] == '\0' || zone->visits.at[i].subject == k)
			visits += zone->visits.at[i].visits;
	}
	return visits * minutes / days * 5 / days;
}

static void t9_pe_from_specialists_alone_is_96_minutes(void **state)
{
	struct zone_test *t = *state;
	size_t before = zone_test_read(t)->needs.n;
	struct str line = zone_row_line(t->arena, t->zone, ZONE_T_NEEDS,
					zone_find(t->zone, ZONE_T_NEEDS, STR("pe-classroom")));

	assert_int_equal(weekly_minutes(t->zone, "PE", "B1"), 96);
	zone_edit(t, ZONE_T_NEEDS, arena_str(t->arena, line).ptr, "");
	assert_int_equal(zone_test_read(t)->needs.n, before - 1);
}

static void t10_the_team_meeting_moves_from_friday(void **state)
{
	struct zone_test *t = *state;
	uint32_t plc = zone_find(zone_test_read(t), ZONE_T_MEETINGS, STR("plc"));

	assert_int_equal(weekly_minutes(t->zone, "", "B1"), 240);
	assert_int_equal(t->zone->shapes.at[t->zone->meetings.at[plc].shapes.at[0]].kind,
			 ZONE_EARLY_RELEASE);
	zone_edit(t, ZONE_T_MEETINGS, "1,week,in_specials,ER", "1,week,in_specials,REG");
	(void)zone_test_read(t);
	assert_int_equal(t->zone->shapes.at[t->zone->meetings.at[plc].shapes.at[0]].kind,
			 ZONE_REGULAR);
}

static void t11_team_time_is_70_minutes_a_week(void **state)
{
	struct zone_test *t = *state;
	const struct zone *zone = zone_test_read(t);
	struct zone_dates dates = zone_dates_of(t->arena, zone, 0, ZONE_NONE, ZONE_AS_OF_END);
	int fridays = 0, team = 0, weeks = (int)zone_dates_open(&dates) / 5;

	for (size_t i = 0; i < dates.n; i++) {
		struct zone_list uses;

		if (dates.at[i].shape == ZONE_NONE ||
		    zone->shapes.at[dates.at[i].shape].kind != ZONE_EARLY_RELEASE)
			continue;
		fridays++;
		uses = zone_staff_times_on(t->arena, zone, 0, &dates, dates.at[i].date);
		assert_int_equal(uses.n, 1);
		team += zone->staff_times.at[uses.at[0]].use == ZONE_TEAM_TIME;
	}
	assert_int_equal(fridays, 33);
	assert_int_equal(team, 16);
	assert_int_equal((fridays * 40 + team * 75) / weeks, 70);
}

static void t15_a_closure_slides_the_rotation(void **state)
{
	struct zone_test *t = *state;
	struct zone_dates before, after, as_known;
	int32_t closed, eve;

	assert_true(date_parse(STR("2026-11-12"), &closed, &t->err));
	assert_true(date_parse(STR("2026-11-10"), &eve, &t->err));
	before = zone_dates_of(t->arena, zone_test_read(t), 0, 0, ZONE_AS_OF_END);
	t->files.file[ZONE_T_CLOSURES] = STR(
		"code,from,to,reason\nsnow,2026-11-12,2026-11-12,snow\n");
	(void)zone_test_read(t);
	assert_int_equal(t->problems.n, 0);
	after = zone_dates_of(t->arena, t->zone, 0, 0, ZONE_AS_OF_END);
	as_known = zone_dates_of(t->arena, t->zone, 0, 0, eve);
	assert_int_equal(after.n, before.n);
	for (size_t i = 0; i < after.n; i++) {
		assert_int_equal(as_known.at[i].rotation_day, before.at[i].rotation_day);
		if (after.at[i].date < closed)
			assert_int_equal(after.at[i].rotation_day, before.at[i].rotation_day);
		else if (after.at[i].date == closed)
			assert_int_equal(after.at[i].rotation_day, 0);
		else if (after.at[i].open)
			assert_int_equal(after.at[i].rotation_day % 10 + 1,
					 before.at[i].rotation_day);
	}
}

static void t15_a_closure_on_a_holiday_changes_nothing_and_says_so(void **state)
{
	struct zone_test *t = *state;

	t->files.file[ZONE_T_CLOSURES] = STR(
		"code,from,to,reason\nsnow,2026-11-11,2026-11-11,snow\n");
	(void)zone_test_read(t);
	assert_int_equal(t->problems.n, 1);
	assert_true(t->problems.at[0].is_warning);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		zone_unit_test(t0_has_enough_specialists_everywhere),
		zone_unit_test(t1_pe8_no_longer_goes_to_wren_park),
		zone_unit_test(t2_one_music_teacher_is_shared_otherwise),
		zone_unit_test(t3_a_grade_moves_to_another_block),
		zone_unit_test(t4_pe7_leaves_juniper_flats),
		zone_unit_test(t5_t6_a_vacancy_is_covered_by_someone_else),
		zone_unit_test(t7_t8_labs_get_other_weekdays_or_fewer_substitutes),
		zone_unit_test(t9_pe_from_specialists_alone_is_96_minutes),
		zone_unit_test(t10_the_team_meeting_moves_from_friday),
		zone_unit_test(t11_team_time_is_70_minutes_a_week),
		zone_unit_test(t15_a_closure_slides_the_rotation),
		zone_unit_test(t15_a_closure_on_a_holiday_changes_nothing_and_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
