#include "kit/auth/oidc.h"

#include <pthread.h>
#include <string.h>

#include <iddawc.h>

enum { AT_ONCE = 2, STATE_CHARS = 32, NONCE_CHARS = 32, VERIFIER_CHARS = 64 };

struct oidc {
	struct arena *arena;
	struct oidc_options options;
	pthread_mutex_t mutex;
	unsigned running;
};

static bool begins_with(struct str text, const char *part)
{
	size_t n = strlen(part);

	return text.len >= n && memcmp(text.ptr, part, n) == 0;
}

static bool issuer_ok(struct str issuer)
{
	return begins_with(issuer, "https://") || begins_with(issuer, "http://127.0.0.1:") ||
	       begins_with(issuer, "http://localhost:");
}

bool oidc_create(const struct oidc_options *options, struct oidc **ret, struct err *err)
{
	struct arena *arena;
	struct oidc *oidc;
	struct str *domain;

	if (!issuer_ok(options->issuer))
		return err_set(err, ERR_INVALID, "The issuer must be an https:// address.");
	if (options->client_id.len == 0 || options->redirect_uri.len == 0)
		return err_set(
			err, ERR_INVALID,
			"Sign-in at a provider needs a client id and the address to come back to.");
	if (i_global_init() != I_OK)
		return err_set(err, ERR_SYSTEM, "The OpenID Connect library does not start.");
	arena = arena_create(4096);
	oidc = arena_new(arena, struct oidc);
	domain = arena_array(arena, struct str, options->n_domains);
	for (size_t i = 0; i < options->n_domains; i++)
		domain[i] = arena_str(arena, options->domain[i]);
	*oidc = (struct oidc){
		.arena = arena,
		.options = {.label = arena_str(arena, options->label),
			    .issuer = arena_str(arena, options->issuer),
			    .client_id = arena_str(arena, options->client_id),
			    .client_secret = arena_str(arena, options->client_secret),
			    .redirect_uri = arena_str(arena, options->redirect_uri),
			    .domain = domain,
			    .n_domains = options->n_domains},
	};
	(void)pthread_mutex_init(&oidc->mutex, NULL);
	*ret = oidc;
	return true;
}

void oidc_destroy(struct oidc *oidc)
{
	if (oidc == NULL)
		return;
	(void)pthread_mutex_destroy(&oidc->mutex);
	arena_destroy(oidc->arena);
	i_global_close();
}

struct str oidc_label(const struct oidc *oidc)
{
	return oidc->options.label;
}

static bool enter(struct oidc *oidc, struct err *err)
{
	bool ok;

	(void)pthread_mutex_lock(&oidc->mutex);
	ok = oidc->running < AT_ONCE;
	oidc->running += ok;
	(void)pthread_mutex_unlock(&oidc->mutex);
	return ok || err_set(err, ERR_BUSY,
			     "Many people are signing in just now. Please try again in a moment.");
}

static void leave(struct oidc *oidc)
{
	(void)pthread_mutex_lock(&oidc->mutex);
	oidc->running--;
	(void)pthread_mutex_unlock(&oidc->mutex);
}

static bool offers(json_t *scopes, const char *scope)
{
	for (size_t i = 0; i < json_array_size(scopes); i++) {
		const char *offered = json_string_value(json_array_get(scopes, i));

		if (offered != NULL && strcmp(offered, scope) == 0)
			return true;
	}
	return false;
}

/* Name and address, where the provider has scopes for them; it may give them anyway. */
static bool ask_for_more(struct _i_session *session)
{
	json_t *scopes = json_object_get(session->openid_config, "scopes_supported");
	bool email = offers(scopes, "email"), profile = offers(scopes, "profile");

	if (!email && !profile)
		return true;
	return i_set_str_parameter(session, I_OPT_SCOPE,
				   email && profile ? "openid email profile"
				   : email          ? "openid email"
						    : "openid profile") == I_OK;
}

/* A session of the library that knows us and what the provider says of itself. */
static bool open_session(const struct oidc *oidc, struct arena *arena, struct _i_session *session,
			 struct err *err)
{
	const struct oidc_options *options = &oidc->options;
	struct str config = arena_printf(arena, "%.*s/.well-known/openid-configuration",
					 STR_ARG(options->issuer));

	if (i_init_session(session) != I_OK ||
	    i_set_parameter_list(session, I_OPT_OPENID_CONFIG_ENDPOINT, config.ptr, I_OPT_CLIENT_ID,
				 options->client_id.ptr, I_OPT_CLIENT_SECRET,
				 options->client_secret.ptr, I_OPT_REDIRECT_URI,
				 options->redirect_uri.ptr, I_OPT_RESPONSE_TYPE,
				 I_RESPONSE_TYPE_CODE, I_OPT_SCOPE, "openid", I_OPT_PKCE_METHOD,
				 I_PKCE_METHOD_S256, I_OPT_TOKEN_METHOD,
				 I_TOKEN_AUTH_METHOD_SECRET_BASIC, I_OPT_NONE) != I_OK)
		return err_set(err, ERR_SYSTEM, "The OpenID Connect library does not start.");
	if (i_get_openid_config(session) != I_OK)
		return err_set(err, ERR_BUSY,
			       "The sign-in service of your district cannot be reached just now.");
	/* What is discovered must be of the issuer that was configured. */
	if (!str_eq(str_from(i_get_str_parameter(session, I_OPT_ISSUER)), options->issuer))
		return err_set(err, ERR_DENIED,
			       "The sign-in service says that it is another one than configured.");
	if (!ask_for_more(session))
		return err_set(err, ERR_SYSTEM, "The OpenID Connect library does not start.");
	return true;
}

static struct str copy_of(struct arena *arena, struct _i_session *session, i_option option)
{
	return arena_str(arena, str_from(i_get_str_parameter(session, option)));
}

static bool begin(struct oidc *oidc, struct arena *arena, struct _i_session *session,
		  struct oidc_flow *ret_flow, struct str *ret_url, struct err *err)
{
	if (!open_session(oidc, arena, session, err))
		return false;
	if (i_set_parameter_list(session, I_OPT_STATE_GENERATE, STATE_CHARS, I_OPT_NONCE_GENERATE,
				 NONCE_CHARS, I_OPT_PKCE_CODE_VERIFIER_GENERATE, VERIFIER_CHARS,
				 I_OPT_NONE) != I_OK ||
	    i_build_auth_url_get(session) != I_OK)
		return err_set(err, ERR_SYSTEM, "The way to the sign-in service cannot be built.");
	*ret_flow = (struct oidc_flow){
		.state = copy_of(arena, session, I_OPT_STATE),
		.nonce = copy_of(arena, session, I_OPT_NONCE),
		.verifier = copy_of(arena, session, I_OPT_PKCE_CODE_VERIFIER),
	};
	*ret_url = copy_of(arena, session, I_OPT_REDIRECT_TO);
	return true;
}

bool oidc_begin(struct oidc *oidc, struct arena *arena, struct oidc_flow *ret_flow,
		struct str *ret_url, struct err *err)
{
	struct _i_session session = {0};
	bool ok;

	if (!enter(oidc, err))
		return false;
	ok = begin(oidc, arena, &session, ret_flow, ret_url, err);
	i_clean_session(&session);
	leave(oidc);
	return ok;
}

static struct str claim(struct arena *arena, json_t *payload, const char *name)
{
	return arena_str(arena, str_from(json_string_value(json_object_get(payload, name))));
}

static bool same_ignoring_case(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || strncasecmp(a.ptr, b.ptr, a.len) == 0);
}

/* A list of domains keeps everybody else out, also those without an address. */
static bool domain_ok(const struct oidc_options *options, struct str email)
{
	const char *at = email.len == 0 ? NULL : memrchr(email.ptr, '@', email.len);
	struct str domain = {0};

	if (options->n_domains == 0)
		return true;
	if (at != NULL)
		domain = str_slice(email, (size_t)(at - email.ptr) + 1, email.len);
	for (size_t i = 0; i < options->n_domains; i++)
		if (domain.len > 0 && same_ignoring_case(options->domain[i], domain))
			return true;
	return false;
}

static bool read_identity(const struct oidc *oidc, struct arena *arena, json_t *payload,
			  struct oidc_identity *ret, struct err *err)
{
	struct oidc_identity identity = {
		.issuer = claim(arena, payload, "iss"),
		.subject = claim(arena, payload, "sub"),
		.email = claim(arena, payload, "email"),
		.name = claim(arena, payload, "name"),
		.email_verified = json_is_true(json_object_get(payload, "email_verified")),
	};

	if (!str_eq(identity.issuer, oidc->options.issuer) || identity.subject.len == 0 ||
	    identity.subject.len > 255)
		return err_set(err, ERR_DENIED, "The answer of the sign-in service does not hold.");
	if (!domain_ok(&oidc->options, identity.email))
		return err_set(err, ERR_DENIED,
			       "Your address at the sign-in service is not of a domain that may "
			       "come in here.");
	identity.email_trusted = identity.email_verified && oidc->options.n_domains > 0;
	*ret = identity;
	return true;
}

static bool finish(struct oidc *oidc, struct arena *arena, struct _i_session *session,
		   const struct oidc_flow *flow, struct str query, struct oidc_identity *ret,
		   struct err *err)
{
	struct str back = arena_printf(arena, "%.*s?%.*s", STR_ARG(oidc->options.redirect_uri),
				       STR_ARG(query));

	if (!open_session(oidc, arena, session, err))
		return false;
	if (i_set_parameter_list(session, I_OPT_STATE, arena_str(arena, flow->state).ptr,
				 I_OPT_NONCE, arena_str(arena, flow->nonce).ptr,
				 I_OPT_PKCE_CODE_VERIFIER, arena_str(arena, flow->verifier).ptr,
				 I_OPT_REDIRECT_TO, back.ptr, I_OPT_NONE) != I_OK ||
	    i_parse_redirect_to(session) != I_OK ||
	    i_get_str_parameter(session, I_OPT_CODE) == NULL)
		return err_set(err, ERR_DENIED, "The sign-in service did not let you in.");
	if (i_run_token_request(session) != I_OK || i_verify_id_token(session) != I_OK)
		return err_set(err, ERR_DENIED, "The answer of the sign-in service does not hold.");
	return read_identity(oidc, arena, session->id_token_payload, ret, err);
}

bool oidc_finish(struct oidc *oidc, struct arena *arena, const struct oidc_flow *flow,
		 struct str query, struct oidc_identity *ret, struct err *err)
{
	struct _i_session session = {0};
	bool ok;

	if (!enter(oidc, err))
		return false;
	ok = finish(oidc, arena, &session, flow, query, ret, err);
	i_clean_session(&session);
	leave(oidc);
	return ok;
}
