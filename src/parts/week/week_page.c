/* /schools/{school}/week: the grid of the rotation, and its filters. */
#include "parts/week/week_page_internal.h"

#include "base/vec.h"
#include "parts/school/zone_row.h"
#include "parts/week/week_page.html.h"

enum { MAX_OPTIONS = 400 };

/* ---- Filters ---- */

struct options {
	struct form_option *at;
	size_t n;
};

static void put_option(struct options *options, struct str value, struct str text, bool chosen)
{
	if (options->n < MAX_OPTIONS)
		options->at[options->n++] = (struct form_option){
			.value = value, .text = text, .chosen = chosen};
}

static struct options begin_options(const struct week_visit *visit, const char *all)
{
	struct options options = {.at = arena_array(visit->arena, struct form_option, MAX_OPTIONS)};

	put_option(&options, STR(""), week_say(visit, all), false);
	return options;
}

static struct form_choice choice(const struct week_visit *visit, const char *id, const char *label,
				 struct options options)
{
	return (struct form_choice){.id = str_from(id),
				    .label = week_say(visit, label),
				    .option = options.at,
				    .n = options.n};
}

static struct form_choice grade_filter(const struct week_visit *visit, uint32_t chosen)
{
	struct options options = begin_options(visit, WORD("All grades"));

	for (uint32_t i = 0; i < visit->zone->grades.n; i++)
		put_option(&options, visit->zone->grades.at[i].code, visit->zone->grades.at[i].name,
			   i == chosen);
	return choice(visit, "grade", WORD("Grade"), options);
}

static struct form_choice subject_filter(const struct week_visit *visit, uint32_t chosen)
{
	struct options options = begin_options(visit, WORD("All subjects"));

	for (uint32_t i = 0; i < visit->zone->subjects.n; i++)
		if (visit->zone->subjects.at[i].kind == ZONE_SPECIAL)
			put_option(&options, visit->zone->subjects.at[i].code,
				   visit->zone->subjects.at[i].name, i == chosen);
	return choice(visit, "subject", WORD("Subject"), options);
}

static struct form_choice person_filter(const struct week_visit *visit, uint32_t chosen)
{
	const struct zone *zone = visit->zone;
	struct options options = begin_options(visit, WORD("Everybody"));
	uint32_t last = ZONE_NONE;

	for (uint32_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *a = &zone->assignments.at[i];

		if (a->school != visit->school || a->person == last)
			continue;
		last = a->person;
		put_option(&options, zone->people.at[a->person].code,
			   zone->people.at[a->person].name, a->person == chosen);
	}
	return choice(visit, "person", WORD("Person"), options);
}

static struct form_choice room_filter(const struct week_visit *visit, uint32_t chosen)
{
	struct options options = begin_options(visit, WORD("All rooms"));

	for (uint32_t i = 0; i < visit->zone->rooms.n; i++)
		if (visit->zone->rooms.at[i].school == visit->school &&
		    visit->zone->rooms.at[i].kind != ZONE_CLASSROOM)
			put_option(&options, visit->zone->rooms.at[i].code,
				   visit->zone->rooms.at[i].name, i == chosen);
	return choice(visit, "room", WORD("Room"), options);
}

static void fill_filters(const struct week_visit *visit, const struct week_asked *asked,
			 struct week_page *page)
{
	page->filter = (struct form){
		.method = FORM_GET,
		.in_line = true,
		.action = visit->request->path,
		.submit = {.text = week_say(visit, WORD("Show")), .kind = BUTTON_SECONDARY}};
	page->filter_grade = grade_filter(visit, asked->grade);
	page->filter_subject = subject_filter(visit, asked->subject);
	page->filter_person = person_filter(visit, asked->person);
	page->filter_room = room_filter(visit, asked->room);
}

/* ---- The grid ---- */

struct grid {
	const struct week_visit *visit;
	const struct week_asked *asked;
	struct week_targets targets; /* of what is picked; n 0: nothing */
	uint32_t rotation;
	size_t n_days;
	struct str base; /* address that a line is added to */
	bool links;
};

static bool is_faded(const struct grid *grid, const struct week_booking *b)
{
	const struct week_asked *asked = grid->asked;

	if (asked->subject != ZONE_NONE && b->subject != asked->subject)
		return true;
	if (asked->room != ZONE_NONE && b->room != asked->room)
		return true;
	if (asked->person == ZONE_NONE)
		return false;
	for (size_t i = 0; i < b->people.n; i++)
		if (b->people.at[i] == asked->person)
			return false;
	return grid->visit->zone->sections.at[b->section].teacher != asked->person;
}

/* The family name: what stands last. */
static struct str last_name(struct str name)
{
	size_t from = name.len;

	while (from > 0 && name.ptr[from - 1] != ' ')
		from--;
	return str_slice(name, from, name.len);
}

static struct grid_cell make_cell(const struct grid *grid, uint32_t line)
{
	const struct week_visit *visit = grid->visit;
	const struct week_booking *b = &visit->board->plan.bookings.at[line];
	const struct zone *zone = visit->zone;
	struct grid_cell cell = {
		.name = zone->subjects.at[b->subject].code,
		.detail = b->people.n == 0 ? STR("")
					   : last_name(zone->people.at[b->people.at[0]].name),
		.full = week_booking_words(visit->arena, zone, b, visit->lang),
		.locked = b->lock != NULL,
		.overruled = b->lock != NULL && week_is_overruled(visit, line),
		.faded = is_faded(grid, b),
		.picked = grid->asked->line != ZONE_NONE &&
			  week_same_visit(&visit->board->plan.bookings.at[grid->asked->line], b),
	};

	if (grid->links)
		cell.url = arena_printf(visit->arena, "%.*s&line=%u#picked-heading",
					STR_ARG(grid->base), line);
	return cell;
}

static struct grid_row make_row(const struct grid *grid, uint32_t section)
{
	const struct week_visit *visit = grid->visit;
	const struct week_plan *plan = &visit->board->plan;
	const struct zone_section *row = &visit->zone->sections.at[section];
	struct grid_cell *cell = arena_array(visit->arena, struct grid_cell, grid->n_days);
	bool picked = grid->targets.n > 0 &&
		      plan->bookings.at[grid->asked->line].section == section;

	for (uint32_t i = 0; i < plan->bookings.n; i++) {
		const struct week_booking *b = &plan->bookings.at[i];

		if (b->section == section && b->rotation == grid->rotation && week_can_pick(b) &&
		    (size_t)b->days.at[0] <= grid->n_days &&
		    b->shape == week_rotation_shape(visit->zone, grid->rotation, visit->school,
						    b->days.at[0]))
			cell[b->days.at[0] - 1] = make_cell(grid, i);
	}
	for (size_t d = 0; picked && d < grid->n_days && d < grid->targets.n; d++)
		cell[d].target = &grid->targets.at[d];
	return (struct grid_row){
		.name = row->code,
		.detail = row->teacher == ZONE_NONE
				  ? STR("")
				  : last_name(visit->zone->people.at[row->teacher].name),
		.url = arena_printf(visit->arena, "%.*s?view=class&class=%.*s&plan=%lld",
				    STR_ARG(visit->request->path), STR_ARG(row->code),
				    (long long)visit->board->scenario.id),
		.cell = cell};
}

/* When a grade has its specials on a regular day, and how long its teachers then plan together. */
static void describe_group(const struct grid *grid, uint32_t grade, struct grid_group *group)
{
	const struct week_visit *visit = grid->visit;
	const struct week_plan *plan = &visit->board->plan;
	int32_t together = week_common_minutes(plan, visit->school, grade, grid->rotation, NULL, 0);
	int32_t start = 0, end = 0;

	for (uint32_t i = 0; i < plan->bookings.n && end == 0; i++) {
		const struct week_booking *b = &plan->bookings.at[i];

		if (b->school == visit->school && week_can_pick(b) &&
		    b->shape ==
			    week_rotation_shape(visit->zone, grid->rotation, visit->school, 1) &&
		    zone_section_has_grade(&visit->zone->sections.at[b->section], grade)) {
			start = b->start;
			end = b->end;
		}
	}
	group->name = visit->zone->grades.at[grade].name;
	if (end > 0)
		group->detail = week_say2(visit, WORD("{1} to {2}"), html_arg_time(start),
					  html_arg_time(end));
	group->badge.kind = together > 0 ? BADGE_GOOD : BADGE_WARN;
	group->badge.text = together > 0 ? week_say2(visit, WORD("{1} together in {2} days"),
						     html_arg_minutes(together),
						     html_arg_u64(grid->n_days))
					 : week_say(visit, WORD("Never all at once"));
}

static void fill_groups(const struct grid *grid, struct week_page *page)
{
	const struct zone *zone = grid->visit->zone;
	struct grid_group *group = arena_array(grid->visit->arena, struct grid_group,
					       zone->grades.n);
	size_t n = 0;

	for (uint32_t g = 0; g < zone->grades.n; g++) {
		struct grid_row *row;
		size_t rows = 0;

		if (grid->asked->grade != ZONE_NONE && grid->asked->grade != g)
			continue;
		row = arena_array(grid->visit->arena, struct grid_row, zone->sections.n);
		for (uint32_t s = 0; s < zone->sections.n; s++)
			if (zone->sections.at[s].school == grid->visit->school &&
			    zone->sections.at[s].grades.at[0] == g)
				row[rows++] = make_row(grid, s);
		if (rows == 0)
			continue;
		group[n] = (struct grid_group){.row = row, .n = rows};
		describe_group(grid, g, &group[n]);
		n++;
	}
	page->group = group;
	page->n_groups = n;
}

static void fill_days(const struct grid *grid, struct week_page *page)
{
	const struct week_visit *visit = grid->visit;
	struct grid_day *day = arena_array(visit->arena, struct grid_day, grid->n_days);
	int32_t today = week_rotation_day(visit, visit->school, week_today(visit, NULL));

	for (size_t i = 0; i < grid->n_days; i++) {
		uint32_t shape = week_rotation_shape(visit->zone, grid->rotation, visit->school,
						     (int32_t)i + 1);

		day[i].name = week_say2(visit, WORD("Day {1}"), html_arg_u64(i + 1),
					html_arg_u64(0));
		day[i].today = (int32_t)i + 1 == today;
		day[i].url = arena_printf(visit->arena, "%.*s?view=day&day=%zu&plan=%lld",
					  STR_ARG(visit->request->path), i + 1,
					  (long long)visit->board->scenario.id);
		if (shape != ZONE_NONE && visit->zone->shapes.at[shape].kind != ZONE_REGULAR)
			day[i].detail = visit->zone->shapes.at[shape].code;
	}
	page->day = day;
	page->n_days = grid->n_days;
}

static void fill_grid(const struct week_visit *visit, const struct week_asked *asked,
		      struct week_page *page)
{
	const struct week_plan *plan = &visit->board->plan;
	uint32_t rotation = week_school_rotation(visit->zone, visit->school);
	struct grid grid = {.visit = visit, .asked = asked, .rotation = rotation};

	if (rotation == ZONE_NONE)
		return;
	grid.n_days = (size_t)visit->zone->rotations.at[rotation].days;
	grid.links = page->may_edit || page->may_suggest;
	grid.base = page->back_url;
	if (grid.links && asked->line != ZONE_NONE &&
	    week_can_pick(&plan->bookings.at[asked->line]) &&
	    plan->bookings.at[asked->line].lock == NULL)
		grid.targets = page->all;
	fill_days(&grid, page);
	fill_groups(&grid, page);
}

/* ---- The page ---- */

static void put_code(struct text *text, const struct week_visit *visit, const char *name,
		     enum zone_table table, uint32_t row)
{
	if (row != ZONE_NONE)
		text_printf(text, "&%s=%.*s", name,
			    STR_ARG(http_encode(visit->arena, zone_code(visit->zone, table, row))));
}

struct str week_back_url(const struct week_visit *visit, const struct week_asked *asked)
{
	static const char *const views[] = {"specials", "day", "class"};
	struct text text;

	text_init(&text, visit->arena);
	text_printf(&text, "/schools/%.*s/week?plan=%lld",
		    STR_ARG(visit->zone->schools.at[visit->school].code),
		    (long long)visit->board->scenario.id);
	put_code(&text, visit, "grade", ZONE_T_GRADES, asked->grade);
	put_code(&text, visit, "subject", ZONE_T_SUBJECTS, asked->subject);
	put_code(&text, visit, "person", ZONE_T_PEOPLE, asked->person);
	put_code(&text, visit, "room", ZONE_T_ROOMS, asked->room);
	if (asked->zoom != 0)
		text_printf(&text, "&zoom=%d", asked->zoom);
	if (asked->view == WEEK_VIEW_SPECIALS)
		return text_str(&text);
	text_printf(&text, "&view=%s", views[asked->view]);
	if (asked->day > 0)
		text_printf(&text, "&day=%d", asked->day);
	put_code(&text, visit, "class", ZONE_T_SECTIONS, asked->section);
	return text_str(&text);
}

static const struct empty_state *nothing_yet(const struct week_visit *visit)
{
	struct empty_state *empty = arena_new(visit->arena, struct empty_state);

	*empty = (struct empty_state){
		.title = week_say(visit, WORD("There is no plan of the week yet")),
		.text = week_say(visit,
				 WORD("Here you will see every class with its specials, and when "
				      "teachers plan together. A plan is made from the rows of "
				      "the zone.")),
		.step = {.text = week_say(visit, WORD("Go to the plans of the week")),
			 .url = STR("/week/plans")}};
	if (visit->board->fault.len > 0)
		empty->text = visit->board->fault;
	return empty;
}

/* What is looked at: a scenario, or what is in force at the school. */
static void name_plan(const struct week_visit *visit, const struct week_force *force,
		      struct week_page *page)
{
	const struct week_scenario *scenario = &visit->board->scenario;
	const struct week_adoption *holds = force->holding.at[visit->school];

	page->plan_name = scenario->name;
	if (scenario->id != 0) {
		page->plan_badge = week_state_badge(visit, force, scenario->id);
		if (holds != NULL && holds->scenario_id == scenario->id &&
		    holds->revision != scenario->revision)
			page->plan_note = week_say(
				visit, WORD("Changed since it was adopted: the changes are in "
					    "force when you adopt it again."));
	} else if (holds != NULL) {
		page->plan_name = holds->plan.len > 0 ? holds->plan
						      : week_say(visit, WORD("Plan of the week"));
		page->plan_badge = (struct badge){
			BADGE_GOOD, week_say2(visit, WORD("In force since {1}"),
					      html_arg_date(holds->from_date), html_arg_i64(0))};
	}
}

static struct page_link zoom_link(const struct week_visit *visit, const struct week_asked *asked,
				  int step)
{
	struct week_asked other = *asked;

	other.zoom += step;
	if (other.zoom < -1 || other.zoom > 1)
		return (struct page_link){0};
	return (struct page_link){
		.text = week_say(visit, step < 0 ? WORD("Smaller") : WORD("Larger")),
		.url = week_back_url(visit, &other)};
}

/* What forms carry, so that one comes back to the same view. */
static void fill_shown(const struct week_visit *visit, const struct week_asked *asked,
		       struct week_page *page)
{
	page->view = asked->view == WEEK_VIEW_DAY     ? STR("day")
		     : asked->view == WEEK_VIEW_CLASS ? STR("class")
						      : STR("");
	if (asked->view == WEEK_VIEW_DAY && asked->day > 0)
		page->shown_day = arena_printf(visit->arena, "%d", asked->day);
	if (asked->grade != ZONE_NONE)
		page->shown_grade = visit->zone->grades.at[asked->grade].code;
	if (asked->section != ZONE_NONE)
		page->shown_class = visit->zone->sections.at[asked->section].code;
	if (asked->person != ZONE_NONE)
		page->shown_person = visit->zone->people.at[asked->person].code;
}

/* Whoever may not change the plan may suggest a change: in the scenario that they look at, or in
 * the one that what is in force was adopted from. */
static void find_suggesting(const struct week_visit *visit, const struct week_asked *asked,
			    const struct week_force *force, struct week_page *page)
{
	const struct auth_user *user = auth_user(visit->request);
	const struct week_adoption *from = force->holding.at[visit->school];
	struct week_visit other = *visit;
	struct week_board board = *visit->board;

	if (page->may_edit || visit->board->plan.bookings.n == 0 ||
	    !access_may_at(&user->access, ACCESS_WEEK_PROPOSE, user->school_id))
		return;
	page->may_suggest = visit->board->scenario.id != 0;
	if (page->may_suggest || from == NULL || from->scenario_id == 0)
		return;
	board.scenario.id = from->scenario_id;
	other.board = &board;
	page->suggest_link = (struct page_link){.text = week_say(visit, WORD("Suggest a change")),
						.url = week_back_url(&other, asked)};
}

bool week_draw(const struct week_visit *visit, struct http_response *response,
	       const struct week_asked *asked, const struct flash *flash, struct err *err)
{
	static const char *const names[] = {"specials", "day", "class"};
	const struct auth_user *user = auth_user(visit->request);
	struct week_page page = {
		.page = week_frame(visit, week_say(visit, WORD("The week")), names[asked->view]),
		.csrf = user->csrf,
		.plan_id = arena_printf(visit->arena, "%lld", (long long)visit->board->scenario.id),
		.back_url = week_back_url(visit, asked),
	};
	struct week_visit seen = *visit;
	struct week_force force;
	struct html html;

	seen.picked = asked->line;
	if (!week_force_of(visit, &force, err))
		return false;
	name_plan(visit, &force, &page);
	page.revision = arena_printf(visit->arena, "%lld",
				     (long long)visit->board->scenario.revision);
	page.action = arena_printf(visit->arena, "/schools/%.*s/week",
				   STR_ARG(visit->zone->schools.at[visit->school].code));
	page.may_edit = visit->board->plan.bookings.n > 0 && visit->board->scenario.id != 0 &&
			access_may_at(&user->access, ACCESS_WEEK_EDIT, user->school_id);
	find_suggesting(visit, asked, &force, &page);
	if (page.may_edit || page.may_suggest)
		seen.pick_url = page.back_url;
	fill_shown(visit, asked, &page);
	page.zoom = asked->zoom < 0   ? STR(" zoom-small")
		    : asked->zoom > 0 ? STR(" zoom-large")
				      : STR("");
	page.smaller = zoom_link(visit, asked, -1);
	page.larger = zoom_link(visit, asked, 1);
	if (flash != NULL) {
		page.page.flash = flash;
		page.page.n_flash = 1;
	}
	if (visit->board->plan.bookings.n == 0)
		page.empty = nothing_yet(visit);
	fill_filters(visit, asked, &page);
	if ((page.may_edit || page.may_suggest) && !week_fill_editor(visit, asked, &page, err))
		return false;
	if (page.may_edit && (!week_find_job(visit, &page.progress, err) ||
			      !week_job_news_url(visit, &page.news_url, err)))
		return false;
	if (page.news_url.len > 5)
		page.after_url = str_slice(page.news_url, 0, page.news_url.len - 5);
	if (asked->view == WEEK_VIEW_SPECIALS)
		fill_grid(visit, asked, &page);
	else if (asked->view == WEEK_VIEW_DAY)
		week_fill_day(&seen, asked, &page.week);
	else
		week_fill_days(&seen, asked, &page.week);
	auth_html(visit->request, response, &html);
	week_page(&html, &page);
	response->text = html.text;
	return true;
}

/* After a change: what was done, in words. */
static bool said(const struct week_visit *visit, struct flash *ret)
{
	static const struct week_done row[] = {
		{"overruled", WORD("Placed by hand and locked there. What does not hold stands "
				   "beside it; Undo takes it back.")},
		{"moved", WORD("Moved. Undo takes it back.")},
		{"locked", WORD("Locked: solving again will leave it here.")},
		{"unlocked", WORD("Unlocked.")},
		{"undo", WORD("Undone. Redo brings it back.")},
		{"redo", WORD("Done again.")},
		{"solve", WORD("A new plan is being made around the locks. It becomes a draft; "
			       "this plan stays as it is.")},
		{"made", WORD("This is the new draft: compare it, change it, adopt it.")},
		{"adopted", WORD("This is the plan now.")},
		{"copied",
		 WORD("This is a copy: try what you like, nobody else sees it as the plan.")}};

	return week_said(visit, row, sizeof row / sizeof *row, ret);
}

bool week_school_page(struct http_request *request, struct http_response *response, struct err *err)
{
	struct week_visit visit;
	struct week_asked asked;
	struct flash flash;
	bool ok;

	if (!week_begin(request, &visit, err))
		return false;
	asked = week_asked_of(&visit);
	ok = week_draw(&visit, response, &asked, said(&visit, &flash) ? &flash : NULL, err);
	week_end(&visit);
	return ok;
}

enum { SMALL = 16384 };

static const struct http_route routes[] = {
	{HTTP_GET, "/schools/{school}/week", week_school_page, "week.read", "school", 0},
	{HTTP_POST, "/schools/{school}/week/move", week_move_send, "week.edit", "school", SMALL},
	{HTTP_POST, "/schools/{school}/week/place", week_place_send, "week.edit", "school", SMALL},
	{HTTP_POST, "/schools/{school}/week/lock", week_lock_send, "week.edit", "school", SMALL},
	{HTTP_POST, "/schools/{school}/week/undo", week_undo_send, "week.edit", "school", SMALL},
	{HTTP_POST, "/schools/{school}/week/solve", week_solve_send, "week.edit", "school", SMALL},
	{HTTP_GET, "/schools/{school}/week/print", week_print_page, "week.read", "school", 0},
	{HTTP_GET, "/schools/{school}/week/print/{sheet}", week_print_sheet, "week.read", "school",
	 0},
	{HTTP_GET, "/schools/{school}/week/export/{format}", week_export_file, "week.edit",
	 "school", 0},
	{HTTP_GET, "/schools/{school}/week/propose", week_suggest_page, "week.propose", "school",
	 0},
	{HTTP_POST, "/schools/{school}/week/propose", week_suggest_send, "week.propose", "school",
	 SMALL},
	{HTTP_GET, "/schools/{school}/week/proposals", week_proposals_page, "week.propose",
	 "school", 0},
	{HTTP_POST, "/schools/{school}/week/proposals/{proposal}/voice", week_voice_send,
	 "week.edit", "school", SMALL},
	{HTTP_POST, "/schools/{school}/week/proposals/{proposal}/decide", week_decide_send,
	 "week.edit", "school", SMALL},
	{HTTP_POST, "/schools/{school}/week/proposals/{proposal}/withdraw", week_take_back_send,
	 "week.propose", "school", SMALL},
	{HTTP_GET, "/schools/{school}/week/compare", week_compare_page, "week.read", "school", 0},
	{HTTP_GET, "/week/jobs/{job}", week_job_page, "week.edit", "any", 0},
	{HTTP_POST, "/week/jobs/{job}/remedy", week_remedy_send, "week.edit", "any", SMALL},
	{HTTP_GET, "/week/jobs/{job}/news", week_job_news, "week.edit", "any", 0},
	{HTTP_POST, "/week/jobs/{job}/stop", week_job_stop, "week.edit", "any", SMALL},
	{HTTP_GET, "/week/plans/{plan}/news", week_news_page, "week.propose", "any", 0},
	{HTTP_GET, "/week/plans/{plan}/since", week_since_page, "week.propose", "any", 0},
	{HTTP_GET, "/week/plans", week_plans_page, "week.read", "any", 0},
	{HTTP_POST, "/week/plans/copy", week_copy_send, "week.edit", "any", SMALL},
	{HTTP_POST, "/week/plans/adopt", week_adopt_send, "week.adopt", "any", SMALL},
	{HTTP_GET, "/week/plans/adopt", week_adopt_page, "week.adopt", "any", 0},
	{HTTP_POST, "/week/plans/withdraw", week_withdraw_send, "week.adopt", "any", SMALL},
	{HTTP_GET, "/my/week", week_my_week_page, "week.read", "any", 0},
	{HTTP_GET, "/my/day", week_my_day_page, "week.read", "any", 0},
	{HTTP_GET, "/my/calendars", week_calendars_page, "week.read", "any", 0},
	{HTTP_POST, "/my/calendars", week_calendars_make, "week.read", "any", SMALL},
	{HTTP_POST, "/my/calendars/{feed}/end", week_calendars_end, "week.read", "any", SMALL},
};

const struct http_routes week_routes = {routes, sizeof routes / sizeof *routes};
