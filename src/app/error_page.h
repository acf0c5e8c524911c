/* error_page: how an error looks, with a way on.
 *
 * For the error_page hook of the server. What was typed into a form is not lost:
 * the page says to go back, where the browser still has it.
 */
#ifndef WEFT_APP_ERROR_PAGE_H
#define WEFT_APP_ERROR_PAGE_H

#include "kit/html/page.h"
#include "kit/http/http.h"

/* What error_page.html draws. */
struct error_page {
	struct page page;
	struct str sentence;
};

/* Fills the response's text; its status is set already. lang may be NULL. */
void error_page_draw(struct http_request *request, struct http_response *response,
		     struct str sentence, const struct lang *lang);

/* The same as a hook: English; self is not used. */
void error_page_hook(void *self, struct http_request *request, struct http_response *response,
		     struct str sentence);

#endif
