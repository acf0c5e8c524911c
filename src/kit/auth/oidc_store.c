#include "kit/auth/oidc_store.h"

#include <string.h>

bool oidc_flow_forget(const struct site *site, struct err *err)
{
	return db_exec(site->db,
		       DB_SQL("DELETE FROM oidc_flow WHERE zone_id = $1 AND expires_ms <= $2",
			      db_int(site->zone_id), db_int(site_now(site))),
		       NULL, err);
}

bool oidc_flow_keep(const struct site *site, const struct oidc_flow *flow, struct str visitor,
		    struct str target, struct err *err)
{
	struct arena *arena = arena_create(2048);
	struct token_hash state = token_hash(&site->key, "oidc state", flow->state);
	struct token_hash browser = token_hash(&site->key, "oidc visitor", visitor);
	struct str secrets = token_seal(
		arena, &site->key,
		arena_printf(arena, "%.*s %.*s", STR_ARG(flow->nonce), STR_ARG(flow->verifier)));
	int64_t now = site_now(site);
	bool ok = oidc_flow_forget(site, err) &&
		  db_exec(site->db,
			  DB_SQL("INSERT INTO oidc_flow (zone_id, state_hash, visitor, secrets, "
				 "target,"
				 "                       expires_ms)"
				 " VALUES ($1, $2, $3, $4, $5, $6)",
				 db_int(site->zone_id), db_bytes(token_hash_str(&state)),
				 db_bytes(token_hash_str(&browser)), db_bytes(secrets),
				 db_text(target), db_int(now + OIDC_FLOW_MINUTES * INT64_C(60000))),
			  NULL, err);

	arena_destroy(arena);
	return ok;
}

bool oidc_flow_take(const struct site *site, struct arena *arena, struct str state,
		    struct str visitor, struct oidc_flow *ret, struct str *ret_target,
		    struct err *err)
{
	struct token_hash hash = token_hash(&site->key, "oidc state", state);
	struct token_hash browser = token_hash(&site->key, "oidc visitor", visitor);
	const char *space;
	struct str secrets;
	struct db_rows rows;
	size_t at;

	if (!db_query(site->db, arena,
		      DB_SQL("DELETE FROM oidc_flow"
			     " WHERE zone_id = $1 AND state_hash = $2 AND visitor = $3"
			     " RETURNING secrets, target, expires_ms",
			     db_int(site->zone_id), db_bytes(token_hash_str(&hash)),
			     db_bytes(token_hash_str(&browser))),
		      &rows, err))
		return false;
	if (rows.n == 0 || db_get_int(&rows, 0, 2) <= site_now(site))
		return err_set(
			err, ERR_DENIED,
			"This sign-in was begun in another window or too long ago. Begin again.");
	if (!token_open(arena, &site->key, db_get_bytes(&rows, 0, 0), &secrets, err))
		return false;
	space = memchr(secrets.ptr, ' ', secrets.len);
	if (space == NULL)
		return err_set(err, ERR_SYSTEM, "A stored sign-in is damaged.");
	at = (size_t)(space - secrets.ptr);
	*ret = (struct oidc_flow){arena_str(arena, state), str_slice(secrets, 0, at),
				  str_slice(secrets, at + 1, secrets.len)};
	*ret_target = db_get_text(&rows, 0, 1);
	return true;
}
