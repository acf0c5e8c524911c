/* The library writes to a path: that of a file in memory. */
#include "kit/formats/xlsx/xlsx.h"

#include "base/file.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { MAX_BYTES = 1 << 28, MAX_NAME = 31, MAX_TEXT = 32000, MINUTES_A_DAY = 1440 };

struct xlsx {
	struct arena *arena;
	int fd;
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *bold, *time;
	lxw_error fault; /* the first */
};

bool xlsx_begin(struct arena *arena, struct xlsx **ret, struct err *err)
{
	struct xlsx *xlsx = arena_new(arena, struct xlsx);
	/* Fixed, so that the same cells give the same bytes: 2000-01-01. */
	lxw_doc_properties properties = {.created = 946684800};

	xlsx->arena = arena;
	xlsx->fd = memfd_create("xlsx", MFD_CLOEXEC);
	if (xlsx->fd < 0)
		return err_set(err, ERR_SYSTEM, "Cannot make a spreadsheet: no memory file.");
	xlsx->book = workbook_new(arena_printf(arena, "/proc/self/fd/%d", xlsx->fd).ptr);
	if (xlsx->book == NULL) {
		(void)close(xlsx->fd);
		return err_set(err, ERR_SYSTEM, "Cannot make a spreadsheet.");
	}
	(void)workbook_set_properties(xlsx->book, &properties);
	xlsx->bold = workbook_add_format(xlsx->book);
	format_set_bold(xlsx->bold);
	xlsx->time = workbook_add_format(xlsx->book);
	format_set_num_format(xlsx->time, "h:mm AM/PM");
	*ret = xlsx;
	return true;
}

static void note(struct xlsx *xlsx, lxw_error fault)
{
	if (xlsx->fault == LXW_NO_ERROR)
		xlsx->fault = fault;
}

void xlsx_sheet(struct xlsx *xlsx, struct str name)
{
	struct str copy = arena_str(xlsx->arena, str_utf8_cut(name, MAX_NAME));
	char *at = arena_array(xlsx->arena, char, copy.len + 1);

	for (size_t i = 0; i < copy.len; i++)
		at[i] = strchr("[]:*?/\\'", copy.ptr[i]) != NULL ? ' ' : copy.ptr[i];
	xlsx->sheet = workbook_add_worksheet(xlsx->book, at);
	if (xlsx->sheet == NULL) /* the name is taken, or empty */
		xlsx->sheet = workbook_add_worksheet(xlsx->book, NULL);
	worksheet_set_landscape(xlsx->sheet);
	worksheet_fit_to_pages(xlsx->sheet, 1, 0);
}

static bool is_inside(struct xlsx *xlsx, struct xlsx_cell cell)
{
	bool inside = cell.row < XLSX_MAX_ROWS && cell.column < XLSX_MAX_COLUMNS;

	if (!inside)
		note(xlsx, LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE);
	return inside && xlsx->sheet != NULL;
}

void xlsx_text(struct xlsx *xlsx, struct xlsx_cell cell, struct str text)
{
	struct str copy = arena_str(xlsx->arena, str_utf8_cut(text, MAX_TEXT));

	if (text.len > 0 && is_inside(xlsx, cell))
		note(xlsx, worksheet_write_string(xlsx->sheet, (lxw_row_t)cell.row,
						  (lxw_col_t)cell.column, copy.ptr,
						  cell.bold ? xlsx->bold : NULL));
}

void xlsx_number(struct xlsx *xlsx, struct xlsx_cell cell, double number)
{
	if (is_inside(xlsx, cell))
		note(xlsx, worksheet_write_number(xlsx->sheet, (lxw_row_t)cell.row,
						  (lxw_col_t)cell.column, number,
						  cell.bold ? xlsx->bold : NULL));
}

void xlsx_time(struct xlsx *xlsx, struct xlsx_cell cell, int32_t minute)
{
	if (is_inside(xlsx, cell))
		note(xlsx, worksheet_write_number(xlsx->sheet, (lxw_row_t)cell.row,
						  (lxw_col_t)cell.column,
						  (double)minute / MINUTES_A_DAY, xlsx->time));
}

void xlsx_width(struct xlsx *xlsx, size_t column, double characters)
{
	if (is_inside(xlsx, (struct xlsx_cell){.column = column}))
		note(xlsx, worksheet_set_column(xlsx->sheet, (lxw_col_t)column, (lxw_col_t)column,
						characters, NULL));
}

void xlsx_freeze(struct xlsx *xlsx)
{
	if (xlsx->sheet != NULL)
		worksheet_freeze_panes(xlsx->sheet, 1, 1);
}

bool xlsx_end(struct xlsx *xlsx, struct str *ret, struct err *err)
{
	lxw_error closed = workbook_close(xlsx->book);
	bool ok;

	note(xlsx, closed);
	if (xlsx->fault == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE)
		ok = err_set(err, ERR_INVALID, "This is more than a spreadsheet has room for.");
	else if (xlsx->fault != LXW_NO_ERROR)
		ok = err_set(err, ERR_SYSTEM, "Cannot write the spreadsheet: %s",
			     lxw_strerror(xlsx->fault));
	else
		ok = lseek(xlsx->fd, 0, SEEK_SET) == 0 &&
		     file_read_fd(xlsx->arena, xlsx->fd, "the spreadsheet", MAX_BYTES, ret, err);
	(void)close(xlsx->fd);
	return ok;
}
