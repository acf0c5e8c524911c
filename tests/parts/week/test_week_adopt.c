/* From scenarios to what is in force: one source for every page and command, on both engines. */
#include "tests/kit/db/db_test.h"

#include "base/date.h"
#include "parts/school/zone_folder.h"
#include "parts/school/zone_store.h"
#include "parts/week/week_adopt.h"
#include "parts/week/week_board.h"
#include "parts/week/week_file.h"

#include <string.h>

enum { ZONE_ID = 5, ADA = 11 };

struct bench {
	struct db_test *t;
	const struct zone *zone;
	struct zone_cache *cache;
	struct week_boards *boards;
};

/* With the zone in the database where boards are read. */
static struct bench begin(struct db_test *t, bool stored)
{
	struct bench b = {.t = t, .cache = zone_cache_create(ZONE_ID)};
	struct zone_import import = {.note = STR("test")};
	struct zone_changes changes = {0};

	assert_db(zone_read_folder(t->arena, ZONE_SAMPLES "/alder-sound", &b.zone, NULL, &t->err));
	if (stored)
		assert_db(zone_store_import(t->db, t->arena, ZONE_ID, b.zone, &import, &changes,
					    &t->err));
	b.boards = week_boards_create(ZONE_ID, b.cache);
	return b;
}

static void end(struct bench *b)
{
	week_boards_destroy(b->boards);
	zone_cache_destroy(b->cache);
}

/* Two schools, a lesson each, and music of a shared teacher at both. */
static int64_t scenario(struct bench *b, const char *start, const char *music)
{
	struct db_test *t = b->t;
	struct str head = week_head_line(t->arena);
	struct week_scenario_new new = {
		.zone_id = ZONE_ID,
		.name = STR("A"),
		.bookings = arena_printf(
			t->arena,
			"%.*score,HH,HH-KA,,,LT,,HH-T01,,REG,,,,,,%s,10:30,,,,,\n"
			"special,HH,HH-KA,,,MU,,MU1,,REG,TEN,1,,,,%s,11:40,,,,,\n"
			"core,JF,JF-KA,,,LT,,JF-T01,,REG,,,,,,%s,10:30,,,,,\n"
			"special,JF,JF-KA,,,MU,,MU1,,REG,TEN,1,,,,13:00,13:50,,,,,\n",
			STR_ARG(head), start, music, start)};
	int64_t id = 0;

	assert_db(week_scenario_add(t->db, &new, &id, &t->err));
	return id;
}

static int32_t day(struct db_test *t, const char *text)
{
	int32_t date = 0;

	assert_db(date_parse(str_from(text), &date, &t->err));
	return date;
}

static bool adopt(struct bench *b, int64_t id, const char *school, const char *from)
{
	struct db_test *t = b->t;
	struct week_adopting how = {.zone_id = ZONE_ID,
				    .scenario_id = id,
				    .account_id = ADA,
				    .school = zone_find(b->zone, ZONE_T_SCHOOLS, str_from(school)),
				    .from_date = day(t, from),
				    .note = STR("staff vote")};
	int64_t adoption;

	t->err = (struct err){0};
	return week_adopt(t->db, t->arena, b->zone, &how, &adoption, &t->err);
}

/* When literacy begins at a school in what is in force on a date; -1: nothing is. */
static int32_t literacy(struct bench *b, const char *school, const char *date)
{
	struct db_test *t = b->t;
	uint32_t s = zone_find(b->zone, ZONE_T_SCHOOLS, str_from(school));
	const struct week_board *board;
	int32_t start = -1;

	assert_db(week_boards_in_force(b->boards, t->db, day(t, date), &board, &t->err));
	for (size_t i = 0; i < board->plan.bookings.n; i++)
		if (board->plan.bookings.at[i].school == s &&
		    board->plan.bookings.at[i].kind == WEEK_CORE)
			start = board->plan.bookings.at[i].start;
	week_boards_release(b->boards, board);
	return start;
}

static void what_is_adopted_holds_for_every_page_and_command(void **state)
{
	struct db_test *t = *state;
	struct bench b = begin(t, true);
	int64_t id = scenario(&b, "09:00", "10:50");
	const struct week_moment moment = {.date = day(t, "2026-10-06")};
	struct week_plan plan;

	assert_db(adopt(&b, id, "", "2026-09-01"));
	assert_int_equal(literacy(&b, "HH", "2026-10-06"), 540);
	assert_int_equal(literacy(&b, "JF", "2026-10-06"), 540);
	assert_int_equal(literacy(&b, "HH", "2026-08-31"), -1);
	assert_db(week_store_in_force(t->db, t->arena, ZONE_ID, b.zone, &moment, &plan, &t->err));
	assert_int_equal(plan.bookings.at[0].start, 540);
	end(&b);
}

static void a_school_goes_its_own_way_from_its_own_date(void **state)
{
	struct db_test *t = *state;
	struct bench b = begin(t, true);
	int64_t first = scenario(&b, "09:00", "10:50"), second = scenario(&b, "09:30", "10:50");

	assert_db(adopt(&b, first, "", "2026-09-01"));
	assert_db(adopt(&b, second, "HH", "2027-01-04"));
	assert_int_equal(literacy(&b, "HH", "2026-12-18"), 540);
	assert_int_equal(literacy(&b, "HH", "2027-01-04"), 570);
	assert_int_equal(literacy(&b, "JF", "2027-01-04"), 540);
	end(&b);
}

static void changes_after_adoption_wait_until_it_is_adopted_again(void **state)
{
	struct db_test *t = *state;
	struct bench b = begin(t, true);
	int64_t id = scenario(&b, "09:00", "10:50");
	struct week_lines lines;
	struct week_change change = {.line = 0};
	struct week_edit edit = {.zone_id = ZONE_ID,
				 .scenario_id = id,
				 .account_id = ADA,
				 .change = &change,
				 .n = 1,
				 .what = STR("Moved.")};

	assert_db(adopt(&b, id, "", "2026-09-01"));
	assert_db(week_scenario_lines(t->db, t->arena, ZONE_ID, id, &lines, &t->err));
	change.before = lines.at[0];
	change.after = STR("core,HH,HH-KA,,,LT,,HH-T01,,REG,,,,,,09:15,10:30,,,,,");
	assert_db(week_scenario_edit(t->db, &edit, &t->err));
	assert_int_equal(literacy(&b, "HH", "2026-10-06"), 540);
	assert_db(adopt(&b, id, "", "2026-09-01"));
	assert_int_equal(literacy(&b, "HH", "2026-10-06"), 555);
	end(&b);
}

static void refuses_to_put_a_shared_teacher_in_two_schools_at_once(void **state)
{
	struct db_test *t = *state;
	struct bench b = begin(t, false);
	int64_t first = scenario(&b, "09:00", "10:50"), second = scenario(&b, "09:00", "11:00");
	struct str text;

	assert_db(adopt(&b, first, "", "2026-09-01"));
	assert_db(adopt(&b, second, "HH", "2026-09-01"));
	second = scenario(&b, "09:00", "11:20");
	assert_db(adopt(&b, second, "JF", "2026-09-01"));
	/* At Juniper Flats the teacher is there from 13:00 on. */
	text = arena_printf(t->arena,
			    "%.*sspecial,HH,HH-KA,,,MU,,MU1,,REG,TEN,1,,,,13:30,14:20"
			    ",,,,,\n",
			    STR_ARG(week_head_line(t->arena)));
	assert_db(week_scenario_add(
		t->db,
		&(struct week_scenario_new){.zone_id = ZONE_ID, .name = STR("B"), .bookings = text},
		&second, &t->err));
	assert_db_fails(adopt(&b, second, "HH", "2026-09-01"), ERR_CONFLICT);
	assert_non_null(strstr(t->err.text, "Juniper Flats"));
	end(&b);
}

static void says_what_a_scenario_is_today(void **state)
{
	struct db_test *t = *state;
	struct bench b = begin(t, false);
	int64_t first = scenario(&b, "09:00", "10:50"), second = scenario(&b, "09:30", "10:50");
	int64_t third = scenario(&b, "09:30", "10:50");
	struct week_holding holding;
	struct week_adoption *all;
	int32_t today = day(t, "2026-11-24");
	size_t n;

	assert_db(adopt(&b, first, "", "2026-09-01"));
	assert_db(adopt(&b, second, "", "2027-01-04"));
	assert_db(week_store_adoptions(t->db, t->arena, ZONE_ID, &all, &n, &t->err));
	holding = week_holding_of(t->arena, b.zone, all, n, today);
	assert_int_equal(week_state_of(first, all, n, &holding, today), WEEK_ADOPTED);
	assert_int_equal(week_state_of(second, all, n, &holding, today), WEEK_COMING);
	assert_int_equal(week_state_of(third, all, n, &holding, today), WEEK_DRAFT);
	today = day(t, "2027-02-01");
	holding = week_holding_of(t->arena, b.zone, all, n, today);
	assert_int_equal(week_state_of(first, all, n, &holding, today), WEEK_PAST);
	end(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(what_is_adopted_holds_for_every_page_and_command),
		db_unit_test(a_school_goes_its_own_way_from_its_own_date),
		db_unit_test(changes_after_adoption_wait_until_it_is_adopted_again),
		db_unit_test(refuses_to_put_a_shared_teacher_in_two_schools_at_once),
		db_unit_test(says_what_a_scenario_is_today),
	};

	return db_test_run(tests);
}
