#include "parts/week/week_patch.h"

#include "base/map.h"
#include "base/text.h"
#include "parts/school/zone_row.h"
#include "parts/school/zone_table.h"

/* The rows of one table as lines; the count of each. */
static void count_lines(struct arena *arena, const struct zone *zone, enum zone_table table,
			struct map *ret)
{
	map_init(ret, arena);
	for (size_t i = 0; i < zone_count(zone, table); i++)
		map_add(ret, zone_row_line(arena, zone, table, i), NULL)->value.number++;
}

static void put_missing(struct arena *arena, const struct map *have, const struct zone *other,
			enum zone_table table, char sign, struct text *text)
{
	struct str name = zone_file_name(table);

	for (size_t i = 0; i < zone_count(other, table); i++) {
		struct str line = zone_row_line(arena, other, table, i);

		if (map_find(have, line) == NULL)
			text_printf(text, "%c%.*s\t%.*s", sign, STR_ARG(name), STR_ARG(line));
	}
}

struct str week_patch_of(struct arena *arena, const struct zone *from, const struct zone *to)
{
	struct text text;

	text_init(&text, arena);
	for (int t = 0; t < ZONE_N_TABLES; t++) {
		enum zone_table table = (enum zone_table)t;
		struct map before, after;

		count_lines(arena, from, table, &before);
		count_lines(arena, to, table, &after);
		put_missing(arena, &after, from, table, '-', &text);
		put_missing(arena, &before, to, table, '+', &text);
	}
	return text_str(&text);
}

/* ---- Reading ---- */

struct patch_line {
	bool comes;
	enum zone_table table;
	struct str row; /* without its end */
};

/* The next line of a patch; false at its end or where it is none. */
static bool next_line(struct str *rest, struct patch_line *ret, bool *ret_fault)
{
	struct str line, name;

	*ret_fault = false;
	do {
		if (rest->len == 0)
			return false;
		if (!str_split(rest, '\n', &line)) {
			line = *rest;
			*rest = STR("");
		}
	} while (line.len == 0);
	ret->comes = line.ptr[0] == '+';
	line = str_slice(line, 1, line.len);
	*ret_fault = !str_split(&line, '\t', &name);
	ret->row = line;
	for (int t = 0; t < ZONE_N_TABLES && !*ret_fault; t++)
		if (str_eq(zone_file_name((enum zone_table)t), name)) {
			ret->table = (enum zone_table)t;
			return true;
		}
	*ret_fault = true;
	return false;
}

/* The text of a file without a row. */
static struct str without(struct arena *arena, struct str text, struct str row)
{
	struct str rest = text, line;
	struct text kept;
	bool gone = false;

	text_init(&kept, arena);
	while (rest.len > 0 && str_split(&rest, '\n', &line)) {
		if (!gone && str_eq(line, row)) {
			gone = true;
			continue;
		}
		text_put(&kept, line);
		text_put_char(&kept, '\n');
	}
	return text_str(&kept);
}

static bool has_row(struct str text, struct str row)
{
	struct str rest = text, line;

	while (rest.len > 0 && str_split(&rest, '\n', &line))
		if (str_eq(line, row))
			return true;
	return false;
}

bool week_patch_apply(struct arena *arena, const struct zone *from, struct str patch,
		      const struct zone **ret, struct err *err)
{
	struct zone_files files = {0};
	struct patch_line line;
	bool fault;

	for (int t = 0; t < ZONE_N_TABLES; t++)
		files.file[t] = zone_write_text(arena, from, (enum zone_table)t);
	while (next_line(&patch, &line, &fault)) {
		struct str *file = &files.file[line.table];

		if (!line.comes)
			*file = without(arena, *file, line.row);
		else if (!has_row(*file, line.row))
			*file = arena_printf(arena, "%.*s%.*s\n", STR_ARG(*file),
					     STR_ARG(line.row));
	}
	if (fault)
		return err_set(err, ERR_INVALID, "A changed row names no file of the zone.");
	return zone_read_texts(arena, &files, ret, NULL, err);
}

bool week_patch_is_made(struct arena *arena, const struct zone *zone, struct str patch)
{
	struct patch_line line;
	bool fault;

	while (next_line(&patch, &line, &fault))
		if (has_row(zone_write_text(arena, zone, line.table), line.row) != line.comes)
			return false;
	return !fault;
}

struct str week_patch_words(struct arena *arena, struct str patch)
{
	struct patch_line line;
	struct text text;
	bool fault;

	text_init(&text, arena);
	while (next_line(&patch, &line, &fault)) {
		struct str name = zone_file_name(line.table);

		text_printf(&text, "%s%.*s.csv %s %.*s", text.len > 0 ? "; " : "", STR_ARG(name),
			    line.comes ? "+" : "−", STR_ARG(line.row));
	}
	return text_str(&text);
}
