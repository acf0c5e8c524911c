/* Variations of the sample year: what is claimed must be true.
 *
 * "Infeasible" is right where counting by hand says so (the reason stands beside each), "feasible"
 * where the plan stands before a checker that knows nothing of the code that made it. Where neither
 * is known beforehand, any verdict may come, but a plan must still be right, and a proof must not
 * be there for a year for which another seed has a plan. */
#include "year_test.h"

#include "parts/year/year_valid.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_EDITS = 5, ANY = 100 };

struct variation {
	const char *name;
	struct {
		enum zone_table table;
		const char *old, *new;
	} edit[MOST_EDITS]; /* every place of old */
	int expected;       /* enum weft_verdict, or ANY */
	/* What a plan must keep. */
	int32_t cap, spacing, spacing_hh;
	unsigned weekdays;
	const char *closed_from, *closed_to;
	int32_t apart_os_ql;
};

#define MON (1U << MONDAY)
#define TUE (1U << TUESDAY)
#define WED (1U << WEDNESDAY)
#define THU (1U << THURSDAY)
#define ALL (MON | TUE | WED | THU)

#define WEEKDAYS(days)                                                                 \
	{                                                                              \
		ZONE_T_RULES, MON_TO_THU, ",,," days ",,,,,,,,,,C2,Zone plan 2026-27," \
	}
#define CAP(n)                                                                       \
	{                                                                            \
		ZONE_T_RULES, CAP_8, "lab-cap,lab_substitutes,must,,,,,,,,,,," n "," \
	}
#define SPACING_HH(n)                                                           \
	{                                                                       \
		ZONE_T_RULES, "lab-spacing-hh,lab_spacing,must,HH,,,,,,,,,21,", \
			"lab-spacing-hh,lab_spacing,must,HH,,,,,,,,," n ","     \
	}
#define SPACING(n)                                                                       \
	{                                                                                \
		ZONE_T_RULES, "lab-spacing,lab_spacing,must,JF;MC;OS;QL;WP,,,,,,,,,28,", \
			"lab-spacing,lab_spacing,must,JF;MC;OS;QL;WP,,,,,,,,," n ","     \
	}
#define BLACKOUT(from, to)                                       \
	{                                                        \
		ZONE_T_BLACKOUTS, "december,2026-12-14",         \
			"more," from "," to ",labs,,,visitors\n" \
			"december,2026-12-14"                    \
	}
/* Nothing is checked of a plan that is not there. */
#define NOTHING 0, 0, 0, 0, NULL, NULL, 0
#define COACH(old, new)                    \
	{                                  \
		ZONE_T_LAB_PLANS, old, new \
	}

static const struct variation variations[] = {
	/* 144 labs of 3 or more with 8 a day: two a day at most, 72 days. */
	{"Mon, Wed, Thu", {WEEKDAYS("Mon;Wed;Thu")}, WEFT_INFEASIBLE, NOTHING},
	{"Mon, Tue, Thu", {WEEKDAYS("Mon;Tue;Thu")}, WEFT_INFEASIBLE, NOTHING},
	{"Mon and Tue", {WEEKDAYS("Mon;Tue")}, WEFT_INFEASIBLE, NOTHING},
	/* 76 labs of 4 or 5 do not share a day, 68 of 3 share one by two: at most 6 a day fail. */
	{"cap 6", {CAP("6")}, WEFT_INFEASIBLE, NOTHING},
	/* Each lab has its day: 144 of 90. */
	{"cap 5", {CAP("5")}, WEFT_INFEASIBLE, NOTHING},
	/* A lab of Quarry Lake's kindergarten needs 5. */
	{"cap 4", {CAP("4")}, WEFT_INFEASIBLE, NOTHING},
	{"cap 7", {CAP("7")}, ANY, 7, 28, 21, ALL, NULL, NULL, 1},
	{"cap 10", {CAP("10")}, WEFT_FEASIBLE, 10, 28, 21, ALL, NULL, NULL, 1},
	{"cap 12 on three days",
	 {CAP("12"), WEEKDAYS("Tue;Wed;Thu")},
	 WEFT_FEASIBLE,
	 12,
	 28,
	 21,
	 TUE | WED | THU,
	 NULL,
	 NULL,
	 1},
	/* From September 28 to April 22 are 207 days; six labs 42 days apart need 211. */
	{"six labs 42 days apart", {SPACING_HH("42")}, WEFT_INFEASIBLE, NOTHING},
	{"six labs 28 days apart",
	 {SPACING_HH("28"), CAP("10")},
	 ANY,
	 10,
	 28,
	 28,
	 ALL,
	 NULL,
	 NULL,
	 1},
	/* Four labs 70 days apart need 211 days too. */
	{"four labs 70 days apart", {SPACING("70")}, WEFT_INFEASIBLE, NOTHING},
	/* Two months less leave fewer than 72 days. */
	{"no labs in January and February",
	 {BLACKOUT("2027-01-01", "2027-02-28")},
	 WEFT_INFEASIBLE,
	 NOTHING},
	{"no labs in the first half of October",
	 {BLACKOUT("2026-10-01", "2026-10-15"), CAP("10")},
	 WEFT_FEASIBLE,
	 10,
	 28,
	 21,
	 ALL,
	 "2026-10-01",
	 "2026-10-15",
	 1},
	/* One coach for 24 + 24 + 24 + 12 + 24 labs, one a day: 108 of 90 days. */
	{"three coaches lost",
	 {COACH("JF-CM", "OQ-CM"), COACH("MC-CM", "OQ-CM"), COACH("WP-CM", "OQ-CM")},
	 WEFT_INFEASIBLE,
	 NOTHING},
	{"one coach lost",
	 {COACH("MC-CM", "WP-CM"), CAP("10")},
	 WEFT_FEASIBLE,
	 10,
	 28,
	 21,
	 ALL,
	 NULL,
	 NULL,
	 1},
};

static void replace_all(struct zone_test *t, enum zone_table table, const char *old,
			const char *new)
{
	struct str rest = t->files.file[table];
	struct text text;
	size_t at, n = 0;

	text_init(&text, t->arena);
	for (; str_find(rest, str_from(old), &at); n++) {
		text_put(&text, str_slice(rest, 0, at));
		text_put(&text, str_from(new));
		rest = str_slice(rest, at + strlen(old), rest.len);
	}
	text_put(&text, rest);
	if (n == 0)
		fail_msg("%s is not in %.*s.csv", old, STR_ARG(zone_file_name(table)));
	t->files.file[table] = text_str(&text);
}

static void check_pair(const struct zone *zone, const struct variation *v,
		       const struct year_problem *problem, const struct year_plan *plan,
		       const size_t pair[2])
{
	const struct year_lab *x = &problem->labs[pair[0]], *y = &problem->labs[pair[1]];
	int32_t apart = abs(plan->at[pair[0]].date - plan->at[pair[1]].date);
	struct zone_list ours = zone->lab_plans.at[x->plan].attend;
	struct zone_list theirs = zone->lab_plans.at[y->plan].attend;

	if (x->team == y->team)
		assert_true(apart >= (str_starts_with(zone->teams.at[x->team].code, STR("HH"))
					      ? v->spacing_hh
					      : v->spacing));
	assert_false(apart == 0 && x->school == y->school);
	for (size_t i = 0; i < ours.n && apart == 0; i++)
		for (size_t j = 0; j < theirs.n; j++)
			assert_int_not_equal(ours.at[i], theirs.at[j]);
}

static void check_plan(const struct zone *zone, const struct variation *v,
		       const struct year_problem *problem, const struct year_plan *plan)
{
	for (size_t i = 0; i < plan->n; i++) {
		int32_t date = plan->at[i].date, substitutes = problem->labs[i].substitutes;

		assert_true(date >= day("2026-09-28") && date <= day("2027-04-22"));
		assert_true((v->weekdays >> date_weekday(date) & 1U) != 0);
		if (v->closed_from != NULL)
			assert_false(date >= day(v->closed_from) && date <= day(v->closed_to));
		for (size_t j = 0; j < plan->n; j++) {
			const size_t pair[2] = {i, j};

			if (i == j)
				continue;
			check_pair(zone, v, problem, plan, pair);
			if (plan->at[j].date == date)
				substitutes += problem->labs[j].substitutes;
		}
		assert_true(substitutes <= v->cap);
	}
}

static struct year_answer solve(struct zone_test *t, const struct year_problem *problem,
				const struct variation *v, uint64_t seed)
{
	const struct year_options options = {
		.clock = &clock_system,
		/* Where a plan is known to exist, a busy machine has all the time it needs. */
		.seconds = v->expected == ANY ? 1 : 600,
		.seed = seed,
		.steps = v->expected == ANY ? 20000 : 60000,
	};
	struct year_answer answer;

	if (!year_solve(t->arena, problem, &options, &answer, &t->err))
		fail_msg("%s: %s", v->name, t->err.text);
	return answer;
}

static void no_claim_about_a_variation_is_false(void **state)
{
	struct zone_test *t = *state;
	const struct zone_files sample = t->files;

	for (size_t i = 0; i < sizeof variations / sizeof *variations; i++) {
		const struct variation *v = &variations[i];
		struct year_problem problem;
		struct year_answer answer;

		t->files = sample;
		for (size_t e = 0; e < MOST_EDITS && v->edit[e].old != NULL; e++)
			replace_all(t, v->edit[e].table, v->edit[e].old, v->edit[e].new);
		problem = year_test_problem(t);
		answer = solve(t, &problem, v, 3);
		print_message(
			"# %s: %d, %zu open days, %.*s\n", v->name, (int)answer.verdict,
			year_open_dates(&problem),
			STR_ARG(answer.n_conflicts > 0 ? answer.conflicts[0].sentence : STR("")));
		if (v->expected != ANY)
			assert_int_equal(answer.verdict, v->expected);
		if (answer.verdict == WEFT_INFEASIBLE)
			assert_true(answer.n_conflicts > 0 && answer.conflicts[0].sentence.len > 0);
		if (answer.verdict != WEFT_FEASIBLE)
			continue;
		assert_int_equal(year_valid(t->arena, &problem, &answer.plan).n_must, 0);
		check_plan(t->zone, v, &problem, &answer.plan);
	}
}

/* Two plans of one team with different spacings: between the two the smaller one counts, and the
 * checker and the solver must agree on it. */
static void plans_of_a_team_may_have_different_spacings(void **state)
{
	struct zone_test *t = *state;
	const struct variation v = {.name = "mixed", .expected = WEFT_FEASIBLE};
	struct year_problem problem;
	struct year_answer answer;

	/* Four labs of mathematics 50 days apart leave no room for two of literacy 50 days from
	 * them, but room enough for two that are a week from anything. */
	zone_edit(t, ZONE_T_LAB_PLANS, "HH-K-math,HH-K,FULL,MA,4,,",
		  "HH-K-math,HH-K,FULL,MA,4,50,");
	zone_edit(t, ZONE_T_LAB_PLANS, "HH-K-literacy,HH-K,FULL,LT,2,,",
		  "HH-K-literacy,HH-K,FULL,LT,2,7,");
	problem = year_test_problem(t);
	answer = solve(t, &problem, &v, 1);
	assert_int_equal(answer.verdict, WEFT_FEASIBLE);
	assert_int_equal(year_valid(t->arena, &problem, &answer.plan).n_must, 0);
}

/* A lab that a person put on a closed day stands there; counting open days must not say that the
 * year is impossible because of it. */
static void a_lock_on_a_closed_day_makes_no_false_proof(void **state)
{
	struct zone_test *t = *state;
	struct year_options options = {.clock = &clock_system, .seed = 1, .seconds = 600};
	struct year_problem problem;
	struct year_answer answer;
	struct year_plan locks;

	/* Two labs of the kindergarten have one date between them. */
	zone_edit(t, ZONE_T_LAB_PLANS, "HH-K-math,HH-K,FULL,MA,4,,,HH-CM;HH-PR,,",
		  "HH-K-math,HH-K,FULL,MA,1,,,HH-CM;HH-PR,2026-09-28,2026-09-28");
	zone_edit(t, ZONE_T_LAB_PLANS, "HH-K-literacy,HH-K,FULL,LT,2,,,HH-CL;HH-PR,,",
		  "HH-K-literacy,HH-K,FULL,LT,1,,,HH-CL;HH-PR,2026-09-28,2026-09-28");
	problem = year_test_problem(t);
	options.steps = 60000;
	assert_true(year_solve(t->arena, &problem, &options, &answer, &t->err));
	assert_int_equal(answer.verdict, WEFT_INFEASIBLE);
	locks = year_plan_make(t->arena, &problem);
	locks.at[1].date = day("2026-11-11");
	locks.at[1].locked = true;
	options.locks = &locks;
	assert_true(year_solve(t->arena, &problem, &options, &answer, &t->err));
	assert_int_not_equal(answer.verdict, WEFT_INFEASIBLE);
	assert_int_equal(answer.plan.at[1].date, day("2026-11-11"));
}

/* What counting does not see the engine proves, and it is said in words, with what was tried. */
static void two_locks_in_each_others_way_are_said_in_words(void **state)
{
	struct zone_test *t = *state;
	struct year_options options = {.clock = &clock_system,
				       .seed = 1,
				       .seconds = 600,
				       .steps = 60000,
				       .remedies = true,
				       .conflicts = 1};
	struct year_problem problem = year_test_problem(t);
	struct year_plan locks = year_plan_make(t->arena, &problem);
	struct year_answer answer;
	size_t other = 0;
	bool unlock = false;

	while (problem.labs[other].team == problem.labs[0].team)
		other++;
	locks.at[0].date = locks.at[other].date = day("2026-10-13");
	locks.at[0].locked = locks.at[other].locked = true;
	locks.at[0].who = STR("Dana Ruiz");
	locks.at[0].reason = STR("the university comes");
	options.locks = &locks;
	assert_true(year_solve(t->arena, &problem, &options, &answer, &t->err));
	assert_int_equal(answer.verdict, WEFT_INFEASIBLE);
	assert_true(answer.n_conflicts > 0);
	for (size_t i = 0; i < answer.n_conflicts; i++) {
		const struct year_conflict *conflict = &answer.conflicts[i];

		print_message("# %.*s\n", STR_ARG(conflict->sentence));
		assert_true(str_find(conflict->sentence,
				     STR("lab 1 is locked on Tue October 13 (Dana Ruiz: the "
					 "university comes)"),
				     NULL));
		for (size_t r = 0; r < conflict->n_remedies; r++) {
			print_message("#   %.*s\n", STR_ARG(conflict->remedies[r].sentence));
			unlock = unlock || str_starts_with(conflict->remedies[r].sentence,
							   STR("Unlock Harbor Hill kindergarten"));
		}
	}
	assert_true(unlock);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		zone_unit_test(no_claim_about_a_variation_is_false),
		zone_unit_test(plans_of_a_team_may_have_different_spacings),
		zone_unit_test(a_lock_on_a_closed_day_makes_no_false_proof),
		zone_unit_test(two_locks_in_each_others_way_are_said_in_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
