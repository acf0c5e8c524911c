#include "kit/db/postgres_tool.h"

#include "kit/db/db_internal.h"

#include <errno.h>
#include <libpq-fe.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>

enum { MAX_ENVIRONMENT = 512 };

/* Whether "NAME=value" sets one of the options that the URL has. */
static bool is_overridden(const char *entry, const PQconninfoOption *options)
{
	for (; options->keyword != NULL; options++) {
		size_t len = options->envvar == NULL ? 0 : strlen(options->envvar);

		if (options->val != NULL && len > 0 && strncmp(entry, options->envvar, len) == 0 &&
		    entry[len] == '=')
			return true;
	}
	return false;
}

/* This process's environment, and the URL's options by the variables libpq reads. */
static bool make_environment(struct arena *arena, const char *url, char ***ret, struct err *err)
{
	PQconninfoOption *options = PQconninfoParse(url, NULL);
	char **all = arena_array(arena, char *, MAX_ENVIRONMENT + 1);
	size_t n = 0;

	if (options == NULL)
		return err_set(err, ERR_INVALID, "The address of the database cannot be read.");
	for (char **at = environ; *at != NULL && n < MAX_ENVIRONMENT; at++) {
		if (!is_overridden(*at, options))
			all[n++] = *at;
	}
	for (PQconninfoOption *at = options; at->keyword != NULL && n < MAX_ENVIRONMENT; at++) {
		struct str entry;

		if (at->envvar == NULL || at->val == NULL)
			continue;
		entry = arena_printf(arena, "%s=%s", at->envvar, at->val);
		all[n] = arena_array(arena, char, entry.len + 1);
		memcpy(all[n++], entry.ptr, entry.len);
	}
	PQconninfoFree(options);
	*ret = all;
	return true;
}

static bool run_tool(struct db *db, const char *const *words, struct err *err)
{
	enum { BLOCK = 1 << 14 };
	struct arena *arena = arena_create(BLOCK);
	char **environment = NULL;
	char *argv[16] = {0};
	int status = 0, failed = 0;
	pid_t pid;
	bool ok = make_environment(arena, db->shared->url, &environment, err);

	for (size_t i = 0; words[i] != NULL; i++) {
		argv[i] = arena_array(arena, char, strlen(words[i]) + 1);
		memcpy(argv[i], words[i], strlen(words[i]));
	}
	if (ok)
		failed = posix_spawnp(&pid, argv[0], NULL, NULL, argv, environment);
	if (ok && failed != 0)
		ok = err_set(err, ERR_SYSTEM, "Cannot run %s: %s.", words[0], strerror(failed));
	while (ok && waitpid(pid, &status, 0) < 0 && errno == EINTR) {
	}
	if (ok && status != 0)
		ok = err_set(err, ERR_SYSTEM, "%s failed; it has said why.", words[0]);
	arena_destroy(arena);
	return ok;
}

/* The schema that the connection works in: only that one is Weft's. */
static bool current_schema(struct db *db, struct arena *arena, struct str *ret, struct err *err)
{
	struct db_rows rows;

	if (!db_query(db, arena, DB_SQL0("SELECT CAST(current_schema() AS TEXT)"), &rows, err))
		return false;
	*ret = db_get_text(&rows, 0, 0);
	return true;
}

bool postgres_dump(struct db *db, const char *path, struct err *err)
{
	enum { BLOCK = 1 << 12 };
	struct arena *arena = arena_create(BLOCK);
	struct str schema;
	bool ok = current_schema(db, arena, &schema, err);

	if (ok) {
		const char *words[] = {"pg_dump",
				       "--format=custom",
				       "--no-owner",
				       "--no-privileges",
				       arena_printf(arena, "--schema=\"%s\"", schema.ptr).ptr,
				       arena_printf(arena, "--file=%s", path).ptr,
				       NULL};

		ok = run_tool(db, words, err);
	}
	arena_destroy(arena);
	return ok;
}

bool postgres_restore(struct db *db, const char *path, struct err *err)
{
	enum { BLOCK = 1 << 12 };
	struct arena *arena = arena_create(BLOCK);
	struct db_rows rows;
	bool ok = db_query(db, arena, DB_SQL0("SELECT CAST(current_database() AS TEXT)"), &rows,
			   err);

	if (ok) {
		const char *words[] = {
			"pg_restore",
			"--single-transaction",
			"--clean",
			"--if-exists",
			"--no-owner",
			"--no-privileges",
			"--exit-on-error",
			arena_printf(arena, "--dbname=%s", db_get_text(&rows, 0, 0).ptr).ptr,
			path,
			NULL};

		ok = run_tool(db, words, err);
	}
	arena_destroy(arena);
	return ok;
}
