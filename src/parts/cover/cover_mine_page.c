/* /my/absence: one's own absence, and where one stands in. */
#include "parts/cover/cover_page_internal.h"

#include "base/date.h"
#include "base/vec.h"
#include "parts/cover/cover_page.html.h"
#include "parts/school/zone_calendar.h"
#include "parts/week/week_page.h"

enum { DAYS_AHEAD = 14 };

/* ---- One's own ---- */

struct mine {
	struct cover_mine *at;
	size_t n, cap;
};

static struct str date_words(const struct cover_visit *visit, int32_t date)
{
	return cover_say2(visit, STR("{1}").ptr, html_arg_longdate(date), html_arg_i64(0));
}

/* Absences can be asked for by date alone, so each of the days to come is asked; what is another's
 * is left out here. */
static bool add_away(const struct cover_visit *visit, uint32_t person, int32_t date,
		     struct mine *mine, struct err *err)
{
	const struct access_places places = cover_all_places(visit->part->zone_id);
	struct cover_absence *absences;
	size_t n;

	if (!cover_store_absences(visit->part->db, visit->arena, &places, date, &absences, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (str_eq(absences[i].person, visit->zone->people.at[person].code))
			*vec_push(visit->arena, mine) = (struct cover_mine){
				.id = arena_printf(visit->arena, "%lld", (long long)absences[i].id),
				.date = date_text(visit->arena, date),
				.words = cover_say2(
					visit, WORD("{1}, {2}"),
					html_arg_str(date_words(visit, date)),
					html_arg_str(cover_span(visit, absences[i].start,
								absences[i].end)))};
	return true;
}

static bool add_cover(const struct cover_visit *visit, uint32_t person, int32_t date,
		      struct mine *mine, struct err *err)
{
	const struct access_places places = cover_all_places(visit->part->zone_id);
	struct cover_given *given;
	struct html_arg words[3];
	size_t n;

	if (!cover_store_day(visit->part->db, visit->arena, &places, date, &given, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (given[i].source != COVER_STAFF ||
		    !str_eq(given[i].who, visit->zone->people.at[person].code))
			continue;
		words[0] = html_arg_str(date_words(visit, date));
		words[1] = html_arg_str(cover_span(visit, given[i].start, given[i].end));
		words[2] = html_arg_str(given[i].section);
		*vec_push(visit->arena, mine) = (struct cover_mine){
			.id = arena_printf(visit->arena, "%lld", (long long)given[i].id),
			.date = date_text(visit->arena, date),
			.words = say_text(visit->arena, visit->lang,
					  STR(WORD("{1}, {2}, class {3}")), words, 3),
			.acknowledged = given[i].acknowledged};
	}
	return true;
}

static void fill_form(const struct cover_visit *visit, const struct form_error *error,
		      struct cover_mine_page *page)
{
	int32_t date = visit->date;

	/* In the afternoon one thinks of tomorrow. */
	if (http_form_value(visit->request, "date").len == 0 && date == visit->today &&
	    (visit->minute >= 15 * 60 ||
	     !zone_date_at(visit->zone, visit->school, date, ZONE_AS_OF_END).open))
		date = cover_next_day(visit, date, 1);
	page->when = cover_when_form(visit);
	page->date = (struct form_field){.type = FIELD_DATE,
					 .width = FIELD_MEDIUM,
					 .id = STR("date"),
					 .label = cover_say(visit, WORD("Day")),
					 .value = date_text(visit->arena, date)};
	page->enter = (struct form){.action = STR("/my/absence"),
				    .csrf = page->csrf,
				    .error = error,
				    .n_errors = error != NULL,
				    .submit = {.text = cover_say(visit, WORD("I will be away"))}};
	if (error != NULL && str_eq(error->field, STR("date")))
		page->date.error = error->text;
	if (error != NULL && str_eq(error->field, STR("from")))
		page->when.from.error = error->text;
	if (error != NULL && str_eq(error->field, STR("to")))
		page->when.to.error = error->text;
}

static const struct empty_state *nobody(const struct cover_visit *visit)
{
	struct empty_state *empty = arena_new(visit->arena, struct empty_state);

	*empty = (struct empty_state){
		.title = cover_say(visit, WORD("Your account is not one of the staff")),
		.text = cover_say(visit, WORD("Whoever looks after accounts can say who you are in "
					      "the school."))};
	return empty;
}

/* Who one is, and at which school. */
static bool find_me(struct cover_visit *visit, uint32_t *ret_person, struct err *err)
{
	if (!cover_find_me(visit, ret_person, err))
		return false;
	for (size_t i = 0; i < visit->zone->assignments.n && visit->school == ZONE_NONE; i++)
		if (visit->zone->assignments.at[i].person == *ret_person)
			visit->school = visit->zone->assignments.at[i].school;
	return true;
}

static bool draw_mine(struct cover_visit *visit, uint32_t person, const struct flash *flash,
		      const struct form_error *error, struct http_response *response,
		      struct err *err)
{
	struct cover_mine_page page = {.page = auth_frame(visit->part->auth, visit->request,
							  cover_say(visit, WORD("My absence"))),
				       .csrf = auth_user(visit->request)->csrf};
	struct mine away = {0}, cover = {0};
	struct html html;

	page.page.tabs = week_own_tabs(visit->request, "/my/absence");
	page.page.flash = flash;
	page.page.n_flash = flash != NULL;
	page.page.has_errors = error != NULL;
	if (person == ZONE_NONE || visit->school == ZONE_NONE) {
		page.empty = nobody(visit);
	} else {
		for (int32_t date = visit->today; date < visit->today + DAYS_AHEAD; date++)
			if (!add_away(visit, person, date, &away, err) ||
			    !add_cover(visit, person, date, &cover, err))
				return false;
		fill_form(visit, error, &page);
	}
	page.away = away.at;
	page.n_away = away.n;
	page.cover = cover.at;
	page.n_cover = cover.n;
	auth_html(visit->request, response, &html);
	cover_mine_page(&html, &page);
	response->text = html.text;
	return true;
}

static const struct flash *said(const struct cover_visit *visit)
{
	static const struct {
		const char *done, *text;
	} row[] = {{"entered", WORD("Reported. The substitute desk sees it now.")},
		   {"cancelled", WORD("Taken back: you come after all.")},
		   {"confirmed", WORD("Confirmed. Thank you.")}};
	struct str done = http_query_text(visit->request, "done", "");
	struct flash *flash = arena_new(visit->arena, struct flash);

	for (size_t i = 0; i < sizeof row / sizeof *row; i++)
		if (str_eq(done, str_from(row[i].done))) {
			*flash = (struct flash){.kind = FLASH_DONE,
						.text = cover_say(visit, row[i].text)};
			return flash;
		}
	return NULL;
}

bool cover_mine_show(struct http_request *request, struct http_response *response, struct err *err)
{
	struct cover_visit visit;
	uint32_t person;
	bool ok;

	if (!cover_begin(request, &visit, err))
		return false;
	ok = find_me(&visit, &person, err) &&
	     draw_mine(&visit, person, said(&visit), NULL, response, err);
	cover_end(&visit);
	return ok;
}

static bool refuse(struct cover_visit *visit, uint32_t person, const struct err *why,
		   struct http_response *response, struct err *err)
{
	struct flash flash = {
		.kind = FLASH_ERROR,
		.text = cover_say(visit, arena_str(visit->arena, str_from(why->text)).ptr)};

	if (!cover_is_theirs(why)) {
		*err = *why;
		return false;
	}
	response->status = http_status_of(why->kind);
	return draw_mine(visit, person, &flash, NULL, response, err);
}

bool cover_mine_send(struct http_request *request, struct http_response *response, struct err *err)
{
	struct cover_absence absence = {0};
	struct form_error error = {0};
	struct cover_visit visit;
	struct cover_view_of view;
	struct cover_actor actor;
	struct err why = {0};
	uint32_t person;
	int64_t id;
	bool ok;

	if (!cover_begin(request, &visit, err))
		return false;
	view = cover_look(&visit, ACCESS_ABSENCE_ENTER);
	actor = cover_hand(&visit, ACCESS_ABSENCE_ENTER);
	absence.date = visit.date;
	ok = find_me(&visit, &person, err);
	if (!ok || person == ZONE_NONE || visit.school == ZONE_NONE) {
		ok = ok && draw_mine(&visit, person, NULL, NULL, response, err);
	} else if (!cover_when_read(&visit, visit.school, visit.date, &absence.start, &absence.end,
				    &error)) {
		response->status = 400;
		ok = draw_mine(&visit, person, NULL, &error, response, err);
	} else {
		absence.person = visit.zone->people.at[person].code;
		if (cover_desk_enter(visit.arena, &view, &actor, &absence, &id, &why))
			http_redirect(response, STR("/my/absence?done=entered"));
		else
			ok = refuse(&visit, person, &why, response, err);
	}
	cover_end(&visit);
	return ok;
}

static bool has_id(const struct mine *mine, int64_t id)
{
	int64_t number;

	for (size_t i = 0; i < mine->n; i++)
		if (str_to_i64(mine->at[i].id, &number) && number == id)
			return true;
	return false;
}

/* Only what is one's own: its number must be among those that the page shows for that date. */
static bool change_mine(struct cover_visit *visit, uint32_t person, const char **ret_done,
			struct err *err)
{
	struct cover_view_of view = cover_look(visit, ACCESS_ABSENCE_ENTER);
	struct cover_actor actor = cover_hand(visit, ACCESS_ABSENCE_ENTER);
	bool cancel = str_eq(http_form_value(visit->request, "do"), STR("cancel"));
	struct mine mine = {0};
	int64_t id;

	if (!http_form_id(visit->request, "id", &id, err) ||
	    !(cancel ? add_away(visit, person, visit->date, &mine, err)
		     : add_cover(visit, person, visit->date, &mine, err)))
		return false;
	if (!has_id(&mine, id))
		return err_set(err, ERR_NOT_FOUND, "This is not there any more.");
	*ret_done = cancel ? "cancelled" : "confirmed";
	return cancel ? cover_desk_cancel(visit->arena, &view, &actor, id, err)
		      : cover_desk_acknowledge(visit->arena, &view, &actor, id, err);
}

bool cover_mine_change_send(struct http_request *request, struct http_response *response,
			    struct err *err)
{
	struct cover_visit visit;
	const char *done = "";
	struct err why = {0};
	uint32_t person;
	bool ok;

	if (!cover_begin(request, &visit, err))
		return false;
	ok = find_me(&visit, &person, err);
	if (ok && person != ZONE_NONE && change_mine(&visit, person, &done, &why))
		http_redirect(response, arena_printf(visit.arena, "/my/absence?done=%s", done));
	else if (ok && person == ZONE_NONE)
		ok = draw_mine(&visit, person, NULL, NULL, response, err);
	else if (ok)
		ok = refuse(&visit, person, &why, response, err);
	cover_end(&visit);
	return ok;
}
