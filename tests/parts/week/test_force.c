/* Rows with dates: a week is for a date, and what is not in force on it does not count. */
#include "parts/week/week_force.h"

#include "base/date.h"
#include "parts/week/week_audit.h"
#include "parts/week/week_check.h"
#include "../school/zone_test.h"

#include <stdlib.h>

static int32_t day(const char *text)
{
	int32_t date;
	struct err err;

	assert_true(date_parse(str_from(text), &date, &err));
	return date;
}

static struct week_force force_on(struct zone_test *t, const char *date)
{
	struct week_force force;

	assert_true(week_force_on(t->arena, zone_test_read(t), day(date), &force));
	return force;
}

/* One school of the zone, solved for a date (NULL: as it comes). */
static struct week_report solve_at(struct zone_test *t, const char *school, const char *date,
				   struct week_plan *ret)
{
	const struct zone *zone = zone_test_read(t);
	uint32_t *at = arena_new(t->arena, uint32_t);
	struct week_options options = {.clock = &clock_system,
				       .seconds = 600,
				       .date = date == NULL ? 0 : day(date),
				       .schools = {at, 1}};
	struct week_report report;

	*at = zone_find(zone, ZONE_T_SCHOOLS, str_from(school));
	if (!week_solve(t->arena, zone, &options, ret, &report, &t->err))
		fail_msg("%s", t->err.text);
	return report;
}

static bool has_text(const struct str *at, size_t n, const char *words)
{
	for (size_t i = 0; i < n; i++)
		if (str_find(at[i], str_from(words), NULL))
			return true;
	return false;
}

static bool says(const struct day_findings *findings, const char *a, const char *b)
{
	for (size_t i = 0; i < findings->conflicts.n; i++)
		if (str_find(findings->conflicts.at[i].sentence, str_from(a), NULL) &&
		    str_find(findings->conflicts.at[i].sentence, str_from(b), NULL))
			return true;
	return false;
}

static void all_rows_of_the_sample_are_in_force_all_year(void **state)
{
	struct zone_test *t = *state;
	struct week_force force = force_on(t, "2026-08-01");

	assert_ptr_equal(force.zone, t->zone);
	assert_int_equal(force.date, day("2026-09-01"));
	assert_int_equal(force.from, t->zone->info.at[0].year_start);
	assert_int_equal(force.to, t->zone->info.at[0].year_end);
	assert_int_equal(force.left_out.n, 0);
}

/* The stretch ends where any row begins or ends; what is outside is named. */
static void a_stretch_ends_where_a_row_does(void **state)
{
	struct zone_test *t = *state;
	struct week_force force;

	zone_edit(t, ZONE_T_ASSIGNMENTS, "PE8,WP,specialist,PE,0.2,6,,,",
		  "PE8,WP,specialist,PE,0.2,6,,2027-02-01,");
	zone_edit(t, ZONE_T_ASSIGNMENTS, "PE7,JF,specialist,PE,0.47,14,,,",
		  "PE7,JF,specialist,PE,0.47,14,,,2026-12-18");
	force = force_on(t, "2026-09-05");
	assert_int_equal(force.date, day("2026-09-08"));
	assert_int_equal(force.to, day("2026-12-18"));
	assert_int_equal(force.left_out.n, 1);
	assert_true(has_text(force.left_out.at, 1,
			     "assignments: PE8 at Wren Park, from Monday, February 1, 2027"));
	assert_int_equal(force.zone->assignments.n + 1, t->zone->assignments.n);
	force = force_on(t, "2027-01-04");
	assert_int_equal(force.from, day("2026-12-19"));
	assert_int_equal(force.to, day("2027-01-31"));
	assert_int_equal(force.left_out.n, 2);
	assert_true(has_text(force.left_out.at, 2,
			     "assignments: PE7 at Juniper Flats, until Friday, December 18, 2026"));
	force = force_on(t, "2027-02-01");
	assert_int_equal(force.from, day("2027-02-01"));
	assert_int_equal(force.to, t->zone->info.at[0].year_end);
	assert_false(week_force_on(t->arena, t->zone, day("2027-06-18"), &force));
}

/* Days, memberships and rules have dates too. */
static void days_memberships_and_rules_count_while_they_are_in_force(void **state)
{
	struct zone_test *t = *state;
	struct week_force force;
	uint32_t rule;

	t->files.file[ZONE_T_AVAILABILITY] = arena_printf(
		t->arena, "%.*sAR1,OS,not,Wed,,,,,2027-02-01,,\n",
		STR_ARG(t->files.file[ZONE_T_AVAILABILITY]));
	zone_edit(t, ZONE_T_MEMBERS, "HH-K,HH-T01,yes,no,,\n", "HH-K,HH-T01,yes,no,2027-02-01,\n");
	t->files.file[ZONE_T_RULES] = arena_printf(t->arena,
						   "%.*sfew,visits_per_day,must,,,,specialist,,,,,,"
						   ",1,,,day,,,2027-02-01,,,x,,,no,,,\n",
						   STR_ARG(t->files.file[ZONE_T_RULES]));
	force = force_on(t, "2026-09-01");
	assert_int_equal(force.left_out.n, 3);
	assert_int_equal(force.to, day("2027-01-31"));
	assert_int_equal(force.zone->availability.n, 0);
	assert_int_equal(force.zone->members.n + 1, t->zone->members.n);
	rule = zone_find(t->zone, ZONE_T_RULES, STR("few"));
	assert_int_equal(force.zone->rules.at[rule].kind, ZONE_WISH);
	force = force_on(t, "2027-02-01");
	assert_ptr_equal(force.zone, t->zone);
	assert_int_equal(force.from, day("2027-02-01"));
}

/* Whoever is assigned from February on does not teach in September. */
static void a_specialist_who_comes_in_february_is_not_there_in_september(void **state)
{
	struct zone_test *t = *state;
	struct week_report report;
	struct week_plan plan;

	zone_edit(t, ZONE_T_ASSIGNMENTS, "PE7,JF,specialist,PE,0.47,14,,,",
		  "PE7,JF,specialist,PE,0.47,14,,2027-02-01,");
	report = solve_at(t, "JF", NULL, &plan);
	assert_int_equal(report.verdict, WEEK_INFEASIBLE);
	assert_int_equal(report.date, day("2026-09-01"));
	assert_int_equal(report.until, day("2027-01-31"));
	assert_true(has_text(report.left_out.at, report.left_out.n, "PE7 at Juniper Flats"));
	report = solve_at(t, "JF", "2027-02-01", &plan);
	assert_int_equal(report.verdict, WEEK_FEASIBLE);
	assert_int_equal(report.left_out.n, 0);
	assert_ptr_equal(plan.zone, t->zone);
}

/* PE in one semester and more of it in the other: eight visits together fit no ten days. */
static void visits_of_two_terms_do_not_add_up(void **state)
{
	struct zone_test *t = *state;
	struct week_report report;
	struct week_plan plan;

	zone_edit(t, ZONE_T_VISITS, "pe,,,,PE,TEN,,4,,any_days,,\n",
		  "pe-1,,,,PE,TEN,S1,4,,any_days,,\npe-2,,,,PE,TEN,S2,4,,any_days,,\n");
	for (int term = 0; term < 2; term++) {
		size_t n = 0;

		report = solve_at(t, "WP", term == 0 ? NULL : "2027-02-01", &plan);
		assert_int_equal(report.verdict, WEEK_FEASIBLE);
		assert_int_equal(report.left_out.n, 1);
		for (size_t i = 0; i < plan.bookings.n; i++) {
			const struct week_booking *b = &plan.bookings.at[i];

			if (b->kind != WEEK_SPECIAL ||
			    b->subject != zone_find(t->zone, ZONE_T_SUBJECTS, STR("PE")))
				continue;
			/* There is one for each shape that a day of the rotation may have. */
			for (size_t d = 0; d < b->days.n; d++)
				n += zone_rotation_shape(t->zone, b->school, b->rotation,
							 b->days.at[d]) == b->shape;
			assert_int_equal(b->why.row,
					 zone_find(t->zone, ZONE_T_VISITS,
						   term == 0 ? STR("pe-1") : STR("pe-2")));
		}
		assert_int_equal(n, 18 * 4);
	}
}

/* Counting looks at each stretch of the year, and says from when something is missing. */
static void counting_says_from_when_somebody_is_missing(void **state)
{
	struct zone_test *t = *state;
	struct day_findings findings = {0}, autumn = {0}, spring = {0};
	const struct zone *zone;

	zone_edit(t, ZONE_T_ASSIGNMENTS, "PE7,JF,specialist,PE,0.47,14,,,",
		  "PE7,JF,specialist,PE,0.47,14,,,2027-01-29");
	zone = zone_test_read(t);
	week_check_zone(t->arena, zone, (struct zone_list){0}, &findings);
	assert_true(
		says(&findings, "From Monday, February 1, 2027 on: Juniper Flats", "PE visits"));
	assert_true(week_check_date(t->arena, zone, (struct zone_list){0}, day("2026-10-01"),
				    &autumn, &t->err));
	assert_int_equal(autumn.conflicts.n, 0);
	assert_true(week_check_date(t->arena, zone, (struct zone_list){0}, day("2027-02-01"),
				    &spring, &t->err));
	assert_true(says(&spring, "Juniper Flats", "PE visits"));
	assert_false(week_check_date(t->arena, zone, (struct zone_list){0}, day("2027-07-01"),
				     &spring, &t->err));
}

/* What is missing all year is said once. */
static void what_is_missing_all_year_is_said_once(void **state)
{
	struct zone_test *t = *state;
	struct day_findings findings = {0};
	size_t n = 0;

	zone_edit(t, ZONE_T_ASSIGNMENTS, "PE7,JF,specialist,PE,0.47,14,,,\n", "");
	zone_edit(t, ZONE_T_MEMBERS, "HH-K,HH-T01,yes,no,,\n", "HH-K,HH-T01,yes,no,2027-02-01,\n");
	week_check_zone(t->arena, zone_test_read(t), (struct zone_list){0}, &findings);
	for (size_t i = 0; i < findings.conflicts.n; i++)
		n += str_find(findings.conflicts.at[i].sentence, STR("Juniper Flats"), NULL);
	assert_int_equal(n, 1);
	assert_true(says(&findings, "Juniper Flats", "PE visits"));
	assert_false(says(&findings, "From Monday", "Juniper Flats"));
}

/* The audit looks at assignments on each date itself. */
static void the_audit_sees_who_does_not_teach_there_yet(void **state)
{
	struct zone_test *t = *state;
	struct week_report report;
	struct audit_faults faults;
	struct week_plan plan;
	bool said = false;

	zone_edit(t, ZONE_T_ASSIGNMENTS, "PE7,JF,specialist,PE,0.47,14,,,",
		  "PE7,JF,specialist,PE,0.47,14,,2027-02-01,");
	report = solve_at(t, "JF", "2027-02-01", &plan);
	assert_int_equal(report.verdict, WEEK_FEASIBLE);
	faults = week_audit(t->arena, &plan, (struct zone_list){0});
	for (size_t i = 0; i < faults.n; i++)
		said = said || str_eq(faults.at[i].rule, STR("assignments"));
	assert_true(said);
	faults = week_audit_between(t->arena, &plan, (struct zone_list){0}, day("2027-02-01"),
				    day("2027-06-17"));
	for (size_t i = 0; i < faults.n; i++)
		assert_false(str_eq(faults.at[i].rule, STR("assignments")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		zone_unit_test(all_rows_of_the_sample_are_in_force_all_year),
		zone_unit_test(a_stretch_ends_where_a_row_does),
		zone_unit_test(days_memberships_and_rules_count_while_they_are_in_force),
		zone_unit_test(a_specialist_who_comes_in_february_is_not_there_in_september),
		zone_unit_test(visits_of_two_terms_do_not_add_up),
		zone_unit_test(counting_says_from_when_somebody_is_missing),
		zone_unit_test(what_is_missing_all_year_is_said_once),
		zone_unit_test(the_audit_sees_who_does_not_teach_there_yet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
