/* /welcome/{token}: a link that works once, for a first or a new password; and the way to the
 * district's own provider and back. */
#include "kit/auth/auth_routes.h"
#include "kit/auth/page_shared.h"

#include "kit/auth/oidc_store.h"
#include "kit/auth/sign_in_page.html.h"

static void draw(struct http_request *request, struct http_response *response,
		 const struct account *account, bool invite, const struct form_errors *errors)
{
	struct html html;
	struct welcome_view view = {
		.page = auth_frame(request->part, request,
				   invite ? STR("Welcome") : STR("A new password")),
		.form = {.action = request->path,
			 .csrf = auth_visitor_csrf(request->part, request, response),
			 .error = errors->at,
			 .n_errors = errors->n,
			 .submit = {.text = page_say(request, STR("Set the password"))}},
		.password = {.type = FIELD_PASSWORD,
			     .id = STR("password"),
			     .label = page_say(request, STR("Password")),
			     .hint = page_say(request,
					      STR("12 characters or more. Four unusual words are "
						  "good.")),
			     .error = form_errors_of(errors, "password"),
			     .autocomplete = "new-password",
			     .required = true},
		.again = {.type = FIELD_PASSWORD,
			  .id = STR("again"),
			  .label = page_say(request, STR("The same password again")),
			  .error = form_errors_of(errors, "again"),
			  .autocomplete = "new-password",
			  .required = true},
		.email = account->email,
		.invite = invite,
	};

	view.page.has_errors = errors->n > 0;
	view.page.sign_in_url = STR("");
	html_init(&html, response->arena, auth_lang(request->part, request));
	welcome_view(&html, &view);
	page_write(response, &html);
	response->cache = HTTP_CACHE_NONE;
	if (errors->n > 0)
		response->status = 400;
}

bool welcome_page(struct http_request *request, struct http_response *response, struct err *err)
{
	struct auth *auth = request->part;
	enum account_link_kind kind;
	struct account account;

	if (!account_link_find(&auth->site, request->arena, http_path_text(request, "token"),
			       &account, &kind, err))
		return false;
	draw(request, response, &account, kind == ACCOUNT_INVITE, &(struct form_errors){0});
	return true;
}

bool password_pair_ok(struct http_request *request, const struct account *account,
		      struct form_errors *errors)
{
	struct str password = http_form_value(request, "password");
	struct err why = {0};

	if (!password_acceptable(password, account->name, account->email, &why))
		form_errors_add(errors, "password", page_error(request, &why));
	else if (!str_eq(password, http_form_value(request, "again")))
		form_errors_add(errors, "again",
				page_say(request, STR("The two passwords are not the same.")));
	return errors->n == 0;
}

bool welcome_send(struct http_request *request, struct http_response *response, struct err *err)
{
	struct auth *auth = request->part;
	struct str token = http_path_text(request, "token"), hash;
	struct form_errors errors = {0};
	enum account_link_kind kind;
	struct account account;
	int64_t id;

	if (!auth_connection_ok(request, err) ||
	    !account_link_find(&auth->site, request->arena, token, &account, &kind, err))
		return false;
	if (!password_pair_ok(request, &account, &errors)) {
		draw(request, response, &account, kind == ACCOUNT_INVITE, &errors);
		return true;
	}
	if (!password_hash(&auth->passwords, http_form_value(request, "password"), request->arena,
			   &hash, err) ||
	    !account_link_use(&auth->site, token, hash, request->remote, &id, err))
		return false;
	/* The link stands for the password, not for the second factor. */
	if (account.has_second_factor) {
		if (!auth_begin_session(auth, request, response, id, SESSION_HALF, err))
			return false;
		http_redirect(response, STR("/sign-in/code"));
		return true;
	}
	return auth_enter(request, response, id, STR("link"), STR("/"), err);
}

/* ---- the district's own provider ---- */

bool oidc_start(struct http_request *request, struct http_response *response, struct err *err)
{
	struct auth *auth = request->part;
	struct str to = auth_target(http_query_text(request, "to", ""));
	struct oidc_flow flow;
	struct str url, browser;

	if (auth->options.oidc == NULL)
		return err_set(err, ERR_NOT_FOUND, "There is no other sign-in here.");
	if (!auth_connection_ok(request, err))
		return false;
	if (!rate_take(&auth->by_address, request->remote, NULL))
		return err_set(err, ERR_BUSY, "Too many tries. Please wait a moment.");
	browser = auth_visitor_csrf(auth, request, response);
	if (!oidc_begin(auth->options.oidc, request->arena, &flow, &url, err) ||
	    !oidc_flow_keep(&auth->site, &flow, browser, to, err))
		return false;
	http_redirect(response, url);
	response->cache = HTTP_CACHE_NONE;
	return true;
}

/* Whose identity is it? Found by issuer and subject. The first time, an account that was made
 * for a verified address of a listed domain, and that nobody has used yet, is joined with it. */
static bool find_account(struct auth *auth, struct http_request *request,
			 const struct oidc_identity *who, int64_t *ret_id, struct err *err)
{
	struct account account;
	struct account_actor actor = {.address = request->remote};
	bool found;

	if (!account_find_identity(&auth->site, who->issuer, who->subject, ret_id, err))
		return false;
	if (*ret_id != 0)
		return true;
	if (who->email_trusted) {
		if (!account_find(&auth->site, request->arena, who->email, &account, &found, err))
			return false;
		if (found && account.signed_in_ms == 0 && !account.has_password) {
			*ret_id = account.id;
			actor.account_id = account.id;
			return account_add_identity(&auth->site, &actor, account.id, who->issuer,
						    who->subject, err);
		}
	}
	return err_set(
		err, ERR_DENIED,
		"There is no account for you here yet. Ask your administrator to invite you.");
}

static struct str query_of(const struct http_request *request)
{
	struct str target = http_target(request);
	size_t at = 0;

	while (at < target.len && target.ptr[at] != '?')
		at++;
	return at < target.len ? str_slice(target, at + 1, target.len) : STR("");
}

bool oidc_back(struct http_request *request, struct http_response *response, struct err *err)
{
	struct auth *auth = request->part;
	struct oidc_identity who;
	struct oidc_flow flow;
	struct account account;
	struct str to;
	int64_t id;

	if (auth->options.oidc == NULL)
		return err_set(err, ERR_NOT_FOUND, "There is no other sign-in here.");
	if (!oidc_flow_take(&auth->site, request->arena, http_query_text(request, "state", ""),
			    auth_visitor_csrf(auth, request, response), &flow, &to, err) ||
	    !oidc_finish(auth->options.oidc, request->arena, &flow, query_of(request), &who, err) ||
	    !find_account(auth, request, &who, &id, err) ||
	    !account_get(&auth->site, request->arena, id, &account, err))
		return false;
	if (account.disabled_ms != 0)
		return err_set(err, ERR_DENIED,
			       "There is no account for you here yet. Ask your administrator to "
			       "invite you.");
	response->cache = HTTP_CACHE_NONE;
	return auth_enter(request, response, id, who.issuer, to, err);
}
