#include "base/csv.h"

#include <stdarg.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_create(4096);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_destroy(arena);
	return 0;
}

static void assert_str(struct str got, const char *want)
{
	assert_true(str_eq(got, str_from(want)));
}

static void reads_plain_and_quoted_fields(void **state)
{
	struct csv csv;
	struct csv_record rec;
	struct err err;
	bool more;

	(void)state;
	csv_init(&csv, STR("\xEF\xBB\xBFid,name\r\n1,\"Ada \"\"B\"\", 7B\"\r\n,\n"));
	assert_true(csv_next(&csv, arena, &rec, &more, &err) && more);
	assert_int_equal(rec.n, 2);
	assert_str(rec.field[0], "id");
	assert_true(csv_next(&csv, arena, &rec, &more, &err) && more);
	assert_str(rec.field[1], "Ada \"B\", 7B");
	assert_true(csv_next(&csv, arena, &rec, &more, &err) && more);
	assert_int_equal(rec.n, 2);
	assert_int_equal(csv.line, 3);
	assert_true(csv_next(&csv, arena, &rec, &more, &err) && !more);
}

static void says_the_line_of_a_fault(void **state)
{
	static const struct {
		struct str text;
		const char *want;
	} cases[] = {
		{STR_INIT("a,\"b"), "line 1, column 3: the quote that opens here is not closed "
				    "before the end of the text"},
		{STR_INIT("ok\na\"b"),
		 "line 2, column 2: a quote inside an unquoted field; a field with quotes is "
		 "written in quotes, and each quote in it twice"},
		{STR_INIT("\"a\"b"), "line 1, column 4: text after the closing quote of a field"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct csv csv;
		struct csv_record rec;
		struct err err = {0};
		bool more = true, ok = true;

		csv_init(&csv, cases[i].text);
		while (ok && more)
			ok = csv_next(&csv, arena, &rec, &more, &err);
		assert_false(ok);
		assert_string_equal(err.text, cases[i].want);
	}
}

static void i64_limits(void **state)
{
	int64_t v = 7;

	(void)state;
	assert_true(str_to_i64(STR("-9223372036854775808"), &v) && v == INT64_MIN);
	assert_true(str_to_i64(STR("9223372036854775807"), &v) && v == INT64_MAX);
	assert_false(str_to_i64(STR("9223372036854775808"), &v));
	assert_false(str_to_i64(STR("-"), &v));
	assert_false(str_to_i64(STR(""), &v));
	assert_true(v == INT64_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_plain_and_quoted_fields),
		cmocka_unit_test(says_the_line_of_a_fault),
		cmocka_unit_test(i64_limits),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
