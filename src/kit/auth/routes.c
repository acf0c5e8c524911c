/* The addresses of kit/auth; what the words of permissions mean stands in access.h. */
#include "kit/auth/auth.h"
#include "kit/auth/auth_routes.h"

enum { SMALL = 16384 }; /* bytes of a form */

static const struct http_route routes[] = {
	{HTTP_GET, "/sign-in", sign_in_page, HTTP_PUBLIC, NULL, 0},
	{HTTP_POST, "/sign-in", sign_in_send, HTTP_PUBLIC, NULL, SMALL},
	{HTTP_GET, "/sign-in/code", code_page, HTTP_PUBLIC, NULL, 0},
	{HTTP_POST, "/sign-in/code", code_send, HTTP_PUBLIC, NULL, SMALL},
	{HTTP_GET, "/sign-in/forgot", forgot_page, HTTP_PUBLIC, NULL, 0},
	{HTTP_POST, "/sign-in/forgot", forgot_send, HTTP_PUBLIC, NULL, SMALL},
	{HTTP_GET, "/sign-in/oidc", oidc_start, HTTP_PUBLIC, NULL, 0},
	{HTTP_GET, "/sign-in/oidc/back", oidc_back, HTTP_PUBLIC, NULL, 0},
	{HTTP_GET, "/welcome/{token}", welcome_page, HTTP_PUBLIC, NULL, 0},
	{HTTP_POST, "/welcome/{token}", welcome_send, HTTP_PUBLIC, NULL, SMALL},
	{HTTP_POST, "/sign-out", sign_out_send, "self", "self", SMALL},

	{HTTP_GET, "/account", account_page, "self", "self", 0},
	{HTTP_POST, "/account/password", account_password_send, "self", "self", SMALL},
	{HTTP_POST, "/account/preferences", account_preferences_send, "self", "self", SMALL},
	{HTTP_POST, "/account/sessions/{session}/end", account_session_end, "self", "self", SMALL},
	{HTTP_POST, "/account/sessions/end-others", account_sessions_end, "self", "self", SMALL},
	{HTTP_GET, "/account/second-factor", second_factor_page, "self", "self", 0},
	{HTTP_POST, "/account/second-factor", second_factor_send, "self", "self", SMALL},
	{HTTP_POST, "/account/second-factor/remove", second_factor_remove, "self", "self", SMALL},

	{HTTP_GET, "/admin/people", people_page, "account.manage", "any", 0},
	{HTTP_GET, "/admin/people/new", invite_page, "account.manage", "any", 0},
	{HTTP_POST, "/admin/people", invite_send, "account.manage", "any", SMALL},
	{HTTP_GET, "/admin/people/{account}", person_page, "account.manage", "any", 0},
	{HTTP_POST, "/admin/people/{account}/roles", person_role_add, "account.manage", "any",
	 SMALL},
	{HTTP_POST, "/admin/people/{account}/roles/remove", person_role_remove, "account.manage",
	 "any", SMALL},
	{HTTP_POST, "/admin/people/{account}/link", person_link_send, "account.manage", "any",
	 SMALL},
	{HTTP_POST, "/admin/people/{account}/disable", person_disable, "account.manage", "any",
	 SMALL},
	{HTTP_POST, "/admin/people/{account}/enable", person_enable, "account.manage", "any",
	 SMALL},
	{HTTP_POST, "/admin/people/{account}/second-factor/remove", person_factor_remove,
	 "account.manage", "any", SMALL},

	{HTTP_GET, "/admin/audit", audit_page, "audit.read", "zone", 0},
	{HTTP_GET, "/admin/jobs", jobs_page, "job.manage", "zone", 0},
	{HTTP_POST, "/admin/jobs/{job}/stop", job_stop, "job.manage", "zone", SMALL},
	{HTTP_POST, "/admin/jobs/{job}/again", job_again, "job.manage", "zone", SMALL},
	{HTTP_GET, "/jobs/{job}", job_page, "job.run", "any", 0},
	{HTTP_GET, "/jobs/{job}/news", job_page_news, "job.run", "any", 0},
	{HTTP_GET, "/jobs/{job}/status", job_page_status, "job.run", "any", 0},
	{HTTP_POST, "/jobs/{job}/stop", job_page_stop, "job.run", "any", SMALL},
	{HTTP_GET, "/admin/system", system_page, "system.read", "zone", 0},
};

const struct http_routes auth_routes = {routes, sizeof routes / sizeof *routes};

static const struct http_route home[] = {
	{HTTP_GET, "/", home_page, "self", "self", 0},
};

const struct http_routes auth_home_routes = {home, 1};
