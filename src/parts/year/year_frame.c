/* What every page of the year begins with: the board, whose schools, the tabs, the filters. */
#include "parts/year/year_page_internal.h"

#include "base/text.h"
#include "base/time_zone.h"
#include "parts/school/zone_store.h"

enum { MAX_OPTIONS = 400, TONES = 7 };

struct str year_say(const struct year_visit *visit, const char *english)
{
	return lang_text(visit->lang, str_from(english));
}

struct str year_say2(const struct year_visit *visit, const char *english, struct html_arg a,
		     struct html_arg b)
{
	struct html_arg arg[2] = {a, b};

	return say_text(visit->arena, visit->lang, str_from(english), arg, 2);
}

/* By school: does the person hold the permission there? */
static const bool *schools_with(const struct year_visit *visit, const int64_t *school_id,
				enum access_permission permission)
{
	const struct access_user *access = &auth_user(visit->request)->access;
	bool *may = arena_array(visit->arena, bool, visit->zone->schools.n);

	for (size_t i = 0; i < visit->zone->schools.n; i++)
		may[i] = access_may_at(access, permission, school_id[i]);
	return may;
}

bool year_begin(struct http_request *request, struct year_visit *ret, struct err *err)
{
	const struct auth_user *user = auth_user(request);
	struct year_visit visit = {.request = request,
				   .part = request->part,
				   .lang = user == NULL ? NULL : user->lang,
				   .arena = request->arena};
	const int64_t *school_id;

	if (!year_boards_take(visit.part->boards, visit.part->db, &visit.board, err))
		return false;
	visit.zone = visit.board->zone;
	if (!zone_store_ids(visit.part->db, visit.arena, visit.part->zone_id, visit.zone,
			    ZONE_T_SCHOOLS, &school_id, err)) {
		year_end(&visit);
		return false;
	}
	visit.sees = schools_with(&visit, school_id, ACCESS_YEAR_READ);
	visit.edits = schools_with(&visit, school_id, ACCESS_YEAR_EDIT);
	*ret = visit;
	return true;
}

void year_end(const struct year_visit *visit)
{
	year_boards_release(visit->part->boards, visit->board);
}

static bool at_lab(const struct year_visit *visit, const bool *may, size_t lab)
{
	uint32_t school = visit->board->problem.labs[lab].school;

	if (school != ZONE_NONE)
		return may[school];
	for (size_t i = 0; i < visit->zone->schools.n; i++)
		if (!may[i])
			return false;
	return true;
}

bool year_sees_lab(const struct year_visit *visit, size_t lab)
{
	return at_lab(visit, visit->sees, lab);
}

bool year_edits_lab(const struct year_visit *visit, size_t lab)
{
	return at_lab(visit, visit->edits, lab);
}

bool year_lab_asked(const struct year_visit *visit, size_t *ret, struct err *err)
{
	struct year_lab_key key = {.plan = http_path_text(visit->request, "plan")};
	size_t lab;

	if (!http_path_id(visit->request, "number", &key.number, err))
		return false;
	lab = year_find_lab(&visit->board->problem, key);
	if (lab == SIZE_MAX || !year_sees_lab(visit, lab))
		return err_set(err, ERR_NOT_FOUND, "There is no such lab.");
	*ret = lab;
	return true;
}

struct str year_lab_url(const struct year_visit *visit, size_t lab)
{
	const struct year_lab *l = &visit->board->problem.labs[lab];

	return arena_printf(
		visit->arena, "/year/labs/%.*s/%d",
		STR_ARG(http_encode(visit->arena, visit->zone->lab_plans.at[l->plan].code)),
		l->number);
}

struct str year_team_code(const struct year_visit *visit, uint32_t team)
{
	const struct zone_team *row = &visit->zone->teams.at[team];
	struct str code = row->code;

	if (row->school != ZONE_NONE) {
		struct str school = visit->zone->schools.at[row->school].code;

		if (str_starts_with(code, school) && code.len > school.len + 1 &&
		    code.ptr[school.len] == '-')
			return str_slice(code, school.len + 1, code.len);
	}
	return code;
}

struct str year_lab_code(const struct year_visit *visit, size_t lab)
{
	const struct year_lab *l = &visit->board->problem.labs[lab];

	return arena_printf(visit->arena, "%.*s %.*s %d", STR_ARG(year_team_code(visit, l->team)),
			    STR_ARG(visit->zone->subjects.at[l->subject].code), l->number);
}

struct page year_frame(const struct year_visit *visit, struct str title, const char *tab)
{
	static const struct {
		const char *tab, *text, *url;
		bool edit; /* for those who may plan alone */
	} tabs[] = {{"calendar", WORD("Calendar"), "/year", false},
		    {"labs", WORD("Labs by team"), "/year/labs", false},
		    {"plan", WORD("Plan the year"), "/year/plan", true},
		    {"simulation", WORD("Try it out"), "/year/simulation", true},
		    {"coaches", WORD("Coaches"), "/year/coaches", true}};
	enum { TABS = sizeof tabs / sizeof *tabs };
	struct page page = auth_frame(visit->part->auth, visit->request, title);
	struct page_link *link = arena_array(visit->arena, struct page_link, TABS);
	bool may_plan = access_may(&auth_user(visit->request)->access, ACCESS_YEAR_EDIT);
	size_t n = 0;

	for (size_t i = 0; i < TABS; i++)
		if (!tabs[i].edit || may_plan)
			link[n++] = (struct page_link){
				.text = year_say(visit, tabs[i].text),
				.url = str_from(tabs[i].url),
				.current = str_eq(str_from(tab), str_from(tabs[i].tab))};
	page.tabs = (struct page_links){link, n};
	page.width = PAGE_WIDE;
	page.place = visit->zone->info.at[0].name;
	return page;
}

int32_t year_today(const struct year_visit *visit)
{
	const struct time_zone *zone = time_zone_utc();
	struct err ignored = {0};

	(void)time_zone_load(visit->arena, visit->zone->info.at[0].time_zone, &zone, &ignored);
	return time_zone_local(zone, clock_utc_ms(visit->part->clock)).date;
}

/* ---- What is asked for ---- */

static uint32_t asked_row(const struct year_visit *visit, const char *name, enum zone_table table)
{
	struct str code = http_query_text(visit->request, name, "");

	return code.len == 0 ? ZONE_NONE : zone_find(visit->zone, table, code);
}

/* The one school somebody works at: what they want to see first. */
static uint32_t only_school(const struct year_visit *visit)
{
	uint32_t only = ZONE_NONE;

	for (uint32_t i = 0; i < visit->zone->schools.n; i++) {
		const struct access_user *access = &auth_user(visit->request)->access;

		if (access->n_grants != 1 || access->grant[0].school_id == 0 || !visit->sees[i])
			continue;
		only = only == ZONE_NONE ? i : ZONE_NONE;
	}
	return only;
}

struct year_asked year_asked_of(const struct year_visit *visit)
{
	struct year_asked asked = {.school = asked_row(visit, "school", ZONE_T_SCHOOLS),
				   .team = asked_row(visit, "team", ZONE_T_TEAMS),
				   .coach = asked_row(visit, "coach", ZONE_T_PEOPLE)};

	if (asked.school == ZONE_NONE && asked.coach == ZONE_NONE && asked.team == ZONE_NONE)
		asked.school = only_school(visit);
	return asked;
}

bool year_is_asked(const struct year_visit *visit, const struct year_asked *asked, size_t lab)
{
	const struct year_lab *l = &visit->board->problem.labs[lab];

	return year_sees_lab(visit, lab) &&
	       (asked->school == ZONE_NONE || asked->school == l->school) &&
	       (asked->team == ZONE_NONE || asked->team == l->team) &&
	       (asked->coach == ZONE_NONE || year_attends(visit->zone, l, asked->coach));
}

struct str year_asked_query(const struct year_visit *visit, const struct year_asked *asked)
{
	const struct zone *zone = visit->zone;
	struct text text;

	text_init(&text, visit->arena);
	if (asked->school != ZONE_NONE)
		text_printf(
			&text, "&school=%.*s",
			STR_ARG(http_encode(visit->arena, zone->schools.at[asked->school].code)));
	if (asked->team != ZONE_NONE)
		text_printf(&text, "&team=%.*s",
			    STR_ARG(http_encode(visit->arena, zone->teams.at[asked->team].code)));
	if (asked->coach != ZONE_NONE)
		text_printf(&text, "&coach=%.*s",
			    STR_ARG(http_encode(visit->arena, zone->people.at[asked->coach].code)));
	if (text.len > 0)
		text.ptr[0] = '?';
	return text_str(&text);
}

/* ---- Filters ---- */

struct options {
	struct form_option *at;
	size_t n;
};

static void put(struct options *options, struct str value, struct str text, bool chosen)
{
	if (options->n < MAX_OPTIONS)
		options->at[options->n++] = (struct form_option){
			.value = value, .text = text, .chosen = chosen};
}

static struct options begin(const struct year_visit *visit, const char *all)
{
	struct options options = {.at = arena_array(visit->arena, struct form_option, MAX_OPTIONS)};

	put(&options, STR(""), year_say(visit, all), false);
	return options;
}

static bool has_labs(const struct year_visit *visit, const struct year_asked *asked, uint32_t team,
		     uint32_t person)
{
	for (size_t i = 0; i < visit->board->problem.n_labs; i++) {
		const struct year_lab *lab = &visit->board->problem.labs[i];

		if (year_sees_lab(visit, i) &&
		    (asked->school == ZONE_NONE || asked->school == lab->school) &&
		    (team == ZONE_NONE || lab->team == team) &&
		    (person == ZONE_NONE || year_attends(visit->zone, lab, person)))
			return true;
	}
	return false;
}

static struct form_choice school_filter(const struct year_visit *visit, uint32_t chosen)
{
	struct options options = begin(visit, WORD("All schools"));

	for (uint32_t i = 0; i < visit->zone->schools.n; i++)
		if (visit->sees[i])
			put(&options, visit->zone->schools.at[i].code,
			    visit->zone->schools.at[i].name, i == chosen);
	return (struct form_choice){.id = STR("school"),
				    .label = year_say(visit, WORD("School")),
				    .option = options.at,
				    .n = options.n};
}

static struct form_choice team_filter(const struct year_visit *visit,
				      const struct year_asked *asked)
{
	struct options options = begin(visit, WORD("All teams"));

	for (uint32_t i = 0; i < visit->zone->teams.n; i++)
		if (has_labs(visit, asked, i, ZONE_NONE))
			put(&options, visit->zone->teams.at[i].code, visit->zone->teams.at[i].name,
			    i == asked->team);
	return (struct form_choice){.id = STR("team"),
				    .label = year_say(visit, WORD("Team")),
				    .option = options.at,
				    .n = options.n};
}

static struct form_choice coach_filter(const struct year_visit *visit,
				       const struct year_asked *asked)
{
	struct options options = begin(visit, WORD("All coaches"));

	for (uint32_t i = 0; i < visit->zone->people.n; i++)
		if (year_is_coach(visit->zone, i) && has_labs(visit, asked, ZONE_NONE, i))
			put(&options, visit->zone->people.at[i].code,
			    visit->zone->people.at[i].name, i == asked->coach);
	return (struct form_choice){.id = STR("coach"),
				    .label = year_say(visit, WORD("Coach")),
				    .option = options.at,
				    .n = options.n};
}

struct year_filters year_filters_of(const struct year_visit *visit, const struct year_asked *asked)
{
	return (struct year_filters){.form = {.method = FORM_GET,
					      .in_line = true,
					      .action = visit->request->path,
					      .submit = {.text = year_say(visit, WORD("Show")),
							 .kind = BUTTON_SECONDARY}},
				     .school = school_filter(visit, asked->school),
				     .team = team_filter(visit, asked),
				     .coach = coach_filter(visit, asked)};
}

/* ---- Who ---- */

bool year_attends(const struct zone *zone, const struct year_lab *lab, uint32_t person)
{
	const struct zone_list attend = zone->lab_plans.at[lab->plan].attend;

	return attend.n > 0 && zone_applies(attend, person);
}

bool year_is_coach(const struct zone *zone, uint32_t person)
{
	for (size_t i = 0; i < zone->assignments.n; i++)
		if (zone->assignments.at[i].person == person &&
		    zone->assignments.at[i].role == ZONE_COACH)
			return true;
	return false;
}

enum time_kind year_tone(const struct year_visit *visit, bool by_school, size_t lab)
{
	const struct year_lab *l = &visit->board->problem.labs[lab];
	uint32_t number = 0;

	if (by_school)
		return (enum time_kind)(KIND_CORE +
					(l->school == ZONE_NONE ? TONES - 1 : l->school % TONES));
	/* The teams of the school that have labs, in the order of their first. */
	for (size_t i = 0; visit->board->problem.labs[i].team != l->team; i++)
		number += visit->board->problem.labs[i].school == l->school &&
			  (i == 0 || visit->board->problem.labs[i - 1].team !=
					     visit->board->problem.labs[i].team);
	return (enum time_kind)(KIND_CORE + number % TONES);
}
