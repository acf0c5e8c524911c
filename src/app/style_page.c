#include "app/style_page.h"

#include "app/style_page.html.h"
#include "kit/html/markdown.h"

#include "base/date.h"

#define N(a) (sizeof(a) / sizeof *(a))
#define S(s) STR_INIT(s)

enum { HOUR = 60 };

static const struct page_link nav[] = {
	{S("Home"), S("/"), false, 0},          {S("Week"), S("/style"), true, 0},
	{S("Year"), S("/style"), false, 0},     {S("Cover"), S("/style"), false, 3},
	{S("Learning"), S("/style"), false, 0}, {S("School"), S("/style"), false, 0},
};
static const struct page_link crumbs[] = {
	{S("Alder Sound"), S("/"), false, 0},
	{S("Cedar Grove"), S("/"), false, 0},
};
static const struct page_link tabs[] = {
	{S("Everything"), S("/style"), true, 0},
	{S("Dark"), S("/style?theme=dark"), false, 0},
	{S("Light"), S("/style?theme=light"), false, 0},
};
static const struct page_link user_links[] = {{S("Account"), S("/style"), false, 0}};

static const struct flash flashes[] = {
	{FLASH_DONE, S("The week is published."), {S("Undo"), S("/style"), false, 0}},
	{FLASH_INFO, S("Rosa Ortiz is editing this week too."), {S(""), S(""), false, 0}},
	{FLASH_WARNING, S("Grade 4 has 35 of its 60 minutes together."), {S(""), S(""), false, 0}},
	{FLASH_ERROR,
	 S("The file has no column “room”. Nothing was changed."),
	 {S("See a sample"), S("/style"), false, 0}},
};

static const struct stat_tile tiles[] = {
	{S("Team time this week"),
	 S("5 of 6 teams"),
	 S("Grade 4 has 35 of 60 min"),
	 S("/style"),
	 {BADGE_WARN, S("one promise open")}},
	{S("Planning"), S("225 min"), S("the least of any teacher: 200"), S("/style"), {0, S("")}},
	{S("Labs this year"),
	 S("9 of 24"),
	 S("next: Thu, Sep 17, Grade 3"),
	 S("/style"),
	 {0, S("")}},
	{S("Cover today"), S("4 of 4"), S(""), S("/style"), {BADGE_GOOD, S("all covered")}},
};

static const struct view_block monday[] = {
	{8 * HOUR, 15, KIND_OTHER, 0, S("Arrival"), S(""), S(""), S(""), S(""), S("")},
	{8 * HOUR + 15, 75, KIND_CORE, 0, S("Reading"), S("Room 12"), S(""), S(""), S("/style"),
	 S("")},
	{9 * HOUR + 30, 45, KIND_TEAM, BLOCK_LOCKED, S("Grade 3 team"),
	 S("Library · studies exit slips"), S(""), S(""), S("/style"), S("")},
	{9 * HOUR + 30, 45, KIND_SPECIALS, 0, S("Music"), S("Ms. Ortiz"), S(""), S("MU"),
	 S("/style"), S("")},
	{10 * HOUR + 15, 20, KIND_RECESS, 0, S("Recess"), S("North yard"), S(""), S(""), S(""),
	 S("")},
	{10 * HOUR + 35, 60, KIND_CORE, 0, S("Mathematics"), S("Room 12"), S(""), S(""),
	 S("/style"), S("")},
	{11 * HOUR + 35, 30, KIND_LUNCH, 0, S("Lunch"), S("Wave 2"), S(""), S(""), S(""), S("")},
	{12 * HOUR + 5, 40, KIND_WIN, 0, S("WIN"), S("6 groups"), S("What I need"), S(""),
	 S("/style"), S("")},
	{12 * HOUR + 45, 60, KIND_CORE, 0, S("Science"), S("Room 12"), S(""), S(""), S("/style"),
	 S("")},
};
static const struct view_block tuesday[] = {
	{8 * HOUR, 15, KIND_OTHER, 0, S("Arrival"), S(""), S(""), S(""), S(""), S("")},
	{8 * HOUR + 15, 75, KIND_CORE, BLOCK_COVERED | BLOCK_CHANGED, S("Reading"),
	 S("Mr. Dahl stands in"), S(""), S(""), S("/style"), S("")},
	{9 * HOUR + 30, 150, KIND_LAB, 0, S("Learning lab"), S("Room 14 · fractions on a line"),
	 S(""), S(""), S("/style"), S("")},
	{12 * HOUR, 30, KIND_LUNCH, 0, S("Lunch"), S("Wave 2"), S(""), S(""), S(""), S("")},
	{12 * HOUR + 30, 45, KIND_SPECIALS, BLOCK_CONFLICT, S("Art"), S("Mr. Hale"), S(""), S("AR"),
	 S("/style"), S("overlaps with PE")},
	{12 * HOUR + 45, 45, KIND_SPECIALS, BLOCK_PICKED, S("PE"), S("Gym"),
	 S("Physical education"), S("PE"), S("/style"), S("")},
	{13 * HOUR + 30, 30, KIND_RECESS, 0, S("Recess"), S("South yard"), S(""), S(""), S(""),
	 S("")},
};
static const struct view_block wednesday[] = {
	{8 * HOUR, 90, KIND_CORE, 0, S("Reading"), S("Room 12"), S(""), S(""), S("/style"), S("")},
	{9 * HOUR + 30, 45, KIND_SPECIALS, 0, S("Library"), S("Ms. Park"), S(""), S("LI"),
	 S("/style"), S("")},
	{10 * HOUR + 15, 20, KIND_RECESS, 0, S("Recess"), S("North yard"), S(""), S(""), S(""),
	 S("")},
	{11 * HOUR + 35, 30, KIND_LUNCH, 0, S("Lunch"), S("Wave 2"), S(""), S(""), S(""), S("")},
	{12 * HOUR + 30, 45, KIND_OTHER, BLOCK_TARGET, S("Free for PE"),
	 S("gains 10 min of team time"), S(""), S(""), S("/style"), S("")},
};
static const struct view_column columns[] = {
	{S("Monday"), S("Sep 14"), false, monday, N(monday)},
	{S("Tuesday"), S("Sep 15"), true, tuesday, N(tuesday)},
	{S("Wednesday"), S("Sep 16"), false, wednesday, N(wednesday)},
	{S("Thursday"), S("Sep 17"), false, monday, N(monday)},
	{S("Friday"), S("No school"), false, NULL, 0},
};

static const struct table_column table_columns[] = {
	{S("Team"), ALIGN_TEXT, S("/style?sort=team"), SORT_UP, true},
	{S("Members"), ALIGN_NUMBER, S("/style?sort=members"), SORT_NONE, false},
	{S("Team time"), ALIGN_NUMBER, S("/style?sort=minutes"), SORT_NONE, false},
	{S("State"), ALIGN_TEXT, S(""), SORT_NONE, false},
};
#define CELL(text)                                    \
	{                                             \
		S(text), S(""), {BADGE_PLAIN, S("")}, \
		{                                     \
			S("")                         \
		}                                     \
	}
static const struct table_cell cells[] = {
	{S("Grade 2"), S("/style"), {0, S("")}, {S("")}},
	CELL("4"),
	CELL("60 min"),
	{S(""), S(""), {BADGE_GOOD, S("kept")}, {S("")}},
	{S("Grade 3"), S("/style"), {0, S("")}, {S("")}},
	CELL("4"),
	CELL("60 min"),
	{S(""), S(""), {BADGE_GOOD, S("kept")}, {S("")}},
	{S("Grade 4"), S("/style"), {0, S("")}, {S("")}},
	CELL("3"),
	CELL("35 min"),
	{S(""), S(""), {BADGE_WARN, S("25 min short")}, {S("")}},
	{S("Specialists"), S("/style"), {0, S("")}, {S("")}},
	CELL("5"),
	CELL("1 h 15 min"),
	{S(""), S(""), {BADGE_GOOD, S("kept")}, {S("")}},
};
static const struct table_cell totals[] = {CELL("All teams"), CELL("16"), CELL("3 h 50 min"),
					   CELL("")};

static const struct empty_state no_labs = {
	S("No labs yet"),
	S("A learning lab is a half day around one lesson that a team teaches together. Begin with "
	  "the team that is ready, and the rest of the year follows."),
	{S("Plan the first lab"), S("/style"), false, 0},
	{S("How labs work"), S("/style"), false, 0},
};

static const struct task tasks[] = {
	{S("People and teams"), S("41 people, 7 teams"), S("/style"), TASK_DONE},
	{S("Day shapes and calendar"), S("two early releases have no bell times"), S("/style"),
	 TASK_STARTED},
	{S("Commitments for the year"), S(""), S("/style"), TASK_TO_DO},
	{S("Solve the week"), S("needs the calendar first"), S(""), TASK_BLOCKED},
};

static const struct form_error errors[] = {
	{S("code"), S("Enter a code of 2 to 4 letters, such as MU")},
	{S("minutes"), S("Enter minutes between 5 and 180")},
	{S("days"), S("Choose at least one day")},
};
static const struct form_field fields[] = {
	{.type = FIELD_TEXT,
	 .width = FIELD_MEDIUM,
	 .id = S("name"),
	 .label = S("Name"),
	 .value = S("Music"),
	 .autocomplete = "off",
	 .required = true},
	{.type = FIELD_TEXT,
	 .width = FIELD_SHORT,
	 .id = S("code"),
	 .label = S("Code"),
	 .hint = S("Stands on each block of the week."),
	 .value = S("MUSIC!"),
	 .error = S("Enter a code of 2 to 4 letters, such as MU"),
	 .required = true},
	{.type = FIELD_NUMBER,
	 .width = FIELD_SHORT,
	 .id = S("minutes"),
	 .label = S("Length"),
	 .value = S("450"),
	 .unit = S("minutes"),
	 .error = S("Enter minutes between 5 and 180")},
	{.type = FIELD_DATE,
	 .width = FIELD_SHORT,
	 .id = S("from"),
	 .label = S("From"),
	 .value = S("2026-09-08"),
	 .optional = true},
	{.type = FIELD_TIME,
	 .width = FIELD_SHORT,
	 .id = S("earliest"),
	 .label = S("Not before"),
	 .value = S("08:15"),
	 .optional = true},
	{.type = FIELD_FILE,
	 .width = FIELD_WIDE,
	 .id = S("file"),
	 .label = S("Roster"),
	 .hint = S("A CSV file, up to 1 MB."),
	 .accept = S(".csv"),
	 .optional = true},
	{.type = FIELD_TEXT,
	 .width = FIELD_MEDIUM,
	 .id = S("room"),
	 .label = S("Room"),
	 .value = S("12"),
	 .disabled = true,
	 .why_disabled = S("Locked by the principal on Sep 2: “the piano cannot move”.")},
	{.type = FIELD_TEXT,
	 .width = FIELD_WIDE,
	 .id = S("notes"),
	 .label = S("Notes"),
	 .hint = S("Everybody on the team can read them."),
	 .value = S("Line one\n<b>not bold</b>"),
	 .optional = true},
};
static const struct form_option rooms[] = {
	{.value = S("12"), .text = S("Room 12"), .group = S("East wing")},
	{.value = S("14"), .text = S("Room 14"), .group = S("East wing"), .chosen = true},
	{.value = S("gym"), .text = S("Gym"), .group = S("Annex")},
};
static const struct form_option ways[] = {
	{.value = S("same"),
	 .text = S("Same time each day"),
	 .hint = S("Easier to remember, harder to place"),
	 .chosen = true},
	{.value = S("any"), .text = S("Any time")},
};
static const struct form_option yes_no[] = {
	{.value = S("1"), .text = S("Yes"), .chosen = true},
	{.value = S("0"), .text = S("No")},
};
static const struct form_option days[] = {
	{.value = S("1"), .text = S("Monday")},
	{.value = S("2"), .text = S("Tuesday")},
	{.value = S("3"), .text = S("Wednesday"), .hint = S("early release"), .disabled = true},
};

static const struct card cards[] = {
	{S("Lab 2 · Grade 3"), S("/style"), {BADGE_GOOD, S("covered")}, KIND_LAB},
	{S("Grade 4 team"), S("/style"), {BADGE_WARN, S("35 of 60 min")}, KIND_TEAM},
	{S("A plain card"), S(""), {0, S("")}, KIND_OTHER},
};

static const struct chart_point bars[] = {
	{S("Grade 1"), 60, KIND_TEAM, false, false},   {S("Grade 2"), 60, KIND_TEAM, false, false},
	{S("Grade 3"), 75, KIND_TEAM, false, false},   {S("Grade 4"), 35, KIND_TEAM, false, false},
	{S("Specialists"), 0, KIND_TEAM, true, false}, {S("Aides"), 0, KIND_TEAM, false, true},
};
static const struct chart_point talk[] = {
	{S("September"), 310, 0, false, false}, {S("October"), 355, 0, false, false},
	{S("November"), 340, 0, false, false},  {S("December"), 0, 0, true, false},
	{S("January"), 402, 0, false, false},   {S("February"), 455, 0, false, false},
	{S("March"), 448, 0, false, false},
};
static const struct str heat_rows[] = {S("Room 12"), S("Gym"), S("Library")};
static const struct str heat_columns[] = {S("Mon"), S("Tue"), S("Wed"), S("Thu"), S("Fri")};
static const int64_t heat[] = {300, 285, 240, 300, 180, 90, 120, 60, 90, -1, 0, 45, 45, 90, 30};

/* The days of the sample: 2026-09-01 is day 20697. */
enum { SEP_1 = 20697, LABOR_DAY = SEP_1 + 6, FIRST_DAY = SEP_1 + 1, TODAY = SEP_1 + 14 };
static const struct wall_entry lab_days[] = {
	{SEP_1 + 16, KIND_LAB, S("Lab 1 · Gr 3"), S("host room 14, two substitutes"), S("/style")},
	{SEP_1 + 23, KIND_TEAM, S("Leadership"), S("8:00"), S("/style")},
	{SEP_1 + 34, KIND_LAB, S("Lab 2 · Gr 4"), S("host room 21"), S("/style")},
	{SEP_1 + 36, KIND_LAB, S("Lab 2 · Gr 5"), S("host room 30"), S("/style")},
};
static const struct timeline_span spans[] = {
	{S("Rosa Ortiz"), S("Cycle 1: number talks"), FIRST_DAY, SEP_1 + 25, KIND_TEAM},
	{S("Rosa Ortiz"), S("Cycle 2: launching tasks"), SEP_1 + 30, SEP_1 + 55, KIND_LAB},
	{S("Jun Park"), S("Cycle 1: discussion routines"), SEP_1 + 12, SEP_1 + 40, KIND_TEAM},
};

static enum wall_day day_of(const void *self, int32_t date, struct str *ret_name)
{
	(void)self;
	if (date == LABOR_DAY) {
		*ret_name = STR("Labor Day");
		return WALL_OFF;
	}
	if (date_weekday(date) == WEDNESDAY) {
		*ret_name = STR("early");
		return WALL_SHORT;
	}
	return WALL_SCHOOL;
}

static const char note[] =
	"We tried **“Who can say it another way?”** and waited. Three things we saw:\n\n"
	"- fourteen children spoke, five of them twice\n"
	"- the [number line](https://example.org/line) came from Table 4\n"
	"- nobody asked *why* yet\n\n> Try it again on Thursday. <script>alert(1)</script>\n";

static void fill_planning(struct style_page *p)
{
	p->week = (struct week_view){.caption = STR("Grade 3, week of September 14"),
				     .begin = 8 * HOUR,
				     .end = 14 * HOUR + 30,
				     .column = columns,
				     .n = N(columns)};
	p->day = (struct day_view){STR("Today, Tuesday, September 15"), tuesday, N(tuesday),
				   9 * HOUR + 40};
	p->wall = (struct wall_calendar){.caption = STR("Labs, September to October 2026"),
					 .first = FIRST_DAY,
					 .last = SEP_1 + 60,
					 .today = TODAY,
					 .entry = lab_days,
					 .n = N(lab_days),
					 .day = day_of};
}

static void fill_elements(struct style_page *p)
{
	p->flash = flashes;
	p->n_flash = N(flashes);
	p->tile = tiles;
	p->n_tiles = N(tiles);
	p->table = (struct table){.caption = STR("Team time this week"),
				  .column = table_columns,
				  .n_columns = N(table_columns),
				  .cell = cells,
				  .n_rows = N(cells) / N(table_columns),
				  .total = totals};
	p->empty_table = (struct table){.caption = STR("Labs"), .empty = &no_labs};
	p->tasks = (struct task_list){STR("Set up the year"), tasks, N(tasks)};
	p->progress[0] = (struct progress){.label = STR("Solving the week"),
					   .message = STR("4 of 6 teams have common time"),
					   .permille = 640,
					   .poll_url = STR("/style"),
					   .cancel_url = STR("/style")};
	p->progress[1] = (struct progress){.label = STR("Reading the roster"), .permille = -1};
	p->disclosure = (struct disclosure){STR("Move PE …"), true, false};
	p->danger = (struct disclosure){STR("Discard this draft …"), false, true};
	p->card = cards;
	p->n_cards = N(cards);
	p->pager = (struct pager){STR(""), STR("/style?before=50"), STR("1–50 of 212")};
}

static void fill_form(struct style_page *p)
{
	p->form = (struct form){.action = STR("/style"),
				.method = FORM_GET,
				.error = errors,
				.n_errors = N(errors),
				.submit = {STR("Save"), STR(""), STR(""), BUTTON_PRIMARY},
				.cancel_url = STR("/style")};
	p->text = fields;
	p->n_text = N(fields);
	p->select = (struct form_choice){
		.id = STR("place"), .label = STR("Where"), .option = rooms, .n = N(rooms)};
	p->radios = (struct form_choice){
		.id = STR("way"), .label = STR("When"), .option = ways, .n = N(ways)};
	p->yes_no = (struct form_choice){.id = STR("together"),
					 .label = STR("With the whole grade?"),
					 .option = yes_no,
					 .n = N(yes_no),
					 .inline_boxes = true};
	p->boxes = (struct form_choice){.id = STR("days"),
					.label = STR("Days"),
					.error = STR("Choose at least one day"),
					.option = days,
					.n = N(days)};
	p->check = (struct form_check){.id = STR("tell"),
				       .label = STR("Tell the team"),
				       .hint = STR("They get one message, at 3 pm."),
				       .checked = true};
}

static void fill_charts(struct style_page *p)
{
	p->bars = (struct bar_chart){.title = STR("Team time this week"),
				     .note = STR("Groups of fewer than five are not shown."),
				     .unit = CHART_MINUTES,
				     .point = bars,
				     .n = N(bars),
				     .target = 60,
				     .target_label = STR("Promised")};
	p->line = (struct line_chart){.title = STR("Share of the talk that is students’"),
				      .unit = CHART_PERCENT,
				      .point = talk,
				      .n = N(talk),
				      .median = true};
	p->heat = (struct heat_strip){.title = STR("Minutes each room is used"),
				      .row = heat_rows,
				      .column = heat_columns,
				      .n_rows = N(heat_rows),
				      .n_columns = N(heat_columns),
				      .value = heat};
	p->timeline = (struct timeline){.title = STR("Coaching cycles this fall"),
					.first = FIRST_DAY,
					.last = SEP_1 + 60,
					.today = TODAY,
					.span = spans,
					.n = N(spans)};
}

static enum page_theme theme_of(struct str name)
{
	if (str_eq(name, STR("dark")))
		return PAGE_THEME_DARK;
	return str_eq(name, STR("light")) ? PAGE_THEME_LIGHT : PAGE_THEME_AUTO;
}

static bool style(struct http_request *request, struct http_response *response, struct err *err)
{
	struct style_page *p = arena_new(request->arena, struct style_page);
	struct html out;

	(void)err;
	p->page = (struct page){
		.title = STR("Style"),
		.place = STR("Cedar Grove"),
		.lead = STR("Every element of the site, in all its states."),
		.width = PAGE_WIDE,
		.theme = theme_of(http_query_text(request, "theme", "")),
		.nav = {nav, N(nav)},
		.crumbs = {crumbs, N(crumbs)},
		.tabs = {tabs, N(tabs)},
		.user = STR("Maya Lind"),
		.user_links = {user_links, N(user_links)},
		.footer = STR(
			"Cedar Grove · week of September 14, version 7 of September 10, 2026"),
	};
	fill_planning(p);
	fill_elements(p);
	fill_form(p);
	fill_charts(p);
	p->note = markdown_html(request->arena, str_from(note));
	html_init(&out, request->arena, NULL);
	style_page(&out, p);
	response->text = out.text;
	return true;
}

static const struct http_route routes[] = {
	{HTTP_GET, "/style", style, HTTP_PUBLIC, NULL, 0},
};
const struct http_routes style_routes = {routes, N(routes)};
