#include "year_test.h"

#include "parts/year/year_count.h"
#include "parts/year/year_valid.h"

#include <stdlib.h>

/* An independent checker: knows the sample's rules by heart, and nothing of the code that made the
 * plan but the dates. */
static void check_by_hand(const struct year_problem *problem, const struct year_plan *plan)
{
	const struct zone *zone = problem->zone;

	for (size_t i = 0; i < plan->n; i++) {
		const struct zone_team *team = &zone->teams.at[problem->labs[i].team];
		struct str school = zone->schools.at[team->school].code;
		int32_t date = plan->at[i].date, substitutes = 0;
		int schools_sharing = 0;

		assert_true(date >= day("2026-09-28") && date < day("2027-04-26"));
		assert_true(date_weekday(date) <= THURSDAY);
		assert_false(date >= day("2026-11-16") && date <= day("2026-11-25"));
		assert_false(date >= day("2026-12-14") && date <= day("2027-01-01"));
		assert_false(date >= day("2027-02-15") && date <= day("2027-02-19"));
		assert_false(date >= day("2027-04-05") && date <= day("2027-04-09"));
		assert_int_not_equal(date, day("2026-11-11"));
		assert_int_not_equal(date, day("2027-01-18"));
		assert_int_not_equal(date, day("2026-11-26"));
		for (size_t j = 0; j < plan->n; j++) {
			const struct zone_team *other = &zone->teams.at[problem->labs[j].team];
			int32_t apart = abs(plan->at[j].date - date);

			if (apart == 0) {
				struct str code = zone->schools.at[other->school].code;
				int32_t classes = 0;

				for (size_t s = 0; s < zone->sections.n; s++)
					if (zone->sections.at[s].school == other->school &&
					    zone_applies(other->grades,
							 zone->sections.at[s].grades.at[0]))
						classes++;
				substitutes += classes;
				schools_sharing += str_eq(code, STR("OS")) ||
						   str_eq(code, STR("QL"));
			}
			if (i == j)
				continue;
			assert_false(apart == 0 && team->school == other->school);
			if (team == other)
				assert_true(apart >= (str_eq(school, STR("HH")) ? 21 : 28));
		}
		assert_true(substitutes <= 8);
		assert_true(schools_sharing <= 1);
	}
}

static void places_all_144_labs_of_the_sample_year(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem = year_test_problem(t);
	struct year_answer answer = year_test_solve(t, &problem, false);
	struct year_totals totals;

	assert_int_equal(problem.n_labs, 144);
	assert_int_equal(year_open_dates(&problem), 90);
	assert_int_equal(answer.verdict, WEFT_FEASIBLE);
	check_by_hand(&problem, &answer.plan);
	assert_int_equal(year_valid(t->arena, &problem, &answer.plan).n_must, 0);
	totals = year_plan_totals(&problem, &answer.plan);
	assert_int_equal(totals.placed, 144);
	assert_int_equal(totals.substitute_days, 520);
	assert_true(totals.most_substitutes <= 8);
	print_message("# %.2f s, soft cost %lld, %zu days used\n", answer.seconds,
		      (long long)answer.cost.soft, totals.days_used);
}

static void the_same_seed_gives_the_same_year(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem = year_test_problem(t);
	struct year_options options = {.clock = &clock_system, .seed = 7, .steps = 20000};
	struct year_answer a, b;

	assert_true(year_solve(t->arena, &problem, &options, &a, &t->err));
	assert_true(year_solve(t->arena, &problem, &options, &b, &t->err));
	for (size_t i = 0; i < a.plan.n; i++)
		assert_int_equal(a.plan.at[i].date, b.plan.at[i].date);
}

static void labs_go_round_and_are_evenly_apart(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem = year_test_problem(t);
	struct year_answer answer = year_test_solve(t, &problem, false);
	size_t n_even = 0, n = 0;

	for (size_t i = 1; i < problem.n_labs; i++) {
		int32_t gap = answer.plan.at[i].date - answer.plan.at[i - 1].date;

		if (problem.labs[i].plan != problem.labs[i - 1].plan)
			continue;
		assert_true(gap > 0);
		if (t->zone->lab_plans.at[problem.labs[i].plan].count != 4)
			continue;
		n++;
		n_even += gap >= 36 && gap <= 95;
	}
	/* Each quarter of the days has one lab of each plan of four: rounds go through the grades.
	 */
	print_message("# %zu of %zu gaps are even\n", n_even, n);
	assert_true(n_even * 20 >= n * 19);
}

static bool names(const struct year_conflict *conflict, const char *code)
{
	for (size_t i = 0; i < conflict->n_rules; i++)
		if (str_eq(conflict->rules[i], str_from(code)))
			return true;
	return false;
}

/* The engine's own proof must say the same. */
static void assert_engine_agrees(struct zone_test *t, const struct year_problem *problem)
{
	struct weft_proof_options options = {.facts_without_price = true};
	struct deadline deadline = deadline_in(&clock_system, 600);
	struct year_instance instance;
	struct weft_proof *proof;

	assert_true(year_instance_make(t->arena, problem, NULL, &instance, &t->err));
	assert_true(weft_proof_create(&proof, instance.engine, &options, &t->err));
	assert_int_equal(weft_proof_not_covered(proof).n, 0);
	assert_int_equal(weft_proof_decide(proof, NULL, &deadline), WEFT_INFEASIBLE);
	print_message("# the engine's proof took %.1f s\n", 600 - deadline_left(&deadline));
	weft_proof_destroy(proof);
	year_instance_finish(&instance);
}

static void t7_tuesday_to_thursday_is_proved_infeasible(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem;
	struct year_answer answer;

	zone_edit(t, ZONE_T_RULES, MON_TO_THU, ",,,Tue;Wed;Thu,,,,,,,,,,C2,Zone plan 2026-27,");
	problem = year_test_problem(t);
	assert_int_equal(year_open_dates(&problem), 68);
	answer = year_test_solve(t, &problem, true);
	assert_int_equal(answer.verdict, WEFT_INFEASIBLE);
	assert_int_equal(answer.n_conflicts, 1);
	assert_true(names(&answer.conflicts[0], "lab-cap"));
	assert_true(names(&answer.conflicts[0], "lab-weekdays"));
	print_message("# %.*s\n", STR_ARG(answer.conflicts[0].sentence));
	assert_int_equal(answer.conflicts[0].demand, 72);
	assert_int_equal(answer.conflicts[0].supply, 68);
	assert_true(answer.conflicts[0].n_remedies >= 2);
	for (size_t i = 0; i < answer.conflicts[0].n_remedies; i++)
		print_message("#   %.*s %lld\n", STR_ARG(answer.conflicts[0].remedies[i].sentence),
			      (long long)answer.conflicts[0].remedies[i].price_cents);
	assert_engine_agrees(t, &problem);
}

static void t8_six_substitutes_a_day_are_proved_too_few(void **state)
{
	struct zone_test *t = *state;
	struct year_problem problem;
	struct year_answer answer;

	zone_edit(t, ZONE_T_RULES, CAP_8, "lab-cap,lab_substitutes,must,,,,,,,,,,,6,");
	problem = year_test_problem(t);
	answer = year_test_solve(t, &problem, true);
	assert_int_equal(answer.verdict, WEFT_INFEASIBLE);
	print_message("# %.*s\n", STR_ARG(answer.conflicts[0].sentence));
	assert_int_equal(answer.conflicts[0].demand, 110);
	assert_int_equal(answer.conflicts[0].supply, 90);
	assert_true(answer.conflicts[0].n_remedies >= 1);
	for (size_t i = 0; i < answer.conflicts[0].n_remedies; i++)
		print_message("#   %.*s %lld\n", STR_ARG(answer.conflicts[0].remedies[i].sentence),
			      (long long)answer.conflicts[0].remedies[i].price_cents);
	assert_int_equal(answer.conflicts[0].remedies[0].price_cents, 4101300);
	assert_engine_agrees(t, &problem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		zone_unit_test(places_all_144_labs_of_the_sample_year),
		zone_unit_test(the_same_seed_gives_the_same_year),
		zone_unit_test(labs_go_round_and_are_evenly_apart),
		zone_unit_test(t7_tuesday_to_thursday_is_proved_infeasible),
		zone_unit_test(t8_six_substitutes_a_day_are_proved_too_few),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
