/* Any table of the zone, or the rows of one school in it (zone_own.h): its rows, and rows pasted
 * from a spreadsheet with their faults in place.
 *
 * Pasted rows are merged by key into the table as it is (or take its place), the whole zone is read
 * and checked as if it came from a folder, and is stored as one import. As long as there is an
 * error nothing is stored. Tables that have no rows yet are no error, so that a zone can be built
 * table by table, each after those that it refers to.
 */
#include "parts/school/school_page_internal.h"

#include "base/text.h"
#include "parts/school/zone_own.h"
#include "parts/school/zone_sheet.h"
#include "parts/school/zone_store.h"
#include "parts/school/zone_table.h"

enum { ROWS_SHOWN = 2000 };

static bool table_of(const struct http_request *request, enum zone_table *ret, struct err *err)
{
	return zone_file_find(http_path_text(request, "file"), ret) ||
	       err_set(err, ERR_NOT_FOUND, "There is no such table.");
}

static const char *const *heads_of(struct arena *arena, enum zone_table table, const char *last)
{
	const struct zone_file *file = zone_file(table);
	const char **heads = arena_array(arena, const char *, file->n + 2);

	for (size_t c = 0; c < file->n; c++)
		heads[c] = file->columns[c].name;
	heads[file->n] = last;
	return heads;
}

/* Where the form is sent, and what follows when it was taken. */
static struct str address_of(const struct http_request *request, enum zone_table table,
			     const struct zone_own *own)
{
	if (own->school.len == 0)
		return arena_printf(request->arena, "/zone/files/%.*s",
				    STR_ARG(zone_file_name(table)));
	return arena_printf(request->arena, "/schools/%.*s/files/%.*s", STR_ARG(own->school),
			    STR_ARG(zone_file_name(table)));
}

static void frame(const struct http_request *request, enum zone_table table,
		  const struct zone_own *own, struct school_view *view)
{
	const struct school_part *part = request->part;
	struct page_link *crumb = arena_array(request->arena, struct page_link, 1);

	crumb[0] = (struct page_link){.text = school_say(request, "The zone"), .url = STR("/zone")};
	if (own->school.len > 0)
		crumb[0] = (struct page_link){
			.text = own->name,
			.url = arena_printf(request->arena, "/schools/%.*s", STR_ARG(own->school))};
	view->page = auth_frame(part->auth, request, school_say(request, zone_file(table)->title));
	view->page.crumbs = (struct page_links){crumb, 1};
	view->page.width = PAGE_WIDE;
	view->page.lead = str_from(zone_file(table)->help);
}

static void add_form(const struct http_request *request, enum zone_table table,
		     const struct zone_own *own, struct str typed, struct school_view *view)
{
	struct form_button *save = arena_array(request->arena, struct form_button, 1);

	if (own->school.len == 0 &&
	    !access_may_zone(&auth_user(request)->access, ACCESS_ZONE_IMPORT))
		return;
	save[0] = (struct form_button){.text = school_say(request, "Save"),
				       .name = STR("do"),
				       .value = STR("save"),
				       .kind = BUTTON_PRIMARY};
	view->form = (struct form){.action = address_of(request, table, own),
				   .csrf = auth_user(request)->csrf,
				   .submit = {.text = school_say(request, "Check"),
					      .name = STR("do"),
					      .value = STR("check"),
					      .kind = BUTTON_SECONDARY},
				   .more = save,
				   .n_more = 1};
	view->rows = (struct form_field){
		.id = STR("rows"),
		.label = school_say(request, "Rows from a spreadsheet"),
		.hint = school_say(request,
				   "Copy them with or without the line of names. A row whose "
				   "key is there already takes its place; others are added."),
		.value = typed,
		.rows = 10};
	view->replace = (struct form_check){
		.id = STR("replace"),
		.label = school_say(request,
				    own->school.len > 0
					    ? "These are all rows of the school: remove its others"
					    : "These rows are the whole table: remove all others"),
		.checked = http_form_flag(request, "replace")};
}

static struct table sheet_table(const struct http_request *request, const struct zone_sheet *sheet,
				const struct zone_own *own)
{
	const struct zone_file *file = zone_file(sheet->table);
	struct table_maker maker;

	table_make(&maker, request, file->title, heads_of(request->arena, sheet->table, NULL));
	for (size_t i = 0, shown = 0; i < sheet->n && shown < ROWS_SHOWN; i++) {
		if (!zone_own_row(own, sheet->at[i]))
			continue;
		shown++;
		for (size_t c = 0; c < file->n; c++)
			table_put(&maker, sheet->at[i][c]);
	}
	return table_made(&maker);
}

static bool read_sheet(const struct http_request *request, enum zone_table table,
		       struct zone_files *ret_files, struct zone_sheet *ret, struct err *err)
{
	const struct school_part *part = request->part;

	return zone_store_files(part->db, request->arena, part->zone_id, 0, ret_files, err) &&
	       zone_sheet_read(request->arena, table, ret_files->file[table], ret, err);
}

bool zone_file_page(struct http_request *request, struct http_response *response, struct err *err)
{
	struct school_view view = {0};
	struct empty_state empty;
	struct zone_files files;
	struct zone_sheet sheet;
	enum zone_table table;
	struct zone_own own;
	struct table rows;

	if (!table_of(request, &table, err) || !zone_own_of(request, table, &own, err) ||
	    !read_sheet(request, table, &files, &sheet, err))
		return false;
	empty = (struct empty_state){
		.title = school_say(request, "No rows yet"),
		.text = school_say(request, "Paste them below, or import a zone folder.")};
	rows = sheet_table(request, &sheet, &own);
	rows.empty = &empty;
	frame(request, table, &own, &view);
	view.table = &rows;
	view.n_tables = 1;
	if (own.school.len == 0)
		view.more = (struct page_link){.text = school_say(request, "Download as CSV"),
					       .url = arena_printf(request->arena,
								   "/zone/files/%.*s/csv",
								   STR_ARG(zone_file_name(table)))};
	add_form(request, table, &own, STR(""), &view);
	school_draw(request, response, &view);
	return true;
}

bool zone_file_csv(struct http_request *request, struct http_response *response, struct err *err)
{
	const struct school_part *part = request->part;
	struct zone_files files;
	enum zone_table table;

	if (!table_of(request, &table, err) ||
	    !zone_store_files(part->db, request->arena, part->zone_id, 0, &files, err))
		return false;
	http_body(response, STR("text/csv; charset=utf-8"), files.file[table]);
	http_download(response,
		      arena_printf(request->arena, "%.*s.csv", STR_ARG(zone_file_name(table))),
		      STR("text/csv; charset=utf-8"));
	return true;
}

/* ---- Pasting ---- */

struct paste {
	struct http_request *request;
	enum zone_table table;
	struct zone_sheet sheet;  /* the table with the rows merged in */
	struct zone_sheet pasted; /* the rows alone */
	struct str **merged;      /* which row of the sheet each pasted one became */
	struct zone_own own;
	int64_t version; /* of the zone that they are merged into */
	struct zone_files files;
	struct zone_problems problems;
	const struct zone *zone; /* NULL: there are errors */
};

static bool merge(struct paste *p, struct str typed, struct err *err)
{
	const struct zone_file *file = zone_file(p->table);

	const struct school_part *part = p->request->part;

	if (!zone_store_version(part->db, part->zone_id, &p->version, err) ||
	    !read_sheet(p->request, p->table, &p->files, &p->sheet, err) ||
	    !zone_sheet_read(p->request->arena, p->table, typed, &p->pasted, err) ||
	    !zone_own_check(&p->own, &p->sheet, &p->pasted, err))
		return false;
	if (http_form_flag(p->request, "replace"))
		zone_own_clear(&p->own, &p->sheet, &p->pasted);
	p->merged = arena_array(p->request->arena, struct str *, p->pasted.n);
	for (size_t i = 0; i < p->pasted.n; i++) {
		struct str *row = zone_sheet_find_key(&p->sheet, p->pasted.at[i]);

		if (row == NULL)
			row = zone_sheet_add(&p->sheet);
		for (size_t c = 0; c < file->n; c++)
			row[c] = p->pasted.at[i][c];
		p->merged[i] = row;
	}
	p->files.file[p->table] = zone_sheet_text(&p->sheet);
	if (!zone_read_texts(p->request->arena, &p->files, &p->zone, &p->problems, err)) {
		*err = (struct err){0};
		p->zone = NULL;
	}
	return true;
}

/* The first fault of a pasted row, or "". The head is line 1 of the text, the first row line 2. */
static struct str fault_of(const struct paste *p, size_t pasted)
{
	for (size_t i = 0; i < p->problems.n; i++) {
		const struct zone_problem *problem = &p->problems.at[i];
		size_t row = problem->line - 2U;

		if (problem->is_warning || problem->table != p->table || problem->line < 2 ||
		    row >= p->sheet.n || p->sheet.at[row] != p->merged[pasted])
			continue;
		return arena_printf(p->request->arena, "%.*s: %.*s. %.*s", STR_ARG(problem->column),
				    STR_ARG(problem->text), STR_ARG(problem->remedy));
	}
	return STR("");
}

static struct table pasted_table(const struct paste *p)
{
	const struct zone_file *file = zone_file(p->table);
	struct table_maker maker;

	table_make(&maker, p->request, "The rows that you pasted",
		   heads_of(p->request->arena, p->table, "What to do"));
	for (size_t i = 0; i < p->pasted.n && i < ROWS_SHOWN; i++) {
		struct str fault = fault_of(p, i);
		struct table_cell *cell;

		for (size_t c = 0; c < file->n; c++)
			table_put(&maker, p->pasted.at[i][c]);
		cell = table_put(&maker, STR(""));
		cell->badge = fault.len > 0
				      ? (struct badge){BADGE_BAD, fault}
				      : (struct badge){BADGE_GOOD, school_say(p->request, "right")};
	}
	return table_made(&maker);
}

/* Store, or only look. The page goes on to the table when something was stored. */
static bool apply(const struct paste *p, bool save, struct zone_changes *ret, struct err *err)
{
	const struct school_part *part = p->request->part;
	const struct zone_import how = {.account_id = auth_user(p->request)->access.account_id,
					.note = arena_printf(p->request->arena, "pasted into %.*s",
							     STR_ARG(zone_file_name(p->table))),
					.dry_run = !save,
					.expects = p->version};

	if (!zone_store_import(part->db, p->request->arena, part->zone_id, p->zone, &how, ret, err))
		return false;
	return !save ||
	       auth_audit(part->auth, p->request, "import.zone", zone_file_name(p->table),
			  arena_printf(p->request->arena, "version %lld", (long long)ret->version),
			  err);
}

/* The page after a check, or after a save that could not be done. */
static void show(const struct paste *p, struct http_response *response, struct str typed,
		 const struct zone_changes *changes)
{
	struct form_error *error = arena_array(p->request->arena, struct form_error, 1);
	struct school_view view = {0};
	struct table tables[3];

	if (p->pasted.n > 0)
		tables[view.n_tables++] = pasted_table(p);
	if (p->problems.n > 0)
		tables[view.n_tables++] = school_problem_table(p->request, &p->problems);
	if (p->zone != NULL)
		tables[view.n_tables++] = school_change_table(p->request, changes);
	frame(p->request, p->table, &p->own, &view);
	add_form(p->request, p->table, &p->own, typed, &view);
	view.table = tables;
	if (p->zone == NULL) {
		*error = (struct form_error){
			STR("rows"),
			school_say(p->request, "Nothing was saved: see what to do below.")};
		view.form.error = error;
		view.form.n_errors = 1;
		view.rows.error = error->text;
		view.page.has_errors = true;
	}
	school_draw(p->request, response, &view);
}

/* Text that is no table at all. */
static bool show_unreadable(struct paste *p, struct http_response *response, struct str typed,
			    struct err *err)
{
	struct form_error error = {STR("rows"), arena_str(p->request->arena, str_from(err->text))};
	struct school_view view = {0};

	frame(p->request, p->table, &p->own, &view);
	add_form(p->request, p->table, &p->own, typed, &view);
	view.form.error = &error;
	view.form.n_errors = 1;
	view.rows.error = error.text;
	view.page.has_errors = true;
	*err = (struct err){0};
	school_draw(p->request, response, &view);
	return true;
}

bool zone_file_send(struct http_request *request, struct http_response *response, struct err *err)
{
	struct str typed = http_form_value(request, "rows");
	bool save = str_eq(http_form_value(request, "do"), STR("save"));
	struct zone_changes changes = {0};
	struct paste p = {.request = request};

	if (!table_of(request, &p.table, err) || !zone_own_of(request, p.table, &p.own, err))
		return false;
	if (!merge(&p, typed, err))
		return err->kind == ERR_INVALID && show_unreadable(&p, response, typed, err);
	if (p.zone != NULL && !apply(&p, save, &changes, err))
		return false;
	if (p.zone != NULL && save) {
		http_redirect(response, address_of(request, p.table, &p.own));
		return true;
	}
	show(&p, response, typed, &changes);
	return true;
}
