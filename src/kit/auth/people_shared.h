/* people_shared: what the list of people and the page of one person share. */
#ifndef WEFT_KIT_AUTH_PEOPLE_SHARED_H
#define WEFT_KIT_AUTH_PEOPLE_SHARED_H

#include "kit/auth/page_shared.h"

/* A zone's administrator looks after everyone; a school's after those whose every role is at
 * their schools. */
bool people_may_manage(const struct auth_user *user, const struct account *account);

/* "Harbor Hill", "the whole zone" */
struct str people_place(const struct http_request *request, const struct auth_school *school,
			size_t n, int64_t id);

struct badge people_state(const struct http_request *request, const struct account *account);

struct form_choice people_role_choice(struct http_request *request, struct str chosen,
				      struct str error);
struct form_choice people_school_choice(struct http_request *request,
					const struct auth_school *school, size_t n,
					struct str chosen, struct str error);

/* The fields "role" and "school"; errors are added. */
bool people_read_grant(struct http_request *request, struct access_grant *ret,
		       struct form_errors *errors);

/* Draw the page of one person; new_token, where not empty, as a link shown once. */
bool person_draw(struct http_request *request, struct http_response *response, int64_t id,
		 struct str new_token, const struct form_errors *errors, struct err *err);

#endif
