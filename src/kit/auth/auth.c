#include "kit/auth/auth.h"

#include "kit/auth/audit.h"
#include "kit/auth/auth_internal.h"
#include "kit/auth/csrf.h"
#include "kit/auth/oidc_store.h"

#include <string.h>

enum {
	IDLE_MINUTES = 120,
	SESSION_HOURS = 12,
	N_BUCKETS = 4096,
	VISITOR_SECONDS = 3600,
};

static const struct rate_limit usual_rate = {20, 15000};

bool auth_create(const struct auth_options *options, struct auth **ret, struct err *err)
{
	const struct password_cost *cost = options->password_cost;
	const struct rate_limit *limit = options->rate_limit;
	struct arena *arena = arena_create(1U << 16);
	struct auth *auth = arena_new(arena, struct auth);
	int64_t idle = options->idle_minutes, lives = options->session_hours;

	*auth = (struct auth){.arena = arena, .options = *options};
	auth->idle_ms = (idle > 0 ? idle : IDLE_MINUTES) * 60000;
	auth->lives_ms = (lives > 0 ? lives : SESSION_HOURS) * 3600000;
	if (!site_open(options->db, options->clock, options->zone_id, options->key_file,
		       &auth->site, err) ||
	    !passwords_init(&auth->passwords, cost != NULL ? cost : &password_cost_usual, err)) {
		arena_destroy(arena);
		return false;
	}
	rate_init(&auth->by_address, arena, auth->site.clock, limit != NULL ? *limit : usual_rate,
		  N_BUCKETS);
	rate_init(&auth->by_account, arena, auth->site.clock, limit != NULL ? *limit : usual_rate,
		  N_BUCKETS);
	auth->sign_in = (struct sign_in){&auth->site, &auth->passwords, &auth->by_address,
					 &auth->by_account};
	*ret = auth;
	return true;
}

void auth_destroy(struct auth *auth)
{
	if (auth == NULL)
		return;
	rate_finish(&auth->by_account);
	rate_finish(&auth->by_address);
	passwords_finish(&auth->passwords);
	arena_destroy(auth->arena);
}

/* ---- cookies ---- */

static const char *session_name(const struct http_request *request)
{
	return request->secure ? "__Host-weft-session" : "weft-session";
}

static const char *visitor_name(const struct http_request *request)
{
	return request->secure ? "__Host-weft-visitor" : "weft-visitor";
}

struct str auth_session_cookie(const struct http_request *request)
{
	return http_cookie(request, session_name(request));
}

void auth_set_session_cookie(struct http_request *request, struct http_response *response,
			     struct str token)
{
	http_cookie_set(response, session_name(request), token,
			(struct http_cookie_options){.insecure = !request->secure});
}

void auth_drop_session_cookie(struct http_request *request, struct http_response *response)
{
	http_cookie_set(
		response, session_name(request), STR("x"),
		(struct http_cookie_options){.max_age_seconds = -1, .insecure = !request->secure});
}

/* What the token of forms is derived from: whatever the browser holds. */
static struct str form_secret(const struct http_request *request)
{
	struct str session = auth_session_cookie(request);

	return session.len > 0 ? session : http_cookie(request, visitor_name(request));
}

struct str auth_visitor_csrf(struct auth *auth, struct http_request *request,
			     struct http_response *response)
{
	struct str secret = form_secret(request);

	if (secret.len == 0) {
		secret = token_make(request->arena);
		http_cookie_set(response, visitor_name(request), secret,
				(struct http_cookie_options){.max_age_seconds = VISITOR_SECONDS,
							     .insecure = !request->secure});
	}
	return csrf_token(request->arena, &auth->site.key, secret);
}

static bool begins_with(struct str text, struct str part)
{
	return text.len >= part.len && str_eq(str_slice(text, 0, part.len), part);
}

bool auth_connection_ok(const struct http_request *request, struct err *err)
{
	static const struct str here[] = {STR_INIT("localhost"), STR_INIT("127."),
					  STR_INIT("[::1]")};

	if (request->secure || begins_with(request->remote, STR("127.")) ||
	    str_eq(request->remote, STR("::1")))
		return true;
	for (size_t i = 0; i < sizeof here / sizeof *here; i++)
		if (begins_with(request->host, here[i]))
			return true;
	return err_set(err, ERR_DENIED,
		       "Signing in from another machine needs an encrypted connection (https).");
}

/* ---- who is asking ---- */

bool auth_find_session(struct auth *auth, const struct http_request *request, struct session *ret,
		       bool *ret_found, struct err *err)
{
	return session_find(&auth->site, request->arena, auth_session_cookie(request),
			    auth->idle_ms, ret, ret_found, err);
}

bool auth_begin_session(struct auth *auth, struct http_request *request,
			struct http_response *response, int64_t account_id,
			enum session_stage stage, struct err *err)
{
	struct session_new new = {
		.account_id = account_id,
		.stage = stage,
		.lives_ms = auth->lives_ms,
		.address = request->remote,
		.agent = http_header(request, "User-Agent"),
	};
	struct session old;
	struct str token;
	int64_t id;
	bool found;

	if (!auth_find_session(auth, request, &old, &found, err))
		return false;
	if (found && old.account_id == account_id)
		new.replaces_id = old.id;
	else if (found && !session_end(&auth->site, old.account_id, old.id, err))
		return false;
	if (!session_begin(&auth->site, request->arena, &new, &token, &id, err))
		return false;
	auth_set_session_cookie(request, response, token);
	return true;
}

static bool load_teams(struct auth *auth, struct arena *arena, struct auth_user *user,
		       struct err *err)
{
	const struct auth_parts *parts = &auth->options.parts;
	struct auth_teams teams;

	if (parts->teams == NULL || user->access.person_id == 0)
		return true;
	if (!parts->teams(parts->self, auth->site.db, arena, auth->site.zone_id,
			  user->access.person_id, &teams, err))
		return false;
	user->access.team = teams.id;
	user->access.n_teams = teams.n;
	return true;
}

bool auth_account(struct auth *auth, struct arena *arena, int64_t account_id, struct auth_user *ret,
		  bool *ret_alive, struct err *err)
{
	struct account account;
	struct err why = {0};

	*ret_alive = false;
	if (!account_get(&auth->site, arena, account_id, &account, &why)) {
		if (why.kind == ERR_NOT_FOUND)
			return true;
		*err = why;
		return false;
	}
	*ret = (struct auth_user){
		.access = {.zone_id = auth->site.zone_id,
			   .account_id = account.id,
			   .person_id = account.person_id,
			   .grant = account.grant,
			   .n_grants = account.n_grants},
		.name = account.name,
		.email = account.email,
		.language = account.language,
		.theme = account.theme,
		.lang = auth_find_lang(auth, account.language),
		.second_factor = account.has_second_factor,
	};
	*ret_alive = account.disabled_ms == 0;
	return load_teams(auth, arena, ret, err);
}

/* The person of a whole session; *ret is NULL when there is none. */
static bool load_user(struct auth *auth, struct http_request *request, struct auth_user **ret,
		      struct err *err)
{
	struct session session;
	struct auth_user *user;
	bool found, alive;

	*ret = NULL;
	if (!auth_find_session(auth, request, &session, &found, err))
		return false;
	if (!found || session.stage != SESSION_FULL)
		return true;
	user = arena_new(request->arena, struct auth_user);
	if (!auth_account(auth, request->arena, session.account_id, user, &alive, err))
		return false;
	if (!alive)
		return true;
	user->session_id = session.id;
	user->csrf = csrf_token(request->arena, &auth->site.key, auth_session_cookie(request));
	*ret = user;
	return true;
}

const struct site *auth_site(const struct auth *auth)
{
	return &auth->site;
}

const struct auth_user *auth_user(const struct http_request *request)
{
	return request->user;
}

struct account_actor auth_actor(const struct http_request *request)
{
	const struct auth_user *user = auth_user(request);

	return (struct account_actor){user == NULL ? 0 : user->access.account_id, request->remote};
}

bool auth_audit(struct auth *auth, const struct http_request *request, const char *action,
		struct str target, struct str detail, struct err *err)
{
	struct audit_entry entry = {
		.account_id = auth_actor(request).account_id,
		.action = str_from(action),
		.target = target,
		.detail = detail,
		.address = request->remote,
	};

	return audit_add(&auth->site, &entry, err);
}

bool auth_forget(struct auth *auth, int64_t links_before_ms, struct err *err)
{
	return session_forget(&auth->site, err) && oidc_flow_forget(&auth->site, err) &&
	       account_link_forget(&auth->site, links_before_ms, err);
}

/* ---- the hooks ---- */

static bool is_public(const struct http_route *route)
{
	return route->permission != NULL && strcmp(route->permission, HTTP_PUBLIC) == 0;
}

static bool check_route(void *self, const struct http_route *route, struct err *err)
{
	enum access_permission permission;
	enum access_scope scope;

	(void)self;
	if (is_public(route))
		return true;
	if (!access_permission_find(str_from(route->permission), &permission))
		return err_set(err, ERR_INVALID, "%s: there is no permission \"%s\"",
			       route->pattern, route->permission);
	if (!access_scope_find(str_from(route->scope), &scope))
		return err_set(err, ERR_INVALID, "%s: there is no scope \"%s\"", route->pattern,
			       route->scope == NULL ? "" : route->scope);
	if ((scope == ACCESS_SCOPE_SELF) != (permission == ACCESS_SELF))
		return err_set(err, ERR_INVALID,
			       "%s: permission and scope \"self\" belong together", route->pattern);
	if (scope == ACCESS_SCOPE_SCHOOL && strstr(route->pattern, "{school}") == NULL)
		return err_set(err, ERR_INVALID, "%s: the scope \"school\" needs {school}",
			       route->pattern);
	return true;
}

/* The school that the path names. */
static bool find_school(struct auth *auth, const struct http_request *request, int64_t *ret,
			struct err *err)
{
	const struct auth_parts *parts = &auth->options.parts;

	if (parts->find_school == NULL)
		return http_path_id(request, "school", ret, err);
	return parts->find_school(parts->self, auth->site.db, request->arena, auth->site.zone_id,
				  http_path_text(request, "school"), ret, err);
}

static enum http_verdict send_to(struct http_response *response, struct str location)
{
	http_redirect(response, location);
	return HTTP_ANSWERED;
}

/* Nobody is signed in: to the sign-in page and back, where there is a page to come back to. */
static enum http_verdict ask_who(const struct http_request *request, struct http_response *response,
				 struct err *err)
{
	struct str target;

	if (request->method != HTTP_GET) {
		(void)err_set(err, ERR_DENIED,
			      "You are not signed in any more, and nothing was changed. Sign in in "
			      "another window, then go back here: what you typed is still there.");
		return HTTP_REFUSE;
	}
	target = http_encode(request->arena, http_target(request));
	return send_to(response, arena_printf(request->arena, "/sign-in?to=%.*s", STR_ARG(target)));
}

static enum http_verdict ask_permission(struct auth *auth, struct http_request *request,
					struct auth_user *user, struct err *err)
{
	enum access_permission permission;
	enum access_scope scope;

	/* Both were checked at the start; without them nothing is allowed. */
	if (!access_permission_find(str_from(request->route->permission), &permission) ||
	    !access_scope_find(str_from(request->route->scope), &scope)) {
		(void)err_set(err, ERR_DENIED, "This page is for nobody.");
		return HTTP_REFUSE;
	}
	if (strstr(request->route->pattern, "{school}") != NULL &&
	    !find_school(auth, request, &user->school_id, err))
		return HTTP_REFUSE;
	if (!access_may_use(&user->access, permission, scope, user->school_id)) {
		(void)err_set(
			err, ERR_DENIED,
			"Your roles do not include this page. An administrator can change that.");
		return HTTP_REFUSE;
	}
	return HTTP_ALLOW;
}

static enum http_verdict authorize(void *self, struct http_request *request,
				   struct http_response *response, struct err *err)
{
	struct auth *auth = self;
	struct csrf_headers headers = {http_header(request, "Sec-Fetch-Site"),
				       http_header(request, "Origin"), request->host,
				       request->secure};
	struct auth_user *user;

	if (request->method != HTTP_GET && !csrf_origin_ok(&headers, err))
		return HTTP_REFUSE;
	if (!load_user(auth, request, &user, err))
		return HTTP_REFUSE;
	request->user = user;
	if (is_public(request->route))
		return HTTP_ALLOW;
	if (user == NULL)
		return ask_who(request, response, err);
	if (auth->options.demand_second_factor && !user->second_factor &&
	    access_may(&user->access, ACCESS_ACCOUNT_MANAGE) &&
	    strcmp(request->route->permission, "self") != 0)
		return send_to(response, STR("/account/second-factor"));
	return ask_permission(auth, request, user, err);
}

static enum http_verdict verify(void *self, struct http_request *request,
				struct http_response *response, struct err *err)
{
	struct auth *auth = self;
	struct str sent = http_field(&request->form, "csrf");

	(void)response;
	if (sent.len == 0)
		sent = http_header(request, "X-Weft-Csrf");
	return csrf_token_ok(request->arena, &auth->site.key, form_secret(request), sent, err)
		       ? HTTP_ALLOW
		       : HTTP_REFUSE;
}

/* Whether an answer is a file rather than a page: offered to be saved, or of a kind that no page
 * is. */
static bool is_file(const struct http_response *response)
{
	static const struct str pages[] = {STR_INIT("text/html"), STR_INIT("text/plain"),
					   STR_INIT("application/json")};

	if (http_field(&response->headers, "Content-Disposition").len > 0)
		return true;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		if (begins_with(response->type, pages[i]))
			return false;
	return response->type.len > 0 && response->events == NULL;
}

/* What leaves as a file, and what is read of records that are nobody's everyday business, is noted
 * here for all pages, so that none can forget it. An answer that cannot be noted is not given. */
static bool answered(void *self, const struct http_request *request,
		     const struct http_response *response, struct err *err)
{
	struct auth *auth = self;
	enum access_permission permission;

	if (auth_user(request) == NULL || response->status != 200)
		return true;
	if (is_file(response))
		return auth_audit(auth, request, "export.file", request->path, STR(""), err);
	if (request->method != HTTP_GET || response->events != NULL ||
	    !access_permission_find(str_from(request->route->permission), &permission) ||
	    !access_is_sensitive(permission, str_from(request->route->pattern)))
		return true;
	return auth_audit(auth, request, "read.sensitive", request->path, STR(""), err);
}

struct http_hooks auth_hooks(struct auth *auth)
{
	return (struct http_hooks){
		.self = auth,
		.check_route = check_route,
		.authorize = authorize,
		.verify = verify,
		.answered = answered,
		.error_page = auth_error_page,
	};
}

/* ---- small things for the pages ---- */

const struct lang *auth_find_lang(const struct auth *auth, struct str code)
{
	for (size_t i = 0; i < auth->options.n_languages; i++)
		if (begins_with(code, auth->options.languages[i].code))
			return &auth->options.languages[i];
	return NULL;
}

const struct lang *auth_lang(const struct auth *auth, const struct http_request *request)
{
	const struct auth_user *user = auth_user(request);

	/* The first language asked for is enough: English is the other one. */
	return user != NULL ? user->lang
			    : auth_find_lang(auth, http_header(request, "Accept-Language"));
}

struct str auth_base_url(const struct auth *auth, const struct http_request *request)
{
	if (auth->options.base_url.len > 0)
		return auth->options.base_url;
	return arena_printf(request->arena, "%s://%.*s", request->secure ? "https" : "http",
			    STR_ARG(request->host));
}

struct str auth_target(struct str wanted)
{
	for (size_t i = 0; i < wanted.len; i++)
		if ((unsigned char)wanted.ptr[i] <= ' ' || wanted.ptr[i] == '\\' ||
		    wanted.ptr[i] == 0x7F)
			return STR("/");
	if (wanted.len == 0 || wanted.ptr[0] != '/' || (wanted.len > 1 && wanted.ptr[1] == '/') ||
	    begins_with(wanted, STR("/sign-")))
		return STR("/");
	return wanted;
}

bool auth_schools(struct auth *auth, struct arena *arena, const struct auth_school **ret,
		  size_t *ret_n, struct err *err)
{
	const struct auth_parts *parts = &auth->options.parts;

	*ret = NULL;
	*ret_n = 0;
	return parts->schools == NULL || parts->schools(parts->self, auth->site.db, arena,
							auth->site.zone_id, ret, ret_n, err);
}

const struct time_zone *auth_time_zone(struct auth *auth, struct arena *arena)
{
	const struct auth_parts *parts = &auth->options.parts;
	const struct time_zone *zone = NULL;
	struct err ignored;

	if (parts->time_zone == NULL || !parts->time_zone(parts->self, auth->site.db, arena,
							  auth->site.zone_id, &zone, &ignored))
		return NULL;
	return zone;
}
