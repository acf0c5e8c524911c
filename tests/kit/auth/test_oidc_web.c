/* Sign-in at a real provider through our own pages: who is let in, and who is not. */
#include "tests/kit/db/db_test.h"

#include "browser.h"
#include "kit/auth/account.h"
#include "kit/auth/auth.h"
#include "kit/auth/oidc.h"

#include <stdlib.h>
#include <string.h>

struct place {
	struct db_test *t;
	struct oidc *oidc;
	struct auth *auth;
	struct site site;
	struct http_server *server;
	struct http_mount mounts[2];
};

static const struct account_actor command = {0, STR_INIT("command")};

static void open_place(struct place *place, struct db_test *t, bool any_domain)
{
	struct str domain = STR("school.example");
	struct oidc_options provider = {
		.label = STR("the district"),
		.issuer = str_from(getenv("WEFT_TEST_OIDC_ISSUER")),
		.client_id = STR("weft"),
		.client_secret = STR("s3cret-s3cret"),
		.redirect_uri = STR("http://127.0.0.1:18080/sign-in/oidc/back"),
		.domain = &domain,
		.n_domains = any_domain ? 0 : 1,
	};
	struct auth_options options = {
		.db = t->db,
		.clock = &t->clock.clock,
		.zone_id = 1,
		.password_cost = &password_cost_least,
	};
	struct http_server_options server = {.listen = "127.0.0.1:0", .threads = 2, .n_mounts = 2};

	*place = (struct place){.t = t};
	assert_db(oidc_create(&provider, &place->oidc, &t->err));
	options.oidc = place->oidc;
	assert_db(auth_create(&options, &place->auth, &t->err));
	assert_db(site_open(t->db, &t->clock.clock, 1, STR(""), &place->site, &t->err));
	place->mounts[0] = (struct http_mount){&auth_routes, place->auth};
	place->mounts[1] = (struct http_mount){&auth_home_routes, place->auth};
	server.mounts = place->mounts;
	server.hooks = auth_hooks(place->auth);
	assert_db(http_server_start(&server, &place->server, &t->err));
}

static void close_place(struct place *place)
{
	http_server_stop(place->server);
	auth_destroy(place->auth);
	oidc_destroy(place->oidc);
}

/* The person signs in over there; the address they are sent back to, on our server. */
static struct str over_there(struct place *place, struct str url)
{
	struct arena *arena = place->t->arena;
	struct str line = arena_printf(arena, "%s '%.*s'", getenv("WEFT_TEST_OIDC_BROWSER"),
				       STR_ARG(url));
	char back[4096] = "";
	FILE *program = popen(line.ptr, "r");

	assert_non_null(program);
	if (fgets(back, sizeof back, program) == NULL)
		back[0] = '\0';
	(void)pclose(program);
	back[strcspn(back, "\n")] = '\0';
	assert_non_null(strchr(back, '?'));
	return arena_printf(arena, "/sign-in/oidc/back%s", strchr(back, '?'));
}

static struct browser browser_at(struct place *place)
{
	struct browser browser;

	browser_init(&browser, place->t->arena, http_server_port(place->server));
	return browser;
}

static struct answer go(struct place *place, struct browser *browser)
{
	struct answer answer = browser_get(browser, STR("/sign-in"));

	assert_true(answer_has(&answer, "/sign-in/oidc?to="));
	answer = browser_get(browser, STR("/sign-in/oidc?to=%2Faccount"));
	assert_int_equal(answer.status, 303);
	return browser_get(browser, over_there(place, answer.location));
}

static int64_t add(struct place *place, const char *email)
{
	struct db_test *t = place->t;
	struct access_grant grant = {ACCESS_TEACHER, 3};
	struct account_new new = {str_from(email), STR("Ada Teacher"), 0, &grant, 1};
	int64_t id;

	assert_db(account_add(&place->site, &command, &new, &id, &t->err));
	return id;
}

static void lets_in_by_issuer_and_subject_alone(void **state)
{
	struct place place;
	struct browser browser;
	struct answer answer;
	struct db_test *t = *state;
	int64_t id;

	open_place(&place, t, false);
	browser = browser_at(&place);
	/* Known over there, invited by nobody here. */
	assert_int_equal(go(&place, &browser).status, 403);
	/* The provider does not say that the address is verified: it joins nothing. */
	id = add(&place, "ada@school.example");
	answer = go(&place, &browser);
	assert_int_equal(answer.status, 403);
	assert_db(account_add_identity(&place.site, &command, id,
				       str_from(getenv("WEFT_TEST_OIDC_ISSUER")), STR("somebody"),
				       &t->err));
	assert_int_equal(go(&place, &browser).status, 403);
	close_place(&place);
}

/* The subject that the provider gives is learned from a first flow. */
static struct str subject_of(struct place *place)
{
	struct db_test *t = place->t;
	struct oidc_identity who;
	struct oidc_flow flow;
	struct str url, back;

	assert_db(oidc_begin(place->oidc, t->arena, &flow, &url, &t->err));
	back = over_there(place, url);
	back = str_slice(back, strlen("/sign-in/oidc/back?"), back.len);
	assert_db(oidc_finish(place->oidc, t->arena, &flow, back, &who, &t->err));
	return who.subject;
}

static void a_known_identity_signs_in_until_it_is_disabled(void **state)
{
	struct place place;
	struct browser browser, other;
	struct answer answer;
	struct db_test *t = *state;
	struct str back;
	int64_t id;

	open_place(&place, t, false);
	id = add(&place, "somebody@x.example");
	assert_db(account_add_identity(&place.site, &command, id,
				       str_from(getenv("WEFT_TEST_OIDC_ISSUER")),
				       subject_of(&place), &t->err));
	browser = browser_at(&place);
	answer = go(&place, &browser);
	assert_int_equal(answer.status, 303);
	assert_true(str_eq(answer.location, STR("/account")));
	assert_int_equal(browser_get(&browser, STR("/account")).status, 200);
	/* The answer of one browser is worth nothing in another, and nothing a second time. */
	browser = browser_at(&place);
	other = browser_at(&place);
	(void)browser_get(&other, STR("/sign-in"));
	answer = browser_get(&browser, STR("/sign-in/oidc?to=%2F"));
	back = over_there(&place, answer.location);
	assert_int_equal(browser_get(&other, back).status, 403);
	assert_int_equal(browser_get(&browser, back).status, 303);
	assert_int_equal(browser_get(&browser, back).status, 403);
	/* Too late. */
	browser = browser_at(&place);
	answer = browser_get(&browser, STR("/sign-in/oidc?to=%2F"));
	back = over_there(&place, answer.location);
	clock_fake_advance(&t->clock, 10 * 60000);
	assert_int_equal(browser_get(&browser, back).status, 403);
	assert_db(account_set_disabled(&place.site, &command, id, true, &t->err));
	browser = browser_at(&place);
	assert_int_equal(go(&place, &browser).status, 403);
	close_place(&place);
}

/* An account made for a verified address of a listed domain, that nobody has used. */
static void joins_a_fresh_account_by_a_verified_address_once(void **state)
{
	struct place place;
	struct browser browser;
	struct db_test *t = *state;
	int64_t id, joined;

	assert_int_equal(setenv("WEFT_TEST_OIDC_USER", "teacher2", 1), 0);
	/* Any domain may come in: then no address is trusted. */
	open_place(&place, t, true);
	id = add(&place, "grace@school.example");
	browser = browser_at(&place);
	assert_int_equal(go(&place, &browser).status, 403);
	close_place(&place);
	open_place(&place, t, false);
	/* Somebody has set a password: the account is in use. */
	assert_db(account_set_password(&place.site, &command, id, STR("hash"), 0, &t->err));
	browser = browser_at(&place);
	assert_int_equal(go(&place, &browser).status, 403);
	assert_db(account_set_password(&place.site, &command, id, STR(""), 0, &t->err));
	assert_int_equal(go(&place, &browser).status, 303);
	assert_int_equal(browser_get(&browser, STR("/account")).status, 200);
	assert_db(account_find_identity(&place.site, str_from(getenv("WEFT_TEST_OIDC_ISSUER")),
					subject_of(&place), &joined, &t->err));
	assert_int_equal(joined, id);
	close_place(&place);
	assert_int_equal(unsetenv("WEFT_TEST_OIDC_USER"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(lets_in_by_issuer_and_subject_alone),
		db_unit_test(a_known_identity_signs_in_until_it_is_disabled),
		db_unit_test(joins_a_fresh_account_by_a_verified_address_once),
	};

	return db_test_run(tests);
}
