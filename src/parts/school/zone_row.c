#include "parts/school/zone_row.h"

#include "base/text.h"
#include "parts/school/zone_table.h"

int64_t zone_tag(enum zone_table table, size_t index)
{
	return ((int64_t)table + 1) << 32 | (int64_t)index;
}

enum zone_table zone_tag_table(int64_t tag)
{
	return (enum zone_table)((tag >> 32) - 1);
}

size_t zone_tag_index(int64_t tag)
{
	return (size_t)(tag & UINT32_MAX);
}

struct str zone_tag_text(const struct zone *zone, int64_t tag, struct arena *arena)
{
	enum zone_table table = zone_tag_table(tag);
	const struct zone_file *file = zone_file(table);
	struct text text;
	size_t end = 0;

	text_init(&text, arena);
	text_put(&text, zone_file_name(table));
	for (size_t i = 0; i < file->n; i++) {
		struct str cell;

		if (!file->columns[i].key)
			continue;
		cell = zone_cell(arena, zone, table, zone_tag_index(tag), &file->columns[i]);
		text_put_char(&text, '/');
		text_put(&text, cell);
		if (cell.len > 0)
			end = text.len;
	}
	return str_slice(text_str(&text), 0, end);
}

bool zone_tag_find(const struct zone *zone, struct str text, int64_t *ret)
{
	struct arena *arena = arena_create(1 << 12);
	size_t slash = text.len;
	enum zone_table table;
	bool found = false;

	(void)str_find_char(text, '/', &slash);
	if (zone_file_find(str_slice(text, 0, slash), &table)) {
		for (size_t i = 0; i < zone_count(zone, table) && !found; i++) {
			int64_t tag = zone_tag(table, i);

			arena_reset(arena);
			found = str_eq(zone_tag_text(zone, tag, arena), text);
			if (found)
				*ret = tag;
		}
	}
	arena_destroy(arena);
	return found;
}

struct str zone_tag_place(const struct zone *zone, int64_t tag, struct arena *arena)
{
	enum zone_table table = zone_tag_table(tag);
	const uint32_t *line = zone_row_at(zone, table, zone_tag_index(tag));

	return arena_printf(arena, "%.*s.csv, line %u", STR_ARG(zone_file_name(table)), *line);
}

struct str zone_name(struct arena *arena, const struct zone *zone, enum zone_table table,
		     size_t index)
{
	const struct zone_file *file = zone_file(table);

	for (size_t i = 0; i < file->n; i++) {
		if (str_eq(str_from(file->columns[i].name), STR("name")))
			return zone_cell(arena, zone, table, index, &file->columns[i]);
	}
	return zone_code(zone, table, index);
}
