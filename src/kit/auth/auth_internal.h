/* auth_internal: what the pages of kit/auth share. */
#ifndef WEFT_KIT_AUTH_AUTH_INTERNAL_H
#define WEFT_KIT_AUTH_AUTH_INTERNAL_H

#include "kit/auth/auth.h"
#include "kit/auth/session.h"
#include "kit/auth/sign_in.h"

struct auth {
	struct arena *arena;
	struct auth_options options;
	struct site site;
	struct passwords passwords;
	struct rate by_address, by_account;
	struct sign_in sign_in;
	int64_t idle_ms, lives_ms;
};

/* The cookies have the __Host- prefix (of this host alone, TLS, no path) except over plain http
 * on this machine. */
struct str auth_session_cookie(const struct http_request *request);
void auth_set_session_cookie(struct http_request *request, struct http_response *response,
			     struct str token);
void auth_drop_session_cookie(struct http_request *request, struct http_response *response);

/* Passwords travel over TLS, or do not leave the machine. */
bool auth_connection_ok(const struct http_request *request, struct err *err);

/* End the session of the request, if any, and begin another. */
bool auth_begin_session(struct auth *auth, struct http_request *request,
			struct http_response *response, int64_t account_id,
			enum session_stage stage, struct err *err);

/* The session of the request's cookie, whole or half. */
bool auth_find_session(struct auth *auth, const struct http_request *request, struct session *ret,
		       bool *ret_found, struct err *err);

const struct lang *auth_find_lang(const struct auth *auth, struct str code);

/* Who acts, for the stores. */
struct account_actor auth_actor(const struct http_request *request);

/* A path of ours to go to after signing in, or "/". */
struct str auth_target(struct str wanted);

/* The time zone of the zone, for pages to show; NULL where nothing is known of it. */
const struct time_zone *auth_time_zone(struct auth *auth, struct arena *arena);

/* The schools of the zone, or none where the parts are silent. */
bool auth_schools(struct auth *auth, struct arena *arena, const struct auth_school **ret,
		  size_t *ret_n, struct err *err);

/* The hook that draws errors (frame.c). */
void auth_error_page(void *self, struct http_request *request, struct http_response *response,
		     struct str sentence);

#endif
