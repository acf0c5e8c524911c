#include "tests/kit/db/db_test.h"

#include "base/date.h"
#include "base/rng.h"
#include "parts/school/zone_folder.h"
#include "parts/year/year_file.h"
#include "parts/year/year_repair.h"
#include "parts/year/year_store.h"
#include "parts/year/year_valid.h"

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
	const struct year_save how = {.plan = plan, .note = STR("test")};
	int64_t version;

	assert_db(year_store_save(t->db, t->arena, ZONE_ID, problem, &how, &version, &t->err));
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

/* A plan in which labs are far enough apart for the sample's rules: one a school day. */
static struct year_plan sparse_plan(struct db_test *t, const struct year_problem *problem)
{
	struct year_plan plan = year_plan_make(t->arena, problem);

	for (int32_t date = problem->first; date <= problem->last; date++)
		if (year_fits(problem, &plan, 0, date)) {
			plan.at[0].date = date;
			break;
		}
	assert_int_not_equal(plan.at[0].date, ZONE_UNSET);
	return plan;
}

static struct year_wish wish_of(const struct year_problem *problem, int32_t date)
{
	return (struct year_wish){.lab = year_key_of(problem, 0), .date = date, .account_id = 12};
}

static void a_lab_is_moved_by_hand_and_its_history_stays(void **state)
{
	struct db_test *t = *state;
	struct year_problem problem = problem_of(t);
	struct year_plan plan = sparse_plan(t, &problem), now;
	struct year_wish wish = wish_of(&problem, plan.at[0].date + 1);
	int32_t legal = plan.at[0].date + 1;
	struct year_version *versions;
	struct year_past *past;
	int64_t version;
	size_t n;

	assert_int_equal(save(t, &problem, &plan), 1);
	while (!year_fits(&problem, &plan, 0, legal))
		legal++;
	/* A Saturday: the reason is the error. */
	while (date_weekday(wish.date) != SATURDAY)
		wish.date++;
	assert_db_fails(
		year_store_change(t->db, t->arena, ZONE_ID, &problem, &wish, &version, &t->err),
		ERR_CONFLICT);
	assert_true(str_find(str_from(t->err.text), STR("There is no school on Sat"), NULL));
	wish.overrule = true;
	assert_db_fails(
		year_store_change(t->db, t->arena, ZONE_ID, &problem, &wish, &version, &t->err),
		ERR_INVALID);
	wish.overrule = false;
	wish.date = legal;
	clock_fake_advance(&t->clock, 60000);
	assert_db(year_store_change(t->db, t->arena, ZONE_ID, &problem, &wish, &version, &t->err));
	assert_int_equal(version, 2);
	assert_db(year_store_load(t->db, t->arena, ZONE_ID, 0, &problem, &now, &t->err));
	assert_int_equal(now.at[0].date, legal);
	assert_int_not_equal(now.at[0].host[0], ZONE_NONE);
	assert_db(year_store_history(t->db, t->arena, ZONE_ID, wish.lab, &past, &n, &t->err));
	assert_int_equal(n, 2);
	assert_int_equal(past[0].date, plan.at[0].date);
	assert_int_equal(past[1].date, legal);
	assert_int_equal(past[1].version.account_id, 12);
	assert_db(year_store_versions(t->db, t->arena, ZONE_ID, 10, &versions, &n, &t->err));
	assert_int_equal(n, 2);
	assert_true(str_find(versions[0].note, STR("moves from"), NULL));
	assert_db(
		year_store_version_at(t->db, ZONE_ID, versions[0].made_ms - 1, &version, &t->err));
	assert_int_equal(version, 1);
}

static void a_lock_says_who_when_and_why_and_holds(void **state)
{
	struct db_test *t = *state;
	struct year_problem problem = problem_of(t);
	struct year_plan plan = sparse_plan(t, &problem), now;
	struct year_wish wish = wish_of(&problem, ZONE_UNSET), move;
	int64_t version;

	assert_int_equal(save(t, &problem, &plan), 1);
	wish.lock = YEAR_LOCK_SET;
	assert_db_fails(
		year_store_change(t->db, t->arena, ZONE_ID, &problem, &wish, &version, &t->err),
		ERR_INVALID);
	wish.who = STR("Dana Ruiz");
	wish.why = STR("the university comes");
	assert_db(year_store_change(t->db, t->arena, ZONE_ID, &problem, &wish, &version, &t->err));
	assert_db(year_store_load(t->db, t->arena, ZONE_ID, 0, &problem, &now, &t->err));
	assert_true(now.at[0].locked && now.at[0].when_ms > 0);
	assert_true(str_eq(now.at[0].who, STR("Dana Ruiz")));
	move = wish_of(&problem, plan.at[0].date + 7);
	assert_db_fails(
		year_store_change(t->db, t->arena, ZONE_ID, &problem, &move, &version, &t->err),
		ERR_CONFLICT);
	assert_true(str_find(str_from(t->err.text), STR("the university comes"), NULL));
	/* Somebody who still sees the plan of before is told so. */
	move.lock = YEAR_LOCK_OPEN;
	move.seen_version = 1;
	assert_db_fails(
		year_store_change(t->db, t->arena, ZONE_ID, &problem, &move, &version, &t->err),
		ERR_CONFLICT);
	move.seen_version = 2;
	move.overrule = true;
	move.why = STR("all agreed");
	assert_db(year_store_change(t->db, t->arena, ZONE_ID, &problem, &move, &version, &t->err));
	assert_db(year_store_load(t->db, t->arena, ZONE_ID, 0, &problem, &now, &t->err));
	assert_false(now.at[0].locked);
	assert_int_equal(now.at[0].date, plan.at[0].date + 7);
	move.lab.plan = STR("nothing");
	assert_db_fails(
		year_store_change(t->db, t->arena, ZONE_ID, &problem, &move, &version, &t->err),
		ERR_NOT_FOUND);
}

/* T15 in the store: the lab of a closed day is booked again, and the plan of before stays. */
static void a_closure_makes_a_version_and_keeps_the_one_before(void **state)
{
	struct db_test *t = *state;
	struct year_problem problem = problem_of(t), after;
	struct year_options options = {.clock = &clock_system, .seed = 3, .steps = 60000};
	struct zone_closure closure = {.code = STR("snow"), .reason = STR("snow")};
	struct zone *zone = arena_new(t->arena, struct zone);
	struct year_answer answer;
	struct year_repair mended;
	struct year_version *versions;
	struct year_past *past;
	struct year_plan plan;
	struct year_save how = {.plan = &plan, .note = STR("snow")};
	struct year_lab_key fourth;
	int64_t version;
	size_t n;

	assert_db(year_solve(t->arena, &problem, &options, &answer, &t->err));
	assert_int_equal(answer.verdict, WEFT_FEASIBLE);
	year_choose_hosts(t->arena, &problem, &answer.plan);
	assert_int_equal(save(t, &problem, &answer.plan), 1);
	/* The day of the last lab of the first plan, at its school. */
	closure.from = closure.to = answer.plan.at[3].date;
	closure.announced = ZONE_UNSET;
	*zone = *problem.zone;
	zone->closures.at = &closure;
	zone->closures.n = 1;
	assert_db(year_problem_make(t->arena, zone, INT32_MAX, &after, &t->err));
	plan = year_plan_copy(t->arena, &answer.plan);
	assert_db(year_repair(t->arena, &after, closure.from, &options, &plan, &mended, &t->err));
	assert_int_equal(mended.verdict, WEFT_FEASIBLE);
	assert_true(mended.least && mended.n_changes >= 1);
	how.from_date = closure.from;
	clock_fake_advance(&t->clock, 60000);
	assert_db(year_store_save(t->db, t->arena, ZONE_ID, &after, &how, &version, &t->err));
	assert_int_equal(version, 2);
	assert_loads(t, &problem, 1, &answer.plan);
	assert_loads(t, &after, 2, &plan);
	assert_db(year_store_versions(t->db, t->arena, ZONE_ID, 9, &versions, &n, &t->err));
	assert_int_equal(versions[0].n_changes, (int64_t)mended.n_changes);
	assert_int_equal(versions[0].from_date, closure.from);
	fourth = (struct year_lab_key){STR("HH-K-math"), 4};
	assert_db(year_store_history(t->db, t->arena, ZONE_ID, fourth, &past, &n, &t->err));
	assert_int_equal(n, 2);
	assert_int_equal(past[0].date, closure.from);
	assert_int_equal(past[1].date, plan.at[3].date);
	assert_true(str_eq(past[1].version.note, STR("snow")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(a_plan_that_moved_can_still_be_read_as_it_was),
		db_unit_test(saving_the_same_makes_no_version),
		db_unit_test(there_is_no_plan_before_one_is_saved),
		db_unit_test(a_lab_is_moved_by_hand_and_its_history_stays),
		db_unit_test(a_lock_says_who_when_and_why_and_holds),
		db_unit_test(a_closure_makes_a_version_and_keeps_the_one_before),
	};

	return db_test_run(tests);
}
