/* Every query on a table with a space goes through the filter of kit/auth/access.h.
 *
 * The tables are found in sql/: those with a column "space". A statement is what stands between
 * the brackets of DB_SQL(...); one that reads or changes such a table has ACCESS_WHERE in it. An
 * INSERT says its space itself. */
#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"
#include "base/text.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { MAX_TABLES = 64, MAX_BYTES = 4 << 20 };

struct scan {
	struct arena *arena;
	struct str table[MAX_TABLES];
	size_t n_tables;
	size_t n_statements;
	struct text faults;
};

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

/* Where a word stands alone in a text, from a place on; text.len when nowhere. */
static size_t find_word(struct str text, size_t from, struct str word)
{
	for (size_t i = from; i + word.len <= text.len; i++)
		if (memcmp(text.ptr + i, word.ptr, word.len) == 0 &&
		    (i == 0 || !is_word(text.ptr[i - 1])) &&
		    (i + word.len == text.len || !is_word(text.ptr[i + word.len])))
			return i;
	return text.len;
}

/* CREATE TABLE name ( ... space {int} ... ) */
static void find_tables(struct scan *scan, struct str sql)
{
	static const struct str create = STR_INIT("CREATE TABLE ");

	for (size_t at = 0;;) {
		const char *next = memmem(sql.ptr + at, sql.len - at, create.ptr, create.len);
		size_t name, end, close;
		const char *semicolon;

		if (next == NULL)
			return;
		name = (size_t)(next - sql.ptr) + create.len;
		for (end = name; end < sql.len && is_word(sql.ptr[end]);)
			end++;
		semicolon = memmem(sql.ptr + end, sql.len - end, "\n)", 2);
		close = semicolon == NULL ? sql.len : (size_t)(semicolon - sql.ptr);
		if (memmem(sql.ptr + end, close - end, "\tspace ", 7) != NULL) {
			assert_true(scan->n_tables < MAX_TABLES);
			scan->table[scan->n_tables++] = str_slice(sql, name, end);
		}
		at = close;
	}
}

/* The end of the bracket that begins at from. */
static size_t bracket_end(struct str text, size_t from)
{
	bool quoted = false;
	int depth = 0;

	for (size_t i = from; i < text.len; i++) {
		if (text.ptr[i] == '"' && text.ptr[i - 1] != '\\')
			quoted = !quoted;
		else if (!quoted && text.ptr[i] == '(')
			depth++;
		else if (!quoted && text.ptr[i] == ')' && --depth == 0)
			return i;
	}
	return text.len;
}

static void check_statement(struct scan *scan, struct str path, struct str statement)
{
	scan->n_statements++;
	for (size_t t = 0; t < scan->n_tables; t++) {
		if (find_word(statement, 0, scan->table[t]) == statement.len)
			continue;
		if (memmem(statement.ptr, statement.len, "INSERT INTO", 11) != NULL ||
		    memmem(statement.ptr, statement.len, "ACCESS_WHERE(", 13) != NULL)
			continue;
		text_printf(&scan->faults, "%.*s: a query on \"%.*s\" without ACCESS_WHERE\n",
			    STR_ARG(path), STR_ARG(scan->table[t]));
	}
}

static void check_source(struct scan *scan, struct str path, struct str source)
{
	for (size_t at = 0;;) {
		const char *next = memmem(source.ptr + at, source.len - at, "DB_SQL", 6);
		size_t from, end;

		if (next == NULL)
			return;
		from = (size_t)(next - source.ptr);
		while (from < source.len && source.ptr[from] != '(')
			from++;
		end = bracket_end(source, from);
		check_statement(scan, path, str_slice(source, from, end));
		at = end;
	}
}

static bool ends_with(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n >= m && strcmp(name + n - m, end) == 0;
}

/* Walk a folder; the folders inside wait in a list. */
static void walk(struct scan *scan, const char *top, const char *end,
		 void (*visit)(struct scan *scan, struct str path, struct str text))
{
	struct str waiting[400] = {arena_printf(scan->arena, "%s", top)};

	for (size_t n = 1; n > 0;) {
		struct str folder = waiting[--n];
		DIR *dir = opendir(folder.ptr);
		const struct dirent *entry;

		if (dir == NULL)
			continue;
		while ((entry = readdir(dir)) != NULL) {
			struct str path = arena_printf(scan->arena, "%.*s/%s", STR_ARG(folder),
						       entry->d_name),
				   text;
			struct err err = {0};

			if (entry->d_name[0] == '.')
				continue;
			if (entry->d_type == DT_DIR && n < 400)
				waiting[n++] = path;
			else if (ends_with(entry->d_name, end)) {
				if (!file_read(scan->arena, path.ptr, MAX_BYTES, &text, &err))
					fail_msg("%s", err.text);
				visit(scan, path, text);
			}
		}
		(void)closedir(dir);
	}
}

static void visit_sql(struct scan *scan, struct str path, struct str text)
{
	(void)path;
	find_tables(scan, text);
}

static void begin(struct scan *scan)
{
	*scan = (struct scan){.arena = arena_create(1U << 20)};
	text_init(&scan->faults, scan->arena);
}

static void every_query_on_a_space_goes_through_the_filter(void **state)
{
	struct scan scan;

	(void)state;
	begin(&scan);
	walk(&scan, SOURCE_ROOT "/sql", ".sql", visit_sql);
	walk(&scan, SOURCE_ROOT "/src", ".c", check_source);
	assert_true(scan.n_statements > 50);
	if (scan.faults.len > 0)
		fail_msg("%.*s", STR_ARG(text_str(&scan.faults)));
	arena_destroy(scan.arena);
}

/* The rule sees what it must see. */
static void a_query_past_the_filter_is_found(void **state)
{
	static const struct {
		const char *source;
		bool fault;
	} row[] = {
		{"DB_SQL(\"SELECT text FROM note n WHERE n.id = $1\", db_int(id))", true},
		{"DB_SQL(\"SELECT count(*) FROM cycle c JOIN note n ON (1 = 1)\")", true},
		{"DB_SQL0(\"DELETE FROM note\")", true},
		{"DB_SQL(\"UPDATE note SET text = ')' WHERE id = $1\", db_int(id))", true},
		{"DB_SQL(\"SELECT n.text FROM note n WHERE \" ACCESS_WHERE(\"n\") \"\",\n"
		 " ACCESS_PARAMS(&filter))",
		 false},
		{"DB_SQL(\"INSERT INTO note (space) VALUES (0)\")", false},
		{"DB_SQL(\"SELECT 1 FROM footnote\")", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		struct scan scan;

		begin(&scan);
		find_tables(&scan,
			    STR("CREATE TABLE cycle (\n\tid {int}\n) {strict};\n"
				"CREATE TABLE note (\n\tid {int},\n\tspace {int} NOT NULL\n);"));
		assert_int_equal(scan.n_tables, 1);
		check_source(&scan, STR("x.c"), str_from(row[i].source));
		assert_int_equal(scan.n_statements, 1);
		if ((scan.faults.len > 0) != row[i].fault)
			fail_msg("row %zu", i);
		arena_destroy(scan.arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_query_on_a_space_goes_through_the_filter),
		cmocka_unit_test(a_query_past_the_filter_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
