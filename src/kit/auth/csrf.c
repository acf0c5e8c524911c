#include "kit/auth/csrf.h"

#include <strings.h>

static bool equal_ignoring_case(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || strncasecmp(a.ptr, b.ptr, a.len) == 0);
}

static bool refuse(struct err *err)
{
	return err_set(err, ERR_DENIED,
		       "This form was sent from another site. Nothing was changed.");
}

bool csrf_origin_ok(const struct csrf_headers *headers, struct err *err)
{
	struct str origin = headers->origin;
	struct str scheme = headers->secure ? STR("https://") : STR("http://");

	/* "none" is the person's own doing: a form sent again from the history. */
	if (headers->sec_fetch_site.len > 0)
		return str_eq(headers->sec_fetch_site, STR("same-origin")) ||
		       str_eq(headers->sec_fetch_site, STR("none")) || refuse(err);
	if (origin.len == 0)
		return true;
	if (origin.len <= scheme.len || !str_eq(str_slice(origin, 0, scheme.len), scheme) ||
	    !equal_ignoring_case(str_slice(origin, scheme.len, origin.len), headers->host))
		return refuse(err);
	return true;
}

struct str csrf_token(struct arena *arena, const struct token_key *key, struct str session_token)
{
	return token_derive(arena, key, "csrf", session_token);
}

bool csrf_token_ok(struct arena *arena, const struct token_key *key, struct str session_token,
		   struct str sent, struct err *err)
{
	if (session_token.len == 0 || !token_equal(csrf_token(arena, key, session_token), sent))
		return err_set(
			err, ERR_CONFLICT,
			"This page is from before you signed in, or too old. Nothing was changed: "
			"go back, reload it and send the form again.");
	return true;
}
