/* oidc: sign-in at the district's own identity provider (OpenID Connect).
 *
 * The authorization code flow with PKCE (S256), state and nonce; the id token's
 * signature, issuer, audience, times and nonce are checked. Five functions hide
 * the library that does it (libiddawc), so that another can take its place.
 *
 * Both calls of a flow talk to the provider and can take seconds: at most two
 * run at once, others get ERR_BUSY.
 */
#ifndef WEFT_KIT_AUTH_OIDC_H
#define WEFT_KIT_AUTH_OIDC_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct oidc;

/* Copied by oidc_create(). */
struct oidc_options {
	struct str label;  /* "Sign in with <label>" */
	struct str issuer; /* https://...; http on this machine only, for tests */
	struct str client_id, client_secret;
	struct str redirect_uri;  /* https://weft.example.org/sign-in/oidc/back */
	const struct str *domain; /* of e-mail addresses that may come in; none: all */
	size_t n_domains;
};

/* What must be kept between going and coming back; the state is in the address. */
struct oidc_flow {
	struct str state, nonce, verifier;
};

/* Who they are, by the provider's word. */
struct oidc_identity {
	struct str issuer, subject; /* together the name that never changes */
	struct str email, name;     /* may be empty */
	bool email_verified;
	bool email_trusted; /* verified, and of a domain on a list that is not empty */
};

/* Nothing is asked of the provider yet. */
bool oidc_create(const struct oidc_options *options, struct oidc **ret, struct err *err);
void oidc_destroy(struct oidc *oidc); /* NULL is allowed */

struct str oidc_label(const struct oidc *oidc);

/* Where to send the browser. ERR_BUSY when the provider cannot be reached. */
bool oidc_begin(struct oidc *oidc, struct arena *arena, struct oidc_flow *ret_flow,
		struct str *ret_url, struct err *err);

/* The browser is back: query is what stood after "?" in the address. ERR_DENIED: the provider
 * said no, or its answer does not hold. */
bool oidc_finish(struct oidc *oidc, struct arena *arena, const struct oidc_flow *flow,
		 struct str query, struct oidc_identity *ret, struct err *err);

#endif
