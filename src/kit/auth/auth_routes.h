/* auth_routes: the page functions that routes.c names. */
#ifndef WEFT_KIT_AUTH_AUTH_ROUTES_H
#define WEFT_KIT_AUTH_AUTH_ROUTES_H

#include "kit/auth/account.h"
#include "kit/auth/auth_view.h"
#include "kit/http/http.h"

#define AUTH_PAGE(name) \
	bool name(struct http_request *request, struct http_response *response, struct err *err)

AUTH_PAGE(sign_in_page);
AUTH_PAGE(sign_in_send);
AUTH_PAGE(code_page);
AUTH_PAGE(code_send);
AUTH_PAGE(sign_out_send);
AUTH_PAGE(forgot_page);
AUTH_PAGE(forgot_send);
AUTH_PAGE(welcome_page);
AUTH_PAGE(welcome_send);
AUTH_PAGE(oidc_start);
AUTH_PAGE(oidc_back);

AUTH_PAGE(home_page);

AUTH_PAGE(account_page);
AUTH_PAGE(account_password_send);
AUTH_PAGE(account_preferences_send);
AUTH_PAGE(account_session_end);
AUTH_PAGE(account_sessions_end);
AUTH_PAGE(second_factor_page);
AUTH_PAGE(second_factor_send);
AUTH_PAGE(second_factor_remove);

AUTH_PAGE(people_page);
AUTH_PAGE(invite_page);
AUTH_PAGE(invite_send);
AUTH_PAGE(person_page);
AUTH_PAGE(person_role_add);
AUTH_PAGE(person_role_remove);
AUTH_PAGE(person_link_send);
AUTH_PAGE(person_disable);
AUTH_PAGE(person_enable);
AUTH_PAGE(person_factor_remove);

AUTH_PAGE(audit_page);
AUTH_PAGE(jobs_page);
AUTH_PAGE(job_page);
AUTH_PAGE(job_page_news);
AUTH_PAGE(job_page_status);
AUTH_PAGE(job_page_stop);
AUTH_PAGE(job_stop);
AUTH_PAGE(job_again);
AUTH_PAGE(system_page);

/* Sign-in is complete: a new session, noted, and on to the page wanted. */
bool auth_enter(struct http_request *request, struct http_response *response, int64_t account_id,
		struct str how, struct str to, struct err *err);

/* The fields "password" and "again" of a form; errors are added. */
bool password_pair_ok(struct http_request *request, const struct account *account,
		      struct form_errors *errors);

#endif
