/* Migrations: each once, in order, all or nothing; never back. */
#include "kit/db/migrate.h"
#include "tests/kit/db/db_test.h"

#include <pthread.h>
#include <string.h>

/* High numbers: the fixture has applied those of the program. */
#define PEOPLE                                                                                 \
	{                                                                                      \
		.number = 9001, .name = "people", .sha256 = "aa",                              \
		.text = "CREATE TABLE test_person (zone_id {int} NOT NULL, id {int} NOT NULL," \
			" PRIMARY KEY (zone_id, id)) {strict};"                                \
			"INSERT INTO test_person (zone_id, id) VALUES (1, 1); -- a note\n"     \
	}
#define ROOMS                                                                                 \
	{                                                                                     \
		.number = 9003, .name = "rooms", .sha256 = "bb",                              \
		.text = "ALTER TABLE test_person ADD COLUMN room_id {int};"                   \
			"CREATE TABLE test_room (zone_id {int} NOT NULL, data {bytes}, size " \
			"{real}) "                                                            \
			"{strict}"                                                            \
	}
#define BROKEN                                                                \
	{                                                                     \
		.number = 9004, .name = "broken", .sha256 = "cc",             \
		.text = "CREATE TABLE test_half (id {int});"                  \
			"INSERT INTO test_person (zone_id, id) VALUES (1, 1)" \
	}
#define LATE                                                    \
	{                                                       \
		.number = 9002, .name = "late", .sha256 = "dd", \
		.text = "CREATE TABLE test_late (id {int})"     \
	}

/* The program's migrations and some more. */
static struct migrations with(struct db_test *t, const struct migration *more, size_t n)
{
	size_t all = migrations_embedded.n + n;
	struct migration *at = arena_array(t->arena, struct migration, all);

	memcpy(at, migrations_embedded.at, migrations_embedded.n * sizeof *at);
	memcpy(at + migrations_embedded.n, more, n * sizeof *at);
	return (struct migrations){at, all};
}

static int64_t count(struct db_test *t, const char *table)
{
	struct str text = arena_printf(t->arena, "SELECT count(*) FROM %s", table);
	struct db_rows rows;
	struct err err = {0};

	if (!db_query(t->db, t->arena, (struct db_sql){text.ptr, NULL, 0}, &rows, &err))
		return -1;
	return db_get_int(&rows, 0, 0);
}

static void applies_each_migration_once_in_order(void **state)
{
	struct db_test *t = *state;
	const struct migration more[] = {PEOPLE, ROOMS};
	const struct migrations one = with(t, more, 1), two = with(t, more, 2);
	struct migrate_report report;

	assert_db_fails(migrate_check(t->db, &two, &t->err), ERR_CONFLICT);
	assert_db(migrate_run(t->db, t->arena, &one, &report, &t->err));
	assert_int_equal(report.applied, 1);
	assert_int_equal(report.version, 9001);
	assert_db(migrate_run(t->db, t->arena, &two, &report, &t->err));
	assert_int_equal(report.applied, 1);
	assert_db(migrate_run(t->db, t->arena, &two, &report, &t->err));
	assert_int_equal(report.applied, 0);
	assert_int_equal(report.version, 9003);
	assert_int_equal(report.backup.len, 0);
	assert_db(migrate_check(t->db, &two, &t->err));
	assert_int_equal(count(t, "test_person"), 1);
	assert_int_equal(count(t, "test_room"), 0);
}

static void applies_a_lower_number_late(void **state)
{
	struct db_test *t = *state;
	const struct migration early[] = {PEOPLE, ROOMS}, late[] = {PEOPLE, LATE, ROOMS};
	const struct migrations without = with(t, early, 2), all = with(t, late, 3);
	struct migrate_report report;

	assert_db(migrate_run(t->db, t->arena, &without, &report, &t->err));
	assert_db(migrate_run(t->db, t->arena, &all, &report, &t->err));
	assert_int_equal(report.applied, 1);
	assert_int_equal(count(t, "test_late"), 0);
}

static void undoes_a_migration_that_fails_halfway(void **state)
{
	struct db_test *t = *state;
	const struct migration more[] = {PEOPLE, BROKEN};
	const struct migrations one = with(t, more, 1), two = with(t, more, 2);
	struct migrate_report report;

	t->err = (struct err){0};
	assert_false(migrate_run(t->db, t->arena, &two, &report, &t->err));
	assert_non_null(strstr(t->err.text, "9004_broken"));
	assert_int_equal(count(t, "test_half"), -1);
	assert_int_equal(count(t, "test_person"), 1);
	assert_db(migrate_check(t->db, &one, &t->err));
}

static void refuses_a_database_of_a_newer_program(void **state)
{
	struct db_test *t = *state;
	const struct migration more[] = {PEOPLE};
	const struct migrations newer = with(t, more, 1);
	struct migrate_report report;

	assert_db(migrate_run(t->db, t->arena, &newer, &report, &t->err));
	assert_db_fails(migrate_check(t->db, &migrations_embedded, &t->err), ERR_CONFLICT);
	assert_non_null(strstr(t->err.text, "newer"));
	assert_db_fails(migrate_run(t->db, t->arena, &migrations_embedded, &report, &t->err),
			ERR_CONFLICT);
}

static void refuses_a_migration_whose_text_has_changed(void **state)
{
	struct db_test *t = *state;
	struct migration more[] = {PEOPLE};
	const struct migrations first = with(t, more, 1);
	struct migrations changed;
	struct migrate_report report;

	assert_db(migrate_run(t->db, t->arena, &first, &report, &t->err));
	more[0].sha256 = "ff";
	changed = with(t, more, 1);
	assert_db_fails(migrate_check(t->db, &changed, &t->err), ERR_CONFLICT);
	assert_non_null(strstr(t->err.text, "9001_people"));
}

static void copies_an_sqlite_file_first(void **state)
{
	struct db_test *t = *state;
	const struct migration more[] = {PEOPLE};
	const struct migrations set = with(t, more, 1);
	struct migrate_report report;
	struct db *copy;

	assert_db(migrate_run(t->db, t->arena, &set, &report, &t->err));
	if (db_engine(t->db) == DB_POSTGRES) {
		assert_int_equal(report.backup.len, 0);
		return;
	}
	assert_db(db_open(report.backup, NULL, &copy, &t->err));
	assert_db(migrate_check(copy, &migrations_embedded, &t->err));
	db_close(copy);
}

struct racer {
	struct db_test *t;
	const struct migrations *set;
	pthread_t thread;
	struct migrate_report report;
	struct err err;
	bool ok;
};

static void *race(void *arg)
{
	enum { BLOCK = 1 << 12 };
	struct racer *racer = arg;
	struct arena *arena = arena_create(BLOCK);
	struct db *db;

	racer->ok = db_open(str_from(racer->t->url), NULL, &db, &racer->err);
	if (racer->ok) {
		racer->ok = migrate_run(db, arena, racer->set, &racer->report, &racer->err);
		db_close(db);
	}
	arena_destroy(arena);
	return NULL;
}

static void applies_each_once_when_programs_begin_together(void **state)
{
	enum { N = 4 };
	struct db_test *t = *state;
	const struct migration more[] = {PEOPLE, LATE, ROOMS};
	const struct migrations set = with(t, more, 3);
	struct racer racers[N];
	size_t applied = 0;

	for (size_t i = 0; i < N; i++) {
		racers[i] = (struct racer){.t = t, .set = &set};
		assert_int_equal(pthread_create(&racers[i].thread, NULL, race, &racers[i]), 0);
	}
	for (size_t i = 0; i < N; i++) {
		(void)pthread_join(racers[i].thread, NULL);
		if (!racers[i].ok)
			fail_msg("%s", racers[i].err.text);
		applied += racers[i].report.applied;
	}
	assert_int_equal(applied, 3);
	assert_int_equal(count(t, "test_person"), 1);
}

static void has_the_migrations_of_the_program_in_order(void **state)
{
	(void)state;
	assert_true(migrations_embedded.n > 0);
	for (size_t i = 0; i < migrations_embedded.n; i++) {
		const struct migration *migration = &migrations_embedded.at[i];

		assert_int_equal(strlen(migration->sha256), 64);
		assert_true(i == 0 || migrations_embedded.at[i - 1].number < migration->number);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(applies_each_migration_once_in_order),
		db_unit_test(applies_a_lower_number_late),
		db_unit_test(undoes_a_migration_that_fails_halfway),
		db_unit_test(refuses_a_database_of_a_newer_program),
		db_unit_test(refuses_a_migration_whose_text_has_changed),
		db_unit_test(copies_an_sqlite_file_first),
		db_unit_test(applies_each_once_when_programs_begin_together),
		db_unit_test(has_the_migrations_of_the_program_in_order),
	};

	return db_test_run(tests);
}
