/* /year/labs: the labs of each team, in the order of their dates. */
#include "parts/year/year_page_internal.h"

#include "base/text.h"
#include "parts/year/year_page.html.h"

enum { COLUMNS = 5 };

static struct str number_text(const struct year_visit *visit, int64_t n)
{
	return arena_printf(visit->arena, "%lld", (long long)n);
}

/* "HH-3A 10:50, HH-3B 1:05": the classes in which the team teaches, and when. */
struct str year_lessons(const struct year_visit *visit, size_t lab)
{
	const struct year_phases *phases = &visit->board->phases;
	struct text text;

	text_init(&text, visit->arena);
	for (size_t i = 0; i < phases->n; i++) {
		const struct year_phase *phase = &phases->at[i];
		struct html_arg start = html_arg_time(phase->start);

		if (phase->lab != lab || phase->phase != ZONE_ENACT || phase->section == ZONE_NONE)
			continue;
		text_printf(&text, "%s%.*s %.*s", text.len > 0 ? ", " : "",
			    STR_ARG(visit->zone->sections.at[phase->section].code),
			    STR_ARG(say_text(visit->arena, visit->lang, STR("{1}"), &start, 1)));
	}
	return text_str(&text);
}

static struct badge state_of(const struct year_visit *visit, size_t lab, int32_t today)
{
	const struct year_place *place = &visit->board->plan.at[lab];

	if (place->date == ZONE_UNSET)
		return (struct badge){BADGE_WARN, year_say(visit, WORD("No date yet"))};
	for (size_t i = 0; i < visit->board->faults.n; i++)
		if (visit->board->faults.at[i].must && visit->board->faults.at[i].lab == lab)
			return (struct badge){BADGE_BAD, year_say(visit, WORD("Breaks a rule"))};
	if (place->date < today)
		return (struct badge){BADGE_PLAIN, year_say(visit, WORD("Past"))};
	if (place->locked)
		return (struct badge){BADGE_INFO, year_say(visit, WORD("Locked"))};
	return (struct badge){0};
}

static void fill_row(const struct year_visit *visit, size_t lab, int32_t today,
		     struct table_cell *cell)
{
	const struct year_lab *l = &visit->board->problem.labs[lab];
	int32_t date = visit->board->plan.at[lab].date;
	struct html_arg name[2] = {html_arg_str(visit->zone->subjects.at[l->subject].name),
				   html_arg_i64(l->number)};

	cell[0].text = say_text(visit->arena, visit->lang, STR("{1} {2}"), name, 2);
	cell[0].url = year_lab_url(visit, lab);
	if (date != ZONE_UNSET)
		cell[1].text = year_say2(visit, STR("{1}").ptr, html_arg_date(date),
					 html_arg_u64(0));
	cell[2].text = year_lessons(visit, lab);
	cell[3].text = number_text(visit, l->substitutes);
	cell[4].badge = state_of(visit, lab, today);
}

static int before(const struct year_visit *visit, size_t a, size_t b)
{
	int32_t x = visit->board->plan.at[a].date, y = visit->board->plan.at[b].date;

	if (x == ZONE_UNSET || y == ZONE_UNSET)
		return x != ZONE_UNSET;
	return x < y;
}

/* The labs of a team that are asked for, by date; those without one last. */
size_t year_labs_of_team(const struct year_visit *visit, const struct year_asked *asked,
			 uint32_t team, size_t *ret)
{
	size_t n = 0;

	for (size_t i = 0; i < visit->board->problem.n_labs; i++) {
		size_t at = n;

		if (visit->board->problem.labs[i].team != team || !year_is_asked(visit, asked, i))
			continue;
		for (; at > 0 && before(visit, i, ret[at - 1]); at--)
			ret[at] = ret[at - 1];
		ret[at] = i;
		n++;
	}
	return n;
}

static struct table table_of(const struct year_visit *visit, struct str team, const size_t *labs,
			     size_t n)
{
	static const char *const heads[COLUMNS] = {WORD("Lab"), WORD("Date"),
						   WORD("Lesson together in"), WORD("Substitutes"),
						   WORD("State")};
	struct table_column *column = arena_array(visit->arena, struct table_column, COLUMNS);
	struct table_cell *cell = arena_array(visit->arena, struct table_cell, n * COLUMNS);
	int32_t today = year_today(visit);

	for (size_t i = 0; i < COLUMNS; i++)
		column[i] = (struct table_column){.text = year_say(visit, heads[i]),
						  .align = i == 3 ? ALIGN_NUMBER : ALIGN_TEXT,
						  .row_header = i == 0};
	for (size_t i = 0; i < n; i++)
		fill_row(visit, labs[i], today, &cell[i * COLUMNS]);
	return (struct table){
		.caption = team, .column = column, .n_columns = COLUMNS, .cell = cell, .n_rows = n};
}

static void fill_teams(const struct year_visit *visit, const struct year_asked *asked,
		       struct year_labs_page *page)
{
	struct year_team_labs *team = arena_array(visit->arena, struct year_team_labs,
						  visit->zone->teams.n);
	size_t *labs = arena_array(visit->arena, size_t, visit->board->problem.n_labs);

	page->team = team;
	for (uint32_t t = 0; t < visit->zone->teams.n; t++) {
		size_t n = year_labs_of_team(visit, asked, t, labs);

		if (n == 0)
			continue;
		team[page->n].name = visit->zone->teams.at[t].name;
		team[page->n].table = table_of(visit, team[page->n].name, labs, n);
		page->n++;
	}
}

static const struct empty_state *nothing_yet(const struct year_visit *visit)
{
	struct empty_state *empty = arena_new(visit->arena, struct empty_state);

	*empty = (struct empty_state){
		.title = year_say(visit, WORD("No labs are planned here")),
		.text = year_say(visit,
				 WORD("Say how many labs each team has this year, one line a "
				      "team; dates, host rooms and substitutes follow.")),
	};
	if (access_may_zone(&auth_user(visit->request)->access, ACCESS_ZONE_EXPORT))
		empty->step = (struct page_link){.text = year_say(visit, WORD("Labs of the teams")),
						 .url = STR("/zone/files/lab_plans")};
	return empty;
}

bool year_labs_show(struct http_request *request, struct http_response *response, struct err *err)
{
	struct year_labs_page page = {0};
	struct year_visit visit;
	struct year_asked asked;
	struct html html;

	if (!year_begin(request, &visit, err))
		return false;
	asked = year_asked_of(&visit);
	page.page = year_frame(&visit, year_say(&visit, WORD("Labs by team")), "labs");
	page.filters = year_filters_of(&visit, &asked);
	fill_teams(&visit, &asked, &page);
	page.pdf_url = arena_printf(visit.arena, "/year/labs.pdf%.*s",
				    STR_ARG(year_asked_query(&visit, &asked)));
	if (page.n == 0)
		page.empty = nothing_yet(&visit);
	auth_html(request, response, &html);
	year_labs_page(&html, &page);
	response->text = html.text;
	year_end(&visit);
	return true;
}
