#include "auth_test.h"

#include "kit/auth/rate.h"
#include "kit/auth/token.h"

static void gives_a_burst_and_then_one_at_a_time(void **state)
{
	struct clock_fake clock;
	struct rate rate;
	int64_t wait_ms = 0;

	clock_fake_init(&clock, 0);
	rate_init(&rate, *state, &clock.clock, (struct rate_limit){5, 1000}, 64);
	for (int i = 0; i < 5; i++)
		assert_true(rate_take(&rate, STR("10.0.0.1"), NULL));
	assert_false(rate_take(&rate, STR("10.0.0.1"), &wait_ms));
	assert_in_range(wait_ms, 1, 1001);
	assert_true(rate_take(&rate, STR("10.0.0.2"), NULL));
	clock_fake_advance(&clock, 1001);
	assert_true(rate_take(&rate, STR("10.0.0.1"), NULL));
	assert_false(rate_take(&rate, STR("10.0.0.1"), NULL));
	/* Waiting long fills the bucket, not more. */
	clock_fake_advance(&clock, 1000000);
	for (int i = 0; i < 5; i++)
		assert_true(rate_take(&rate, STR("10.0.0.1"), NULL));
	assert_false(rate_take(&rate, STR("10.0.0.1"), NULL));
	rate_forget(&rate, STR("10.0.0.1"));
	assert_true(rate_take(&rate, STR("10.0.0.1"), NULL));
	rate_finish(&rate);
}

static void remembers_who_tries_most_when_the_table_is_full(void **state)
{
	struct clock_fake clock;
	struct rate rate;

	clock_fake_init(&clock, 0);
	rate_init(&rate, *state, &clock.clock, (struct rate_limit){5, 1000000}, 8);
	for (int i = 0; i < 5; i++)
		assert_true(rate_take(&rate, STR("guesser"), NULL));
	for (int i = 0; i < 1000; i++)
		(void)rate_take(&rate, arena_printf(*state, "passer-by %d", i), NULL);
	assert_false(rate_take(&rate, STR("guesser"), NULL));
	rate_finish(&rate);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(gives_a_burst_and_then_one_at_a_time, arena_setup,
						arena_teardown),
		cmocka_unit_test_setup_teardown(remembers_who_tries_most_when_the_table_is_full,
						arena_setup, arena_teardown),
	};
	struct err err = {0};

	return token_init(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
