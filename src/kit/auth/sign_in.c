#include "kit/auth/sign_in.h"

#include "kit/auth/audit.h"
#include "kit/auth/totp.h"

static bool slow_down(int64_t wait_ms, struct err *err)
{
	return err_set(err, ERR_BUSY, "Too many tries. Please wait %lld seconds and try again.",
		       (long long)(wait_ms / 1000 + 1));
}

static bool take_tries(const struct sign_in *sign_in, struct str key, struct str address,
		       struct err *err)
{
	int64_t wait_ms = 0;

	if (!rate_take(sign_in->by_address, address, &wait_ms) ||
	    !rate_take(sign_in->by_account, key, &wait_ms))
		return slow_down(wait_ms, err);
	return true;
}

struct failure {
	const struct site *site;
	int64_t account_id; /* 0: unknown, the same statements meet no row */
	struct str action, address;
};

static bool fail(struct db *tx, void *arg, struct err *err)
{
	const struct failure *failure = arg;
	struct site site = site_in(failure->site, tx);
	struct arena *arena = arena_create(256);
	struct audit_entry entry = {
		.account_id = 0,
		.action = failure->action,
		.target = failure->account_id == 0 ? STR("unknown account")
						   : arena_printf(arena, "account %lld",
								  (long long)failure->account_id),
		.address = failure->address,
	};
	bool ok = db_exec(tx,
			  DB_SQL("UPDATE account SET"
				 "       locked_until_ms = CASE WHEN failures + 1 >= $3 THEN $4"
				 "                              ELSE locked_until_ms END,"
				 "       failures = CASE WHEN failures + 1 >= $3 THEN 0"
				 "                       ELSE failures + 1 END"
				 " WHERE zone_id = $1 AND id = $2",
				 db_int(site.zone_id), db_int(failure->account_id),
				 db_int(SIGN_IN_FAILURES),
				 db_int(site_now(&site) + SIGN_IN_REST_MINUTES * INT64_C(60000))),
			  NULL, err) &&
		  audit_add(&site, &entry, err);

	arena_destroy(arena);
	return ok;
}

/* Write the failure down and say no. */
static bool refuse(const struct sign_in *sign_in, int64_t account_id, const char *action,
		   struct str address, const char *sentence, struct err *err)
{
	struct failure failure = {sign_in->site, account_id, str_from(action), address};

	if (!db_write(sign_in->site->db, fail, &failure, err))
		return false;
	return err_set(err, ERR_DENIED, "%s", sentence);
}

static bool may_sign_in(const struct site *site, const struct account *account)
{
	return account->disabled_ms == 0 && account->locked_until_ms <= site_now(site);
}

/* With the password known, hash it by today's costs. A failure is no reason to send them away. */
static void rehash(const struct sign_in *sign_in, struct arena *arena,
		   const struct account *account, struct str password)
{
	struct err ignored = {0};
	struct str hash;

	if (password_needs_rehash(sign_in->passwords, account->password_hash) &&
	    password_hash(sign_in->passwords, password, arena, &hash, &ignored))
		(void)account_rehash(sign_in->site, account->id, hash, &ignored);
}

bool sign_in_password(const struct sign_in *sign_in, struct arena *arena, struct str email,
		      struct str password, struct str address, struct account *ret, struct err *err)
{
	struct str key = account_email_key(arena, email);
	struct account account = {0};
	bool found, right;

	if (!take_tries(sign_in, key, address, err) ||
	    !account_find(sign_in->site, arena, email, &account, &found, err) ||
	    !password_check(sign_in->passwords, account.password_hash, password, &right, err))
		return false;
	if (!found || !right || !may_sign_in(sign_in->site, &account))
		return refuse(sign_in, account.id, "sign-in.refused", address,
			      "The e-mail address or the password is not right.", err);
	rehash(sign_in, arena, &account, password);
	rate_forget(sign_in->by_account, key);
	*ret = account;
	return true;
}

struct second {
	const struct site *site;
	struct arena *arena;
	int64_t account_id;
	struct str typed;
	bool right;
};

/* A recovery code that is still unused is used now. */
static bool try_recovery(const struct site *site, struct second *second, struct err *err)
{
	struct token_hash hash = token_hash(&site->key, "recovery",
					    totp_recovery_normal(second->arena, second->typed));
	int64_t changed;

	if (!db_exec(site->db,
		     DB_SQL("UPDATE account_recovery SET used_ms = $4"
			    " WHERE zone_id = $1 AND account_id = $2 AND hash = $3 AND used_ms = 0",
			    db_int(site->zone_id), db_int(second->account_id),
			    db_bytes(token_hash_str(&hash)), db_int(site_now(site))),
		     &changed, err))
		return false;
	second->right = changed == 1;
	return true;
}

static bool check_second(struct db *tx, void *arg, struct err *err)
{
	struct second *second = arg;
	struct site site = site_in(second->site, tx);
	struct account account;
	struct str secret;
	int64_t step, changed = 0;

	second->right = false;
	if (!account_get(&site, second->arena, second->account_id, &account, err))
		return false;
	if (!account.has_second_factor || !may_sign_in(&site, &account))
		return true;
	if (!token_open(second->arena, &site.key, account.totp_sealed, &secret, err) ||
	    !totp_check(secret, second->typed, site_now(&site), account.totp_step, &step, err))
		return false;
	if (step < 0)
		return try_recovery(&site, second, err);
	/* Two at once with one code: the second finds the step taken. */
	if (!db_exec(tx,
		     DB_SQL("UPDATE account SET totp_step = $3"
			    " WHERE zone_id = $1 AND id = $2 AND totp_step < $3",
			    db_int(site.zone_id), db_int(account.id), db_int(step)),
		     &changed, err))
		return false;
	second->right = changed == 1;
	return true;
}

bool sign_in_second(const struct sign_in *sign_in, struct arena *arena, int64_t account_id,
		    struct str code, struct str address, struct err *err)
{
	struct str key = arena_printf(arena, "second %lld", (long long)account_id);
	struct second second = {sign_in->site, arena, account_id, str_trim(code), false};

	if (!take_tries(sign_in, key, address, err) ||
	    !db_write(sign_in->site->db, check_second, &second, err))
		return false;
	if (!second.right)
		return refuse(
			sign_in, account_id, "second-factor.refused", address,
			"The code is not right, or it was used already. Wait for the next one.",
			err);
	rate_forget(sign_in->by_account, key);
	return true;
}

struct done {
	const struct site *site;
	int64_t account_id;
	struct str how, address;
};

static bool done(struct db *tx, void *arg, struct err *err)
{
	const struct done *work = arg;
	struct site site = site_in(work->site, tx);
	struct arena *arena = arena_create(256);
	struct audit_entry entry = {
		.account_id = work->account_id,
		.action = STR("sign-in.done"),
		.target = arena_printf(arena, "account %lld", (long long)work->account_id),
		.detail = work->how,
		.address = work->address,
	};
	bool ok = db_exec(tx,
			  DB_SQL("UPDATE account SET failures = 0, locked_until_ms = 0,"
				 "       signed_in_ms = $3"
				 " WHERE zone_id = $1 AND id = $2",
				 db_int(site.zone_id), db_int(work->account_id),
				 db_int(site_now(&site))),
			  NULL, err) &&
		  audit_add(&site, &entry, err);

	arena_destroy(arena);
	return ok;
}

bool sign_in_done(const struct site *site, int64_t account_id, struct str how, struct str address,
		  struct err *err)
{
	struct done work = {site, account_id, how, address};

	return db_write(site->db, done, &work, err);
}

bool sign_in_confirm(const struct sign_in *sign_in, struct arena *arena, int64_t account_id,
		     struct str password, struct str address, struct err *err)
{
	struct str key = arena_printf(arena, "confirm %lld", (long long)account_id);
	struct account account;
	bool right;

	if (!take_tries(sign_in, key, address, err) ||
	    !account_get(sign_in->site, arena, account_id, &account, err) ||
	    !password_check(sign_in->passwords, account.password_hash, password, &right, err))
		return false;
	if (!right)
		return refuse(sign_in, account_id, "password.refused", address,
			      "This is not your present password.", err);
	rate_forget(sign_in->by_account, key);
	return true;
}
