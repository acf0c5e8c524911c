#include "auth_test.h"

#include "kit/auth/password.h"
#include "kit/auth/token.h"

#include <stdatomic.h>

static struct passwords passwords;

static int setup(void **state)
{
	struct err err = {0};

	assert_true(passwords_init(&passwords, &password_cost_least, &err));
	return arena_setup(state);
}

static int teardown(void **state)
{
	passwords_finish(&passwords);
	return arena_teardown(state);
}

static void knows_the_right_password(void **state)
{
	struct err err = {0};
	struct str hash;
	bool right;

	assert_true(password_hash(&passwords, STR("blue kettle seven fog"), *state, &hash, &err));
	assert_int_equal(strncmp(hash.ptr, "$argon2id$", 10), 0);
	assert_true(password_check(&passwords, hash, STR("blue kettle seven fog"), &right, &err));
	assert_true(right);
	assert_true(password_check(&passwords, hash, STR("blue kettle seven fog "), &right, &err));
	assert_false(right);
	assert_true(password_check(&passwords, hash, STR(""), &right, &err));
	assert_false(right);
	assert_false(password_needs_rehash(&passwords, hash));
}

static void says_no_for_nobody_by_the_same_work(void **state)
{
	struct err err = {0};
	bool right = true;

	(void)state;
	/* The hash of nobody is a whole hash of the same cost: the same code runs. */
	assert_false(password_needs_rehash(&passwords, str_from(passwords.nobody)));
	assert_true(password_check(&passwords, STR(""), STR("anything at all"), &right, &err));
	assert_false(right);
}

static void wants_a_new_hash_when_the_cost_rises(void **state)
{
	struct password_cost more = password_cost_least;
	struct passwords stronger;
	struct err err = {0};
	struct str hash;

	more.passes++;
	assert_true(passwords_init(&stronger, &more, &err));
	assert_true(password_hash(&passwords, STR("blue kettle seven fog"), *state, &hash, &err));
	assert_true(password_needs_rehash(&stronger, hash));
	assert_true(password_needs_rehash(&passwords, STR("not a hash")));
	passwords_finish(&stronger);
}

static void says_what_to_change(void **state)
{
	static const struct {
		const char *password;
		bool ok;
	} row[] = {
		{"blue kettle seven fog", true},
		{"\xC3\xA9t\xC3\xA9 \xC3\xA0 l mer", false}, /* 11 characters, 15 bytes */
		{"short", false},
		{"password1234", false},
		{"PassWord12345", false},
		{"password of the old lighthouse", true},
		{"aaaaaaaaaaaaaaaaaa", false},
		{"my name is Ada Byron", false},
		{"ada.byron is here", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		struct err err = {0};

		if (password_acceptable(str_from(row[i].password), STR("Ada Byron"),
					STR("ada.byron@school.example"), &err) != row[i].ok)
			fail_msg("row %zu: %s", i, err.text);
	}
}

static void refuses_what_is_too_long_before_hashing(void **state)
{
	char *letters = arena_array(*state, char, 1U << 20);
	struct str hash, longest = {letters, 1U << 20};
	struct err err = {0};
	bool right = true;

	memset(letters, 'x', longest.len);
	assert_false(password_hash(&passwords, longest, *state, &hash, &err));
	assert_true(password_check(&passwords, STR(""), longest, &right, &err));
	assert_false(right);
}

static atomic_uint n_busy, n_done;

static void *crowd(void *arg)
{
	struct err err = {0};
	bool right;

	if (password_check(arg, STR(""), STR("somebody's guess"), &right, &err))
		atomic_fetch_add(&n_done, 1);
	else if (err.kind == ERR_BUSY)
		atomic_fetch_add(&n_busy, 1);
	return NULL;
}

static void sends_a_crowd_away(void **state)
{
	struct password_cost one = {3, 32U << 20, 1, 1};
	struct passwords narrow;
	struct err err = {0};
	pthread_t thread[12];

	(void)state;
	assert_true(passwords_init(&narrow, &one, &err));
	for (size_t i = 0; i < 12; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, crowd, &narrow), 0);
	for (size_t i = 0; i < 12; i++)
		(void)pthread_join(thread[i], NULL);
	assert_int_equal(n_busy + n_done, 12);
	assert_true(n_done >= 2);
	assert_true(n_busy > 0);
	passwords_finish(&narrow);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(knows_the_right_password, setup, teardown),
		cmocka_unit_test_setup_teardown(says_no_for_nobody_by_the_same_work, setup,
						teardown),
		cmocka_unit_test_setup_teardown(wants_a_new_hash_when_the_cost_rises, setup,
						teardown),
		cmocka_unit_test_setup_teardown(says_what_to_change, setup, teardown),
		cmocka_unit_test_setup_teardown(refuses_what_is_too_long_before_hashing, setup,
						teardown),
		cmocka_unit_test_setup_teardown(sends_a_crowd_away, setup, teardown),
	};
	struct err err = {0};

	return token_init(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
