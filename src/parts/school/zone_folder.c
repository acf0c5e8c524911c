#include "parts/school/zone_folder.h"

#include "base/csv.h"
#include "base/file.h"
#include "base/text.h"
#include "parts/school/zone_row.h"
#include "parts/school/zone_table.h"

/* Names that are no file of a zone are no problem: a README may lie there. But a CSV file that
 * nobody reads is most likely a misspelled one. */
static void check_names(struct arena *arena, const char *dir, struct zone_problems *problems)
{
	struct err ignored = {0};
	struct str *names;
	size_t n;

	if (problems == NULL || !file_list(arena, dir, &names, &n, &ignored))
		return;
	for (size_t i = 0; i < n; i++) {
		enum zone_table table;

		if (!str_ends_with(names[i], STR(".csv")) || zone_file_find(names[i], &table))
			continue;
		zone_problem_add(arena, problems,
				 &(struct zone_problem){
					 .is_warning = true,
					 .stray = names[i],
					 .text = STR("No file of a zone has this name"),
					 .remedy = STR("Rename or remove it; docs/zone-format.md "
						       "has the names."),
				 });
	}
}

bool zone_read_files(struct arena *arena, const char *dir, struct zone_files *ret, struct err *err)
{
	struct zone_files files = {0};
	size_t left = ZONE_MAX_BYTES;

	if (!file_is_folder(dir))
		return err_set(err, ERR_NOT_FOUND, "%s: there is no such folder.", dir);
	for (int t = 0; t < ZONE_N_TABLES; t++) {
		struct str name = arena_printf(arena, "%.*s.csv",
					       STR_ARG(zone_file_name((enum zone_table)t)));
		struct str path = file_join(arena, str_from(dir), name);

		if (file_exists(path.ptr) && !file_read(arena, path.ptr, left, &files.file[t], err))
			return false;
		left -= files.file[t].len;
	}
	*ret = files;
	return true;
}

bool zone_read_folder(struct arena *arena, const char *dir, const struct zone **ret,
		      struct zone_problems *problems, struct err *err)
{
	struct zone_files files;

	if (!zone_read_files(arena, dir, &files, err))
		return false;
	check_names(arena, dir, problems);
	return zone_read_texts(arena, &files, ret, problems, err);
}

struct str zone_head_line(struct arena *arena, enum zone_table table)
{
	const struct zone_file *file = zone_file(table);
	struct csv_writer writer;
	struct text text;

	text_init(&text, arena);
	csv_writer_init(&writer, &text);
	writer.lf = true;
	for (size_t c = 0; c < file->n; c++)
		csv_put(&writer, str_from(file->columns[c].name));
	csv_end(&writer);
	return text_str(&text);
}

struct str zone_row_line(struct arena *arena, const struct zone *zone, enum zone_table table,
			 size_t index)
{
	const struct zone_file *file = zone_file(table);
	struct csv_writer writer;
	struct text text;

	text_init(&text, arena);
	csv_writer_init(&writer, &text);
	writer.lf = true;
	for (size_t c = 0; c < file->n; c++)
		csv_put(&writer, zone_cell(arena, zone, table, index, &file->columns[c]));
	csv_end(&writer);
	return text_str(&text);
}

struct str zone_write_text(struct arena *arena, const struct zone *zone, enum zone_table table)
{
	struct text text;

	text_init(&text, arena);
	text_put(&text, zone_head_line(arena, table));
	for (size_t i = 0; i < zone_count(zone, table); i++)
		text_put(&text, zone_row_line(arena, zone, table, i));
	return text_str(&text);
}

bool zone_write_folder(const struct zone *zone, const char *dir, struct err *err)
{
	struct arena *arena = arena_create(1 << 20);
	bool ok = file_make_folder(dir, err);

	for (int t = 0; ok && t < ZONE_N_TABLES; t++) {
		enum zone_table table = (enum zone_table)t;
		struct str name = arena_printf(arena, "%.*s.csv", STR_ARG(zone_file_name(table)));
		struct str path = file_join(arena, str_from(dir), name);

		ok = file_write(path.ptr, zone_write_text(arena, zone, table), err);
		arena_reset(arena);
	}
	arena_destroy(arena);
	return ok;
}

struct str zone_problem_file(struct arena *arena, const struct zone_problem *problem)
{
	return problem->stray.len > 0
		       ? problem->stray
		       : arena_printf(arena, "%.*s.csv", STR_ARG(zone_file_name(problem->table)));
}

struct str zone_problem_text(struct arena *arena, struct str dir,
			     const struct zone_problem *problem)
{
	struct text text;

	text_init(&text, arena);
	if (dir.len > 0)
		text_printf(&text, "%.*s/", STR_ARG(dir));
	text_put(&text, zone_problem_file(arena, problem));
	if (problem->line > 0)
		text_printf(&text, ":%u", problem->line);
	if (problem->column.len > 0)
		text_printf(&text, ": %.*s", STR_ARG(problem->column));
	text_put(&text, STR(": "));
	if (problem->is_warning)
		text_put(&text, STR("warning: "));
	text_put(&text, problem->text);
	text_put(&text, STR(". "));
	text_put(&text, problem->remedy);
	return text_str(&text);
}
