/* Statements, parameters and results mean the same on both engines. */
#include "tests/kit/db/db_test.h"

#include <math.h>
#include <string.h>

static void make_table(struct db_test *t)
{
	assert_db(db_script(
		t->db,
		"CREATE TABLE test_thing ("
		"  zone_id {int} NOT NULL, id {int} NOT NULL, number {int}, amount {real},"
		"  name TEXT, data {bytes}, PRIMARY KEY (zone_id, id)"
		") {strict};"
		"CREATE TABLE test_part ("
		"  zone_id {int} NOT NULL, id {int} NOT NULL, thing_id {int} NOT NULL,"
		"  size {int} NOT NULL CHECK (size > 0), PRIMARY KEY (zone_id, id),"
		"  FOREIGN KEY (zone_id, thing_id) REFERENCES test_thing (zone_id, id)"
		") {strict}",
		&t->err));
}

static bool add(struct db_test *t, int64_t id, struct db_value number, struct db_value amount,
		struct str name)
{
	return db_exec(t->db,
		       DB_SQL("INSERT INTO test_thing (zone_id, id, number, amount, name)"
			      "  VALUES (1, $1, $2, $3, $4)",
			      db_int(id), number, amount, db_text(name)),
		       NULL, &t->err);
}

static struct db_rows thing(struct db_test *t, int64_t id)
{
	struct db_rows rows = {0};

	assert_db(db_query_one(t->db, t->arena,
			       DB_SQL("SELECT number, amount, name, data"
				      "  FROM test_thing"
				      " WHERE zone_id = 1 AND id = $1",
				      db_int(id)),
			       "thing", &rows, &t->err));
	return rows;
}

static void gives_back_whole_numbers_of_64_bits(void **state)
{
	struct db_test *t = *state;
	const int64_t numbers[] = {0, 1, -1, INT32_MAX + INT64_C(1), INT64_MAX, INT64_MIN};

	make_table(t);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct db_rows rows;

		assert_db(add(t, (int64_t)i + 1, db_int(numbers[i]), db_null(), STR("x")));
		rows = thing(t, (int64_t)i + 1);
		assert_true(db_get_int(&rows, 0, 0) == numbers[i]);
		assert_true(db_is_null(&rows, 0, 1));
	}
}

static void gives_back_real_numbers_exactly(void **state)
{
	struct db_test *t = *state;
	const double numbers[] = {0.0, -0.5, 0.1, 1e308, 5e-324, 3.141592653589793, -INFINITY};

	make_table(t);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct db_rows rows;
		double got;

		assert_db(add(t, (int64_t)i + 1, db_null(), db_real(numbers[i]), STR("x")));
		rows = thing(t, (int64_t)i + 1);
		got = db_get_real(&rows, 0, 1);
		assert_memory_equal(&got, &numbers[i], sizeof got);
	}
	assert_db_fails(add(t, 99, db_null(), db_real(NAN), STR("x")), ERR_INVALID);
}

static void keeps_text_as_it_is(void **state)
{
	struct db_test *t = *state;
	const struct str texts[] = {
		STR_INIT(""),
		STR_INIT("Gr\xc3\xbc\xc3\x9f"
			 "e, \xf0\x9f\x8c\xb2 \xe0\xa0\x80 \xed\x9f\xbf"),
		STR_INIT("'; DROP TABLE test_thing; -- \" \\ % _ $1 {int} ?"),
		STR_INIT("line\nline\r\n\ttab\x01"),
	};

	make_table(t);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct db_rows rows;

		assert_db(add(t, (int64_t)i + 1, db_null(), db_null(), texts[i]));
		rows = thing(t, (int64_t)i + 1);
		assert_false(db_is_null(&rows, 0, 2));
		assert_true(str_eq(db_get_text(&rows, 0, 2), texts[i]));
		assert_int_equal(db_get_text(&rows, 0, 2).ptr[texts[i].len], '\0');
	}
	assert_db(add(t, 50, db_null(), db_null(), (struct str){NULL, 0}));
}

static void refuses_text_that_is_not_utf8_or_has_a_nul(void **state)
{
	struct db_test *t = *state;
	const struct str texts[] = {
		STR_INIT("a\0b"),
		STR_INIT("\xff"),
		STR_INIT("\xc3"),
		STR_INIT("\xc0\xaf"),
		STR_INIT("\xe0\x9f\xbf"),
		STR_INIT("\xed\xa0\x80"),
		STR_INIT("\xf4\x90\x80\x80"),
		STR_INIT("ab\x80"),
		STR_INIT("\xf0\x9f\x8c"),
	};

	make_table(t);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_db_fails(add(t, 1, db_null(), db_null(), texts[i]), ERR_INVALID);
}

static void keeps_any_bytes_also_many(void **state)
{
	enum { BIG = 9 << 20 };
	struct db_test *t = *state;
	char *bytes = arena_array(t->arena, char, BIG);
	struct db_rows rows;

	make_table(t);
	for (size_t i = 0; i < BIG; i++)
		bytes[i] = (char)(i * 7 + (i >> 8));
	assert_db(add(t, 1, db_null(), db_null(), STR("x")));
	assert_db(db_exec(t->db,
			  DB_SQL("UPDATE test_thing"
				 "   SET data = $1"
				 " WHERE zone_id = 1",
				 db_bytes((struct str){bytes, BIG})),
			  NULL, &t->err));
	rows = thing(t, 1);
	assert_int_equal(db_get_bytes(&rows, 0, 3).len, BIG);
	assert_memory_equal(db_get_bytes(&rows, 0, 3).ptr, bytes, BIG);
	assert_db(db_exec(t->db, DB_SQL("UPDATE test_thing SET data = $1", db_bytes(STR(""))), NULL,
			  &t->err));
	rows = thing(t, 1);
	assert_false(db_is_null(&rows, 0, 3));
	assert_int_equal(db_get_bytes(&rows, 0, 3).len, 0);
}

static void takes_parameters_by_their_number(void **state)
{
	struct db_test *t = *state;
	struct db_rows rows;

	assert_db(db_query(t->db, t->arena,
			   DB_SQL("SELECT CAST($3 AS TEXT), $1 - $2, CAST($3 AS TEXT) || 'y'",
				  db_int(50), db_int(8), db_text(STR("x"))),
			   &rows, &t->err));
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.n_columns, 3);
	assert_true(str_eq(db_get_text(&rows, 0, 0), STR("x")));
	assert_int_equal(db_get_int(&rows, 0, 1), 42);
	assert_true(str_eq(db_get_text(&rows, 0, 2), STR("xy")));
	assert_db_fails(
		db_query(t->db, t->arena, DB_SQL("SELECT $1 + $2", db_int(1)), &rows, &t->err),
		ERR_SYSTEM);
}

static void sees_null_and_value_of_one_parameter_by_turns(void **state)
{
	struct db_test *t = *state;
	struct db_rows rows;

	make_table(t);
	for (int64_t i = 1; i <= 8; i++)
		assert_db(add(t, i, i % 2 == 0 ? db_int(i) : db_null(), db_null(), STR("")));
	assert_db(db_query(t->db, t->arena,
			   DB_SQL0("SELECT count(*), count(number), sum(number), avg(number)"
				   "  FROM test_thing"),
			   &rows, &t->err));
	assert_int_equal(db_get_int(&rows, 0, 0), 8);
	assert_int_equal(db_get_int(&rows, 0, 1), 4);
	assert_int_equal(db_get_int(&rows, 0, 2), 20);
	assert_true(fabs(db_get_real(&rows, 0, 3) - 5.0) < 1e-12);
}

static void says_which_rule_refused_a_row(void **state)
{
	struct db_test *t = *state;
	struct db_sql orphan = DB_SQL("INSERT INTO test_part (zone_id, id, thing_id, size)"
				      "  VALUES (1, 1, $1, 1)",
				      db_int(7));
	struct db_sql negative = DB_SQL("INSERT INTO test_part (zone_id, id, thing_id, size)"
					"  VALUES (1, 1, 1, $1)",
					db_int(-1));
	struct db_sql missing = DB_SQL("INSERT INTO test_part (zone_id, id, thing_id, size)"
				       "  VALUES (1, 2, $1, 1)",
				       db_null());
	struct db_sql wrong_type = DB_SQL("INSERT INTO test_thing (zone_id, id, number)"
					  "  VALUES (1, 3, $1)",
					  db_text(STR("many")));

	make_table(t);
	assert_db(add(t, 1, db_null(), db_null(), STR("")));
	assert_db_fails(add(t, 1, db_null(), db_null(), STR("")), ERR_CONFLICT);
	assert_db_fails(db_exec(t->db, orphan, NULL, &t->err), ERR_CONFLICT);
	assert_db_fails(db_exec(t->db, negative, NULL, &t->err), ERR_INVALID);
	assert_db_fails(db_exec(t->db, missing, NULL, &t->err), ERR_INVALID);
	t->err = (struct err){0};
	assert_false(db_exec(t->db, wrong_type, NULL, &t->err));
	assert_db_fails(db_exec(t->db, DB_SQL0("SELEKT 1"), NULL, &t->err), ERR_SYSTEM);
}

static void counts_the_rows_it_changed(void **state)
{
	struct db_test *t = *state;
	int64_t n = -1;
	struct db_rows rows;

	make_table(t);
	for (int64_t i = 1; i <= 3; i++)
		assert_db(add(t, i, db_int(i), db_null(), STR("")));
	assert_db(db_exec(t->db,
			  DB_SQL("UPDATE test_thing SET number = 0 WHERE id > $1", db_int(1)), &n,
			  &t->err));
	assert_int_equal(n, 2);
	assert_db(db_exec(t->db, DB_SQL0("DELETE FROM test_thing WHERE id = 77"), &n, &t->err));
	assert_int_equal(n, 0);
	assert_db(db_query(t->db, t->arena,
			   DB_SQL0("DELETE FROM test_thing"
				   " WHERE number = 0"
				   " RETURNING id"),
			   &rows, &t->err));
	assert_int_equal(rows.n, 2);
	assert_db(db_exec(t->db, DB_SQL0("SELECT id FROM test_thing"), &n, &t->err));
	assert_int_equal(n, 0);
}

static void says_that_a_row_is_missing(void **state)
{
	struct db_test *t = *state;
	struct db_rows rows;

	make_table(t);
	assert_db_fails(db_query_one(t->db, t->arena, DB_SQL0("SELECT id FROM test_thing"), "thing",
				     &rows, &t->err),
			ERR_NOT_FOUND);
	assert_string_equal(t->err.text, "There is no such thing.");
	assert_db(db_query(t->db, t->arena, DB_SQL0("SELECT id FROM test_thing"), &rows, &t->err));
	assert_int_equal(rows.n, 0);
	assert_int_equal(rows.n_columns, 1);
}

static void keeps_more_statements_than_the_cache_holds(void **state)
{
	enum { N = 1200 };
	struct db_test *t = *state;
	struct str texts[N];

	for (int i = 0; i < N; i++)
		texts[i] = arena_printf(t->arena, "SELECT %d + $1", i);
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < N; i++) {
			struct db_value one = db_int(round);
			struct db_rows rows;

			assert_db(db_query(t->db, t->arena, (struct db_sql){texts[i].ptr, &one, 1},
					   &rows, &t->err));
			assert_int_equal(db_get_int(&rows, 0, 0), i + round);
		}
	}
}

static void notices_another_text_at_the_same_address(void **state)
{
	struct db_test *t = *state;
	char text[] = "SELECT 11";
	struct db_rows rows;

	for (int i = 0; i < 9; i++) {
		text[8] = (char)('1' + i);
		assert_db(
			db_query(t->db, t->arena, (struct db_sql){text, NULL, 0}, &rows, &t->err));
		assert_int_equal(db_get_int(&rows, 0, 0), 11 + i);
	}
}

static void survives_a_change_of_the_schema_under_a_prepared_statement(void **state)
{
	struct db_test *t = *state;
	struct db_rows rows;
	struct db_sql sql = DB_SQL0("SELECT name FROM test_thing WHERE id = 1");

	make_table(t);
	assert_db(add(t, 1, db_null(), db_null(), STR("before")));
	assert_db(db_query(t->db, t->arena, sql, &rows, &t->err));
	assert_db(db_script(t->db, "ALTER TABLE test_thing ADD COLUMN more {int}", &t->err));
	assert_db(db_query(t->db, t->arena, sql, &rows, &t->err));
	assert_true(str_eq(db_get_text(&rows, 0, 0), STR("before")));
}

static void orders_text_by_bytes_where_told_to(void **state)
{
	static const char *const names[] = {"b", "B", "\xC3\xA9", "a", "A", "_", "ab"};
	static const char *const wanted[] = {"A", "B", "_", "a", "ab", "b", "\xC3\xA9"};
	struct db_test *t = *state;
	struct db_rows rows;

	make_table(t);
	for (int64_t i = 0; i < 7; i++)
		assert_db(add(t, i + 1, db_null(), db_null(), str_from(names[i])));
	assert_db(db_query(t->db, t->arena,
			   DB_SQL0("SELECT name FROM test_thing ORDER BY name COLLATE \"C\""),
			   &rows, &t->err));
	assert_int_equal(rows.n, 7);
	for (size_t i = 0; i < 7; i++)
		assert_string_equal(db_get_text(&rows, i, 0).ptr, wanted[i]);
}

static void is_writable(void **state)
{
	struct db_test *t = *state;

	assert_db(db_check_writable(t->db, &t->err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(gives_back_whole_numbers_of_64_bits),
		db_unit_test(gives_back_real_numbers_exactly),
		db_unit_test(keeps_text_as_it_is),
		db_unit_test(refuses_text_that_is_not_utf8_or_has_a_nul),
		db_unit_test(keeps_any_bytes_also_many),
		db_unit_test(takes_parameters_by_their_number),
		db_unit_test(sees_null_and_value_of_one_parameter_by_turns),
		db_unit_test(says_which_rule_refused_a_row),
		db_unit_test(counts_the_rows_it_changed),
		db_unit_test(says_that_a_row_is_missing),
		db_unit_test(keeps_more_statements_than_the_cache_holds),
		db_unit_test(notices_another_text_at_the_same_address),
		db_unit_test(survives_a_change_of_the_schema_under_a_prepared_statement),
		db_unit_test(orders_text_by_bytes_where_told_to),
		db_unit_test(is_writable),
	};

	return db_test_run(tests);
}
