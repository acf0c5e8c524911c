#include "kit/db/id.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <setjmp.h>
#include <cmocka.h>

static const int64_t noon_ms = INT64_C(1788264000000); /* 2026-09-01 12:00 UTC */

static void tells_when_it_was_made(void **state)
{
	struct clock_fake clock;
	struct id_maker maker;

	(void)state;
	clock_fake_init(&clock, noon_ms);
	id_maker_init(&maker, &clock.clock, 1);
	assert_true(id_utc_ms(id_next(&maker)) == noon_ms);
	clock_fake_advance(&clock, 86400000);
	assert_true(id_utc_ms(id_next(&maker)) == noon_ms + 86400000);
}

static void grows_also_when_the_clock_stands_or_goes_back(void **state)
{
	struct clock_fake clock;
	struct id_maker maker;
	int64_t last = 0;

	(void)state;
	clock_fake_init(&clock, noon_ms);
	id_maker_init(&maker, &clock.clock, 2);
	for (int i = 0; i < 100000; i++) {
		int64_t id = id_next(&maker);

		assert_true(id > last);
		last = id;
		if (i % 1000 == 0)
			clock_fake_advance(&clock, i % 2000 == 0 ? -5000 : 3);
	}
}

static void is_positive_also_when_the_clock_is_wrong(void **state)
{
	const int64_t instants[] = {INT64_MIN / 2, -1, 0, INT64_C(9000000000000000)};

	(void)state;
	for (size_t i = 0; i < sizeof instants / sizeof *instants; i++) {
		struct clock_fake clock;
		struct id_maker maker;

		clock_fake_init(&clock, instants[i]);
		id_maker_init(&maker, &clock.clock, 3);
		assert_true(id_next(&maker) > 0);
		assert_true(id_next(&maker) > 0);
	}
}

static void is_the_same_for_the_same_seed_and_times_only(void **state)
{
	struct clock_fake clock;
	struct id_maker a, b, c;
	int64_t id;

	(void)state;
	clock_fake_init(&clock, noon_ms);
	id_maker_init(&a, &clock.clock, 4);
	id_maker_init(&b, &clock.clock, 4);
	id_maker_init(&c, &clock.clock, 5);
	id = id_next(&a);
	assert_true(id == id_next(&b));
	assert_true(id != id_next(&c));
}

enum { THREADS = 4, EACH = 20000 };

struct taker {
	struct id_maker *maker;
	pthread_t thread;
	int64_t ids[EACH];
};

static void *take(void *arg)
{
	struct taker *taker = arg;

	for (int i = 0; i < EACH; i++)
		taker->ids[i] = id_next(taker->maker);
	return NULL;
}

static int by_number(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void gives_each_thread_others(void **state)
{
	static struct taker takers[THREADS];
	static int64_t all[THREADS * EACH];
	struct id_maker maker;

	(void)state;
	id_maker_init(&maker, &clock_system, 6);
	for (int i = 0; i < THREADS; i++) {
		takers[i].maker = &maker;
		assert_int_equal(pthread_create(&takers[i].thread, NULL, take, &takers[i]), 0);
	}
	for (int i = 0; i < THREADS; i++) {
		(void)pthread_join(takers[i].thread, NULL);
		for (int j = 0; j < EACH; j++)
			all[i * EACH + j] = takers[i].ids[j];
	}
	qsort(all, THREADS * EACH, sizeof *all, by_number);
	for (int i = 1; i < THREADS * EACH; i++)
		assert_true(all[i - 1] < all[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_when_it_was_made),
		cmocka_unit_test(grows_also_when_the_clock_stands_or_goes_back),
		cmocka_unit_test(is_positive_also_when_the_clock_is_wrong),
		cmocka_unit_test(is_the_same_for_the_same_seed_and_times_only),
		cmocka_unit_test(gives_each_thread_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
