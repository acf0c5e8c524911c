/* /account/second-factor: the secret travels sealed in the form until a code proves that the app
 * has it; the seal names the account, so that a form of one cannot be sent by another. */
#include "kit/auth/auth_routes.h"
#include "kit/auth/page_shared.h"

#include "kit/auth/account_page.html.h"
#include "kit/auth/totp.h"

static struct str encode(struct arena *arena, struct str bytes)
{
	return totp_base32(arena, bytes, false);
}

static struct str seal(struct http_request *request, struct str secret)
{
	const struct auth *auth = request->part;
	struct str text = arena_printf(request->arena, "%020lld%.*s",
				       (long long)auth_user(request)->access.account_id,
				       STR_ARG(encode(request->arena, secret)));

	return encode(request->arena, token_seal(request->arena, &auth->site.key, text));
}

static bool unseal(struct http_request *request, struct str text, struct str *ret, struct err *err)
{
	const struct auth *auth = request->part;
	struct str box, plain, mine;
	struct err why = {0};

	mine = arena_printf(request->arena, "%020lld",
			    (long long)auth_user(request)->access.account_id);
	if (text.len > 500 || !totp_base32_read(request->arena, text, &box, &why) ||
	    !token_open(request->arena, &auth->site.key, box, &plain, &why) || plain.len < 20 ||
	    !str_eq(str_slice(plain, 0, 20), mine))
		return err_set(err, ERR_INVALID,
			       "This page is too old: reload it and begin again.");
	return totp_base32_read(request->arena, str_slice(plain, 20, plain.len), ret, err);
}

static void draw(struct http_request *request, struct http_response *response, struct str secret,
		 const struct err *why)
{
	struct auth *auth = request->part;
	struct form_errors errors = {0};
	struct html html;
	struct str issuer = auth->options.site_name.len > 0 ? auth->options.site_name : STR("Weft");
	struct second_factor_view view = {
		.page = auth_frame(auth, request, STR("Second factor")),
		.form = {.action = STR("/account/second-factor"),
			 .csrf = auth_user(request)->csrf,
			 .submit = {.text = page_say(request, STR("Set the second factor"))},
			 .cancel_url = STR("/account")},
		.code = {.type = FIELD_CODE,
			 .width = FIELD_SHORT,
			 .id = STR("code"),
			 .label = page_say(request, STR("Code")),
			 .autocomplete = "one-time-code",
			 .required = true},
		.key = totp_base32(request->arena, secret, true),
		.uri = totp_uri(request->arena, secret, issuer, auth_user(request)->email),
		.sealed = seal(request, secret),
	};

	if (why != NULL) {
		form_errors_add(&errors, "code", page_error(request, why));
		view.form.error = errors.at;
		view.form.n_errors = errors.n;
		view.code.error = errors.at[0].text;
		view.page.has_errors = true;
		response->status = 400;
	}
	if (auth->options.demand_second_factor && !auth_user(request)->second_factor &&
	    access_may(&auth_user(request)->access, ACCESS_ACCOUNT_MANAGE))
		page_flash(
			&view.page, request->arena, FLASH_WARNING,
			page_say(request, STR("Who looks after accounts needs a second factor: the "
					      "other pages open when it is set.")));
	auth_html(request, response, &html);
	second_factor_view(&html, &view);
	page_write(response, &html);
	response->cache = HTTP_CACHE_NONE;
}

bool second_factor_page(struct http_request *request, struct http_response *response,
			struct err *err)
{
	(void)err;
	draw(request, response, totp_secret_make(request->arena), NULL);
	return true;
}

static bool keep(struct http_request *request, struct str secret, struct str *ret_recovery,
		 struct err *err)
{
	struct auth *auth = request->part;
	struct account_actor actor = auth_actor(request);
	struct str normal[TOTP_RECOVERY_CODES];

	for (size_t i = 0; i < TOTP_RECOVERY_CODES; i++) {
		ret_recovery[i] = totp_recovery_code(request->arena);
		normal[i] = totp_recovery_normal(request->arena, ret_recovery[i]);
	}
	return account_set_second_factor(&auth->site, &actor, actor.account_id, secret, normal,
					 TOTP_RECOVERY_CODES, err);
}

bool second_factor_send(struct http_request *request, struct http_response *response,
			struct err *err)
{
	struct auth *auth = request->part;
	struct str recovery[TOTP_RECOVERY_CODES], secret;
	struct second_factor_view view;
	struct err why = {0};
	struct html html;
	int64_t step;

	if (!unseal(request, http_form_value(request, "sealed"), &secret, err) ||
	    !totp_check(secret, http_form_value(request, "code"), site_now(&auth->site), 0, &step,
			err))
		return false;
	if (step < 0) {
		(void)err_set(&why, ERR_INVALID,
			      "The code is not right. Is the clock of your telephone right?");
		draw(request, response, secret, &why);
		return true;
	}
	if (!keep(request, secret, recovery, err))
		return false;
	view = (struct second_factor_view){
		.page = auth_frame(auth, request, STR("Second factor")),
		.recovery = recovery,
		.n_recovery = TOTP_RECOVERY_CODES,
	};
	auth_html(request, response, &html);
	second_factor_view(&html, &view);
	page_write(response, &html);
	response->cache = HTTP_CACHE_NONE;
	return true;
}
