/* Whole sign-ins against a real server on loopback, with a database of either engine and a clock
 * that stands where the test puts it. */
#include "tests/kit/db/db_test.h"

#include "base/time_zone.h"
#include "browser.h"
#include "kit/auth/auth.h"
#include "kit/auth/account.h"
#include "kit/auth/audit.h"
#include "kit/auth/session.h"
#include "kit/auth/totp.h"

#include <string.h>

#define PASSWORD "blue kettle seven fog"
#define ENCODED  "blue+kettle+seven+fog"

struct place {
	struct db_test *t;
	struct auth *auth;
	struct site site;
	struct http_server *server;
	struct http_mount mounts[2];
};

static const struct account_actor command = {0, STR_INIT("command")};

/* Seven hours behind UTC in the summer in which the tests take place. */
static bool pacific(void *self, struct db *db, struct arena *arena, int64_t zone_id,
		    const struct time_zone **ret, struct err *err)
{
	(void)self;
	(void)db;
	(void)zone_id;
	return time_zone_load(arena, STR("America/Los_Angeles"), ret, err);
}

static void open_place_with(struct place *place, struct db_test *t, const struct rate_limit *limit,
			    bool demand)
{
	static const struct rate_limit plenty = {1000, 1000};
	struct auth_options options = {
		.db = t->db,
		.clock = &t->clock.clock,
		.zone_id = 1,
		.site_name = STR("Alder <Sound>"),
		.password_cost = &password_cost_least,
		.rate_limit = limit != NULL ? limit : &plenty,
		.demand_second_factor = demand,
		.parts = {.time_zone = pacific},
	};
	struct http_server_options server = {
		.listen = "127.0.0.1:0", .trusted_proxy = "127.0.0.1", .threads = 2, .n_mounts = 2};

	*place = (struct place){.t = t};
	assert_db(auth_create(&options, &place->auth, &t->err));
	assert_db(site_open(t->db, &t->clock.clock, 1, STR(""), &place->site, &t->err));
	place->mounts[0] = (struct http_mount){&auth_routes, place->auth};
	place->mounts[1] = (struct http_mount){&auth_home_routes, place->auth};
	server.mounts = place->mounts;
	server.hooks = auth_hooks(place->auth);
	assert_db(http_server_start(&server, &place->server, &t->err));
}

static void open_place(struct place *place, struct db_test *t, const struct rate_limit *limit)
{
	open_place_with(place, t, limit, false);
}

static void close_place(struct place *place)
{
	http_server_stop(place->server);
	auth_destroy(place->auth);
}

static int64_t add(struct place *place, const char *email, struct access_grant grant)
{
	struct db_test *t = place->t;
	struct passwords passwords;
	struct account_new new = {str_from(email), STR("Ada & \"Co\" <script>"), 0, &grant, 1};
	struct str hash;
	int64_t id;

	assert_db(passwords_init(&passwords, &password_cost_least, &t->err));
	assert_db(password_hash(&passwords, STR(PASSWORD), t->arena, &hash, &t->err));
	assert_db(account_add(&place->site, &command, &new, &id, &t->err));
	assert_db(account_set_password(&place->site, &command, id, hash, 0, &t->err));
	passwords_finish(&passwords);
	return id;
}

static struct browser browser_at(struct place *place)
{
	struct browser browser;

	browser_init(&browser, place->t->arena, http_server_port(place->server));
	return browser;
}

static struct answer sign_in(struct browser *browser, const char *email)
{
	struct answer page = browser_get(browser, STR("/sign-in"));

	return browser_send(browser, STR("/sign-in"), &page,
			    arena_printf(browser->arena, "email=%s&password=" ENCODED, email).ptr);
}

static void assert_to(struct answer answer, const char *location)
{
	if (answer.status != 303 || !str_eq(answer.location, str_from(location)))
		fail_msg("got %u \"%.*s\", want 303 to %s", answer.status, STR_ARG(answer.location),
			 location);
}

static const struct access_grant teacher = {ACCESS_TEACHER, 3};
static const struct access_grant administrator = {ACCESS_ADMINISTRATOR, 0};

static void leads_to_the_page_that_was_wanted(void **state)
{
	struct place place;
	struct browser browser;
	struct answer answer;

	open_place(&place, *state, NULL);
	(void)add(&place, "a@x.example", administrator);
	browser = browser_at(&place);
	answer = browser_get(&browser, STR("/admin/audit?action=role."));
	assert_to(answer, "/sign-in?to=%2Fadmin%2Faudit%3Faction%3Drole.");
	answer = browser_get(&browser, answer.location);
	assert_int_equal(answer.status, 200);
	answer = browser_send(&browser, STR("/sign-in"), &answer,
			      "email=A%40x.example&password=" ENCODED
			      "&to=%2Fadmin%2Faudit%3Faction%3Drole.");
	assert_to(answer, "/admin/audit?action=role.");
	answer = browser_get(&browser, answer.location);
	assert_int_equal(answer.status, 200);
	assert_true(answer_has(&answer, "role.granted"));
	close_place(&place);
}

/* The page to go to is of this site, whatever the address says. */
static void leads_to_no_other_site(void **state)
{
	static const char *const wrong[] = {"https%3A%2F%2Fevil.example",
					    "%2F%2Fevil.example",
					    "%2F%5Cevil.example",
					    "javascript%3Aalert(1)",
					    "%2F%0D%0ASet-Cookie%3A%20x%3D1",
					    ""};
	struct place place;

	open_place(&place, *state, NULL);
	(void)add(&place, "a@x.example", teacher);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct browser browser = browser_at(&place);
		struct answer page = browser_get(&browser, STR("/sign-in"));

		assert_to(
			browser_send(&browser, STR("/sign-in"), &page,
				     arena_printf(browser.arena,
						  "email=a%%40x.example&password=" ENCODED "&to=%s",
						  wrong[i])
					     .ptr),
			"/");
	}
	close_place(&place);
}

static void a_cookie_from_before_is_worth_nothing_after(void **state)
{
	struct place place;
	struct browser victim, thief;
	struct str planted, before, after;

	open_place(&place, *state, NULL);
	(void)add(&place, "a@x.example", teacher);
	thief = browser_at(&place);
	victim = browser_at(&place);
	/* A thief plants a token of their choice. */
	planted = STR("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
	browser_set_cookie(&victim, STR("weft-session"), planted);
	assert_to(sign_in(&victim, "a%40x.example"), "/");
	before = browser_cookie(&victim, "weft-session");
	assert_int_equal(before.len, TOKEN_CHARS);
	assert_false(str_eq(before, planted));
	browser_set_cookie(&thief, STR("weft-session"), planted);
	assert_to(browser_get(&thief, STR("/account")), "/sign-in?to=%2Faccount");
	/* Signing in again makes another session, and the one before ends. */
	browser_set_cookie(&victim, STR("weft-session"), STR(""));
	assert_to(sign_in(&victim, "a%40x.example"), "/");
	after = browser_cookie(&victim, "weft-session");
	assert_false(str_eq(before, after));
	assert_int_equal(browser_get(&victim, STR("/account")).status, 200);
	close_place(&place);
}

static void signing_out_ends_the_session_for_good(void **state)
{
	struct place place;
	struct browser browser, copy;
	struct answer page;

	open_place(&place, *state, NULL);
	(void)add(&place, "a@x.example", teacher);
	browser = browser_at(&place);
	assert_to(sign_in(&browser, "a%40x.example"), "/");
	copy = browser;
	page = browser_get(&browser, STR("/account"));
	assert_to(browser_send(&browser, STR("/sign-out"), &page, ""), "/sign-in?done=out");
	assert_to(browser_get(&copy, STR("/account")), "/sign-in?to=%2Faccount");
	/* The form of before, sent once more: refused, nothing happens. */
	assert_int_equal(browser_send(&copy, STR("/sign-out"), &page, "").status, 403);
	close_place(&place);
}

static void a_form_from_elsewhere_changes_nothing(void **state)
{
	static const struct {
		const char *header;
		unsigned status;
	} row[] = {
		{"Sec-Fetch-Site: cross-site\r\n", 403},   {"Sec-Fetch-Site: same-site\r\n", 403},
		{"Origin: https://evil.example\r\n", 403}, {"Origin: null\r\n", 403},
		{"Sec-Fetch-Site: same-origin\r\n", 303},  {"", 303},
	};
	struct place place;
	struct browser browser, other;
	struct answer page, strange;

	open_place(&place, *state, NULL);
	(void)add(&place, "a@x.example", teacher);
	(void)add(&place, "b@x.example", teacher);
	browser = browser_at(&place);
	other = browser_at(&place);
	assert_to(sign_in(&browser, "a%40x.example"), "/");
	assert_to(sign_in(&other, "b%40x.example"), "/");
	page = browser_get(&browser, STR("/account"));
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		browser.more_headers = str_from(row[i].header);
		assert_int_equal(browser_send(&browser, STR("/account/preferences"), &page,
					      "language=en&theme=dark")
					 .status,
				 row[i].status);
	}
	/* Without a token, with another's, with one of a visitor. */
	assert_int_equal(
		browser_post(&browser, STR("/account/preferences"), STR("theme=dark")).status, 409);
	strange = browser_get(&other, STR("/account"));
	assert_int_equal(browser_send(&browser, STR("/account/preferences"), &strange,
				      "language=en&theme=light")
				 .status,
			 409);
	assert_int_equal(browser_post(&other, STR("/sign-in"), STR("email=a&password=b")).status,
			 409);
	page = browser_get(&browser, STR("/account"));
	assert_true(answer_has(&page, "data-theme=\"dark\""));
	close_place(&place);
}

static void keeps_what_was_typed_but_the_password(void **state)
{
	struct place place;
	struct browser browser;
	struct answer page;

	open_place(&place, *state, NULL);
	(void)add(&place, "a@x.example", teacher);
	browser = browser_at(&place);
	page = browser_get(&browser, STR("/sign-in"));
	page = browser_send(&browser, STR("/sign-in"), &page,
			    "email=%22%3E%3Cscript%3E'--%40x.example&password=secretly");
	assert_int_equal(page.status, 403);
	assert_true(answer_has(&page, "value=\"&quot;&gt;&lt;script&gt;&#39;--@x.example\""));
	assert_true(answer_has(&page, "error-summary"));
	assert_true(answer_has(&page, "password-error"));
	assert_false(answer_has(&page, "secretly"));
	assert_false(answer_has(&page, "<script>'"));
	assert_true(answer_has(&page, "Alder &lt;Sound&gt;"));
	/* The names of people are text on every page. */
	assert_to(sign_in(&browser, "a%40x.example"), "/");
	page = browser_get(&browser, STR("/account"));
	assert_true(answer_has(&page, "Ada &amp; &quot;Co&quot; &lt;script&gt;"));
	close_place(&place);
}

static void sessions_are_told_by_the_clock_on_the_wall(void **state)
{
	struct place place;
	struct browser browser;
	struct answer page;

	open_place(&place, *state, NULL);
	(void)add(&place, "a@x.example", teacher);
	browser = browser_at(&place);
	assert_to(sign_in(&browser, "a%40x.example"), "/");
	page = browser_get(&browser, STR("/account"));
	assert_true(answer_has(&page, "2026-09-01 05:00"));
	assert_false(answer_has(&page, "UTC"));
	close_place(&place);
}

static void asks_for_the_second_factor_before_anything(void **state)
{
	struct place place;
	struct browser browser;
	struct db_test *t = *state;
	struct str secret, half;
	struct answer page;
	uint32_t code;
	int64_t id;

	open_place(&place, *state, NULL);
	id = add(&place, "a@x.example", teacher);
	secret = totp_secret_make(t->arena);
	assert_db(account_set_second_factor(&place.site, &command, id, secret, NULL, 0, &t->err));
	browser = browser_at(&place);
	assert_to(sign_in(&browser, "a%40x.example"), "/sign-in/code?to=%2F");
	half = browser_cookie(&browser, "weft-session");
	/* Half a session opens nothing. */
	assert_to(browser_get(&browser, STR("/account")), "/sign-in?to=%2Faccount");
	page = browser_get(&browser, STR("/sign-in/code?to=%2Faccount"));
	assert_int_equal(page.status, 200);
	page = browser_send(&browser, STR("/sign-in/code?to=%2Faccount"), &page, "code=12345x");
	assert_int_equal(page.status, 403);
	assert_db(totp_code(secret, totp_step(t->clock.utc_ms), 6, &code, &t->err));
	assert_to(browser_send(&browser, STR("/sign-in/code?to=%2Faccount"), &page,
			       arena_printf(t->arena, "code=%06u", (unsigned)code).ptr),
		  "/account");
	assert_false(str_eq(half, browser_cookie(&browser, "weft-session")));
	assert_int_equal(browser_get(&browser, STR("/account")).status, 200);
	/* The half session ended with it. */
	browser_set_cookie(&browser, STR("weft-session"), half);
	assert_to(browser_get(&browser, STR("/sign-in/code")), "/sign-in");
	close_place(&place);
}

static void sets_up_a_second_factor_by_its_form(void **state)
{
	struct place place;
	struct browser browser;
	struct db_test *t = *state;
	struct answer page;
	struct str key, sealed, secret, body;
	const char *at;
	uint32_t code;

	open_place(&place, *state, NULL);
	(void)add(&place, "a@x.example", teacher);
	browser = browser_at(&place);
	assert_to(sign_in(&browser, "a%40x.example"), "/");
	page = browser_get(&browser, STR("/account/second-factor"));
	at = strstr(page.body.ptr, "secret=");
	assert_non_null(at);
	key = (struct str){at + 7, 32};
	at = strstr(page.body.ptr, "name=\"sealed\" value=\"");
	assert_non_null(at);
	at += strlen("name=\"sealed\" value=\"");
	sealed = (struct str){at, strcspn(at, "\"")};
	assert_db(totp_base32_read(t->arena, key, &secret, &t->err));
	assert_db(totp_code(secret, totp_step(t->clock.utc_ms), 6, &code, &t->err));
	body = arena_printf(t->arena, "sealed=%.*s&code=%06u", STR_ARG(sealed),
			    (unsigned)(code + 1) % 1000000);
	assert_int_equal(
		browser_send(&browser, STR("/account/second-factor"), &page, body.ptr).status, 400);
	body = arena_printf(t->arena, "sealed=%.*s&code=%06u", STR_ARG(sealed), (unsigned)code);
	page = browser_send(&browser, STR("/account/second-factor"), &page, body.ptr);
	assert_int_equal(page.status, 200);
	assert_true(answer_has(&page, "class=\"codes\""));
	browser = browser_at(&place);
	assert_to(sign_in(&browser, "a%40x.example"), "/sign-in/code?to=%2F");
	close_place(&place);
}

static void an_invitation_sets_a_password_once(void **state)
{
	struct place place;
	struct browser admin, guest;
	struct answer page;
	const char *at;
	struct str path;

	open_place(&place, *state, NULL);
	(void)add(&place, "a@x.example", administrator);
	admin = browser_at(&place);
	guest = browser_at(&place);
	assert_to(sign_in(&admin, "a%40x.example"), "/");
	page = browser_get(&admin, STR("/admin/people/new"));
	page = browser_send(&admin, STR("/admin/people"), &page,
			    "name=&email=nonsense&role=boss&school=x");
	assert_int_equal(page.status, 400);
	assert_true(answer_has(&page, "There are 4 problems"));
	assert_true(answer_has(&page, "value=\"nonsense\""));
	page = browser_send(&admin, STR("/admin/people"), &page,
			    "name=Grace&email=g%40x.example&role=researcher&school=0");
	assert_int_equal(page.status, 200);
	at = strstr(page.body.ptr, "/welcome/");
	assert_non_null(at);
	path = (struct str){at, strlen("/welcome/") + TOKEN_CHARS};
	page = browser_get(&guest, path);
	assert_int_equal(page.status, 200);
	page = browser_send(&guest, path, &page, "password=short&again=short");
	assert_int_equal(page.status, 400);
	page = browser_send(&guest, path, &page, "password=" ENCODED "&again=other%20words%20here");
	assert_int_equal(page.status, 400);
	assert_to(browser_send(&guest, path, &page, "password=" ENCODED "&again=" ENCODED), "/");
	assert_int_equal(browser_get(&guest, STR("/account")).status, 200);
	assert_int_equal(browser_get(&guest, STR("/admin/people")).status, 403);
	assert_int_equal(browser_get(&guest, path).status, 404);
	close_place(&place);
}

static void an_administrator_of_a_school_stays_in_it(void **state)
{
	struct place place;
	struct browser browser;
	struct db_test *t = *state;
	struct answer page;
	int64_t here, there;

	open_place(&place, *state, NULL);
	(void)add(&place, "a@x.example", (struct access_grant){ACCESS_ADMINISTRATOR, 3});
	here = add(&place, "here@x.example", teacher);
	there = add(&place, "there@x.example", (struct access_grant){ACCESS_TEACHER, 4});
	browser = browser_at(&place);
	assert_to(sign_in(&browser, "a%40x.example"), "/");
	page = browser_get(&browser, STR("/admin/people"));
	assert_true(answer_has(&page, "here@x.example"));
	assert_false(answer_has(&page, "there@x.example\""));
	assert_false(answer_has(&page, ">there@x.example"));
	assert_int_equal(browser_get(&browser,
				     arena_printf(t->arena, "/admin/people/%lld", (long long)there))
				 .status,
			 403);
	page = browser_get(&browser, arena_printf(t->arena, "/admin/people/%lld", (long long)here));
	assert_int_equal(page.status, 200);
	/* Neither the zone nor another school. */
	for (int i = 0; i < 2; i++)
		assert_int_equal(
			browser_send(
				&browser,
				arena_printf(t->arena, "/admin/people/%lld/roles", (long long)here),
				&page,
				i == 0 ? "role=administrator&school=0" : "role=principal&school=4")
				.status,
			400);
	assert_int_equal(
		browser_send(&browser,
			     arena_printf(t->arena, "/admin/people/%lld/disable", (long long)there),
			     &page, "")
			.status,
		403);
	assert_int_equal(browser_get(&browser, STR("/admin/audit")).status, 403);
	close_place(&place);
}

static void losing_a_role_ends_the_sessions(void **state)
{
	struct place place;
	struct browser browser;
	struct db_test *t = *state;
	int64_t id;

	open_place(&place, *state, NULL);
	(void)add(&place, "other@x.example", administrator);
	id = add(&place, "a@x.example", administrator);
	browser = browser_at(&place);
	assert_to(sign_in(&browser, "a%40x.example"), "/");
	assert_int_equal(browser_get(&browser, STR("/admin/people")).status, 200);
	assert_db(account_revoke(&place.site, &command, id, &administrator, &t->err));
	assert_to(browser_get(&browser, STR("/admin/people")), "/sign-in?to=%2Fadmin%2Fpeople");
	close_place(&place);
}

static void slows_down_who_tries_too_often(void **state)
{
	static const struct rate_limit three = {3, 60000};
	struct place place;
	struct browser browser;
	struct answer page;

	open_place(&place, *state, &three);
	(void)add(&place, "a@x.example", teacher);
	browser = browser_at(&place);
	page = browser_get(&browser, STR("/sign-in"));
	for (int i = 0; i < 3; i++)
		assert_int_equal(browser_send(&browser, STR("/sign-in"), &page,
					      "email=a%40x.example&password=wrong")
					 .status,
				 403);
	assert_int_equal(browser_send(&browser, STR("/sign-in"), &page,
				      "email=a%40x.example&password=" ENCODED)
				 .status,
			 503);
	clock_fake_advance(&place.t->clock, 60001);
	assert_to(browser_send(&browser, STR("/sign-in"), &page,
			       "email=a%40x.example&password=" ENCODED),
		  "/");
	close_place(&place);
}

static void an_idle_session_ends(void **state)
{
	struct place place;
	struct browser browser;

	open_place(&place, *state, NULL);
	(void)add(&place, "a@x.example", teacher);
	browser = browser_at(&place);
	assert_to(sign_in(&browser, "a%40x.example"), "/");
	clock_fake_advance(&place.t->clock, 119 * 60000);
	assert_int_equal(browser_get(&browser, STR("/account")).status, 200);
	clock_fake_advance(&place.t->clock, 120 * 60000);
	assert_to(browser_get(&browser, STR("/account")), "/sign-in?to=%2Faccount");
	close_place(&place);
}

static size_t n_entries(struct place *place, const char *action)
{
	struct audit_filter filter = {.action = str_from(action), .limit = 1000};
	struct db_test *t = place->t;
	struct audit_list list;

	assert_db(audit_find(&place->site, t->arena, &filter, &list, &t->err));
	return list.n;
}

static void reading_the_log_or_one_person_is_noted(void **state)
{
	struct place place;
	struct browser browser;
	struct db_test *t = *state;
	int64_t id;
	struct str person;

	open_place(&place, t, NULL);
	id = add(&place, "a@x.example", administrator);
	person = arena_printf(t->arena, "/admin/people/%lld", (long long)id);
	browser = browser_at(&place);
	assert_to(sign_in(&browser, "a%40x.example"), "/");
	assert_int_equal(browser_get(&browser, STR("/admin/people")).status, 200);
	assert_int_equal(browser_get(&browser, STR("/account")).status, 200);
	assert_int_equal(n_entries(&place, "read."), 0);
	assert_int_equal(browser_get(&browser, STR("/admin/audit")).status, 200);
	assert_int_equal(browser_get(&browser, person).status, 200);
	assert_int_equal(n_entries(&place, "read.sensitive"), 2);
	/* What is refused or not there is not read. */
	assert_int_equal(browser_get(&browser, STR("/admin/people/1")).status, 404);
	assert_int_equal(browser_get(&browser, STR("/admin/audit?before=x")).status, 400);
	assert_int_equal(n_entries(&place, "read.sensitive"), 2);
	close_place(&place);
}

static void every_page_of_an_administrator_draws(void **state)
{
	static const char *const path[] = {
		"/",
		"/account",
		"/account/second-factor",
		"/admin/people",
		"/admin/people?search=%25%27%3Cx",
		"/admin/people/new",
		"/admin/audit",
		"/admin/audit?check=1&action=%27--",
		"/admin/jobs",
		"/admin/system",
	};
	struct place place;
	struct browser browser;
	struct db_test *t = *state;
	struct answer page;

	open_place(&place, t, NULL);
	(void)add(&place, "a@x.example", administrator);
	browser = browser_at(&place);
	assert_to(sign_in(&browser, "a%40x.example"), "/");
	for (size_t i = 0; i < sizeof path / sizeof *path; i++) {
		page = browser_get(&browser, str_from(path[i]));
		if (page.status != 200 || !answer_has(&page, "</html>"))
			fail_msg("%s: %u", path[i], page.status);
		assert_false(answer_has(&page, "<x"));
	}
	page = browser_get(&browser, STR("/admin/audit?before=x"));
	assert_int_equal(page.status, 400);
	page = browser_get(&browser, STR("/admin/people/999"));
	assert_int_equal(page.status, 404);
	page = browser_get(&browser, STR("/admin/audit?check=1"));
	assert_true(answer_has(&page, "All entries are as they were written"));
	assert_db(db_script(t->db, "UPDATE audit SET detail = 'x' WHERE seq = 2", &t->err));
	page = browser_get(&browser, STR("/admin/audit?check=1"));
	assert_true(answer_has(&page, "The log was changed from outside"));
	close_place(&place);
}

static bool head_has(const struct answer *answer, const char *part)
{
	return memmem(answer->head.ptr, answer->head.len, part, strlen(part)) != NULL;
}

/* Behind a proxy that speaks TLS the cookies are bound to the host; over a plain connection from
 * another machine nobody types a password. */
static void cookies_and_passwords_travel_encrypted(void **state)
{
	struct place place;
	struct browser browser;
	struct answer page;

	open_place(&place, *state, NULL);
	(void)add(&place, "a@x.example", teacher);
	browser = browser_at(&place);
	browser.more_headers = STR("X-Forwarded-Proto: https\r\nX-Forwarded-For: 192.0.2.7\r\n");
	page = sign_in(&browser, "a%40x.example");
	assert_to(page, "/");
	assert_true(head_has(&page, "Set-Cookie: __Host-weft-session="));
	assert_true(head_has(&page, "Path=/"));
	assert_true(head_has(&page, "Secure"));
	assert_true(head_has(&page, "HttpOnly"));
	assert_true(head_has(&page, "SameSite=Lax"));
	assert_int_equal(browser_get(&browser, STR("/account")).status, 200);
	/* The plain name counts for nothing here. */
	browser_set_cookie(&browser, STR("weft-session"),
			   browser_cookie(&browser, "__Host-weft-session"));
	browser_set_cookie(&browser, STR("__Host-weft-session"), STR(""));
	assert_to(browser_get(&browser, STR("/account")), "/sign-in?to=%2Faccount");
	browser = browser_at(&place);
	browser.host = STR("weft.example");
	browser.more_headers = STR("X-Forwarded-Proto: http\r\nX-Forwarded-For: 192.0.2.7\r\n");
	page = sign_in(&browser, "a%40x.example");
	assert_int_equal(page.status, 403);
	assert_true(answer_has(&page, "https"));
	close_place(&place);
}

static void demands_a_second_factor_of_administrators(void **state)
{
	struct place place;
	struct browser browser;

	open_place_with(&place, *state, NULL, true);
	(void)add(&place, "a@x.example", administrator);
	(void)add(&place, "b@x.example", teacher);
	browser = browser_at(&place);
	assert_to(sign_in(&browser, "a%40x.example"), "/");
	assert_to(browser_get(&browser, STR("/admin/people")), "/account/second-factor");
	assert_int_equal(browser_get(&browser, STR("/account")).status, 200);
	browser = browser_at(&place);
	assert_to(sign_in(&browser, "b%40x.example"), "/");
	assert_int_equal(browser_get(&browser, STR("/account")).status, 200);
	close_place(&place);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(leads_to_the_page_that_was_wanted),
		db_unit_test(leads_to_no_other_site),
		db_unit_test(a_cookie_from_before_is_worth_nothing_after),
		db_unit_test(signing_out_ends_the_session_for_good),
		db_unit_test(a_form_from_elsewhere_changes_nothing),
		db_unit_test(keeps_what_was_typed_but_the_password),
		db_unit_test(sessions_are_told_by_the_clock_on_the_wall),
		db_unit_test(asks_for_the_second_factor_before_anything),
		db_unit_test(sets_up_a_second_factor_by_its_form),
		db_unit_test(an_invitation_sets_a_password_once),
		db_unit_test(an_administrator_of_a_school_stays_in_it),
		db_unit_test(losing_a_role_ends_the_sessions),
		db_unit_test(slows_down_who_tries_too_often),
		db_unit_test(an_idle_session_ends),
		db_unit_test(reading_the_log_or_one_person_is_noted),
		db_unit_test(every_page_of_an_administrator_draws),
		db_unit_test(cookies_and_passwords_travel_encrypted),
		db_unit_test(demands_a_second_factor_of_administrators),
	};

	return db_test_run(tests);
}
