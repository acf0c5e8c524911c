/* Escapes, addresses, formats, sentences and catalogues. */
#include "html_test.h"
#include "kit/html/format.h"
#include "kit/html/json_out.h"
#include "kit/html/languages.h"
#include "kit/html/say.h"

#include "base/date.h"
#include "base/rng.h"

static void escapes_what_could_leave_text_or_a_quoted_value(void **state)
{
	struct html out;

	html_init(&out, *state, NULL);
	html_put(&out, "<b a=\"1\" c='2'>&");
	html_put(&out, -5);
	html_put(&out, UINT64_MAX);
	html_put(&out, html_safe_literal("<i>"));
	html_put(&out, (const char *)NULL);
	assert_string_equal(drawn(&out), "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;"
					 "-518446744073709551615<i>");
}

static void lets_through_only_addresses_that_run_nothing(void **state)
{
	static const struct {
		const char *url;
		bool allowed;
	} cases[] = {
		{"/week/7?a=b#c", true},
		{"week", true},
		{"?page=2", true},
		{"#top", true},
		{"", true},
		{"https://example.org/a:b", true},
		{"HTTPS://example.org", true},
		{"mailto:a@example.org", true},
		{"webcal://example.org/feed", true},
		{"/a:b", true},
		{"javascript:alert(1)", false},
		{"JaVaScRiPt:alert(1)", false},
		{" javascript:alert(1)", false},
		{"java\tscript:alert(1)", false},
		{"\x01javascript:alert(1)", false},
		{"data:text/html,x", false},
		{"vbscript:x", false},
		{"//evil.example", false},
		{"/\\evil.example", false},
		{"\\\\evil.example", false},
		{"a b", false},
		{"https:", false},
		{"x:y", false},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct html out;

		html_init(&out, *state, NULL);
		html_put_url(&out, cases[i].url);
		if ((strcmp(drawn(&out), "#") != 0 || strcmp(cases[i].url, "#") == 0) !=
		    cases[i].allowed)
			fail_msg("%s became %s", cases[i].url, drawn(&out));
	}
}

static void codes_a_part_of_an_address_so_that_it_stays_one_part(void **state)
{
	struct html out;

	html_init(&out, *state, NULL);
	html_put_part(&out, "a/b?c=d&e#f \"é");
	assert_string_equal(drawn(&out), "a%2Fb%3Fc%3Dd%26e%23f%20%22%C3%A9");
}

/* Property: whatever the bytes, what is written has no byte that ends text or a value. */
static void never_writes_a_special_byte_from_data(void **state)
{
	struct rng rng;

	rng_init(&rng, 6);
	for (int round = 0; round < 2000; round++) {
		char bytes[24];
		struct html out;

		for (size_t i = 0; i < sizeof bytes; i++)
			bytes[i] = (char)rng_below(&rng, 128);
		html_init(&out, *state, NULL);
		html_put(&out, ((struct str){bytes, sizeof bytes}));
		for (size_t i = 0; i < out.text.len; i++)
			assert_null(
				strchr("<>\"'", out.text.ptr[i] == '\0' ? 'x' : out.text.ptr[i]));
		html_init(&out, *state, NULL);
		html_put_url(&out, ((struct str){bytes, sizeof bytes}));
		assert_true(out.text.len == 1 || memchr(bytes, ':', sizeof bytes) == NULL ||
			    memchr(bytes, '/', sizeof bytes) != NULL ||
			    memchr(bytes, '?', sizeof bytes) != NULL ||
			    memchr(bytes, '#', sizeof bytes) != NULL);
	}
}

static void writes_numbers_money_and_times(void **state)
{
	struct html out;

	html_init(&out, *state, NULL);
	html_put_number(&out, -1234567);
	html_put(&out, " ");
	html_put_money(&out, 123450);
	html_put(&out, " ");
	html_put_money(&out, -9900);
	html_put(&out, " ");
	html_put_minutes(&out, 45);
	html_put(&out, " ");
	html_put_clock(&out, 0);
	html_put(&out, " ");
	html_put_clock(&out, 725);
	html_put(&out, " ");
	html_put_time24(&out, 485);
	html_put(&out, " ");
	html_put_percent(&out, 0.834);
	html_put(&out, " ");
	html_put_decimal(&out, 3.25);
	assert_string_equal(drawn(&out),
			    "-1,234,567 $1,234.50 -$99 45 min 12:00 am 12:05 pm 08:05 83% 3.2");
}

static void writes_dates_in_english_and_spanish(void **state)
{
	struct languages languages;
	struct err err;
	struct html out;
	int32_t date;

	assert_true(languages_read(*state, &languages, &err));
	assert_true(date_from_civil(2026, 9, 2, &date));
	html_init(&out, *state, NULL);
	html_put_date(&out, date);
	html_put(&out, "; ");
	html_put_longdate(&out, date);
	html_put(&out, "; ");
	html_put_isodate(&out, date);
	assert_string_equal(drawn(&out), "Wed, Sep 2; Wednesday, September 2, 2026; 2026-09-02");
	html_init(&out, *state, languages_find(&languages, STR("es")));
	html_put_date(&out, date);
	html_put(&out, "; ");
	html_put_longdate(&out, date);
	assert_string_equal(drawn(&out), "mié, 2 sep; miércoles, 2 de septiembre de 2026");
}

static void chooses_the_language_a_browser_asks_for_first(void **state)
{
	struct languages languages;
	struct err err;
	const struct lang *es;

	assert_true(languages_read(*state, &languages, &err));
	es = languages_find(&languages, STR("es"));
	assert_non_null(es);
	assert_ptr_equal(languages_accept(&languages, STR("es-MX,es;q=0.9,en;q=0.8")), es);
	assert_ptr_equal(languages_accept(&languages, STR("fr, es;q=0.5")), es);
	assert_null(languages_accept(&languages, STR("en-US,es;q=0.9")));
	assert_null(languages_accept(&languages, STR("")));
	assert_null(languages_accept(&languages, STR(",,;")));
}

static void says_sentences_with_escaped_arguments(void **state)
{
	struct html out;
	const struct html_arg args[] = {html_arg(2), html_arg("<Art>"), html_arg_clock(605)};

	html_init(&out, *state, NULL);
	html_say(&out, STR("one lesson of {2}|{1} lessons of {2} at {3} {4} {x"), args, 3);
	assert_string_equal(drawn(&out), "2 lessons of &lt;Art&gt; at 10:05 am {4} {x");
	assert_true(str_eq(say_text(*state, NULL, STR("{2}!"), args, 3), STR("<Art>!")));
}

static void says_the_line_of_a_fault_in_a_catalogue(void **state)
{
	static const struct {
		const char *po, *want;
	} cases[] = {
		{"msgid \"a\"\nmsgstr b\n", "line 2: a text must stand between double quotes"},
		{"\n\"a\"\n", "line 2: a text without msgid or msgstr before it"},
		{"msgstr \"a\"\n", "line 1: expected msgid, msgstr or a text in double quotes"},
		{"msgid \"a\"b\"\n", "line 1: a double quote inside a text must be written \\\""},
		{"msgid \"a\\x\"\n", "line 1: only \\n \\t \\\" and \\\\ may follow a backslash"},
		{"msgid \"a\\\"\n", "line 1: only \\n \\t \\\" and \\\\ may follow a backslash"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct lang lang;
		struct err err = {0};

		assert_false(lang_read(*state, STR("es"), str_from(cases[i].po), &lang, &err));
		assert_string_equal(err.text, cases[i].want);
	}
}

static void writes_json_values(void **state)
{
	struct html out;

	html_init(&out, *state, NULL);
	json_put(&out, "a\"\\\n\x01</b>");
	html_lit(&out, ",", 1);
	json_put(&out, (const char *)NULL);
	html_lit(&out, ",", 1);
	json_put(&out, (bool)true);
	html_lit(&out, ",", 1);
	json_put(&out, 0.5);
	html_lit(&out, ", \n", 3);
	json_end_list(&out);
	assert_string_equal(drawn(&out), "\"a\\\"\\\\\\n\\u0001\\u003c/b>\",null,true,0.5");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		html_unit_test(escapes_what_could_leave_text_or_a_quoted_value),
		html_unit_test(lets_through_only_addresses_that_run_nothing),
		html_unit_test(codes_a_part_of_an_address_so_that_it_stays_one_part),
		html_unit_test(never_writes_a_special_byte_from_data),
		html_unit_test(writes_numbers_money_and_times),
		html_unit_test(writes_dates_in_english_and_spanish),
		html_unit_test(chooses_the_language_a_browser_asks_for_first),
		html_unit_test(says_sentences_with_escaped_arguments),
		html_unit_test(says_the_line_of_a_fault_in_a_catalogue),
		html_unit_test(writes_json_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
