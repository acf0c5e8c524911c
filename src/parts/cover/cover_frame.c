/* What every page of cover begins with: whose day, which date, which school. */
#include "parts/cover/cover_page_internal.h"

#include "base/date.h"
#include "base/time_zone.h"
#include "parts/school/zone_calendar.h"
#include "parts/school/zone_store.h"

enum { DAYS_MAX = 120 };

struct str cover_say(const struct cover_visit *visit, const char *english)
{
	return lang_text(visit->lang, str_from(english));
}

struct str cover_say2(const struct cover_visit *visit, const char *english, struct html_arg a,
		      struct html_arg b)
{
	struct html_arg arg[2] = {a, b};

	return say_text(visit->arena, visit->lang, str_from(english), arg, 2);
}

static bool find_school(struct cover_visit *visit, struct str text, struct err *err)
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

static void find_date(struct cover_visit *visit)
{
	const struct time_zone *zone = time_zone_utc();
	struct str text = http_form_value(visit->request, "date");
	struct err ignored = {0};
	struct local_time now;

	(void)time_zone_load(visit->arena, visit->zone->info.at[0].time_zone, &zone, &ignored);
	now = time_zone_local(zone, clock_utc_ms(visit->part->clock));
	visit->today = visit->date = now.date;
	visit->minute = now.minutes;
	if (text.len == 0)
		text = http_query_text(visit->request, "date", "");
	if (text.len > 0 && !date_parse(text, &visit->date, &ignored))
		visit->date = visit->today;
}

bool cover_begin(struct http_request *request, struct cover_visit *ret, struct err *err)
{
	const struct auth_user *user = auth_user(request);
	struct cover_visit visit = {.request = request,
				    .part = request->part,
				    .lang = user == NULL ? NULL : user->lang,
				    .arena = request->arena,
				    .school = ZONE_NONE};

	if (!year_boards_take(visit.part->boards, visit.part->db, &visit.board, err))
		return false;
	visit.zone = visit.board->zone;
	if (str_find(str_from(request->route->pattern), STR("{school}"), NULL) &&
	    !find_school(&visit, http_path_text(request, "school"), err)) {
		cover_end(&visit);
		return false;
	}
	find_date(&visit);
	if (!cover_take_week(visit.part, visit.board, visit.date, &visit.week, err)) {
		cover_end(&visit);
		return false;
	}
	*ret = visit;
	return true;
}

/* The week in force, as long as it is of the same zone: rows are named by their places. */
bool cover_take_week(const struct cover_part *part, const struct year_board *board, int32_t date,
		     const struct week_board **ret, struct err *err)
{
	*ret = NULL;
	if (!week_boards_in_force(part->weeks, part->db, date, ret, err))
		return false;
	if ((*ret)->zone_version != board->zone_version) {
		week_boards_release(part->weeks, *ret);
		*ret = NULL;
	}
	return true;
}

void cover_end(const struct cover_visit *visit)
{
	if (visit->week != NULL)
		week_boards_release(visit->part->weeks, visit->week);
	year_boards_release(visit->part->boards, visit->board);
}

struct cover_view_of cover_look(const struct cover_visit *visit, enum access_permission permission)
{
	return (struct cover_view_of){
		.site = auth_site(visit->part->auth),
		.problem = &visit->board->problem,
		.plan = visit->board->version > 0 ? &visit->board->plan : NULL,
		.places = access_places_for(&auth_user(visit->request)->access, permission,
					    visit->arena),
		.date = visit->date,
		.week = visit->week == NULL ? NULL : &visit->week->plan};
}

struct cover_actor cover_hand(const struct cover_visit *visit, enum access_permission permission)
{
	const struct access_user *access = &auth_user(visit->request)->access;

	return (struct cover_actor){access->account_id, visit->request->remote,
				    access_places_for(access, permission, visit->arena)};
}

struct str cover_base(const struct cover_visit *visit)
{
	return arena_printf(visit->arena, "/schools/%.*s/cover",
			    STR_ARG(visit->zone->schools.at[visit->school].code));
}

struct str cover_date_url(const struct cover_visit *visit, struct str base, int32_t date)
{
	return arena_printf(visit->arena, "%.*s?date=%.*s", STR_ARG(base),
			    STR_ARG(date_text(visit->arena, date)));
}

int32_t cover_next_day(const struct cover_visit *visit, int32_t date, int step)
{
	uint32_t school = visit->school == ZONE_NONE ? 0 : visit->school;

	for (int i = 1; i <= DAYS_MAX; i++)
		if (zone_date_at(visit->zone, school, date + step * i, ZONE_AS_OF_END).open)
			return date + step * i;
	return date;
}

struct str cover_span(const struct cover_visit *visit, int32_t start, int32_t end)
{
	return cover_say2(visit, WORD("{1} to {2}"), html_arg_clock(start), html_arg_clock(end));
}

struct str cover_place(const struct cover_visit *visit, const struct cover_need *need)
{
	const struct zone *zone = visit->zone;
	const struct zone_section *section;

	if (need->section >= zone->sections.n)
		return STR("");
	section = &zone->sections.at[need->section];
	if (section->room >= zone->rooms.n)
		return section->code;
	return arena_printf(visit->arena, "%.*s, %.*s", STR_ARG(section->code),
			    STR_ARG(zone->rooms.at[section->room].name));
}

/* ---- When ---- */

struct cover_when_fields cover_when_form(const struct cover_visit *visit)
{
	static const struct {
		const char *value, *text;
	} parts[] = {{"day", WORD("The whole day")},
		     {"am", WORD("The morning")},
		     {"pm", WORD("The afternoon")},
		     {"times", WORD("From and to")}};
	enum { PARTS = sizeof parts / sizeof *parts };
	struct form_option *option = arena_array(visit->arena, struct form_option, PARTS);
	struct str chosen = http_form_value(visit->request, "part");

	for (size_t i = 0; i < PARTS; i++)
		option[i] = (struct form_option){
			.value = str_from(parts[i].value),
			.text = cover_say(visit, parts[i].text),
			.chosen = chosen.len == 0 ? i == 0
						  : str_eq(chosen, str_from(parts[i].value))};
	return (struct cover_when_fields){
		.part = {.id = STR("part"),
			 .label = cover_say(visit, WORD("How long")),
			 .option = option,
			 .n = PARTS},
		.from = {.type = FIELD_TIME,
			 .width = FIELD_SHORT,
			 .id = STR("from"),
			 .label = cover_say(visit, WORD("From")),
			 .value = http_form_value(visit->request, "from")},
		.to = {.type = FIELD_TIME,
		       .width = FIELD_SHORT,
		       .id = STR("to"),
		       .label = cover_say(visit, WORD("To")),
		       .value = http_form_value(visit->request, "to")}};
}

static bool read_times(const struct cover_visit *visit, int32_t *ret_start, int32_t *ret_end,
		       struct form_error *ret_error)
{
	struct err why = {0};
	int start, end;

	if (!minutes_parse(http_form_value(visit->request, "from"), &start, &why)) {
		*ret_error = (struct form_error){
			STR("from"), cover_say(visit, WORD("Say from when, like 10:30 am"))};
		return false;
	}
	if (!minutes_parse(http_form_value(visit->request, "to"), &end, &why) || end <= start) {
		*ret_error = (struct form_error){
			STR("to"), cover_say(visit, WORD("Say until when, later than the start"))};
		return false;
	}
	*ret_start = start;
	*ret_end = end;
	return true;
}

bool cover_when_read(const struct cover_visit *visit, uint32_t school, int32_t date,
		     int32_t *ret_start, int32_t *ret_end, struct form_error *ret_error)
{
	struct str part = http_form_value(visit->request, "part");
	const struct zone_shape *shape;
	struct zone_date at;

	*ret_start = *ret_end = 0;
	if (str_eq(part, STR("times")))
		return read_times(visit, ret_start, ret_end, ret_error);
	if (!str_eq(part, STR("am")) && !str_eq(part, STR("pm")))
		return true;
	at = zone_date_at(visit->zone, school, date, ZONE_AS_OF_END);
	if (at.shape == ZONE_NONE || !at.open) {
		*ret_error = (struct form_error){
			STR("date"), cover_say(visit, WORD("There is no school on this day."))};
		return false;
	}
	shape = &visit->zone->shapes.at[at.shape];
	*ret_start = str_eq(part, STR("am")) ? shape->staff_start : shape->midday;
	*ret_end = str_eq(part, STR("am")) ? shape->midday : shape->staff_end;
	return true;
}

bool cover_find_me(const struct cover_visit *visit, uint32_t *ret_person, struct err *err)
{
	const struct auth_user *user = auth_user(visit->request);
	struct str key;

	*ret_person = ZONE_NONE;
	if (user->access.person_id == 0)
		return true;
	if (!zone_store_key(visit->part->db, visit->arena, visit->part->zone_id,
			    user->access.person_id, &key, err))
		return false;
	if (str_starts_with(key, STR("people/")))
		*ret_person = zone_find(visit->zone, ZONE_T_PEOPLE, str_slice(key, 7, key.len));
	return true;
}

bool cover_is_theirs(const struct err *err)
{
	return err->kind != ERR_SYSTEM && err->kind != ERR_BUSY;
}
