/* /account: what belongs to the person who is signed in. */
#include "kit/auth/auth_routes.h"
#include "kit/auth/page_shared.h"

#include "kit/auth/account_page.html.h"

#include <string.h>

/* Which form had errors, and which. */
struct problem {
	struct form_errors password, preferences, factor;
};

static void fill_password(struct http_request *request, struct account_view *view,
			  const struct form_errors *errors)
{
	view->password_form = (struct form){
		.action = STR("/account/password"),
		.csrf = auth_user(request)->csrf,
		.error = errors->at,
		.n_errors = errors->n,
		.submit = {.text = page_say(request, STR("Change the password"))},
	};
	view->present = (struct form_field){.type = FIELD_PASSWORD,
					    .id = STR("present"),
					    .label = page_say(request, STR("Present password")),
					    .error = form_errors_of(errors, "present"),
					    .autocomplete = "current-password",
					    .required = true};
	view->password = (struct form_field){
		.type = FIELD_PASSWORD,
		.id = STR("password"),
		.label = page_say(request, STR("New password")),
		.hint = page_say(request,
				 STR("12 characters or more. Four unusual words are good.")),
		.error = form_errors_of(errors, "password"),
		.autocomplete = "new-password",
		.required = true,
	};
	view->again = (struct form_field){
		.type = FIELD_PASSWORD,
		.id = STR("again"),
		.label = page_say(request, STR("The same password again")),
		.error = form_errors_of(errors, "again"),
		.autocomplete = "new-password",
		.required = true};
}

static void fill_preferences(struct http_request *request, struct account_view *view,
			     const struct form_errors *errors)
{
	struct auth *auth = request->part;
	const struct auth_user *user = auth_user(request);
	size_t n = auth->options.n_languages + 1;
	struct form_option *language = arena_array(request->arena, struct form_option, n);
	struct form_option *theme = arena_array(request->arena, struct form_option, 3);

	language[0] = (struct form_option){
		.value = STR("en"), .text = STR("English"), .chosen = user->lang == NULL};
	for (size_t i = 1; i < n; i++) {
		const struct lang *lang = &auth->options.languages[i - 1];

		language[i] = (struct form_option){
			.value = lang->code,
			.text = str_eq(lang->code, STR("es")) ? STR("Español") : lang->code,
			.chosen = user->lang == lang};
	}
	theme[0] = (struct form_option){.value = STR("auto"),
					.text = page_say(request, STR("As my device has it")),
					.chosen = str_eq(user->theme, STR("auto"))};
	theme[1] = (struct form_option){.value = STR("light"),
					.text = page_say(request, STR("Light")),
					.chosen = str_eq(user->theme, STR("light"))};
	theme[2] = (struct form_option){.value = STR("dark"),
					.text = page_say(request, STR("Dark")),
					.chosen = str_eq(user->theme, STR("dark"))};
	view->preferences = (struct form){.action = STR("/account/preferences"),
					  .csrf = user->csrf,
					  .error = errors->at,
					  .n_errors = errors->n,
					  .submit = {.text = page_say(request, STR("Save"))}};
	view->language = (struct form_choice){.id = STR("language"),
					      .label = page_say(request, STR("Language")),
					      .error = form_errors_of(errors, "language"),
					      .option = language,
					      .n = n};
	view->theme = (struct form_choice){.id = STR("theme"),
					   .label = page_say(request, STR("Colours")),
					   .error = form_errors_of(errors, "theme"),
					   .option = theme,
					   .n = 3};
}

static void fill_factor(struct http_request *request, struct account_view *view,
			const struct form_errors *errors)
{
	view->remove_factor = (struct form){
		.action = STR("/account/second-factor/remove"),
		.csrf = auth_user(request)->csrf,
		.error = errors->at,
		.n_errors = errors->n,
		.submit = {.text = page_say(request, STR("Remove the second factor")),
			   .kind = BUTTON_DANGER},
	};
	view->factor_password = (struct form_field){
		.type = FIELD_PASSWORD,
		.id = STR("factor_password"),
		.label = page_say(request, STR("Your password, to remove the second factor")),
		.error = form_errors_of(errors, "factor_password"),
		.autocomplete = "current-password",
		.required = true,
	};
}

/* "Firefox, Linux": the names that people know, from what a browser calls itself. */
static struct str browser_name(struct http_request *request, struct str agent)
{
	/* Each calls itself by the names below it too. */
	static const char *const browsers[][2] = {{"Edg", "Edge"},        {"OPR/", "Opera"},
						  {"Firefox", "Firefox"}, {"Chrome", "Chrome"},
						  {"Safari", "Safari"},   {"curl", "curl"}};
	static const char *const systems[][2] = {{"Android", "Android"}, {"iPhone", "iPhone"},
						 {"iPad", "iPad"},       {"CrOS", "ChromeOS"},
						 {"Windows", "Windows"}, {"Mac OS", "Mac"},
						 {"Linux", "Linux"}};
	const char *browser = NULL, *system = NULL;

	for (size_t i = 0; browser == NULL && i < sizeof browsers / sizeof *browsers; i++)
		if (memmem(agent.ptr, agent.len, browsers[i][0], strlen(browsers[i][0])) != NULL)
			browser = browsers[i][1];
	for (size_t i = 0; system == NULL && i < sizeof systems / sizeof *systems; i++)
		if (memmem(agent.ptr, agent.len, systems[i][0], strlen(systems[i][0])) != NULL)
			system = systems[i][1];
	if (browser == NULL)
		return agent.len > 0 ? agent : page_say(request, STR("A program without a name"));
	return system == NULL ? str_from(browser)
			      : arena_printf(request->arena, "%s, %s", browser, system);
}

static bool fill_sessions(struct http_request *request, struct account_view *view, struct err *err)
{
	struct auth *auth = request->part;
	const struct auth_user *user = auth_user(request);
	const struct time_zone *zone = auth_time_zone(auth, request->arena);
	struct session_list list;
	struct session_row *row;

	if (!session_all(&auth->site, request->arena, user->access.account_id, auth->idle_ms, &list,
			 err))
		return false;
	row = arena_array(request->arena, struct session_row, list.n);
	for (size_t i = 0; i < list.n; i++) {
		const struct session *session = &list.at[i];

		row[i] = (struct session_row){
			.agent = browser_name(request, session->agent),
			.address = session->address,
			.since = page_instant(request->arena, zone, session->created_ms),
			.seen = page_instant(request->arena, zone, session->seen_ms),
			.current = session->id == user->session_id,
			.end = {.action = arena_printf(request->arena, "/account/sessions/%lld/end",
						       (long long)session->id),
				.csrf = user->csrf,
				.submit = {.text = page_say(request, STR("Sign out there")),
					   .kind = BUTTON_SECONDARY}},
		};
	}
	view->session = row;
	view->n_sessions = list.n;
	view->end_others = (struct form){
		.action = STR("/account/sessions/end-others"),
		.csrf = user->csrf,
		.submit = {.text = page_say(request, STR("Sign out everywhere else")),
			   .kind = BUTTON_SECONDARY}};
	return true;
}

static void fill_roles(struct http_request *request, struct account_view *view)
{
	const struct auth_user *user = auth_user(request);
	struct badge *role = arena_array(request->arena, struct badge, user->access.n_grants);

	for (size_t i = 0; i < user->access.n_grants; i++)
		role[i].text = page_say(request,
					str_from(access_role_name(user->access.grant[i].role)));
	view->role = role;
	view->n_roles = user->access.n_grants;
}

static struct str done_text(struct str what)
{
	static const struct {
		struct str what, text;
	} row[] = {
		{STR_INIT("password"), STR_INIT("The password is changed. You are signed out "
						"everywhere else.")},
		{STR_INIT("preferences"), STR_INIT("Saved.")},
		{STR_INIT("sessions"), STR_INIT("Signed out there.")},
		{STR_INIT("factor"), STR_INIT("The second factor is removed.")},
	};

	for (size_t i = 0; i < sizeof row / sizeof *row; i++)
		if (str_eq(what, row[i].what))
			return row[i].text;
	return STR("");
}

static bool draw(struct http_request *request, struct http_response *response,
		 const struct problem *problem, struct err *err)
{
	const struct auth_user *user = auth_user(request);
	struct str done = done_text(http_query_text(request, "done", ""));
	struct auth *auth = request->part;
	struct account account;
	struct account_view view = {
		.page = auth_frame(auth, request, STR("Your account")),
		.name = user->name,
		.email = user->email,
		.second_factor = user->second_factor,
	};
	struct html html;

	if (!account_get(&auth->site, request->arena, user->access.account_id, &account, err) ||
	    !fill_sessions(request, &view, err))
		return false;
	view.has_password = account.has_password;
	fill_roles(request, &view);
	fill_password(request, &view, &problem->password);
	fill_preferences(request, &view, &problem->preferences);
	fill_factor(request, &view, &problem->factor);
	if (done.len > 0)
		page_flash(&view.page, request->arena, FLASH_DONE, page_say(request, done));
	if (problem->password.n + problem->preferences.n + problem->factor.n > 0) {
		view.page.has_errors = true;
		response->status = 400;
	}
	auth_html(request, response, &html);
	account_view(&html, &view);
	page_write(response, &html);
	response->cache = HTTP_CACHE_NONE;
	return true;
}

bool account_page(struct http_request *request, struct http_response *response, struct err *err)
{
	return draw(request, response, &(struct problem){0}, err);
}

bool account_password_send(struct http_request *request, struct http_response *response,
			   struct err *err)
{
	struct auth *auth = request->part;
	const struct auth_user *user = auth_user(request);
	struct account_actor actor = auth_actor(request);
	struct problem problem = {0};
	struct account account;
	struct err why = {0};
	struct str hash;

	if (!account_get(&auth->site, request->arena, user->access.account_id, &account, err))
		return false;
	if (!password_pair_ok(request, &account, &problem.password))
		return draw(request, response, &problem, err);
	if (!sign_in_confirm(&auth->sign_in, request->arena, account.id,
			     http_form_value(request, "present"), request->remote, &why)) {
		form_errors_add(&problem.password, "present", page_error(request, &why));
		return draw(request, response, &problem, err);
	}
	if (!password_hash(&auth->passwords, http_form_value(request, "password"), request->arena,
			   &hash, err) ||
	    !account_set_password(&auth->site, &actor, account.id, hash, user->session_id, err))
		return false;
	http_redirect(response, STR("/account?done=password"));
	return true;
}

bool account_preferences_send(struct http_request *request, struct http_response *response,
			      struct err *err)
{
	struct auth *auth = request->part;
	struct str language = http_form_value(request, "language");
	struct str theme = http_form_value(request, "theme");
	struct problem problem = {0};

	if (!str_eq(language, STR("en")) && auth_find_lang(auth, language) == NULL)
		form_errors_add(&problem.preferences, "language",
				page_say(request, STR("Choose one of the languages.")));
	if (!str_eq(theme, STR("auto")) && !str_eq(theme, STR("light")) &&
	    !str_eq(theme, STR("dark")))
		form_errors_add(&problem.preferences, "theme",
				page_say(request, STR("Choose one of the colours.")));
	if (problem.preferences.n > 0)
		return draw(request, response, &problem, err);
	if (!account_set_preferences(&auth->site, auth_user(request)->access.account_id, language,
				     theme, err))
		return false;
	http_redirect(response, STR("/account?done=preferences"));
	return true;
}

bool account_session_end(struct http_request *request, struct http_response *response,
			 struct err *err)
{
	struct auth *auth = request->part;
	int64_t id;

	if (!http_path_id(request, "session", &id, err) ||
	    !session_end(&auth->site, auth_user(request)->access.account_id, id, err))
		return false;
	http_redirect(response, STR("/account?done=sessions"));
	return true;
}

bool account_sessions_end(struct http_request *request, struct http_response *response,
			  struct err *err)
{
	struct auth *auth = request->part;
	const struct auth_user *user = auth_user(request);

	if (!session_end_all(&auth->site, user->access.account_id, user->session_id, err))
		return false;
	http_redirect(response, STR("/account?done=sessions"));
	return true;
}

bool second_factor_remove(struct http_request *request, struct http_response *response,
			  struct err *err)
{
	struct auth *auth = request->part;
	const struct auth_user *user = auth_user(request);
	struct account_actor actor = auth_actor(request);
	struct problem problem = {0};
	struct err why = {0};

	if (!sign_in_confirm(&auth->sign_in, request->arena, user->access.account_id,
			     http_form_value(request, "factor_password"), request->remote, &why)) {
		form_errors_add(&problem.factor, "factor_password", page_error(request, &why));
		return draw(request, response, &problem, err);
	}
	if (!account_remove_second_factor(&auth->site, &actor, user->access.account_id, err))
		return false;
	http_redirect(response, STR("/account?done=factor"));
	return true;
}
