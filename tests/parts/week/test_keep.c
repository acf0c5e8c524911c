/* Locks hold, and little moves: one small school of the sample zone, planned again. */
#include "base/text.h"
#include "base/vec.h"
#include "parts/school/zone_folder.h"
#include "parts/week/week_file.h"
#include "parts/week/week_keep.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
	struct arena *arena;
	struct zone_files files;
	const struct zone *zone;
	uint32_t school;
	struct week_plan plan;
};

static struct week_report solve(struct fixture *f, const struct zone *zone,
				const struct week_options *like, struct week_plan *ret)
{
	struct week_options options = *like;
	struct week_report report;
	struct err err = {0};

	options.clock = &clock_system;
	options.seconds = 600;
	options.schools = (struct zone_list){&f->school, 1};
	if (!week_solve(f->arena, zone, &options, ret, &report, &err))
		fail_msg("%s", err.text);
	return report;
}

static int setup(void **state)
{
	static struct fixture fixture;
	struct fixture *f = &fixture;
	struct err err = {0};

	f->arena = arena_create(1U << 20);
	assert_true(zone_read_files(f->arena, ZONE_SAMPLES "/alder-sound", &f->files, &err));
	assert_true(zone_read_texts(f->arena, &f->files, &f->zone, NULL, &err));
	f->school = zone_find(f->zone, ZONE_T_SCHOOLS, STR("OS"));
	assert_int_equal(solve(f, f->zone, &(struct week_options){.seed = 1}, &f->plan).verdict,
			 WEEK_FEASIBLE);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	arena_destroy(f->arena);
	return 0;
}

/* The first booking of a kind and class, as a plan of its own with a lock on it. */
static struct week_plan locked(struct fixture *f, enum week_kind kind, const char *subject)
{
	static const struct week_lock lock = {STR_INIT("Ana Ruiz"), STR_INIT("the gym is free"),
					      1793000000000};
	uint32_t wanted = zone_find(f->zone, ZONE_T_SUBJECTS, str_from(subject));
	uint32_t regular = zone_find(f->zone, ZONE_T_SHAPES, STR("REG"));
	struct week_plan plan = {.zone = f->zone};

	for (size_t i = 0; i < f->plan.bookings.n; i++) {
		const struct week_booking *b = &f->plan.bookings.at[i];

		if (b->kind == kind && b->subject == wanted && b->shape == regular &&
		    (kind != WEEK_SPECIAL || b->days.at[0] % 5 != 0)) {
			struct week_booking *one = arena_new(f->arena, struct week_booking);

			*one = *b;
			one->lock = &lock;
			if (one->days.n > 1)
				one->days.n = 1;
			plan.bookings.at = one;
			plan.bookings.n = 1;
			return plan;
		}
	}
	fail_msg("no such booking");
	return plan;
}

static struct week_booking find_locked(const struct week_plan *plan)
{
	for (size_t i = 0; i < plan->bookings.n; i++)
		if (plan->bookings.at[i].lock != NULL)
			return plan->bookings.at[i];
	fail_msg("nothing is locked");
	return (struct week_booking){0};
}

static bool says(struct week_report report, const char *words)
{
	for (size_t i = 0; i < report.conflicts.n; i++)
		if (str_find(report.conflicts.at[i].sentence, str_from(words), NULL))
			return true;
	return false;
}

static void nothing_moves_when_nothing_has_changed(void **state)
{
	struct fixture *f = *state;
	struct week_options options = {.previous = &f->plan, .seed = 7};
	struct week_plan plan;
	struct week_report report = solve(f, f->zone, &options, &plan);

	assert_int_equal(report.verdict, WEEK_FEASIBLE);
	assert_int_equal(report.moved.n, 0);
	assert_true(report.least);
	assert_true(str_eq(week_write_csv(f->arena, &plan), week_write_csv(f->arena, &f->plan)));
}

/* PE9 no longer comes: only PE visits have another teacher, or another day. */
static void only_what_must_moves_when_a_teacher_leaves(void **state)
{
	struct fixture *f = *state;
	struct zone_files files = f->files;
	struct week_options options = {.previous = &f->plan};
	const struct zone *zone;
	struct week_report report;
	struct week_plan plan;
	struct err err = {0};
	struct text text;
	size_t at;

	assert_true(str_find(files.file[ZONE_T_ASSIGNMENTS], STR("PE9,OS,"), &at));
	text_init(&text, f->arena);
	text_put(&text, str_slice(files.file[ZONE_T_ASSIGNMENTS], 0, at));
	text_put(&text, STR("PE7,OS,"));
	text_put(&text, str_slice(files.file[ZONE_T_ASSIGNMENTS], at + 7,
				  files.file[ZONE_T_ASSIGNMENTS].len));
	files.file[ZONE_T_ASSIGNMENTS] = text_str(&text);
	assert_true(zone_read_texts(f->arena, &files, &zone, NULL, &err));
	report = solve(f, zone, &options, &plan);
	assert_int_equal(report.verdict, WEEK_FEASIBLE);
	for (size_t i = 0; i < report.moved.n; i++) {
		if (report.moved.at[i].kind == WEEK_STAFF_LUNCH)
			continue;
		assert_int_equal(report.moved.at[i].kind, WEEK_SPECIAL);
		assert_true(str_find(report.moved.at[i].sentence, STR("PE9"), NULL));
		assert_true(report.moved.at[i].sections.n > 0);
		assert_true(report.moved.at[i].people.n > 1);
	}
}

static void a_locked_special_stays_on_its_day(void **state)
{
	struct fixture *f = *state;
	struct week_plan lock = locked(f, WEEK_SPECIAL, "MU"), plan;
	const struct week_booking *asked = &lock.bookings.at[0];
	struct week_booking got;
	struct week_report report;
	int32_t *day = arena_new(f->arena, int32_t);

	/* Another day than it was on, so that it is the lock that puts it there. */
	*day = asked->days.at[0] % 4 + 1;
	((struct week_booking *)(uintptr_t)asked)->days = (struct zone_numbers){day, 1};
	report = solve(f, f->zone, &(struct week_options){.locked = &lock}, &plan);
	assert_int_equal(report.verdict, WEEK_FEASIBLE);
	got = find_locked(&plan);
	assert_int_equal(got.section, asked->section);
	assert_int_equal(got.subject, asked->subject);
	assert_int_equal(got.people.at[0], asked->people.at[0]);
	assert_int_equal(got.days.n, 1);
	assert_int_equal(got.days.at[0], *day);
	assert_true(str_eq(got.lock->who, STR("Ana Ruiz")));
}

static void a_locked_lesson_stays_at_its_time(void **state)
{
	struct fixture *f = *state;
	struct week_plan lock = locked(f, WEEK_CORE, "MA"), plan;
	const struct week_booking *asked = &lock.bookings.at[0];
	struct week_booking got;

	assert_int_equal(solve(f, f->zone, &(struct week_options){.locked = &lock}, &plan).verdict,
			 WEEK_FEASIBLE);
	got = find_locked(&plan);
	assert_int_equal(got.section, asked->section);
	assert_int_equal(got.start, asked->start);
	assert_int_equal(got.end, asked->end);
}

static void a_lock_outside_the_block_is_named_with_who_and_why(void **state)
{
	struct fixture *f = *state;
	struct week_plan lock = locked(f, WEEK_SPECIAL, "PE"), plan;
	struct week_booking *asked = (struct week_booking *)(uintptr_t)&lock.bookings.at[0];
	struct week_report report;

	asked->start += 5;
	asked->end += 5;
	report = solve(f, f->zone, &(struct week_options){.locked = &lock}, &plan);
	assert_int_equal(report.verdict, WEEK_INFEASIBLE);
	assert_true(says(report, "locked by Ana Ruiz"));
	assert_true(says(report, "the gym is free"));
	assert_true(says(report, "its specials are in"));
	assert_int_equal(plan.bookings.n, 0);
}

/* Mathematics in the middle of the class's specials. */
static void a_lesson_locked_into_the_specials_is_named(void **state)
{
	struct fixture *f = *state;
	struct week_plan lock = locked(f, WEEK_CORE, "MA"), plan;
	struct week_booking *asked = (struct week_booking *)(uintptr_t)&lock.bookings.at[0];
	struct week_report report;
	int32_t minutes = asked->end - asked->start;
	uint32_t regular = asked->shape;

	for (size_t i = 0; i < f->plan.bookings.n; i++)
		if (f->plan.bookings.at[i].kind == WEEK_SPECIAL &&
		    f->plan.bookings.at[i].section == asked->section &&
		    f->plan.bookings.at[i].shape == regular)
			asked->start = f->plan.bookings.at[i].start;
	asked->end = asked->start + minutes;
	report = solve(f, f->zone, &(struct week_options){.locked = &lock}, &plan);
	assert_int_equal(report.verdict, WEEK_INFEASIBLE);
	assert_true(says(report, "locked by Ana Ruiz"));
	assert_true(says(report, "is in specials from"));
}

/* Two classes with one teacher at once. */
static void two_locks_that_want_one_teacher_are_both_named(void **state)
{
	struct fixture *f = *state;
	struct week_plan lock = locked(f, WEEK_SPECIAL, "PE"), plan;
	struct week_booking *two = arena_array(f->arena, struct week_booking, 2);
	struct week_report report;
	uint32_t grade = f->zone->sections.at[lock.bookings.at[0].section].grades.at[0];

	two[0] = two[1] = lock.bookings.at[0];
	for (uint32_t s = 0; s < f->zone->sections.n; s++)
		if (s != two[0].section && f->zone->sections.at[s].school == f->school &&
		    f->zone->sections.at[s].grades.at[0] == grade)
			two[1].section = s;
	lock.bookings.at = two;
	lock.bookings.n = 2;
	report = solve(f, f->zone, &(struct week_options){.locked = &lock}, &plan);
	assert_int_equal(report.verdict, WEEK_INFEASIBLE);
	assert_true(says(report, "cannot be kept together"));
	assert_true(says(report, "one class at a time"));
	assert_true(report.conflicts.at[0].n_remedies > 0);
	assert_true(str_find(report.conflicts.at[0].remedies[0].sentence, STR("Take the lock off"),
			     NULL));
}

static void a_plan_of_a_zone_that_has_changed_is_read_without_what_is_gone(void **state)
{
	struct fixture *f = *state;
	struct str line = week_booking_line(f->arena, f->zone, &f->plan.bookings.at[0]);
	struct str text = arena_printf(f->arena,
				       "%.*sspecial,OS,OS-9Z,,,PE,,,,REG,TEN,1,,,,09:00,"
				       "09:50,,,,,\n%.*s",
				       STR_ARG(week_head_line(f->arena)), STR_ARG(line));
	struct week_plan plan;
	struct err err = {0};

	assert_false(week_read_csv(f->arena, f->zone, text, &plan, &err));
	assert_true(week_read_before(f->arena, f->zone, text, &plan, &err));
	assert_int_equal(plan.bookings.n, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_moves_when_nothing_has_changed),
		cmocka_unit_test(only_what_must_moves_when_a_teacher_leaves),
		cmocka_unit_test(a_locked_special_stays_on_its_day),
		cmocka_unit_test(a_locked_lesson_stays_at_its_time),
		cmocka_unit_test(a_lock_outside_the_block_is_named_with_who_and_why),
		cmocka_unit_test(a_lesson_locked_into_the_specials_is_named),
		cmocka_unit_test(two_locks_that_want_one_teacher_are_both_named),
		cmocka_unit_test(a_plan_of_a_zone_that_has_changed_is_read_without_what_is_gone),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
