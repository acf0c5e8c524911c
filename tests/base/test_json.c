#include "check.h"

#include "base/json.h"

#include <math.h>

static void commas_and_colons_come_by_themselves(void **state)
{
	struct json_writer json;
	struct text text;

	text_init(&text, *state);
	json_writer_init(&json, &text);
	json_begin_object(&json);
	json_pair_str(&json, "code", STR("A-12"));
	json_pair_i64(&json, "seats", INT64_MIN);
	json_key(&json, "list");
	json_begin_array(&json);
	json_begin_array(&json);
	json_end(&json);
	json_put_null(&json);
	json_put_cstr(&json, NULL);
	json_put_cstr(&json, "x");
	json_begin_object(&json);
	json_end(&json);
	json_end(&json);
	json_pair_bool(&json, "yes", true);
	json_pair_bool(&json, "no", false);
	json_pair_double(&json, "cost", 0.1);
	json_end(&json);
	assert_str(text_str(&text), "{\"code\":\"A-12\",\"seats\":-9223372036854775808,\"list\":[[]"
				    ",null,null,\"x\",{}],"
				    "\"yes\":true,\"no\":false,\"cost\":0.1}");
}

static void several_values_need_no_container(void **state)
{
	struct json_writer json;
	struct text text;

	text_init(&text, *state);
	json_writer_init(&json, &text);
	json_put_i64(&json, 7);
	assert_str(text_str(&text), "7");
}

static void indents_for_people(void **state)
{
	struct json_writer json;
	struct text text;

	text_init(&text, *state);
	json_writer_init(&json, &text);
	json.indent = true;
	json_begin_object(&json);
	json_key(&json, "a");
	json_begin_array(&json);
	json_put_i64(&json, 1);
	json_put_i64(&json, 2);
	json_end(&json);
	json_key(&json, "b");
	json_begin_array(&json);
	json_end(&json);
	json_end(&json);
	assert_str(text_str(&text), "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": []\n}");
}

static struct str quoted(struct arena *arena, struct str s)
{
	struct json_writer json;
	struct text text;

	text_init(&text, arena);
	json_writer_init(&json, &text);
	json_put_str(&json, s);
	return text_str(&text);
}

static void escapes_what_must_be_escaped(void **state)
{
	assert_str(quoted(*state, STR("a\"\\\n\r\t\1\x7F</script>")),
		   "\"a\\\"\\\\\\n\\r\\t\\u0001\\u007f\\u003c/script>\"");
	assert_str(quoted(*state, STR("caf\xC3\xA9")), "\"caf\xC3\xA9\"");
	assert_str(quoted(*state, STR("a\xFF\xFE\"b\xC3")),
		   "\"a\xEF\xBF\xBD\xEF\xBF\xBD\\\"b\xEF\xBF\xBD\"");
	assert_str(quoted(*state, STR("")), "\"\"");
}

static void numbers_read_back_as_the_same(void **state)
{
	static const struct {
		double number;
		const char *want;
	} cases[] = {{0, "0"},
		     {-0.0, "0"},
		     {-1.5, "-1.5"},
		     {1e300, "1e+300"},
		     {0.1 + 0.2, "0.30000000000000004"},
		     {1.0 / 3, "0.3333333333333333"},
		     {INFINITY, "null"},
		     {-INFINITY, "null"},
		     {NAN, "null"}};

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct json_writer json;
		struct text text;

		text_init(&text, *state);
		json_writer_init(&json, &text);
		json_put_double(&json, cases[i].number);
		assert_str(text_str(&text), cases[i].want);
	}
}

static void the_text_may_be_emptied_between_pieces(void **state)
{
	struct json_writer json;
	struct text text;

	text_init(&text, *state);
	json_writer_init(&json, &text);
	json_begin_array(&json);
	json_put_i64(&json, 1);
	text_clear(&text);
	json_put_i64(&json, 2);
	json_end(&json);
	assert_str(text_str(&text), ",2]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(commas_and_colons_come_by_themselves),
		ARENA_TEST(several_values_need_no_container),
		ARENA_TEST(indents_for_people),
		ARENA_TEST(escapes_what_must_be_escaped),
		ARENA_TEST(numbers_read_back_as_the_same),
		ARENA_TEST(the_text_may_be_emptied_between_pieces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
