/* Sign-in at a real identity provider on loopback; tools/with_glewlwyd.py starts it. */
#include "auth_test.h"

#include "kit/auth/oidc.h"

#include <stdio.h>
#include <stdlib.h>

static struct oidc *provider(const char *domain)
{
	struct str domains[1] = {str_from(domain)};
	struct oidc_options options = {
		.label = STR("the district"),
		.issuer = str_from(getenv("WEFT_TEST_OIDC_ISSUER")),
		.client_id = STR("weft"),
		.client_secret = STR("s3cret-s3cret"),
		.redirect_uri = STR("http://127.0.0.1:18080/sign-in/oidc/back"),
		.domain = domains,
		.n_domains = domain == NULL ? 0 : 1,
	};
	struct oidc *oidc = NULL;
	struct err err = {0};

	if (!oidc_create(&options, &oidc, &err))
		fail_msg("%s", err.text);
	return oidc;
}

/* The person signs in over there; what stands after "?" when they are sent back. */
static struct str browse(struct arena *arena, struct str url)
{
	struct str command = arena_printf(arena, "%s '%.*s'", getenv("WEFT_TEST_OIDC_BROWSER"),
					  STR_ARG(url));
	char line[4096] = "", *question;
	FILE *browser = popen(command.ptr, "r");

	assert_non_null(browser);
	if (fgets(line, sizeof line, browser) == NULL)
		line[0] = '\0';
	(void)pclose(browser);
	line[strcspn(line, "\n")] = '\0';
	question = strchr(line, '?');
	assert_non_null(question);
	return arena_str(arena, str_from(question + 1));
}

static void lets_in_whom_the_provider_knows(void **state)
{
	struct oidc *oidc = provider("School.example");
	struct oidc_identity identity = {0};
	struct oidc_flow flow;
	struct err err = {0};
	struct str url, query;

	if (!oidc_begin(oidc, *state, &flow, &url, &err))
		fail_msg("%s", err.text);
	assert_non_null(strstr(url.ptr, "code_challenge_method=S256"));
	assert_null(strstr(url.ptr, flow.verifier.ptr));
	query = browse(*state, url);
	if (!oidc_finish(oidc, *state, &flow, query, &identity, &err))
		fail_msg("%s", err.text);
	assert_str(identity.issuer, getenv("WEFT_TEST_OIDC_ISSUER"));
	assert_true(identity.subject.len > 0);
	assert_str(identity.email, "ada@school.example");
	/* A code works once. */
	assert_false(oidc_finish(oidc, *state, &flow, query, &identity, &err));
	assert_int_equal(err.kind, ERR_DENIED);
	oidc_destroy(oidc);
}

/* Each secret of the flow is changed in turn: none may pass. */
static void refuses_an_answer_to_another_question(void **state)
{
	for (int wrong = 0; wrong < 4; wrong++) {
		struct oidc *oidc = provider(NULL);
		struct oidc_identity identity;
		struct oidc_flow flow;
		struct err err = {0};
		struct str url, query;

		assert_true(oidc_begin(oidc, *state, &flow, &url, &err));
		query = browse(*state, url);
		if (wrong == 0)
			flow.nonce = STR("anothernonceanothernonce");
		if (wrong == 1)
			flow.verifier = STR(
				"anotherverifieranotherverifieranotherverifieranotherverifier");
		if (wrong == 2)
			flow.state = STR("anotherstate");
		if (wrong == 3)
			query = STR("error=access_denied&state=x");
		assert_false(oidc_finish(oidc, *state, &flow, query, &identity, &err));
		assert_int_equal(err.kind, ERR_DENIED);
		oidc_destroy(oidc);
	}
}

static void refuses_a_domain_that_is_not_on_the_list(void **state)
{
	struct oidc *oidc = provider("other.example");
	struct oidc_identity identity;
	struct oidc_flow flow;
	struct err err = {0};
	struct str url;

	assert_true(oidc_begin(oidc, *state, &flow, &url, &err));
	assert_false(oidc_finish(oidc, *state, &flow, browse(*state, url), &identity, &err));
	assert_int_equal(err.kind, ERR_DENIED);
	oidc_destroy(oidc);
}

static void says_when_the_provider_is_away(void **state)
{
	struct oidc_options options = {.issuer = STR("http://127.0.0.1:9"),
				       .client_id = STR("weft"),
				       .redirect_uri = STR("http://127.0.0.1/back")};
	struct oidc_flow flow;
	struct oidc *oidc;
	struct err err = {0};
	struct str url;

	assert_true(oidc_create(&options, &oidc, &err));
	assert_false(oidc_begin(oidc, *state, &flow, &url, &err));
	assert_int_equal(err.kind, ERR_BUSY);
	oidc_destroy(oidc);
	options.issuer = STR("http://idp.example");
	assert_false(oidc_create(&options, &oidc, &err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(lets_in_whom_the_provider_knows, arena_setup,
						arena_teardown),
		cmocka_unit_test_setup_teardown(refuses_an_answer_to_another_question, arena_setup,
						arena_teardown),
		cmocka_unit_test_setup_teardown(refuses_a_domain_that_is_not_on_the_list,
						arena_setup, arena_teardown),
		cmocka_unit_test_setup_teardown(says_when_the_provider_is_away, arena_setup,
						arena_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
