#include "kit/auth/account.h"

#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

/* The columns in the order that account_at() reads. */
#define COLUMNS                                                                                   \
	"SELECT a.id, a.email, a.name, a.person_id, a.password_hash, a.totp_secret, a.totp_step," \
	"       a.failures, a.locked_until_ms, a.disabled_ms, a.reset_asked_ms, a.created_ms,"    \
	"       a.signed_in_ms, a.language, a.theme"                                              \
	"  FROM account a"

static struct account account_at(const struct db_rows *rows, size_t row)
{
	return (struct account){
		.id = db_get_int(rows, row, 0),
		.email = db_get_text(rows, row, 1),
		.name = db_get_text(rows, row, 2),
		.person_id = db_get_int(rows, row, 3),
		.password_hash = db_get_text(rows, row, 4),
		.has_password = db_get_text(rows, row, 4).len > 0,
		.totp_sealed = db_get_bytes(rows, row, 5),
		.has_second_factor = !db_is_null(rows, row, 5),
		.totp_step = db_get_int(rows, row, 6),
		.failures = db_get_int(rows, row, 7),
		.locked_until_ms = db_get_int(rows, row, 8),
		.disabled_ms = db_get_int(rows, row, 9),
		.reset_asked_ms = db_get_int(rows, row, 10),
		.created_ms = db_get_int(rows, row, 11),
		.signed_in_ms = db_get_int(rows, row, 12),
		.language = db_get_text(rows, row, 13),
		.theme = db_get_text(rows, row, 14),
	};
}

/* A role that this program does not know gives nothing. */
static size_t read_grants(const struct db_rows *rows, size_t from, size_t to,
			  struct access_grant *ret)
{
	size_t n = 0;

	for (size_t i = from; i < to; i++) {
		struct access_grant grant = {.school_id = db_get_int(rows, i, 2)};

		if (access_role_find(db_get_text(rows, i, 1), &grant.role))
			ret[n++] = grant;
	}
	return n;
}

static bool load_grants(const struct site *site, struct arena *arena, struct account *account,
			struct err *err)
{
	struct access_grant *grant;
	struct db_rows rows;

	if (!db_query(site->db, arena,
		      DB_SQL("SELECT account_id, role, school_id FROM account_role"
			     " WHERE zone_id = $1 AND account_id = $2 ORDER BY school_id, role",
			     db_int(site->zone_id), db_int(account->id)),
		      &rows, err))
		return false;
	grant = arena_array(arena, struct access_grant, rows.n);
	account->n_grants = read_grants(&rows, 0, rows.n, grant);
	account->grant = grant;
	return true;
}

bool account_get(const struct site *site, struct arena *arena, int64_t id, struct account *ret,
		 struct err *err)
{
	struct account account;
	struct db_rows rows;

	if (!db_query_one(site->db, arena,
			  DB_SQL(COLUMNS " WHERE a.zone_id = $1 AND a.id = $2",
				 db_int(site->zone_id), db_int(id)),
			  "account", &rows, err))
		return false;
	account = account_at(&rows, 0);
	if (!load_grants(site, arena, &account, err))
		return false;
	*ret = account;
	return true;
}

bool account_find(const struct site *site, struct arena *arena, struct str email,
		  struct account *ret, bool *ret_found, struct err *err)
{
	struct account account;
	struct db_rows rows;

	if (!db_query(site->db, arena,
		      DB_SQL(COLUMNS " WHERE a.zone_id = $1 AND a.email_key = $2",
			     db_int(site->zone_id), db_text(account_email_key(arena, email))),
		      &rows, err))
		return false;
	*ret_found = rows.n > 0;
	if (rows.n == 0)
		return true;
	account = account_at(&rows, 0);
	if (!load_grants(site, arena, &account, err))
		return false;
	*ret = account;
	return true;
}

struct all_work {
	const struct site *site;
	struct arena *arena;
	struct account_list list;
};

static bool all(struct db *tx, void *arg, struct err *err)
{
	struct all_work *work = arg;
	struct db_rows accounts, grants;
	struct access_grant *grant;
	size_t at = 0;

	if (!db_query(tx, work->arena,
		      DB_SQL(COLUMNS " WHERE a.zone_id = $1 ORDER BY a.id",
			     db_int(work->site->zone_id)),
		      &accounts, err) ||
	    !db_query(tx, work->arena,
		      DB_SQL("SELECT account_id, role, school_id FROM account_role"
			     " WHERE zone_id = $1 ORDER BY account_id, school_id, role",
			     db_int(work->site->zone_id)),
		      &grants, err))
		return false;
	grant = arena_array(work->arena, struct access_grant, grants.n);
	work->list.at = arena_array(work->arena, struct account, accounts.n);
	work->list.n = accounts.n;
	for (size_t i = 0; i < accounts.n; i++) {
		struct account *account = &work->list.at[i];
		size_t end = at;

		*account = account_at(&accounts, i);
		while (end < grants.n && db_get_int(&grants, end, 0) == account->id)
			end++;
		account->grant = grant + at;
		account->n_grants = read_grants(&grants, at, end, grant + at);
		at = end;
	}
	return true;
}

static int compare_names(const void *a, const void *b)
{
	const struct account *x = a, *y = b;
	size_t n = x->name.len < y->name.len ? x->name.len : y->name.len;
	int order = n == 0 ? 0 : strncasecmp(x->name.ptr, y->name.ptr, n);

	if (order != 0)
		return order;
	if (x->name.len != y->name.len)
		return x->name.len < y->name.len ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

bool account_all(const struct site *site, struct arena *arena, struct account_list *ret,
		 struct err *err)
{
	struct all_work work = {.site = site, .arena = arena};

	if (!db_read(site->db, all, &work, err))
		return false;
	if (work.list.n > 0)
		qsort(work.list.at, work.list.n, sizeof *work.list.at, compare_names);
	*ret = work.list;
	return true;
}

bool account_email_ok(struct str email, struct err *err)
{
	size_t at = 0, n_at = 0;
	bool clean = true;

	for (size_t i = 0; i < email.len; i++) {
		unsigned char c = (unsigned char)email.ptr[i];

		if (c == '@') {
			at = i;
			n_at++;
		}
		clean = clean && c > ' ' && c != 0x7F && strchr("<>()[]\\,;:\"", c) == NULL;
	}
	if (email.len > ACCOUNT_MAX_EMAIL)
		return err_set(err, ERR_INVALID, "The address is longer than %d characters.",
			       ACCOUNT_MAX_EMAIL);
	if (!clean || n_at != 1 || at == 0 || at + 1 >= email.len ||
	    memchr(email.ptr + at, '.', email.len - at) == NULL)
		return err_set(err, ERR_INVALID,
			       "Enter an e-mail address like ada@school.example.");
	return true;
}

struct str account_email_key(struct arena *arena, struct str email)
{
	struct str key = arena_str(arena, str_trim(email));
	char *letter = arena_array(arena, char, key.len + 1);

	for (size_t i = 0; i < key.len; i++)
		letter[i] = key.ptr[i] >= 'A' && key.ptr[i] <= 'Z' ? (char)(key.ptr[i] - 'A' + 'a')
								   : key.ptr[i];
	return (struct str){letter, key.len};
}
