/* Plans as people work on them: steps, undo and redo, two people at once. */
#include "tests/kit/db/db_test.h"

#include "parts/week/week_scenario.h"

enum { ZONE = 1, ADA = 11, BEN = 12 };

static int64_t new_scenario(struct db_test *t)
{
	struct week_scenario_new new = {.zone_id = ZONE,
					.name = STR("A"),
					.bookings = STR("head\nfirst\nsecond\nthird\n"),
					.report = STR("")};
	int64_t id = 0;

	assert_db(week_scenario_add(t->db, &new, &id, &t->err));
	return id;
}

static bool change(struct db_test *t, int64_t id, int64_t who, struct week_change change)
{
	struct week_edit edit = {ZONE, id, who, &change, 1, STR("Changed."), STR("")};

	t->err = (struct err){0};
	return week_scenario_edit(t->db, &edit, &t->err);
}

static struct str line(struct db_test *t, int64_t id, size_t i)
{
	struct week_lines lines = {0};

	assert_db(week_scenario_lines(t->db, t->arena, ZONE, id, &lines, &t->err));
	assert_int_equal(lines.n, 3);
	return lines.at[i];
}

static void keeps_what_two_people_do_to_different_bookings(void **state)
{
	struct db_test *t = *state;
	int64_t id = new_scenario(t);

	assert_true(change(t, id, ADA, (struct week_change){0, STR("first"), STR("ada")}));
	assert_true(change(t, id, BEN, (struct week_change){2, STR("third"), STR("ben")}));
	assert_true(str_eq(line(t, id, 0), STR("ada")));
	assert_true(str_eq(line(t, id, 1), STR("second")));
	assert_true(str_eq(line(t, id, 2), STR("ben")));
}

static void tells_the_slower_of_two_and_changes_nothing(void **state)
{
	struct db_test *t = *state;
	int64_t id = new_scenario(t);

	assert_true(change(t, id, ADA, (struct week_change){0, STR("first"), STR("ada")}));
	assert_false(change(t, id, BEN, (struct week_change){0, STR("first"), STR("ben")}));
	assert_int_equal(t->err.kind, ERR_CONFLICT);
	assert_true(str_eq(line(t, id, 0), STR("ada")));
}

static void undoes_and_redoes_ones_own_steps_alone(void **state)
{
	struct db_test *t = *state;
	int64_t id = new_scenario(t);
	struct week_edit ada = {.zone_id = ZONE, .scenario_id = id, .account_id = ADA};
	struct str what;

	assert_true(change(t, id, ADA, (struct week_change){0, STR("first"), STR("one")}));
	assert_true(change(t, id, ADA, (struct week_change){0, STR("one"), STR("two")}));
	assert_true(change(t, id, BEN, (struct week_change){1, STR("second"), STR("ben")}));
	assert_db(week_scenario_undo(t->db, t->arena, &ada, &what, &t->err));
	assert_true(str_eq(line(t, id, 0), STR("one")));
	assert_db(week_scenario_undo(t->db, t->arena, &ada, &what, &t->err));
	assert_true(str_eq(line(t, id, 0), STR("first")));
	assert_db_fails(week_scenario_undo(t->db, t->arena, &ada, &what, &t->err), ERR_NOT_FOUND);
	assert_db(week_scenario_redo(t->db, t->arena, &ada, &what, &t->err));
	assert_db(week_scenario_redo(t->db, t->arena, &ada, &what, &t->err));
	assert_true(str_eq(line(t, id, 0), STR("two")));
	assert_true(str_eq(line(t, id, 1), STR("ben")));
	assert_db_fails(week_scenario_redo(t->db, t->arena, &ada, &what, &t->err), ERR_NOT_FOUND);
}

static void does_not_undo_what_somebody_else_built_on(void **state)
{
	struct db_test *t = *state;
	int64_t id = new_scenario(t);
	struct week_edit ada = {.zone_id = ZONE, .scenario_id = id, .account_id = ADA};
	struct str what;

	assert_true(change(t, id, ADA, (struct week_change){0, STR("first"), STR("ada")}));
	assert_true(change(t, id, BEN, (struct week_change){0, STR("ada"), STR("ben")}));
	assert_db_fails(week_scenario_undo(t->db, t->arena, &ada, &what, &t->err), ERR_CONFLICT);
	assert_true(str_eq(line(t, id, 0), STR("ben")));
}

static void takes_what_is_sent_twice_once(void **state)
{
	struct db_test *t = *state;
	int64_t id = new_scenario(t);
	struct week_change change = {0, STR("first"), STR("ada")};
	struct week_edit edit = {ZONE, id, ADA, &change, 1, STR("Changed."), STR("b7")};
	struct week_step *step;
	size_t n;

	assert_db(week_scenario_edit(t->db, &edit, &t->err));
	assert_db(week_scenario_edit(t->db, &edit, &t->err));
	assert_db(week_scenario_history(t->db, t->arena, ZONE, id, 10, &step, &n, &t->err));
	assert_int_equal(n, 1);
	edit.account_id = BEN;
	assert_db_fails(week_scenario_edit(t->db, &edit, &t->err), ERR_CONFLICT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(keeps_what_two_people_do_to_different_bookings),
		db_unit_test(tells_the_slower_of_two_and_changes_nothing),
		db_unit_test(undoes_and_redoes_ones_own_steps_alone),
		db_unit_test(does_not_undo_what_somebody_else_built_on),
		db_unit_test(takes_what_is_sent_twice_once),
	};

	return db_test_run(tests);
}
