#include "kit/db/backup.h"

#include "base/date.h"
#include "base/file.h"
#include "kit/db/backup_pack.h"
#include "kit/db/db_internal.h"
#include "kit/db/postgres_tool.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool sync_path(const char *path, int flags, struct err *err)
{
	int fd = open(path, flags | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (!ok)
		(void)err_set(err, ERR_SYSTEM, "Cannot store \"%.150s\": %s.", path,
			      strerror(errno));
	if (fd >= 0)
		(void)close(fd);
	return ok;
}

/* The folder holds the new name: it goes to the disk as well. */
static bool sync_folder(struct arena *arena, struct str path, struct err *err)
{
	const char *slash = memrchr(path.ptr, '/', path.len);
	size_t len = slash == NULL ? 0 : (size_t)(slash - path.ptr) + 1;
	const char *folder = len == 0 ? "." : arena_str(arena, str_slice(path, 0, len)).ptr;

	return sync_path(folder, O_RDONLY | O_DIRECTORY, err);
}

/* Whether an SQLite file is whole. */
static bool check_file(struct arena *arena, struct str path, struct err *err)
{
	const struct db_options options = {.read_only = true};
	struct db *copy = NULL;
	struct db_rows rows;
	bool ok;

	if (!db_open(path, &options, &copy, err))
		return false;
	ok = db_query(copy, arena, DB_SQL0("PRAGMA integrity_check(1)"), &rows, err);
	if (ok && !str_eq(db_get_text(&rows, 0, 0), STR("ok")))
		ok = err_set(err, ERR_SYSTEM, "\"%.100s\" is damaged: %.100s", path.ptr,
			     db_get_text(&rows, 0, 0).ptr);
	db_close(copy);
	return ok;
}

static bool copy_sqlite(struct db *db, struct arena *arena, struct str part, struct err *err)
{
	return db_exec(db, DB_SQL("VACUUM INTO $1", db_text(part)), NULL, err) &&
	       check_file(arena, part, err);
}

/* The plain copy is checked first, then packed into part. */
static bool copy_packed(struct db *db, struct arena *arena, struct str part, struct err *err)
{
	struct str plain = arena_printf(arena, "%s.plain", part.ptr);
	bool ok = copy_sqlite(db, arena, plain, err) && backup_pack(plain.ptr, part.ptr, err);

	(void)unlink(plain.ptr);
	return ok;
}

/* Give the finished file its name, unless somebody else has taken it meanwhile. */
static bool publish(struct arena *arena, struct str part, struct str path, struct err *err)
{
	if (!sync_path(part.ptr, O_RDONLY, err))
		return false;
	if (link(part.ptr, path.ptr) != 0)
		return err_set(err, errno == EEXIST ? ERR_CONFLICT : ERR_SYSTEM,
			       "Cannot write \"%.150s\": %s.", path.ptr, strerror(errno));
	return sync_folder(arena, path, err);
}

bool backup_copy(struct db *db, struct str path, struct err *err)
{
	enum { BLOCK = 1 << 12 };
	struct arena *arena = arena_create(BLOCK);
	struct str name = arena_str(arena, path);
	struct str part = arena_printf(arena, "%s.part-%" PRId64, name.ptr, db_new_id(db));
	bool ok;

	if (access(name.ptr, F_OK) == 0)
		ok = err_set(err, ERR_CONFLICT, "There is a file \"%.150s\" already.", name.ptr);
	else if (db_engine(db) == DB_POSTGRES)
		ok = postgres_dump(db, part.ptr, err);
	else if (backup_is_packed_name(name))
		ok = copy_packed(db, arena, part, err);
	else
		ok = copy_sqlite(db, arena, part, err);
	ok = ok && publish(arena, part, name, err);
	(void)unlink(part.ptr);
	arena_destroy(arena);
	return ok;
}

static bool restore_sqlite(struct db *db, struct arena *arena, const char *from,
			   struct str *ret_old, struct err *err)
{
	struct str path = db_path(db);
	struct str old = arena_printf(arena, "%s.before-restore-%" PRId64, path.ptr,
				      clock_utc_ms(db_clock(db)));
	struct db_conn *conn;
	bool ok;

	if (!backup_copy(db, old, err) || !db_take(db->shared, DB_FOR_WRITE, &conn, err))
		return false;
	ok = db_sqlite_overwrite(conn, from, err);
	/* Its prepared statements were made for another schema. */
	conn->broken = true;
	db_put_back(conn);
	if (ok)
		*ret_old = old;
	return ok;
}

/* A packed one is unpacked beside the database, where there is room for it. */
static bool restore_file(struct db *db, struct arena *arena, struct str path, struct str *ret_old,
			 struct err *err)
{
	struct str from = path;
	bool packed = backup_is_packed(path.ptr), ok = true;

	if (packed) {
		from = arena_printf(arena, "%s.unpacked-%" PRId64, db_path(db).ptr, db_new_id(db));
		ok = backup_unpack(path.ptr, from.ptr, err);
	}
	ok = ok && check_file(arena, from, err) &&
	     restore_sqlite(db, arena, from.ptr, ret_old, err);
	if (packed)
		(void)unlink(from.ptr);
	return ok;
}

bool backup_restore(struct db *db, struct arena *arena, struct str path, struct str *ret_old,
		    struct err *err)
{
	const char *from;

	path = arena_str(arena, path);
	from = path.ptr;
	if (access(from, R_OK) != 0)
		return err_set(err, ERR_NOT_FOUND, "Cannot read \"%.150s\": %s.", from,
			       strerror(errno));
	if (db_engine(db) == DB_SQLITE)
		return restore_file(db, arena, path, ret_old, err);
	if (!postgres_restore(db, from, err))
		return false;
	*ret_old = STR("");
	return true;
}

/* ---- A folder of backups ---- */

/* "weft-20261124-021500" and the ending of the engine. */
enum { STAMP_CHARS = 20 };

static struct str ending_of(const struct db *db)
{
	return db_engine(db) == DB_SQLITE ? STR(".db.gz") : STR(".dump");
}

static struct str stamp(struct arena *arena, int64_t utc_ms)
{
	const char *at = date_instant_text(arena, utc_ms).ptr; /* 2026-11-24T02:15:00Z */

	return arena_printf(arena, "weft-%.4s%.2s%.2s-%.2s%.2s%.2s", at, at + 5, at + 8, at + 11,
			    at + 14, at + 17);
}

/* Only names that we give: whatever else lies in the folder is somebody's. */
static bool is_ours(struct str name, struct str ending)
{
	if (name.len != STAMP_CHARS + ending.len || !str_starts_with(name, STR("weft-")) ||
	    !str_ends_with(name, ending) || name.ptr[13] != '-')
		return false;
	for (size_t i = 5; i < STAMP_CHARS; i++)
		if (i != 13 && (name.ptr[i] < '0' || name.ptr[i] > '9'))
			return false;
	return true;
}

/* Their names sort by age. */
static bool remove_old(const struct db *db, struct arena *arena, struct str folder, size_t keep,
		       struct err *err)
{
	struct str *name;
	size_t n, ours = 0, gone = 0;

	if (!file_list(arena, folder.ptr, &name, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		ours += is_ours(name[i], ending_of(db));
	for (size_t i = 0; i < n && gone + keep < ours; i++) {
		if (!is_ours(name[i], ending_of(db)))
			continue;
		if (unlink(file_join(arena, folder, name[i]).ptr) != 0)
			return err_set(err, ERR_SYSTEM, "Cannot remove \"%.150s\": %s.",
				       name[i].ptr, strerror(errno));
		gone++;
	}
	return true;
}

bool backup_into(struct db *db, struct arena *arena, struct str folder, size_t keep,
		 struct str *ret_path, struct err *err)
{
	struct str where = arena_str(arena, folder);
	struct str name = stamp(arena, clock_utc_ms(db_clock(db)));
	struct str path = file_join(arena, where,
				    arena_printf(arena, "%s%s", name.ptr, ending_of(db).ptr));

	if (!backup_copy(db, path, err) || (keep > 0 && !remove_old(db, arena, where, keep, err)))
		return false;
	*ret_path = path;
	return true;
}
