#include "kit/db/migrate.h"

#include "kit/db/backup.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

/* What the database has had, by number. */
struct applied {
	struct db_rows rows; /* number, sha256 */
};

static bool try_make_table(struct db *db, struct err *err)
{
	return db_script(db,
			 "CREATE TABLE IF NOT EXISTS schema_version ("
			 "  number {int} NOT NULL PRIMARY KEY,"
			 "  name TEXT NOT NULL,"
			 "  sha256 TEXT NOT NULL,"
			 "  applied_ms {int} NOT NULL"
			 ") {strict}",
			 err);
}

static bool make_table(struct db *db, struct err *err)
{
	/* Two processes that begin at once may both find it missing: on PostgreSQL the slower one
	 * then fails, once. */
	return try_make_table(db, err) || (err->kind == ERR_CONFLICT && try_make_table(db, err));
}

static bool has_table(struct db *db, struct arena *arena, bool *ret, struct err *err)
{
	struct db_rows rows;
	struct db_sql sql = db_engine(db) == DB_SQLITE
				    ? DB_SQL0("SELECT count(*)"
					      "  FROM sqlite_schema"
					      " WHERE type = 'table' AND name = 'schema_version'")
				    : DB_SQL0("SELECT count(*)"
					      "  FROM pg_catalog.pg_class"
					      " WHERE oid = to_regclass('schema_version')");

	if (!db_query(db, arena, sql, &rows, err))
		return false;
	*ret = db_get_int(&rows, 0, 0) > 0;
	return true;
}

static bool read_applied(struct db *db, struct arena *arena, struct applied *ret, struct err *err)
{
	bool exists = false;

	*ret = (struct applied){0};
	if (!has_table(db, arena, &exists, err))
		return false;
	return !exists || db_query(db, arena,
				   DB_SQL0("SELECT number, sha256"
					   "  FROM schema_version"
					   " ORDER BY number"),
				   &ret->rows, err);
}

static const struct migration *find(const struct migrations *set, int64_t number)
{
	for (size_t i = 0; i < set->n; i++) {
		if ((int64_t)set->at[i].number == number)
			return &set->at[i];
	}
	return NULL;
}

static bool is_applied(const struct applied *applied, unsigned number)
{
	for (size_t i = 0; i < applied->rows.n; i++) {
		if (db_get_int(&applied->rows, i, 0) == (int64_t)number)
			return true;
	}
	return false;
}

static size_t count_missing(const struct migrations *set, const struct applied *applied)
{
	size_t n = 0;

	for (size_t i = 0; i < set->n; i++)
		n += !is_applied(applied, set->at[i].number);
	return n;
}

/* Whether everything the database has had is known, with the same text. */
static bool check_known(const struct migrations *set, const struct applied *applied,
			struct err *err)
{
	for (size_t i = 0; i < applied->rows.n; i++) {
		int64_t number = db_get_int(&applied->rows, i, 0);
		const struct migration *migration = find(set, number);

		if (migration == NULL)
			return err_set(err, ERR_CONFLICT,
				       "The database is newer than this program (it has migration "
				       "%04" PRId64 "): use the newer program.",
				       number);
		if (!str_eq(str_from(migration->sha256), db_get_text(&applied->rows, i, 1)))
			return err_set(err, ERR_CONFLICT,
				       "Migration %04u_%s is not the one that the database had: "
				       "the program was built from another source.",
				       migration->number, migration->name);
	}
	return true;
}

/* One migration in one transaction. */
struct step {
	const struct migrations *set;
	const struct migration *migration;
	struct arena *arena;
	bool applied;
};

static bool take_step(struct db *tx, void *arg, struct err *err)
{
	struct step *step = arg;
	const struct migration *migration = step->migration;
	struct applied applied;

	step->applied = false;
	/* On SQLite the transaction has the lock already. */
	if (db_engine(tx) == DB_POSTGRES &&
	    !db_script(tx, "LOCK TABLE schema_version IN EXCLUSIVE MODE", err))
		return false;
	if (!read_applied(tx, step->arena, &applied, err) || !check_known(step->set, &applied, err))
		return false;
	if (is_applied(&applied, migration->number))
		return true; /* by another process, just now */
	if (!db_script(tx, migration->text, err))
		return false;
	step->applied = true;
	return db_exec(tx,
		       DB_SQL("INSERT INTO schema_version (number, name, sha256, applied_ms)"
			      "  VALUES ($1, $2, $3, $4)",
			      db_int(migration->number), db_text(str_from(migration->name)),
			      db_text(str_from(migration->sha256)),
			      db_int(clock_utc_ms(db_clock(tx)))),
		       NULL, err);
}

static bool apply(struct db *db, struct arena *arena, const struct migrations *set,
		  const struct migration *migration, struct migrate_report *report, struct err *err)
{
	struct step step = {.set = set, .migration = migration, .arena = arena};
	struct err inner = {0};

	if (!db_write(db, take_step, &step, &inner))
		return err_set(err, inner.kind, "Migration %04u_%s: %.190s", migration->number,
			       migration->name, inner.text);
	report->applied += step.applied;
	return true;
}

static bool copy_first(struct db *db, struct arena *arena, const struct migration *first,
		       struct str *ret, struct err *err)
{
	struct str path = db_path(db);

	*ret = arena_printf(arena, "%.*s.before-%04u-%" PRId64, STR_ARG(path), first->number,
			    clock_utc_ms(db_clock(db)));
	/* Another process that migrates may have made the same copy in the same millisecond. */
	return backup_copy(db, *ret, err) || err->kind == ERR_CONFLICT;
}

bool migrate_run(struct db *db, struct arena *arena, const struct migrations *set,
		 struct migrate_report *ret, struct err *err)
{
	struct migrate_report report = {.backup = STR("")};
	struct applied applied;
	bool copied = false;

	if (!read_applied(db, arena, &applied, err) || !check_known(set, &applied, err))
		return false;
	if (count_missing(set, &applied) > 0 && !make_table(db, err))
		return false;
	for (size_t i = 0; i < set->n; i++) {
		const struct migration *migration = &set->at[i];

		assert(i == 0 || set->at[i - 1].number < migration->number);
		report.version = migration->number;
		if (is_applied(&applied, migration->number))
			continue;
		if (!copied && applied.rows.n > 0 && db_engine(db) == DB_SQLITE &&
		    !copy_first(db, arena, migration, &report.backup, err))
			return false;
		copied = true;
		if (!apply(db, arena, set, migration, &report, err))
			return false;
	}
	*ret = report;
	return true;
}

static bool check_work(struct db *tx, void *arg, struct err *err)
{
	const struct migrations *const *set = arg;
	struct arena *arena = arena_create(1U << 12);
	struct applied applied;
	size_t missing;
	bool ok;

	ok = read_applied(tx, arena, &applied, err) && check_known(*set, &applied, err);
	missing = ok ? count_missing(*set, &applied) : 0;
	if (missing > 0)
		ok = err_set(err, ERR_CONFLICT,
			     "The database lacks %zu of this program's migrations: run weft "
			     "migrate.",
			     missing);
	arena_destroy(arena);
	return ok;
}

bool migrate_check(struct db *db, const struct migrations *set, struct err *err)
{
	return db_read(db, check_work, &set, err);
}
