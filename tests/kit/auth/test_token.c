#include "auth_test.h"

#include "kit/auth/token.h"

static void makes_tokens_that_differ(void **state)
{
	struct str a = token_make(*state), b = token_make(*state);

	assert_int_equal(a.len, TOKEN_CHARS);
	assert_false(token_equal(a, b));
	assert_true(token_equal(a, a));
	for (size_t i = 0; i < a.len; i++)
		assert_non_null(
			strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
			       a.ptr[i]));
}

static void hashes_by_key_and_purpose(void **state)
{
	struct token_key key = token_key_make(), other = token_key_make();
	struct token_hash hash = token_hash(&key, "session", STR("abc"));
	struct token_hash same = token_hash(&key, "session", STR("abc"));
	struct token_hash purpose = token_hash(&key, "sessio", STR("nabc"));
	struct token_hash keyed = token_hash(&other, "session", STR("abc"));
	struct token_hash nothing = token_hash(&key, "session", STR(""));

	(void)state;
	assert_true(str_eq(token_hash_str(&hash), token_hash_str(&same)));
	assert_false(str_eq(token_hash_str(&hash), token_hash_str(&purpose)));
	assert_false(str_eq(token_hash_str(&hash), token_hash_str(&keyed)));
	assert_false(str_eq(token_hash_str(&hash), token_hash_str(&nothing)));
}

static void seals_and_opens(void **state)
{
	struct token_key key = token_key_make(), other = token_key_make();
	struct str sealed = token_seal(*state, &key, STR("twenty bytes of secret")), opened;
	struct err err = {0};

	assert_true(token_open(*state, &key, sealed, &opened, &err));
	assert_str(opened, "twenty bytes of secret");
	assert_false(token_open(*state, &other, sealed, &opened, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	for (size_t i = 0; i < sealed.len; i++) {
		char *bent = arena_array(*state, char, sealed.len);

		memcpy(bent, sealed.ptr, sealed.len);
		bent[i] = (char)(bent[i] ^ 1);
		assert_false(
			token_open(*state, &key, (struct str){bent, sealed.len}, &opened, &err));
		assert_false(token_open(*state, &key, str_slice(sealed, 0, i), &opened, &err));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(makes_tokens_that_differ, arena_setup,
						arena_teardown),
		cmocka_unit_test_setup_teardown(hashes_by_key_and_purpose, arena_setup,
						arena_teardown),
		cmocka_unit_test_setup_teardown(seals_and_opens, arena_setup, arena_teardown),
	};
	struct err err = {0};

	return token_init(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
