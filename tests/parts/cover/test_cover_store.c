#include "tests/kit/db/db_test.h"

#include "parts/cover/cover_store.h"

enum { ZONE_ID = 7, DAY = 20739 };

static const struct cover_given given[] = {
	{.section = {"HH-4A", 5}, .who = {"SUB01", 5}, .date = DAY, .start = 530, .end = 720},
	{.section = {"HH-4A", 5}, .who = {"SUB02", 5}, .date = DAY, .start = 720, .end = 920},
	{.section = {"HH-4B", 5},
	 .source = COVER_STAFF,
	 .who = {"HH-IN1", 6},
	 .date = DAY,
	 .start = 530,
	 .end = 920,
	 .by_hand = true},
};

static void an_absence_is_known_on_its_day_and_then_forgotten(void **state)
{
	struct db_test *t = *state;
	struct cover_absence absence = {0, STR("HH-T04"), DAY, 530, 920}, *found;
	int64_t id;
	size_t n;

	assert_db(cover_store_add_absence(t->db, ZONE_ID, &absence, &id, &t->err));
	assert_false(cover_store_add_absence(t->db, ZONE_ID, &absence, &id, &t->err));
	assert_int_equal(t->err.kind, ERR_CONFLICT);
	assert_db(cover_store_absences(t->db, t->arena, ZONE_ID, DAY, &found, &n, &t->err));
	assert_int_equal(n, 1);
	assert_true(str_eq(found[0].person, STR("HH-T04")));
	assert_db(cover_store_forget(t->db, ZONE_ID, DAY, &t->err));
	assert_db(cover_store_absences(t->db, t->arena, ZONE_ID, DAY, &found, &n, &t->err));
	assert_int_equal(n, 1);
	assert_db(cover_store_forget(t->db, ZONE_ID, DAY + 1, &t->err));
	assert_db(cover_store_absences(t->db, t->arena, ZONE_ID, DAY, &found, &n, &t->err));
	assert_int_equal(n, 0);
	assert_false(cover_store_remove_absence(t->db, ZONE_ID, id, &t->err));
}

static void an_absence_must_end_after_it_begins(void **state)
{
	struct db_test *t = *state;
	struct cover_absence absence = {0, STR("HH-T04"), DAY, 920, 920};
	int64_t id;

	assert_false(cover_store_add_absence(t->db, ZONE_ID, &absence, &id, &t->err));
	assert_int_equal(t->err.kind, ERR_INVALID);
}

static void what_was_confirmed_stays_so_when_the_day_changes(void **state)
{
	struct db_test *t = *state;
	struct cover_given *rows;
	size_t n;

	assert_db(cover_store_save_day(t->db, t->arena, ZONE_ID, DAY, given, 3, &t->err));
	assert_db(cover_store_day(t->db, t->arena, ZONE_ID, DAY, &rows, &n, &t->err));
	assert_int_equal(n, 3);
	assert_false(rows[0].acknowledged);
	assert_true(rows[2].by_hand && rows[2].source == COVER_STAFF);
	assert_db(cover_store_acknowledge(t->db, ZONE_ID, rows[0].id, &t->err));
	/* The second half of the day goes to nobody now; the first stays as it is. */
	assert_db(cover_store_save_day(t->db, t->arena, ZONE_ID, DAY, given, 1, &t->err));
	assert_db(cover_store_day(t->db, t->arena, ZONE_ID, DAY, &rows, &n, &t->err));
	assert_int_equal(n, 1);
	assert_true(rows[0].acknowledged);
	assert_false(cover_store_acknowledge(t->db, ZONE_ID, 1, &t->err));
	assert_int_equal(t->err.kind, ERR_NOT_FOUND);
}

static void covers_are_counted_in_a_window(void **state)
{
	struct db_test *t = *state;
	int32_t n;

	for (int32_t day = 0; day < 5; day++)
		assert_db(cover_store_save_day(t->db, t->arena, ZONE_ID, DAY + day, given, 3,
					       &t->err));
	assert_db(cover_store_count(t->db, ZONE_ID, COVER_SUBSTITUTE, STR("SUB01"), DAY + 1,
				    DAY + 3, &n, &t->err));
	assert_int_equal(n, 3);
	assert_db(cover_store_count(t->db, ZONE_ID, COVER_STAFF, STR("SUB01"), DAY, DAY + 9, &n,
				    &t->err));
	assert_int_equal(n, 0);
	assert_db(cover_store_count(t->db, ZONE_ID + 1, COVER_SUBSTITUTE, STR("SUB01"), DAY,
				    DAY + 9, &n, &t->err));
	assert_int_equal(n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(an_absence_is_known_on_its_day_and_then_forgotten),
		db_unit_test(an_absence_must_end_after_it_begins),
		db_unit_test(what_was_confirmed_stays_so_when_the_day_changes),
		db_unit_test(covers_are_counted_in_a_window),
	};

	return db_test_run(tests);
}
