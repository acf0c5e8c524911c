/* oidc_store: a sign-in at a provider, between going there and coming back.
 *
 * Kept in the database, so that any process can take the answer; bound to the
 * browser by a cookie, good for ten minutes and for one answer.
 */
#ifndef WEFT_KIT_AUTH_OIDC_STORE_H
#define WEFT_KIT_AUTH_OIDC_STORE_H

#include "kit/auth/oidc.h"
#include "kit/auth/site.h"

enum { OIDC_FLOW_MINUTES = 10 };

bool oidc_flow_keep(const struct site *site, const struct oidc_flow *flow, struct str visitor,
		    struct str target, struct err *err);

/* Take it out, for good. ERR_DENIED when there is none for this state and this browser. */
bool oidc_flow_take(const struct site *site, struct arena *arena, struct str state,
		    struct str visitor, struct oidc_flow *ret, struct str *ret_target,
		    struct err *err);

/* Delete those that were never taken in time. */
bool oidc_flow_forget(const struct site *site, struct err *err);

#endif
