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
	struct week_steps steps;

	assert_db(week_scenario_edit(t->db, &edit, &t->err));
	assert_db(week_scenario_edit(t->db, &edit, &t->err));
	assert_db(week_scenario_history(t->db, t->arena, ZONE, id, 10, &steps, &t->err));
	assert_int_equal(steps.n, 1);
	edit.account_id = BEN;
	assert_db_fails(week_scenario_edit(t->db, &edit, &t->err), ERR_CONFLICT);
}

/* A worker whose job is lost after it wrote is followed by another that writes the same. */
static void takes_what_another_school_brings_once(void **state)
{
	struct db_test *t = *state;
	struct week_scenario_new new = {.zone_id = ZONE, .name = STR("A"), .bookings = STR("head\n")};
	struct week_more first = {ZONE, 0, STR("HH"), STR("head\ncore,HH,1\ncore,JF,2\n"),
				  STR("2 of 2 schools.")};
	struct week_more second = {ZONE, 0, STR("H"), STR("head\ncore,H,3\n"), STR("Another.")};
	struct week_lines lines = {0};
	struct week_scenario found;
	bool is_there;

	assert_db(week_scenario_add(t->db, &new, &first.scenario_id, &t->err));
	second.scenario_id = first.scenario_id;
	for (int i = 0; i < 2; i++) {
		assert_db(week_scenario_append(t->db, &first, &t->err));
		assert_db(week_scenario_append(t->db, &second, &t->err));
	}
	assert_db(week_scenario_lines(t->db, t->arena, ZONE, first.scenario_id, &lines, &t->err));
	assert_int_equal(lines.n, 3);
	assert_true(str_eq(lines.at[0], STR("core,HH,1")));
	assert_true(str_eq(lines.at[2], STR("core,H,3")));
	assert_db(week_scenario_find(t->db, t->arena, ZONE, first.scenario_id, &found, &is_there,
				     &t->err));
	assert_true(str_eq(found.report, STR("2 of 2 schools.\nAnother.")));
	first.scenario_id++;
	assert_db_fails(week_scenario_append(t->db, &first, &t->err), ERR_NOT_FOUND);
}

/* What could not be planned has no lines, but a reason. */
static void says_once_why_a_school_is_not_there(void **state)
{
	struct db_test *t = *state;
	struct week_scenario_new new = {.zone_id = ZONE, .name = STR("A"), .bookings = STR("head\n")};
	struct week_more more = {ZONE, 0, STR("HH"), STR("head\n"), STR("Too few teachers.")};
	struct week_lines lines = {0};
	struct week_scenario found;
	bool is_there;

	assert_db(week_scenario_add(t->db, &new, &more.scenario_id, &t->err));
	for (int i = 0; i < 2; i++)
		assert_db(week_scenario_append(t->db, &more, &t->err));
	assert_db(week_scenario_lines(t->db, t->arena, ZONE, more.scenario_id, &lines, &t->err));
	assert_int_equal(lines.n, 0);
	assert_db(week_scenario_find(t->db, t->arena, ZONE, more.scenario_id, &found, &is_there,
				     &t->err));
	assert_true(str_eq(found.report, STR("Too few teachers.")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(keeps_what_two_people_do_to_different_bookings),
		db_unit_test(tells_the_slower_of_two_and_changes_nothing),
		db_unit_test(undoes_and_redoes_ones_own_steps_alone),
		db_unit_test(does_not_undo_what_somebody_else_built_on),
		db_unit_test(takes_what_is_sent_twice_once),
		db_unit_test(takes_what_another_school_brings_once),
		db_unit_test(says_once_why_a_school_is_not_there),
	};

	return db_test_run(tests);
}
