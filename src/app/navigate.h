/* navigate: the parts of the site that somebody may use, by their role. */
#ifndef WEFT_APP_NAVIGATE_H
#define WEFT_APP_NAVIGATE_H

#include "kit/auth/auth.h"

/* As auth_options.navigate. */
void app_navigate(void *self, const struct http_request *request, const struct auth_user *user,
		  struct page_links *ret);

#endif
