/* /zone/roster: staff, classes and their sizes from a OneRoster file.
 *
 * Looked at first: what is wrong in the file (with its file, line and column), what was not
 * understood, what would change. Saving then sends on the tables that were looked at, not the file:
 * a roster holds students, and what is not stored is not sent around either. Where the zone was
 * changed in between, nothing is saved.
 */
#include "parts/school/school_page_internal.h"

#include "base/text.h"
#include "parts/school/zone_roster.h"
#include "parts/school/zone_table.h"

enum { PROBLEMS_SHOWN = 200, MAX_TABLES = 5, MAX_KEPT = ZONE_N_TABLES + 1 };

struct taking {
	struct http_request *request;
	struct zone_files before, files;
	int64_t version; /* of the zone that was looked at */
	struct roster roster;
	struct zone_roster_report report;
	struct zone_problems problems;
	const struct zone *zone; /* NULL: it cannot be saved */
	struct zone_changes changes;
};

static void frame(const struct http_request *request, struct school_view *view)
{
	const struct school_part *part = request->part;
	struct page_link *crumb = arena_array(request->arena, struct page_link, 1);

	crumb[0] = (struct page_link){.text = school_say(request, "The zone"), .url = STR("/zone")};
	view->page = auth_frame(part->auth, request, STR("Staff and classes from a roster"));
	view->page.crumbs = (struct page_links){crumb, 1};
	view->page.width = PAGE_WIDE;
	view->page.lead = school_say(request, "A OneRoster file that the district's student system "
					      "exports: 1.1 or 1.2, CSV, as one ZIP file.");
	view->form = (struct form){
		.files = true,
		.action = STR("/zone/roster"),
		.csrf = auth_user(request)->csrf,
		.submit = {.text = school_say(request, "Look at it"), .kind = BUTTON_PRIMARY}};
	view->file = (struct form_field){
		.type = FIELD_FILE,
		.id = STR("roster"),
		.label = school_say(request, "The roster"),
		.hint = school_say(request, "Nothing is saved yet. Students are counted and "
					    "forgotten; passwords are not read."),
		.accept = STR(".zip"),
		.required = true};
	view->roles = (struct form_field){
		.id = STR("roles"),
		.label = school_say(request, "What the roster's own words for roles mean"),
		.hint = school_say(request,
				   "For example ext:coach=coach; ext:sped=special_education"),
		.value = http_form_value(request, "roles"),
		.optional = true};
}

bool zone_roster_page(struct http_request *request, struct http_response *response, struct err *err)
{
	struct school_view view = {0};

	(void)err;
	frame(request, &view);
	school_draw(request, response, &view);
	return true;
}

/* ---- What the roster says ---- */

static struct table counts_table(const struct taking *t)
{
	static const char *const heads[] = {"Taken from the roster", "#How many", NULL};
	const struct {
		const char *text;
		size_t n;
	} rows[] = {{"Schools", t->report.n_schools},
		    {"Terms", t->report.n_terms},
		    {"People", t->report.n_people},
		    {"People at schools", t->report.n_assignments},
		    {"Classes", t->report.n_classes},
		    {"Classes left out: no homerooms", t->report.n_scheduled},
		    {"Students, counted and forgotten", t->roster.n_students}};
	struct table_maker maker;

	table_make(&maker, t->request, "What the roster says", heads);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		table_put(&maker, school_say(t->request, rows[i].text));
		table_put(&maker, arena_printf(t->request->arena, "%zu", rows[i].n));
	}
	return table_made(&maker);
}

static struct table faults_table(const struct taking *t)
{
	static const char *const heads[] = {"File", "#Line", "Column", "What is wrong", NULL};
	struct table_maker maker;

	table_make(&maker, t->request, "In the roster", heads);
	for (size_t i = 0; i < t->roster.problems.n && i < PROBLEMS_SHOWN; i++) {
		const struct roster_problem *problem = &t->roster.problems.at[i];
		struct table_cell *cell;

		table_put(&maker, str_from(roster_file_name(problem->file)));
		table_put(&maker, arena_printf(t->request->arena, "%u", problem->line));
		table_put(&maker, problem->column);
		cell = table_put(&maker, problem->text);
		if (!problem->is_warning)
			cell->badge = (struct badge){BADGE_BAD, school_say(t->request, "Problem")};
	}
	return table_made(&maker);
}

static struct table notes_table(const struct taking *t)
{
	static const char *const heads[] = {"Not understood, or left as it is", NULL};
	struct table_maker maker;

	table_make(&maker, t->request, "Notes", heads);
	for (size_t i = 0; i < t->report.n_notes; i++)
		table_put(&maker, t->report.notes[i]);
	return table_made(&maker);
}

/* ---- Looking ---- */

static bool merge(struct taking *t, const struct http_file *file, struct err *err)
{
	const struct school_part *part = t->request->part;
	struct arena *arena = t->request->arena;
	struct roster_files roster_files;

	if (!zone_store_version(part->db, part->zone_id, &t->version, err) ||
	    !zone_store_files(part->db, arena, part->zone_id, t->version, &t->before, err) ||
	    !roster_unzip(arena, file->content, &roster_files, err) ||
	    !roster_read(arena, &roster_files, &t->roster, err))
		return false;
	t->files = t->before;
	return t->roster.n_errors > 0 ||
	       zone_roster_merge(arena, &t->roster, http_form_value(t->request, "roles"), &t->files,
				 &t->report, err);
}

static bool preview(struct taking *t, struct err *err)
{
	const struct school_part *part = t->request->part;
	const struct zone_import how = {.dry_run = true};

	if (t->roster.n_errors > 0)
		return true;
	if (!zone_read_texts(t->request->arena, &t->files, &t->zone, &t->problems, err)) {
		*err = (struct err){0};
		t->zone = NULL;
		return true;
	}
	return zone_store_import(part->db, t->request->arena, part->zone_id, t->zone, &how,
				 &t->changes, err);
}

/* The tables that differ, and the version that they were made from. */
static void add_save(const struct taking *t, struct school_view *view)
{
	struct arena *arena = t->request->arena;
	struct school_kept *kept = arena_array(arena, struct school_kept, MAX_KEPT);

	kept[view->n_kept++] = (struct school_kept){
		STR("version"), arena_printf(arena, "%lld", (long long)t->version)};
	for (int i = 0; i < ZONE_N_TABLES; i++)
		if (!str_eq(t->files.file[i], t->before.file[i]))
			kept[view->n_kept++] = (struct school_kept){
				zone_file_name((enum zone_table)i), t->files.file[i]};
	view->kept = kept;
	view->save = (struct form){.action = STR("/zone/roster"),
				   .csrf = auth_user(t->request)->csrf,
				   .submit = {.text = school_say(t->request, "Save these changes"),
					      .kind = BUTTON_PRIMARY}};
	view->form.submit.kind = BUTTON_SECONDARY;
}

static void show(const struct taking *t, struct http_response *response)
{
	struct school_view view = {0};
	struct table tables[MAX_TABLES];
	struct form_error error = {STR("roster"),
				   school_say(t->request, "Nothing was saved: see what is wrong "
							  "above, and choose the file again.")};

	frame(t->request, &view);
	tables[view.n_tables++] = counts_table(t);
	if (t->roster.problems.n > 0)
		tables[view.n_tables++] = faults_table(t);
	if (t->report.n_notes > 0)
		tables[view.n_tables++] = notes_table(t);
	if (t->problems.n > 0)
		tables[view.n_tables++] = school_problem_table(t->request, &t->problems);
	if (t->changes.n > 0)
		tables[view.n_tables++] = school_change_table(t->request, &t->changes);
	view.table = tables;
	if (t->zone == NULL) {
		view.form.error = &error;
		view.form.n_errors = 1;
		view.file.error = error.text;
		view.page.has_errors = true;
	} else if (t->changes.n > 0) {
		add_save(t, &view);
	} else {
		view.text = school_say(t->request, "The zone says all of this already.");
	}
	school_draw(t->request, response, &view);
}

/* What is no roster at all, or was not sent. */
static bool show_fault(struct http_request *request, struct http_response *response,
		       struct str sentence)
{
	struct form_error error = {STR("roster"), sentence};
	struct school_view view = {0};

	frame(request, &view);
	view.form.error = &error;
	view.form.n_errors = 1;
	view.file.error = sentence;
	view.page.has_errors = true;
	school_draw(request, response, &view);
	return true;
}

/* ---- Saving what was looked at ---- */

static bool save(struct http_request *request, struct http_response *response, struct err *err)
{
	const struct school_part *part = request->part;
	struct zone_import how = {.account_id = auth_user(request)->access.account_id,
				  .note = STR("OneRoster")};
	struct http_range range = {0, INT64_MAX, 0};
	struct zone_changes changes;
	struct zone_files files;
	const struct zone *zone;
	int64_t seen, version;

	if (!http_form_int(request, "version", range, &seen, err) ||
	    !zone_store_version(part->db, part->zone_id, &version, err))
		return false;
	if (seen != version)
		return show_fault(request, response,
				  school_say(request, "The zone was changed in the meantime, and "
						      "nothing was saved: choose the file again."));
	how.expects = version;
	if (!zone_store_files(part->db, request->arena, part->zone_id, version, &files, err))
		return false;
	for (int i = 0; i < ZONE_N_TABLES; i++) {
		struct str name = zone_file_name((enum zone_table)i);
		struct str text = http_form_value(request, arena_str(request->arena, name).ptr);

		if (text.len > 0)
			files.file[i] = text;
	}
	if (!zone_read_texts(request->arena, &files, &zone, NULL, err) ||
	    !zone_store_import(part->db, request->arena, part->zone_id, zone, &how, &changes,
			       err) ||
	    !auth_audit(part->auth, request, "import.zone", STR("OneRoster"),
			arena_printf(request->arena, "version %lld", (long long)changes.version),
			err))
		return false;
	http_redirect(response, STR("/zone"));
	return true;
}

bool zone_roster_send(struct http_request *request, struct http_response *response, struct err *err)
{
	const struct http_file *file = http_form_file(request, "roster");
	struct taking taking = {.request = request};

	if (http_field(&request->form, "version").len > 0)
		return save(request, response, err);
	if (file == NULL)
		return show_fault(request, response,
				  school_say(request, "Choose the ZIP file of the roster."));
	if (!merge(&taking, file, err) || !preview(&taking, err)) {
		struct str sentence = arena_str(request->arena, str_from(err->text));

		if (err->kind != ERR_INVALID)
			return false;
		*err = (struct err){0};
		return show_fault(request, response, sentence);
	}
	show(&taking, response);
	return true;
}
