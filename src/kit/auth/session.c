#include "kit/auth/session.h"

enum { SEEN_EVERY_MS = 60000, MAX_AGENT = 200 };

struct begin_work {
	const struct site *site;
	const struct session_new *new;
	struct token_hash hash;
	int64_t id;
};

/* Cut text to at most n bytes without cutting a character. */
static struct str cut(struct str text, size_t n)
{
	if (text.len <= n)
		return text;
	while (n > 0 && ((unsigned char)text.ptr[n] & 0xC0) == 0x80)
		n--;
	return str_slice(text, 0, n);
}

static bool begin(struct db *tx, void *arg, struct err *err)
{
	struct begin_work *work = arg;
	const struct session_new *new = work->new;
	struct site site = site_in(work->site, tx);
	int64_t now = site_now(&site);

	work->id = db_new_id(tx);
	return db_exec(tx,
		       DB_SQL("INSERT INTO session (zone_id, id, hash, account_id, stage, "
			      "created_ms,"
			      "                     seen_ms, expires_ms, address, agent)"
			      " VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9)",
			      db_int(site.zone_id), db_int(work->id),
			      db_bytes(token_hash_str(&work->hash)), db_int(new->account_id),
			      db_int((int64_t) new->stage), db_int(now),
			      db_int(now + new->lives_ms), db_text(new->address),
			      db_text(cut(new->agent, MAX_AGENT))),
		       NULL, err) &&
	       (new->replaces_id == 0 ||
		session_end(&site, new->account_id, new->replaces_id, err)) &&
	       session_forget(&site, err);
}

bool session_begin(const struct site *site, struct arena *arena, const struct session_new *new,
		   struct str *ret_token, int64_t *ret_id, struct err *err)
{
	struct str token = token_make(arena);
	struct begin_work work = {
		.site = site,
		.new = new,
		.hash = token_hash(&site->key, "session", token),
	};

	if (!db_write(site->db, begin, &work, err))
		return false;
	*ret_token = token;
	*ret_id = work.id;
	return true;
}

static struct session session_at(const struct db_rows *rows, size_t row)
{
	return (struct session){
		.id = db_get_int(rows, row, 0),
		.account_id = db_get_int(rows, row, 1),
		.stage = db_get_int(rows, row, 2) == 1 ? SESSION_FULL : SESSION_HALF,
		.created_ms = db_get_int(rows, row, 3),
		.seen_ms = db_get_int(rows, row, 4),
		.expires_ms = db_get_int(rows, row, 5),
		.address = db_get_text(rows, row, 6),
		.agent = db_get_text(rows, row, 7),
	};
}

#define ALIVE "expires_ms > $3 AND seen_ms > $4"

bool session_find(const struct site *site, struct arena *arena, struct str token, int64_t idle_ms,
		  struct session *ret, bool *ret_found, struct err *err)
{
	struct token_hash hash;
	struct db_rows rows;
	int64_t now = site_now(site);

	*ret_found = false;
	if (token.len != TOKEN_CHARS)
		return true;
	hash = token_hash(&site->key, "session", token);
	if (!db_query(
		    site->db, arena,
		    DB_SQL("SELECT id, account_id, stage, created_ms, seen_ms, expires_ms, address,"
			   "       agent"
			   "  FROM session WHERE zone_id = $1 AND hash = $2 AND " ALIVE,
			   db_int(site->zone_id), db_bytes(token_hash_str(&hash)), db_int(now),
			   db_int(now - idle_ms)),
		    &rows, err))
		return false;
	if (rows.n == 0)
		return true;
	*ret = session_at(&rows, 0);
	*ret_found = true;
	if (now - ret->seen_ms < SEEN_EVERY_MS)
		return true;
	/* Where it cannot be noted (the database is full or locked) the page is still answered. */
	(void)db_exec(site->db,
		      DB_SQL("UPDATE session SET seen_ms = $3 WHERE zone_id = $1 AND id = $2",
			     db_int(site->zone_id), db_int(ret->id), db_int(now)),
		      NULL, &(struct err){0});
	return true;
}

bool session_all(const struct site *site, struct arena *arena, int64_t account_id, int64_t idle_ms,
		 struct session_list *ret, struct err *err)
{
	struct db_rows rows;
	int64_t now = site_now(site);

	if (!db_query(
		    site->db, arena,
		    DB_SQL("SELECT id, account_id, stage, created_ms, seen_ms, expires_ms, address,"
			   "       agent"
			   "  FROM session WHERE zone_id = $1 AND account_id = $2 AND " ALIVE
			   " ORDER BY seen_ms DESC, id DESC",
			   db_int(site->zone_id), db_int(account_id), db_int(now),
			   db_int(now - idle_ms)),
		    &rows, err))
		return false;
	*ret = (struct session_list){arena_array(arena, struct session, rows.n), rows.n};
	for (size_t i = 0; i < rows.n; i++)
		ret->at[i] = session_at(&rows, i);
	return true;
}

bool session_end(const struct site *site, int64_t account_id, int64_t id, struct err *err)
{
	return db_exec(
		site->db,
		DB_SQL("DELETE FROM session WHERE zone_id = $1 AND account_id = $2 AND id = $3",
		       db_int(site->zone_id), db_int(account_id), db_int(id)),
		NULL, err);
}

bool session_end_all(const struct site *site, int64_t account_id, int64_t but_id, struct err *err)
{
	return db_exec(
		site->db,
		DB_SQL("DELETE FROM session WHERE zone_id = $1 AND account_id = $2 AND id <> $3",
		       db_int(site->zone_id), db_int(account_id), db_int(but_id)),
		NULL, err);
}

bool session_forget(const struct site *site, struct err *err)
{
	return db_exec(site->db,
		       DB_SQL("DELETE FROM session WHERE zone_id = $1 AND expires_ms <= $2",
			      db_int(site->zone_id), db_int(site_now(site))),
		       NULL, err);
}
