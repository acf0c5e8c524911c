#include "year_test.h"

#include "parts/year/year_look.h"
#include "parts/year/year_move.h"
#include "parts/year/year_phases.h"
#include "parts/year/year_valid.h"

#include <stdlib.h>

static struct year_plan quick_plan(struct zone_test *t, const struct year_problem *problem)
{
	struct year_options options = {.clock = &clock_system, .seed = 3, .steps = 60000};
	struct year_answer answer;

	assert_true(year_solve(t->arena, problem, &options, &answer, &t->err));
	assert_int_equal(answer.verdict, WEFT_FEASIBLE);
	year_choose_hosts(t->arena, problem, &answer.plan);
	return answer.plan;
}

static size_t must_faults_at(struct zone_test *t, const struct year_problem *problem,
			     const struct year_plan *plan, size_t lab, int32_t date)
{
	struct year_plan moved = year_plan_copy(t->arena, plan);

	moved.at[lab].date = date;
	return year_valid(t->arena, problem, &moved).n_must;
}

/* The plan has no fault, so that a date is legal exactly when moving there makes none. */
static void a_date_is_legal_exactly_when_the_checker_finds_nothing(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem = year_test_problem(t);
	struct year_plan plan = quick_plan(t, &problem);
	size_t n_legal = 0, n_not = 0;

	for (size_t lab = 0; lab < problem.n_labs; lab++) {
		struct year_targets targets = year_targets_of(t->arena, &problem, &plan, lab);

		for (size_t i = 0; i < targets.n; i++) {
			const struct year_target *target = &targets.at[i];

			assert_int_equal(target->legal,
					 year_fits(&problem, &plan, lab, target->date));
			assert_true(target->legal || target->n_reasons > 0);
			if (target->legal)
				n_legal++;
			else
				n_not++;
			if (lab % 24 == 5 && i % 9 == 0)
				assert_int_equal(
					target->legal,
					must_faults_at(t, &problem, &plan, lab, target->date) == 0);
			if (target->stands)
				assert_true(target->legal);
		}
	}
	print_message("# %zu dates are legal, %zu are not\n", n_legal, n_not);
	assert_true(n_legal > 500 && n_not > 10000);
}

static bool says(const struct year_target *target, const char *words)
{
	for (size_t i = 0; i < target->n_reasons; i++)
		if (str_find(target->reasons[i].sentence, str_from(words), NULL))
			return true;
	return false;
}

static void each_reason_is_said_in_words_and_with_its_price(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem = year_test_problem(t);
	struct year_plan plan = quick_plan(t, &problem);
	size_t lab = 0, full = SIZE_MAX;
	struct year_target target;

	target = year_target_on(t->arena, &problem, &plan, lab, day("2026-11-11"));
	assert_true(says(&target, "There is no school on Wed November 11"));
	target = year_target_on(t->arena, &problem, &plan, lab, day("2026-12-15"));
	assert_true(says(&target, "last week before the break"));
	target = year_target_on(t->arena, &problem, &plan, lab, day("2026-10-16"));
	assert_true(says(&target, "Labs are not on Fridays"));
	target = year_target_on(t->arena, &problem, &plan, lab, plan.at[lab].date + 7);
	assert_true(says(&target, "7 days away; 21 are the least"));
	target = year_target_on(t->arena, &problem, &plan, lab, plan.at[7].date);
	assert_true(says(&target, "has a lab on") && says(&target, "Harbor Hill"));
	/* A lab of another school on a day with 8 substitutes: only the cap, with its price. */
	for (size_t i = 0; i < problem.n_labs && full == SIZE_MAX; i++)
		if (problem.labs[i].school == 1 &&
		    year_target_on(t->arena, &problem, &plan, i, plan.at[i].date).substitutes == 8)
			full = i;
	assert_int_not_equal(full, SIZE_MAX);
	for (size_t i = 0; i < problem.n_labs; i++) {
		target = year_target_on(t->arena, &problem, &plan, i, plan.at[full].date);
		if (target.legal || target.n_reasons != 1 ||
		    !says(&target, "substitutes, and 8 are the most"))
			continue;
		assert_int_equal(target.price_cents, 4101300);
		return;
	}
	fail_msg("no lab is kept away by the cap alone");
}

static void two_labs_can_change_places_without_a_fault(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem = year_test_problem(t);
	struct year_plan plan = quick_plan(t, &problem), moved;
	const struct year_swap *swaps;
	size_t n = 0, lab = 0;

	for (lab = 30; lab < problem.n_labs && n == 0; lab++)
		n = year_swaps_of(t->arena, &problem, &plan, lab, &swaps);
	assert_true(n > 0);
	lab--;
	for (size_t i = 0; i < n; i++) {
		moved = year_plan_copy(t->arena, &plan);
		moved.at[swaps[i].lab].date = plan.at[lab].date;
		moved.at[lab].date = swaps[i].date;
		assert_int_equal(year_valid(t->arena, &problem, &moved).n_must, 0);
	}
}

static void a_host_is_a_class_with_time_for_the_lesson(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem = year_test_problem(t);
	struct year_plan plan = quick_plan(t, &problem);
	struct year_host_choices choices = year_host_choices_of(t->arena, &problem, &plan, 0);
	size_t n_stand = 0;

	/* Three classes of Harbor Hill kindergarten for each of the two lessons. */
	assert_int_equal(choices.n, 6);
	for (size_t i = 0; i < choices.n; i++) {
		assert_true(choices.at[i].legal);
		assert_int_equal(choices.at[i].end - choices.at[i].start, 50);
		n_stand += choices.at[i].stands;
	}
	assert_int_equal(n_stand, 2);
}

static void the_labs_of_a_school_a_team_and_a_person_are_listed(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem = year_test_problem(t);
	struct year_plan plan = quick_plan(t, &problem);
	struct year_filter filter = year_filter_all();
	struct year_lab_days days = year_lab_days_of(t->arena, &problem, &plan, &filter);

	assert_int_equal(days.n, 144);
	for (size_t i = 1; i < days.n; i++)
		assert_true(days.at[i].date >= days.at[i - 1].date);
	filter.school = 0;
	assert_int_equal(year_lab_days_of(t->arena, &problem, &plan, &filter).n, 36);
	filter.from = filter.to = days.at[0].date;
	assert_true(year_lab_days_of(t->arena, &problem, &plan, &filter).n <= 1);
	filter = year_filter_all();
	/* The coach of Orchard Street and Quarry Lake: 9 teams with 4 labs each. */
	filter.person = zone_find(t->zone, ZONE_T_PEOPLE, STR("OQ-CM"));
	assert_int_equal(year_lab_days_of(t->arena, &problem, &plan, &filter).n, 36);
	filter.person = zone_find(t->zone, ZONE_T_PEOPLE, STR("HH-T01"));
	assert_int_equal(year_lab_days_of(t->arena, &problem, &plan, &filter).n, 6);
}

static void visitors_and_guests_keep_to_their_rules(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem = year_test_problem(t);
	struct year_plan plan = quick_plan(t, &problem);
	struct year_attendees all = year_attendees_of(t->arena, &problem, &plan);
	size_t n[YEAR_GUEST + 1] = {0}, guests_of_lab = 0;

	for (size_t i = 0; i < all.n; i++) {
		const struct year_attendee *own = &all.at[i];

		n[own->part]++;
		guests_of_lab = i > 0 && all.at[i - 1].lab == own->lab ? guests_of_lab : 0;
		guests_of_lab += own->part == YEAR_GUEST;
		assert_true(guests_of_lab <= 1);
		/* Nobody is in two labs on one day, guests and visitors neither. */
		for (size_t j = 0; j < i; j++)
			if (all.at[j].person == own->person && own->part >= YEAR_VISITOR)
				assert_int_not_equal(plan.at[all.at[j].lab].date,
						     plan.at[own->lab].date);
	}
	assert_int_equal(n[YEAR_COACH], 144);
	assert_int_equal(n[YEAR_LEADER], 144);
	/* Two a week over some 20 weeks with labs, and each coach once at each other school. */
	print_message("# %zu visits, %zu guests, %zu partners\n", n[YEAR_VISITOR], n[YEAR_GUEST],
		      n[YEAR_PARTNER]);
	assert_true(n[YEAR_VISITOR] >= 30 && n[YEAR_VISITOR] <= 60);
	assert_true(n[YEAR_GUEST] >= 10 && n[YEAR_GUEST] <= 60);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		zone_unit_test(a_date_is_legal_exactly_when_the_checker_finds_nothing),
		zone_unit_test(each_reason_is_said_in_words_and_with_its_price),
		zone_unit_test(two_labs_can_change_places_without_a_fault),
		zone_unit_test(a_host_is_a_class_with_time_for_the_lesson),
		zone_unit_test(the_labs_of_a_school_a_team_and_a_person_are_listed),
		zone_unit_test(visitors_and_guests_keep_to_their_rules),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
