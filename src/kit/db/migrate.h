/* migrate: bring a database to the schema of this program.
 *
 * The files sql/NNNN_name.sql are embedded at build time, in number order, as
 * the table migrations[] of the generated "sql_table.h". The table
 * schema_version of a database says which of them it has had. Each is applied
 * in a transaction of its own, only forward, and never twice, also when two
 * processes begin at once. A number may be missing below others: it is then
 * applied late.
 *
 * Refused, with nothing changed: a database that has had a migration this
 * program does not know (it belongs to a newer program), and one whose
 * migration had another text (somebody changed a file that was in use).
 */
#ifndef WEFT_KIT_DB_MIGRATE_H
#define WEFT_KIT_DB_MIGRATE_H

#include "kit/db/db.h"

struct migration {
	unsigned number;
	const char *name;   /* "people" of 0001_people.sql */
	const char *text;   /* SQL with the tokens of db.h */
	const char *sha256; /* of the file, 64 hex digits */
};

struct migrations {
	const struct migration *at; /* by number */
	size_t n;
};

/* What is embedded in this program. */
extern const struct migrations migrations_embedded;

struct migrate_report {
	size_t applied;    /* by this call */
	unsigned version;  /* highest number the database has now */
	struct str backup; /* copy made first, or "" (PostgreSQL, or nothing to lose) */
};

/* Apply what is missing. An SQLite file that already holds a schema is copied first, beside
 * itself, as <path>.before-<number>-<instant>. The report's text is in the arena. */
bool migrate_run(struct db *db, struct arena *arena, const struct migrations *set,
		 struct migrate_report *ret, struct err *err);

/* Whether the database has exactly what the set has: else ERR_CONFLICT, with the remedy. */
bool migrate_check(struct db *db, const struct migrations *set, struct err *err);

#endif
