/* The specials of the sample zone, and what is wrong after small changes of its rows. */
#include "parts/week/specials_deal.h"
#include "parts/week/specials_solve.h"

#include "base/rng.h"
#include "base/text.h"
#include "parts/school/zone_folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_create(1U << 20);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_destroy(arena);
	return 0;
}

/* --- the sample with changed rows --------------------------------------------- */

/* A row that begins so is taken out, and another put in ("": none). */
struct edit {
	enum zone_table table;
	const char *begins, *becomes;
};

static struct str apply_edit(struct str text, const struct edit *edit)
{
	struct text out;
	bool found = edit->begins[0] == '\0';

	text_init(&out, arena);
	while (text.len > 0) {
		const char *end = memchr(text.ptr, '\n', text.len);
		size_t len = (size_t)(end - text.ptr) + 1, n = strlen(edit->begins);

		if (n > 0 && len > n && memcmp(text.ptr, edit->begins, n) == 0)
			found = true;
		else
			text_put(&out, (struct str){text.ptr, len});
		text = str_slice(text, len, text.len);
	}
	assert_true(found);
	text_put(&out, str_from(edit->becomes));
	return text_str(&out);
}

static const struct zone *edited_sample(const char *folder, const struct edit *edits, size_t n)
{
	struct zone_files files;
	const struct zone *zone;
	struct err err = {0};

	assert_true(zone_read_files(arena, folder, &files, &err));
	for (size_t i = 0; i < n; i++)
		files.file[edits[i].table] = apply_edit(files.file[edits[i].table], &edits[i]);
	if (!zone_read_texts(arena, &files, &zone, NULL, &err))
		fail_msg("%s", err.text);
	return zone;
}

static const struct zone *edited(const struct edit *edits, size_t n)
{
	return edited_sample(SAMPLE, edits, n);
}

static struct specials_plan solve(const struct zone *zone, bool with_remedies)
{
	struct specials_options options = {
		.clock = &clock_system, .seconds = 600, .remedy_seconds = with_remedies ? 60 : 0};
	struct specials_plan plan;
	struct err err = {0};

	if (!specials_solve(arena, zone, (struct zone_list){0}, &options, &plan, &err))
		fail_msg("%s", err.text);
	return plan;
}

/* --- an independent look at a plan ----------------------------------------------- */

static bool overlap(const struct specials_booking *a, const struct specials_booking *b)
{
	return a->day == b->day && a->start < b->end && b->start < a->end;
}

static void check_pairs(const struct zone *zone, const struct specials_plan *plan)
{
	for (size_t i = 0; i < plan->bookings.n; i++)
		for (size_t k = i + 1; k < plan->bookings.n; k++) {
			const struct specials_booking *a = &plan->bookings.at[i];
			const struct specials_booking *b = &plan->bookings.at[k];
			uint32_t school_a = zone->sections.at[a->section].school;
			uint32_t school_b = zone->sections.at[b->section].school;

			if (a->section == b->section)
				assert_int_not_equal(a->day, b->day);
			if (a->person != b->person || a->day != b->day)
				continue;
			assert_false(overlap(a, b));
			/* One school in each half of a day: the first three blocks are before
			 * noon, on Fridays before 11:20. */
			if (school_a != school_b) {
				int32_t noon = a->day % 5 == 0 ? 680 : 720;

				assert_true((a->start < noon) != (b->start < noon));
			}
		}
}

static void check_classes(const struct zone *zone, const struct specials_plan *plan)
{
	for (uint32_t s = 0; s < zone->sections.n; s++)
		for (uint32_t row = 0; row < zone->visits.n; row++) {
			int32_t n = 0;

			for (size_t i = 0; i < plan->bookings.n; i++)
				n += plan->bookings.at[i].section == s &&
				     plan->bookings.at[i].row == row;
			assert_int_equal(n, zone->visits.at[row].visits);
		}
}

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

static bool says(const struct specials_plan *plan, const char *words)
{
	for (size_t i = 0; i < plan->conflicts.n; i++) {
		struct str sentence = plan->conflicts.at[i].sentence;

		if (memmem(sentence.ptr, sentence.len, words, strlen(words)) != NULL)
			return true;
	}
	return false;
}

static bool names(const struct specials_plan *plan, const char *rule)
{
	for (size_t i = 0; i < plan->conflicts.n; i++)
		for (size_t k = 0; k < plan->conflicts.at[i].rules.n; k++)
			if (str_eq(plan->conflicts.at[i].rules.at[k], str_from(rule)))
				return true;
	return false;
}

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

/* --- what steers the plan ------------------------------------------------------------ */

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

/* LI1 and LI5 share 36 visits at Wren Park and have 36 and 26 elsewhere, in ten days. At most 56
 * and at most 38 are too few together, each alone would do: what counts less is given up. */
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
		struct specials_plan plan = solve(edited(edits, 4), false);
		bool kept = cases[c].first_kept;

		assert_int_equal(plan.verdict, WEFT_FEASIBLE);
		assert_int_equal(plan.given_up.n, 1);
		assert_true(gives_up(&plan, kept ? "rules/li5" : "rules/li1",
				     kept ? "LI1 has at most 28 visits a week"
					  : "LI5 has at most 19 visits a week"));
	}
}

/* --- dealing ---------------------------------------------------------------------- */

static void deals_each_class_its_visits_and_one_a_day(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < 2000; seed++) {
		enum { DAYS = 10, ROWS = 4 };
		uint32_t visits[ROWS] = {0}, on_day[ROWS * DAYS] = {0};
		uint32_t n_classes, n_days = DAYS, *dealt;
		struct specials_deck deck;
		struct rng rng;

		rng_init(&rng, seed);
		n_classes = 1 + (uint32_t)rng_below(&rng, 5);
		/* Classes with random weeks of the same numbers, then shuffled together. */
		for (uint32_t day = 0; day < n_days; day++)
			visits[rng_below(&rng, ROWS)] += rng_below(&rng, 5) > 0;
		for (uint32_t class = 0; class < n_classes; class ++) {
			uint32_t order[DAYS], at = 0;

			for (uint32_t i = 0; i < n_days; i++)
				order[i] = i;
			rng_shuffle(&rng, order, n_days);
			for (uint32_t row = 0; row < ROWS; row++)
				for (uint32_t k = 0; k < visits[row]; k++)
					on_day[row * DAYS + order[at++]]++;
		}
		deck = (struct specials_deck){n_days, ROWS, n_classes, visits, on_day, NULL};
		dealt = arena_array(arena, uint32_t, n_classes * DAYS);
		assert_true(specials_deal(arena, &deck, dealt));
		for (uint32_t row = 0; row < ROWS; row++) {
			for (uint32_t class = 0; class < n_classes; class ++) {
				uint32_t n = 0;

				for (uint32_t day = 0; day < n_days; day++)
					n += dealt[class * DAYS + day] == row;
				assert_int_equal(n, visits[row]);
			}
			for (uint32_t day = 0; day < n_days; day++) {
				uint32_t n = 0;

				for (uint32_t class = 0; class < n_classes; class ++)
					n += dealt[class * DAYS + day] == row;
				assert_int_equal(n, on_day[row * DAYS + day]);
			}
		}
	}
}

/* What was dealt before is dealt again when the deck is the same. */
static void deals_the_same_again_to_those_who_like_it(void **state)
{
	uint32_t visits[] = {2, 1}, on_day[] = {1, 1, 1, 1, 0, 1, 1, 0};
	uint32_t likes[] = {0, 1, 0, UINT32_MAX, UINT32_MAX, 0, 1, 0}, dealt[8];
	struct specials_deck deck = {4, 2, 2, visits, on_day, likes};

	(void)state;
	assert_true(specials_deal(arena, &deck, dealt));
	for (size_t i = 0; i < 8; i++)
		assert_int_equal(dealt[i], likes[i]);
}

static void refuses_a_deck_that_does_not_add_up(void **state)
{
	uint32_t visits[] = {1}, on_day[] = {2, 0}, dealt[4];
	struct specials_deck deck = {2, 1, 1, visits, on_day, NULL};

	(void)state;
	deck.n_classes = 2;
	assert_true(specials_deal(arena, &deck, dealt));
	on_day[0] = 1;
	assert_false(specials_deal(arena, &deck, dealt));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plans_the_sample_with_common_planning_everywhere),
		cmocka_unit_test(plans_a_school_without_blocks),
		cmocka_unit_test(wren_park_needs_a_second_pe_teacher),
		cmocka_unit_test(one_music_teacher_cannot_be_in_two_schools_every_afternoon),
		cmocka_unit_test(two_grades_in_one_block_at_orchard_street_need_pe9_at_quarry_lake),
		cmocka_unit_test(juniper_flats_needs_pe7),
		cmocka_unit_test(nobody_else_has_the_visits_of_a_vacant_art_teacher),
		cmocka_unit_test(the_reason_has_the_numbers_that_one_counts_by_hand),
		cmocka_unit_test(days_at_one_school_do_not_bind_the_others),
		cmocka_unit_test(a_teacher_is_at_a_school_on_its_days_only),
		cmocka_unit_test(the_days_at_one_school_are_named_where_they_are_too_few),
		cmocka_unit_test(a_specialist_has_a_longer_break_than_the_bells_leave),
		cmocka_unit_test(a_break_that_leaves_too_few_blocks_is_named),
		cmocka_unit_test(a_grade_has_its_days_of_common_planning),
		cmocka_unit_test(five_classes_do_not_meet_with_four_specialists),
		cmocka_unit_test(a_strong_rule_is_kept_where_it_can_be),
		cmocka_unit_test(a_strong_rule_is_given_up_for_musts_that_are_named),
		cmocka_unit_test(each_grade_meets_that_can),
		cmocka_unit_test(of_two_rules_the_one_that_counts_less_is_given_up),
		cmocka_unit_test(deals_each_class_its_visits_and_one_a_day),
		cmocka_unit_test(deals_the_same_again_to_those_who_like_it),
		cmocka_unit_test(refuses_a_deck_that_does_not_add_up),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
