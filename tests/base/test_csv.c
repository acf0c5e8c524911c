#include "check.h"

#include "base/csv.h"
#include "base/rng.h"

static void reads_plain_and_quoted_fields(void **state)
{
	struct csv csv;
	struct csv_record rec;
	struct err err;
	bool more;

	csv_init(&csv, STR("\xEF\xBB\xBFid,name\r\n1,\"Ada \"\"B\"\", 7B\"\r\n,\n"));
	assert_true(csv_next(&csv, *state, &rec, &more, &err) && more);
	assert_int_equal(rec.n, 2);
	assert_str(rec.field[0], "id");
	assert_true(csv_next(&csv, *state, &rec, &more, &err) && more);
	assert_str(rec.field[1], "Ada \"B\", 7B");
	assert_true(csv_next(&csv, *state, &rec, &more, &err) && more);
	assert_int_equal(rec.n, 2);
	assert_int_equal(csv.line, 3);
	assert_true(csv_next(&csv, *state, &rec, &more, &err) && !more);
	assert_int_equal(rec.n, 0);
}

static void says_the_line_and_column_of_a_fault(void **state)
{
	static const struct {
		struct str text;
		const char *want; /* the text begins so */
	} cases[] = {
		{STR_INIT("a,\"b"), "line 1, column 3: the quote that opens here is not closed"},
		{STR_INIT("ok\na\"b"), "line 2, column 2: a quote inside an unquoted field"},
		{STR_INIT("\"a\"b"), "line 1, column 4: text after the closing quote"},
		{STR_INIT("\"two\nlines\"x"), "line 2, column 7: text after the closing quote"},
		{STR_INIT("na\xC3\xAFve,\"x"), "line 1, column 7: the quote that opens here"},
		{STR_INIT("a\rb"), "line 1, column 2: a carriage return that no line feed follows"},
		{STR_INIT("a,b\nx,caf\xE9\n"), "line 2, column 6: byte E9 is not UTF-8"},
		{STR_INIT("a\n\"x\ny\xFF\"\n"), "line 3, column 2: byte FF is not UTF-8"},
		{STR_INIT("ab\0c"), "line 1, column 3: a NUL byte"},
		{STR_INIT("PK\3\4\0\0"), "line 1, column 5: a NUL byte"},
	};

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct csv csv;
		struct csv_record rec;
		struct err err = {0};
		bool more = true, ok = true;

		csv_init(&csv, cases[i].text);
		while (ok && more)
			ok = csv_next(&csv, *state, &rec, &more, &err);
		assert_false(ok);
		assert_int_equal(err.kind, ERR_INVALID);
		if (!str_starts_with(str_from(err.text), str_from(cases[i].want)))
			fail_msg("got \"%s\", want \"%s\"", err.text, cases[i].want);
	}
}

static void allows_as_many_fields_as_there_is_room_for(void **state)
{
	char text[CSV_MAX_FIELDS * 2];
	struct csv csv;
	struct csv_record rec;
	struct err err = {0};
	bool more;

	for (size_t i = 0; i < CSV_MAX_FIELDS; i++) {
		text[i * 2] = 'x';
		text[i * 2 + 1] = ',';
	}
	csv_init(&csv, (struct str){text, sizeof text - 1});
	assert_true(csv_next(&csv, *state, &rec, &more, &err));
	assert_int_equal(rec.n, CSV_MAX_FIELDS);
	csv_init(&csv, (struct str){text, sizeof text});
	assert_false(csv_next(&csv, *state, &rec, &more, &err));
	assert_string_equal(err.text, "line 1, column 513: more than 256 fields in one record");
}

static void empty_text_has_no_records(void **state)
{
	static const struct str texts[] = {STR_INIT(""), {NULL, 0}, STR_INIT("\xEF\xBB\xBF")};

	for (size_t i = 0; i < LENGTH(texts); i++) {
		struct csv csv;
		struct csv_record rec;
		struct err err;
		bool more = true;

		csv_init(&csv, texts[i]);
		assert_true(csv_next(&csv, *state, &rec, &more, &err) && !more);
	}
}

static void other_separators_can_be_set(void **state)
{
	struct csv csv;
	struct csv_record rec;
	struct err err;
	bool more;

	csv_init(&csv, STR("a,b\tc\n"));
	csv.separator = '\t';
	assert_true(csv_next(&csv, *state, &rec, &more, &err));
	assert_int_equal(rec.n, 2);
	assert_str(rec.field[0], "a,b");
}

static void a_fault_of_a_field_names_its_place(void **state)
{
	struct csv csv;
	struct csv_record rec;
	struct err err = {0};
	bool more;

	csv_init(&csv, STR("name,room\n\"Ada\nB\",7B\n"));
	assert_true(csv_next(&csv, *state, &rec, &more, &err));
	assert_true(csv_next(&csv, *state, &rec, &more, &err));
	assert_false(csv_fault(&rec, 1, &err, "there is no room %.*s", STR_ARG(rec.field[1])));
	assert_string_equal(err.text, "line 3, column 4: there is no room 7B");
	assert_false(csv_fault(&rec, 7, &err, "a field is missing"));
	assert_string_equal(err.text, "line 3, column 4: a field is missing");
}

static struct str written(struct arena *arena, struct str field, bool no_guard)
{
	struct csv_writer writer;
	struct text text;

	text_init(&text, arena);
	csv_writer_init(&writer, &text);
	writer.no_guard = no_guard;
	csv_put(&writer, field);
	csv_put_i64(&writer, -5);
	csv_end(&writer);
	return text_str(&text);
}

static void writes_what_spreadsheets_do_not_run(void **state)
{
	static const struct {
		const char *field, *want;
	} cases[] = {
		{"plain", "plain,-5\r\n"},
		{"", "\"\",-5\r\n"},
		{"a,b", "\"a,b\",-5\r\n"},
		{"say \"hi\"", "\"say \"\"hi\"\"\",-5\r\n"},
		{"two\nlines", "\"two\nlines\",-5\r\n"},
		{"=1+1", "'=1+1,-5\r\n"},
		{"-2", "'-2,-5\r\n"},
		{"+1 555", "'+1 555,-5\r\n"},
		{"@SUM(A1)", "'@SUM(A1),-5\r\n"},
		{"\t=1", "'\t=1,-5\r\n"},
		{"\"=1", "\"\"\"=1\",-5\r\n"},
		{"'=1", "''=1,-5\r\n"},
		{"'tis", "'tis,-5\r\n"},
		{"=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\",-5\r\n"},
	};

	for (size_t i = 0; i < LENGTH(cases); i++)
		assert_str(written(*state, str_from(cases[i].field), false), cases[i].want);
	assert_str(written(*state, STR("=1"), true), "=1,-5\r\n");
}

static void the_guard_can_be_kept(void **state)
{
	struct csv csv;
	struct csv_record rec;
	struct err err;
	bool more;

	csv_init(&csv, STR("'=1\n'=1\n"));
	assert_true(csv_next(&csv, *state, &rec, &more, &err));
	assert_str(rec.field[0], "=1");
	csv.keep_guard = true;
	assert_true(csv_next(&csv, *state, &rec, &more, &err));
	assert_str(rec.field[0], "'=1");
}

/* Fields made of the bytes that matter. */
static struct str any_field(struct arena *arena, struct rng *rng)
{
	static const char *const pieces[] = {"a", "\"",       ",", "\n", "\r", "=",           "'",
					     "-", "\xC3\xA9", " ", ";",  "\t", "\xEF\xBB\xBF"};
	struct text text;

	text_init(&text, arena);
	for (uint64_t len = rng_below(rng, 6); len > 0; len--)
		text_put(&text, str_from(pieces[rng_below(rng, LENGTH(pieces))]));
	return text_str(&text);
}

/* Property: whatever is written is read back unchanged. */
static void what_is_written_is_read_back(void **state)
{
	struct rng rng;

	rng_init(&rng, 5);
	for (int round = 0; round < 20000; round++) {
		struct str field[8];
		struct csv_writer writer;
		struct csv_record rec;
		struct csv csv;
		struct text text;
		struct err err = {0};
		size_t n = (size_t)rng_below(&rng, LENGTH(field)) + 1;
		bool more;

		text_init(&text, *state);
		csv_writer_init(&writer, &text);
		writer.separator = ",;\t"[rng_below(&rng, 3)];
		for (size_t i = 0; i < n; i++) {
			field[i] = any_field(*state, &rng);
			csv_put(&writer, field[i]);
		}
		csv_end(&writer);
		csv_init(&csv, text_str(&text));
		csv.separator = writer.separator;
		if (!csv_next(&csv, *state, &rec, &more, &err))
			fail_msg("round %d: %s", round, err.text);
		assert_int_equal(rec.n, n);
		for (size_t i = 0; i < n; i++)
			assert_true(str_eq(rec.field[i], field[i]));
		assert_int_equal(csv.rest.len, 0);
		arena_reset(*state);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(reads_plain_and_quoted_fields),
		ARENA_TEST(says_the_line_and_column_of_a_fault),
		ARENA_TEST(allows_as_many_fields_as_there_is_room_for),
		ARENA_TEST(empty_text_has_no_records),
		ARENA_TEST(other_separators_can_be_set),
		ARENA_TEST(a_fault_of_a_field_names_its_place),
		ARENA_TEST(writes_what_spreadsheets_do_not_run),
		ARENA_TEST(the_guard_can_be_kept),
		ARENA_TEST(what_is_written_is_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
