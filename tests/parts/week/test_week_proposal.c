/* Suggestions for the week: made once, decided once, and changed together with the plan. */
#include "tests/kit/db/db_test.h"

#include "parts/week/week_proposal.h"

enum { ZONE = 1, HERE = 3, THERE = 4, ADA = 11, BEN = 12, LEA = 13 };

static int64_t new_scenario(struct db_test *t)
{
	struct week_scenario_new new = {.zone_id = ZONE,
					.name = STR("A"),
					.bookings = STR("head\nfirst\nsecond\n"),
					.report = STR("")};
	int64_t id = 0;

	assert_db(week_scenario_add(t->db, &new, &id, &t->err));
	return id;
}

static int64_t suggest(struct db_test *t, int64_t plan, const char *wish)
{
	struct week_proposal p = {.school_id = HERE,
				  .scenario_id = plan,
				  .account_id = ADA,
				  .line = 0,
				  .before = STR("first"),
				  .wish = str_from(wish),
				  .what = STR("First to day 2"),
				  .why = STR("Better so")};
	int64_t id = 0;

	assert_db(week_proposal_add(t->db, ZONE, &p, &id, &t->err));
	return id;
}

static struct week_proposals list(struct db_test *t, int64_t school)
{
	struct week_proposals all = {0};

	assert_db(week_proposal_list(t->db, t->arena, ZONE, school, 10, &all, &t->err));
	return all;
}

static bool decide(struct db_test *t, int64_t id, enum week_proposal_state state,
		   const struct week_edit *edit)
{
	struct week_decision d = {ZONE, id, LEA, state, STR("So be it"), edit};

	t->err = (struct err){0};
	return week_proposal_decide(t->db, &d, &t->err);
}

static struct str first_line(struct db_test *t, int64_t plan)
{
	struct week_lines lines = {0};

	assert_db(week_scenario_lines(t->db, t->arena, ZONE, plan, &lines, &t->err));
	return lines.at[0];
}

static void makes_the_same_wish_once(void **state)
{
	struct db_test *t = *state;
	int64_t plan = new_scenario(t);
	int64_t id = suggest(t, plan, "day=2");
	int64_t n = 0;

	assert_int_equal(suggest(t, plan, "day=2"), id);
	assert_true(suggest(t, plan, "day=3") != id);
	assert_db(week_proposal_count(t->db, t->arena, ZONE, HERE, &n, &t->err));
	assert_int_equal(n, 2);
	assert_int_equal(list(t, THERE).n, 0);
}

static void keeps_one_voice_of_each_member(void **state)
{
	struct db_test *t = *state;
	int64_t id = suggest(t, new_scenario(t), "day=2");
	struct week_voice voice = {.proposal_id = id, .account_id = BEN, .words = STR("")};
	struct week_proposals all;

	assert_db(week_proposal_say(t->db, ZONE, &voice, &t->err));
	voice.in_favor = true;
	voice.words = STR("On second thought");
	assert_db(week_proposal_say(t->db, ZONE, &voice, &t->err));
	all = list(t, HERE);
	assert_int_equal(all.at[0].n_voices, 1);
	assert_true(all.at[0].voice[0].in_favor);
	assert_true(str_eq(all.at[0].voice[0].words, STR("On second thought")));
	assert_true(decide(t, id, WEEK_DECLINED, NULL));
	assert_false(week_proposal_say(t->db, ZONE, &voice, &t->err));
	assert_int_equal(t->err.kind, ERR_CONFLICT);
}

static void changes_the_plan_when_it_is_accepted_and_once(void **state)
{
	struct db_test *t = *state;
	int64_t plan = new_scenario(t);
	int64_t id = suggest(t, plan, "day=2");
	struct week_change change = {0, STR("first"), STR("moved")};
	struct week_edit edit = {ZONE, plan, LEA, &change, 1, STR("Moved."), STR("")};
	struct week_proposals all;

	assert_true(decide(t, id, WEEK_ACCEPTED, &edit));
	assert_true(str_eq(first_line(t, plan), STR("moved")));
	assert_false(decide(t, id, WEEK_DECLINED, NULL));
	assert_int_equal(t->err.kind, ERR_CONFLICT);
	all = list(t, HERE);
	assert_int_equal(all.at[0].state, WEEK_ACCEPTED);
	assert_true(str_eq(all.at[0].answer, STR("So be it")));
}

static void stays_open_when_the_plan_has_changed(void **state)
{
	struct db_test *t = *state;
	int64_t plan = new_scenario(t);
	int64_t id = suggest(t, plan, "day=2");
	struct week_change other = {0, STR("first"), STR("other")};
	struct week_change change = {0, STR("first"), STR("moved")};
	struct week_edit quicker = {ZONE, plan, BEN, &other, 1, STR("Other."), STR("")};
	struct week_edit edit = {ZONE, plan, LEA, &change, 1, STR("Moved."), STR("")};

	assert_db(week_scenario_edit(t->db, &quicker, &t->err));
	assert_false(decide(t, id, WEEK_ACCEPTED, &edit));
	assert_int_equal(t->err.kind, ERR_CONFLICT);
	assert_true(str_eq(first_line(t, plan), STR("other")));
	assert_int_equal(list(t, HERE).at[0].state, WEEK_SUGGESTED);
}

static void lists_the_open_ones_first(void **state)
{
	struct db_test *t = *state;
	int64_t plan = new_scenario(t);
	int64_t a = suggest(t, plan, "day=2"), b = suggest(t, plan, "day=3");
	struct week_proposal found;
	struct week_proposals all;

	assert_true(decide(t, a, WEEK_TAKEN_BACK, NULL));
	all = list(t, HERE);
	assert_int_equal(all.n, 2);
	assert_int_equal(all.at[0].id, b);
	assert_int_equal(all.at[1].id, a);
	assert_db(week_proposal_find(t->db, t->arena, ZONE, HERE, a, &found, &t->err));
	assert_false(week_proposal_find(t->db, t->arena, ZONE, THERE, a, &found, &t->err));
	assert_int_equal(t->err.kind, ERR_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(makes_the_same_wish_once),
		db_unit_test(keeps_one_voice_of_each_member),
		db_unit_test(changes_the_plan_when_it_is_accepted_and_once),
		db_unit_test(stays_open_when_the_plan_has_changed),
		db_unit_test(lists_the_open_ones_first),
	};

	return db_test_run(tests);
}
