#include "parts/school/zone_sheet.h"

#include "base/csv.h"
#include "base/text.h"
#include "base/vec.h"
#include "parts/school/zone_table.h"

#include <string.h>

static bool find_column(const struct zone_file *file, struct str name, size_t *ret)
{
	for (size_t c = 0; c < file->n; c++) {
		if (str_eq_nocase(str_trim(name), str_from(file->columns[c].name))) {
			*ret = c;
			return true;
		}
	}
	return false;
}

/* A first line is a head if its first cell names a column. */
static bool is_head(const struct zone_file *file, const struct csv_record *record)
{
	size_t ignored;

	return record->n > 0 && find_column(file, record->field[0], &ignored);
}

static bool read_head(const struct zone_file *file, const struct csv_record *record, size_t *place,
		      struct err *err)
{
	for (size_t f = 0; f < record->n; f++) {
		if (!find_column(file, record->field[f], &place[f]))
			return err_set(err, ERR_INVALID, "There is no column \"%.*s\".",
				       STR_ARG(str_utf8_cut(record->field[f], 40)));
	}
	return true;
}

bool zone_sheet_read(struct arena *arena, enum zone_table table, struct str text,
		     struct zone_sheet *ret, struct err *err)
{
	const struct zone_file *file = zone_file(table);
	struct csv_record *record = arena_new(arena, struct csv_record);
	struct zone_sheet sheet = {.arena = arena, .table = table};
	size_t place[CSV_MAX_FIELDS], n_head = file->n, line = text.len;
	bool more = true, first = true;
	struct csv csv;

	csv_init(&csv, text);
	(void)str_find_char(text, '\n', &line);
	if (str_find_char(str_slice(text, 0, line), '\t', NULL))
		csv.separator = '\t';
	for (size_t f = 0; f < CSV_MAX_FIELDS; f++)
		place[f] = f;
	while (more) {
		struct str *cells;

		if (!csv_next(&csv, arena, record, &more, err))
			return false;
		if (!more || (record->n == 1 && str_trim(record->field[0]).len == 0))
			continue;
		if (first && is_head(file, record)) {
			if (!read_head(file, record, place, err))
				return false;
			n_head = record->n;
			first = false;
			continue;
		}
		first = false;
		if (record->n > n_head)
			return err_set(err, ERR_INVALID,
				       "Line %u has %zu cells; there are %zu columns.",
				       record->line[0], record->n, n_head);
		cells = zone_sheet_add(&sheet);
		for (size_t f = 0; f < record->n; f++)
			cells[place[f]] = str_trim(record->field[f]);
	}
	*ret = sheet;
	return true;
}

size_t zone_sheet_column(const struct zone_sheet *sheet, const char *name)
{
	size_t column = 0;
	bool found = find_column(zone_file(sheet->table), str_from(name), &column);

	return found ? column : 0;
}

struct str *zone_sheet_find(const struct zone_sheet *sheet, size_t column, struct str text)
{
	for (size_t i = 0; i < sheet->n; i++) {
		if (str_eq_nocase(sheet->at[i][column], text))
			return sheet->at[i];
	}
	return NULL;
}

struct str *zone_sheet_find_key(const struct zone_sheet *sheet, const struct str *cells)
{
	const struct zone_file *file = zone_file(sheet->table);

	for (size_t i = 0; i < sheet->n; i++) {
		bool same = true;

		for (size_t c = 0; c < file->n && same; c++)
			same = !file->columns[c].key || str_eq(sheet->at[i][c], cells[c]);
		if (same)
			return sheet->at[i];
	}
	return NULL;
}

struct str *zone_sheet_add(struct zone_sheet *sheet)
{
	struct str *cells = arena_array(sheet->arena, struct str, zone_file(sheet->table)->n);

	*vec_push(sheet->arena, sheet) = cells;
	return cells;
}

void zone_sheet_remove(struct zone_sheet *sheet, const struct str *row)
{
	size_t n = 0;

	for (size_t i = 0; i < sheet->n; i++) {
		if (sheet->at[i] != row)
			sheet->at[n++] = sheet->at[i];
	}
	sheet->n = n;
}

struct str zone_sheet_text(const struct zone_sheet *sheet)
{
	const struct zone_file *file = zone_file(sheet->table);
	struct csv_writer writer;
	struct text text;

	text_init(&text, sheet->arena);
	text_put(&text, zone_head_line(sheet->arena, sheet->table));
	csv_writer_init(&writer, &text);
	writer.lf = true;
	for (size_t i = 0; i < sheet->n; i++) {
		for (size_t c = 0; c < file->n; c++)
			csv_put(&writer, sheet->at[i][c]);
		csv_end(&writer);
	}
	return text_str(&text);
}
