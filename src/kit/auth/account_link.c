/* Links that work once, and identities at other providers. */
#include "kit/auth/account.h"

#include "kit/auth/audit.h"
#include "kit/auth/session.h"

static struct str kind_word(enum account_link_kind kind)
{
	return kind == ACCOUNT_INVITE ? STR("invite") : STR("reset");
}

struct link_work {
	const struct site *site;
	const struct account_actor *actor;
	struct arena *arena;
	int64_t id;
	enum account_link_kind kind;
	struct token_hash hash;
	struct str password_hash;
};

static bool note(const struct site *site, const struct link_work *work, struct str action,
		 struct err *err)
{
	struct audit_entry entry = {
		.account_id = work->actor->account_id,
		.action = action,
		.target = arena_printf(work->arena, "account %lld", (long long)work->id),
		.detail = kind_word(work->kind),
		.address = work->actor->address,
	};

	return audit_add(site, &entry, err);
}

static bool make(struct db *tx, void *arg, struct err *err)
{
	struct link_work *work = arg;
	struct site site = site_in(work->site, tx);
	int64_t hours = work->kind == ACCOUNT_INVITE ? ACCOUNT_INVITE_HOURS : ACCOUNT_RESET_HOURS;

	return db_exec(tx,
		       DB_SQL("DELETE FROM account_link"
			      " WHERE zone_id = $1 AND account_id = $2 AND used_ms = 0",
			      db_int(site.zone_id), db_int(work->id)),
		       NULL, err) &&
	       db_exec(tx,
		       DB_SQL("INSERT INTO account_link (zone_id, hash, account_id, kind,"
			      "    created_ms, created_by, expires_ms, used_ms)"
			      " VALUES ($1, $2, $3, $4, $5, $6, $7, 0)",
			      db_int(site.zone_id), db_bytes(token_hash_str(&work->hash)),
			      db_int(work->id), db_text(kind_word(work->kind)),
			      db_int(site_now(&site)), db_int(work->actor->account_id),
			      db_int(site_now(&site) + hours * 3600000)),
		       NULL, err) &&
	       note(&site, work, STR("link.made"), err);
}

bool account_link_make(const struct site *site, const struct account_actor *actor, int64_t id,
		       enum account_link_kind kind, struct arena *arena, struct str *ret_token,
		       struct err *err)
{
	struct str token = token_make(arena);
	struct link_work work = {
		.site = site,
		.actor = actor,
		.arena = arena,
		.id = id,
		.kind = kind,
		.hash = token_hash(&site->key, "link", token),
	};

	if (!db_write(site->db, make, &work, err))
		return false;
	*ret_token = token;
	return true;
}

static bool no_link(struct err *err)
{
	return err_set(err, ERR_NOT_FOUND,
		       "This link does not work any more. Each link works once and for a limited "
		       "time: ask your administrator for a new one.");
}

static bool find(const struct site *site, struct arena *arena, const struct token_hash *hash,
		 int64_t *ret_id, enum account_link_kind *ret_kind, struct err *err)
{
	struct db_rows rows;

	if (!db_query(site->db, arena,
		      DB_SQL("SELECT l.account_id, l.kind FROM account_link l"
			     "  JOIN account a ON a.zone_id = l.zone_id AND a.id = l.account_id"
			     " WHERE l.zone_id = $1 AND l.hash = $2 AND l.used_ms = 0"
			     "   AND l.expires_ms > $3 AND a.disabled_ms = 0",
			     db_int(site->zone_id), db_bytes(token_hash_str(hash)),
			     db_int(site_now(site))),
		      &rows, err))
		return false;
	if (rows.n == 0)
		return no_link(err);
	*ret_id = db_get_int(&rows, 0, 0);
	*ret_kind = str_eq(db_get_text(&rows, 0, 1), STR("invite")) ? ACCOUNT_INVITE
								    : ACCOUNT_RESET;
	return true;
}

bool account_link_find(const struct site *site, struct arena *arena, struct str token,
		       struct account *ret, enum account_link_kind *ret_kind, struct err *err)
{
	struct token_hash hash = token_hash(&site->key, "link", token);
	int64_t id;

	return find(site, arena, &hash, &id, ret_kind, err) &&
	       account_get(site, arena, id, ret, err);
}

static bool use(struct db *tx, void *arg, struct err *err)
{
	struct link_work *work = arg;
	struct site site = site_in(work->site, tx);
	struct link_work done;
	struct account_actor actor = {.address = work->actor->address};
	int64_t changed;

	if (!find(&site, work->arena, &work->hash, &work->id, &work->kind, err))
		return false;
	if (!db_exec(tx,
		     DB_SQL("UPDATE account_link SET used_ms = $3"
			    " WHERE zone_id = $1 AND hash = $2 AND used_ms = 0",
			    db_int(site.zone_id), db_bytes(token_hash_str(&work->hash)),
			    db_int(site_now(&site))),
		     &changed, err))
		return false;
	if (changed != 1)
		return no_link(err);
	actor.account_id = work->id;
	done = *work;
	done.actor = &actor;
	/* Joins this transaction. */
	if (!account_set_password(&site, &actor, work->id, work->password_hash, 0, err))
		return false;
	return note(&site, &done, STR("link.used"), err);
}

bool account_link_use(const struct site *site, struct str token, struct str password_hash,
		      struct str address, int64_t *ret_account_id, struct err *err)
{
	struct account_actor actor = {.address = address};
	struct arena *arena = arena_create(2048);
	struct link_work work = {
		.site = site,
		.actor = &actor,
		.arena = arena,
		.hash = token_hash(&site->key, "link", token),
		.password_hash = password_hash,
	};
	bool ok = db_write(site->db, use, &work, err);

	if (ok)
		*ret_account_id = work.id;
	arena_destroy(arena);
	return ok;
}

bool account_find_identity(const struct site *site, struct str issuer, struct str subject,
			   int64_t *ret_account_id, struct err *err)
{
	struct arena *arena = arena_create(512);
	struct db_rows rows;
	bool ok = db_query(site->db, arena,
			   DB_SQL("SELECT account_id FROM account_identity"
				  " WHERE zone_id = $1 AND issuer = $2 AND subject = $3",
				  db_int(site->zone_id), db_text(issuer), db_text(subject)),
			   &rows, err);

	if (ok)
		*ret_account_id = rows.n == 0 ? 0 : db_get_int(&rows, 0, 0);
	arena_destroy(arena);
	return ok;
}

struct identity_work {
	const struct site *site;
	const struct account_actor *actor;
	int64_t id;
	struct str issuer, subject;
};

static bool add_identity(struct db *tx, void *arg, struct err *err)
{
	const struct identity_work *work = arg;
	struct site site = site_in(work->site, tx);
	struct arena *arena = arena_create(512);
	struct audit_entry entry = {
		.account_id = work->actor->account_id,
		.action = STR("identity.added"),
		.target = arena_printf(arena, "account %lld", (long long)work->id),
		.detail = work->issuer,
		.address = work->actor->address,
	};
	bool ok =
		db_exec(tx,
			DB_SQL("INSERT INTO account_identity (zone_id, issuer, subject, account_id,"
			       "                              created_ms)"
			       " VALUES ($1, $2, $3, $4, $5)",
			       db_int(site.zone_id), db_text(work->issuer), db_text(work->subject),
			       db_int(work->id), db_int(site_now(&site))),
			NULL, err) &&
		audit_add(&site, &entry, err);

	arena_destroy(arena);
	return ok;
}

bool account_add_identity(const struct site *site, const struct account_actor *actor, int64_t id,
			  struct str issuer, struct str subject, struct err *err)
{
	struct identity_work work = {site, actor, id, issuer, subject};

	return db_write(site->db, add_identity, &work, err);
}

bool account_link_forget(const struct site *site, int64_t before_ms, struct err *err)
{
	return db_exec(site->db,
		       DB_SQL("DELETE FROM account_link"
			      " WHERE zone_id = $1 AND expires_ms < $2"
			      "   AND (used_ms = 0 OR used_ms < $2)",
			      db_int(site->zone_id), db_int(before_ms)),
		       NULL, err);
}
