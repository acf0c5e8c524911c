#include "year_test.h"

#include "base/rng.h"
#include "parts/year/year_bookings.h"
#include "parts/year/year_file.h"
#include "parts/year/year_repair.h"
#include "parts/year/year_valid.h"

#include <stdlib.h>

/* A plan of the sample year, made quickly. */
static struct year_plan quick_plan(struct zone_test *t, const struct year_problem *problem)
{
	struct year_options options = {.clock = &clock_system, .seed = 3, .steps = 60000};
	struct year_answer answer;

	assert_true(year_solve(t->arena, problem, &options, &answer, &t->err));
	assert_int_equal(answer.verdict, WEFT_FEASIBLE);
	year_choose_hosts(t->arena, problem, &answer.plan);
	return answer.plan;
}

static int32_t lesson_start(const struct year_phases *phases, size_t lab, int32_t host)
{
	for (size_t i = 0; i < phases->n; i++)
		if (phases->at[i].lab == lab && phases->at[i].host_number == host)
			return phases->at[i].start;
	return 0;
}

static void assert_lessons_of(struct zone_test *t, const struct year_problem *problem,
			      const struct year_phases *phases, const char *team, int first,
			      int second)
{
	size_t n = 0;

	for (size_t i = 0; i < problem->n_labs; i++) {
		if (!str_eq(t->zone->teams.at[problem->labs[i].team].code, str_from(team)))
			continue;
		assert_int_equal(lesson_start(phases, i, 1), first);
		assert_int_equal(lesson_start(phases, i, 2), second);
		n++;
	}
	assert_true(n >= 4);
}

static void lessons_are_where_the_subject_can_sit(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem = year_test_problem(t);
	struct year_plan plan = quick_plan(t, &problem);
	struct year_phases phases = year_phases_of(t->arena, &problem, &plan);

	assert_int_equal(phases.n_without_host, 0);
	/* Lunch at 11:00 and specials at 10:50 push the first lesson to 9:55; specials at 1:15 push
	 * the second to 2:10. */
	assert_lessons_of(t, &problem, &phases, "HH-K", 9 * 60 + 55, 13 * 60 + 5);
	assert_lessons_of(t, &problem, &phases, "JF-1", 9 * 60 + 55, 14 * 60 + 10);
	assert_lessons_of(t, &problem, &phases, "HH-3", 9 * 60 + 55, 13 * 60 + 5);
	assert_lessons_of(t, &problem, &phases, "HH-4", 10 * 60 + 50, 13 * 60 + 5);
	assert_lessons_of(t, &problem, &phases, "MC-5", 10 * 60 + 50, 13 * 60 + 5);
}

static void a_lab_day_is_whole(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem = year_test_problem(t);
	struct year_plan plan = quick_plan(t, &problem);
	struct year_phases phases = year_phases_of(t->arena, &problem, &plan);

	for (size_t i = 0; i < phases.n; i++) {
		const struct year_phase *phase = &phases.at[i];

		assert_true(phase->end > phase->start);
		if (i > 0 && phases.at[i - 1].lab == phase->lab) {
			assert_true(phase->start >= phases.at[i - 1].end);
			assert_true(phase->start - phases.at[i - 1].end < 15);
		} else {
			assert_int_equal(phase->start, 8 * 60 + 20);
		}
		if (i + 1 == phases.n || phases.at[i + 1].lab != phase->lab)
			assert_int_equal(phase->end, 15 * 60 + 50);
		if (phase->phase == ZONE_ENACT) {
			assert_true(phase->section < t->zone->sections.n);
			assert_int_equal(phase->end - phase->start, 50);
		}
	}
}

static void classes_take_turns_as_hosts(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem = year_test_problem(t);
	struct year_plan plan = quick_plan(t, &problem);
	int times[200] = {0};

	for (size_t i = 0; i < plan.n; i++) {
		assert_true(plan.at[i].host[0] != plan.at[i].host[1]);
		for (int k = 0; k < 2; k++)
			times[plan.at[i].host[k]]++;
	}
	/* Six labs with two hosts among three classes: four times each; four labs among three,
	 * four and five: two or three, two, one or two. */
	for (size_t s = 0; s < t->zone->sections.n; s++)
		assert_true(times[s] >= 1 && times[s] <= 4);
}

static void five_hundred_and_twenty_days_are_released(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem = year_test_problem(t);
	struct year_plan plan = quick_plan(t, &problem);
	struct year_releases releases = year_releases_of(t->arena, &problem, &plan);

	assert_int_equal(releases.n, 520);
	for (size_t i = 0; i < releases.n; i++) {
		assert_true(releases.at[i].person < t->zone->people.n);
		assert_int_equal(t->zone->sections.at[releases.at[i].section].teacher,
				 releases.at[i].person);
	}
}

static void what_was_written_is_read_back(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem = year_test_problem(t);
	struct rng rng;

	rng_init(&rng, 5);
	for (int round = 0; round < 20; round++) {
		struct year_plan plan = year_plan_make(t->arena, &problem), back;
		struct str text;

		for (size_t i = 0; i < plan.n; i++) {
			if (rng_below(&rng, 4) == 0)
				continue;
			plan.at[i].date = problem.first + (int32_t)rng_below(&rng, problem.n_dates);
			plan.at[i].locked = rng_below(&rng, 3) == 0;
			plan.at[i].reason = rng_below(&rng, 2) == 0 ? STR("moved, \"late\"")
								    : STR("");
			plan.at[i].host[0] = (uint32_t)rng_below(&rng, t->zone->sections.n);
		}
		text = year_labs_csv(t->arena, &problem, &plan);
		if (!year_read_labs(t->arena, text, &problem, &back, &t->err))
			fail_msg("%s", t->err.text);
		assert_true(str_eq(text, year_labs_csv(t->arena, &problem, &back)));
	}
}

static void says_where_a_plan_is_wrong(void **state)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{"", "empty"},
		{"plan,number\n", "date"},
		{"plan,number,date\nX,1,\n", "no lab plan \"X\""},
		{"plan,number,date\nHH-K-math,9,\n", "no lab with the number \"9\""},
		{"plan,number,date\nHH-K-math,1,\nHH-K-math,1,\n", "two lines"},
		{"plan,number,date\nHH-K-math,1,2031-01-01\n", "not a date of the year"},
		{"plan,number,date,locked\nHH-K-math,1,,yes\n", "needs a date"},
		{"plan,number,date,host_1\nHH-K-math,1,,ZZ\n", "no class \"ZZ\""},
	};
	struct zone_test *t = *state;
	struct year_problem problem = year_test_problem(t);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct year_plan plan;

		assert_false(year_read_labs(t->arena, str_from(cases[i].text), &problem, &plan,
					    &t->err));
		assert_int_equal(t->err.kind, ERR_INVALID);
		if (!str_find(str_from(t->err.text), str_from(cases[i].says), NULL))
			fail_msg("\"%s\" does not say \"%s\"", t->err.text, cases[i].says);
	}
}

/* Close a date, mend, and look at what moved. */
static struct year_repair mend(struct zone_test *t, struct year_problem *problem,
			       struct year_plan *plan, const char *date)
{
	struct year_options options = {.clock = &clock_system, .seconds = 600};
	struct year_repair repair;

	t->files.file[ZONE_T_CLOSURES] = arena_printf(
		t->arena, "code,from,to,reason\nsnow,%s,%s,snow\n", date, date);
	*problem = year_test_problem(t);
	if (!year_repair(t->arena, problem, day(date), &options, plan, &repair, &t->err))
		fail_msg("%s", t->err.text);
	return repair;
}

static void t15_a_closure_books_its_lab_again_and_nothing_else(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem = year_test_problem(t);
	struct year_plan plan = quick_plan(t, &problem), before = year_plan_copy(t->arena, &plan);
	size_t one = SIZE_MAX;

	/* A date in November with exactly one lab. */
	for (size_t i = 0; i < plan.n && one == SIZE_MAX; i++) {
		size_t same = 0;

		for (size_t j = 0; j < plan.n; j++)
			same += plan.at[j].date == plan.at[i].date;
		if (same == 1 && plan.at[i].date > day("2026-10-15"))
			one = i;
	}
	assert_true(one != SIZE_MAX);
	struct str closed = date_text(t->arena, plan.at[one].date);
	struct year_repair repair = mend(t, &problem, &plan, closed.ptr);

	assert_int_equal(repair.verdict, WEFT_FEASIBLE);
	assert_true(repair.least);
	assert_int_equal(repair.n_changes, 1);
	assert_int_equal(repair.changes[0].lab, one);
	assert_int_equal(repair.changes[0].old_date, before.at[one].date);
	assert_true(repair.changes[0].new_date > before.at[one].date);
	assert_true(str_find(repair.changes[0].why, STR("closed"), NULL));
	for (size_t i = 0; i < plan.n; i++)
		if (i != one)
			assert_int_equal(plan.at[i].date, before.at[i].date);
	assert_int_equal(year_valid(t->arena, &problem, &plan).n_must, 0);
}

static void a_closure_on_a_holiday_moves_nothing(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem = year_test_problem(t);
	struct year_plan plan = quick_plan(t, &problem);
	struct year_repair repair = mend(t, &problem, &plan, "2026-11-11");

	assert_int_equal(repair.verdict, WEFT_FEASIBLE);
	assert_int_equal(repair.n_changes, 0);
}

static void what_lies_before_today_is_never_moved(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem = year_test_problem(t);
	struct year_plan plan = quick_plan(t, &problem), before = year_plan_copy(t->arena, &plan);
	struct year_options options = {.clock = &clock_system, .seconds = 600};
	struct year_repair repair;

	/* Smoke closes all of October and is entered in December: October was as it was. A week in
	 * January is closed ahead: its labs move. */
	t->files.file[ZONE_T_CLOSURES] = STR("code,from,to,reason\n"
					     "smoke,2026-10-12,2026-10-30,smoke\n"
					     "boiler,2027-01-11,2027-01-15,boiler\n");
	problem = year_test_problem(t);
	assert_true(year_repair(t->arena, &problem, day("2026-12-01"), &options, &plan, &repair,
				&t->err));
	assert_int_equal(repair.verdict, WEFT_FEASIBLE);
	print_message("# %zu labs moved, %s\n", repair.n_changes,
		      repair.least ? "proved the least" : "not proved the least");
	assert_true(repair.n_changes >= 4);
	for (size_t i = 0; i < plan.n; i++) {
		if (before.at[i].date < day("2026-12-01"))
			assert_int_equal(plan.at[i].date, before.at[i].date);
		assert_false(plan.at[i].date >= day("2027-01-11") &&
			     plan.at[i].date <= day("2027-01-15"));
	}
}

static void a_locked_lab_stays_and_the_others_make_room(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem = year_test_problem(t);
	struct year_plan locks = year_plan_make(t->arena, &problem);
	struct year_options options = {
		.clock = &clock_system, .seed = 3, .steps = 60000, .conflicts = 1, .locks = &locks};
	struct year_answer answer;

	for (size_t i = 0; i < 3; i++) {
		locks.at[i * 40].date = day("2026-10-13");
		locks.at[i * 40].locked = true;
	}
	assert_true(year_solve(t->arena, &problem, &options, &answer, &t->err));
	/* Three labs of three schools on one day need more than 8 substitutes. */
	assert_int_equal(answer.verdict, WEFT_INFEASIBLE);
	locks.at[80].locked = false;
	assert_true(year_solve(t->arena, &problem, &options, &answer, &t->err));
	assert_int_equal(answer.verdict, WEFT_FEASIBLE);
	assert_int_equal(year_valid(t->arena, &problem, &answer.plan).n_must, 0);
	for (size_t i = 0; i < 2; i++) {
		size_t found = 0;

		for (size_t j = 0; j < problem.n_labs; j++)
			found += problem.labs[j].plan == problem.labs[i * 40].plan &&
				 answer.plan.at[j].date == day("2026-10-13");
		assert_int_equal(found, 1);
	}
}

static void the_rest_of_the_year_is_booked_around_the_labs(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem = year_test_problem(t);
	struct year_plan plan = quick_plan(t, &problem);
	struct year_bookings bookings = year_bookings_of(t->arena, &problem, &plan);
	size_t n[YEAR_COACHING + 1] = {0}, team_meetings = 0;
	uint32_t hh_k = zone_find(t->zone, ZONE_T_TEAMS, STR("HH-K"));
	uint32_t plc = zone_find(t->zone, ZONE_T_MEETINGS, STR("plc"));

	for (size_t i = 0; i < bookings.n; i++) {
		const struct year_booking *row = &bookings.at[i];

		n[row->kind]++;
		assert_true(row->end > row->start);
		if (row->kind == YEAR_MEETING && row->team == hh_k && row->row == plc) {
			team_meetings++;
			assert_int_equal(row->start, 13 * 60 + 10);
			assert_int_equal(date_weekday(row->date), FRIDAY);
		}
		/* A coach who is in a lab is nowhere else that day. */
		for (size_t lab = 0; row->kind == YEAR_COACHING && lab < plan.n; lab++)
			assert_false(
				plan.at[lab].date == row->date &&
				zone_applies(t->zone->lab_plans.at[problem.labs[lab].plan].attend,
					     row->person));
	}
	/* Three August days and two in the year, at six schools; 33 Fridays at six. */
	assert_int_equal(n[YEAR_LEARNING_DAY], 30);
	assert_int_equal(n[YEAR_STAFF_TIME], 33 * 6);
	assert_int_equal(team_meetings, 33);
	assert_true(n[YEAR_COACH_PRINCIPAL] > 100 && n[YEAR_COACHING] > 500);
}

/* Shared coaches too: nobody is in two places, and a half position is kept. */
static void coaches_are_in_one_place_and_where_they_are_asked(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem;
	struct year_bookings bookings;
	struct year_plan plan;
	uint32_t shared, half;
	size_t n_shared = 0, n_half = 0, n_meet = 0;

	t->files.file[ZONE_T_AVAILABILITY] = arena_printf(
		t->arena, "%.*sWP-CL,,only,Mon;Wed,,,,,,,half a position\n",
		STR_ARG(t->files.file[ZONE_T_AVAILABILITY]));
	t->files.file[ZONE_T_RULES] = arena_printf(
		t->arena,
		"%.*scycles,coaching_cycle,strong,,,,,,,,,,3,4,30,,,,,,,,x,,,,,,\n"
		"meet,coach_principal,strong,,,,,,,,,,,,20,,month,,,,,,x,,,,,,\n",
		STR_ARG(t->files.file[ZONE_T_RULES]));
	problem = year_test_problem(t);
	plan = quick_plan(t, &problem);
	bookings = year_bookings_of(t->arena, &problem, &plan);
	shared = zone_find(t->zone, ZONE_T_PEOPLE, STR("OQ-CM"));
	half = zone_find(t->zone, ZONE_T_PEOPLE, STR("WP-CL"));
	for (size_t i = 0; i < bookings.n; i++) {
		const struct year_booking *row = &bookings.at[i];

		if (row->person == ZONE_NONE)
			continue;
		n_shared += row->person == shared;
		n_half += row->person == half;
		n_meet += row->person == shared && row->kind == YEAR_COACH_PRINCIPAL;
		assert_true(row->end > row->start);
		if (row->person == half)
			assert_true(date_weekday(row->date) == MONDAY ||
				    date_weekday(row->date) == WEDNESDAY);
		/* A half day's specials are shorter than a contact. */
		assert_true(row->end - row->start <= (row->kind == YEAR_COACHING ? 30 : 20) &&
			    row->end - row->start >= 20);
		for (size_t k = i + 1; row->kind == YEAR_COACH_PRINCIPAL && k < bookings.n; k++)
			if (bookings.at[k].kind == row->kind && bookings.at[k].date == row->date &&
			    bookings.at[k].school == row->school)
				assert_true(bookings.at[k].start >= row->end);
		for (size_t k = i + 1; k < bookings.n && bookings.at[k].date == row->date; k++)
			if (bookings.at[k].person == row->person) {
				assert_int_equal(bookings.at[k].school, row->school);
				assert_true(bookings.at[k].start >= row->end ||
					    bookings.at[k].end <= row->start);
			}
	}
	print_message("# %zu of the shared coach, %zu of half a position\n", n_shared, n_half);
	/* Two schools, ten months, less those in which no day was left. */
	assert_true(n_meet >= 14 && n_meet <= 20);
	assert_true(n_shared > 60 && n_half > 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		zone_unit_test(what_lies_before_today_is_never_moved),
		zone_unit_test(lessons_are_where_the_subject_can_sit),
		zone_unit_test(a_lab_day_is_whole),
		zone_unit_test(the_rest_of_the_year_is_booked_around_the_labs),
		zone_unit_test(coaches_are_in_one_place_and_where_they_are_asked),
		zone_unit_test(classes_take_turns_as_hosts),
		zone_unit_test(five_hundred_and_twenty_days_are_released),
		zone_unit_test(what_was_written_is_read_back),
		zone_unit_test(says_where_a_plan_is_wrong),
		zone_unit_test(t15_a_closure_books_its_lab_again_and_nothing_else),
		zone_unit_test(a_closure_on_a_holiday_moves_nothing),
		zone_unit_test(a_locked_lab_stays_and_the_others_make_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
