#include "kit/auth/site.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool read_key_file(struct str path, struct token_key *ret, struct err *err)
{
	struct arena *arena = arena_create(512);
	const char *name = arena_str(arena, path).ptr;
	int fd = open(name, O_RDONLY | O_CLOEXEC);
	unsigned char bytes[TOKEN_KEY_BYTES + 1];
	struct stat stat;
	bool ok = false;

	if (fd < 0) {
		(void)err_set(err, ERR_SYSTEM, "The key file %.120s cannot be read: %s", name,
			      strerror(errno));
		goto out;
	}
	if (fstat(fd, &stat) != 0 || (stat.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
		(void)err_set(err, ERR_INVALID,
			      "The key file %.120s can be read by others: chmod 600 it.", name);
		goto out;
	}
	if (read(fd, bytes, sizeof bytes) != TOKEN_KEY_BYTES) {
		(void)err_set(err, ERR_INVALID, "The key file %.120s must hold exactly %d bytes.",
			      name, TOKEN_KEY_BYTES);
		goto out;
	}
	memcpy(ret->bytes, bytes, TOKEN_KEY_BYTES);
	ok = true;
out:
	if (fd >= 0)
		(void)close(fd);
	arena_destroy(arena);
	return ok;
}

struct key_work {
	int64_t zone_id;
	struct token_key key;
};

/* Two processes that start at once keep the key of the one that came first. */
static bool find_or_make_key(struct db *tx, void *arg, struct err *err)
{
	struct key_work *work = arg;
	struct arena *arena = arena_create(1024);
	struct token_key fresh = token_key_make();
	struct str bytes = {(const char *)fresh.bytes, sizeof fresh.bytes};
	struct db_rows rows;
	bool ok;

	ok = db_exec(tx,
		     DB_SQL("INSERT INTO auth_key (zone_id, bytes) VALUES ($1, $2)"
			    " ON CONFLICT (zone_id) DO NOTHING",
			    db_int(work->zone_id), db_bytes(bytes)),
		     NULL, err) &&
	     db_query_one(
		     tx, arena,
		     DB_SQL("SELECT bytes FROM auth_key WHERE zone_id = $1", db_int(work->zone_id)),
		     "key", &rows, err);
	if (ok && db_get_bytes(&rows, 0, 0).len != sizeof work->key.bytes)
		ok = err_set(err, ERR_SYSTEM, "The key of the installation is damaged.");
	if (ok)
		memcpy(work->key.bytes, db_get_bytes(&rows, 0, 0).ptr, sizeof work->key.bytes);
	arena_destroy(arena);
	return ok;
}

bool site_open(struct db *db, const struct clock *clock, int64_t zone_id, struct str key_file,
	       struct site *ret, struct err *err)
{
	struct key_work work = {.zone_id = zone_id};

	if (!token_init(err))
		return false;
	if (key_file.len > 0) {
		if (!read_key_file(key_file, &work.key, err))
			return false;
	} else if (!db_write(db, find_or_make_key, &work, err)) {
		return false;
	}
	*ret = (struct site){db, clock != NULL ? clock : db_clock(db), zone_id, work.key};
	return true;
}
