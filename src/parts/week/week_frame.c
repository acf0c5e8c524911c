/* What every page of the week begins with: the plan, the school, the tabs. */
#include "parts/week/week_page_internal.h"

#include "base/date.h"
#include "base/time_zone.h"
#include "parts/school/zone_calendar.h"
#include "parts/school/zone_store.h"
#include "parts/week/week_words.h"

struct str week_say(const struct week_visit *visit, const char *english)
{
	return lang_text(visit->lang, str_from(english));
}

bool week_said(const struct week_visit *visit, const struct week_done *at, size_t n,
	       struct flash *ret)
{
	struct str done = http_query_text(visit->request, "done", "");

	for (size_t i = 0; i < n; i++)
		if (str_eq(done, str_from(at[i].done))) {
			*ret = (struct flash){.kind = FLASH_DONE,
					      .text = week_say(visit, at[i].text)};
			return true;
		}
	return false;
}

struct str week_say2(const struct week_visit *visit, const char *english, struct html_arg a,
		     struct html_arg b)
{
	struct html_arg arg[2] = {a, b};

	return say_text(visit->arena, visit->lang, str_from(english), arg, 2);
}

/* By code, or by the number that other parts know it by. */
static bool find_school(struct week_visit *visit, struct str text, struct err *err)
{
	int64_t number;
	struct str key;

	visit->school = zone_find(visit->zone, ZONE_T_SCHOOLS, text);
	if (visit->school == ZONE_NONE && str_to_i64(text, &number) &&
	    zone_store_key(visit->part->db, visit->arena, visit->part->zone_id, number, &key,
			   err) &&
	    str_starts_with(key, STR("schools/")))
		visit->school = zone_find(visit->zone, ZONE_T_SCHOOLS, str_slice(key, 8, key.len));
	return visit->school != ZONE_NONE ||
	       err_set(err, ERR_NOT_FOUND, "There is no such school.");
}

/* The number of the plan asked for, 0 for the one that holds. */
static int64_t asked_plan(const struct http_request *request)
{
	struct str text = http_form_value(request, "plan");
	int64_t id = 0;

	if (text.len == 0)
		text = http_query_text(request, "plan", "");
	return str_to_i64(text, &id) ? id : 0;
}

/* The date asked for: what is in force then. */
static int32_t asked_date(const struct http_request *request)
{
	struct str text = http_query_text(request, "date", "");
	struct err ignored = {0};
	int32_t date;

	return text.len > 0 && date_parse(text, &date, &ignored) ? date : ZONE_UNSET;
}

/* Whoever may change the plan works on the scenario that it was adopted from. */
static bool go_to_work(struct week_visit *visit, struct err *err)
{
	const struct auth_user *user = auth_user(visit->request);
	const struct week_board *force = visit->board;
	const struct week_adoption *from;

	if (visit->school == ZONE_NONE || force->scenario.id != 0 || !force->holding.any ||
	    !access_may_at(&user->access, ACCESS_WEEK_EDIT, user->school_id))
		return true;
	from = force->holding.at[visit->school];
	if (from == NULL || from->scenario_id == 0)
		return true;
	if (!week_boards_take(visit->part->boards, visit->part->db, from->scenario_id,
			      &visit->board, err))
		return false;
	week_boards_release(visit->part->boards, force);
	visit->zone = visit->board->zone;
	return true;
}

static bool take_board(struct week_visit *visit, struct err *err)
{
	const struct week_part *part = visit->part;
	int64_t plan = asked_plan(visit->request);

	if (plan != 0)
		return week_boards_take(part->boards, part->db, plan, &visit->board, err);
	return week_boards_in_force(part->boards, part->db, asked_date(visit->request),
				    &visit->board, err);
}

bool week_begin(struct http_request *request, struct week_visit *ret, struct err *err)
{
	const struct auth_user *user = auth_user(request);
	struct week_visit visit = {.request = request,
				   .part = request->part,
				   .lang = user == NULL ? NULL : user->lang,
				   .arena = request->arena,
				   .school = ZONE_NONE};

	if (!take_board(&visit, err))
		return false;
	visit.zone = visit.board->zone;
	if (str_find(str_from(request->route->pattern), STR("{school}"), NULL) &&
	    (!find_school(&visit, http_path_text(request, "school"), err) ||
	     !go_to_work(&visit, err))) {
		week_end(&visit);
		return false;
	}
	*ret = visit;
	return true;
}

void week_end(const struct week_visit *visit)
{
	week_boards_release(visit->part->boards, visit->board);
}

struct page week_frame(const struct week_visit *visit, struct str title, const char *view)
{
	static const struct {
		const char *view, *text, *path; /* path NULL: a view of the week */
		enum access_permission may;
	} tabs[] = {{"specials", WORD("Specials"), NULL, ACCESS_WEEK_READ},
		    {"day", WORD("One day"), NULL, ACCESS_WEEK_READ},
		    {"class", WORD("One class or person"), NULL, ACCESS_WEEK_READ},
		    {"proposals", WORD("Suggestions"), "proposals", ACCESS_WEEK_PROPOSE},
		    {"print", WORD("Print"), "print", ACCESS_WEEK_READ}};
	enum { TABS = sizeof tabs / sizeof *tabs };
	const struct auth_user *user = auth_user(visit->request);
	struct page page = auth_frame(visit->part->auth, visit->request, title);
	struct page_link *tab = arena_array(visit->arena, struct page_link, TABS);
	struct page_link *crumb = arena_array(visit->arena, struct page_link, 1);
	const struct zone_school *school;
	size_t n = 0;

	page.width = PAGE_WIDE;
	if (visit->school == ZONE_NONE)
		return page;
	school = &visit->zone->schools.at[visit->school];
	for (size_t i = 0; i < TABS; i++) {
		if (!access_may_at(&user->access, tabs[i].may, user->school_id))
			continue;
		tab[n++] = (struct page_link){
			.text = week_say(visit, tabs[i].text),
			.url = arena_printf(visit->arena, "/schools/%.*s/week%s%s?%s%s%splan=%lld",
					    STR_ARG(school->code), tabs[i].path == NULL ? "" : "/",
					    tabs[i].path == NULL ? "" : tabs[i].path,
					    tabs[i].path == NULL ? "view=" : "",
					    tabs[i].path == NULL ? tabs[i].view : "",
					    tabs[i].path == NULL ? "&" : "",
					    (long long)visit->board->scenario.id),
			.current = str_eq(str_from(view), str_from(tabs[i].view))};
	}
	crumb[0] = (struct page_link){
		.text = arena_str(visit->arena, school->name),
		.url = arena_printf(visit->arena, "/schools/%.*s", STR_ARG(school->code))};
	page.tabs = (struct page_links){tab, n};
	page.crumbs = (struct page_links){crumb, 1};
	page.place = crumb[0].text;
	return page;
}

struct page_links week_own_tabs(struct http_request *request, const char *current)
{
	static const struct {
		const char *url, *text;
		enum access_permission may;
	} tabs[] = {{"/my/day", WORD("My day"), ACCESS_WEEK_READ},
		    {"/my/week", WORD("My week"), ACCESS_WEEK_READ},
		    {"/my/calendars", WORD("My calendars"), ACCESS_WEEK_READ},
		    {"/my/absence", WORD("My absence"), ACCESS_ABSENCE_ENTER}};
	enum { TABS = sizeof tabs / sizeof *tabs };
	const struct auth_user *user = auth_user(request);
	struct page_link *tab = arena_array(request->arena, struct page_link, TABS);
	size_t n = 0;

	for (size_t i = 0; i < TABS; i++)
		if (access_may(&user->access, tabs[i].may))
			tab[n++] = (struct page_link){
				.text = lang_text(user->lang, str_from(tabs[i].text)),
				.url = str_from(tabs[i].url),
				.current = str_eq(str_from(tabs[i].url), str_from(current))};
	return (struct page_links){tab, n};
}

/* ---- What is asked for ---- */

static uint32_t asked_row(const struct week_visit *visit, const char *name, enum zone_table table)
{
	struct str code = http_query_text(visit->request, name, "");

	if (code.len == 0)
		code = http_form_value(visit->request, name);
	return code.len == 0 ? ZONE_NONE : zone_find(visit->zone, table, code);
}

static int64_t asked_number(const struct week_visit *visit, const char *name, int64_t otherwise)
{
	struct str text = http_form_value(visit->request, name);
	int64_t number;

	if (text.len == 0)
		text = http_query_text(visit->request, name, "");
	return str_to_i64(text, &number) ? number : otherwise;
}

static struct str asked_text(const struct week_visit *visit, const char *name)
{
	struct str text = http_form_value(visit->request, name);

	return text.len > 0 ? text : http_query_text(visit->request, name, "");
}

struct week_asked week_asked_of(const struct week_visit *visit)
{
	struct str view = asked_text(visit, "view");
	struct week_asked asked = {
		.grade = asked_row(visit, "grade", ZONE_T_GRADES),
		.person = asked_row(visit, "person", ZONE_T_PEOPLE),
		.subject = asked_row(visit, "subject", ZONE_T_SUBJECTS),
		.room = asked_row(visit, "room", ZONE_T_ROOMS),
		.section = asked_row(visit, "class", ZONE_T_SECTIONS),
		.line = ZONE_NONE,
	};
	int64_t line = asked_number(visit, "line", -1);
	int64_t day = asked_number(visit, "day", 0);
	int64_t zoom = asked_number(visit, "zoom", 0);

	if (str_eq(view, STR("day")))
		asked.view = WEEK_VIEW_DAY;
	else if (str_eq(view, STR("class")))
		asked.view = WEEK_VIEW_CLASS;
	if (line >= 0 && (uint64_t)line < visit->board->plan.bookings.n)
		asked.line = week_visit_line(&visit->board->plan, (uint32_t)line);
	asked.zoom = zoom < 0 ? -1 : zoom > 0 ? 1 : 0;
	if (day > 0 && day <= 100)
		asked.day = (int32_t)day;
	return asked;
}

/* ---- Days ---- */

uint32_t week_school_rotation(const struct zone *zone, uint32_t school)
{
	for (uint32_t i = 0; i < zone->rotations.n; i++)
		if (zone_applies(zone->rotations.at[i].schools, school))
			return i;
	return ZONE_NONE;
}

int32_t week_today(const struct week_visit *visit, int32_t *ret_minute)
{
	const struct time_zone *zone = time_zone_utc();
	struct err ignored = {0};
	struct local_time now;

	(void)time_zone_load(visit->arena, visit->zone->info.at[0].time_zone, &zone, &ignored);
	now = time_zone_local(zone, clock_utc_ms(visit->part->clock));
	if (ret_minute != NULL)
		*ret_minute = now.minutes;
	return now.date;
}

int32_t week_rotation_day(const struct week_visit *visit, uint32_t school, int32_t date)
{
	uint32_t rotation = week_school_rotation(visit->zone, school);
	struct zone_dates dates;
	const struct zone_date *found;

	if (rotation == ZONE_NONE)
		return 0;
	dates = zone_dates_of(visit->arena, visit->zone, school, rotation, ZONE_AS_OF_END);
	found = zone_dates_find(&dates, date);
	return found == NULL ? 0 : found->rotation_day;
}

/* ---- Picking ---- */

bool week_may_pick(const struct week_visit *visit, const struct week_booking *b)
{
	if (b->kind == WEEK_TEAM && b->team != ZONE_NONE &&
	    visit->zone->teams.at[b->team].school != b->school)
		return false;
	return b->school == visit->school && (week_can_pick(b) || week_can_place(b));
}

bool week_is_overruled(const struct week_visit *visit, uint32_t line)
{
	struct week_trial trial = week_trial_of(visit->arena, &visit->board->plan, line,
						visit->lang);
	struct week_faults faults = week_faults_of(visit->arena, &trial, line);

	return faults.n > 0 && faults.at[0].strength == ZONE_MUST;
}

/* ---- Blocks ---- */

/* Whether staff time is for everybody's own planning: not what the team's colour stands for. */
static bool is_own_planning(const struct zone *zone, const struct week_booking *b)
{
	return b->kind == WEEK_STAFF_TIME && b->why.table == ZONE_T_STAFF_TIMES &&
	       b->why.row < zone->staff_times.n &&
	       zone->staff_times.at[b->why.row].use == ZONE_SELF_DIRECTED;
}

enum time_kind week_time_kind(const struct zone *zone, const struct week_booking *b)
{
	if (is_own_planning(zone, b))
		return KIND_PLANNING;
	switch (b->kind) {
	case WEEK_SPECIAL:
		return KIND_SPECIALS;
	case WEEK_CORE:
		return KIND_CORE;
	case WEEK_WIN:
	case WEEK_SERVICE:
		return KIND_WIN;
	case WEEK_RECESS:
		return KIND_RECESS;
	case WEEK_LUNCH:
	case WEEK_STAFF_LUNCH:
		return KIND_LUNCH;
	case WEEK_TEAM:
	case WEEK_STAFF_TIME:
		return KIND_TEAM;
	case WEEK_PLANNING:
		return KIND_PLANNING;
	case WEEK_OTHER:
	case WEEK_N_KINDS:
		break;
	}
	return KIND_OTHER;
}

/* For a class: with whom and where. For a person: which class, and where. */
static struct str block_detail(const struct week_visit *visit, const struct week_booking *b,
			       bool for_class)
{
	const struct zone *zone = visit->zone;
	struct text text;

	text_init(&text, visit->arena);
	if (!for_class && b->section != ZONE_NONE)
		text_put(&text, zone->sections.at[b->section].code);
	if (!for_class && b->section == ZONE_NONE && b->team != ZONE_NONE)
		text_put(&text, zone->teams.at[b->team].name);
	if (for_class && b->kind != WEEK_CORE && b->people.n > 0)
		text_put(&text, zone->people.at[b->people.at[0]].name);
	if (b->room != ZONE_NONE)
		text_printf(&text, "%s%.*s", text.len > 0 ? " · " : "",
			    STR_ARG(zone->rooms.at[b->room].name));
	return text_str(&text);
}

struct view_block week_block(const struct week_visit *visit, uint32_t line, bool for_class)
{
	const struct week_booking *b = &visit->board->plan.bookings.at[line];
	struct view_block block = {
		.begin = b->start,
		.minutes = b->end - b->start,
		.kind = week_time_kind(visit->zone, b),
		.name = week_booking_name(visit->zone, visit->lang, b, false),
		.detail = block_detail(visit, b, for_class),
		.marks = b->lock != NULL ? BLOCK_LOCKED : 0,
	};

	if (visit->pick_url.len > 0 && week_may_pick(visit, b))
		block.url = arena_printf(visit->arena, "%.*s&line=%u#picked-heading",
					 STR_ARG(visit->pick_url), line);
	if (visit->pick_url.len > 0 && visit->picked == line)
		block.marks |= BLOCK_PICKED;
	if (b->lock != NULL && week_is_overruled(visit, line)) {
		block.marks |= BLOCK_CONFLICT;
		block.note = week_say2(visit, WORD("Overruled: {1}"), html_arg_str(b->lock->why),
				       html_arg_i64(0));
	}
	return block;
}
