/* The year on paper: /year/calendar.pdf, /year/labs.pdf, /year/coaches/{person}/map.pdf. */
#include "parts/year/year_page_internal.h"

#include "base/date.h"
#include "parts/year/year_sheet.h"

static enum pdf_paper paper_of(const struct year_visit *visit)
{
	enum pdf_paper paper = PDF_LETTER;

	(void)pdf_paper_from_name(http_query_text(visit->request, "paper", "letter"), &paper);
	return paper;
}

static struct str dated(const struct year_visit *visit)
{
	struct html_arg words[2] = {html_arg_longdate(year_today(visit)),
				    html_arg_i64(visit->board->version)};

	return say_text(visit->arena, visit->lang,
			STR(WORD("Printed on {1}; plan of the year, change {2}")), words, 2);
}

static struct str whose(const struct year_visit *visit, const struct year_asked *asked)
{
	const struct zone *zone = visit->zone;

	if (asked->team != ZONE_NONE)
		return zone->teams.at[asked->team].name;
	if (asked->coach != ZONE_NONE)
		return zone->people.at[asked->coach].name;
	if (asked->school != ZONE_NONE)
		return zone->schools.at[asked->school].name;
	return zone->info.at[0].name;
}

static struct year_sheet_frame frame_of(const struct year_visit *visit,
					const struct year_asked *asked, const char *title)
{
	return (struct year_sheet_frame){
		.title = year_say2(visit, WORD("{1}: {2}"), html_arg_str(whose(visit, asked)),
				   html_arg_str(year_say(visit, title))),
		.below = year_say(visit, WORD("Team, subject and round of each lab; grey days are "
					      "without students, light grey ones are short.")),
		.dated = dated(visit),
		.lang = visit->lang,
		.paper = paper_of(visit)};
}

static void answer(struct http_response *response, struct str pdf)
{
	http_body(response, STR("application/pdf"), pdf);
}

bool year_wall_pdf(struct http_request *request, struct http_response *response, struct err *err)
{
	struct year_sheet_frame frame;
	struct year_visit visit;
	struct year_asked asked;
	struct str pdf;
	bool ok;

	if (!year_begin(request, &visit, err))
		return false;
	asked = year_asked_of(&visit);
	frame = frame_of(&visit, &asked, WORD("the year"));
	ok = year_sheet_wall(visit.arena, &frame, year_wall_of(&visit, &asked), NULL, &pdf, NULL,
			     err);
	if (ok)
		answer(response, pdf);
	year_end(&visit);
	return ok;
}

/* ---- A coach's map ---- */

struct loads {
	const struct year_visit *visit;
	uint32_t person;
};

static struct str load_words(const void *self, int32_t monday)
{
	const struct loads *loads = self;
	int64_t minutes = year_load_of(loads->visit, loads->person, monday, monday + 6);
	struct html_arg arg = html_arg_decimal((double)minutes / 60);

	return minutes == 0 ? STR("")
			    : say_text(loads->visit->arena, loads->visit->lang, STR(WORD("{1} h")),
				       &arg, 1);
}

bool year_coach_pdf(struct http_request *request, struct http_response *response, struct err *err)
{
	struct year_asked asked = {ZONE_NONE, ZONE_NONE, ZONE_NONE};
	struct year_sheet_frame frame;
	struct year_sheet_load load;
	struct year_visit visit;
	struct loads loads;
	struct str pdf;
	bool ok;

	if (!year_begin(request, &visit, err))
		return false;
	ok = year_coach_asked(&visit, &asked.coach, err);
	if (ok) {
		loads = (struct loads){&visit, asked.coach};
		load = (struct year_sheet_load){load_words, &loads, year_say(&visit, WORD("Load"))};
		frame = frame_of(&visit, &asked, WORD("the year"));
		ok = year_sheet_wall(visit.arena, &frame, year_wall_of(&visit, &asked), &load, &pdf,
				     NULL, err);
	}
	if (ok)
		answer(response, pdf);
	year_end(&visit);
	return ok;
}

/* ---- The labs of each school ---- */

static struct year_sheet_card card_of(const struct year_visit *visit, const size_t *labs, size_t n,
				      uint32_t team)
{
	struct year_sheet_row *row = arena_array(visit->arena, struct year_sheet_row, n);

	for (size_t i = 0; i < n; i++) {
		const struct year_lab *lab = &visit->board->problem.labs[labs[i]];
		int32_t date = visit->board->plan.at[labs[i]].date;

		row[i].cell[0] = date == ZONE_UNSET
					 ? year_say(visit, WORD("No date yet"))
					 : year_say2(visit, STR("{1}").ptr, html_arg_date(date),
						     html_arg_u64(0));
		row[i].cell[1] = year_say2(
			visit, STR("{1} {2}").ptr,
			html_arg_str(visit->zone->subjects.at[lab->subject].name),
			html_arg_i64(lab->number));
		row[i].cell[2] = year_lessons(visit, labs[i]);
		row[i].cell[3] = arena_printf(visit->arena, "%d", lab->substitutes);
	}
	return (struct year_sheet_card){visit->zone->teams.at[team].name, row, n};
}

static struct year_sheet_group group_of(const struct year_visit *visit,
					const struct year_asked *asked, uint32_t school)
{
	struct year_asked here = *asked;
	struct year_sheet_card *card = arena_array(visit->arena, struct year_sheet_card,
						   visit->zone->teams.n);
	size_t *labs = arena_array(visit->arena, size_t, visit->board->problem.n_labs);
	size_t n_cards = 0;

	here.school = school;
	for (uint32_t t = 0; t < visit->zone->teams.n; t++) {
		size_t n = year_labs_of_team(visit, &here, t, labs);

		if (n > 0)
			card[n_cards++] = card_of(visit, labs, n, t);
	}
	return (struct year_sheet_group){
		year_say2(visit, WORD("{1}: labs by team"),
			  html_arg_str(visit->zone->schools.at[school].name), html_arg_u64(0)),
		card, n_cards};
}

bool year_labs_pdf(struct http_request *request, struct http_response *response, struct err *err)
{
	struct year_sheet_frame frame;
	struct year_sheet_group *group;
	struct year_visit visit;
	struct year_asked asked;
	struct str pdf;
	size_t n = 0;
	bool ok;

	if (!year_begin(request, &visit, err))
		return false;
	asked = year_asked_of(&visit);
	frame = frame_of(&visit, &asked, WORD("labs by team"));
	frame.below = year_say(&visit, WORD("Date, lab, classes with the lesson taught together, "
					    "substitutes"));
	group = arena_array(visit.arena, struct year_sheet_group, visit.zone->schools.n);
	for (uint32_t s = 0; s < visit.zone->schools.n; s++) {
		if (!visit.sees[s] || (asked.school != ZONE_NONE && asked.school != s))
			continue;
		group[n] = group_of(&visit, &asked, s);
		n += group[n].n > 0;
	}
	ok = n > 0 || err_set(err, ERR_NOT_FOUND, "There are no labs to print.");
	ok = ok && year_sheet_cards(visit.arena, &frame, group, n, &pdf, NULL, err);
	if (ok)
		answer(response, pdf);
	year_end(&visit);
	return ok;
}
