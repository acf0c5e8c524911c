/* /admin/people/{account}: roles, links and the state of one account. */
#include "kit/auth/auth_routes.h"
#include "kit/auth/people_shared.h"

#include "kit/auth/admin_page.html.h"

/* The account of the path, if it is theirs to look after. */
static bool find(struct http_request *request, int64_t id, struct account *ret, struct err *err)
{
	struct auth *auth = request->part;
	struct account account;

	if (!account_get(&auth->site, request->arena, id, &account, err))
		return false;
	if (!people_may_manage(auth_user(request), &account))
		return err_set(err, ERR_DENIED, "You do not look after this account.");
	*ret = account;
	return true;
}

static bool find_of_path(struct http_request *request, struct account *ret, struct err *err)
{
	int64_t id;

	return http_path_id(request, "account", &id, err) && find(request, id, ret, err);
}

static struct str action(struct http_request *request, int64_t id, const char *what)
{
	return arena_printf(request->arena, "/admin/people/%lld%s", (long long)id, what);
}

static struct form button(struct http_request *request, int64_t id, const char *what,
			  struct str text, enum button_kind kind)
{
	return (struct form){.action = action(request, id, what),
			     .csrf = auth_user(request)->csrf,
			     .submit = {.text = page_say(request, text), .kind = kind}};
}

static void fill_roles(struct http_request *request, struct person_view *view,
		       const struct account *account, const struct auth_school *school, size_t n)
{
	struct role_row *row = arena_array(request->arena, struct role_row, account->n_grants);
	const struct auth_user *user = auth_user(request);

	for (size_t i = 0; i < account->n_grants; i++) {
		const struct access_grant *grant = &account->grant[i];
		struct err why = {0};

		row[i] = (struct role_row){
			.name = page_say(request, str_from(access_role_name(grant->role))),
			.place = people_place(request, school, n, grant->school_id),
			.summary = page_say(request, str_from(access_role_summary(grant->role))),
		};
		if (!access_may_grant(&user->access, account->id, grant, &why))
			continue;
		row[i].remove = button(request, account->id, "/roles/remove",
				       STR("Take this role away"), BUTTON_SECONDARY);
		row[i].remove.submit.name = STR("grant");
		row[i].remove.submit.value = arena_printf(request->arena, "%s %lld",
							  access_role_word(grant->role),
							  (long long)grant->school_id);
	}
	view->role = row;
	view->n_roles = account->n_grants;
}

static void fill_change(struct http_request *request, struct person_view *view,
			const struct account *account, const struct form_errors *errors)
{
	bool invited = account->signed_in_ms == 0 && !account->has_password;

	view->add = (struct form){.action = action(request, account->id, "/roles"),
				  .csrf = auth_user(request)->csrf,
				  .error = errors->at,
				  .n_errors = errors->n,
				  .submit = {.text = page_say(request, STR("Give the role"))}};
	view->link = button(request, account->id, "/link",
			    invited ? STR("Make a new invitation")
				    : STR("Make a link for a new password"),
			    BUTTON_SECONDARY);
	view->link_hours = page_say(request, invited ? STR("two weeks") : STR("one day"));
	view->disable = view->disabled ? button(request, account->id, "/enable",
						STR("Enable the account"), BUTTON_SECONDARY)
				       : button(request, account->id, "/disable",
						STR("Disable the account"), BUTTON_DANGER);
	view->factor = button(request, account->id, "/second-factor/remove",
			      STR("Remove the second factor"), BUTTON_DANGER);
}

bool person_draw(struct http_request *request, struct http_response *response, int64_t id,
		 struct str new_token, const struct form_errors *errors, struct err *err)
{
	struct auth *auth = request->part;
	const struct auth_school *school;
	struct account account;
	struct person_view view;
	struct html html;
	size_t n;

	if (!find(request, id, &account, err) ||
	    !auth_schools(auth, request->arena, &school, &n, err))
		return false;
	view = (struct person_view){
		.page = admin_frame(request, STR("People and roles")),
		.email = account.email,
		.signed_in = page_instant(request->arena, auth_time_zone(auth, request->arena),
					  account.signed_in_ms),
		.badge = people_state(request, &account),
		.may_change = account.id != auth_user(request)->access.account_id,
		.disabled = account.disabled_ms != 0,
		.has_password = account.has_password,
		.second_factor = account.has_second_factor,
		.state = page_say(request, account.has_second_factor
						   ? STR("Has a second factor.")
						   : STR("Has no second factor.")),
		.add_role = people_role_choice(request, http_form_value(request, "role"),
					       form_errors_of(errors, "role")),
		.add_school = people_school_choice(request, school, n,
						   http_form_value(request, "school"),
						   form_errors_of(errors, "school")),
	};
	view.page.title = account.name;
	view.page.has_errors = errors->n > 0;
	fill_roles(request, &view, &account, school, n);
	fill_change(request, &view, &account, errors);
	if (new_token.len > 0) {
		struct str base = auth_base_url(auth, request);

		view.new_link = arena_printf(request->arena, "%.*s/welcome/%.*s", STR_ARG(base),
					     STR_ARG(new_token));
		response->cache = HTTP_CACHE_NONE;
	}
	if (errors->n > 0)
		response->status = 400;
	auth_html(request, response, &html);
	person_view(&html, &view);
	page_write(response, &html);
	return true;
}

bool person_page(struct http_request *request, struct http_response *response, struct err *err)
{
	int64_t id;

	return http_path_id(request, "account", &id, err) &&
	       person_draw(request, response, id, STR(""), &(struct form_errors){0}, err);
}

static bool back(struct http_request *request, struct http_response *response, int64_t id)
{
	http_redirect(response, action(request, id, ""));
	return true;
}

bool person_role_add(struct http_request *request, struct http_response *response, struct err *err)
{
	struct auth *auth = request->part;
	struct account_actor actor = auth_actor(request);
	struct form_errors errors = {0};
	struct access_grant grant;
	struct account account;
	struct err why = {0};

	if (!find_of_path(request, &account, err))
		return false;
	if (people_read_grant(request, &grant, &errors) &&
	    !access_may_grant(&auth_user(request)->access, account.id, &grant, &why))
		form_errors_add(&errors, "role", page_error(request, &why));
	if (errors.n > 0)
		return person_draw(request, response, account.id, STR(""), &errors, err);
	return account_grant(&auth->site, &actor, account.id, &grant, err) &&
	       back(request, response, account.id);
}

/* "principal 3" */
static bool read_taken(struct http_request *request, struct access_grant *ret, struct err *err)
{
	struct str text = http_form_value(request, "grant");
	size_t at = 0;

	while (at < text.len && text.ptr[at] != ' ')
		at++;
	if (at == text.len || !access_role_find(str_slice(text, 0, at), &ret->role) ||
	    !str_to_i64(str_slice(text, at + 1, text.len), &ret->school_id))
		return err_set(err, ERR_INVALID, "There is no such role.");
	return true;
}

bool person_role_remove(struct http_request *request, struct http_response *response,
			struct err *err)
{
	struct auth *auth = request->part;
	struct account_actor actor = auth_actor(request);
	struct access_grant grant = {0};
	struct account account;

	return find_of_path(request, &account, err) && read_taken(request, &grant, err) &&
	       access_may_grant(&auth_user(request)->access, account.id, &grant, err) &&
	       account_revoke(&auth->site, &actor, account.id, &grant, err) &&
	       back(request, response, account.id);
}

/* Nobody works on their own account here: /account is for that. */
static bool find_other(struct http_request *request, struct account *ret, struct err *err)
{
	struct account account;

	if (!find_of_path(request, &account, err))
		return false;
	if (account.id == auth_user(request)->access.account_id)
		return err_set(err, ERR_DENIED,
			       "Nobody changes their own account here: see \"Your account\".");
	*ret = account;
	return true;
}

bool person_link_send(struct http_request *request, struct http_response *response, struct err *err)
{
	struct auth *auth = request->part;
	struct account_actor actor = auth_actor(request);
	struct account account;
	struct str token;

	if (!find_other(request, &account, err) ||
	    !account_link_make(&auth->site, &actor, account.id,
			       account.has_password || account.signed_in_ms != 0 ? ACCOUNT_RESET
										 : ACCOUNT_INVITE,
			       request->arena, &token, err))
		return false;
	return person_draw(request, response, account.id, token, &(struct form_errors){0}, err);
}

bool person_disable(struct http_request *request, struct http_response *response, struct err *err)
{
	struct auth *auth = request->part;
	struct account_actor actor = auth_actor(request);
	struct account account;

	return find_other(request, &account, err) &&
	       account_set_disabled(&auth->site, &actor, account.id, true, err) &&
	       back(request, response, account.id);
}

bool person_enable(struct http_request *request, struct http_response *response, struct err *err)
{
	struct auth *auth = request->part;
	struct account_actor actor = auth_actor(request);
	struct account account;

	return find_other(request, &account, err) &&
	       account_set_disabled(&auth->site, &actor, account.id, false, err) &&
	       back(request, response, account.id);
}

bool person_factor_remove(struct http_request *request, struct http_response *response,
			  struct err *err)
{
	struct auth *auth = request->part;
	struct account_actor actor = auth_actor(request);
	struct account account;

	return find_other(request, &account, err) &&
	       account_remove_second_factor(&auth->site, &actor, account.id, err) &&
	       back(request, response, account.id);
}
