/* /admin/people: everybody with an account, and invitations. */
#include "kit/auth/auth_routes.h"
#include "kit/auth/people_shared.h"

#include "kit/auth/admin_page.html.h"

#include <string.h>

bool people_may_manage(const struct auth_user *user, const struct account *account)
{
	if (access_may_zone(&user->access, ACCESS_ACCOUNT_MANAGE))
		return true;
	for (size_t i = 0; i < account->n_grants; i++)
		if (account->grant[i].school_id == 0 ||
		    !access_may_at(&user->access, ACCESS_ACCOUNT_MANAGE,
				   account->grant[i].school_id))
			return false;
	/* Whoever has no role yet belongs to no school: only the zone can begin. */
	return account->n_grants > 0;
}

struct str people_place(const struct http_request *request, const struct auth_school *school,
			size_t n, int64_t id)
{
	if (id == 0)
		return page_say(request, STR("the whole zone"));
	for (size_t i = 0; i < n; i++)
		if (school[i].id == id)
			return school[i].name;
	return arena_printf(request->arena, "%.*s %lld", STR_ARG(page_say(request, STR("school"))),
			    (long long)id);
}

struct badge people_state(const struct http_request *request, const struct account *account)
{
	struct auth *auth = request->part;

	if (account->disabled_ms != 0)
		return (struct badge){BADGE_BAD, page_say(request, STR("Disabled"))};
	if (account->reset_asked_ms != 0)
		return (struct badge){BADGE_WARN,
				      page_say(request, STR("Asks for a new password"))};
	if (account->locked_until_ms > site_now(&auth->site))
		return (struct badge){BADGE_WARN,
				      page_say(request, STR("Resting after wrong tries"))};
	if (account->signed_in_ms == 0)
		return (struct badge){BADGE_INFO, page_say(request, STR("Invited"))};
	return (struct badge){BADGE_GOOD, page_say(request, STR("Active"))};
}

struct form_choice people_role_choice(struct http_request *request, struct str chosen,
				      struct str error)
{
	struct form_option *option = arena_array(request->arena, struct form_option,
						 ACCESS_N_ROLES + 1);

	option[0].text = page_say(request, STR("Choose a role"));
	for (size_t i = 0; i < ACCESS_N_ROLES; i++) {
		struct str word = str_from(access_role_word((enum access_role)i));

		option[i + 1] = (struct form_option){
			.value = word,
			.text = page_say(request, str_from(access_role_name((enum access_role)i))),
			.chosen = str_eq(word, chosen),
		};
	}
	return (struct form_choice){.id = STR("role"),
				    .label = page_say(request, STR("Role")),
				    .error = error,
				    .option = option,
				    .n = ACCESS_N_ROLES + 1};
}

struct form_choice people_school_choice(struct http_request *request,
					const struct auth_school *school, size_t n,
					struct str chosen, struct str error)
{
	struct form_option *option = arena_array(request->arena, struct form_option, n + 1);
	const struct auth_user *user = auth_user(request);
	size_t kept = 0;

	if (access_may_zone(&user->access, ACCESS_ACCOUNT_MANAGE))
		option[kept++] = (struct form_option){
			.value = STR("0"), .text = page_say(request, STR("The whole zone"))};
	for (size_t i = 0; i < n; i++) {
		struct str id = arena_printf(request->arena, "%lld", (long long)school[i].id);

		if (access_may_at(&user->access, ACCESS_ACCOUNT_MANAGE, school[i].id))
			option[kept++] = (struct form_option){
				.value = id, .text = school[i].name, .chosen = str_eq(id, chosen)};
	}
	return (struct form_choice){.id = STR("school"),
				    .label = page_say(request, STR("Where")),
				    .error = error,
				    .option = option,
				    .n = kept};
}

bool people_read_grant(struct http_request *request, struct access_grant *ret,
		       struct form_errors *errors)
{
	struct str role = http_form_value(request, "role");
	struct access_grant grant = {0};

	if (!access_role_find(role, &grant.role))
		form_errors_add(errors, "role", page_say(request, STR("Choose a role.")));
	if (!str_to_i64(http_form_value(request, "school"), &grant.school_id) ||
	    grant.school_id < 0)
		form_errors_add(errors, "school", page_say(request, STR("Choose where.")));
	*ret = grant;
	return errors->n == 0;
}

/* ---- the list ---- */

static struct str roles_text(struct http_request *request, const struct account *account,
			     const struct auth_school *school, size_t n)
{
	struct text text;

	text_init(&text, request->arena);
	for (size_t i = 0; i < account->n_grants; i++) {
		const struct access_grant *grant = &account->grant[i];

		text_printf(&text, "%s%.*s, %.*s", i == 0 ? "" : "; ",
			    STR_ARG(page_say(request, str_from(access_role_name(grant->role)))),
			    STR_ARG(people_place(request, school, n, grant->school_id)));
	}
	return account->n_grants == 0 ? STR("–") : text_str(&text);
}

static bool contains(struct str text, struct str part)
{
	for (size_t i = 0; i + part.len <= text.len; i++)
		if (part.len == 0 || strncasecmp(text.ptr + i, part.ptr, part.len) == 0)
			return true;
	return false;
}

enum { PEOPLE_COLUMNS = 4 };

static struct table list_table(struct http_request *request, const struct account_list *list,
			       const struct auth_school *school, size_t n_schools)
{
	struct str search = str_trim(http_query_text(request, "search", ""));
	struct table_cell *cell = arena_array(request->arena, struct table_cell,
					      list->n * PEOPLE_COLUMNS);
	struct table_column *column = arena_array(request->arena, struct table_column,
						  PEOPLE_COLUMNS);
	struct empty_state *empty = arena_array(request->arena, struct empty_state, 1);
	size_t n = 0;

	column[0] = (struct table_column){.text = page_say(request, STR("Name")),
					  .row_header = true};
	column[1].text = page_say(request, STR("E-mail address"));
	column[2].text = page_say(request, STR("Roles"));
	column[3].text = page_say(request, STR("State"));
	for (size_t i = 0; i < list->n; i++) {
		const struct account *account = &list->at[i];
		struct table_cell *row = &cell[n * PEOPLE_COLUMNS];

		if (!people_may_manage(auth_user(request), account) ||
		    (!contains(account->name, search) && !contains(account->email, search)))
			continue;
		row[0] = (struct table_cell){.text = account->name,
					     .url = arena_printf(request->arena,
								 "/admin/people/%lld",
								 (long long)account->id)};
		row[1].text = account->email;
		row[2].text = roles_text(request, account, school, n_schools);
		row[3].badge = people_state(request, account);
		n++;
	}
	*empty = (struct empty_state){
		.title = page_say(request, STR("Nobody here")),
		.text = page_say(request, search.len > 0
						  ? STR("No name or address has these letters.")
						  : STR("Invite the people who are to use Weft.")),
		.step = {.text = page_say(request, STR("Invite somebody")),
			 .url = STR("/admin/people/new")}};
	return (struct table){.caption = page_say(request, STR("Accounts")),
			      .column = column,
			      .n_columns = PEOPLE_COLUMNS,
			      .cell = cell,
			      .n_rows = n,
			      .empty = empty};
}

bool people_page(struct http_request *request, struct http_response *response, struct err *err)
{
	struct auth *auth = request->part;
	const struct auth_school *school;
	struct account_list list;
	struct people_view view;
	struct html html;
	size_t n;

	if (!account_all(&auth->site, request->arena, &list, err) ||
	    !auth_schools(auth, request->arena, &school, &n, err))
		return false;
	view = (struct people_view){
		.page = admin_frame(request, STR("People and roles")),
		.filter = {.method = FORM_GET,
			.in_line = true,
			   .action = STR("/admin/people"),
			   .submit = {.text = page_say(request, STR("Search")),
				      .kind = BUTTON_SECONDARY}},
		.search = {.type = FIELD_SEARCH,
			   .width = FIELD_MEDIUM,
			   .id = STR("search"),
			   .label = page_say(request, STR("Name or address")),
			   .value = http_query_text(request, "search", "")},
		.table = list_table(request, &list, school, n),
		.invite = {.text = page_say(request, STR("Invite somebody")),
			   .url = STR("/admin/people/new")},
	};
	auth_html(request, response, &html);
	people_view(&html, &view);
	page_write(response, &html);
	return true;
}

/* ---- invitations ---- */

static bool draw_invite(struct http_request *request, struct http_response *response,
			const struct form_errors *errors, struct err *err)
{
	struct auth *auth = request->part;
	const struct auth_school *school;
	struct invite_view view;
	struct html html;
	size_t n;

	if (!auth_schools(auth, request->arena, &school, &n, err))
		return false;
	view = (struct invite_view){
		.page = admin_frame(request, STR("Invite somebody")),
		.form = {.action = STR("/admin/people"),
			 .csrf = auth_user(request)->csrf,
			 .error = errors->at,
			 .n_errors = errors->n,
			 .submit = {.text = page_say(request, STR("Make the invitation"))},
			 .cancel_url = STR("/admin/people")},
		.name = {.type = FIELD_TEXT,
			 .id = STR("name"),
			 .label = page_say(request, STR("Name")),
			 .error = form_errors_of(errors, "name"),
			 .value = http_form_value(request, "name"),
			 .autocomplete = "off",
			 .max_length = ACCOUNT_MAX_NAME},
		.email = {.type = FIELD_EMAIL,
			  .id = STR("email"),
			  .label = page_say(request, STR("E-mail address")),
			  .error = form_errors_of(errors, "email"),
			  .value = http_form_value(request, "email"),
			  .autocomplete = "off",
			  .max_length = ACCOUNT_MAX_EMAIL},
		.role = people_role_choice(request, http_form_value(request, "role"),
					   form_errors_of(errors, "role")),
		.school = people_school_choice(request, school, n,
					       http_form_value(request, "school"),
					       form_errors_of(errors, "school")),
		.hint = page_say(request,
				 STR("No mail is sent: you get a link to give to the person, "
				     "and it works once.")),
	};
	view.page.has_errors = errors->n > 0;
	if (errors->n > 0)
		response->status = 400;
	auth_html(request, response, &html);
	invite_view(&html, &view);
	page_write(response, &html);
	return true;
}

bool invite_page(struct http_request *request, struct http_response *response, struct err *err)
{
	return draw_invite(request, response, &(struct form_errors){0}, err);
}

static void check_invite(struct http_request *request, struct access_grant *grant,
			 struct form_errors *errors)
{
	struct str name = str_trim(http_form_value(request, "name"));
	struct err why = {0};

	if (name.len == 0 || name.len > ACCOUNT_MAX_NAME)
		form_errors_add(errors, "name", page_say(request, STR("Enter a name.")));
	if (!account_email_ok(str_trim(http_form_value(request, "email")), &why))
		form_errors_add(errors, "email", page_error(request, &why));
	if (people_read_grant(request, grant, errors) &&
	    !access_may_grant(&auth_user(request)->access, 0, grant, &why))
		form_errors_add(errors, "role", page_error(request, &why));
}

bool invite_send(struct http_request *request, struct http_response *response, struct err *err)
{
	struct auth *auth = request->part;
	struct account_actor actor = auth_actor(request);
	struct form_errors errors = {0};
	struct access_grant grant;
	struct account_new new;
	struct err why = {0};
	struct str token;
	int64_t id;

	check_invite(request, &grant, &errors);
	if (errors.n > 0)
		return draw_invite(request, response, &errors, err);
	new = (struct account_new){http_form_value(request, "email"),
				   http_form_value(request, "name"), 0, &grant, 1};
	if (!account_add(&auth->site, &actor, &new, &id, &why)) {
		if (why.kind == ERR_SYSTEM) {
			*err = why;
			return false;
		}
		form_errors_add(&errors, "email", page_error(request, &why));
		return draw_invite(request, response, &errors, err);
	}
	if (!account_link_make(&auth->site, &actor, id, ACCOUNT_INVITE, request->arena, &token,
			       err))
		return false;
	return person_draw(request, response, id, token, &(struct form_errors){0}, err);
}
