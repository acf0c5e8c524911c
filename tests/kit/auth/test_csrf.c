#include "auth_test.h"

#include "kit/auth/csrf.h"

static void believes_the_browser_about_where_a_form_is_from(void **state)
{
	static const struct {
		const char *site, *origin, *host;
		bool secure, ok;
	} row[] = {
		{"same-origin", NULL, "weft.example", true, true},
		{"none", NULL, "weft.example", true, true},
		{"cross-site", NULL, "weft.example", true, false},
		{"same-site", NULL, "weft.example", true, false},
		{"", "https://weft.example", "weft.example", true, true},
		{NULL, "https://WEFT.example", "weft.example", true, true},
		{NULL, "https://weft.example:8443", "weft.example:8443", true, true},
		{NULL, "https://weft.example:8443", "weft.example", true, false},
		{NULL, "http://weft.example", "weft.example", true, false},
		{NULL, "http://127.0.0.1:8080", "127.0.0.1:8080", false, true},
		{NULL, "https://evil.example", "weft.example", true, false},
		{NULL, "https://weft.example.evil.example", "weft.example", true, false},
		{NULL, "null", "weft.example", true, false},
		{NULL, "https://", "weft.example", true, false},
		{NULL, NULL, "weft.example", true, true},
		/* A word that no browser says is not a yes. */
		{"same-origin, same-origin", NULL, "weft.example", true, false},
		{"cross-site", "https://weft.example", "weft.example", true, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		struct csrf_headers headers = {str_from(row[i].site), str_from(row[i].origin),
					       str_from(row[i].host), row[i].secure};
		struct err err = {0};

		if (csrf_origin_ok(&headers, &err) != row[i].ok)
			fail_msg("row %zu", i);
		assert_int_equal(err.kind, row[i].ok ? ERR_NONE : ERR_DENIED);
	}
}

static void takes_the_token_of_the_same_session_only(void **state)
{
	struct token_key key = token_key_make();
	struct str session = token_make(*state), other = token_make(*state);
	struct str sent = csrf_token(*state, &key, session);
	struct err err = {0};

	assert_true(csrf_token_ok(*state, &key, session, sent, &err));
	assert_false(csrf_token_ok(*state, &key, other, sent, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_false(csrf_token_ok(*state, &key, session, STR(""), &err));
	assert_false(csrf_token_ok(*state, &key, session, str_slice(sent, 0, 42), &err));
	/* The token is not the session's secret, and nobody without a session has one. */
	assert_false(str_eq(sent, session));
	assert_false(csrf_token_ok(*state, &key, STR(""), csrf_token(*state, &key, STR("")), &err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(believes_the_browser_about_where_a_form_is_from),
		cmocka_unit_test_setup_teardown(takes_the_token_of_the_same_session_only,
						arena_setup, arena_teardown),
	};
	struct err err = {0};

	return token_init(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
