/* What data is held: the words against the real tables of both engines, and forgetting in time. */
#include "tests/kit/db/db_test.h"

#include "app/forget.h"
#include "app/held.h"
#include "kit/auth/account.h"
#include "kit/auth/session.h"
#include "kit/db/db_columns.h"
#include "parts/cover/cover_store.h"

#include <string.h>

static struct db_column *read_columns(struct db_test *t, size_t *ret_n)
{
	struct db_column *column;

	assert_db(db_columns(t->db, t->arena, &column, ret_n, &t->err));
	return column;
}

static void every_table_and_column_of_the_database_has_words(void **state)
{
	struct db_test *t = *state;
	size_t n;
	struct db_column *column = read_columns(t, &n);

	assert_true(n > 150);
	for (size_t i = 0; i < n; i++) {
		const struct held_table *held = held_find(column[i].table);
		const char *words;

		if (held == NULL)
			fail_msg("the table %s has no words in src/app/held.c: say there what it "
				 "holds, who reads it and how long it stays",
				 column[i].table.ptr);
		words = held_column_words(held, column[i].name);
		if (words == NULL || words[0] == '\0')
			fail_msg("%s.%s has no words in src/app/held.c: say there what it is",
				 column[i].table.ptr, column[i].name.ptr);
	}
}

static bool has(const struct db_column *column, size_t n, const char *table, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(column[i].table, str_from(table)) &&
		    (name == NULL || str_eq(column[i].name, str_from(name))))
			return true;
	return false;
}

static void there_are_no_words_for_what_is_not_there(void **state)
{
	struct db_test *t = *state;
	size_t n;
	const struct db_column *column = read_columns(t, &n);

	for (size_t i = 0; i < held_n_tables; i++) {
		const struct held_table *held = &held_tables[i];

		if (!has(column, n, held->name, NULL))
			fail_msg("there is no table %s", held->name);
		assert_true(strlen(held->title) > 0 && strlen(held->what) > 0 &&
			    strlen(held->who) > 0 && strlen(held->kept) > 0);
		for (size_t c = 0; c < held->n; c++)
			if (!has(column, n, held->name, held->column[c].name))
				fail_msg("%s has no column %s", held->name, held->column[c].name);
	}
}

/* A table that somebody adds without words is noticed. */
static void notices_a_table_without_words(void **state)
{
	struct db_test *t = *state;
	size_t n;
	const struct db_column *column;

	assert_db(db_script(t->db, "CREATE TABLE test_secret (id {int} PRIMARY KEY) {strict}",
			    &t->err));
	column = read_columns(t, &n);
	assert_true(has(column, n, "test_secret", "id"));
	assert_null(held_find(STR("test_secret")));
}

static int64_t count(struct db_test *t, struct db_sql sql)
{
	struct db_rows rows;

	assert_db(db_query(t->db, t->arena, sql, &rows, &t->err));
	return db_get_int(&rows, 0, 0);
}

static void add_absence(struct db_test *t, int32_t date)
{
	struct cover_absence absence = {
		.person = STR("HH-T09"), .date = date, .start = 480, .end = 900};
	int64_t id;

	assert_db(cover_store_add_absence(t->db, 1, &absence, &id, &t->err));
}

static void add_person(struct db_test *t, const struct site *site)
{
	const struct account_actor actor = {0, STR("command")};
	struct account_new new = {.name = STR("Ada"), .email = STR("ada@alder.example")};
	struct session_new session = {.stage = SESSION_FULL, .lives_ms = 3600000};
	struct str token;
	int64_t id;

	assert_db(account_add(site, &actor, &new, &session.account_id, &t->err));
	assert_db(account_link_make(site, &actor, session.account_id, ACCOUNT_INVITE, t->arena,
				    &token, &t->err));
	assert_db(session_begin(site, t->arena, &session, &token, &id, &t->err));
}

static void forgets_what_was_kept_as_long_as_promised(void **state)
{
	static const int64_t day_ms = INT64_C(86400000);
	struct db_test *t = *state;
	int32_t today = (int32_t)(clock_utc_ms(&t->clock.clock) / day_ms);
	struct auth_options options = {
		.db = t->db, .zone_id = 1, .password_cost = &password_cost_least};
	struct app app = {.db = t->db, .zone_id = 1};
	struct site site;

	assert_db(auth_create(&options, &app.auth, &t->err));
	assert_db(site_open(t->db, NULL, 1, STR(""), &site, &t->err));
	add_person(t, &site);
	add_absence(t, today);
	add_absence(t, today - HELD_ABSENCE_DAYS);
	add_absence(t, today - HELD_ABSENCE_DAYS - 1);
	assert_db(app_forget(&app, &t->err));
	assert_int_equal(count(t, DB_SQL0("SELECT count(*) FROM cover_absence")), 2);
	assert_int_equal(count(t, DB_SQL0("SELECT count(*) FROM session")), 1);
	assert_int_equal(count(t, DB_SQL0("SELECT count(*) FROM account_link")), 1);
	t->clock.utc_ms += (ACCOUNT_INVITE_HOURS / 24 + HELD_LINK_DAYS + 1) * day_ms;
	assert_db(app_forget(&app, &t->err));
	assert_int_equal(count(t, DB_SQL0("SELECT count(*) FROM cover_absence")), 0);
	assert_int_equal(count(t, DB_SQL0("SELECT count(*) FROM session")), 0);
	assert_int_equal(count(t, DB_SQL0("SELECT count(*) FROM account_link")), 0);
	auth_destroy(app.auth);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(every_table_and_column_of_the_database_has_words),
		db_unit_test(there_are_no_words_for_what_is_not_there),
		db_unit_test(notices_a_table_without_words),
		db_unit_test(forgets_what_was_kept_as_long_as_promised),
	};

	return db_test_run(tests);
}
