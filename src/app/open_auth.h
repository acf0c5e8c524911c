/* open_auth: sign-in for a server, from the options of `weft serve`. */
#ifndef WEFT_APP_OPEN_AUTH_H
#define WEFT_APP_OPEN_AUTH_H

#include "app/app.h"
#include "kit/cli/command.h"

#define AUTH_SERVE_OPTIONS                                                                        \
	{"zone", "N", "the number of the zone to serve, 1"},                                      \
		{"site-name", "NAME", "stands beside the mark and in authenticator apps"},        \
		{"base-url", "URL", "what links begin with: https://weft.example.org"},           \
		{"key-file", "FILE", "32 bytes; else the key is kept in the database"},           \
		{"demand-second-factor", NULL, "of everyone who looks after accounts"},           \
		{"oidc-issuer", "URL", "let people sign in at this OpenID Connect provider"},     \
		{"oidc-client", "ID", "our client id there; the secret is $WEFT_OIDC_SECRET"},    \
		{"oidc-domains", "LIST", "only addresses of these domains, with commas between"}, \
	{                                                                                         \
		"oidc-label", "TEXT", "what the button says: Sign in with TEXT"                   \
	}

/* Sets app->auth, app->oidc and app->hooks. The caller ends with app_close_auth(). */
bool app_open_auth(struct app *app, struct command_call *call, struct err *err);
void app_close_auth(struct app *app);

#endif
