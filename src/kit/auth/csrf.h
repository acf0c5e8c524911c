/* csrf: was this form sent from a page of ours?
 *
 * Two fences, both must hold. The browser's own word: Sec-Fetch-Site, or where
 * a browser is too old for it, Origin. And a token that only pages of this
 * session know: derived from the session's secret, put into every form as the
 * field "csrf" (or the header X-Weft-Csrf).
 */
#ifndef WEFT_KIT_AUTH_CSRF_H
#define WEFT_KIT_AUTH_CSRF_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "kit/auth/token.h"

#include <stdbool.h>

/* What the headers say; a missing one has a NULL pointer. */
struct csrf_headers {
	struct str sec_fetch_site; /* "same-origin" */
	struct str origin;         /* "https://weft.example.org" */
	struct str host;           /* of the request: "weft.example.org" */
	bool secure;
};

/* May a request that changes something have come from a page of ours? Without either header
 * the answer is yes: then the token alone decides. */
bool csrf_origin_ok(const struct csrf_headers *headers, struct err *err);

/* The token for the forms of a session (or of a visitor who has not signed in). */
struct str csrf_token(struct arena *arena, const struct token_key *key, struct str session_token);

/* ERR_CONFLICT when it is missing or of another session, with the remedy. */
bool csrf_token_ok(struct arena *arena, const struct token_key *key, struct str session_token,
		   struct str sent, struct err *err);

#endif
