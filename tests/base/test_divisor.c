#include "check.h"

#include "base/divisor.h"

/* What it is by its definition, tried one by one. */
static int64_t slowly(int64_t a, int64_t b)
{
	int64_t d = a > b ? a : b;

	while (d > 0 && (a % d != 0 || b % d != 0))
		d--;
	return d;
}

static void is_what_trying_every_number_finds(void **state)
{
	(void)state;
	for (int64_t a = 0; a <= 60; a++)
		for (int64_t b = 0; b <= 60; b++)
			assert_int_equal(divisor_greatest(a, b), slowly(a, b));
}

static void knows_large_numbers(void **state)
{
	(void)state;
	assert_int_equal(divisor_greatest(INT64_MAX, INT64_MAX), INT64_MAX);
	assert_int_equal(divisor_greatest(INT64_MAX, 0), INT64_MAX);
	assert_int_equal(divisor_greatest(INT64_C(1) << 62, INT64_C(6) << 40), INT64_C(1) << 41);
	/* 2^63 - 1 is 7 * 7 * 73 * 127 * 337 * 92737 * 649657. */
	assert_int_equal(divisor_greatest(INT64_MAX, INT64_C(92737) * 649657 * 3 * 7),
			 INT64_C(92737) * 649657 * 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_what_trying_every_number_finds),
		cmocka_unit_test(knows_large_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
