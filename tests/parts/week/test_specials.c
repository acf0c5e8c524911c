/* The specials of the sample zone, and what is wrong after small changes of its rows. */
#include "specials_test.h"

static void check_blocks_and_teachers(const struct zone *zone, const struct specials_plan *plan)
{
	for (size_t i = 0; i < plan->bookings.n; i++) {
		const struct specials_booking *b = &plan->bookings.at[i];
		uint32_t school = zone->sections.at[b->section].school;
		uint32_t shape = zone_rotation_shape(zone, school, 0, b->day);
		int32_t start, end;
		bool teaches = false;

		assert_true(zone_block_time(zone, shape, zone_block_of(zone, b->section, 0, NULL),
					    &start, &end));
		assert_int_equal(b->start, start);
		assert_int_equal(b->end, end);
		for (size_t k = 0; k < zone->assignments.n; k++)
			teaches = teaches || (zone->assignments.at[k].person == b->person &&
					      zone->assignments.at[k].school == school &&
					      zone->assignments.at[k].subject ==
						      zone->visits.at[b->row].subject);
		assert_true(teaches);
	}
}

static void plans_the_sample_with_common_planning_everywhere(void **state)
{
	const struct zone *zone = edited(NULL, 0);
	struct specials_plan plan = solve(zone, false);

	(void)state;
	assert_int_equal(plan.verdict, WEFT_FEASIBLE);
	assert_int_equal(plan.bookings.n, 1210);
	check_pairs(zone, &plan);
	check_classes(zone, &plan);
	check_blocks_and_teachers(zone, &plan);
}

static void plans_a_school_without_blocks(void **state)
{
	struct err err = {0};
	const struct zone *zone;
	struct specials_plan plan;

	(void)state;
	if (!zone_read_folder(arena, ODD_SAMPLE, &zone, NULL, &err))
		fail_msg("%s", err.text);
	plan = solve(zone, false);
	assert_int_equal(plan.verdict, WEFT_FEASIBLE);
	for (size_t i = 0; i < plan.bookings.n; i++)
		for (size_t k = i + 1; k < plan.bookings.n; k++) {
			const struct specials_booking *a = &plan.bookings.at[i];
			const struct specials_booking *b = &plan.bookings.at[k];

			if (a->section == b->section || a->person == b->person)
				assert_false(overlap(a, b));
		}
}

/* --- what does not fit -------------------------------------------------------------- */

static bool offers(const struct specials_plan *plan, const char *words)
{
	for (size_t i = 0; i < plan->conflicts.n; i++)
		for (size_t k = 0; k < plan->conflicts.at[i].remedies.n; k++) {
			struct str sentence = plan->conflicts.at[i].remedies.at[k].sentence;

			if (memmem(sentence.ptr, sentence.len, words, strlen(words)) != NULL)
				return true;
		}
	return false;
}

static void wren_park_needs_a_second_pe_teacher(void **state)
{
	const struct edit edit = {ZONE_T_ASSIGNMENTS, "PE8,WP,", ""};
	struct specials_plan plan = solve(edited(&edit, 1), true);

	(void)state;
	assert_int_equal(plan.verdict, WEFT_INFEASIBLE);
	assert_true(says(&plan, "need 12 PE visits in ten days"));
	assert_true(says(&plan, "PE6 alone can give 10"));
	assert_true(names(&plan, "people/PE6"));
	assert_true(names(&plan, "visits/pe"));
	assert_true(offers(&plan, "PE8"));
}

static void one_music_teacher_cannot_be_in_two_schools_every_afternoon(void **state)
{
	const struct edit edits[] = {
		{ZONE_T_ASSIGNMENTS, "MU7,QL,", "MU4,QL,specialist,MU,0.3,9,,,\n"},
		{ZONE_T_GRADE_BLOCKS, "OS,1,", "OS,1,,B5,\n"},
		{ZONE_T_GRADE_BLOCKS, "OS,2,", "OS,2,,B3,\n"},
	};
	struct specials_plan plan = solve(edited(edits, 3), false);

	(void)state;
	assert_int_equal(plan.verdict, WEFT_INFEASIBLE);
	assert_true(names(&plan, "people/MU4"));
	assert_true(says(&plan, "MU4 is needed on afternoons of ten days: 9 at Orchard Street"));
	assert_true(says(&plan, "and 5 at Quarry Lake"));
	assert_true(says(&plan, "14 of 10"));
}

static void two_grades_in_one_block_at_orchard_street_need_pe9_at_quarry_lake(void **state)
{
	const struct edit edit = {ZONE_T_GRADE_BLOCKS, "OS,1,", "OS,1,,B5,\n"};
	struct specials_plan plan = solve(edited(&edit, 1), true);

	(void)state;
	assert_int_equal(plan.verdict, WEFT_INFEASIBLE);
	assert_true(names(&plan, "people/PE9"));
	assert_true(says(&plan, "10 at Quarry Lake"));
	assert_true(offers(&plan, "grade 1 has its specials in block B3"));
}

static void juniper_flats_needs_pe7(void **state)
{
	const struct edit edit = {ZONE_T_ASSIGNMENTS, "PE7,JF,", ""};
	struct specials_plan plan = solve(edited(&edit, 1), true);

	(void)state;
	assert_int_equal(plan.verdict, WEFT_INFEASIBLE);
	assert_true(says(&plan, "Juniper Flats"));
	assert_true(offers(&plan, "PE7"));
}

static void nobody_else_has_the_visits_of_a_vacant_art_teacher(void **state)
{
	static const char *const stand_in[] = {"AR1", "AR2"};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct str row = arena_printf(arena, "%s,QL,specialist,AR,0.43,13,,,\n",
					      stand_in[i]);
		const struct edit edits[] = {
			{ZONE_T_PEOPLE, "AR3,", "AR3,Astrid Halvorsen,vacant,QL,2008,art,,\n"},
			{ZONE_T_ASSIGNMENTS, "", row.ptr},
		};
		struct specials_plan plan = solve(edited(edits, 2), false);

		assert_int_equal(plan.verdict, WEFT_INFEASIBLE);
		assert_true(names(&plan, "rules/contract-visits-week"));
		assert_true(says(&plan, "because of the most visits a week"));
	}
}

/* Changes of one or two rows, and the reason in numbers counted by hand. */
struct small_change {
	struct edit edits[2];
	const char *says[3];
};

static void the_reason_has_the_numbers_that_one_counts_by_hand(void **state)
{
	static const struct small_change changes[] = {
		/* 2 x 50 + 12 < 72 */
		{{{ZONE_T_RULES, "contract-visits-day,",
		   "contract-visits-day,visits_per_day,must,,,,specialist,,,,,,,5,,,day,,,,,,x,,,"
		   "no,,,"
		   "\n"}},
		 {"the most visits a day: 5", "PE1"}},
		{{{ZONE_T_RULES, "",
		   "ar1,visits_per_week,must,,,,,AR1,,,,,,20,,,week,,,,,,x,,,no,,,\n"}},
		 {"AR1 alone would have to give 49", "can give 40", "a week: 20"}},
		/* Afternoons at Quarry Lake: 5 x 4 - 10; at Orchard Street: 3 x 4 - 10. */
		{{{ZONE_T_RULES, "travel-midday,",
		   "travel-midday,travel_at_midday,must,,,,specialist,,,,,,,,60,,,,,,,,x,,,no,,,"
		   "\n"}},
		 {"PE9 is needed on days of ten days", "12 of 10", "40 minutes at midday"}},
		/* Block 1 to 3 have no break of 10 minutes: 2 of them a half-day, 40 in ten days.
		 */
		{{{ZONE_T_RULES, "",
		   "row,visits_in_a_row,must,,,,specialist,,,,,,,2,10,,,,,,,,x,,,no,,,\n"}},
		 {"2 visits in a row"}},
		{{{ZONE_T_ROOMS, "HH-GYM,", ""}},
		 {"Harbor Hill", "12 PE visits", "no room for it there"}},
		{{{ZONE_T_ROOMS, "HH-GYM,", "HH-GYM,Gymnasium,HH,gym,60,1\n"}},
		 {"Harbor Hill", "12 PE visits", "one class at a time, 10 in ten days"}},
		{{{ZONE_T_ASSIGNMENTS, "PE8,WP,", "PE8,WP,specialist,PE,0.2,5,,,\n"}},
		 {"Wren Park", "36 PE visits a week", "together 35"}},
		{{{ZONE_T_AVAILABILITY, "", "PE1,,not,Mon,,,,,,,\n"}},
		 {"Harbor Hill", "PE1 is not there on Monday (availability.csv)", "PE7"}},
		{{{ZONE_T_VISITS, "art,", "art,,,,AR,TEN,,2,,any_days,,\n"}},
		 {"11 specials in ten days", "10 times"}},
		{{{ZONE_T_PEOPLE, "LI4,", "LI4,Nobody,vacant,QL,,,,\n"}},
		 {"Quarry Lake", "nobody who is there teaches it"}},
	};

	(void)state;
	for (size_t c = 0; c < sizeof changes / sizeof *changes; c++) {
		struct specials_plan plan = solve(
			edited(changes[c].edits, changes[c].edits[1].begins == NULL ? 1 : 2),
			false);
		bool found = false;

		assert_int_equal(plan.verdict, WEFT_INFEASIBLE);
		for (size_t i = 0; i < plan.conflicts.n; i++) {
			bool all = true;

			for (size_t w = 0; w < 3; w++)
				all = all && (changes[c].says[w] == NULL ||
					      str_find(plan.conflicts.at[i].sentence,
						       str_from(changes[c].says[w]), NULL));
			found = found || all;
		}
		for (size_t i = 0; !found && i < plan.conflicts.n; i++)
			print_message("# %.*s\n", STR_ARG(plan.conflicts.at[i].sentence));
		if (!found)
			fail_msg("change %zu: not said", c);
	}
}

/* What nobody counts is no reason: days that somebody has only at one of their schools. */
static void days_at_one_school_do_not_bind_the_others(void **state)
{
	const struct edit edit = {ZONE_T_AVAILABILITY, "",
				  "AR1,OS,not,Wed,,,,,,,teaches at the high school\n"};
	struct specials_plan plan = solve(edited(&edit, 1), false);

	(void)state;
	assert_int_equal(plan.verdict, WEFT_FEASIBLE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		specials_unit_test(plans_the_sample_with_common_planning_everywhere),
		specials_unit_test(plans_a_school_without_blocks),
		specials_unit_test(wren_park_needs_a_second_pe_teacher),
		specials_unit_test(one_music_teacher_cannot_be_in_two_schools_every_afternoon),
		specials_unit_test(
			two_grades_in_one_block_at_orchard_street_need_pe9_at_quarry_lake),
		specials_unit_test(juniper_flats_needs_pe7),
		specials_unit_test(nobody_else_has_the_visits_of_a_vacant_art_teacher),
		specials_unit_test(the_reason_has_the_numbers_that_one_counts_by_hand),
		specials_unit_test(days_at_one_school_do_not_bind_the_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
