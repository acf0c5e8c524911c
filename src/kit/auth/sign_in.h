/* sign_in: is it really them?
 *
 * The answer to a wrong sign-in is the same, in words and in work, whether the
 * address is unknown, the password wrong, the account disabled, resting, or
 * without a password. A tenth failure in a row lets the account rest for 15
 * minutes (in the database: it holds for every process and after a restart);
 * before that, token buckets slow down an address of the network and an
 * address of a person.
 */
#ifndef WEFT_KIT_AUTH_SIGN_IN_H
#define WEFT_KIT_AUTH_SIGN_IN_H

#include "kit/auth/account.h"
#include "kit/auth/password.h"
#include "kit/auth/rate.h"

enum {
	SIGN_IN_FAILURES = 10,
	SIGN_IN_REST_MINUTES = 15,
};

struct sign_in {
	const struct site *site;
	struct passwords *passwords;
	struct rate *by_address, *by_account;
};

/* Check address and password. On success *ret is the account (ret->has_second_factor: ask for
 * it). ERR_DENIED: not right. ERR_BUSY: too many tries, or too many people at once. */
bool sign_in_password(const struct sign_in *sign_in, struct arena *arena, struct str email,
		      struct str password, struct str address, struct account *ret,
		      struct err *err);

/* Check a code of the authenticator app, or a recovery code, of an account whose password was
 * right. Each code works once. */
bool sign_in_second(const struct sign_in *sign_in, struct arena *arena, int64_t account_id,
		    struct str code, struct str address, struct err *err);

/* Note a completed sign-in ("password", "second factor", an issuer). */
bool sign_in_done(const struct site *site, int64_t account_id, struct str how, struct str address,
		  struct err *err);

/* For someone who is signed in already: is it their password? Counts as a try. */
bool sign_in_confirm(const struct sign_in *sign_in, struct arena *arena, int64_t account_id,
		     struct str password, struct str address, struct err *err);

#endif
