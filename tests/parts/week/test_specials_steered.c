/* What steers the specials: days at one school, breaks, common planning, and rules that are no
 * musts. */
#include "specials_test.h"

static uint32_t person_of(const struct zone *zone, const char *code)
{
	return zone_find(zone, ZONE_T_PEOPLE, str_from(code));
}

/* MU7 also teaches at two other schools, on any day. */
static void a_teacher_is_at_a_school_on_its_days_only(void **state)
{
	static const bool days[] = {false, false, true,  false, true, true,
				    false, true,  false, true,  true};
	const struct edit edit = {ZONE_T_AVAILABILITY, "", "MU7,QL,only,,2;4;5;7;9;10,,,,,,\n"};
	const struct zone *zone = edited(&edit, 1);
	uint32_t school = zone_find(zone, ZONE_T_SCHOOLS, STR("QL")), n = 0;
	struct specials_plan plan = solve(zone, false);

	(void)state;
	assert_int_equal(plan.verdict, WEFT_FEASIBLE);
	check_pairs(zone, &plan);
	for (size_t i = 0; i < plan.bookings.n; i++) {
		const struct specials_booking *b = &plan.bookings.at[i];

		if (b->person == person_of(zone, "MU7") &&
		    zone->sections.at[b->section].school == school) {
			assert_true(days[b->day]);
			n++;
		}
	}
	assert_true(n > 0);
}

static void the_days_at_one_school_are_named_where_they_are_too_few(void **state)
{
	const struct edit edit = {ZONE_T_AVAILABILITY, "", "MU7,QL,only,,2;3,,,,,,\n"};
	struct specials_plan plan = solve(edited(&edit, 1), false);

	(void)state;
	assert_int_equal(plan.verdict, WEFT_INFEASIBLE);
	assert_true(says(&plan,
			 "MU7 is there only on day 2 and day 3 at Quarry Lake (availability.csv)"));
	assert_true(names(&plan, "availability/MU7/QL/only//2;3"));
	assert_true(names(&plan, "visits/music"));
}

/* By the ends of the visits, those of a day sorted by insertion. */
static int32_t longest_break(const struct specials_plan *plan, uint32_t person, int32_t day,
			     int32_t noon, bool *ret_halves)
{
	int32_t longest = 0;
	bool am = false, pm = false;

	for (size_t i = 0; i < plan->bookings.n; i++) {
		const struct specials_booking *b = &plan->bookings.at[i];
		int32_t next = INT32_MAX;

		if (b->person != person || b->day != day)
			continue;
		am = am || b->start < noon;
		pm = pm || b->start >= noon;
		for (size_t k = 0; k < plan->bookings.n; k++) {
			const struct specials_booking *other = &plan->bookings.at[k];

			if (other->person == person && other->day == day &&
			    other->start >= b->end && other->start < next)
				next = other->start;
		}
		if (next != INT32_MAX && next - b->end > longest)
			longest = next - b->end;
	}
	*ret_halves = am && pm;
	return longest;
}

/* The bells leave 40 minutes at midday, on Fridays 35: with 45 a block must be free. */
static void a_specialist_has_a_longer_break_than_the_bells_leave(void **state)
{
	const struct edit edit = {ZONE_T_RULES, "",
				  "break,specialist_break,must,,,,,LI2,,,REG;ER,,1,,45,,day,,,,,,"
				  "x,,,no,,,\n"};
	const struct zone *zone = edited(&edit, 1);
	struct specials_plan plan = solve(zone, false);

	(void)state;
	assert_int_equal(plan.verdict, WEFT_FEASIBLE);
	for (int32_t day = 1; day <= 10; day++) {
		bool halves;
		int32_t minutes = longest_break(&plan, person_of(zone, "LI2"), day,
						day % 5 == 0 ? 680 : 720, &halves);

		assert_true(!halves || minutes >= 45);
	}
}

/* 52 visits in ten days leave LI4 eight blocks; where each day needs one between two visits, that
 * is two too few. */
static void a_break_that_leaves_too_few_blocks_is_named(void **state)
{
	const struct edit edit = {ZONE_T_RULES, "",
				  "break,specialist_break,must,,,,,LI4,,,REG;ER,,1,,45,,day,,,,,,"
				  "x,,,no,,,\n"};
	struct specials_plan plan = solve(edited(&edit, 1), false);

	(void)state;
	assert_int_equal(plan.verdict, WEFT_INFEASIBLE);
	assert_true(says(&plan, "LI4 has a break of 45 minutes between the visits of a day"));
	assert_true(names(&plan, "rules/break"));
}

/* On how many days all classes of a grade are in specials at one time. */
static size_t common_days(const struct zone *zone, const struct specials_plan *plan,
			  const char *grade)
{
	uint32_t index = zone_find(zone, ZONE_T_GRADES, str_from(grade));
	size_t n_classes = 0, n_days = 0;

	for (size_t s = 0; s < zone->sections.n; s++)
		n_classes += zone->sections.at[s].grades.at[0] == index;
	for (int32_t day = 1; day <= 60; day++) {
		size_t most = 0;

		for (size_t i = 0; i < plan->bookings.n; i++) {
			size_t n = 0;

			for (size_t k = 0; k < plan->bookings.n; k++) {
				const struct specials_booking *b = &plan->bookings.at[k];

				n += b->day == day && plan->bookings.at[i].day == day &&
				     b->start == plan->bookings.at[i].start &&
				     zone->sections.at[b->section].grades.at[0] == index;
			}
			most = n > most ? n : most;
		}
		n_days += most == n_classes;
	}
	return n_days;
}

#define COMMON(grades, minimum)                                            \
	"common-planning,common_planning,must,," grades ",,,,,,,," minimum \
	",,,,cycle,,,,,C1,x,,,no,,,\n"

/* A school without blocks: classes of a grade meet where the plan is made so. */
static void a_grade_has_its_days_of_common_planning(void **state)
{
	const struct edit edit = {ZONE_T_RULES, "common-planning,", COMMON("4;5", "2")};
	const struct zone *zone = edited_sample(ODD_SAMPLE, &edit, 1);
	struct specials_plan plan = solve(zone, false);

	(void)state;
	assert_int_equal(plan.verdict, WEFT_FEASIBLE);
	assert_true(common_days(zone, &plan, "4") >= 2);
	assert_true(common_days(zone, &plan, "5") >= 2);
}

static void five_classes_do_not_meet_with_four_specialists(void **state)
{
	const struct edit edit = {ZONE_T_RULES, "common-planning,", COMMON("3", "1")};
	struct specials_plan plan = solve(edited_sample(ODD_SAMPLE, &edit, 1), false);

	(void)state;
	assert_int_equal(plan.verdict, WEFT_INFEASIBLE);
	assert_true(says(&plan, "the classes of grade 3 at Pine Hollow School are in specials at "
				"the same time once in the rotation, with 4 specialists"));
	assert_true(names(&plan, "rules/common-planning"));
}

/* --- strong and nice rules -------------------------------------------------------------- */

static bool gives_up(const struct specials_plan *plan, const char *rule, const char *words)
{
	for (size_t i = 0; i < plan->given_up.n; i++)
		if (str_eq(plan->given_up.at[i].rule, str_from(rule)) &&
		    str_find(plan->given_up.at[i].sentence, str_from(words), NULL))
			return true;
	return false;
}

static void a_strong_rule_is_kept_where_it_can_be(void **state)
{
	const struct edit edit = {ZONE_T_RULES, "",
				  "break,specialist_break,strong,,,,,LI2,,,REG;ER,,1,,45,,day,,,,,,"
				  "x,,,no,,,\n"};
	const struct zone *zone = edited(&edit, 1);
	struct specials_plan plan = solve(zone, false);

	(void)state;
	assert_int_equal(plan.verdict, WEFT_FEASIBLE);
	assert_int_equal(plan.given_up.n, 0);
	check_pairs(zone, &plan);
	check_classes(zone, &plan);
	for (int32_t day = 1; day <= 10; day++) {
		bool halves;
		int32_t minutes = longest_break(&plan, person_of(zone, "LI2"), day,
						day % 5 == 0 ? 680 : 720, &halves);

		assert_true(!halves || minutes >= 45);
	}
}

/* As above, where a must cannot hold. */
static void a_strong_rule_is_given_up_for_musts_that_are_named(void **state)
{
	const struct edit edit = {ZONE_T_RULES, "",
				  "break,specialist_break,strong,,,,,LI4,,,REG;ER,,1,,45,,day,,,,,,"
				  "x,,,no,,,\n"};
	const struct zone *zone = edited(&edit, 1);
	struct specials_plan plan = solve(zone, false);

	(void)state;
	assert_int_equal(plan.verdict, WEFT_FEASIBLE);
	check_pairs(zone, &plan);
	check_classes(zone, &plan);
	assert_int_equal(plan.given_up.n, 1);
	assert_int_equal(plan.given_up.at[0].strength, ZONE_STRONG);
	assert_true(gives_up(&plan, "rules/break",
			     "LI4 has a break of 45 minutes between the visits of a day does not "
			     "hold; beside rules that count at least as much it cannot: "));
	assert_true(gives_up(&plan, "rules/break", "at Quarry Lake has its Library visits"));
}

/* Five third grades and four specialists; the others can meet. */
static void each_grade_meets_that_can(void **state)
{
	const struct zone *zone = edited_sample(ODD_SAMPLE, NULL, 0);
	struct specials_plan plan = solve(zone, false);

	(void)state;
	assert_int_equal(plan.verdict, WEFT_FEASIBLE);
	assert_int_equal(plan.given_up.n, 1);
	assert_true(gives_up(&plan, "rules/common-planning", "the classes of grade 3"));
	assert_true(common_days(zone, &plan, "4") >= 1);
	assert_true(common_days(zone, &plan, "5") >= 1);
}

/* LI1 and LI5, who work at three schools, share 36 visits at Wren Park and have 36 and 26
 * elsewhere, in ten days. At most 56 and at most 38 are too few together, each alone would do: what
 * counts less is given up. */
static void of_two_rules_the_one_that_counts_less_is_given_up(void **state)
{
	static const struct {
		const char *first, *second;
		bool first_kept;
	} cases[] = {
		{"strong C2", "strong C1", false},
		{"strong C1", "strong C2", true},
		{"nice C1", "strong C7", false},
		{"strong C1", "strong C1", true}, /* the one that is written first */
	};

	(void)state;
	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		const char *a = cases[c].first, *b = cases[c].second;
		struct str first = arena_printf(
			arena, "li1,visits_per_week,%.*s,,,,,LI1,,,,,,28,,,week,,,,,%s,x,,,no,,,\n",
			(int)strcspn(a, " "), a, strchr(a, ' ') + 1);
		struct str second = arena_printf(
			arena, "li5,visits_per_week,%.*s,,,,,LI5,,,,,,19,,,week,,,,,%s,x,,,no,,,\n",
			(int)strcspn(b, " "), b, strchr(b, ' ') + 1);
		const struct edit edits[] = {
			{ZONE_T_ASSIGNMENTS, "LI1,WP,", "LI1,WP,specialist,LI,0.4,,,,\n"},
			{ZONE_T_ASSIGNMENTS, "LI5,WP,", "LI5,WP,specialist,LI,0.2,,,,\n"},
			{ZONE_T_RULES, "", first.ptr},
			{ZONE_T_RULES, "", second.ptr},
		};
		const struct zone *zone = edited(edits, 4);
		const uint32_t schools[] = {zone_find(zone, ZONE_T_SCHOOLS, STR("HH")),
					    zone_find(zone, ZONE_T_SCHOOLS, STR("OS")),
					    zone_find(zone, ZONE_T_SCHOOLS, STR("WP"))};
		struct specials_plan plan = solve_at(zone, (struct zone_list){schools, 3}, false);
		bool kept = cases[c].first_kept;

		assert_int_equal(plan.verdict, WEFT_FEASIBLE);
		assert_int_equal(plan.given_up.n, 1);
		assert_true(gives_up(&plan, kept ? "rules/li5" : "rules/li1",
				     kept ? "LI1 has at most 28 visits a week"
					  : "LI5 has at most 19 visits a week"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		specials_unit_test(a_teacher_is_at_a_school_on_its_days_only),
		specials_unit_test(the_days_at_one_school_are_named_where_they_are_too_few),
		specials_unit_test(a_specialist_has_a_longer_break_than_the_bells_leave),
		specials_unit_test(a_break_that_leaves_too_few_blocks_is_named),
		specials_unit_test(a_grade_has_its_days_of_common_planning),
		specials_unit_test(five_classes_do_not_meet_with_four_specialists),
		specials_unit_test(a_strong_rule_is_kept_where_it_can_be),
		specials_unit_test(a_strong_rule_is_given_up_for_musts_that_are_named),
		specials_unit_test(each_grade_meets_that_can),
		specials_unit_test(of_two_rules_the_one_that_counts_less_is_given_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
