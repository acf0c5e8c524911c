/* /schools/{school}/cover: the desk of a day. */
#include "parts/cover/cover_page_internal.h"

#include "base/date.h"
#include "base/vec.h"
#include "parts/cover/cover_page.html.h"
#include "parts/school/zone_calendar.h"

enum { OPTIONS_MAX = 400 };

/* ---- The cards ---- */

struct lines {
	struct cover_line *at;
	size_t n, cap;
};

static struct str choose_url(const struct cover_visit *visit, const struct cover_need *need,
			     int32_t start, int32_t end)
{
	return arena_printf(
		visit->arena, "%.*s/choose?date=%.*s&class=%.*s&start=%d&end=%d",
		STR_ARG(cover_base(visit)), STR_ARG(date_text(visit->arena, visit->date)),
		STR_ARG(http_encode(visit->arena, visit->zone->sections.at[need->section].code)),
		start, end);
}

/* What of a stretch nobody has: the minutes between its picks. */
static void put_open(const struct cover_visit *visit, const struct cover_desk *desk, size_t need,
		     struct cover_stretch stretch, struct lines *lines)
{
	const struct cover_need *row = &desk->day.needs[need];
	int32_t from = stretch.start;

	while (from < stretch.end) {
		int32_t next = stretch.end;
		bool taken = false;

		for (size_t i = 0; i < desk->picks.n && !taken; i++) {
			const struct cover_pick *pick = &desk->picks.at[i];

			if (pick->need != need || pick->end <= from)
				continue;
			if (pick->start <= from) {
				from = pick->end;
				taken = true;
			} else if (pick->start < next) {
				next = pick->start;
			}
		}
		if (taken)
			continue;
		*vec_push(visit->arena, lines) = (struct cover_line){
			.when = cover_span(visit, from, next),
			.choose_url = choose_url(visit, row, from, next)};
		from = next;
	}
}

static void put_lines(const struct cover_visit *visit, const struct cover_desk *desk, size_t need,
		      struct lines *lines)
{
	const struct cover_need *row = &desk->day.needs[need];
	const struct cover_stretch whole = {row->start, row->end};
	size_t n_picks;

	for (size_t i = 0; i < desk->picks.n; i++) {
		const struct cover_pick *pick = &desk->picks.at[i];

		if (pick->need == need)
			*vec_push(visit->arena, lines) = (struct cover_line){
				.when = cover_span(visit, pick->start, pick->end),
				.who = cover_name(visit->zone, pick->who),
				.reasons = pick->reasons,
				.id = arena_printf(visit->arena, "%lld", (long long)pick->id),
				.choose_url = choose_url(visit, row, pick->start, pick->end),
				.acknowledged = pick->acknowledged};
	}
	n_picks = lines->n;
	/* A class without anybody is one line, whatever specialists it has between. */
	if (row->n_stretches == 0 || lines->n == 0)
		put_open(visit, desk, need, whole, lines);
	for (size_t i = 0; i < row->n_stretches && n_picks > 0; i++)
		put_open(visit, desk, need, row->stretches[i], lines);
}

static struct str absence_id(const struct cover_visit *visit, const struct cover_desk *desk,
			     const struct cover_need *need)
{
	for (size_t i = 0; i < desk->n_absences && need->why == COVER_ABSENCE; i++)
		if (need->person < visit->zone->people.n &&
		    str_eq(desk->absences[i].person, visit->zone->people.at[need->person].code))
			return arena_printf(visit->arena, "%lld", (long long)desk->absences[i].id);
	return STR("");
}

static struct cover_card card_of(const struct cover_visit *visit, const struct cover_desk *desk,
				 size_t need)
{
	const struct cover_need *row = &desk->day.needs[need];
	struct lines lines = {0};
	bool release = row->why == COVER_RELEASE;

	put_lines(visit, desk, need, &lines);
	return (struct cover_card){
		.name = row->person < visit->zone->people.n
				? visit->zone->people.at[row->person].name
				: cover_say(visit, WORD("Vacant position")),
		.place = cover_place(visit, row),
		.badge = {release ? BADGE_INFO : BADGE_PLAIN,
			  cover_say(visit, release ? WORD("Learning lab") : WORD("Away"))},
		.line = lines.at,
		.n = lines.n,
		.absence_id = absence_id(visit, desk, row)};
}

/* Who is away and has no class: the page says so, so that nothing seems lost. */
static void put_others(const struct cover_visit *visit, const struct cover_desk *desk,
		       struct cover_card *card, size_t *n)
{
	for (size_t i = 0; i < desk->n_absences; i++) {
		uint32_t person = zone_find(visit->zone, ZONE_T_PEOPLE, desk->absences[i].person);
		bool here = false, has_need = false;

		for (size_t a = 0; a < visit->zone->assignments.n; a++)
			here = here || (visit->zone->assignments.at[a].person == person &&
					visit->zone->assignments.at[a].school == visit->school);
		for (size_t k = 0; k < desk->day.n_needs; k++)
			has_need = has_need || desk->day.needs[k].person == person;
		if (person == ZONE_NONE || !here || has_need)
			continue;
		card[(*n)++] = (struct cover_card){
			.name = visit->zone->people.at[person].name,
			.place = cover_say(visit, WORD("No class of their own needs somebody")),
			.badge = {BADGE_PLAIN, cover_say(visit, WORD("Away"))},
			.absence_id = arena_printf(visit->arena, "%lld",
						   (long long)desk->absences[i].id)};
	}
}

static void fill_cards(const struct cover_visit *visit, const struct cover_desk *desk,
		       struct cover_desk_page *page)
{
	struct cover_card *card = arena_array(visit->arena, struct cover_card,
					      desk->day.n_needs + desk->n_absences);
	int64_t n_needs = 0, n_open = 0;

	for (size_t i = 0; i < desk->day.n_needs; i++) {
		if (desk->day.needs[i].school != visit->school)
			continue;
		card[page->n] = card_of(visit, desk, i);
		for (size_t k = 0; k < card[page->n].n; k++)
			n_open += card[page->n].line[k].id.len == 0;
		page->n++;
		n_needs++;
	}
	put_others(visit, desk, card, &page->n);
	page->card = card;
	page->has_open = n_open > 0;
	page->summary = cover_say2(visit,
				   WORD("One class needs somebody.|{1} classes need somebody."),
				   html_arg_i64(n_needs), html_arg_i64(0));
	if (n_needs == 0)
		return;
	page->badge = n_open > 0
			      ? (struct badge){BADGE_WARN,
					       cover_say2(visit,
							  WORD("One place is open|{1} places are "
							       "open"),
							  html_arg_i64(n_open), html_arg_i64(0))}
			      : (struct badge){BADGE_GOOD,
					       cover_say(visit, WORD("Everybody is covered"))};
}

/* ---- What it costs ---- */

static void fill_costs(const struct cover_visit *visit, const struct cover_desk *desk,
		       struct cover_desk_page *page)
{
	struct str *cost = arena_array(visit->arena, struct str, desk->costs.n);

	for (size_t i = 0; i < desk->costs.n; i++) {
		const struct week_lost *row = &desk->costs.at[i];
		struct html_arg words[3] = {
			html_arg_str(STR("")), html_arg_minutes(row->minutes),
			html_arg_str(cover_say(visit, week_lost_name(row->kind)))};

		if (row->school != visit->school)
			continue;
		if (row->person != ZONE_NONE)
			words[0] = html_arg_str(visit->zone->people.at[row->person].name);
		else if (row->team != ZONE_NONE)
			words[0] = html_arg_str(visit->zone->teams.at[row->team].name);
		cost[page->n_costs++] = say_text(visit->arena, visit->lang,
						 STR(WORD("{1}: {2} of {3}, owed back")), words, 3);
	}
	page->cost = cost;
}

/* ---- Forms ---- */

static struct form_choice people_choice(const struct cover_visit *visit)
{
	const struct zone *zone = visit->zone;
	struct form_option *option = arena_array(visit->arena, struct form_option, OPTIONS_MAX);
	struct str chosen = http_form_value(visit->request, "person");
	uint32_t last = ZONE_NONE;
	size_t n = 0;

	option[n++] = (struct form_option){.value = STR(""),
					   .text = cover_say(visit, WORD("Choose a name"))};
	for (size_t i = 0; i < zone->assignments.n && n < OPTIONS_MAX; i++) {
		const struct zone_assignment *a = &zone->assignments.at[i];
		const struct zone_person *person = &zone->people.at[a->person];

		if (a->school != visit->school || a->person == last ||
		    person->status != ZONE_ACTIVE)
			continue;
		last = a->person;
		option[n++] = (struct form_option){.value = person->code,
						   .text = person->name,
						   .chosen = str_eq(chosen, person->code)};
	}
	return (struct form_choice){.id = STR("person"),
				    .label = cover_say(visit, WORD("Who is away?")),
				    .option = option,
				    .n = n};
}

static struct form_choice pick_choice(const struct cover_visit *visit,
				      const struct cover_desk *desk, const char *id,
				      const char *label)
{
	struct form_option *option = arena_array(visit->arena, struct form_option, desk->picks.n);
	size_t n = 0;

	for (size_t i = 0; i < desk->picks.n; i++) {
		const struct cover_pick *pick = &desk->picks.at[i];
		const struct cover_need *need = &desk->day.needs[pick->need];
		struct html_arg words[3] = {
			html_arg_str(cover_name(visit->zone, pick->who)),
			html_arg_str(visit->zone->sections.at[need->section].code),
			html_arg_str(cover_span(visit, pick->start, pick->end))};

		if (need->school == visit->school)
			option[n++] = (struct form_option){
				.value = arena_printf(visit->arena, "%lld", (long long)pick->id),
				.text = say_text(visit->arena, visit->lang,
						 STR(WORD("{1} in {2}, {3}")), words, 3)};
	}
	return (struct form_choice){
		.id = str_from(id), .label = cover_say(visit, label), .option = option, .n = n};
}

static void fill_forms(const struct cover_visit *visit, const struct cover_desk *desk,
		       const struct form_error *error, struct cover_desk_page *page)
{
	page->person = people_choice(visit);
	page->when = cover_when_form(visit);
	page->enter = (struct form){
		.action = arena_printf(visit->arena, "%.*s/absence", STR_ARG(page->base)),
		.csrf = page->csrf,
		.error = error,
		.n_errors = error != NULL,
		.submit = {.text = cover_say(visit, WORD("Enter the absence"))}};
	if (error != NULL && str_eq(error->field, STR("person")))
		page->person.error = error->text;
	if (error != NULL && str_eq(error->field, STR("from")))
		page->when.from.error = error->text;
	if (error != NULL && str_eq(error->field, STR("to")))
		page->when.to.error = error->text;
	page->swap_a = pick_choice(visit, desk, "pick", WORD("This one"));
	page->swap_b = pick_choice(visit, desk, "other", WORD("changes places with"));
	page->swap = (struct form){.action = page->action,
				   .csrf = page->csrf,
				   .submit = {.text = cover_say(visit, WORD("Swap")),
					      .name = STR("do"),
					      .value = STR("swap"),
					      .kind = BUTTON_SECONDARY}};
}

/* ---- The page ---- */

static const struct empty_state *nobody_away(const struct cover_visit *visit, bool no_school)
{
	struct empty_state *empty = arena_new(visit->arena, struct empty_state);

	*empty = (struct empty_state){
		.title = cover_say(visit, no_school ? WORD("There is no school on this day.")
						    : WORD("Nobody is away")),
		.text = cover_say(visit, WORD("Absences and releases for labs stand here with who "
					      "stands in."))};
	return empty;
}

static void fill_dates(const struct cover_visit *visit, struct cover_desk_page *page)
{
	int32_t prior = cover_next_day(visit, visit->date, -1);
	int32_t next = cover_next_day(visit, visit->date, 1);

	page->date = date_text(visit->arena, visit->date);
	page->date_words = cover_say2(
		visit, visit->date == visit->today ? WORD("Today, {1}") : STR("{1}").ptr,
		html_arg_longdate(visit->date), html_arg_i64(0));
	page->prior = (struct page_link){
		.text = cover_say2(visit, STR("{1}").ptr, html_arg_date(prior), html_arg_i64(0)),
		.url = cover_date_url(visit, page->base, prior)};
	page->next = (struct page_link){
		.text = cover_say2(visit, STR("{1}").ptr, html_arg_date(next), html_arg_i64(0)),
		.url = cover_date_url(visit, page->base, next)};
	if (visit->date != visit->today)
		page->today = (struct page_link){.text = cover_say(visit, WORD("Today")),
						 .url = page->base};
	page->sheet = (struct page_link){
		.text = cover_say(visit, WORD("Day sheet to print or copy")),
		.url = cover_date_url(visit,
				      arena_printf(visit->arena, "%.*s/sheet", STR_ARG(page->base)),
				      visit->date)};
}

static bool draw(const struct cover_visit *visit, const struct flash *flash,
		 const struct form_error *error, struct http_response *response, struct err *err)
{
	const struct auth_user *user = auth_user(visit->request);
	struct cover_view_of view = cover_look(visit, ACCESS_COVER_READ);
	struct zone_date at = zone_date_at(visit->zone, visit->school, visit->date, ZONE_AS_OF_END);
	struct cover_desk_page page = {
		.page = auth_frame(visit->part->auth, visit->request,
				   cover_say(visit, WORD("Cover"))),
		.csrf = user->csrf,
		.base = cover_base(visit),
		.may_edit = access_may_at(&user->access, ACCESS_COVER_EDIT, user->school_id),
		.no_school = !at.open};
	struct cover_desk desk;
	struct html html;

	if (!cover_desk_open(visit->arena, &view, &desk, err))
		return false;
	cover_tell_reasons(visit->arena, &desk.day, &desk.picks);
	page.page.place = visit->zone->schools.at[visit->school].name;
	page.page.has_errors = error != NULL;
	page.page.flash = flash;
	page.page.n_flash = flash != NULL;
	page.action = arena_printf(visit->arena, "%.*s/change", STR_ARG(page.base));
	fill_dates(visit, &page);
	fill_cards(visit, &desk, &page);
	fill_costs(visit, &desk, &page);
	if (page.n == 0)
		page.empty = nobody_away(visit, page.no_school);
	if (page.may_edit && !page.no_school)
		fill_forms(visit, &desk, error, &page);
	auth_html(visit->request, response, &html);
	cover_desk_page(&html, &page);
	response->text = html.text;
	return true;
}

static const struct flash *said(const struct cover_visit *visit)
{
	static const struct {
		const char *done, *text;
	} row[] = {
		{"entered", WORD("Entered. Choose who stands in, or let everything open be "
				 "given out.")},
		{"assigned", WORD("Given out. “Change or split” shows who else could, and why.")},
		{"chosen", WORD("They stand in.")},
		{"cleared", WORD("Nobody stands in there now.")},
		{"swapped", WORD("Swapped.")},
		{"confirmed", WORD("Confirmed.")},
		{"cancelled", WORD("They come after all; who was to stand in is free again.")}};
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

bool cover_desk_show(struct http_request *request, struct http_response *response, struct err *err)
{
	struct cover_visit visit;
	bool ok;

	if (!cover_begin(request, &visit, err))
		return false;
	ok = draw(&visit, said(&visit), NULL, response, err);
	cover_end(&visit);
	return ok;
}

/* ---- Changing ---- */

static void go_back(const struct cover_visit *visit, struct http_response *response,
		    const char *done)
{
	http_redirect(response,
		      arena_printf(visit->arena, "%.*s&done=%s",
				   STR_ARG(cover_date_url(visit, cover_base(visit), visit->date)),
				   done));
}

/* The page again with why nothing was changed. */
static bool refuse(const struct cover_visit *visit, const struct err *why,
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
	return draw(visit, &flash, NULL, response, err);
}

bool cover_enter_send(struct http_request *request, struct http_response *response, struct err *err)
{
	struct cover_absence absence = {.person = http_form_value(request, "person")};
	struct form_error error = {0};
	struct cover_visit visit;
	struct cover_view_of view;
	struct cover_actor actor;
	struct err why = {0};
	int64_t id;
	bool ok;

	if (!cover_begin(request, &visit, err))
		return false;
	absence.date = visit.date;
	view = cover_look(&visit, ACCESS_COVER_READ);
	actor = cover_hand(&visit, ACCESS_COVER_EDIT);
	if (absence.person.len == 0)
		error = (struct form_error){STR("person"),
					    cover_say(&visit, WORD("Choose who is away"))};
	if (error.text.len > 0 || !cover_when_read(&visit, visit.school, visit.date, &absence.start,
						   &absence.end, &error)) {
		response->status = 400;
		ok = draw(&visit, NULL, &error, response, err);
	} else if (cover_desk_enter(visit.arena, &view, &actor, &absence, &id, &why)) {
		go_back(&visit, response, "entered");
		ok = true;
	} else {
		ok = refuse(&visit, &why, response, err);
	}
	cover_end(&visit);
	return ok;
}

/* What a button of the desk does; *ret_done: the word that the next page says in full. */
static bool change(const struct cover_visit *visit, const char **ret_done, struct err *err)
{
	struct cover_view_of view = cover_look(visit, ACCESS_COVER_READ);
	struct cover_actor actor = cover_hand(visit, ACCESS_COVER_EDIT);
	struct str what = http_form_value(visit->request, "do");
	int64_t pick = 0, other = 0;
	size_t n_open;

	if (str_eq(what, STR("assign"))) {
		*ret_done = "assigned";
		return cover_desk_assign(visit->arena, &view, &actor, &n_open, err);
	}
	if (!http_form_id(visit->request, "pick", &pick, err))
		return false;
	if (str_eq(what, STR("clear"))) {
		*ret_done = "cleared";
		return cover_desk_clear(visit->arena, &view, &actor, pick, err);
	}
	if (str_eq(what, STR("confirm"))) {
		*ret_done = "confirmed";
		return cover_desk_acknowledge(visit->arena, &view, &actor, pick, err);
	}
	if (str_eq(what, STR("cancel"))) {
		*ret_done = "cancelled";
		return cover_desk_cancel(visit->arena, &view, &actor, pick, err);
	}
	*ret_done = "swapped";
	return http_form_id(visit->request, "other", &other, err) &&
	       cover_desk_swap(visit->arena, &view, &actor, pick, other, err);
}

bool cover_change_send(struct http_request *request, struct http_response *response,
		       struct err *err)
{
	struct cover_visit visit;
	const char *done = "";
	struct err why = {0};
	bool ok = true;

	if (!cover_begin(request, &visit, err))
		return false;
	if (change(&visit, &done, &why))
		go_back(&visit, response, done);
	else
		ok = refuse(&visit, &why, response, err);
	cover_end(&visit);
	return ok;
}
