/* browser: a client that keeps cookies, for tests of whole sign-ins. */
#ifndef WEFT_TESTS_KIT_AUTH_BROWSER_H
#define WEFT_TESTS_KIT_AUTH_BROWSER_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>

enum { BROWSER_COOKIES = 8 };

struct browser {
	struct arena *arena;
	unsigned port;
	struct {
		struct str name, value;
	} cookie[BROWSER_COOKIES];
	size_t n_cookies;
	struct str host;         /* as the address bar has it; empty: 127.0.0.1 and the port */
	struct str more_headers; /* sent with every request, each with its line end */
};

struct answer {
	unsigned status;
	struct str head, body, location; /* location empty: none */
	struct str csrf;                 /* of the first form of the page */
};

void browser_init(struct browser *browser, struct arena *arena, unsigned port);
struct answer browser_get(struct browser *browser, struct str path);
/* body: a form, encoded. */
struct answer browser_post(struct browser *browser, struct str path, struct str body);
/* The same with the token of a page put in front. */
struct answer browser_send(struct browser *browser, struct str path, const struct answer *page,
			   const char *fields);

struct str browser_cookie(const struct browser *browser, const char *name);
void browser_set_cookie(struct browser *browser, struct str name, struct str value);
bool answer_has(const struct answer *answer, const char *part);

#endif
