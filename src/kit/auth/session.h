/* session: who is signed in, where, until when.
 *
 * The browser holds a token, the database its hash. A session ends when nobody
 * has used it for idle_ms, at the latest when it expires, or when it is ended.
 * Every step up (password, second factor) makes a new one with a new token: what
 * a browser held before signing in is worth nothing afterwards.
 */
#ifndef WEFT_KIT_AUTH_SESSION_H
#define WEFT_KIT_AUTH_SESSION_H

#include "kit/auth/site.h"

enum session_stage {
	SESSION_HALF = 0, /* the password was right, the second factor is missing */
	SESSION_FULL = 1,
};

struct session {
	int64_t id, account_id;
	enum session_stage stage;
	int64_t created_ms, seen_ms, expires_ms;
	struct str address, agent; /* where it began */
};

struct session_list {
	struct session *at; /* last seen first */
	size_t n;
};

struct session_new {
	int64_t account_id;
	enum session_stage stage;
	int64_t lives_ms; /* at the latest */
	struct str address, agent;
	int64_t replaces_id; /* a session that ends with it; 0: none */
};

/* Begin one; *ret_token goes into the cookie. */
bool session_begin(const struct site *site, struct arena *arena, const struct session_new *new,
		   struct str *ret_token, int64_t *ret_id, struct err *err);

/* The session of a token, if it is alive; notes that it was seen, once a minute.
 * *ret_found false: there is none, or it is over. */
bool session_find(const struct site *site, struct arena *arena, struct str token, int64_t idle_ms,
		  struct session *ret, bool *ret_found, struct err *err);

/* The living sessions of an account. */
bool session_all(const struct site *site, struct arena *arena, int64_t account_id, int64_t idle_ms,
		 struct session_list *ret, struct err *err);

/* End one of an account's own; ending what is over succeeds. */
bool session_end(const struct site *site, int64_t account_id, int64_t id, struct err *err);
/* End all but one (0: all). */
bool session_end_all(const struct site *site, int64_t account_id, int64_t but_id, struct err *err);

/* Delete what has expired; for a daily job and for every new sign-in. */
bool session_forget(const struct site *site, struct err *err);

#endif
