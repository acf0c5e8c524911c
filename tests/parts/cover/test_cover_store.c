#include "tests/kit/db/db_test.h"

#include "parts/cover/cover_store.h"

enum { ZONE_ID = 7, DAY = 20739 };

static const struct access_places all = {ZONE_ID, STR_INIT("*")};
static const struct access_places only_3 = {ZONE_ID, STR_INIT(",3,")};

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
	struct cover_absence absence = {0, 3, STR("HH-T04"), DAY, 530, 920}, *found;
	int64_t id, n_gone;
	size_t n;

	assert_db(cover_store_add_absence(t->db, ZONE_ID, &absence, &id, &t->err));
	assert_false(cover_store_add_absence(t->db, ZONE_ID, &absence, &id, &t->err));
	assert_int_equal(t->err.kind, ERR_CONFLICT);
	assert_db(cover_store_absences(t->db, t->arena, &all, DAY, &found, &n, &t->err));
	assert_int_equal(n, 1);
	assert_true(str_eq(found[0].person, STR("HH-T04")));
	assert_db(cover_store_forget(t->db, &all, DAY, &n_gone, &t->err));
	assert_db(cover_store_absences(t->db, t->arena, &all, DAY, &found, &n, &t->err));
	assert_int_equal(n, 1);
	assert_db(cover_store_forget(t->db, &all, DAY + 1, &n_gone, &t->err));
	assert_db(cover_store_absences(t->db, t->arena, &all, DAY, &found, &n, &t->err));
	assert_int_equal(n, 0);
	assert_false(cover_store_remove_absence(t->db, &all, id, &t->err));
}

static void an_absence_must_end_after_it_begins(void **state)
{
	struct db_test *t = *state;
	struct cover_absence absence = {0, 3, STR("HH-T04"), DAY, 920, 920};
	int64_t id;

	assert_false(cover_store_add_absence(t->db, ZONE_ID, &absence, &id, &t->err));
	assert_int_equal(t->err.kind, ERR_INVALID);
}

static void what_was_confirmed_stays_so_when_the_day_changes(void **state)
{
	struct db_test *t = *state;
	struct cover_given *rows;
	size_t n;

	assert_db(cover_store_save_day(t->db, t->arena, &all, DAY, given, 3, &t->err));
	assert_db(cover_store_day(t->db, t->arena, &all, DAY, &rows, &n, &t->err));
	assert_int_equal(n, 3);
	assert_false(rows[0].acknowledged);
	assert_true(rows[2].by_hand && rows[2].source == COVER_STAFF);
	assert_db(cover_store_acknowledge(t->db, &all, rows[0].id, &t->err));
	/* The second half of the day goes to nobody now; the first stays as it is. */
	assert_db(cover_store_save_day(t->db, t->arena, &all, DAY, given, 1, &t->err));
	assert_db(cover_store_day(t->db, t->arena, &all, DAY, &rows, &n, &t->err));
	assert_int_equal(n, 1);
	assert_true(rows[0].acknowledged);
	assert_false(cover_store_acknowledge(t->db, &all, 1, &t->err));
	assert_int_equal(t->err.kind, ERR_NOT_FOUND);
}

static void covers_are_counted_in_a_window(void **state)
{
	struct db_test *t = *state;
	const int32_t dates[2] = {DAY + 1, DAY + 3}, wide[2] = {DAY, DAY + 9};
	struct cover_count *counts;
	size_t n;

	for (int32_t day = 0; day < 5; day++)
		assert_db(
			cover_store_save_day(t->db, t->arena, &all, DAY + day, given, 3, &t->err));
	assert_db(cover_store_counts(t->db, t->arena, ZONE_ID, dates, &counts, &n, &t->err));
	assert_int_equal(n, 3);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(counts[i].n, 3);
	assert_true(counts[2].source == COVER_STAFF && str_eq(counts[2].who, STR("HH-IN1")));
	assert_db(cover_store_counts(t->db, t->arena, ZONE_ID + 1, wide, &counts, &n, &t->err));
	assert_int_equal(n, 0);
}

static void each_school_sees_and_changes_its_own(void **state)
{
	struct db_test *t = *state;
	struct cover_absence absence = {0, 4, STR("JF-T04"), DAY, 530, 920}, *found;
	struct cover_given rows[2] = {given[0], given[2]}, *got;
	int64_t id;
	size_t n;

	rows[0].school_id = 3;
	rows[1].school_id = 4;
	assert_db(cover_store_add_absence(t->db, ZONE_ID, &absence, &id, &t->err));
	assert_db(cover_store_absences(t->db, t->arena, &only_3, DAY, &found, &n, &t->err));
	assert_int_equal(n, 0);
	assert_db_fails(cover_store_remove_absence(t->db, &only_3, id, &t->err), ERR_NOT_FOUND);
	assert_db(cover_store_save_day(t->db, t->arena, &all, DAY, rows, 2, &t->err));
	assert_db(cover_store_day(t->db, t->arena, &only_3, DAY, &got, &n, &t->err));
	assert_int_equal(n, 1);
	/* School 3 clears its day: that of school 4 stays. */
	assert_db(cover_store_save_day(t->db, t->arena, &only_3, DAY, NULL, 0, &t->err));
	assert_db(cover_store_day(t->db, t->arena, &all, DAY, &got, &n, &t->err));
	assert_int_equal(n, 1);
	assert_int_equal(got[0].school_id, 4);
	assert_db_fails(cover_store_acknowledge(t->db, &only_3, got[0].id, &t->err), ERR_NOT_FOUND);
}

static void with_an_absence_goes_the_class_of_its_cover(void **state)
{
	struct db_test *t = *state;
	struct cover_given rows[2] = {given[0], given[2]}, *got;
	const int32_t dates[2] = {DAY, DAY};
	struct cover_count *counts;
	int64_t n_gone;
	size_t n;

	rows[1].release = true;
	assert_db(cover_store_save_day(t->db, t->arena, &all, DAY, rows, 2, &t->err));
	assert_db(cover_store_forget(t->db, &all, DAY + 1, &n_gone, &t->err));
	assert_db(cover_store_day(t->db, t->arena, &all, DAY, &got, &n, &t->err));
	assert_int_equal(n, 2);
	for (size_t i = 0; i < n; i++)
		assert_true(got[i].release == str_eq(got[i].section, STR("HH-4B")));
	/* Who stood in still counts. */
	assert_db(cover_store_counts(t->db, t->arena, ZONE_ID, dates, &counts, &n, &t->err));
	assert_int_equal(n, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(an_absence_is_known_on_its_day_and_then_forgotten),
		db_unit_test(an_absence_must_end_after_it_begins),
		db_unit_test(what_was_confirmed_stays_so_when_the_day_changes),
		db_unit_test(covers_are_counted_in_a_window),
		db_unit_test(each_school_sees_and_changes_its_own),
		db_unit_test(with_an_absence_goes_the_class_of_its_cover),
	};

	return db_test_run(tests);
}
