/* Signing in and out: password, second factor, a forgotten password. */
#include "kit/auth/auth_routes.h"
#include "kit/auth/page_shared.h"

#include "kit/auth/oidc.h"
#include "kit/auth/sign_in_page.html.h"

static struct sign_in_view view_of(struct http_request *request, struct http_response *response,
				   struct str to)
{
	struct auth *auth = request->part;
	struct str encoded = http_encode(request->arena, to);

	return (struct sign_in_view){
		.page = auth_frame(auth, request, STR("Sign in")),
		.form = {.action = STR("/sign-in"),
			 .csrf = auth_visitor_csrf(auth, request, response),
			 .submit = {.text = page_say(request, STR("Sign in"))}},
		.email = {.type = FIELD_EMAIL,
			  .id = STR("email"),
			  .label = page_say(request, STR("E-mail address")),
			  .value = http_form_value(request, "email"),
			  .autocomplete = "username",
			  .required = true},
		.password = {.type = FIELD_PASSWORD,
			     .id = STR("password"),
			     .label = page_say(request, STR("Password")),
			     .autocomplete = "current-password",
			     .required = true},
		.to = to,
		.oidc_label = auth->options.oidc == NULL ? STR("") : oidc_label(auth->options.oidc),
		.oidc_url = arena_printf(request->arena, "/sign-in/oidc?to=%.*s", STR_ARG(encoded)),
	};
}

static void draw_sign_in(struct http_request *request, struct http_response *response,
			 struct sign_in_view *view)
{
	const struct auth_options *options = &((const struct auth *)request->part)->options;
	struct err ignored = {0};
	struct html html;

	/* Without the list one can still sign in. */
	if (options->demo != NULL)
		(void)options->demo(options->demo_self, options->db, request->arena,
				    options->zone_id, &view->demo, &view->n_demo, &ignored);
	view->page.sign_in_url = STR("");
	html_init(&html, response->arena, auth_lang(request->part, request));
	sign_in_view(&html, view);
	page_write(response, &html);
	response->cache = HTTP_CACHE_NONE;
}

bool sign_in_page(struct http_request *request, struct http_response *response, struct err *err)
{
	struct str to = auth_target(http_query_text(request, "to", ""));
	struct sign_in_view view;

	(void)err;
	if (auth_user(request) != NULL) {
		http_redirect(response, to);
		return true;
	}
	view = view_of(request, response, to);
	view.email.value = http_query_text(request, "email", "");
	if (http_query_text(request, "done", "").len > 0)
		page_flash(&view.page, request->arena, FLASH_DONE,
			   page_say(request, STR("You are signed out.")));
	draw_sign_in(request, response, &view);
	return true;
}

/* Show the form again: what was typed stays, but the password. */
static bool sign_in_again(struct http_request *request, struct http_response *response,
			  struct str to, const struct err *why, const char *field)
{
	struct form_errors errors = {0};
	struct sign_in_view view = view_of(request, response, to);

	form_errors_add(&errors, field, page_error(request, why));
	view.form.error = errors.at;
	view.form.n_errors = errors.n;
	view.email.error = form_errors_of(&errors, "email");
	view.password.error = form_errors_of(&errors, "password");
	view.page.has_errors = true;
	response->status = http_status_of(why->kind);
	draw_sign_in(request, response, &view);
	return true;
}

bool auth_enter(struct http_request *request, struct http_response *response, int64_t account_id,
		struct str how, struct str to, struct err *err)
{
	struct auth *auth = request->part;

	if (!sign_in_done(&auth->site, account_id, how, request->remote, err) ||
	    !auth_begin_session(auth, request, response, account_id, SESSION_FULL, err))
		return false;
	http_redirect(response, to);
	return true;
}

bool sign_in_send(struct http_request *request, struct http_response *response, struct err *err)
{
	struct auth *auth = request->part;
	struct str to = auth_target(http_form_value(request, "to"));
	struct str email = http_form_value(request, "email"), encoded;
	struct account account;
	struct err why = {0};

	if (!auth_connection_ok(request, &why))
		return sign_in_again(request, response, to, &why, "");
	if (str_trim(email).len == 0) {
		(void)err_set(&why, ERR_INVALID, "Enter your e-mail address.");
		return sign_in_again(request, response, to, &why, "email");
	}
	if (!sign_in_password(&auth->sign_in, request->arena, email,
			      http_form_value(request, "password"), request->remote, &account,
			      &why)) {
		if (why.kind == ERR_SYSTEM) {
			*err = why;
			return false;
		}
		return sign_in_again(request, response, to, &why, "password");
	}
	if (!account.has_second_factor)
		return auth_enter(request, response, account.id, STR("password"), to, err);
	if (!auth_begin_session(auth, request, response, account.id, SESSION_HALF, err))
		return false;
	encoded = http_encode(request->arena, to);
	http_redirect(response,
		      arena_printf(request->arena, "/sign-in/code?to=%.*s", STR_ARG(encoded)));
	return true;
}

/* ---- the second factor ---- */

/* The half session that asks for a code; false: there is none, answered by the sign-in page. */
static bool half_session(struct http_request *request, struct http_response *response,
			 struct session *ret, bool *ret_found, struct err *err)
{
	if (!auth_find_session(request->part, request, ret, ret_found, err))
		return false;
	if (*ret_found && ret->stage != SESSION_HALF)
		*ret_found = false;
	if (!*ret_found)
		http_redirect(response, STR("/sign-in"));
	return true;
}

static void draw_code(struct http_request *request, struct http_response *response, struct str to,
		      const struct err *why)
{
	struct form_errors errors = {0};
	struct html html;
	struct str encoded = http_encode(request->arena, to);
	struct ask_view view = {
		.page = auth_frame(request->part, request, STR("Enter your code")),
		.form = {.action = arena_printf(request->arena, "/sign-in/code?to=%.*s",
						STR_ARG(encoded)),
			 .csrf = auth_visitor_csrf(request->part, request, response),
			 .submit = {.text = page_say(request, STR("Go on"))},
			 .cancel_url = STR("/sign-in")},
		.field = {.type = FIELD_TEXT,
			  .width = FIELD_MEDIUM,
			  .id = STR("code"),
			  .label = page_say(request, STR("Code")),
			  .hint = page_say(request,
					   STR("Six digits from your authenticator app, or one "
					       "of your recovery codes.")),
			  .autocomplete = "one-time-code",
			  .required = true},
	};

	if (why != NULL) {
		form_errors_add(&errors, "code", page_error(request, why));
		view.form.error = errors.at;
		view.form.n_errors = errors.n;
		view.field.error = errors.at[0].text;
		view.page.has_errors = true;
		response->status = http_status_of(why->kind);
	}
	view.page.sign_in_url = STR("");
	html_init(&html, response->arena, auth_lang(request->part, request));
	ask_view(&html, &view);
	page_write(response, &html);
	response->cache = HTTP_CACHE_NONE;
}

bool code_page(struct http_request *request, struct http_response *response, struct err *err)
{
	struct session session;
	bool found;

	if (!half_session(request, response, &session, &found, err))
		return false;
	if (found)
		draw_code(request, response, auth_target(http_query_text(request, "to", "")), NULL);
	return true;
}

bool code_send(struct http_request *request, struct http_response *response, struct err *err)
{
	struct auth *auth = request->part;
	struct str to = auth_target(http_query_text(request, "to", ""));
	struct session session;
	struct err why = {0};
	bool found;

	if (!half_session(request, response, &session, &found, err))
		return false;
	if (!found)
		return true;
	if (!sign_in_second(&auth->sign_in, request->arena, session.account_id,
			    http_form_value(request, "code"), request->remote, &why)) {
		if (why.kind == ERR_SYSTEM) {
			*err = why;
			return false;
		}
		draw_code(request, response, to, &why);
		return true;
	}
	return auth_enter(request, response, session.account_id, STR("second factor"), to, err);
}

/* ---- out, and a forgotten password ---- */

bool sign_out_send(struct http_request *request, struct http_response *response, struct err *err)
{
	struct auth *auth = request->part;
	const struct auth_user *user = auth_user(request);

	if (!session_end(&auth->site, user->access.account_id, user->session_id, err) ||
	    !auth_audit(auth, request, "sign-out", STR(""), STR(""), err))
		return false;
	auth_drop_session_cookie(request, response);
	http_redirect(response, STR("/sign-in?done=out"));
	return true;
}

static void draw_forgot(struct http_request *request, struct http_response *response, bool asked,
			const struct err *why)
{
	struct form_errors errors = {0};
	struct html html;
	struct ask_view view = {
		.page = auth_frame(request->part, request, STR("A new password")),
		.form = {.action = STR("/sign-in/forgot"),
			 .csrf = auth_visitor_csrf(request->part, request, response),
			 .submit = {.text = page_say(request, STR("Ask for a new password"))},
			 .cancel_url = STR("/sign-in")},
		.field = {.type = FIELD_EMAIL,
			  .id = STR("email"),
			  .label = page_say(request, STR("E-mail address")),
			  .value = http_form_value(request, "email"),
			  .autocomplete = "username",
			  .required = true},
		.text = page_say(request,
				 STR("Your administrator is told that you ask, and gives you "
				     "a link that works once.")),
	};

	if (why != NULL) {
		form_errors_add(&errors, "email", page_error(request, why));
		view.form.error = errors.at;
		view.form.n_errors = errors.n;
		view.field.error = errors.at[0].text;
		view.page.has_errors = true;
		response->status = http_status_of(why->kind);
	}
	if (asked) {
		view.form.action = STR("");
		view.text = page_say(request, STR("If there is an account with this address, its "
						  "administrator now sees that you ask for a new "
						  "password. The link comes from them."));
		view.other = (struct page_link){.text = page_say(request, STR("Back to sign in")),
						.url = STR("/sign-in")};
	}
	html_init(&html, response->arena, auth_lang(request->part, request));
	ask_view(&html, &view);
	page_write(response, &html);
	response->cache = HTTP_CACHE_NONE;
}

bool forgot_page(struct http_request *request, struct http_response *response, struct err *err)
{
	(void)err;
	draw_forgot(request, response, false, NULL);
	return true;
}

bool forgot_send(struct http_request *request, struct http_response *response, struct err *err)
{
	struct auth *auth = request->part;
	struct str email = str_trim(http_form_value(request, "email"));
	struct err why = {0};

	if (!account_email_ok(email, &why)) {
		draw_forgot(request, response, false, &why);
		return true;
	}
	if (!rate_take(&auth->by_address, request->remote, NULL)) {
		(void)err_set(&why, ERR_BUSY, "Too many tries. Please wait a moment.");
		draw_forgot(request, response, false, &why);
		return true;
	}
	if (!account_ask_reset(&auth->site, email, request->remote, err))
		return false;
	draw_forgot(request, response, true, NULL);
	return true;
}
