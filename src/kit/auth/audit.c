#include "kit/auth/audit.h"

#include "base/text.h"

#include <string.h>

/* The hash of an entry: keyed BLAKE2b over the hash before it and every field,
 * texts with their lengths, so that no two entries are written alike. */
static struct token_hash hash_of(const struct site *site, struct arena *arena, struct str before,
				 const struct audit_entry *entry)
{
	const struct str part[] = {entry->action, entry->target, entry->detail, entry->address};
	struct text text;

	text_init(&text, arena);
	text_put(&text, before);
	text_printf(&text, "|%lld|%lld|%lld|%lld", (long long)site->zone_id, (long long)entry->seq,
		    (long long)entry->at_ms, (long long)entry->account_id);
	for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
		text_printf(&text, "|%zu:", part[i].len);
		text_put(&text, part[i]);
	}
	return token_hash(&site->key, "audit", text_str(&text));
}

struct add_work {
	const struct site *site;
	const struct audit_entry *entry;
};

static bool add(struct db *tx, void *arg, struct err *err)
{
	const struct add_work *work = arg;
	struct audit_entry entry = *work->entry;
	struct arena *arena = arena_create(2048);
	struct token_hash hash;
	struct db_rows rows;
	bool ok = db_query(tx, arena,
			   DB_SQL("SELECT seq, hash FROM audit_head WHERE zone_id = $1",
				  db_int(work->site->zone_id)),
			   &rows, err);

	if (!ok)
		goto out;
	entry.seq = rows.n == 0 ? 1 : db_get_int(&rows, 0, 0) + 1;
	entry.at_ms = site_now(work->site);
	hash = hash_of(work->site, arena, rows.n == 0 ? STR("") : db_get_bytes(&rows, 0, 1),
		       &entry);
	ok = db_exec(tx,
		     DB_SQL("INSERT INTO audit (zone_id, seq, at_ms, account_id, action, target,"
			    "                   detail, address, hash)"
			    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
			    db_int(work->site->zone_id), db_int(entry.seq), db_int(entry.at_ms),
			    db_int(entry.account_id), db_text(entry.action), db_text(entry.target),
			    db_text(entry.detail), db_text(entry.address),
			    db_bytes(token_hash_str(&hash))),
		     NULL, err) &&
	     db_exec(tx,
		     DB_SQL("INSERT INTO audit_head (zone_id, seq, hash) VALUES ($1, $2, $3)"
			    " ON CONFLICT (zone_id) DO UPDATE SET seq = excluded.seq,"
			    "                                     hash = excluded.hash",
			    db_int(work->site->zone_id), db_int(entry.seq),
			    db_bytes(token_hash_str(&hash))),
		     NULL, err);
out:
	arena_destroy(arena);
	return ok;
}

bool audit_add(const struct site *site, const struct audit_entry *entry, struct err *err)
{
	struct add_work work = {site, entry};

	return db_write(site->db, add, &work, err);
}

static struct audit_entry entry_at(const struct db_rows *rows, size_t row)
{
	return (struct audit_entry){
		.seq = db_get_int(rows, row, 0),
		.at_ms = db_get_int(rows, row, 1),
		.account_id = db_get_int(rows, row, 2),
		.action = db_get_text(rows, row, 3),
		.target = db_get_text(rows, row, 4),
		.detail = db_get_text(rows, row, 5),
		.address = db_get_text(rows, row, 6),
	};
}

bool audit_find(const struct site *site, struct arena *arena, const struct audit_filter *filter,
		struct audit_list *ret, struct err *err)
{
	int64_t before = filter->before_seq > 0 ? filter->before_seq : INT64_MAX;
	struct db_rows rows;

	if (!db_query(site->db, arena,
		      DB_SQL("SELECT seq, at_ms, account_id, action, target, detail, address"
			     "  FROM audit"
			     " WHERE zone_id = $1 AND seq < $2"
			     "   AND (CAST($3 AS BIGINT) = 0 OR account_id = $3)"
			     "   AND (CAST($4 AS TEXT) = '' OR substr(action, 1, CAST($5 AS "
			     "INTEGER)) = $4)"
			     " ORDER BY seq DESC LIMIT $6",
			     db_int(site->zone_id), db_int(before), db_int(filter->account_id),
			     db_text(filter->action), db_int((int64_t)filter->action.len),
			     db_int(filter->limit)),
		      &rows, err))
		return false;
	*ret = (struct audit_list){arena_array(arena, struct audit_entry, rows.n), rows.n};
	for (size_t i = 0; i < rows.n; i++)
		ret->at[i] = entry_at(&rows, i);
	return true;
}

enum { VERIFY_BATCH = 500 };

struct verify_work {
	const struct site *site;
	int64_t seq, bad;
	struct token_hash before; /* of entry seq; counts from seq 1 on */
};

/* One batch; *ret_more: there may be others. */
static bool verify_batch(struct db *tx, struct verify_work *work, struct arena *arena,
			 bool *ret_more, struct err *err)
{
	struct db_rows rows;

	if (!db_query(tx, arena,
		      DB_SQL("SELECT seq, at_ms, account_id, action, target, detail, address, hash"
			     "  FROM audit WHERE zone_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
			     db_int(work->site->zone_id), db_int(work->seq), db_int(VERIFY_BATCH)),
		      &rows, err))
		return false;
	for (size_t i = 0; i < rows.n && work->bad == 0; i++) {
		struct audit_entry entry = entry_at(&rows, i);
		struct str before = work->seq == 0 ? STR("") : token_hash_str(&work->before);
		struct token_hash hash = hash_of(work->site, arena, before, &entry);

		if (entry.seq != work->seq + 1 ||
		    !token_equal(token_hash_str(&hash), db_get_bytes(&rows, i, 7)))
			work->bad = work->seq + 1;
		work->seq++;
		work->before = hash;
	}
	*ret_more = rows.n == VERIFY_BATCH && work->bad == 0;
	return true;
}

static bool verify(struct db *tx, void *arg, struct err *err)
{
	struct verify_work *work = arg;
	struct arena *arena = arena_create(1U << 16);
	struct db_rows rows;
	bool ok = true, more = true;

	work->seq = 0;
	work->bad = 0;
	while (ok && more) {
		arena_reset(arena);
		ok = verify_batch(tx, work, arena, &more, err);
	}
	ok = ok && db_query(tx, arena,
			    DB_SQL("SELECT seq, hash FROM audit_head WHERE zone_id = $1",
				   db_int(work->site->zone_id)),
			    &rows, err);
	if (ok && work->bad == 0) {
		if (rows.n == 0 ? work->seq > 0
				: db_get_int(&rows, 0, 0) != work->seq ||
					  !token_equal(token_hash_str(&work->before),
						       db_get_bytes(&rows, 0, 1)))
			work->bad = work->seq + 1;
	}
	arena_destroy(arena);
	return ok;
}

bool audit_verify(const struct site *site, int64_t *ret_bad, int64_t *ret_n, struct err *err)
{
	struct verify_work work = {.site = site};

	if (!db_read(site->db, verify, &work, err))
		return false;
	*ret_bad = work.bad;
	*ret_n = work.seq;
	return true;
}
