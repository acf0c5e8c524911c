#include "check.h"

#include "base/bits.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/map.h"
#include "base/rng.h"
#include "base/text.h"
#include "base/vec.h"

static void an_arena_gives_aligned_zeroed_memory(void **state)
{
	struct arena *arena = *state;

	for (size_t size = 0; size < 9000; size += 37) {
		unsigned char *at = arena_alloc(arena, size, 16);

		assert_int_equal((uintptr_t)at % 16, 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(at[i], 0);
		memset(at, 0xAA, size);
	}
	arena_reset(arena);
	assert_int_equal(*arena_new(arena, unsigned char), 0);
	arena_destroy(NULL);
}

/* What was needed once is there when it is needed again, and one huge thing is not kept. */
static void an_arena_that_is_reset_keeps_what_it_grew_to(void **state)
{
	enum { FIRST = 1024, ROUND = 8 * FIRST };
	struct arena *arena = arena_create(FIRST);
	size_t first = arena_size(arena), grown;

	(void)state;
	for (size_t n = 0; n < ROUND; n += 64)
		(void)arena_alloc(arena, 64, 1);
	arena_reset(arena);
	grown = arena_size(arena);
	assert_true(grown > first + FIRST && grown < first + 16 * FIRST);
	for (size_t n = 0; n < ROUND / 2; n += 64)
		assert_int_equal(*(unsigned char *)arena_alloc(arena, 64, 1), 0);
	assert_int_equal(arena_size(arena), grown);
	(void)arena_alloc(arena, 100 * FIRST, 1);
	assert_true(arena_size(arena) > 100 * FIRST);
	arena_reset(arena);
	assert_int_equal(arena_size(arena), grown);
	arena_destroy(arena);
}

static void an_arena_copies_text_with_a_nul(void **state)
{
	struct str copy = arena_str(*state, str_slice(STR("abcd"), 1, 3));

	assert_string_equal(copy.ptr, "bc");
	assert_int_equal(arena_str(*state, (struct str){0}).len, 0);
	assert_str(arena_printf(*state, "%d-%s", 7, "x"), "7-x");
}

static void a_vector_grows_and_keeps_what_it_has(void **state)
{
	VEC(int) v = {0};

	vec_reserve(*state, (void **)&v.at, &v.cap, 0, sizeof *v.at);
	assert_non_null(v.at);
	for (int i = 0; i < 1000; i++)
		*vec_push(*state, &v) = i;
	assert_int_equal(v.n, 1000);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(v.at[i], i);
	vec_reserve(*state, (void **)&v.at, &v.cap, 5000, sizeof *v.at);
	assert_true(v.cap >= 5000 && v.at[999] == 999 && v.at[4999] == 0);
}

/* Property: a map says what a plain list of keys says, and keeps their order. */
static void a_map_finds_what_was_added(void **state)
{
	struct arena *arena = *state;
	struct map map;
	struct rng rng;
	size_t n = 0;
	struct str added[3000];

	map_init(&map, arena);
	rng_init(&rng, 6);
	assert_null(map_find(&map, STR("x")));
	for (int i = 0; i < 6000; i++) {
		struct str key = arena_printf(arena, "k%d", (int)rng_below(&rng, 3000));
		bool known = map_find(&map, key) != NULL, is_new = false;
		struct map_entry *entry = map_add(&map, key, &is_new);

		assert_int_equal(known, !is_new);
		if (is_new) {
			entry->value.number = (int64_t)n;
			added[n++] = key;
		}
	}
	assert_int_equal(map.n, n);
	for (size_t i = 0; i < n; i++) {
		assert_true(str_eq(map.at[i].key, added[i]));
		assert_int_equal(map_find(&map, added[i])->value.number, i);
	}
	assert_null(map_find(&map, STR("k3000")));
	assert_non_null(map_add(&map, STR("k3000"), NULL));
}

static void bits_count_and_are_walked_in_order(void **state)
{
	uint64_t a[BITS_WORDS(200)] = {0}, b[BITS_WORDS(200)] = {0};
	static const size_t want[] = {0, 63, 64, 130, 199};
	size_t at = 0;

	(void)state;
	for (size_t i = 0; i < LENGTH(want); i++)
		bits_add(a, want[i]);
	bits_add(b, 64);
	bits_add(b, 65);
	assert_int_equal(bits_count(a, LENGTH(a)), 5);
	assert_int_equal(bits_count_both(a, b, LENGTH(a)), 1);
	for (size_t i = 0; i < LENGTH(want); i++) {
		at = bits_next(a, LENGTH(a), i == 0 ? 0 : at + 1);
		assert_int_equal(at, want[i]);
	}
	assert_int_equal(bits_next(a, LENGTH(a), 200), 256);
	assert_int_equal(bits_next(a, LENGTH(a), 300), 256);
	bits_remove(a, 63);
	assert_false(bits_has(a, 63));
	assert_true(bits_has(a, 64));
}

/* The numbers are fixed for ever: a seed in a bug report must mean the same everywhere.
 * The first of seed 0 are those of the authors' reference code with this seeding. */
static void random_numbers_are_the_same_on_every_machine(void **state)
{
	static const uint64_t want[] = {0x99ec5f36cb75f2b4, 0xbf6e1f784956452a, 0x1a5f849d4933e6e0,
					0x6aa594f1262d2d2c};
	struct rng rng;

	(void)state;
	rng_init(&rng, 0);
	for (size_t i = 0; i < LENGTH(want); i++)
		assert_true(rng_next(&rng) == want[i]);
}

static void random_numbers_stay_in_range_and_spread(void **state)
{
	size_t seen[7] = {0};
	double sum = 0;
	struct rng rng;

	(void)state;
	rng_init(&rng, 8);
	for (int i = 0; i < 70000; i++) {
		double unit = rng_unit(&rng);

		seen[rng_below(&rng, 7)]++;
		assert_true(unit >= 0 && unit < 1);
		sum += unit;
	}
	for (size_t i = 0; i < LENGTH(seen); i++)
		assert_in_range(seen[i], 9500, 10500);
	assert_true(sum > 34500 && sum < 35500);
}

static void a_shuffle_keeps_every_number(void **state)
{
	uint32_t at[100];
	uint64_t seen[BITS_WORDS(100)] = {0};
	struct rng rng;
	size_t moved = 0;

	(void)state;
	for (uint32_t i = 0; i < 100; i++)
		at[i] = i;
	rng_init(&rng, 9);
	rng_shuffle(&rng, at, 100);
	for (uint32_t i = 0; i < 100; i++) {
		bits_add(seen, at[i]);
		moved += at[i] != i ? 1 : 0;
	}
	assert_int_equal(bits_count(seen, LENGTH(seen)), 100);
	assert_true(moved > 80);
}

static void text_grows_and_is_cleared(void **state)
{
	struct text text;

	text_init(&text, *state);
	for (int i = 0; i < 500; i++)
		text_printf(&text, "%d,", i % 10);
	assert_int_equal(text_str(&text).len, 1000);
	text_clear(&text);
	text_put(&text, STR(""));
	text_put_char(&text, 'x');
	assert_str(text_str(&text), "x");
}

static void a_clock_of_ones_own_stands_still(void **state)
{
	struct clock_fake fake;
	struct deadline deadline, never;

	(void)state;
	clock_fake_init(&fake, 1000);
	deadline = deadline_in(&fake.clock, 2.5);
	never = deadline_in(&fake.clock, -1);
	assert_false(deadline_passed(&deadline));
	assert_true(deadline_left(&deadline) > 2.49 && deadline_left(&deadline) < 2.51);
	clock_fake_advance(&fake, 2500);
	assert_true(clock_utc_ms(&fake.clock) == 3500);
	assert_true(deadline_passed(&deadline));
	assert_true(deadline_left(&deadline) < 0.001);
	assert_false(deadline_passed(&never));
	assert_true(deadline_left(&never) > 1e8);
	assert_true(clock_monotonic_ns(&clock_system) <= clock_monotonic_ns(&clock_system));
	assert_true(clock_utc_ms(&clock_system) > 1600000000000);
}

/* A budget of work ends by what was done, however long that took; and by its guard. */
static void work_passes_the_time_that_it_says(void **state)
{
	struct clock_fake real;
	struct clock_work work;
	struct deadline guard, end;

	(void)state;
	clock_fake_init(&real, 1000);
	guard = deadline_in(&real.clock, 60);
	clock_work_init(&work, &guard);
	end = deadline_in(&work.clock, 2);
	clock_fake_advance(&real, 59000);
	assert_false(deadline_passed(&end));
	clock_work_done(end.clock, 1500000000);
	assert_true(deadline_left(&end) > 0.49 && deadline_left(&end) < 0.51);
	assert_true(deadline_real_left(&end) > 0.99 && deadline_real_left(&end) < 1.01);
	clock_work_done(end.clock, 500000000);
	assert_true(deadline_passed(&end));
	end = deadline_in(&work.clock, 2);
	assert_false(deadline_passed(&end));
	assert_true(clock_utc_ms(&work.clock) == 60000);
	clock_fake_advance(&real, 1000);
	assert_true(deadline_passed(&end));
	end = deadline_in(&work.clock, 2);
	assert_true(deadline_passed(&end));
}

/* What others count is nothing to a real clock. */
static void work_is_nothing_to_other_clocks(void **state)
{
	struct clock_fake fake;
	struct deadline end;

	(void)state;
	clock_fake_init(&fake, 1000);
	end = deadline_in(&fake.clock, 2);
	clock_work_done(&fake.clock, 5000000000);
	assert_false(deadline_passed(&end));
	assert_true(deadline_real_left(&end) > 1.99);
}

static void an_error_has_a_place_and_is_cut_between_characters(void **state)
{
	char word[400];
	struct err err = {0};

	(void)state;
	assert_false(err_at(&err, 7, 3, "no room %s", "A"));
	assert_string_equal(err.text, "line 7, column 3: no room A");
	assert_true(err.kind == ERR_INVALID && err.line == 7 && err.column == 3);
	assert_false(err_in(&err, "rooms.csv"));
	assert_string_equal(err.text, "rooms.csv: line 7, column 3: no room A");
	assert_true(err.line == 7 && err.column == 3);
	assert_false(err_at(&err, 7, 0, "x"));
	assert_string_equal(err.text, "line 7: x");
	assert_false(err_at(&err, 0, 0, "x"));
	assert_string_equal(err.text, "x");
	for (size_t i = 0; i + 2 < sizeof word; i += 2)
		memcpy(word + i, "\xC3\xA9", 3);
	for (int shift = 0; shift < 2; shift++) {
		assert_false(err_set(&err, ERR_BUSY, "%s%s", shift == 0 ? "" : "x", word));
		assert_true(str_is_utf8(str_from(err.text), NULL));
		assert_in_range(strlen(err.text), sizeof err.text - 3, sizeof err.text - 1);
		assert_false(err_in(&err, word));
		assert_true(str_is_utf8(str_from(err.text), NULL));
		assert_int_equal(err.kind, ERR_BUSY);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(an_arena_gives_aligned_zeroed_memory),
		ARENA_TEST(an_arena_that_is_reset_keeps_what_it_grew_to),
		ARENA_TEST(an_arena_copies_text_with_a_nul),
		ARENA_TEST(a_vector_grows_and_keeps_what_it_has),
		ARENA_TEST(a_map_finds_what_was_added),
		cmocka_unit_test(bits_count_and_are_walked_in_order),
		cmocka_unit_test(random_numbers_are_the_same_on_every_machine),
		cmocka_unit_test(random_numbers_stay_in_range_and_spread),
		cmocka_unit_test(a_shuffle_keeps_every_number),
		ARENA_TEST(text_grows_and_is_cleared),
		cmocka_unit_test(a_clock_of_ones_own_stands_still),
		cmocka_unit_test(work_passes_the_time_that_it_says),
		cmocka_unit_test(work_is_nothing_to_other_clocks),
		cmocka_unit_test(an_error_has_a_place_and_is_cut_between_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
