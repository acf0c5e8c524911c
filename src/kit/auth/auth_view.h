/* auth_view: what the templates of kit/auth are given. */
#ifndef WEFT_KIT_AUTH_AUTH_VIEW_H
#define WEFT_KIT_AUTH_AUTH_VIEW_H

#include "kit/auth/auth.h"
#include "kit/html/elements.h"
#include "kit/html/form.h"
#include "kit/html/page.h"

/* Errors of a form as they are found. */
struct form_errors {
	struct form_error at[12];
	size_t n;
};

void form_errors_add(struct form_errors *errors, const char *field, struct str text);
/* The text for a field, or empty. */
struct str form_errors_of(const struct form_errors *errors, const char *field);

struct sign_in_view {
	struct page page;
	struct form form;
	struct form_field email, password;
	struct str to;
	struct str oidc_label, oidc_url; /* label empty: no provider */
	const struct auth_demo *demo;    /* of a demonstration */
	size_t n_demo;
};

/* One field and a button: the second factor, a forgotten password. */
struct ask_view {
	struct page page;
	struct form form;
	struct form_field field;
	struct str text;
	struct page_link other;
};

struct welcome_view {
	struct page page;
	struct form form;
	struct form_field password, again;
	struct str email;
	bool invite;
};

struct session_row {
	struct str agent, address, since, seen;
	bool current;
	struct form end;
};

struct account_view {
	struct page page;
	struct str name, email;
	const struct badge *role;
	size_t n_roles;
	bool has_password, second_factor;
	struct form password_form;
	struct form_field present, password, again;
	struct form preferences;
	struct form_choice language, theme;
	struct form remove_factor;
	struct form_field factor_password;
	const struct session_row *session;
	size_t n_sessions;
	struct form end_others;
};

struct second_factor_view {
	struct page page;
	struct form form;
	struct form_field code;
	struct str key, uri, sealed;
	const struct str *recovery; /* shown once, after it is set */
	size_t n_recovery;
};

struct people_view {
	struct page page;
	struct form filter;
	struct form_field search;
	struct table table;
	struct page_link invite;
};

struct invite_view {
	struct page page;
	struct form form;
	struct form_field name, email;
	struct form_choice role, school;
	struct str hint;
};

struct role_row {
	struct str name, place, summary;
	struct form remove; /* action empty: may not be removed here */
};

struct person_view {
	struct page page;
	struct str email, state, signed_in;
	struct badge badge;
	bool may_change, disabled, has_password, second_factor;
	const struct role_row *role;
	size_t n_roles;
	struct form add;
	struct form_choice add_role, add_school;
	struct form link, disable, factor;
	struct str new_link; /* shown once */
	struct str link_hours;
};

struct audit_view {
	struct page page;
	struct form filter;
	struct form_choice action;
	struct table table;
	struct pager pager;
	struct page_link check;
};

struct job_row {
	struct str id, kind, who, when, message;
	struct badge state;
	struct progress progress;
	bool running;
	struct form button; /* stop or try again; action empty: none */
};

struct jobs_view {
	struct page page;
	struct table table; /* head and empty state */
	const struct job_row *row;
	size_t n;
	struct pager pager;
};

/* One job. */
struct job_view {
	struct page page;
	struct badge state;
	struct str who, when, message;
	bool unfinished;
	struct progress progress;
};

struct system_view {
	struct page page;
	struct table checks, facts;
};

struct home_view {
	struct page page;
	const struct stat_tile *tile;
	size_t n_tiles;
	struct empty_state empty;
};

#endif
