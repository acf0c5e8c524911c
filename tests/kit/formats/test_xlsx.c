/* Spreadsheets, unzipped and read. */
#include "kit/formats/xlsx/xlsx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <zip.h>

#include <cmocka.h>

static struct str unzip(struct arena *arena, struct str book, const char *name)
{
	zip_error_t error;
	zip_source_t *source = zip_source_buffer_create(book.ptr, book.len, 0, &error);
	zip_t *zip = zip_open_from_source(source, ZIP_RDONLY, &error);
	zip_stat_t stat;
	zip_file_t *file;
	char *text;

	assert_non_null(zip);
	assert_int_equal(zip_stat(zip, name, 0, &stat), 0);
	text = arena_array(arena, char, stat.size + 1);
	file = zip_fopen(zip, name, 0);
	assert_int_equal(zip_fread(file, text, stat.size), stat.size);
	(void)zip_fclose(file);
	zip_discard(zip);
	return (struct str){text, stat.size};
}

static bool holds(struct str bytes, const char *part)
{
	return memmem(bytes.ptr, bytes.len, part, strlen(part)) != NULL;
}

static struct str write_book(struct arena *arena)
{
	struct err err = {0};
	struct xlsx *xlsx;
	struct str book;

	assert_true(xlsx_begin(arena, &xlsx, &err));
	xlsx_sheet(xlsx, STR("A/B: a name that is longer than thirty-one"));
	xlsx_text(xlsx, (struct xlsx_cell){0, 0, true}, STR("=1+1"));
	xlsx_text(xlsx, (struct xlsx_cell){.row = 1}, STR("@SUM(A1) & \xC3\xB1"));
	xlsx_number(xlsx, (struct xlsx_cell){.row = 2}, 45);
	xlsx_time(xlsx, (struct xlsx_cell){.row = 3}, 12 * 60);
	xlsx_width(xlsx, 0, 20);
	xlsx_freeze(xlsx);
	if (!xlsx_end(xlsx, &book, &err))
		fail_msg("%s", err.text);
	return book;
}

static void a_text_stays_a_text_whatever_it_begins_with(void **state)
{
	struct arena *arena = *state;
	struct str book = write_book(arena);
	struct str sheet = unzip(arena, book, "xl/worksheets/sheet1.xml");
	struct str texts = unzip(arena, book, "xl/sharedStrings.xml");

	assert_false(holds(sheet, "<f>"));
	assert_true(holds(sheet, "<c r=\"A1\" s=\"1\" t=\"s\"><v>0</v></c>"));
	assert_true(holds(texts, "<t>=1+1</t>"));
	assert_true(holds(texts, "<t>@SUM(A1) &amp; \xC3\xB1</t>"));
}

static void numbers_and_times_can_be_counted_with(void **state)
{
	struct arena *arena = *state;
	struct str sheet = unzip(arena, write_book(arena), "xl/worksheets/sheet1.xml");
	struct str book = unzip(arena, write_book(arena), "xl/workbook.xml");

	assert_true(holds(sheet, "<c r=\"A3\"><v>45</v></c>"));
	assert_true(holds(sheet, "<c r=\"A4\" s=\"2\"><v>0.5</v></c>"));
	assert_true(holds(book, "name=\"A B  a name that is longer than\""));
}

static void the_same_cells_give_the_same_bytes(void **state)
{
	struct arena *arena = *state;

	assert_true(str_eq(write_book(arena), write_book(arena)));
}

static void a_cell_out_of_bounds_is_an_error(void **state)
{
	struct arena *arena = *state;
	struct err err = {0};
	struct xlsx *xlsx;
	struct str book;

	assert_true(xlsx_begin(arena, &xlsx, &err));
	xlsx_sheet(xlsx, STR("A"));
	xlsx_number(xlsx, (struct xlsx_cell){.row = XLSX_MAX_ROWS}, 1);
	assert_false(xlsx_end(xlsx, &book, &err));
	assert_int_equal(err.kind, ERR_INVALID);
}

static int setup(void **state)
{
	*state = arena_create(1U << 16);
	return 0;
}

static int teardown(void **state)
{
	arena_destroy(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_text_stays_a_text_whatever_it_begins_with, setup,
						teardown),
		cmocka_unit_test_setup_teardown(numbers_and_times_can_be_counted_with, setup,
						teardown),
		cmocka_unit_test_setup_teardown(the_same_cells_give_the_same_bytes, setup,
						teardown),
		cmocka_unit_test_setup_teardown(a_cell_out_of_bounds_is_an_error, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
