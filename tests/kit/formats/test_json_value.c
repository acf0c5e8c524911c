#include "base/json.h"
#include "base/rng.h"
#include "kit/formats/json/json_value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH(array)    (sizeof(array) / sizeof *(array))
#define ARENA_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static int setup(void **state)
{
	*state = arena_create(4096);
	return 0;
}

static int teardown(void **state)
{
	arena_destroy(*state);
	return 0;
}

static const struct json_value *read_text(struct arena *arena, struct str text)
{
	const struct json_value *value = NULL;
	struct err err = {0};

	if (!json_value_read(arena, text, &value, &err))
		fail_msg("%s", err.text);
	return value;
}

static void reads_each_kind_of_value(void **state)
{
	const struct json_value *value = read_text(
		*state, STR("{\"code\":\"A-12\",\"seats\":24,\"share\":0.5,\"open\":true,"
			    "\"none\":null,\"list\":[1,2],\"deep\":{\"x\":-1}}"));
	const struct json_value *list = NULL, *deep = NULL;
	struct err err = {0};
	struct str text = {0};
	int64_t number = 0;
	double real = 0;
	bool yes = false;

	assert_true(json_value_text(value, "code", &text, &err) && str_eq(text, STR("A-12")));
	assert_true(json_value_i64(value, "seats", &number, &err) && number == 24);
	assert_true(json_value_double(value, "share", &real, &err) && real > 0.49 && real < 0.51);
	assert_true(json_value_double(value, "seats", &real, &err) && real > 23.9);
	assert_true(json_value_bool(value, "open", &yes, &err) && yes);
	assert_true(json_value_array(value, "list", &list, &err) && list->n == 2);
	assert_int_equal(list->item[1].integer, 2);
	assert_true(json_value_object(value, "deep", &deep, &err));
	assert_true(json_value_i64(deep, "x", &number, &err) && number == -1);
	assert_int_equal(json_value_find(value, "none")->kind, JSON_IS_NULL);
	assert_null(json_value_find(value, "nothing"));
	assert_null(json_value_find(list, "x"));
	assert_null(json_value_find(NULL, "x"));
	assert_true(str_eq(value->name[6], STR("deep")));
}

static void says_which_value_is_of_the_wrong_kind(void **state)
{
	const struct json_value *value = read_text(
		*state, STR("{\"a\":\"x\",\"b\":1,\"c\":null,\"d\":1.5,\"e\":[],\"f\":true}"));
	const struct json_value *found = NULL;
	struct err err = {0};
	struct str text;
	int64_t number;
	double real;
	bool yes;

	assert_false(json_value_i64(value, "a", &number, &err));
	assert_string_equal(err.text, "\"a\": a whole number is expected, not text");
	assert_false(json_value_text(value, "b", &text, &err));
	assert_string_equal(err.text, "\"b\": text is expected, not a whole number");
	assert_false(json_value_bool(value, "c", &yes, &err));
	assert_string_equal(err.text, "\"c\": true or false is expected, not null");
	assert_false(json_value_i64(value, "d", &number, &err));
	assert_string_equal(err.text, "\"d\": a whole number is expected, not a number");
	assert_false(json_value_object(value, "e", &found, &err));
	assert_string_equal(err.text, "\"e\": an object is expected, not a list");
	assert_false(json_value_double(value, "f", &real, &err));
	assert_string_equal(err.text, "\"f\": a number is expected, not true or false");
	assert_false(json_value_array(value, "g", &found, &err));
	assert_string_equal(err.text, "\"g\" is missing; a list is expected");
}

static void refuses_what_is_not_json_with_its_place(void **state)
{
	static const struct {
		struct str text;
		unsigned line, column;
	} cases[] = {
		{STR_INIT(""), 1, 1},
		{STR_INIT("{\"a\":\n tru}"), 2, 4},
		{STR_INIT("{\"a\":1,\"a\":2}"), 1, 10},
		{STR_INIT("[1,2"), 1, 4},
		{STR_INIT("\"caf\xE9\""), 1, 4},
		{STR_INIT("99999999999999999999"), 1, 20},
		{STR_INIT("1 2"), 1, 3},
		{STR_INIT("a\0b"), 1, 1},
	};

	for (size_t i = 0; i < LENGTH(cases); i++) {
		const struct json_value *value = NULL;
		struct err err = {0};

		assert_false(json_value_read(*state, cases[i].text, &value, &err));
		assert_int_equal(err.kind, ERR_INVALID);
		if (err.line != cases[i].line || err.column != cases[i].column)
			fail_msg("%s", err.text);
		assert_null(value);
	}
}

static void refuses_what_is_too_deep(void **state)
{
	char text[400];
	const struct json_value *value = NULL;
	struct err err = {0};

	for (size_t depth = JSON_VALUE_MAX_DEPTH; depth <= JSON_VALUE_MAX_DEPTH + 1; depth++) {
		memset(text, '[', depth + 1);
		memset(text + depth + 1, ']', depth + 1);
		assert_int_equal(
			json_value_read(*state, (struct str){text, 2 * depth + 2}, &value, &err),
			depth == JSON_VALUE_MAX_DEPTH);
	}
	assert_string_equal(err.text, "line 1, column 1: this JSON has more than 60 levels");
}

/* Property: what base/json.h writes is read back as the same. */
static void what_is_written_is_read_back(void **state)
{
	struct rng rng;

	rng_init(&rng, 11);
	for (int round = 0; round < 3000; round++) {
		struct json_writer json;
		struct text text;
		const struct json_value *value;
		char name[16], letters[12];
		size_t len = (size_t)rng_below(&rng, sizeof letters);
		int64_t number = (int64_t)rng_next(&rng);
		double real = (rng_unit(&rng) - 0.5) * (double)(int64_t)rng_next(&rng);

		for (size_t i = 0; i < len; i++)
			letters[i] = (char)(1 + rng_below(&rng, 127));
		(void)snprintf(name, sizeof name, "n%d", round);
		text_init(&text, *state);
		json_writer_init(&json, &text);
		json.indent = rng_below(&rng, 2) == 0;
		json_begin_array(&json);
		json_put_i64(&json, number);
		json_put_double(&json, real);
		json_begin_object(&json);
		json_pair_str(&json, name, (struct str){letters, len});
		json_end(&json);
		json_end(&json);
		value = read_text(*state, text_str(&text));
		assert_int_equal(value->n, 3);
		assert_true(value->item[0].integer == number);
		assert_false(value->item[1].real < real || value->item[1].real > real);
		assert_true(str_eq(json_value_find(&value->item[2], name)->text,
				   (struct str){letters, len}));
		arena_reset(*state);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(reads_each_kind_of_value),
		ARENA_TEST(says_which_value_is_of_the_wrong_kind),
		ARENA_TEST(refuses_what_is_not_json_with_its_place),
		ARENA_TEST(refuses_what_is_too_deep),
		ARENA_TEST(what_is_written_is_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
