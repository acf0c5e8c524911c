#include "tests/kit/db/db_test.h"

#include "base/rng.h"
#include "parts/school/zone_folder.h"
#include "parts/year/year_file.h"
#include "parts/year/year_store.h"

#include <string.h>

enum { ZONE_ID = 7 };

static struct year_problem problem_of(struct db_test *t)
{
	const struct zone *zone;
	struct year_problem problem;

	assert_db(zone_read_folder(t->arena, ZONE_SAMPLES "/alder-sound", &zone, NULL, &t->err));
	assert_db(year_problem_make(t->arena, zone, INT32_MAX, &problem, &t->err));
	return problem;
}

static struct year_plan any_plan(struct db_test *t, const struct year_problem *problem,
				 uint64_t seed)
{
	struct year_plan plan = year_plan_make(t->arena, problem);
	struct rng rng;

	rng_init(&rng, seed);
	for (size_t i = 0; i < plan.n; i++) {
		if (rng_below(&rng, 5) == 0)
			continue;
		plan.at[i].date = problem->first + (int32_t)rng_below(&rng, problem->n_dates);
		plan.at[i].locked = rng_below(&rng, 2) == 0;
		plan.at[i].host[0] = (uint32_t)rng_below(&rng, problem->zone->sections.n);
		plan.at[i].reason = rng_below(&rng, 2) == 0 ? STR("the coach said so") : STR("");
	}
	return plan;
}

static int64_t save(struct db_test *t, const struct year_problem *problem,
		    const struct year_plan *plan)
{
	const struct year_save how = {.note = STR("test")};
	int64_t version;

	assert_db(
		year_store_save(t->db, t->arena, ZONE_ID, problem, plan, &how, &version, &t->err));
	return version;
}

static void assert_loads(struct db_test *t, const struct year_problem *problem, int64_t version,
			 const struct year_plan *want)
{
	struct year_plan got;

	assert_db(year_store_load(t->db, t->arena, ZONE_ID, version, problem, &got, &t->err));
	assert_true(str_eq(year_labs_csv(t->arena, problem, &got),
			   year_labs_csv(t->arena, problem, want)));
}

static void a_plan_that_moved_can_still_be_read_as_it_was(void **state)
{
	struct db_test *t = *state;
	struct year_problem problem = problem_of(t);
	struct year_plan first = any_plan(t, &problem, 1), second;

	assert_int_equal(save(t, &problem, &first), 1);
	second = year_plan_copy(t->arena, &first);
	second.at[3].date = problem.first + 100;
	second.at[3].reason = STR("snow");
	assert_int_equal(save(t, &problem, &second), 2);
	assert_loads(t, &problem, 0, &second);
	assert_loads(t, &problem, 1, &first);
	assert_loads(t, &problem, 2, &second);
}

static void saving_the_same_makes_no_version(void **state)
{
	struct db_test *t = *state;
	struct year_problem problem = problem_of(t);
	struct year_plan plan = any_plan(t, &problem, 2);

	assert_int_equal(save(t, &problem, &plan), 1);
	assert_int_equal(save(t, &problem, &plan), 1);
}

static void there_is_no_plan_before_one_is_saved(void **state)
{
	struct db_test *t = *state;
	struct year_problem problem = problem_of(t);
	struct year_plan plan;

	assert_false(year_store_load(t->db, t->arena, ZONE_ID, 0, &problem, &plan, &t->err));
	assert_int_equal(t->err.kind, ERR_NOT_FOUND);
	plan = any_plan(t, &problem, 3);
	(void)save(t, &problem, &plan);
	assert_false(year_store_load(t->db, t->arena, ZONE_ID + 1, 0, &problem, &plan, &t->err));
	assert_false(year_store_load(t->db, t->arena, ZONE_ID, 9, &problem, &plan, &t->err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(a_plan_that_moved_can_still_be_read_as_it_was),
		db_unit_test(saving_the_same_makes_no_version),
		db_unit_test(there_is_no_plan_before_one_is_saved),
	};

	return db_test_run(tests);
}
