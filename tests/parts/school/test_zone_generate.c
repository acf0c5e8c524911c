#include "parts/school/zone_generate.h"
#include "zone_test.h"

static int setup(void **state)
{
	static struct zone_test test;

	test = (struct zone_test){.arena = arena_create(1 << 20)};
	*state = &test;
	return 0;
}

/* The most visits that the specialists of a special can give a grade in ten days, and whether there
 * are at least as many specialists as classes. */
static void check_capacity(const struct zone *zone, uint32_t school, int classes)
{
	static const int per_class[] = {4, 3, 2, 1};
	static const char *const subjects[] = {"PE", "MU", "LI", "AR"};
	int people = 0;

	for (int k = 0; k < 4; k++) {
		uint32_t subject = zone_find(zone, ZONE_T_SUBJECTS, str_from(subjects[k]));
		int weekly = 0, teachers = 0;

		for (size_t i = 0; i < zone->assignments.n; i++) {
			const struct zone_assignment *row = &zone->assignments.at[i];

			if (row->school != school || row->subject != subject)
				continue;
			weekly += row->visits_per_week_x100;
			teachers += row->role == ZONE_SPECIALIST;
		}
		people += teachers;
		assert_true(teachers * 10 >= per_class[k] * classes);
		assert_true(weekly * 2 >= per_class[k] * 100 * classes * 5);
	}
	assert_true(people >= classes);
}

static void every_seed_gives_a_valid_zone_with_specialists_enough(void **state)
{
	struct zone_test *t = *state;

	for (uint64_t seed = 0; seed < 25; seed++) {
		size_t n = 1 + seed % 9;

		zone_generate(t->arena, n, seed, &t->files);
		(void)zone_test_read(t);
		assert_int_equal(t->problems.n, 0);
		assert_int_equal(t->zone->schools.n, n);
		for (uint32_t s = 0; s < n; s++) {
			int first_grade = 0;

			for (size_t i = 0; i < t->zone->sections.n; i++)
				first_grade += t->zone->sections.at[i].school == s &&
					       t->zone->sections.at[i].grades.at[0] == 0;
			assert_in_range(first_grade, 2, 5);
			check_capacity(t->zone, s, first_grade);
		}
	}
}

static void the_same_seed_gives_the_same_zone(void **state)
{
	struct zone_test *t = *state;
	struct zone_files again, other;

	zone_generate(t->arena, 5, 42, &t->files);
	zone_generate(t->arena, 5, 42, &again);
	zone_generate(t->arena, 5, 43, &other);
	for (int i = 0; i < ZONE_N_TABLES; i++)
		assert_true(str_eq(t->files.file[i], again.file[i]));
	assert_false(str_eq(t->files.file[ZONE_T_PEOPLE], other.file[ZONE_T_PEOPLE]));
}

static void nobody_is_in_more_than_a_full_position(void **state)
{
	struct zone_test *t = *state;
	int *visits;

	zone_generate(t->arena, 40, 5, &t->files);
	(void)zone_test_read(t);
	visits = arena_array(t->arena, int, t->zone->people.n);
	for (size_t i = 0; i < t->zone->assignments.n; i++) {
		const struct zone_assignment *row = &t->zone->assignments.at[i];

		if (row->visits_per_week_x100 != ZONE_UNSET)
			visits[row->person] += row->visits_per_week_x100;
	}
	for (size_t i = 0; i < t->zone->people.n; i++)
		assert_true(visits[i] <= 3000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			every_seed_gives_a_valid_zone_with_specialists_enough, setup,
			zone_test_teardown),
		cmocka_unit_test_setup_teardown(the_same_seed_gives_the_same_zone, setup,
						zone_test_teardown),
		cmocka_unit_test_setup_teardown(nobody_is_in_more_than_a_full_position, setup,
						zone_test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
