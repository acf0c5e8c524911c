/* Undo and redo of the year, as often as one likes, on both engines. */
#include "tests/kit/db/db_test.h"

#include "parts/school/zone_folder.h"
#include "parts/year/year_undo.h"

#include <string.h>

enum { ZONE_ID = 9, SCHOOLS = 6 };

static struct year_problem problem_of(struct db_test *t)
{
	const struct zone *zone;
	struct year_problem problem;

	assert_db(zone_read_folder(t->arena, ZONE_SAMPLES "/alder-sound", &zone, NULL, &t->err));
	assert_db(year_problem_make(t->arena, zone, INT32_MAX, &problem, &t->err));
	return problem;
}

/* The first lab is on this day of the year. */
static void save(struct db_test *t, const struct year_problem *problem, int32_t day)
{
	struct year_plan plan = year_plan_make(t->arena, problem);
	const struct year_save how = {.plan = &plan, .note = STR("moved by hand")};
	int64_t version;

	plan.at[0].date = problem->first + day;
	assert_db(year_store_save(t->db, t->arena, ZONE_ID, problem, &how, &version, &t->err));
}

static int32_t day_now(struct db_test *t, const struct year_problem *problem)
{
	struct year_plan plan;

	assert_db(year_store_load(t->db, t->arena, ZONE_ID, 0, problem, &plan, &t->err));
	return plan.at[0].date - problem->first;
}

static bool change(struct db_test *t, const struct year_problem *problem, bool redo, bool may)
{
	bool edits[SCHOOLS];
	const struct year_undoing undoing = {redo, edits, 0};

	memset(edits, may, sizeof edits);
	t->err = (struct err){0};
	return year_undo(t->db, t->arena, ZONE_ID, problem, &undoing, &t->err);
}

static void undo_goes_back_to_the_first_plan_and_redo_forth_again(void **state)
{
	struct db_test *t = *state;
	struct year_problem problem = problem_of(t);

	for (int32_t day = 10; day <= 30; day += 10)
		save(t, &problem, day);
	assert_true(change(t, &problem, false, true));
	assert_int_equal(day_now(t, &problem), 20);
	assert_true(change(t, &problem, false, true));
	assert_int_equal(day_now(t, &problem), 10);
	assert_false(change(t, &problem, false, true));
	assert_int_equal(t->err.kind, ERR_NOT_FOUND);
	assert_true(change(t, &problem, true, true));
	assert_true(change(t, &problem, true, true));
	assert_int_equal(day_now(t, &problem), 30);
	assert_false(change(t, &problem, true, true));
	assert_true(change(t, &problem, false, true));
	assert_int_equal(day_now(t, &problem), 20);
}

static void a_new_change_ends_what_could_be_redone(void **state)
{
	struct db_test *t = *state;
	struct year_problem problem = problem_of(t);

	save(t, &problem, 10);
	save(t, &problem, 20);
	assert_true(change(t, &problem, false, true));
	save(t, &problem, 40);
	assert_false(change(t, &problem, true, true));
	assert_true(change(t, &problem, false, true));
	assert_int_equal(day_now(t, &problem), 10);
}

static void labs_of_a_school_that_others_plan_are_not_taken_back(void **state)
{
	struct db_test *t = *state;
	struct year_problem problem = problem_of(t);

	save(t, &problem, 10);
	save(t, &problem, 20);
	assert_false(change(t, &problem, false, false));
	assert_int_equal(t->err.kind, ERR_DENIED);
	assert_int_equal(day_now(t, &problem), 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(undo_goes_back_to_the_first_plan_and_redo_forth_again),
		db_unit_test(a_new_change_ends_what_could_be_redone),
		db_unit_test(labs_of_a_school_that_others_plan_are_not_taken_back),
	};

	return db_test_run(tests);
}
