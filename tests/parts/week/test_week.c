/* A whole week of the sample zone, checked by code that knows nothing of how it was made. */
#include "base/text.h"
#include "parts/school/zone_folder.h"
#include "base/date.h"
#include "parts/week/week_check.h"
#include "parts/week/week_dated.h"
#include "parts/week/week_file.h"
#include "parts/week/week_ledger.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
	struct arena *arena;
	struct zone_files files;
	const struct zone *zone;
	struct week_plan plan;
	struct week_report report;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	struct week_options options = {.clock = &clock_system, .seconds = 300};
	struct err err = {0};

	f->arena = arena_create(1U << 20);
	assert_true(zone_read_folder(f->arena, ZONE_SAMPLES "/alder-sound", &f->zone, NULL, &err));
	assert_true(zone_read_files(f->arena, ZONE_SAMPLES "/alder-sound", &f->files, &err));
	if (!week_solve(f->arena, f->zone, &options, &f->plan, &f->report, &err))
		print_error("%s\n", err.text);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	arena_destroy(f->arena);
	free(f);
	return 0;
}

static void the_sample_zone_has_a_week_in_all_schools(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(f->report.verdict, WEEK_FEASIBLE);
	assert_int_equal(f->report.schools.n, 6);
	for (size_t i = 0; i < f->report.schools.n; i++)
		assert_int_equal(f->report.schools.at[i].verdict, WEEK_FEASIBLE);
	assert_int_equal(f->report.conflicts.n, 0);
	assert_true(f->plan.bookings.n > 4000);
}

static bool share_day(const struct week_booking *a, const struct week_booking *b)
{
	bool any = a->days.n == 0 || b->days.n == 0;

	if (a->shape != b->shape || a->start >= b->end || b->start >= a->end)
		return false;
	if (a->weekdays != 0 && b->weekdays != 0 && (a->weekdays & b->weekdays) == 0)
		return false;
	for (size_t i = 0; i < a->days.n && !any; i++)
		for (size_t j = 0; j < b->days.n; j++)
			any = any || a->days.at[i] == b->days.at[j];
	if (!any)
		return false;
	any = a->turns.n == 0 || b->turns.n == 0;
	for (size_t i = 0; i < a->turns.n && !any; i++)
		for (size_t j = 0; j < b->turns.n; j++)
			any = any || a->turns.at[i] == b->turns.at[j];
	return any;
}

/* Time without students is a frame in which meetings lie. */
static void nobody_is_in_two_places(void **state)
{
	struct fixture *f = *state;
	const struct week_plan *plan = &f->plan;

	for (uint32_t p = 0; p < f->zone->people.n; p++) {
		const struct week_booking *mine[512];
		size_t n = 0;

		for (size_t i = 0; i < plan->bookings.n; i++)
			for (size_t k = 0; k < plan->bookings.at[i].people.n; k++)
				if (plan->bookings.at[i].people.at[k] == p &&
				    plan->bookings.at[i].kind != WEEK_STAFF_TIME && n < 512)
					mine[n++] = &plan->bookings.at[i];
		for (size_t i = 0; i < n; i++)
			for (size_t j = i + 1; j < n; j++)
				if (share_day(mine[i], mine[j]))
					fail_msg("%.*s: %d at %d and %d at %d",
						 STR_ARG(f->zone->people.at[p].code),
						 (int)mine[i]->kind, mine[i]->start,
						 (int)mine[j]->kind, mine[j]->start);
	}
}

static bool is_of_class(const struct week_booking *b)
{
	return b->section != ZONE_NONE && b->kind != WEEK_PLANNING && b->kind != WEEK_SERVICE;
}

static void no_class_is_in_two_places(void **state)
{
	struct fixture *f = *state;
	const struct week_plan *plan = &f->plan;

	for (size_t i = 0; i < plan->bookings.n; i++)
		for (size_t j = i + 1; j < plan->bookings.n; j++)
			if (is_of_class(&plan->bookings.at[i]) &&
			    plan->bookings.at[i].section == plan->bookings.at[j].section &&
			    is_of_class(&plan->bookings.at[j]))
				assert_false(
					share_day(&plan->bookings.at[i], &plan->bookings.at[j]));
}

/* Each need of each class, on each shape it names: its minutes, its longest block, its time. */
static void every_need_is_met(void **state)
{
	struct fixture *f = *state;
	const struct zone *zone = f->zone;

	for (uint32_t s = 0; s < zone->sections.n; s++)
		for (uint32_t n = 0; n < zone->needs.n; n++) {
			const struct zone_need *need = &zone->needs.at[n];
			const struct zone_section *section = &zone->sections.at[s];
			int32_t minutes = 0;

			if (!zone_applies(need->schools, section->school) ||
			    !zone_applies(need->grades, section->grades.at[0]))
				continue;
			for (size_t i = 0; i < f->plan.bookings.n; i++) {
				const struct week_booking *b = &f->plan.bookings.at[i];

				if (b->section != s || b->why.table != ZONE_T_NEEDS ||
				    b->why.row != n)
					continue;
				minutes += b->end - b->start;
				if (need->start != ZONE_UNSET)
					assert_int_equal(b->start, need->start);
				if (need->longest != ZONE_UNSET)
					assert_true(b->end - b->start <= need->longest);
				assert_true(b->start >= zone->shapes.at[b->shape].student_start);
				assert_true(b->end <= zone->shapes.at[b->shape].student_end);
			}
			assert_true(minutes >= need->minutes);
			assert_true(need->most_minutes == ZONE_UNSET ||
				    minutes <= need->most_minutes);
		}
}

static void every_class_has_exactly_its_visits_in_one_block(void **state)
{
	struct fixture *f = *state;
	const struct zone *zone = f->zone;
	uint32_t regular = zone_find(zone, ZONE_T_SHAPES, STR("REG"));

	for (uint32_t s = 0; s < zone->sections.n; s++) {
		size_t visits = 0;
		int32_t start = 0;

		for (size_t i = 0; i < f->plan.bookings.n; i++) {
			const struct week_booking *b = &f->plan.bookings.at[i];

			if (b->kind != WEEK_SPECIAL || b->section != s || b->shape != regular)
				continue;
			visits += b->days.n;
			assert_int_equal(b->people.n, 1);
			assert_true(start == 0 || start == b->start);
			start = b->start;
		}
		assert_int_equal(visits, 10);
	}
}

static void the_cafeteria_seats_everyone(void **state)
{
	struct fixture *f = *state;
	const struct zone *zone = f->zone;

	for (uint32_t r = 0; r < zone->rooms.n; r++)
		for (uint32_t h = 0; h < zone->shapes.n; h++)
			for (int32_t t = 0; zone->rooms.at[r].kind == ZONE_CAFETERIA && t < 1440;
			     t += 5) {
				int32_t students = 0;

				for (size_t i = 0; i < f->plan.bookings.n; i++) {
					const struct week_booking *b = &f->plan.bookings.at[i];

					if (b->kind == WEEK_LUNCH && b->shape == h &&
					    b->school == zone->rooms.at[r].school &&
					    b->start <= t && t < b->end)
						students += zone->sections.at[b->section].students;
				}
				assert_true(students <= zone->rooms.at[r].seats);
			}
}

static void a_plan_written_and_read_is_the_same(void **state)
{
	struct fixture *f = *state;
	struct str text = week_write_csv(f->arena, &f->plan);
	struct week_plan back;
	struct err err = {0};

	assert_true(week_read_csv(f->arena, f->zone, text, &back, &err));
	assert_int_equal(back.bookings.n, f->plan.bookings.n);
	assert_true(str_eq(text, week_write_csv(f->arena, &back)));
}

static void says_the_line_of_a_wrong_booking(void **state)
{
	struct fixture *f = *state;
	struct str head = week_head_line(f->arena);
	struct str text = arena_printf(f->arena, "%.*score,XX,,,,,,,,REG,,,,,,08:50,09:50,,,,,\n",
				       STR_ARG(head));
	struct week_plan back;
	struct err err = {0};

	assert_false(week_read_csv(f->arena, f->zone, text, &back, &err));
	assert_int_equal(err.line, 2);
}

/* Those who count a plan look up what a kind of booking is about. */
static void a_booking_names_what_its_kind_is_about(void **state)
{
	static const struct {
		const char *line, *column;
	} rows[] = {
		{"special,HH,,,,PE,,,,REG,,,,,,09:00,09:40,,,,,", "class"},
		{"special,HH,HH-2A,,,,,,,REG,,,,,,09:00,09:40,,,,,", "subject"},
		{"core,,HH-2A,,,,,,,REG,,,,,,09:00,09:40,,,,,", "school"},
		{"core,HH,HH-2A,,,,,,,,,,,,,09:00,09:40,,,,,", "shape"},
		{"lunch,HH,,,,,,,,REG,,,,,,11:00,11:20,,,,,", "class"},
		{"service,HH,HH-2A,,,,,,,REG,,,,,,09:00,09:40,,,,,", "service"},
		{"team,HH,,,,,,,,REG,,,,,,09:00,09:40,,,,,", "team"},
		{"staff_time,HH,,,,,,,,REG,,,,,,15:00,15:30,schools/WP,,,,", "why"},
	};
	struct fixture *f = *state;
	struct str head = week_head_line(f->arena);

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str text = arena_printf(f->arena, "%.*s%s\n", STR_ARG(head), rows[i].line);
		struct week_plan back;
		struct err err = {0};

		assert_false(week_read_csv(f->arena, f->zone, text, &back, &err));
		assert_int_equal(err.line, 2);
		assert_non_null(strstr(err.text, rows[i].column));
		assert_false(week_read_before(f->arena, f->zone, text, &back, &err));
	}
}

/* ---- Counting ---- */

/* The sample with a piece of one file replaced. */
static const struct zone *changed(struct fixture *f, enum zone_table table, const char *old,
				  const char *now)
{
	struct zone_files files = f->files;
	const struct zone *zone = NULL;
	struct err err = {0};
	struct text text;
	size_t at;

	assert_true(str_find(files.file[table], str_from(old), &at));
	text_init(&text, f->arena);
	text_put(&text, str_slice(files.file[table], 0, at));
	text_put(&text, str_from(now));
	text_put(&text,
		 str_slice(files.file[table], at + str_from(old).len, files.file[table].len));
	files.file[table] = text_str(&text);
	if (!zone_read_texts(f->arena, &files, &zone, NULL, &err))
		fail_msg("%s", err.text);
	return zone;
}

static struct str first_conflict(struct fixture *f, const struct zone *zone)
{
	struct day_findings findings = {0};

	week_check_zone(f->arena, zone, (struct zone_list){0}, &findings);
	assert_true(findings.conflicts.n > 0);
	assert_true(findings.conflicts.at[0].n_remedies > 0);
	return findings.conflicts.at[0].sentence;
}

static void counting_finds_nothing_against_the_sample(void **state)
{
	struct fixture *f = *state;
	struct day_findings findings = {0};

	week_check_zone(f->arena, f->zone, (struct zone_list){0}, &findings);
	assert_int_equal(findings.conflicts.n, 0);
	assert_true(findings.given_up.n > 0);
	assert_true(str_find(findings.given_up.at[0].sentence,
			     STR("(33 x 40 + 16 x 75) / 36 = 70 minutes"), NULL));
}

static void twelve_visits_are_more_than_one_teacher_gives_in_ten_days(void **state)
{
	struct fixture *f = *state;
	const struct zone *zone = changed(f, ZONE_T_ASSIGNMENTS, "PE8,WP,specialist",
					  "PE8,MC,para");

	assert_true(str_find(first_conflict(f, zone), STR("need 12 PE visits"), NULL));
}

static void ninety_six_minutes_are_less_than_a_hundred(void **state)
{
	struct fixture *f = *state;
	const struct zone *zone = changed(f, ZONE_T_NEEDS, "pe-classroom,,1;2;3;4;5,REG,PE,20",
					  "pe-classroom,,1;2;3;4;5,REG,SC,20");

	assert_true(str_find(first_conflict(f, zone), STR("96 < 100"), NULL));
}

static void a_meeting_in_a_long_block_breaks_the_contract(void **state)
{
	struct fixture *f = *state;
	const struct zone *zone = changed(f, ZONE_T_MEETINGS, "in_specials,ER", "in_specials,REG");
	struct str sentence = first_conflict(f, zone);

	assert_true(str_find(sentence, STR("240 - 50 = 190"), NULL));
	assert_true(str_find(sentence, STR("200 are promised"), NULL));
}

static void a_day_that_is_too_full_is_refused_with_its_rules(void **state)
{
	struct fixture *f = *state;
	const struct zone *zone = changed(f, ZONE_T_NEEDS, "LT,90,,day,90,90",
					  "LT,130,,day,130,130");
	uint32_t school = 0;
	struct week_options options = {
		.clock = &clock_system, .seconds = 120, .schools = {&school, 1}};
	struct week_report report;
	struct week_plan plan;
	struct err err = {0};

	assert_true(week_solve(f->arena, zone, &options, &plan, &report, &err));
	assert_int_equal(report.verdict, WEEK_INFEASIBLE);
	assert_int_equal(plan.bookings.n, 0);
	assert_true(report.conflicts.n > 0);
	assert_true(
		str_find(report.conflicts.at[0].sentence, STR("130 minutes of Literacy"), NULL));
	assert_true(report.conflicts.at[0].n_remedies > 1);
}

/* Five third grades and four specialists, visits of 45, 60 and 75 minutes at any time of the day:
 * each class has its specials and, around them, literacy and mathematics in one piece each. */
static void an_odd_school_without_blocks_has_a_week(void **state)
{
	struct fixture *f = *state;
	struct week_options options = {.clock = &clock_system, .seconds = 300};
	const struct zone *zone;
	struct week_report report;
	struct week_plan plan;
	struct err err = {0};
	size_t literacy = 0;

	assert_true(zone_read_folder(f->arena, ZONE_SAMPLES "/pine-hollow", &zone, NULL, &err));
	assert_true(week_solve(f->arena, zone, &options, &plan, &report, &err));
	assert_int_equal(report.verdict, WEEK_FEASIBLE);
	for (size_t i = 0; i < plan.bookings.n; i++)
		for (size_t k = i + 1; k < plan.bookings.n; k++)
			if (plan.bookings.at[i].section == plan.bookings.at[k].section &&
			    is_of_class(&plan.bookings.at[i]) && is_of_class(&plan.bookings.at[k]))
				assert_false(share_day(&plan.bookings.at[i], &plan.bookings.at[k]));
	for (size_t i = 0; i < plan.bookings.n; i++) {
		const struct week_booking *b = &plan.bookings.at[i];

		assert_true(b->kind == WEEK_STAFF_TIME || b->end <= 15 * 60);
		if (b->kind == WEEK_CORE && b->end - b->start == 90)
			literacy += b->days.n;
	}
	assert_int_equal(literacy, 10 * 6);
}

/* ---- Dates and minutes ---- */

static struct week_date on(struct fixture *f, const struct zone *zone, const char *text)
{
	struct week_calendar calendar = week_calendar_of(f->arena, zone, 0, ZONE_AS_OF_END);
	struct week_plan plan = f->plan;
	struct err err = {0};
	int32_t date = 0;

	assert_true(date_parse(str_from(text), &date, &err));
	plan.zone = zone;
	return week_on(f->arena, &plan, &calendar, date);
}

static void a_holiday_is_empty_and_says_why(void **state)
{
	struct fixture *f = *state;
	struct week_date day = on(f, f->zone, "2026-11-11");

	assert_int_equal(day.bookings.n, 0);
	assert_true(str_eq(day.why_empty, STR("Veterans Day")));
}

static void a_class_has_one_special_a_day(void **state)
{
	struct fixture *f = *state;
	struct week_date day = on(f, f->zone, "2026-10-06");
	size_t n = 0;

	for (size_t i = 0; i < day.bookings.n; i++)
		n += day.bookings.at[i].kind == WEEK_SPECIAL && day.bookings.at[i].section == 0;
	assert_int_equal(n, 1);
}

static void a_closure_slides_the_rotation(void **state)
{
	struct fixture *f = *state;
	const struct zone *zone = changed(f, ZONE_T_CLOSURES,
					  "code,from,to,schools,announced,reason\n",
					  "code,from,to,schools,announced,reason\n"
					  "snow,2026-12-01,2026-12-01,,,snow\n");
	struct week_date before = on(f, f->zone, "2026-12-02"), after = on(f, zone, "2026-12-03");

	assert_true(str_eq(on(f, zone, "2026-12-01").why_empty, STR("snow")));
	assert_int_equal(after.date.rotation_day, before.date.rotation_day);
	assert_int_equal(before.bookings.n, after.bookings.n);
}

static void the_ledger_counts_seventy_minutes_of_team_time(void **state)
{
	struct fixture *f = *state;
	struct week_ledger ledger = week_ledger_of(f->arena, &f->plan, 0);
	uint32_t team = zone_find(f->zone, ZONE_T_TEAMS, STR("HH-3"));
	bool found = false;

	assert_int_equal(ledger.school_days, 180);
	for (size_t i = 0; i < ledger.teams.n; i++)
		if (ledger.teams.at[i].index == team) {
			found = true;
			assert_int_equal(week_average(&ledger, ledger.teams.at[i].minutes.team),
					 70);
			assert_int_equal(ledger.teams.at[i].minutes.longest_team, 75);
		}
	assert_true(found);
	for (size_t i = 0; i < ledger.people.n; i++)
		assert_true(week_average(&ledger, ledger.people.at[i].minutes.self_directed) >=
			    200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_sample_zone_has_a_week_in_all_schools),
		cmocka_unit_test(nobody_is_in_two_places),
		cmocka_unit_test(no_class_is_in_two_places),
		cmocka_unit_test(every_need_is_met),
		cmocka_unit_test(every_class_has_exactly_its_visits_in_one_block),
		cmocka_unit_test(the_cafeteria_seats_everyone),
		cmocka_unit_test(a_plan_written_and_read_is_the_same),
		cmocka_unit_test(says_the_line_of_a_wrong_booking),
		cmocka_unit_test(a_booking_names_what_its_kind_is_about),
		cmocka_unit_test(counting_finds_nothing_against_the_sample),
		cmocka_unit_test(twelve_visits_are_more_than_one_teacher_gives_in_ten_days),
		cmocka_unit_test(ninety_six_minutes_are_less_than_a_hundred),
		cmocka_unit_test(a_meeting_in_a_long_block_breaks_the_contract),
		cmocka_unit_test(a_day_that_is_too_full_is_refused_with_its_rules),
		cmocka_unit_test(an_odd_school_without_blocks_has_a_week),
		cmocka_unit_test(a_holiday_is_empty_and_says_why),
		cmocka_unit_test(a_class_has_one_special_a_day),
		cmocka_unit_test(a_closure_slides_the_rotation),
		cmocka_unit_test(the_ledger_counts_seventy_minutes_of_team_time),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
