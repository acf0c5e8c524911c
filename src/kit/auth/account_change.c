/* Each change is a function that runs in a transaction with the audit entry
 * that tells of it. */
#include "kit/auth/account.h"

#include "kit/auth/audit.h"
#include "kit/auth/session.h"

/* What every change is given. */
struct change {
	const struct site *site; /* outside; site_in() for the transaction */
	const struct account_actor *actor;
	int64_t id;
	const struct access_grant *grant;
	const struct account_new *new;
	struct str a, b; /* texts of the change */
	const struct str *recovery;
	size_t n_recovery;
	int64_t number;
	bool flag;
};

static bool note(const struct site *site, const struct change *change, struct str action,
		 struct str detail, struct err *err)
{
	struct arena *arena = arena_create(512);
	struct audit_entry entry = {
		.account_id = change->actor->account_id,
		.action = action,
		.target = arena_printf(arena, "account %lld", (long long)change->id),
		.detail = detail,
		.address = change->actor->address,
	};
	bool ok = audit_add(site, &entry, err);

	arena_destroy(arena);
	return ok;
}

/* Run a statement that must meet the one account. */
static bool update_one(const struct site *site, struct db_sql sql, struct err *err)
{
	int64_t changed;

	if (!db_exec(site->db, sql, &changed, err))
		return false;
	return changed == 1 || err_set(err, ERR_NOT_FOUND, "There is no such account.");
}

static bool insert_grant(const struct site *site, const struct change *change,
			 const struct access_grant *grant, struct err *err)
{
	struct arena *arena = arena_create(512);
	struct str detail = arena_printf(arena, "%s, school %lld", access_role_word(grant->role),
					 (long long)grant->school_id);
	int64_t changed;
	bool ok = db_exec(site->db,
			  DB_SQL("INSERT INTO account_role (zone_id, account_id, role, school_id,"
				 "                          granted_ms, granted_by)"
				 " VALUES ($1, $2, $3, $4, $5, $6)"
				 " ON CONFLICT (zone_id, account_id, role, school_id) DO NOTHING",
				 db_int(site->zone_id), db_int(change->id),
				 db_text(str_from(access_role_word(grant->role))),
				 db_int(grant->school_id), db_int(site_now(site)),
				 db_int(change->actor->account_id)),
			  &changed, err) &&
		  (changed == 0 || note(site, change, STR("role.granted"), detail, err));

	arena_destroy(arena);
	return ok;
}

static bool add(struct db *tx, void *arg, struct err *err)
{
	struct change *change = arg;
	struct site site = site_in(change->site, tx);
	const struct account_new *new = change->new;
	int64_t changed;

	change->id = db_new_id(tx);
	if (!db_exec(tx,
		     DB_SQL("INSERT INTO account (zone_id, id, email, email_key, name, person_id,"
			    "    password_hash, language, theme, totp_step, failures,"
			    "    locked_until_ms, disabled_ms, reset_asked_ms, created_ms,"
			    "    signed_in_ms)"
			    " VALUES ($1, $2, $3, $4, $5, $6, '', 'en', 'auto', 0, 0, 0, 0, 0, $7, "
			    "0)"
			    " ON CONFLICT (zone_id, email_key) DO NOTHING",
			    db_int(site.zone_id), db_int(change->id), db_text(new->email),
			    db_text(change->a), db_text(new->name), db_int(new->person_id),
			    db_int(site_now(&site))),
		     &changed, err))
		return false;
	if (changed == 0)
		return err_set(err, ERR_CONFLICT, "There is an account for %.*s already.",
			       STR_ARG(new->email));
	if (!note(&site, change, STR("account.added"), STR(""), err))
		return false;
	for (size_t i = 0; i < new->n_grants; i++)
		if (!insert_grant(&site, change, &new->grant[i], err))
			return false;
	return true;
}

bool account_add(const struct site *site, const struct account_actor *actor,
		 const struct account_new *new, int64_t *ret_id, struct err *err)
{
	struct account_new trimmed = *new;
	struct arena *arena;
	struct change change = {.site = site, .actor = actor, .new = &trimmed};
	bool ok;

	trimmed.email = str_trim(new->email);
	trimmed.name = str_trim(new->name);
	if (!account_email_ok(trimmed.email, err))
		return false;
	if (trimmed.name.len == 0 || trimmed.name.len > ACCOUNT_MAX_NAME)
		return err_set(err, ERR_INVALID, "Enter a name of at most %d characters.",
			       ACCOUNT_MAX_NAME);
	arena = arena_create(1024);
	change.a = account_email_key(arena, trimmed.email);
	ok = db_write(site->db, add, &change, err);
	arena_destroy(arena);
	if (ok)
		*ret_id = change.id;
	return ok;
}

static bool grant(struct db *tx, void *arg, struct err *err)
{
	const struct change *change = arg;
	struct site site = site_in(change->site, tx);

	return insert_grant(&site, change, change->grant, err);
}

bool account_grant(const struct site *site, const struct account_actor *actor, int64_t id,
		   const struct access_grant *given, struct err *err)
{
	struct change change = {.site = site, .actor = actor, .id = id, .grant = given};

	return db_write(site->db, grant, &change, err);
}

/* Is there another zone-wide administrator who can sign in? */
static bool another_administrator(const struct site *site, int64_t but_id, bool *ret,
				  struct err *err)
{
	struct arena *arena = arena_create(512);
	struct db_rows rows;
	bool ok = db_query(
		site->db, arena,
		DB_SQL("SELECT 1 FROM account_role r"
		       "  JOIN account a ON a.zone_id = r.zone_id AND a.id = r.account_id"
		       " WHERE r.zone_id = $1 AND r.role = 'administrator'"
		       "   AND r.school_id = 0 AND r.account_id <> $2"
		       "   AND a.disabled_ms = 0 LIMIT 1",
		       db_int(site->zone_id), db_int(but_id)),
		&rows, err);

	if (ok)
		*ret = rows.n > 0;
	arena_destroy(arena);
	return ok;
}

static bool is_administrator(const struct site *site, int64_t id, bool *ret, struct err *err)
{
	struct arena *arena = arena_create(512);
	struct db_rows rows;
	bool ok = db_query(site->db, arena,
			   DB_SQL("SELECT 1 FROM account_role"
				  " WHERE zone_id = $1 AND role = 'administrator'"
				  "   AND school_id = 0 AND account_id = $2",
				  db_int(site->zone_id), db_int(id)),
			   &rows, err);

	if (ok)
		*ret = rows.n > 0;
	arena_destroy(arena);
	return ok;
}

static bool keep_one_administrator(const struct site *site, int64_t id, struct err *err)
{
	bool is, another;

	if (!is_administrator(site, id, &is, err))
		return false;
	if (!is)
		return true;
	if (!another_administrator(site, id, &another, err))
		return false;
	return another ||
	       err_set(err, ERR_CONFLICT,
		       "This is the last administrator of the zone: name another one first.");
}

static bool revoke(struct db *tx, void *arg, struct err *err)
{
	const struct change *change = arg;
	struct site site = site_in(change->site, tx);
	struct arena *arena = arena_create(512);
	struct str detail = arena_printf(arena, "%s, school %lld",
					 access_role_word(change->grant->role),
					 (long long)change->grant->school_id);
	int64_t changed = 0;
	bool ok = (change->grant->role != ACCESS_ADMINISTRATOR || change->grant->school_id != 0 ||
		   keep_one_administrator(&site, change->id, err)) &&
		  db_exec(tx,
			  DB_SQL("DELETE FROM account_role WHERE zone_id = $1 AND account_id = $2"
				 "   AND role = $3 AND school_id = $4",
				 db_int(site.zone_id), db_int(change->id),
				 db_text(str_from(access_role_word(change->grant->role))),
				 db_int(change->grant->school_id)),
			  &changed, err);

	if (ok && changed > 0)
		ok = note(&site, change, STR("role.revoked"), detail, err) &&
		     session_end_all(&site, change->id, 0, err);
	arena_destroy(arena);
	return ok;
}

bool account_revoke(const struct site *site, const struct account_actor *actor, int64_t id,
		    const struct access_grant *taken, struct err *err)
{
	struct change change = {.site = site, .actor = actor, .id = id, .grant = taken};

	return db_write(site->db, revoke, &change, err);
}

static bool set_disabled(struct db *tx, void *arg, struct err *err)
{
	const struct change *change = arg;
	struct site site = site_in(change->site, tx);

	if (change->flag && !keep_one_administrator(&site, change->id, err))
		return false;
	return update_one(&site,
			  DB_SQL("UPDATE account SET disabled_ms = $3, failures = 0,"
				 "       locked_until_ms = 0"
				 " WHERE zone_id = $1 AND id = $2",
				 db_int(site.zone_id), db_int(change->id),
				 db_int(change->flag ? site_now(&site) : 0)),
			  err) &&
	       note(&site, change, change->flag ? STR("account.disabled") : STR("account.enabled"),
		    STR(""), err) &&
	       (!change->flag || session_end_all(&site, change->id, 0, err));
}

bool account_set_disabled(const struct site *site, const struct account_actor *actor, int64_t id,
			  bool disabled, struct err *err)
{
	struct change change = {.site = site, .actor = actor, .id = id, .flag = disabled};

	return db_write(site->db, set_disabled, &change, err);
}

static bool set_person(struct db *tx, void *arg, struct err *err)
{
	const struct change *change = arg;
	struct site site = site_in(change->site, tx);
	struct arena *arena = arena_create(256);
	bool ok = update_one(
			  &site,
			  DB_SQL("UPDATE account SET person_id = $3 WHERE zone_id = $1 AND id = $2",
				 db_int(site.zone_id), db_int(change->id), db_int(change->number)),
			  err) &&
		  note(&site, change, STR("account.person"),
		       arena_printf(arena, "person %lld", (long long)change->number), err);

	arena_destroy(arena);
	return ok;
}

bool account_set_person(const struct site *site, const struct account_actor *actor, int64_t id,
			int64_t person_id, struct err *err)
{
	struct change change = {.site = site, .actor = actor, .id = id, .number = person_id};

	return db_write(site->db, set_person, &change, err);
}

static bool set_password(struct db *tx, void *arg, struct err *err)
{
	const struct change *change = arg;
	struct site site = site_in(change->site, tx);

	return update_one(&site,
			  DB_SQL("UPDATE account SET password_hash = $3, failures = 0,"
				 "       locked_until_ms = 0, reset_asked_ms = 0"
				 " WHERE zone_id = $1 AND id = $2",
				 db_int(site.zone_id), db_int(change->id), db_text(change->a)),
			  err) &&
	       note(&site, change, STR("password.changed"), STR(""), err) &&
	       session_end_all(&site, change->id, change->number, err);
}

bool account_set_password(const struct site *site, const struct account_actor *actor, int64_t id,
			  struct str hash, int64_t keep_session_id, struct err *err)
{
	struct change change = {
		.site = site, .actor = actor, .id = id, .a = hash, .number = keep_session_id};

	return db_write(site->db, set_password, &change, err);
}

bool account_rehash(const struct site *site, int64_t id, struct str hash, struct err *err)
{
	return update_one(
		site,
		DB_SQL("UPDATE account SET password_hash = $3 WHERE zone_id = $1 AND id = $2",
		       db_int(site->zone_id), db_int(id), db_text(hash)),
		err);
}

bool account_set_preferences(const struct site *site, int64_t id, struct str language,
			     struct str theme, struct err *err)
{
	return update_one(site,
			  DB_SQL("UPDATE account SET language = $3, theme = $4"
				 " WHERE zone_id = $1 AND id = $2",
				 db_int(site->zone_id), db_int(id), db_text(language),
				 db_text(theme)),
			  err);
}

static bool ask_reset(struct db *tx, void *arg, struct err *err)
{
	const struct change *change = arg;
	struct site site = site_in(change->site, tx);

	return db_exec(tx,
		       DB_SQL("UPDATE account SET reset_asked_ms = $3"
			      " WHERE zone_id = $1 AND email_key = $2 AND disabled_ms = 0",
			      db_int(site.zone_id), db_text(change->a), db_int(site_now(&site))),
		       NULL, err) &&
	       audit_add(&site,
			 &(const struct audit_entry){.action = STR("password.asked"),
						     .address = change->b},
			 err);
}

bool account_ask_reset(const struct site *site, struct str email, struct str address,
		       struct err *err)
{
	struct arena *arena = arena_create(512);
	struct change change = {.site = site, .a = account_email_key(arena, email), .b = address};
	bool ok = db_write(site->db, ask_reset, &change, err);

	arena_destroy(arena);
	return ok;
}

static bool drop_recovery(const struct site *site, int64_t id, struct err *err)
{
	return db_exec(site->db,
		       DB_SQL("DELETE FROM account_recovery WHERE zone_id = $1 AND account_id = $2",
			      db_int(site->zone_id), db_int(id)),
		       NULL, err);
}

static bool add_recovery(const struct site *site, int64_t id, struct str code, struct err *err)
{
	struct token_hash hash = token_hash(&site->key, "recovery", code);

	return db_exec(site->db,
		       DB_SQL("INSERT INTO account_recovery (zone_id, account_id, hash, used_ms)"
			      " VALUES ($1, $2, $3, 0)",
			      db_int(site->zone_id), db_int(id), db_bytes(token_hash_str(&hash))),
		       NULL, err);
}

static bool set_second_factor(struct db *tx, void *arg, struct err *err)
{
	const struct change *change = arg;
	struct site site = site_in(change->site, tx);
	struct db_value sealed = change->flag ? db_bytes(change->a) : db_null();

	if (!update_one(&site,
			DB_SQL("UPDATE account SET totp_secret = $3, totp_step = 0"
			       " WHERE zone_id = $1 AND id = $2",
			       db_int(site.zone_id), db_int(change->id), sealed),
			err) ||
	    !drop_recovery(&site, change->id, err))
		return false;
	for (size_t i = 0; i < change->n_recovery; i++)
		if (!add_recovery(&site, change->id, change->recovery[i], err))
			return false;
	return note(&site, change,
		    change->flag ? STR("second-factor.set") : STR("second-factor.removed"), STR(""),
		    err);
}

bool account_set_second_factor(const struct site *site, const struct account_actor *actor,
			       int64_t id, struct str secret, const struct str *recovery,
			       size_t n_recovery, struct err *err)
{
	struct arena *arena = arena_create(512);
	struct change change = {.site = site,
				.actor = actor,
				.id = id,
				.a = token_seal(arena, &site->key, secret),
				.flag = true,
				.recovery = recovery,
				.n_recovery = n_recovery};
	bool ok = db_write(site->db, set_second_factor, &change, err);

	arena_destroy(arena);
	return ok;
}

bool account_remove_second_factor(const struct site *site, const struct account_actor *actor,
				  int64_t id, struct err *err)
{
	struct change change = {.site = site, .actor = actor, .id = id};

	return db_write(site->db, set_second_factor, &change, err);
}
