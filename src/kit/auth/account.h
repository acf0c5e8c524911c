/* account: who may sign in, with which roles.
 *
 * There is no open sign-up: an administrator (or the command line) makes the
 * account, and a link that works once lets its owner choose a password. Every
 * change is written into the audit log in the same transaction; the actor says
 * who did it and from where.
 */
#ifndef WEFT_KIT_AUTH_ACCOUNT_H
#define WEFT_KIT_AUTH_ACCOUNT_H

#include "kit/auth/access.h"
#include "kit/auth/site.h"

enum { ACCOUNT_MAX_NAME = 120, ACCOUNT_MAX_EMAIL = 200, ACCOUNT_MAX_GRANTS = 200 };

/* Who makes a change. */
struct account_actor {
	int64_t account_id; /* 0: the command line */
	struct str address; /* "command", or the client's */
};

struct account {
	int64_t id;
	struct str email, name;
	int64_t person_id; /* 0: nobody in the school */
	bool has_password, has_second_factor;
	struct str language, theme;
	int64_t locked_until_ms, disabled_ms, reset_asked_ms, created_ms, signed_in_ms;
	/* Secrets, for sign_in.c alone. */
	struct str password_hash, totp_sealed;
	int64_t totp_step, failures;
	const struct access_grant *grant;
	size_t n_grants;
};

struct account_list {
	struct account *at; /* by name */
	size_t n;
};

/* One account with its grants. ERR_NOT_FOUND. */
bool account_get(const struct site *site, struct arena *arena, int64_t id, struct account *ret,
		 struct err *err);
/* By address, whatever its letters' case; *ret_found false when there is none. */
bool account_find(const struct site *site, struct arena *arena, struct str email,
		  struct account *ret, bool *ret_found, struct err *err);
/* All accounts with their grants. */
bool account_all(const struct site *site, struct arena *arena, struct account_list *ret,
		 struct err *err);

/* Is it an address as far as one can say without writing to it? */
bool account_email_ok(struct str email, struct err *err);
/* How addresses are compared: ASCII letters small. */
struct str account_email_key(struct arena *arena, struct str email);

struct account_new {
	struct str email, name;
	int64_t person_id;
	const struct access_grant *grant;
	size_t n_grants;
};

/* Make an account without a password. ERR_CONFLICT when the address has one already. */
bool account_add(const struct site *site, const struct account_actor *actor,
		 const struct account_new *new, int64_t *ret_id, struct err *err);

/* Give or take a role. Giving twice and taking what is not there succeed without effect.
 * Whether the actor may, is for access_may_grant() to say, before. Whoever loses a role is
 * signed out, so that no page goes on with it. The last zone-wide administrator keeps the role
 * (ERR_CONFLICT). */
bool account_grant(const struct site *site, const struct account_actor *actor, int64_t id,
		   const struct access_grant *grant, struct err *err);
bool account_revoke(const struct site *site, const struct account_actor *actor, int64_t id,
		    const struct access_grant *grant, struct err *err);

/* Disable (and sign out everywhere) or enable again. */
bool account_set_disabled(const struct site *site, const struct account_actor *actor, int64_t id,
			  bool disabled, struct err *err);

/* Which person of the school an account is; 0: nobody. */
bool account_set_person(const struct site *site, const struct account_actor *actor, int64_t id,
			int64_t person_id, struct err *err);

/* A new hash, a clean slate of failures; other sessions than the one kept end (0: all). */
bool account_set_password(const struct site *site, const struct account_actor *actor, int64_t id,
			  struct str hash, int64_t keep_session_id, struct err *err);
/* The same password hashed anew with higher costs: nothing else changes. */
bool account_rehash(const struct site *site, int64_t id, struct str hash, struct err *err);

bool account_set_preferences(const struct site *site, int64_t id, struct str language,
			     struct str theme, struct err *err);

/* Note that they asked for a new password, for an administrator to see. Nothing happens when the
 * address is unknown, and it takes the same statements. */
bool account_ask_reset(const struct site *site, struct str email, struct str address,
		       struct err *err);

/* The second factor: set a secret (with new recovery codes in place of the old), or remove it. */
bool account_set_second_factor(const struct site *site, const struct account_actor *actor,
			       int64_t id, struct str secret, const struct str *recovery,
			       size_t n_recovery, struct err *err);
bool account_remove_second_factor(const struct site *site, const struct account_actor *actor,
				  int64_t id, struct err *err);

/* ---- links that work once ---- */

enum account_link_kind { ACCOUNT_INVITE, ACCOUNT_RESET };

enum {
	ACCOUNT_INVITE_HOURS = 14 * 24,
	ACCOUNT_RESET_HOURS = 24,
};

/* A new link; links made before for the account are void. *ret_token goes into the address
 * /welcome/{token}; it is shown once and never stored. */
bool account_link_make(const struct site *site, const struct account_actor *actor, int64_t id,
		       enum account_link_kind kind, struct arena *arena, struct str *ret_token,
		       struct err *err);

/* Whose link is it? ERR_NOT_FOUND with one sentence for unknown, used and expired ones. */
bool account_link_find(const struct site *site, struct arena *arena, struct str token,
		       struct account *ret, enum account_link_kind *ret_kind, struct err *err);

/* Use it: the password is set, every session ends, the link is spent. Two at once: one wins. */
bool account_link_use(const struct site *site, struct str token, struct str password_hash,
		      struct str address, int64_t *ret_account_id, struct err *err);

/* Delete the links that were used, or ran out, before that instant. */
bool account_link_forget(const struct site *site, int64_t before_ms, struct err *err);

/* ---- identities at other providers ---- */

bool account_find_identity(const struct site *site, struct str issuer, struct str subject,
			   int64_t *ret_account_id, struct err *err); /* 0: none */
bool account_add_identity(const struct site *site, const struct account_actor *actor, int64_t id,
			  struct str issuer, struct str subject, struct err *err);

#endif
