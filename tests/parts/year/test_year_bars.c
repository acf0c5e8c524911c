/* What closes a date to a lab, and what of it a reason needs. Each test changes one row of the
 * sample as a school would, and what is expected can be seen from the row. */
#include "year_test.h"

#include "parts/year/year_count.h"
#include "parts/year/year_phases.h"
#include "parts/year/year_valid.h"

#include <stdlib.h>

#define NOTHING_WRONG 0

static struct year_answer solve_quickly(struct zone_test *t, const struct year_problem *problem,
					bool remedies)
{
	const struct year_options options = {.clock = &clock_system,
					     .seconds = 600,
					     .seed = 3,
					     .steps = 60000,
					     .remedies = remedies};
	struct year_answer answer;

	if (!year_solve(t->arena, problem, &options, &answer, &t->err))
		fail_msg("%s", t->err.text);
	return answer;
}

static struct year_answer feasible(struct zone_test *t, const struct year_problem *problem)
{
	struct year_answer answer = solve_quickly(t, problem, false);

	for (size_t i = 0; i < answer.n_conflicts; i++)
		print_message("# %.*s\n", STR_ARG(answer.conflicts[i].sentence));
	assert_int_equal(answer.verdict, WEFT_FEASIBLE);
	assert_int_equal(year_valid(t->arena, problem, &answer.plan).n_must, NOTHING_WRONG);
	return answer;
}

static void add_row(struct zone_test *t, enum zone_table table, const char *row)
{
	t->files.file[table] = arena_printf(t->arena, "%.*s%s\n", STR_ARG(t->files.file[table]),
					    row);
}

static bool is_team(const struct zone_test *t, const struct year_problem *problem, size_t lab,
		    const char *code)
{
	return str_eq(t->zone->teams.at[problem->labs[lab].team].code, str_from(code));
}

static bool is_school(const struct zone_test *t, const struct year_problem *problem, size_t lab,
		      const char *code)
{
	return str_eq(t->zone->schools.at[problem->labs[lab].school].code, str_from(code));
}

static void a_blackout_of_one_grade_closes_its_teams_only(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem;

	add_row(t, ZONE_T_BLACKOUTS, "camp,2026-10-01,2026-11-10,labs,,5,grade 5 is at camp");
	problem = year_test_problem(t);
	for (size_t i = 0; i < problem.n_labs; i++) {
		bool fifth = is_team(t, &problem, i, "HH-5") || is_team(t, &problem, i, "JF-5") ||
			     is_team(t, &problem, i, "MC-5") || is_team(t, &problem, i, "OS-45") ||
			     is_team(t, &problem, i, "QL-5") || is_team(t, &problem, i, "WP-5");

		assert_int_equal(year_is_open(&problem, i, day("2026-10-13")), !fifth);
	}
	(void)feasible(t, &problem);
}

static void labs_are_on_days_when_those_who_must_attend_are_there(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem;
	struct year_answer answer;

	add_row(t, ZONE_T_AVAILABILITY, "WP-CM,,only,Tue;Thu,,,,,,,half a position");
	add_row(t, ZONE_T_AVAILABILITY, "JF-PR,,not,,,pm,,,2026-10-01,2026-10-31,at the county");
	problem = year_test_problem(t);
	answer = feasible(t, &problem);
	for (size_t i = 0; i < problem.n_labs; i++) {
		int32_t date = answer.plan.at[i].date;

		if (is_school(t, &problem, i, "WP"))
			assert_true(date_weekday(date) == TUESDAY ||
				    date_weekday(date) == THURSDAY);
		if (is_school(t, &problem, i, "JF"))
			assert_false(date >= day("2026-10-01") && date <= day("2026-10-31"));
	}
}

static void a_coach_lost_in_november_is_the_reason_and_somebody_else_the_remedy(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem;
	struct year_answer answer;
	bool somebody_else = false;

	zone_edit(t, ZONE_T_ASSIGNMENTS, "MC-CM,MC,coach,MA,1,,,,",
		  "MC-CM,MC,coach,MA,1,,,,2026-11-10");
	problem = year_test_problem(t);
	answer = solve_quickly(t, &problem, true);
	assert_int_equal(answer.verdict, WEFT_INFEASIBLE);
	assert_int_equal(answer.n_conflicts, 1);
	assert_int_equal(answer.conflicts[0].n_rules, 3);
	assert_string_equal(answer.conflicts[0].rules[0].ptr, "lab-spacing");
	assert_string_equal(answer.conflicts[0].rules[1].ptr, "people/MC-CM");
	assert_true(str_find(answer.conflicts[0].sentence, STR("Maple Crossing grade 5"), NULL));
	for (size_t i = 0; i < answer.conflicts[0].n_remedies; i++)
		somebody_else = somebody_else ||
				str_find(answer.conflicts[0].remedies[i].sentence,
					 STR("be in the labs of Maple Crossing instead of"), NULL);
	assert_true(somebody_else);
}

static void a_window_without_free_classes_is_the_reason(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem;
	struct year_answer answer;

	/* From 10:45 to 12:00 grade 3 has specials and lunch, kindergarten and grade 1 lunch. */
	zone_edit(t, ZONE_T_LAB_PHASES, "FULL,3,enact,1,50,10:50,09:00,12:20,1",
		  "FULL,3,enact,1,50,10:50,10:45,12:00,1");
	problem = year_test_problem(t);
	for (size_t i = 0; i < problem.n_labs; i++)
		if (is_team(t, &problem, i, "HH-3"))
			assert_false(year_is_open(&problem, i, day("2026-10-13")));
		else if (is_team(t, &problem, i, "HH-4"))
			assert_true(year_is_open(&problem, i, day("2026-10-13")));
	answer = solve_quickly(t, &problem, true);
	assert_int_equal(answer.verdict, WEFT_INFEASIBLE);
	assert_true(str_find(answer.conflicts[0].sentence, STR("specials, lunch, recess or WIN"),
			     NULL));
	assert_true(answer.conflicts[0].n_remedies >= 1);
	assert_true(
		str_find(answer.conflicts[0].remedies[0].sentence, STR("Let the lessons"), NULL));
}

static void rules_hold_from_their_first_date_to_their_last(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem;
	struct year_answer answer;

	zone_edit(t, ZONE_T_RULES, CAP_8 ",,day,,,,,C2,",
		  "cap-spring,lab_substitutes,must,,,,,,,,,,,7,,,day,,,2027-01-01,,C2,x,,,,,,\n"
		  "lab-cap,lab_substitutes,must,,,,,,,,,,,12,,,day,,,,2026-12-31,C2,");
	problem = year_test_problem(t);
	answer = feasible(t, &problem);
	for (int32_t date = problem.first; date <= problem.last; date++) {
		int32_t n = 0;

		for (size_t i = 0; i < problem.n_labs; i++)
			n += answer.plan.at[i].date == date ? problem.labs[i].substitutes : 0;
		assert_true(n <= (date < day("2027-01-01") ? 12 : 7));
	}
}

static void labs_of_a_school_can_be_counted_by_week(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem;
	struct year_answer answer;

	/* Harbor Hill has 36 labs, and 24 weeks have days that are open. */
	add_row(t, ZONE_T_RULES,
		"two-a-week,lab_per_school,must,HH,,,,,,,,,,2,,,week,,,,,C4,x,,,,,,");
	problem = year_test_problem(t);
	answer = feasible(t, &problem);
	for (int32_t monday = day("2026-08-24"); monday < problem.last; monday += 7) {
		int n = 0;

		for (size_t i = 0; i < problem.n_labs; i++)
			n += is_school(t, &problem, i, "HH") && answer.plan.at[i].date >= monday &&
			     answer.plan.at[i].date < monday + 7;
		assert_true(n <= 2);
	}
	zone_edit(t, ZONE_T_RULES, "two-a-week,lab_per_school,must,HH,,,,,,,,,,2,",
		  "two-a-week,lab_per_school,must,HH,,,,,,,,,,1,");
	problem = year_test_problem(t);
	answer = solve_quickly(t, &problem, false);
	assert_int_equal(answer.verdict, WEFT_INFEASIBLE);
	assert_true(str_find(answer.conflicts[0].sentence, STR("at most 1 a week"), NULL));
}

static void wished_weekdays_and_distances_are_kept_or_named(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem;
	struct year_answer answer;
	size_t n_monday = 0, n_named = 0;

	zone_edit(t, ZONE_T_RULES, "lab-weekdays,lab_weekdays,must,,,,,,,,,Mon;Tue;Wed;Thu,",
		  "wished-days,lab_weekdays,strong,,,,,,,,,Tue;Wed;Thu,,,,,,,,,,C2,x,,,,,,\n"
		  "lab-weekdays,lab_weekdays,must,,,,,,,,,Mon;Tue;Wed;Thu,");
	problem = year_test_problem(t);
	answer = feasible(t, &problem);
	for (size_t i = 0; i < problem.n_labs; i++)
		n_monday += date_weekday(answer.plan.at[i].date) == MONDAY;
	for (size_t i = 0; i < answer.n_given_up; i++)
		n_named += str_eq(answer.given_up[i].rule, STR("wished-days"));
	/* Eight labs at least do not fit the 68 other days. */
	assert_int_equal(n_named, n_monday);
	assert_true(n_monday >= 8 && n_monday < 60);
}

static void specialists_have_labs_in_classes_that_are_with_them(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem;
	struct year_answer answer;
	struct year_phases phases;
	struct year_releases releases;
	size_t n_lessons = 0, n_released = 0;

	add_row(t, ZONE_T_LAB_PLANS, "HH-specials,HH-SPEC,FULL,PE,2,,,HH-PR,,,C5");
	problem = year_test_problem(t);
	answer = feasible(t, &problem);
	phases = year_phases_of(t->arena, &problem, &answer.plan);
	releases = year_releases_of(t->arena, &problem, &answer.plan);
	assert_int_equal(phases.n_without_host, 0);
	for (size_t i = 0; i < phases.n; i++) {
		const struct year_phase *phase = &phases.at[i];
		int32_t start, end;

		if (!is_team(t, &problem, phase->lab, "HH-SPEC") || phase->phase != ZONE_ENACT)
			continue;
		n_lessons++;
		assert_true(zone_block_time(t->zone, zone_find(t->zone, ZONE_T_SHAPES, STR("REG")),
					    zone_block_of(t->zone, phase->section, ZONE_NONE, NULL),
					    &start, &end));
		assert_true(phase->start >= start && phase->end <= end);
	}
	assert_int_equal(n_lessons, 4);
	/* PE1, MU1, LI1 and AR1: each is covered on both days. */
	for (size_t i = 0; i < releases.n; i++)
		n_released += releases.at[i].person != ZONE_NONE &&
			      releases.at[i].section == ZONE_NONE;
	assert_int_equal(n_released, 8);
}

/* Sixty days between four labs in 207: each team's first lab is within eight open days. */
static void labs_far_apart_are_proved_to_crowd_the_start(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem;
	struct year_answer answer;

	zone_edit(t, ZONE_T_RULES, "lab-spacing,lab_spacing,must,JF;MC;OS;QL;WP,,,,,,,,,28,",
		  "lab-spacing,lab_spacing,must,JF;MC;OS;QL;WP,,,,,,,,,60,");
	problem = year_test_problem(t);
	answer = solve_quickly(t, &problem, false);
	assert_int_equal(answer.verdict, WEFT_INFEASIBLE);
	assert_true(answer.seconds < 5);
	assert_true(str_find(answer.conflicts[0].sentence,
			     STR("27 labs must be between Mon September 28 and Thu October 8"),
			     NULL));
	assert_int_equal(answer.conflicts[0].demand, 14);
	assert_int_equal(answer.conflicts[0].supply, 8);
}

/* T7: without any one of what is named, counting finds nothing. */
static void what_is_named_is_the_smallest_set(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem, without;
	struct year_findings findings;
	struct year_core core;
	bool *left_out;

	zone_edit(t, ZONE_T_RULES, MON_TO_THU, ",,,Tue;Wed;Thu,,,,,,,,,,C2,Zone plan 2026-27,");
	problem = year_test_problem(t);
	findings = year_count(t->arena, &problem);
	assert_int_equal(findings.n, 1);
	core = year_core_of(t->arena, &problem, &findings.at[0]);
	assert_true(core.closers.n >= 2);
	left_out = arena_array(t->arena, bool, core.closers.n);
	for (size_t i = 0; i < core.closers.n; i++) {
		struct year_closers all = year_closers_of(t->arena, &problem);
		bool *others = arena_array(t->arena, bool, all.n);

		/* Only what the core names closes days, less one. */
		memset(left_out, 0, core.closers.n * sizeof *left_out);
		left_out[i] = true;
		for (size_t k = 0; k < all.n; k++) {
			others[k] = true;
			for (size_t c = 0; c < core.closers.n; c++)
				if (!left_out[c] && core.closers.at[c].kind == all.at[k].kind &&
				    core.closers.at[c].row == all.at[k].row)
					others[k] = false;
		}
		without = problem;
		without.bars = year_bars_without(t->arena, &problem, &all, others);
		assert_int_equal(year_count(t->arena, &without).n, 0);
	}
}

static void says_what_a_rule_about_labs_cannot_take(void **state)
{
	struct zone_test *t = *state;

	zone_edit(t, ZONE_T_RULES, CAP_8 ",,day,", CAP_8 ",,week,");
	assert_problem(t, ZONE_T_RULES, 23, "per", "counts days");
	zone_edit(t, ZONE_T_RULES, CAP_8 ",,week,", CAP_8 ",,day,");
	zone_edit(t, ZONE_T_RULES, ",,,28,,,,,,,,,,Zone plan 2026-27,2026-05-12",
		  ",,,28,,,,,,,2027-01-01,,,Zone plan 2026-27,2026-05-12");
	assert_problem(t, ZONE_T_RULES, 28, "from", "holds all year");
	zone_edit(t, ZONE_T_LAB_KINDS, "FULL,Full-day lab,full_day,2,1",
		  "FULL,Full-day lab,full_day,3,1");
	assert_problem(t, ZONE_T_LAB_KINDS, 2, "hosts", "out of range");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		zone_unit_test(a_blackout_of_one_grade_closes_its_teams_only),
		zone_unit_test(labs_are_on_days_when_those_who_must_attend_are_there),
		zone_unit_test(a_coach_lost_in_november_is_the_reason_and_somebody_else_the_remedy),
		zone_unit_test(a_window_without_free_classes_is_the_reason),
		zone_unit_test(rules_hold_from_their_first_date_to_their_last),
		zone_unit_test(labs_of_a_school_can_be_counted_by_week),
		zone_unit_test(wished_weekdays_and_distances_are_kept_or_named),
		zone_unit_test(specialists_have_labs_in_classes_that_are_with_them),
		zone_unit_test(labs_far_apart_are_proved_to_crowd_the_start),
		zone_unit_test(what_is_named_is_the_smallest_set),
		zone_unit_test(says_what_a_rule_about_labs_cannot_take),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
