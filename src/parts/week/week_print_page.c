#include "parts/week/week_print.h"

#include "base/date.h"
#include "base/vec.h"
#include "parts/school/zone_store.h"
#include "parts/week/week_export.h"
#include "parts/week/week_page_internal.h"
#include "parts/week/week_print.html.h"
#include "parts/week/week_sheet.h"

/* ---- Who may have whose card ---- */

static bool is_specialist(const struct week_visit *visit, uint32_t person)
{
	const struct zone *zone = visit->zone;

	for (size_t i = 0; i < zone->assignments.n; i++)
		if (zone->assignments.at[i].person == person &&
		    zone->assignments.at[i].school == visit->school &&
		    zone->assignments.at[i].role == ZONE_SPECIALIST)
			return true;
	return false;
}

/* The person who asks; ZONE_NONE: nobody of the school. */
static bool find_asker(const struct week_visit *visit, uint32_t *ret, struct err *err)
{
	int64_t id = auth_user(visit->request)->access.person_id;
	struct week_whose whose;
	struct str key;

	*ret = ZONE_NONE;
	if (id == 0)
		return true;
	if (!zone_store_key(visit->part->db, visit->arena, visit->part->zone_id, id, &key, err))
		return false;
	if (week_whose_find(visit->zone, key, &whose))
		*ret = whose.person;
	return true;
}

/* Those who plan the week, or find cover, need every card. */
static bool may_print_all(const struct week_visit *visit)
{
	const struct auth_user *user = auth_user(visit->request);

	return access_may_at(&user->access, ACCESS_WEEK_EDIT, user->school_id) ||
	       access_may_at(&user->access, ACCESS_COVER_EDIT, user->school_id);
}

static bool may_print(const struct week_visit *visit, uint32_t asker, uint32_t person)
{
	return person == asker || is_specialist(visit, person) || may_print_all(visit);
}

/* ---- The page to choose from ---- */

struct choices {
	struct print_choice *at;
	size_t n, cap;
};

static void put_choice(const struct week_visit *visit, struct choices *choices,
		       struct week_whose whose)
{
	*vec_push(visit->arena, choices) = (struct print_choice){
		week_whose_key(visit->arena, visit->zone, &whose),
		week_whose_name(visit->zone, &whose)};
}

static struct choices people(const struct week_visit *visit, uint32_t asker)
{
	const struct week_plan *plan = &visit->board->plan;
	bool *is_here = arena_array(visit->arena, bool, visit->zone->people.n);
	struct choices choices = {0};
	const uint32_t none = ZONE_NONE;

	for (size_t i = 0; i < plan->bookings.n; i++)
		for (size_t p = 0; p < plan->bookings.at[i].people.n; p++)
			is_here[plan->bookings.at[i].people.at[p]] =
				is_here[plan->bookings.at[i].people.at[p]] ||
				plan->bookings.at[i].school == visit->school;
	if (asker != ZONE_NONE && is_here[asker])
		put_choice(visit, &choices, (struct week_whose){asker, none, none, none});
	for (uint32_t i = 0; i < visit->zone->people.n; i++)
		if (is_here[i] && i != asker && may_print(visit, asker, i))
			put_choice(visit, &choices, (struct week_whose){i, none, none, none});
	return choices;
}

static struct choices others(const struct week_visit *visit, enum week_sheet_kind kind)
{
	const struct zone *zone = visit->zone;
	struct choices choices = {0};
	const uint32_t none = ZONE_NONE;

	for (uint32_t i = 0; kind == WEEK_SHEET_TEAM && i < zone->teams.n; i++)
		if (zone->teams.at[i].school == visit->school)
			put_choice(visit, &choices, (struct week_whose){none, none, i, none});
	for (uint32_t i = 0; kind == WEEK_SHEET_CLASS && i < zone->sections.n; i++)
		if (zone->sections.at[i].school == visit->school)
			put_choice(visit, &choices, (struct week_whose){none, i, none, none});
	for (uint32_t i = 0; kind == WEEK_SHEET_ROOM && i < zone->rooms.n; i++)
		if (zone->rooms.at[i].school == visit->school)
			put_choice(visit, &choices, (struct week_whose){none, none, none, i});
	return choices;
}

static struct str sheet_url(const struct week_visit *visit, enum week_sheet_kind kind)
{
	return arena_printf(visit->arena, "/schools/%.*s/week/print/%s",
			    STR_ARG(visit->zone->schools.at[visit->school].code),
			    week_sheet_name(kind));
}

static void fill_sheets(const struct week_visit *visit, uint32_t asker, struct print_page *page)
{
	static const struct {
		const char *title, *text, *label, *all;
	} words[WEEK_N_SHEETS] = {
		[WEEK_SHEET_POSTER] = {WORD("Master poster"),
				       WORD("The whole school's day on one page: a row a class."),
				       "", ""},
		[WEEK_SHEET_LUNCH] =
			{WORD("Lunch and recess"),
			 WORD("Who eats and plays when, and how many seats are taken."), "", ""},
		[WEEK_SHEET_TEAM] =
			{WORD("Team card"),
			 WORD("When a team plans and meets, and where its classes are."),
			 WORD("Team"), WORD("Every team")},
		[WEEK_SHEET_PERSON] =
			{WORD("Card of a teacher or specialist"),
			 WORD("One person's days, with planning, meetings and lunch."),
			 WORD("Person"), WORD("Everybody")},
		[WEEK_SHEET_CLASS] = {WORD("Class card"), WORD("The days of one class."),
				      WORD("Class"), WORD("Every class")},
		[WEEK_SHEET_ROOM] = {WORD("Door sign"), WORD("Who is in a room, on each day."),
				     WORD("Room"), WORD("Every room")},
	};
	struct print_sheet *sheet = arena_array(visit->arena, struct print_sheet, WEEK_N_SHEETS);
	bool all = may_print_all(visit);

	for (int k = 0; k < WEEK_N_SHEETS; k++) {
		enum week_sheet_kind kind = (enum week_sheet_kind)k;
		struct choices choices = kind == WEEK_SHEET_PERSON ? people(visit, asker)
								   : others(visit, kind);

		if (kind == WEEK_SHEET_PERSON && choices.n == 0)
			continue;
		sheet[page->n] = (struct print_sheet){.name = str_from(week_sheet_name(kind)),
						      .url = sheet_url(visit, kind),
						      .title = week_say(visit, words[k].title),
						      .text = week_say(visit, words[k].text),
						      .label = week_say(visit, words[k].label),
						      .choice = choices.at,
						      .n = choices.n};
		if (kind != WEEK_SHEET_PERSON || all)
			sheet[page->n].all = week_say(visit, words[k].all);
		page->n++;
	}
	page->sheet = sheet;
}

static struct empty_state *nothing(const struct week_visit *visit)
{
	struct empty_state *empty = arena_new(visit->arena, struct empty_state);

	*empty = (struct empty_state){
		.title = week_say(visit, WORD("There is no plan of the week yet")),
		.text = week_say(visit, WORD("Sheets are printed from a plan."))};
	return empty;
}

bool week_print_page(struct http_request *request, struct http_response *response, struct err *err)
{
	struct print_page page = {0};
	struct week_visit visit;
	const struct zone_school *school;
	struct html html;
	uint32_t asker;

	if (!week_begin(request, &visit, err))
		return false;
	if (!find_asker(&visit, &asker, err)) {
		week_end(&visit);
		return false;
	}
	school = &visit.zone->schools.at[visit.school];
	page.page = week_frame(&visit, week_say(&visit, WORD("Print")), "print");
	page.export_url = arena_printf(visit.arena, "/schools/%.*s/week/export",
				       STR_ARG(school->code));
	page.plan_id = arena_printf(visit.arena, "%lld", (long long)visit.board->scenario.id);
	page.may_export = access_may_at(&auth_user(request)->access, ACCESS_WEEK_EDIT,
					auth_user(request)->school_id);
	if (visit.board->plan.bookings.n == 0)
		page.empty = nothing(&visit);
	else
		fill_sheets(&visit, asker, &page);
	auth_html(request, response, &html);
	print_page(&html, &page);
	response->text = html.text;
	week_end(&visit);
	return true;
}

/* ---- A sheet ---- */

static struct str dated(const struct week_visit *visit)
{
	struct str plan = visit->board->scenario.id == 0
				  ? week_say(visit, WORD("the plan in force"))
				  : visit->board->scenario.name;

	return say_text(visit->arena, visit->lang,
			STR(WORD("Printed on {1} · {2} · version {3}")),
			(struct html_arg[]){
				html_arg_longdate(week_today(visit, NULL)), html_arg_str(plan),
				html_arg_str(week_plan_mark(visit->arena, &visit->board->plan))},
			3);
}

/* Whether what is asked for lies in the school of the address. */
static bool is_of_school(const struct week_visit *visit, const struct week_whose *whose)
{
	const struct zone *zone = visit->zone;

	if (whose->section != ZONE_NONE)
		return zone->sections.at[whose->section].school == visit->school;
	if (whose->team != ZONE_NONE)
		return zone->teams.at[whose->team].school == visit->school;
	if (whose->room != ZONE_NONE)
		return zone->rooms.at[whose->room].school == visit->school;
	return week_is_at(&visit->board->plan, whose, visit->school);
}

/* The kind of sheet that something has a week on. */
static enum week_sheet_kind kind_of(const struct week_whose *whose)
{
	if (whose->person != ZONE_NONE)
		return WEEK_SHEET_PERSON;
	if (whose->section != ZONE_NONE)
		return WEEK_SHEET_CLASS;
	return whose->team != ZONE_NONE ? WEEK_SHEET_TEAM : WEEK_SHEET_ROOM;
}

static bool read_asked(const struct week_visit *visit, struct week_sheet *ret, struct err *err)
{
	struct str of = http_query_text(visit->request, "of", "");
	uint32_t asker;

	ret->whose = (struct week_whose){ZONE_NONE, ZONE_NONE, ZONE_NONE, ZONE_NONE};
	if (!week_sheet_from_name(http_path_text(visit->request, "sheet"), &ret->kind))
		return err_set(err, ERR_NOT_FOUND, "There is no such sheet.");
	if (!pdf_paper_from_name(http_query_text(visit->request, "paper", "letter"), &ret->paper))
		return err_set(err, ERR_INVALID, "There is no such paper.");
	if (!find_asker(visit, &asker, err))
		return false;
	if (of.len > 0 && (!week_whose_find(visit->zone, of, &ret->whose) ||
			   kind_of(&ret->whose) != ret->kind || !is_of_school(visit, &ret->whose)))
		return err_set(err, ERR_NOT_FOUND, "There is nothing like that to print here.");
	if (ret->kind == WEEK_SHEET_PERSON &&
	    (of.len == 0 ? !may_print_all(visit) : !may_print(visit, asker, ret->whose.person)))
		return err_set(err, ERR_DENIED,
			       "The cards of other people are printed by those who plan the week "
			       "or find cover.");
	return true;
}

bool week_print_sheet(struct http_request *request, struct http_response *response, struct err *err)
{
	struct week_sheet sheet = {.shape = ZONE_NONE};
	struct week_visit visit;
	struct str bytes;
	bool ok;

	if (!week_begin(request, &visit, err))
		return false;
	sheet.school = visit.school;
	sheet.lang = visit.lang;
	ok = read_asked(&visit, &sheet, err);
	if (ok) {
		sheet.dated = dated(&visit);
		ok = week_sheet_write(visit.arena, &visit.board->plan, &sheet, &bytes, NULL, err);
	}
	if (ok)
		http_body(response, STR("application/pdf"), bytes);
	week_end(&visit);
	return ok;
}

/* ---- Files ---- */

static bool write_file(const struct week_visit *visit, struct str format, struct str *ret,
		       struct err *err)
{
	const struct week_plan *plan = &visit->board->plan;
	struct week_xhstt xhstt = {.clock = visit->part->clock,
				   .school = visit->school,
				   .date = date_text(visit->arena, week_today(visit, NULL))};
	struct json_writer json;
	struct text text;

	if (str_eq(format, STR("xlsx")))
		return week_write_xlsx(visit->arena, plan, visit->school, ret, err);
	if (str_eq(format, STR("xhstt")))
		return week_write_xhstt(visit->arena, visit->zone, &xhstt, ret, NULL, err);
	if (str_eq(format, STR("csv"))) {
		*ret = week_write_school_csv(visit->arena, plan, visit->school);
		return true;
	}
	if (!str_eq(format, STR("json")))
		return err_set(err, ERR_NOT_FOUND, "There is no such format.");
	text_init(&text, visit->arena);
	json_writer_init(&json, &text);
	week_plan_json(&json, plan, visit->school);
	*ret = text_str(&text);
	return true;
}

bool week_export_file(struct http_request *request, struct http_response *response, struct err *err)
{
	static const struct {
		struct str format, type, ending;
	} types[] = {
		{STR_INIT("csv"), STR_INIT("text/csv; charset=utf-8"), STR_INIT("csv")},
		{STR_INIT("json"), STR_INIT("application/json"), STR_INIT("json")},
		{STR_INIT("xlsx"),
		 STR_INIT("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
		 STR_INIT("xlsx")},
		{STR_INIT("xhstt"), STR_INIT("application/xml"), STR_INIT("xml")},
	};
	struct str format = http_path_text(request, "format"), bytes, name;
	struct week_visit visit;
	bool ok;

	if (!week_begin(request, &visit, err))
		return false;
	name = arena_printf(visit.arena, "week-%.*s",
			    STR_ARG(visit.zone->schools.at[visit.school].code));
	ok = write_file(&visit, format, &bytes, err) &&
	     auth_audit(visit.part->auth, request, "export.week", name, format, err);
	for (size_t i = 0; ok && i < sizeof types / sizeof *types; i++)
		if (str_eq(format, types[i].format)) {
			http_body(response, types[i].type, bytes);
			http_download(response,
				      arena_printf(visit.arena, "%.*s.%.*s", STR_ARG(name),
						   STR_ARG(types[i].ending)),
				      types[i].type);
		}
	week_end(&visit);
	return ok;
}
