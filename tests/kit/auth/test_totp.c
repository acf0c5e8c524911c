#include "auth_test.h"

#include "kit/auth/token.h"
#include "kit/auth/totp.h"

#include <stdio.h>

/* RFC 6238 appendix B, the column of SHA-1; RFC 4226 appendix D for the first ten counters. */
static void gives_the_codes_of_the_rfcs(void **state)
{
	static const struct {
		int64_t seconds;
		uint32_t code;
	} totp[] = {
		{59, 94287082},         {1111111109, 7081804},  {1111111111, 14050471},
		{1234567890, 89005924}, {2000000000, 69279037}, {20000000000, 65353130},
	};
	static const uint32_t hotp[] = {755224, 287082, 359152, 969429, 338314,
					254676, 287922, 162583, 399871, 520489};
	struct str secret = STR("12345678901234567890");
	struct err err = {0};
	uint32_t code;

	(void)state;
	for (size_t i = 0; i < sizeof totp / sizeof *totp; i++) {
		assert_true(totp_code(secret, totp_step(totp[i].seconds * 1000), 8, &code, &err));
		assert_int_equal(code, totp[i].code);
	}
	for (size_t i = 0; i < sizeof hotp / sizeof *hotp; i++) {
		assert_true(totp_code(secret, (int64_t)i, 6, &code, &err));
		assert_int_equal(code, hotp[i]);
	}
}

static void takes_one_step_before_and_after_and_never_twice(void **state)
{
	struct str secret = totp_secret_make(*state);
	int64_t now = INT64_C(1800000000000), step;
	struct err err = {0};

	for (int64_t apart = -3; apart <= 3; apart++) {
		struct str typed;
		uint32_t code;

		assert_true(totp_code(secret, totp_step(now) + apart, 6, &code, &err));
		typed = arena_printf(*state, "%03u %03u", code / 1000, code % 1000);
		assert_true(totp_check(secret, typed, now, 0, &step, &err));
		assert_int_equal(step, apart >= -1 && apart <= 1 ? totp_step(now) + apart : -1);
		/* Used once: that step and those before it are gone. */
		if (step > 0) {
			int64_t used = step;

			assert_true(totp_check(secret, typed, now, used, &step, &err));
			assert_int_equal(step, -1);
		}
	}
}

static void refuses_what_is_not_six_digits(void **state)
{
	static const char *const wrong[] = {"",       "12345",  "1234567",
					    "12345a", "-12345", "１２３４５６"};
	struct str secret = totp_secret_make(*state);
	struct err err = {0};
	int64_t step;

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_true(totp_check(secret, str_from(wrong[i]), 1000000, 0, &step, &err));
		assert_int_equal(step, -1);
	}
}

/* RFC 4648 section 10. */
static void writes_and_reads_base32(void **state)
{
	static const struct {
		const char *bytes, *text;
	} row[] = {{"", ""},
		   {"f", "MY"},
		   {"fo", "MZXQ"},
		   {"foo", "MZXW6"},
		   {"foob", "MZXW6YQ"},
		   {"fooba", "MZXW6YTB"},
		   {"foobar", "MZXW6YTBOI"}};
	struct err err = {0};
	struct str back;

	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		assert_str(totp_base32(*state, str_from(row[i].bytes), false), row[i].text);
		assert_true(totp_base32_read(*state, str_from(row[i].text), &back, &err));
		assert_str(back, row[i].bytes);
	}
	assert_str(totp_base32(*state, STR("fooba"), true), "MZXW 6YTB");
	assert_true(totp_base32_read(*state, STR("mzxw 6ytb oi======"), &back, &err));
	assert_str(back, "foobar");
	assert_false(totp_base32_read(*state, STR("MZ1W"), &back, &err));
	for (size_t n = 0; n < 100; n++) {
		char bytes[100];

		for (size_t i = 0; i < n; i++)
			bytes[i] = (char)(n * 31 + i * 7);
		assert_true(totp_base32_read(
			*state, totp_base32(*state, (struct str){bytes, n}, true), &back, &err));
		assert_true(str_eq(back, (struct str){bytes, n}));
	}
}

static void writes_an_address_for_apps(void **state)
{
	assert_str(totp_uri(*state, STR("foobar"), STR("Alder Sound"), STR("ada@school.example")),
		   "otpauth://totp/Alder%20Sound:ada%40school.example?secret=MZXW6YTBOI"
		   "&issuer=Alder%20Sound&algorithm=SHA1&digits=6&period=30");
}

static void makes_recovery_codes_that_survive_typing(void **state)
{
	struct str code = totp_recovery_code(*state);

	assert_int_equal(code.len, 14);
	assert_str(totp_recovery_normal(*state, STR(" K7MQ-2xhd 9tfe ")), "k7mq2xhd9tfe");
	assert_false(str_eq(code, totp_recovery_code(*state)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_the_codes_of_the_rfcs),
		cmocka_unit_test_setup_teardown(takes_one_step_before_and_after_and_never_twice,
						arena_setup, arena_teardown),
		cmocka_unit_test_setup_teardown(refuses_what_is_not_six_digits, arena_setup,
						arena_teardown),
		cmocka_unit_test_setup_teardown(writes_and_reads_base32, arena_setup,
						arena_teardown),
		cmocka_unit_test_setup_teardown(writes_an_address_for_apps, arena_setup,
						arena_teardown),
		cmocka_unit_test_setup_teardown(makes_recovery_codes_that_survive_typing,
						arena_setup, arena_teardown),
	};
	struct err err = {0};

	return token_init(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
