/* /schools/{school}/cover/choose: who could take a class, best first, each with reasons. */
#include "parts/cover/cover_page_internal.h"

#include "base/date.h"
#include "parts/cover/cover_page.html.h"
#include "parts/school/zone_calendar.h"

enum { OFFERS_MAX = 40 };

/* The class and stretch that are asked about. */
struct asked {
	size_t need;
	int32_t start, end;
};

static struct str field(const struct cover_visit *visit, const char *name)
{
	struct str text = http_form_value(visit->request, name);

	return text.len > 0 ? text : http_query_text(visit->request, name, "");
}

/* Minutes as our links write them ("500"), or a time as people type it ("8:20"). */
static bool read_minute(struct str text, int32_t *ret)
{
	struct err ignored = {0};
	int64_t number;
	int minute;

	if (str_to_i64(text, &number) && number >= 0 && number <= DAY_MINUTES) {
		*ret = (int32_t)number;
		return true;
	}
	if (!minutes_parse(text, &minute, &ignored))
		return false;
	*ret = minute;
	return true;
}

/* A class may need somebody for two reasons on one day; the time says which. */
static bool find(const struct cover_visit *visit, const struct cover_desk *desk, struct asked *ret,
		 struct err *err)
{
	uint32_t section = zone_find(visit->zone, ZONE_T_SECTIONS, field(visit, "class"));
	int32_t start = -1;

	(void)read_minute(field(visit, "start"), &start);
	for (size_t i = 0; i < desk->day.n_needs; i++) {
		const struct cover_need *need = &desk->day.needs[i];

		if (need->section != section || need->school != visit->school ||
		    (start >= 0 && (start < need->start || start >= need->end)))
			continue;
		*ret = (struct asked){i, need->start, need->end};
		(void)read_minute(field(visit, "start"), &ret->start);
		(void)read_minute(field(visit, "end"), &ret->end);
		if (ret->start < need->start)
			ret->start = need->start;
		if (ret->end > need->end || ret->end <= ret->start)
			ret->end = need->end;
		return true;
	}
	return err_set(err, ERR_NOT_FOUND, "This class needs nobody on that day.");
}

/* Picks of other stretches: those who have this one now may be offered again. */
static struct cover_picks without(const struct cover_visit *visit, const struct cover_desk *desk,
				  const struct asked *asked)
{
	struct cover_picks others = {
		.at = arena_array(visit->arena, struct cover_pick, desk->picks.n),
		.cap = desk->picks.n};

	for (size_t i = 0; i < desk->picks.n; i++) {
		const struct cover_pick *pick = &desk->picks.at[i];

		if (pick->need != asked->need || pick->start >= asked->end ||
		    pick->end <= asked->start)
			others.at[others.n++] = *pick;
	}
	return others;
}

static void fill_offers(const struct cover_visit *visit, const struct cover_desk *desk,
			const struct asked *asked, struct cover_choose_page *page)
{
	struct cover_picks others = without(visit, desk, asked);
	struct cover_candidates found = cover_suggest(visit->arena, &desk->day, &others,
						      asked->need, asked->start, asked->end);
	struct cover_offer *offer = arena_array(visit->arena, struct cover_offer, OFFERS_MAX);

	for (size_t i = 0; i < found.n && i < OFFERS_MAX; i++) {
		struct cover_who who = found.at[i].who;
		bool substitute = who.source == COVER_SUBSTITUTE;

		offer[i] = (struct cover_offer){
			.name = cover_name(visit->zone, who),
			.reasons = found.at[i].reasons,
			.source = substitute ? STR("substitute") : STR("staff"),
			.row = substitute ? visit->zone->substitutes.at[who.row].code
					  : visit->zone->people.at[who.row].code,
			.badge = {
				substitute ? BADGE_INFO : BADGE_PLAIN,
				cover_say(visit, substitute ? WORD("Substitute") : WORD("Staff"))}};
		page->n++;
	}
	page->offer = offer;
}

static struct page_link stretch_link(const struct cover_visit *visit, const struct asked *asked,
				     const struct cover_choose_page *page, const char *words,
				     struct cover_stretch stretch)
{
	return (struct page_link){
		.text = cover_say2(visit, WORD("{1}, {2}"), html_arg_str(cover_say(visit, words)),
				   html_arg_str(cover_span(visit, stretch.start, stretch.end))),
		.url = arena_printf(visit->arena, "%.*s?date=%.*s&class=%.*s&start=%d&end=%d",
				    STR_ARG(page->self), STR_ARG(page->date),
				    STR_ARG(http_encode(visit->arena, page->section)),
				    stretch.start, stretch.end),
		.current = asked->start == stretch.start && asked->end == stretch.end};
}

static void fill_stretches(const struct cover_visit *visit, const struct cover_desk *desk,
			   const struct asked *asked, struct cover_choose_page *page)
{
	const struct cover_need *need = &desk->day.needs[asked->need];
	struct zone_date at = zone_date_at(visit->zone, visit->school, visit->date, ZONE_AS_OF_END);
	int32_t midday = at.shape == ZONE_NONE ? 12 * 60 : visit->zone->shapes.at[at.shape].midday;
	struct page_link *link = arena_array(visit->arena, struct page_link, 3);
	size_t n = 0;

	link[n++] = stretch_link(visit, asked, page, WORD("All of it"),
				 (struct cover_stretch){need->start, need->end});
	if (need->start < midday && midday < need->end) {
		link[n++] = stretch_link(visit, asked, page, WORD("The morning"),
					 (struct cover_stretch){need->start, midday});
		link[n++] = stretch_link(visit, asked, page, WORD("The afternoon"),
					 (struct cover_stretch){midday, need->end});
	}
	page->stretch = link;
	page->n_stretches = n;
}

static struct str time24(const struct cover_visit *visit, int32_t minute)
{
	struct html_arg arg = html_arg_time24(minute);

	return say_text(visit->arena, visit->lang, STR("{1}"), &arg, 1);
}

static void fill_page(const struct cover_visit *visit, const struct cover_desk *desk,
		      const struct asked *asked, struct cover_choose_page *page)
{
	const struct cover_need *need = &desk->day.needs[asked->need];
	struct page_link *crumb = arena_array(visit->arena, struct page_link, 1);
	struct str base = cover_base(visit);

	crumb[0] = (struct page_link){.text = cover_say(visit, WORD("Cover")),
				      .url = cover_date_url(visit, base, visit->date)};
	page->page.crumbs = (struct page_links){crumb, 1};
	page->page.place = visit->zone->schools.at[visit->school].name;
	page->csrf = auth_user(visit->request)->csrf;
	page->self = arena_printf(visit->arena, "%.*s/choose", STR_ARG(base));
	page->action = page->self;
	page->date = date_text(visit->arena, visit->date);
	page->section = visit->zone->sections.at[need->section].code;
	page->start = arena_printf(visit->arena, "%d", asked->start);
	page->end = arena_printf(visit->arena, "%d", asked->end);
	page->lead = cover_say2(visit, WORD("{1}, {2}"), html_arg_str(cover_place(visit, need)),
				html_arg_str(cover_span(visit, asked->start, asked->end)));
	page->times = (struct form){
		.method = FORM_GET,
		.in_line = true,
		.action = page->self,
		.submit = {.text = cover_say(visit, WORD("Show")), .kind = BUTTON_SECONDARY}};
	page->from = (struct form_field){.type = FIELD_TIME,
					 .width = FIELD_SHORT,
					 .id = STR("start"),
					 .label = cover_say(visit, WORD("From")),
					 .value = time24(visit, asked->start)};
	page->to = (struct form_field){.type = FIELD_TIME,
				       .width = FIELD_SHORT,
				       .id = STR("end"),
				       .label = cover_say(visit, WORD("To")),
				       .value = time24(visit, asked->end)};
	fill_stretches(visit, desk, asked, page);
	fill_offers(visit, desk, asked, page);
}

static bool draw(const struct cover_visit *visit, const struct flash *flash,
		 struct http_response *response, struct err *err)
{
	struct cover_view_of view = cover_look(visit, ACCESS_COVER_READ);
	struct cover_choose_page page = {
		.page = auth_frame(visit->part->auth, visit->request,
				   cover_say(visit, WORD("Who stands in?")))};
	struct cover_desk desk;
	struct asked asked;
	struct html html;

	if (!cover_desk_open(visit->arena, &view, &desk, err) || !find(visit, &desk, &asked, err))
		return false;
	page.page.flash = flash;
	page.page.n_flash = flash != NULL;
	fill_page(visit, &desk, &asked, &page);
	auth_html(visit->request, response, &html);
	cover_choose_page(&html, &page);
	response->text = html.text;
	return true;
}

bool cover_choose_show(struct http_request *request, struct http_response *response,
		       struct err *err)
{
	struct cover_visit visit;
	bool ok;

	if (!cover_begin(request, &visit, err))
		return false;
	ok = draw(&visit, NULL, response, err);
	cover_end(&visit);
	return ok;
}

static bool read_choice(const struct cover_visit *visit, struct cover_choice *ret, struct err *err)
{
	struct str row = http_form_value(visit->request, "who");
	bool staff = str_eq(http_form_value(visit->request, "source"), STR("staff"));
	struct cover_choice choice = {
		.section = http_form_value(visit->request, "class"),
		.who = {staff ? COVER_STAFF : COVER_SUBSTITUTE,
			zone_find(visit->zone, staff ? ZONE_T_PEOPLE : ZONE_T_SUBSTITUTES, row)}};

	if (choice.who.row == ZONE_NONE)
		return err_set(err, ERR_INVALID, "There is nobody of that name any more.");
	if (!read_minute(http_form_value(visit->request, "start"), &choice.start) ||
	    !read_minute(http_form_value(visit->request, "end"), &choice.end))
		return err_set(err, ERR_INVALID, "Say from when and until when.");
	*ret = choice;
	return true;
}

bool cover_choose_send(struct http_request *request, struct http_response *response,
		       struct err *err)
{
	struct flash flash = {.kind = FLASH_ERROR};
	struct cover_choice choice;
	struct cover_visit visit;
	struct cover_view_of view;
	struct cover_actor actor;
	struct err why = {0};
	bool ok = true;

	if (!cover_begin(request, &visit, err))
		return false;
	view = cover_look(&visit, ACCESS_COVER_READ);
	actor = cover_hand(&visit, ACCESS_COVER_EDIT);
	if (read_choice(&visit, &choice, &why) &&
	    cover_desk_choose(visit.arena, &view, &actor, &choice, &why)) {
		http_redirect(response,
			      arena_printf(visit.arena, "%.*s&done=chosen",
					   STR_ARG(cover_date_url(&visit, cover_base(&visit),
								  visit.date))));
	} else if (!cover_is_theirs(&why)) {
		*err = why;
		ok = false;
	} else {
		flash.text = cover_say(&visit, arena_str(visit.arena, str_from(why.text)).ptr);
		response->status = http_status_of(why.kind);
		ok = draw(&visit, &flash, response, err);
	}
	cover_end(&visit);
	return ok;
}
