#include "tests/kit/db/db_test.h"

#include "base/str.h"
#include "kit/db/migrate.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What a test hands over to its teardown besides what others see. */
struct fixture {
	struct db_test test; /* first: the state points to it */
	struct db *admin;    /* PostgreSQL: makes and drops the schema */
	char folder[64];     /* SQLite: holds the file and what is made beside it */
	char schema[64];
};

static bool on_postgres(void)
{
	const char *engine = getenv("WEFT_TEST_DB");

	return engine != NULL && strcmp(engine, "postgres") == 0;
}

static const char *server(void)
{
	const char *url = getenv("WEFT_TEST_POSTGRES");

	return url == NULL ? "" : url;
}

bool db_test_available(void)
{
	if (!on_postgres() || server()[0] != '\0')
		return true;
	(void)printf("1..0 # SKIP no PostgreSQL server: install postgresql-15\n");
	(void)fprintf(stderr, "SKIPPED: the tests on PostgreSQL did not run: there is no server\n");
	return false;
}

static void prepare_sqlite(struct fixture *f)
{
	const char *parent = getenv("TMPDIR");

	(void)snprintf(f->folder, sizeof f->folder, "%.40s/weft-test-XXXXXX",
		       parent == NULL ? "/tmp" : parent);
	if (mkdtemp(f->folder) == NULL)
		fail_msg("cannot make the folder %s", f->folder);
	(void)snprintf(f->test.url, sizeof f->test.url, "%s/test.db", f->folder);
}

static void prepare_postgres(struct fixture *f)
{
	struct db_test *t = &f->test;
	const char *base = server();
	struct str text;

	(void)snprintf(f->schema, sizeof f->schema, "t_%ld_%" PRIx64, (long)getpid(),
		       (uint64_t)clock_monotonic_ns(&clock_system));
	assert_db(db_open(str_from(base), NULL, &f->admin, &t->err));
	text = arena_printf(t->arena, "CREATE SCHEMA %s", f->schema);
	assert_db(db_script(f->admin, text.ptr, &t->err));
	(void)snprintf(t->url, sizeof t->url, "%s%coptions=-csearch_path%%3D%s", base,
		       strchr(base, '?') == NULL ? '?' : '&', f->schema);
}

int db_test_setup(void **state)
{
	enum { BLOCK = 1 << 14 };
	struct arena *arena = arena_create(BLOCK);
	struct fixture *f = arena_new(arena, struct fixture);
	struct db_test *t = &f->test;
	struct migrate_report report;
	struct db_options options = {
		.clock = &t->clock.clock, .create = true, .no_sync = true, .seed = 1};

	t->arena = arena;
	clock_fake_init(&t->clock, INT64_C(1788264000000));
	if (on_postgres())
		prepare_postgres(f);
	else
		prepare_sqlite(f);
	assert_db(db_open(str_from(t->url), &options, &t->db, &t->err));
	assert_db(migrate_run(t->db, arena, &migrations_embedded, &report, &t->err));
	*state = t;
	return 0;
}

static void drop_schema(struct fixture *f)
{
	struct db_test *t = &f->test;
	struct str text = arena_printf(t->arena, "DROP SCHEMA %s CASCADE", f->schema);

	assert_db(db_script(f->admin, text.ptr, &t->err));
	db_close(f->admin);
}

static void remove_folder(struct fixture *f)
{
	struct str text = arena_printf(f->test.arena, "rm -rf -- '%s'", f->folder);

	assert_int_equal(system(text.ptr), 0);
}

int db_test_teardown(void **state)
{
	struct db_test *t = *state;
	struct fixture *f = (struct fixture *)(void *)t;

	db_close(t->db);
	if (f->admin != NULL)
		drop_schema(f);
	else
		remove_folder(f);
	arena_destroy(t->arena);
	return 0;
}
