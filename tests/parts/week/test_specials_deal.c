/* Dealing visits of a grade to its classes. */
#include "parts/week/specials_deal.h"

#include "base/rng.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_create(1U << 20);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_destroy(arena);
	return 0;
}

static void deals_each_class_its_visits_and_one_a_day(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < 2000; seed++) {
		enum { DAYS = 10, ROWS = 4 };
		uint32_t visits[ROWS] = {0}, on_day[ROWS * DAYS] = {0};
		uint32_t n_classes, n_days = DAYS, *dealt;
		struct specials_deck deck;
		struct rng rng;

		rng_init(&rng, seed);
		n_classes = 1 + (uint32_t)rng_below(&rng, 5);
		/* Classes with random weeks of the same numbers, then shuffled together. */
		for (uint32_t day = 0; day < n_days; day++)
			visits[rng_below(&rng, ROWS)] += rng_below(&rng, 5) > 0;
		for (uint32_t class = 0; class < n_classes; class ++) {
			uint32_t order[DAYS], at = 0;

			for (uint32_t i = 0; i < n_days; i++)
				order[i] = i;
			rng_shuffle(&rng, order, n_days);
			for (uint32_t row = 0; row < ROWS; row++)
				for (uint32_t k = 0; k < visits[row]; k++)
					on_day[row * DAYS + order[at++]]++;
		}
		deck = (struct specials_deck){n_days, ROWS, n_classes, visits, on_day, NULL};
		dealt = arena_array(arena, uint32_t, n_classes * DAYS);
		assert_true(specials_deal(arena, &deck, dealt));
		for (uint32_t row = 0; row < ROWS; row++) {
			for (uint32_t class = 0; class < n_classes; class ++) {
				uint32_t n = 0;

				for (uint32_t day = 0; day < n_days; day++)
					n += dealt[class * DAYS + day] == row;
				assert_int_equal(n, visits[row]);
			}
			for (uint32_t day = 0; day < n_days; day++) {
				uint32_t n = 0;

				for (uint32_t class = 0; class < n_classes; class ++)
					n += dealt[class * DAYS + day] == row;
				assert_int_equal(n, on_day[row * DAYS + day]);
			}
		}
	}
}

/* What was dealt before is dealt again when the deck is the same. */
static void deals_the_same_again_to_those_who_like_it(void **state)
{
	uint32_t visits[] = {2, 1}, on_day[] = {1, 1, 1, 1, 0, 1, 1, 0};
	uint32_t likes[] = {0, 1, 0, UINT32_MAX, UINT32_MAX, 0, 1, 0}, dealt[8];
	struct specials_deck deck = {4, 2, 2, visits, on_day, likes};

	(void)state;
	assert_true(specials_deal(arena, &deck, dealt));
	for (size_t i = 0; i < 8; i++)
		assert_int_equal(dealt[i], likes[i]);
}

static void refuses_a_deck_that_does_not_add_up(void **state)
{
	uint32_t visits[] = {1}, on_day[] = {2, 0}, dealt[4];
	struct specials_deck deck = {2, 1, 1, visits, on_day, NULL};

	(void)state;
	deck.n_classes = 2;
	assert_true(specials_deal(arena, &deck, dealt));
	on_day[0] = 1;
	assert_false(specials_deal(arena, &deck, dealt));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(deals_each_class_its_visits_and_one_a_day),
		cmocka_unit_test(deals_the_same_again_to_those_who_like_it),
		cmocka_unit_test(refuses_a_deck_that_does_not_add_up),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
