#include "check.h"

#include "base/rng.h"
#include "base/text.h"

#include <stdlib.h>

static void reads_whole_numbers_to_their_limits(void **state)
{
	static const char *const bad[] = {"",
					  "-",
					  "+1",
					  "1 ",
					  "1a",
					  "9223372036854775808",
					  "-9223372036854775809",
					  "99999999999999999999"};
	int64_t v = 7;

	(void)state;
	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_false(str_to_i64(str_from(bad[i]), &v));
	assert_true(v == 7);
	assert_true(str_to_i64(STR("-9223372036854775808"), &v) && v == INT64_MIN);
	assert_true(str_to_i64(STR("9223372036854775807"), &v) && v == INT64_MAX);
	assert_true(str_to_i64(STR("007"), &v) && v == 7);
}

static void reads_decimal_numbers_whatever_the_locale(void **state)
{
	static const char *const bad[] = {"",    "-",   ".",   ".5",  "5.",
					  "1e5", "1,5", "0x1", "nan", "1..2"};
	static const struct {
		const char *text;
		double want;
	} good[] = {{"0", 0},
		    {"12", 12},
		    {"-0.25", -0.25},
		    {"3.14159", 3.14159},
		    {"0.1", 0.1},
		    {"100000000000000000000", 1e20},
		    {"0.0000000000000000000000001", 0}};
	double v = 7;

	(void)state;
	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_false(str_to_double(str_from(bad[i]), &v));
	assert_true(v > 6.9);
	for (size_t i = 0; i < LENGTH(good); i++) {
		assert_true(str_to_double(str_from(good[i].text), &v));
		assert_true(v - good[i].want < 1e-9 && good[i].want - v < 1e-9);
	}
	assert_true(str_to_double(STR("100000000000000000000"), &v) && v > 0.99e20);
}

static void trims_and_slices(void **state)
{
	(void)state;
	assert_str(str_trim(STR(" \t a b\r\n")), "a b");
	assert_str(str_trim(STR(" \n ")), "");
	assert_str(str_slice(STR("abc"), 1, 2), "b");
	assert_str(str_slice((struct str){0}, 0, 0), "");
	assert_true(str_eq(str_from(NULL), STR("")));
}

static void compares_with_and_without_case(void **state)
{
	struct str words[] = {STR_INIT("b"), STR_INIT("ab"), STR_INIT(""), STR_INIT("a")};

	(void)state;
	assert_true(str_eq_nocase(STR("Monday"), STR("mONDAY")));
	assert_false(str_eq_nocase(STR("a"), STR("ab")));
	assert_false(str_eq_nocase(STR("[a"), STR("{a")));
	assert_true(str_cmp(STR("a"), STR("b")) < 0 && str_cmp(STR("ab"), STR("a")) > 0);
	assert_int_equal(str_cmp(STR(""), (struct str){0}), 0);
	qsort(words, LENGTH(words), sizeof *words, str_cmp_items);
	assert_str(words[0], "");
	assert_str(words[1], "a");
	assert_str(words[2], "ab");
	assert_str(words[3], "b");
}

static void finds_pieces(void **state)
{
	size_t at = 99;

	(void)state;
	assert_true(str_find(STR("one two"), STR("two"), &at) && at == 4);
	assert_true(str_find(STR("x"), STR(""), &at) && at == 0);
	assert_false(str_find(STR(""), STR("x"), &at));
	assert_false(str_find(STR("abc"), STR("abcd"), NULL));
	assert_true(str_find_char(STR("a,b"), ',', &at) && at == 1);
	assert_true(str_starts_with(STR("abc"), STR("ab")) &&
		    !str_starts_with(STR("a"), STR("ab")));
	assert_true(str_ends_with(STR("abc"), STR("bc")) && !str_ends_with(STR("c"), STR("bc")));
}

static void splits_into_pieces(void **state)
{
	static const struct {
		const char *text;
		size_t n;
	} cases[] = {{"", 0}, {"a", 1}, {"a,", 1}, {"a,b", 2}, {"a,,b", 3}, {",", 1}, {",a", 2}};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str rest = str_from(cases[i].text), piece;
		size_t n = 0;

		while (str_split(&rest, ',', &piece))
			n++;
		assert_int_equal(n, cases[i].n);
	}
}

static void knows_well_formed_utf8(void **state)
{
	static const struct {
		struct str text;
		size_t bad; /* SIZE_MAX: none */
	} cases[] = {
		{STR_INIT("na\xC3\xAFve \xE2\x82\xAC \xF0\x9F\x98\x80"), SIZE_MAX},
		{STR_INIT("a\xC0\x80"), 1},               /* overlong NUL */
		{STR_INIT("\xE0\x9F\xBF"), 0},            /* overlong */
		{STR_INIT("ab\xED\xA0\x80"), 2},          /* a surrogate */
		{STR_INIT("\xF0\x8F\xBF\xBF"), 0},        /* overlong */
		{STR_INIT("\xF4\x90\x80\x80"), 0},        /* above U+10FFFF */
		{STR_INIT("\xF5\x80\x80\x80"), 0},        /* no such start */
		{STR_INIT("\x80"), 0},                    /* continues nothing */
		{STR_INIT("x\xE2\x82"), 1},               /* cut short */
		{STR_INIT("\xE2\x28\xA1"), 0},            /* not continued */
		{STR_INIT("\xF4\x8F\xBF\xBF"), SIZE_MAX}, /* the last character */
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		size_t bad = SIZE_MAX;

		assert_int_equal(str_is_utf8(cases[i].text, &bad), cases[i].bad == SIZE_MAX);
		assert_int_equal(bad, cases[i].bad);
	}
	assert_int_equal(str_utf8_count(cases[0].text), 9);
}

static void cuts_between_characters(void **state)
{
	static const struct str s = STR_INIT("a\xE2\x82\xAC"
					     "b");

	(void)state;
	assert_int_equal(str_utf8_cut(s, 0).len, 0);
	assert_int_equal(str_utf8_cut(s, 1).len, 1);
	assert_int_equal(str_utf8_cut(s, 3).len, 1);
	assert_int_equal(str_utf8_cut(s, 4).len, 4);
	assert_int_equal(str_utf8_cut(s, 9).len, 5);
}

/* Property: pieces joined by the separator are the text again, but for a last separator. */
static void split_and_joined_is_the_same(void **state)
{
	struct arena *arena = *state;
	struct rng rng;

	rng_init(&rng, 1);
	for (int round = 0; round < 2000; round++) {
		struct text text, joined;
		struct str rest, piece;
		size_t n = 0;

		text_init(&text, arena);
		text_init(&joined, arena);
		for (uint64_t len = rng_below(&rng, 12); len > 0; len--)
			text_put_char(&text, "ab,"[rng_below(&rng, 3)]);
		rest = text_str(&text);
		while (str_split(&rest, ',', &piece)) {
			if (n++ > 0)
				text_put_char(&joined, ',');
			text_put(&joined, piece);
		}
		if (str_ends_with(text_str(&text), STR(",")))
			text_put_char(&joined, ',');
		assert_true(str_eq(text_str(&text), text_str(&joined)));
		arena_reset(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_whole_numbers_to_their_limits),
		cmocka_unit_test(reads_decimal_numbers_whatever_the_locale),
		cmocka_unit_test(trims_and_slices),
		cmocka_unit_test(compares_with_and_without_case),
		cmocka_unit_test(finds_pieces),
		cmocka_unit_test(splits_into_pieces),
		cmocka_unit_test(knows_well_formed_utf8),
		cmocka_unit_test(cuts_between_characters),
		ARENA_TEST(split_and_joined_is_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
