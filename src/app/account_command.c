/* weft account ...: what the administration pages do, for the first administrator and for
 * scripts. Whoever may run it may read the database: it asks for no password. */
#include "app/account_command.h"

#include "base/json.h"
#include "kit/auth/account.h"
#include "kit/auth/command_site.h"
#include "parts/school/zone_store.h"

#define SCHOOL_OPTION                                                                             \
	{                                                                                         \
		"school", "CODE", "the school, by its code or number; without it, the whole zone" \
	}
#define URL_OPTION                                                                    \
	{                                                                             \
		"base-url", "URL", "what the link begins with, http://127.0.0.1:8080" \
	}

static const struct account_actor command_line = {0, STR_INIT("command")};

/* Open, do one thing, close. */
static bool with_site(struct command_call *call,
		      bool (*work)(struct command_call *call, const struct site *site,
				   struct err *err),
		      struct err *err)
{
	struct site site;
	bool ok;

	if (!command_site_open(call, &site, err))
		return false;
	ok = work(call, &site, err);
	db_close(site.db);
	return ok;
}

static bool find(struct command_call *call, const struct site *site, struct account *ret,
		 struct err *err)
{
	bool found;

	if (!account_find(site, call->arena, call->word[0], ret, &found, err))
		return false;
	return found ||
	       err_set(err, ERR_NOT_FOUND, "there is no account for %.*s", STR_ARG(call->word[0]));
}

/* The number of a school or person that an option names by code ("HH") or by number. */
static bool read_row(struct command_call *call, const struct site *site, const char *option,
		     const char *table, int64_t *ret, struct err *err)
{
	struct str text = command_text(call, option, "0");
	struct err why = {0};
	int64_t number;

	if (str_to_i64(text, &number) && number >= 0) {
		*ret = number;
		return true;
	}
	if (zone_store_id(site->db, site->zone_id,
			  arena_printf(call->arena, "%s/%.*s", table, STR_ARG(text)), ret, &why))
		return true;
	return err_set(err, why.kind == ERR_SYSTEM ? ERR_SYSTEM : ERR_NOT_FOUND,
		       "--%s: the zone has no \"%.*s\" in its %s", option, STR_ARG(text), table);
}

static bool read_grant(struct command_call *call, const struct site *site, struct str word,
		       struct access_grant *ret, struct err *err)
{
	struct access_user operator= {.account_id = -1};
	struct access_grant admin = {ACCESS_ADMINISTRATOR, 0};

	operator.grant = & admin;
	operator.n_grants = 1;
	if (!access_role_find(word, &ret->role))
		return err_set(
			err, ERR_INVALID,
			"there is no role \"%.40s\"; the roles are teacher, coach, principal, "
			"leadership-team, specialist, substitute-desk, district-leader, "
			"researcher, administrator",
			word.ptr);
	if (!read_row(call, site, "school", "schools", &ret->school_id, err))
		return false;
	return access_may_grant(&operator, 0, ret, err);
}

static void print_link(struct command_call *call, struct str token)
{
	struct str base = command_text(call, "base-url", "http://127.0.0.1:8080");

	(void)fprintf(call->out, "%.*s/welcome/%.*s\n", STR_ARG(base), STR_ARG(token));
}

/* ---- invite ---- */

static bool invite(struct command_call *call, const struct site *site, struct err *err)
{
	struct account_new new = {.email = call->word[0], .name = call->word[1]};
	struct access_grant grant = {0};
	struct str token;
	int64_t id;

	if (command_has(call, "role")) {
		if (!read_grant(call, site, command_text(call, "role", ""), &grant, err))
			return false;
		new.grant = &grant;
		new.n_grants = 1;
	}
	if (!read_row(call, site, "person", "people", &new.person_id, err) ||
	    !account_add(site, &command_line, &new, &id, err) ||
	    !account_link_make(site, &command_line, id, ACCOUNT_INVITE, call->arena, &token, err))
		return false;
	print_link(call, token);
	return true;
}

static bool run_invite(struct command_call *call, struct err *err)
{
	return with_site(call, invite, err);
}

const struct command account_invite_command = {
	.name = "account invite",
	.arguments = "EMAIL NAME",
	.summary = "make an account and print the link that opens it once",
	.help = "Makes an account without a password and prints a link with which its owner\n"
		"chooses one; the link works once, within two weeks. The first administrator is\n"
		"made so:\n"
		"\n"
		"    weft account invite ada@school.example \"Ada Byron\" --role administrator",
	.options = {DB_OPTION,
		    COMMAND_SITE_ZONE_OPTION,
		    COMMAND_SITE_KEY_OPTION,
		    {"role", "ROLE", "teacher, principal, administrator ..."},
		    SCHOOL_OPTION,
		    {"person", "CODE", "who they are in the school, by code or number"},
		    URL_OPTION},
	.min_words = 2,
	.max_words = 2,
	.run = run_invite,
};

/* ---- list ---- */

static void write_json(struct command_call *call, const struct account_list *list)
{
	struct text text;
	struct json_writer json;

	text_init(&text, call->arena);
	json_writer_init(&json, &text);
	json_begin_object(&json);
	json_key(&json, "accounts");
	json_begin_array(&json);
	for (size_t i = 0; i < list->n; i++) {
		const struct account *account = &list->at[i];

		json_begin_object(&json);
		json_pair_str(&json, "id",
			      arena_printf(call->arena, "%lld", (long long)account->id));
		json_pair_str(&json, "email", account->email);
		json_pair_str(&json, "name", account->name);
		json_pair_i64(&json, "person", account->person_id);
		json_pair_bool(&json, "disabled", account->disabled_ms != 0);
		json_pair_bool(&json, "second_factor", account->has_second_factor);
		json_pair_bool(&json, "asks_for_password", account->reset_asked_ms != 0);
		json_key(&json, "roles");
		json_begin_array(&json);
		for (size_t k = 0; k < account->n_grants; k++) {
			json_begin_object(&json);
			json_pair_str(&json, "role",
				      str_from(access_role_word(account->grant[k].role)));
			json_pair_i64(&json, "school", account->grant[k].school_id);
			json_end(&json);
		}
		json_end(&json);
		json_end(&json);
	}
	json_end(&json);
	json_end(&json);
	(void)fprintf(call->out, "%.*s\n", STR_ARG(text_str(&text)));
}

static bool list(struct command_call *call, const struct site *site, struct err *err)
{
	struct account_list accounts;

	if (!account_all(site, call->arena, &accounts, err))
		return false;
	if (command_has(call, "json")) {
		write_json(call, &accounts);
		return true;
	}
	for (size_t i = 0; i < accounts.n; i++) {
		const struct account *account = &accounts.at[i];

		(void)fprintf(call->out, "%.*s\t%.*s\t%s%s\t", STR_ARG(account->email),
			      STR_ARG(account->name),
			      account->disabled_ms != 0 ? "disabled"
			      : account->has_password   ? "active"
							: "invited",
			      account->reset_asked_ms != 0 ? ", asks for a new password" : "");
		for (size_t k = 0; k < account->n_grants; k++)
			(void)fprintf(call->out, "%s%s:%lld", k == 0 ? "" : " ",
				      access_role_word(account->grant[k].role),
				      (long long)account->grant[k].school_id);
		(void)fputc('\n', call->out);
	}
	return true;
}

static bool run_list(struct command_call *call, struct err *err)
{
	return with_site(call, list, err);
}

const struct command account_list_command = {
	.name = "account list",
	.arguments = "",
	.summary = "list the accounts and their roles",
	.help = "One line an account: address, name, state, roles as role:school (school 0 is the\n"
		"whole zone), with tabs between.",
	.options = {DB_OPTION, COMMAND_SITE_ZONE_OPTION, COMMAND_SITE_KEY_OPTION, COMMAND_JSON},
	.max_words = 0,
	.run = run_list,
};

/* ---- role ---- */

static bool role(struct command_call *call, const struct site *site, struct err *err)
{
	struct access_grant grant = {0};
	struct account account;

	if (!find(call, site, &account, err) || !read_grant(call, site, call->word[1], &grant, err))
		return false;
	return command_has(call, "remove")
		       ? account_revoke(site, &command_line, account.id, &grant, err)
		       : account_grant(site, &command_line, account.id, &grant, err);
}

static bool run_role(struct command_call *call, struct err *err)
{
	return with_site(call, role, err);
}

const struct command account_role_command = {
	.name = "account role",
	.arguments = "EMAIL ROLE",
	.summary = "give a role to an account, or take it away",
	.help = "Gives the role at a school or in the whole zone; --remove takes it away and "
		"signs\n"
		"the person out.\n"
		"\n"
		"    weft account role ada@school.example principal --school HH",
	.options = {DB_OPTION,
		    COMMAND_SITE_ZONE_OPTION,
		    COMMAND_SITE_KEY_OPTION,
		    SCHOOL_OPTION,
		    {"remove", NULL, "take the role away"}},
	.min_words = 2,
	.max_words = 2,
	.run = run_role,
};

/* ---- disable ---- */

static bool disable(struct command_call *call, const struct site *site, struct err *err)
{
	struct account account;

	return find(call, site, &account, err) &&
	       account_set_disabled(site, &command_line, account.id, !command_has(call, "enable"),
				    err);
}

static bool run_disable(struct command_call *call, struct err *err)
{
	return with_site(call, disable, err);
}

const struct command account_disable_command = {
	.name = "account disable",
	.arguments = "EMAIL",
	.summary = "disable an account and sign it out, or enable it again",
	.help = "A disabled account cannot sign in; what its owner entered stays. --enable opens "
		"it\n"
		"again and ends its rest after wrong tries.",
	.options = {DB_OPTION,
		    COMMAND_SITE_ZONE_OPTION,
		    COMMAND_SITE_KEY_OPTION,
		    {"enable", NULL, "enable it again"}},
	.min_words = 1,
	.max_words = 1,
	.run = run_disable,
};

/* ---- reset ---- */

static bool reset(struct command_call *call, const struct site *site, struct err *err)
{
	struct account account;
	struct str token;

	if (!find(call, site, &account, err) ||
	    (command_has(call, "second-factor") &&
	     !account_remove_second_factor(site, &command_line, account.id, err)) ||
	    !account_link_make(site, &command_line, account.id, ACCOUNT_RESET, call->arena, &token,
			       err))
		return false;
	print_link(call, token);
	return true;
}

static bool run_reset(struct command_call *call, struct err *err)
{
	return with_site(call, reset, err);
}

const struct command account_reset_command = {
	.name = "account reset",
	.arguments = "EMAIL",
	.summary = "print a link with which an account gets a new password",
	.help = "The link works once, within a day; until it is used the old password holds.",
	.options = {DB_OPTION,
		    COMMAND_SITE_ZONE_OPTION,
		    COMMAND_SITE_KEY_OPTION,
		    URL_OPTION,
		    {"second-factor", NULL, "remove the second factor too"}},
	.min_words = 1,
	.max_words = 1,
	.run = run_reset,
};
