/* db_test: a fresh, migrated database for each store test, on either engine.
 *
 *	static void keeps_a_room(void **state)
 *	{
 *		struct db_test *t = *state;
 *
 *		assert_db(room_add(t->db, …, &t->err));
 *	}
 *
 *	int main(void)
 *	{
 *		const struct CMUnitTest tests[] = {
 *			db_unit_test(keeps_a_room),
 *		};
 *
 *		return db_test_run(tests);
 *	}
 *
 * The environment variable WEFT_TEST_DB says which engine: sqlite (a new file
 * a test) or postgres (a new schema a test, in the server that
 * WEFT_TEST_POSTGRES names; tools/with_postgres.py sets it). Register the
 * program in tests/<room>/meson.build with one line, and it runs on both:
 *
 *	db_tests += [{'name': 'school_store', 'suite': 'school',
 *		'sources': files('test_store.c'), 'deps': [school_dep]}]
 */
#ifndef WEFT_TESTS_KIT_DB_DB_TEST_H
#define WEFT_TESTS_KIT_DB_DB_TEST_H

#include "base/arena.h"
#include "base/clock.h"
#include "kit/db/db.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <setjmp.h>
#include <cmocka.h>

struct db_test {
	struct db *db;
	struct arena *arena;
	struct clock_fake clock; /* of the db: begins at 2026-09-01 12:00 UTC, stands still */
	struct err err;
	char url[512]; /* opens the same database once more */
};

/* Begin and end one test. Also for fixtures that add more of their own. */
int db_test_setup(void **state);
int db_test_teardown(void **state);

#define db_unit_test(f) cmocka_unit_test_setup_teardown(f, db_test_setup, db_test_teardown)

/* Whether this run has its engine: else says so, loudly, and the program skips all its tests. */
bool db_test_available(void);

/* The end of main(): runs the array of tests, or skips them loudly. */
#define db_test_run(tests) (db_test_available() ? cmocka_run_group_tests(tests, NULL, NULL) : 0)

/* Assert that a call with &t->err succeeded; says its error otherwise. t must be in scope. */
#define assert_db(call)                                         \
	do {                                                    \
		t->err = (struct err){0};                       \
		if (!(call))                                    \
			fail_msg("%s: %s", #call, t->err.text); \
	} while (0)

/* Assert that it failed with that kind of error. */
#define assert_db_fails(call, wanted)                                                      \
	do {                                                                               \
		t->err = (struct err){0};                                                  \
		assert_false(call);                                                        \
		if (t->err.kind != (wanted))                                               \
			fail_msg("%s: kind %d: %s", #call, (int)t->err.kind, t->err.text); \
	} while (0)

#endif
