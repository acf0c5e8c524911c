/* The zone: its schools, what was imported, and the nine steps of setting it up. */
#include "parts/school/school_page_internal.h"

#include "base/date.h"
#include "base/text.h"
#include "parts/school/zone_store.h"
#include "parts/school/zone_table.h"

enum { HISTORY_ROWS = 20 };

static bool may_import(const struct http_request *request)
{
	return access_may_zone(&auth_user(request)->access, ACCESS_ZONE_IMPORT);
}

static struct table schools_table(const struct school_visit *v)
{
	static const char *const heads[] = {"School", "Name", "#Classes", "#Students", NULL};
	struct arena *arena = v->request->arena;
	const struct access_user *user = &auth_user(v->request)->access;
	const int64_t *ids;
	struct err ignored = {0};
	struct table_maker maker;
	bool known = zone_store_ids(v->part->db, arena, v->part->zone_id, v->zone, ZONE_T_SCHOOLS,
				    &ids, &ignored);

	table_make(&maker, v->request, "Schools", heads);
	for (uint32_t s = 0; s < v->zone->schools.n; s++) {
		const struct zone_school *school = &v->zone->schools.at[s];
		size_t classes = 0;
		struct table_cell *cell;

		for (size_t i = 0; i < v->zone->sections.n; i++)
			classes += v->zone->sections.at[i].school == s;
		cell = table_put(&maker, school->code);
		/* A link only where it leads somewhere. */
		if (known && access_may_at(user, ACCESS_SCHOOL_READ, ids[s]))
			cell->url = arena_printf(arena, "/schools/%.*s", STR_ARG(school->code));
		table_put(&maker, school->name);
		table_put(&maker, arena_printf(arena, "%zu", classes));
		table_put(&maker, school->students == ZONE_UNSET
					  ? STR("")
					  : arena_printf(arena, "%d", school->students));
	}
	return table_made(&maker);
}

static bool history_table(const struct school_visit *v, struct table *ret, struct err *err)
{
	static const char *const heads[] = {"#Version", "When", "What", "#Rows", NULL};
	struct arena *arena = v->request->arena;
	struct zone_version *history;
	struct table_maker maker;
	size_t n;

	if (!zone_store_history(v->part->db, arena, v->part->zone_id, HISTORY_ROWS, &history, &n,
				err))
		return false;
	table_make(&maker, v->request, "What was imported, newest first", heads);
	for (size_t i = 0; i < n; i++) {
		table_put(&maker, arena_printf(arena, "%lld", (long long)history[i].version));
		table_put(&maker, date_instant_text(arena, history[i].made_ms));
		table_put(&maker, history[i].undoes > 0
					  ? arena_printf(arena, "Undo of version %lld",
							 (long long)history[i].undoes)
					  : history[i].note);
		table_put(&maker, arena_printf(arena, "%lld", (long long)history[i].n_changes));
	}
	*ret = table_made(&maker);
	return true;
}

static struct table files_table(const struct school_visit *v)
{
	static const char *const heads[] = {"Table", "What it holds", "#Rows", NULL};
	struct arena *arena = v->request->arena;
	struct table_maker maker;

	table_make(&maker, v->request, "All tables", heads);
	table_put(&maker, school_say(v->request, "Staff and classes from a roster"))->url = STR(
		"/zone/roster");
	table_put(&maker, school_say(v->request, "A OneRoster file of the district: looked at "
						 "first, then saved."));
	table_put(&maker, STR(""));
	for (int t = 0; t < ZONE_N_TABLES; t++) {
		enum zone_table table = (enum zone_table)t;

		table_put(&maker, school_say(v->request, zone_file(table)->title))->url =
			arena_printf(arena, "/zone/files/%.*s", STR_ARG(zone_file_name(table)));
		table_put(&maker, str_from(zone_file(table)->help));
		table_put(&maker, arena_printf(arena, "%zu", zone_count(v->zone, table)));
	}
	return table_made(&maker);
}

bool zone_page(struct http_request *request, struct http_response *response, struct err *err)
{
	struct school_view view = {0};
	struct table tables[3];
	struct school_visit v;

	if (!school_begin(request, &v, err)) {
		if (err->kind != ERR_NOT_FOUND)
			return false;
		*err = (struct err){0};
		http_redirect(response, STR("/zone/setup"));
		return true;
	}
	tables[view.n_tables++] = schools_table(&v);
	if (may_import(request)) {
		if (!history_table(&v, &tables[view.n_tables++], err)) {
			school_end(&v);
			return false;
		}
		tables[view.n_tables++] = files_table(&v);
		view.form = (struct form){
			.action = STR("/zone/undo"),
			.csrf = auth_user(request)->csrf,
			.submit = {.text = school_say(request, "Undo the last import"),
				   .kind = BUTTON_SECONDARY}};
	}
	view.page = auth_frame(v.part->auth, request, STR("The zone"));
	view.page.lead = v.zone->info.at[0].name;
	view.page.width = PAGE_WIDE;
	view.table = tables;
	view.more = (struct page_link){.text = school_say(request, "The steps of setting up"),
				       .url = STR("/zone/setup")};
	school_draw(request, response, &view);
	school_end(&v);
	return true;
}

bool zone_undo_send(struct http_request *request, struct http_response *response, struct err *err)
{
	const struct school_part *part = request->part;
	const struct zone_import how = {.account_id = auth_user(request)->access.account_id,
					.note = STR("undo")};
	struct zone_changes changes;

	if (!zone_store_undo(part->db, request->arena, part->zone_id, &how, &changes, err) ||
	    !auth_audit(part->auth, request, "import.undone", STR("zone"),
			arena_printf(request->arena, "version %lld", (long long)changes.version),
			err))
		return false;
	http_redirect(response, STR("/zone"));
	return true;
}

/* ---- Setting up ---- */

/* A step is done when each of its tables has rows. */
static const struct {
	const char *text, *hint;
	enum zone_table table[3];
} steps[] = {
	{"Name the zone, its schools and grades",
	 "The zone's time zone and year come first.",
	 {ZONE_T_INFO, ZONE_T_SCHOOLS, ZONE_T_GRADES}},
	{"Say what is taught and where",
	 "Subjects, rooms and shared places.",
	 {ZONE_T_SUBJECTS, ZONE_T_ROOMS, ZONE_T_ROOMS}},
	{"List the people and where they work",
	 "A OneRoster file or a pasted staff list will do.",
	 {ZONE_T_PEOPLE, ZONE_T_ASSIGNMENTS, ZONE_T_ASSIGNMENTS}},
	{"List the classes and teams",
	 "Sizes only: no student is named.",
	 {ZONE_T_SECTIONS, ZONE_T_TEAMS, ZONE_T_MEMBERS}},
	{"Draw the kinds of day",
	 "Bells, staff day and blocks: regular, early release, half day.",
	 {ZONE_T_SHAPES, ZONE_T_BLOCKS, ZONE_T_BLOCK_TIMES}},
	{"Fill in the calendar and the rotation",
	 "Every date, with holidays and testing.",
	 {ZONE_T_CALENDAR, ZONE_T_ROTATIONS, ZONE_T_ROTATIONS}},
	{"Say what classes need",
	 "Visits to specials, minutes of subjects, lunch.",
	 {ZONE_T_VISITS, ZONE_T_NEEDS, ZONE_T_WAVES}},
	{"Write down commitments and rules",
	 "Law and contract, with their sources.",
	 {ZONE_T_COMMITMENTS, ZONE_T_RULES, ZONE_T_RULES}},
	{"Plan time for learning",
	 "Meetings, labs of the year, and who stands in.",
	 {ZONE_T_MEETINGS, ZONE_T_LAB_PLANS, ZONE_T_SUBSTITUTES}},
};
enum { STEPS = sizeof steps / sizeof *steps };

static bool is_filled(struct str text)
{
	size_t line;

	return str_find_char(text, '\n', &line) && line + 1 < text.len;
}

static struct task step(const struct http_request *request, const struct zone_files *files,
			size_t i)
{
	size_t filled = 0, first = 0;

	for (size_t k = 3; k-- > 0;) {
		bool has_rows = is_filled(files->file[steps[i].table[k]]);

		filled += has_rows;
		first = has_rows ? first : k;
	}
	return (struct task){
		.text = school_say(request, steps[i].text),
		.hint = school_say(request, steps[i].hint),
		.url = may_import(request)
			       ? arena_printf(request->arena, "/zone/files/%.*s",
					      STR_ARG(zone_file_name(steps[i].table[first])))
			       : STR(""),
		.state = filled == 3  ? TASK_DONE
			 : filled > 0 ? TASK_STARTED
				      : TASK_TO_DO};
}

bool zone_setup_page(struct http_request *request, struct http_response *response, struct err *err)
{
	const struct school_part *part = request->part;
	struct task tasks[STEPS];
	struct school_view view = {0};
	struct zone_files files;

	if (!zone_store_files(part->db, request->arena, part->zone_id, 0, &files, err))
		return false;
	for (size_t i = 0; i < STEPS; i++)
		tasks[i] = step(request, &files, i);
	view.page = auth_frame(part->auth, request, STR("Set up the zone"));
	view.page.lead = school_say(request, "Nine steps, in the order in which they build on one "
					     "another. Each can be pasted from a spreadsheet.");
	view.tasks = (struct task_list){school_say(request, "Steps"), tasks, STEPS};
	view.more = may_import(request)
			    ? (struct page_link){.text = school_say(
							 request,
							 "Staff and classes from a roster"),
						 .url = STR("/zone/roster")}
			    : (struct page_link){.text = school_say(request, "The zone"),
						 .url = STR("/zone")};
	school_draw(request, response, &view);
	return true;
}
