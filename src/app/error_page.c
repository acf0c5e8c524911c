#include "app/error_page.h"

#include "app/error_page.html.h"

static struct str title_of(unsigned status)
{
	switch (status) {
	case 401:
	case 403:
		return STR(WORD("You may not see this page"));
	case 404:
		return STR(WORD("This page does not exist"));
	case 409:
		return STR(WORD("Somebody else was faster"));
	case 429:
	case 503:
		return STR(WORD("The server is busy"));
	default:
		return STR(WORD("Something is wrong"));
	}
}

void error_page_draw(struct http_request *request, struct http_response *response,
		     struct str sentence, const struct lang *lang)
{
	const struct error_page page = {
		.page = {.title = lang_text(lang, title_of(response->status)), .has_errors = true},
		.sentence = sentence,
	};
	struct html out;

	html_init(&out, request->arena, lang);
	error_page(&out, &page);
	response->text = out.text;
}

void error_page_hook(void *self, struct http_request *request, struct http_response *response,
		     struct str sentence)
{
	(void)self;
	error_page_draw(request, response, sentence, NULL);
}
