/* Reading the files of a zone.
 *
 * Four passes, so that every problem is found in one go: the CSV text of each file becomes rows of
 * cells; cells become values; references become indexes, when all codes are known; then the
 * checks look at the whole (zone_check.c), if there was something whole to look at.
 */
#include "parts/school/zone_folder.h"

#include "base/csv.h"
#include "base/map.h"
#include "base/text.h"
#include "base/vec.h"
#include "parts/school/zone_cell.h"
#include "parts/school/zone_check.h"
#include "parts/school/zone_row.h"
#include "parts/school/zone_table.h"

#include <string.h>

enum {
	MAX_PROBLEMS = 1000,
	MAX_ROWS = 2000000,
	MAX_COMPARED = 5000000, /* codes looked at for "Did you mean", all wrong ones together */
};

struct raw_row {
	unsigned line;
	bool bad_key;           /* a cell of the row's name is wrong */
	const struct str *cell; /* one a column of the file's description */
};

/* Cells of a column whose codes are in a file that has no rows. */
struct unmet {
	size_t n;
	unsigned line; /* of the first of them */
	struct str code;
};

struct reader {
	struct arena *arena;
	struct zone *zone;
	struct zone_problems *problems;
	struct raw_row *raw[ZONE_N_TABLES];
	size_t n_raw[ZONE_N_TABLES];
	bool broken[ZONE_N_TABLES];       /* not all of its codes are known: said already */
	bool *seen[ZONE_N_TABLES];        /* the columns that the head has */
	struct map codes[ZONE_N_TABLES];  /* code -> index of its last row */
	struct str *names[ZONE_N_TABLES]; /* the same codes as an array, once one was wrong */
	size_t n_compared;
	struct csv_record *record; /* room for one */
};

void zone_problem_add(struct arena *arena, struct zone_problems *problems,
		      const struct zone_problem *problem)
{
	if (!problem->is_warning)
		problems->n_errors++;
	if (problems->n < MAX_PROBLEMS)
		*vec_push(arena, problems) = *problem;
}

static void complain(struct reader *r, enum zone_table table, unsigned line, struct str column,
		     struct zone_fault fault)
{
	zone_problem_add(r->arena, r->problems,
			 &(struct zone_problem){.table = table,
						.line = line,
						.column = column,
						.text = fault.text,
						.remedy = fault.remedy});
}

/* ---- Pass 1: text to cells ---- */

enum { NO_COLUMN = -1 };

/* A head of one field that a spreadsheet divided by something else. */
static bool is_divided_otherwise(struct reader *r, enum zone_table table)
{
	static const struct {
		char divider;
		const char *name;
	} others[] = {{';', "semicolons"}, {'\t', "tabs"}};

	for (size_t i = 0; r->record->n == 1 && i < sizeof others / sizeof *others; i++) {
		if (!str_find_char(r->record->field[0], others[i].divider, NULL))
			continue;
		complain(r, table, 1, STR(""),
			 (struct zone_fault){arena_printf(r->arena, "The cells are divided by %s",
							  others[i].name),
					     STR("Save the sheet anew as CSV with commas.")});
		return true;
	}
	return false;
}

/* Which column of the description each field of the head is: place[field], or NO_COLUMN. */
static void read_head(struct reader *r, enum zone_table table, int place[CSV_MAX_FIELDS])
{
	const struct zone_file *file = zone_file(table);
	struct str *names = arena_array(r->arena, struct str, file->n);
	bool *seen = r->seen[table];

	for (size_t c = 0; c < file->n; c++)
		names[c] = str_from(file->columns[c].name);
	for (size_t f = 0; f < r->record->n; f++) {
		struct str name = str_trim(r->record->field[f]);
		struct str near;

		place[f] = NO_COLUMN;
		for (size_t c = 0; c < file->n; c++) {
			if (str_eq_nocase(name, names[c]))
				place[f] = (int)c;
		}
		if (place[f] != NO_COLUMN && !seen[place[f]]) {
			seen[place[f]] = true;
			continue;
		}
		if (place[f] != NO_COLUMN) {
			complain(r, table, 1, name,
				 (struct zone_fault){STR("The column is there twice"),
						     STR("Delete one of the two.")});
			place[f] = NO_COLUMN;
			continue;
		}
		near = zone_nearest(name, names, file->n);
		complain(r, table, 1, name,
			 (struct zone_fault){
				 STR("The file has no such column"),
				 near.len > 0 ? arena_printf(r->arena, "Did you mean \"%.*s\"?",
							     STR_ARG(near))
					      : STR("Delete the column, or see docs/zone-format.md "
						    "for the names.")});
	}
	for (size_t c = 0; c < file->n; c++) {
		if (file->columns[c].required && !seen[c])
			complain(r, table, 1, names[c],
				 (struct zone_fault){STR("The column is missing"),
						     STR("Add it to the first line of the file.")});
	}
}

static bool is_blank(const struct csv_record *record)
{
	for (size_t f = 0; f < record->n; f++) {
		if (str_trim(record->field[f]).len > 0)
			return false;
	}
	return true;
}

static struct raw_row take_row(struct reader *r, enum zone_table table,
			       const int place[CSV_MAX_FIELDS], size_t n_head)
{
	struct str *cells = arena_array(r->arena, struct str, zone_file(table)->n);

	if (r->record->n != n_head)
		complain(r, table, r->record->line[0], STR(""),
			 (struct zone_fault){
				 arena_printf(r->arena, "The row has %zu cell%s, the head has %zu",
					      r->record->n, r->record->n == 1 ? "" : "s", n_head),
				 STR("Add or remove commas; put a text with a comma in quotes.")});
	for (size_t f = 0; f < r->record->n && f < n_head; f++) {
		if (place[f] != NO_COLUMN)
			cells[place[f]] = str_trim(r->record->field[f]);
	}
	return (struct raw_row){.line = r->record->line[0], .cell = cells};
}

static void read_table(struct reader *r, enum zone_table table, struct str text)
{
	VEC(struct raw_row) rows = {0};
	int place[CSV_MAX_FIELDS];
	size_t n_head = 0;
	struct csv csv;
	bool more = true;

	r->seen[table] = arena_array(r->arena, bool, zone_file(table)->n);
	csv_init(&csv, text);
	while (more && rows.n < MAX_ROWS) {
		struct err err = {0};

		if (!csv_next(&csv, r->arena, r->record, &more, &err)) {
			complain(r, table, csv.line, STR(""),
				 (struct zone_fault){arena_str(r->arena, str_from(err.text)),
						     STR("Correct it there, or save the sheet anew "
							 "as CSV in UTF-8.")});
			r->broken[table] = true;
			break;
		}
		if (!more || is_blank(r->record))
			continue;
		if (n_head == 0 && is_divided_otherwise(r, table)) {
			r->broken[table] = true;
			break;
		}
		if (n_head == 0) {
			n_head = r->record->n;
			read_head(r, table, place);
			r->broken[table] = zone_file(table)->columns[0].type == ZONE_CODE &&
					   !r->seen[table][0];
		} else {
			*vec_push(r->arena, &rows) = take_row(r, table, place, n_head);
		}
	}
	r->raw[table] = rows.at;
	r->n_raw[table] = rows.n;
	/* Without a row about the zone itself nothing can be checked; the rest may come later. */
	if (zone_file(table)->required && rows.n == 0 && !r->broken[table])
		zone_problem_add(
			r->arena, r->problems,
			&(struct zone_problem){.is_warning = table != ZONE_T_INFO,
					       .table = table,
					       .text = STR("The file is missing or has no rows"),
					       .remedy = arena_printf(r->arena,
								      "Add at least one row: %s",
								      zone_file(table)->help)});
}

/* ---- Pass 2: cells to values ---- */

static void *row_at(const struct reader *r, enum zone_table table, char *base, size_t i)
{
	(void)r;
	return base + i * zone_file(table)->row_size;
}

/* Where the rows of a table are, for writing. */
static char *rows_of(const struct reader *r, enum zone_table table)
{
	char *at;

	memcpy(&at, (const char *)r->zone + zone_file(table)->rows, sizeof at);
	return at;
}

static void read_values(struct reader *r, enum zone_table table)
{
	const struct zone_file *file = zone_file(table);
	size_t n = r->n_raw[table];
	char *base = arena_alloc_array(r->arena, n, file->row_size, alignof(max_align_t));

	memcpy((char *)r->zone + file->rows, &base, sizeof base);
	memcpy((char *)r->zone + file->rows + sizeof base, &n, sizeof n);
	map_init(&r->codes[table], r->arena);
	for (size_t i = 0; i < n; i++) {
		struct raw_row *raw = &r->raw[table][i];
		void *row = row_at(r, table, base, i);
		uint32_t line = raw->line;

		memcpy(row, &line, sizeof line);
		for (size_t c = 0; c < file->n; c++) {
			struct zone_fault fault;

			if (zone_cell_read(r->arena, &file->columns[c], raw->cell[c], row, &fault))
				continue;
			raw->bad_key = raw->bad_key || file->columns[c].key;
			if (r->seen[table][c])
				complain(r, table, raw->line, str_from(file->columns[c].name),
					 fault);
		}
		if (file->columns[0].type == ZONE_CODE && raw->cell[0].len > 0)
			map_add(&r->codes[table], raw->cell[0], NULL)->value.number = (int64_t)i;
	}
}

/* ---- Pass 3: references and keys ---- */

/* The known code that a wrong one is most like; "" when none is, or when looking takes too long. */
static struct str nearest_code(struct reader *r, enum zone_table target, struct str code)
{
	const struct map *codes = &r->codes[target];

	if (r->problems->n >= MAX_PROBLEMS || r->n_compared > MAX_COMPARED)
		return STR("");
	r->n_compared += codes->n;
	if (r->names[target] == NULL) {
		r->names[target] = arena_array(r->arena, struct str, codes->n);
		for (size_t i = 0; i < codes->n; i++)
			r->names[target][i] = codes->at[i].key;
	}
	return zone_nearest(code, r->names[target], codes->n);
}

static struct zone_fault no_such(struct reader *r, enum zone_table target, struct str code)
{
	struct str file = zone_file_name(target), near = nearest_code(r, target, code);

	return (struct zone_fault){
		arena_printf(r->arena, "\"%.*s\" is not in %.*s.csv", STR_ARG(code), STR_ARG(file)),
		near.len > 0 ? arena_printf(r->arena, "Did you mean \"%.*s\"?", STR_ARG(near))
			     : arena_printf(r->arena, "Add it to %.*s.csv, or remove it here.",
					    STR_ARG(file))};
}

/* One complaint for all cells of a column whose codes are in a file without rows. */
static void complain_unmet(struct reader *r, enum zone_table table, const struct unmet *unmet)
{
	const struct zone_file *file = zone_file(table);

	for (size_t c = 0; c < file->n; c++) {
		struct str target, more = STR("");

		if (unmet[c].n == 0)
			continue;
		target = zone_file_name(file->columns[c].target);
		if (unmet[c].n > 1)
			more = arena_printf(r->arena, "; so it is with %zu more row%s",
					    unmet[c].n - 1, unmet[c].n == 2 ? "" : "s");
		complain(r, table, unmet[c].line, str_from(file->columns[c].name),
			 (struct zone_fault){
				 arena_printf(r->arena,
					      "\"%.*s\" is not in %.*s.csv, which is missing or "
					      "has no rows%.*s",
					      STR_ARG(unmet[c].code), STR_ARG(target),
					      STR_ARG(more)),
				 arena_printf(r->arena,
					      "Write %.*s.csv, or leave the cell empty if it "
					      "may be.",
					      STR_ARG(target))});
	}
}

/* The index of the row that a cell, or one item of it, names. */
static bool resolve(struct reader *r, const struct zone_column *column, struct str code,
		    uint32_t *ret)
{
	const struct map_entry *entry = map_find(&r->codes[column->target], code);

	if (entry != NULL)
		*ret = (uint32_t)entry->value.number;
	return entry != NULL;
}

/* A wrong code: said here, or counted where the whole file is missing that would have it. */
static void reject(struct reader *r, enum zone_table table, struct raw_row *raw, size_t c,
		   struct str code, struct unmet *unmet)
{
	const struct zone_column *column = &zone_file(table)->columns[c];

	raw->bad_key = raw->bad_key || column->key;
	if (r->broken[column->target])
		return;
	if (r->n_raw[column->target] > 0) {
		complain(r, table, raw->line, str_from(column->name),
			 no_such(r, column->target, code));
		return;
	}
	if (unmet->n++ == 0) {
		unmet->line = raw->line;
		unmet->code = code;
	}
}

static void read_list(struct reader *r, enum zone_table table, size_t i, size_t c,
		      struct unmet *unmet)
{
	const struct zone_column *column = &zone_file(table)->columns[c];
	struct raw_row *raw = &r->raw[table][i];
	struct str cell = raw->cell[c], item;
	struct zone_list list;
	VEC(uint32_t) items = {0};

	while (zone_list_next(&cell, &item)) {
		uint32_t index;

		if (resolve(r, column, item, &index))
			*vec_push(r->arena, &items) = index;
		else
			reject(r, table, raw, c, item, unmet);
	}
	list = (struct zone_list){items.at, items.n};
	memcpy((char *)row_at(r, table, rows_of(r, table), i) + column->offset, &list, sizeof list);
}

static void read_references(struct reader *r, enum zone_table table, size_t i, struct unmet *unmet)
{
	const struct zone_file *file = zone_file(table);
	struct raw_row *raw = &r->raw[table][i];
	char *row = row_at(r, table, rows_of(r, table), i);

	for (size_t c = 0; c < file->n; c++) {
		const struct zone_column *column = &file->columns[c];
		uint32_t index;

		if (raw->cell[c].len == 0)
			continue;
		if (column->type == ZONE_REFS)
			read_list(r, table, i, c, &unmet[c]);
		else if (column->type == ZONE_REF && resolve(r, column, raw->cell[c], &index))
			memcpy(row + column->offset, &index, sizeof index);
		else if (column->type == ZONE_REF)
			reject(r, table, raw, c, raw->cell[c], &unmet[c]);
	}
}

static void read_all_references(struct reader *r, enum zone_table table)
{
	struct unmet *unmet = arena_array(r->arena, struct unmet, zone_file(table)->n);

	for (size_t i = 0; i < r->n_raw[table]; i++)
		read_references(r, table, i, unmet);
	complain_unmet(r, table, unmet);
}

/* No two rows of a table have the same key. */
static void check_keys(struct reader *r, enum zone_table table)
{
	struct map keys;

	map_init(&keys, r->arena);
	for (size_t i = 0; i < r->n_raw[table]; i++) {
		struct map_entry *entry;
		struct str key;
		bool added;

		if (r->raw[table][i].bad_key)
			continue;
		key = zone_tag_text(r->zone, zone_tag(table, i), r->arena);
		entry = map_add(&keys, key, &added);
		if (added) {
			entry->value.number = r->raw[table][i].line;
			continue;
		}
		complain(r, table, r->raw[table][i].line,
			 str_from(zone_file(table)->columns[0].name),
			 (struct zone_fault){
				 arena_printf(r->arena, "Line %lld has the same name (%.*s)",
					      (long long)entry->value.number, STR_ARG(key)),
				 STR("Delete one of the two rows, or give it another code.")});
	}
}

bool zone_read_texts(struct arena *arena, const struct zone_files *texts, const struct zone **ret,
		     struct zone_problems *problems, struct err *err)
{
	struct zone_problems own = {0};
	struct reader *r = arena_new(arena, struct reader);
	struct str first;

	r->arena = arena;
	r->zone = arena_new(arena, struct zone);
	r->problems = problems == NULL ? &own : problems;
	r->record = arena_new(arena, struct csv_record);
	for (int t = 0; t < ZONE_N_TABLES; t++)
		read_table(r, (enum zone_table)t, texts->file[t]);
	for (int t = 0; t < ZONE_N_TABLES; t++)
		read_values(r, (enum zone_table)t);
	for (int t = 0; t < ZONE_N_TABLES; t++)
		read_all_references(r, (enum zone_table)t);
	for (int t = 0; t < ZONE_N_TABLES; t++)
		check_keys(r, (enum zone_table)t);
	r->problems->is_partial = r->problems->n_errors > 0;
	if (!r->problems->is_partial)
		zone_check(arena, r->zone, r->problems);
	if (r->problems->n_errors == 0) {
		*ret = r->zone;
		return true;
	}
	for (size_t i = 0; i < r->problems->n; i++) {
		if (r->problems->at[i].is_warning)
			continue;
		first = zone_problem_text(arena, STR(""), &r->problems->at[i]);
		return err_set(err, ERR_INVALID, "%.*s", STR_ARG(str_utf8_cut(first, 230)));
	}
	return err_set(err, ERR_INVALID, "The zone has %zu errors.", r->problems->n_errors);
}
